"""The rows of a decree that are compared: each with its place and a key of its wording."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """What is compared."""

    POSITION = "position"
    DUTY = "duty"
    FUNCTION = "function"
    OBJECTIVE = "objective"
    INDICATOR = "indicator"


LISTS = (Level.DUTY, Level.FUNCTION, Level.OBJECTIVE, Level.INDICATOR)
VALUES = (
    "unit",
    "formula",
    "data_source",
    "reason",
    "definition",
    "responsible",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a decree: where it stands and what it says.

    `key` names it by its wording, so that a mend still finds it after other rows changed.
    """

    level: Level
    key: str
    text: str
    position: int
    objective: int | None
    order: int
    position_title: str
    unit_name: str
    objective_text: str
    objective_order: int = 0
    values: tuple[tuple[str, str], ...] = ()


@dataclass
class Side:
    """The rows of one decree, by level."""

    rows: dict[Level, list[Row]] = field(
        default_factory=lambda: {level: [] for level in Level}
    )


def rows_of(decree: Mapping[str, Any]) -> Side:
    """Return every row of a decree in the form `tolok-decree/1`."""
    side = Side()
    units = {unit["id"]: unit["name"] for unit in decree["units"]}
    seen: Counter[str] = Counter()
    for number, position in enumerate(decree["positions"]):
        unit, title = units.get(position["unit"], ""), position["title"]

        def add(
            level: Level,
            text: str,
            order: int,
            objective: tuple[int | None, str, int] = (None, "", 0),
            values: tuple[tuple[str, str], ...] = (),
            *,
            # The position of this turn of the loop.
            place: tuple[int, str, str] = (number, title, unit),
        ) -> None:
            index, name, home = place
            wording = "\x1f".join((level, home, name, objective[1], text))
            seen[wording] += 1
            key = hashlib.sha256(f"{wording}\x1f{seen[wording]}".encode()).hexdigest()
            side.rows[level].append(
                Row(
                    level,
                    key[:16],
                    text,
                    index,
                    objective[0],
                    order,
                    name,
                    home,
                    objective[1],
                    objective[2],
                    values,
                )
            )

        add(Level.POSITION, title, number)
        for level, name in ((Level.DUTY, "duties"), (Level.FUNCTION, "functions")):
            for order, item in enumerate(position[name]):
                add(level, item["text"], order)
        for order, objective in enumerate(position["objectives"]):
            add(Level.OBJECTIVE, objective["text"], order)
            parent = (len(side.rows[Level.OBJECTIVE]) - 1, objective["text"], order)
            for place, indicator in enumerate(objective["indicators"]):
                add(
                    Level.INDICATOR,
                    indicator["text"],
                    place,
                    parent,
                    _values_of(indicator),
                )
    return side


def _values_of(indicator: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Targets and columns. A period that is a year is left out of its name's likeness."""
    values = [
        (f"target {target['period']}" if target["period"] else "target", target["text"])
        for target in indicator["target"]
    ]
    values += [(name, indicator[name]) for name in VALUES if indicator[name]]
    return tuple(values)
