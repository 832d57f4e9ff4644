"""Who may take documents away."""

from tolok.accounts.enums import Capability
from tolok.organisation.permissions import may_handle_office, may_see_office
from tolok.organisation.queries import Viewer


def may_download_reports(viewer: Viewer, *, office_id: int) -> bool:
    """Superiors, head, planner and inspector; what is in it is what they may see."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.DOWNLOAD_REPORTS
    )


def may_download_sheet(viewer: Viewer, *, office_id: int) -> bool:
    """Everyone of the office: a position's duties and targets are no secret there."""
    return may_see_office(viewer, office_id=office_id)
