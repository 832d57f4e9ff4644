"""Who may see, enter, verify and reopen a realisation."""

from tolok.accounts.enums import Capability
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.organisation.permissions import may_handle_office
from tolok.organisation.queries import Viewer


def may_view(viewer: Viewer, realisation: Realisation) -> bool:
    """The holder, who decides, those who lead the unit, planner, inspector, head."""
    if viewer.person_id is not None and viewer.person_id == realisation.person_id:
        return True
    if _decides_for(viewer, seats_of(realisation)):
        return True
    if viewer.office_id != realisation.office_id:
        return False
    return viewer.may(Capability.VIEW_ALL_REALISATIONS) or any(
        realisation.unit.path.startswith(path) for path in viewer.led_paths
    )


def may_enter(viewer: Viewer, realisation: Realisation) -> bool:
    """Only the person who owes it enters it, whatever other roles there are."""
    return viewer.person_id is not None and viewer.person_id == realisation.person_id


def may_verify(viewer: Viewer, realisation: Realisation) -> bool:
    """Who sits in the seat whose turn it is, or decides for it by letter.

    Never one's own work, in whatever role, and never both levels of the same work.
    """
    if viewer.person_id is None or viewer.person_id == realisation.person_id:
        return False
    if realisation.status != RealisationStatus.CHECKED:
        seats = {realisation.verifier_id, realisation.escalated_to_id}
    elif realisation.checked_by_id == viewer.person_id:
        return False
    else:
        seats = {realisation.second_verifier_id}
    return _decides_for(viewer, seats)


def may_reopen(viewer: Viewer, realisation: Realisation, *, is_open: bool) -> bool:
    """While the window is open who verified it; afterwards planners, by letter.

    Never one's own work.
    """
    if viewer.person_id is not None and viewer.person_id == realisation.person_id:
        return False
    if is_open:
        return viewer.person_id is not None and _decides_for(
            viewer, seats_of(realisation)
        )
    return may_handle_office(
        viewer,
        office_id=realisation.office_id,
        capability=Capability.HANDLE_PERIODS,
    )


def may_set_evidence(viewer: Viewer, *, office_id: int) -> bool:
    """Planners and administrators say which evidence their office takes."""
    return any(
        may_handle_office(viewer, office_id=office_id, capability=capability)
        for capability in (Capability.HANDLE_PERIODS, Capability.HANDLE_ACCOUNTS)
    )


def may_delete_evidence(viewer: Viewer, *, office_id: int) -> bool:
    """Planners delete what is past its retention; they see all evidence anyway."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.HANDLE_PERIODS
    )


def seats_of(realisation: Realisation) -> set[int | None]:
    """Return the positions that decide about a realisation, at whatever level."""
    return {
        realisation.verifier_id,
        realisation.second_verifier_id,
        realisation.escalated_to_id,
    }


def _decides_for(viewer: Viewer, seats: set[int | None]) -> bool:
    if seats & set(viewer.position_ids):
        return True
    return viewer.person_id is not None and bool(seats & viewer.delegated_ids)
