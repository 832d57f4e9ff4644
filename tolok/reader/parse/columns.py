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
    "JABATAN": "position",
    "NAMA JABATAN": "position",
    "UNIT JABATAN": "position",
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
    "INDIKATOR": "indicator",
    "IKI": "indicator",
    "IKU": "indicator",
    "NAMA IKU": "indicator",
    "SATUAN": "unit",
    "TARGET": "target",
    "NILAI STANDAR": "target",
    "RUMUS": "formula",
    "KETERANGAN": "formula",
    "PENJELASAN": "definition",
    "DEFINISI": "definition",
    "ALASAN": "reason",
    "PRODUSEN DATA": "data_source",
    "PENYEDIA DATA": "data_source",
    "PENANGGUNG JAWAB": "responsible",
    "UNIT IN CHARGE": "responsible",
    "PEJABAT": "responsible",
    "PELAKSANA": "responsible",
}

# In this order: the first pattern that fits wins.
_PATTERNS: tuple[tuple[str, Field], ...] = (
    (r".*ATASAN YANG DIINTERVENSI", "left_out"),
    (
        r"(KONDISI AWAL|BASELINE|REALISASI|CAPAIAN|BOBOT|PROGRAM|KEGIATAN|ANGGARAN|ASPEK"
        r"|PERSPEKTIF|TIPE|JENIS|FREKUENSI|NILAI TERTIMBANG)\b.*",
        "left_out",
    ),
    (r"TARGET\b.*", "target"),
    (r"(SATUAN|UNIT SATUAN)\b.*", "unit"),
    (r"INDIKATOR\b.*|IKU .*|IKI .*|NAMA INDIKATOR.*", "indicator"),
    (r".*\b(FORMULASI|FORMULA|RUMUS|PERHITUNGAN|PENGHITUNGAN)\b.*", "formula"),
    (r"SUMBER( DATA)?( .*)?", "data_source"),
    (r"ALASAN\b.*", "reason"),
    (r"(DEFINISI|DESKRIPSI)\b.*", "definition"),
    (r"PENANGGUNG ?JAWAB\b.*", "responsible"),
    (
        r"(?:(?:URAIAN|DESKRIPSI|PERNYATAAN) )?SASARAN\b.*|RENCANA (?:HASIL )?(?:KERJA|KINERJA)\b.*"
        r"|URAIAN KINERJA|KINERJA (?:UTAMA|INDIVIDU|PEGAWAI)\b.*|HASIL KERJA\b.*|TUJUAN",
        "objective",
    ),
)
_PERIOD = re.compile(
    r"(?:TAHUN )?(?:19|20)\d\d|(?:TW|TRIWULAN|SEMESTER|SMT|TRIBULAN)[ .-]*(?:[IVX]+|\d)"
    r"|I{1,3}|IV|ANGKA|URAIAN|KUANTITAS|KUALITAS|WAKTU|BIAYA|KUANT(?: OUTPUT)?|KUAL(?: MUTU)?"
)
_LONGEST_HEADING_WORDS = 9
# The words of which the headings above are made.
_HEADING_WORDS = frozenset(
    word for heading in _EXACT for word in heading.split()
) | frozenset(re.findall(r"[A-Z]{3,}", " ".join(pattern for pattern, _ in _PATTERNS)))
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
    columns = [_column(stack) for stack in stacks]
    fields = {column.field for column in columns}
    if "indicator" not in fields or not fields & {
        "objective",
        "position",
        "number",
        "target",
    }:
        return None
    return single_target(_one_of_each(columns))


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
    """A decree with one target column sets one target; its heading's year is no period."""
    targets = [column for column in columns if column.field == "target"]
    if len(targets) != 1:
        return columns
    return [
        Column("target", column.heading) if column.field == "target" else column
        for column in columns
    ]


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
