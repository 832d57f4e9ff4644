"""Who may look into the register, answer, judge and close."""

from tolok.accounts.enums import Capability
from tolok.inspection.enums import NoteKind
from tolok.inspection.models import InspectionNote, Recommendation
from tolok.organisation.permissions import leads_position, may_handle_office
from tolok.organisation.queries import Viewer


def may_inspect(viewer: Viewer, *, office_id: int) -> bool:
    """Inspectors write notes and recommendations about this very office."""
    return may_handle_office(viewer, office_id=office_id, capability=Capability.INSPECT)


def may_see_patterns(viewer: Viewer, *, office_id: int) -> bool:
    """Who sees all realisations of the office, and who leads a unit of it."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.VIEW_DASHBOARD
    )


def may_view(viewer: Viewer, row: Recommendation) -> bool:
    """Inspector, head and planner see all; others what is addressed to them."""
    if viewer.office_id != row.office_id:
        return False
    return viewer.may(Capability.VIEW_ALL_REALISATIONS) or is_addressed(viewer, row)


def is_addressed(viewer: Viewer, row: Recommendation) -> bool:
    """Who sits in the position, and who leads its unit or one above it."""
    return row.position_id in viewer.position_ids or any(
        row.unit.path.startswith(path) for path in viewer.led_paths
    )


def may_answer(viewer: Viewer, row: Recommendation) -> bool:
    """The office answers: whom it is addressed to, and the planner for the office."""
    if viewer.office_id != row.office_id:
        return False
    return is_addressed(viewer, row) or viewer.may(Capability.HANDLE_PERIODS)


def may_judge(viewer: Viewer, row: Recommendation) -> bool:
    """Inspectors judge, close and withdraw; never what is their own to answer for.

    Not the answer that they gave, not what is addressed to their position, to the unit
    that they sit in, or to one below a unit that they lead.
    """
    if not may_inspect(viewer, office_id=row.office_id):
        return False
    if row.answered_by_id == viewer.user.pk or is_addressed(viewer, row):
        return False
    return not any(
        placement.position.unit.path.startswith(row.unit.path)
        for placement in viewer.placements
    )


def may_view_note(viewer: Viewer, note: InspectionNote) -> bool:
    """Inspectors read all notes; a finding also those whom it concerns."""
    if may_inspect(viewer, office_id=note.office_id):
        return True
    if viewer.office_id != note.office_id or note.kind != NoteKind.FINDING:
        return False
    return viewer.may(Capability.VIEW_ALL_REALISATIONS) or _concerns(viewer, note)


def _concerns(viewer: Viewer, note: InspectionNote) -> bool:
    """Whose report it is, who sits in the position, and who leads its unit."""
    if note.realisation is not None and note.realisation.person_id == viewer.person_id:
        return True
    seat = note.seat
    return seat is not None and (
        seat.pk in viewer.position_ids or leads_position(viewer, position=seat)
    )
