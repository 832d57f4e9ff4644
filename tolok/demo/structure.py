"""Draft the units and positions of a made-up office of any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tolok.demo.drafting import DraftPosition, DraftUnit
from tolok.demo.wording import INDICATORS, SECTIONS, STAFF


PEOPLE_IN_BRANCH = 60


@dataclass(frozen=True)
class Shape:
    """How many units of each kind an office of some size has."""

    sections: int
    fields: int
    branches: int

    @classmethod
    def of(cls, people: int, in_branch: float = PEOPLE_IN_BRANCH) -> "Shape":
        """Return the shape of an office of so many people."""
        if people < 20:
            return cls(0, 1, 0)
        if people < 60:
            return cls(2, 2, 0)
        besides = min(180, 3 * in_branch + 60)
        return cls(3, 4, max(0, int((people - besides) / in_branch)))


def draft_structure(
    *,
    office: str,
    people: int,
    dice: Random,
    in_branch: float = PEOPLE_IN_BRANCH,
    objectives: Sequence[int] = (2, 3),
) -> tuple[list[DraftUnit], list[DraftPosition]]:
    """Return the units and positions of an office of so many people.

    Leaders first take a seat each; there are never more staff positions than people
    left to fill them.
    """
    shape = Shape.of(people, in_branch)
    many = tuple(objectives)
    units = [
        DraftUnit("u1", office, "dinas"),
        DraftUnit("u2", "Sekretariat", "sekretariat", "u1"),
    ]
    positions = [
        _leader("p1", f"Kepala {office}", "u1", None, "jpt", dice, many),
        _leader("p2", f"Sekretaris {office}", "u2", "p1", "administrator", dice, many),
    ]

    def add(name: str, kind: str, parent: str, above: str, level: str) -> None:
        key = f"u{len(units) + 1}"
        units.append(DraftUnit(key, name, kind, parent))
        positions.append(
            _leader(
                f"p{len(positions) + 1}",
                f"Kepala {name}",
                key,
                above,
                level,
                dice,
                many,
            )
        )

    subject = office.removeprefix("Dinas ")
    for at in range(shape.sections):
        add(f"Sub Bagian {SECTIONS[at]}", "sub_bagian", "u2", "p2", "pengawas")
    for at in range(shape.fields):
        add(f"Bidang {subject} {'ABCD'[at]}", "bidang", "u1", "p1", "administrator")
    for at in range(shape.branches):
        add(f"UPTD {subject} Wilayah {at + 1}", "uptd", "u1", "p1", "pengawas")
    leads = {position.unit: position.key for position in positions}
    left = people - len(positions)
    wanted = [
        (unit.key, leads[unit.key], title, level)
        for title, level in STAFF
        for unit in units[2:]
    ][:left]
    for key, above, title, level in wanted:
        positions.append(
            _position(f"p{len(positions) + 1}", title, key, above, level, dice, many)
        )
    return units, positions


def _leader(
    key: str,
    title: str,
    unit: str,
    above: str | None,
    level: str,
    dice: Random,
    objectives: tuple[int, ...],
) -> DraftPosition:
    return _position(key, title, unit, above, level, dice, objectives, kind="leader")


def _position(
    key: str,
    title: str,
    unit: str,
    above: str | None,
    level: str,
    dice: Random,
    objectives: tuple[int, ...],
    kind: str = "staff",
) -> DraftPosition:
    chosen = dice.sample(INDICATORS[kind], k=dice.choice(objectives))
    return DraftPosition(
        key=key,
        title=title,
        unit=unit,
        superior=above,
        position_class=level,
        objectives=[
            (objective, indicators[: dice.choice((1, 2))])
            for objective, indicators in chosen
        ],
    )
