"""Kinds: what sort of measure an indicator is, and where two of them were fused in one cell."""

import re


_PERCENT_UNITS = frozenset({"%", "persen", "persentase", "prosentase", "percent"})
_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "percentage",
        frozenset(
            {"persentase", "prosentase", "presentase", "persen", "proporsi", "cakupan"}
        ),
    ),
    ("count", frozenset({"jumlah", "banyaknya", "jml", "total"})),
    ("index", frozenset({"indeks", "indek", "index", "ikm"})),
    (
        "value",
        frozenset(
            [
                "nilai",
                "rata-rata",
                "rerata",
                "rata",
                "angka",
                "laju",
                "skor",
                "rasio",
                "tingkat",
                "predikat",
                "opini",
                "peringkat",
                "prevalensi",
            ]
        ),
    ),
)
_FIRST_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)?")

# A measure word inside a cell may begin the next indicator. The strong ones seldom stand
# inside an indicator; the weak ones do (`Jumlah Dokumen Indeks Kepuasan …`).
_STRONG = r"Persentase|Prosentase|Presentase|Jumlah"
_WEAK = r"Nilai|Indeks|Tingkat|Rata-rata|Rata-Rata|IKM|Angka|Laju|Rasio|Cakupan"
_NEXT = re.compile(rf"(?<=\s)(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?=\s)")
# After these a phrase is not complete: what follows belongs to it.
_OPEN_WORDS = frozenset(
    [
        "dan",
        "atau",
        "serta",
        "dengan",
        "terhadap",
        "pada",
        "di",
        "ke",
        "dari",
        "untuk",
        "yang",
        "oleh",
        "dalam",
        "atas",
        "antara",
        "per",
        "bagi",
        "sebagai",
        "berdasarkan",
        "menurut",
        "melalui",
        "tentang",
        "sesuai",
        "terkait",
        "berupa",
        "adalah",
        "tanpa",
        "peningkatan",
        "penurunan",
        "kenaikan",
        "pertumbuhan",
        "perubahan",
        "pencapaian",
        "capaian",
        "realisasi",
        "pengukuran",
        "perhitungan",
        "penghitungan",
        "penilaian",
        "survei",
        "survey",
        "hasil",
        "target",
        "data",
        "dokumen",
        "laporan",
        "rekap",
        "rekapitulasi",
        "berkas",
        "rata-rata",
        "nilai",
        "jumlah",
        "persentase",
        "prosentase",
        "indeks",
        "tingkat",
        "angka",
        "rasio",
        "skor",
        "predikat",
        "memiliki",
        "mencapai",
        "mendapat",
        "memperoleh",
        "bernilai",
        "meningkatnya",
        "menurunnya",
        "tercapainya",
        "terwujudnya",
        "selisih",
        "perbandingan",
        "total",
    ]
)
# `Tingkat Kabupaten` is a level, `Angka Kredit` a name, `Nilai di atas` a condition.
_LEVELS = frozenset(
    [
        "kabupaten",
        "provinsi",
        "propinsi",
        "nasional",
        "kecamatan",
        "kelurahan",
        "desa",
        "kota",
        "internasional",
        "regional",
        "pusat",
        "daerah",
    ]
)
_CONDITIONS = frozenset(
    ["di", "dari", "yang", "dan", "atau", "untuk", "lebih", "kurang", "kredit"]
)
# A longer cell is no list of indicators but a text that lost its table.
_LONGEST_CELL = 4_000
_WORDS_BEFORE_STRONG = 2
_WORDS_BEFORE_WEAK = 4


def kind_of(text: str, unit: str | None) -> str:
    """Tell the kind: `percentage`, `count`, `value`, `index`, or `other` (not a measure).

    A percent unit makes any indicator a percentage (`Angka putus sekolah`, `%`).
    """
    if unit is not None and unit.strip(" .").casefold() in _PERCENT_UNITS:
        return "percentage"
    match = _FIRST_WORD.search(text)
    word = match[0].casefold() if match is not None else ""
    return next((kind for kind, words in _KINDS if word in words), "other")


def split_fused(text: str) -> list[str]:
    """Part indicators fused in one cell, each after a completed phrase.

    `Persentase A yang Baik Persentase B` becomes two; `Persentase Peningkatan Jumlah A`
    stays one.
    """
    if len(text) > _LONGEST_CELL:
        return [text]
    parts: list[str] = []
    start = 0
    for match in _NEXT.finditer(text):
        before = text[start : match.start()].strip()
        rest = text[match.end() :].split()
        if not rest or rest[0].casefold() in _CONDITIONS:
            continue
        if match["weak"] == "Tingkat" and rest[0].casefold() in _LEVELS:
            continue
        if _is_complete(before, weak=match["weak"] is not None):
            parts.append(before)
            start = match.start()
    parts.append(text[start:].strip())
    return parts


def _is_complete(phrase: str, *, weak: bool) -> bool:
    """Is the phrase an indicator that could end here?"""
    if kind_of(phrase, None) == "other" or phrase.endswith((",", "/", "(", "-", ":")):
        return False
    if phrase.count("(") != phrase.count(")"):
        return False
    words = phrase.split()
    last = words[-1].strip(").;").casefold()
    if last in _OPEN_WORDS:
        return False
    if phrase.endswith((";", ".")):
        return True
    if not weak:
        return len(words) > _WORDS_BEFORE_STRONG or _ends_in_a_name(words)
    if (
        kind_of(phrase, None) in ("value", "index")
        and len(words) > _WORDS_BEFORE_STRONG
    ):
        return True
    return (
        len(words) >= _WORDS_BEFORE_WEAK
        or _ends_in_a_name(words)
        or (len(words) > _WORDS_BEFORE_STRONG and words[-1].islower())
    )


def _ends_in_a_name(words: list[str]) -> bool:
    """`Nilai SAKIP`: two words are enough when the second is a proper abbreviation."""
    return len(words) > 1 and words[-1].isupper() and len(words[-1]) > 1
