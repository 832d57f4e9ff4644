"""Who may see, enter and verify a realisation."""

from tolok.accounts.enums import Capability
from tolok.measurement.models import Realisation
from tolok.organisation.queries import Viewer


def may_view(viewer: Viewer, realisation: Realisation) -> bool:
    """The holder, the verifier, those who lead the unit, planner, inspector, head."""
    if viewer.person_id is not None and viewer.person_id == realisation.person_id:
        return True
    if realisation.verifier_id in viewer.position_ids:
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
    """Only who sits in the verifying position, and never one's own work."""
    return (
        viewer.person_id is not None
        and viewer.person_id != realisation.person_id
        and realisation.verifier_id in viewer.position_ids
    )
