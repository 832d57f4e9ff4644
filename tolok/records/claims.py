"""Long work that a worker carries out: claimed, gone on with, and ended by one alone.

A row of such work has a `status` and an `attempt`. Whoever claims it raises the attempt;
who claimed it before, in a process that was stopped or is merely slow, then finds that it
is theirs no longer, and writes nothing more.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models, transaction


Work = TypeVar("Work", bound=models.Model)


@transaction.atomic
def claim(
    model: type[Work],
    *,
    pk: int,
    waiting: str,
    running: str,
    related: Sequence[str] = ("office", "user"),
    afresh: dict[str, Any] | None = None,
) -> Work | None:
    """Take over a piece of work that waits, or that somebody began and did not end.

    `related` is fetched with it; `afresh` are the fields that begin anew with each
    attempt. None where the work is over.
    """
    row: Any = (
        model._default_manager.select_for_update(of=("self",))
        .select_related(*related)
        .filter(pk=pk, status__in=[waiting, running])
        .first()
    )
    if row is None:
        return None
    begun = {"status": running, "attempt": row.attempt + 1} | (afresh or {})
    for name, value in begun.items():
        setattr(row, name, value)
    row.save(update_fields=list(begun))
    taken: Work = row
    return taken


def tell(claimed: models.Model, **so_far: Any) -> bool:
    """Write down how far the work is; False where it was cancelled or taken over."""
    return bool(_of(claimed).update(**so_far))


def locked(claimed: Work) -> Work | None:
    """Return the locked row, to end the work; None where it is theirs no longer.

    Inside a transaction.
    """
    found: Work | None = _of(claimed).select_for_update().first()
    return found


def _of(claimed: Any) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = type(claimed)._default_manager.filter(
        pk=claimed.pk, attempt=claimed.attempt, status=claimed.status
    )
    return found
