"""Gather what the yearly report (LKjIP) of an office says.

Strategic objectives are those of the head of the office; the annex holds every position.
Values of a year are the ones that the roll-up of the year was computed from.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_number
from tolok.kernel.refusals import NotAllowed, NotNow
from tolok.kernel.rounding import half_up
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.measurement.past import as_they_were, versions_at
from tolok.organisation.models import Office, Position
from tolok.organisation.queries import (
    Viewer,
    list_holders,
    list_positions,
    list_units,
)
from tolok.planning.models import PerformanceYear, Period, Target
from tolok.planning.queries import periods_of, targets_of_version
from tolok.registry.models import Definition, Indicator, Objective, RegistryVersion
from tolok.registry.queries import (
    CURRENT_DEFINITION,
    definitions_at,
    fetched_definition,
    list_duties,
    list_functions,
    version_on,
)
from tolok.registry.standing import held_by
from tolok.reporting import permissions
from tolok.reporting.cut_off import cut_off
from tolok.reporting.documents import lkjip
from tolok.reporting.gather import frame_of, rule_set_of, signatory
from tolok.reporting.measured_rows import quantity_of
from tolok.reporting.models import Benchmark, BudgetLine, Narrative
from tolok.reporting.yearly_at import Beside, look_back
from tolok.rules.loader import NotInForce
from tolok.scoring.calculator import calculate
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


VERIFIED = RealisationStatus.VERIFIED
# Beyond so many indicators the annex holds the positions that lead a unit only.
MEASURED_AT_MOST = 4_000
CHAIN = "continues__continues__continues"
SHOWN_DECIMALS = 2
KEPT_LEVELS = {Level.INDICATOR, Level.OBJECTIVE, Level.POSITION, Level.UNIT}


class MayNotReadReport(NotAllowed):
    """Only those who see the whole office read its yearly report."""


class NothingToReport(NotNow):
    """The office has no registry, or its head promised nothing."""


def demand_reader(viewer: Viewer, *, year: PerformanceYear | None = None) -> Office:
    """Return the viewer's office, where `year` is one of its own.

    Raises `MayNotReadReport` for whoever may not.
    """
    office = viewer.office
    elsewhere = year is not None and year.office_id != viewer.office_id
    if (
        office is None
        or elsewhere
        or not permissions.may_read_yearly_report(viewer, office_id=office.pk)
    ):
        raise MayNotReadReport(
            _(
                "LKjIP memuat kinerja seluruh kantor; laporan ini dibuka kepala, "
                "perencana, dan pemeriksa."
            )
        )
    return office


@dataclass(frozen=True)
class Promised:
    """What the head of an office promised in a year."""

    office: Office
    year: PerformanceYear
    version: RegistryVersion
    head: Position
    objectives: list[Objective]

    @property
    def indicators(self) -> list[Indicator]:
        """Return the indicators of all objectives, with their definitions."""
        return [
            one for objective in self.objectives for one in objective.indicators.all()
        ]


def promised_by_head(
    *,
    year: PerformanceYear,
    for_user: Viewer,
    indicators: QuerySet[Indicator] | None = None,
    moment: datetime | None = None,
) -> Promised:
    """Return the strategic objectives of a year; four queries.

    `indicators` are those to be fetched along, with what is asked of them; else all with
    their definitions and forerunners. With `moment` what had been decided by then. Raises `MayNotReadReport` and `NothingToReport`.
    """
    office = demand_reader(for_user, year=year)
    version = version_on(
        office_id=office.pk, on=date(year.year, 12, 31), known_at=moment
    )
    if version is None:
        # A year before the first decree that the office brought in: brought-in values.
        version = (
            RegistryVersion.objects.filter(_known_by(moment), office=office)
            .select_related("decree")
            .defer("decree__content", "decree__source_lines")
            .order_by("number")
            .first()
        )
    if version is None:
        raise NothingToReport(
            _(
                "Belum ada keputusan yang ditetapkan, jadi belum ada yang dilaporkan. "
                "Unggah dan tetapkan keputusannya lebih dahulu."
            )
        )
    if indicators is None:
        indicators = Indicator.objects.select_related(CHAIN).prefetch_related(
            definitions_of(moment)
        )
    found = indicators.filter(held_by(version)).order_by("order")
    objectives = list(
        Objective.objects.filter(
            held_by(version),
            position__office=office,
            position__leads_unit=True,
            position__unit__parent=None,
        )
        .select_related("position__unit")
        .prefetch_related(Prefetch("indicators", queryset=found))
        .order_by("position__order", "position", "order")
    )
    if not objectives:
        raise NothingToReport(
            _(
                "Kepala kantor belum mempunyai sasaran dalam keputusan yang berlaku, jadi "
                "LKjIP belum dapat disusun. Periksa keputusannya."
            )
        )
    head = objectives[0].position
    return Promised(
        office, year, version, head, [o for o in objectives if o.position_id == head.pk]
    )


def gather_lkjip(
    *,
    year: PerformanceYear,
    for_user: Viewer,
    as_at: datetime,
    on: date | None = None,
) -> lkjip.Lkjip:
    """Return the report of a year as the data stand at `as_at`, or stood on a past day.

    Some twenty queries, whatever the size of the office, and more for a past day.
    Raises `MayNotReadReport`, `NothingToReport`, `DayNotOver` and `DayBeforeYear`.
    """
    demand_reader(for_user, year=year)
    moment = cut_off(on=on, at=as_at, year=year.year)
    promised = promised_by_head(year=year, for_user=for_user, moment=moment)
    periods = list(periods_of(year=year))
    values = _Values.of(promised, (moment or as_at).date(), moment)
    with override("id"):
        objectives = tuple(
            _objective(one, promised, values) for one in promised.objectives
        )
        return _report(promised, periods, values, objectives, for_user, as_at)


def _report(
    promised: Promised,
    periods: Sequence[Period],
    values: "_Values",
    objectives: tuple[lkjip.ObjectiveLine, ...],
    for_user: Viewer,
    as_at: datetime,
) -> lkjip.Lkjip:
    office, year, version = promised.office, promised.year, promised.version
    last = values.last_period or (periods[-1] if periods else None)
    frame = frame_of(
        office, last, as_at, label=f"Tahun {year.year}", moment=values.moment
    )
    leaders = {
        one.unit_id: one
        for one in list_positions(for_user=for_user).filter(leads_unit=True)
    }
    every = list_positions(for_user=for_user).values_list("pk", flat=True)
    holders = list_holders(positions=list(every), on=for_user.on)
    sitting: dict[int, str] = {}
    for holder in reversed(holders):
        sitting[holder.position_id] = holder.person.name
    return lkjip.Lkjip(
        frame=frame,
        year=year.year,
        region=office.region.name,
        decree=decree_words(version),
        head_title=promised.head.title,
        signatory=signatory(
            promised.head, [h for h in holders if h.position_id == promised.head.pk]
        ),
        office_standing=values.standing(Level.POSITION, promised.head.pk),
        duties=tuple(
            one.text for one in list_duties(position=promised.head, version=version)
        ),
        functions=tuple(
            one.text for one in list_functions(position=promised.head, version=version)
        ),
        units=tuple(
            lkjip.UnitLine(
                name=unit.name,
                depth=unit.path.strip("/").count("/"),
                leader=leaders[unit.pk].title if unit.pk in leaders else "",
                holder=sitting.get(leaders[unit.pk].pk, "")
                if unit.pk in leaders
                else "",
                standing=values.standing(Level.UNIT, unit.pk),
            )
            for unit in list_units(for_user=for_user)
        ),
        objectives=objectives,
        other_budget=tuple(_budget(one) for one in values.budget.get(None, [])),
        classes=_classes(last),
        measured=tuple(_measured(promised, values)),
        people=len({holder.person_id for holder in holders}),
        is_over=values.is_over
        and values.last_period == (periods[-1] if periods else None),
        last_period=values.last_period.label if values.last_period else "awal tahun",
        written=values.written,
    )


def decree_words(version: RegistryVersion) -> str:
    """Return how a decree is named in running text."""
    decree = version.decree
    day = f" tanggal {format_date(decree.decided_on)}" if decree.decided_on else ""
    return f"Keputusan Nomor {decree.number}{day}"


def _classes(period: Period | None) -> tuple[tuple[str, str], ...]:
    if period is None:
        return ()
    try:
        classes = rule_set_of(period).classes
    except NotInForce:
        return ()
    # Classes of one name that follow each other are told as one: by the lowest bound.
    return tuple({one.name: (one.name, one.words) for one in classes}.values())


@dataclass(frozen=True, kw_only=True)
class _Values:
    """All rows that one report is made of."""

    roll_ups: dict[tuple[str, int, int], RollUp]
    targets: dict[tuple[int, int], Target]
    benchmarks: dict[int, Benchmark]
    budget: dict[int | None, list[BudgetLine]]
    remarks: dict[int, list[Realisation]]
    counts: dict[int, tuple[int, int]]
    written: dict[str, str]
    year: int
    is_over: bool
    last_period: Period | None
    moment: datetime | None = None

    @classmethod
    def of(
        cls, promised: Promised, on: date, moment: datetime | None = None
    ) -> "_Values":
        """Read what the head's indicators and their forerunners came to."""
        year = promised.year
        same = [
            each for one in promised.indicators for each in (one, *_forerunners(one))
        ]
        wanted = {one.pk for one in same}
        beside = (
            _beside_now(promised, wanted)
            if moment is None
            else look_back(year=year, indicators=same, moment=moment)
        )
        budget: dict[int | None, list[BudgetLine]] = defaultdict(list)
        for line in beside.budget:
            budget[line.objective_id].append(line)
        remarks: dict[int, list[Realisation]] = defaultdict(list)
        counts: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
        reported = _reported(promised, moment)
        for row in reported:
            owed, verified = counts[row.indicator_id]
            counts[row.indicator_id] = (owed + 1, verified + (row.status == VERIFIED))
            if row.status == VERIFIED and row.obstacles.strip():
                remarks[row.indicator_id].append(row)
        known = [row.period for row in reported if row.status == VERIFIED]
        return cls(
            roll_ups={
                _key(row): row for row in beside.roll_ups if row.level in KEPT_LEVELS
            },
            targets={(one.indicator_id, one.year.year): one for one in beside.targets},
            benchmarks={one.indicator_id: one for one in beside.benchmarks},
            budget=budget,
            remarks=remarks,
            counts=counts,
            written={one.part: one.text for one in beside.narratives},
            year=year.year,
            is_over=on > date(year.year, 12, 31),
            last_period=max(known, key=lambda one: one.ends_on) if known else None,
            moment=moment,
        )

    def standing(self, level: Level, subject: int) -> lkjip.Standing:
        """Return how a subject stands in the year of the report."""
        return self.judged(self.roll_ups.get((level, subject, self.year)))

    def judged(self, row: RollUp | None) -> lkjip.Standing:
        """Return a roll-up as a standing; a year that still grows has no class yet."""
        found = _standing(row)
        if self.is_over or row is None or row.year.year < self.year:
            return found
        return lkjip.Standing(percent=found.percent)


def _known_by(moment: datetime | None) -> Q:
    return Q() if moment is None else Q(created_at__lte=moment)


def definitions_of(moment: datetime | None) -> "Prefetch[str]":
    """Return what fetches the definitions along, those of now or of a moment."""
    if moment is None:
        return CURRENT_DEFINITION
    return Prefetch(
        "definitions", queryset=definitions_at(moment), to_attr="current_definitions"
    )


def _beside_now(promised: Promised, wanted: set[int]) -> Beside:
    """Return what stands now beside the realisations; five queries."""
    year = promised.year
    found = RollUp.objects.filter(
        office_id=year.office_id, period=None, year__year__lte=year.year
    ).select_related("year")
    return Beside(
        [
            *found.filter(level=Level.INDICATOR, indicator__in=wanted),
            *found.filter(
                year=year,
                level__in=[Level.OBJECTIVE, Level.POSITION],
                position=promised.head,
            ),
            *found.filter(year=year, level=Level.UNIT),
        ],
        list(
            Target.objects.filter(
                indicator__in=wanted, period=None, is_current=True
            ).select_related("year")
        ),
        list(Benchmark.objects.filter(year=year)),
        list(BudgetLine.objects.filter(year=year).order_by("code", "pk")),
        list(Narrative.objects.filter(year=year, is_current=True)),
    )


def _reported(promised: Promised, moment: datetime | None) -> Sequence[Realisation]:
    """Return the year's realisations of the head's indicators, the newest first."""
    every = Realisation.objects if moment is None else Realisation.versions
    found = every.filter(
        indicator__in=promised.indicators, period__year=promised.year
    ).select_related("period", "position", "person")
    found = found.order_by("-period__ends_on", "pk")
    if moment is None:
        return list(found)
    return as_they_were(list(versions_at(found, moment)), moment=moment)


def _key(row: RollUp) -> tuple[str, int, int]:
    subject = {
        Level.INDICATOR: row.indicator_id,
        Level.OBJECTIVE: row.objective_id,
        Level.POSITION: row.position_id,
        Level.UNIT: row.unit_id,
    }[Level(row.level)]
    return (row.level, subject or 0, row.year.year)


def _standing(row: RollUp | None) -> lkjip.Standing:
    if row is None or row.achievement_percent is None:
        return lkjip.Standing()
    return lkjip.Standing(
        percent=row.achievement_percent,
        class_name=row.class_name,
        class_rank=row.class_rank,
    )


def _forerunners(indicator: Indicator) -> list[Indicator]:
    """Return the indicators that this one goes on from, the last first."""
    found: list[Indicator] = []
    before = indicator.continues
    while before is not None and len(found) <= CHAIN.count("__"):
        found.append(before)
        before = before.continues
    return found


def _objective(
    objective: Objective, promised: Promised, values: _Values
) -> lkjip.ObjectiveLine:
    return lkjip.ObjectiveLine(
        key=str(objective.pk),
        text=" ".join(objective.text.split()),
        standing=values.standing(Level.OBJECTIVE, objective.pk),
        indicators=tuple(
            _indicator(one, promised, values) for one in objective.indicators.all()
        ),
        budget=tuple(_budget(one) for one in values.budget.get(objective.pk, [])),
    )


def _budget(line: BudgetLine) -> lkjip.BudgetRow:
    return lkjip.BudgetRow(
        code=line.code, programme=line.programme, ceiling=line.ceiling, spent=line.spent
    )


def _indicator(
    indicator: Indicator, promised: Promised, values: _Values
) -> lkjip.IndicatorLine:
    definition = fetched_definition(indicator)
    same = [indicator, *_forerunners(indicator)]
    by_year = {
        year: value
        for year in range(values.year - 4, values.year)
        if (value := _first_value(same, year, definition, values)) is not None
    }
    now = _first_value([indicator], values.year, definition, values)
    benchmark = values.benchmarks.get(indicator.pk)
    roll_up = values.roll_ups.get((Level.INDICATOR, indicator.pk, values.year))
    owed, verified = values.counts[indicator.pk]
    return lkjip.IndicatorLine(
        text=" ".join(indicator.text.split()),
        unit=definition.unit_of_measure,
        now=now or lkjip.YearValue(year=values.year),
        earlier=tuple(by_year.values()),
        end_year=benchmark.end_year if benchmark else None,
        end_target=benchmark.end_target if benchmark else "",
        towards_end=_towards(roll_up, benchmark.end_target if benchmark else ""),
        province=benchmark.province if benchmark else "",
        national=benchmark.national if benchmark else "",
        benchmark_source=benchmark.source if benchmark else "",
        data_source=" ".join(definition.data_source.split()).rstrip("."),
        formula=definition.formula,
        periods=owed,
        verified=verified,
        remarks=tuple(_remarks(values.remarks.get(indicator.pk, []))),
    )


def _first_value(
    same: Sequence[Indicator], year: int, definition: Definition, values: _Values
) -> lkjip.YearValue | None:
    """Return the year of the first of these indicators that has a target or a value."""
    for one in same:
        row = values.roll_ups.get((Level.INDICATOR, one.pk, year))
        target = values.targets.get((one.pk, year))
        if row is None and target is None:
            continue
        text, number = realised(row, definition)
        wanted = quantity_of(target.text) if target else None
        return lkjip.YearValue(
            year=year,
            target=target.text if target else "",
            realisation=text,
            target_number=target.value if wanted is not None and target else None,
            number=number,
            standing=values.judged(row),
        )
    return None


def realised(row: RollUp | None, definition: Definition) -> tuple[str, Decimal | None]:
    """Return what a year came to: as it is written, and as a number where it is one."""
    if row is None or row.basis.get("kind") != "measurement":
        return "", None
    given = row.basis["measurement"]
    result = calculate(given, region=settings.REGIONAL_RULES or None)
    text = str(result["realisation"] or "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = None
    if definition.scale or number is None:
        last = [v for v in given.get("values", []) if isinstance(v, str) and v]
        written = last[-1] if last and given.get("accumulation") == "last" else text
        return written, number
    decimals = min(definition.decimals, SHOWN_DECIMALS)
    percent = "\u00a0%" if definition.unit_of_measure == "%" else ""
    shown = half_up(number, decimals).normalize()
    return f"{format_number(shown)}{percent}", number


def _towards(row: RollUp | None, end_target: str) -> Decimal | None:
    """Return the achievement against another target, by the rules of the year."""
    if row is None or not end_target or row.basis.get("kind") != "measurement":
        return None
    given = {**row.basis["measurement"], "target": end_target}
    given.pop("share", None)
    result = calculate(given, region=settings.REGIONAL_RULES or None)
    told = result["achievement"]
    return None if told is None else Decimal(str(told))


def _remarks(rows: Iterable[Realisation]) -> Iterable[lkjip.ObstacleLine]:
    """Yield what holders wrote, the newest first, the same words once."""
    together: dict[tuple[str, str], list[Realisation]] = {}
    for row in rows:
        words = (row.obstacles.strip(), row.follow_up.strip())
        together.setdefault(words, []).append(row)
    for (obstacle, follow_up), same in together.items():
        labels = ", ".join(row.period.label for row in reversed(same))
        yield lkjip.ObstacleLine(
            obstacle=obstacle,
            follow_up=follow_up,
            source=f"kendala dan tindak lanjut pada realisasi {labels}, "
            f"{same[0].position.title}",
        )


def _measured(promised: Promised, values: _Values) -> Iterable[lkjip.MeasuredLine]:
    """Yield every indicator of the office with its year; three queries."""
    version, year = promised.version, promised.year
    held = Indicator.objects.filter(
        held_by(version), position__office_id=year.office_id
    )
    if held.count() > MEASURED_AT_MOST:
        held = held.filter(position__leads_unit=True)
    if values.moment is None:
        of_year: Iterable[RollUp] = RollUp.objects.filter(
            year=year, period=None, level=Level.INDICATOR
        ).select_related("year")
    else:
        of_year = [
            row
            for (level, _pk, number), row in values.roll_ups.items()
            if level == Level.INDICATOR and number == year.year
        ]
    rows = {row.indicator_id: row for row in of_year}
    targets = targets_of_version(version_id=version.pk, year=year, moment=values.moment)
    for one in (
        held.select_related("objective", "position")
        .prefetch_related(definitions_of(values.moment))
        .order_by("position__order", "position", "objective__order", "order")
    ):
        row, target = rows.get(one.pk), targets.get((one.pk, None))
        text, _number = realised(row, fetched_definition(one))
        yield lkjip.MeasuredLine(
            position=one.position.title,
            objective=" ".join(one.objective.text.split()),
            indicator=" ".join(one.text.split()),
            target=target.text if target else "",
            realisation=text,
            standing=values.judged(row),
        )
