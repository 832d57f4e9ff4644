"""A sheet to fill in: out with locked keys, and in again cell by cell.

Text is written as text always: nothing that a person typed becomes a formula. What comes
back is read with the guarded reader of documents. What the columns mean is told by who
asks: definitions (`workbook`), targets (`tolok.planning.target_workbook`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from tolok.reader.sources import xlsx
from tolok.reader.sources.xlsx_rows import SheetRows


LONGEST_CELL = 32_000


@dataclass(frozen=True)
class Filled:
    """One row: its locked keys, its open cells with whether each is wrong, and why."""

    keys: Sequence[str]
    cells: Sequence[tuple[str, bool]]
    trouble: str


def write_fillable(
    *,
    title: str,
    heads: Sequence[str],
    widths: Sequence[float],
    frozen: int,
    rows: Iterable[Filled],
    offered: Mapping[int, Sequence[str]],
) -> bytes:
    """Return the workbook: keys locked, cells to fill in open, errors in their cells.

    `heads` and `widths` (in characters) are of all columns, the last that of the errors;
    `frozen` columns stay in view; `offered` are the choices of a column, by its place.
    """
    written = BytesIO()
    with xlsxwriter.Workbook(
        written,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    ) as book:
        sheet = book.add_worksheet(title)
        plain = {"text_wrap": True, "valign": "top", "font_size": 10, "border": 1}
        plain["border_color"] = "#C9CEC8"
        head = book.add_format(plain | {"bold": True, "bg_color": "#E4EBE5"})
        locked = book.add_format(plain | {"bg_color": "#F3F4F2"})
        open_cell = book.add_format(plain | {"locked": False, "num_format": "@"})
        wrong = book.add_format(
            plain | {"locked": False, "num_format": "@", "bg_color": "#F9D7D2"}
        )
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, frozen)
        for place, text in enumerate(heads):
            sheet.write_string(0, place, text, head)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, text in enumerate(row.keys):
                sheet.write_string(last, place, text[:LONGEST_CELL], locked)
            for place, (text, is_wrong) in enumerate(row.cells, len(row.keys)):
                style = wrong if is_wrong else open_cell
                sheet.write_string(last, place, text[:LONGEST_CELL], style)
            style = wrong if row.trouble else locked
            sheet.write_string(last, len(heads) - 1, row.trouble, style)
        for place, choices in offered.items():
            if last:
                sheet.data_validation(
                    *(1, place, last, place),
                    {"validate": "list", "source": list(choices)},
                )
        sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)
        sheet.protect(
            options={"format_columns": True, "format_rows": True, "autofilter": True}
        )
    return written.getvalue()


def read_rows(content: bytes) -> list[list[str]]:
    """Return the cells of the first sheet as text, row by row; none of no workbook.

    Raises `UnreadableDecree` for one that is damaged or unsafe.
    """
    if not xlsx.sniff(content):
        return []
    with SheetRows(content) as rows:
        return list(rows)
