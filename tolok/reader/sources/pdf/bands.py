"""Bands: the heights of a table's rows, and to which of them a cell's lines belong."""

from dataclasses import dataclass

from tolok.reader.sources.pdf.marks import Area, TextLine


Chunk = list[TextLine]


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


def centred(chunks: list[Chunk], bands: list[Area]) -> tuple[list[int], float] | None:
    """Share the rows out so that each cell stands in the middle of its own."""
    rows, cells = len(bands), len(chunks)
    if not 0 < cells <= rows:
        return None
    middles = [middle(chunk) for chunk in chunks]

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


def band_of(line: TextLine, bands: list[Area]) -> int:
    """The row in which a line's middle lies, or the nearest above it."""
    found = 0
    for index, band in enumerate(bands):
        if line.middle >= band.top:
            found = index
    return found
