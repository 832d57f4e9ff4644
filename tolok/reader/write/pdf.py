"""PDF: a `tolok-decree/1` object set by Typst, tagged (PDF/UA-1) and archivable (PDF/A-2a)."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from tolok.kernel.typesetting import typeset
from tolok.reader.words import write_date
from tolok.reader.write.layout import (
    MOST_PORTRAIT_COLUMNS,
    PAPERS,
    Column,
    Letterhead,
    Paper,
    annex_lines,
    annex_titles,
    columns_of,
    dotted,
    kind_of,
    plain,
    spaced_nip,
    statement_of,
    value_of,
)


TEMPLATE = Path(__file__).parent / "typst" / "decree.typ"
# From this many columns on the tables are set smaller, so that words are not broken.
_CROWDED_COLUMNS = 9
# Both side margins together, and what a wide letter of a table takes.
_MARGINS_MM = 45
_LETTER_MM = 2.3
# So many lines of a table are sure to fit on a page: rows up to this are kept whole.
_LINES_KEPT = 24


def write_decree(
    decree: dict[str, Any],
    *,
    letterhead: Letterhead,
    paper: Paper = PAPERS["folio"],
) -> bytes:
    """Lay a decree out as a PDF file and return its bytes.

    The same decree gives the same bytes; its own date is the file's. Head texts are printed
    in capitals, the wording of the annex stays as it is; null is left out.
    """
    head = decree["decree"]
    columns = columns_of(decree)
    letters = _letters(columns, paper)
    day = date.fromisoformat(head["date"]) if head["date"] else date(2000, 1, 1)
    data = {
        "title": plain(head["about"] or "") or "Keputusan",
        "organisation": plain(head["organisation"] or ""),
        "paper": {"width": paper.width, "height": paper.height},
        "letterhead": {
            "region": plain(letterhead.region).upper(),
            "office": plain(letterhead.office).upper(),
            "address": [plain(line) for line in letterhead.address],
        },
        **_head(head),
        **_table(columns, letters),
        "annex-lines": [plain(line) for line in annex_lines(head)],
        "annex-titles": [plain(line) for line in annex_titles(head)],
        "positions": _positions(decree, columns, letters),
        "closing": _signature(head, with_place=False),
    }
    return typeset(TEMPLATE, data, at=datetime.combine(day, time(), UTC))


def _head(head: dict[str, Any]) -> dict[str, Any]:
    issuer = plain(head["issuer"] or "").upper()
    return {
        "heading": f"{kind_of(head)} {issuer}".strip(),
        "number-line": f"NOMOR : {plain(head['number'] or '')}".strip(),
        "about": plain(head["about"] or "").upper(),
        "issuer": issuer,
        "considerations": _items(head["considerations"]),
        "legal-bases": _items(head["legal_bases"]),
        "deciding": "MEMUTUSKAN:",
        "stating": plain(statement_of(head)),
        "rulings": [
            {
                "label": plain(ruling["label"] or ""),
                "text": plain(ruling["text"]),
                "items": [
                    {**item, "label": item["label"] or "-"}
                    for item in _items(ruling["items"])
                ],
            }
            for ruling in head["rulings"]
        ],
        "signature": _signature(head, with_place=True),
    }


def _items(items: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {"label": dotted(item["label"]), "text": plain(item["text"])} for item in items
    ]


def _signature(head: dict[str, Any], *, with_place: bool) -> list[dict[str, Any]]:
    """The lines of a signature block; the name stands below a gap for the pen."""
    signatory = head["signatory"] or {}
    lines: list[dict[str, Any]] = []

    def add(text: str, *, is_name: bool = False) -> None:
        lines.append({"text": plain(text), "gap": is_name, "name": is_name})

    if with_place and head["place"]:
        add(f"Ditetapkan di {head['place']}")
    if with_place and head["date"]:
        add(f"pada tanggal {write_date(date.fromisoformat(head['date']))}")
    if signatory.get("title"):
        add(f"{signatory['title']},")
    if signatory.get("name"):
        add(signatory["name"], is_name=True)
    if signatory.get("rank"):
        add(signatory["rank"])
    if signatory.get("nip"):
        add(f"NIP. {spaced_nip(signatory['nip'])}")
    return lines


def _table(columns: list[Column], letters: list[int]) -> dict[str, Any]:
    targets = [column for column in columns if column.field == "target"]
    return {
        "landscape": len(columns) > MOST_PORTRAIT_COLUMNS,
        "table-size": 8.5 if len(columns) >= _CROWDED_COLUMNS else 9.5,
        "two-rows": any(column.period is not None for column in targets),
        "columns": [
            {
                "heading": column.heading,
                "share": column.share,
                "period": plain(column.period or "-"),
                "is-target": column.field == "target",
                "first": bool(targets) and column is targets[0],
                "span": len(targets),
                "centred": column.field in ("unit", "target"),
                "longest": longest,
            }
            for column, longest in zip(columns, letters, strict=True)
        ],
    }


def _letters(columns: list[Column], paper: Paper) -> list[int]:
    """How many wide letters a line of each column holds."""
    landscape = len(columns) > MOST_PORTRAIT_COLUMNS
    width = (paper.height if landscape else paper.width) - _MARGINS_MM
    whole = sum(column.share for column in columns)
    return [
        max(1, int(width * column.share / whole / _LETTER_MM)) for column in columns
    ]


def _positions(
    decree: dict[str, Any], columns: list[Column], letters: list[int]
) -> list[dict[str, Any]]:
    units = {unit["id"]: unit["name"] for unit in decree["units"]}
    return [
        {
            "label": dotted(position["label"]),
            "title": plain(position["title"]),
            "unit": plain(units.get(position["unit"]) or ""),
            "duties": _listed(position["duties"]),
            "functions": _listed(position["functions"]),
            "objectives": [
                _objective(objective, columns, letters)
                for objective in position["objectives"]
            ],
        }
        for position in decree["positions"]
    ]


def _objective(
    objective: dict[str, Any], columns: list[Column], letters: list[int]
) -> dict[str, Any]:
    """An objective with the rows of its indicators, and whether they fit on one page."""
    rows = []
    lines = 0
    for indicator in objective["indicators"] or [None]:
        cells = [
            plain(value_of(indicator, column)) if indicator else ""
            for column in columns[2:]
        ]
        height = max(
            _lines(cell, longest)
            for cell, longest in zip(cells, letters[2:], strict=True)
        )
        lines += height
        rows.append({"cells": cells, "breakable": height > _LINES_KEPT})
    text = plain(objective["text"])
    return {
        "label": dotted(objective["label"]),
        "text": text,
        "rows": rows,
        "together": max(lines, _lines(text, letters[1])) <= _LINES_KEPT,
    }


def _lines(text: str, longest: int) -> int:
    return len(text) // longest + 1


def _listed(items: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Items of a list; one without a label gets a dash, unless it opens the list."""
    return [
        {**item, "label": item["label"] or ("-" if index else "")}
        for index, item in enumerate(_items(items))
    ]
