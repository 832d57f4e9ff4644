"""The annex's table of one position as Word's own XML.

Written as text and parsed once: a cell at a time through python-docx takes ten times as
long. All texts are escaped; nothing in them becomes markup.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tolok.reader.write.layout import Column, dotted, plain, value_of
from tolok.reader.write.package import in_attribute


# Air between a cell's text and its rules, in twentieths of a point.
_PADDING = (("top", 40), ("left", 90), ("bottom", 40), ("right", 90))
# The row of column numbers is set smaller, in half points.
_NUMBERS_SIZE = 16


@dataclass(frozen=True, slots=True)
class _Looks:
    """The ids of the paragraph styles of cells and of headings."""

    cell: str
    heading: str


def table_of(
    objectives: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    width: int,
    *,
    cell_style: str,
    heading_style: str,
    table_style: str,
) -> BaseOxmlElement:
    """Return the table: an objective is merged down over its indicators.

    `width` is in twentieths of a point; the styles are ids of the document's own styles.
    """
    whole = sum(column.share for column in columns)
    widths = [width * column.share // whole for column in columns]
    looks = _Looks(in_attribute(cell_style), in_attribute(heading_style))
    rows = _head(columns, widths, looks)
    for objective in objectives:
        rows += _objective(objective, columns, widths, looks)
    padding = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in _PADDING
    )
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in widths)
    table: BaseOxmlElement = parse_xml(
        f"<w:tbl {nsdecls('w')}>"
        "<w:tblPr>"
        f'<w:tblStyle w:val="{in_attribute(table_style)}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{padding}</w:tblCellMar>"
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    return table


def with_last_row_kept(table: BaseOxmlElement) -> BaseOxmlElement:
    """Return the table, its last row kept on one page with what follows it."""
    last = table.findall(qn("w:tr"))[-1]
    for properties in last.iter(qn("w:pPr")):
        style = properties.find(qn("w:pStyle"))
        kept = parse_xml(f"<w:keepNext {nsdecls('w')}/>")
        if style is None:
            properties.insert(0, kept)
        else:
            style.addnext(kept)
    return table


def _head(columns: Sequence[Column], widths: Sequence[int], looks: _Looks) -> list[str]:
    """One head row, or two where the target has several periods; then the column numbers."""
    targets = [i for i, column in enumerate(columns) if column.field == "target"]
    numbers = _row(
        [
            _cell(
                str(index + 1),
                widths[index],
                style=looks.cell,
                centred=True,
                size=_NUMBERS_SIZE,
                kept=True,
            )
            for index in range(len(columns))
        ],
        head=True,
    )

    def heading(text: str, width: int, *, span: int = 1, merge: str = "") -> str:
        return _cell(
            text, width, style=looks.heading, middle=True, span=span, merge=merge
        )

    if not any(columns[index].period is not None for index in targets):
        cells = [
            heading(column.heading, width)
            for column, width in zip(columns, widths, strict=True)
        ]
        return [_row(cells, head=True), numbers]
    upper, lower = [], []
    for index, column in enumerate(columns):
        if index not in targets:
            upper.append(heading(column.heading, widths[index], merge="restart"))
            lower.append(heading("", widths[index], merge="continue"))
            continue
        if index == targets[0]:
            whole = sum(widths[target] for target in targets)
            upper.append(heading(column.heading, whole, span=len(targets)))
        lower.append(heading(column.period or "-", widths[index]))
    return [_row(upper, head=True), _row(lower, head=True), numbers]


def _objective(
    objective: Mapping[str, Any],
    columns: Sequence[Column],
    widths: Sequence[int],
    looks: _Looks,
) -> list[str]:
    indicators = objective["indicators"] or [None]
    rows = []
    for index, indicator in enumerate(indicators):
        merge = ("continue" if index else "restart") if len(indicators) > 1 else ""
        label = "" if index else dotted(objective["label"])
        text = "" if index else objective["text"]
        cells = [
            _cell(label, widths[0], style=looks.cell, centred=True, merge=merge),
            _cell(text, widths[1], style=looks.cell, merge=merge),
        ]
        cells += [
            _cell(
                value_of(indicator, column) if indicator else "",
                width,
                style=looks.cell,
                centred=column.field in ("unit", "target"),
            )
            for column, width in zip(columns[2:], widths[2:], strict=True)
        ]
        rows.append(_row(cells, head=False))
    return rows


def _row(cells: Sequence[str], *, head: bool) -> str:
    """A row is not broken by the page; a head row is repeated on each."""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    text: str,
    width: int,
    *,
    style: str,
    centred: bool = False,
    middle: bool = False,
    size: int | None = None,
    kept: bool = False,
    span: int = 1,
    merge: str = "",
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    look = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>' if size else ""
    stays = "<w:keepNext/>" if kept else ""
    laid = '<w:jc w:val="center"/>' if centred else ""
    said = plain(text)
    run = (
        f'<w:r>{look}<w:t xml:space="preserve">{escape(said)}</w:t></w:r>'
        if said
        else ""
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merged}'
        f'<w:vAlign w:val="{"center" if middle else "top"}"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{stays}{laid}</w:pPr>{run}</w:p></w:tc>'
    )
