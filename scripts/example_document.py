#!/usr/bin/env python3
"""Lay out the example decree as DOCX from its JSON, by Tolok's own writer.

scripts/example_document.py            writes examples/lamongan-2026/sk-iki-2026.docx
"""

import json
import sys
from pathlib import Path

from tolok.reader.write.docx import Letterhead, write_decree


FOLDER = Path(__file__).resolve().parent.parent / "examples" / "lamongan-2026"
DOCUMENT = FOLDER / "sk-iki-2026.docx"
LETTERHEAD = Letterhead(
    region="PEMERINTAH KABUPATEN LAMONGAN",
    office="DINAS PEMBERDAYAAN MASYARAKAT DAN DESA",
    address=("Jl. Jaksa Agung Suprapto, Lamongan",),
)


def lay_out() -> bytes:
    """Return the document; the same decree gives the same bytes."""
    decree = json.loads((FOLDER / "decree.json").read_text(encoding="utf-8"))
    return write_decree(decree, letterhead=LETTERHEAD)


if __name__ == "__main__":
    DOCUMENT.write_bytes(lay_out())
    sys.stdout.write(f"{DOCUMENT.name}: {DOCUMENT.stat().st_size} bita\n")
