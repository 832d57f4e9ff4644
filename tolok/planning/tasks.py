"""Work that goes on behind the screen: long workbooks of targets."""

from django_tasks import task

from tolok.planning import target_importing
from tolok.registry.enums import ImportStatus


@task()
def check_waiting(import_id: int) -> bool:
    """Check one waiting workbook."""
    return target_importing.check_import(import_id=import_id) is not None


@task()
def keep_checked(import_id: int) -> int | None:
    """Keep one checked workbook whole; return how many targets were set."""
    return target_importing.keep_import(import_id=import_id)


def resume_imports() -> int:
    """Ask again for every import that a stop has interrupted; return how many."""
    checking = target_importing.list_unfinished(
        status=[ImportStatus.WAITING, ImportStatus.CHECKING]
    )
    keeping = target_importing.list_unfinished(status=[ImportStatus.KEEPING])
    for import_id in checking:
        check_waiting.enqueue(import_id)
    for import_id in keeping:
        keep_checked.enqueue(import_id)
    return len(checking) + len(keeping)
