"""A list as it is seen on a screen, to take away: XLSX with real numbers, or CSV.

Columns and rows are those of the screen, all pages of it. Rows are written as they come,
so that a list of any length needs the same memory. Blank is nothing and never zero.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tolok.kernel.dates import format_moment
from tolok.kernel.text import clean_line
from tolok.reporting.documents.cells import Styles, height_of
from tolok.reporting.documents.frame import EXAMPLE_NOTICE
from tolok.reporting.documents.streamed import Body, StreamedSheet
from tolok.reporting.documents.workbook import set_page
from tolok.reporting.open_data import harmless


HEAD_ROW = 5
LONGEST_SHEET_NAME = 31  # characters; Excel's own limit
Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class ListColumn:
    """One column: its head with the unit of its numbers, and its width in characters."""

    head: str
    width: int = 14


@dataclass(frozen=True)
class Listing:
    """A list with what it tells of; `scope` says in words what was asked for."""

    title: str
    office: str
    scope: str
    as_at: datetime
    is_example: bool
    columns: Sequence[ListColumn]
    rows: Iterable[Sequence[Cell]]

    @property
    def cut_off(self) -> str:
        """Return "Data sampai dengan 6 Oktober 2026 pukul 09.14 WIB".

        Raises `ValueError` where the cut-off knows no time zone.
        """
        if self.as_at.tzinfo is None:
            raise ValueError("a cut-off needs its time zone")
        return f"Data sampai dengan {format_moment(self.as_at, self.as_at.tzinfo)}"


def write_csv(listing: Listing) -> str:
    """Return the list as CSV: commas, CR LF, decimal points, days as year-month-day."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([column.head for column in listing.columns])
    for row in listing.rows:
        writer.writerow([_written(cell) for cell in row])
    return target.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(str(cell))


def write_xlsx_into(target: BinaryIO, *, listing: Listing) -> None:
    """Write the list into an open file: numbers as numbers, a frozen head, a filter."""
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": listing.title,
            "subject": listing.cut_off,
            "author": clean_line(listing.office),
            "company": clean_line(listing.office),
            "created": listing.as_at.replace(tzinfo=None),
        }
    )
    styles = Styles(book)
    sheet = book.add_worksheet(
        listing.title[:LONGEST_SHEET_NAME], worksheet_class=StreamedSheet
    )
    set_page(sheet, listing, landscape=True)
    _write_top(sheet, listing, styles)
    widths = [column.width for column in listing.columns]
    body = Body(sheet, styles, widths, at=HEAD_ROW)
    for row in listing.rows:
        body.add(row)
    last = max(body.close(), HEAD_ROW + 1)
    sheet.autofilter(HEAD_ROW, 0, last, len(listing.columns) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.repeat_rows(HEAD_ROW)
    book.close()


def _write_top(sheet: Worksheet, listing: Listing, styles: Styles) -> None:
    for number, column in enumerate(listing.columns):
        sheet.set_column(number, number, column.width)
    office = clean_line(listing.office)
    sheet.write_string(0, 0, listing.title, styles.title)
    sheet.write_string(1, 0, f"{office} · {clean_line(listing.scope)}", styles.plain)
    sheet.write_string(2, 0, listing.cut_off, styles.plain)
    if listing.is_example:
        sheet.write_string(3, 0, EXAMPLE_NOTICE, styles.note)
    heads = [(column.head, column.width) for column in listing.columns]
    sheet.set_row(HEAD_ROW, height_of(heads))
    for number, column in enumerate(listing.columns):
        sheet.write_string(HEAD_ROW, number, column.head, styles.head)
