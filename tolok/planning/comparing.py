"""This year's targets with last year's beside them: what an indicator goes on from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from tolok.planning.models import PerformanceYear, Target
from tolok.registry.models import Indicator


@dataclass
class Before:
    """An indicator of last year, and its targets by number of the period (None: the year)."""

    indicator_id: int
    targets: dict[int | None, Target] = field(default_factory=dict)


@dataclass
class Standing:
    """Targets that stand, and by indicator what it had a year before.

    `targets` are by indicator and period (None: the whole year).
    """

    targets: dict[tuple[int, int | None], Target] = field(default_factory=dict)
    before: dict[int, Before] = field(default_factory=dict)


def targets_with_last_year(
    *, indicators: Iterable[Indicator], year: PerformanceYear
) -> Standing:
    """Return the current targets of a year and of the year before it; one query.

    An indicator goes on from the one that it continues, or where position and text are
    the same.
    """
    asked = list(indicators)
    ids = {row.pk for row in asked}
    same = {(row.position_id, row.text): row.pk for row in asked}
    continuing = {row.continues_id: row.pk for row in asked if row.continues_id}
    # Said first, so that a database finds these few before it looks at their targets.
    meant = Indicator.objects.filter(
        Q(pk__in=ids | set(continuing))
        | Q(position__in={row.position_id for row in asked})
    )
    last = Q(year__office_id=year.office_id, year__year=year.year - 1)
    found = Standing()
    for target in (
        Target.objects.filter(
            Q(year=year, indicator__in=ids) | last,
            indicator__in=meant.values("pk"),
            is_current=True,
        )
        .select_related("indicator", "period")
        .order_by("pk")
    ):
        if target.year_id == year.pk:
            found.targets[target.indicator_id, target.period_id] = target
            continue
        now = continuing.get(target.indicator_id) or same.get(
            (target.indicator.position_id, target.indicator.text)
        )
        if now is None:
            continue
        before = found.before.setdefault(now, Before(target.indicator_id))
        if before.indicator_id == target.indicator_id:
            before.targets[target.period.number if target.period else None] = target
    return found
