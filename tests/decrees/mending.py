"""The cast's office a year later, with one indicator that only a person can pair."""

from copy import deepcopy

from tests.cast import POSITIONS, UNITS, Cast
from tolok.decrees import actions, comparing, mending
from tolok.decrees.comparison import Pair
from tolok.decrees.models import Decree, MatchMend
from tolok.decrees.rows import Level
from tolok.demo.drafting import write_decree


OLD, NEW = "Jumlah Surat yang Dicatat", "Tingkat Kerapian Agenda Persuratan"


def next_year_draft(cast: Cast, number: str = "188/1/2027") -> Decree:
    """Bring the office's decree of 2027: `OLD` has wholly other words, `NEW`."""
    positions = deepcopy(POSITIONS)
    for position in positions:
        position.objectives[:] = [
            (goal, [NEW if text == OLD else text for text in texts])
            for goal, texts in position.objectives
        ]
    body = write_decree(
        office=cast.office.name,
        region="Kabupaten Sukamaju",
        year=2027,
        number=number,
        units=UNITS,
        positions=positions,
    )
    return actions.import_decree(
        content=body, name="sk-2027.json", by=cast.viewer("planner"), at=cast.at()
    )


def seen(cast: Cast, after: Decree, words: str) -> Pair:
    """Return the pair in which an indicator of these words stands."""
    found = comparing.compare_decrees(before=cast.decree, after=after)
    return next(
        pair
        for pair in found.pairs()
        if pair.level == Level.INDICATOR
        and words in {row.text for row in (pair.before, pair.after) if row}
    )


def mend_indicator(
    cast: Cast, after: Decree, are_one: bool = True, key: str = "planner"
) -> MatchMend:
    """Pair `OLD` with `NEW` as this person, or part them."""
    old, new = seen(cast, after, OLD).before, seen(cast, after, NEW).after
    return mending.mend_match(
        before=cast.decree,
        after=after,
        level=Level.INDICATOR,
        before_key=old.key,
        after_key=new.key,
        are_one=are_one,
        by=cast.viewer(key),
        at=cast.at(),
    )
