"""Sheets: the cells of a workbook's sheets become blocks, whatever the file's format.

Every used row becomes one line of the source text, every sheet one table. Hidden sheets, rows
and columns are left out and reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tolok.reader.blocks import Cell, Deed, Document, Paragraph, Row, Table, Where
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.words import fold, join_spaced_capitals


MOST_CELLS = 400_000
MOST_COLUMNS = 120
_MOST_PLACES = 2_000_000
_MOST_EMPTY_ROWS_KEPT = 3
Place = tuple[int, int]


@dataclass
class Sheet:
    """One sheet: texts by (row, column from 0), merged ranges, and what is hidden."""

    name: str
    texts: dict[Place, str] = field(default_factory=dict)
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def as_document(sheets: Iterable[Sheet], hidden: Iterable[str]) -> Document:
    """All sheets in order as one document; `hidden` names the sheets that were left out."""
    writer = _Writer()
    for name in hidden:
        writer.deeds.append(Deed("sheet-hidden", texts=(name,)))
    for sheet in sheets:
        writer.add(sheet)
    return Document(
        kind="xlsx",
        blocks=tuple(writer.blocks),
        lines=tuple(writer.lines),
        deeds=tuple(writer.deeds),
    )


def refuse_too_large() -> None:
    raise UnreadableDecree(
        "Lembar kerja ini terlalu besar untuk sebuah keputusan (lebih dari "
        f"{MOST_COLUMNS} kolom atau {MOST_CELLS} sel). Hapus baris dan kolom "
        "kosong yang ikut terformat, lalu simpan ulang."
    )


class _Writer:
    def __init__(self) -> None:
        self.blocks: list[Table] = []
        self.lines: list[str] = []
        self.deeds: list[Deed] = []

    def add(self, sheet: Sheet) -> None:
        texts = self._shown(sheet)
        if not texts:
            return
        covered = _covered(sheet.merges)
        columns = [
            column
            for column in range(max(column for _, column in texts) + 1)
            if column not in sheet.hidden_columns
        ]
        used = sorted({row for row, _ in texts})
        if len(used) * len(columns) > _MOST_PLACES:
            refuse_too_large()
        table, gap, last = len(self.blocks) + 1, 0, -1
        rows: list[Row] = []
        for number, index in enumerate(used, 1):
            empty = min(index - last - 1, _MOST_EMPTY_ROWS_KEPT)
            self.lines.extend([""] * empty)
            gap, last = gap + empty, index
            line = [texts.get((index, column), "") for column in columns]
            self.lines.append("\t".join(fold(text) for text in line).rstrip())
            where = Where(line=len(self.lines), table=table, row=number)
            cells = tuple(
                _cell(text, where, gap, covered.get((index, column), (False, False)))
                for column, text in zip(columns, line, strict=True)
            )
            gap = 0 if any(cell.paragraphs for cell in cells) else gap + 1
            rows.append(Row(cells, where))
        self.blocks.append(Table(tuple(rows), Where(table=table)))

    def _shown(self, sheet: Sheet) -> dict[Place, str]:
        """The sheet's texts without hidden rows and columns."""
        hidden = [
            place
            for place, text in sheet.texts.items()
            if fold(text)
            and (place[0] in sheet.hidden_rows or place[1] in sheet.hidden_columns)
        ]
        if hidden:
            self.deeds.append(
                Deed("cells-hidden", texts=(sheet.name, sheet.texts[min(hidden)]))
            )
        return {
            place: text
            for place, text in sheet.texts.items()
            if place[0] not in sheet.hidden_rows
            and place[1] not in sheet.hidden_columns
        }


def _covered(merges: list[tuple[Place, Place]]) -> dict[Place, tuple[bool, bool]]:
    """For each cell under a merged one: does it go on from above, from the left?"""
    covered: dict[Place, tuple[bool, bool]] = {}
    for (top, left), (bottom, right) in merges:
        right = min(right, MOST_COLUMNS)
        if len(covered) + (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                covered[row, column] = (row > top, column > left)
        covered[top, left] = (False, False)
    return covered


def _cell(text: str, where: Where, gap: int, covered: tuple[bool, bool]) -> Cell:
    above, left = covered
    paragraphs = tuple(
        Paragraph(part, where, gap=gap)
        for line in text.split("\n")
        if (part := fold(join_spaced_capitals(line)))
    )
    return Cell(paragraphs, continues_above=above, continues_left=left and not above)
