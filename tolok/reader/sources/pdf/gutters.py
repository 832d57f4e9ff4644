"""Gutters: the columns of an aligned table, from what its lines leave blank.

Where headings stand too close or at too many heights to be told apart by themselves, the
lines below them tell: what they all leave blank may part two columns. Of all ways to part
the table there, that one is taken by which most of its columns have a heading we know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tolok.reader.parse.columns import field_of, is_heading, read_columns
from tolok.reader.sources.pdf.headings import (
    WORDS_APART,
    Interval,
    Layout,
    above_periods,
    groups,
    numbers_of,
)
from tolok.reader.sources.pdf.marks import TextLine, Word, lines_of


_BODY_LINES = (14, 9, 5, 3, 2)
_NARROWEST = 0.3  # of the letters' size
_WIDE = 0.9
_SAME_START = 1.5
_MOST_GAPS = 40
_LONGEST_HEADING = 120
_FEWEST_KNOWN = 2

# What a column is worth by its heading, and what a gap costs that few lines bear out.
_KNOWN = 2.0
_UNKNOWN = -2.0
_EMPTY = -4.0
_SAID_TWICE = -3.0
_DOUBTED_GAP = -1.5
_BEGUN_AT = 0.1  # for each line below that has a text begin behind the gap
_MOST_BEGUN = 6
_WIDTH = 0.15  # for each letter's size that the gap is wide
_MOST_WIDTH = 3.0
_MISNUMBERED = -10.0
_NUMBERED = 3.0
_MANY = ("target", "left_out")


@dataclass(frozen=True, slots=True)
class _Gap:
    start: float
    end: float
    begins: int
    width_em: float
    doubted: bool

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def layout_by_gutters(
    head: Sequence[TextLine], body: Sequence[TextLine]
) -> tuple[float, Layout] | None:
    """The columns of a head by what the lines below leave blank, and how well they read."""
    best: tuple[float, Layout] | None = None
    tried = 0
    for count in _BODY_LINES:
        lines = body[:count]
        if not lines or len(lines) == tried:
            continue
        tried = len(lines)
        found = _Parting(head, lines).best()
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best and (_worth_of_head(best[1], body[0]), best[1])


def _worth_of_head(layout: Layout, below: TextLine) -> float:
    """How well these headings read, whatever bears out the gaps; a row of numbers agrees."""
    count = len(layout.columns)
    numbered = len(numbers_of(below)) == count
    return count - 2 * layout.unknown + (_NUMBERED if numbered else 0.0)


class _Parting:
    def __init__(self, head: Sequence[TextLine], body: Sequence[TextLine]) -> None:
        self._head = head
        self._body = body
        self._pieces = [
            piece for line in head for piece in groups(line.words, WORDS_APART)
        ]
        self._numbers = next((n for line in body[:1] if (n := numbers_of(line))), [])
        self._gaps = self._find_gaps()

    def best(self) -> tuple[float, Layout] | None:
        """The parting whose columns have the best headings; None if it is no such table."""
        if not 0 < len(self._gaps) <= _MOST_GAPS:
            return None
        last = len(self._gaps) + 1
        ways: list[dict[frozenset[str], tuple[float, list[int]]]] = [
            {} for _ in range(last + 1)
        ]
        ways[0][frozenset()] = (0.0, [])
        for end in range(1, last + 1):
            for start in range(end):
                if ways[start]:
                    self._extend(ways, start, end)
        found = max(ways[last].values(), key=lambda way: way[0], default=None)
        return None if found is None else self._as_layout(*found)

    def _extend(
        self,
        ways: list[dict[frozenset[str], tuple[float, list[int]]]],
        start: int,
        end: int,
    ) -> None:
        worth, field = self._worth(start, end)
        for fields, (before, way) in ways[start].items():
            again = field is not None and field in fields and field not in _MANY
            total = before + worth + (_SAID_TWICE if again else 0.0)
            now = fields if field is None or field in _MANY else fields | {field}
            if now not in ways[end] or total > ways[end][now][0]:
                ways[end][now] = (total, [*way, end])

    def _worth(self, start: int, end: int) -> tuple[float, str | None]:
        """What a column between two gaps (0 and the last: the edges) is worth; its field."""
        left, right = self._edge(start), self._edge(end)
        worth = 0.0
        if end <= len(self._gaps):
            gap = self._gaps[end - 1]
            worth += _BEGUN_AT * min(gap.begins, _MOST_BEGUN)
            worth += _WIDTH * min(gap.width_em, _MOST_WIDTH)
            worth += _DOUBTED_GAP if gap.doubted else 0.0
        if self._numbers and sum(left < x < right for x in self._numbers) != 1:
            worth += _MISNUMBERED
        text = _text(self._words(start, end))
        if not text:
            return worth + _EMPTY, None
        if len(text) > _LONGEST_HEADING or not is_heading(text):
            return worth + _UNKNOWN, None
        return worth + _KNOWN, field_of(text) or "target"

    def _edge(self, index: int) -> float:
        if index == 0:
            return float("-inf")
        if index > len(self._gaps):
            return float("inf")
        return self._gaps[index - 1].middle

    def _words(self, start: int, end: int) -> list[Word]:
        """The words of the head between two gaps, save those of headings over several columns."""
        left, right = self._edge(start), self._edge(end)
        return [
            word
            for piece in self._pieces
            if left <= piece[0].x0 and piece[-1].x1 <= right
            for word in piece
        ]

    def _as_layout(self, worth: float, way: list[int]) -> tuple[float, Layout] | None:
        bounds = [0, *way]
        stacks = [self._words(one, other) for one, other in pairwise(bounds)]
        above = above_periods(stacks)
        stacks = [[word for word in stack if word not in above] for stack in stacks]
        texts = [_text(stack) for stack in stacks]
        known = sum(1 for text in texts if is_heading(text))
        if known < _FEWEST_KNOWN or len(texts) - known > known // 2:
            return None
        columns = read_columns([[text] for text in texts])
        if columns is None:
            return None
        held = {id(word) for stack in stacks for word in stack}
        over = frozenset(
            word for piece in self._pieces for word in piece if id(word) not in held
        )
        free: list[list[Interval]] = [
            [(self._gaps[at - 1].start, self._gaps[at - 1].end)] for at in way[:-1]
        ]
        spans = [
            (min(w.x0 for w in stack), max(w.x1 for w in stack))
            if stack
            else (0.0, 0.0)
            for stack in stacks
        ]
        centres = [(start + end) / 2 for start, end in spans]
        return worth, Layout(centres, free, columns, spanning=over)

    # Gaps

    def _find_gaps(self) -> list[_Gap]:
        """What all lines below leave blank and no heading covers but one over several."""
        words = [word for line in self._body for word in line.words]
        size = sorted(word.size for word in words)[len(words) // 2]
        taken = [(word.x0, word.x1) for word in words]
        under = [p for p in self._pieces if not self._is_over(p, taken)]
        taken += [(piece[0].x0, piece[-1].x1) for piece in under]
        gaps: list[_Gap] = []
        end = float("-inf")
        for x0, x1 in sorted(taken):
            if end > float("-inf") and x0 - end >= _NARROWEST * size:
                begins = sum(
                    1
                    for line in self._body
                    if any(abs(word.x0 - x0) <= _SAME_START for word in line.words)
                )
                narrow = x0 - end < _WIDE * size and not self._numbers
                doubted = narrow and begins < 2
                gaps.append(_Gap(end, x0, begins, (x0 - end) / size, doubted))
            end = max(end, x1)
        return gaps

    def _is_over(self, piece: list[Word], taken: Sequence[Interval]) -> bool:
        """Do two headings stand side by side below this one, or on both sides below it?

        The latter where no text of the table stands under it.
        """
        x0, x1, base = piece[0].x0, piece[-1].x1, piece[0].base
        if not any(start < x1 and end > x0 for start, end in taken):
            low = [p for p in self._pieces if p[0].base > base + 0.5 * piece[0].size]
            if any(p[-1].x1 <= x0 for p in low) and any(p[0].x0 >= x1 for p in low):
                return True
        reach = 1.5 * piece[0].size
        below = [
            other
            for other in self._pieces
            if other[0].base > base + 0.5 * piece[0].size
            and other[0].x0 < x1 + reach
            and other[-1].x1 > x0 - reach
        ]
        heights = {round(other[0].base) for other in below}
        return len(below) > len(heights)


def _text(words: Sequence[Word]) -> str:
    return " ".join(line.text for line in lines_of(list(words)))
