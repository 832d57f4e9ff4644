"""Cut heads: the head of an aligned table whose first lines a page left above its end.

They are read on the page where the table's rows stand.
"""

from itertools import pairwise

from tolok.reader.parse.columns import is_of_headings
from tolok.reader.sources.pdf.furniture import Sheet
from tolok.reader.sources.pdf.headings import numbers_of
from tolok.reader.sources.pdf.marks import TextLine


_MOST_LINES = 8
_CLOSE = 2.6  # of the letters' size
_LEADING = 1.25


def join_cut_heads(sheets: list[Sheet]) -> None:
    """Move head lines from the end of a page above the rest of that head on the next."""
    for sheet, following in pairwise(sheets):
        if not following.lines or (
            following.grids and following.grids[0].area.top < following.lines[0].top
        ):
            continue
        first = following.lines[0]
        goes_on = _is_of_head(first) or (numbers_of(first) != [])
        cut = _last_lines_of_head(sheet)
        if not cut or not goes_on:
            continue
        above = {line.text for line in following.lines[: len(cut) + _MOST_LINES]}
        if any(line.text in above for line in cut):
            continue
        sheet.lines = sheet.lines[: -len(cut)]
        down = first.base - _LEADING * first.size - cut[-1].base
        following.lines = [*(_moved(line, down) for line in cut), *following.lines]


def _last_lines_of_head(sheet: Sheet) -> list[TextLine]:
    """The lines at the end of a page that say nothing but headings of several columns."""
    found: list[TextLine] = []
    for line in reversed(sheet.lines[-_MOST_LINES:]):
        below = found[0] if found else None
        far = below is not None and below.base - line.base > _CLOSE * below.size
        if far or not _is_of_head(line):
            break
        found.insert(0, line)
    if any(grid.area.bottom > line.base for line in found for grid in sheet.grids):
        return []
    widest = max((len(line.words) for line in found), default=0)
    return found if widest > 2 else []


def _is_of_head(line: TextLine) -> bool:
    words = [word.text for word in line.words if any(c.isalnum() for c in word.text)]
    return bool(words) and all(map(is_of_headings, words))


def _moved(line: TextLine, down: float) -> TextLine:
    return TextLine(
        [
            word._replace(
                top=word.top + down, bottom=word.bottom + down, base=word.base + down
            )
            for word in line.words
        ]
    )
