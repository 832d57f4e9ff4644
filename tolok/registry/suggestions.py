"""Suggest how an indicator is measured, from its wording. A person accepts or mends it.

Pure text work: no rows are read or written here.
"""

import re
from dataclasses import dataclass, field

from tolok.registry.enums import (
    Accumulation,
    AcrossPeople,
    EvidenceKind,
    Frequency,
    Measure,
    Polarity,
)


RATIO_WORDS = ("persentase", "prosentase", "presentase", "persen", "rasio", "cakupan")
VALUE_WORDS = (
    "nilai",
    "indeks",
    "ikm",
    "skor",
    "rata-rata",
    "angka",
    "laju",
    "tingkat",
)
GRADE_WORDS = ("predikat", "opini")
YEARLY_WORDS = ("akhir tahun", "tahunan")
MONTHLY_WORDS = ("setiap bulan", "tiap bulan")
COUNT_WORD = "jumlah"
LOWER_WORDS = (
    "kemiskinan",
    "penduduk miskin",
    "kematian",
    "pengangguran",
    "putus sekolah",
    "temuan",
    "keluhan",
    "keterlambatan",
    "terlambat",
    "stunting",
    "pelanggaran",
    "kecelakaan",
    "desa tertinggal",
    "kasus",
)
COMPLAINT = "pengaduan"
# Where these stand, what is bad is being reduced or dealt with: more is better.
REMEDIES = (
    "pengentasan",
    "penanganan",
    "penurunan",
    "pengurangan",
    "pencegahan",
    "penyelesaian",
    "tindak lanjut",
    "ditindaklanjuti",
    "selesai",
    "diselesaikan",
    "tertangani",
    "ditangani",
    "terfasilitasi",
    "penanggulangan",
    "laporan",
    "dokumen",
    "berkas",
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
    "pencatatan",
    "bukti",
    "unit",
    "layanan",
    "inovasi",
    "kasus",
    "sarana",
    "pengaduan",
    "keluhan",
    "temuan",
)
UNIT_SYNONYMS = {
    "draft": "dokumen",
    "draf": "dokumen",
    "aparatur": "orang",
    "anggota": "orang",
    "pegawai": "orang",
    "peserta": "orang",
    "kader": "orang",
    "penduduk": "orang",
    "pencatatan": "catatan",
    "bukti": "berkas",
    "sarana": "unit",
    "kelurahan": "kelurahan",
    "bumdesa": "BUM Desa",
}
USUAL_UNITS = ("%", "nilai", "indeks", *UNITS, *UNIT_SYNONYMS.values())
ACTIVITY = re.compile(r"^(ter|di)\w+(nya|kan)\b|^kegiatan\b|^tersedianya\b")
ON_TIME = "tepat waktu"
# How the whole of a ratio is called, by the noun with which its part begins.
WHOLE_OF = (
    ("keterisian aplikasi", "Seluruh isian wajib pada aplikasi"),
    ("peningkatan status desa", "Seluruh desa yang menjadi sasaran peningkatan status"),
    ("pengentasan desa", "Seluruh desa tertinggal pada awal tahun"),
    ("penanganan konflik", "Seluruh konflik yang dilaporkan"),
    ("kerjasama", "Seluruh kerja sama antardesa"),
    ("kerja sama", "Seluruh kerja sama antardesa"),
    ("fasilitasi", "Seluruh permohonan fasilitasi yang masuk"),
    ("bumdesa", "Seluruh BUM Desa"),
    ("bum desa", "Seluruh BUM Desa"),
    ("lembaga usaha", "Seluruh lembaga usaha ekonomi masyarakat"),
    ("lembaga kemasyarakatan", "Seluruh lembaga kemasyarakatan desa"),
    ("pelayanan", "Seluruh pelayanan yang wajib tersedia"),
    ("tata kelola", "Seluruh desa yang dinilai tata kelolanya"),
    ("dokumen", "Seluruh dokumen yang wajib disusun"),
    (
        "perencanaan",
        "Seluruh desa yang wajib merencanakan, mengelola, dan mengevaluasi",
    ),
    ("desa", "Seluruh desa"),
)
_CLAUSE = re.compile(r"\s+(yang|dengan|menurut|sesuai)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Suggestion:
    """A definition as the wording suggests it; the fields are those of the table."""

    measure: Measure
    polarity: Polarity
    accumulation: Accumulation
    across_people: AcrossPeople
    unit_of_measure: str
    decimals: int
    operational_definition: str
    formula: str
    evidence_wanted: str
    numerator_label: str = ""
    denominator_label: str = ""
    frequency: Frequency = Frequency.QUARTER
    needs_due_dates: bool = False
    evidence_kinds: list[str] = field(
        default_factory=lambda: [EvidenceKind.FILE, EvidenceKind.LINK]
    )


def suggest(text: str, *, unit: str | None = None) -> Suggestion:
    """Return the suggestion for an indicator's wording; `unit` where the decree names it.

    "Persentase …" is a ratio of two counts in percent, whose year is the sum of the
    numerators over the sum of the denominators; "Jumlah …" a count that adds up;
    "Nilai …", "Indeks …" a value whose last reading stands for the year. "… Tepat Waktu"
    asks for the due date of each thing that is counted.
    """
    written = " ".join(text.split())
    folded = written.casefold()
    if folded.startswith(RATIO_WORDS) or (unit or "").strip() in {"%", "persen"}:
        return _ratio(written, folded)
    if folded.startswith(GRADE_WORDS):
        return _grade(written)
    if folded.startswith(VALUE_WORDS):
        return _value(written, folded, unit)
    return _count(written, folded, unit)


def _polarity(folded: str) -> Polarity:
    if any(word in folded for word in REMEDIES):
        return Polarity.HIGHER
    bad = (*LOWER_WORDS, COMPLAINT)
    return Polarity.LOWER if any(word in folded for word in bad) else Polarity.HIGHER


def _ratio(text: str, folded: str) -> Suggestion:
    part = re.sub(
        r"^(persentase|prosentase|presentase|persen|rasio|cakupan)\s+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    whole = _whole(part)
    on_time = ON_TIME in folded
    numerator = f"Banyaknya yang terpenuhi: {part}"
    return Suggestion(
        measure=Measure.RATIO,
        polarity=_polarity(folded),
        accumulation=Accumulation.RATIO,
        across_people=AcrossPeople.RATIO,
        unit_of_measure="%",
        decimals=2,
        numerator_label=numerator,
        denominator_label=whole,
        operational_definition=(
            f"Bagian dari {_small(whole)} yang memenuhi: {part}." + _due_note(on_time)
        ),
        formula=f"({part}) ÷ ({_small(whole)}) × 100 %",
        evidence_wanted="Rekap pembilang dan penyebut dengan sumbernya",
        frequency=_frequency(folded),
        needs_due_dates=on_time,
    )


def _whole(part: str) -> str:
    folded = part.casefold()
    for start, whole in WHOLE_OF:
        if folded.startswith(start):
            if start == "keterisian aplikasi":
                return f"{whole} {part[len(start) :].strip()}"
            return whole
    head = _CLAUSE.split(part, maxsplit=1)[0].strip()
    return f"Seluruh {_small(head)}"


def _small(text: str) -> str:
    """Begin with a small letter, unless the word is an abbreviation."""
    first = text.split(" ", 1)[0]
    return text if first.isupper() else text[:1].lower() + text[1:]


def _value(text: str, folded: str, unit: str | None) -> Suggestion:
    default = "indeks" if folded.startswith("indeks") else "nilai"
    return Suggestion(
        measure=Measure.VALUE,
        polarity=_polarity(folded),
        accumulation=Accumulation.LAST,
        across_people=AcrossPeople.AVERAGE,
        unit_of_measure=unit or default,
        decimals=2,
        operational_definition=f"{text} menurut penilaian terakhir dalam tahun berjalan.",
        formula="Nilai hasil penilaian terakhir",
        evidence_wanted="Laporan hasil penilaian",
        frequency=_frequency(folded),
    )


def _grade(text: str) -> Suggestion:
    return Suggestion(
        measure=Measure.VALUE,
        polarity=Polarity.HIGHER,
        accumulation=Accumulation.LAST,
        across_people=AcrossPeople.NOT_ADDED,
        unit_of_measure="nilai",
        decimals=2,
        operational_definition=(
            f"{text} menurut penilaian terakhir. Bila yang dilaporkan predikatnya, pilih "
            "jenis Predikat dan skalanya."
        ),
        formula="Hasil penilaian terakhir",
        evidence_wanted="Surat atau laporan hasil penilaian",
        frequency=Frequency.YEAR,
    )


def _count(text: str, folded: str, unit: str | None) -> Suggestion:
    counted = _counted(text)
    word = unit or _unit(folded)
    on_time = ON_TIME in folded
    activity = not folded.startswith(COUNT_WORD) and bool(ACTIVITY.match(folded))
    return Suggestion(
        measure=Measure.COUNT,
        polarity=_polarity(folded),
        accumulation=Accumulation.SUM,
        across_people=AcrossPeople.SUM,
        unit_of_measure=word,
        decimals=0,
        operational_definition=(
            f"Banyaknya kegiatan yang dilaksanakan dalam satu periode: {counted}."
            if activity
            else f"Banyaknya {_small(counted)} dalam satu periode."
        )
        + _due_note(on_time),
        formula=f"Jumlah {counted if not activity else 'kegiatan: ' + counted}",
        evidence_wanted=(
            "Laporan dan foto kegiatan" if activity else f"Daftar atau salinan {word}"
        ),
        frequency=_frequency(folded),
        needs_due_dates=on_time,
        evidence_kinds=[EvidenceKind.FILE, EvidenceKind.PHOTO]
        if activity
        else [EvidenceKind.FILE, EvidenceKind.LINK],
    )


def _due_note(on_time: bool) -> str:
    """Say what "tepat waktu" asks for: without due dates nobody can tell it."""
    if not on_time:
        return ""
    return (
        " Tepat waktu berarti selesai paling lambat pada tanggal jatuh temponya; daftar "
        "tanggal jatuh tempo disertakan sebagai bukti."
    )


def _frequency(folded: str) -> Frequency:
    """Return how often, where the wording itself says so; else by quarter."""
    if any(word in folded for word in YEARLY_WORDS):
        return Frequency.YEAR
    if any(word in folded for word in MONTHLY_WORDS):
        return Frequency.MONTH
    return Frequency.QUARTER


def _counted(text: str) -> str:
    words = text.split()
    if words and words[0].casefold() == COUNT_WORD:
        words = words[1:]
    return " ".join(words)


def _unit(folded: str) -> str:
    words = re.findall(r"[a-z]+", folded)
    start = 1 if words and words[0] == COUNT_WORD else 0
    for word in words[start : start + 3]:
        if word in UNIT_SYNONYMS:
            return UNIT_SYNONYMS[word]
        if word in UNITS:
            return word
    return "kegiatan"
