"""How the cells of a workbook look, and how high a row must be to show them."""

import math
from collections.abc import Iterable
from functools import cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from tolok.kernel.text import clean


LONGEST_CELL = 32_767  # characters; Excel's own limit
CUT = "… (dipotong: satu sel memuat paling banyak 32.767 huruf)"
COUNTED = "#,##0"
LINE = 13  # points; the height of a line of 10 points
TALLEST_ROW = 409  # points; Excel's own limit


class Styles:
    """The formats of a workbook, made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._numbers: dict[tuple[str, bool], Format] = {}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.plain = book.add_format({"font_size": 10})
        self.note = book.add_format({"font_size": 10, "italic": True})
        self.head = book.add_format(
            _CELL
            | {
                "bold": True,
                "align": "center",
                "valign": "vcenter",
                "bg_color": "#E6EAF3",
            }
        )
        self.text = book.add_format(_CELL)
        self.strong = book.add_format(_CELL | {"bold": True})
        self.struck = book.add_format(_CELL | {"font_strikeout": True})
        self.underlined = book.add_format(_CELL | {"underline": 1, "bold": True})
        self.date = book.add_format(
            _CELL | {"num_format": "dd/mm/yyyy", "align": "center"}
        )

    def number(self, pattern: str, *, bold: bool = False) -> Format:
        """Return the format of a cell that shows numbers by this pattern."""
        key = (pattern, bold)
        if key not in self._numbers:
            self._numbers[key] = self._book.add_format(
                _CELL | {"num_format": pattern, "bold": bold, "align": "right"}
            )
        return self._numbers[key]


_CELL: dict[str, Any] = {
    "font_size": 10,
    "border": 1,
    "border_color": "#A6A29A",
    "text_wrap": True,
    "valign": "top",
}


def height_of(cells: Iterable[tuple[object, float]]) -> float:
    """Return a height in points that shows the longest text whole, as Excel would.

    Each cell comes with its width in characters.

    Not every program fits the rows by itself when it opens a workbook.
    """
    lines = 1
    for value, width in cells:
        if isinstance(value, str) and len(value) > width:
            lines = max(lines, lines_of(value, width))
    return height_of_lines(lines)


def height_of_lines(lines: int) -> float:
    """Return the height in points of so many lines, at most what Excel allows."""
    return min(lines * LINE + 3, TALLEST_ROW)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column so many characters wide."""
    return sum(max(1, math.ceil(len(part) / width)) for part in text.split("\n"))


@cache
def pattern(digits: int) -> str:
    """Return Excel's pattern of a number with so many decimals."""
    return COUNTED if digits == 0 else f"{COUNTED}.{'0' * digits}"


def fitted(text: str) -> str:
    """Return a text as a cell can hold it, saying so where it was cut."""
    text = clean(text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
