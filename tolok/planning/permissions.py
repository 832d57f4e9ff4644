"""Who may set targets and windows, propose targets and answer proposals."""

from tolok.accounts.enums import Capability
from tolok.organisation.enums import PlacementKind
from tolok.organisation.permissions import may_handle_office
from tolok.organisation.queries import Viewer
from tolok.planning.enums import ProposalStatus
from tolok.planning.models import Proposal
from tolok.registry.models import Indicator


# A Plh signs for somebody on leave, but owes no results and so promises none.
PROMISING = (PlacementKind.DEFINITIVE, PlacementKind.PLT, PlacementKind.PJ)


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


def promising_positions(viewer: Viewer) -> list[int]:
    """Return the positions for which a person promises today."""
    return [p.position_id for p in viewer.placements if p.kind in PROMISING]


def may_propose(viewer: Viewer, *, indicator: Indicator) -> bool:
    """Whoever holds the position today, for good or as Plt or Pj."""
    return viewer.person_id is not None and indicator.position_id in (
        promising_positions(viewer)
    )


def is_own(viewer: Viewer, proposal: Proposal) -> bool:
    """Tell whether it is a person's own: proposed by them, or of a position they hold."""
    return viewer.person_id is not None and (
        viewer.person_id == proposal.proposed_by_id
        or proposal.position_id in viewer.position_ids
    )


def may_answer(viewer: Viewer, proposal: Proposal) -> bool:
    """Whoever sits in the answering seat, but never for an own proposal."""
    return (
        viewer.person_id is not None
        and proposal.status == ProposalStatus.PROPOSED
        and proposal.answering_id in viewer.position_ids
        and not is_own(viewer, proposal)
    )


def may_accept(viewer: Viewer, proposal: Proposal) -> bool:
    """Whoever promises for the position, but never who countered it."""
    return (
        viewer.person_id is not None
        and proposal.status == ProposalStatus.COUNTERED
        and viewer.person_id != proposal.answered_by_id
        and proposal.position_id in promising_positions(viewer)
    )


def may_withdraw(viewer: Viewer, proposal: Proposal) -> bool:
    """Who proposed it, or whoever promises for the position by now."""
    return viewer.person_id is not None and (
        viewer.person_id == proposal.proposed_by_id
        or proposal.position_id in promising_positions(viewer)
    )


def may_view(viewer: Viewer, proposal: Proposal) -> bool:
    """Its people, who answers, who leads the unit, planner, inspector and head."""
    if is_own(viewer, proposal) or proposal.answering_id in viewer.position_ids:
        return True
    if viewer.office_id != proposal.year.office_id:
        return False
    return viewer.may(Capability.VIEW_ALL_REALISATIONS) or any(
        proposal.position.unit.path.startswith(path) for path in viewer.led_paths
    )
