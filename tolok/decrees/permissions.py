"""Who may see, upload and adopt a decree."""

from tolok.accounts.enums import Capability
from tolok.organisation.permissions import may_handle_office
from tolok.organisation.queries import Viewer


def may_view(viewer: Viewer, *, office_id: int) -> bool:
    """Planners, inspectors and the head see the decrees of their office."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.VIEW_DECREES
    )


def may_handle(viewer: Viewer, *, office_id: int) -> bool:
    """Planners upload and adopt the decrees of their office."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.HANDLE_DECREES
    )


def may_set_rule(viewer: Viewer, *, office_id: int) -> bool:
    """Planners and administrators decide whether two persons adopt."""
    return may_handle(viewer, office_id=office_id) or may_handle_office(
        viewer, office_id=office_id, capability=Capability.HANDLE_ACCOUNTS
    )


def may_issue(viewer: Viewer, *, office_id: int) -> bool:
    """Those who read the decrees of their office take its documents."""
    return may_view(viewer, office_id=office_id)
