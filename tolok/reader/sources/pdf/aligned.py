"""Aligned tables: columns that only blanks keep apart.

A table begins where the words of a few lines stand in columns that read as headings. Its
columns are parted where every line leaves a gap; the first line that leaves none, or that
opens another part of the decree, ends it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tolok.reader.parse import labels
from tolok.reader.parse.columns import (
    Column,
    field_of,
    is_heading,
    is_of_headings,
    read_columns,
)
from tolok.reader.sources.pdf.cells import part_rows
from tolok.reader.sources.pdf.marks import (
    Area,
    Page,
    Rule,
    TextLine,
    Word,
    lines_of,
    span_of,
)
from tolok.reader.sources.pdf.ruled import Grid, merge_rules
from tolok.reader.words import is_capitals


_MOST_HEAD_LINES = 6
_HEAD_LEADING = 1.75  # of the font's size: lines of one heading stand closer than this
_HEADINGS_APART = 0.85
_WORDS_APART = 0.42
_NARROWEST_GAP = 0.25
_LARGEST_GAP = 5.0
_SPANS_THE_TABLE = 0.8
_CLOSING_LINES = 12
_SAME_EDGE = 2.5
_SAME_START = 1.0
_BEYOND = 12.0  # points: so far from its text may a line close a table

Interval = tuple[float, float]


@dataclass
class Layout:
    """The columns of an aligned table: middles of the headings, and what lies free between.

    `starts` are the x at which the text of each column begins.
    """

    centres: list[float]
    free: list[list[Interval]]
    columns: list[Column]
    starts: list[float] = field(default_factory=list)

    def edges(
        self, left: float, right: float, body: Sequence[TextLine] = ()
    ) -> list[float]:
        """Where the columns part: where most of the body's texts begin, else the widest gap."""
        begins = [
            group[0].x0
            for line in body
            if not all(word.text.strip("().").isdigit() for word in line.words)
            for group in _groups(line.words, _WORDS_APART)
        ]

        def worth(gap: Interval) -> tuple[int, float]:
            beginning = sum(1 for x in begins if abs(x - gap[1]) <= _SAME_START)
            return (min(beginning, 1), gap[1] - gap[0])

        inner = []
        for intervals in self.free:
            start, end = max(intervals, key=worth)
            inner.append((start + end) / 2)
        return [left, *inner, right]


def find_aligned(
    page: Page, lines: list[TextLine], carried: Layout | None
) -> tuple[list[tuple[Grid, Layout]], list[TextLine]]:
    """The aligned tables among these lines, and the lines in none of them.

    `carried` is the layout of a table that ran to the end of the page before.
    """
    finder = _Finder(page, lines)
    return finder.find(carried), finder.left


class _Finder:
    def __init__(self, page: Page, lines: list[TextLine]) -> None:
        self._page = page
        self._lines = lines
        self._rules = merge_rules(page.level)
        self.left: list[TextLine] = []

    def find(self, carried: Layout | None) -> list[tuple[Grid, Layout]]:
        found: list[tuple[Grid, Layout]] = []
        index = 0
        if carried is not None:
            end = self._body_end(0, carried)
            if self._goes_on(carried, end):
                found.append(
                    (
                        self._grid([], self._lines[:end], carried, opens_table=False),
                        carried,
                    )
                )
                index = end
        while index < len(self._lines):
            head = self._head(index)
            if head is None or self._is_better_below(index, head[1]):
                self.left.append(self._lines[index])
                index += 1
                continue
            start, layout = head
            end = self._body_end(start, layout)
            grid = self._grid(
                self._lines[index:start],
                self._lines[start:end],
                layout,
                opens_table=index > 0 or carried is None,
            )
            found.append((grid, layout))
            index = end
        return found

    def _goes_on(self, layout: Layout, end: int) -> bool:
        """Do the first lines stand in the columns: in several, or at the edge of a later one?"""
        return any(
            len(_by_column(line, layout)) > 1
            or any(abs(line.x0 - start) <= _SAME_EDGE for start in layout.starts[1:])
            for line in self._lines[: min(end, 8)]
        )

    # Heads

    def _is_better_below(self, index: int, layout: Layout) -> bool:
        """Does the head rather begin with the next line, this one being prose above it?"""
        below = self._head(index + 1) if index + 1 < len(self._lines) else None
        return below is not None and _unknown(below[1]) < _unknown(layout)

    def _head(self, start: int) -> tuple[int, Layout] | None:
        """Where the head that begins here ends, and its columns; None if there is none."""
        best: tuple[int, Layout] | None = None
        for end in range(
            start + 1, min(start + _MOST_HEAD_LINES, len(self._lines)) + 1
        ):
            head = self._lines[start:end]
            if end - start > 1 and not self._is_close(head[-2], head[-1]):
                break
            if self._opens_another_part(end - 1):
                break
            if best is not None and not self._may_be_head(head[-1], best[1]):
                break
            layout = _layout(head)
            if layout is not None:
                best = end, layout
        return best

    def _is_close(self, above: TextLine, below: TextLine) -> bool:
        return below.base - above.base <= _HEAD_LEADING * max(above.size, below.size)

    def _may_be_head(self, line: TextLine, layout: Layout) -> bool:
        """A further line of headings: capitals, or words of headings in a column or two."""
        if any(word.text[:1].isdigit() for word in line.words):
            return False
        capitals = all(
            is_capitals(c.heading) for c in layout.columns if len(c.heading) > 3
        )
        if capitals:
            return is_capitals(line.text)
        cells = _by_column(line, layout)
        return len(cells) < len(layout.columns) and all(
            map(is_of_headings, cells.values())
        )

    # Bodies

    def _body_end(self, start: int, layout: Layout) -> int:
        """Where the body ends; narrows the free gaps to what its lines leave."""
        last = self._lines[start - 1] if start else None
        for index in range(start, len(self._lines)):
            line = self._lines[index]
            if last is not None and line.base - last.base > _LARGEST_GAP * line.size:
                return index
            if self._opens_another_part(index) or self._head(index) is not None:
                return index
            free = _narrowed(layout.free, [line])
            if free is None:
                return index
            layout.free = free
            last = line
        return len(self._lines)

    def _opens_another_part(self, index: int) -> bool:
        text = self._lines[index].text
        unlabelled = labels.split_part_label(text)[1]
        if labels.is_part_line(unlabelled) or labels.HEADLINE.fullmatch(unlabelled):
            return True
        if labels.SIGNING.fullmatch(text) or labels.PLACE_AND_DATE.fullmatch(text):
            return True
        if labels.OFFICIAL.fullmatch(text) is None:
            return False
        after = self._lines[index + 1 : index + _CLOSING_LINES]
        return any(labels.NIP.search(line.text) for line in after)

    def _grid(
        self,
        head: list[TextLine],
        body: list[TextLine],
        layout: Layout,
        *,
        opens_table: bool,
    ) -> Grid:
        area = span_of([line.area for line in (*head, *body)])
        area = Area(area.x0 - 1, area.top - 1, area.x1 + 1, area.bottom + 1)
        edges = layout.edges(area.x0, area.x1, body)
        numbers = body[:1] if _are_numbers(body[:1], layout) else []
        parts = (head, numbers, body[len(numbers) :])
        parted = [_parted(lines, edges) for lines in parts]
        layout.starts = [
            min((line.x0 for line in column), default=float("-inf"))
            for column in parted[2]
        ]
        names = [column.field for column in layout.columns]
        first = names.index("indicator")
        driving = area._replace(x0=edges[first])
        separators = [
            rule.at
            for rule in self._rules
            if area.top - _BEYOND < rule.at < area.bottom + _BEYOND
            and _overlap(rule, driving) >= _SPANS_THE_TABLE * driving.width
        ]
        rows = [
            row
            for lines in parted[:2]
            for row in part_rows(lines, [], edges, head=True)
        ]
        rows += part_rows(
            parted[2], names, edges, separators=separators, opens_table=opens_table
        )
        return Grid(self._page, area, edges, rows, ruled=False)


def _overlap(rule: Rule, area: Area) -> float:
    return min(rule.end, area.x1) - max(rule.start, area.x0)


def _unknown(layout: Layout) -> int:
    return sum(1 for column in layout.columns if column.field == "left_out")


def _layout(head: list[TextLine]) -> Layout | None:
    """Columns of headings, if these lines are the head of a table of indicators."""
    groups = _groups([word for line in head for word in line.words], _HEADINGS_APART)
    groups = [*_without_number(groups[0]), *groups[1:]] if groups else []
    if len(groups) < 2:
        return None
    texts = [" ".join(line.text for line in lines_of(list(group))) for group in groups]
    known = sum(1 for text in texts if is_heading(text))
    if known < 2 or len(texts) - known > known // 2:
        return None
    columns = read_columns([[text] for text in texts])
    if columns is None:
        return None
    spans = [(min(w.x0 for w in g), max(w.x1 for w in g)) for g in groups]
    centres = [(start + end) / 2 for start, end in spans]
    free = _narrowed([[(one, other)] for one, other in pairwise(centres)], head)
    return Layout(centres, free, columns) if free is not None else None


def _without_number(group: list[Word]) -> list[list[Word]]:
    """Part `NO SASARAN STRATEGIS`, where the narrow first column stands close to the next."""
    first, *rest = sorted(group, key=lambda word: word.x0)
    if not rest or field_of(first.text) != "number" or rest[0].x0 <= first.x1:
        return [group]
    text = " ".join(line.text for line in lines_of(rest))
    return [[first], rest] if is_heading(text) else [group]


def _groups(words: list[Word], apart: float) -> list[list[Word]]:
    """Words in columns: those that overlap or nearly touch in x stand in one."""
    groups: list[list[Word]] = []
    end = 0.0
    for word in sorted(words, key=lambda word: word.x0):
        if groups and word.x0 - end < apart * word.size:
            groups[-1].append(word)
            end = max(end, word.x1)
        else:
            groups.append([word])
            end = word.x1
    return groups


def _narrowed(
    free: list[list[Interval]], lines: list[TextLine]
) -> list[list[Interval]] | None:
    """What the lines leave free between the columns; None if somewhere nothing is left."""
    narrowed = [list(intervals) for intervals in free]
    for line in lines:
        least = _NARROWEST_GAP * line.size
        for group in _groups(line.words, _WORDS_APART):
            start, end = group[0].x0, max(word.x1 for word in group)
            narrowed = [
                [
                    piece
                    for interval in intervals
                    for piece in _without(interval, start, end)
                    if piece[1] - piece[0] >= least
                ]
                for intervals in narrowed
            ]
    return narrowed if all(narrowed) else None


def _without(interval: Interval, start: float, end: float) -> list[Interval]:
    left, right = interval
    if end <= left or start >= right:
        return [interval]
    return [piece for piece in ((left, start), (end, right)) if piece[0] < piece[1]]


def _are_numbers(lines: list[TextLine], layout: Layout) -> bool:
    """Is this the row that numbers the columns: `1 | 2 | 3`, `(1) | (2) | (3)`?"""
    if not lines:
        return False
    texts = [text.strip("()") for text in _by_column(lines[0], layout).values()]
    return len(texts) == len(layout.columns) and all(text.isdigit() for text in texts)


def _by_column(line: TextLine, layout: Layout) -> dict[int, str]:
    edges = layout.edges(float("-inf"), float("inf"))
    texts: dict[int, str] = {}
    for word in line.words:
        x = (word.x0 + word.x1) / 2
        column = sum(1 for edge in edges[1:-1] if x > edge)
        texts[column] = f"{texts.get(column, '')} {word.text}".strip()
    return texts


def _parted(lines: list[TextLine], edges: list[float]) -> list[list[TextLine]]:
    """The lines of each column."""
    columns: list[list[Word]] = [[] for _ in edges[1:]]
    for line in lines:
        for word in line.words:
            x = (word.x0 + word.x1) / 2
            columns[sum(1 for edge in edges[1:-1] if x > edge)].append(word)
    return [lines_of(words) for words in columns]
