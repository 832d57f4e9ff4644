"""`tolok backup`: everything that is kept, as one archive."""

import tempfile
from argparse import Namespace
from pathlib import Path

from tolok.cli import clock
from tolok.cli.archive import pack
from tolok.cli.database_copy import copy_database, engine_name
from tolok.cli.indonesian import Commands, WholeNumber
from tolok.cli.output import why_not, write
from tolok.cli.wiring import needs_django
from tolok.kernel.refusals import NotNow


PATTERN = "tolok-*.tar.gz"


class CannotWrite(NotNow):
    """The archive cannot be written."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "backup",
        help="buat cadangan basis data dan berkas",
        description="Buat satu berkas cadangan (.tar.gz) dari basis data dan semua "
        "berkas, beserta daftar sidik jarinya. Layanan boleh tetap berjalan. Cadangan "
        "memuat seluruh data: simpan di tempat yang terjaga.",
    )
    parser.add_argument(
        "to",
        metavar="TUJUAN",
        nargs="?",
        type=Path,
        help="berkas atau folder tujuan (baku: TOLOK_HOME/backups)",
    )
    parser.add_argument(
        "--keep",
        metavar="N",
        type=WholeNumber(1),
        help="simpan N cadangan terbaru di folder tujuan, hapus yang lebih lama",
    )
    parser.set_defaults(run=run)


@needs_django
def run(asked: Namespace) -> int:
    """Write the archive and say where it is. Raises `CannotWrite`."""
    from django.conf import settings

    home = Path(settings.HOME)
    at = clock.moment()
    target = asked.to or home / "backups"
    if target.suffixes[-2:] != [".tar", ".gz"]:
        target = target / f"tolok-{at:%Y%m%d-%H%M%S}.tar.gz"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=target.parent, prefix=".cadangan-"
        ) as room:
            database = settings.DATABASES["default"]
            copy = Path(room) / "database"
            copy_database(database, copy)
            # Files after the database: each file it speaks of was there before it.
            parts = {"database": copy, **kept_files(home, Path(settings.FILES_ROOT))}
            manifest = pack(
                target=target, parts=parts, engine=engine_name(database), at=at
            )
    except OSError as error:
        raise CannotWrite(
            f"Cadangan tidak dapat ditulis ke {target}: {why_not(error)}. "
            "Periksa ruang penyimpanan dan izin, atau pilih tujuan lain."
        ) from error
    size = target.stat().st_size / 1_048_576
    write(f"{target} ({size:.1f} MB, {len(manifest.files)} bagian)")
    if asked.keep:
        for old in sorted(target.parent.glob(PATTERN))[: -asked.keep]:
            old.unlink()
            write(f"Cadangan lama dihapus: {old.name}")
    return 0


def kept_files(home: Path, files: Path) -> dict[str, Path]:
    """Return the files to keep by their name inside the archive."""
    parts = {
        f"files/{file.relative_to(files).as_posix()}": file
        for file in sorted(files.rglob("*"))
        if file.is_file() and not file.name.startswith(".")
    }
    secret = home / "secret-key"
    return {"secret-key": secret, **parts} if secret.exists() else parts
