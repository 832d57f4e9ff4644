"""Furniture: what every page carries beside the decree's wording.

Page numbers, running heads and feet, strips for initials (paraf) and the line that tells of
an electronic signature. A line is furniture if it says so, or if it stands outermost at the
same place of many pages; lines that open a part of the decree never are.
"""

import re
from dataclasses import dataclass

from tolok.reader.parse import labels
from tolok.reader.parse.columns import is_heading
from tolok.reader.sources.pdf.marks import Page, TextLine
from tolok.reader.sources.pdf.ruled import Grid
from tolok.reader.words import fold, split_label


_BAND = 0.16  # share of the page's height, above and below, in which furniture stands
_SAME_HEIGHT = 6.0
_ON_SO_MANY_PAGES = 0.4
_MOST_LINES = 8
_PAGE_NUMBER = re.compile(
    r"""[-–—]?\s*\d{1,4}\s*[-–—]?
      | \(\s*\d{1,4}\s*\)
      | [ivxlc]{1,7}
      | (?:page|halaman|hal\.?|lembar)\s*(?:ke)?\s*[-:]?\s*\d{1,4}
        (?:\s*(?:of|dari|/)\s*\d{1,4})?
      | \d{1,4}\s*(?:/|dari|of)\s*\d{1,4}""",
    re.IGNORECASE | re.VERBOSE,
)
_PARAF = re.compile(r"\bparaf\b")
_STRIP = re.compile(r"(?:(?:nama\s+)?jabatan\b.*)?\bparaf\b.*", re.IGNORECASE)
_STRIP_HEAD = re.compile(r"(?:nama\s+)?jabatan\b[^:]*", re.IGNORECASE)
_SIGNED = re.compile(
    r".*(?:ditandatangani\s+secara\s+elektronik|sertifikat\s+elektronik\s+yang"
    r"|balai\s+(?:besar\s+)?sertifikasi\s+elektronik|\bbsre\b).*",
    re.IGNORECASE,
)


@dataclass
class Sheet:
    """One page's content: lines in no table, and its ruled tables."""

    page: Page
    lines: list[TextLine]
    grids: list[Grid]


def take_off(sheets: list[Sheet]) -> None:
    """Take the furniture off every page."""
    _take_strips(sheets)
    for sheet in sheets:
        _take_told(sheet)
    _take_repeated(sheets, at_top=True)
    _take_repeated(sheets, at_top=False)


def _take_strips(sheets: list[Sheet]) -> None:
    """Tables for initials, and tables that stand at the same place of many pages."""
    seen: dict[str, list[float]] = {}
    for sheet in sheets:
        for grid in sheet.grids:
            seen.setdefault(_text_of(grid), []).append(grid.area.top)
    for sheet in sheets:
        sheet.grids = [
            grid
            for grid in sheet.grids
            if not _is_strip(grid)
            and not _is_often(seen[_text_of(grid)], grid.area.top, len(sheets))
        ]


def _text_of(grid: Grid) -> str:
    return fold(" ".join(text for row in grid.rows for text in row.texts)).casefold()


def _is_strip(grid: Grid) -> bool:
    text = _text_of(grid)
    if "indikator" in text:
        return False
    low = grid.area.top > (1 - _BAND) * grid.page.height
    return _PARAF.search(text) is not None or (low and "nama jabatan" in text)


def _is_often(tops: list[float], top: float, pages: int) -> bool:
    near = sum(1 for other in tops if abs(other - top) <= _SAME_HEIGHT)
    return near >= max(3, _ON_SO_MANY_PAGES * pages)


def _take_told(sheet: Sheet) -> None:
    """Lines that are furniture by what they say."""
    height = sheet.page.height
    kept: list[TextLine] = []
    for line in sheet.lines:
        low = line.top > (1 - _BAND) * height
        high = line.bottom < _BAND * height
        text = fold(line.text)
        if (low or high) and (
            _PAGE_NUMBER.fullmatch(text) and _is_outermost(line, sheet)
        ):
            continue
        if low and (_STRIP.fullmatch(text) or _SIGNED.fullmatch(text)):
            if kept and _STRIP_HEAD.fullmatch(kept[-1].text):
                kept.pop()
            continue
        kept.append(line)
    sheet.lines = kept


def _is_outermost(line: TextLine, sheet: Sheet) -> bool:
    """Does nothing but furniture stand on the outer side of this line?"""
    low = line.base > sheet.page.height / 2
    outside = [
        other
        for other in sheet.lines
        if (other.base - line.base if low else line.base - other.base) > 1
    ]
    tables = [
        grid
        for grid in sheet.grids
        if (grid.area.bottom > line.base if low else grid.area.top < line.base)
    ]
    return not tables and len(outside) <= 3 and not any(map(_is_content, outside))


def _is_content(line: TextLine) -> bool:
    return _opens_a_part(line.text) and not _STRIP_HEAD.fullmatch(line.text)


def _take_repeated(sheets: list[Sheet], *, at_top: bool) -> None:
    """Outermost lines that many pages share, one layer after the other."""
    if len(sheets) < 2:
        return
    first: dict[str, TextLine] = {}
    for _ in range(_MOST_LINES):
        outermost = [(sheet, _outer_line(sheet, at_top)) for sheet in sheets]
        heights: dict[str, list[float]] = {}
        for _, line in outermost:
            if line is not None:
                heights.setdefault(_shape(line), []).append(line.base)
        taken = 0
        opening = _opening_shapes(outermost)
        for sheet, line in outermost:
            if line is None or _shape(line) in opening:
                continue
            near = [
                h for h in heights[_shape(line)] if abs(h - line.base) <= _SAME_HEIGHT
            ]
            if len(near) < max(2, _ON_SO_MANY_PAGES * len(sheets)):
                continue
            if (
                at_top
                and sheet is sheets[0]
                and not any(c.isdigit() for c in line.text)
            ):
                # What stands above the first page may be the letterhead itself.
                first[_shape(line)] = line
            sheet.lines.remove(line)
            taken += 1
        if not taken:
            break
    sheets[0].lines = sorted(
        [*first.values(), *sheets[0].lines], key=lambda line: line.base
    )


def _opening_shapes(outermost: list[tuple[Sheet, TextLine | None]]) -> set[str]:
    """Shapes of lines that open a part; a headline does so where a position follows it."""
    shapes: set[str] = set()
    followed: dict[str, list[bool]] = {}
    for sheet, line in outermost:
        if line is None:
            continue
        text = fold(line.text)
        if not labels.HEADLINE.fullmatch(text):
            if _opens_a_part(text):
                shapes.add(_shape(line))
            continue
        below = [other for other in sheet.lines if other.base > line.base]
        following = min(below, key=lambda other: other.base, default=None)
        followed.setdefault(_shape(line), []).append(
            following is not None and _opens_a_sheet(following.text)
        )
    shapes |= {
        shape for shape, answers in followed.items() if 2 * sum(answers) > len(answers)
    }
    return shapes


def _outer_line(sheet: Sheet, at_top: bool) -> TextLine | None:
    if not sheet.lines:
        return None
    lines = sorted(sheet.lines, key=lambda line: line.base)
    line = lines[0] if at_top else lines[-1]
    height = sheet.page.height
    inside = line.bottom < _BAND * height if at_top else line.top > (1 - _BAND) * height
    return line if inside else None


def _shape(line: TextLine) -> str:
    return re.sub(r"\d+", "#", fold(line.text)).casefold()


def _opens_a_sheet(text: str) -> bool:
    return labels.is_part_line(labels.split_part_label(fold(text))[1])


def _opens_a_part(text: str) -> bool:
    unlabelled = labels.split_part_label(fold(text))[1]
    return (
        labels.is_part_line(unlabelled)
        or labels.HEADLINE.fullmatch(unlabelled) is not None
        or labels.SIGNING.fullmatch(text) is not None
        or labels.NIP.search(text) is not None
        or (text.endswith(",") and labels.OFFICIAL.fullmatch(text) is not None)
        or split_label(text)[0] is not None
        or is_heading(text)
        or sum(1 for word in text.split() if is_heading(word)) > 1
    )
