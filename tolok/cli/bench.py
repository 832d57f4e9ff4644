"""`tolok bench`: measure pages, actions and reading, as tables and as JSON."""

from argparse import Namespace

from tolok.cli.indonesian import Commands
from tolok.cli.wiring import needs_django


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "bench",
        help="ukur kecepatan pada kantor buatan",
        description="Ukur halaman, pengiriman, verifikasi, rekapitulasi dan pembacaan "
        "pada kantor dan kabupaten buatan di tempat sementara; data Anda tidak disentuh.",
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

    return bench.main(
        bench.Sizes(
            people=asked.people or bench.SQLITE_PEOPLE,
            regency_people=asked.regency_people or bench.REGENCY_PEOPLE,
            offices=asked.offices or bench.OFFICES,
        )
    )
