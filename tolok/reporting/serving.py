"""Whom an indicator serves and who serves it, by the order of the positions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from tolok.registry.models import Indicator, Objective


SHOWN_BELOW = 40


@dataclass(frozen=True)
class Serving:
    """Objectives of those above, nearest first, and of those right below.

    `below` holds the first of them, each with its `indicator_count`; `below_count` all.
    """

    above: list[Objective]
    below: Sequence[Objective]
    below_count: int


def serving(indicator: Indicator) -> Serving:
    """Return the objectives above and below an indicator's position; one query.

    Which objective serves which is not written in a decree: the superior's, and the
    superior's superior's, are served; those of the positions right below serve.
    """
    superior = indicator.position.superior
    seats = [] if superior is None else [superior.pk]
    if superior is not None and superior.superior_id:
        seats.append(superior.superior_id)
    standing = Q(ended_by__isnull=True)
    if indicator.ended_by_id is not None:
        standing |= Q(ended_by__gte=indicator.ended_by_id)
        standing &= Q(version__lt=indicator.ended_by_id)
    found = list(
        Objective.objects.filter(
            standing,
            Q(position__in=seats) | Q(position__superior=indicator.position_id),
        )
        .select_related("position")
        .annotate(indicator_count=Count("indicators"))
        .order_by("position__order", "position", "order")
    )
    above = [one for one in found if one.position_id in seats]
    below = [one for one in found if one.position_id not in seats]
    return Serving(
        sorted(above, key=lambda one: (seats.index(one.position_id), one.order)),
        below[:SHOWN_BELOW],
        len(below),
    )
