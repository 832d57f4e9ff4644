"""Listens to the organisation: who sits where decides who owes and who verifies."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tolok.measurement import actions
from tolok.organisation.signals import placements_changed
from tolok.registry.signals import definitions_changed


@receiver(placements_changed, dispatch_uid="measurement.follow_placements")
def follow(*, position_ids: Sequence[int], at: datetime, **_signal: Any) -> None:
    """Bring open periods in line with a changed placement."""
    actions.follow_placements(position_ids=position_ids, at=at)


@receiver(definitions_changed, dispatch_uid="measurement.follow_definitions")
def follow_definitions(
    *, position_ids: Sequence[int], at: datetime, **_signal: Any
) -> None:
    """Bring open periods in line with another frequency or verifying position."""
    actions.follow_placements(position_ids=position_ids, at=at)
