"""Figures for the dashboard, as data: how an office stands in a period.

Always told who asks; nothing here knows a screen. Shares and achievements are percent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Window
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.measurement.policies import REPORTED
from tolok.measurement.tallies import Tally, tally_by_unit
from tolok.organisation.models import Position, Unit
from tolok.organisation.queries import Viewer, list_units
from tolok.planning.models import Period
from tolok.planning.queries import list_periods
from tolok.reporting.figures_at import look_back
from tolok.scoring import permissions
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


POSITIONS_AT_MOST = 60
UNITS_AT_MOST = 40
OBJECTIVES_AT_MOST = 40
ON_TARGET_HUNDREDTHS = 100_00


STANDING_COLUMNS = (
    *("level", "period_id", "unit_id", "position_id", "pk"),
    *("hundredths", "class_name", "class_rank", "count"),
)
# By unit and by position, each by period; then the office's by period.
Standings = tuple[
    dict[int, dict[int, "Standing"]],
    dict[int, dict[int, "Standing"]],
    dict[int, "Standing"],
]


class MayNotSeeDashboard(NotAllowed):
    """Only superiors, head, planner and inspector see how the office stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How something stands in a period: one roll-up.

    `count` says of how many values of the level below it is the mean.
    """

    roll_up_id: int
    percent: Decimal
    class_name: str
    class_rank: int | None
    count: int


@dataclass(frozen=True)
class UnitFigures:
    """One unit: its own reporting, and its standing by period (with all below it)."""

    unit_id: int
    name: str
    path: str
    parent_id: int | None
    own: Tally
    standings: dict[int, Standing]


@dataclass(frozen=True)
class ObjectiveFigures:
    """One objective in the period asked for."""

    objective_id: int
    text: str
    position_id: int
    position_title: str
    standing: Standing


@dataclass(frozen=True)
class Progress:
    """What one position owed in one period, and how far it came."""

    owed: int = 0
    reported: int = 0
    verified: int = 0


@dataclass(frozen=True)
class PositionFigures:
    """One position: its standing and its progress by period."""

    position_id: int
    title: str
    unit_id: int
    unit_name: str
    standings: dict[int, Standing]
    progress: dict[int, Progress]


@dataclass(frozen=True)
class Figures:
    """All that the dashboard shows of an office, or of one unit with all below it.

    `day` is the past day at whose end it stood so, None for now.
    """

    periods: list[Period]
    period: Period
    all_units: list[Unit]
    unit: Unit | None
    tally: Tally
    units: list[UnitFigures]
    standings: dict[int, Standing]
    objectives: list[ObjectiveFigures]
    objectives_total: int
    objectives_on_target: int
    positions: list[PositionFigures] | None = field(default=None)
    day: date | None = None

    @property
    def current(self) -> Standing | None:
        """Return the standing in the period asked for, or None before the first score."""
        return self.standings.get(self.period.pk)

    @property
    def year_periods(self) -> list[Period]:
        """Return the periods of the year asked for, first to last."""
        return self.periods_of(self.period.starts_on.year)

    def periods_of(self, year: int) -> list[Period]:
        """Return the known periods of a year of the same kind as the one asked for."""
        return [
            period
            for period in self.periods
            if period.starts_on.year == year and period.kind == self.period.kind
        ]

    @property
    def previous_period(self) -> Period | None:
        """Return the period before the one asked for, or None."""
        earlier = [
            p
            for p in self.periods
            if p.kind == self.period.kind and p.starts_on < self.period.starts_on
        ]
        return earlier[-1] if earlier else None


def get_figures(
    *,
    for_user: Viewer,
    period_id: int | None = None,
    unit_id: int | None = None,
    with_positions: bool = True,
    moment: datetime | None = None,
) -> Figures | None:
    """Return how the viewer's office stands, or None while it has no period at all.

    With `moment` how it stood then, the year of the period alone: `Standing.roll_up_id`
    is that of the row which speaks of the same today, 0 where none does.

    Without `period_id` it is the period that people work on, or worked on then. Positions are told one by
    one only where there are at most `POSITIONS_AT_MOST` of them. Seven queries, five
    without positions, whatever the size of the office. Raises `MayNotSeeDashboard`, `Period.DoesNotExist` and
    `Unit.DoesNotExist`.
    """
    demand_dashboard(for_user)
    periods = list(list_periods(for_user=for_user))
    if not periods:
        return None
    period = choose_period(
        periods,
        period_id=period_id,
        for_user=for_user,
        on=moment.date() if moment else None,
    )
    all_units = list(list_units(for_user=for_user))
    unit = _choose_unit(all_units, unit_id)
    scope = [u for u in all_units if unit is None or u.path.startswith(unit.path)]
    positions = _positions(for_user, unit) if with_positions else None
    if moment is None:
        asked = [
            p for p in periods if abs(p.starts_on.year - period.starts_on.year) <= 1
        ]
        standings = _standings(asked, for_user, positions)
        tallies = tally_by_unit(period=period)
        progress = _progress(positions, asked)
        objectives, total, on_target = _objectives(period, unit)
    else:
        asked = [p for p in periods if p.year_id == period.year_id]
        past = look_back(period=period, periods=asked, moment=moment)
        standings = _by_subject(
            (
                *(row.level, row.period_id, row.unit_id, row.position_id, row.pk or 0),
                *(row.hundredths, row.class_name, row.class_rank, row.count),
            )
            for row in past.of_level(Level.UNIT, Level.OFFICE, Level.POSITION)
        )
        tallies = past.tallies(period)
        progress = past.progress()
        rows = past.objectives(period, {u.pk for u in scope})
        objectives = _objective_figures(rows[:OBJECTIVES_AT_MOST])
        total = len(rows)
        on_target = sum((row.hundredths or 0) >= ON_TARGET_HUNDREDTHS for row in rows)
    by_unit, by_position, office = standings
    return Figures(
        periods=periods,
        period=period,
        all_units=all_units,
        unit=unit,
        tally=_total(tallies.get(u.pk, Tally()) for u in scope),
        units=[
            UnitFigures(
                u.pk,
                u.name,
                u.path,
                u.parent_id,
                tallies.get(u.pk, Tally()),
                by_unit.get(u.pk, {}),
            )
            for u in scope
        ],
        standings=office if unit is None else by_unit.get(unit.pk, {}),
        objectives=objectives,
        objectives_total=total,
        objectives_on_target=on_target,
        positions=_position_figures(positions, by_position, progress),
        day=moment.date() if moment else None,
    )


def demand_dashboard(for_user: Viewer) -> None:
    """Refuse whoever may not see roll-ups. Raises `MayNotSeeDashboard`."""
    if not permissions.may_view_roll_ups(for_user, office_id=for_user.office_id):
        raise MayNotSeeDashboard(
            _("Dasbor kantor dibaca atasan, kepala, perencana, dan pemeriksa.")
        )


def choose_period(
    periods: Sequence[Period],
    *,
    period_id: int | None,
    for_user: Viewer,
    on: date | None = None,
) -> Period:
    """Return the period asked for, else the last whose window has opened, or had on a day.

    Raises `Period.DoesNotExist`.
    """
    if period_id is not None:
        for period in periods:
            if period.pk == period_id:
                return period
        raise Period.DoesNotExist
    day = on or for_user.on
    opened = [period for period in periods if period.opens_on <= day]
    return opened[-1] if opened else periods[0]


def _choose_unit(units: Sequence[Unit], unit_id: int | None) -> Unit | None:
    if unit_id is None:
        return None
    for unit in units:
        if unit.pk == unit_id:
            return unit
    raise Unit.DoesNotExist


def _positions(for_user: Viewer, unit: Unit | None) -> list[Position] | None:
    """Return the positions of the office or the unit, or None where there are many."""
    found = Position.objects.filter(office_id=for_user.office_id)
    if unit is not None:
        found = found.filter(unit__path__startswith=unit.path)
    rows = list(
        found.select_related("unit").order_by("unit__order", "order", "pk")[
            : POSITIONS_AT_MOST + 1
        ]
    )
    return rows if len(rows) <= POSITIONS_AT_MOST else None


def _standings(
    periods: Sequence[Period],
    for_user: Viewer,
    positions: Sequence[Position] | None,
) -> Standings:
    wanted = Q(level__in=[Level.UNIT, Level.OFFICE])
    if positions:
        wanted |= Q(level=Level.POSITION, position__in=positions)
    return _by_subject(
        RollUp.objects.filter(
            wanted,
            office_id=for_user.office_id,
            period__in=periods,
            hundredths__isnull=False,
        ).values_list(*STANDING_COLUMNS)
    )


def _by_subject(rows: Iterable[tuple[Any, ...]]) -> Standings:
    by_unit: dict[int, dict[int, Standing]] = {}
    by_position: dict[int, dict[int, Standing]] = {}
    office: dict[int, Standing] = {}
    for level, period_id, unit_id, position_id, pk, hundredths, *rest in rows:
        standing = Standing(pk, Decimal(hundredths).scaleb(-2), *rest)
        if level == Level.OFFICE:
            office[period_id] = standing
        elif level == Level.UNIT:
            by_unit.setdefault(unit_id, {})[period_id] = standing
        else:
            by_position.setdefault(position_id, {})[period_id] = standing
    return by_unit, by_position, office


def standing_of(row: RollUp) -> Standing:
    """Return a roll-up that has a value, as a standing."""
    percent = row.achievement_percent
    if percent is None:
        message = "a roll-up without a value is no standing"
        raise ValueError(message)
    return Standing(row.pk or 0, percent, row.class_name, row.class_rank, row.count)


def _total(tallies: Iterable[Tally]) -> Tally:
    rows = list(tallies)
    return Tally(
        owed=sum(row.owed for row in rows),
        verified=sum(row.verified for row in rows),
        submitted=sum(row.submitted for row in rows),
        returned=sum(row.returned for row in rows),
        late=sum(row.late for row in rows),
    )


def _objectives(
    period: Period, unit: Unit | None
) -> tuple[list[ObjectiveFigures], int, int]:
    """Return the weakest objectives, how many there are and how many are on target."""
    found = RollUp.objects.filter(
        office_id=period.office_id,
        period=period,
        level=Level.OBJECTIVE,
        hundredths__isnull=False,
    )
    if unit is not None:
        found = found.filter(unit__path__startswith=unit.path)
    rows = list(
        found.select_related("objective", "position")
        .annotate(
            total=Window(Count("pk")),
            on_target=Window(
                Count("pk", filter=Q(hundredths__gte=ON_TARGET_HUNDREDTHS))
            ),
        )
        .order_by("hundredths", "position__order", "objective__order")[
            :OBJECTIVES_AT_MOST
        ]
    )
    if not rows:
        return [], 0, 0
    return _objective_figures(rows), rows[0].total, rows[0].on_target


def _objective_figures(rows: Sequence[RollUp]) -> list[ObjectiveFigures]:
    return [
        ObjectiveFigures(
            row.objective.pk,
            row.objective.text,
            row.position.pk,
            row.position.title,
            standing_of(row),
        )
        for row in rows
        if row.objective is not None and row.position is not None
    ]


def _progress(
    positions: Sequence[Position] | None, periods: Sequence[Period]
) -> Iterable[tuple[int, int, int, int, int]]:
    if positions is None:
        return []
    return (
        Realisation.objects.filter(position__in=positions, period__in=periods)
        .order_by()
        .values_list("position_id", "period_id")
        .annotate(
            owed=Count("pk"),
            reported=Count("pk", filter=Q(status__in=REPORTED)),
            verified=Count("pk", filter=Q(status=RealisationStatus.VERIFIED)),
        )
    )


def _position_figures(
    positions: Sequence[Position] | None,
    standings: dict[int, dict[int, Standing]],
    rows: Iterable[tuple[int, int, int, int, int]],
) -> list[PositionFigures] | None:
    if positions is None:
        return None
    progress: dict[int, dict[int, Progress]] = {}
    for position_id, period_id, owed, reported, verified in rows:
        progress.setdefault(position_id, {})[period_id] = Progress(
            owed, reported, verified
        )
    return [
        PositionFigures(
            position.pk,
            position.title,
            position.unit_id,
            position.unit.name,
            standings.get(position.pk, {}),
            progress.get(position.pk, {}),
        )
        for position in positions
    ]
