"""Drafts: what the parser knows of a decree before it is laid out as JSON."""

from dataclasses import dataclass, field

from tolok.reader.blocks import NOWHERE, Where
from tolok.reader.parse.rows import Objective


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: a recital, a duty, a function."""

    label: str | None
    text: str
    where: Where = NOWHERE

    def as_dict(self) -> dict[str, str | None]:
        return {"label": self.label, "text": self.text}


@dataclass
class Ruling:
    label: str | None
    text: str
    items: list[Item] = field(default_factory=list)
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature block: title, name, rank and NIP as written, and where it stands."""

    title: str | None
    name: str | None
    rank: str | None
    nip: str | None
    where: Where = NOWHERE


@dataclass
class PositionDraft:
    """One position's sheet; `headline` numbers the headline it stands under.

    `office` is the unit that is named for it: in its own sheet (`office_is_own`) or before it
    for all that follow.
    """

    label: str | None
    title: str
    where: Where
    headline: int
    office: str | None = None
    office_is_own: bool = False
    duties: list[Item] = field(default_factory=list)
    functions: list[Item] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    has_table: bool = False
