"""Agreement: what two recognitions of the same lines say, made into one reading.

The Indonesian data of Tesseract knows the words, the English one the signs: percent signs,
semicolons, labels and digits. Where both say the same it is surely so; where they differ
each is heard in what it knows. No word is made up: one of the two has read it.
"""

import re
from dataclasses import replace

from tolok.reader.sources.scan.recognition import Recognised


_LETTERS = re.compile(r"[^\W\d_]+")
_STRAY = re.compile(
    r"^[_|~=«»'’‘.,;]+(?=[^\W\d_]{2})|^[_|~=«»'’‘]+(?=\w)|(?<=\w)[_|~«»'’‘]+$"
)
_WORD = re.compile(r"[^\W\d_]{2,}(?:[-/][^\W\d_]{2,})*")
_NUMBER = re.compile(r"[<>=≥≤±]*\(?\d[\d.,/-]*%?\)?[.,;:)]*")
_LABEL = re.compile(r"\(?(?:[a-z]|\d{1,2})[.)]+")
_SIGN = re.compile(r"[%:;,.()\-–/]+")
# A stop that stands alone is a speck.
_STOPS = re.compile(r"[.,;'’‘`\"“”]+")
_SHORT = 2
_AGREED = 12  # how much surer two are than one
_DOUBTED = 55
_CLEARLY = 12
# Shares of the letters' size.
_TOUCHING = 0.12
_NARROWEST = 0.4


def agree(words: list[Recognised], signs: list[Recognised]) -> list[Recognised]:
    """One line as the recognition that knows words and the one that knows signs read it."""
    words = [_clean(word) for word in words]
    signs = [_clean(word) for word in signs]
    agreed: list[Recognised] = []
    for ours, theirs in _side_by_side(words, signs):
        if not theirs:
            agreed += [w for w in ours if w.sure >= _DOUBTED or not _slight(w.text)]
        elif not ours:
            # What one alone has seen is mostly dirt, or a sign the other does not know.
            agreed += [w for w in theirs if w.sure >= _DOUBTED and _plain(w.text)]
        elif _is_scrawl([*ours, *theirs]):
            continue
        elif len(ours) == len(theirs) == 1:
            agreed.append(_one(ours[0], theirs[0]))
        else:
            agreed += _several(ours, theirs)
    return [word for word in agreed if not _STOPS.fullmatch(word.text)]


def _clean(word: Recognised) -> Recognised:
    text = _STRAY.sub("", word.text)
    return replace(word, text=text) if text != word.text else word


def _side_by_side(
    ours: list[Recognised], theirs: list[Recognised]
) -> list[tuple[list[Recognised], list[Recognised]]]:
    """Words of both that stand at the same place, together."""
    marked = sorted(
        [(*_span(w), 0, w) for w in ours] + [(*_span(w), 1, w) for w in theirs],
        key=lambda mark: mark[0],
    )
    groups: list[tuple[list[Recognised], list[Recognised]]] = []
    end = -1.0
    for left, right, side, word in marked:
        if not groups or left >= end - _TOUCHING * word.size:
            groups.append(([], []))
            end = right
        groups[-1][side].append(word)
        end = max(end, right)
    return groups


def _span(word: Recognised) -> tuple[float, float]:
    """From where to where a word stands; a stop is taken wider than it is."""
    middle, half = (word.x0 + word.x1) / 2, _NARROWEST * word.size / 2
    return min(word.x0, middle - half), max(word.x1, middle + half)


def _one(ours: Recognised, theirs: Recognised) -> Recognised:
    if ours.text == theirs.text:
        return replace(ours, sure=min(100, max(ours.sure, theirs.sure) + _AGREED))
    a, b = "".join(_LETTERS.findall(ours.text)), "".join(_LETTERS.findall(theirs.text))
    for one, other in ((ours, theirs), (theirs, ours)):
        if one.text == ":" and len(other.text) == 1 and not other.text.isalpha():
            return one
    if a == b and _says_number(theirs.text) == _says_number(ours.text):
        # They differ in signs alone.
        return theirs if not _odd(theirs.text) else ours
    if _WORD.fullmatch(_bare(ours.text)) and _WORD.fullmatch(_bare(theirs.text)):
        if a == b or theirs.sure < ours.sure + _CLEARLY:
            return _doubted(_with_stop(ours, theirs))
        return _doubted(theirs)
    if _plain(theirs.text) and not _plain(ours.text):
        return theirs
    if _plain(ours.text) and not _plain(theirs.text):
        return ours
    if _NUMBER.fullmatch(theirs.text) or _SIGN.fullmatch(theirs.text):
        return _doubted(theirs)
    return _doubted(max((ours, theirs), key=lambda word: word.sure))


def _slight(text: str) -> bool:
    """Too little to be a word, and no number, label or sign."""
    if _NUMBER.fullmatch(text) or _LABEL.fullmatch(text):
        return False
    if _SIGN.fullmatch(text) and not _STOPS.fullmatch(text):
        return False
    return len(_bare(text)) <= _SHORT


def _is_scrawl(both: list[Recognised]) -> bool:
    """Short, unsure and read in two ways: a stroke of a stamp or of a pen."""
    return len({word.text for word in both}) > 1 and all(
        _slight(word.text) and word.sure < _DOUBTED for word in both
    )


def _says_number(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _bare(text: str) -> str:
    return text.strip(".,;:()\"'-")


def _odd(text: str) -> bool:
    """Signs that no decree has inside a word or beside it."""
    return re.search(r"[=_|~{}\[\]<>*^\\]", text) is not None


def _plain(text: str) -> bool:
    """A number, a label, a sign or a word with its stop: what a decree is made of."""
    return bool(
        _NUMBER.fullmatch(text)
        or _LABEL.fullmatch(text)
        or _SIGN.fullmatch(text)
        or _WORD.fullmatch(_bare(text))
    )


def _with_stop(ours: Recognised, theirs: Recognised) -> Recognised:
    """Our word with the stop that the other, who knows signs, saw at its end."""
    mine = re.search(r"[.,;:]*$", ours.text)
    other = re.search(r"[.,;:]*$", theirs.text)
    if mine is None or other is None or not mine[0] or not other[0]:
        return ours
    return replace(ours, text=ours.text[: mine.start()] + other[0])


def _doubted(word: Recognised) -> Recognised:
    return replace(word, sure=min(word.sure, max(_DOUBTED, word.sure - _CLEARLY)))


def _several(ours: list[Recognised], theirs: list[Recognised]) -> list[Recognised]:
    """They part the words differently: the one whose words are plainer, then surer."""
    joined = "".join(w.text for w in ours), "".join(w.text for w in theirs)
    if joined[0] == joined[1]:
        return max(
            (ours, theirs), key=lambda some: sum(w.sure for w in some) / len(some)
        )

    def worth(some: list[Recognised]) -> tuple[float, float]:
        plain = sum(_plain(w.text) and not _odd(w.text) for w in some) / len(some)
        return plain, sum(w.sure for w in some) / len(some)

    best = max((ours, theirs), key=worth)
    return [_doubted(word) for word in best]
