"""A whole copy of the database, and the way back, for SQLite and PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tolok.kernel.refusals import NotNow, Unfit


class ToolMissing(NotNow):
    """pg_dump or pg_restore is not installed."""


class CopyFailed(NotNow):
    """The database could not be copied or brought back."""


class CopyDamaged(Unfit):
    """The copy is not a whole database."""


def copy_database(settings: Mapping[str, Any], target: Path) -> None:
    """Write a consistent copy while others go on working."""
    if is_sqlite(settings):
        copy_sqlite(Path(settings["NAME"]), target)
    else:
        call(
            ["pg_dump", "--format=custom", "--no-owner", "--file", str(target)],
            settings,
        )


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy an SQLite database page by page with SQLite's own backup."""
    with (
        sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=10) as read,
        sqlite3.connect(target) as written,
    ):
        read.backup(written, pages=2000)
    read.close()
    written.close()


def check_sqlite(file: Path) -> None:
    """Raise `CopyDamaged` where the file is not a whole SQLite database."""
    try:
        opened = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            answers = [row[0] for row in opened.execute("PRAGMA integrity_check")]
        finally:
            opened.close()
    except sqlite3.DatabaseError as error:
        answers = [str(error)]
    if answers != ["ok"]:
        raise CopyDamaged(
            f"Salinan basis data di dalam cadangan rusak: {answers[0]}. "
            "Pakai cadangan lain."
        )


def bring_back_postgresql(settings: Mapping[str, Any], source: Path) -> None:
    """Replace what stands in a PostgreSQL database by a copy, whole or not at all."""
    call(
        [
            *("pg_restore", "--clean", "--if-exists", "--no-owner"),
            *("--single-transaction", "--exit-on-error"),
            *("--dbname", settings["NAME"], str(source)),
        ],
        settings,
    )


def is_sqlite(settings: Mapping[str, Any]) -> bool:
    """Tell whether these database settings are of SQLite."""
    return str(settings["ENGINE"]).endswith("sqlite3")


def engine_name(settings: Mapping[str, Any]) -> str:
    """Return the name of the engine as a backup's manifest bears it."""
    return "sqlite" if is_sqlite(settings) else "postgresql"


def call(command: list[str], settings: Mapping[str, Any]) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment."""
    program = shutil.which(command[0])
    if program is None:
        raise ToolMissing(
            f"Program {command[0]} belum terpasang. Pasang dahulu: "
            "sudo apt-get install postgresql-client"
        )
    reached = {
        "PGDATABASE": settings["NAME"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
    }
    done = subprocess.run(
        [program, *command[1:]],
        env={**os.environ, **{name: str(v) for name, v in reached.items() if v}},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["tanpa keterangan"]
        raise CopyFailed(
            f"{command[0]} gagal: {said[-1]}. Periksa DATABASE_URL, versi "
            "postgresql-client dan ruang penyimpanan."
        )
