"""What the table of measured performance holds, whatever it is written as."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tolok.kernel.numbers import format_number
from tolok.reporting.documents.figures import ABSENT, digits_behind
from tolok.reporting.documents.frame import Frame, Signatory


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A target or a realisation: its number where it is one, else its words.

    A blank one has neither: it is nothing, and never zero. `decimals` says how many are
    shown of a computed value; without it all digits that the value has.
    """

    value: Decimal | None = None
    text: str = ""
    decimals: int | None = None

    @property
    def shown_decimals(self) -> int:
        """Return how many decimals are shown, none for a blank."""
        if self.decimals is not None:
            return self.decimals
        return digits_behind(self.value) if self.value is not None else 0

    @property
    def written(self) -> str:
        """Return "1.234,5", its words, or "–" for a blank one."""
        if self.value is None:
            return self.text or ABSENT
        return format_number(self.value, self.shown_decimals)


NOTHING = Quantity()


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasurementRow:
    """One realisation that is owed, and what became of it.

    `achievement` is in percent of the target; it, the class and the score are blank
    before the realisation is verified. `submitted_on` is the day at the office.
    """

    unit: str
    position: str
    holder: str
    objective: str
    indicator: str
    measure_unit: str
    year_target: Quantity = NOTHING
    period_target: Quantity = NOTHING
    realisation: Quantity = NOTHING
    achievement: Decimal | None = None
    class_name: str = ""
    score: Decimal | None = None
    state: str
    is_reported: bool = False
    is_verified: bool = False
    is_late: bool = False
    submitted_on: date | None = None
    verifier: str = ""
    evidence_count: int = 0
    obstacles: str = ""
    follow_up: str = ""

    @property
    def punctuality(self) -> str:
        """Return whether what was reported came in time; blank before it came."""
        if not self.is_reported:
            return ""
        return "Terlambat" if self.is_late else "Tepat waktu"


@dataclass(frozen=True, kw_only=True)
class UnitAchievement:
    """The kept roll-up of a unit, its sub-units included."""

    achievement: Decimal | None = None
    class_name: str = ""


@dataclass(frozen=True, kw_only=True)
class MeasurementTable:
    """The rows of one period in the decree's order, and what stands around them.

    `rows` may be a generator and is then read once. `units` tells the kept roll-ups by
    the unit's name; `office` the whole office's.
    """

    frame: Frame
    short_period: str
    rows: Iterable[MeasurementRow]
    units: Mapping[str, UnitAchievement] = field(default_factory=dict)
    office: UnitAchievement = UnitAchievement()
    scope: str = ""
    signatory: Signatory | None = None
