"""Columns: which heading means which field.

The dictionary follows the headings met in real decrees; case, spaces and punctuation do not
matter.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tolok.reader.words import fold


Field = Literal[
    "number",
    "position",
    "office",
    "objective",
    "indicator",
    "unit",
    "target",
    "formula",
    "data_source",
    "reason",
    "definition",
    "responsible",
    "left_out",
]

_EXACT: dict[str, Field] = {
    "NO": "number",
    "N0": "number",
    "NOMOR": "number",
    "NO URUT": "number",
    "NOMOR URUT": "number",
    "KODE": "number",
    "KODEFIKASI": "number",
    "NO IKU": "number",
    "NO IKI": "number",
    "NO SASARAN": "number",
    "NOMER": "number",
    "URUT": "number",
    "JABATAN": "position",
    "NAMA JABATAN": "position",
    "UNIT JABATAN": "position",
    "JABATAN UNIT": "position",
    "JABATAN UNIT KERJA": "position",
    "NAMA JABATAN UNIT KERJA": "position",
    "JABATAN PEGAWAI": "position",
    "JABATAN PELAKSANA": "position",
    "JABATAN FUNGSIONAL": "position",
    "NAMA JABATAN FUNGSIONAL": "position",
    "NAMA JABATAN PELAKSANA": "position",
    "PEMANGKU JABATAN": "position",
    "UNIT KERJA": "office",
    "UNIT ORGANISASI": "office",
    "NAMA UNIT ORGANISASI": "office",
    "SASARAN": "objective",
    "SASARAN STRATEGIS": "objective",
    "SASARAN KINERJA": "objective",
    "SASARAN KERJA": "objective",
    "SASARAN KINERJA UTAMA": "objective",
    "SASARAN KINERJA INDIVIDU": "objective",
    "KINERJA": "objective",
    "KINERJA UTAMA": "objective",
    "KINERJA INDIVIDU": "objective",
    "OUTCOME": "objective",
    "RENCANA KINERJA": "objective",
    "RENCANA HASIL KERJA": "objective",
    "HASIL KERJA": "objective",
    "RHK": "objective",
    "EKSPEKTASI KINERJA": "objective",
    "KINERJA YANG DIHARAPKAN": "objective",
    "KINERJA PROGRAM": "objective",
    "KINERJA KEGIATAN": "objective",
    "KINERJA SUB KEGIATAN": "objective",
    "OUTPUT OUTCOME": "objective",
    "INDIKATOR": "indicator",
    "IKI": "indicator",
    "IKU": "indicator",
    "NAMA IKU": "indicator",
    "IK": "indicator",
    "TOLOK UKUR": "indicator",
    "UKURAN KINERJA": "indicator",
    "UKURAN KEBERHASILAN": "indicator",
    "KRITERIA KEBERHASILAN": "left_out",
    "SATUAN": "unit",
    "SAT": "unit",
    "TARGET": "target",
    "NILAI STANDAR": "target",
    "BESARAN TARGET": "target",
    "STANDAR": "target",
    "RUMUS": "formula",
    "KETERANGAN": "formula",
    "KET": "formula",
    "PENJELASAN": "definition",
    "PENGERTIAN": "definition",
    "DEFINISI": "definition",
    "ALASAN": "reason",
    "PRODUSEN DATA": "data_source",
    "PENYEDIA DATA": "data_source",
    "DATA SUMBER": "data_source",
    "DOKUMEN SUMBER": "data_source",
    "PENANGGUNG JAWAB": "responsible",
    "UNIT IN CHARGE": "responsible",
    "PEJABAT": "responsible",
    "PELAKSANA": "responsible",
    "UNIT PELAKSANA": "responsible",
    "PIC": "responsible",
    "PJ": "responsible",
    "P I C": "responsible",
    "PENGAMPU": "responsible",
    "BIDANG PENGAMPU": "responsible",
    "UNIT PENGAMPU": "responsible",
    "NAMA": "left_out",
    "NAMA PEGAWAI": "left_out",
    "NAMA PEJABAT": "left_out",
    "NIP": "left_out",
    "NIP NIK": "left_out",
    "PERAN": "left_out",
    "RINCIAN PERAN RENCANA AKSI": "left_out",
    "RENCANA AKSI": "left_out",
    "TUGAS DAN KEWENANGAN": "left_out",
    "ISU STRATEGIS": "left_out",
    "VARIABEL": "left_out",
    "KATEGORI": "left_out",
    "NILAI": "left_out",
    "LEVEL": "left_out",
    "ESELON": "left_out",
    "POLARISASI": "left_out",
    "UMPAN BALIK": "left_out",
    "ANGKA KREDIT": "left_out",
    "%": "left_out",
    "RP": "left_out",
    "SUB KEGIATAN": "left_out",
    "PARAF": "left_out",
}

# The value from which a target sets out; no target itself, but written as one.
BASELINE = r"(?:TARGET )?(?:KONDISI(?: KINERJA)? AWAL|BASE ?LINE|DATA AWAL|NILAI AWAL|CAPAIAN AWAL)\b.*"

# In this order: the first pattern that fits wins.
_PATTERNS: tuple[tuple[str, Field], ...] = (
    (r".*ATASAN YANG DI ?INTERVENSI|.*\b(ATASAN|PIMPINAN)( LANGSUNG)?", "left_out"),
    (r"(?:(?:NO|NOMOR|KODE) )(?:IK[IU]|INDIKATOR|SASARAN|URUT)\b.*", "number"),
    (BASELINE, "target"),
    (
        r"(?:PROGRAM|KEGIATAN|SUB KEGIATAN)(?: KEGIATAN)?(?: SUB KEGIATAN)? SASARAN",
        "objective",
    ),
    (
        r"(REALISASI|CAPAIAN|BOBOT|PROGRAM|KEGIATAN|SUB KEGIATAN|ANGGARAN|PAGU|ASPEK|PERIODE"
        r"|PERSPEKTIF|TIPE|JENIS|FREKUENSI|NILAI TERTIMBANG|WAKTU PELAKSANAAN|NIP)\b.*",
        "left_out",
    ),
    (r"TARGET\b.*", "target"),
    (r"(SATUAN|UNIT SATUAN)\b.*", "unit"),
    (
        r"(?:(?:URAIAN|NAMA|JUDUL) )?(?:INDIKATOR\b.*|IK[IU]\b.*)|KEY PERFORMANCE INDICATORS?",
        "indicator",
    ),
    (
        r".*\b(FORMULASI|FORMULA|RUMUS|PERHITUNGAN|PENGHITUNGAN)\b.*"
        r"|(?:CARA|METODE|TEKNIK) (?:MENGHITUNG|MENGUKUR|PENGUKURAN)\b.*",
        "formula",
    ),
    (r"SUMBER( DATA)?( .*)?", "data_source"),
    (r"ALASAN\b.*", "reason"),
    (r"(DEFINISI|DESKRIPSI)\b.*|PENJELASAN (DEFINISI|INDIKATOR)\b.*", "definition"),
    (r"(?:(?:UNIT(?: KERJA)?|BIDANG|PEJABAT) )?PENANGGUNG ?JAWAB\b.*", "responsible"),
    (
        r"(?:(?:URAIAN|DESKRIPSI|PERNYATAAN) )?SASARAN\b.*|RENCANA (?:HASIL )?(?:KERJA|KINERJA)\b.*"
        r"|(?:URAIAN )?TU(?:GAS|JUAN)(?: DAN)? SASARAN|RHK\b.*"
        r"|URAIAN KINERJA|KINERJA (?:UTAMA|INDIVIDU|PEGAWAI)\b.*|HASIL KERJA\b.*|TUJUAN",
        "objective",
    ),
)
_PERIOD = re.compile(
    r"(?:(?:TAHUN|THN|TH|TA|T A)(?: ANGGARAN)? )?(?:19|20)\d\d"
    r"|(?:S D )?(?:T ?W|TRW|TRI ?WULAN|SEMESTER|SMT|SEM|TRIBULAN)[ .-]*(?:[IVX]+|\d)|Q[1-4]"
    r"|JANUARI|[FP]EBRUARI|MARET|APRIL|MEI|JUNI|JULI|AGUSTUS|SEPTEMBER|OKTOBER|NO[VP]EMBER|DESEMBER"
    r"|I{1,3}|IV|ANGKA|URAIAN|KUANTITAS|KUALITAS|WAKTU|BIAYA|KUANT(?: OUTPUT)?|KUAL(?: MUTU)?"
)
# The longer headings without their blanks: `PENANGGUN` / `G JAWAB` where a column is narrow.
_OFTEN_CUT: dict[str, Field] = {
    "INDIKATOR KINERJA": "indicator",
    "INDIKATOR KINERJA INDIVIDU": "indicator",
    "INDIKATOR KINERJA UTAMA": "indicator",
    "FORMULASI": "formula",
    "FORMULASI PENGHITUNGAN": "formula",
    "FORMULASI PERHITUNGAN": "formula",
    "FORMULASI PENGUKURAN": "formula",
    "PENJELASAN FORMULASI PERHITUNGAN": "formula",
    "CARA PERHITUNGAN": "formula",
    "SUMBER DATA": "data_source",
    "DEFINISI OPERASIONAL": "definition",
}
_SQUEEZED: dict[str, Field] = {
    heading.replace(" ", ""): name
    for heading, name in (*_EXACT.items(), *_OFTEN_CUT.items())
    if len(heading) > 5
}
_LONGEST_HEADING_WORDS = 9
# The words of which the headings above are made.
_HEADING_WORDS = (
    frozenset(word for heading in _EXACT for word in heading.split())
    | frozenset(
        re.findall(
            r"[A-Z]{3,}",
            " ".join([*(pattern for pattern, _ in _PATTERNS), _PERIOD.pattern]),
        )
    )
    | {
        "TRIWULAN",
        "TW",
        "YANG",
        "DINILAI",
        "DIINTERVENSI",
        "OPERASIONAL",
        "PEMILIHAN",
        "PENANGGUNGJAWAB",
        "CASCADING",
    }
)
_LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its field and, for a target, the period as written."""

    field: Field
    heading: str
    period: str | None = None


def normalise(heading: str) -> str:
    """A heading reduced to capital words: `Sasaran / Kinerja Utama.` → `SASARAN KINERJA UTAMA`."""
    return " ".join(re.findall(r"[^\W_]+|%", heading.upper()))


@lru_cache(maxsize=8192)
def field_of(heading: str) -> Field | None:
    """The field a heading names, or None if it is no heading we know."""
    if len(heading) > _LONGEST_HEADING:
        return None
    words = normalise(heading)
    if words in _EXACT:
        return _EXACT[words]
    squeezed = words.replace(" ", "")
    if squeezed in _SQUEEZED:
        return _SQUEEZED[squeezed]
    if len(words.split()) > _LONGEST_HEADING_WORDS:
        # Instructions for whoever fills the form: `IKI (DIISI SESUAI …)`.
        words = normalise(re.sub(r"\([^()]*\)", " ", heading))
    if not words or len(words.split()) > _LONGEST_HEADING_WORDS:
        return None
    return next(
        (field for pattern, field in _PATTERNS if re.fullmatch(pattern, words)), None
    )


@lru_cache(maxsize=8192)
def is_heading(text: str) -> bool:
    """Is this cell a heading, a period under one included?"""
    if len(text) > _LONGEST_HEADING:
        return False
    words = normalise(text)
    return field_of(text) is not None or _PERIOD.fullmatch(words) is not None


def is_period(text: str) -> bool:
    """Is this cell a period alone: `2027`, `TW I`, `Semester II`?"""
    return _PERIOD.fullmatch(normalise(text)) is not None


def is_of_headings(text: str) -> bool:
    """Is every word of this text one that headings are made of (`Kinerja Utama`)?"""
    words = normalise(text).split()
    return bool(words) and all(
        word in _HEADING_WORDS or _PERIOD.fullmatch(word) for word in words
    )


def is_bare_heading(text: str) -> bool:
    """Is this cell a heading word for word (`TARGET`, `2027`), with nothing added to it?"""
    words = normalise(text)
    return words in _EXACT or _PERIOD.fullmatch(words) is not None


def read_columns(stacks: list[list[str]]) -> list[Column] | None:
    """Name the columns from their headings, top to bottom; None if this is no table of indicators.

    A table of indicators has at least an indicator column and one of objective, position,
    number or target.
    """
    columns = _told_apart([_column(stack) for stack in stacks])
    fields = {column.field for column in columns}
    if "indicator" not in fields or not fields & {
        "objective",
        "position",
        "number",
        "target",
    }:
        return None
    return single_target(_one_of_each(columns))


def _told_apart(columns: list[Column]) -> list[Column]:
    """Mend what a heading means by the columns beside it.

    `Tujuan` and `Indikator Tujuan` stand for the plan above where a `Sasaran` has columns of
    its own; `Pejabat` before the objective names the position, after it who answers.
    """
    fields = [column.field for column in columns]
    has_objective = any(
        column.field == "objective" and "SASARAN" in normalise(column.heading)
        for column in columns
    )
    first = next(
        (i for i, f in enumerate(fields) if f in ("objective", "indicator")), 0
    )
    told: list[Column] = []
    for index, column in enumerate(columns):
        words = normalise(column.heading).split()
        if has_objective and "TUJUAN" in words and "SASARAN" not in words:
            told.append(Column("left_out", column.heading))
        elif words == ["PEJABAT"] and index < first and "position" not in fields:
            told.append(Column("position", column.heading))
        else:
            told.append(column)
    return told


def _column(stack: list[str]) -> Column:
    headings = [fold(heading) for heading in stack if fold(heading)]
    whole = " ".join(dict.fromkeys(headings))
    period = _period(headings)
    for heading in reversed(headings):
        field = field_of(heading)
        if field is not None:
            return Column(field, whole, period if field == "target" else None)
    if period is not None:
        return Column("target", whole, period)
    return Column(field_of(whole) or "left_out", whole)


def _period(headings: list[str]) -> str | None:
    """The period a target column is for, as written."""
    if not headings:
        return None
    last = headings[-1]
    if re.fullmatch(BASELINE, normalise(last)):
        return last
    if len(headings) > 1 and re.fullmatch(BASELINE, normalise(headings[-2])):
        return f"{headings[-2]} {last}"
    if _PERIOD.fullmatch(normalise(last)):
        return last.strip("()")
    match = re.fullmatch(r"TARGET[\s:(-]*(.+?)[\s)]*", last, re.IGNORECASE)
    if match is not None and _PERIOD.fullmatch(normalise(match[1])):
        return match[1]
    return None


def _one_of_each(columns: list[Column]) -> list[Column]:
    """Keep the first column of a field; a second one (save targets) is left out."""
    seen: set[str] = set()
    kept: list[Column] = []
    for column in columns:
        if column.field in seen and column.field not in ("target", "left_out"):
            kept.append(Column("left_out", column.heading))
            continue
        seen.add(column.field)
        kept.append(column)
    return kept


def single_target(columns: list[Column]) -> list[Column]:
    """A decree with one target column sets one target; its heading's year is no period.

    The value from which it sets out (`Kondisi Awal`) stands beside it and keeps its name.
    """
    targets = [
        column
        for column in columns
        if column.field == "target" and not _is_baseline(column.period)
    ]
    if len(targets) != 1:
        return columns
    return [
        Column("target", column.heading) if column in targets else column
        for column in columns
    ]


def _is_baseline(period: str | None) -> bool:
    return period is not None and re.fullmatch(BASELINE, normalise(period)) is not None


# What a card may say of an indicator; a position and its unit open a sheet instead.
_CARD_FIELDS = frozenset(
    [
        "number",
        "objective",
        "indicator",
        "unit",
        "target",
        "formula",
        "data_source",
        "reason",
        "definition",
        "responsible",
        "left_out",
    ]
)


def card_column(heading: str) -> Column | None:
    """The column a card's line stands for (`Target TW I`); None if it names none.

    Cards of one table that spell a heading in two ways still share its column.
    """
    column = _column([re.sub(r"\s+\d{1,2}$", "", heading)])
    known = field_of(heading) is not None or column.period is not None
    if not known or column.field not in _CARD_FIELDS:
        return None
    return Column(column.field, column.field, column.period)
