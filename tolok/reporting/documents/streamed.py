"""The body of a long sheet, written straight into its file, row after row.

The workbook around it is XlsxWriter's. Of the many cells of a body it asks too much, for
each becomes an object first; here a text becomes its cell once and is remembered. Texts
that come again are shared, up to a bound, so that memory does not grow with the rows.
"""

import re
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tolok.reporting.documents.cells import (
    COUNTED,
    Styles,
    fitted,
    height_of_lines,
    lines_of,
    pattern,
)
from tolok.reporting.documents.measurement_table import Quantity


ROWS_AT_ONCE = 256
# So many texts are shared in a workbook, none of them longer than so many characters.
MOST_SHARED, LONGEST_SHARED = 20_000, 200
# So many texts are remembered of one column before they are forgotten again.
MOST_KNOWN = 4_000
# Excel counts days from here.
FIRST_DAY = date(1899, 12, 30).toordinal()
# To Excel _x0041_ is the letter A; a text that looks so must say that it is not.
_LIKE_A_CODE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_SHARED = ' t="s">'


class StreamedSheet(Worksheet):
    """A sheet that takes its rows as they are to stand in its file.

    Only for a workbook in constant memory, whose rows wait in a file of their own.
    """

    def write_lines(self, lines: str, *, upto: int, columns: int) -> None:
        """Write `<row>` elements that follow what was written; `upto` is the last row.

        Rows are counted from zero, as everywhere in XlsxWriter.
        """
        self._check_dimensions(upto, columns - 1)
        self._write_single_row(upto)
        self.fh.write(lines)
        self.str_table.count += lines.count(_SHARED)

    def share(self, text: str) -> int | None:
        """Return the number of a shared text; None where it stands in its cell alone."""
        table = self.str_table
        # XlsxWriter takes what begins so for text that was marked up already.
        if len(text) > LONGEST_SHARED or text.startswith("<r>"):
            return None
        number: int | None = table.string_table.get(text)
        if number is None and table.unique_count < MOST_SHARED:
            number = table._get_shared_string_index(text)
            table.count -= 1
        return number

    def _write_optimized_sheet_data(self) -> None:
        """Copy the rows from their file to the sheet's as they are."""
        self.row_data_fh.close()
        waiting = Path(self.row_data_filename)
        self._xml_start_tag("sheetData")
        self.fh.flush()
        with waiting.open("rb") as rows:
            shutil.copyfileobj(rows, self.fh.buffer, 1 << 20)
        self._xml_end_tag("sheetData")
        waiting.unlink()


class _Known(NamedTuple):
    """One column: how its cells begin, its width, and the texts it had already."""

    begin: str
    width: float
    texts: dict[str, tuple[str, int]]


class Body:
    """Writes rows of values below row `at`; each value by its own kind.

    A number becomes a number, a day a day, a `Quantity` its number or its words, None
    and "" a blank cell, and text stays text: nothing becomes a formula.
    """

    def __init__(
        self, sheet: StreamedSheet, styles: Styles, widths: Sequence[float], *, at: int
    ) -> None:
        self.at = at
        self._sheet = sheet
        self._styles = styles
        self._columns = [
            _Known(f'<c r="{xl_col_to_name(number)}', width, {})
            for number, width in enumerate(widths)
        ]
        self._waiting: list[str] = []
        self._text = styles.text._get_xf_index()
        self._blank = f'" s="{self._text}"/>'
        self._date = styles.date._get_xf_index()
        self._counted = styles.number(COUNTED)._get_xf_index()
        self._decimals: dict[int, int] = {}

    def add(self, values: Iterable[Any]) -> None:
        """Write one row: a value for each column."""
        self.at += 1
        number = str(self.at + 1)
        cells: list[str] = []
        lines = 1
        for value, column in zip(values, self._columns, strict=True):
            if type(value) is str:
                cell = column.texts.get(value) or self._new(value, column)
                shown, high = cell
                if high > lines:
                    lines = high
            elif value is None:
                shown = self._blank
            elif type(value) is int:
                shown = f'" s="{self._counted}"><v>{value}</v></c>'
            elif type(value) is Decimal:
                shown = self._number(value, 2)
            elif type(value) is Quantity and value.value is not None:
                shown = self._number(value.value, value.shown_decimals)
            else:
                shown, high = self._other(value, column)
                if high > lines:
                    lines = high
            cells += (column.begin, number, shown)
        height = height_of_lines(lines)
        self._waiting.append(
            f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'
        )
        if len(self._waiting) >= ROWS_AT_ONCE:
            self.close()

    def close(self) -> int:
        """Write what still waits; return the last row, counted from zero."""
        if self._waiting:
            self._sheet.write_lines(
                "".join(self._waiting), upto=self.at, columns=len(self._columns)
            )
            self._waiting.clear()
        return self.at

    def _new(self, text: str, column: _Known) -> tuple[str, int]:
        """Return the cell of a text that is new to its column, and its lines."""
        lines = lines_of(text, column.width) if len(text) > column.width else 1
        made = self._words(fitted(text)), lines
        if len(text) <= LONGEST_SHARED:
            if len(column.texts) >= MOST_KNOWN:
                column.texts.clear()
            column.texts[text] = made
        return made

    def _words(self, text: str) -> str:
        if not text:
            return self._blank
        number = self._sheet.share(text)
        if number is not None:
            return f'" s="{self._text}"{_SHARED}<v>{number}</v></c>'
        safe = escape(_LIKE_A_CODE.sub("_x005F_", text))
        return f'" s="{self._text}" t="inlineStr"><is><t>{safe}</t></is></c>'

    def _number(self, value: Decimal, digits: int) -> str:
        form = self._decimals.get(digits)
        if form is None:
            form = self._styles.number(pattern(digits))._get_xf_index()
            self._decimals[digits] = form
        return f'" s="{form}"><v>{float(value):.16G}</v></c>'

    def _other(self, value: Any, column: _Known) -> tuple[str, int]:
        """Return the cell of what is rarer, and its lines."""
        if isinstance(value, Quantity):
            return self._new(value.text, column)
        if isinstance(value, date):
            day = value.toordinal() - FIRST_DAY
            return f'" s="{self._date}"><v>{day}</v></c>', 1
        if isinstance(value, int):
            return f'" s="{self._counted}"><v>{int(value)}</v></c>', 1
        if isinstance(value, str):
            return self._new(str(value), column)
        message = f"{type(value).__name__} has no cell"
        raise TypeError(message)
