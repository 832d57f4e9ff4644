"""`tolok score`: achievements of JSON lines, by the code that scores realisations."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tolok.cli.indonesian import Commands
from tolok.cli.output import why_not, write
from tolok.kernel.refusals import Unfit
from tolok.scoring.lines import score_lines


JAKARTA = ZoneInfo("Asia/Jakarta")  # the day of the capital, without an office


class CannotOpen(Unfit):
    """The file cannot be read."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "score",
        help="hitung capaian dari baris-baris JSON",
        description="Hitung capaian, kelas dan nilai dari baris-baris JSON, satu "
        "pengukuran satu baris, dengan riwayat hitungnya. Baris yang tidak menyebut "
        "hari (on) dihitung menurut aturan hari ini. Tidak memerlukan basis data.",
    )
    parser.add_argument(
        "file",
        metavar="BERKAS",
        help="berkas JSON per baris, atau - untuk masukan baku",
    )
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Print one JSON line for each line read, in order. Raises `CannotOpen`."""
    if asked.file == "-":
        show(sys.stdin)
        return 0
    try:
        with Path(asked.file).open(encoding="utf-8-sig") as opened:
            show(opened)
    except OSError as error:
        raise CannotOpen(
            f"Berkas {asked.file} tidak dapat dibuka: {why_not(error)}. "
            "Periksa nama dan izinnya."
        ) from error
    except UnicodeDecodeError as error:
        raise CannotOpen(
            f"Berkas {asked.file} bukan teks UTF-8. Simpan ulang sebagai UTF-8."
        ) from error
    return 0


def show(lines: Iterable[str]) -> None:
    """Print the answer to each line as it comes."""
    for answer in score_lines(lines, today=datetime.now(JAKARTA).date()):
        write(answer)
