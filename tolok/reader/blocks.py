"""Blocks: the common form into which every source turns its file.

A document is a run of paragraphs and tables in reading order. Each knows where it stands,
so that whatever is read from it can be shown beside its source.
"""

from dataclasses import dataclass, field
from typing import Literal


Kind = Literal["text", "docx", "pdf", "scan", "xlsx"]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the source; each number counts from 1, None where the source has none."""

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None

    def as_dict(self) -> dict[str, int | None]:
        return {
            "page": self.page,
            "line": self.line,
            "table": self.table,
            "row": self.row,
        }


NOWHERE = Where()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown: `page` from 1, edges as fractions 0 to 1.

    `x0`, `y0` is the upper left corner, `x1`, `y1` the lower right one.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or line of running text.

    `number` is a list number made by the word processor and absent from the text (`a`, `1`);
    numbers that are typed stay in `text`. `gap` counts the empty lines before it.
    """

    text: str
    where: Where = NOWHERE
    number: str | None = None
    bullet: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid.

    `continues_above` and `continues_left` mark the cells that a merged cell covers beside
    its first: they hold no text of their own.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    continues_above: bool = False
    continues_left: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid; `marked_head` if the source marks it as a head row."""

    cells: tuple[Cell, ...]
    where: Where = NOWHERE
    marked_head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Deed:
    """Something the reader did or doubted on the way, kept for the findings.

    `code` names it, `texts` are the words concerned, `position` the index of the position
    (from 0) and `indicator` the indicator's text, where it concerns one.
    """

    code: str
    where: Where = NOWHERE
    texts: tuple[str, ...] = ()
    position: int | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole source: its blocks in reading order and its text line by line.

    `boxes` runs parallel to `lines` and says where each stands on its page; it is empty
    where the source has no pages.
    """

    kind: Kind
    blocks: tuple[Paragraph | Table, ...]
    lines: tuple[str, ...]
    pages: int | None = None
    deeds: tuple[Deed, ...] = field(default=())
    boxes: tuple[Box | None, ...] = field(default=())
