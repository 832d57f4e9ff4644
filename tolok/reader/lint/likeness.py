"""Likeness: texts brought to one spelling, cut to content words, stemmed and compared.

Stems come from PySastrawi, loaded at the first use; a word is stemmed once in a process.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz
from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from tolok.reader.words import comparable


WORDS = Path(__file__).with_name("words")
_WORD = re.compile(r"[a-z]{2,}")
# Two words that are also written as one, so that both count as the same.
_JOINED = tuple(
    (apart, re.compile(rf"\b{apart}\b"), apart.replace(" ", ""))
    for apart in ("kerja sama", "bum desa", "tanda tangan")
)


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The lines of `words/<name>.txt`, without comments, in small letters."""
    text = (WORDS / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return tuple(line.casefold() for line in lines if line)


@cache
def word_set(name: str) -> frozenset[str]:
    """The same list as a set."""
    return frozenset(word_list(name))


@cache
def word_pairs(name: str) -> dict[str, str]:
    """A list of `wrong = right` lines as a dictionary."""
    pairs = (line.partition("=") for line in word_list(name))
    return {left.strip(): right.strip() for left, _, right in pairs}


_comparable = lru_cache(maxsize=100_000)(comparable)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, as it spells them."""
    return _comparable(text).split()


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """A text in one spelling: obyek and objek, Prosentase and Persentase are the same."""
    plain = _comparable(text)
    for apart, pattern, joined in _JOINED:
        if apart in plain:
            plain = pattern.sub(joined, plain)
    variants, words = word_pairs("variants"), plain.split()
    if variants.keys().isdisjoint(words):
        return plain
    return " ".join([variants.get(word, word) for word in words])


@cache
def _dictionary() -> ArrayDictionary:
    return ArrayDictionary(StemmerFactory().get_words())


@cache
def root_words() -> frozenset[str]:
    """The root words that PySastrawi carries."""
    return frozenset(_dictionary().words)


@cache
def _stemmer() -> Stemmer:
    return Stemmer(_dictionary())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The root of one word in small letters."""
    root: str = _stemmer().stem(word)
    return word_pairs("roots").get(root, root)


@lru_cache(maxsize=100_000)
def content(text: str) -> frozenset[str]:
    """The stems of the words that say what a text is about."""
    idle = word_set("idle")
    stems = {stem(word) for word in _WORD.findall(folded(text)) if word not in idle}
    return frozenset(stems - word_set("idle-stems"))


def shared(indicator: str, objective: str) -> float:
    """The share of the indicator's content words that its objective holds too, 0 to 1."""
    words = content(indicator)
    if not words:
        return 0.0
    return len(words & content(objective)) / len(words)


def alike(one: str, other: str) -> float:
    """How like two texts are, 0 to 100, whatever their spelling and order of words."""
    return float(fuzz.ratio(folded(one), folded(other)))
