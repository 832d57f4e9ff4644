"""Page: one picture becomes a page of words and rules, as a PDF with a text layer has them.

The lines of text, those of cells and those between tables, are told apart by their letters
and laid below one another in one picture, so that no word of a neighbour is taken into a
line and a digit that stands alone is a line of its own. That picture is recognised twice,
for its words and for its signs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np

from tolok.reader.blocks import Box
from tolok.reader.sources.pdf.marks import Area, Page, Rule, Word
from tolok.reader.sources.pdf.ruled import find_ruled
from tolok.reader.sources.scan.agreement import agree
from tolok.reader.sources.scan.misreadings import (
    is_noise,
    is_scrawl,
    settle,
    with_true_stops,
    without_rim_dirt,
    without_strewn,
)
from tolok.reader.sources.scan.pictures import LONG_SIDE, Picture
from tolok.reader.sources.scan.recognition import (
    SECOND_LANGUAGE,
    Recognised,
    languages,
    recognise,
)
from tolok.reader.sources.scan.strokes import Strokes, find_blobs, find_strokes
from tolok.reader.sources.scan.textlines import (
    Letters,
    Line,
    Region,
    cut_out,
    find_lines,
    in_reading_order,
    is_strewn,
    letters_of,
)
from tolok.reader.sources.scan.upright import Matrix, Straight, lay_straight


# Points: a page is measured as if its long side were that of A4.
POINTS = 842.0
_SCALE = POINTS / LONG_SIDE
_DPI = 300
_MARGIN = 30
_BARE = 250
# Below this mean confidence a page may stand on its head; upside down text reads at 20 to 45.
_UNSURE = 62.0
_TEXT_AT_LEAST = 45.0
_FEWEST_WORDS = 8
_ODD_SIZE = 1.35
_SIZE_TO_SMALL = 1.9
_WIDEST_GAP = 2.4  # of a small letter
_FAINT_INK = 25


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


def _never() -> bool:
    return False


def read_picture(
    picture: Picture, number: int, in_a_hurry: Callable[[], bool] = _never
) -> ScannedPage:
    """Read one page; one that stands on its head is turned.

    Its lines are recognised twice, unless `in_a_hurry` says that time is short.
    """
    best, best_sure = _read(lay_straight(picture), number, in_a_hurry)
    for turn in (2, 1, 3):
        if best_sure >= _UNSURE or (best_sure > _TEXT_AT_LEAST and turn != 2):
            break
        page, sure = _read(lay_straight(picture, turn), number, in_a_hurry)
        if sure > best_sure:
            best, best_sure = page, sure
    return best


def _read(
    straight: Straight, number: int, in_a_hurry: Callable[[], bool]
) -> tuple[ScannedPage, float]:
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
    letters = letters_of(strokes.ink)
    regions = [Region(0, 0, width, height, cell=False)]
    regions += [Region(t.x0, t.top, t.x1, t.bottom, cell=True) for t in cells.tables]
    regions += [Region(c.x0, c.top, c.x1, c.bottom, cell=True) for c in cells.patches]
    lines = list(in_reading_order(find_lines(letters, regions)))
    found = _recognise_lines(strokes.cleaned, letters, lines, in_a_hurry)
    found = without_rim_dirt(found, height)
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
    """A cell with ink, or a table, in pixels."""

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


def _recognise_lines(
    picture: Picture,
    letters: Letters,
    lines: list[Line],
    in_a_hurry: Callable[[], bool],
) -> list[Recognised]:
    """Lay the lines below one another, recognise them, and put their words back."""
    dashes = [line for line in lines if line.dash]
    words = [_dash(line) for line in dashes]
    stack = _Stack(picture, letters, [line for line in lines if not line.dash])
    if not stack.pieces:
        return words
    read = stack.put_back(recognise(stack.picture, _DPI))
    if SECOND_LANGUAGE in languages() and not in_a_hurry():
        second = stack.put_back(recognise(stack.picture, _DPI, SECOND_LANGUAGE))
        read = [agree(*both) for both in zip(read, second, strict=True)]
    if is_strewn(lines, letters):
        read = [without_strewn(line) for line in read]
    return words + [word for line in read if not is_scrawl(line) for word in line]


def _dash(line: Line) -> Recognised:
    """A dash that is all of a cell; recognition takes no notice of it."""
    size = _SIZE_TO_SMALL * line.small
    return Recognised(
        "-", line.x0, line.base - line.small, line.x1, line.base, line.base, size, 90
    )


@dataclass(frozen=True)
class _Piece:
    """A line in the stack: where it stands on the page, and its parts drawn together.

    `parts` are (left in the stack, left on the page).
    """

    line: Line
    top: int
    cut: Picture
    parts: list[tuple[int, int]]


class _Stack:
    """All lines of a page below one another in one picture, evenly apart."""

    def __init__(self, picture: Picture, letters: Letters, lines: list[Line]) -> None:
        self.pieces = [_piece(line, *cut_out(picture, letters, line)) for line in lines]
        if not self.pieces:
            return
        self._pitch = max(len(piece.cut) for piece in self.pieces) + _MARGIN
        width = max(piece.cut.shape[1] for piece in self.pieces) + 2 * _MARGIN
        height = self._pitch * len(self.pieces) + _MARGIN
        self.picture: Picture = np.full((height, width), _BARE, dtype=np.uint8)
        for index, piece in enumerate(self.pieces):
            at = _MARGIN + index * self._pitch
            down, across = piece.cut.shape
            self.picture[at : at + down, _MARGIN : _MARGIN + across] = piece.cut

    def put_back(self, words: list[Recognised]) -> list[list[Recognised]]:
        """The words of each line, where they stand on the page."""
        found: list[list[Recognised]] = [[] for _ in self.pieces]
        for word in words:
            middle = (word.top + word.bottom) / 2 - _MARGIN / 2
            index = int(middle // self._pitch)
            if 0 <= index < len(self.pieces):
                piece = self.pieces[index]
                down = piece.top - _MARGIN - index * self._pitch
                right = _back(piece, word.x0 - _MARGIN)
                moved = _moved(word, right - _MARGIN, down)
                found[index].append(replace(moved, base=piece.line.base))
        return found


def _piece(line: Line, cut: Picture, left: int, top: int) -> _Piece:
    """Draw the parts of a line together: a wide gap between them says nothing."""
    filled = np.asarray((cut < _BARE - _FAINT_INK).any(axis=0))
    most = round(_WIDEST_GAP * line.small)
    parts: list[tuple[int, int]] = []
    pieces: list[Picture] = []
    start, bare, at = 0, 0, 0
    for x, has_ink in enumerate([*filled.tolist(), False]):
        if has_ink and bare > most and x - bare > start:
            keep = x - bare + most // 2
            parts.append((at, left + start))
            pieces.append(cut[:, start:keep])
            at += keep - start
            start = x - (most - most // 2)
        bare = 0 if has_ink else bare + 1
    parts.append((at, left + start))
    pieces.append(cut[:, start:])
    return _Piece(line, top, np.hstack(pieces), parts)


def _back(piece: _Piece, x: float) -> float:
    """How far to the right on the page a place in the stack stands."""
    for at, left in reversed(piece.parts):
        if x >= at:
            return left - at
    return piece.parts[0][1]


def _moved(word: Recognised, right: float, down: float) -> Recognised:
    return replace(
        word,
        x0=word.x0 + right,
        top=word.top + down,
        x1=word.x1 + right,
        bottom=word.bottom + down,
        base=word.base + down,
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
