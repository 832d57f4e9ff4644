"""Misreadings: signs that recognition makes of dirt, rules and look-alikes.

No word is looked up and none replaced: the wording stays what was recognised. Mended are
only signs that no decree has at that place, and the stop at a word's end, whose shape is
looked at again: the Indonesian data of Tesseract hardly knows the semicolon.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

import cv2

from tolok.reader.sources.scan.pictures import Picture
from tolok.reader.sources.scan.recognition import Recognised


_DIRT = re.compile(r"[|_~¦‚'`´‘’“”\"^*=<>«»\\{}\[\]—–.,;]+")
_STROKES = re.compile(r"[|¦_~]+")
_UNSURE = 30
_TOO_TALL = 3.0
_TOO_FLAT = 0.12
_EDGE = re.compile(r"^[|¦]+(?=\w)|(?<=\w)[|¦]+$")
_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "—": "-", "\ufeff": ""})
# A percent sign, small or bold, is taken for these; none of them is a word.
_PERCENT = re.compile(r"(?P<digits>(?:\d[\d.,]*)?)(?:[Y9]o|[%o0°]/[o0]|%o|o%|Yo)(?P<end>[,.;:)]*)")
# `Cc.`: one letter that stands alone, read in both its sizes.
_DOUBLED = re.compile(r"(?P<large>[A-Z])(?P<small>[a-z])(?P<end>[.)])")
_LOOKALIKES = str.maketrans({"l": "1", "I": "1", "|": "1", "i": "1", "O": "0", "o": "0"})
_NEARLY_NUMBER = re.compile(r"[\dlIiOo|]+[.)]?")
_NUMBER = re.compile(r"[\d.,]+[.)]?")

# Shares of the letters' size.
_STOP_WIDTH = 0.32
_STOP_HEIGHT = 0.55
_ONE_ABOVE_OTHER = 0.16
_TAILED = 1.3
_SMALLEST_DOT = 0.05
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


def settle_numbers(texts: Iterable[str]) -> list[str]:
    """The entries of a column: where the others are numbers, `l` is 1 and `O` is 0."""
    entries = list(texts)
    filled = [text for text in entries if text]
    numbers = sum(1 for text in filled if _NUMBER.fullmatch(text))
    if 2 * numbers <= len(filled):
        return entries
    return [
        text.translate(_LOOKALIKES) if _NEARLY_NUMBER.fullmatch(text) else text
        for text in entries
    ]


def with_true_stop(word: Recognised, ink: Picture) -> Recognised:
    """The word with the stop at its end that its shape shows: `;` or `:`."""
    if word.text[-1] not in ":;,." or len(word.text) < 2:
        return word
    pieces = _last_pieces(word, ink)
    if pieces is None:
        return word
    upper, lower = pieces
    stop = ";" if lower > _TAILED * upper else ":"
    return replace(word, text=word.text[:-1] + stop)


def _last_pieces(word: Recognised, ink: Picture) -> tuple[float, float] | None:
    """The heights of two small pieces of ink, one above the other, that end the word."""
    size = word.size
    left = max(0, round(word.x1 - 0.6 * size))
    top = max(0, round(word.base - 0.8 * size))
    part = ink[
        top : round(word.base + 0.4 * size), left : round(word.x1 + 0.15 * size)
    ]
    if not part.size:
        return None
    count, _, stats, centres = cv2.connectedComponentsWithStats(part)
    found = [
        (x, y, width, height, float(centres[index][0]))
        for index in range(1, count)
        for x, y, width, height, _ in [[int(value) for value in stats[index]]]
        if min(width, height) >= _SMALLEST_DOT * size
    ]
    if not found:
        return None
    last = max(found, key=lambda piece: piece[0] + piece[2])
    column = sorted(
        (p for p in found if abs(p[4] - last[4]) <= _ONE_ABOVE_OTHER * size),
        key=lambda piece: piece[1],
    )
    if len(column) != 2 or any(
        width > _STOP_WIDTH * size or height > _STOP_HEIGHT * size
        for _, _, width, height, _ in column
    ):
        return None
    # The lower one rests on the baseline, the upper one ends below the height of an x.
    resting = top + column[1][1] < word.base
    hanging = top + column[0][1] > word.base - 0.75 * size
    return (column[0][3], column[1][3]) if resting and hanging else None
