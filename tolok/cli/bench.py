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
        "pada kantor buatan di tempat sementara; data Anda tidak disentuh.",
    )
    parser.set_defaults(run=run)


@needs_django
def run(_asked: Namespace) -> int:
    """Measure and print."""
    from tolok.demo import bench

    return bench.main()
