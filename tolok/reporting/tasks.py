"""Work that goes on behind the screen: long reports are made."""

from django_tasks import task

from tolok.reporting import running


@task()
def make_waiting(run_id: int) -> int | None:
    """Make one report that waits; return its id, None where there was nothing to do."""
    made = running.make_report(run_id=run_id)
    return made.pk if made is not None else None


def resume_reports() -> int:
    """Ask again for every report that a stop has interrupted; return how many."""
    waiting = running.list_unfinished()
    for run_id in waiting:
        make_waiting.enqueue(run_id)
    return len(waiting)
