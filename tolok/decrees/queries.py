"""Read decrees, always for someone."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from tolok.accounts.enums import Capability
from tolok.decrees.models import Decree
from tolok.organisation.queries import Viewer


ADOPTED_TEXTS_KEPT = 4


def list_decrees(*, for_user: Viewer) -> QuerySet[Decree]:
    """Return the decrees that a person may see, newest first, without their text."""
    if not for_user.may(Capability.VIEW_DECREES):
        return Decree.objects.none()
    return (
        Decree.objects.filter(office_id=for_user.office_id)
        .defer("content", "source_lines")
        .order_by("-created_at", "-pk")
    )


def get_decree(*, decree_id: int, for_user: Viewer) -> Decree:
    """Return one decree with its text; Decree.DoesNotExist for a stranger.

    The text of an adopted decree never changes (the database refuses it) and may hold
    thousands of positions: a few are kept in memory, to be read and never written to.
    """
    decree = (
        list_decrees(for_user=for_user)
        .select_related("office", "file")
        .get(pk=decree_id)
    )
    if decree.adopted_at is not None:
        decree.content, decree.source_lines = _adopted_text(
            decree.pk, decree.adopted_at, decree.file.sha256
        )
    else:
        decree.refresh_from_db(fields=["content", "source_lines"])
    return decree


@lru_cache(maxsize=ADOPTED_TEXTS_KEPT)
def _adopted_text(
    decree_id: int, _adopted_at: datetime, _sha256: str
) -> tuple[dict[str, Any], list[str]]:
    return Decree.objects.values_list("content", "source_lines").get(pk=decree_id)
