"""Aligned tables: columns that only blanks keep apart.

A table begins where the words of a few lines stand in columns that read as headings. Its
columns are parted where every line leaves a gap; the first line that leaves none, or that
opens another part of the decree, ends it.
"""

from itertools import pairwise

from tolok.reader.parse import labels
from tolok.reader.parse.columns import is_bare_heading, is_of_headings, is_period
from tolok.reader.parse.rows import heads_rows
from tolok.reader.sources.pdf.bands import Setting
from tolok.reader.sources.pdf.cells import part_rows
from tolok.reader.sources.pdf.gutters import layout_by_gutters
from tolok.reader.sources.pdf.headings import (
    WORDS_APART,
    Layout,
    groups,
    layout_above,
    layout_of,
    narrowed,
    numbers_of,
)
from tolok.reader.sources.pdf.marks import (
    Area,
    Page,
    Rule,
    TextLine,
    Word,
    lines_of,
    span_of,
)
from tolok.reader.sources.pdf.ruled import Grid, GridCell, GridRow, merge_rules
from tolok.reader.words import is_capitals, split_label


_MOST_HEAD_LINES = 6
_HEAD_LEADING = 1.75  # of the font's size: lines of one heading stand closer than this
_MOST_NUMBERED_LINES = 10
_NUMBERED_LEADING = 2.6  # a row of numbers tells, so that lines may stand further apart
_LINES_BELOW = 12
_BETWEEN_LINES = 1.05
_SAME_MIDDLE = 4.0
_LARGEST_GAP = 5.0
_SPANS_THE_TABLE = 0.8
_CLOSING_LINES = 12
_SAME_EDGE = 2.5
_FEW = 3  # columns: a head of fewer must say nothing but headings
_BEYOND = 12.0  # points: so far from its text may a line close a table


def find_aligned(
    page: Page, lines: list[TextLine], carried: Layout | None, setting: Setting
) -> tuple[list[tuple[Grid, Layout]], list[TextLine]]:
    """The aligned tables among these lines, and the lines in none of them.

    `carried` is the layout of a table that ran to the end of the page before; `setting` is
    what the document's tables tell of cells over several rows, and learns from these.
    """
    finder = _Finder(page, lines, setting)
    return finder.find(carried), finder.left


class _Finder:
    def __init__(self, page: Page, lines: list[TextLine], setting: Setting) -> None:
        self._page = page
        self._setting = setting
        self._lines = lines
        self._rules = merge_rules(page.level)
        self._numbered: dict[int, dict[int, Layout]] = {}
        self._heads: dict[int, tuple[int, Layout] | None] = {}
        self._over_rows: set[int] = set()
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
            if head is None or self._is_better_below(index, head):
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

    def _is_better_below(self, index: int, head: tuple[int, Layout]) -> bool:
        """Does the head rather begin further down, the lines here being prose above it?"""
        end, layout = head
        if index in self._numbered_heads(end):
            return False
        for below in range(index + 1, end):
            other = self._head(below)
            if other is not None and _worth(other[1]) > _worth(layout):
                return True
        return False

    def _head(self, start: int) -> tuple[int, Layout] | None:
        """Where the head that begins here ends, and its columns; None if there is none.

        The lines below tell its columns where they can, else its headings alone.
        """
        if start not in self._heads:
            parted, said = self._by_gutters(start), self._by_headings(start)
            if parted is not None and said is not None:
                said = parted if parted[1].unknown <= said[1].unknown else said
            self._heads[start] = said or parted
        return self._heads[start]

    def _by_headings(self, start: int) -> tuple[int, Layout] | None:
        for end in range(start + 1, start + _MOST_NUMBERED_LINES + 1):
            found = self._numbered_heads(end)
            if found:
                # The row of numbers tells: the head begins there, or not within reach.
                return (end, found[start]) if start in found else None
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
            layout = layout_of(head)
            if layout is None:
                continue
            if best is not None and _worth(layout) < _worth(best[1]):
                break
            best = end, layout
        return best

    def _by_gutters(self, start: int) -> tuple[int, Layout] | None:
        """The head that begins here, its columns told by the lines below it."""
        if not _is_mostly_of_headings(self._lines[start]):
            return None
        best: tuple[float, int, Layout] | None = None
        last = min(start + _MOST_NUMBERED_LINES, len(self._lines) - 1)
        within = range(start + 1, last + 1)
        numbered = next((i for i in within if numbers_of(self._lines[i])), None)
        for end in within:
            line, above = self._lines[end - 1], self._lines[end - 2]
            if not _is_mostly_of_headings(line) or (
                self._opens_another_part(end - 1) and not self._is_in_head(end - 1, [])
            ):
                break
            if end - start > 1 and (
                line.base - above.base > _NUMBERED_LEADING * max(line.size, above.size)
            ):
                break
            if numbered is not None and end != numbered:
                continue
            found = layout_by_gutters(self._lines[start:end], self._below(end))
            if found is None or (
                len(found[1].columns) < _FEW
                and not all(map(_is_all_of_headings, self._lines[start:end]))
            ):
                continue
            added = self._lines[best[1] if best is not None else start : end]
            if (
                best is None
                or found[0] > best[0]
                or (found[0] == best[0] and all(map(_is_all_of_headings, added)))
            ):
                best = found[0], end, found[1]
        return best and (best[1], best[2])

    def _below(self, start: int) -> list[TextLine]:
        """The next lines that may be the body of a table, without those over its width."""
        found: list[TextLine] = []
        last = self._lines[start - 1]
        for index in range(start, min(start + 2 * _LINES_BELOW, len(self._lines))):
            line = self._lines[index]
            if line.base - last.base > _LARGEST_GAP * line.size:
                break
            if self._opens_another_part(index):
                break
            if not (_is_one_piece(line) and heads_rows(line.text)):
                found.append(line)
            last = line
        return found

    def _numbered_heads(self, end: int) -> dict[int, Layout]:
        """The head that ends above a row of numbers, by the line it begins with."""
        if end not in self._numbered:
            self._numbered[end] = self._find_numbered_head(end)
        return self._numbered[end]

    def _find_numbered_head(self, end: int) -> dict[int, Layout]:
        numbers = numbers_of(self._lines[end]) if end < len(self._lines) else []
        if not numbers:
            return {}
        body = self._below(end)[:_LINES_BELOW]
        best: tuple[tuple[int, int], int, Layout] | None = None
        for start in range(end - 1, max(-1, end - 1 - _MOST_NUMBERED_LINES), -1):
            above = self._lines[start]
            gap = self._lines[start + 1].base - above.base
            if gap > _NUMBERED_LEADING * max(above.size, self._lines[start + 1].size):
                break
            if self._opens_another_part(start) and not self._is_in_head(start, numbers):
                break
            layout = layout_above(numbers, self._lines[start:end], body)
            if layout is not None:
                worth = (-layout.unknown, end - start)
                if best is None or worth > best[0]:
                    best = worth, start, layout
        return {best[1]: best[2]} if best is not None else {}

    def _is_in_head(self, index: int, numbers: list[float]) -> bool:
        """Is `INDIKATOR KINERJA INDIVIDU` the heading of a column, not of the sheet?

        Then it stands in the middle of a column, its neighbours' lines between its own.
        """
        line, below = self._lines[index], self._lines[index + 1]
        middle = (line.x0 + line.x1) / 2
        if not _is_one_piece(line):
            return True
        return below.base - line.base < _BETWEEN_LINES * line.size and any(
            abs(middle - number) <= _SAME_MIDDLE for number in numbers
        )

    def _is_close(self, above: TextLine, below: TextLine) -> bool:
        return below.base - above.base <= _HEAD_LEADING * max(above.size, below.size)

    def _may_be_head(self, line: TextLine, layout: Layout) -> bool:
        """A further line of headings: capitals, or words of headings in a column or two."""
        if any(
            word.text[:1].isdigit() and not is_bare_heading(word.text)
            for word in line.words
        ):
            return False
        capitals = all(
            is_capitals(c.heading) for c in layout.columns if len(c.heading) > 3
        )
        if capitals:
            pieces = groups(line.words, WORDS_APART)
            return is_capitals(line.text) or all(
                is_period(" ".join(word.text for word in piece)) for piece in pieces
            )
        cells = _by_column(line, layout)
        return len(cells) < len(layout.columns) and all(
            map(is_of_headings, cells.values())
        )

    # Bodies

    def _body_end(self, start: int, layout: Layout) -> int:
        """Where the body ends; narrows the free gaps to what its lines leave."""
        last = self._lines[start - 1] if start else None
        left = min(
            (line.x0 for line in self._lines[max(0, start - 1) : start + 2]),
            default=0.0,
        )
        for index in range(start, len(self._lines)):
            line = self._lines[index]
            left = min(left, line.x0)
            if last is not None and line.base - last.base > _LARGEST_GAP * line.size:
                return index
            if self._opens_another_part(index) or (
                not _is_mid_sentence(line) and self._head(index) is not None
            ):
                return index
            at_left = line.x0 - left <= _SAME_EDGE and _is_one_piece(line)
            if at_left and labels.NOTE.fullmatch(line.text):
                return index
            free = narrowed(layout.free, [line])
            if at_left and self._heads_rows(line, crosses=free is None, last=last):
                self._over_rows.add(id(line))
            elif free is None:
                return index
            else:
                layout.free = free
            last = line
        return len(self._lines)

    def _heads_rows(
        self, line: TextLine, *, crosses: bool, last: TextLine | None
    ) -> bool:
        """Does the line stand over the rows below, or go on with one that does?"""
        if heads_rows(line.text):
            return True
        return crosses and last is not None and id(last) in self._over_rows

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
        parted = [_parted(lines, edges, layout.spanning) for lines in parts]
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
        for over, lines in self._between_over(parts[2]):
            if over:
                rows.append(_row_over(over, edges))
            columns_of = _parted(lines, edges, layout.spanning)
            opens = opens_table or bool(over)
            rows += part_rows(
                columns_of,
                names,
                edges,
                separators=separators,
                opens_table=opens,
                setting=self._setting,
            )
        return Grid(self._page, area, edges, rows, ruled=False)

    def _between_over(
        self, body: list[TextLine]
    ) -> list[tuple[list[TextLine], list[TextLine]]]:
        """The body in runs: lines over the whole width, and the lines of the rows below."""
        runs: list[tuple[list[TextLine], list[TextLine]]] = [([], [])]
        for line in body:
            if id(line) not in self._over_rows:
                runs[-1][1].append(line)
                continue
            if runs[-1][1] or (runs[-1][0] and heads_rows(line.text)):
                runs.append(([], []))
            runs[-1][0].append(line)
        return runs


def _is_mostly_of_headings(line: TextLine) -> bool:
    """Is half of what a line says made of the words of headings?"""
    if split_label(line.text)[0] is not None:
        return False
    if _is_one_piece(line) and heads_rows(line.text):
        return False
    words = [word.text for word in line.words if any(c.isalnum() for c in word.text)]
    return bool(words) and 2 * sum(map(is_of_headings, words)) >= len(words)


def _is_mid_sentence(line: TextLine) -> bool:
    """Does half of what stands in the columns go on in lower case: `(IKU)`, `sasaran`?"""
    pieces = groups(line.words, WORDS_APART)
    return 2 * sum(piece[0].text[:1].islower() for piece in pieces) >= len(pieces)


def _is_all_of_headings(line: TextLine) -> bool:
    """Is all that a line says made of the words of headings?"""
    return all(
        is_of_headings(word.text)
        for word in line.words
        if any(c.isalnum() for c in word.text)
    )


def _is_one_piece(line: TextLine) -> bool:
    return len(groups(line.words, WORDS_APART)) == 1


def _row_over(lines: list[TextLine], edges: list[float]) -> GridRow:
    """A row of one cell over all columns."""
    area = span_of([line.area for line in lines])
    cells = [
        GridCell(area._replace(x0=start, x1=end), left=index > 0)
        for index, (start, end) in enumerate(pairwise(edges))
    ]
    cells[0].lines = list(lines)
    return GridRow(area, cells)


def _worth(layout: Layout) -> tuple[int, int]:
    """Of two ways to read a head that is the better which knows more of its columns."""
    return -layout.unknown, len(layout.columns)


def _overlap(rule: Rule, area: Area) -> float:
    return min(rule.end, area.x1) - max(rule.start, area.x0)


def _are_numbers(lines: list[TextLine], layout: Layout) -> bool:
    """Is this the row that numbers the columns: `1 | 2 | 3`, `(1) | (2) | (3)`?"""
    if not lines:
        return False
    texts = [text.strip("().") for text in _by_column(lines[0], layout).values()]
    return len(texts) == len(layout.columns) and all(text.isdigit() for text in texts)


def _by_column(line: TextLine, layout: Layout) -> dict[int, str]:
    edges = layout.edges(float("-inf"), float("inf"))
    texts: dict[int, str] = {}
    for word in line.words:
        x = (word.x0 + word.x1) / 2
        column = sum(1 for edge in edges[1:-1] if x > edge)
        texts[column] = f"{texts.get(column, '')} {word.text}".strip()
    return texts


def _parted(
    lines: list[TextLine], edges: list[float], spanning: frozenset[Word]
) -> list[list[TextLine]]:
    """The lines of each column, without the words that span several."""
    columns: list[list[Word]] = [[] for _ in edges[1:]]
    for line in lines:
        for word in line.words:
            if word in spanning:
                continue
            x = (word.x0 + word.x1) / 2
            columns[sum(1 for edge in edges[1:-1] if x > edge)].append(word)
    return [lines_of(words) for words in columns]
