"""Listens to the organisation and to planning: who owes, who verifies, until when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tolok.measurement import actions, escalation
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.organisation.queries import Viewer
from tolok.organisation.signals import placements_changed
from tolok.planning.models import Extension
from tolok.planning.signals import days_off_changed, window_extended
from tolok.registry.signals import (
    asking_what_is_in_use,
    definitions_changed,
    version_established,
)


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


@receiver(asking_what_is_in_use, dispatch_uid="measurement.in_use")
def name_what_is_in_use(*, indicator_ids: Sequence[int], **_signal: Any) -> set[int]:
    """Name the indicators of which something was verified, in any version."""
    return set(
        Realisation.versions.filter(
            indicator__in=indicator_ids, status=RealisationStatus.VERIFIED
        )
        .order_by()
        .values_list("indicator_id", flat=True)
        .distinct()
    )


@receiver(version_established, dispatch_uid="measurement.follow_version")
def follow_version(
    *, position_ids: Sequence[int], at: datetime, **_signal: Any
) -> None:
    """Ask no more for what the registry no longer holds, and for what is new.

    After the targets were carried over (`planning`); what was worked on stays.
    """
    actions.follow_placements(position_ids=position_ids, at=at)


@receiver(days_off_changed, dispatch_uid="measurement.follow_days_off")
def follow_days_off(*, office_id: int, at: datetime, **_signal: Any) -> None:
    """Move the due days that definitions set, as those of the periods moved."""
    actions.follow_days_off(office_id=office_id, at=at)


@receiver(window_extended, dispatch_uid="measurement.extend")
def extend(*, extension: Extension, by: Viewer, at: datetime, **_signal: Any) -> None:
    """Give what a unit still owes its later day, and tell its people."""
    escalation.apply_extension(extension=extension, by=by, at=at)
