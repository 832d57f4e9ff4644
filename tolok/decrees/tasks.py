"""Work that goes on behind the screen: documents are read page by page, and made."""

from django_tasks import task

from tolok.decrees import actions, issuing, queries


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


@task()
def make_issued(issued_id: int) -> int | None:
    """Make one waiting document; return its id, None where there was nothing to do."""
    made = issuing.make_document(issued_id=issued_id)
    return made.pk if made is not None else None


def resume_issuing() -> int:
    """Ask again for every document that a stop has interrupted; return how many."""
    waiting = queries.list_waiting_documents()
    for issued_id in waiting:
        make_issued.enqueue(issued_id)
    return len(waiting)
