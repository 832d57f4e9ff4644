"""Who may set targets and windows."""

from tolok.accounts.enums import Capability
from tolok.organisation.permissions import may_handle_office
from tolok.organisation.queries import Viewer


def may_set_targets(viewer: Viewer, *, office_id: int) -> bool:
    """Planners set the targets of their office."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.SET_TARGETS
    )


def may_handle_periods(viewer: Viewer, *, office_id: int) -> bool:
    """Planners set the days on which values are entered."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.HANDLE_PERIODS
    )
