"""XLSX: workbooks, one sheet after the other.

A number is read as Excel shows it with Indonesian settings: `98,75`, `24.000`. Cells merged
downwards are told apart from empty ones. Hidden sheets are left out and reported.
"""

import io
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from tolok.reader.blocks import Cell, Deed, Document, Paragraph, Row, Table, Where
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.packages import Package, damaged, holds, open_package
from tolok.reader.words import fold, write_date


NAME = "Excel (.xlsx)"

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MOST_ROWS = 50_000
_MOST_COLUMNS = 120
_MOST_CELLS = 400_000
# Formats that every workbook has without naming them.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
}
_Value = int | float | str | bool | time | date | datetime | timedelta


def sniff(content: bytes) -> bool:
    return holds(content, b"xl/workbook.xml")


def read(content: bytes) -> Document:
    """Read a workbook; raises UnreadableDecree if it is damaged, unsafe or far too large."""
    package = open_package(content)
    formats = _read_formats(package)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged() from error
    reader = _WorkbookReader()
    for sheet in workbook.sheets_metadata:
        if sheet.visible is not calamine.SheetVisibleEnum.Visible:
            reader.deeds.append(Deed("sheet-hidden", texts=(sheet.name,)))
            continue
        if sheet.typ is calamine.SheetTypeEnum.WorkSheet:
            reader.add(workbook, sheet.name, formats.of(sheet.name))
    return Document(
        kind="xlsx",
        blocks=tuple(reader.blocks),
        lines=tuple(reader.lines),
        deeds=tuple(reader.deeds),
    )


class _WorkbookReader:
    def __init__(self) -> None:
        self.blocks: list[Paragraph | Table] = []
        self.lines: list[str] = []
        self.deeds: list[Deed] = []
        self._cells = 0

    def add(
        self,
        workbook: calamine.CalamineWorkbook,
        name: str,
        formats: dict[tuple[int, int], str],
    ) -> None:
        try:
            sheet = workbook.get_sheet_by_name(name)
        except calamine.CalamineError as error:
            raise damaged() from error
        self._refuse_too_large(sheet.total_height, sheet.total_width)
        covered = _covered(sheet.merged_cell_ranges or [])
        rows: list[Row] = []
        table = sum(1 for block in self.blocks if isinstance(block, Table)) + 1
        for index, values in enumerate(sheet.to_python(skip_empty_area=False)):
            texts = [
                _shown(value, formats.get((index, column), ""))
                for column, value in enumerate(values)
            ]
            self.lines.append("\t".join(texts).rstrip("\t"))
            where = Where(line=len(self.lines), table=table, row=index + 1)
            rows.append(
                Row(
                    tuple(
                        _cell(text, where, covered.get((index, column)))
                        for column, text in enumerate(texts)
                    ),
                    where,
                )
            )
        if rows:
            self.blocks.append(Table(tuple(rows), Where(table=table)))

    def _refuse_too_large(self, height: int, width: int) -> None:
        self._cells += height * width
        if height > _MOST_ROWS or width > _MOST_COLUMNS or self._cells > _MOST_CELLS:
            raise UnreadableDecree(
                f"Lembar kerja ini memuat {height} baris × {width} kolom, terlalu besar "
                "untuk sebuah keputusan. Hapus baris dan kolom kosong yang ikut "
                "terformat, lalu simpan ulang."
            )


def _covered(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[tuple[int, int], tuple[bool, bool]]:
    """For each cell under a merged one: does it go on from above, from the left?"""
    covered: dict[tuple[int, int], tuple[bool, bool]] = {}
    for (top, left), (bottom, right) in ranges:
        height, width = bottom - top + 1, right - left + 1
        if height * width > _MOST_CELLS or len(covered) > _MOST_CELLS:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    covered[row, column] = (row > top, column > left)
    return covered


def _cell(text: str, where: Where, covered: tuple[bool, bool] | None) -> Cell:
    above, left = covered or (False, False)
    paragraphs = tuple(
        Paragraph(part, where) for line in text.split("\n") if (part := fold(line))
    )
    return Cell(paragraphs, continues_above=above, continues_left=left and not above)


def _shown(value: _Value, form: str) -> str:
    """A cell's value as Excel shows it with Indonesian settings."""
    if isinstance(value, bool):
        return "BENAR" if value else "SALAH"
    if isinstance(value, int | float):
        return show_number(value, form)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return write_date(value)
    return str(value).strip()


def show_number(value: float, form: str) -> str:
    """A number in an Excel format, with Indonesian signs: 98.75 in `0.00` → `98,75`.

    Without a format of its own a number shows as many digits as it has (11 at most).
    """
    form = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].', "", form.split(";")[0])
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


@dataclass(frozen=True, slots=True)
class _Formats:
    """Number formats of the cells, by sheet, taken from the workbook's own XML."""

    package: Package
    styles: tuple[str, ...]
    parts: dict[str, str]

    def of(self, sheet: str) -> dict[tuple[int, int], str]:
        """Cell (row, column from 0) → format, for number cells that have one."""
        name = self.parts.get(sheet)
        root = self.package.part(name) if name is not None else None
        if root is None:
            return {}
        found: dict[tuple[int, int], str] = {}
        for cell in root.iter(f"{_S}c"):
            style = cell.get("s", "")
            place = _place(cell.get("r", ""))
            if (
                style.isdecimal()
                and int(style) < len(self.styles)
                and place is not None
            ):
                form = self.styles[int(style)]
                if form:
                    found[place] = form
        return found


def _read_formats(package: Package) -> _Formats:
    return _Formats(package, _styles(package), _sheet_parts(package))


def _styles(package: Package) -> tuple[str, ...]:
    root = package.part("xl/styles.xml")
    if root is None:
        return ()
    named = {
        node.get("numFmtId", ""): node.get("formatCode", "")
        for node in root.iter(f"{_S}numFmt")
    }
    cells = root.find(f"{_S}cellXfs")
    if cells is None:
        return ()
    return tuple(
        named.get(number, _BUILT_IN.get(int(number) if number.isdecimal() else 0, ""))
        for number in (node.get("numFmtId", "0") for node in cells)
    )


def _sheet_parts(package: Package) -> dict[str, str]:
    """Sheet name → the part that holds it."""
    workbook = package.part("xl/workbook.xml")
    links = package.part("xl/_rels/workbook.xml.rels")
    if workbook is None or links is None:
        return {}
    targets: dict[str, str] = {
        link.get("Id", ""): link.get("Target", "")
        for link in links.iterchildren("{*}Relationship")
    }
    return {
        sheet.get("name", ""): _part_name(targets.get(sheet.get(f"{_R}id", ""), ""))
        for sheet in workbook.iter(f"{_S}sheet")
    }


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _place(reference: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


__all__ = ["NAME", "read", "show_number", "sniff"]
