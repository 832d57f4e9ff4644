"""Compare two decrees: what was added, dropped, reworded, moved and what stayed.

Pure: two `tolok-decree/1` objects in, a `Comparison` out; no database, no clock. Rows are
matched by likeness, not by number; each match states its score, and a person's mends
(`Mend`) win over it. `compare(a, b)` turned round is `compare(b, a)` with added and
dropped exchanged.
"""

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from tolok.decrees import matching
from tolok.decrees.rows import LISTS, Level, Row, Side, rows_of
from tolok.reader.lint.likeness import folded


class Change(StrEnum):
    """What became of a row."""

    ADDED = "added"
    DROPPED = "dropped"
    REWORDED = "reworded"
    MOVED = "moved"
    REVALUED = "revalued"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Pair:
    """A row before and after; one of them None where it was added or dropped.

    `score` is the likeness, 0 to 1; `by_hand` tells that a person made the match.
    """

    level: Level
    before: Row | None
    after: Row | None
    changes: tuple[Change, ...]
    score: float = 0.0
    by_hand: bool = False

    @cached_property
    def words(self) -> list[tuple[str, str]]:
        """The text as runs of (`same`, `dropped` or `added`, words)."""
        return word_changes(
            self.before.text if self.before else "",
            self.after.text if self.after else "",
        )

    @cached_property
    def values(self) -> list[tuple[str, str, str]]:
        """What else differs: (field, before, after); blank where there was nothing."""
        if self.before is None or self.after is None:
            return []
        old, new = dict(self.before.values), dict(self.after.values)
        return [
            (name, old.get(name, ""), new.get(name, ""))
            for name in dict.fromkeys([*old, *new])
            if old.get(name, "") != new.get(name, "")
        ]

    @property
    def row(self) -> Row:
        """The row as it is now, or was last."""
        row = self.after or self.before
        if row is None:
            raise ValueError("a pair holds at least one row")
        return row


@dataclass(frozen=True, slots=True)
class Mend:
    """A person's word: these two rows are one (`are_one`), or they are not."""

    level: Level
    before: str
    after: str
    are_one: bool


@dataclass(frozen=True)
class ComparedPosition:
    """One position, before and after, with what stands under it."""

    position: Pair
    rows: tuple[Pair, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the position or anything under it changed."""
        return any(
            pair.changes != (Change.UNCHANGED,) for pair in (self.position, *self.rows)
        )


@dataclass(frozen=True)
class Comparison:
    """Two decrees compared, position by position in the later one's order."""

    positions: tuple[ComparedPosition, ...]
    lost_mends: int = 0

    def pairs(self) -> Iterator[Pair]:
        """Every pair, each position before what stands under it."""
        for compared in self.positions:
            yield compared.position
            yield from compared.rows

    @cached_property
    def counts(self) -> dict[Level, Counter[Change]]:
        """How many rows of each level changed how; a row may be reworded and moved."""
        counts: dict[Level, Counter[Change]] = {level: Counter() for level in Level}
        for pair in self.pairs():
            counts[pair.level].update(pair.changes)
        return counts

    @cached_property
    def total(self) -> Counter[Change]:
        """How many rows changed how, over all levels."""
        return sum(self.counts.values(), Counter())


def compare(
    before: Mapping[str, Any], after: Mapping[str, Any], mends: Sequence[Mend] = ()
) -> Comparison:
    """Compare two decrees in the form `tolok-decree/1`.

    A mend whose rows are no longer there is counted in `lost_mends` and otherwise ignored.
    """
    old, new = rows_of(before), rows_of(after)
    paired: dict[Level, dict[int, tuple[int, float, bool]]] = {}
    lost = 0
    for level in (Level.POSITION, *LISTS):
        forced, forbidden, gone = _mends_of(level, mends, old, new)
        lost += gone
        match = _match_positions if level == Level.POSITION else _match_rows
        found = match(level, old, new, paired, forced, forbidden)
        paired[level] = {
            i: (
                j,
                _score(old.rows[level][i], new.rows[level][j]),
                forced.get(i) == j,
            )
            for i, j in found.items()
        }
    pairs = _pairs(old, new, paired)
    return Comparison(_by_position(pairs, old, new, paired[Level.POSITION]), lost)


def word_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Tell two texts apart word by word."""
    old, new = before.split(), after.split()
    changes: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            changes.append(("same", " ".join(old[a:b])))
            continue
        if b > a:
            changes.append(("dropped", " ".join(old[a:b])))
        if d > c:
            changes.append(("added", " ".join(new[c:d])))
    return changes


# Matching.

_Paired = Mapping[Level, Mapping[int, tuple[int, float, bool]]]


def _mends_of(
    level: Level, mends: Sequence[Mend], old: Side, new: Side
) -> tuple[dict[int, int], set[tuple[int, int]], int]:
    before = {row.key: index for index, row in enumerate(old.rows[level])}
    after = {row.key: index for index, row in enumerate(new.rows[level])}
    forced: dict[int, int] = {}
    forbidden: set[tuple[int, int]] = set()
    gone = 0
    for mend in mends:
        if mend.level != level:
            continue
        i, j = before.get(mend.before), after.get(mend.after)
        if i is None or j is None:
            gone += 1
        elif mend.are_one:
            forced = {one: other for one, other in forced.items() if other != j}
            forced[i] = j
            forbidden.discard((i, j))
        else:
            forbidden.add((i, j))
            if forced.get(i) == j:
                del forced[i]
    return forced, forbidden, gone


def _match_positions(
    level: Level,
    old: Side,
    new: Side,
    _paired: _Paired,
    forced: Mapping[int, int],
    forbidden: set[tuple[int, int]],
) -> dict[int, int]:
    """Positions: by unit and title, then by title, then by likeness of both and contents."""
    pairing = _Pairing(old.rows[level], new.rows[level], forced, forbidden)
    pairing.take_equals(lambda row: (folded(row.unit_name), folded(row.text)))
    pairing.take_equals(lambda row: folded(row.text))
    words = [_contents(side) for side in (old, new)]

    def score(i: int, j: int) -> float:
        one, other = pairing.before[i], pairing.after[j]
        title = matching.likeness(one.text, other.text)
        unit = matching.likeness(one.unit_name, other.unit_name)
        return 0.6 * title + 0.15 * unit + 0.25 * _overlap(words[0][i], words[1][j])

    pairing.take_alike(score, least=matching.ALIKE)
    return pairing.pairs


def _contents(side: Side) -> dict[int, frozenset[str]]:
    words: dict[int, set[str]] = defaultdict(set)
    for row in side.rows[Level.INDICATOR]:
        words[row.position].add(folded(row.text))
    return defaultdict(frozenset, {k: frozenset(v) for k, v in words.items()})


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    whole = len(one | other)
    return len(one & other) / whole if whole else 0.0


def _match_rows(
    level: Level,
    old: Side,
    new: Side,
    paired: _Paired,
    forced: Mapping[int, int],
    forbidden: set[tuple[int, int]],
) -> dict[int, int]:
    """Rows of a position first within its pair, then, more strictly, among all positions."""
    pairing = _Pairing(old.rows[level], new.rows[level], forced, forbidden)
    positions = {i: j for i, (j, _score, _hand) in paired[Level.POSITION].items()}
    objectives = {i: j for i, (j, _s, _h) in paired.get(Level.OBJECTIVE, {}).items()}
    homes = [
        [row.position for row in pairing.before],
        [row.position for row in pairing.after],
    ]
    by_home: dict[int, tuple[list[int], list[int]]] = {i: ([], []) for i in positions}
    after_home = {j: i for i, j in positions.items()}
    for index, home in enumerate(homes[0]):
        if home in by_home:
            by_home[home][0].append(index)
    for index, home in enumerate(homes[1]):
        if home in after_home:
            by_home[after_home[home]][1].append(index)

    def score(i: int, j: int) -> float:
        one, other = pairing.before[i], pairing.after[j]
        text = matching.likeness(one.text, other.text)
        if text < matching.ALIKE:
            return 0.0
        together = (
            one.objective is not None
            and objectives.get(one.objective) == other.objective
        )
        return text + (0.02 if together else 0.0)

    for left, right in by_home.values():
        pairing.take_equals(
            lambda row: (
                _objective_of(row, objectives, pairing.is_before(row)),
                folded(row.text),
            ),
            left,
            right,
        )
        pairing.take_equals(lambda row: folded(row.text), left, right)
        pairing.take_alike(score, left, right, least=matching.ALIKE)
    pairing.take_equals(lambda row: folded(row.text))
    pairing.take_alike(score, least=matching.ALIKE_ELSEWHERE)
    return pairing.pairs


def _objective_of(
    row: Row, objectives: Mapping[int, int], is_before: bool
) -> int | None:
    """The objective of a row as the later decree numbers it, so that both sides agree."""
    if row.objective is None or not is_before:
        return row.objective
    return objectives.get(row.objective, -1 - row.objective)


class _Pairing:
    """Pairs found so far between two lists of rows; what is left is tried further."""

    def __init__(
        self,
        before: Sequence[Row],
        after: Sequence[Row],
        forced: Mapping[int, int],
        forbidden: set[tuple[int, int]],
    ) -> None:
        self.before, self.after = before, after
        self.pairs = dict(forced)
        self._taken = set(forced.values())
        self._forbidden = forbidden
        self._old = {id(row) for row in before}

    def is_before(self, row: Row) -> bool:
        """Whether the row is one of the earlier decree."""
        return id(row) in self._old

    def _left(
        self, left: Iterable[int] | None, right: Iterable[int] | None
    ) -> tuple[list[int], list[int]]:
        lefts = range(len(self.before)) if left is None else left
        rights = range(len(self.after)) if right is None else right
        return (
            [i for i in lefts if i not in self.pairs],
            [j for j in rights if j not in self._taken],
        )

    def take_equals(
        self,
        key: Any,
        left: Iterable[int] | None = None,
        right: Iterable[int] | None = None,
    ) -> None:
        """Pair rows of one key, in their order."""
        lefts, rights = self._left(left, right)
        found = matching.pair_equals(
            [key(self.before[i]) for i in lefts], [key(self.after[j]) for j in rights]
        )
        self._keep({lefts[a]: rights[b] for a, b in found.items()})

    def take_alike(
        self,
        score: Any,
        left: Iterable[int] | None = None,
        right: Iterable[int] | None = None,
        *,
        least: float,
    ) -> None:
        """Pair the rest by the best sum of scores, none below `least`."""
        lefts, rights = self._left(left, right)
        if not lefts or not rights:
            return
        tried = matching.candidates(
            [self.before[i].text for i in lefts], [self.after[j].text for j in rights]
        )
        weights = matching.score_all(
            ((a, b) for a, b in tried if (lefts[a], rights[b]) not in self._forbidden),
            lambda a, b: score(lefts[a], rights[b]),
            least=least,
        )
        found = matching.best_pairs(
            weights,
            [self._name(self.before[i]) for i in lefts],
            [self._name(self.after[j]) for j in rights],
        )
        self._keep({lefts[a]: rights[b] for a, b in found.items()})

    @staticmethod
    def _name(row: Row) -> tuple[str, str, str, str]:
        return (row.text, row.position_title, row.unit_name, row.key)

    def _keep(self, found: Mapping[int, int]) -> None:
        for i, j in found.items():
            if (i, j) not in self._forbidden:
                self.pairs[i] = j
                self._taken.add(j)


def _score(before: Row, after: Row) -> float:
    return matching.likeness(before.text, after.text)


# What became of each pair.


def _pairs(old: Side, new: Side, paired: _Paired) -> Iterator[Pair]:
    for level in (Level.POSITION, *LISTS):
        before, after = old.rows[level], new.rows[level]
        matches = paired[level]
        moved = _moved(before, after, matches, paired)
        for i, (j, score, by_hand) in matches.items():
            pair = Pair(level, before[i], after[j], (), score, by_hand)
            changes = []
            if before[i].text != after[j].text:
                changes.append(Change.REWORDED)
            if i in moved:
                changes.append(Change.MOVED)
            if pair.values:
                changes.append(Change.REVALUED)
            yield replace(pair, changes=tuple(changes) or (Change.UNCHANGED,))
        reached = {j for j, _score, _hand in matches.values()}
        for i, row in enumerate(before):
            if i not in matches:
                yield Pair(level, row, None, (Change.DROPPED,))
        for j, row in enumerate(after):
            if j not in reached:
                yield Pair(level, None, row, (Change.ADDED,))


def _moved(
    before: Sequence[Row],
    after: Sequence[Row],
    matches: Mapping[int, tuple[int, float, bool]],
    paired: _Paired,
) -> set[int]:
    """The earlier rows that now stand elsewhere: position, objective, unit or order."""
    moved: set[int] = set()
    stayed: dict[tuple[int, int | None], list[tuple[int, int]]] = defaultdict(list)
    positions = paired.get(Level.POSITION, {})
    objectives = paired.get(Level.OBJECTIVE, {})
    for i, (j, _score, _hand) in matches.items():
        one, other = before[i], after[j]
        if one.level == Level.POSITION:
            if folded(one.unit_name) != folded(other.unit_name):
                moved.add(i)
            else:
                stayed[(0, None)].append((i, j))
            continue
        home = positions.get(one.position, (None,))[0]
        parent = (
            None if one.objective is None else objectives.get(one.objective, (None,))[0]
        )
        if home != other.position or (
            one.objective is not None and parent != other.objective
        ):
            moved.add(i)
        else:
            stayed[(one.position, one.objective)].append((i, j))
    for group in stayed.values():
        earlier = sorted(group)
        later = sorted(group, key=lambda pair: pair[1])
        place = {pair: index for index, pair in enumerate(earlier)}
        left = matching.moved_rows(
            [place[pair] for pair in later],
            [before[i].text for i, _j in earlier],
            [after[j].text for _i, j in later],
        )
        moved |= {later[index][0] for index in left}
    return moved


def _by_position(
    pairs: Iterable[Pair],
    old: Side,
    new: Side,
    positions: Mapping[int, tuple[int, float, bool]],
) -> tuple[ComparedPosition, ...]:
    """Positions in the later decree's order, each dropped one after the one it followed."""
    slots: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    heads: dict[tuple[str, int], Pair] = {}
    for pair in pairs:
        if pair.after is not None:
            slot = ("after", pair.after.position)
        elif pair.row.position in positions:
            slot = ("after", positions[pair.row.position][0])
        else:
            slot = ("before", pair.row.position)
        if pair.level == Level.POSITION:
            heads[slot] = pair
        else:
            slots[slot].append(pair)
    followers: dict[int, list[int]] = defaultdict(list)
    last = -1
    for i in range(len(old.rows[Level.POSITION])):
        if i in positions:
            last = positions[i][0]
        else:
            followers[last].append(i)
    order = [("before", i) for i in followers[-1]]
    for j in range(len(new.rows[Level.POSITION])):
        order += [("after", j), *(("before", i) for i in followers[j])]
    return tuple(
        ComparedPosition(heads[slot], tuple(sorted(slots[slot], key=_reading_order)))
        for slot in order
    )


def _reading_order(pair: Pair) -> tuple[int, int, int, int]:
    """Duties, functions, then each objective before its indicators; dropped rows last."""
    row, dropped = pair.row, int(pair.after is None)
    if pair.level in (Level.DUTY, Level.FUNCTION):
        return int(pair.level == Level.FUNCTION), dropped, row.order, 0
    if pair.level == Level.OBJECTIVE:
        return 2, dropped, row.order, -1
    return 2, dropped, row.objective_order, row.order
