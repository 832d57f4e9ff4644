"""Targets of an indicator that an amendment wrote anew in the same words go on holding."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tolok.planning.models import Target


OWN = {"id", "indicator_id", "number", "change_reason", "created_at"}


@transaction.atomic
def carry_targets(*, continued: Sequence[tuple[int, int]], at: datetime) -> int:
    """Promise for the later indicator of each pair what holds for the earlier one.

    Who decided it, when and in which document stays said. Returns how many targets.
    """
    goes_on = dict(continued)
    if not goes_on:
        return 0
    names = [
        column.attname
        for column in Target._meta.concrete_fields
        if column.attname not in OWN
    ]
    found = Target.objects.filter(indicator__in=list(goes_on), is_current=True)
    rows = [
        Target(
            indicator_id=goes_on[target.indicator_id],
            created_at=at,
            **{name: getattr(target, name) for name in names},
        )
        for target in found.order_by("pk")
    ]
    Target.objects.bulk_create(rows, batch_size=300)
    return len(rows)
