"""Who may read the registry and decide definitions."""

from tolok.accounts.enums import Capability
from tolok.organisation.permissions import may_handle_office, may_see_office
from tolok.organisation.queries import Viewer


def may_view(viewer: Viewer, *, office_id: int) -> bool:
    """Everyone of the office reads its registry."""
    return may_see_office(viewer, office_id=office_id)


def may_decide_definition(viewer: Viewer, *, office_id: int) -> bool:
    """Planners accept and change definitions."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.SET_TARGETS
    )
