"""ODS: OpenDocument spreadsheets, read from their XML like workbooks of Excel.

A number is written with Indonesian signs and as many decimals as its cell shows. A row or cell
that stands for thousands of its like counts once where it is empty.
"""

import re
from datetime import date

from lxml import etree

from tolok.reader.blocks import Document
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.packages import (
    Package,
    damaged,
    open_document_type,
    open_package,
)
from tolok.reader.sources.sheets import (
    MOST_CELLS,
    MOST_COLUMNS,
    Sheet,
    as_document,
    refuse_too_large,
)
from tolok.reader.words import fold, write_date


NAME = "OpenDocument (.ods)"

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = f"{_NS}office:1.0}}", f"{_NS}table:1.0}}", f"{_NS}text:1.0}}"
_STYLE = f"{_NS}style:1.0}}"
_ROWS_WITHIN = frozenset(
    f"{_TABLE}{name}" for name in ("table-header-rows", "table-row-group", "table-rows")
)
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_HIDDEN = ("collapse", "filter")
_MOST_ROWS = 1_048_576
_NUMBERS = ("float", "percentage", "currency")


def sniff(content: bytes) -> bool:
    return open_document_type(content) == _MIME


def read(content: bytes) -> Document:
    """Read a spreadsheet; raises UnreadableDecree if it is damaged, locked or too large."""
    package = open_package(content)
    _refuse_locked(package)
    root = package.part("content.xml")
    book = (
        root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet") if root is not None else None
    )
    if root is None or book is None:
        raise damaged()
    hidden_styles = _hidden_styles(root)
    sheets: list[Sheet] = []
    hidden: list[str] = []
    seen = 0
    for node in book.iterchildren(f"{_TABLE}table"):
        name = node.get(f"{_TABLE}name", "")
        if node.get(f"{_TABLE}style-name") in hidden_styles:
            hidden.append(name)
            continue
        reader = _SheetReader(name, seen)
        reader.read(node)
        seen = reader.seen
        sheets.append(reader.sheet)
    return as_document(sheets, hidden)


def _refuse_locked(package: Package) -> None:
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and any(True for _ in manifest.iter("{*}encryption-data")):
        raise UnreadableDecree(
            "Berkas ini terkunci kata sandi. Buka dengan kata sandinya, simpan tanpa kata "
            "sandi, lalu bawa lagi."
        )


def _hidden_styles(root: etree._Element) -> set[str]:
    """Styles of tables that are not shown."""
    return {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        if any(
            node.get(f"{_TABLE}display") == "false"
            for node in style.iterchildren(f"{_STYLE}table-properties")
        )
    }


class _SheetReader:
    """Walks one sheet; repeated rows and cells are placed, not copied, while empty."""

    def __init__(self, name: str, seen: int) -> None:
        self.sheet = Sheet(name)
        self.seen = seen
        self._row = 0

    def read(self, table: etree._Element) -> None:
        column = 0
        for node in table.iter(f"{_TABLE}table-column"):
            count = _count(node, "number-columns-repeated")
            if node.get(f"{_TABLE}visibility") in _HIDDEN:
                self.sheet.hidden_columns.update(
                    range(column, min(column + count, MOST_COLUMNS))
                )
            column += count
        self._read_rows(table)

    def _read_rows(self, parent: etree._Element) -> None:
        for node in parent:
            if node.tag in _ROWS_WITHIN:
                self._read_rows(node)
            elif node.tag == f"{_TABLE}table-row":
                self._read_row(node)

    def _read_row(self, node: etree._Element) -> None:
        times = _count(node, "number-rows-repeated")
        cells = self._cells(node)
        for row in range(self._row, self._row + (times if cells else 0)):
            if node.get(f"{_TABLE}visibility") in _HIDDEN:
                self.sheet.hidden_rows.add(row)
            for column, (text, cell) in cells.items():
                self.sheet.texts[row, column] = text
                self._merge(cell, row, column)
                self.seen += 1
                if self.seen > MOST_CELLS:
                    refuse_too_large()
        self._row += times

    def _cells(self, row: etree._Element) -> dict[int, tuple[str, etree._Element]]:
        """The filled cells of a row by column."""
        found: dict[int, tuple[str, etree._Element]] = {}
        column = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            times = _count(cell, "number-columns-repeated")
            text = "" if cell.tag.endswith("covered-table-cell") else _shown(cell)
            if fold(text):
                if column + times > MOST_COLUMNS:
                    refuse_too_large()
                for place in range(column, column + times):
                    found[place] = (text, cell)
            column += times
        return found

    def _merge(self, cell: etree._Element, row: int, column: int) -> None:
        down = _count(cell, "number-rows-spanned")
        right = _count(cell, "number-columns-spanned")
        if down > 1 or right > 1:
            self.sheet.merges.append(
                ((row, column), (row + down - 1, column + right - 1))
            )


def _count(node: etree._Element, name: str) -> int:
    text = node.get(f"{_TABLE}{name}", "1")
    return min(int(text), _MOST_ROWS) if re.fullmatch(r"\d{1,7}", text) else 1


def _shown(cell: etree._Element) -> str:
    """A cell's value as it is shown, numbers and dates with Indonesian settings."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    text = "\n".join(_text(p) for p in cell.iterchildren(f"{_TEXT}p"))
    if kind in _NUMBERS:
        return _number(
            cell.get(f"{_OFFICE}value", ""), text, percent=kind == "percentage"
        )
    if kind == "date":
        try:
            day = date.fromisoformat(cell.get(f"{_OFFICE}date-value", "")[:10])
        except ValueError:
            return text
        return write_date(day)
    if kind == "boolean":
        value = cell.get(f"{_OFFICE}boolean-value")
        return "BENAR" if value == "true" else "SALAH"
    return text


def _text(node: etree._Element) -> str:
    """The text of a paragraph; notes that hang on it are left out."""
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            parts.append(" ")
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            parts.append("\n" if child.tag.endswith("break") else "\t")
        elif str(child.tag).startswith(_TEXT):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _number(value: str, shown: str, *, percent: bool) -> str:
    """A number with the decimals and the grouping that its cell shows."""
    try:
        number = float(value) * (100 if percent else 1)
    except ValueError:
        return shown
    digits = re.sub(r"[^\d.,]", "", shown)
    decimals = next(
        (
            places
            for places in range(7)
            if re.sub(r"[.,]", "", digits)
            == re.sub(r"\D", "", f"{abs(number):.{places}f}")
        ),
        None,
    )
    sign = "%" if percent else ""
    if decimals is None:
        return f"{number:.11g}".replace(".", ",") + sign
    whole = digits[: len(digits) - decimals - 1] if decimals else digits
    form = (
        f"{number:,.{decimals}f}"
        if re.search(r"[.,]", whole)
        else f"{number:.{decimals}f}"
    )
    return form.translate(str.maketrans(",.", ".,")) + sign
