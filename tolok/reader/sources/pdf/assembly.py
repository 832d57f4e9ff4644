"""Assembly: the pages' tables and passages become one run of blocks, with lines and boxes.

Serves every source that knows where its words stand: a PDF's text layer and a scan alike.
"""

import re

from tolok.reader.blocks import Box, Deed, Document, Kind, Paragraph, Table, Where
from tolok.reader.sources.pdf.aligned import Layout, find_aligned
from tolok.reader.sources.pdf.bands import Setting
from tolok.reader.sources.pdf.cut_heads import join_cut_heads
from tolok.reader.sources.pdf.furniture import Sheet
from tolok.reader.sources.pdf.marks import Page, TextLine, span_of
from tolok.reader.sources.pdf.prose import (
    Margins,
    Passage,
    ProseReader,
    side_by_side,
    usual_leading,
)
from tolok.reader.sources.pdf.ruled import Grid, GridRow
from tolok.reader.sources.pdf.tables import TableDraft, draft_of, go_on, rows_of
from tolok.reader.sources.pdf.wrapping import text_of
from tolok.reader.words import fold, split_bullet


# Words recognised less surely than this are told. On 16 pages worn for it (200 and 150 dpi)
# 14 of the 43 words below it were wrong, and 20 of the 3,272 above it.
DOUBTED_BELOW = 60
# Labels and single signs are no wording.
_SAYS_SOMETHING = re.compile(r"\d|[^\W_]{2}")


def assemble(
    sheets: list[Sheet], *, kind: Kind, pages: int, deeds: tuple[Deed, ...] = ()
) -> Document:
    """The document that these sheets make, their furniture taken off before."""
    join_cut_heads(sheets)
    assembler = _Assembler(sheets)
    assembler.learn(sheets)
    for sheet in sheets:
        assembler.add(sheet)
    assembler.finish()
    return Document(
        kind=kind,
        blocks=tuple(assembler.blocks),
        lines=tuple(assembler.lines),
        pages=pages,
        deeds=(*assembler.deeds, *deeds),
        boxes=tuple(assembler.boxes),
    )


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
        self._setting = Setting()

    def learn(self, sheets: list[Sheet]) -> None:
        """Look how the tables that only blanks keep apart set cells over several rows."""
        layout: Layout | None = None
        for sheet in sheets:
            found, _ = find_aligned(sheet.page, sheet.lines, layout, self._setting)
            layout = found[-1][1] if found else None

    def add(self, sheet: Sheet) -> None:
        """Add one page; its first table or line may go on with what stands before."""
        aligned, lines = find_aligned(
            sheet.page, sheet.lines, self._layout, self._setting
        )
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
        where = Where(page=page.number, line=line, table=self._tables, row=number)
        self._doubt(where, [line for cell in row.cells for line in cell.lines])
        return where

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
        where = Where(page=parts[0][0].number, line=numbers[0])
        self._doubt(where, [line for _, line in passage.lines])
        return where

    def _doubt(self, where: Where, lines: list[TextLine]) -> None:
        """Keep the words of this place that were not surely recognised."""
        doubted = tuple(
            word.text
            for line in lines
            for word in line.words
            if word.sure < DOUBTED_BELOW and _SAYS_SOMETHING.search(word.text)
        )
        if doubted:
            self.deeds.append(Deed("text-uncertain", where, doubted))

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
