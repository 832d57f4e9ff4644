"""Headings: which columns the head of an aligned table names.

Where a row numbers the columns (`(1) | (2) | (3)`), it tells how many there are and about
where they stand; headings of several lines, set in the middle of their height, are shared
out among them. Elsewhere columns are told by the headings alone. A heading that spans
several columns (`TARGET` over `TW I` to `TW IV`) stands above theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tolok.reader.parse.columns import (
    Column,
    field_of,
    is_heading,
    is_of_headings,
    is_period,
    read_columns,
)
from tolok.reader.sources.pdf.marks import TextLine, Word, lines_of


WORDS_APART = 0.42
_HEADINGS_APART = 0.85
_NARROWEST_GAP = 0.25
_SAME_START = 1.0
_FEWEST_NUMBERED = 3
# Of its width: so much of a heading lies over a column that it belongs to it.
_LIES_OVER = 0.2
_LONGEST_SPANNING = 60
_SAME_MIDDLE = 6.0
# Of the letters' size: so far beside it may the columns stand that a short heading spans.
_BESIDE = 1.5

Interval = tuple[float, float]


@dataclass
class Layout:
    """The columns of an aligned table: middles of the headings, and what lies free between.

    `starts` are the x at which the text of each column begins; `spanning` are words of
    headings over several columns, which belong to none of them.
    """

    centres: list[float]
    free: list[list[Interval]]
    columns: list[Column]
    starts: list[float] = field(default_factory=list)
    spanning: frozenset[Word] = frozenset()

    def edges(
        self, left: float, right: float, body: Sequence[TextLine] = ()
    ) -> list[float]:
        """Where the columns part: where most of the body's texts begin, else the widest gap."""
        begins = [
            group[0].x0
            for line in body
            if not all(word.text.strip("().").isdigit() for word in line.words)
            for group in groups(line.words, WORDS_APART)
        ]

        def worth(gap: Interval) -> tuple[int, float]:
            beginning = sum(1 for x in begins if abs(x - gap[1]) <= _SAME_START)
            return (min(beginning, 1), gap[1] - gap[0])

        inner = []
        for intervals in self.free:
            start, end = max(intervals, key=worth)
            inner.append((start + end) / 2)
        return [left, *inner, right]

    @property
    def unknown(self) -> int:
        """How many columns have a heading that we do not know."""
        return sum(1 for column in self.columns if not is_heading(column.heading))


def layout_of(head: Sequence[TextLine]) -> Layout | None:
    """Columns of headings, if these lines are the head of a table of indicators."""
    words = [word for line in head for word in line.words]
    found = _layout(groups(words, _HEADINGS_APART), head)
    over = _over_several(head)
    if not over:
        return found
    inner = [word for word in words if word not in over]
    parted = _layout(groups(inner, _HEADINGS_APART), head, over)
    if parted is None or (found is not None and found.unknown < parted.unknown):
        return found
    return parted


def layout_above(
    numbers: Sequence[float], head: Sequence[TextLine], body: Sequence[TextLine]
) -> Layout | None:
    """Columns whose middles a row of numbers tells, with the headings above it.

    `body` are the lines that may stand below; those that leave the columns apart narrow
    what is free between them.
    """
    free = [[pair] for pair in pairwise(numbers)]
    for line in body:
        narrower = narrowed(free, [line])
        if narrower is None:
            break
        free = narrower
    widest = [max(gaps, key=lambda gap: gap[1] - gap[0]) for gaps in free]
    inner = [(start + end) / 2 for start, end in widest]
    edges = [float("-inf"), *inner, float("inf")]
    stacks: list[list[Word]] = [[] for _ in numbers]
    over: set[Word] = set()
    for line in head:
        for piece in groups(line.words, WORDS_APART):
            own = _number_under(piece, numbers)
            if own is not None:
                stacks[own] += piece
                continue
            held = _columns_under(piece, edges)
            if len(held) > 1 and _is_spanning(piece):
                over.update(piece)
                continue
            for word in piece:
                stacks[_column_at((word.x0 + word.x1) / 2, edges)].append(word)
    over.update(above_periods(stacks))
    stacks = [[word for word in stack if word not in over] for stack in stacks]
    texts = [_text(stack) for stack in stacks]
    known = sum(1 for text in texts if is_heading(text))
    if known < _FEWEST_NUMBERED - 1 or len(texts) - known > known // 2:
        return None
    columns = read_columns([[text] for text in texts])
    if columns is None:
        return None
    plain = [
        TextLine(kept)
        for line in head
        if (kept := [word for word in line.words if word not in over])
    ]
    between = narrowed(free, plain) or free
    return Layout(list(numbers), between, columns, spanning=frozenset(over))


def numbers_of(line: TextLine) -> list[float]:
    """The middles of the numbers 1, 2, 3 … if the line numbers columns; else nothing."""
    texts = [word.text.strip("().") for word in line.words]
    if len(texts) < _FEWEST_NUMBERED:
        return []
    if texts != [str(number) for number in range(1, len(texts) + 1)]:
        return []
    if any(b.x0 - a.x1 < a.size for a, b in pairwise(line.words)):
        return []
    return [(word.x0 + word.x1) / 2 for word in line.words]


def groups(words: Sequence[Word], apart: float) -> list[list[Word]]:
    """Words in columns: those that overlap or nearly touch in x stand in one."""
    found: list[list[Word]] = []
    end = 0.0
    for word in sorted(words, key=lambda word: word.x0):
        if found and word.x0 - end < apart * word.size:
            found[-1].append(word)
            end = max(end, word.x1)
        else:
            found.append([word])
            end = word.x1
    return found


def narrowed(
    free: list[list[Interval]], lines: Sequence[TextLine]
) -> list[list[Interval]] | None:
    """What the lines leave free between the columns; None if somewhere nothing is left."""
    left = [list(intervals) for intervals in free]
    for line in lines:
        least = _NARROWEST_GAP * line.size
        for group in groups(line.words, WORDS_APART):
            start, end = group[0].x0, max(word.x1 for word in group)
            left = [
                [
                    piece
                    for interval in intervals
                    for piece in _without(interval, start, end)
                    if piece[1] - piece[0] >= least
                ]
                for intervals in left
            ]
    return left if all(left) else None


def _without(interval: Interval, start: float, end: float) -> list[Interval]:
    left, right = interval
    if end <= left or start >= right:
        return [interval]
    return [piece for piece in ((left, start), (end, right)) if piece[0] < piece[1]]


def _text(words: Sequence[Word]) -> str:
    return " ".join(line.text for line in lines_of(list(words)))


def _layout(
    stacks: list[list[Word]],
    head: Sequence[TextLine],
    over: frozenset[Word] = frozenset(),
) -> Layout | None:
    stacks = [*_without_number(stacks[0]), *stacks[1:]] if stacks else []
    if len(stacks) < 2:
        return None
    texts = [_text(stack) for stack in stacks]
    known = sum(1 for text in texts if is_heading(text))
    if known < 2 or len(texts) - known > known // 2:
        return None
    columns = read_columns([[text] for text in texts])
    if columns is None:
        return None
    spans = [(min(w.x0 for w in g), max(w.x1 for w in g)) for g in stacks]
    centres = [(start + end) / 2 for start, end in spans]
    plain = [
        TextLine(kept)
        for line in head
        if (kept := [word for word in line.words if word not in over])
    ]
    free = narrowed([[(one, other)] for one, other in pairwise(centres)], plain)
    return Layout(centres, free, columns, spanning=over) if free is not None else None


def _without_number(group: list[Word]) -> list[list[Word]]:
    """Part `NO SASARAN STRATEGIS`, where the narrow first column stands close to the next."""
    first, *rest = sorted(group, key=lambda word: word.x0)
    if not rest or field_of(first.text) != "number" or rest[0].x0 <= first.x1:
        return [group]
    return [[first], rest] if is_heading(_text(rest)) else [group]


def _over_several(head: Sequence[TextLine]) -> frozenset[Word]:
    """The words of headings that stand over two or more headings of a later line."""
    pieces = [
        (line.base, piece) for line in head for piece in groups(line.words, WORDS_APART)
    ]
    over: set[Word] = set()
    for base, piece in pieces:
        start, end = piece[0].x0, max(word.x1 for word in piece)
        below = [
            other
            for later, other in pieces
            if later > base
            and other[0].x0 < end + _BESIDE * other[0].size
            and max(word.x1 for word in other) > start - _BESIDE * other[0].size
        ]
        same = {round(other[0].base) for other in below}
        if len(below) > 1 and len(same) < len(below) and _is_spanning(piece):
            over.update(piece)
    return frozenset(over)


def above_periods(stacks: Sequence[Sequence[Word]]) -> set[Word]:
    """The words of a heading over a run of periods that stand over one of them only."""
    over: set[Word] = set()
    parted: list[tuple[list[Word], list[Word]] | None] = []
    for stack in stacks:
        lines = lines_of(list(stack))
        last = lines[-1].words if lines else []
        above = [word for line in lines[:-1] for word in line.words]
        parted.append((above, last) if last and is_period(_text(last)) else None)
    for index, part in enumerate(parted):
        beside = [parted[i] for i in (index - 1, index + 1) if 0 <= i < len(parted)]
        bare = any(other is not None and not other[0] for other in beside)
        if part is not None and bare and not is_period(_text([*part[0], *part[1]])):
            over.update(part[0])
    return over


def _is_spanning(piece: Sequence[Word]) -> bool:
    text = _text(piece)
    return len(text) <= _LONGEST_SPANNING and (is_heading(text) or is_of_headings(text))


def _columns_under(piece: Sequence[Word], edges: Sequence[float]) -> list[int]:
    """The columns over which a heading lies with a good part of its width."""
    start, end = piece[0].x0, max(word.x1 for word in piece)
    least = _LIES_OVER * (end - start)
    return [
        index
        for index, (left, right) in enumerate(pairwise(edges))
        if min(end, right) - max(start, left) >= least
    ]


def _number_under(piece: Sequence[Word], numbers: Sequence[float]) -> int | None:
    """The one number that stands below the middle of a heading, if it is the only one below."""
    start, end = piece[0].x0, max(word.x1 for word in piece)
    below = [index for index, x in enumerate(numbers) if start - 2 <= x <= end + 2]
    if len(below) != 1 or abs((start + end) / 2 - numbers[below[0]]) > _SAME_MIDDLE:
        return None
    return below[0]


def _column_at(x: float, edges: Sequence[float]) -> int:
    return sum(1 for edge in edges[1:-1] if x > edge)
