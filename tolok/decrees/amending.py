"""Lay an amendment over the decree that it changes. Pure Python.

An amendment names only the positions that it changes; a position that it names takes its
place with everything it holds, all others stay as they were.
"""

from collections.abc import Mapping, Sequence
from typing import Any


Content = Mapping[str, Any]


def position_keys(content: Content) -> dict[str, tuple[str, str]]:
    """Return of each position its id and what it is known by: unit and title."""
    units = {unit["id"]: unit["name"] for unit in content["units"]}
    return {
        position["id"]: (
            _plain(units.get(position["unit"], "")),
            _plain(position["title"]),
        )
        for position in content["positions"]
    }


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def consolidated(
    base: Content, amendment: Content, removes: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the whole of what holds once `amendment` does. Neither is changed.

    `removes` are the ids, in `base`, of the positions that the amendment takes away; who
    answered to one of them answers to its superior.
    """
    unit_ids = _unit_ids(base, amendment)
    matched = _matched(base, amendment)
    changed = {
        matched[position["id"]]: _in_words_of_base(position, unit_ids, matched, base)
        for position in amendment["positions"]
    }
    standing = {position["id"] for position in base["positions"]}
    positions = [
        changed.get(position["id"], position) for position in base["positions"]
    ]
    positions += [row for key, row in changed.items() if key not in standing]
    gone = set(removes) - set(changed)
    above = {row["id"]: row["superior"] for row in positions}
    positions = [
        {**row, "superior": _standing_above(row, above, gone)}
        for row in positions
        if row["id"] not in gone
    ]
    return {
        **amendment,
        "units": [*base["units"], *_new_units(base, amendment, unit_ids)],
        "positions": positions,
    }


def named_in(base: Content, amendment: Content) -> set[str]:
    """Return the ids of the positions in the whole that the amendment names."""
    return set(_matched(base, amendment).values())


def _standing_above(
    row: Mapping[str, Any], above: Mapping[str, Any], gone: set[str]
) -> str | None:
    superior: str | None = row["superior"]
    while superior in gone:
        superior = above.get(superior)
    return superior


def _unit_ids(base: Content, amendment: Content) -> dict[str, str]:
    """Return for each unit of the amendment its id in the whole."""
    known = {_plain(unit["name"]): unit["id"] for unit in base["units"]}
    taken = {unit["id"] for unit in base["units"]}
    return {
        unit["id"]: known.get(_plain(unit["name"])) or _free(unit["id"], taken)
        for unit in amendment["units"]
    }


def _free(wanted: str, taken: set[str]) -> str:
    found = wanted
    while found in taken:
        found = f"{found}b"
    taken.add(found)
    return found


def _new_units(
    base: Content, amendment: Content, ids: Mapping[str, str]
) -> list[dict[str, Any]]:
    standing = {unit["id"] for unit in base["units"]}
    return [
        {
            **unit,
            "id": ids[unit["id"]],
            "parent": ids.get(unit["parent"]) if unit["parent"] else None,
        }
        for unit in amendment["units"]
        if ids[unit["id"]] not in standing
    ]


def _matched(base: Content, amendment: Content) -> dict[str, str]:
    """Return for each position of the amendment its id in the whole.

    A position is the same by unit and title; by title alone where only one bears it and
    the amendment does not say the unit.
    """
    by_key = {key: identifier for identifier, key in position_keys(base).items()}
    titles: dict[str, list[str]] = {}
    for identifier, (_unit, title) in position_keys(base).items():
        titles.setdefault(title, []).append(identifier)
    taken = {position["id"] for position in base["positions"]}
    found: dict[str, str] = {}
    used: set[str] = set()
    for identifier, (unit, title) in position_keys(amendment).items():
        same = by_key.get((unit, title))
        if same is None and not unit and len(titles.get(title, [])) == 1:
            same = titles[title][0]
        if same is None or same in used:
            same = _free(identifier, taken)
        used.add(same)
        found[identifier] = same
    return found


def _in_words_of_base(
    position: Mapping[str, Any],
    unit_ids: Mapping[str, str],
    matched: Mapping[str, str],
    base: Content,
) -> dict[str, Any]:
    """Return a position of the amendment with the ids of the whole.

    Unit, superior and class that it does not say stay as they were, and so does its
    title: however the amendment capitalises it, it is the same position.
    """
    identifier = matched[position["id"]]
    before = _by_id(base["positions"]).get(identifier, {})
    superior = matched.get(position["superior"] or "")
    return {
        **position,
        "id": identifier,
        "title": before.get("title") or position["title"],
        "unit": unit_ids.get(position["unit"] or "") or before.get("unit"),
        "superior": superior or before.get("superior"),
        "class": position["class"] or before.get("class"),
    }


def _by_id(rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {row["id"]: row for row in rows}
