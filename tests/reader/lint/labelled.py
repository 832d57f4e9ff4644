"""Findings that a person judged, and how often the rules were right.

`labels.yaml` holds a verdict for each finding on the labelled decrees. The figures in
docs/reference/ketepatan-temuan.md are worked out from it: `python -m
tests.reader.lint.labelled` writes the page, a test holds the two against each other.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.reader.decree_texts import DECREES, EXAMPLE
from tolok.kernel.numbers import format_number
from tolok.reader import read_decree
from tolok.reader.lint import find_in_decree, get_rule, list_rules


HERE = Path(__file__).parent
LABELS = HERE / "labels.yaml"
FAULTS = HERE / "lamongan-faults.yaml"
PAGE = HERE.parents[2] / "docs" / "reference" / "ketepatan-temuan.md"
LONGEST_OPENING = 90
Label = tuple[str, str, str, str]


@cache
def documents() -> dict[str, list[dict[str, Any]]]:
    """The findings on each labelled decree; those of the source only where it is text."""
    read = {
        "lamongan-2026": EXAMPLE / "sk-iki-2026.txt",
        "social-2027": DECREES / "social-2027-tabs.txt",
    }
    known = ("health-2027-merged", "education-2027-ruled", "civil-registry-2027-sheets")
    return {
        name: read_decree(path, name=path.name).decree["findings"]
        for name, path in read.items()
    } | {
        name.rsplit("-", 1)[0]: find_in_decree(
            json.loads((DECREES / f"{name}.expected.json").read_text("utf-8"))
        )
        for name in known
    }


@cache
def found() -> dict[Label, str]:
    """Each finding on the labelled decrees, by what names it, with its severity."""
    return {
        label_of(name, finding): finding["severity"]
        for name, findings in documents().items()
        for finding in findings
    }


def label_of(document: str, finding: dict[str, Any]) -> Label:
    """What names a finding in the labels: document, code, position, opening words."""
    opening = finding["message"][:LONGEST_OPENING].rstrip()
    return document, finding["code"], finding["position"] or "-", opening


@cache
def labels() -> dict[Label, bool]:
    """The verdicts: was the finding right?"""
    said = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    return {
        (document, code, str(position), opening): verdict == "right"
        for document, judged in said.items()
        for code, position, opening, verdict in judged
    }


def precision(*severities: str) -> tuple[int, int]:
    """How many of the labelled findings of these severities are right, and of how many."""
    judged = [
        labels()[label] for label, severity in found().items() if severity in severities
    ]
    return sum(judged), len(judged)


def recall() -> tuple[int, int]:
    """How many of the faults that a careful reader lists are found, and of how many."""
    faults = yaml.safe_load(FAULTS.read_text(encoding="utf-8"))["faults"]
    return sum(is_found for _, is_found in told_faults(faults)), len(faults)


def told_faults(faults: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Each fault of the list with whether a finding tells it; one finding tells one."""
    left = Counter(
        (finding["code"], finding["where"]["line"])
        for finding in documents()["lamongan-2026"]
    )
    for fault in faults:
        key = fault["rule"], fault["line"]
        yield fault, left[key] > 0
        left[key] -= 1


def page() -> str:
    """The page of figures."""
    by_code: dict[str, list[bool]] = defaultdict(list)
    for label in found():
        by_code[label[1]].append(labels()[label])
    rows = "\n".join(
        f"| [{get_rule(code).title}](temuan/{code}.md) | {len(judged)} | {sum(judged)} | "
        f"{percent(sum(judged), len(judged))} |"
        for code, judged in sorted(by_code.items())
    )
    unmet = len(list_rules()) - len(by_code)
    strong, weak = precision("error", "warning"), precision("notice")
    told, all_faults = recall()
    faults = yaml.safe_load(FAULTS.read_text(encoding="utf-8"))["faults"]
    missed = "\n".join(
        f"- baris {fault['line']}: {fault['fault']}"
        for fault, is_found in told_faults(faults)
        if not is_found
    )
    return f"""\
# Ketepatan temuan

Angka di halaman ini dihitung ulang dari label dan dicocokkan oleh uji
(`python -m tests.reader.lint.labelled` menulisnya kembali). Yang dinilai: setiap temuan
pada keputusan Lamongan (contoh yang disertakan) dan empat keputusan rekaan (sosial,
kesehatan, pendidikan, kependudukan).

| Yang dihitung | Benar | Dari | Ketepatan |
|---|---:|---:|---:|
| Kesalahan dan peringatan | {strong[0]} | {strong[1]} | {percent(*strong)} |
| Catatan | {weak[0]} | {weak[1]} | {percent(*weak)} |

Pada keputusan Lamongan, dari {all_faults} kekeliruan yang dicatat satu per satu oleh
pembaca, {told} ditemukan ({percent(told, all_faults)}). Yang belum ditemukan (kutipan
dalam bahasa kerja pencatatnya):

{missed}

Batas angka ini: label dan daftar kekeliruan ditulis oleh satu orang, yaitu pembuat aturan,
dan kata-kata dalam daftarnya sebagian disusun dari dokumen yang sama. Pada keputusan lain
ketepatannya dapat lebih rendah, terutama aturan yang membandingkan isi. {unmet} aturan lain
tidak menemukan apa pun pada kelima keputusan ini; contohnya diuji, ketepatannya belum
diketahui.

| Aturan | Temuan | Benar | Ketepatan |
|---|---:|---:|---:|
{rows}
"""


def percent(part: int, whole: int) -> str:
    """A share as Indonesians write it."""
    return f"{format_number(round_share(part, whole))} %"


def round_share(part: int, whole: int) -> Any:
    """A share in percent with one digit, as a Decimal."""
    from decimal import Decimal

    return (Decimal(100 * part) / Decimal(whole or 1)).quantize(Decimal("0.1"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
