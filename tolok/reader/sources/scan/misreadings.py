"""Misreadings: signs that recognition makes of dirt, rules and look-alikes.

No word is looked up and none replaced: the wording stays what was recognised. Mended are
only signs that no decree has at that place, and the stop at a word's end, whose shape is
looked at again: the Indonesian data of Tesseract hardly knows the semicolon.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import cv2

from tolok.reader.sources.scan.pictures import Picture
from tolok.reader.sources.scan.recognition import Recognised


_DIRT = re.compile(r"[|_~¦‚'`´‘’“”\"^*=<>«»\\{}\[\]—–.,;]+")
_STROKES = re.compile(r"[|¦_~]+")
_SAYS = re.compile(r"\w|%")
_DASHES = ("-", "–")
_UNSURE = 30
_DOUBTED = 75
_PART = re.compile(r"(?:jabatan|tugas|fungsi)[.,;:]*", re.IGNORECASE)
_LABEL_SIGNS = re.compile(r"[:;+.,]{1,3}")
_ITEM = re.compile(r"[a-z\d][;,:]")
_FEW_LETTERS = 3
_READ = 80
_LABEL = re.compile(r"[:%-]|\(?[a-zA-Z][.)]?")
_TOO_TALL = 3.0
_TOO_FLAT = 0.12
_EDGE = re.compile(r"^[|¦]+(?=\w)|(?<=\w)[|¦]+$")
_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "—": "-", "\ufeff": ""})
# A percent sign, small or bold, is taken for these; none of them is a word.
_PERCENT = re.compile(
    r"(?P<digits>(?:\d[\d.,]*)?)(?:[YF]o|[%o0°]/[o0]|%o|o%)(?P<end>[,.;:)]*)"
)
_PERCENT_AS_UNIT = re.compile(r"9[6o0]|[FIJTY][o0]|[o0]/[o0]|26|%")
# `Cc.`: one letter that stands alone, read in both its sizes.
_DOUBLED = re.compile(r"(?P<large>[A-Z])(?P<small>[a-z])(?P<end>[.)])")
_LOOKALIKES = str.maketrans(
    {"l": "1", "I": "1", "|": "1", "i": "1", "O": "0", "o": "0"}
)
_NEARLY_NUMBER = re.compile(r"[\dlIiOo|]+[.)]?")
_NUMBER = re.compile(r"\d[\d.,]*[.)]?")
_RANGE = re.compile(r"(?P<low>\d[\d.,]*%?) ?[-–—] ?(?P<high>\d[\d.,]*%?)")
_DECIMAL = re.compile(r"\d{1,3}\.\d{1,2}%?")
_MOSTLY_NUMBERS = 0.5
_COLUMN_NUMBER = re.compile(r"\(?[^\W_]{1,2}\)?\.?")
_FEWEST_COLUMNS = 3

# Shares of the letters' size.
_STOP_WIDTH = 0.32
_STOP_HEIGHT = 0.55
_ONE_ABOVE_OTHER = 0.16
_TAILED = 1.3
_SMALLEST_DOT = 0.05
_COMMA_IS_TALLER = 1.4
_COMMA_HANGS = 0.07
_FLAT = 0.16
_EN_DASH = 0.38
_BLANK = 0.17
# The outer part of a page in which dirt and page numbers stand.
_RIM = 0.08


def is_noise(word: Recognised, usual_size: float) -> bool:
    """Is this dirt, a rest of a rule or a drawing, taken for a word?"""
    if _STROKES.fullmatch(word.text):
        return True
    if word.sure >= _UNSURE:
        return False
    height = word.bottom - word.top
    return (
        _DIRT.fullmatch(word.text) is not None
        or height > _TOO_TALL * usual_size
        or height < _TOO_FLAT * usual_size
    )


def is_scrawl(line: list[Recognised]) -> bool:
    """Is a whole line a few letters that nobody could read: strokes of a stamp or a pen?"""
    text = "".join(word.text for word in line)
    return (
        bool(line)
        and sum(c.isalpha() for c in text) <= _FEW_LETTERS
        and not any(c.isdigit() for c in text)
        and _LABEL.fullmatch(text) is None
        and sum(word.sure for word in line) < _READ * len(line)
    )


def without_rim_dirt(words: list[Recognised], height: float) -> list[Recognised]:
    """The words without lines at the page's upper and lower rim that nobody could read."""

    def at_rim(word: Recognised) -> bool:
        return word.bottom < _RIM * height or word.top > (1 - _RIM) * height

    rim = [word for word in words if at_rim(word)]
    dirt: set[int] = set()
    for word in rim:
        line = [o for o in rim if abs(o.base - word.base) < 0.4 * word.size]
        if max(other.sure for other in line) < 2 * _UNSURE:
            dirt.add(id(word))
    return [word for word in words if id(word) not in dirt]


def without_strewn(words: list[Recognised]) -> list[Recognised]:
    """The words of one line of a page strewn with dirt, without signs that are dirt.

    A sign alone is kept where a decree has one there: a colon behind a label, a dash that
    is all a cell says, a sign between two words that was surely recognised.
    """
    words = _with_label_signs(sorted(words, key=lambda word: word.x0))
    said = [index for index, word in enumerate(words) if _SAYS.search(word.text)]
    if not said:
        return [
            word
            for word in words
            if word.text in _DASHES or (word.text == ":" and word.sure >= _READ)
        ]
    first, last = said[0], said[-1]
    return [
        word
        for index, word in enumerate(words)
        if (
            first <= index <= last
            and (
                index in said or word.sure >= _DOUBTED or not _DIRT.fullmatch(word.text)
            )
        )
        or (word.text == ":" and word.sure >= _DOUBTED)
    ]


def _with_label_signs(words: list[Recognised]) -> list[Recognised]:
    """A line whose labels end as labels do: `FUNGSI ; a; …` → `FUNGSI : a. …`.

    A speck beside the sign behind a label makes another sign of it; labels are no wording.
    """
    mended = list(words)
    at = 0
    if len(mended) > 1 and _PART.fullmatch(mended[0].text):
        at = 1
        if _LABEL_SIGNS.fullmatch(mended[1].text):
            mended[1] = replace(mended[1], text=":")
            at = 2
    if at + 1 < len(mended) and _ITEM.fullmatch(mended[at].text):
        mended[at] = replace(mended[at], text=f"{mended[at].text[:-1]}.")
    return mended


def settle(text: str) -> str:
    """The word without strokes of rules at its edges, its look-alikes settled."""
    text = _EDGE.sub("", text).translate(_SIGNS)
    if text == "::":
        return ":"
    percent = _PERCENT.fullmatch(text)
    if percent is not None:
        return f"{percent['digits']}%{percent['end']}"
    doubled = _DOUBLED.fullmatch(text)
    if doubled is not None and doubled["large"].lower() == doubled["small"]:
        return f"{doubled['small']}{doubled['end']}"
    return text


def settle_unit(text: str) -> str:
    """An entry of the column of units: none is a number, so `96` is a percent sign."""
    return "%" if _PERCENT_AS_UNIT.fullmatch(text) else text


def settle_numbers(texts: Iterable[str]) -> list[str]:
    """Entries side by side or below one another: among numbers `l` is 1 and `O` is 0."""
    entries = list(texts)
    filled = [text for text in entries if text]
    numbers = [text for text in filled if _NUMBER.fullmatch(text)]
    nearly = [text for text in filled if _NEARLY_NUMBER.fullmatch(text)]
    if len(numbers) < 2 or len(numbers) < _MOSTLY_NUMBERS * len(filled):
        return entries
    return [text.translate(_LOOKALIKES) if text in nearly else text for text in entries]


def settle_column_numbers(texts: list[str]) -> list[str]:
    """The row that numbers a table's columns: its signs tell which it is, not each digit."""
    count = len(texts)
    right = sum(
        text.strip("().") == str(number) for number, text in enumerate(texts, 1)
    )
    short = all(_COLUMN_NUMBER.fullmatch(text) for text in texts)
    if count < _FEWEST_COLUMNS or not short or right < max(2, count / 2):
        return texts
    bracketed = sum(text.startswith("(") for text in texts) > count / 2
    return [f"({n})" if bracketed else str(n) for n in range(1, count + 1)]


def with_true_stops(word: Recognised, ink: Picture) -> Recognised:
    """The word with the stops that their shape shows: `;` or `:` at its end, `,` in a number.

    A colon that stands alone is often taken for a 1.
    """
    text = word.text
    if len(text) == 1 or text[-1] in ":;,.":
        pieces = _last_pieces(word, ink)
        if pieces is not None:
            upper, lower = pieces
            stop = ";" if lower > _TAILED * upper and len(text) > 1 else ":"
            text = text[:-1] + stop
    if "." in text and _DECIMAL.fullmatch(text) and _has_comma(word, ink):
        text = text.replace(".", ",")
    between = _RANGE.fullmatch(text)
    if between is not None:
        text = f"{between['low']}{_dash_between(word, ink)}{between['high']}"
    return replace(word, text=text) if text != word.text else word


def _dash_between(word: Recognised, ink: Picture) -> str:
    """The dash of a range as it is drawn: its width, and the blanks beside it."""
    pieces = sorted(_pieces(word, ink, word.x0))
    for before, dash, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        flat = dash.height <= 0.3 * dash.width and dash.height <= _FLAT * word.size
        if (
            not flat
            or dash.top > word.base
            or dash.bottom < word.base - 0.6 * word.size
        ):
            continue
        sign = "–" if dash.width >= _EN_DASH * word.size else "-"
        apart = min(dash.x - before.x - before.width, after.x - dash.x - dash.width)
        return f" {sign} " if apart >= _BLANK * word.size else sign
    return "-"


def _has_comma(word: Recognised, ink: Picture) -> bool:
    """Does the one stop of a number hang below its line, as a comma does?"""
    small = [
        piece
        for piece in _pieces(word, ink, word.x0)
        if piece.height <= 0.45 * word.size and piece.bottom > word.base - 2
    ]
    if len(small) != 1:
        return False
    stop = small[0]
    return (
        stop.height >= _COMMA_IS_TALLER * stop.width
        and stop.bottom >= word.base + _COMMA_HANGS * word.size
    )


class _Piece(NamedTuple):
    x: float
    top: float
    width: float
    height: float
    middle: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


def _pieces(word: Recognised, ink: Picture, left: float) -> list[_Piece]:
    """The pieces of ink from `left` to the word's end, dirt left out."""
    size = word.size
    x, top = max(0, round(left)), max(0, round(word.base - 0.8 * size))
    part = ink[top : round(word.base + 0.4 * size), x : round(word.x1 + 0.15 * size)]
    if not part.size:
        return []
    count, _, stats, centres = cv2.connectedComponentsWithStats(part)
    pieces = (
        _Piece(
            x + int(stats[index][0]),
            top + int(stats[index][1]),
            int(stats[index][2]),
            int(stats[index][3]),
            x + float(centres[index][0]),
        )
        for index in range(1, count)
    )
    return [p for p in pieces if min(p.width, p.height) >= _SMALLEST_DOT * size]


def _last_pieces(word: Recognised, ink: Picture) -> tuple[float, float] | None:
    """The heights of two small pieces of ink, one above the other, that end the word."""
    size = word.size
    alone = len(word.text) == 1
    left = word.x0 - 0.1 * size if alone else word.x1 - 0.6 * size
    found = _pieces(word, ink, left)
    if not found:
        return None
    last = max(found, key=lambda piece: piece.x + piece.width)
    column = sorted(
        (p for p in found if abs(p.middle - last.middle) <= _ONE_ABOVE_OTHER * size),
        key=lambda piece: piece.top,
    )
    if len(column) != 2 or (alone and len(found) != 2):
        return None
    if any(
        piece.width > _STOP_WIDTH * size or piece.height > _STOP_HEIGHT * size
        for piece in column
    ):
        return None
    upper, lower = column
    # The lower one rests on the baseline, the upper one ends below the height of an x.
    resting, hanging = lower.top < word.base, upper.top > word.base - 0.75 * size
    apart = lower.top > upper.bottom
    return (upper.height, lower.height) if resting and hanging and apart else None
