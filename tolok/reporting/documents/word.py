"""A DOCX of an office: Folio, letterhead, page numbers, named styles, Indonesian.

Everything that gives a look is a style, so that an office can change it in one place.
The same content gives the same bytes.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tolok.kernel.text import clean, clean_line
from tolok.reporting.documents.frame import Frame, Signatory


LANGUAGE = "id-ID"
HEAD_FONT = "Bookman Old Style"
BODY_FONT = "Arial"
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
LEFT, CENTRE, RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
INK = RGBColor(0x1D, 0x21, 0x1F)


class Paper:
    """One document being written."""

    def __init__(
        self,
        frame: Frame,
        *,
        title: str,
        is_a4: bool = False,
        is_across: bool = False,
    ) -> None:
        self.frame = frame
        self._size = (210, 297) if is_a4 else (215, 330)
        self._margins = (22, 18)
        if is_across:
            self._size = (self._size[1], self._size[0])
            self._margins = (15, 15)
        self._document: Document = docx.Document()
        self._styles: dict[str, Any] = {}
        self._set_properties(title)
        self._set_page()
        self._define_styles()
        self._write_footer()

    def style(self, name: str) -> Any:
        """Return a style of this document."""
        if name not in self._styles:
            self._styles[name] = self._document.styles[name]
        return self._styles[name]

    def dress(self, paragraph: Paragraph, style: str) -> Paragraph:
        """Give a paragraph a style, by its id.

        The library looks through all styles for the default one each time it is given a
        style itself: half the time of a document.
        """
        paragraph._p.style = self.style(style).style_id
        return paragraph

    def add(self, text: str, style: str) -> Paragraph:
        """Add a paragraph at the end."""
        return self.dress(self._document.add_paragraph(clean(text)), style)

    def write(self, cell: _Cell, text: str, style: str) -> None:
        """Put text into the first paragraph of a cell."""
        paragraph = cell.paragraphs[0]
        paragraph.text = clean(text)
        self.dress(paragraph, style)

    def more(self, cell: _Cell, text: str, style: str) -> None:
        """Add a paragraph at the end of a cell."""
        self.dress(cell.add_paragraph(clean_line(text)), style)

    def letterhead(self) -> None:
        """Write region, office and address over a double rule."""
        head = self.frame.letterhead
        self.add(clean_line(head.region_line), "Kop Daerah")
        self.add(clean_line(head.office_line), "Kop Kantor")
        for line in head.address_lines:
            self.add(clean_line(line), "Kop Alamat")
        self.add("", "Garis Kop")

    @property
    def text_width(self) -> int:
        """Return the width between the margins in millimetres."""
        return self._size[0] - sum(self._margins)

    def facts(
        self, facts: Sequence[tuple[str, str]], *, widths: tuple[float, float]
    ) -> None:
        """Add a table of labels and what each says, one row a fact.

        It stays on one page where it fits. Rows are made as XML at once: a long document
        holds hundreds of these tables.
        """
        table = self._document.add_table(rows=0, cols=2)
        table.style = self.style("Tabel Polos")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        styles = [self.style(name).style_id for name in ("Label Tabel", "Isi Tabel")]
        for number, fact in enumerate(facts, 1):
            row = OxmlElement("w:tr")
            properties = OxmlElement("w:trPr")
            properties.append(OxmlElement("w:cantSplit"))
            row.append(properties)
            for words, style, width in zip(fact, styles, widths, strict=True):
                row.append(
                    cell_of(
                        clean(words), style, Mm(width).twips, keep=number < len(facts)
                    )
                )
            table._tbl.append(row)
        _draw_rows(table)
        narrow_cells(table)
        self.add("", "Antara")

    def signed(self, signatory: Signatory) -> None:
        """Leave room for the signature of one who signs, at the right."""
        self.add(self.frame.signed_at, "Tempat dan Tanggal")
        self.add(f"{clean_line(signatory.title)},", "Tanda Tangan")
        self.add(signatory.name or "(" + "." * 40 + ")", "Nama Penanda Tangan")
        if signatory.rank:
            self.add(clean_line(signatory.rank), "Tanda Tangan")
        self.add(f"NIP. {signatory.nip}".strip(), "Tanda Tangan")

    def table(
        self,
        *,
        rows: int,
        widths: Sequence[float],
        style: str,
        head_rows: int = 0,
        summary: str = "",
    ) -> Table:
        """Add a table; `widths` in millimetres. Its head repeats, its rows stay whole."""
        table = self._document.add_table(rows=rows, cols=len(widths))
        table.style = self.style(style)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        for number, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number < head_rows:
                properties.append(OxmlElement("w:tblHeader"))
        narrow_cells(table)
        if summary:
            caption = OxmlElement("w:tblCaption")
            caption.set(qn("w:val"), summary)
            table._tbl.tblPr.append(caption)
        return table

    def shrink_tables(self) -> None:
        """Set all tables smaller, where there are many columns."""
        for name, size in (("Isi Tabel", 7), ("Angka Tabel", 7), ("Kepala Tabel", 6.5)):
            self.style(name).font.size = Pt(size)

    def to_bytes(self) -> bytes:
        """Return the file; parts carry a fixed time, so equal content is equal bytes."""
        written = BytesIO()
        self._document.save(written)
        packed = BytesIO()
        with (
            zipfile.ZipFile(written) as source,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, source.read(name))
        return packed.getvalue()

    def _set_properties(self, title: str) -> None:
        properties = self._document.core_properties
        office = clean_line(self.frame.office)[:255]
        moment = self.frame.made.replace(tzinfo=None)
        properties.title = title[:255]
        properties.subject = self.frame.cut_off
        properties.author = properties.last_modified_by = office
        properties.created = properties.modified = moment
        properties.language = LANGUAGE
        properties.comments = ""
        properties.keywords = ""

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = (Mm(side) for side in self._size)
        section.top_margin, section.bottom_margin = Mm(18), Mm(20)
        section.left_margin, section.right_margin = (Mm(one) for one in self._margins)
        if self._size[0] > self._size[1]:
            section.orientation = WD_ORIENTATION.LANDSCAPE
        section.header_distance = section.footer_distance = Mm(9)

    def _define_styles(self) -> None:
        normal = self.style("Normal")
        set_style(normal, BODY_FONT, 10, after=4)
        _set_language(self._document)
        make = self._paragraph_style
        make("Kop Daerah", HEAD_FONT, 13, align=CENTRE, after=0)
        make("Kop Kantor", HEAD_FONT, 15, bold=True, align=CENTRE, after=0)
        make("Kop Alamat", HEAD_FONT, 9, align=CENTRE, after=0)
        rule = make("Garis Kop", BODY_FONT, 2, after=8)
        _border_below(rule)
        set_style(self.style("Title"), HEAD_FONT, 13, bold=True, align=CENTRE, after=2)
        _drop_border(self.style("Title"))
        set_style(
            self.style("Subtitle"), BODY_FONT, 11, bold=True, align=CENTRE, after=2
        )
        make("Keterangan Judul", BODY_FONT, 9, align=CENTRE, after=6)
        make("Data Contoh", BODY_FONT, 9, bold=True, align=CENTRE, after=8)
        for name, size in (("Heading 1", 11), ("Heading 2", 10)):
            heading = self.style(name)
            set_style(heading, BODY_FONT, size, bold=True, before=10, after=3)
            heading.paragraph_format.keep_with_next = True
        item = make("Butir", BODY_FONT, 10, after=2)
        item.paragraph_format.left_indent = Mm(8)
        item.paragraph_format.first_line_indent = Mm(-8)
        item.paragraph_format.tab_stops.add_tab_stop(Mm(8))
        about = make("Keterangan Jabatan", BODY_FONT, 9, after=4)
        about.paragraph_format.keep_with_next = True
        make("Antara", BODY_FONT, 4, after=0)
        make("Isi Tabel", BODY_FONT, 8.5, after=0)
        make("Label Tabel", BODY_FONT, 8.5, bold=True, after=0)
        make("Angka Tabel", BODY_FONT, 8, align=RIGHT, after=0)
        make("Kepala Tabel", BODY_FONT, 8, bold=True, align=CENTRE, after=0)
        make("Catatan", BODY_FONT, 8, before=3, after=4)
        make(
            "Tanda Tangan", BODY_FONT, 10, after=0
        ).paragraph_format.keep_with_next = True
        place = make("Tempat dan Tanggal", BODY_FONT, 10, before=16, after=0)
        place.paragraph_format.keep_with_next = True
        signed = make("Nama Penanda Tangan", BODY_FONT, 10, bold=True, before=58)
        signed.paragraph_format.space_after = Pt(0)
        signed.paragraph_format.keep_with_next = True
        make("Kaki Halaman", BODY_FONT, 7.5, after=0)
        self._document.styles.add_style("Tabel Polos", WD_STYLE_TYPE.TABLE)

    def _paragraph_style(
        self,
        name: str,
        font: str,
        size: float,
        *,
        bold: bool = False,
        align: WD_ALIGN_PARAGRAPH = LEFT,
        before: float = 0,
        after: float = 4,
    ) -> Any:
        style = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self.style("Normal")
        set_style(style, font, size, bold=bold, align=align, before=before, after=after)
        return style

    def _write_footer(self) -> None:
        section = self._document.sections[0]
        mark = "DATA CONTOH · " if self.frame.is_example else ""
        paragraph = section.footer.paragraphs[0]
        paragraph.style = self.style("Kaki Halaman")
        _tab_stop_at_right(paragraph.style, self.text_width)
        paragraph.add_run(f"{mark}{self.frame.cut_off}\tHalaman ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" dari ")
        _field(paragraph, "NUMPAGES")


def set_style(
    style: Any,
    font: str,
    size: float,
    *,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    before: float = 0,
    after: float = 4,
) -> None:
    """Give a style its font, size in points, alignment and room above and below."""
    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), font)
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = INK
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    style.paragraph_format.alignment = align
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _set_language(document: Document) -> None:
    """Declare the language once, for all styles."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _border_below(style: Any) -> None:
    """Draw the double rule of a letterhead, thick over thin."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (
        ("val", "thickThinSmallGap"),
        ("sz", "24"),
        ("space", "1"),
        ("color", "auto"),
    ):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def cell_of(words: str, style: str, width: int, *, keep: bool) -> Any:
    """Return a cell of one table row with a paragraph for each line of its words."""
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    size = OxmlElement("w:tcW")
    size.set(qn("w:w"), str(width))
    size.set(qn("w:type"), "dxa")
    properties.append(size)
    cell.append(properties)
    for line in words.split("\n"):
        paragraph, chosen = OxmlElement("w:p"), OxmlElement("w:pPr")
        named = OxmlElement("w:pStyle")
        named.set(qn("w:val"), style)
        chosen.append(named)
        if keep:
            chosen.append(OxmlElement("w:keepNext"))
        paragraph.append(chosen)
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
        paragraph.append(run)
        cell.append(paragraph)
    return cell


def _draw_rows(table: Table) -> None:
    """Draw hairlines above, below and between the rows of a table."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "A6A29A")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties: Any = table._tbl.tblPr
    properties.insert_element_before(
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"
    )


def narrow_cells(table: Table) -> None:
    """Leave one millimetre beside a cell's text and a little above and below it."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 0.4), ("left", 1), ("bottom", 0.4), ("right", 1)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(width).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties: Any = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption")


def _drop_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for borders in properties.findall(qn("w:pBdr")):
        properties.remove(borders)


def _tab_stop_at_right(style: Any, width: int) -> None:
    style.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Paragraph, code: str) -> None:
    """Add a field that the reader's program fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
