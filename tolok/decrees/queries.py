"""Read decrees, always for someone."""

from django.db.models import QuerySet

from tolok.accounts.enums import Capability
from tolok.decrees.models import Decree
from tolok.organisation.queries import Viewer


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
    """Return one decree with its text; Decree.DoesNotExist for a stranger."""
    return (
        list_decrees(for_user=for_user)
        .defer(None)
        .select_related("office", "file")
        .get(pk=decree_id)
    )
