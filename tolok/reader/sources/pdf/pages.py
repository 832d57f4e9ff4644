"""Pages: what PDFium says of each page, as words and rules.

Left out: text outside the visible part of the page, invisible or white on white, letters
drawn twice to look bold, and text at a slant or large and pale, as watermarks are.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.pdf.letters import Letter, words_of
from tolok.reader.sources.pdf.marks import Page, Rule
from tolok.reader.sources.pdf.trust import DAMAGED, PICTURE_COVERS


# No page of a decree comes near these; a drawing made to choke a reader does.
_MOST_CHARACTERS = 60_000
_MOST_OBJECTS = 60_000
_MOST_SEGMENTS = 200_000
_MOST_DEPTH = 8

_THINNEST_AREA = 3.5  # points: what is thinner and filled is a line
_SHORTEST_RULE = 4.0
# Some 5 degrees: a scan set slightly askew still reads, a slanted watermark does not.
_STRAIGHT = 0.996
# Watermarks: 0 is black, 1 is white; the size is in points.
_PALE = 0.6
_LARGE = 30.0
_WHITE = 0.97
_INVISIBLE_MODES = (3, 7)
_UNMAPPED = "\ufffd"
Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Style(NamedTuple):
    """What one text object's characters share.

    `turn` is by how many quarters (clockwise) the page must be turned to read them; None
    where they stand at a slant.
    """

    turn: int | None
    size: float
    invisible: bool
    pale: float


def read_page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """Read one page (from 1) and free what PDFium held for it.

    Raises UnreadableDecree if the page cannot be loaded or holds far too much.
    """
    try:
        source = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise UnreadableDecree(DAMAGED) from error
    try:
        return _PageReader(source, number).read()
    finally:
        source.close()


class _PageReader:
    def __init__(self, source: pypdfium2.PdfPage, number: int) -> None:
        self._source = source
        self._number = number
        self._quarter = source.get_rotation() // 90 % 4
        left, bottom, right, top = source.get_cropbox()
        media = source.get_mediabox()
        self._left, self._bottom = max(left, media[0]), max(bottom, media[1])
        self._right, self._top = min(right, media[2]), min(top, media[3])
        if self._right - self._left < 1 or self._top - self._bottom < 1:
            self._left, self._bottom, self._right, self._top = media
        width, height = self._right - self._left, self._top - self._bottom
        if self._quarter % 2:
            width, height = height, width
        self._page = Page(number, max(width, 1.0), max(height, 1.0))
        self._fills: list[tuple[float, float, float, float, float]] = []
        self._segments = 0

    def read(self) -> Page:
        page = self._page
        self._read_drawings()
        letters = self._letters()
        turns = Counter(turn for turn, _ in letters)
        page.turn = turns.most_common(1)[0][0] if turns else 0
        read = [letter for turn, letter in letters if turn == page.turn]
        for _ in range(page.turn):
            read = [_turn_letter(letter, page.height) for letter in read]
            _turn_page(page)
        page.words = words_of(read)
        return page

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the PDF as a point of the page as it is shown, y downwards."""
        if self._quarter == 0:
            return x - self._left, self._top - y
        if self._quarter == 1:
            return y - self._bottom, x - self._left
        if self._quarter == 2:
            return self._right - x, y - self._bottom
        return self._top - y, self._right - x

    # Text

    def _letters(self) -> list[tuple[int, Letter]]:
        text = self._source.get_textpage()
        try:
            count = text.count_chars()
            if count > _MOST_CHARACTERS:
                raise too_complicated()
            return list(self._letters_of(text, count))
        finally:
            text.close()

    def _letters_of(
        self, text: pypdfium2.PdfTextPage, count: int
    ) -> Iterator[tuple[int, Letter]]:
        """Each letter that can be seen, with the turn that its text needs."""
        page = self._page
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        styles: dict[int, _Style] = {}
        for index in range(count):
            if raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            if not raw.FPDFText_GetLooseCharBox(text, index, box):
                continue
            sign = _sign(text, index)
            style = self._style(text, index, styles)
            if not sign.isspace():
                page.characters += 1
                page.invisible += style.invisible
                page.unmapped += sign == _UNMAPPED
            if style.turn is None:
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            one = self._shown(box.left, box.bottom)
            other = self._shown(box.right, box.top)
            origin = self._shown(x.value, y.value)
            letter = Letter(
                sign,
                min(one[0], other[0]),
                min(one[1], other[1]),
                max(one[0], other[0]),
                max(one[1], other[1]),
                *origin,
                style.size,
            )
            if self._is_seen(letter, style):
                yield style.turn, letter

    def _style(
        self, text: pypdfium2.PdfTextPage, index: int, styles: dict[int, _Style]
    ) -> _Style:
        found = raw.FPDFText_GetTextObject(text, index)
        key = ctypes.addressof(found.contents) if found else -index - 1
        if key not in styles:
            styles[key] = self._new_style(text, index, found)
        return styles[key]

    def _new_style(self, text: pypdfium2.PdfTextPage, index: int, found: Any) -> _Style:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, matrix)
        along = math.hypot(matrix.a, matrix.b) or 1.0
        turn = _turn_of(matrix.a / along, matrix.b / along)
        if turn is not None:
            turn = (turn - self._quarter) % 4
        tall = math.hypot(matrix.c, matrix.d) or 1.0
        size = abs(raw.FPDFText_GetFontSize(text, index)) * tall
        mode = raw.FPDFTextObj_GetTextRenderMode(found) if found else 0
        return _Style(
            turn,
            min(max(size, 1.0), 400.0),
            mode in _INVISIBLE_MODES,
            _paleness(raw.FPDFPageObj_GetFillColor, found) if found else 0.0,
        )

    def _is_seen(self, letter: Letter, style: _Style) -> bool:
        """Does the letter stand on the page, in a colour that can be seen there?

        Large pale letters are a watermark. Invisible ones over a picture of the whole page
        are kept: they are the text layer of a scan, which is trusted or not as a whole.
        """
        page = self._page
        if style.invisible and page.pictured < PICTURE_COVERS:
            return False
        x, y = (letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2
        if not (-1 <= x <= page.width + 1 and -1 <= y <= page.height + 1):
            return False
        if style.pale > _PALE and style.size > _LARGE:
            return False
        if style.pale < _WHITE:
            return True
        ground = 1.0
        for x0, top, x1, bottom, pale in self._fills:
            if x0 <= x <= x1 and top <= y <= bottom:
                ground = pale
        return ground < _WHITE - 0.1

    # Drawings

    def _read_drawings(self) -> None:
        count = raw.FPDFPage_CountObjects(self._source)
        objects = (raw.FPDFPage_GetObject(self._source, i) for i in range(count))
        self._walk(objects, count, _UNMOVED, 0)

    def _walk(
        self, objects: Iterator[Any], count: int, moved: Matrix, depth: int
    ) -> None:
        if count > _MOST_OBJECTS:
            raise too_complicated()
        for item in objects:
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._add_path(item, moved)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._add_picture(item, moved)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MOST_DEPTH:
                inner = raw.FPDFFormObj_CountObjects(item)
                self._walk(
                    (raw.FPDFFormObj_GetObject(item, i) for i in range(inner)),
                    inner,
                    _times(_matrix_of(item), moved),
                    depth + 1,
                )

    def _add_picture(self, item: Any, moved: Matrix) -> None:
        matrix = _times(_matrix_of(item), moved)
        corners = [
            self._move(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))
        ]
        x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
        top, bottom = min(y for _, y in corners), max(y for _, y in corners)
        if min(x1 - x0, bottom - top) < _THINNEST_AREA:
            self._add_thin(x0, top, x1, bottom)
            return
        page = self._page
        seen = max(0.0, min(x1, page.width) - max(x0, 0)) * max(
            0.0, min(bottom, page.height) - max(top, 0)
        )
        page.pictured = max(page.pictured, seen / (page.width * page.height))

    def _add_path(self, item: Any, moved: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not (fill.value or stroke.value):
            return
        strokes = self._strokes(item, _times(_matrix_of(item), moved))
        if stroke.value and _paleness(raw.FPDFPageObj_GetStrokeColor, item) < _WHITE:
            for one, other in strokes:
                self._add_thin(
                    min(one[0], other[0]),
                    min(one[1], other[1]),
                    max(one[0], other[0]),
                    max(one[1], other[1]),
                )
        if fill.value and strokes:
            self._add_fill(strokes, _paleness(raw.FPDFPageObj_GetFillColor, item))

    def _add_fill(
        self,
        strokes: list[tuple[tuple[float, float], tuple[float, float]]],
        pale: float,
    ) -> None:
        """A thin filled shape is a line; a larger one only the ground of what stands on it."""
        points = [point for pair in strokes for point in pair]
        x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        if min(x1 - x0, bottom - top) >= _THINNEST_AREA:
            self._fills.append((x0, top, x1, bottom, pale))
        elif pale < _WHITE:
            self._add_thin(x0, top, x1, bottom)

    def _add_thin(self, x0: float, top: float, x1: float, bottom: float) -> None:
        width, height = x1 - x0, bottom - top
        if height <= _THINNEST_AREA and width > height:
            self._page.level.append(Rule((top + bottom) / 2, x0, x1))
        elif width <= _THINNEST_AREA and height > width:
            self._page.upright.append(Rule((x0 + x1) / 2, top, bottom))

    def _strokes(
        self, item: Any, matrix: Matrix
    ) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """The straight pieces of a path."""
        count = raw.FPDFPath_CountSegments(item)
        self._segments += max(0, count)
        if self._segments > _MOST_SEGMENTS:
            raise too_complicated()
        pieces: list[tuple[tuple[float, float], tuple[float, float]]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._move(matrix, x.value, y.value)
            if kind == raw.FPDF_SEGMENT_LINETO:
                pieces.append((last, point))
            elif kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            last = point
            if raw.FPDFPathSegment_GetClose(segment):
                pieces.append((last, start))
                last = start
        return pieces

    def _move(self, matrix: Matrix, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = matrix
        return self._shown(a * x + c * y + e, b * x + d * y + f)


def too_complicated() -> UnreadableDecree:
    return UnreadableDecree(
        "Satu halaman PDF ini memuat terlalu banyak huruf atau gambar garis untuk sebuah "
        "keputusan. Bawa berkas keputusannya saja, atau simpan ulang dari aplikasi asalnya."
    )


def _matrix_of(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _UNMOVED
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _paleness(ask: Any, item: Any) -> float:
    """0 for black, 1 for white or wholly transparent."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not ask(item, red, green, blue, alpha):
        return 0.0
    light = (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255
    cover = alpha.value / 255
    return 1 - cover * (1 - light)


def _sign(text: pypdfium2.PdfTextPage, index: int) -> str:
    """The character, or the sign for one whose letter the file does not tell."""
    code = raw.FPDFText_GetUnicode(text, index)
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or 0xD800 <= code <= 0xDFFF
    if private or code in (0, 0xFFFE, 0xFFFF):
        return _UNMAPPED
    if raw.FPDFText_HasUnicodeMapError(text, index) == 1:
        return _UNMAPPED
    return chr(code)


def _turn_of(along: float, up: float) -> int | None:
    """The turn (quarters, clockwise) that makes text in this direction read to the right."""
    strength, turn = max(((along, 0), (up, 1), (-along, 2), (-up, 3)))
    return turn if strength > _STRAIGHT else None


def _turn_letter(letter: Letter, height: float) -> Letter:
    return letter._replace(
        x0=height - letter.bottom,
        top=letter.x0,
        x1=height - letter.top,
        bottom=letter.x1,
        start=height - letter.base,
        base=letter.start,
    )


def _turn_page(page: Page) -> None:
    """Turn the page's frame and rules a quarter clockwise."""
    height = page.height
    page.level, page.upright = (
        [
            Rule(rule.at, height - rule.end, height - rule.start)
            for rule in page.upright
        ],
        [Rule(height - rule.at, rule.start, rule.end) for rule in page.level],
    )
    page.width, page.height = height, page.width
