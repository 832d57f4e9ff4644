"""Bands: the heights of a table's rows, and to which of them a cell's lines belong."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from tolok.reader.sources.pdf.marks import Area, TextLine


Chunk = list[TextLine]

_CUT = 0.5  # of the letters' size: what speaks against a cell's being cut by the page


@dataclass
class Setting:
    """How a document sets cells that reach over rows, as its tables tell where they can.

    One table alone may be read both ways: a number beside the first line of the third row
    may open that row, or stand in the middle of rows two to four.
    """

    at_top: int = 0
    in_middle: int = 0

    @property
    def prefers_middle(self) -> bool:
        """Do more tables set such cells in the middle than at the top?"""
        return self.in_middle > self.at_top


def middle(chunk: Chunk) -> float:
    return (chunk[0].middle + chunk[-1].middle) / 2


def band_around(chunk: Chunk, bands: list[Area]) -> int:
    """The row whose middle is nearest to that of a cell."""
    own = middle(chunk)
    return min(
        range(len(bands)),
        key=lambda index: abs((bands[index].top + bands[index].bottom) / 2 - own),
    )


def centred(
    column: Chunk,
    bands: list[Area],
    against: Callable[[Chunk], float],
    *,
    opens: bool,
) -> tuple[list[Chunk], list[int], float] | None:
    """Share the rows out so that each cell stands in the middle of its own.

    The lines at a group of rows are its cell; `against` says what speaks against their
    making one cell (in points). Where the table does not open on this page, its first rows
    may belong to a cell of the page before; the last cell may go on on the next page, and
    then stands at its top here. Gives the cells, the first row of each, and what speaks
    against it all.
    """
    places = [
        float("-inf"),
        *((one.bottom + other.top) / 2 for one, other in pairwise(bands)),
        float("inf"),
    ]
    ways: list[tuple[float, list[int]] | None] = [(0.0, [])]
    for end in range(1, len(places)):
        best: tuple[float, list[int]] | None = None
        for start in range(end):
            before = ways[start]
            if before is None:
                continue
            held = [n for n in column if places[start] < n.middle <= places[end]]
            if not held and (opens or start):
                continue
            total = before[0]
            if held:
                cut = end == len(bands) > 1
                total += _beside(held, bands[start:end], cut=cut) + against(held)
            if best is None or total < best[0]:
                best = total, [*before[1], start]
        ways.append(best)
    found = ways[-1]
    if found is None:
        return None
    bounds = [*found[1], len(bands)]
    cells = [
        (start, [n for n in column if places[start] < n.middle <= places[end]])
        for start, end in pairwise(bounds)
    ]
    filled = [(start, held) for start, held in cells if held]
    return [held for _, held in filled], [start for start, _ in filled], found[0]


def _beside(cell: Chunk, rows: list[Area], *, cut: bool) -> float:
    """How far a cell stands beside the middle of its rows; one that a page cuts, their top."""
    beside = abs((rows[0].top + rows[-1].bottom) / 2 - middle(cell))
    if not cut:
        return beside
    return min(beside, abs(cell[0].top - rows[0].top) + _CUT * cell[0].size)


def band_of(line: TextLine, bands: list[Area]) -> int:
    """The row in which a line's middle lies, or the nearest above it."""
    found = 0
    for index, band in enumerate(bands):
        if line.middle >= band.top:
            found = index
    return found


def leading_of(columns: list[list[TextLine]]) -> float:
    """The usual distance of two lines in one cell."""
    steps = sorted(
        below.middle - above.middle
        for column in columns
        for above, below in pairwise(column)
        if 0.9 * below.size <= below.middle - above.middle <= 2.2 * below.size
    )
    if steps:
        return steps[len(steps) // 10]
    sizes = [line.size for column in columns for line in column]
    return 1.25 * max(sizes, default=10.0)
