"""A year of an office in one table: who or what, each period, and the year so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from tolok.accounts.enums import Capability
from tolok.organisation.models import Position, Unit
from tolok.organisation.queries import Viewer, get_position, list_units
from tolok.planning.models import PerformanceYear, Period
from tolok.planning.queries import list_periods, list_years
from tolok.reporting.queries import (
    MayNotSeeDashboard,
    Standing,
    demand_dashboard,
    standing_of,
)
from tolok.scoring import permissions
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


OF_OFFICE = (Level.UNIT, Level.POSITION, Level.OBJECTIVE, Level.PERSON)
OF_POSITION = (Level.POSITION, Level.OBJECTIVE, Level.INDICATOR, Level.SEAT)
SUBJECT = {
    Level.OFFICE: "office_id",
    Level.UNIT: "unit_id",
    Level.POSITION: "position_id",
    Level.OBJECTIVE: "objective_id",
    Level.INDICATOR: "indicator_id",
    Level.SEAT: "person_id",
    Level.PERSON: "person_id",
}


@dataclass(frozen=True)
class YearLine:
    """One subject: its standing by period (None: the year so far).

    `owed` counts the realisations below it, `counted` those that have an achievement.
    """

    level: Level
    label: str
    note: str
    standings: dict[int | None, Standing]
    owed: int
    counted: int

    @property
    def whole(self) -> Standing | None:
        """Return the year so far."""
        return self.standings.get(None)


@dataclass(frozen=True)
class YearTable:
    """A year of an office, of one unit with all below it, or of one position."""

    years: list[PerformanceYear]
    year: PerformanceYear
    periods: list[Period]
    units: list[Unit]
    unit: Unit | None
    position: Position | None
    level: Level
    top: YearLine | None
    lines: list[YearLine]
    total: int


def get_year_table(
    *,
    for_user: Viewer,
    year: int | None = None,
    level: Level = Level.UNIT,
    unit_id: int | None = None,
    position_id: int | None = None,
    offset: int = 0,
    limit: int = 50,
) -> YearTable | None:
    """Return a year by period, lowest first, or None while the office has no year.

    With `position_id` the lines are its own: itself, its objectives, its indicators and
    its people. At most eight queries. Raises `MayNotSeeDashboard`,
    `PerformanceYear.DoesNotExist`, `Unit.DoesNotExist` and `Position.DoesNotExist`.
    """
    position = None
    if position_id is None:
        demand_dashboard(for_user)
    else:
        position = get_position(position_id=position_id, for_user=for_user)
        if not permissions.may_view_position(for_user, position=position):
            raise MayNotSeeDashboard(
                _(
                    "Rekapitulasi ini dibaca pemangku jabatan, atasannya, perencana, "
                    "dan pemeriksa."
                )
            )
    years = list(list_years(for_user=for_user))
    if not years:
        return None
    chosen = _choose(years, year, for_user)
    units = list(list_units(for_user=for_user))
    unit = _unit(units, unit_id)
    found = RollUp.objects.filter(year=chosen, hundredths__isnull=False)
    if position is not None:
        rows = found.filter(position=position, level__in=OF_POSITION)
        lines = sorted(_lines(rows), key=_order)
        return YearTable(
            years,
            chosen,
            list(list_periods(for_user=for_user, year=chosen.year)),
            units,
            None,
            position,
            Level.POSITION,
            next((line for line in lines if line.level == Level.POSITION), None),
            [line for line in lines if line.level != Level.POSITION],
            len(lines),
        )
    whole = _within(found.filter(level=level, period=None), level, unit, for_user)
    total = whole.count()
    ids = list(
        whole.order_by("hundredths", SUBJECT[level]).values_list(
            SUBJECT[level], flat=True
        )[offset : offset + limit]
    )
    top = found.filter(level=Level.OFFICE)
    if unit is not None:
        top = found.filter(level=Level.UNIT, unit=unit)
    rows = found.filter(level=level, **{f"{SUBJECT[level]}__in": ids})
    lines = list(_lines(rows | top))
    at_top = Level.OFFICE if unit is None else Level.UNIT
    heads = [
        line
        for line in lines
        if line.level == at_top and (unit is None or line.label == unit.name)
    ]
    at = {subject_id: place for place, subject_id in enumerate(ids)}
    of_level = {line.subject_id: line for line in lines if line.level == level}
    return YearTable(
        years,
        chosen,
        list(list_periods(for_user=for_user, year=chosen.year)),
        units,
        unit,
        None,
        level,
        heads[0] if heads else None,
        [
            of_level[one]
            for one in sorted(of_level, key=lambda s: at.get(s, 0))
            if one in at
        ],
        total,
    )


def _choose(
    years: list[PerformanceYear], year: int | None, for_user: Viewer
) -> PerformanceYear:
    if year is None:
        begun = [one for one in years if one.year <= for_user.on.year]
        return (begun or years)[0]
    for one in years:
        if one.year == year:
            return one
    raise PerformanceYear.DoesNotExist


def _unit(units: list[Unit], unit_id: int | None) -> Unit | None:
    if unit_id is None:
        return None
    for unit in units:
        if unit.pk == unit_id:
            return unit
    raise Unit.DoesNotExist


def _within(
    rows: QuerySet[RollUp], level: Level, unit: Unit | None, for_user: Viewer
) -> QuerySet[RollUp]:
    """Keep what lies in the unit, and of people those whom the viewer may see."""
    if level != Level.PERSON:
        return rows if unit is None else rows.filter(unit__path__startswith=unit.path)
    seats = RollUp.objects.filter(level=Level.SEAT, year=F("year"))
    if unit is not None:
        rows = rows.filter(
            person__in=seats.filter(unit__path__startswith=unit.path).values("person")
        )
    if for_user.may(Capability.VIEW_ALL_REALISATIONS):
        return rows
    seen = Q(pk__in=[])
    for path in for_user.led_paths:
        seen |= Q(unit__path__startswith=path)
    return rows.filter(
        Q(person__in=seats.filter(seen, office=for_user.office_id).values("person"))
        | Q(person=for_user.person_id or 0)
    )


def seen_people(
    for_user: Viewer, seats: Sequence[tuple[int, str]], path: str
) -> set[int]:
    """Return the people whom `_within` would keep; `seats` are people with unit paths."""
    inside = {person for person, place in seats if place.startswith(path)}
    if for_user.may(Capability.VIEW_ALL_REALISATIONS):
        return inside
    led = tuple(for_user.led_paths)
    seen = {person for person, place in seats if place.startswith(led)}
    return inside & (seen | {for_user.person_id or 0})


@dataclass(frozen=True)
class _Line(YearLine):
    subject_id: int = 0
    order: tuple[Any, ...] = ()


def _lines(rows: QuerySet[RollUp]) -> Iterable[_Line]:
    found: dict[tuple[str, int], list[RollUp]] = {}
    for row in rows.select_related(
        *("unit", "position__unit", "objective", "indicator__objective", "person"),
        "office",
    ).defer("basis"):
        subject = getattr(row, SUBJECT[Level(row.level)])
        found.setdefault((row.level, subject), []).append(row)
    for (level, subject_id), group in found.items():
        whole = next((row for row in group if row.period_id is None), group[0])
        label, note = _named(whole)
        yield _Line(
            Level(level),
            label,
            note,
            {row.period_id: standing_of(row) for row in group},
            whole.owed,
            whole.counted,
            subject_id,
            _place(whole),
        )


def _named(row: RollUp) -> tuple[str, str]:
    match row.level:
        case Level.OFFICE:
            return str(row.office), ""
        case Level.UNIT:
            return str(row.unit), ""
        case Level.POSITION:
            return str(row.position), str(row.unit)
        case Level.OBJECTIVE:
            return str(row.objective), str(row.position)
        case Level.INDICATOR:
            return str(row.indicator), str(row.objective)
        case Level.SEAT:
            return str(row.person), str(row.position)
    return str(row.person), ""


def _place(row: RollUp) -> tuple[Any, ...]:
    """Return the decree's order: each objective with its indicators, then the people."""
    if row.level == Level.SEAT:
        return (1, 0, 0, str(row.person))
    objective = row.objective or (row.indicator and row.indicator.objective)
    return (
        0,
        objective.order if objective else 0,
        row.indicator.order if row.indicator else 0,
        "",
    )


def _order(line: _Line) -> tuple[Any, ...]:
    return line.order
