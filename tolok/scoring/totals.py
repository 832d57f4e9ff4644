"""Roll positions up to their units and the office, by weights where a level has them.

A level is a unit's own positions and the units directly under it; the office is the level
of the units that stand under none. With weights it is their weighted mean, without it is
the plain mean of all positions below. A sole member speaks for its level. Everything is
whole numbers, and nothing here asks a database.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from tolok.scoring.combining import Gathered, mean_basis
from tolok.scoring.enums import Level
from tolok.scoring.means import PARTLY, mean_of, weights_note
from tolok.scoring.rolling import Rolled, rank_of_total, round_half_up


OFFICE = 0
Member = tuple[str, int]


class Placed(NamedTuple):
    """What a position says in one span: its unit, value, and what is owed and counted."""

    period_id: int | None
    unit_id: int
    position_id: int
    hundredths: int
    owed: int
    counted: int


@dataclass(frozen=True, slots=True)
class Structure:
    """The units of an office with their paths, and where each weighed position sits."""

    paths: Mapping[int, str]
    unit_of: Mapping[int, int]

    def parent(self, unit_id: int) -> int:
        """Return the unit above, 0 for the office."""
        above = [int(part) for part in self.paths.get(unit_id, "").split("/") if part]
        return above[-2] if len(above) > 1 else OFFICE


@dataclass(slots=True)
class _Level:
    """One unit, or the office, in one span."""

    values: dict[Member, int] = field(default_factory=dict)
    total: int = 0
    count: int = 0
    owed: int = 0
    counted: int = 0
    sole: dict[str, Any] | None = None


def roll_up_by_weights(
    given: Gathered, structure: Structure, positions: Iterable[Placed]
) -> Iterator[Rolled]:
    """Yield all units with a value, and the office, of each span that positions have.

    `positions` are all of the office in those spans; the weights are those of `given`.
    """
    spans: dict[int | None, list[Placed]] = {}
    for one in positions:
        spans.setdefault(one.period_id, []).append(one)
    expected = _expected(given, structure)
    for period_id, found in spans.items():
        yield from _of_span(given, structure, expected, period_id, found)


def _expected(given: Gathered, structure: Structure) -> dict[int, set[Member]]:
    """Return by level what has a weight, whether or not it has a value."""
    found: dict[int, set[Member]] = {}
    for what, pk in given.weights:
        if what == "position" and pk in structure.unit_of:
            found.setdefault(structure.unit_of[pk], set()).add((what, pk))
        elif what == "unit" and pk in structure.paths:
            found.setdefault(structure.parent(pk), set()).add((what, pk))
    return found


def _of_span(
    given: Gathered,
    structure: Structure,
    expected: Mapping[int, set[Member]],
    period_id: int | None,
    positions: Iterable[Placed],
) -> Iterator[Rolled]:
    levels: dict[int, _Level] = {}
    for one in sorted(positions, key=lambda placed: placed.position_id):
        own = levels.setdefault(one.unit_id, _Level())
        own.values["position", one.position_id] = one.hundredths
        path = structure.paths.get(one.unit_id, "")
        for unit_id in (OFFICE, *(int(part) for part in path.split("/") if part)):
            level = levels.setdefault(unit_id, _Level())
            level.total += one.hundredths
            level.count += 1
            level.owed += one.owed
            level.counted += one.counted
    deepest = sorted(
        levels, key=lambda pk: (-structure.paths.get(pk, "").count("/"), pk)
    )
    for unit_id in deepest:
        level = levels[unit_id]
        hundredths, basis = _value(given, level, expected.get(unit_id, set()))
        if unit_id != OFFICE:
            above = levels[structure.parent(unit_id)]
            above.values["unit", unit_id] = hundredths
            above.sole = basis
        yield Rolled(
            Level.UNIT if unit_id else Level.OFFICE,
            period_id,
            hundredths,
            level.count,
            level.owed,
            level.counted,
            basis,
            rank_of_total(given, period_id, hundredths),
            unit_id=unit_id or None,
        )


def _value(
    given: Gathered, level: _Level, expected: set[Member]
) -> tuple[int, dict[str, Any]]:
    """Return the value of a level in hundredths of a percent, and what it rests on."""
    if len(level.values) == 1 and level.sole is not None:
        (hundredths,) = level.values.values()
        return hundredths, level.sole
    plain = {"kind": "total", "total": level.total, "count": level.count}
    if not expected:
        return round_half_up(Fraction(level.total, level.count)), plain
    members = list(level.values)
    every = [*members, *sorted(expected - level.values.keys())]
    everything = [given.weights.get(member) for member in every]
    if weights_note(everything) == PARTLY:
        hundredths = round_half_up(Fraction(level.total, level.count))
        return hundredths, plain | {"note": PARTLY}
    weights = [given.weights.get(member) for member in members]
    values = list(level.values.values())
    mean = mean_of(values, weights=weights, all_weights=everything)
    basis = mean_basis(values, [pk for _what, pk in members], weights, None, mean)
    return mean.hundredths, basis | {"members": [what for what, _pk in members]}
