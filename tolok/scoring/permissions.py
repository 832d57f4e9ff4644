"""Who may see scores: whoever may see the realisation, or the office's dashboard."""

from collections.abc import Iterable

from tolok.accounts.enums import Capability
from tolok.organisation.models import Position
from tolok.organisation.permissions import leads_position, may_handle_office
from tolok.organisation.queries import Viewer


def may_view_roll_ups(viewer: Viewer, *, office_id: int) -> bool:
    """Superiors, head, planner and inspector see how the office stands."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.VIEW_DASHBOARD
    )


def may_view_position(viewer: Viewer, *, position: Position) -> bool:
    """Whoever holds it, those above it, planner, inspector and head."""
    if viewer.office_id != position.office_id:
        return position.superior_id in viewer.position_ids
    return (
        position.pk in viewer.position_ids
        or position.superior_id in viewer.position_ids
        or viewer.may(Capability.VIEW_ALL_REALISATIONS)
        or leads_position(viewer, position=position)
    )


def may_view_person(
    viewer: Viewer, *, person_id: int, positions: Iterable[Position]
) -> bool:
    """The person, those who lead where he sat, planner, inspector and head."""
    seats = list(positions)
    if viewer.person_id is not None and viewer.person_id == person_id:
        return True
    if not any(seat.office_id == viewer.office_id for seat in seats):
        return False
    return viewer.may(Capability.VIEW_ALL_REALISATIONS) or any(
        seat.superior_id in viewer.position_ids or leads_position(viewer, position=seat)
        for seat in seats
    )


def may_recompute(viewer: Viewer, *, office_id: int) -> bool:
    """Planners and administrators have an office computed anew."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.SET_TARGETS
    ) or may_handle_office(
        viewer, office_id=office_id, capability=Capability.HANDLE_ACCOUNTS
    )
