"""Cells: the lines of a table's columns become rows where no line is drawn between them.

Rows show themselves by wider gaps between lines; where all lines stand equally close, by
the columns that hold one entry a row (number, target, unit). A cell of the objective may
reach over several rows, set at their top or in their middle.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from tolok.reader.parse.kinds import kind_of
from tolok.reader.parse.labels import TITLE_LINE
from tolok.reader.parse.rows import OBJECTIVE_OPENING
from tolok.reader.sources.pdf.bands import (
    Chunk,
    Setting,
    band_around,
    band_of,
    centred,
    leading_of,
    middle,
)
from tolok.reader.sources.pdf.marks import Area, TextLine
from tolok.reader.sources.pdf.ruled import GridCell, GridRow


_SAME_LINE = 0.25  # of the leading: glyphs of one line stand a little apart
_WIDER = 1.22  # of the usual leading: a gap between rows
_SPANNING = frozenset({"number", "objective", "position", "office"})
_ONE_A_ROW = ("target", "unit")
# An objective that says what is done: `Melaksanakan …`, `Menyusun …`.
_DEED = re.compile(r"Me(?:[mnlr]|n[gy])[a-z]{3,}\b")
# What goes on from the line above: `Unit` / `kerja`, `BB` / `(70,5)`.
_LATER_PART = re.compile(r"[a-z(/]")

# Rows whose cells stand in their middle: how clear of all lines a place between them is, how
# far from the middle cells may lie on average (both in lines), and how many places are tried.
_CLEAR = 0.4
_BESIDE = 0.12
_MOST_PLACES = 80
# What speaks against a row without an entry in a column that has one a row.
_MISSING = {"indicator": 3.0, "target": 2.0, "unit": 2.0}
_MISSING_ELSE = 0.2
_MID_SENTENCE = 0.4
_TWO_NUMBERS = 3.0
# What speaks, in lines, against a cell that begins or goes on where its wording does not.
_MID_CELL = 3.0
_BEGUN_BESIDE = 0.7
_JOINED = 1.5
_NUMBERS_JOINED = 10.0
# How much less it counts that a row which a page parts has its cells beside its middle.
_PARTED = 1.5


def part_rows(
    columns: list[list[TextLine]],
    names: Sequence[str],
    edges: list[float],
    *,
    separators: Sequence[float] = (),
    head: bool = False,
    opens_table: bool = True,
    setting: Setting | None = None,
) -> list[GridRow]:
    """Part a table's lines into rows; `names` are the fields of its columns.

    `separators` are lines drawn between rows. `opens_table` tells that a head stands above,
    so that nothing goes on from another page. `setting` is how the document sets cells over
    several rows; it learns from this table.
    """
    if not any(columns):
        return []
    if head:
        return [_row([list(column) for column in columns], edges)]
    return _Parting(
        columns, names, edges, list(separators), opens_table, setting or Setting()
    ).rows()


class _Parting:
    def __init__(
        self,
        columns: list[list[TextLine]],
        names: Sequence[str],
        edges: list[float],
        separators: list[float],
        opens_table: bool,
        setting: Setting,
    ) -> None:
        self._columns = columns
        self._names = names
        self._edges = edges
        self._separators = separators
        self._opens_table = opens_table
        self._setting = setting
        self._leading = leading_of(columns)
        # Whatever a row holds, it has no more than one number.
        self._numbers = [
            line.middle
            for name, column in zip(names, columns, strict=False)
            if name == "number"
            for line in column
            if line.text.strip("(). ").isdigit()
        ]

    def rows(self) -> list[GridRow]:
        driving = [
            index
            for index, name in enumerate(self._names)
            if name not in _SPANNING and self._columns[index]
        ]
        if not driving:
            driving = [i for i, column in enumerate(self._columns) if column]
        bands = self._bands(driving)
        above = self._above(bands[0], driving)
        if above is not None:
            bands.insert(0, above)
        rows: list[list[Chunk]] = [[[] for _ in self._columns] for _ in bands]
        for index, column in enumerate(self._columns):
            if index in driving:
                for line in column:
                    rows[band_of(line, bands)][index].append(line)
        self._place_spanning(rows, bands, driving)
        return [_row(row, self._edges) for row in rows]

    # Rows

    def _above(self, first: Area, driving: list[int]) -> Area | None:
        """A row of its own for what ends, above the first row, a cell of the page before."""
        if self._opens_table:
            return None
        above = [
            line
            for index, column in enumerate(self._columns)
            if index not in driving
            for line in column
            if line.middle < first.top
        ]
        if not above or not min(above, key=lambda line: line.middle).text[:1].islower():
            return None
        return self._area(min(line.top for line in above), first.top)

    def _bands(self, driving: list[int]) -> list[Area]:
        """The height of each row, from the columns that have one entry a row."""
        lines = [line for index in driving for line in self._columns[index]]
        if self._separators:
            return self._between_separators(lines)
        chunks = [c for index in driving for c in self._chunks(self._columns[index])]
        bands: list[Chunk] = []
        bottom = float("-inf")
        for chunk in sorted(chunks, key=lambda chunk: chunk[0].middle):
            if bands and chunk[0].middle <= bottom + _SAME_LINE * self._leading:
                bands[-1] += chunk
            else:
                bands.append(list(chunk))
            bottom = max(bottom, chunk[-1].middle)
        return [area for band in bands for area in self._split_band(band, driving)]

    def _between_separators(self, lines: list[TextLine]) -> list[Area]:
        top = min(line.top for line in lines)
        bottom = max(line.bottom for line in lines)
        places = [top, *sorted(self._separators), bottom]
        return [
            self._area(start, end)
            for start, end in pairwise(places)
            if any(start <= line.middle <= end for line in lines)
        ]

    def _area(self, top: float, bottom: float) -> Area:
        return Area(self._edges[0], top, self._edges[-1], bottom)

    def _chunks(self, column: list[TextLine]) -> list[Chunk]:
        """Lines that stand close to one another."""
        chunks: list[Chunk] = []
        for line in column:
            last = chunks[-1][-1] if chunks else None
            if last is not None and line.middle - last.middle <= _WIDER * self._leading:
                chunks[-1].append(line)
            else:
                chunks.append([line])
        return chunks

    def _split_band(self, lines: list[TextLine], driving: list[int]) -> list[Area]:
        """Part a band that holds several rows set as close as their own lines.

        Entries of one row stand beside its first line, or in its middle; of all ways to
        part the band, that one is taken by which most rows begin as an indicator does.
        """
        top = min(line.middle for line in lines) - self._half
        bottom = max(line.middle for line in lines) + self._half
        ways = [[top, bottom], [top, *self._starts(top, bottom, driving), bottom]]
        for index in driving:
            around = self._around(self._entries(index, top, bottom), top, bottom)
            if around is not None:
                ways.append(around)
        for whole in (True, False):
            around = self._all_centred(lines, top, bottom, driving, whole)
            if around is not None:
                ways.append(around)
        best = max(ways, key=lambda places: (self._fit(places), -len(places)))
        return [self._area(*pair) for pair in pairwise(best)]

    @property
    def _half(self) -> float:
        return 0.5 * self._leading

    def _entries(self, index: int, top: float, bottom: float) -> list[Chunk]:
        """The entries of a column, one a row if it is such a column or has gaps between."""
        column = [line for line in self._columns[index] if top < line.middle < bottom]
        if self._names[index] not in _ONE_A_ROW:
            return self._chunks(column)
        entries: list[Chunk] = []
        for line in column:
            if entries and _LATER_PART.match(line.text):
                entries[-1].append(line)
            else:
                entries.append([line])
        return entries

    def _around(
        self, entries: list[Chunk], top: float, bottom: float
    ) -> list[float] | None:
        """Where rows part if each entry stands in the middle of its own."""
        if len(entries) < 2:
            return None
        places = [top]
        for entry in entries:
            middle = (entry[0].middle + entry[-1].middle) / 2
            places.append(2 * middle - places[-1])
            if places[-1] <= middle:
                return None
        if abs(places[-1] - bottom) > 0.6 * self._leading:
            return None
        return [*places[:-1], bottom]

    def _all_centred(
        self,
        lines: list[TextLine],
        top: float,
        bottom: float,
        driving: list[int],
        whole: bool,
    ) -> list[float] | None:
        """Where rows part if every cell stands in the middle of its row.

        Of all ways to part between lines, the one in which cells lie nearest to the middle
        of their rows and rows begin like rows; None if even there they lie beside it. Where
        the first or last row is not `whole`, for the page parts it, its cells may.
        """
        middles = sorted(line.middle for line in lines)
        places = [top]
        for above, below in pairwise(middles):
            place = (above + below) / 2
            clear = min(abs(line.middle - place) for line in lines)
            if clear >= _CLEAR * self._leading and place - places[-1] > self._half:
                places.append(place)
        places.append(bottom)
        if not 2 < len(places) <= _MOST_PLACES:
            return None
        columns = [
            (self._names[i], [n for n in self._columns[i] if top < n.middle < bottom])
            for i in driving
        ]
        last = len(places) - 1
        best: list[tuple[float, float, list[float]]] = [(0.0, 0.0, [top])]
        for end in range(1, len(places)):
            found: list[tuple[float, float, list[float]]] = []
            for start in range(end):
                cost, beside, way = best[start]
                more, off = self._row_cost(columns, places[start], places[end])
                parted = start == 0 and not self._opens_table
                if not whole and (parted or (end == last and start > 0)):
                    more, off = more - _PARTED * off, 0.0
                found.append((cost + more, beside + off, [*way, places[end]]))
            best.append(min(found))
        _, beside, way = best[-1]
        rows = len(way) - 1
        return way if rows > 1 and beside <= _BESIDE * rows * len(driving) else None

    def _row_cost(
        self, columns: list[tuple[str, list[TextLine]]], top: float, bottom: float
    ) -> tuple[float, float]:
        """What speaks against a row here, and how far its cells lie from its middle (in lines)."""
        against, beside, tallest = 0.0, 0.0, 0
        for name, column in columns:
            held = [line for line in column if top < line.middle < bottom]
            if not held:
                against += _MISSING.get(name, _MISSING_ELSE)
                continue
            tallest = max(tallest, len(held))
            beside += abs(middle(held) - (top + bottom) / 2) / self._leading
            if name == "indicator":
                against += 1 - _worth(held[0].text)
            elif held[0].text[:1].islower():
                against += 1
        against += abs((bottom - top) / self._leading - tallest)
        against += _TWO_NUMBERS * self._further_numbers(top, bottom)
        return against + 2 * beside, beside

    def _further_numbers(self, top: float, bottom: float) -> int:
        """How many numbers a row would hold beside its own."""
        return max(0, sum(1 for n in self._numbers if top < n < bottom) - 1)

    def _starts(self, top: float, bottom: float, driving: list[int]) -> list[float]:
        """Where rows part if each entry stands beside its row's first line."""
        found = [
            entry[0].middle
            for index in driving
            for entry in self._entries(index, top, bottom)[1:]
        ]
        found += self._all_begin(top, bottom)
        indicators = self._columns[self._names.index("indicator")]
        for index, name in enumerate(self._names):
            column = [
                line for line in self._columns[index] if top < line.middle < bottom
            ]
            if name == "number":
                # A number in the middle of its rows stands beside a line that goes on.
                found += [
                    line.middle
                    for line in column
                    if not any(
                        self._is_near(other.middle, line.middle)
                        and other.text[:1].islower()
                        for other in indicators
                    )
                ]
            elif name == "indicator":
                right = max((line.x1 for line in self._columns[index]), default=0.0)
                alone = len(driving) == 1
                found += [
                    below.middle
                    for above, below in pairwise(column)
                    if _worth(below.text) == 1
                    and (
                        alone
                        or right - above.x1
                        > below.words[0].x1 - below.words[0].x0 + 0.3 * below.size
                    )
                ]
        starts: list[float] = []
        for base in sorted(found):
            last = starts[-1] if starts else top
            beside = any(
                abs(line.middle - base) < 0.2 * self._leading for line in indicators
            )
            if beside and base - self._half - last > 0.4 * self._leading:
                starts.append(base - self._half)
        return starts

    def _all_begin(self, top: float, bottom: float) -> list[float]:
        """Heights at which every column that has a line there begins a text."""
        near = 0.2 * self._leading
        indicators = self._columns[self._names.index("indicator")]
        found: list[float] = []
        for line in indicators:
            if not top < line.middle < bottom or _worth(line.text) < 1:
                continue
            beside = [
                other
                for column in self._columns
                for other in column
                if other is not line and abs(other.middle - line.middle) <= near
            ]
            if beside and not any(other.text[:1].islower() for other in beside):
                found.append(line.middle)
        return found

    def _fit(self, places: list[float]) -> float:
        """How well rows begin if they part here: as indicators, or in mid-sentence."""
        fit = -_TWO_NUMBERS * sum(
            self._further_numbers(start, end) for start, end in pairwise(places)
        )
        for index, name in enumerate(self._names):
            if name in _SPANNING:
                continue
            for start, end in pairwise(places):
                first = next(
                    (
                        line
                        for line in self._columns[index]
                        if start < line.middle < end
                    ),
                    None,
                )
                if name == "indicator":
                    fit += _worth(first.text) if first is not None else -1
                elif (first is not None and first.text[:1].islower()) or (
                    first is None and name in _ONE_A_ROW
                ):
                    fit -= _MID_SENTENCE
        return fit

    # Cells over several rows

    def _place_spanning(
        self, rows: list[list[Chunk]], bands: list[Area], driving: list[int]
    ) -> None:
        for index, column in enumerate(self._columns):
            if index in driving or not column:
                continue
            chunks = self._spanning_chunks(index, bands)
            for chunk, band in self._owners(index, chunks, bands):
                rows[band][index] += chunk

    def _spanning_chunks(self, index: int, bands: list[Area]) -> list[Chunk]:
        """The cells of a column that may reach over rows; a number opens a new one."""
        column = self._columns[index]
        if self._names[index] == "number":
            return [[line] for line in column]
        numbers = [
            line.middle
            for at, name in enumerate(self._names)
            if name == "number"
            for line in self._columns[at]
        ]
        beside = [*numbers, *(self._first_base(band) for band in bands)]
        opening = numbers if self._numbers_open_rows(numbers, column, bands) else []
        if self._names[index] == "position":
            opening = [
                line.middle
                for line in column
                if self._stands_at(line, numbers)
                and (opening or TITLE_LINE.match(line.text))
            ]
        chunks: list[Chunk] = []
        for chunk in self._chunks(column):
            part: Chunk = []
            for line in chunk:
                if part and (
                    self._stands_at(line, opening)
                    or self._opens_cell(part, line, column, beside)
                ):
                    chunks.append(part)
                    part = []
                part.append(line)
            chunks.append(part)
        return chunks

    def _numbers_open_rows(
        self, numbers: list[float], column: list[TextLine], bands: list[Area]
    ) -> bool:
        """Does each number stand at the top of its row, beside the first line of its cells?

        Told by rows of several lines, and by a first cell that begins with its number.
        """
        if not numbers or not column or not self._is_near(column[0].middle, numbers[0]):
            return False
        first = [self._first_base(band) for band in bands]
        if not all(any(self._is_near(n, base) for base in first) for n in numbers):
            return False
        return any(
            self._is_near(number, base) and band.height > 1.6 * self._leading
            for number in numbers
            for base, band in zip(first, bands, strict=True)
        )

    def _is_near(self, one: float, other: float) -> bool:
        return abs(one - other) < 0.2 * self._leading

    def _stands_at(self, line: TextLine, bases: list[float]) -> bool:
        """A line that begins like a cell, at one of these heights."""
        return line.text[:1].isupper() and any(
            self._is_near(line.middle, base) for base in bases
        )

    def _opens_cell(
        self,
        cell: Chunk,
        line: TextLine,
        column: list[TextLine],
        beside: list[float],
    ) -> bool:
        """Does this line begin another cell though it stands close below the last?

        One word is no cell: `Terlaksananya` / `Meningkatnya layanan …` is one objective.
        """
        above = cell[-1]
        if not line.text[:1].isupper():
            return False
        if OBJECTIVE_OPENING.match(line.text):
            return len(cell) > 1 or len(above.words) > 1
        aligned = any(abs(line.middle - base) < 0.2 * self._leading for base in beside)
        return aligned and (
            _DEED.match(line.text) is not None or not _goes_on(above, line, column)
        )

    def _owners(
        self, index: int, chunks: list[Chunk], bands: list[Area]
    ) -> list[tuple[Chunk, int]]:
        """Each cell of a column with the first row it reaches over.

        It may stand beside that row's first line, in its middle, or in the middle of all
        the rows it reaches over; the way that fits best is taken.
        """
        beside = [band_of(chunk[0], bands) for chunk in chunks]
        top_cost = sum(
            abs(chunk[0].top - self._first_top(bands[band]))
            for chunk, band in zip(chunks, beside, strict=True)
        )
        inside = [band_around(chunk, bands) for chunk in chunks]
        middle_cost = sum(
            abs(middle(chunk) - (bands[band].top + bands[band].bottom) / 2)
            for chunk, band in zip(chunks, inside, strict=True)
        )
        if self._opens_table and beside[0]:
            # The first cell of a table reaches over its first row, however it is set.
            top_cost += len(bands) * self._leading
        ways = [(top_cost, 0, chunks, beside)]
        if len(set(inside)) == len(inside) and not (self._opens_table and inside[0]):
            ways.append((middle_cost, 1, chunks, inside))
        shared = centred(
            self._columns[index],
            bands,
            lambda cell: self._against(index, {id(c[0]) for c in chunks}, cell),
            opens=self._opens_table,
        )
        if shared is not None:
            ways.append((shared[2], 2, shared[0], shared[1]))
        least = min(way[0] for way in ways)
        close = 0.06 * self._leading * len(chunks)
        fitting = [way for way in ways if way[0] <= least + close]
        if fitting[0][1] > 0:
            self._setting.in_middle += 1
        elif len(ways) > 1 and len(fitting) == 1:
            self._setting.at_top += 1
        preferred = self._opens_table and self._setting.prefers_middle
        _, _, cells, owners = fitting[-1 if preferred else 0]
        return list(zip(cells, owners, strict=True))

    def _against(self, index: int, begun: set[int], cell: Chunk) -> float:
        """What speaks against these lines being one cell of a column over several rows.

        `begun` are the lines (their ids) with which cells begin as their wording tells.
        """
        if self._names[index] == "number":
            return (len(cell) - 1) * _NUMBERS_JOINED * self._leading
        against = 0.0
        if id(cell[0]) not in begun:
            against += _BEGUN_BESIDE if cell[0].text[:1].isupper() else _MID_CELL
        against += _JOINED * sum(1 for line in cell[1:] if id(line) in begun)
        return against * self._leading

    def _first_base(self, band: Area) -> float:
        """The middle of the first line in a row."""
        bases = [
            line.middle
            for index, column in enumerate(self._columns)
            if self._names[index] not in _SPANNING
            for line in column
            if band.top < line.middle < band.bottom
        ]
        return min(bases, default=band.top)

    def _first_top(self, band: Area) -> float:
        """The top of the first line in a row."""
        tops = [
            line.top
            for index, column in enumerate(self._columns)
            if self._names[index] not in _SPANNING
            for line in column
            if band.top < line.middle < band.bottom
        ]
        return min(tops, default=band.top)


def _worth(text: str) -> float:
    """How well a line can begin an indicator: 1 as a measure does, -1 in lower case."""
    if not text[:1].isupper():
        return -1
    return 1 if kind_of(text, None) != "other" else 0.3


def _goes_on(above: TextLine, below: TextLine, column: list[TextLine]) -> bool:
    """Could a line go on with the one above: was that one full?"""
    right = max(line.x1 for line in column)
    return right - above.x1 < below.words[0].x1 - below.words[0].x0 + 0.3 * below.size


def _row(cells: list[Chunk], edges: list[float]) -> GridRow:
    lines = [line for chunk in cells for line in chunk]
    top = min((line.top for line in lines), default=0.0)
    bottom = max((line.bottom for line in lines), default=0.0)
    return GridRow(
        Area(edges[0], top, edges[-1], bottom),
        [
            GridCell(Area(edges[index], top, edges[index + 1], bottom), chunk)
            for index, chunk in enumerate(cells)
        ],
    )
