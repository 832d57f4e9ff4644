"""Listens to the decrees: what is adopted becomes a version of the registry."""

from typing import Any

from django.dispatch import receiver

from tolok.decrees.signals import decree_adopted
from tolok.registry import establishing


@receiver(decree_adopted, dispatch_uid="registry.establish")
def establish(*, decree: Any, by: Any, at: Any, **_signal: Any) -> None:
    """Write the version that this decree establishes."""
    establishing.establish_version(decree=decree, by=by, at=at)
