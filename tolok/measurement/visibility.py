"""Which realisations a person may see; the twin of `permissions.may_view`."""

from typing import Any

from django.db.models import Q, QuerySet

from tolok.accounts.enums import Capability
from tolok.measurement.models import Realisation
from tolok.organisation.queries import Viewer, delegations_on
from tolok.planning.models import Period


def visible(*, for_user: Viewer, superseded: bool = False) -> QuerySet[Realisation]:
    """Return the realisations that a person may see; the twin of `may_view`.

    With `superseded` also the versions in whose place newer ones stand.
    """
    allowed = Q(pk__in=[])
    if for_user.person_id is not None:
        allowed |= Q(person_id=for_user.person_id)
        lent = lent_to(for_user)
        allowed |= Q(verifier_id__in=lent) | Q(second_verifier_id__in=lent)
    if for_user.position_ids:
        held = for_user.position_ids
        allowed |= Q(verifier_id__in=held) | Q(second_verifier_id__in=held)
        allowed |= Q(escalated_to_id__in=held)
    if for_user.may(Capability.VIEW_ALL_REALISATIONS):
        allowed |= Q(office_id=for_user.office_id)
    for path in for_user.led_paths:
        allowed |= Q(office_id=for_user.office_id, unit__path__startswith=path)
    found = Realisation.versions if superseded else Realisation.objects
    return found.filter(allowed)


def visible_in(period: Period, *, for_user: Viewer) -> QuerySet[Realisation]:
    """Return the realisations of a period that a person may see, as `visible` does.

    Who may see all of an office is not asked about each row of it anew.
    """
    if (
        for_user.may(Capability.VIEW_ALL_REALISATIONS)
        and period.office_id == for_user.office_id
    ):
        return Realisation.objects.filter(office_id=period.office_id, period=period)
    return visible(for_user=for_user).filter(period=period)


def lent_to(viewer: Viewer) -> QuerySet[Any, Any]:
    """Return the ids of the positions for which a person decides by letter."""
    return delegations_on(viewer.on, person_id=viewer.person_id or 0).values(
        "position_id"
    )
