"""Which positions of a decree go on from one that stands under another name.

The comparison says so, by likeness or by a planner's mend. A position whose very unit and
title stand already is that one; what the new decree still names goes on as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tolok.decrees.comparison import Comparison, Pair
from tolok.organisation.models import Position


# Unit and title, by which a position is known.
Name = tuple[str, str]


@dataclass(frozen=True)
class Successor:
    """A position of a decree (`key`, its id there) that goes on from one that stands."""

    key: str
    position_id: int
    pair: Pair


def standing_positions(*, office_id: int) -> dict[Name, int]:
    """Return the ids of an office's positions by unit and title."""
    rows = Position.objects.filter(office_id=office_id)
    return {
        (unit, title): pk
        for pk, unit, title in rows.values_list("pk", "unit__name", "title")
    }


def find_successors(
    *,
    comparison: Comparison,
    content: Mapping[str, Any],
    standing: Mapping[Name, int],
) -> list[Successor]:
    """Return the positions of `content` that go on under another name, in its order.

    `comparison` is that of the decree before with `content`, `standing` the ids of the
    office's positions by unit and title.
    """
    units = {unit["id"]: unit["name"] for unit in content["units"]}
    rows = content["positions"]
    named = {(units.get(row["unit"], ""), row["title"]) for row in rows}
    found = []
    for compared in comparison.positions:
        pair = compared.position
        if pair.before is None or pair.after is None:
            continue
        old = (pair.before.unit_name, pair.before.text)
        new = (pair.after.unit_name, pair.after.text)
        if new not in standing and old not in named and old in standing:
            key = str(rows[pair.after.position]["id"])
            found.append(Successor(key, standing[old], pair))
    return found
