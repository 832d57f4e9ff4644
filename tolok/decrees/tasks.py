"""Work that goes on behind the screen: a document is read page by page."""

from django_tasks import task

from tolok.decrees import actions, queries


@task()
def read_waiting(reading_id: int) -> int | None:
    """Read one waiting document; return the id of the draft, None where none came of it."""
    decree = actions.carry_out_reading(reading_id=reading_id)
    return decree.pk if decree is not None else None


def resume_readings() -> int:
    """Ask again for every reading that a stop has interrupted; return how many."""
    waiting = queries.list_unfinished_readings()
    for reading_id in waiting:
        read_waiting.enqueue(reading_id)
    return len(waiting)
