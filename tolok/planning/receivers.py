"""Listens to the registry: what an amendment leaves in its words keeps its targets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tolok.planning import carrying
from tolok.registry.signals import version_established


@receiver(version_established, dispatch_uid="planning.carry_targets")
def carry_targets(
    *, continued: Sequence[tuple[int, int]], at: datetime, **_signal: Any
) -> None:
    """Let the targets of the earlier indicators hold for those that go on from them."""
    carrying.carry_targets(continued=continued, at=at)
