"""Who may see scores: whoever may see the realisation, or the office's dashboard."""

from tolok.accounts.enums import Capability
from tolok.organisation.permissions import may_handle_office
from tolok.organisation.queries import Viewer


def may_view_roll_ups(viewer: Viewer, *, office_id: int) -> bool:
    """Superiors, head, planner and inspector see how the office stands."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.VIEW_DASHBOARD
    )


def may_recompute(viewer: Viewer, *, office_id: int) -> bool:
    """Planners have an office computed anew."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.SET_TARGETS
    )
