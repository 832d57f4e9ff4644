"""A long list as XLSX, CSV or PDF: one row after the other, of whatever it lists.

Rows are read once, as they are written, so that an office of any size needs the same
memory; totals are formulas that stand with the figures they come to.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from typing import Any, BinaryIO

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_number
from tolok.kernel.refusals import Unfit
from tolok.kernel.text import clean, clean_line
from tolok.reporting.documents.cells import COUNTED, Styles, fitted, pattern
from tolok.reporting.documents.figures import mean_of, percent, whole
from tolok.reporting.documents.frame import EXAMPLE_NOTICE, Frame, Signatory
from tolok.reporting.documents.measurement_table import Quantity
from tolok.reporting.documents.parts import frame_data, signatory_data
from tolok.reporting.documents.streamed import Body, StreamedSheet
from tolok.reporting.documents.typesetting import typeset
from tolok.reporting.documents.workbook import open_book, set_page


HEAD_ROW = 5
MOST_PRINTED_ROWS = 2_000
NOTE_SHEET = "Keterangan"
LONGEST_WORD = 32
COLUMNS_ON_PAGE = 14
SUM, MEAN = "sum", "mean"
# Excel's SUBTOTAL follows the filter: 109 adds what is seen, 101 averages it.
SUBTOTAL = {SUM: 109, MEAN: 101}
START_OF_FORMULA = ("=", "+", "-", "@", "\t")


class ListTooLongToPrint(Unfit):
    """The list would be hundreds of pages long."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its head, its width in characters, what it means, what is totalled.

    `total` is "" (nothing), "sum" or "mean"; `share` is its part of a printed page, 0 for
    a column that is not printed.
    """

    head: str
    width: float
    meaning: str
    total: str = ""
    share: float = 1.0
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Register:
    """A list: its title, its columns, its rows, and what stands around it.

    Each row has a value for each column: text, a whole number, a `Decimal`, a date, a
    `Quantity`, or None for blank.
    """

    title: str
    frame: Frame
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Any, ...]]
    empty: str
    scope: str = ""
    signatory: Signatory | None = None


@dataclass
class Total:
    """What has been added up of one column."""

    count: int = 0
    amount: Decimal = Decimal(0)

    def add(self, value: Any) -> None:
        """Count a value, where it is a number."""
        number = value.value if isinstance(value, Quantity) else value
        if isinstance(number, Decimal | int) and not isinstance(number, bool):
            self.count += 1
            self.amount += number


def write_register_xlsx(target: BinaryIO, *, register: Register) -> None:
    """Write the list into an open file as a workbook; memory does not grow with it."""
    frame = register.frame
    book = open_book(target, frame, title=register.title)
    styles = Styles(book)
    sheet = book.add_worksheet("Daftar", worksheet_class=StreamedSheet)
    for number, column in enumerate(register.columns):
        sheet.set_column(number, number, column.width)
    wide = 1 + (len(register.columns) > COLUMNS_ON_PAGE)
    set_page(sheet, frame, landscape=True, pages_wide=wide)
    _write_top(sheet, register, styles)
    sheet.set_row(HEAD_ROW, 30)
    for number, column in enumerate(register.columns):
        sheet.write_string(HEAD_ROW, number, column.head, styles.head)
    totals = {n: Total() for n, one in enumerate(register.columns) if one.total}
    widths = [column.width for column in register.columns]
    body = Body(sheet, styles, widths, at=HEAD_ROW)
    for row in register.rows:
        body.add(row)
        for number, total in totals.items():
            total.add(row[number])
    at = body.close()
    last = max(at, HEAD_ROW + 1)
    if at == HEAD_ROW:
        sheet.write_string(last, 0, register.empty, styles.note)
    elif totals:
        _write_totals(sheet, register, totals, at, styles)
    sheet.autofilter(HEAD_ROW, 0, last, len(register.columns) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)
    _write_notes(book.add_worksheet(NOTE_SHEET), register, styles)
    book.close()


def _write_top(sheet: Worksheet, register: Register, styles: Styles) -> None:
    frame = register.frame
    scope = f" · {clean_line(register.scope)}" if register.scope else ""
    sheet.write_string(0, 0, register.title, styles.title)
    line = f"{clean_line(frame.office)} · {frame.period}{scope}"
    sheet.write_string(1, 0, line, styles.plain)
    sheet.write_string(2, 0, frame.cut_off, styles.plain)
    notes = [EXAMPLE_NOTICE if frame.is_example else "", clean_line(frame.scope_note)]
    sheet.write_string(3, 0, " ".join(note for note in notes if note), styles.note)


def _write_totals(
    sheet: Worksheet,
    register: Register,
    totals: dict[int, Total],
    last: int,
    styles: Styles,
) -> None:
    """Write the totals two rows below, where the filter does not reach."""
    row = last + 2
    sheet.write_string(row, 0, "Jumlah atau rata-rata yang tampak", styles.strong)
    for number, total in totals.items():
        column = register.columns[number]
        letter = xl_col_to_name(number)
        formula = (
            f"=SUBTOTAL({SUBTOTAL[column.total]},"
            f"{letter}{HEAD_ROW + 2}:{letter}{last + 1})"
        )
        if column.total == SUM:
            value = total.amount
            shape = COUNTED if value == value.to_integral_value() else pattern(2)
        else:
            mean = mean_of(total.amount, total.count)
            if mean is None:
                continue
            value, shape = mean, pattern(2)
        if column.total == MEAN:
            formula = f"=ROUND({formula[1:]},2)"
        sheet.write_formula(
            row, number, formula, styles.number(shape, bold=True), float(value)
        )


def _write_notes(sheet: Worksheet, register: Register, styles: Styles) -> None:
    set_page(sheet, register.frame, landscape=False)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "Keterangan", styles.title)
    for at, column in enumerate(register.columns, 2):
        sheet.write_string(at, 0, column.head, styles.strong)
        sheet.write_string(at, 1, column.meaning, styles.text)
    at = len(register.columns) + 3
    sheet.write_string(at, 0, "Sel kosong", styles.strong)
    sheet.write_string(at, 1, "Belum ada data; tidak dianggap nol.", styles.text)
    sheet.write_string(at + 1, 0, "Tanggal data", styles.strong)
    sheet.write_string(at + 1, 1, register.frame.cut_off, styles.text)


def write_register_csv(target: BinaryIO, *, register: Register) -> None:
    """Write the list as CSV: UTF-8, semicolons, decimal commas, ISO days.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    text = TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";")
    writer.writerow([column.head for column in register.columns])
    for row in register.rows:
        writer.writerow([_plain(value) for value in row])
    text.detach()


def _plain(value: Any) -> str:
    if isinstance(value, Quantity):
        value = value.text if value.value is None else value.value
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, int):
        return str(value)
    words = clean_line(str(value))
    return f"'{words}" if words.startswith(START_OF_FORMULA) else words


def write_register_pdf(*, register: Register) -> bytes:
    """Return the list as a tagged PDF, across. Raises `ListTooLongToPrint`."""
    rows, columns = printed_rows(register), printed_columns(register)
    frame = register.frame
    data = frame_data(frame, title=f"{register.title} {frame.period}")
    data |= {
        "title-line": register.title,
        "scope": register.scope or frame.office,
        "empty": register.empty,
        "heads": [column.head for column in columns],
        "shares": [column.share for column in columns],
        "numbers": [column.is_number for column in columns],
        "rows": rows,
        "signatory": signatory_data(register.signatory),
    }
    return typeset("register.typ", data, at=frame.made)


def printed_columns(register: Register) -> list[Column]:
    """Return the columns that are printed."""
    return [one for one in register.columns if one.share]


def printed_rows(register: Register) -> list[list[str]]:
    """Return the rows in words, as they are printed. Raises `ListTooLongToPrint`."""
    rows: list[list[str]] = []
    printed = [n for n, one in enumerate(register.columns) if one.share]
    for row in register.rows:
        rows.append([_shown(row[number]) for number in printed])
        if len(rows) > MOST_PRINTED_ROWS:
            raise ListTooLongToPrint(
                f"Daftar ini lebih dari {whole(MOST_PRINTED_ROWS)} baris, terlalu panjang "
                "untuk dicetak. Pilih satu unit kerja, atau unduh sebagai XLSX."
            )
    return rows


def _shown(value: Any) -> str:
    if isinstance(value, Quantity):
        if value.value is None:
            return clean(value.text) or "–"
        return format_number(value.value, value.shown_decimals)
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Decimal):
        return percent(value)
    if isinstance(value, int):
        return whole(value)
    words = fitted(str(value))
    if len(words) > LONGEST_WORD and " " not in words:
        # A hash has no place to break; two halves stand below each other.
        return " ".join(
            words[at : at + LONGEST_WORD] for at in range(0, len(words), LONGEST_WORD)
        )
    return words
