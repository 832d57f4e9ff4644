"""Relations: does an indicator speak of its objective, of all of it, and of no other?"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, groupby
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz

from tolok.reader.lint.finding import Fix, Found, listed, quoted
from tolok.reader.lint.grounds import ENOUGH, SMART_RELEVANT
from tolok.reader.lint.likeness import content, folded, word_pairs
from tolok.reader.lint.phrases import (
    matter,
    measured,
    parts,
    product_named,
    proposed_count,
)
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import OUTCOME_CLASSES, Row, Subject


_NOUN_OF_DEED = re.compile(r"(?:pe|per|pem|pen|peng|peny)[a-z]{3,}an", re.IGNORECASE)
_FEWEST_WORDS = 2
_FITTING = 0.5
_MUCH = 0.8
_MOST_COMPARED = 200
_PAPERS = frozenset(["laporan", "dokumen", "berkas", "draf", "naskah"])
_PROCESS = re.compile(r"\b(?:di|ter)fasilitasi\b")


@lru_cache(maxsize=100_000)
def topics(text: str) -> frozenset[str]:
    """The content words of a text, with what its abbreviations and terms stand for."""
    plain = f" {folded(text)} "
    words = plain.split()
    spelt = " ".join(
        meaning
        for term, first, meaning in _meanings()
        if first in words and f" {term} " in plain
    )
    return content(text) | content(spelt) if spelt else content(text)


@cache
def _meanings() -> tuple[tuple[str, str, str], ...]:
    """Each term with its first word and what it means."""
    return tuple(
        (term, term.split()[0], meaning)
        for term, meaning in word_pairs("meanings").items()
    )


class Weights:
    """How much a word tells in this decree: one that stands in every row tells little."""

    def __init__(self, subject: Subject) -> None:
        rows = [topics(row.text) | topics(row.aim) for row in subject.rows]
        counts = Counter(chain.from_iterable(rows))
        total = max(1, len(rows))
        self._shared: dict[tuple[str, str], float] = {}
        self._weights = {
            word: (0.15 + math.log((1 + total) / (1 + count))) ** 2
            for word, count in counts.items()
        }

    def of(self, words: frozenset[str]) -> float:
        """The sum of the weights of these words."""
        weights = self._weights
        return sum([weights.get(word, 1.0) for word in words])

    def of_word(self, word: str) -> float:
        """The weight of one word."""
        return self._weights.get(word, 1.0)

    def shared(self, indicator: str, objective: str) -> float:
        """How much of the shorter text the other one holds, 0 to 1."""
        if (indicator, objective) not in self._shared:
            self._shared[indicator, objective] = self._share(indicator, objective)
        return self._shared[indicator, objective]

    def _share(self, indicator: str, objective: str) -> float:
        ours, theirs = topics(indicator), topics(objective)
        smaller = min(self.of(ours), self.of(theirs))
        return self.of(ours & theirs) / smaller if smaller else 1.0


@dataclass(frozen=True, slots=True)
class Related:
    """A row whose indicator hardly speaks of its objective, and what that seems to mean.

    `source` is the row it seems to be copied from; `evidence` says in words what beside
    unlikeness speaks against it.
    """

    row: Row
    score: float
    source: Row | None
    evidence: str | None


_WEIGHTS: WeakKeyDictionary[Subject, Weights] = WeakKeyDictionary()
_RELATED: WeakKeyDictionary[Subject, list[Related]] = WeakKeyDictionary()


# A row with what its objective speaks of.
_Speaking = tuple[Row, frozenset[str]]


def weights(subject: Subject) -> Weights:
    """The weights of this decree's words, counted once."""
    if subject not in _WEIGHTS:
        _WEIGHTS[subject] = Weights(subject)
    return _WEIGHTS[subject]


def unrelated(subject: Subject) -> list[Related]:
    """The rows whose indicator hardly speaks of its objective, found once for a subject."""
    if subject not in _RELATED:
        _RELATED[subject] = list(_find_unrelated(subject))
    return _RELATED[subject]


def _find_unrelated(subject: Subject) -> Iterator[Related]:
    limit = subject.thresholds["unrelated_below"]
    weigh = weights(subject)
    same: dict[str, list[Row]] = defaultdict(list)
    counts: Counter[str] = Counter()
    speaking: dict[str, list[_Speaking]] = defaultdict(list)
    for row in subject.rows:
        same[measured(row.text)].append(row)
        said = topics(row.aim)
        for word in said:
            if len(speaking[word]) < _MOST_COMPARED:
                speaking[word].append((row, said))
            counts[word] += 1
    for row in subject.rows:
        ours, theirs = topics(row.text), topics(row.aim)
        if row.indicator["kind"] == "other":
            continue
        if min(len(ours), len(theirs)) < _FEWEST_WORDS:
            continue
        score = weigh.shared(row.text, row.aim)
        # At the top an outcome stands for an objective without repeating its words.
        if score >= limit or (row.position["class"] == "jpt" and ours & theirs):
            continue
        fitting = [
            other
            for other in same[measured(row.text)]
            if other.path != row.path
            and weigh.shared(other.text, other.aim) >= _FITTING
        ]
        fitting.sort(key=lambda other: other.position["id"] != row.position["id"])
        source = fitting[0] if fitting else None
        evidence = (
            None if source else _evidence(row, ours & theirs, speaking, counts, weigh)
        )
        yield Related(row, score, source, evidence)


def _evidence(
    row: Row,
    common: frozenset[str],
    speaking: dict[str, list[_Speaking]],
    counts: Counter[str],
    weigh: Weights,
) -> str | None:
    """What beside unlikeness says that an indicator misses its objective; None if nothing.

    Good indicators often use other words than their objective (`rata-rata lama sekolah` for
    `akses pendidikan`), so unlikeness alone is no fault yet.
    """
    product = product_named(row.text)
    if row.indicator["kind"] == "count" and product in _PAPERS and not common:
        return f"hanya menghitung {product} tentang hal lain"
    if row.position["class"] in OUTCOME_CLASSES and _PROCESS.search(folded(row.text)):
        return "hanya menghitung yang difasilitasi"
    ours = topics(row.text)
    words = sorted(ours, key=lambda word: counts[word])
    rarest = next((word for word in words if counts[word]), None)
    family = {row.position["id"], row.position["superior"]}
    whole = weigh.of(ours)
    much = _MUCH * whole
    # Without one of these no objective can hold so much of it.
    needed = {word for word in ours if weigh.of_word(word) > (1.001 - _MUCH) * whole}
    for other, theirs in speaking[rarest] if rarest is not None else ():
        if not needed <= theirs:
            continue
        both = ours & theirs
        if other.position["id"] in family or other.position["superior"] in family:
            continue
        if weigh.of(both) >= much:
            return f"lebih cocok dengan sasaran {quoted(other.aim, 70)}"
    return None


@rule(
    "copied-from-row",
    title="Indikator tampak disalin dari baris lain",
    severity="warning",
    summary="Indikator tidak berbicara tentang sasarannya, tetapi sama dengan indikator "
    "baris lain yang cocok.",
    grounds=(SMART_RELEVANT,),
)
def copied_from_row(subject: Subject) -> Iterator[Found]:
    """An indicator that fits another row and not its own."""
    for related in unrelated(subject):
        row, source = related.row, related.source
        if source is None:
            continue
        proposed = proposed_count(row.aim)
        place = (
            "pada jabatan ini"
            if source.position["id"] == row.position["id"]
            else f"pada jabatan {quoted(source.position['title'], 60)}"
        )
        yield Found(
            f"Indikator {quoted(row.text)} tidak mengukur sasaran {quoted(row.aim)} dan "
            f"tampak disalin dari baris dengan sasaran {quoted(source.aim)} {place}. Dua "
            "sasaran akan dinilai dengan satu angka.",
            row.path,
            suggestion=f"Tulis indikatornya sendiri, misalnya {quoted(proposed, 200)}.",
            fixes=(Fix((*row.path, "text"), row.text, proposed),),
        )


@rule(
    "indicator-unrelated",
    title="Indikator tidak mengukur sasarannya",
    severity="warning",
    summary="Isi indikator hampir tidak menyinggung isi sasarannya.",
    grounds=(SMART_RELEVANT,),
)
def indicator_unrelated(subject: Subject) -> Iterator[Found]:
    """An indicator that misses its objective, told with its score and what speaks for it."""
    for related in unrelated(subject):
        row = related.row
        if related.evidence is None:
            continue
        percent = round(related.score * 100)
        yield Found(
            f"Indikator {quoted(row.text)} hampir tidak menyinggung sasaran "
            f"{quoted(row.aim)} (kesamaan isi {percent} dari 100) dan {related.evidence}. "
            "Tercapainya indikator belum tentu berarti tercapainya sasaran.",
            row.path,
            suggestion="Pilih ukuran yang langsung menunjukkan "
            f"“{_short(row.aim)}”, atau jelaskan hubungannya dalam manual indikator.",
        )


@rule(
    "indicator-far",
    title="Bunyi indikator jauh dari sasarannya",
    severity="notice",
    summary="Indikator dan sasarannya hampir tidak mempunyai kata yang sama; hubungannya "
    "perlu dijelaskan.",
    grounds=(SMART_RELEVANT,),
)
def indicator_far(subject: Subject) -> Iterator[Found]:
    """Indicators in other words than their objective, told once for the whole decree."""
    far = [
        related
        for related in unrelated(subject)
        if related.source is None and related.evidence is None
    ]
    if far:
        shown = listed(
            [
                f"{quoted(one.row.text, 60)} untuk {quoted(one.row.aim, 60)} "
                f"({round(one.score * 100)} dari 100)"
                for one in far
            ],
            3,
        )
        yield Found(
            f"{len(far)} indikator hampir tidak memakai kata yang sama dengan sasarannya: "
            f"{shown}. Hubungannya mungkin benar, tetapi tidak terbaca dari bunyinya.",
            far[0].row.path,
            suggestion="Jelaskan hubungannya dalam manual indikator (alasan pemilihan "
            "indikator).",
        )


def _short(objective: str) -> str:
    words = matter(objective).split()
    return " ".join(words[:10])


@rule(
    "objective-part-unmeasured",
    title="Sebagian sasaran tidak terukur",
    severity="warning",
    summary="Sasaran menggabungkan beberapa hal, tetapi indikatornya hanya mengukur "
    "sebagian.",
    grounds=(ENOUGH, SMART_RELEVANT),
)
def objective_part_unmeasured(subject: Subject) -> Iterator[Found]:
    """An objective that joins things of which no indicator measures one."""
    doubtful = {related.row.objective_path for related in unrelated(subject)}
    for path, group in groupby(subject.rows, key=lambda row: row.objective_path):
        rows = list(group)
        if path in doubtful:
            continue
        missing = _unmeasured_parts(rows)
        if not missing:
            continue
        aim = rows[0].aim
        yield Found(
            f"Sasaran {quoted(aim)} juga menyebut {listed([f'“{p}”' for p in missing])}, "
            f"tetapi {'indikatornya' if len(rows) == 1 else 'semua indikatornya'} tidak "
            "mengukurnya. Sasaran dapat dinilai tercapai padahal sebagian belum.",
            path,
            suggestion="Tambahkan indikator untuk bagian itu, atau keluarkan dari sasaran.",
        )


def _unmeasured_parts(rows: list[Row]) -> list[str]:
    """The joined parts that nothing measures, where another part is measured."""
    named = parts(rows[0].aim)
    if len(named) < 2:
        return []
    covered: frozenset[str] = frozenset()
    for row in rows:
        covered |= topics(row.text)
    own = [topics(part) for part in named]
    shared_by_all = [
        frozenset().union(*(other for k, other in enumerate(own) if k != n))
        for n in range(len(own))
    ]
    deeds_told = any(_deed(part) & covered for part in named)
    missing: list[str] = []
    measured_ones = 0
    for part, words, others in zip(named, own, shared_by_all, strict=True):
        telling = words - others
        if not telling:
            continue
        if telling & covered:
            measured_ones += 1
        # A bare deed (`Pengujian dan …`) counts only where other deeds are told apart.
        elif len(words) == 1 and _deed(part) and not deeds_told:
            continue
        elif not _alike_some(telling, covered):
            missing.append(part)
    return missing if measured_ones else []


def _deed(part: str) -> frozenset[str]:
    """The stem of the deed that a part opens with (`Pengangkatan …`), empty if none."""
    word = part.split()[0]
    return topics(word) if _NOUN_OF_DEED.fullmatch(word) is not None else frozenset()


def _alike_some(words: frozenset[str], others: frozenset[str]) -> bool:
    """Is one of the words nearly one of the others (a misspelling, a foreign form)?"""
    return any(fuzz.ratio(one, other) >= 80 for one in words for other in others)
