"""`tolok restore`: bring a backup back, whole or not at all."""

import tempfile
import time
from argparse import Namespace
from pathlib import Path

from tolok.cli import clock
from tolok.cli.archive import unpack
from tolok.cli.database_copy import (
    bring_back_postgresql,
    check_sqlite,
    engine_name,
    is_sqlite,
)
from tolok.cli.indonesian import Commands
from tolok.cli.output import write
from tolok.cli.wiring import needs_django
from tolok.kernel.refusals import NotNow, Unfit


STILL_RUNNING_SECONDS = 60


class DataThere(NotNow):
    """There are data that would be replaced."""


class StillRunning(NotNow):
    """The service runs on the data that would be replaced."""


class OtherEngine(Unfit):
    """The backup is of another database engine."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "restore",
        help="pulihkan dari cadangan",
        description="Pulihkan basis data dan berkas dari cadangan. Setiap bagian "
        "diperiksa dengan sidik jarinya sebelum apa pun diganti. Hentikan layanan "
        "dahulu.",
    )
    parser.add_argument("archive", metavar="CADANGAN", type=Path, help="berkas .tar.gz")
    parser.add_argument(
        "--force",
        action="store_true",
        help="ganti data yang ada; pada SQLite data lama disisihkan ke sebelumnya/",
    )
    parser.set_defaults(run=run)


@needs_django
def run(asked: Namespace) -> int:
    """Check the archive, then put its parts in place."""
    from django.conf import settings
    from django.db import connections

    home = Path(settings.HOME)
    database = settings.DATABASES["default"]
    refuse_while_running(home)
    if not asked.force and holds_data():
        raise DataThere(
            "Sudah ada data di sini. Pulihkan ke TOLOK_HOME yang kosong, atau tambahkan"
            " --force untuk mengganti data yang ada."
        )
    connections.close_all()
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".pemulihan-") as name:
        room = Path(name)
        manifest = unpack(source=asked.archive, folder=room)
        if manifest.engine != engine_name(database):
            raise OtherEngine(
                f"Cadangan itu dari {manifest.engine}, sedangkan DATABASE_URL menunjuk "
                f"{engine_name(database)}. Arahkan DATABASE_URL ke jenis yang sama."
            )
        if is_sqlite(database):
            check_sqlite(room / "database")
            put_sqlite(room / "database", Path(database["NAME"]), home)
        else:
            bring_back_postgresql(database, room / "database")
        put_files(room, home, Path(settings.FILES_ROOT))
    write(
        f"Dipulihkan dari cadangan {manifest.made_at:%d-%m-%Y %H.%M} UTC "
        f"(Tolok {manifest.version}). Lanjutkan dengan: tolok prepare, lalu tolok doctor"
    )
    return 0


def refuse_while_running(home: Path) -> None:
    """Raise `StillRunning` where the worker of this folder showed itself lately."""
    beat = home / "jobs" / "heartbeat"
    if beat.exists() and time.time() - beat.stat().st_mtime < STILL_RUNNING_SECONDS:
        raise StillRunning(
            "Tolok masih berjalan dengan data ini. Hentikan dahulu, lalu ulangi."
        )


def holds_data() -> bool:
    """Tell whether the database holds any account."""
    from django.db import connection

    from tolok.accounts.queries import count_users

    return (
        "accounts_user" in connection.introspection.table_names() and count_users() > 0
    )


def put_sqlite(copy: Path, place: Path, home: Path) -> None:
    """Put the copy in the database's place; what stood there goes aside."""
    aside = home / "sebelumnya" / f"{clock.moment():%Y%m%d-%H%M%S}"
    for ending in ("", "-wal", "-shm"):
        old = place.with_name(place.name + ending)
        if old.exists():
            aside.mkdir(parents=True, exist_ok=True)
            old.rename(aside / old.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    copy.rename(place)


def put_files(room: Path, home: Path, files: Path) -> None:
    """Put files in their places; a file by its content never needs replacing."""
    for file in sorted((room / "files").rglob("*")):
        if file.is_file():
            place = files / file.relative_to(room / "files")
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)
    secret = room / "secret-key"
    if secret.exists():
        secret.chmod(0o600)
        secret.replace(home / "secret-key")
