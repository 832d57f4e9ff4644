"""The door's clock: the only place of the screens where the time is read."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from tolok.organisation.queries import Viewer


def moment(viewer: Viewer | None = None) -> datetime:
    """Return now; for an example office, its own day at the present time of day."""
    now = timezone.now()
    if viewer is None or viewer.office is None:
        return timezone.localtime(now)
    here = now.astimezone(ZoneInfo(viewer.office.time_zone))
    if viewer.office.example_day is None:
        return here
    day = viewer.office.example_day
    return here.replace(year=day.year, month=day.month, day=day.day)
