"""A long report as an editable DOCX, laid out from its blocks.

Headings and captions are Word's own, so that the lists of contents, tables and pictures
follow what an office changes; tables are written as XML at once, for there are thousands
of cells.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from tolok.kernel.text import clean
from tolok.reporting.documents.blocks import (
    Block,
    Book,
    Cell,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Signed,
    ToWrite,
)
from tolok.reporting.documents.book_pdf import Pages, pages_of, picture_data
from tolok.reporting.documents.frame import Frame, Signatory
from tolok.reporting.documents.typesetting import draw
from tolok.reporting.documents.word import (
    BODY_FONT,
    CENTRE,
    HEAD_FONT,
    Paper,
    set_style,
)


CHART_DOTS = 200
LEFT_MARGIN, RIGHT_MARGIN = 28, 22
LISTED_LEVELS = 3
KEPT_TOGETHER = 12
SIDES = {"l": "left", "c": "center", "r": "right"}
GROUND, BAND, LINE = "E9EBF2", "F3F1EC", "857F72"


def write_book_docx(
    *, book: Book, frame: Frame, signatory: Signatory | None, is_a4: bool = False
) -> bytes:
    """Return the report as a DOCX that an office goes on with."""
    # Both forms have the same paper, margins and widths of letters: what falls on which
    # page of the PDF is close enough until Word counts.
    pages = pages_of(book=book, frame=frame, signatory=signatory, is_a4=is_a4)
    paper = BookPaper(frame, title=book.title, is_a4=is_a4)
    paper.cover(book)
    paper.begin_part(numbers="lowerRoman")
    for block in book.front:
        paper.lay(block, signatory, is_listed=False)
    paper.contents(book, pages)
    paper.begin_part(numbers="decimal")
    for block in book.body:
        paper.lay(block, signatory, is_listed=True)
    return paper.to_bytes()


class BookPaper(Paper):
    """A report being written: cover, front matter, chapters."""

    def __init__(self, frame: Frame, *, title: str, is_a4: bool = False) -> None:
        self._title = title
        self._marks = 0
        super().__init__(frame, title=title, is_a4=is_a4)
        self._define_book_styles()
        self._update_on_opening()

    @property
    def text_width(self) -> int:
        """Return the width between the margins in millimetres."""
        return self._size[0] - LEFT_MARGIN - RIGHT_MARGIN

    def cover(self, book: Book) -> None:
        """Write the cover; it bears no number."""
        for line in book.cover.lines:
            self.add(line, "Sampul Kop")
        self.add(book.cover.title, "Sampul Judul")
        for line in book.cover.subtitle.split("\n"):
            self.add(line, "Sampul Tahun")
        self.add("[Tempatkan lambang daerah]", "Sampul Lambang")
        region, *notices = book.cover.foot
        self.add(region, "Sampul Kop")
        for line in notices:
            self.add(line, "Data Contoh")

    def begin_part(self, *, numbers: str) -> None:
        """Begin a part whose pages are counted anew, in these numbers."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        kind = OxmlElement("w:pgNumType")
        kind.set(qn("w:fmt"), numbers)
        kind.set(qn("w:start"), "1")
        for old in section._sectPr.findall(qn("w:pgNumType")):
            section._sectPr.remove(old)
        section._sectPr.insert_element_before(
            kind, "w:cols", "w:vAlign", "w:titlePg", "w:docGrid"
        )
        section.footer.is_linked_to_previous = False
        paragraph = section.footer.paragraphs[0]
        paragraph.style = self.style("Kaki Halaman")
        mark = "DATA CONTOH · " if self.frame.is_example else ""
        paragraph.add_run(f"{mark}{self._title} · {self.frame.cut_off}\t")
        _field(paragraph, "PAGE")

    def lay(
        self, block: Block, signatory: Signatory | None, *, is_listed: bool
    ) -> None:
        """Add one block at the end."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph(block)
            case ToWrite():
                self.add(f"[Tulis: {block.text}]", "Tempat Menulis")
            case Listing():
                self._listing(block)
            case Grid():
                self._grid(block, is_listed=is_listed)
            case Picture():
                self._picture(block, is_listed=is_listed)
            case Signed():
                if signatory is not None:
                    self.signed(signatory)
            case _:
                self._document.add_page_break()

    def contents(self, book: Book, pages: Pages) -> None:
        """Write the lists of contents, tables and pictures as fields with their lines.

        `pages` are the numbers that stand there until Word has counted for itself.
        """
        headings = [
            (
                one.text,
                f"TOC {one.level}",
                f"_Isi{at}",
                pages.get(("heading", one.text)),
            )
            for at, one in enumerate(_headings(book), 1)
        ]
        self._list("Daftar Isi", f'TOC \\o "1-{LISTED_LEVELS}" \\h \\z \\u', headings)
        for title, kind, key, field in (
            ("Daftar Tabel", Grid, "grid", "Keterangan Tabel"),
            ("Daftar Gambar", Picture, "picture", "Keterangan Gambar"),
        ):
            found = [one for one in book.body if isinstance(one, kind)]
            letter = title.split()[1]
            lines = [
                (
                    one.caption,
                    "table of figures",
                    f"_{letter}{at}",
                    pages.get((key, one.caption)),
                )
                for at, one in enumerate(found, 1)
            ]
            if lines:
                self._list(title, f'TOC \\h \\z \\t "{field},1"', lines)

    def _list(
        self,
        title: str,
        field: str,
        lines: Sequence[tuple[str, str, str, str | None]],
    ) -> None:
        head = self.add(title, "Judul Daftar")
        # The lists begin on a page of their own, as those of the PDF do.
        head.paragraph_format.page_break_before = title == "Daftar Isi"
        head.paragraph_format.keep_with_next = True
        for at, (text, style, mark, page) in enumerate(lines):
            paragraph = self._document.add_paragraph(style=self.style(style))
            if at == 0:
                _begin_field(paragraph, field)
            paragraph.add_run(f"{clean(text)}\t")
            _field(paragraph, f"PAGEREF {mark} \\h", page or "")
            if at == len(lines) - 1:
                _end_field(paragraph)

    def _heading(self, block: Heading) -> None:
        paragraph = self.add(block.text, f"Heading {block.level}")
        if block.level <= LISTED_LEVELS:
            self._marks += 1
            _bookmark(paragraph, f"_Isi{self._marks}", self._marks)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._document.add_paragraph(style=self.style("Isi"))
        for at, one in enumerate(block.sentences):
            paragraph.add_run((" " if at else "") + clean(one.text))
            if one.source:
                paragraph.add_run(one.source).font.superscript = True

    def _listing(self, block: Listing) -> None:
        for at, line in enumerate(block.lines):
            mark = block.marks[at] if at < len(block.marks) else "•"
            self.add(f"{mark}\t{line}", "Butir Isi")

    def _grid(self, grid: Grid, *, is_listed: bool) -> None:
        caption = self.add(grid.caption, "Keterangan Tabel" if is_listed else "Caption")
        if is_listed:
            self._mark_caption(caption, "Tabel")
        names = {
            name: self.style(name).style_id
            for name in ("Isi Tabel", "Kepala Tabel", "Tabel Polos")
        }
        table = parse_xml(_table_xml(grid, names, self.text_width))
        body = self._document.element.body
        body.insert(len(body) - 1, table)
        self.add(grid.note, "Catatan" if grid.note else "Antara")

    def _picture(self, picture: Picture, *, is_listed: bool) -> None:
        made = draw(
            "picture.typ", {"picture": picture_data(picture)}, dots_per_inch=CHART_DOTS
        )
        paragraph = self._document.add_paragraph(style=self.style("Gambar"))
        shape = paragraph.add_run().add_picture(
            BytesIO(made), width=Mm(self.text_width - 1)
        )
        for side in ("distL", "distR"):
            shape._inline.set(side, "0")  # else some programs move it to the right
        named = shape._inline.docPr
        named.set("descr", clean(picture.alt))
        named.set("title", clean(picture.title))
        caption = self.add(
            picture.caption, "Keterangan Gambar" if is_listed else "Caption"
        )
        if is_listed:
            self._mark_caption(caption, "Gambar")

    def _mark_caption(self, paragraph: Any, kind: str) -> None:
        counts = self.__dict__.setdefault("_captions", {})
        counts[kind] = counts.get(kind, 0) + 1
        number = 100_000 * (1 + (kind == "Gambar")) + counts[kind]
        _bookmark(paragraph, f"_{kind}{counts[kind]}", number)

    def _set_page(self) -> None:
        super()._set_page()
        section = self._document.sections[0]
        section.top_margin, section.bottom_margin = Mm(25), Mm(22)
        section.left_margin, section.right_margin = Mm(LEFT_MARGIN), Mm(RIGHT_MARGIN)

    def _write_footer(self) -> None:
        """Leave the foot of the cover empty; each part writes its own."""

    def _define_book_styles(self) -> None:
        make = self._paragraph_style
        for name, size, before, after in (
            ("Sampul Kop", 15, 6, 6),
            ("Sampul Judul", 20, 110, 12),
            ("Sampul Tahun", 15, 0, 6),
        ):
            make(
                name,
                HEAD_FONT,
                size,
                bold=True,
                align=CENTRE,
                before=before,
                after=after,
            )
        self.style("Sampul Kop").paragraph_format.space_before = Pt(12)
        make("Sampul Lambang", BODY_FONT, 9, align=CENTRE, before=120, after=130)
        body = make("Isi", BODY_FONT, 10.5, after=7)
        body.paragraph_format.alignment = 3
        body.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
        body.paragraph_format.line_spacing = 1.2
        item = make("Butir Isi", BODY_FONT, 10.5, after=3)
        item.paragraph_format.left_indent = Mm(8)
        item.paragraph_format.first_line_indent = Mm(-8)
        item.paragraph_format.tab_stops.add_tab_stop(Mm(8))
        make(
            "Gambar", BODY_FONT, 10, before=6, after=3
        ).paragraph_format.keep_with_next = True
        place = make("Tempat Menulis", BODY_FONT, 9.5, before=3, after=6)
        _shade(place, "FBF3DF")
        place.font.color.rgb = RGBColor(0x5C, 0x40, 0x06)
        set_style(self.style("Caption"), BODY_FONT, 9.5, bold=True, before=6, after=3)
        for name in ("Keterangan Tabel", "Keterangan Gambar"):
            caption = make(name, BODY_FONT, 9.5, bold=True, before=8, after=3)
            caption.paragraph_format.keep_with_next = name.endswith("Tabel")
        for level, points, before, after in (
            (1, 13.0, 0, 16),
            (2, 11.5, 14, 6),
            (3, 11.0, 14, 6),
            (4, 10.5, 10, 4),
        ):
            heading = self.style(f"Heading {level}")
            font = HEAD_FONT if level == 1 else BODY_FONT
            set_style(heading, font, points, bold=True, before=before, after=after)
            heading.paragraph_format.keep_with_next = True
            heading.paragraph_format.page_break_before = level == 1
            if level == 1:
                heading.paragraph_format.alignment = CENTRE
                heading.font.all_caps = True
            heading.font.italic = level == 4
        for name in ("Tempat dan Tanggal", "Tanda Tangan", "Nama Penanda Tangan"):
            self.style(name).paragraph_format.left_indent = Mm(self.text_width // 2)
        make(
            "Judul Daftar", HEAD_FONT, 13, bold=True, align=CENTRE, before=18, after=10
        )
        for level in range(1, LISTED_LEVELS + 1):
            line = make(f"TOC {level}", BODY_FONT, 10, after=2)
            line.paragraph_format.left_indent = Mm(5 * (level - 1))
            _leader(line, self.text_width)
        _leader(make("table of figures", BODY_FONT, 10, after=2), self.text_width)
        _tab_at_right(self.style("Kaki Halaman"), self.text_width)

    def _update_on_opening(self) -> None:
        """Ask the program that opens it to fill in the page numbers of the lists."""
        update = OxmlElement("w:updateFields")
        update.set(qn("w:val"), "true")
        self._document.settings.element.append(update)


def _headings(book: Book) -> list[Heading]:
    return [
        one
        for one in (*book.front, *book.body)
        if isinstance(one, Heading) and one.level <= LISTED_LEVELS
    ]


def _table_xml(grid: Grid, names: dict[str, str], width: int) -> str:
    total = sum(grid.widths)
    twips = [round(width / 25.4 * 1440 * share / total) for share in grid.widths]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{amount}" w:type="dxa"/>'
        for side, amount in (("top", 30), ("left", 60), ("bottom", 30), ("right", 60))
    )
    head = _row_xml(
        [Cell(text, True) for text in grid.head],
        twips,
        "c" * len(twips),
        names["Kepala Tabel"],
        is_head=True,
        keeps=True,
    )
    # A short table stays on one page with its caption and note.
    keeps = len(grid.rows) <= KEPT_TOGETHER
    rows = "".join(
        _row_xml(row, twips, grid.align, names["Isi Tabel"], keeps=keeps)
        for row in grid.rows
    )
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in twips)
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblStyle w:val="{names["Tabel Polos"]}"/>'
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{_quoted(grid.caption)}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _row_xml(
    row: Sequence[Cell],
    twips: Sequence[int],
    align: str,
    style: str,
    *,
    is_head: bool = False,
    keeps: bool = False,
) -> str:
    at = 0
    made = []
    for cell in row:
        side = "l" if cell.span > 1 else align[at]
        fill = GROUND if is_head else BAND if cell.span > 1 else ""
        width = sum(twips[at : at + cell.span])
        stays = keeps or cell.span > 1
        made.append(_cell_xml(cell, width, side, style, fill, keeps=stays))
        at += cell.span
    repeated = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(made)}</w:tr>"


def _cell_xml(
    cell: Cell, width: int, side: str, style: str, fill: str, *, keeps: bool
) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    if cell.covered or cell.rows > 1:
        begins = "" if cell.covered else ' w:val="restart"'
        span += f"<w:vMerge{begins}/>"
    keep = "<w:keepNext/>" if keeps else ""
    bold = "<w:rPr><w:b/></w:rPr>" if cell.strong else ""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}<w:jc w:val="{SIDES[side]}"/></w:pPr>'
        f'<w:r>{bold}<w:t xml:space="preserve">{escape(clean(line))}</w:t></w:r></w:p>'
        for line in cell.text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}</w:tcPr>'
        f"{paragraphs}</w:tc>"
    )


def _quoted(text: str) -> str:
    return escape(clean(text), {'"': "&quot;"})


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    for tag, at in (("w:bookmarkStart", 0), ("w:bookmarkEnd", None)):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if at == 0:
            mark.set(qn("w:name"), name)
            first = paragraph._p.find(qn("w:r"))
            first.addprevious(mark)
        else:
            paragraph._p.append(mark)


def _field(paragraph: Any, instruction: str, shown: str = "1") -> None:
    _begin_field(paragraph, instruction)
    paragraph.add_run(shown)
    _end_field(paragraph)


def _begin_field(paragraph: Any, instruction: str) -> None:
    _part_of_field(paragraph, "begin")
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = f" {instruction} "
    paragraph.add_run()._r.append(words)
    _part_of_field(paragraph, "separate")


def _end_field(paragraph: Any) -> None:
    _part_of_field(paragraph, "end")


def _part_of_field(paragraph: Any, kind: str) -> None:
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(part)


def _leader(style: Any, width: float) -> None:
    _tab_at_right(style, width, leader="dot")


def _tab_at_right(style: Any, width: float, *, leader: str = "none") -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:tabs")):
        properties.remove(old)
    tabs, tab = OxmlElement("w:tabs"), OxmlElement("w:tab")
    for name, value in (
        ("val", "right"),
        ("leader", leader),
        ("pos", str(Mm(width).twips)),
    ):
        tab.set(qn(f"w:{name}"), value)
    tabs.append(tab)
    properties.insert_element_before(tabs, "w:spacing", "w:ind", "w:jc")


def _shade(style: Any, fill: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    style.element.get_or_add_pPr().insert_element_before(
        shade, "w:tabs", "w:spacing", "w:ind", "w:jc"
    )
