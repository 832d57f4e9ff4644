"""Scores: how much of a truth was read right, less what was made up."""

from collections import Counter
from collections.abc import Iterator
from typing import Any


Fact = tuple[str, str, str]


def score(
    truth: dict[str, Any], read: dict[str, Any]
) -> tuple[float, list[Fact], list[Fact]]:
    """The share of facts read right, less those made up; the facts missing and made up."""
    want, got = Counter(_facts(truth)), Counter(_facts(read))
    missing, invented = list((want - got).elements()), list((got - want).elements())
    total = sum(want.values())
    return (total - len(missing) - len(invented)) / total, missing, invented


def _facts(decree: dict[str, Any]) -> Iterator[Fact]:
    """Whatever a reader must get right, each with the place that keeps rows apart."""
    yield from _head_facts(decree["decree"])
    units = {unit["id"]: unit for unit in decree["units"]}
    for unit in decree["units"]:
        parent = units.get(unit["parent"])
        yield (
            "units",
            f"{unit['kind']} < {parent['name'] if parent else '-'}",
            unit["name"],
        )
    titles = {position["id"]: position["title"] for position in decree["positions"]}
    for number, position in enumerate(decree["positions"], 1):
        unit = units.get(position["unit"])
        place = f"{unit['name'] if unit else '-'} / {position['title']}"
        yield "positions", str(number), place
        yield "superiors", place, titles.get(position["superior"]) or "-"
        yield "classes", place, position["class"] or "-"
        for key in ("duties", "functions"):
            for item in position[key]:
                yield key, place, item["text"]
        for row, objective in enumerate(position["objectives"], 1):
            yield "objectives", f"{place} #{row}", objective["text"]
            for column, indicator in enumerate(objective["indicators"], 1):
                yield from _indicator_facts(f"{place} #{row}.{column}", indicator)


def _head_facts(head: dict[str, Any]) -> Iterator[Fact]:
    for key, value in head.items():
        if isinstance(value, str | int):
            yield "head", key, str(value)
    for key, value in (head["signatory"] or {}).items():
        if value:
            yield "head", f"signatory {key}", value
    for key in ("considerations", "legal_bases"):
        for item in head[key]:
            yield key, "", item["text"]
    for ruling in head["rulings"]:
        label = (ruling["label"] or "").upper()
        yield "rulings", label, ruling["text"]
        for item in ruling["items"]:
            yield "rulings", f"{label}.", item["text"]


def _indicator_facts(place: str, indicator: dict[str, Any]) -> Iterator[Fact]:
    yield "indicators", place, indicator["text"]
    yield "kinds", place, indicator["kind"]
    for key in (
        "unit",
        "formula",
        "data_source",
        "reason",
        "definition",
        "responsible",
    ):
        if indicator[key]:
            yield "columns", f"{place} {key}", indicator[key]
    for target in indicator["target"]:
        yield "targets", f"{place} {target['period'] or ''}", target["text"]
