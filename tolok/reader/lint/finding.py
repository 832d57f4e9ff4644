"""The form of a finding, of what a rule found, and of a replacement that mends it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from tolok.reader.blocks import Where


Severity = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")
Finding = dict[str, Any]
# Keys and indexes from the decree down to one text: ("positions", 3, "title").
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fix:
    """A text of the decree that a person may accept: at `path`, `old` becomes `new`."""

    path: Path
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: its words, the place in the decree, and replacements if it has any.

    `where` is given only by rules that look at the source; all others are placed by `path`.
    `fixes` may be what makes them: there may be thousands, and few are asked for.
    """

    message: str
    path: Path = ()
    suggestion: str | None = None
    fixes: tuple[Fix, ...] | Callable[[], tuple[Fix, ...]] = ()
    where: Where | None = None
    indicator: str | None = None
    position: str | None = None

    def replacements(self) -> tuple[Fix, ...]:
        """The replacements that it suggests, none if it has none."""
        return self.fixes() if callable(self.fixes) else self.fixes


def as_finding(
    found: Found,
    *,
    code: str,
    severity: Severity,
    where: dict[str, int | None],
    position: str | None,
    indicator: str | None,
) -> Finding:
    """One finding of the contract `tolok-decree/1`."""
    return {
        "code": code,
        "severity": severity,
        "message": found.message,
        "where": where,
        "position": position,
        "indicator": indicator,
        "suggestion": found.suggestion,
    }


def quoted(text: str, longest: int = 90) -> str:
    """A text in quotation marks, cut where it is long."""
    shown = text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
    return f"“{shown}”"


def listed(names: list[str], most: int = 4) -> str:
    """Names in one sentence, the rest counted: `A, B, dan 3 lainnya`."""
    if len(names) > most:
        return f"{', '.join(names[:most])}, dan {len(names) - most} lainnya"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} dan {names[-1]}"


def replaced_word(text: str, old: str, new: str) -> str:
    """`text` with the whole word `old` replaced, its capitals kept."""

    def write(match: re.Match[str]) -> str:
        return like(match[0], new)

    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", write, text, flags=re.IGNORECASE)


def like(model: str, word: str) -> str:
    """`word` with the capitals of `model`: Prosentase → Persentase."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    if model[:1].isupper():
        return word[:1].upper() + word[1:]
    return word
