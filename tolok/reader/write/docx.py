"""DOCX: a `tolok-decree/1` object laid out as an official decree.

List numbers are written as text, so that they stay what they are wherever the file is
opened; rows of a table are not broken by the page and its head rows are repeated.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tolok.reader.words import write_date
from tolok.reader.write.layout import (
    MOST_PORTRAIT_COLUMNS,
    PAPERS,
    Column,
    Letterhead,
    Paper,
    annex_lines,
    annex_titles,
    columns_of,
    dotted,
    kind_of,
    plain,
    spaced_nip,
    statement_of,
)
from tolok.reader.write.word_table import table_of


if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P


_FONT = "Bookman Old Style"
_LEFT, _RIGHT, _TOP, _BOTTOM = Mm(25), Mm(20), Mm(20), Mm(20)
# Where the parts of a recital and of a position's sheet stand, from the left margin.
_LABEL_STOPS = (Mm(28), Mm(33), Mm(41))
_SHEET_STOPS = (Mm(8), Mm(34), Mm(38), Mm(46))
_EMU_IN_TWENTIETH = 635
_SIGNATURE_INDENT = Mm(85)
_ANNEX_INDENT = Mm(75)


def write_decree(
    decree: dict[str, Any],
    *,
    letterhead: Letterhead,
    paper: Paper = PAPERS["folio"],
) -> bytes:
    """Lay a decree out as a DOCX file and return its bytes.

    The same decree gives the same bytes. Head texts are printed in capitals, the wording of
    the annex stays as it is; what the decree does not say (null) is left out.
    """
    document = docx.Document()
    _prepare(document, decree)
    _set_page(document.sections[0], paper, landscape=False)
    _write_letterhead(document, letterhead)
    _write_title(document, decree["decree"])
    _write_recitals(document, decree["decree"])
    _write_rulings(document, decree["decree"])
    _write_signature(document, decree["decree"], with_place=True)
    columns = columns_of(decree)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    landscape = len(columns) > MOST_PORTRAIT_COLUMNS
    _set_page(section, paper, landscape=landscape)
    width = Mm(paper.height if landscape else paper.width) - _LEFT - _RIGHT
    _write_annex(document, decree, columns, width)
    return _same_bytes(document)


def _prepare(document: Document, decree: dict[str, Any]) -> None:
    """Set the base style, the document's properties and the page number below each page."""
    style = document.styles["Normal"]
    style.font.name = _FONT
    style.font.size = Pt(11)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), _FONT)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.space_before = Pt(0)
    properties = document.core_properties
    properties.title = plain(decree["decree"]["about"] or "")[:255]
    properties.author = plain(decree["decree"]["organisation"] or "")[:255]
    properties.language = "id-ID"
    day = decree["decree"]["date"]
    when = date.fromisoformat(day) if day else date(2000, 1, 1)
    properties.created = properties.modified = datetime.combine(when, time(), UTC)
    properties.comments = ""
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(footer)


def _add_page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _set_page(section: Section, paper: Paper, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = Mm(paper.width), Mm(paper.height)
    section.page_width, section.page_height = (
        (height, width) if landscape else (width, height)
    )
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM


def _write_letterhead(document: Document, letterhead: Letterhead) -> None:
    _centred(document, letterhead.region.upper(), size=14, bold=True)
    _centred(document, letterhead.office.upper(), size=16, bold=True)
    last = None
    for line in letterhead.address:
        last = _centred(document, line, size=9)
    _underline_letterhead(last or document.paragraphs[-1])


def _underline_letterhead(paragraph: Paragraph) -> None:
    """The double line, thick over thin, that closes a letterhead."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (
        ("val", "thickThinSmallGap"),
        ("sz", "24"),
        ("space", "4"),
        ("color", "000000"),
    ):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    # Before spacing and alignment, as the schema of Word orders them.
    paragraph._p.get_or_add_pPr().insert(0, borders)
    paragraph.paragraph_format.space_after = Pt(14)


def _write_title(document: Document, head: dict[str, Any]) -> None:
    _centred(
        document, f"{kind_of(head)} {head['issuer'] or ''}".upper().strip(), bold=True
    )
    _centred(document, f"NOMOR : {head['number'] or ''}".strip(), after=10)
    if head["about"]:
        _centred(document, "TENTANG", after=6)
        _centred(document, head["about"].upper(), bold=True, after=10)
    if head["issuer"]:
        _centred(document, f"{head['issuer'].upper()},", after=12)


def _write_recitals(document: Document, head: dict[str, Any]) -> None:
    for name, items in (
        ("Menimbang", head["considerations"]),
        ("Mengingat", head["legal_bases"]),
    ):
        for index, item in enumerate(items):
            lead = [name, ":"] if index == 0 else ["", ""]
            label = dotted(item["label"])
            _tabbed(
                document,
                [*lead, *([label] if label else []), item["text"]],
                _LABEL_STOPS if label else _LABEL_STOPS[:2],
            )
        if items:
            document.paragraphs[-1].paragraph_format.space_after = Pt(8)


def _write_rulings(document: Document, head: dict[str, Any]) -> None:
    if not head["rulings"]:
        return
    _centred(
        document, "MEMUTUSKAN:", before=6, after=8
    ).paragraph_format.keep_with_next = True
    _tabbed(document, ["Menetapkan", ":", statement_of(head)], _LABEL_STOPS[:2])
    for ruling in head["rulings"]:
        _tabbed(
            document, [ruling["label"] or "", ":", ruling["text"]], _LABEL_STOPS[:2]
        )
        for item in ruling["items"]:
            label = dotted(item["label"]) or "-"
            _tabbed(document, ["", "", label, item["text"]], _LABEL_STOPS)


def _write_signature(
    document: Document, head: dict[str, Any], *, with_place: bool
) -> None:
    signatory = head["signatory"] or {}
    lines: list[tuple[str, int]] = []
    if with_place and head["place"]:
        lines.append((f"Ditetapkan di {head['place']}", 18))
    if with_place and head["date"]:
        day = write_date(date.fromisoformat(head["date"]))
        lines.append((f"pada tanggal {day}", 0 if lines else 18))
    if signatory.get("title"):
        lines.append((f"{signatory['title']},", 6 if lines else 18))
    gap = 60
    if signatory.get("name"):
        lines.append((signatory["name"], gap))
    if signatory.get("rank"):
        lines.append((signatory["rank"], 0))
    if signatory.get("nip"):
        lines.append((f"NIP. {spaced_nip(signatory['nip'])}", 0))
    for index, (text, before) in enumerate(lines):
        if before == gap:
            _empty(document).paragraph_format.keep_with_next = True
        paragraph = document.add_paragraph(plain(text))
        paragraph.paragraph_format.left_indent = _SIGNATURE_INDENT
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.keep_with_next = index + 1 < len(lines)


def _write_annex(
    document: Document,
    decree: dict[str, Any],
    columns: list[Column],
    width: int,
) -> None:
    head = decree["decree"]
    _write_annex_heading(document, head)
    for index, title in enumerate(annex_titles(head)):
        _centred(document, title, bold=True, before=0 if index else 12)
    units = {unit["id"]: unit["name"] for unit in decree["units"]}
    for position in decree["positions"]:
        _write_sheet(document, position, units.get(position["unit"]))
        if position["objectives"]:
            _append(document, table_of(position["objectives"], columns, width))
            _empty(document)
    _write_signature(document, head, with_place=False)


def _write_annex_heading(document: Document, head: dict[str, Any]) -> None:
    for line in annex_lines(head):
        paragraph = document.add_paragraph(plain(line))
        paragraph.paragraph_format.left_indent = _ANNEX_INDENT


def _write_sheet(
    document: Document, position: dict[str, Any], unit: str | None
) -> None:
    """Jabatan, Unit Kerja, Tugas and Fungsi of one position, kept with its table."""
    paragraph = _tabbed(
        document,
        [dotted(position["label"]), "Jabatan", ":", position["title"]],
        _SHEET_STOPS[:3],
        bold=True,
    )
    paragraph.paragraph_format.space_before = Pt(16)
    paragraph.paragraph_format.keep_with_next = True
    if unit is not None:
        paragraph = _tabbed(document, ["", "Unit Kerja", ":", unit], _SHEET_STOPS[:3])
    for name, items in (
        ("Tugas", position["duties"]),
        ("Fungsi", position["functions"]),
    ):
        for index, item in enumerate(items):
            lead = ["", name, ":"] if index == 0 else ["", "", ""]
            item_label = dotted(item["label"]) or ("-" if index else "")
            paragraph = _tabbed(
                document,
                [*lead, *([item_label] if item_label else []), item["text"]],
                _SHEET_STOPS if item_label else _SHEET_STOPS[:3],
            )
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(6)


def _centred(
    document: Document,
    text: str,
    *,
    size: int = 11,
    bold: bool = False,
    before: int = 0,
    after: int = 0,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(plain(text))
    run.bold = bold
    run.font.size = Pt(size)
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _tabbed(
    document: Document, parts: list[str], stops: Sequence[int], *, bold: bool = False
) -> Paragraph:
    """Parts side by side at the stops; the last one wraps under itself."""
    tabs = "".join(
        f'<w:tab w:val="left" w:pos="{stop // _EMU_IN_TWENTIETH}"/>' for stop in stops
    )
    last = stops[-1] // _EMU_IN_TWENTIETH
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    runs = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(plain(part))}</w:t>' if part else ""
        for part in parts
    )
    element = parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr><w:tabs>{tabs}</w:tabs>"
        f'<w:spacing w:after="60"/><w:ind w:left="{last}" w:hanging="{last}"/>'
        f'<w:jc w:val="both"/></w:pPr><w:r>{look}{runs}</w:r></w:p>'
    )
    _append(document, element)
    return Paragraph(cast("CT_P", element), document._body)


def _append(document: Document, element: BaseOxmlElement) -> None:
    document.element.body.sectPr.addprevious(element)


def _empty(document: Document) -> Paragraph:
    return document.add_paragraph()


def _same_bytes(document: Document) -> bytes:
    """The file with its parts in a fixed order and at a fixed time, so that it can be compared."""
    saved = io.BytesIO()
    document.save(saved)
    fixed = io.BytesIO()
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda n: (n[0] != "[", n)):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return fixed.getvalue()
