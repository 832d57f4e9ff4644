"""Read years, periods and targets, always for someone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from tolok.organisation.queries import Viewer, office_moment
from tolok.planning.calendar import WorkCalendar, list_national
from tolok.planning.models import (
    Extension,
    Holiday,
    PerformanceYear,
    Period,
    Target,
)
from tolok.planning.policies import may_enter
from tolok.registry.models import Definition, Indicator, RegistryVersion


def list_periods(*, for_user: Viewer, year: int | None = None) -> QuerySet[Period]:
    """Return the periods of the viewer's office in the order of their days."""
    found = Period.objects.filter(office_id=for_user.office_id).select_related("year")
    if year is not None:
        found = found.filter(year__year=year)
    return found.order_by("starts_on")


def list_years(*, for_user: Viewer) -> QuerySet[PerformanceYear]:
    """Return the years of the viewer's office, newest first."""
    return PerformanceYear.objects.filter(office_id=for_user.office_id).order_by(
        "-year"
    )


def get_period(*, period_id: int, for_user: Viewer) -> Period:
    """Return one period of the viewer's office; Period.DoesNotExist else."""
    return list_periods(for_user=for_user).get(pk=period_id)


def find_current(periods: Iterable[Period], *, on: date) -> Period | None:
    """Return the period that people work on: the last whose window has opened.

    Before the first window opens it is the first period. The periods stand in order.
    """
    chosen = None
    for period in periods:
        if chosen is None or period.opens_on <= on:
            chosen = period
    return chosen


def current_period(*, office_id: int, on: date) -> Period | None:
    """Return the office's period that people work on that day, in one query."""
    periods = Period.objects.filter(office_id=office_id).select_related("year")
    return (
        periods.filter(opens_on__lte=on).order_by("-starts_on").first()
        or periods.order_by("starts_on").first()
    )


def list_openable(*, moment: datetime) -> list[tuple[Period, datetime]]:
    """Return the periods that open by themselves, each with its office's own time.

    Their window has opened and not closed, nothing is written yet, and the planner has
    set targets: without any, the office is not ready and is left to open it by hand.
    """
    has_target = Target.objects.filter(period=OuterRef("pk"), is_current=True)
    waiting = (
        Period.objects.filter(Exists(has_target), opened_at__isnull=True)
        .select_related("office", "year")
        .order_by("starts_on", "pk")
    )
    found = []
    for period in waiting:
        here = office_moment(period.office, moment)
        if may_enter(period, on=here.date()):
            found.append((period, here))
    return found


def get_calendar(
    *, office_id: int, first: date, last: date, with_joint_leave: bool = True
) -> WorkCalendar:
    """Return an office's days off: the national ones with its own list laid over them.

    The years of `first` and `last` and all between are known; one query.
    """
    national = [
        day
        for year in range(first.year, last.year + 1)
        for day in list_national(year, with_joint_leave=with_joint_leave)
    ]
    own = Holiday.objects.filter(
        office_id=office_id,
        day__gte=date(first.year, 1, 1),
        day__lte=date(last.year, 12, 31),
    )
    return WorkCalendar.of(
        national, [(row.day, row.name, row.is_working) for row in own]
    )


def list_holidays(*, for_user: Viewer, year: int) -> QuerySet[Holiday]:
    """Return the own list of the viewer's office in a year, in the order of days."""
    return Holiday.objects.filter(
        office_id=for_user.office_id, day__year=year
    ).order_by("day")


def get_holiday(*, holiday_id: int, for_user: Viewer) -> Holiday:
    """Return one day of the viewer's office's list; Holiday.DoesNotExist else."""
    return Holiday.objects.get(pk=holiday_id, office_id=for_user.office_id)


def list_extensions(*, for_user: Viewer, year: int) -> QuerySet[Extension]:
    """Return the extensions of a year in the viewer's office, newest first."""
    return (
        Extension.objects.filter(
            period__office_id=for_user.office_id, period__year__year=year
        )
        .select_related("period", "unit")
        .order_by("-given_at", "-pk")
    )


def extensions_of(*, period: Period) -> dict[str, date]:
    """Return the latest day by the path of each unit that was given more time."""
    found: dict[str, date] = {}
    for path, day in Extension.objects.filter(period=period).values_list(
        "unit__path", "ends_on"
    ):
        found[path] = max(day, found.get(path, day))
    return found


def targets_of(
    *, indicators: Iterable[int], year: PerformanceYear
) -> dict[tuple[int, int | None], Target]:
    """Return the current targets by indicator and period (None: the whole year)."""
    return {
        (target.indicator_id, target.period_id): target
        for target in Target.objects.filter(
            indicator_id__in=list(indicators), year=year, is_current=True
        )
    }


def list_targets(*, indicator: Indicator) -> QuerySet[Target]:
    """Return all targets of an indicator, every version, oldest first."""
    return (
        Target.objects.filter(indicator=indicator)
        .select_related("period", "year")
        .order_by("decided_at", "pk")
    )


def count_targets_missing(*, period: Period, indicators: int) -> int:
    """Return how many of so many indicators have no target in a period."""
    return indicators - Target.objects.filter(period=period, is_current=True).count()


@dataclass(frozen=True)
class PlanProgress:
    """How far the plan of a year has come: periods, targets and definitions."""

    periods: list[Period]
    indicators: int
    suggestions: int
    targets: dict[int | None, int]

    @property
    def targets_missing(self) -> int:
        """Return how many targets of the year and its periods are not set."""
        places: list[int | None] = [None, *(period.pk for period in self.periods)]
        return sum(
            max(0, self.indicators - self.targets.get(place, 0)) for place in places
        )

    def missing_in(self, period: Period) -> int:
        """Return how many targets of one period are not set."""
        return max(0, self.indicators - self.targets.get(period.pk, 0))


def plan_progress(*, year: PerformanceYear, for_user: Viewer) -> PlanProgress:
    """Return what is planned for a year, in three queries."""
    periods = list(list_periods(for_user=for_user, year=year.year))
    version = (
        RegistryVersion.objects.filter(
            office_id=for_user.office_id, valid_from__lte=date(year.year, 12, 31)
        )
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=date(year.year, 1, 1)))
        .order_by("-number")
        .values("pk")[:1]
    )
    counted = Definition.objects.filter(
        indicator__version=Subquery(version), is_current=True
    ).aggregate(
        indicators=Count("pk"),
        suggestions=Count("pk", filter=Q(decided_at__isnull=True)),
    )
    targets = (
        Target.objects.filter(
            year=year, is_current=True, indicator__version=Subquery(version)
        )
        .order_by()
        .values_list("period_id")
        .annotate(number=Count("pk"))
    )
    return PlanProgress(
        periods=periods,
        indicators=counted["indicators"],
        suggestions=counted["suggestions"],
        targets=dict(targets),
    )
