"""Examples: for each rule why it matters, and a bad and a good piece of a decree.

They are data (`lessons/*.yaml`), shown by the pages of documentation and of the product
and run by the tests, so that what a page calls bad is found and what it calls good is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tolok.reader.blocks import NOWHERE, Deed
from tolok.reader.lint.finding import Found
from tolok.reader.lint.pack import standard_pack
from tolok.reader.lint.registry import Rule
from tolok.reader.lint.subject import Subject
from tolok.reader.parse import Reading, parse
from tolok.reader.parse.kinds import kind_of
from tolok.reader.sources import read_blocks


LESSONS = Path(__file__).with_name("lessons")
_HEAD = """\
PEMERINTAH KABUPATEN SEKARJATI
DINAS PERHUBUNGAN

KEPUTUSAN KEPALA DINAS PERHUBUNGAN
KABUPATEN SEKARJATI
NOMOR : 551.2/8/KEP/437.1/2027
TENTANG
INDIKATOR KINERJA INDIVIDU DINAS PERHUBUNGAN TAHUN 2027

KEPALA DINAS PERHUBUNGAN KABUPATEN SEKARJATI,

Menimbang : a. bahwa kinerja perlu diukur;
b. bahwa perlu menetapkan Keputusan Kepala Dinas;
Mengingat : 1. Undang-Undang Nomor 22 Tahun 2009;
2. Peraturan Bupati Sekarjati Nomor 7 Tahun 2024;

MEMUTUSKAN :
Menetapkan :
KESATU : Indikator Kinerja Individu sebagaimana tercantum dalam Lampiran.
KEDUA : Keputusan ini mulai berlaku pada tanggal ditetapkan.

Ditetapkan di Sekarjati
pada tanggal 4 Januari 2027
Kepala Dinas Perhubungan,


Ratnawulan Sastrodirjo, S.T., M.T.
Pembina Utama Muda
NIP. 19720304 199803 2 007

LAMPIRAN KEPUTUSAN KEPALA DINAS PERHUBUNGAN
INDIKATOR KINERJA INDIVIDU

"""
_SHEET = """\
1. Jabatan : Kepala Dinas Perhubungan

NO	SASARAN	INDIKATOR KINERJA
1	Tertibnya angkutan	Persentase angkutan yang laik jalan
"""
_TOLD = {
    "title": "Jabatan",
    "duties": "Tugas",
    "functions": "Fungsi",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a decree: the lines that a person reads, and the data that a rule reads."""

    lines: tuple[str, ...]
    said: dict[str, Any]

    def found(self, rule: Rule) -> list[Found]:
        """What a rule finds in it, under the standard pack."""
        return list(rule.check(_subject(self.said)))


@dataclass(frozen=True, slots=True)
class Lesson:
    """Why a rule matters, with a bad and a good example."""

    why: str
    bad: Example
    good: Example


@cache
def lessons() -> dict[str, Lesson]:
    """The lesson of every rule by its code."""
    found: dict[str, Lesson] = {}
    for file in sorted(LESSONS.glob("*.yaml")):
        for code, said in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            found[code] = Lesson(
                said["why"].strip(),
                Example(tuple(_lines(said["bad"])), said["bad"]),
                Example(tuple(_lines(said["good"])), said["good"]),
            )
    return found


def _positions(said: dict[str, Any]) -> list[dict[str, Any]]:
    positions: list[dict[str, Any]] = said.get("positions", [])
    if not positions and ("rows" in said or "title" in said):
        positions = [said]
    return positions


def _lines(said: dict[str, Any]) -> Iterator[str]:
    """The example as a person reads it."""
    if "shown" in said:
        yield from said["shown"].strip().splitlines()
        return
    if "sheet" in said or "document" in said:
        text = said.get("sheet") or said["document"]
        yield from (line.replace("\t", " | ") for line in text.strip().splitlines())
        return
    yield from _head_lines(said.get("head", {}))
    for position in _positions(said):
        yield f"Jabatan: {position.get('title', 'Pengelola Data')}"
        for part in ("duties", "functions"):
            for label, text in _items(position.get(part, [])):
                yield f"{_TOLD[part]}: {label + '. ' if label else ''}{text}"
        for objective, *indicators in position.get("rows", []):
            yield f"Sasaran: {objective}"
            for one in indicators:
                indicator = one if isinstance(one, dict) else {"text": one}
                more = [
                    f"{name}: {indicator[key]}"
                    for key, name in (
                        ("target", "target"),
                        ("unit", "satuan"),
                        ("definition", "definisi"),
                        ("data_source", "sumber data"),
                    )
                    if key in indicator
                ]
                yield " · ".join([f"Indikator: {indicator['text']}", *more])


def _head_lines(head: dict[str, Any]) -> Iterator[str]:
    for key, name in (
        ("number", "Nomor"),
        ("date", "Ditetapkan"),
        ("year", "Berlaku untuk tahun"),
    ):
        if key in head:
            yield f"{name}: {head[key]}"
    for label, text in _items(head.get("legal_bases", [])):
        yield f"Mengingat {label}. {text}"
    for label, text in head.get("rulings", {}).items():
        yield f"{label}: {text}"
    for key, name in (("rank", "Pangkat"), ("nip", "NIP")):
        if key in head:
            yield f"{name}: {head[key]}"


def _items(said: list[Any]) -> Iterator[tuple[str, str]]:
    """Items with their labels: those written as pairs, else a, b, c …"""
    for number, item in enumerate(said):
        if isinstance(item, list):
            yield str(item[0]), str(item[1])
        else:
            yield chr(ord("a") + number), str(item)


def _subject(said: dict[str, Any]) -> Subject:
    thresholds = standard_pack().thresholds
    if "sheet" in said or "document" in said or "deed" in said:
        reading = _reading(said)
        return Subject(reading.decree, thresholds, reading)
    return Subject(build_decree(said), thresholds)


def _reading(said: dict[str, Any]) -> Reading:
    """Read the example's document; a deed that only other formats know is laid beside it."""
    text = said.get("document") or _HEAD + said.get("sheet", _SHEET)
    reading = parse(read_blocks(text.encode()))
    if not said.get("deed"):
        return reading
    deed = Deed(said["deed"]["code"], NOWHERE, tuple(said["deed"]["texts"]))
    return Reading(
        reading.decree,
        reading.head,
        reading.positions,
        reading.closing,
        (*reading.deeds, deed),
    )


def build_decree(said: dict[str, Any]) -> dict[str, Any]:
    """A whole `tolok-decree/1` object around the pieces that an example names."""
    head = said.get("head", {})
    year = head.get("year", 2027)
    positions = _positions(said)
    units = {
        name: f"u{number}"
        for number, name in enumerate(
            dict.fromkeys(
                [*said.get("units", []), *(p.get("unit", "Dinas") for p in positions)]
            ),
            1,
        )
    }
    ids = {
        position.get("title", "Pengelola Data"): f"p{number:02}"
        for number, position in enumerate(positions, 1)
    }
    return {
        "format": "tolok-decree/1",
        "source": {"file": "contoh.txt", "sha256": "", "kind": "text", "pages": None},
        "decree": {
            "kind": head.get("kind", "Keputusan"),
            "number": head.get("number"),
            "about": "Indikator Kinerja Individu",
            "issuer": "Kepala Dinas",
            "organisation": "Dinas",
            "region": "Kabupaten Sekarjati",
            "year_from": year,
            "year_until": year,
            "place": "Sekarjati",
            "date": head.get("date"),
            "considerations": [],
            "legal_bases": _dicts(head.get("legal_bases", [])),
            "rulings": [
                {"label": label, "text": text, "items": []}
                for label, text in head.get("rulings", {}).items()
            ],
            "signatory": {
                "title": "Kepala Dinas",
                "name": "Ratnawulan Sastrodirjo",
                "rank": head.get("rank"),
                "nip": head.get("nip"),
            },
        },
        "units": [
            {"id": key, "name": name, "kind": _kind_of_unit(name), "parent": None}
            for name, key in units.items()
        ],
        "positions": [
            {
                "id": f"p{number:02}",
                "label": position.get("label", str(number)),
                "title": position.get("title", "Pengelola Data"),
                "unit": units[position.get("unit", "Dinas")],
                "superior": ids.get(position.get("superior", "")),
                "class": position.get("class", "pelaksana"),
                "duties": _dicts(position.get("duties", [])),
                "functions": _dicts(position.get("functions", [])),
                "objectives": [
                    _objective(k, row)
                    for k, row in enumerate(position.get("rows", []), 1)
                ],
                "where": NOWHERE.as_dict(),
                "inferred": {},
            }
            for number, position in enumerate(positions, 1)
        ],
        "findings": [],
    }


def _dicts(said: list[Any]) -> list[dict[str, Any]]:
    return [{"label": label or None, "text": text} for label, text in _items(said)]


def _kind_of_unit(name: str) -> str:
    first = name.casefold().split()
    return "sub_bagian" if first[0] == "sub" else first[0]


def _objective(number: int, row: list[Any]) -> dict[str, Any]:
    text, *indicators = row
    return {
        "label": str(number),
        "text": text,
        "indicators": [_indicator(one) for one in indicators],
    }


def _indicator(one: Any) -> dict[str, Any]:
    said = one if isinstance(one, dict) else {"text": one}
    target = said.get("target")
    return {
        "text": said["text"],
        "kind": kind_of(said["text"], said.get("unit")),
        "unit": said.get("unit"),
        "target": [{"period": None, "text": target}] if target is not None else [],
        "formula": said.get("formula"),
        "data_source": said.get("data_source"),
        "reason": None,
        "definition": said.get("definition"),
        "responsible": None,
        "split": False,
        "where": NOWHERE.as_dict(),
    }
