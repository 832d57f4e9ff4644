"""Work that nobody asks for by hand: periods open when their day has come."""

from datetime import datetime

from django_tasks import task

from tolok.measurement import actions
from tolok.planning import queries as planning


@task()
def open_due_periods(moment: str) -> int:
    """Open every period whose window opened by `moment` (ISO); return the rows written.

    Doing it twice adds nothing.
    """
    due = planning.list_openable(moment=datetime.fromisoformat(moment))
    return sum(actions.open_period(period=period, at=at) for period, at in due)
