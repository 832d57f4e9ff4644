"""What a long report is made of, whichever form it takes: one list for Word and for PDF.

The words stand here once, so that both forms have the same chapters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence and where it comes from; a person's own words have no source."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 begins a page and stands in the middle."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class ToWrite:
    """A place where a person must write, with what belongs there."""

    text: str


@dataclass(frozen=True)
class Listing:
    """A list; `marks` stand before its lines ("a.", "1."), or none for dots."""

    lines: tuple[str, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell: its words, whether strong, over how many columns and rows it runs.

    Below one that runs over several rows stand cells that are `covered`.
    """

    text: str
    strong: bool = False
    span: int = 1
    rows: int = 1
    covered: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table. `widths` are shares; `align` holds one of l, c, r for each column."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    align: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its label, its length, the words behind it, and the class it falls in."""

    label: str
    value: Decimal | None
    text: str
    rank: int | None = None
    is_target: bool = False


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart of bars: a title that says one thing, and the same in words (`alt`).

    `mark` is where a thin line stands: 100 percent of the target.
    """

    caption: str
    title: str
    bars: tuple[Bar, ...]
    mark: Decimal | None = None

    @property
    def alt(self) -> str:
        """Return the chart in words, for whoever does not see it."""
        told = "; ".join(f"{bar.label}: {bar.text}" for bar in self.bars)
        return f"{self.title}. {told}."

    @property
    def longest(self) -> Decimal:
        """Return the length of the whole scale, never zero."""
        values = [bar.value for bar in self.bars if bar.value is not None]
        most = max([*values, self.mark or Decimal(0)])
        return most if most > 0 else Decimal(1)


@dataclass(frozen=True)
class Fold:
    """The page ends here."""


@dataclass(frozen=True)
class Signed:
    """The place for a signature."""


Block = Heading | Paragraph | ToWrite | Listing | Grid | Picture | Fold | Signed


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The lines of a cover, from above."""

    lines: tuple[str, ...]
    title: str
    subtitle: str
    foot: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Book:
    """A report: its cover, what stands before its chapters, its chapters and annexes."""

    title: str
    cover: Cover
    front: tuple[Block, ...]
    body: tuple[Block, ...]
    sources: tuple[str, ...] = ()


def said(*sentences: Sentence | None) -> Paragraph:
    """Return a paragraph of the sentences that there are."""
    return Paragraph(tuple(one for one in sentences if one is not None))


def cells(texts: Iterable[str], *, strong: bool = False) -> tuple[Cell, ...]:
    """Return a row of plain cells."""
    return tuple(Cell(text, strong) for text in texts)


def own_words(text: str) -> list[Block]:
    """Return what a person wrote: a paragraph for each line, a list for "- " lines."""
    found: list[Block] = []
    items: list[str] = []
    for line in [*text.splitlines(), ""]:
        words = line.strip()
        if words.startswith(("- ", "• ")):
            items.append(words[2:].strip())
            continue
        if items:
            found.append(Listing(tuple(items)))
            items = []
        if words:
            found.append(said(Sentence(text=words)))
    return found
