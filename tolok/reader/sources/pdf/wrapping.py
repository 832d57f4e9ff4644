"""Wrapping: lines that a column's width broke become the text they were.

A line was broken by the width if the first word of the next would not have fitted beside it;
a line that had room was ended on purpose.
"""

import re

from tolok.reader.sources.pdf.marks import TextLine, Word
from tolok.reader.words import fold, join_spaced_capitals, split_bullet, split_label


_BLANK = 0.3  # of the font's size
_WIDE_GAP = 1.0
_HYPHEN = re.compile(r"(?P<part>[^\W\d_]{2,})[-‐]$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")


def line_text(line: TextLine) -> str:
    """The line's words; letter-spaced capitals are joined, wider gaps between them kept."""
    parts: list[str] = []
    last: Word | None = None
    for word in line.words:
        if last is not None:
            wide = word.x0 - last.x1 > _WIDE_GAP * word.size
            parts.append("  " if wide else " ")
        parts.append(word.text)
        last = word
    return fold(join_spaced_capitals("".join(parts)))


def has_room(above: TextLine, below: TextLine, width: float) -> bool:
    """Would the first word of `below` have fitted beside `above` in this width?"""
    word = below.words[0]
    needed = word.x1 - word.x0 + _BLANK * below.size
    return width - (above.x1 - above.x0) > needed + 1.0


def join(above: str, below: str) -> str:
    """Two pieces of one text; a hyphen at a line's end is taken out where it parts a word.

    It stays where a word is said twice (`rata-` / `rata`) or a capital or digit follows.
    """
    match, following = _HYPHEN.search(above), _NEXT_WORD.match(below)
    if match is None or following is None:
        return f"{above}{below}" if above.endswith("/") else f"{above} {below}"
    part, word = match["part"].casefold(), following[0]
    if word.casefold().startswith(part) or not word[0].islower() or part.isupper():
        return f"{above}{below}"
    return f"{above[:-1]}{below}"


def text_of(lines: list[TextLine]) -> str:
    """Lines of one text joined."""
    text = ""
    for line in lines:
        text = join(text, line_text(line)) if text else line_text(line)
    return text


def paragraphs_of(lines: list[TextLine], width: float) -> list[str]:
    """The paragraphs of a cell whose text has this width."""
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [text_of(group) for group in groups]


def _goes_on(group: list[TextLine], line: TextLine, width: float) -> bool:
    text = line_text(line)
    if split_bullet(text)[0]:
        return False
    if split_label(text)[0] is not None and has_room(group[-1], line, width):
        return False
    return (
        text[:1].islower()
        or line_text(group[-1]).endswith(("/", "-"))
        or not has_room(group[-1], line, width)
    )
