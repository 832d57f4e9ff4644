"""Subject: the decree as the rules look at it, with the place of each of its texts."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from tolok.reader.blocks import NOWHERE, Where
from tolok.reader.lint.finding import Path
from tolok.reader.parse import Reading


# The classes above the level at which outputs are the measure.
OUTCOME_CLASSES = ("jpt", "administrator")


T = TypeVar("T")
Gather = Callable[[dict[str, Any]], T]


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator with its objective and position, their words and the paths of the three.

    `text` is what the indicator says, `aim` what its objective says.
    """

    position: dict[str, Any]
    objective: dict[str, Any]
    indicator: dict[str, Any]
    path: Path
    text: str
    aim: str

    @property
    def objective_path(self) -> Path:
        return self.path[:4]


def rows_of(p: int, position: dict[str, Any]) -> list[Row]:
    """The rows of the position with this index, in order."""
    return [
        Row(
            position,
            objective,
            indicator,
            ("positions", p, "objectives", o, "indicators", i),
            indicator["text"],
            objective["text"],
        )
        for o, objective in enumerate(position["objectives"])
        for i, indicator in enumerate(objective["indicators"])
    ]


def texts_of(p: int, position: dict[str, Any]) -> list[tuple[Path, str]]:
    """The texts that a person wrote of the position with this index, with their paths."""
    here: Path = ("positions", p)
    found: list[tuple[Path, str]] = [((*here, "title"), position["title"])]
    for part in ("duties", "functions"):
        for n, item in enumerate(position[part]):
            found.append(((*here, part, n, "text"), item["text"]))
    for o, objective in enumerate(position["objectives"]):
        there: Path = (*here, "objectives", o)
        found.append(((*there, "text"), objective["text"]))
        for i, indicator in enumerate(objective["indicators"]):
            found.append(((*there, "indicators", i, "text"), indicator["text"]))
    return found


class Subject:
    """A decree under the rules: rows, texts, places and the thresholds of the pack.

    `reading` is there only when a document was just read; rules that need the source ask
    for it and are left out when a decree is looked at again. `earlier` is the same decree as
    it was looked at before a correction: what was worked out then may serve again.
    """

    def __init__(
        self,
        decree: dict[str, Any],
        thresholds: Mapping[str, float],
        reading: Reading | None = None,
        earlier: "Subject | None" = None,
    ) -> None:
        self.decree = decree
        self.thresholds = thresholds
        self.reading = reading
        self.earlier = earlier
        self._places = _places_of(reading) if reading is not None else {}

    @property
    def head(self) -> dict[str, Any]:
        head: dict[str, Any] = self.decree["decree"]
        return head

    @property
    def positions(self) -> list[dict[str, Any]]:
        positions: list[dict[str, Any]] = self.decree["positions"]
        return positions

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every indicator, in the order of the document."""
        return tuple(
            row
            for p, position in enumerate(self.positions)
            for row in rows_of(p, position)
        )

    def gathered(self, gather: Gather[T]) -> list[T]:
        """What a function makes of each position, in order.

        It looks at the position alone, so that what it made of it can be remembered.
        """
        return [gather(position) for position in self.positions]

    @cached_property
    def unit_names(self) -> dict[str, str]:
        return {unit["id"]: unit["name"] for unit in self.decree["units"]}

    @cached_property
    def by_id(self) -> dict[str, dict[str, Any]]:
        return {position["id"]: position for position in self.positions}

    def superior_of(self, position: dict[str, Any]) -> dict[str, Any] | None:
        """The position above, None if none is named or it is not in the decree."""
        return self.by_id.get(position["superior"] or "")

    def name_of(self, position: dict[str, Any]) -> str:
        """A position's title, with its unit where several share the title."""
        title: str = position["title"]
        if self._title_counts[title] > 1 and position["unit"] is not None:
            return f"{title}, {self.unit_names.get(position['unit'], '')}"
        return title

    @cached_property
    def _title_counts(self) -> Counter[str]:
        return Counter(position["title"] for position in self.positions)

    def objectives(self) -> Iterator[tuple[dict[str, Any], dict[str, Any], Path]]:
        """Every objective with its position and its path."""
        for p, position in enumerate(self.positions):
            for o, objective in enumerate(position["objectives"]):
                yield position, objective, ("positions", p, "objectives", o)

    @cached_property
    def texts(self) -> tuple[tuple[Path, str], ...]:
        """Every text of positions that a person wrote, with its path."""
        return tuple(
            text
            for p, position in enumerate(self.positions)
            for text in texts_of(p, position)
        )

    @cached_property
    def head_texts(self) -> tuple[tuple[Path, str], ...]:
        """The texts of the decree proper: recitals, legal bases, rulings."""
        found: list[tuple[Path, str]] = []
        for part in ("considerations", "legal_bases", "rulings"):
            for n, item in enumerate(self.head[part]):
                found.append((("decree", part, n, "text"), item["text"]))
                for k, below in enumerate(item.get("items", ())):
                    found.append(
                        (("decree", part, n, "items", k, "text"), below["text"])
                    )
        return tuple(found)

    def where(self, path: Path) -> dict[str, int | None]:
        """The place of a text, or of the nearest thing above it that has one."""
        while path:
            place = self._places.get(path) or self._own_place(path)
            if place is not None:
                return place
            path = path[:-1]
        return NOWHERE.as_dict()

    def _own_place(self, path: Path) -> dict[str, int | None] | None:
        """The place that the decree itself keeps; an objective stands at its first row."""
        if path[0] != "positions" or len(path) not in (2, 4, 6):
            return None
        thing: Any = self.decree
        for step in path:
            thing = thing[step]
        if len(path) == 4 and isinstance(thing, dict):
            rows = thing.get("indicators") or [{}]
            thing = rows[0]
        place = thing.get("where") if isinstance(thing, dict) else None
        return dict(place) if place else None

    def position_of(self, path: Path) -> str | None:
        """The id of the position that a path leads into."""
        if len(path) < 2 or path[0] != "positions":
            return None
        identifier: str = self.positions[int(path[1])]["id"]
        return identifier

    def indicator_of(self, path: Path) -> str | None:
        """The text of the indicator that a path leads into."""
        if len(path) < 6 or path[4] != "indicators":
            return None
        objective = self.positions[int(path[1])]["objectives"][int(path[3])]
        text: str = objective["indicators"][int(path[5])]["text"]
        return text


def _places_of(reading: Reading) -> dict[Path, dict[str, int | None]]:
    """Where the parser saw each part; the decree itself keeps only some of these."""
    places: dict[Path, Where] = {}
    head = reading.head
    for n, item in enumerate(head.considerations):
        places["decree", "considerations", n] = item.where
    for n, item in enumerate(head.legal_bases):
        places["decree", "legal_bases", n] = item.where
    for n, ruling in enumerate(head.rulings):
        places["decree", "rulings", n] = ruling.where
        for k, item in enumerate(ruling.items):
            places["decree", "rulings", n, "items", k] = item.where
    if head.signature is not None:
        places["decree", "signatory"] = head.signature.where
    for p, draft in enumerate(reading.positions):
        for n, item in enumerate(draft.duties):
            places["positions", p, "duties", n] = item.where
        for n, item in enumerate(draft.functions):
            places["positions", p, "functions", n] = item.where
        for o, objective in enumerate(draft.objectives):
            places["positions", p, "objectives", o] = objective.where
    return {path: where.as_dict() for path, where in places.items()}
