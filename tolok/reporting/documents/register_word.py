"""A long list as DOCX: the same columns as the PDF, across, its head on every page."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from tolok.kernel.text import clean, clean_line
from tolok.reporting.documents.figures import whole
from tolok.reporting.documents.frame import EXAMPLE_NOTICE
from tolok.reporting.documents.register import (
    Register,
    printed_columns,
    printed_rows,
)
from tolok.reporting.documents.word import Paper, cell_of


NUMBER_WIDTH = 10  # mm
BLANK_REMARK = "Tanda – berarti belum ada data, bukan nol."
MANY_COLUMNS = 14


def write_register_docx(*, register: Register) -> bytes:
    """Return the list as a DOCX on Folio or A4. Raises `ListTooLongToPrint`."""
    frame = register.frame
    title = f"{register.title} {frame.period}"
    paper = Paper(frame, title=title, is_a4=frame.is_a4, is_across=True)
    paper.letterhead()
    paper.add(register.title.upper(), "Title")
    paper.add(clean_line(register.scope or frame.office), "Subtitle")
    paper.add(f"{frame.period} · {frame.cut_off}", "Keterangan Judul")
    if frame.is_example:
        paper.add(EXAMPLE_NOTICE, "Data Contoh")
    if frame.scope_note:
        paper.add(frame.scope_note, "Catatan")
    rows = printed_rows(register)
    if rows:
        _write_grid(paper, register, rows)
        paper.add(BLANK_REMARK, "Catatan")
    else:
        paper.add(register.empty, "Normal")
    if register.signatory is not None:
        paper.signed(register.signatory)
    return paper.to_bytes()


def _write_grid(
    paper: Paper, register: Register, rows: Sequence[Sequence[str]]
) -> None:
    """Write the table; rows are made as XML at once, for there can be thousands."""
    columns = printed_columns(register)
    room = paper.text_width - NUMBER_WIDTH
    shares = sum(column.share for column in columns)
    widths = [NUMBER_WIDTH, *(room * column.share / shares for column in columns)]
    if len(columns) > MANY_COLUMNS:
        paper.shrink_tables()
    table = paper.table(
        rows=0, widths=widths, style="Table Grid", summary=register.title
    )
    head, text, figure = (
        paper.style(name).style_id
        for name in ("Kepala Tabel", "Isi Tabel", "Angka Tabel")
    )
    styles = [figure, *(figure if column.is_number else text for column in columns)]
    heads = ["No.", *(column.head for column in columns)]
    table._tbl.append(_row(heads, [head] * len(heads), widths, is_head=True))
    for number, row in enumerate(rows, 1):
        table._tbl.append(_row([whole(number), *row], styles, widths))


def _row(
    words: Sequence[str],
    styles: Sequence[str],
    widths: Sequence[float],
    *,
    is_head: bool = False,
) -> Any:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for text, style, width in zip(words, styles, widths, strict=True):
        cell = cell_of(clean(text), style, Mm(width).twips, keep=False)
        if is_head:
            _shade(cell)
        row.append(cell)
    return row


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E9EBF2")):
        shade.set(qn(f"w:{name}"), value)
    cell.tcPr.append(shade)
