"""Who may take documents away, write the yearly report, and show what to the public."""

from tolok.accounts.enums import Capability
from tolok.organisation.permissions import may_handle_office, may_see_office
from tolok.organisation.queries import Viewer


def may_download_reports(viewer: Viewer, *, office_id: int) -> bool:
    """Superiors, head, planner and inspector; what is in it is what they may see."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.DOWNLOAD_REPORTS
    )


def may_compare_offices(viewer: Viewer, *, office_id: int) -> bool:
    """Head, planner and inspector; what they read of others is a mean, never one place."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.COMPARE_OFFICES
    )


def may_issue_documents(viewer: Viewer, *, office_id: int) -> bool:
    """Planner, head and superiors issue in the name of their office; an inspector reads."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.ISSUE_DOCUMENTS
    )


def may_take_document(
    viewer: Viewer, *, office_id: int, issuer_id: int, is_open: bool
) -> bool:
    """Who may take reports away takes what they issued or may see whole.

    `is_open` says that nothing in it is anybody's own: definitions alone.
    """
    if not may_download_reports(viewer, office_id=office_id):
        return False
    return (
        is_open
        or viewer.user.pk == issuer_id
        or viewer.may(Capability.VIEW_ALL_REALISATIONS)
    )


def may_withdraw_document(viewer: Viewer, *, office_id: int, issuer_id: int) -> bool:
    """Planner and head withdraw any document of their office, others their own."""
    if not may_issue_documents(viewer, office_id=office_id):
        return False
    return viewer.user.pk == issuer_id or viewer.may(Capability.PUBLISH)


def may_publish(viewer: Viewer, *, office_id: int) -> bool:
    """Planner and head decide what the public reads of their office, and from when."""
    return may_handle_office(viewer, office_id=office_id, capability=Capability.PUBLISH)


def may_download_sheet(viewer: Viewer, *, office_id: int) -> bool:
    """Everyone of the office: a position's duties and targets are no secret there."""
    return may_see_office(viewer, office_id=office_id)


def may_read_yearly_report(viewer: Viewer, *, office_id: int) -> bool:
    """Those who take reports away and see the whole office; it tells of every unit."""
    return may_download_reports(viewer, office_id=office_id) and viewer.may(
        Capability.VIEW_ALL_REALISATIONS
    )


def may_write_yearly_report(viewer: Viewer, *, office_id: int) -> bool:
    """Planners of the office write the yearly report and what it needs beside."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.SET_TARGETS
    )
