"""Where every value of the library comes from, and which were not checked yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tolok.rules.loader import Library


@dataclass(frozen=True, slots=True)
class Sourced:
    """One value from a day on, and who says so.

    `kind` is parameter or pack, `mark` SEEN, KU, second-hand or convention; `value` is
    None from the day of a repeal on, and for the life of a pack.
    """

    kind: str
    key: str
    name: str
    starts_on: date
    mark: str
    citation: str
    is_checked: bool
    origin: str
    value: Any = None
    note: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Was it never held against the official text, though there should be one?"""
        return not self.is_checked and self.mark != "convention"


def list_sources(library: Library) -> list[Sourced]:
    """Return every dated value of the library with its source, parameters first."""
    return [*_of_parameters(library), *_of_packs(library)]


def list_unchecked(library: Library) -> list[Sourced]:
    """Return the values that nobody held against the official text yet."""
    return [source for source in list_sources(library) if source.is_doubtful]


def _of_parameters(library: Library) -> Iterator[Sourced]:
    for key, (origin, content) in sorted(library.files["parameters"].items()):
        for day, entry in sorted(content["values"].items()):
            for citation in _citations(entry):
                yield Sourced(
                    kind="parameter",
                    key=key,
                    name=content["name"],
                    starts_on=date.fromisoformat(day),
                    mark=citation["mark"],
                    citation=library.cite(citation, content["checked"], origin),
                    is_checked=content["checked"] is not None,
                    origin=origin,
                    value=entry["value"],
                    note=entry.get("note", ""),
                )


def _citations(entry: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Yield the citation of a value, and those that parts of it bear themselves."""
    yield entry["citation"]
    if isinstance(entry["value"], list):
        for part in entry["value"]:
            if "citation" in part:
                yield part["citation"]


def _of_packs(library: Library) -> Iterator[Sourced]:
    for key, pack in sorted(library.packs.items()):
        yield Sourced(
            kind="pack",
            key=key,
            name=pack.name,
            starts_on=pack.starts_on,
            mark=pack.in_force_citation["mark"],
            citation=library.cite(pack.in_force_citation, pack.checked, pack.origin),
            is_checked=pack.checked is not None,
            origin=pack.origin,
        )
