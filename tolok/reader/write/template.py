"""The standard template: a Word file with placeholders that an office may change in Word."""

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from tolok.reader.write.layout import PAPERS
from tolok.reader.write.package import same_bytes


FONT = "Bookman Old Style"
# Where Word's own Bookman is missing, these serif types of the same proportions stand in.
STAND_INS = "TeX Gyre Bonum;URW Bookman;Bookman"
ITEM_STYLE = "Tolok Butir"
POSITION_STYLE = "Tolok Jabatan"
CELL_STYLE = "Tolok Tabel"
HEADING_STYLE = "Tolok Kepala Tabel"
TABLE_STYLE = "Table Grid"
# What filling needs of a template; where it is missing it is brought from here.
STYLES = (ITEM_STYLE, POSITION_STYLE, CELL_STYLE, HEADING_STYLE, TABLE_STYLE)
_SAMPLE = Path(__file__).with_name("sample.json")
_LEFT, _RIGHT, _TOP, _BOTTOM = Mm(25), Mm(20), Mm(20), Mm(20)
_SIGNATURE_INDENT = Mm(85)
_ANNEX_INDENT = Mm(75)


@cache
def standard_template() -> bytes:
    """Return the template that offices start from, as a DOCX; always the same bytes."""
    document = docx.Document()
    _set_styles(document)
    _name_stand_ins(document)
    _set_page(document.sections[0])
    _add_page_number(document.sections[0].footer.paragraphs[0])
    _letterhead(document)
    _title(document)
    for name in ("menimbang", "mengingat"):
        _plain(document, f"{{{{{name}}}}}", style=ITEM_STYLE)
    _centred(document, "{{bila diktum}}MEMUTUSKAN:", before=8, after=8, kept=True)
    _plain(document, "{{diktum}}", style=ITEM_STYLE)
    _signature(document, with_place=True)
    _set_page(document.add_section(WD_SECTION.NEW_PAGE))
    _annex(document)
    saved = io.BytesIO()
    document.save(saved)
    return same_bytes(saved.getvalue())


def _set_styles(document: Document) -> None:
    normal = document.styles["Normal"]
    _set_font(normal, 11)
    _set_space(normal)
    item = _style(document, ITEM_STYLE)
    item.paragraph_format.space_after = Pt(3)
    item.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    position = _style(document, POSITION_STYLE)
    position.font.bold = True
    position.paragraph_format.space_before = Pt(16)
    position.paragraph_format.space_after = Pt(3)
    cell = _style(document, CELL_STYLE)
    cell.font.size = Pt(10)
    heading = _style(document, HEADING_STYLE)
    heading.font.size = Pt(10)
    heading.font.bold = True
    heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.keep_with_next = True


def _style(document: Document, name: str) -> ParagraphStyle:
    made: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    made.quick_style = True
    return made


def _set_font(style: ParagraphStyle, size: int) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    properties.append(language)


def _set_space(style: ParagraphStyle) -> None:
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.space_before = Pt(0)


def _name_stand_ins(document: Document) -> None:
    """Say in the table of fonts which type stands in for ours where it is missing."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            table = etree.fromstring(part.blob)
            table.append(
                parse_xml(
                    f'<w:font {nsdecls("w")} w:name="{FONT}">'
                    f'<w:altName w:val="{STAND_INS}"/>'
                    '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
                )
            )
            part._blob = etree.tostring(table, encoding="UTF-8", standalone=True)


def _set_page(section: Section) -> None:
    paper = PAPERS["folio"]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(paper.width), Mm(paper.height)
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM


def _add_page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _letterhead(document: Document) -> None:
    _centred(document, "{{pemerintah}}", size=14)
    _centred(document, "{{kantor}}", size=16, bold=True)
    _centred(document, "{{alamat}}", size=9)
    rule = _centred(document, "", size=2, after=14)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (
        ("val", "thickThinSmallGap"),
        ("sz", "24"),
        ("space", "1"),
        ("color", "000000"),
    ):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = rule._p.get_or_add_pPr()
    # Before spacing and alignment, as the schema of Word orders them.
    properties.insert(0, borders)
    properties.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:sz w:val="4"/></w:rPr>'))


def _title(document: Document) -> None:
    _centred(document, "{{jenis}} {{pejabat}}", bold=True)
    _centred(document, "NOMOR : {{nomor}}", after=10)
    _centred(document, "{{bila tentang}}TENTANG", after=6)
    _centred(document, "{{tentang}}", bold=True, after=10)
    _centred(document, "{{pejabat}},", after=12)


def _signature(document: Document, *, with_place: bool) -> None:
    lines = [
        ("{{jabatan penanda tangan}},", 6 if with_place else 18),
        ("{{nama penanda tangan}}", 72),
        ("{{pangkat}}", 0),
        ("NIP. {{nip}}", 0),
    ]
    if with_place:
        lines = [
            ("Ditetapkan di {{tempat}}", 18),
            ("pada tanggal {{tanggal}}", 0),
            *lines,
        ]
    for index, (text, before) in enumerate(lines):
        paragraph = _plain(document, text, indent=_SIGNATURE_INDENT)
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.keep_with_next = index + 1 < len(lines)


def _annex(document: Document) -> None:
    for line in (
        "LAMPIRAN {{jenis}} {{pejabat}}",
        "NOMOR : {{nomor}}",
        "TANGGAL : {{tanggal}}",
        "TENTANG {{tentang}}",
    ):
        _plain(document, line, indent=_ANNEX_INDENT)
    _centred(document, "INDIKATOR KINERJA INDIVIDU", bold=True, before=12)
    _centred(document, "{{judul kantor}}", bold=True)
    _centred(document, "TAHUN {{tahun}}", bold=True)
    _plain(document, "{{lampiran}}", style=ITEM_STYLE)
    _signature(document, with_place=False)


def _centred(
    document: Document,
    text: str,
    *,
    size: int = 11,
    bold: bool = False,
    before: int = 0,
    after: int = 0,
    kept: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold = bold or None
    run.font.size = Pt(size)
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.keep_with_next = kept or None
    return paragraph


def _plain(
    document: Document,
    text: str,
    *,
    style: str | None = None,
    indent: Length | None = None,
) -> Paragraph:
    paragraph = document.add_paragraph(text, style=style)
    if indent is not None:
        paragraph.paragraph_format.left_indent = indent
    return paragraph


def sample_decree() -> dict[str, Any]:
    """Return a small invented decree with every part, for a look at a template."""
    decree: dict[str, Any] = json.loads(_SAMPLE.read_text(encoding="utf-8"))
    return decree
