"""Who may change the organisation, and whose work a person may see."""

from typing import TYPE_CHECKING

from tolok.accounts.enums import Capability
from tolok.organisation.models import Position


if TYPE_CHECKING:
    from tolok.organisation.queries import Viewer


def may_see_office(viewer: "Viewer", *, office_id: int) -> bool:
    """Tell whether a person belongs to this office, by seat or by role."""
    return viewer.office_id == office_id and viewer.may(Capability.VIEW_REGISTRY)


def may_handle_office(
    viewer: "Viewer", *, office_id: int, capability: Capability
) -> bool:
    """Tell whether a person may do this thing in this very office."""
    return viewer.office_id == office_id and viewer.may(capability)


def may_delegate(viewer: "Viewer", *, position: Position) -> bool:
    """Tell whether a person may hand over the verification of a position's work.

    Whoever sits in it, and planners of the office for one who is away.
    """
    return position.pk in viewer.position_ids or may_handle_office(
        viewer, office_id=position.office_id, capability=Capability.HANDLE_PERIODS
    )


def leads_position(viewer: "Viewer", *, position: Position) -> bool:
    """Tell whether a person leads the unit that a position stands in."""
    return viewer.office_id == position.office_id and any(
        position.unit.path.startswith(path) for path in viewer.led_paths
    )


def may_place(viewer: "Viewer", *, office_id: int) -> bool:
    """Planners and administrators of the office place people in it."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.HANDLE_PERIODS
    ) or may_handle_office(
        viewer, office_id=office_id, capability=Capability.HANDLE_ACCOUNTS
    )


def may_found_office(viewer: "Viewer") -> bool:
    """Tell whether a person may set up a new office: administrators of the system."""
    return viewer.user.is_administrator


def may_give_account(viewer: "Viewer", *, office_id: int) -> bool:
    """Tell whether a person may give accounts to those who sit in this office."""
    return may_handle_office(
        viewer, office_id=office_id, capability=Capability.HANDLE_ACCOUNTS
    )
