"""Placeholders: the words in double braces that a template holds, and what each becomes.

A template has no logic: a placeholder is one of these names or it is a mistake. `{{bila X}}`
lets its paragraph stand only where X says something.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from tolok.reader.words import write_date
from tolok.reader.write.layout import Letterhead, kind_of, plain, spaced_nip


PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
WHEN = "bila "
# A paragraph whose placeholders all say nothing is left out; but a number is written in later.
STAYS_EMPTY = frozenset({"nomor"})
BLOCKS = ("menimbang", "mengingat", "diktum", "lampiran")
# What each stands for, as the list for the people who change a template says it.
MEANINGS = {
    "pemerintah": "nama pemerintah daerah pada kop",
    "kantor": "nama perangkat daerah pada kop",
    "alamat": "alamat kantor pada kop; setiap baris menjadi paragraf sendiri",
    "jenis": "KEPUTUSAN atau PERATURAN",
    "pejabat": "pejabat yang menetapkan, dengan huruf besar",
    "nomor": "nomor keputusan",
    "tentang": "judul keputusan, dengan huruf besar",
    "menimbang": "semua butir Menimbang",
    "mengingat": "semua butir Mengingat",
    "diktum": "Menetapkan dan semua diktum",
    "tempat": "tempat penetapan",
    "tanggal": "tanggal penetapan",
    "jabatan penanda tangan": "jabatan penanda tangan",
    "nama penanda tangan": "nama penanda tangan",
    "pangkat": "pangkat penanda tangan",
    "nip": "NIP penanda tangan",
    "judul kantor": "perangkat daerah dan daerahnya pada judul lampiran",
    "tahun": "tahun berlakunya",
    "lampiran": "lembar setiap jabatan: tugas, fungsi, dan tabelnya",
}
NEEDED = (
    "pejabat",
    "nomor",
    "tentang",
    "menimbang",
    "mengingat",
    "diktum",
    "tempat",
    "tanggal",
    "jabatan penanda tangan",
    "nama penanda tangan",
    "lampiran",
)


def name_in(inside: str) -> str:
    """Return a placeholder's name from what stands between its braces."""
    return " ".join(inside.replace("_", " ").split()).lower()


def values_of(
    decree: Mapping[str, Any], letterhead: Letterhead
) -> dict[str, list[str]]:
    """Return the lines of every placeholder that is no block; none where it says nothing."""
    head = decree["decree"]
    signatory = head["signatory"] or {}
    years = [str(y) for y in (head["year_from"], head["year_until"]) if y is not None]
    office = " ".join(p for p in (head["organisation"], head["region"]) if p)
    nip = signatory.get("nip")
    said = {
        "pemerintah": letterhead.region.upper(),
        "kantor": letterhead.office.upper(),
        "jenis": kind_of(head),
        "pejabat": (head["issuer"] or "").upper(),
        "nomor": head["number"],
        "tentang": (head["about"] or "").upper(),
        "tempat": head["place"],
        "tanggal": write_date(date.fromisoformat(head["date"])) if head["date"] else "",
        "jabatan penanda tangan": signatory.get("title"),
        "nama penanda tangan": signatory.get("name"),
        "pangkat": signatory.get("rank"),
        "nip": spaced_nip(nip) if nip else "",
        "judul kantor": office.upper(),
        "tahun": "-".join(dict.fromkeys(years)),
    }
    lines = {
        name: [words] if (words := plain(text or "")) else []
        for name, text in said.items()
    }
    address = [words for line in letterhead.address if (words := plain(line))]
    return {**lines, "alamat": address}


def says_something(name: str, decree: Mapping[str, Any]) -> bool:
    """Tell whether a block has anything to say for this decree."""
    head = decree["decree"]
    found = {
        "menimbang": head["considerations"],
        "mengingat": head["legal_bases"],
        "diktum": head["rulings"],
        "lampiran": decree["positions"],
    }
    return bool(found[name])
