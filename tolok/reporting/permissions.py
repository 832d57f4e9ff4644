"""Who may take documents away, and who decides what the public reads."""

from tolok.accounts.enums import Capability
from tolok.organisation.permissions import may_handle_office, may_see_office
from tolok.organisation.queries import Viewer


def may_download_reports(viewer: Viewer, *, office_id: int) -> bool:
    """Superiors, head, planner and inspector; what is in it is what they may see."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.DOWNLOAD_REPORTS
    )


def may_publish(viewer: Viewer, *, office_id: int) -> bool:
    """Planner and head decide what the public reads of their office, and from when."""
    return may_handle_office(viewer, office_id=office_id, capability=Capability.PUBLISH)


def may_download_sheet(viewer: Viewer, *, office_id: int) -> bool:
    """Everyone of the office: a position's duties and targets are no secret there."""
    return may_see_office(viewer, office_id=office_id)
