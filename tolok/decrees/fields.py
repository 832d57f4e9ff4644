"""Which fields and lists of a decree can be corrected, and what each takes.

A path such as `("positions", 3, "objectives", 0, "text")` has the shape
`positions.*.objectives.*.text`; fields and lists are known by their shape. Pure Python.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tolok.decrees.steps import Path
from tolok.kernel.refusals import Unfit


LONGEST_TEXT = 5_000
UNIT_KINDS = (
    "dinas",
    "badan",
    "kecamatan",
    "kelurahan",
    "inspektorat",
    "sekretariat",
    "bagian",
    "sub_bagian",
    "bidang",
    "seksi",
    "uptd",
    "lainnya",
)
CLASSES = ("jpt", "administrator", "pengawas", "fungsional", "pelaksana")
MEASURE_KINDS = ("percentage", "count", "value", "index", "other")
DECREE_KINDS = ("Keputusan", "Peraturan")
NIP_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how what a person typed becomes its value."""

    read: Callable[[str], Any]
    choices: tuple[str, ...] = ()


def folded(text: str) -> str:
    """Return a text as the reader folds it. Raises Unfit for one that cannot be kept."""
    words = re.sub(r"\s+", " ", text).strip()
    if "\x00" in words:
        raise Unfit("Isian memuat tanda yang tidak dapat disimpan. Tulis ulang.")
    if len(words) > LONGEST_TEXT:
        raise Unfit(
            f"Isian ini {len(words)} huruf, lebih dari batas {LONGEST_TEXT}. Bagi menjadi "
            "beberapa baris, atau pendekkan."
        )
    return words


def _needed(text: str) -> str:
    words = folded(text)
    if not words:
        raise Unfit(
            "Isian ini tidak boleh kosong. Bila barisnya tidak perlu, buang barisnya."
        )
    return words


def _maybe(text: str) -> str | None:
    return folded(text) or None


def _year(text: str) -> int | None:
    words = folded(text)
    if not words:
        return None
    if not re.fullmatch(r"(?:19|20|21)\d\d", words):
        raise Unfit("Tulis tahun dengan empat angka, misalnya 2026.")
    return int(words)


def _day(text: str) -> str | None:
    words = folded(text)
    if not words:
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise Unfit("Tanggal itu tidak ada. Pilih tanggal dari kalender.") from error


def _nip(text: str) -> str | None:
    digits = re.sub(r"\s+", "", text)
    if not digits:
        return None
    if not re.fullmatch(rf"[0-9]{{{NIP_DIGITS}}}", digits):
        raise Unfit(f"NIP terdiri atas {NIP_DIGITS} angka. Periksa angkanya.")
    return digits


def _one_of(choices: tuple[str, ...], *, empty: bool) -> Field:
    def read(text: str) -> str | None:
        if empty and not text:
            return None
        if text not in choices:
            raise Unfit("Pilihan itu tidak dikenal. Pilih salah satu dari daftar.")
        return text

    return Field(read, choices)


NEEDED = Field(_needed)
MAYBE = Field(_maybe)
POSSIBLY_EMPTY = Field(folded)

FIELDS: dict[str, Field] = {
    "decree.kind": _one_of(DECREE_KINDS, empty=True),
    "decree.number": MAYBE,
    "decree.about": MAYBE,
    "decree.issuer": MAYBE,
    "decree.organisation": MAYBE,
    "decree.region": MAYBE,
    "decree.place": MAYBE,
    "decree.date": Field(_day),
    "decree.year_from": Field(_year),
    "decree.year_until": Field(_year),
    "decree.signatory.title": MAYBE,
    "decree.signatory.name": MAYBE,
    "decree.signatory.rank": MAYBE,
    "decree.signatory.nip": Field(_nip),
    "decree.considerations.*.text": NEEDED,
    "decree.considerations.*.label": MAYBE,
    "decree.legal_bases.*.text": NEEDED,
    "decree.legal_bases.*.label": MAYBE,
    "decree.rulings.*.text": POSSIBLY_EMPTY,
    "decree.rulings.*.label": MAYBE,
    "decree.rulings.*.items.*.text": NEEDED,
    "decree.rulings.*.items.*.label": MAYBE,
    "units.*.name": NEEDED,
    "units.*.kind": _one_of(UNIT_KINDS, empty=False),
    "units.*.parent": MAYBE,
    "positions.*.label": MAYBE,
    "positions.*.title": NEEDED,
    "positions.*.unit": MAYBE,
    "positions.*.superior": MAYBE,
    "positions.*.class": _one_of(CLASSES, empty=True),
    "positions.*.duties.*.text": NEEDED,
    "positions.*.duties.*.label": MAYBE,
    "positions.*.functions.*.text": NEEDED,
    "positions.*.functions.*.label": MAYBE,
    "positions.*.objectives.*.text": NEEDED,
    "positions.*.objectives.*.label": MAYBE,
    "positions.*.objectives.*.indicators.*.text": NEEDED,
    "positions.*.objectives.*.indicators.*.kind": _one_of(MEASURE_KINDS, empty=False),
    **{
        f"positions.*.objectives.*.indicators.*.{name}": MAYBE
        for name in (
            "unit",
            "formula",
            "data_source",
            "reason",
            "definition",
            "responsible",
        )
    },
    "positions.*.objectives.*.indicators.*.target.*.text": POSSIBLY_EMPTY,
    "positions.*.objectives.*.indicators.*.target.*.period": MAYBE,
}

# Lists whose rows can be put in, taken out and moved; rows move within one family.
LISTS: dict[str, str] = {
    "decree.considerations": "articles",
    "decree.legal_bases": "articles",
    "decree.rulings": "rulings",
    "decree.rulings.*.items": "articles",
    "units": "units",
    "positions": "positions",
    "positions.*.duties": "items",
    "positions.*.functions": "items",
    "positions.*.objectives": "objectives",
    "positions.*.objectives.*.indicators": "indicators",
    "positions.*.objectives.*.indicators.*.target": "targets",
}
PARTED = frozenset({"articles", "items", "rulings", "objectives", "indicators"})


def shape_of(path: Path) -> str:
    """Return the shape of a path: its indexes as `*`."""
    return ".".join("*" if isinstance(key, int) else key for key in path)


def field_of(path: Path) -> Field | None:
    """Return the field at a path, or None where there is none to correct."""
    return FIELDS.get(shape_of(path))


def family_of(place: Path) -> str | None:
    """Return the family of a list, or None where it is none."""
    return LISTS.get(shape_of(place))


def blank_row(family: str, text: str) -> dict[str, Any]:
    """Return a new row of a family that says only this text."""
    nowhere = {"page": None, "line": None, "table": None, "row": None}
    rows: dict[str, dict[str, Any]] = {
        "items": {"label": None, "text": text},
        "articles": {"label": None, "text": text},
        "rulings": {"label": None, "text": text, "items": []},
        "units": {"id": "", "name": text, "kind": "lainnya", "parent": None},
        "positions": {
            "id": "",
            "label": None,
            "title": text,
            "unit": None,
            "superior": None,
            "class": None,
            "duties": [],
            "functions": [],
            "objectives": [],
            "where": nowhere,
            "inferred": {},
        },
        "objectives": {"label": None, "text": text, "indicators": []},
        "indicators": {
            "text": text,
            "kind": "other",
            "unit": None,
            "target": [],
            "formula": None,
            "data_source": None,
            "reason": None,
            "definition": None,
            "responsible": None,
            "split": False,
            "where": dict(nowhere),
        },
        "targets": {"period": None, "text": text},
    }
    return rows[family]
