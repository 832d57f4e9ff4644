"""Who may nudge, who says how the office reminds, and who reads what was sent."""

from tolok.accounts.enums import Capability
from tolok.measurement.models import Realisation
from tolok.organisation.permissions import may_handle_office
from tolok.organisation.queries import Viewer


def may_nudge(viewer: Viewer, realisation: Realisation) -> bool:
    """Who leads the unit, who verifies the work, and planners; never for own work."""
    if viewer.person_id is not None and viewer.person_id == realisation.person_id:
        return False
    if realisation.verifier_id in viewer.position_ids:
        return True
    if viewer.office_id != realisation.office_id:
        return False
    return viewer.may(Capability.HANDLE_PERIODS) or any(
        realisation.unit.path.startswith(path) for path in viewer.led_paths
    )


def may_nudge_any(viewer: Viewer) -> bool:
    """Tell whether a person has anybody to nudge: to show the button."""
    return bool(viewer.led_paths) or viewer.may(Capability.HANDLE_PERIODS)


def may_set_reminders(viewer: Viewer, *, office_id: int) -> bool:
    """Planners say how their office reminds."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.HANDLE_PERIODS
    )


def may_read_sent(viewer: Viewer, *, office_id: int) -> bool:
    """Planners and administrators of the office read what was sent and what was not."""
    return any(
        may_handle_office(viewer, office_id=office_id, capability=capability)
        for capability in (Capability.HANDLE_PERIODS, Capability.HANDLE_ACCOUNTS)
    )
