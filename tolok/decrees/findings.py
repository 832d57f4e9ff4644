"""Which findings a draft has now: those of its content, and what the reader itself did.

Pure Python. A finding is known by its key, made of what it says about which text: when the
text changes the key does, so that a finding once put aside comes back.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


SEVERITIES = ("error", "warning", "notice")


def key_of(finding: Mapping[str, Any]) -> str:
    """Return what a finding is known by; equal for equal words about equal texts."""
    said = "\x1f".join(
        str(finding.get(name) or "")
        for name in ("code", "position", "indicator", "message")
    )
    return hashlib.sha256(said.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a suggestion would write: at `path`, `old` becomes `new`."""

    path: tuple[str | int, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding as the review lists it."""

    number: int
    key: str
    finding: Mapping[str, Any]
    dismissed: Mapping[str, Any] | None
    replacements: tuple[Replacement, ...] = ()

    @property
    def severity(self) -> str:
        """Return error, warning or notice."""
        severity: str = self.finding["severity"]
        return severity

    @property
    def is_open(self) -> bool:
        """Tell whether nobody put it aside."""
        return self.dismissed is None

    @property
    def line(self) -> int | None:
        """Return the source line where it stands."""
        line: int | None = (self.finding.get("where") or {}).get("line")
        return line


def in_order(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return findings, gravest first, then by their place in the text."""
    return sorted(
        findings,
        key=lambda f: (
            SEVERITIES.index(f["severity"]),
            (f.get("where") or {}).get("line") or 0,
        ),
    )
