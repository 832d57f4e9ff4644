"""PDF: documents with a text layer, read from where each letter and line stands.

Read with PDFium alone: it is quick, and one engine then opens, reads and draws a page. The
way of a page: letters → words and rules (`pages`), ruled tables (`ruled`), furniture taken
off (`furniture`), tables kept apart by blanks only (`aligned`), the rest as paragraphs
(`prose`). Tables and paragraphs go on over pages (`tables`, `prose`).

What is no PDF to be trusted is refused (`trust`): encrypted, damaged, swelling, too long or
with scrambled letters. Pages that are pictures are told apart and left to the scan source.
"""

from tolok.reader.blocks import Box, Deed, Document, Paragraph, Table, Where
from tolok.reader.progress import Progress, say_nothing
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.pdf.aligned import Layout, find_aligned
from tolok.reader.sources.pdf.furniture import Sheet, take_off
from tolok.reader.sources.pdf.marks import Page, TextLine, lines_of, span_of
from tolok.reader.sources.pdf.pages import read_page
from tolok.reader.sources.pdf.prose import (
    Margins,
    Passage,
    ProseReader,
    side_by_side,
    usual_leading,
)
from tolok.reader.sources.pdf.ruled import Grid, GridRow, find_ruled
from tolok.reader.sources.pdf.tables import TableDraft, draft_of, go_on, rows_of
from tolok.reader.sources.pdf.trust import (
    is_clean,
    is_picture,
    open_document,
    refuse_scrambled,
)
from tolok.reader.sources.pdf.wrapping import text_of
from tolok.reader.words import fold, split_bullet


NAME = "PDF (.pdf)"

_HEAD_WITHIN = 1024


def sniff(content: bytes) -> bool:
    """Is it a PDF? Other bytes may stand before its mark, as some mail programs leave them."""
    return content.startswith(b"%PDF-") or (
        b"%PDF-" in content[:_HEAD_WITHIN] and b"endobj" in content
    )


def read(content: bytes, progress: Progress = say_nothing) -> Document:
    """Read a PDF; raises UnreadableDecree if it cannot be opened or its text not be trusted."""
    sheets = _read_sheets(content, progress)
    pages = [sheet.page for sheet in sheets]
    pictures = [sheet for sheet in sheets if _is_scanned(sheet)]
    if 2 * len(pictures) > len(sheets) or not any(page.characters for page in pages):
        raise UnreadableDecree(
            "Berkas PDF ini hasil pindaian tanpa teks, yang belum dapat dibaca. Bawa "
            "dokumen asalnya (Word atau Excel), atau PDF yang disimpan dari aplikasinya."
        )
    kept = [sheet for sheet in sheets if sheet not in pictures]
    refuse_scrambled([sheet.page for sheet in kept], _texts(kept))
    take_off(kept)
    assembler = _Assembler(kept)
    for sheet in kept:
        assembler.add(sheet)
    assembler.finish()
    return Document(
        kind="pdf",
        blocks=tuple(assembler.blocks),
        lines=tuple(assembler.lines),
        pages=len(sheets),
        deeds=(*assembler.deeds, *_left_to_scan(pictures)),
        boxes=tuple(assembler.boxes),
    )


def _read_sheets(content: bytes, progress: Progress) -> list[Sheet]:
    document = open_document(content)
    try:
        total = len(document)
        progress(0, total)
        sheets: list[Sheet] = []
        for number in range(1, total + 1):
            page = read_page(document, number)
            grids, words = find_ruled(page, page.words)
            sheets.append(Sheet(page, lines_of(words), grids))
            page.words = []
            progress(number, total)
        return sheets
    finally:
        document.close()


def _texts(sheets: list[Sheet]) -> list[str]:
    texts: list[str] = []
    for sheet in sheets:
        texts += [line.text for line in sheet.lines]
        texts += [
            text for grid in sheet.grids for row in grid.rows for text in row.texts
        ]
    return texts


def _is_scanned(sheet: Sheet) -> bool:
    """A picture of a page counts as text only if the text laid under it is clean."""
    return is_picture(sheet.page) and not is_clean(_texts([sheet]))


def _left_to_scan(pictures: list[Sheet]) -> list[Deed]:
    return [
        Deed("page-scanned", Where(page=sheet.page.number), (str(sheet.page.number),))
        for sheet in pictures
    ]


class _Assembler:
    """Puts the pages' tables and passages into one run of blocks, with lines and boxes."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self.blocks: list[Paragraph | Table] = []
        self.lines: list[str] = []
        self.boxes: list[Box | None] = []
        self.deeds: list[Deed] = []
        self._tables = 0
        margins = Margins()
        for sheet in sheets:
            margins.take(sheet.page, sheet.lines)
        margins.leading = usual_leading(sheet.lines for sheet in sheets)
        self._prose = ProseReader(margins)
        self._table: TableDraft | None = None
        self._layout: Layout | None = None

    def add(self, sheet: Sheet) -> None:
        """Add one page; its first table or line may go on with what stands before."""
        aligned, lines = find_aligned(sheet.page, sheet.lines, self._layout)
        layouts = {id(grid): layout for grid, layout in aligned}
        items: list[TextLine | Grid] = [
            *lines,
            *(grid for grid, _ in aligned),
            *sheet.grids,
        ]
        items.sort(key=_height)
        bottom: float | None = None
        at_top = True
        for item in _in_columns(items):
            if isinstance(item, Grid):
                self._add_grid(item, at_top)
                bottom = item.area.bottom
                self._layout = layouts.get(id(item))
            else:
                self._close_table()
                above = bottom if bottom is not None and bottom < item.base else None
                self._keep(self._prose.add(sheet.page, item, above))
                bottom, self._layout = item.base, None
            at_top = False

    def finish(self) -> None:
        self._keep(self._prose.close())
        self._close_table()

    def _add_grid(self, grid: Grid, at_top: bool) -> None:
        if at_top and self._table is not None and go_on(self._table, grid):
            return
        self._keep(self._prose.close())
        self._close_table()
        self._table = draft_of(grid)

    def _close_table(self) -> None:
        if self._table is None:
            return
        draft, self._table = self._table, None
        self._tables += 1
        wheres = [
            self._place_row(page, row, number)
            for number, (page, row) in enumerate(draft.rows, 1)
        ]
        rows, deeds = rows_of(draft, wheres)
        self.deeds += deeds
        self.blocks.append(
            Table(
                rows, Where(page=wheres[0].page if wheres else None, table=self._tables)
            )
        )

    def _place_row(self, page: Page, row: GridRow, number: int) -> Where:
        line = self._say(
            "\t".join(text_of(cell.lines) for cell in row.cells), page.box(row.area)
        )
        return Where(page=page.number, line=line, table=self._tables, row=number)

    def _keep(self, passage: Passage | None) -> None:
        if passage is None:
            return
        where = self._place_passage(passage)
        bullet, text = split_bullet(passage.text)
        if fold(text):
            self.blocks.append(
                Paragraph(fold(text), where, bullet=bullet, gap=passage.gap)
            )

    def _place_passage(self, passage: Passage) -> Where:
        """Say the passage's lines, those of each page as one; its place is the first."""
        parts: list[tuple[Page, list[TextLine]]] = []
        for page, line in passage.lines:
            if not parts or parts[-1][0] is not page:
                parts.append((page, []))
            parts[-1][1].append(line)
        numbers = [
            self._say(text_of(lines), page.box(span_of([line.area for line in lines])))
            for page, lines in parts
        ]
        return Where(page=parts[0][0].number, line=numbers[0])

    def _say(self, text: str, box: Box) -> int:
        """Add a line of the source's text; its number."""
        self.lines.append(text)
        self.boxes.append(box)
        return len(self.lines)


def _height(item: TextLine | Grid) -> float:
    return item.area.top if isinstance(item, Grid) else item.top


def _in_columns(items: list[TextLine | Grid]) -> list[TextLine | Grid]:
    """The items in reading order: blocks side by side one after the other."""
    ordered: list[TextLine | Grid] = []
    run: list[TextLine] = []
    for item in items:
        if isinstance(item, TextLine):
            run.append(item)
            continue
        ordered += [*side_by_side(run), item]
        run = []
    return [*ordered, *side_by_side(run)]
