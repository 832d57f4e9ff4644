"""The form of a finding and how places and positions are named in it."""

from typing import Any, Literal

from tolok.reader.blocks import Where
from tolok.reader.parse import Reading


Severity = Literal["error", "warning", "notice"]
Finding = dict[str, Any]


def finding(
    code: str,
    severity: Severity,
    message: str,
    where: Where,
    *,
    position: str | None = None,
    indicator: str | None = None,
    suggestion: str | None = None,
) -> Finding:
    """One finding: `message` says what was seen and why it matters, `suggestion` what to do."""
    return {
        "code": code,
        "severity": severity,
        "message": message,
        "where": where.as_dict(),
        "position": position,
        "indicator": indicator,
        "suggestion": suggestion,
    }


def position_id(reading: Reading, index: int | None) -> str | None:
    """The id of the position with this index, None if it concerns none."""
    if index is None or index >= len(reading.decree["positions"]):
        return None
    identifier: str = reading.decree["positions"][index]["id"]
    return identifier


def quoted(text: str, longest: int = 90) -> str:
    """A text in quotation marks, cut where it is long."""
    shown = text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
    return f"“{shown}”"
