"""Measures how fast decrees are read and checked, and in how much memory; run by `bench`.

Each document is read in a process of its own, so that its memory is that of reading it alone:
the text of the example office, and a decree of so many pages that is made from it, as Word
and as PDF with ruled tables.
"""

import copy
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tolok.reader import read_decree
from tolok.reader.lint import find_in_decree
from tolok.reader.write import docx, pdf
from tolok.reader.write.layout import letterhead_of


EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "lamongan-2026"
# Seconds and MiB.
TEXT_S, WORD_S, PDF_S, MEMORY_MIB = 0.3, 2.0, 15.0, 500
POSITIONS = 3_000
_CHECK_S = 5.0


def main(arguments: list[str]) -> None:
    """Measure on a decree of so many pages and write the figures to a file; or read one file."""
    what, said, out = arguments
    if what == "read":
        Path(out).write_text(json.dumps(_read(Path(said))))
    else:
        Path(out).write_text(json.dumps(list(_figures(int(said)))))


def long_decree(decree: dict[str, Any], times: int) -> dict[str, Any]:
    """A decree with its positions so many times over, each time in units of their own."""
    longer = {**decree, "units": [], "positions": []}
    for number in range(times):
        end = f"-{number}"
        for unit in copy.deepcopy(decree["units"]):
            unit["id"] += end
            unit["parent"] = unit["parent"] and unit["parent"] + end
            unit["name"] += f" {number + 1}"
            longer["units"].append(unit)
        for position in copy.deepcopy(decree["positions"]):
            position["id"] += end
            for key in ("unit", "superior"):
                position[key] = position[key] and position[key] + end
            position["title"] += f" {number + 1}"
            longer["positions"].append(position)
    return longer


def _figures(pages: int) -> Iterator[dict[str, Any]]:
    decree = json.loads((EXAMPLE / "decree.json").read_bytes())
    letterhead = letterhead_of(decree)
    have = _pages(pdf.write_decree(decree, letterhead=letterhead))
    longer = long_decree(decree, -(-pages // have))
    documents = (
        (
            "naskah teks Lamongan",
            "sk.txt",
            (EXAMPLE / "sk-iki-2026.txt").read_bytes(),
            TEXT_S,
        ),
        (
            f"Word {pages} halaman",
            "sk.docx",
            docx.write_decree(longer, letterhead=letterhead),
            WORD_S,
        ),
        (
            f"PDF bergaris {pages} halaman",
            "sk.pdf",
            pdf.write_decree(longer, letterhead=letterhead),
            PDF_S,
        ),
    )
    with tempfile.TemporaryDirectory(prefix="tolok-read-") as room:
        for name, file, content, goal in documents:
            path = Path(room) / file
            path.write_bytes(content)
            took = _read_apart(path)
            yield _figure(f"baca {name}", took["seconds"], "s", goal)
            yield _figure(f"memori {name}", took["memory_mib"], "MiB", MEMORY_MIB)
    many = long_decree(decree, -(-POSITIONS // len(decree["positions"])))
    many["positions"] = many["positions"][:POSITIONS]
    started = time.perf_counter()
    find_in_decree(many)
    took_s = time.perf_counter() - started
    yield _figure("periksa 3.000 jabatan", took_s, "s", _CHECK_S)


def _figure(name: str, value: float, unit: str, goal: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "goal": goal,
        "cpu": None,
    }


def _pages(content: bytes) -> int:
    pages: int = read_decree(content=content, name="sk.pdf").decree["source"]["pages"]
    return pages


def _read_apart(path: Path) -> dict[str, float]:
    """Seconds and MiB that reading a file takes in a process of its own."""
    out = path.with_suffix(".json")
    command = [
        sys.executable,
        "-m",
        "tolok.demo.reading_speed",
        "read",
        str(path),
        str(out),
    ]
    subprocess.run(command, check=True)
    found: dict[str, float] = json.loads(out.read_text())
    return found


def _read(path: Path) -> dict[str, float]:
    started = time.perf_counter()
    read_decree(path, name=path.name)
    took = time.perf_counter() - started
    return {"seconds": took, "memory_mib": peak_kib() / 1024}


def forget_peak() -> int:
    """Forget the most memory held so far; return what is held now, in KiB."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak_kib()


def peak_kib() -> int:
    """The most memory that this process held; that of its parent before is not counted."""
    try:
        said = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(said.split("VmHWM:")[1].split()[0])


if __name__ == "__main__":
    main(sys.argv[1:])
