"""Wrapping: lines that a column's width broke become the text they were.

A line was broken by the width if the first word of the next would not have fitted beside it;
a line that had room was ended on purpose.
"""

import re

from tolok.reader.sources.pdf.marks import TextLine, Word
from tolok.reader.words import (
    fold,
    join_spaced_capitals,
    next_label,
    split_bullet,
    split_label,
)


_BLANK = 0.3  # of the font's size
_WIDE_GAP = 1.0
_HYPHEN = re.compile(r"(?P<part>[^\W\d_]{2,})[-‐]$")
# What goes on in the next line without a blank: `e-`, `2025-`, `80–`, `Dokumen/`.
_TIED = re.compile(r"[^\s]/$|(?:^|[\s(/])[^\W\d_]-$|\d%?[-‐–]$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")

_SHORTEST_CUT = 5
# What no word ends with: two consonants, save these; and pieces that are no words.
_VOWELS = frozenset("aeiou")
_LAST_TWO = frozenset(
    [
        "ng",
        "ks",
        "rs",
        "st",
        "ns",
        "nd",
        "nt",
        "nk",
        "rm",
        "lm",
        "rt",
        "rd",
        "rk",
        "lf",
        "ps",
        "ft",
        "sk",
    ]
)
_ENDINGS = frozenset(
    [
        "a",
        "i",
        "n",
        "g",
        "h",
        "s",
        "t",
        "r",
        "an",
        "ng",
        "as",
        "is",
        "si",
        "asi",
        "tas",
        "itas",
        "kan",
        "nya",
        "ya",
        "ri",
        "al",
        "ah",
        "ir",
        "ur",
        "ar",
        "er",
        "ja",
        "ta",
        "sa",
    ]
)


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

    It stays where a word is said twice (`rata-` / `rata`) or a capital or digit follows
    (`e-` / `SAKIP`, `2025-` / `2029`). A dash or slash set against what stands before it
    goes on without a blank (`80–` / `89%`), one set apart is followed by one (`a /` / `b`).
    """
    match, following = _HYPHEN.search(above), _NEXT_WORD.match(below)
    if match is None or following is None:
        tied = _TIED.search(above) is not None
        return f"{above}{below}" if tied else f"{above} {below}"
    part, word = match["part"].casefold(), following[0]
    if word.casefold().startswith(part) or not word[0].islower() or part.isupper():
        return f"{above}{below}"
    return f"{above[:-1]}{below}"


def text_of(lines: list[TextLine], width: float | None = None) -> str:
    """Lines of one text joined; `width` is that of its column, where it is known."""
    text = ""
    above: TextLine | None = None
    for line in lines:
        if above is None:
            text = line_text(line)
        elif width is not None and _is_cut(above, line, width):
            text = f"{text}{line_text(line)}"
        else:
            text = join(text, line_text(line))
        above = line
    return text


def _is_cut(above: TextLine, below: TextLine, width: float) -> bool:
    """Did a column too narrow for one word cut it (`Pengadministr` / `asi`)?

    Then that word alone fills its line to the last letter, and the pieces are no words.
    """
    if len(above.words) != 1:
        return False
    word, rest = above.words[0], below.words[0].text
    if not word.text.isalpha() or len(word.text) < _SHORTEST_CUT:
        return False
    if width - (word.x1 - word.x0) > 1.2 * (word.x1 - word.x0) / len(word.text):
        return False
    match = _NEXT_WORD.match(rest)
    if match is None or (rest[0].isupper() and not word.text.isupper()):
        return False
    last_two = word.text[-2:].casefold()
    return (_VOWELS.isdisjoint(last_two) and last_two not in _LAST_TWO) or match[
        0
    ].casefold() in _ENDINGS


def paragraphs_of(lines: list[TextLine], width: float) -> list[str]:
    """The paragraphs of a cell whose text has this width."""
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [text_of(group, width) for group in groups]


def _is_next(label: str, above: str) -> bool:
    """Does a list go on: `b. …` below the item that began with `a. …`?"""
    before = split_label(above)[0]
    return before is not None and next_label(before) == label


def _goes_on(group: list[TextLine], line: TextLine, width: float) -> bool:
    text = line_text(line)
    if split_bullet(text)[0]:
        return False
    label = split_label(text)[0]
    if label is not None and (
        has_room(group[-1], line, width) or _is_next(label, line_text(group[0]))
    ):
        return False
    return (
        text[:1].islower()
        or line_text(group[-1]).endswith(("/", "-"))
        or not has_room(group[-1], line, width)
    )
