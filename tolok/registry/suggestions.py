"""Suggest how an indicator is measured, from its wording. A person accepts or mends it.

Pure text work: no rows are read or written here.
"""

import re
from dataclasses import dataclass

from tolok.registry.enums import Accumulation, Measure, Polarity


RATIO_WORDS = ("persentase", "prosentase", "rasio")
VALUE_WORDS = ("nilai", "indeks", "ikm", "rata-rata", "angka", "laju", "tingkat")
COUNT_WORD = "jumlah"
LOWER_WORDS = (
    "angka kemiskinan",
    "angka kematian",
    "putus sekolah",
    "temuan",
    "keluhan",
    "pengaduan",
    "keterlambatan",
    "stunting",
)
UNITS = (
    "dokumen",
    "laporan",
    "berkas",
    "kegiatan",
    "desa",
    "lembaga",
    "orang",
    "draft",
    "rekap",
    "paket",
    "surat",
    "kelompok",
    "keluarga",
)
UNIT_SYNONYMS = {"draft": "dokumen", "aparatur": "orang", "anggota": "orang"}
WHOLE_OF = {
    "keterisian": "seluruh isian wajib",
    "desa": "seluruh desa",
    "kerjasama": "seluruh kerja sama antardesa",
    "lembaga": "seluruh lembaga kemasyarakatan desa",
    "bumdesa": "seluruh BUM Desa",
    "pelayanan": "seluruh pelayanan internal",
    "dokumen": "seluruh dokumen wajib",
}


@dataclass(frozen=True)
class Suggestion:
    """A definition as the wording suggests it; the fields are those of the table."""

    measure: Measure
    polarity: Polarity
    accumulation: Accumulation
    unit_of_measure: str
    decimals: int
    numerator_label: str
    denominator_label: str
    operational_definition: str
    formula: str
    evidence_wanted: str


def suggest(text: str, *, unit: str | None = None) -> Suggestion:
    """Return the suggestion for an indicator's wording; `unit` where the decree names it.

    "Persentase …" is a ratio of two counts in percent, whose year is the sum of the
    numerators over the sum of the denominators; "Jumlah …" a count that adds up;
    "Nilai …", "Indeks …" a value whose last reading stands for the year.
    """
    folded = text.casefold().strip()
    polarity = (
        Polarity.LOWER
        if any(word in folded for word in LOWER_WORDS)
        else Polarity.HIGHER
    )
    if folded.startswith(RATIO_WORDS):
        return _ratio(text, folded, polarity)
    if folded.startswith(VALUE_WORDS):
        return Suggestion(
            measure=Measure.VALUE,
            polarity=polarity,
            accumulation=Accumulation.LAST,
            unit_of_measure=unit or "nilai",
            decimals=2,
            numerator_label="",
            denominator_label="",
            operational_definition=f"{text} menurut penilaian terakhir dalam tahun berjalan.",
            formula="Nilai hasil penilaian terakhir",
            evidence_wanted="Laporan hasil penilaian",
        )
    counted = _counted(text)
    word = unit or _unit(folded)
    return Suggestion(
        measure=Measure.COUNT,
        polarity=polarity,
        accumulation=Accumulation.SUM,
        unit_of_measure=word,
        decimals=0,
        numerator_label="",
        denominator_label="",
        operational_definition=f"Banyaknya {counted} dalam satu periode.",
        formula=f"Jumlah {counted}",
        evidence_wanted=f"Daftar atau salinan {word}",
    )


def _ratio(text: str, folded: str, polarity: Polarity) -> Suggestion:
    part = re.sub(r"^\S+\s+", "", text.strip())
    whole = next(
        (whole for word, whole in WHOLE_OF.items() if word in folded),
        "seluruhnya yang menjadi sasaran",
    )
    return Suggestion(
        measure=Measure.RATIO,
        polarity=polarity,
        accumulation=Accumulation.RATIO,
        unit_of_measure="%",
        decimals=2,
        numerator_label=f"Yang terpenuhi: {part}",
        denominator_label=whole[:1].upper() + whole[1:],
        operational_definition=f"Bagian dari {whole} yang memenuhi: {part}.",
        formula=f"{part} ÷ {whole} × 100 %",
        evidence_wanted="Rekap pembilang dan penyebut",
    )


def _counted(text: str) -> str:
    words = text.strip().split()
    if words and words[0].casefold() == COUNT_WORD:
        words = words[1:]
    return " ".join(words)


def _unit(folded: str) -> str:
    words = re.findall(r"[a-z-]+", folded)
    for word in words[1:4]:
        if word in UNIT_SYNONYMS:
            return UNIT_SYNONYMS[word]
        if word in UNITS:
            return word
    return "kegiatan"
