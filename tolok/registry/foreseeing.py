"""What adopting a decree would change in the registry, told before it is done."""

from dataclasses import dataclass

from tolok.decrees.comparing import compare_decrees
from tolok.decrees.comparison import Change, Comparison, Pair
from tolok.decrees.models import Decree
from tolok.decrees.queries import effective_content, with_adopted_text
from tolok.decrees.rows import Level
from tolok.organisation.models import Unit
from tolok.organisation.queries import Viewer
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

    A position that the decree does not name stays, but without objectives from it. The
    matching is that of the comparison, with what planners mended of it; three queries
    where the text of the decree in force is known already.
    """
    content = effective_content(decree)
    named = {unit["id"]: unit["name"] for unit in content["units"]}
    wanted = [(named.get(p["unit"], ""), p["title"]) for p in content["positions"]]
    rows = list(
        Unit.objects.filter(office_id=for_user.office_id)
        .order_by("order", "pk", "positions__order", "positions__pk")
        .values_list("name", "positions__title")
    )
    units = {name for name, _title in rows}
    known = [(name, title) for name, title in rows if title]
    last, before = _in_force(decree, for_user)
    standing, promised = set(known), set(wanted)
    positions = content["positions"]
    objectives = [o for position in positions for o in position["objectives"]]
    return Foreseen(
        version_number=(last or 0) + 1,
        replaces=last,
        before=before,
        comparison=compare_decrees(before=before, after=decree) if before else None,
        new_units=[u["name"] for u in content["units"] if u["name"] not in units],
        new_positions=[key[1] for key in wanted if key not in standing],
        kept_positions=sum(key in standing for key in wanted),
        left_positions=[key[1] for key in known if key not in promised],
        duties=sum(len(position["duties"]) for position in positions),
        functions=sum(len(position["functions"]) for position in positions),
        objectives=len(objectives),
        indicators=sum(len(objective["indicators"]) for objective in objectives),
    )


def _in_force(decree: Decree, for_user: Viewer) -> tuple[int | None, Decree | None]:
    """Return the number of the last version, and the decree that holds before the draft."""
    versions = list(
        RegistryVersion.objects.filter(office_id=for_user.office_id)
        .select_related("decree__file")
        .defer("decree__content", "decree__source_lines")
        .order_by("-number")
    )
    if not versions:
        return None, None
    day = decree.starts_on
    followed = [v.decree for v in versions if v.decree_id == decree.follows_id]
    holding = [
        v.decree
        for v in sorted(versions, key=lambda v: (v.valid_from, v.number), reverse=True)
        if day is None or v.valid_from <= day
    ]
    before = next(iter(followed or holding), None)
    return versions[0].number, with_adopted_text(before) if before else None
