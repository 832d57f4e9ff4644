"""What people of the example office propose to change in their targets, and the answers."""

from datetime import date, datetime
from typing import Any

from tolok.demo import example, papers
from tolok.demo.example import moment
from tolok.demo.loading import Loading, holder_of
from tolok.planning import proposals
from tolok.planning import queries as planned
from tolok.planning.letters import Letter


YEAR = 2026


def propose_changes(loading: Loading) -> None:
    """Let targets be proposed, answered and agreed as the file tells."""
    for told in example.read("proposals.yaml"):
        proposal: Any = None
        for step in told["steps"]:
            proposal = _do(loading, told, step, proposal)


def _do(
    loading: Loading, told: dict[str, Any], step: dict[str, Any], proposal: Any
) -> Any:
    at = _written_moment(step["at"])
    holder = loading.viewer(told["who"], at)
    if step["act"] == "propose":
        periods = list(planned.list_periods(for_user=holder, year=YEAR))
        return proposals.propose_targets(
            year=periods[0].year,
            indicator=loading.indicators[told["what"]],
            lines=_lines(step, periods),
            reason=step["reason"],
            by=holder,
            at=at,
            letter=_letter(told["letter"]),
        )
    by = loading.viewer(_superior(loading, proposal, at.date()), at)
    match step["act"]:
        case "agree":
            proposals.agree_proposals(proposals=[proposal], by=by, at=at)
        case "return":
            proposals.return_proposal(
                proposal=proposal,
                reason=step["reason"],
                by=by,
                at=at,
                revision=proposal.revision,
            )
        case "counter":
            periods = list(planned.list_periods(for_user=holder, year=YEAR))
            proposals.counter_proposal(
                proposal=proposal,
                lines=_lines(step, periods),
                reason=step["reason"],
                by=by,
                at=at,
                revision=proposal.revision,
            )
    return proposal


def _superior(loading: Loading, proposal: Any, day: date) -> str:
    """Return the user name of who sits in the answering position."""
    position = next(
        key for key, row in loading.positions.items() if row.pk == proposal.answering_id
    )
    return holder_of(position, day)


def _lines(step: dict[str, Any], periods: list[Any]) -> list[proposals.Line]:
    stretch = step.get("stretch", {})
    lines = [proposals.Line(None, step["year"])]
    return lines + [
        proposals.Line(periods[number - 1], text, stretch.get(number, ""))
        for number, text in step["quarters"].items()
    ]


def _letter(told: dict[str, Any]) -> Letter:
    lines = [
        f"{example.OFFICE}, {example.REGION}",
        f"Nomor: {told['number']}",
        f"Hal: {told['about']}",
        "",
        "Surat contoh: isi dan nomornya rekaan.",
    ]
    return Letter(
        told["number"],
        told["date"],
        f"{told['about']}.pdf",
        papers.paper(told["about"], lines),
    )


def _written_moment(text: str) -> datetime:
    day, clock = text.split()
    hour, minute = clock.split(".")
    return moment(date.fromisoformat(day), int(hour), int(minute))
