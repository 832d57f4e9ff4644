"""Work that nobody asks for by hand: periods open, waiting work moves up."""

from datetime import datetime

from django_tasks import task

from tolok.measurement import actions, escalation
from tolok.planning import queries as planning


@task()
def open_due_periods(moment: str) -> int:
    """Open every period whose window opened by `moment` (ISO); return the rows written.

    Doing it twice adds nothing.
    """
    due = planning.list_openable(moment=datetime.fromisoformat(moment))
    return sum(actions.open_period(period=period, at=at) for period, at in due)


@task()
def escalate_overdue(moment: str) -> int:
    """Move up what waited too long by `moment` (ISO); return how many rows moved.

    Doing it twice adds nothing.
    """
    due = escalation.list_escalating(moment=datetime.fromisoformat(moment))
    return sum(
        escalation.escalate_waiting(setting=setting, at=at) for setting, at in due
    )
