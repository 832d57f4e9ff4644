"""Decrees for the reader's tests: compared without places, written as text, cut to size."""

import copy
import json
from pathlib import Path
from typing import Any

from tolok.reader import read_decree
from tolok.reader.lint import get_rule


DECREES = Path(__file__).with_name("decrees")
EXAMPLE = Path(__file__).parents[2] / "examples" / "lamongan-2026"

HEAD = """\
PEMERINTAH KABUPATEN SEKARJATI
DINAS PERHUBUNGAN
Jl. Merpati Nomor 4 Sekarjati

KEPUTUSAN KEPALA DINAS PERHUBUNGAN
KABUPATEN SEKARJATI
NOMOR : 551.2/ 8 /KEP/437.1/2027
TENTANG
INDIKATOR KINERJA INDIVIDU DINAS PERHUBUNGAN TAHUN 2027

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

INDIKATOR KINERJA INDIVIDU
"""
TABLE = "NO\tSASARAN\tINDIKATOR KINERJA\n1\tTertibnya angkutan\tJumlah uji kendaraan\n"


def decree_of(content: str | bytes, name: str = "uji.txt") -> dict[str, Any]:
    """Read a decree from its text or bytes."""
    raw = content.encode() if isinstance(content, str) else content
    return read_decree(content=raw, name=name).decree


def sheet(title: str, table: str = TABLE, label: str = "1. ") -> str:
    """One position's sheet with its table."""
    return f"{label}Jabatan : {title}\n\n{table}\n"


def rows_of(table: str) -> list[tuple[str | None, str, list[str]]]:
    """Read one table in a decree: its objectives with the texts of their indicators."""
    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))
    return [
        (
            objective["label"],
            objective["text"],
            [indicator["text"] for indicator in objective["indicators"]],
        )
        for objective in decree["positions"][0]["objectives"]
    ]


def indicators_of(table: str) -> list[dict[str, Any]]:
    """The indicators of one table in a decree."""
    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))
    return [
        indicator
        for objective in decree["positions"][0]["objectives"]
        for indicator in objective["indicators"]
    ]


def codes_of(decree: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in decree["findings"]]


def doubts_of(decree: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings on the document and its reading, without those on its wording."""
    return [f for f in decree["findings"] if get_rule(f["code"]).from_source]


def without_places(decree: dict[str, Any]) -> dict[str, Any]:
    """A decree without what depends on the file: source, places, findings, reasons."""
    bare = copy.deepcopy(decree)
    del bare["source"], bare["findings"]
    for position in bare["positions"]:
        del position["where"]
        position.pop("inferred", None)
        for objective in position["objectives"]:
            for indicator in objective["indicators"]:
                del indicator["where"]
    return bare


def wording(decree: dict[str, Any]) -> dict[str, Any]:
    """A decree's wording and structure alone: also without labels, ids and split marks."""
    bare = without_places(decree)
    head = bare["decree"]
    units = {unit["id"]: unit["name"] for unit in bare["units"]}
    titles = {position["id"]: position["title"] for position in bare["positions"]}
    return {
        "head": head,
        "units": [
            (unit["kind"], unit["name"], units.get(unit["parent"]))
            for unit in bare["units"]
        ],
        "positions": [
            {
                "title": position["title"],
                "unit": units.get(position["unit"]),
                "superior": titles.get(position["superior"]),
                "class": position["class"],
                "duties": [item["text"] for item in position["duties"]],
                "functions": [item["text"] for item in position["functions"]],
                "objectives": [
                    (
                        objective["text"],
                        [
                            {k: v for k, v in indicator.items() if k != "split"}
                            for indicator in objective["indicators"]
                        ],
                    )
                    for objective in position["objectives"]
                ],
            }
            for position in bare["positions"]
        ],
    }


def expected(name: str) -> dict[str, Any]:
    path = DECREES / f"{name}.expected.json"
    decree: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return decree


def as_tabs(decree: dict[str, Any]) -> str:
    """Write a decree as tab text, by other means than the project's own writer."""
    head = decree["decree"]
    lines = [
        f"PEMERINTAH {head['region'].upper()}",
        head["organisation"].upper(),
        "",
        f"KEPUTUSAN {head['issuer'].upper()}",
        f"NOMOR : {head['number']}",
        "TENTANG",
        head["about"].upper(),
        "",
    ]
    for name, key in (("Menimbang", "considerations"), ("Mengingat", "legal_bases")):
        items = [f"{item['label']}. {item['text']}" for item in head[key]]
        lines += [f"{name} : {items[0]}", *items[1:]]
    lines += ["MEMUTUSKAN :", "Menetapkan :"]
    for ruling in head["rulings"]:
        lines.append(f"{ruling['label']} : {ruling['text']}")
        lines += [f"- {item['label']}. {item['text']}" for item in ruling["items"]]
    signatory, day = head["signatory"], head["date"].split("-")
    lines += [
        f"Ditetapkan di : {head['place']}",
        f"Pada tanggal : {int(day[2])} {MONTHS[int(day[1]) - 1]} {day[0]}",
        f"{signatory['title']},",
        "",
        "",
        signatory["name"],
        signatory["rank"],
        f"NIP. {signatory['nip']}",
    ]
    for position in decree["positions"]:
        lines += ["", "INDIKATOR KINERJA INDIVIDU", ""]
        lines.append(f"1. Jabatan : {position['title']}")
        for name, key in (("Tugas", "duties"), ("Fungsi", "functions")):
            if position[key]:
                lines.append(f"{name} :")
                lines += [f" - {i['label']}. {i['text']}" for i in position[key]]
        lines += ["", "NO\tSASARAN\tINDIKATOR KINERJA\tSATUAN\tTARGET"]
        for number, objective in enumerate(position["objectives"], 1):
            lead = f"{number}\t{objective['text']}"
            for indicator in objective["indicators"]:
                target = indicator["target"][0]["text"]
                lines.append(
                    f"{lead}\t{indicator['text']}\t{indicator['unit']}\t{target}"
                )
                lead = "\t"
    return "\n".join(lines) + "\n"


MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
