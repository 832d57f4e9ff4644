"""What the inspector finds and recommends in the example office, and the answers."""

from datetime import date, datetime
from typing import Any

from tolok.demo import example, papers
from tolok.demo.example import moment
from tolok.demo.loading import Loading
from tolok.inspection import actions, notes
from tolok.inspection.actions import Proofs


def inspect(loading: Loading) -> None:
    """Let findings and recommendations be written and answered as the file tells."""
    told = example.read("recommendations.yaml")
    for one in told["findings"]:
        at = _written_moment(one["at"])
        notes.write_note(
            kind=one.get("kind", "finding"),
            text=one["text"],
            indicator=loading.indicators.get(one.get("indicator")),
            by=_inspector(loading, at),
            at=at,
        )
    for one in sorted(told["recommendations"], key=lambda told: str(told["at"])):
        _recommend(loading, one)


def _inspector(loading: Loading, at: datetime) -> Any:
    without_seat = example.read("people.yaml")["without_seat"]
    who = next(one for one in without_seat if one["role"] == "inspector")
    return loading.viewer(who["username"], at)


def _recommend(loading: Loading, told: dict[str, Any]) -> None:
    at = _written_moment(told["at"])
    seat = loading.positions[told.get("to") or told["unit"]]
    row = actions.write_recommendation(
        source=told["source"],
        report_number=told["report"],
        report_dated_on=told["dated"],
        text=told["text"],
        unit=seat.unit,
        position=seat if "to" in told else None,
        due_on=told["due"],
        by=_inspector(loading, at),
        at=at,
    )
    for step in told.get("steps", []):
        row = _step(loading, row, step)


def _step(loading: Loading, row: Any, step: dict[str, Any]) -> Any:
    at = _written_moment(step["at"])
    by = loading.viewer(step["who"], at) if "who" in step else _inspector(loading, at)
    common: dict[str, Any] = {"recommendation": row, "by": by, "at": at}
    match step["act"]:
        case "answer":
            return actions.answer_recommendation(**common, text=step["text"])
        case "follow_up":
            proofs = Proofs(files=[_proof(step["proof"])])
            return actions.report_follow_up(**common, text=step["text"], proofs=proofs)
        case "impossible":
            return actions.close_recommendation(**common, reason=step["text"])
        case "withdraw":
            return actions.withdraw_recommendation(**common, reason=step["text"])
        case act:
            return actions.judge_recommendation(
                **common, is_fit=act == "fit", text=step["text"]
            )


def _proof(title: str) -> tuple[str, bytes]:
    lines = [f"{example.OFFICE}, {example.REGION}", "", "Berkas contoh: isinya rekaan."]
    return f"{title}.pdf", papers.paper(title, lines)


def _written_moment(text: str) -> datetime:
    day, clock = text.split()
    hour, minute = clock.split(".")
    return moment(date.fromisoformat(day), int(hour), int(minute))
