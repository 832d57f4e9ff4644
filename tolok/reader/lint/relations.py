"""Relations: does an indicator speak of its objective, of all of it, and of no other?"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any
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


def _said_in(position: dict[str, Any]) -> list[frozenset[str]]:
    """What each row of a position speaks of: its indicator and its objective together."""
    return [
        topics(indicator["text"]) | topics(objective["text"])
        for objective in position["objectives"]
        for indicator in objective["indicators"]
    ]


def _aims_in(position: dict[str, Any]) -> list[frozenset[str]]:
    """What the objective of each row of a position speaks of."""
    return [
        topics(objective["text"])
        for objective in position["objectives"]
        for _ in objective["indicators"]
    ]


@cache
def _meanings() -> tuple[tuple[str, str, str], ...]:
    """Each term with its first word and what it means."""
    return tuple(
        (term, term.split()[0], meaning)
        for term, meaning in word_pairs("meanings").items()
    )


class Weights:
    """How much a word tells in this decree: one that stands in every row tells little."""

    def __init__(self, subject: Subject, before: "Weights | None" = None) -> None:
        said = list(chain.from_iterable(subject.gathered(_said_in)))
        self._counts = Counter(chain.from_iterable(said))
        self._total = max(1, len(said))
        self._shared: dict[tuple[str, str], float] = {}
        self._weights = {
            word: (0.15 + math.log((1 + self._total) / (1 + count))) ** 2
            for word, count in self._counts.items()
        }
        if before is not None and before._total == self._total:
            self._take_over(subject, before)

    def _take_over(self, subject: Subject, before: "Weights") -> None:
        """Keep what was worked out of rows none of whose words weighs otherwise now."""
        otherwise = {word for word, _ in self._counts.items() ^ before._counts.items()}
        said = chain.from_iterable(subject.gathered(_said_in))
        for row, words in zip(subject.rows, said, strict=True):
            share = before._shared.get((row.text, row.aim))
            if share is not None and otherwise.isdisjoint(words):
                self._shared[row.text, row.aim] = share

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


def weights(subject: Subject) -> Weights:
    """The weights of this decree's words, counted once."""
    if subject not in _WEIGHTS:
        before = subject.earlier
        _WEIGHTS[subject] = Weights(
            subject, _WEIGHTS.get(before) if before is not None else None
        )
    return _WEIGHTS[subject]


def unrelated(subject: Subject) -> list[Related]:
    """The rows whose indicator hardly speaks of its objective, found once for a subject."""
    if subject not in _RELATED:
        _RELATED[subject] = list(_find_unrelated(subject))
    return _RELATED[subject]


def _find_unrelated(subject: Subject) -> Iterator[Related]:
    weigh = weights(subject)
    rows = list(_unlike_rows(subject, weigh))
    sources = _fitting_rows(subject, {measured(row.text) for row in rows}, weigh)
    found = [(row, _source_of(row, sources[measured(row.text)])) for row in rows]
    speaking = _Speaking(subject, [row for row, source in found if source is None])
    for row, source in found:
        yield Related(
            row,
            weigh.shared(row.text, row.aim),
            source,
            None if source else _evidence(row, speaking, weigh),
        )


def _unlike_rows(subject: Subject, weigh: Weights) -> Iterator[Row]:
    """The rows whose indicator shares less with its objective than the pack wants."""
    limit = subject.thresholds["unrelated_below"]
    for row in subject.rows:
        if row.indicator["kind"] == "other":
            continue
        ours, theirs = topics(row.text), topics(row.aim)
        if len(ours) < _FEWEST_WORDS or len(theirs) < _FEWEST_WORDS:
            continue
        if weigh.shared(row.text, row.aim) >= limit:
            continue
        # At the top an outcome stands for an objective without repeating its words.
        if row.position["class"] != "jpt" or not ours & theirs:
            yield row


def _fitting_rows(
    subject: Subject, wanted: set[str], weigh: Weights
) -> dict[str, list[Row]]:
    """The rows that measure one of these things and fit their own objective."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in subject.rows:
        what = measured(row.text)
        if what in wanted and weigh.shared(row.text, row.aim) >= _FITTING:
            found[what].append(row)
    return found


def _source_of(row: Row, fitting: list[Row]) -> Row | None:
    """The row that this one seems copied from: of its own position rather than another."""
    others = [other for other in fitting if other.path != row.path]
    own = (other for other in others if other.position["id"] == row.position["id"])
    return next(own, others[0] if others else None)


class _Speaking:
    """The rows by what their objective speaks of, as far as some other rows ask for it."""

    def __init__(self, subject: Subject, asking: list[Row]) -> None:
        self._counts: Counter[str] = Counter()
        self._rows: dict[str, list[tuple[Row, frozenset[str]]]] = defaultdict(list)
        if not asking:
            return
        said = list(chain.from_iterable(subject.gathered(_aims_in)))
        self._counts.update(chain.from_iterable(said))
        wanted = {self.rarest_of(topics(row.text)) for row in asking}
        for row, theirs in zip(subject.rows, said, strict=True):
            for word in wanted & theirs:
                if len(self._rows[word]) < _MOST_COMPARED:
                    self._rows[word].append((row, theirs))

    def rarest_of(self, words: frozenset[str]) -> str:
        """The word that the fewest objectives hold, empty if none holds any."""
        held = [(self._counts[word], word) for word in words if word in self._counts]
        return min(held)[1] if held else ""

    def rows(self, words: frozenset[str]) -> list[tuple[Row, frozenset[str]]]:
        """The rows whose objective holds the rarest of these words, with its words."""
        return self._rows.get(self.rarest_of(words), [])


def _evidence(row: Row, speaking: _Speaking, weigh: Weights) -> str | None:
    """What beside unlikeness says that an indicator misses its objective; None if nothing.

    Good indicators often use other words than their objective (`rata-rata lama sekolah` for
    `akses pendidikan`), so unlikeness alone is no fault yet.
    """
    product = product_named(row.text)
    ours = topics(row.text)
    if (
        row.indicator["kind"] == "count"
        and product in _PAPERS
        and not ours & topics(row.aim)
    ):
        return f"hanya menghitung {product} tentang hal lain"
    if row.position["class"] in OUTCOME_CLASSES and _PROCESS.search(folded(row.text)):
        return "hanya menghitung yang difasilitasi"
    family = {row.position["id"], row.position["superior"]}
    whole = weigh.of(ours)
    much = _MUCH * whole
    # Without one of these no objective can hold so much of it.
    needed = {word for word in ours if weigh.of_word(word) > (1.001 - _MUCH) * whole}
    for other, theirs in speaking.rows(ours):
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
    unmeasured = (
        (p, *one)
        for p, found in enumerate(subject.gathered(_partly_measured))
        for one in found
    )
    for p, o, aim, count, missing in unmeasured:
        path = ("positions", p, "objectives", o)
        if path in doubtful:
            continue
        yield Found(
            f"Sasaran {quoted(aim)} juga menyebut {listed([f'“{p}”' for p in missing])}, "
            f"tetapi {'indikatornya' if count == 1 else 'semua indikatornya'} tidak "
            "mengukurnya. Sasaran dapat dinilai tercapai padahal sebagian belum.",
            path,
            suggestion="Tambahkan indikator untuk bagian itu, atau keluarkan dari sasaran.",
        )


def _partly_measured(
    position: dict[str, Any],
) -> list[tuple[int, str, int, tuple[str, ...]]]:
    """The objectives of a position of which a part is not measured.

    Each with its place, its words, how many indicators it has, and the parts.
    """
    found = []
    for o, objective in enumerate(position["objectives"]):
        texts = tuple(indicator["text"] for indicator in objective["indicators"])
        missing = _unmeasured_parts(objective["text"], texts) if texts else ()
        if missing:
            found.append((o, objective["text"], len(texts), missing))
    return found


def _unmeasured_parts(aim: str, indicators: tuple[str, ...]) -> tuple[str, ...]:
    """The joined parts that nothing measures, where another part is measured."""
    named = parts(aim)
    if len(named) < 2:
        return ()
    covered: frozenset[str] = frozenset()
    for text in indicators:
        covered |= topics(text)
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
    return tuple(missing) if measured_ones else ()


def _deed(part: str) -> frozenset[str]:
    """The stem of the deed that a part opens with (`Pengangkatan …`), empty if none."""
    word = part.split()[0]
    return topics(word) if _NOUN_OF_DEED.fullmatch(word) is not None else frozenset()


def _alike_some(words: frozenset[str], others: frozenset[str]) -> bool:
    """Is one of the words nearly one of the others (a misspelling, a foreign form)?"""
    return any(fuzz.ratio(one, other) >= 80 for one in words for other in others)
