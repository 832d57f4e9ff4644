"""Prose: lines outside tables become paragraphs.

A paragraph goes on in the next line where that one stands at its text's edge (a hanging
indent counts from behind the label) and the line before had no room left. It also goes on
over the end of a page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from tolok.reader.parse import labels
from tolok.reader.parse.columns import card_column
from tolok.reader.sources.pdf.marks import Page, TextLine
from tolok.reader.sources.pdf.wrapping import line_text, text_of
from tolok.reader.words import next_label, split_bullet, split_label


_SAME_EDGE = 3.5
_NARROWEST_HANG = 5.0
_FARTHEST_COLON = 6
_PARAGRAPH_APART = 1.9  # of the usual leading
_EMPTY_LINE = 1.75
_BLANK = 0.3
_USUAL_LEADING = 1.25
_SETTING = re.compile(
    r"(?:ditetapkan|di tetapkan|dikeluarkan|pada tanggal)\b", re.IGNORECASE
)
_RIGHT_HALF = 0.4
_RIVER = 40.0  # points: what parts two signature blocks side by side
_MOST_APART = 6.0
_COLON_LABEL = re.compile(r"[\w .()/-]{0,60}[:：]?$")
_CARD_LINE = re.compile(r"(?P<heading>(?:[^\s:：]+\s+){0,4}[^\s:：]+)\s*[:：]\s")
_NOT_WRAPPED = re.compile(
    r"(?:menimbang|mengingat|menetapkan|memutuskan)\b|(?:nomor|tanggal)\s*[:：]"
    r"|(?:kesatu|pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan)\s*[:：]"
    r"|(?:tentang|t\s?e\s?n\s?t\s?a\s?n\s?g)$",
    re.IGNORECASE,
)


@dataclass
class Passage:
    """One paragraph so far: its lines, page by page, and where its text begins."""

    lines: list[tuple[Page, TextLine]]
    start: float
    body: float | None
    label: str | None
    gap: int = 0
    deeds: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return text_of([line for _, line in self.lines])


@dataclass
class Margins:
    """The right margin of each page width, and the usual distance of lines."""

    right: dict[int, float] = field(default_factory=dict)
    leading: float = _USUAL_LEADING

    def take(self, page: Page, lines: list[TextLine]) -> None:
        width = round(page.width)
        for line in lines:
            if line.x1 <= page.width:
                self.right[width] = max(self.right.get(width, 0.0), line.x1)


def usual_leading(pages: Iterable[list[TextLine]]) -> float:
    """The distance of lines within paragraphs, in sizes of their font."""
    steps = sorted(
        (below.base - above.base) / below.size
        for lines in pages
        for above, below in pairwise(lines)
        if 0.9 * below.size <= below.base - above.base <= 2.4 * below.size
        and abs(above.size - below.size) < 1
    )
    return steps[len(steps) // 5] if steps else _USUAL_LEADING


class ProseReader:
    """Takes lines in reading order, gives passages."""

    def __init__(self, margins: Margins) -> None:
        self._margins = margins
        self._open: Passage | None = None

    def add(self, page: Page, line: TextLine, bottom: float | None) -> Passage | None:
        """Take one line; `bottom` is the baseline above it on this page. Give what it ends."""
        passage = self._open
        if passage is not None and self._goes_on(passage, page, line):
            passage.lines.append((page, line))
            return None
        gap = 0 if bottom is None else self._empty_lines(line, bottom)
        self._open = _begin(page, line, gap)
        return passage

    def close(self) -> Passage | None:
        """End the paragraph that is open: a table or the end of the document follows."""
        passage, self._open = self._open, None
        return passage

    def _empty_lines(self, line: TextLine, bottom: float) -> int:
        steps = (line.base - bottom) / (self._margins.leading * line.size)
        return 0 if steps < _EMPTY_LINE else max(1, round(steps) - 1)

    def _goes_on(self, passage: Passage, page: Page, line: TextLine) -> bool:
        above_page, above = passage.lines[-1]
        text = line_text(line)
        if self._opens(passage, line, text) or _is_beside(passage, line):
            return False
        if above_page is page:
            step = (line.base - above.base) / (self._margins.leading * line.size)
            if step > _PARAGRAPH_APART or step < 0.3:
                return False
        if abs(above.size - line.size) > 0.2 * above.size:
            return False
        full = self._is_full(above_page, above, line)
        body = passage.body
        if (
            body is not None
            and abs(line.x0 - body) <= _SAME_EDGE
            and (body - passage.start > _NARROWEST_HANG)
        ):
            ended = passage.text.endswith((".", ";", ":"))
            return full or text[:1].islower() or not (ended or len(passage.lines) > 1)
        if len(passage.lines) > 1:
            edge = passage.lines[-1][1].x0
            return full and abs(line.x0 - edge) <= _SAME_EDGE
        if _is_centred(above_page, above) and _is_centred(page, line):
            return False
        if above.x0 > _RIGHT_HALF * above_page.width:
            # Signatures and heads of annexes: their lines end where they end.
            return False
        # A first line may be indented, or stand out with its label.
        indent = above.x0 - line.x0
        return full and -_SAME_EDGE <= indent <= 60

    def _is_full(self, page: Page, above: TextLine, below: TextLine) -> bool:
        right = self._margins.right.get(round(page.width), page.width)
        word = below.words[0]
        return right - above.x1 <= word.x1 - word.x0 + _BLANK * below.size + 1.0

    def _opens(self, passage: Passage, line: TextLine, text: str) -> bool:
        """Does this line open a paragraph whatever stands above?"""
        if split_bullet(text)[0]:
            return True
        label, _ = split_label(text)
        if label is not None:
            inside = (
                passage.body is not None and abs(line.x0 - passage.body) <= _SAME_EDGE
            )
            follows = label in ("a", "1", "i") or (
                passage.label is not None and next_label(passage.label) == label
            )
            return not inside or follows
        unlabelled = labels.split_part_label(text)[1]
        return (
            labels.is_part_line(unlabelled)
            or labels.SIGNING.fullmatch(text) is not None
            or labels.PLACE_AND_DATE.fullmatch(text) is not None
            or _NOT_WRAPPED.match(text) is not None
            or _names_field(text)
        )


def _names_field(text: str) -> bool:
    """Is this a line of a card: `Satuan : Dokumen`, `Target TW I : 2`?"""
    match = _CARD_LINE.match(text)
    return match is not None and card_column(match["heading"]) is not None


def _begin(page: Page, line: TextLine, gap: int) -> Passage:
    at = _text_index(line)
    body = line.words[at].x0 if at < len(line.words) else None
    label = None
    if at:
        label = split_label(f"{line.words[at - 1].text} x")[0]
    return Passage([(page, line)], line.x0, body, label, gap)


def _is_beside(passage: Passage, line: TextLine) -> bool:
    """Does the line have a label and a text of its own, in the passage's columns?"""
    at = _text_index(line)
    return (
        0 < at < len(line.words)
        and passage.body is not None
        and abs(line.x0 - passage.start) <= _SAME_EDGE
        and abs(line.words[at].x0 - passage.body) <= _SAME_EDGE
    )


def _text_index(line: TextLine) -> int:
    """Which word the text begins with, behind labels: `2. Tugas : a. …`."""
    words = [word.text for word in line.words]
    at = 1 if _is_label(words[0]) else 0
    for index in range(at, min(at + _FARTHEST_COLON, len(words))):
        word = words[index]
        if word in (":", "：") or word.endswith(":") or word.startswith(":"):
            if not _COLON_LABEL.fullmatch(" ".join(words[at : index + 1])):
                break
            at = index if word.startswith(":") and len(word) > 1 else index + 1
            break
    if 0 < at < len(words) - 1 and _is_label(words[at]):
        at += 1
    return at


def _is_label(word: str) -> bool:
    return split_label(f"{word} x")[0] is not None or split_bullet(f"{word} x")[0]


def _is_centred(page: Page, line: TextLine) -> bool:
    left, right = line.x0, page.width - line.x1
    return left > 60 and right > 60 and abs(left - right) < 0.05 * page.width


def side_by_side(lines: list[TextLine]) -> list[TextLine]:
    """Read two blocks that stand side by side (signatures) one after the other.

    They are told by a gap that several lines in a row share, with words that sign on both
    sides of it.
    """
    ordered: list[TextLine] = []
    index = 0
    while index < len(lines):
        end, river = index, None
        while end < len(lines):
            shared = _shared_river(lines[end], river)
            if shared is None:
                break
            river, end = shared, end + 1
        parts = _halves(lines[index:end], river) if river is not None else None
        if parts is None:
            ordered.append(lines[index])
            index += 1
        else:
            ordered += [*parts[0], *parts[1]]
            index = end
    return ordered


def _shared_river(
    line: TextLine, river: tuple[float, float] | None
) -> tuple[float, float] | None:
    """The widest gap of a line, narrowed to what the lines above share with it."""
    gaps = [
        (one.x1, other.x0)
        for one, other in pairwise(line.words)
        if other.x0 - one.x1 > _RIVER / 2 and not other.text.startswith((":", "："))
    ]
    if river is None:
        wide = [gap for gap in gaps if gap[1] - gap[0] > _RIVER]
        return max(wide, key=lambda gap: gap[1] - gap[0]) if wide else None
    for start, end in [*gaps, (line.x1, 9999.0), (-9999.0, line.x0)]:
        shared = max(start, river[0]), min(end, river[1])
        if shared[1] - shared[0] > _RIVER / 2:
            return shared
    return None


def _halves(
    lines: list[TextLine], river: tuple[float, float]
) -> tuple[list[TextLine], list[TextLine]] | None:
    """The two blocks, if both sides have lines and one of them signs."""
    middle = (river[0] + river[1]) / 2
    halves: tuple[list[TextLine], list[TextLine]] = ([], [])
    for line in lines:
        for half, words in zip(
            halves,
            (
                [word for word in line.words if word.x0 < middle],
                [word for word in line.words if word.x0 >= middle],
            ),
            strict=True,
        ):
            if words:
                half.append(TextLine(words))
    if min(len(half) for half in halves) < 2:
        return None
    if not all(any(_signs(line.text) for line in half) for half in halves):
        return None
    # Who issues signs below the place and date; who knows of it stands on the other side.
    dated = [any(_SETTING.match(line.text) for line in half) for half in halves]
    return (halves[1], halves[0]) if dated == [False, True] else halves


def _signs(text: str) -> bool:
    return (
        labels.NIP.search(text) is not None
        or labels.RANK.fullmatch(text) is not None
        or labels.SIGNING.fullmatch(text) is not None
    )
