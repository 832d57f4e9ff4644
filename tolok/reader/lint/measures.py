"""Measures: an indicator has to be one measure of one clear thing."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from tolok.reader.lint.finding import Fix, Found, Path, listed, quoted
from tolok.reader.lint.grounds import (
    CASCADE,
    DEFINITION,
    SMART_MEASURABLE,
    SMART_SPECIFIC,
)
from tolok.reader.lint.likeness import folded, word_list, word_set
from tolok.reader.lint.phrases import (
    MEASURES,
    OPENINGS_OF_DEEDS,
    first_word,
    matter,
    measured,
    product_named,
    proposed_measure,
)
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import Subject


_SECOND_MEASURE = re.compile(
    r"(?:\b(?:dan|serta|atau)|[,/;])\s+(?:persentase|jumlah|indeks|rasio|rata-rata)\b|"
    r"(?<=\w)\s+(?:Persentase|Prosentase|Jumlah)\s+(?=[A-Z])"
)
_JOINT = re.compile(r" (?:dan|serta|atau) ")
# `kategori baik`, `predikat baik`: a scale says what the word means.
_OF_A_SCALE = frozenset(
    [
        "kategori",
        "berkategori",
        "predikat",
        "berpredikat",
        "minimal",
        "klasifikasi",
        "kondisi",
        "status",
        "berstatus",
        "waktu",
        "masa",
    ]
)

# Beside a named thing these only say how it is done.
_WEAK_STOCK = frozenset(
    [
        "sesuai prosedur",
        "sesuai dengan prosedur",
        "ketentuan yang berlaku",
        "peraturan yang berlaku",
    ]
)
# `tertata sesuai klasifikasi`: a standard says what the word means.
_BY_A_STANDARD = (["sesuai"], ["menurut"], ["berdasarkan"], ["pada"])


@rule(
    "not-a-measure",
    title="Indikator belum berupa ukuran",
    severity="warning",
    summary="Indikator menyebut kegiatan atau keadaan, bukan persentase, jumlah, nilai, "
    "atau indeks.",
    grounds=(SMART_MEASURABLE,),
    scope="position",
)
def not_a_measure(subject: Subject) -> Iterator[Found]:
    """An indicator that names an activity or a state instead of measuring."""
    for row in subject.rows:
        if row.indicator["kind"] == "other":
            proposed = proposed_measure(row.text)
            yield Found(
                f"{quoted(row.text)} bukan ukuran: tidak menyebut persentase, jumlah, "
                "nilai, atau indeks. Tanpa ukuran, capaiannya tidak dapat dihitung.",
                row.path,
                suggestion=f"Tentukan ukurannya, misalnya {quoted(proposed, 200)}.",
                fixes=(Fix((*row.path, "text"), row.text, proposed),),
            )


@rule(
    "objective-without-indicator",
    title="Sasaran tanpa indikator",
    severity="warning",
    summary="Sebuah sasaran tidak mempunyai indikator sama sekali.",
    grounds=(SMART_MEASURABLE,),
    scope="position",
)
def objectives_without_indicator(subject: Subject) -> Iterator[Found]:
    """An objective that nothing measures."""
    for _, objective, path in subject.objectives():
        if not objective["indicators"]:
            yield Found(
                f"Sasaran {quoted(objective['text'])} tidak memiliki indikator, sehingga "
                "keberhasilannya tidak dapat diukur.",
                path,
                suggestion="Tambahkan indikatornya atau periksa apakah tabel terbaca utuh.",
            )


@rule(
    "position-without-table",
    title="Jabatan tanpa tabel indikator",
    severity="warning",
    summary="Sebuah jabatan disebut tanpa sasaran dan indikator.",
    grounds=(CASCADE, SMART_SPECIFIC),
    scope="position",
)
def positions_without_table(subject: Subject) -> Iterator[Found]:
    """A position without objectives."""
    for p, position in enumerate(subject.positions):
        if not position["objectives"]:
            yield Found(
                f"Jabatan {quoted(position['title'])} tidak memiliki tabel sasaran dan "
                "indikator.",
                ("positions", p),
                suggestion="Periksa pada dokumen asli apakah tabelnya hilang.",
            )


@rule(
    "indicator-repeats-objective",
    title="Indikator mengulang sasarannya",
    severity="warning",
    summary="Indikator hanya menambahkan kata “Jumlah” di depan kegiatan sasarannya.",
    grounds=(SMART_MEASURABLE, SMART_SPECIFIC),
    scope="position",
)
def indicator_repeats_objective(subject: Subject) -> Iterator[Found]:
    """An indicator that counts the deed of its objective and names no product of it."""
    for row in subject.rows:
        if row.indicator["kind"] != "count" or product_named(row.text) is not None:
            continue
        if first_word(row.aim) not in OPENINGS_OF_DEEDS:
            continue
        said = measured(row.text).removeprefix("kegiatan ").removesuffix(" yang dibuat")
        if len(said.split()) > 1 and folded(matter(row.aim)).startswith(said):
            yield Found(
                f"Indikator {quoted(row.text)} mengulang sasarannya dan hanya menghitung "
                "berapa kali kegiatan dilakukan. Capaiannya selalu penuh begitu kegiatan "
                "berjalan, apa pun hasilnya.",
                row.path,
                suggestion="Sebut produk atau perubahannya, misalnya “Jumlah laporan "
                f"{said}” atau “Persentase … yang selesai tepat waktu”.",
            )


@rule(
    "two-measures",
    title="Dua ukuran dalam satu indikator",
    severity="warning",
    summary="Satu indikator memuat dua ukuran sekaligus.",
    grounds=(SMART_SPECIFIC,),
    scope="position",
)
def two_measures(subject: Subject) -> Iterator[Found]:
    """An indicator that names a second measure."""
    for row in subject.rows:
        if first_word(row.text) not in MEASURES | {"prosentase", "rata-rata"}:
            continue
        if _SECOND_MEASURE.search(row.text):
            yield Found(
                f"Indikator {quoted(row.text)} memuat dua ukuran. Satu target dan satu "
                "realisasi tidak dapat mewakili keduanya.",
                row.path,
                suggestion="Pisahkan menjadi dua indikator, masing-masing dengan targetnya.",
            )


@rule(
    "joined-things",
    title="Indikator menggabungkan dua hal",
    severity="notice",
    summary="Kata dan, serta, atau, atau garis miring menggabungkan hal yang berbeda dalam "
    "satu indikator.",
    grounds=(SMART_SPECIFIC,),
)
def joined_things(subject: Subject) -> Iterator[Found]:
    """Indicators that join things, told once for the whole decree."""
    names = _names_of(frozenset(folded(name) for name in subject.unit_names.values()))
    joined: dict[str, tuple[Path, str]] = {}
    for p, texts in enumerate(subject.gathered(_joining_texts)):
        for o, i, text in texts:
            if names.joins(text):
                path: Path = ("positions", p, "objectives", o, "indicators", i)
                joined.setdefault(folded(text), (path, text))
    rows = list(joined.values())
    if rows:
        shown = listed([quoted(text, 70) for _, text in rows], 3)
        yield Found(
            f"{len(rows) if len(rows) > 1 else 'Satu'} indikator menggabungkan beberapa "
            f"hal dengan dan, serta, atau, atau garis miring: {shown}. Bila hanya satu yang tercapai, capaiannya tidak "
            "dapat ditentukan.",
            rows[0][0],
            suggestion="Pilih satu hal yang paling menentukan, atau tulis dalam definisi "
            "bahwa semuanya dihitung bersama.",
        )


def _joining_texts(position: dict[str, Any]) -> list[tuple[int, int, str]]:
    """The indicators of a position that hold a conjunction or a slash, by their places."""
    return [
        (o, i, indicator["text"])
        for o, objective in enumerate(position["objectives"])
        for i, indicator in enumerate(objective["indicators"])
        if "/" in indicator["text"] or _JOINT.search(f" {folded(indicator['text'])} ")
    ]


@lru_cache(maxsize=8)
def _names_of(units: frozenset[str]) -> "_Names":
    return _Names(units)


class _Names:
    """Set phrases and names of units, each looked up by the word that the fewest of them hold."""

    def __init__(self, units: frozenset[str]) -> None:
        wholes = (*word_list("pairs"), *sorted(units))
        counts = Counter(word for whole in wholes for word in set(whole.split()))
        self._by_word: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for order, whole in enumerate(wholes):
            words = whole.split()
            if words:
                rarest = min(words, key=lambda word: counts[word])
                self._by_word[rarest].append((order, whole))
        self.joins = lru_cache(maxsize=20_000)(self._joins)

    def _joins(self, text: str) -> bool:
        """Does a text that holds a conjunction or a slash join things by it?"""
        plain = self.taken_out_of(f" {folded(text)} ")
        if _JOINT.search(plain):
            return True
        slashed = re.search(r"(\w+)\s?/\s?(\w+)", text)
        return (
            slashed is not None and f" {slashed[1]} {slashed[2]} ".casefold() in plain
        )

    def taken_out_of(self, plain: str) -> str:
        """The text, blanks around its words, without these phrases and names."""
        found = {
            entry for word in plain.split() for entry in self._by_word.get(word, ())
        }
        for _, whole in sorted(found):
            plain = plain.replace(f" {whole} ", " ")
        return plain


@rule(
    "vague-word",
    title="Kata yang belum dirumuskan",
    severity="warning",
    summary="Indikator memakai kata seperti baik, tertib, atau aktif tanpa definisi.",
    grounds=(SMART_SPECIFIC, DEFINITION),
    scope="position",
)
def vague_words(subject: Subject) -> Iterator[Found]:
    """An indicator with a word that everyone reads differently, and no definition of it."""
    vague = word_set("vague")
    for row in subject.rows:
        if any(row.indicator[key] for key in ("definition", "formula", "reason")):
            continue
        words = measured(row.text).split()
        said = [
            word
            for index, word in enumerate(words)
            if index
            and word in vague
            and words[index - 1] not in _OF_A_SCALE
            and not (word == "baik" and words[index - 1] != "dengan")
            and words[index + 1 : index + 2] not in _BY_A_STANDARD
        ]
        if said:
            word = said[-1]
            yield Found(
                f"Indikator {quoted(row.text)} memakai kata “{word}” tanpa definisi. Dua "
                "orang yang menghitungnya akan mendapat angka yang berbeda.",
                row.path,
                suggestion=f"Tulis dalam manual indikator kapan sesuatu disebut “{word}”, "
                "misalnya syarat yang harus terpenuhi semuanya dan dokumen yang "
                "membuktikannya.",
            )


@rule(
    "no-product",
    title="Bunyi uraian jabatan tanpa produk",
    severity="warning",
    summary="Indikator memakai rumusan baku uraian jabatan yang tidak menyebut hasil kerja "
    "tertentu.",
    grounds=(SMART_SPECIFIC, SMART_MEASURABLE),
    scope="position",
)
def no_product(subject: Subject) -> Iterator[Found]:
    """Indicators made of stock phrases, told once for each position."""
    stock = word_list("stock")
    for _, rows in groupby(subject.rows, key=lambda row: row.path[1]):
        hits = [
            (row, phrase)
            for row in rows
            if (phrase := _stock_phrase(row.text, stock)) is not None
        ]
        if not hits:
            continue
        phrases = sorted({f"“{phrase}”" for _, phrase in hits})
        first = hits[0][0]
        shown = (
            f"{len(hits)} indikator jabatan ini, antara lain {quoted(first.text)},"
            if len(hits) > 1
            else f"Indikator {quoted(first.text)}"
        )
        yield Found(
            f"{shown} memakai rumusan baku uraian jabatan ({listed(phrases)}) yang cocok "
            "untuk jabatan apa saja. Tidak jelas hasil kerja apa yang dihitung dan "
            "buktinya.",
            first.path,
            suggestion="Ganti dengan nama produk jabatan ini, misalnya “Jumlah surat masuk "
            "yang dicatat dalam agenda pada hari yang sama”.",
        )


def _stock_phrase(text: str, stock: tuple[str, ...]) -> str | None:
    plain = f" {folded(text)} "
    said = [phrase for phrase in stock if f" {phrase} " in plain]
    if said and said[0] in _WEAK_STOCK and _names_a_thing(text):
        return None
    return said[0] if said else None


def _names_a_thing(text: str) -> bool:
    """`berkas surat yang dicatat` names a thing, `berkas yang dicatat` does not."""
    words = measured(text).split()
    return (
        len(words) > 1
        and words[0] in word_set("products")
        and words[1] != "yang"
        and words[1] != "sesuai"
        and re.match(r"di\w{4,}", words[1]) is None
    )
