"""Page: one picture becomes a page of words and rules, as a PDF with a text layer has them.

Tables and running text are recognised apart. The cells of all tables are laid below one
another in one picture, so that no word of a neighbouring cell is taken into a line and a
digit that stands alone is a line of its own.
"""

from dataclasses import dataclass, field
from statistics import median

import cv2
import numpy as np

from tolok.reader.blocks import Box
from tolok.reader.sources.pdf.marks import Area, Page, Rule, Word
from tolok.reader.sources.pdf.ruled import find_ruled
from tolok.reader.sources.scan.misreadings import (
    is_noise,
    settle,
    with_true_stops,
    without_rim_dirt,
)
from tolok.reader.sources.scan.pictures import LONG_SIDE, Picture
from tolok.reader.sources.scan.recognition import Recognised, recognise
from tolok.reader.sources.scan.strokes import Strokes, find_blobs, find_strokes
from tolok.reader.sources.scan.upright import Matrix, Straight, lay_straight


# Points: a page is measured as if its long side were that of A4.
POINTS = 842.0
_SCALE = POINTS / LONG_SIDE
_DPI = 300
_MARGIN = 30
_INSET = 3
_BARE = 250
# Below this mean confidence a page may stand on its head; upside down text reads at 20 to 45.
_UNSURE = 62.0
_TEXT_AT_LEAST = 45.0
_FEWEST_WORDS = 8
_ODD_SIZE = 1.35


@dataclass
class ScannedPage(Page):
    """A page read from a picture; `back` leads from its points to shares of the picture."""

    back: Matrix = field(default_factory=lambda: np.eye(3))

    def box(self, area: Area) -> Box:
        """Where an area stands on the picture as it was given."""
        corners = np.array(
            [
                [area.x0, area.x1, area.x1, area.x0],
                [area.top, area.top, area.bottom, area.bottom],
                [1.0, 1.0, 1.0, 1.0],
            ]
        )
        x, y, w = self.back @ corners
        edges = (min(x / w), min(y / w), max(x / w), max(y / w))
        kept = [round(min(1.0, max(0.0, float(edge))), 4) for edge in edges]
        return Box(self.number, *kept)


def read_picture(picture: Picture, number: int) -> ScannedPage:
    """Read one page; one that stands on its head is turned."""
    best, best_sure = _read(lay_straight(picture), number)
    for turn in (2, 1, 3):
        if best_sure >= _UNSURE or (best_sure > _TEXT_AT_LEAST and turn != 2):
            break
        page, sure = _read(lay_straight(picture, turn), number)
        if sure > best_sure:
            best, best_sure = page, sure
    return best


def _read(straight: Straight, number: int) -> tuple[ScannedPage, float]:
    height, width = straight.picture.shape
    strokes = find_strokes(straight.picture)
    across, down = straight.shown
    page = ScannedPage(
        number,
        width * _SCALE,
        height * _SCALE,
        level=[_in_points(rule) for rule in strokes.level],
        upright=[_in_points(rule) for rule in strokes.upright],
        pictured=1.0,
        back=np.diag([1 / across, 1 / down, 1.0])
        @ straight.back
        @ np.diag([1 / _SCALE, 1 / _SCALE, 1.0]),
    )
    cells = _cells(page, strokes)
    found = _recognise_cells(strokes.cleaned, cells)
    prose = _recognise_prose(strokes.cleaned, strokes.ink, cells)
    found += without_rim_dirt(prose, height)
    found = [with_true_stops(word, strokes.ink) for word in found]
    page.words = _as_words(found)
    page.characters = sum(len(word.text) for word in page.words)
    long = [word for word in found if len(word.text) > 2]
    if len(long) < _FEWEST_WORDS:
        return page, 0.0
    return page, sum(word.sure for word in long) / len(long)


def _in_points(rule: Rule) -> Rule:
    return Rule(rule.at * _SCALE, rule.start * _SCALE, rule.end * _SCALE)


@dataclass(frozen=True)
class _Patch:
    """A cell with ink, in pixels; `frame` is its table's area."""

    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(frozen=True)
class _Cells:
    patches: list[_Patch]
    tables: list[_Patch]


def _cells(page: ScannedPage, strokes: Strokes) -> _Cells:
    """The cells that hold ink; pieces of ink stand in for the words not yet known."""
    blobs = [
        Word(
            "x",
            left * _SCALE,
            top * _SCALE,
            right * _SCALE,
            bottom * _SCALE,
            bottom * _SCALE,
            10.0,
        )
        for left, top, right, bottom in find_blobs(strokes.ink)
    ]
    grids, _ = find_ruled(page, blobs)
    patches = [
        _patch(cell.area)
        for grid in grids
        for row in grid.rows
        for cell in row.cells
        if cell.lines and not cell.above and not cell.left
    ]
    return _Cells(patches, [_patch(grid.area) for grid in grids])


def _patch(area: Area) -> _Patch:
    return _Patch(*(round(edge / _SCALE) for edge in area))


def _recognise_cells(picture: Picture, cells: _Cells) -> list[Recognised]:
    """Lay the cells below one another, recognise them, and put their words back."""
    if not cells.patches:
        return []
    pieces: list[tuple[int, _Patch]] = []
    y = _MARGIN
    for patch in cells.patches:
        pieces.append((y, patch))
        y += patch.bottom - patch.top + _MARGIN
    width = max(patch.x1 - patch.x0 for patch in cells.patches) + 2 * _MARGIN
    stack = np.full((y, width), _BARE, dtype=np.uint8)
    for at, patch in pieces:
        inside = picture[
            patch.top + _INSET : patch.bottom - _INSET,
            patch.x0 + _INSET : patch.x1 - _INSET,
        ]
        stack[
            at + _INSET : at + _INSET + inside.shape[0],
            _MARGIN + _INSET : _MARGIN + _INSET + inside.shape[1],
        ] = inside
    words: list[Recognised] = []
    for word in recognise(stack, _DPI):
        middle = (word.top + word.bottom) / 2
        for at, patch in pieces:
            if at <= middle <= at + patch.bottom - patch.top:
                words.append(_moved(word, patch.x0 - _MARGIN, patch.top - at))
                break
    return words


def _recognise_prose(picture: Picture, ink: Picture, cells: _Cells) -> list[Recognised]:
    outside, rest = picture.copy(), ink.copy()
    for table in cells.tables:
        outside[table.top : table.bottom, table.x0 : table.x1] = _BARE
        rest[table.top : table.bottom, table.x0 : table.x1] = 0
    rows = np.flatnonzero(cv2.medianBlur(rest, 5).any(axis=1))
    if not len(rows):
        return []
    top = max(0, int(rows[0]) - _MARGIN)
    bottom = min(len(outside), int(rows[-1]) + _MARGIN)
    part = np.ascontiguousarray(outside[top:bottom])
    return [_moved(word, 0, top) for word in recognise(part, _DPI)]


def _moved(word: Recognised, right: int, down: int) -> Recognised:
    return Recognised(
        word.text,
        word.x0 + right,
        word.top + down,
        word.x1 + right,
        word.bottom + down,
        word.base + down,
        word.size,
        word.sure,
    )


def _as_words(found: list[Recognised]) -> list[Word]:
    """Words in points; sizes that differ little are one, as letters of a line vary."""
    usual = median([word.size for word in found]) if found else 0.0
    words: list[Word] = []
    for word in found:
        if is_noise(word, usual):
            continue
        same = usual / _ODD_SIZE <= word.size <= usual * _ODD_SIZE
        size = usual if same else word.size
        words.append(
            Word(
                settle(word.text),
                word.x0 * _SCALE,
                word.top * _SCALE,
                word.x1 * _SCALE,
                word.bottom * _SCALE,
                word.base * _SCALE,
                size * _SCALE,
                word.sure,
            )
        )
    return words
