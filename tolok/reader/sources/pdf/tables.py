"""Tables: grids of single pages become tables of the document.

A table that goes on over pages is one table: its repeated head is dropped, and a row that
the page broke is joined again, cell by cell.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from tolok.reader.blocks import Cell, Deed, Paragraph, Row, Where
from tolok.reader.parse.columns import Column, is_heading, is_of_headings, is_period
from tolok.reader.parse.kinds import kind_of
from tolok.reader.parse.stream import find_head
from tolok.reader.sources.pdf.cells import part_rows
from tolok.reader.sources.pdf.marks import Page
from tolok.reader.sources.pdf.ruled import Grid, GridCell, GridRow
from tolok.reader.sources.pdf.wrapping import has_room, paragraphs_of, text_of
from tolok.reader.words import split_bullet, split_label


_SAME_EDGE = 4.0
_ONE_A_ROW = ("unit", "target")
_LONG = ("formula", "data_source", "reason", "definition", "responsible")


@dataclass
class TableDraft:
    """A table so far: rows with the page each begins on, and what the columns are."""

    edges: list[float]
    ruled: bool
    rows: list[tuple[Page, GridRow]] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    head_rows: int = 0
    joined: list[tuple[GridRow, tuple[str, ...]]] = field(default_factory=list)

    def room(self, index: int) -> float:
        """The width that the text of a column has, as its longest line shows it."""
        lines = [line for _, row in self.rows for line in row.cells[index].lines]
        if not lines:
            return 0.0
        return max(line.x1 for line in lines) - min(line.x0 for line in lines)

    @property
    def fields(self) -> list[str]:
        return [column.field for column in self.columns]


def draft_of(grid: Grid) -> TableDraft:
    """A table that begins on this page."""
    draft = TableDraft(grid.edges, grid.ruled)
    draft.head_rows, draft.columns = _head_of(grid.rows)
    draft.rows = [(grid.page, row) for row in grid.rows[: draft.head_rows]]
    _add_body(draft, grid, grid.rows[draft.head_rows :])
    return draft


def go_on(draft: TableDraft, grid: Grid) -> bool:
    """Add the grid to the table if it goes on with it; tell whether it does."""
    if draft.ruled != grid.ruled:
        return False
    if grid.ruled and draft.head_rows == len(draft.rows):
        _go_on_with_head(draft, grid)
    if len(draft.edges) != len(grid.edges):
        return False
    if grid.ruled and any(
        abs(one - other) > _SAME_EDGE
        for one, other in zip(draft.edges, grid.edges, strict=True)
    ):
        return False
    repeated = _repeated_head(draft, grid.rows)
    if not repeated and _head_of(grid.rows)[0]:
        return False
    rows = grid.rows[repeated:]
    if rows and draft.columns and len(draft.rows) > draft.head_rows:
        rows = _join_broken(draft, rows)
    _add_body(draft, grid, rows)
    return True


def _go_on_with_head(draft: TableDraft, grid: Grid) -> None:
    """Take the first row of a page into a head that the page before cut, if it reads so."""
    places = [_nearest(draft.edges, edge) for edge in grid.edges[:-1]]
    if not grid.rows or None in places[:1] or len(grid.edges) < len(draft.edges):
        return
    owners: list[int] = []
    for place in places:
        owners.append(owners[-1] if place is None else place)
    row = grid.rows[0]
    above = draft.rows[-1][1] if draft.rows else None
    said = [(index, cell) for index, cell in enumerate(row.cells) if cell.lines]
    if above is None or not said or len(set(owners)) != len(draft.edges) - 1:
        return
    joined = [f"{above.cells[owners[i]].text} {cell.text}" for i, cell in said]
    if not all(
        is_of_headings(cell.text) or is_period(cell.text) or is_heading(text)
        for (_, cell), text in zip(said, joined, strict=True)
    ):
        return
    _widen(draft, grid.edges, owners)
    draft.rows.append((grid.page, row))
    for index, cell in said:
        if owners.count(owners[index]) == 1:
            draft.rows[-2][1].cells[index].lines += cell.lines
            cell.lines = []
        cell.above = not cell.lines
    if not any(cell.lines for cell in row.cells):
        draft.rows.pop()
    grid.rows = grid.rows[1:]
    draft.head_rows, draft.columns = _head_of([row for _, row in draft.rows])


def _nearest(edges: list[float], edge: float) -> int | None:
    """Which of a table's edges stands here."""
    near = [i for i, own in enumerate(edges) if abs(own - edge) <= _SAME_EDGE]
    return near[0] if near else None


def _widen(draft: TableDraft, edges: list[float], owners: list[int]) -> None:
    """Give the rows so far the columns that a page shows only below its cut."""
    if len(edges) == len(draft.edges):
        return
    for _, row in draft.rows:
        row.cells = [
            row.cells[owner]
            if index == owners.index(owner)
            else GridCell(row.cells[owner].area, left=True)
            for index, owner in enumerate(owners)
        ]
    draft.edges = edges


def _repeated_head(draft: TableDraft, rows: list[GridRow]) -> int:
    """How many rows at the beginning repeat the table's own."""
    count = 0
    for (_, own), row in zip(draft.rows, rows, strict=False):
        if count >= draft.head_rows and not _is_numbers(own):
            break
        if own.texts != row.texts:
            break
        count += 1
    return count


def _is_numbers(row: GridRow) -> bool:
    texts = [text.strip("().") for text in row.texts if text]
    return len(texts) > 1 and all(text.isdigit() for text in texts)


def _head_of(rows: list[GridRow]) -> tuple[int, list[Column]]:
    """How many rows the head has, and the columns it names."""
    if not rows:
        return 0, []
    end, columns = find_head([_plain_row(row) for row in rows[:4]], 0)
    return (end, columns) if columns is not None else (0, [])


def _plain_row(row: GridRow) -> Row:
    return Row(
        tuple(
            Cell(
                (Paragraph(cell.text),) if cell.lines else (),
                continues_above=cell.above,
                continues_left=cell.left,
            )
            for cell in row.cells
        )
    )


def _add_body(draft: TableDraft, grid: Grid, rows: list[GridRow]) -> None:
    for row in rows:
        for part in _parted(draft, row) if grid.ruled else [row]:
            draft.rows.append((grid.page, part))


def _parted(draft: TableDraft, row: GridRow) -> list[GridRow]:
    """Part a row that holds several numbers: the lines between its rows are not drawn."""
    if "number" not in draft.fields:
        return [row]
    numbers = row.cells[draft.fields.index("number")].lines
    counted = [line.text.strip(".() ") for line in numbers]
    if len(numbers) < 2 or not all(text.isdigit() for text in counted):
        return [row]
    if any(int(b) != int(a) + 1 for a, b in pairwise(counted)):
        return [row]
    return part_rows([cell.lines for cell in row.cells], draft.fields, draft.edges)


# Rows broken by a page


def _join_broken(draft: TableDraft, rows: list[GridRow]) -> list[GridRow]:
    first, last = rows[0], draft.rows[-1][1]
    named = dict(zip(draft.fields, range(len(draft.fields)), strict=True))
    number = named.get("number")
    if number is not None and first.cells[number].text:
        return rows
    if _goes_on(draft, last, first):
        _append(draft, first, range(len(first.cells)))
        return rows[1:]
    objective = named.get("objective")
    if number is not None and objective is not None and first.cells[objective].lines:
        anchor = _anchor(draft, objective)
        if _text_goes_on(draft, objective, anchor, first.cells[objective]):
            _append(draft, first, [objective])
            first.cells[objective].lines = []
            first.cells[objective].above = True
    return rows


def _goes_on(draft: TableDraft, last: GridRow, first: GridRow) -> bool:
    """Does the first row of a page go on with the last row of the page before?"""
    filled = [index for index, cell in enumerate(first.cells) if cell.lines]
    if not filled:
        return True
    indicator = draft.fields.index("indicator")
    short = [i for i, name in enumerate(draft.fields) if name in _ONE_A_ROW]
    said = first.cells[indicator]
    fits = all(
        _text_goes_on(draft, index, _anchor(draft, index), first.cells[index])
        for index in filled
        if index not in short
    )
    if not said.lines:
        return fits and not any(index in short for index in filled)
    before = any(last.cells[index].lines for index in short)
    after = any(first.cells[index].lines for index in short)
    if before and after:
        wraps = _wraps(first, short) or (
            draft.ruled and (_is_list(said) or _wraps_beside(draft, first))
        )
        return fits and said.text[:1].islower() and wraps
    if before:
        return fits
    return fits and (said.text[:1].islower() or kind_of(said.text, None) == "other")


def _wraps(row: GridRow, short: list[int]) -> bool:
    """Do the short cells go on too (`Dokumen/` … `Laporan`)?"""
    return all(
        row.cells[index].text[:1].islower() for index in short if row.cells[index].lines
    )


def _is_list(cell: GridCell) -> bool:
    """Do further items of a list stand in this cell?"""
    texts = [line.text for line in cell.lines[1:]]
    return any(split_bullet(t)[0] or split_label(t)[0] is not None for t in texts)


def _wraps_beside(draft: TableDraft, row: GridRow) -> bool:
    """Do cells beside the indicator begin in mid-sentence too, none with a capital?

    Where a page cuts a row that holds several indicators, its targets stand on either side.
    """
    beside = [
        cell.text[:1].islower()
        for name, cell in zip(draft.fields, row.cells, strict=True)
        if cell.lines and name in _LONG
    ]
    return bool(beside) and all(beside)


def _text_goes_on(
    draft: TableDraft, index: int, above: GridCell, below: GridCell
) -> bool:
    """Could these lines go on with those above: the last had no room for the first word?"""
    if not above.lines or not below.lines:
        return True
    if split_label(below.text)[0] is not None:
        return False
    if below.text[:1].islower():
        return True
    return not has_room(above.lines[-1], below.lines[0], draft.room(index))


def _anchor(draft: TableDraft, index: int) -> GridCell:
    """The cell of this column that the last row belongs to: its own, or a merged one above."""
    number = draft.fields.index("number") if "number" in draft.fields else index
    for _, row in reversed(draft.rows[draft.head_rows :]):
        cell = row.cells[index]
        opens = cell.lines or row.cells[number].lines or index != _objective(draft)
        if not cell.above and opens:
            return cell
    return draft.rows[-1][1].cells[index]


def _objective(draft: TableDraft) -> int:
    return draft.fields.index("objective") if "objective" in draft.fields else -1


def _append(draft: TableDraft, row: GridRow, indexes: range | list[int]) -> None:
    texts: list[str] = []
    for index in indexes:
        added = row.cells[index].lines
        if added:
            texts.append(text_of(added))
            _anchor(draft, index).lines += added
    if texts:
        draft.joined.append((draft.rows[-1][1], tuple(texts)))


# Out


def rows_of(
    draft: TableDraft, wheres: list[Where]
) -> tuple[tuple[Row, ...], list[Deed]]:
    """The table's rows as blocks, each at its place, and what was joined."""
    rooms = [draft.room(index) for index in range(len(draft.edges) - 1)]
    rows = tuple(
        Row(
            tuple(
                Cell(
                    tuple(
                        Paragraph(text, where)
                        for text in paragraphs_of(cell.lines, room)
                    ),
                    continues_above=cell.above,
                    continues_left=cell.left,
                )
                for cell, room in zip(row.cells, rooms, strict=True)
            ),
            where,
        )
        for (_, row), where in zip(draft.rows, wheres, strict=True)
    )
    places = {
        id(row): where for (_, row), where in zip(draft.rows, wheres, strict=True)
    }
    deeds = [
        Deed("row-joined", places[id(row)], texts)
        for row, texts in draft.joined
        if id(row) in places
    ]
    return rows, deeds
