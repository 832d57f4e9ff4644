"""Phrases: how objectives and indicators are built, and wording proposed from them."""

import re
from functools import lru_cache

from tolok.reader.lint.finding import like
from tolok.reader.lint.likeness import folded, word_pairs, word_set


_FIRST = re.compile(r"\w[\w-]*")
# What follows tells how, why or by which rule, no longer what.
_PURPOSE = re.compile(
    r",?\s+\b(?:agar|untuk|guna|sesuai|sebagai|berdasarkan|dalam rangka|supaya|menurut|"
    r"sehingga)\b.*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_CONJUNCTION = re.compile(r"\s*,\s*(?:(?:dan|serta|atau)\s+)?|\s+(?:dan|serta)\s+")
MEASURES = frozenset(
    ["persentase", "jumlah", "nilai", "indeks", "rasio", "angka", "skor", "laju"]
)
_LEFT_OFF = MEASURES | {"rata", "tingkat"}
OPENINGS_OF_DEEDS = frozenset(["terlaksananya", "terselenggaranya"])


@lru_cache(maxsize=65_536)
def first_word(text: str) -> str:
    """The first word in small letters, empty if there is none."""
    match = _FIRST.search(text)
    return match[0].casefold() if match is not None else ""


def without_first(text: str) -> str:
    """The text after its first word."""
    match = _FIRST.search(text)
    return text[match.end() :].strip() if match is not None else ""


def is_opening(word: str) -> bool:
    """Is it the opening of an objective: `Meningkatnya`, `Terlaksananya`, `Tersedianya`?"""
    return len(word) > 6 and word.endswith("nya")


@lru_cache(maxsize=100_000)
def matter(objective: str) -> str:
    """What an objective is about: without its opening, its purpose and its brackets."""
    text = _BRACKETS.sub("", objective).strip()
    if is_opening(first_word(text)):
        text = without_first(text)
    return _PURPOSE.sub("", text).strip(" .;,")


@lru_cache(maxsize=100_000)
def measured(indicator: str) -> str:
    """What an indicator measures, in one spelling: without the measure at its front."""
    text = folded(indicator)
    while text:
        first, _, rest = text.partition(" ")
        if first not in _LEFT_OFF:
            break
        text = rest
    return text


def parts(objective: str) -> list[str]:
    """The things that an objective joins: `A, B, dan C` are three."""
    return [part for part in _CONJUNCTION.split(matter(objective)) if part]


def product_named(indicator: str) -> str | None:
    """The product that an indicator counts (`laporan`, `dokumen`), None if it names none."""
    words = measured(indicator).split()
    return words[0] if words and words[0] in word_set("products") else None


def proposed_count(objective: str) -> str:
    """Proposed wording of an indicator that counts what an objective brings about."""
    about = matter(objective)
    if first_word(about) in word_set("products"):
        return f"Jumlah {about}"
    return f"Jumlah laporan {about}"


def proposed_measure(indicator: str) -> str:
    """Proposed wording for an indicator that has no measure."""
    opening = first_word(indicator)
    if is_opening(opening):
        verb = opening[:-3]
        return f"Jumlah {without_first(indicator)} yang {verb}"
    return f"Jumlah {indicator[:1].lower() + indicator[1:]}"


def proposed_opening(objective: str) -> str | None:
    """An objective opened as a condition: `Menyusun X` → `Tersusunnya X`; None if unknown."""
    opening = word_pairs("openings").get(first_word(objective))
    if opening is None:
        return None
    rest = without_first(objective)
    # `Menyusun dan menelaah X`, `Menerima, mencatat X`: two deeds make no one condition.
    if not rest or re.match(r"[,;]|(?:dan|serta|atau)\b", rest) is not None:
        return None
    return f"{like('A', opening)} {rest}"
