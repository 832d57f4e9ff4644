"""Comparisons: units with units, a year with earlier ones, a position among offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    CharField,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Abs, Cast, Coalesce, Concat
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed
from tolok.kernel.rounding import half_up
from tolok.measurement.tallies import Tally, tally_by_unit
from tolok.organisation.models import Position, Unit
from tolok.organisation.queries import Viewer
from tolok.planning.models import Period
from tolok.reporting import permissions
from tolok.reporting.queries import UNITS_AT_MOST, Standing, standing_of
from tolok.reporting.scopes import Scope, within_sight
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


SMALLEST_GROUP = 5
FEWEST_OFFICES = 2
YEARS_AT_MOST = 4
CONTINUED_AT_MOST = 20


class MayNotCompareOffices(NotAllowed):
    """Only head, planner and inspector compare their office with others."""


# ---------------------------------------------------------------- units


@dataclass(frozen=True)
class UnitLine:
    """One unit with all below it: now, in the period before, and how far it reported."""

    unit: Unit
    standing: Standing | None
    before: Standing | None
    tally: Tally


def compare_units(*, scope: Scope) -> list[UnitLine]:
    """Return the units side by side, lowest first, those without a value last.

    All of the scope, or where there are many the ones right below; two queries.
    """
    shown = _shown_units(scope)
    before = scope.period_before
    asked = [scope.period, *([before] if before else [])]
    standings: dict[tuple[int, int], Standing] = {}
    for row in RollUp.objects.filter(
        level=Level.UNIT, period__in=asked, unit__in=shown, hundredths__isnull=False
    ).defer("basis"):
        if row.unit_id is not None and row.period_id is not None:
            standings[row.unit_id, row.period_id] = standing_of(row)
    tallies = _tallies_with_below(scope)
    lines = [
        UnitLine(
            unit,
            standings.get((unit.pk, scope.period.pk)),
            standings.get((unit.pk, before.pk)) if before else None,
            tallies.get(unit.pk, Tally()),
        )
        for unit in shown
    ]
    return sorted(
        lines,
        key=lambda line: (
            line.standing is None,
            line.standing.percent if line.standing else 0,
            line.unit.path,
        ),
    )


def _shown_units(scope: Scope) -> list[Unit]:
    inside = [
        one
        for one in scope.units
        if scope.unit is None or one.path.startswith(scope.unit.path)
    ]
    if len(inside) > UNITS_AT_MOST:
        tops = {one.pk for one in inside if one.parent_id is None}
        within = {scope.unit.pk} if scope.unit else tops
        inside = [one for one in inside if one.parent_id in within]
    else:
        top = scope.unit.pk if scope.unit else None
        inside = [one for one in inside if one.pk != top and one.parent_id is not None]
    return inside[:UNITS_AT_MOST]


def _tallies_with_below(scope: Scope) -> dict[int, Tally]:
    """Return the state of reporting of each unit with all below it; one query."""
    paths = {one.pk: one.path for one in scope.units}
    sums: dict[int, list[int]] = {}
    for unit_id, own in tally_by_unit(period=scope.period).items():
        numbers = (own.owed, own.verified, own.submitted, own.returned, own.late)
        for part in filter(None, paths.get(unit_id, "").split("/")):
            total = sums.setdefault(int(part), [0] * len(numbers))
            for at, number in enumerate(numbers):
                total[at] += number
    return {unit_id: Tally(*numbers) for unit_id, numbers in sums.items()}


# ---------------------------------------------------------------- years


@dataclass(frozen=True)
class YearCourse:
    """One year by number of the period, and so far (None)."""

    year: int
    standings: dict[int | None, Standing]


def compare_years(*, scope: Scope, for_user: Viewer) -> list[YearCourse]:
    """Return the years of the office or unit, newest first, at most four; one query."""
    years = [one for one in scope.years if one <= scope.period.starts_on.year]
    asked = years[-YEARS_AT_MOST:]
    found = RollUp.objects.filter(
        office_id=for_user.office_id, year__year__in=asked, hundredths__isnull=False
    )
    found = (
        found.filter(level=Level.OFFICE)
        if scope.unit is None
        else found.filter(level=Level.UNIT, unit=scope.unit)
    )
    courses: dict[int, dict[int | None, Standing]] = {year: {} for year in asked}
    for row in found.select_related("year", "period").defer("basis"):
        number = None
        if row.period is not None:
            if row.period.kind != scope.period.kind:
                continue
            number = row.period.number
        courses[row.year.year][number] = standing_of(row)
    return [YearCourse(year, courses[year]) for year in reversed(asked)]


@dataclass(frozen=True)
class ContinuedLine:
    """One indicator that goes on from an earlier year: then and now."""

    indicator_id: int
    text: str
    position_title: str
    roll_up_id: int
    standing: Standing
    before: Decimal

    @property
    def change(self) -> Decimal:
        """Return by how many points of a percent it rose, below zero where it fell."""
        return self.standing.percent - self.before


@dataclass(frozen=True)
class Continued:
    """The indicators measured in both years, and those that moved most."""

    then: Period
    risen: int
    fallen: int
    same: int
    lines: list[ContinuedLine]


def compare_continued(*, scope: Scope, then: Period, for_user: Viewer) -> Continued:
    """Return how the same indicators stood in another year's period; two queries.

    The same is the same row of the registry, or one that goes on from it. Only what the
    viewer may read is told.
    """
    both = (
        scope.inside(
            RollUp.objects.filter(
                within_sight(for_user),
                office_id=for_user.office_id,
                level=Level.INDICATOR,
                period=scope.period,
                hundredths__isnull=False,
            )
        )
        .annotate(
            then=Coalesce(
                _hundredths_of("indicator_id", then),
                _hundredths_of("indicator__continues_id", then),
            )
        )
        .filter(then__isnull=False)
    )
    counted = both.aggregate(
        risen=Count("pk", filter=Q(hundredths__gt=F("then"))),
        fallen=Count("pk", filter=Q(hundredths__lt=F("then"))),
        same=Count("pk", filter=Q(hundredths=F("then"))),
    )
    moved = ExpressionWrapper(F("hundredths") - F("then"), IntegerField())
    rows = (
        both.annotate(moved=Abs(moved))
        .select_related("indicator", "position")
        .defer("basis")
        .order_by("-moved", "pk")[:CONTINUED_AT_MOST]
    )
    lines = [
        ContinuedLine(
            row.indicator.pk,
            row.indicator.text,
            str(row.position),
            row.pk,
            standing_of(row),
            Decimal(vars(row)["then"]).scaleb(-2),
        )
        for row in rows
        if row.indicator is not None
    ]
    lines.sort(key=lambda line: (line.change, line.indicator_id))
    return Continued(then=then, lines=lines, **counted)


def _hundredths_of(name: str, then: Period) -> Subquery:
    key = Concat(
        Value(f"{Level.INDICATOR}:"),
        Cast(OuterRef(name), CharField()),
        Value(f":p{then.pk}"),
    )
    return Subquery(RollUp.objects.filter(key=key).values("hundredths")[:1])


# ---------------------------------------------------------------- offices


@dataclass(frozen=True)
class PositionLine:
    """One title: the own office's mean beside that of the other offices, in percent."""

    title: str
    own: Decimal
    own_count: int
    others: Decimal
    others_count: int
    offices: int


@dataclass(frozen=True)
class AmongOffices:
    """The titles that several offices of the region have, and how many are held back."""

    lines: list[PositionLine]
    hidden: int


def compare_offices(*, scope: Scope, for_user: Viewer) -> AmongOffices:
    """Return the same positions in other offices of the region; two queries.

    A title is told only where at least `SMALLEST_GROUP` positions of at least two other
    offices stand behind the mean, so that no one person's number can be read from it.
    Example offices are compared among themselves. Raises `MayNotCompareOffices`.
    """
    office = for_user.office
    if office is None or not permissions.may_compare_offices(
        for_user, office_id=office.pk
    ):
        raise MayNotCompareOffices(
            _(
                "Perbandingan dengan kantor lain dibaca kepala, perencana, dan "
                "pemeriksa."
            )
        )
    rows = RollUp.objects.filter(
        level=Level.POSITION,
        period__kind=scope.period.kind,
        period__starts_on=scope.period.starts_on,
        hundredths__isnull=False,
    )
    own = {
        title: (total, many)
        for title, total, many in scope.inside(rows.filter(office=office))
        .order_by()
        .values_list("position__title")
        .annotate(Sum("hundredths"), Count("pk"))
    }
    titles = scope.inside(Position.objects.filter(office=office)).values("title")
    lines, hidden = [], 0
    for title, total, many, offices in (
        rows.filter(
            office__region=office.region_id,
            office__is_example=office.is_example,
            position__title__in=titles,
        )
        .exclude(office=office)
        .order_by()
        .values_list("position__title")
        .annotate(Sum("hundredths"), Count("pk"), Count("office", distinct=True))
    ):
        if title not in own:
            continue
        if many < SMALLEST_GROUP or offices < FEWEST_OFFICES:
            hidden += 1
            continue
        lines.append(
            PositionLine(
                title,
                _mean(*own[title]),
                own[title][1],
                _mean(total, many),
                many,
                offices,
            )
        )
    lines.sort(key=lambda line: (line.own - line.others, line.title))
    return AmongOffices(lines, hidden)


def _mean(total: int, many: int) -> Decimal:
    """Return the mean of so many hundredths of a percent, in percent."""
    return half_up(Decimal(total) / many / 100, 2)


def best_and_last(lines: Sequence[UnitLine]) -> tuple[UnitLine, UnitLine] | None:
    """Return the highest and the lowest unit with a value, or None below two."""
    known = [line for line in lines if line.standing is not None]
    return (known[-1], known[0]) if len(known) > 1 else None
