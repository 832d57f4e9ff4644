"""Write a decree in the form tolok-decree/1 for an office that is made up."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


NOWHERE = {"page": None, "line": None, "table": None, "row": None}
KINDS = {
    "persentase": "percentage",
    "prosentase": "percentage",
    "jumlah": "count",
    "nilai": "value",
    "indeks": "index",
    "ikm": "index",
}


@dataclass(frozen=True)
class DraftUnit:
    """A unit; `parent` is the key of another."""

    key: str
    name: str
    kind: str
    parent: str | None = None


@dataclass(frozen=True)
class DraftPosition:
    """A position; `objectives` are pairs of an objective and its indicators."""

    key: str
    title: str
    unit: str
    superior: str | None
    position_class: str
    objectives: Sequence[tuple[str, Sequence[str]]]
    duties: Sequence[str] = ()
    functions: Sequence[str] = ()


def write_decree(
    *,
    office: str,
    region: str,
    year: int,
    number: str,
    units: Sequence[DraftUnit],
    positions: Sequence[DraftPosition],
    until: int | None = None,
) -> bytes:
    """Return the JSON of a decree that sets these indicators, for one year unless told."""
    place = region.removeprefix("Kabupaten ").removeprefix("Kota ")
    decree: dict[str, Any] = {
        "format": "tolok-decree/1",
        "source": {
            "file": f"sk-iki-{year}.txt",
            "sha256": hashlib.sha256(
                f"{region}/{office}/{number}".encode()
            ).hexdigest(),
            "kind": "text",
            "pages": None,
        },
        "decree": {
            "kind": "Keputusan",
            "number": number,
            "about": f"Penetapan Indikator Kinerja Individu Tahun {year} {office} {region}",
            "issuer": f"Kepala {office} {region}",
            "organisation": office,
            "region": region,
            "year_from": year,
            "year_until": until or year,
            "place": place,
            "date": f"{year}-01-02",
            "considerations": [],
            "legal_bases": [],
            "rulings": [],
            "signatory": {
                "title": f"Kepala {office} {region}",
                "name": None,
                "rank": None,
                "nip": None,
            },
        },
        "units": [
            {"id": u.key, "name": u.name, "kind": u.kind, "parent": u.parent}
            for u in units
        ],
        "positions": [_position(n, p) for n, p in enumerate(positions, 1)],
        "findings": [],
    }
    return json.dumps(decree, ensure_ascii=False, separators=(",", ":")).encode()


def _position(number: int, draft: DraftPosition) -> dict[str, Any]:
    return {
        "id": draft.key,
        "label": str(number),
        "title": draft.title,
        "unit": draft.unit,
        "superior": draft.superior,
        "class": draft.position_class,
        "duties": _listed(draft.duties),
        "functions": _listed(draft.functions),
        "objectives": [
            {
                "label": str(order),
                "text": text,
                "indicators": [_indicator(found) for found in indicators],
            }
            for order, (text, indicators) in enumerate(draft.objectives, 1)
        ],
        "where": NOWHERE,
    }


def _listed(texts: Sequence[str]) -> list[dict[str, str]]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [{"label": letters[at], "text": text} for at, text in enumerate(texts)]


def _indicator(text: str) -> dict[str, Any]:
    return {
        "text": text,
        "kind": KINDS.get(text.split()[0].casefold(), "other"),
        "unit": None,
        "target": [],
        "formula": None,
        "data_source": None,
        "reason": None,
        "definition": None,
        "responsible": None,
        "split": False,
        "where": NOWHERE,
    }
