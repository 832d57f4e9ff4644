"""The performance report of an office and year (LKjIP): what it says, as records."""

from dataclasses import dataclass, field
from decimal import Decimal

from tolok.reporting.documents.figures import share_of_amounts
from tolok.reporting.documents.frame import Frame, Signatory


NOT_FILLED = "belum diisi"
TITLE = "Laporan Kinerja Instansi Pemerintah"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An achievement in percent with its class; blank without one."""

    percent: Decimal | None = None
    class_name: str = ""
    class_rank: int | None = None


@dataclass(frozen=True, kw_only=True)
class YearValue:
    """One year of an indicator: target and realisation as written, and the numbers."""

    year: int
    target: str = ""
    realisation: str = ""
    target_number: Decimal | None = None
    number: Decimal | None = None
    standing: Standing = Standing()


@dataclass(frozen=True, kw_only=True)
class ObstacleLine:
    """What a holder wrote about a realisation, and which one that was."""

    obstacle: str
    follow_up: str
    source: str


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """An indicator in a year, with what it is held against.

    `periods` counts the sub-periods that are owed, `verified` those that are verified;
    `towards_end` is the achievement of the Renstra's end target in percent.
    """

    text: str
    unit: str
    now: YearValue
    earlier: tuple[YearValue, ...] = ()
    end_year: int | None = None
    end_target: str = ""
    towards_end: Decimal | None = None
    province: str = ""
    national: str = ""
    benchmark_source: str = ""
    data_source: str = ""
    formula: str = ""
    periods: int = 0
    verified: int = 0
    remarks: tuple[ObstacleLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BudgetRow:
    """A programme: what was granted and what was spent, in rupiah; None: not filled in."""

    code: str
    programme: str
    ceiling: Decimal | None = None
    spent: Decimal | None = None

    @property
    def absorbed(self) -> Decimal | None:
        """Return what was spent in percent of what was granted."""
        return share_of_amounts(self.spent, self.ceiling)


@dataclass(frozen=True, kw_only=True)
class ObjectiveLine:
    """A strategic objective with its indicators and the programmes that serve it."""

    key: str
    text: str
    standing: Standing
    indicators: tuple[IndicatorLine, ...]
    budget: tuple[BudgetRow, ...] = ()

    @property
    def sums(self) -> BudgetRow:
        """Return the sum of its programmes; blank where one of them is not filled in."""
        return summed(self.budget)


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """A unit of the office with its achievement of the year."""

    name: str
    depth: int
    leader: str
    holder: str
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class MeasuredLine:
    """One indicator of any position in the annex."""

    position: str
    objective: str
    indicator: str
    target: str
    realisation: str
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class Lkjip:
    """All that the report of a year says. `written` holds the parts a person wrote."""

    frame: Frame
    year: int
    region: str
    decree: str
    head_title: str
    signatory: Signatory | None
    office_standing: Standing
    duties: tuple[str, ...]
    functions: tuple[str, ...]
    units: tuple[UnitLine, ...]
    objectives: tuple[ObjectiveLine, ...]
    other_budget: tuple[BudgetRow, ...]
    classes: tuple[tuple[str, str], ...]
    measured: tuple[MeasuredLine, ...]
    people: int
    is_over: bool
    last_period: str
    written: dict[str, str] = field(default_factory=dict)

    @property
    def indicators(self) -> list[IndicatorLine]:
        """Return the indicators of all its objectives."""
        return [one for objective in self.objectives for one in objective.indicators]

    @property
    def budget(self) -> tuple[BudgetRow, ...]:
        """Return every programme once, those of the objectives first."""
        of_objectives = [row for one in self.objectives for row in one.budget]
        return (*of_objectives, *self.other_budget)


def summed(rows: tuple[BudgetRow, ...]) -> BudgetRow:
    """Return the sum of programmes; an amount is blank where one of them is missing."""
    ceilings = [row.ceiling for row in rows if row.ceiling is not None]
    spent = [row.spent for row in rows if row.spent is not None]
    return BudgetRow(
        code="",
        programme="Jumlah",
        ceiling=sum(ceilings, Decimal(0))
        if rows and len(ceilings) == len(rows)
        else None,
        spent=sum(spent, Decimal(0)) if rows and len(spent) == len(rows) else None,
    )
