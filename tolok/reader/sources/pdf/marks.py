"""Marks: what stands on a page, in points from the upper left corner of the page as read.

A page that is drawn on its side is turned here, so that its text reads from left to right;
`Page.box` gives a place back on the page as it is shown.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from tolok.reader.blocks import Box


class Word(NamedTuple):
    """One word; `base` is its baseline, `size` its font's size, all in points.

    `sure` tells from 0 to 100 how surely it was recognised; a text layer is certain.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    sure: int = 100


class Rule(NamedTuple):
    """A level (`at` is its y) or upright (`at` is its x) line, from `start` to `end`."""

    at: float
    start: float
    end: float


class Area(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, word: Word) -> bool:
        """Does the middle of this word lie inside?"""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass
class Page:
    """One page as read: `turn` is by how many quarters (clockwise) it was turned for it."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    turn: int = 0
    # Share of the page that its largest picture covers, and of its characters those
    # that are invisible or have no letter assigned.
    pictured: float = 0.0
    characters: int = 0
    invisible: int = 0
    unmapped: int = 0

    def box(self, area: Area) -> Box:
        """Where an area stands on the page as it is shown."""
        x0, x1 = area.x0 / self.width, area.x1 / self.width
        y0, y1 = area.top / self.height, area.bottom / self.height
        for _ in range((4 - self.turn) % 4):
            x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
        edges = [round(min(1.0, max(0.0, edge)), 4) for edge in (x0, y0, x1, y1)]
        return Box(self.number, *edges)


class TextLine:
    """Words on one baseline, from left to right."""

    __slots__ = ("base", "bottom", "size", "top", "words", "x0", "x1")

    def __init__(self, words: list[Word]) -> None:
        self.words = sorted(words, key=lambda word: word.x0)
        self.x0 = self.words[0].x0
        self.x1 = max(word.x1 for word in words)
        self.top = min(word.top for word in words)
        self.bottom = max(word.bottom for word in words)
        tallest = max(words, key=lambda word: (word.size, len(word.text)))
        self.base, self.size = tallest.base, tallest.size

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def area(self) -> Area:
        return Area(self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> float:
        """The y of the middle of the line."""
        return (self.top + self.bottom) / 2


def lines_of(words: list[Word]) -> list[TextLine]:
    """Gather words into lines, top to bottom; raised and lowered signs join their line."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        last = groups[-1] if groups else None
        if last is not None and _same_line(last, word):
            last.append(word)
        else:
            groups.append([word])
    return [TextLine(group) for group in groups]


def _same_line(line: list[Word], word: Word) -> bool:
    reference = max(line, key=lambda other: other.size)
    near = 0.3 * max(reference.size, word.size)
    if abs(reference.base - word.base) > near:
        return False
    return all(
        min(other.x1, word.x1) - max(other.x0, word.x0)
        < 0.5 * min(other.size, word.size)
        for other in line
    )


def span_of(areas: list[Area]) -> Area:
    """The smallest area that holds all of these."""
    return Area(
        min(area.x0 for area in areas),
        min(area.top for area in areas),
        max(area.x1 for area in areas),
        max(area.bottom for area in areas),
    )
