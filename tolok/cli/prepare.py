"""`tolok prepare`: tables, static files and, if asked, the example office."""

import hashlib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from tolok.cli import clock
from tolok.cli.indonesian import Commands
from tolok.cli.output import write
from tolok.cli.wiring import needs_django
from tolok.kernel.refusals import NotNow


def add(commands: Commands) -> None:
    """Add the command, and `migrate` for its first part alone."""
    parser = commands.add_parser(
        "prepare",
        help="siapkan atau mutakhirkan basis data dan berkas halaman",
        description="Siapkan basis data (tabel yang kurang dibuat, yang lama "
        "dimutakhirkan) dan berkas halaman. Aman dijalankan berulang kali.",
    )
    parser.add_argument(
        "--example",
        action="store_true",
        help="muat kantor contoh bila basis data masih kosong, lalu cetak akunnya",
    )
    parser.set_defaults(run=run)
    tables = commands.add_parser(
        "migrate",
        help="siapkan atau mutakhirkan basis data saja",
        description="Buat tabel yang kurang dan mutakhirkan yang lama.",
    )
    tables.set_defaults(run=run_migrate)


@needs_django
def run(asked: Namespace) -> int:
    """Make ready what serving needs."""
    prepare(example=asked.example)
    return 0


def prepare(*, example: bool) -> None:
    """Bring tables and static files up to date; load the example if asked."""
    bring_tables_up_to_date()
    collect_static_files()
    if example:
        load_example_once()


@needs_django
def run_migrate(_asked: Namespace) -> int:
    """Bring the tables up to date."""
    if not bring_tables_up_to_date():
        write("Basis data sudah mutakhir.")
    return 0


def bring_tables_up_to_date() -> int:
    """Apply what is missing; return the number of migrations applied."""
    from django.core.management import call_command

    missing = list(missing_migrations())
    if missing:
        write(f"Menyiapkan basis data: {len(missing)} langkah …")
        call_command("migrate", interactive=False, verbosity=0)
    return len(missing)


def missing_migrations() -> Iterator[str]:
    """Yield the name of each migration that the database does not have yet.

    Raises Refusal where the database stopped in the middle of what one migration now
    does: only the version that still had those steps can go on from there.
    """
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    refuse_half_done()
    executor = MigrationExecutor(connection)
    targets = executor.loader.graph.leaf_nodes()
    for migration, _backwards in executor.migration_plan(targets):
        yield f"{migration.app_label}.{migration.name}"


def refuse_half_done() -> None:
    """Raise Refusal where of the steps that one migration replaces only some are done."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    done = set(MigrationRecorder(connection).applied_migrations())
    loader = MigrationLoader(None)
    for room in {app for app, _name in loader.disk_migrations}:
        replaced = {
            step
            for (app, _name), migration in loader.disk_migrations.items()
            for step in migration.replaces
            if app == room
        }
        if done & replaced and replaced - done:
            raise NotNow(
                f"Basis data ini berhenti di tengah pemutakhiran lama ({room}). Jalankan "
                "`tolok migrate` dengan Tolok dari 24 November 2026 (85ed047), lalu "
                "pasang versi ini lagi. Data tidak diubah."
            )


def collect_static_files() -> None:
    """Gather the static files, unless they are the ones gathered last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    wanted = static_fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted, encoding="ascii")


def static_fingerprint() -> str:
    """Return what changes when any static file does: names, sizes and times."""
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            place = Path(storage.path(name)).stat()
            seen.update(f"{name}:{place.st_size}:{place.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def load_example_once() -> None:
    """Load the example office into an empty database; print its accounts."""
    from tolok.accounts.queries import count_users
    from tolok.cli.demo import SHOWN_AT_FIRST, show_accounts
    from tolok.demo.load import load_example

    if count_users() == 0:
        write("Memuat kantor contoh …")
        load_example(at=clock.moment())
    show_accounts(SHOWN_AT_FIRST)
