"""Read years, periods and targets, always for someone."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from tolok.organisation.queries import Viewer
from tolok.planning.enums import PeriodKind
from tolok.planning.models import PerformanceYear, Period, Target
from tolok.registry.models import Indicator


def list_periods(*, for_user: Viewer, year: int | None = None) -> QuerySet[Period]:
    """Return the periods of the viewer's office in the order of their days."""
    found = Period.objects.filter(office_id=for_user.office_id).select_related("year")
    if year is not None:
        found = found.filter(year__year=year)
    return found.order_by("starts_on")


def list_years(*, for_user: Viewer) -> QuerySet[PerformanceYear]:
    """Return the years of the viewer's office, newest first."""
    return PerformanceYear.objects.filter(office_id=for_user.office_id).order_by("-year")


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


def current_period(*, office_id: int | None, on: date) -> Period | None:
    """Return the office's period that people work on that day, in one query."""
    quarters = Period.objects.filter(
        office_id=office_id, kind=PeriodKind.QUARTER
    ).select_related("year")
    return (
        quarters.filter(opens_on__lte=on).order_by("-starts_on").first()
        or quarters.order_by("starts_on").first()
    )


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
