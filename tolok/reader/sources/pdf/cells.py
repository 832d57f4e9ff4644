"""Cells: the lines of a table's columns become rows where no line is drawn between them.

Rows show themselves by wider gaps between lines; where all lines stand equally close, by
the columns that hold one entry a row (number, target, unit). A cell of the objective may
reach over several rows, set at their top or in their middle.
"""

from collections.abc import Sequence
from itertools import pairwise

from tolok.reader.parse.kinds import kind_of
from tolok.reader.sources.pdf.marks import Area, TextLine
from tolok.reader.sources.pdf.ruled import GridCell, GridRow


_WIDER = 1.22  # of the usual leading: a gap between rows
_SPANNING = frozenset({"number", "objective", "position", "office"})
_ONE_A_ROW = ("target", "unit")
_MISFIT = 0.6

Chunk = list[TextLine]


def part_rows(
    columns: list[list[TextLine]],
    names: Sequence[str],
    edges: list[float],
    *,
    separators: Sequence[float] = (),
    head: bool = False,
) -> list[GridRow]:
    """Part a table's lines into rows; `names` are the fields of its columns."""
    if not any(columns):
        return []
    if head:
        return [_row([list(column) for column in columns], edges)]
    return _Parting(columns, names, edges, list(separators)).rows()


class _Parting:
    def __init__(
        self,
        columns: list[list[TextLine]],
        names: Sequence[str],
        edges: list[float],
        separators: list[float],
    ) -> None:
        self._columns = columns
        self._names = names
        self._edges = edges
        self._separators = separators
        self._leading = _leading(columns)

    def rows(self) -> list[GridRow]:
        driving = [
            index
            for index, name in enumerate(self._names)
            if name not in _SPANNING and self._columns[index]
        ]
        if not driving:
            driving = [i for i, column in enumerate(self._columns) if column]
        bands = self._bands(driving)
        rows: list[list[Chunk]] = [[[] for _ in self._columns] for _ in bands]
        for index, column in enumerate(self._columns):
            if index in driving:
                for line in column:
                    rows[_band_of(line, bands)][index].append(line)
        self._place_spanning(rows, bands, driving)
        return [_row(row, self._edges) for row in rows]

    # Rows

    def _bands(self, driving: list[int]) -> list[Area]:
        """The height of each row, from the columns that have one entry a row."""
        chunks = [c for index in driving for c in self._chunks(self._columns[index])]
        bands: list[list[Chunk]] = []
        bottom = float("-inf")
        for chunk in sorted(chunks, key=lambda chunk: chunk[0].top):
            # Lines of neighbouring columns may overlap a little without sharing a row.
            if bands and chunk[0].base <= bottom + 0.2:
                bands[-1].append(chunk)
            else:
                bands.append([chunk])
            bottom = max(bottom, chunk[-1].base)
        areas: list[Area] = []
        for band in bands:
            areas += self._split_band(
                [line for chunk in band for line in chunk], driving
            )
        return areas

    def _chunks(self, column: list[TextLine]) -> list[Chunk]:
        """Lines that stand close to one another, with no separator between."""
        chunks: list[Chunk] = []
        for line in column:
            last = chunks[-1][-1] if chunks else None
            if (
                last is not None
                and line.base - last.base <= _WIDER * self._leading
                and not any(last.base < at < line.base for at in self._separators)
            ):
                chunks[-1].append(line)
            else:
                chunks.append([line])
        return chunks

    def _split_band(self, lines: list[TextLine], driving: list[int]) -> list[Area]:
        """Part a band that holds several rows set as close as their own lines."""
        top = min(line.base for line in lines)
        bottom = max(line.base for line in lines)
        half = 0.5 * self._leading
        tops = [base - half for base in (top, *self._starts(top, bottom, driving))]
        return [
            Area(self._edges[0], start, self._edges[-1], end)
            for start, end in zip(tops, [*tops[1:], bottom + half], strict=True)
        ]

    def _starts(self, top: float, bottom: float, driving: list[int]) -> list[float]:
        """Baselines, below the first, at which a new row begins."""
        near = 0.4 * self._leading
        found: list[float] = []

        def add(base: float) -> None:
            if top + near < base <= bottom + near and not any(
                abs(base - other) <= near for other in found
            ):
                found.append(base)

        inside = [
            [line for line in column if top - near <= line.base <= bottom + near]
            for column in self._columns
        ]
        for index, name in enumerate(self._names):
            entries = inside[index]
            one_each = name == "number" or (
                name in _ONE_A_ROW and _are_entries(entries)
            )
            if one_each and len(entries) > 1:
                for line in entries:
                    add(line.base)
        if not found and not any(name in _ONE_A_ROW for name in self._names):
            for index in driving:
                if self._names[index] == "indicator":
                    for base in self._opened(inside[index], index):
                        add(base)
        return sorted(found)

    def _opened(self, lines: list[TextLine], index: int) -> list[float]:
        """Baselines of lines that begin an indicator though the line before had room."""
        right = max((line.x1 for line in self._columns[index]), default=0.0)
        return [
            below.base
            for above, below in pairwise(lines)
            if right - above.x1
            > below.words[0].x1 - below.words[0].x0 + 0.3 * below.size
            and kind_of(below.text, None) != "other"
        ]

    # Cells over several rows

    def _place_spanning(
        self, rows: list[list[Chunk]], bands: list[Area], driving: list[int]
    ) -> None:
        for index, column in enumerate(self._columns):
            if index in driving or not column:
                continue
            chunks = self._spanning_chunks(index)
            for chunk, band in zip(chunks, self._owners(chunks, bands), strict=True):
                rows[band][index] += chunk

    def _spanning_chunks(self, index: int) -> list[Chunk]:
        """The cells of a column that may reach over rows; a number opens a new one."""
        column = self._columns[index]
        if self._names[index] == "number":
            return [[line] for line in column]
        numbers = [
            line.base
            for at, name in enumerate(self._names)
            if name == "number"
            for line in self._columns[at]
        ]
        chunks: list[Chunk] = []
        for chunk in self._chunks(column):
            part: Chunk = []
            for line in chunk:
                opens = any(abs(line.base - base) < 0.3 * line.size for base in numbers)
                if part and opens and not _goes_on(part[-1], line, column):
                    chunks.append(part)
                    part = []
                part.append(line)
            chunks.append(part)
        return chunks

    def _owners(self, chunks: list[Chunk], bands: list[Area]) -> list[int]:
        """For each cell the first row it reaches over."""
        by_top = [_band_of(chunk[0], bands) for chunk in chunks]
        tops = [
            abs(chunk[0].base - (bands[band].top + 0.5 * self._leading))
            for chunk, band in zip(chunks, by_top, strict=True)
        ]
        if all(misfit < _MISFIT * self._leading for misfit in tops):
            return by_top
        centred = _centred(chunks, bands)
        if centred is not None and centred[1] < _MISFIT * self._leading * len(chunks):
            return centred[0]
        return by_top


def _centred(chunks: list[Chunk], bands: list[Area]) -> tuple[list[int], float] | None:
    """Share the rows out so that each cell stands in the middle of its own."""
    rows, cells = len(bands), len(chunks)
    if not 0 < cells <= rows:
        return None
    middles = [(chunk[0].top + chunk[-1].bottom) / 2 for chunk in chunks]

    def misfit(cell: int, start: int, end: int) -> float:
        return abs((bands[start].top + bands[end - 1].bottom) / 2 - middles[cell])

    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for cell in range(cells):
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, owners) in best.items():
            for end in range(start + 1, rows - (cells - cell - 1) + 1):
                total = cost + misfit(cell, start, end)
                if end not in following or total < following[end][0]:
                    following[end] = (total, [*owners, start])
        best = following
    if rows not in best:
        return None
    cost, owners = best[rows]
    return owners, cost


def _goes_on(above: TextLine, below: TextLine, column: list[TextLine]) -> bool:
    """Does a line go on with the one above: in lower case, and that one was full?"""
    right = max(line.x1 for line in column)
    room = right - above.x1
    return (
        below.text[:1].islower()
        and room < below.words[0].x1 - below.words[0].x0 + 0.3 * below.size
    )


def _are_entries(lines: list[TextLine]) -> bool:
    """Is each line an entry of its own, not the second half of one?"""
    return not any(line.text[:1].islower() for line in lines[1:])


def _leading(columns: list[list[TextLine]]) -> float:
    """The usual distance of two lines in one cell."""
    steps = sorted(
        below.base - above.base
        for column in columns
        for above, below in pairwise(column)
        if 0.9 * below.size <= below.base - above.base <= 2.2 * below.size
    )
    if steps:
        return steps[len(steps) // 10]
    sizes = [line.size for column in columns for line in column]
    return 1.25 * max(sizes, default=10.0)


def _band_of(line: TextLine, bands: list[Area]) -> int:
    """The row in which a line's baseline lies, or the nearest above it."""
    found = 0
    for index, band in enumerate(bands):
        if line.base >= band.top:
            found = index
    return found


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
