"""Read documents back the way an office's programs do."""

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def part(content: bytes, name: str) -> str:
    """Return one part of an XLSX or DOCX as text."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return parts.read(name).decode()


def cells(content: bytes, sheet: int) -> dict[str, tuple[str, str, str]]:
    """Return a sheet's cells as (kind, formula, value or text) by their address.

    The kind of a text is "text", whether it stands in its cell or is shared.
    """
    shared = _shared_texts(content)
    root = ElementTree.fromstring(part(content, f"xl/worksheets/sheet{sheet}.xml"))
    found = {}
    for cell in root.iter(f"{MAIN}c"):
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v") or ""
        text = "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
        if kind == "s":
            text = shared[int(value)]
        found[cell.get("r")] = (
            "text" if kind in ("s", "inlineStr") else kind,
            cell.findtext(f"{MAIN}f") or "",
            text or value,
        )
    return found


def _shared_texts(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        if "xl/sharedStrings.xml" not in parts.namelist():
            return []
        root = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
    return [
        "".join(t.text or "" for t in one.iter(f"{MAIN}t"))
        for one in root.iter(f"{MAIN}si")
    ]


def row_of(content: bytes, sheet: int, number: int) -> list[str]:
    """Return the texts of one row of a sheet in the order of its columns."""
    return [
        text
        for address, (_kind, _formula, text) in cells(content, sheet).items()
        if re.fullmatch(rf"[A-Z]+{number}", address)
    ]


def docx_text(content: bytes) -> str:
    """Return all text of a DOCX, tables included, cells apart by tabs."""
    document = docx.Document(BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += ["\t".join(cell.text for cell in row.cells) for row in table.rows]
    return "\n".join(lines)


def poppler(program: str, content: bytes, folder: Path, *options: str) -> str:
    """Return what a program of poppler says of a PDF; without it the test is left out."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed: sudo apt-get install poppler-utils")
    file = folder / "read.pdf"
    file.write_bytes(content)
    last = ["-"] if program == "pdftotext" else []
    asked = subprocess.run(
        [found, *options, str(file), *last], capture_output=True, check=True
    )
    return asked.stdout.decode()


def pdf_text(content: bytes, folder: Path) -> str:
    """Return the text of a PDF in the order it was set, blanks folded."""
    return " ".join(pdf_pages(content, folder))


def pdf_pages(content: bytes, folder: Path) -> list[str]:
    """Return the text of each page of a PDF, blanks folded."""
    said = poppler("pdftotext", content, folder, "-raw").replace("\u00a0", " ")
    return [" ".join(page.split()) for page in said.split("\f") if page.strip()]
