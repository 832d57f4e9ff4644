"""What adopting a decree would change in the registry, told before it is done."""

from dataclasses import dataclass

from tolok.decrees.comparing import compare_decrees
from tolok.decrees.comparison import Change, Comparison, Pair
from tolok.decrees.models import Decree
from tolok.decrees.queries import effective_content, with_adopted_text
from tolok.decrees.rows import Level, Row
from tolok.organisation.models import Unit
from tolok.organisation.queries import Viewer
from tolok.registry.continuing import Name, Successor, find_successors
from tolok.registry.models import RegistryVersion


@dataclass(frozen=True)
class Foreseen:
    """What adopting a decree would change, told before it is done.

    `before` is the decree that holds now, or that is amended, with what differs from it;
    both are None for an office without any.
    """

    version_number: int
    replaces: int | None
    before: Decree | None
    comparison: Comparison | None
    new_units: list[str]
    successors: list[Successor]
    new_positions: list[str]
    kept_positions: int
    left_positions: list[str]
    duties: int
    functions: int
    objectives: int
    indicators: int

    def indicators_that(self, change: Change) -> list[Pair]:
        """Return the indicators that changed in this way."""
        if self.comparison is None:
            return []
        return [
            pair
            for pair in self.comparison.pairs()
            if pair.level == Level.INDICATOR and change in pair.changes
        ]

    @property
    def new_rows(self) -> list[Row]:
        """Return the positions that no position of the decree before goes on as."""
        return [p.after for p in self._positions() if p.after and not p.before]

    @property
    def left_rows(self) -> list[Row]:
        """Return the positions of the decree before that none goes on from."""
        return [p.before for p in self._positions() if p.before and not p.after]

    def _positions(self) -> list[Pair]:
        if self.comparison is None:
            return []
        return [one.position for one in self.comparison.positions]

    @property
    def continuing(self) -> int:
        """Return how many indicators go on from one that holds now."""
        if self.comparison is None:
            return 0
        return sum(
            pair.before is not None and pair.after is not None
            for pair in self.comparison.pairs()
            if pair.level == Level.INDICATOR
        )


def foresee_adoption(*, decree: Decree, for_user: Viewer) -> Foreseen:
    """Return what a draft would add to the viewer's office, and what it leaves out.

    A position that the decree does not name stays, but without objectives from it; one
    that it names otherwise goes on under its new name (`successors`). The
    matching is that of the comparison, with what planners mended of it; three queries
    where the text of the decree in force is known already.
    """
    content = effective_content(decree)
    named = {unit["id"]: unit["name"] for unit in content["units"]}
    wanted = [(named.get(p["unit"], ""), p["title"]) for p in content["positions"]]
    rows = list(
        Unit.objects.filter(office_id=for_user.office_id)
        .order_by("order", "pk", "positions__order", "positions__pk")
        .values_list("name", "positions__title", "positions__pk")
    )
    units = {name for name, _title, _pk in rows}
    known = [(name, title) for name, title, _pk in rows if title]
    last, before, is_latest = _in_force(decree, for_user)
    comparison = compare_decrees(before=before, after=decree) if before else None
    successors = (
        find_successors(
            comparison=comparison,
            content=content,
            standing={(unit, title): pk for unit, title, pk in rows if pk},
        )
        if comparison is not None and is_latest
        else []
    )
    going_on = {_name_of(one.pair.before) for one in successors}
    standing = set(known) | {_name_of(one.pair.after) for one in successors}
    promised = set(wanted) | going_on
    positions = content["positions"]
    objectives = [o for position in positions for o in position["objectives"]]
    return Foreseen(
        version_number=(last or 0) + 1,
        replaces=last,
        before=before,
        comparison=comparison,
        new_units=[u["name"] for u in content["units"] if u["name"] not in units],
        successors=successors,
        new_positions=[key[1] for key in wanted if key not in standing],
        kept_positions=sum(key in standing for key in wanted),
        left_positions=[key[1] for key in known if key not in promised],
        duties=sum(len(position["duties"]) for position in positions),
        functions=sum(len(position["functions"]) for position in positions),
        objectives=len(objectives),
        indicators=sum(len(objective["indicators"]) for objective in objectives),
    )


def _name_of(row: Row | None) -> Name:
    return (row.unit_name, row.text) if row is not None else ("", "")


def _in_force(
    decree: Decree, for_user: Viewer
) -> tuple[int | None, Decree | None, bool]:
    """Return what holds before the draft.

    That is the number of the last version, the decree that holds before the draft, and
    whether none holds from a later day.
    """
    versions = list(
        RegistryVersion.objects.filter(office_id=for_user.office_id)
        .select_related("decree__file")
        .defer("decree__content", "decree__source_lines")
        .order_by("-number")
    )
    if not versions:
        return None, None, True
    day = decree.starts_on
    followed = [v.decree for v in versions if v.decree_id == decree.follows_id]
    holding = [
        v.decree
        for v in sorted(versions, key=lambda v: (v.valid_from, v.number), reverse=True)
        if day is None or v.valid_from <= day
    ]
    before = next(iter(followed or holding), None)
    return (
        versions[0].number,
        with_adopted_text(before) if before else None,
        day is None or all(version.valid_from <= day for version in versions),
    )
