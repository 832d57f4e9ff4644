"""XLSX: workbooks, one sheet after the other, read from their XML.

A number is read as Excel shows it with Indonesian settings: `98,75`, `24.000`. Cells merged
downwards are told apart from empty ones. What is hidden is left out and reported. Formulas
are not computed: the value that Excel stored with them is read.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from lxml import etree

from tolok.reader.blocks import Document
from tolok.reader.sources.packages import Package, damaged, holds, open_package
from tolok.reader.sources.sheets import (
    MOST_CELLS,
    MOST_COLUMNS,
    Sheet,
    as_document,
    refuse_too_large,
)
from tolok.reader.words import fold, write_date


NAME = "Excel (.xlsx)"

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_TRUE = ("1", "true")
# Formats that every workbook has without naming them.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    22: "dd/mm/yyyy hh:mm",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
}
_DATE_FORM = re.compile(r"[dy]", re.IGNORECASE)
# Day 0 of Excel's calendar, which has a 29 February 1900 that never was.
_DAY_ZERO = date(1899, 12, 30)
_DAY_ZERO_1904 = date(1904, 1, 1)
_LAST_DAY = 2_958_465


def sniff(content: bytes) -> bool:
    return holds(content, b"xl/workbook.xml")


def read(content: bytes) -> Document:
    """Read a workbook; raises UnreadableDecree if it is damaged, unsafe or far too large."""
    workbook = _open(open_package(content))
    sheets: list[Sheet] = []
    seen = 0
    for listed in workbook.sheets:
        if not listed.hidden:
            sheet, seen = _read_sheet(workbook, listed, seen)
            sheets.append(sheet)
    return as_document(
        sheets, [sheet.name for sheet in workbook.sheets if sheet.hidden]
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Workbook:
    """What the sheets share: their list, texts, number formats and calendar."""

    package: Package
    sheets: tuple[_Sheet, ...]
    texts: tuple[str, ...]
    formats: tuple[str, ...]
    day_zero: date

    def shown(self, cell: etree._Element) -> str:
        """A cell's value as Excel shows it with Indonesian settings."""
        kind, value = cell.get("t", "n"), cell.findtext(f"{_S}v", "").strip()
        if kind == "inlineStr":
            return _rich_text(cell.find(f"{_S}is"))
        if kind == "s":
            index = _integer(value, len(self.texts))
            return self.texts[index] if index < len(self.texts) else ""
        if kind == "b":
            return "BENAR" if value == "1" else "SALAH"
        if kind in ("str", "e", "d"):
            return value
        try:
            number = float(value)
        except ValueError:
            return value
        return self._shown_number(number, cell.get("s", ""))

    def _shown_number(self, number: float, style: str) -> str:
        index = _integer(style, len(self.formats))
        form = self.formats[index] if index < len(self.formats) else ""
        if _DATE_FORM.search(_bare(form)) and 0 < number <= _LAST_DAY:
            return write_date(self.day_zero + timedelta(days=int(number)))
        return show_number(number, form)


def _read_sheet(workbook: _Workbook, sheet: _Sheet, seen: int) -> tuple[Sheet, int]:
    """The cells of one sheet; `seen` counts the cells of the workbook so far."""
    root = _part(workbook.package, sheet.part)
    if root is None:
        raise damaged()
    found = Sheet(sheet.name)
    row = -1
    for node in root.iter(f"{_S}row"):
        row = _integer(node.get("r"), row + 2) - 1
        if node.get("hidden") in _TRUE:
            found.hidden_rows.add(row)
        column = -1
        for cell in node.iterchildren(f"{_S}c"):
            place = _place(cell.get("r", ""))
            column = place[1] if place is not None else column + 1
            text = workbook.shown(cell)
            if column < MOST_COLUMNS:
                found.texts[row, column] = text
            elif fold(text):
                refuse_too_large()
            seen += 1
            if seen > MOST_CELLS:
                refuse_too_large()
    for columns in root.iter(f"{_S}col"):
        if columns.get("hidden") in _TRUE:
            first, last = (_integer(columns.get(end), 0) for end in ("min", "max"))
            found.hidden_columns.update(range(first - 1, min(last, MOST_COLUMNS)))
    for merge in root.iter(f"{_S}mergeCell"):
        ends = [_place(end) for end in merge.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            found.merges.append((ends[0], ends[1]))
    return found, seen


def show_number(value: float, form: str) -> str:
    """A number in an Excel format, with Indonesian signs: 98.75 in `0.00` → `98,75`.

    Without a format of its own a number shows as many digits as it has (11 at most).
    """
    form = _bare(form)
    percent = "%" in form
    shown = value * 100 if percent else value
    match = re.search(r"[#0?][#0?,]*(?:\.(?P<decimals>[0#?]+))?", form)
    if match is None:
        text = f"{shown:.11g}"
        if "e" in text:
            text = f"{shown:.0f}"
        return text.replace(".", ",") + ("%" if percent else "")
    decimals = match["decimals"] or ""
    text = (
        f"{shown:,.{len(decimals)}f}"
        if "," in match[0]
        else f"{shown:.{len(decimals)}f}"
    )
    optional = len(decimals) - len(decimals.rstrip("#?"))
    if optional and "." in text:
        whole, _, fraction = text.partition(".")
        kept = fraction[: len(fraction) - optional] + fraction[
            len(fraction) - optional :
        ].rstrip("0")
        text = f"{whole}.{kept}" if kept else whole
    text = text.translate(str.maketrans(",.", ".,"))
    return text + ("%" if percent else "")


def _bare(form: str) -> str:
    """A format without what it only quotes: texts, colours, fillers, further sections."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].', "", form.split(";")[0])


def _open(package: Package) -> _Workbook:
    workbook = _part(package, "xl/workbook.xml")
    links = package.part("xl/_rels/workbook.xml.rels")
    if workbook is None or links is None:
        raise damaged()
    parts = {
        link.get("Id", ""): _part_name(link.get("Target", ""))
        for link in links.iterchildren("{*}Relationship")
        if link.get("Type", "").endswith("/worksheet")
    }
    properties = workbook.find(f"{_S}workbookPr")
    counts_from_1904 = properties is not None and properties.get("date1904") in _TRUE
    return _Workbook(
        package,
        tuple(
            _Sheet(
                sheet.get("name", ""),
                parts[sheet.get(f"{_R}id", "")],
                sheet.get("state", "visible") != "visible",
            )
            for sheet in workbook.iter(f"{_S}sheet")
            if sheet.get(f"{_R}id", "") in parts
        ),
        _shared_texts(package),
        _formats(package),
        _DAY_ZERO_1904 if counts_from_1904 else _DAY_ZERO,
    )


def _part(package: Package, name: str) -> etree._Element | None:
    """A part in the usual namespaces, also where it was saved as Strict Open XML."""
    root = package.part(name)
    if root is None or b"purl.oclc.org" not in etree.tostring(root)[:2000]:
        return root
    text = etree.tostring(root)
    for strict, usual in _STRICT:
        text = text.replace(strict, usual)
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False))


def _shared_texts(package: Package) -> tuple[str, ...]:
    root = _part(package, "xl/sharedStrings.xml")
    if root is None:
        return ()
    return tuple(_rich_text(node) for node in root.iterchildren(f"{_S}si"))


def _rich_text(node: etree._Element | None) -> str:
    """The text of a string, its phonetic hints left out."""
    if node is None:
        return ""
    return "".join(
        text.text or ""
        for child in node.iterchildren(f"{_S}t", f"{_S}r")
        for text in child.iter(f"{_S}t")
    )


def _formats(package: Package) -> tuple[str, ...]:
    """The number format of each cell style."""
    root = _part(package, "xl/styles.xml")
    cells = root.find(f"{_S}cellXfs") if root is not None else None
    if root is None or cells is None:
        return ()
    named = {
        node.get("numFmtId", ""): node.get("formatCode", "")
        for node in root.iter(f"{_S}numFmt")
    }
    numbers = [node.get("numFmtId", "0") for node in cells.iterchildren(f"{_S}xf")]
    return tuple(
        named.get(number, _BUILT_IN.get(_integer(number, 0), "")) for number in numbers
    )


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _place(reference: str) -> tuple[int, int] | None:
    """`C4` → (3, 2); None if it is no place."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,7}", text) else default
