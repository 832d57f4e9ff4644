"""The passport of a number: the calculator's steps, worded for `components/passport.html`."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _


CHECKED = "diperiksa oleh"
AGREED = "kesepakatan"


def steps_of(passport: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the steps as the component shows them; the last is the result."""
    shown = [step_of(step) for step in passport]
    if shown:
        shown[-1]["result"] = True
    return shown


def step_of(step: dict[str, Any]) -> dict[str, Any]:
    """Return one step: its name, what was done, the sum, and whose rule it was."""
    return {
        "title": step["step"],
        "text": sentence(step.get("rule") or ""),
        "sum": step["value"],
    } | cited(step.get("citation") or "")


def cited(citation: str) -> dict[str, str]:
    """Return the place of a citation and its mark.

    What nobody wrote down, but Tolok agreed on, says so instead of bearing a mark.
    """
    place, remark = split_citation(citation)
    if not place:
        return {"citation": "", "mark": ""}
    if remark.startswith(AGREED):
        return {"citation": f"{place}; {remark.partition(';')[0]}", "mark": ""}
    return {"citation": place, "mark": "read" if CHECKED in remark else "unread"}


def split_citation(citation: str) -> tuple[str, str]:
    """Part "PermenPANRB 8/2021, lampiran, hlm. 93 (…)" into the place and its remark."""
    place, opened, remark = citation.partition(" (")
    return (place, remark.removesuffix(")")) if opened else (citation, "")


def sentence(text: str) -> str:
    """Write a rule as a sentence."""
    if not text:
        return ""
    closed = text if text.endswith((".", "!", "?")) else f"{text}."
    return closed[:1].upper() + closed[1:]


def mean_steps(
    values: Sequence[str], *, result: str, cap: str, citation: str, many: str = ""
) -> list[dict[str, Any]]:
    """Return the steps of a mean: the values, the cap in words, the sum."""
    steps: list[dict[str, Any]] = [
        {
            "title": _("Nilai yang dirata-ratakan"),
            "text": many,
            "sum": "; ".join(values),
        },
    ]
    steps.append({"title": _("Batas dalam rata-rata"), "text": cap} | cited(citation))
    steps.append({"title": _("Rata-rata"), "sum": result, "result": True})
    return steps
