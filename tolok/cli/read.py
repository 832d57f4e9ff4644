"""`tolok read`: one decree document to `tolok-decree/1`, without a database."""

import json
import sys
import tempfile
from argparse import Namespace
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tolok.cli.indonesian import Commands
from tolok.cli.output import shortened, why_not, write, write_table
from tolok.cli.packs import add_pack, chosen_pack
from tolok.cli.progress import progress_bar
from tolok.kernel.refusals import Unfit
from tolok.reader import UnreadableDecree
from tolok.reader.gathering import gather_safely
from tolok.reader.safely import read_decree_safely


SEVERITIES = {"error": "kesalahan", "warning": "peringatan", "notice": "catatan"}
SHOWN_FINDINGS = 20


class CannotRead(Unfit):
    """The file cannot be read as a decree."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "read",
        help="baca satu berkas keputusan (SK)",
        description="Baca satu keputusan tentang indikator kinerja individu: teks, DOCX, "
        "PDF, XLSX, atau gambar halamannya. Beberapa gambar (JPEG, PNG, TIFF) menjadi satu "
        "keputusan menurut urutannya. Tidak memerlukan basis data.",
    )
    parser.add_argument(
        "file",
        metavar="BERKAS",
        type=Path,
        nargs="+",
        help="berkas keputusan, atau gambar halaman-halamannya",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="cetak seluruh isi sebagai JSON (tolok-decree/1), bukan ringkasan",
    )
    add_pack(parser)
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Read, and print the summary or the whole as JSON. Raises `CannotRead`."""
    chosen_pack(asked)
    try:
        for path in asked.file:
            # Opened here first: that a file is not there is said better by this process.
            path.open("rb").close()
        with ExitStack() as stack:
            path, name = _one_document(asked.file, stack)
            progress = stack.enter_context(progress_bar(sys.stderr))
            decree = read_decree_safely(
                path, name=name, progress=progress, lint_pack=asked.lint_pack
            ).decree
    except UnreadableDecree as error:
        raise CannotRead(str(error)) from error
    except OSError as error:
        raise CannotRead(
            f"Berkas {error.filename or asked.file[0]} tidak dapat dibuka: "
            f"{why_not(error)}. "
            "Periksa nama dan izinnya."
        ) from error
    if asked.json:
        write(json.dumps(decree, ensure_ascii=False, indent=2))
    else:
        show(decree)
    return 0


def _one_document(paths: list[Path], stack: ExitStack) -> tuple[Path, str]:
    """Return the document and its name; several pictures become one PDF for the while."""
    if len(paths) == 1:
        return paths[0], paths[0].name
    gathered = gather_safely(paths)
    place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tolok-baca-")))
    (place / "halaman.pdf").write_bytes(gathered)
    return place / "halaman.pdf", f"{paths[0].stem}.pdf"


def show(decree: dict[str, Any]) -> None:
    """Print what an official looks for first: head, positions, findings."""
    head = decree["decree"]
    years = sorted({head["year_from"], head["year_until"]} - {None})
    facts = {
        "Keputusan": head["number"],
        "Tentang": head["about"],
        "Perangkat daerah": head["organisation"],
        "Daerah": head["region"],
        "Tahun": "–".join(str(year) for year in years) or None,
        "Ditetapkan": ", ".join(filter(None, (head["place"], head["date"]))) or None,
    }
    for name, value in facts.items():
        write(f"{name:<17} {shortened(value, 90) if value else '(tidak tertulis)'}")
    write()
    units = {unit["id"]: unit["name"] for unit in decree["units"]}
    write_table(
        ("No", "Jabatan", "Unit kerja", "Sasaran", "Indikator"),
        (
            (
                str(number),
                shortened(position["title"], 52),
                shortened(units.get(position["unit"], "–"), 34),
                str(len(position["objectives"])),
                str(count_indicators([position])),
            )
            for number, position in enumerate(decree["positions"], start=1)
        ),
    )
    positions = decree["positions"]
    write()
    write(
        f"{len(positions)} jabatan, {len(units)} unit kerja, "
        f"{sum(len(p['objectives']) for p in positions)} sasaran, "
        f"{count_indicators(positions)} indikator, "
        f"{sum(len(p['duties']) for p in positions)} tugas, "
        f"{sum(len(p['functions']) for p in positions)} fungsi"
    )
    show_findings(decree["findings"])


def count_indicators(positions: list[dict[str, Any]]) -> int:
    """Return how many indicators these positions have."""
    return sum(
        len(objective["indicators"])
        for position in positions
        for objective in position["objectives"]
    )


def show_findings(findings: list[dict[str, Any]]) -> None:
    """Print the findings, the gravest first, and how many are left out."""
    if not findings:
        write("Tidak ada temuan.")
        return
    counted = Counter(finding["severity"] for finding in findings)
    write()
    write(
        "Temuan: "
        + ", ".join(
            f"{counted[k]} {word}" for k, word in SEVERITIES.items() if counted[k]
        )
    )
    order = list(SEVERITIES)
    for finding in sorted(findings, key=lambda f: order.index(f["severity"]))[
        :SHOWN_FINDINGS
    ]:
        line = (finding["where"] or {}).get("line")
        place = f"baris {line}: " if line else ""
        write(f"  {SEVERITIES[finding['severity']]:<10} {place}{finding['message']}")
    left = len(findings) - SHOWN_FINDINGS
    if left > 0:
        write(f"  … dan {left} lagi; semuanya ada dalam --json.")
