"""Stream: blocks become lines and tables of indicators, in reading order.

A table that holds no indicators (recitals set in columns, a signature block, a sheet's
opening lines) is laid out as lines; a table of indicators keeps its rows.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from tolok.reader.blocks import (
    NOWHERE,
    Cell,
    Deed,
    Document,
    Paragraph,
    Row,
    Table,
    Where,
)
from tolok.reader.parse import labels
from tolok.reader.parse.columns import (
    Column,
    card_column,
    is_bare_heading,
    is_heading,
    read_columns,
)
from tolok.reader.parse.kinds import kind_of
from tolok.reader.words import fold, split_bullet, split_label


_NUMBER_CELL = re.compile(
    r"\(?(\d{1,2})[A-Za-z]?\)?\.?(?:\s*[(=][\d\s()/:x×*+,.%-]{0,40})?", re.IGNORECASE
)
# `(5/4)x6` in place of a column's number.
_COLUMN_FORMULA = re.compile(
    r"\(?\d{1,2}\s?[/:x×*+-]\s?\d{1,3}\)?(?:\s?[x×*]\s?\d{1,3}\s?%?)?\)?"
)
# What the last of such columns may be called in place of its number.
_SUM_CELL = re.compile(r"(?:jumlah|total|jml|%)\.?", re.IGNORECASE)
_BLANK_FORM = re.compile(r"(?:[.…_\s-]{4,}|…+)\s*%?")
_MOST_HEAD_ROWS = 3
_LONGEST_UNKNOWN_HEADING = 5
_CLOSING_LINES = 12
_FORM_LABEL = re.compile(
    r"(?:\d{1,2}[.)]?\s*)?(?P<label>nama|n\.?i\.?p|jabatan|unit kerja|pangkat[^:]{0,20})\s*(?::|$)",
    re.IGNORECASE,
)
# The label, the label of its first item, and the text.
_MOST_FORM_CELLS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text; `number` is a list number the word processor made."""

    text: str
    where: Where = NOWHERE
    number: str | None = None
    bullet: bool = False
    gap: int = 0

    def unlabelled(self) -> tuple[str | None, str]:
        """The line's list label, made or typed, and its text without it."""
        if self.number is not None:
            return self.number, self.text
        return split_label(self.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """Body rows of one table of indicators under its named columns.

    `whole_rows` tells that no row goes on from the one before (cards).
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    where: Where
    head_missing: bool = False
    deeds: tuple[Deed, ...] = ()
    whole_rows: bool = False


Item = Line | Grid


@dataclass
class Stream:
    """All lines and grids of a document, and what was done to get them."""

    items: list[Item] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)


def read_stream(document: Document) -> Stream:
    """Lay the document out as lines and grids."""
    stream = Stream(deeds=list(document.deeds))
    last: Grid | None = None
    for block in document.blocks:
        if isinstance(block, Paragraph):
            line = _line(block)
            if line.text:
                stream.items.append(line)
        else:
            last = _read_table(block, stream, last)
    return stream


def _line(paragraph: Paragraph) -> Line:
    typed, text = split_bullet(fold(paragraph.text))
    return Line(
        text,
        paragraph.where,
        paragraph.number,
        paragraph.bullet or typed,
        paragraph.gap,
    )


def _read_table(table: Table, stream: Stream, last: Grid | None) -> Grid | None:
    """Part one table into lines before, grids, and lines after; return the last grid."""
    rows = list(table.rows)
    index = 0
    in_form = False
    judged_right = _is_judged_right(rows)
    while index < len(rows):
        in_form = in_form or _is_form_row(rows[index])
        head_end, columns = find_head(rows, index)
        if columns is not None:
            body_end = _body_end(rows, head_end)
            last = Grid(tuple(columns), tuple(rows[head_end:body_end]), table.where)
            stream.items.append(_clean(last))
            index, in_form = body_end, False
        elif (
            (not in_form or _is_numbered(rows[index]))
            and not _is_form_row(rows[index])
            and (body_end := _headless_end(rows, index, last)) > index
            and last
        ):
            body = tuple(rows[index:body_end])
            last = Grid(last.columns, body, table.where, head_missing=True)
            stream.items.append(_clean(last))
            index = body_end
        else:
            half = _half_of_holder(rows[index], judged_right=judged_right)
            stream.items.extend(_lines_of_row(half))
            in_form = in_form or half is not rows[index]
            index += 1
    return last


def find_head(rows: list[Row], start: int) -> tuple[int, list[Column] | None]:
    """Name the columns if head rows begin at `start`; also where the body begins."""
    end = start
    while end < len(rows) and end - start < _MOST_HEAD_ROWS and _is_head_row(rows[end]):
        end += 1
    while end > start:
        columns = read_columns(_stacks(rows[start:end]))
        if columns is not None:
            return end, columns
        end -= 1
    return start, None


def _is_head_row(row: Row) -> bool:
    """Do the cells read as headings? One in three may be a heading nobody has met yet."""
    texts = [text for text in row_texts(row) if text]
    if len(texts) == 1:
        return is_bare_heading(texts[0])
    known = sum(1 for text in texts if is_heading(text))
    unknown = [text for text in texts if not is_heading(text)]
    return known >= max(1, 2 * len(unknown)) and all(
        len(text.split()) <= _LONGEST_UNKNOWN_HEADING and not text[0].isdigit()
        for text in unknown
    )


def _stacks(rows: list[Row]) -> list[list[str]]:
    """For each column its headings from top to bottom, merged cells spread out."""
    width = max(len(row.cells) for row in rows)
    stacks: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        spanning = ""
        for index in range(width):
            cell = row.cells[index] if index < len(row.cells) else Cell()
            if not cell.continues_left:
                spanning = cell_text(cell)
            stacks[index].append(spanning)
    return stacks


def _body_end(rows: list[Row], start: int) -> int:
    """Where the body ends: a new sheet's opening line or a signature."""
    end = next((i for i in range(start, len(rows)) if _ends_body(rows, i)), len(rows))
    return _signature_start(rows, start, end)


def _signature_start(rows: list[Row], start: int, end: int) -> int:
    """Where rows of one cell each, below an empty row or a date, lead to a NIP: a signature."""
    alone = start
    for index in range(start, end):
        filled = [cell for cell in rows[index].cells if cell_text(cell)]
        if len(filled) > 1 or (
            filled and kind_of(cell_text(filled[0]), None) != "other"
        ):
            alone = index + 1
        elif filled and labels.NIP.search(cell_text(filled[0])):
            first = max(alone, index - _CLOSING_LINES)
            return next(
                (i for i in range(first, index) if _may_open_signature(rows[i])), index
            )
    return end


def _may_open_signature(row: Row) -> bool:
    for cell in row.cells:
        text = cell_text(cell)
        if text:
            return (
                cell.paragraphs[0].gap > 0
                or cell is row.cells[0]
                or labels.PLACE_AND_DATE.fullmatch(text) is not None
                or labels.SIGNING.fullmatch(text) is not None
                or text.endswith(",")
            )
    return False


def _is_numbered(row: Row) -> bool:
    """Does the row begin with its number, so that it cannot go on with a form's line above?"""
    return bool(row.cells) and bool(_NUMBER_CELL.fullmatch(cell_text(row.cells[0])))


def _is_form_row(row: Row) -> bool:
    """`JABATAN | Sekretaris`, `2. | Tugas | : | …`: a line of a sheet set in cells."""
    texts = [text for text in row_texts(row) if text not in ("", ":")]
    if len(texts) > 1 and _NUMBER_CELL.fullmatch(texts[0]):
        texts = texts[1:]
    if not 1 < len(texts) <= _MOST_FORM_CELLS or is_heading(texts[1]):
        return False
    return labels.is_part_heading(labels.split_part_label(texts[0])[1].rstrip(" .:"))


def _ends_body(rows: list[Row], index: int) -> bool:
    if _is_form_row(rows[index]):
        return True
    texts = [text for text in row_texts(rows[index]) if text]
    if len(texts) == 1 and _ends_table(texts[0], rows[index : index + _CLOSING_LINES]):
        return True
    first = cell_text(rows[index].cells[0]) if rows[index].cells else ""
    if len(texts) == 1 and first and labels.HEADLINE.fullmatch(first):
        return True
    joined = " ".join(texts)
    return labels.is_position_line(
        labels.split_part_label(joined)[1]
    ) and not is_heading(joined)


def _ends_table(text: str, following: list[Row]) -> bool:
    unlabelled = labels.split_part_label(text)[1]
    if labels.is_part_line(unlabelled) and not is_heading(unlabelled):
        return True
    if labels.SIGNING.fullmatch(text) or labels.PLACE_AND_DATE.fullmatch(text):
        return True
    if labels.HEADLINE.fullmatch(text) and not is_heading(text):
        return True
    if labels.OFFICIAL.fullmatch(text) is None:
        return False
    return any(labels.NIP.search(" ".join(row_texts(row))) for row in following[1:])


def _headless_end(rows: list[Row], start: int, last: Grid | None) -> int:
    """Where rows without head rows end that go on with the columns of the table before.

    `start` itself if there are none: they have as many cells, two of them filled at least,
    and neither open a sheet nor sign it.
    """
    if last is None or sum(1 for text in row_texts(rows[start]) if text) < 2:
        return start
    for index in range(start, len(rows)):
        texts = row_texts(rows[index])
        if (
            len(texts) != len(last.columns)
            or _ends_body(rows, index)
            or find_head(rows, index)[1] is not None
            or any(labels.SIGNING.match(t) or labels.NIP.search(t) for t in texts)
        ):
            return index
    return len(rows)


def _clean(grid: Grid) -> Grid:
    """Take repeated head rows, column numbers and unfilled form rows out of the body."""
    body: list[Row] = []
    deeds: list[Deed] = []
    if grid.head_missing:
        deeds.append(Deed("head-row-missing", grid.rows[0].where))
    for row in grid.rows:
        texts = [text for text in row_texts(row) if text]
        if not texts and not _has_made_number(row):
            continue
        if _is_number_row(texts) or (len(texts) > 1 and _is_head_row(row)):
            continue
        if len(texts) > 1 and all(_BLANK_FORM.fullmatch(text) for text in texts[1:]):
            deeds.append(Deed("row-unfilled", row.where, tuple(texts)))
            continue
        if row.marked_head:
            deeds.append(Deed("row-marked-as-head", row.where, tuple(texts)))
        body.append(row)
    return Grid(grid.columns, tuple(body), grid.where, grid.head_missing, tuple(deeds))


def _has_made_number(row: Row) -> bool:
    return any(p.number is not None for cell in row.cells for p in cell.paragraphs)


def _is_number_row(texts: list[str]) -> bool:
    """`1 | 2 | 3`, `(1) | (2) | (3)`, `4 | 5 | 6 (5/4x100)`: numbers of the columns."""
    if len(texts) > 3 and _SUM_CELL.fullmatch(texts[-1]):
        texts = texts[:-1]
    texts = [text for text in texts if not _COLUMN_FORMULA.fullmatch(text)]
    numbers = [_NUMBER_CELL.fullmatch(text) for text in texts]
    if len(texts) < 2 or not all(numbers):
        return False
    values = [int(match[1]) for match in numbers if match is not None]
    steps = [after - before for before, after in pairwise(values)]
    return values[0] <= 2 and all(0 <= step <= 2 for step in steps) and sum(steps) > 0


def _is_judged_right(rows: list[Row]) -> bool:
    """Does the form's head name the official who judges on the left, who is judged right?"""
    for row in rows:
        texts = [text.casefold() for text in row_texts(row)]
        judged = [i for i, text in enumerate(texts) if "dinilai" in text]
        judging = [i for i, text in enumerate(texts) if "penilai" in text]
        if judged and judging:
            return judging[0] < judged[0]
    return False


def _half_of_holder(row: Row, *, judged_right: bool) -> Row:
    """The half that speaks of the holder, where a row names two people side by side.

    `JABATAN : Analis | JABATAN : Kepala Bidang`: beside the holder stands who judges.
    """
    seen: dict[str, int] = {}
    for index, text in enumerate(row_texts(row)):
        match = _FORM_LABEL.match(text)
        if match is None:
            continue
        label = match["label"].casefold()
        if label in seen:
            start = index
            if start - 1 > seen[label] and _NUMBER_CELL.fullmatch(
                cell_text(row.cells[start - 1])
            ):
                start -= 1
            cells = row.cells[start:] if judged_right else row.cells[:start]
            return Row(cells, row.where)
        seen[label] = index
    return row


def _lines_of_row(row: Row) -> list[Line]:
    """Lay a row out as lines: first paragraphs side by side, further ones below.

    `Menimbang | : | a. … / b. …` becomes `Menimbang : a. …` and `b. …`.
    """
    columns = [list(cell.paragraphs) for cell in row.cells]
    filled = [column for column in columns if column]
    if not filled:
        return []
    lead = _with_colon([column[0] for column in filled])
    numbered = next((part for part in lead if part.number is not None), None)
    text = " ".join(_with_number(part, part is not lead[0]) for part in lead)
    bullet, text = split_bullet(fold(text))
    first = Line(
        text,
        row.where,
        lead[0].number if numbered is lead[0] else None,
        bullet or lead[0].bullet,
        lead[0].gap,
    )
    rest = [
        _line(paragraph)
        for column in filled
        for paragraph in column[1:]
        if fold(paragraph.text)
    ]
    return [first, *rest] if first.text else rest


def _with_colon(lead: list[Paragraph]) -> list[Paragraph]:
    """`Jabatan | Kepala Seksi` says `Jabatan : Kepala Seksi`; also after a number's cell."""
    at = 1 if len(lead) > 2 and _NUMBER_CELL.fullmatch(lead[0].text) else 0
    if len(lead) < at + 2 or any(re.match(r"\s*[:：]", part.text) for part in lead):
        return lead
    heading = labels.split_part_label(fold(lead[at].text))[1].rstrip(" .")
    if len(lead) > at + 2 or heading.endswith(":"):
        return lead
    if labels.is_part_heading(heading) or card_column(heading) is not None:
        return [*lead[: at + 1], Paragraph(":"), *lead[at + 1 :]]
    return lead


def _with_number(paragraph: Paragraph, inside: bool) -> str:
    if paragraph.number is None or not inside:
        return paragraph.text
    return f"{paragraph.number}. {paragraph.text}"


def cell_text(cell: Cell) -> str:
    """The cell's text, folded, its paragraphs joined by blanks."""
    return fold(" ".join(paragraph.text for paragraph in cell.paragraphs))


def row_texts(row: Row) -> list[str]:
    return [cell_text(cell) for cell in row.cells]
