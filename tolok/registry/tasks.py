"""Work that goes on behind the screen: long workbooks are checked and kept."""

from django_tasks import task

from tolok.registry import importing
from tolok.registry.enums import ImportStatus


@task()
def check_waiting(import_id: int, scales: list[str]) -> bool:
    """Check one waiting workbook against the scales of the rule packs."""
    return importing.check_import(import_id=import_id, scales=scales) is not None


@task()
def keep_checked(import_id: int) -> int | None:
    """Keep one checked workbook whole; return how many definitions changed."""
    return importing.keep_import(import_id=import_id)


def resume_imports(*, scales: list[str]) -> int:
    """Ask again for every import that a stop has interrupted; return how many."""
    checking = importing.list_unfinished(
        status=[ImportStatus.WAITING, ImportStatus.CHECKING]
    )
    keeping = importing.list_unfinished(status=[ImportStatus.KEEPING])
    for import_id in checking:
        check_waiting.enqueue(import_id, scales)
    for import_id in keeping:
        keep_checked.enqueue(import_id)
    return len(checking) + len(keeping)
