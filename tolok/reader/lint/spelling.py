"""Spelling: suggested, never applied; a word is doubted only where a likely one is near.

A word is known if it, or its stem, stands among the root words of PySastrawi or in our list
of the domain. What is unknown is told only with a suggestion: names of places and programmes
are unknown too, and few false alarms matter more than finding everything.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import chain
from typing import Any

from rapidfuzz import fuzz, process

from tolok.reader.lint.finding import Fix, Found, Path, listed, quoted, replaced_word
from tolok.reader.lint.grounds import LANGUAGE
from tolok.reader.lint.likeness import root_words, stem, word_pairs, word_set, words_of
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import Gather, Subject, texts_of


_WORD = re.compile(r"(?<![\w./@-])[A-Za-z]{5,}(?![\w@-])")
_DOUBLED = re.compile(r"\b([a-z]{3,})\s+\1\b", re.IGNORECASE)
_PREFIX_APART = re.compile(r"\b([Dd]i)\s+([a-z]{4,}(?:kan|i))\b")
_PLACES_LIKE_VERBS = frozenset(
    ["kabupatenkan", "lokasi", "instansi", "organisasi", "provinsi", "sisi", "negeri"]
)
_FEWEST_LETTERS = 6
_MOST_LENGTH_APART = 2
_NEARER_FOR_ROOTS = 4


Hits = list[tuple[Path, str, tuple[str, ...]]]
InText = Callable[[str], tuple[str, ...]]


def _hits(subject: Subject, in_text: InText, gather: Gather[Hits]) -> Iterator[Any]:
    """The texts of a decree in which something is found: path, text, what is found."""
    for path, text in subject.head_texts:
        found = in_text(text)
        if found:
            yield path, text, found
    for p, hits in enumerate(subject.gathered(gather)):
        for path, text, found in hits:
            yield ("positions", p, *path), text, found


def _gather(in_text: InText) -> Gather[Hits]:
    """What gathers the texts of a position in which something is found."""

    def gather(position: dict[str, Any]) -> Hits:
        return [
            (path[2:], text, found)
            for path, text in texts_of(0, position)
            if (found := in_text(text))
        ]

    return gather


def _fixes(
    hits: list[tuple[Path, str]], mend: Callable[[str], str]
) -> Callable[[], tuple[Fix, ...]]:
    """What makes the replacements: each text as `mend` writes it."""
    return lambda: tuple(Fix(path, text, mend(text)) for path, text in hits)


def _as_written(text: str, word: str) -> str:
    match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    return match[0] if match is not None else word


def _times(hits: list[tuple[Path, str]]) -> str:
    return f"di {len(hits)} tempat" if len(hits) > 1 else "di satu tempat"


@rule(
    "word-nonstandard",
    title="Ejaan tidak baku",
    severity="notice",
    summary="Kata ditulis dengan ejaan yang tidak baku, misalnya Prosentase atau obyek.",
    grounds=(LANGUAGE,),
)
def words_nonstandard(subject: Subject) -> Iterator[Found]:
    """Spellings that are not the standard one, each told once with all its places."""
    pairs = word_pairs("nonstandard")
    places: dict[str, list[tuple[Path, str]]] = defaultdict(list)
    standard: Counter[str] = Counter()
    for path, text, words in _hits(subject, _listed_words, _GATHER_LISTED):
        for word in words:
            if word in pairs:
                places[word].append((path, text))
            else:
                standard[word] += 1
    for wrong, right in pairs.items():
        hits = places.get(wrong)
        if not hits:
            continue
        also = standard[right]
        right = "LKjIP" if right == "lkjip" else right
        shown = _as_written(hits[0][1], wrong)
        mixed = f", padahal di {also} tempat ditulis “{right}”" if also else ""
        yield Found(
            f"“{shown}” {_times(hits)}{mixed}. Ejaan bakunya “{right}”; dua ejaan membuat "
            "pencarian dan perbandingan antartahun meleset.",
            hits[0][0][:-1],
            suggestion=f"Tulis “{right}”.",
            fixes=_fixes(hits, partial(replaced_word, old=wrong, new=right)),
        )


@lru_cache(maxsize=100_000)
def _listed_words(text: str) -> tuple[str, ...]:
    """The words of the list, standard or not, that a text holds, each once."""
    if _first_words().isdisjoint(words_of(text)):
        return ()
    return tuple(set(_either().findall(text.casefold())))


@cache
def _first_words() -> frozenset[str]:
    """The words with which those of the list begin."""
    pairs = word_pairs("nonstandard")
    return frozenset(
        words[0] for whole in (*pairs, *pairs.values()) if (words := words_of(whole))
    )


@cache
def _either() -> re.Pattern[str]:
    """All words of the list, standard or not, as whole words."""
    pairs = word_pairs("nonstandard")
    words = sorted({*pairs, *pairs.values()}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


@rule(
    "word-misspelt",
    title="Mungkin salah ketik",
    severity="warning",
    summary="Kata tidak ada dalam daftar kata dan sangat mirip dengan kata lain.",
    grounds=(LANGUAGE,),
)
def words_misspelt(subject: Subject) -> Iterator[Found]:
    """Unknown words that are nearly a known one, each told once with all its places."""
    own = subject.gathered(_words_of)
    seen = frozenset().union(
        *own, *(_ordinary_words(text) for _, text in subject.head_texts)
    )
    nonstandard = word_pairs("nonstandard")
    names = _names(subject)
    known = {word for word in seen if is_known(word)}
    # `tersediannya` can be built, but beside `tersedianya` it is a slip.
    known -= {
        word for word in known if word.endswith("nnya") and f"{word[:-4]}nya" in known
    }
    doubtful = {
        word
        for word in seen - known
        if len(word) >= _FEWEST_LETTERS
        and word not in nonstandard
        and word not in names
        # `epidemiolog` is who works in `epidemiologi`.
        and not word.endswith("log")
    }
    texts = [
        subject.head_texts,
        *(
            texts_of(p, subject.positions[p])
            for p, words in enumerate(own)
            if not doubtful.isdisjoint(words)
        ),
    ]
    places: dict[str, list[tuple[Path, str]]] = defaultdict(list)
    for path, text in chain.from_iterable(texts):
        for word in dict.fromkeys(_ordinary_words(text)):
            if word in doubtful:
                places[word].append((path, text))
    limit = subject.thresholds["misspelt_from"]
    ours = _by_letter(known) if places else {}
    for word, hits in places.items():
        likely = _likely(word, ours, limit)
        if likely is not None:
            yield Found(
                f"“{_as_written(hits[0][1], word)}” {_times(hits)} tidak ada dalam daftar kata; mungkin yang "
                f"dimaksud “{likely}”. Salah ketik dalam keputusan terbawa ke semua "
                "dokumen sesudahnya.",
                hits[0][0][:-1],
                suggestion=f"Bila salah ketik, tulis “{likely}”.",
                fixes=_fixes(hits, partial(replaced_word, old=word, new=likely)),
            )


def _words_of(position: dict[str, Any]) -> frozenset[str]:
    """All ordinary words of a position."""
    return frozenset().union(
        *(_ordinary_words(text) for _, text in texts_of(0, position))
    )


@lru_cache(maxsize=100_000)
def _ordinary_words(text: str) -> tuple[str, ...]:
    """The words that are no abbreviations, in small letters."""
    return tuple(word.casefold() for word in _WORD.findall(text) if word[1:].islower())


@lru_cache(maxsize=100_000)
def is_known(word: str) -> bool:
    """Is this word, or the root under its prefixes and suffixes, in the word lists?"""
    roots, ours = root_words(), word_set("domain")
    if word in roots or word in ours:
        return True
    for ending in ("nya", "kan", "an", "i"):
        if word.endswith(ending) and word[: -len(ending)] in ours:
            return True
    root = stem(word)
    return root != word and (root in roots or root in ours) and _is_built(word, root)


def _is_built(word: str, root: str) -> bool:
    """Is what stands around the root made of prefixes and suffixes as they are written?"""
    # The first letter of a root may melt into its prefix: susun, menyusun.
    core = root if root in word else root[1:]
    at = word.rfind(core)
    if at < 0 or len(core) < 2:
        return False
    before, after = word[:at], word[at + len(core) :]
    return _BEFORE.fullmatch(before) is not None and _AFTER.fullmatch(after) is not None


_BEFORE = re.compile(
    r"(?:di|ke|se|te|be|me|pe|per|ber|ter|mem|men|meng|meny|pem|pen|peng|peny|pel|bel|"
    r"penge|menge|tak|tidak|antar|pra|non|multi){0,4}"
)
_AFTER = re.compile(r"(?:an|kan|i|isasi|asi|si|is|wan|man)?(?:ku|mu|nya|lah|kah|pun)?")


def _by_letter(words: Iterable[str]) -> dict[str, list[str]]:
    """The words long enough to be meant, in order, by their first letter."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= _FEWEST_LETTERS - 1:
            by_letter[word[0]].append(word)
    return by_letter


@cache
def _roots_by_letter() -> dict[str, list[str]]:
    return _by_letter(root_words())


@cache
def _domain_by_letter() -> dict[str, list[str]]:
    return _by_letter(word_set("domain"))


def _names(subject: Subject) -> set[str]:
    """Words of names, which no word list holds."""
    head = subject.head
    signatory = head["signatory"] or {}
    said = " ".join(
        filter(None, (head["region"], head["place"], signatory.get("name")))
    )
    return set(re.findall(r"[a-z]+", said.casefold()))


def _likely(word: str, known: dict[str, list[str]], limit: float) -> str | None:
    """The word most likely meant: of this decree first, then of our list, then a root.

    The root words hold many that no office writes, so they have to be nearer.
    """
    for pool, cutoff in (
        (known.get(word[0], []), limit),
        (_domain_by_letter().get(word[0], []), limit),
        (_roots_by_letter().get(word[0], []), limit + _NEARER_FOR_ROOTS),
    ):
        near = [
            other for other in pool if abs(len(other) - len(word)) <= _MOST_LENGTH_APART
        ]
        found = process.extractOne(
            word, near, scorer=fuzz.ratio, score_cutoff=min(cutoff, 100)
        )
        if found is not None:
            return str(found[0])
    return None


@rule(
    "word-doubled",
    title="Kata berulang",
    severity="notice",
    summary="Kata yang sama ditulis dua kali berurutan tanpa tanda hubung.",
    grounds=(LANGUAGE,),
)
def words_doubled(subject: Subject) -> Iterator[Found]:
    """The same word twice in a row: a repetition without its hyphen, or a slip."""
    hits: dict[str, list[tuple[Path, str]]] = defaultdict(list)
    for path, text, words in _hits(subject, _doubled, _GATHER_DOUBLED):
        for word in words:
            hits[word].append((path, text))
    for word, places in hits.items():
        pattern = re.compile(rf"\b({re.escape(word)})\s+({re.escape(word)})\b", re.I)
        yield Found(
            f"“{word} {word}” {_times(places)}: kata ini berulang tanpa tanda hubung. "
            "Mungkin bentuk jamak, mungkin salah ketik.",
            places[0][0][:-1],
            suggestion=f"Tulis “{word}-{word}” atau cukup “{word}”.",
            fixes=_fixes(places, partial(pattern.sub, r"\1-\2")),
        )


@lru_cache(maxsize=100_000)
def _doubled(text: str) -> tuple[str, ...]:
    """The words that stand twice in a row."""
    return tuple(match[1].casefold() for match in _DOUBLED.finditer(text))


@rule(
    "prefix-apart",
    title="Awalan di- terpisah dari kata kerjanya",
    severity="warning",
    summary="Awalan di- ditulis terpisah seperti kata depan, misalnya “di tingkatkan”.",
    grounds=(LANGUAGE,),
)
def prefix_apart(subject: Subject) -> Iterator[Found]:
    """`di tingkatkan` for `ditingkatkan`, each told once with all its places."""
    hits: dict[str, list[tuple[Path, str]]] = defaultdict(list)
    for path, text, verbs in _hits(subject, _verbs_apart, _GATHER_APART):
        for verb in verbs:
            hits[verb].append((path, text))
    for verb, places in hits.items():
        shown = listed([quoted(text, 60) for _, text in places], 2)
        yield Found(
            f"“di {verb}” {_times(places)} ditulis terpisah ({shown}), padahal di- di sini "
            "awalan kata kerja.",
            places[0][0][:-1],
            suggestion=f"Tulis “di{verb}”.",
            fixes=_fixes(
                places,
                partial(re.compile(rf"\b([Dd]i)\s+{verb}\b").sub, rf"\1{verb}"),
            ),
        )


@lru_cache(maxsize=100_000)
def _verbs_apart(text: str) -> tuple[str, ...]:
    """The verbs that stand apart from their prefix di-."""
    return tuple(
        verb
        for match in _PREFIX_APART.finditer(text)
        if stem(verb := match[2]) != verb
        and verb not in root_words()
        and verb not in _PLACES_LIKE_VERBS
    )


_GATHER_LISTED = _gather(_listed_words)
_GATHER_DOUBLED = _gather(_doubled)
_GATHER_APART = _gather(_verbs_apart)
