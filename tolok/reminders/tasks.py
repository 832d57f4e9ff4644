"""Work that nobody asks for by hand: people are reminded."""

from datetime import datetime

from django_tasks import task

from tolok.reminders import digest, queries


@task()
def remind_due(moment: str) -> int:
    """Remind in every office whose hours it is at `moment` (ISO); return how many people.

    Doing it twice tells nobody anything twice.
    """
    due = queries.list_remindable(moment=datetime.fromisoformat(moment))
    return sum(len(done.planned) for done in digest.remind_all(due=due))
