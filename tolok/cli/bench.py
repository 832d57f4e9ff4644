"""`tolok bench`: measure pages, actions and reading, as tables and as JSON."""

from argparse import Namespace
from pathlib import Path

from tolok.cli.indonesian import Commands
from tolok.cli.wiring import needs_django


PARTS = ("reader", "documents", "weights", "office", "import", "regency", "single")


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "bench",
        help="ukur kecepatan pada kantor buatan",
        description="Ukur halaman, pengiriman, verifikasi, rekapitulasi, dokumen dan "
        "pembacaan pada kantor dan kabupaten buatan di tempat sementara; data Anda tidak "
        "disentuh. Tanpa --part diukur reader, documents, weights dan office. Bagian "
        "regency dan single dibuat sekali selama beberapa menit lalu disimpan untuk "
        "pengukuran berikutnya.",
    )
    parser.add_argument(
        "--part",
        action="append",
        choices=[*PARTS, "all"],
        help="bagian yang diukur; boleh diulang, all berarti semua",
    )
    parser.add_argument(
        "--kept",
        metavar="FOLDER",
        type=Path,
        help="tempat menyimpan kabupaten buatan (bawaan: folder sementara mesin ini)",
    )
    parser.add_argument(
        "--people",
        metavar="BANYAK",
        type=int,
        help="pegawai kantor pada SQLite (bawaan: 500)",
    )
    parser.add_argument(
        "--regency-people",
        metavar="BANYAK",
        type=int,
        help="pegawai kabupaten pada PostgreSQL (bawaan: 12000)",
    )
    parser.add_argument(
        "--offices",
        metavar="BANYAK",
        type=int,
        help="perangkat daerah kabupaten itu (bawaan: 40)",
    )
    parser.set_defaults(run=run)


@needs_django
def run(asked: Namespace) -> int:
    """Measure and print."""
    from tolok.demo import bench

    parts = asked.part or bench.USUAL
    return bench.main(
        bench.Sizes(
            people=asked.people or bench.SQLITE_PEOPLE,
            regency_people=asked.regency_people or bench.REGENCY_PEOPLE,
            offices=asked.offices or bench.OFFICES,
            kept=asked.kept,
        ),
        list(bench.PARTS) if "all" in parts else parts,
    )
