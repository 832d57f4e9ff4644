"""Made-up offices that are large enough to take minutes, made once and kept.

They stand in a PostgreSQL of their own, in a folder that nobody else uses, until that
folder is removed. What is measured is measured on a copy, so that it stays as it was made.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tolok.demo import postgresql


def default_folder() -> Path:
    """Return where they are kept where nobody says otherwise."""
    return Path(tempfile.gettempdir()) / f"tolok-bench-{os.getuid()}"


@contextmanager
def a_copy(
    name: str, *, folder: Path, make: Callable[[str, Path], None]
) -> Iterator[tuple[str, Path]]:
    """Give the address of a database as `make` made it, and its home; end the server.

    `make` is told the address and the home to fill, and is asked once: what it began
    and did not end is thrown away.
    """
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    home = folder / name
    home.mkdir(exist_ok=True)
    whole, working = f"{name}_kept", f"{name}_working"
    with postgresql.running(folder, stays=True) as address:
        with psycopg.connect(address, autocommit=True) as server:
            if not _is_there(server, whole):
                _drop(server, working)
                _create(server, working)
                make(_address_of(address, working), home)
                _rename(server, working, whole)
            _drop(server, working)
            _create(server, working, like=whole)
        yield _address_of(address, working), home


def _address_of(server: str, database: str) -> str:
    return f"{server.rpartition('/')[0]}/{database}"


def _is_there(server: psycopg.Connection, name: str) -> bool:
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _create(server: psycopg.Connection, name: str, like: str = "template1") -> None:
    server.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
            sql.Identifier(name), sql.Identifier(like)
        )
    )


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


def _rename(server: psycopg.Connection, name: str, to: str) -> None:
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(name), sql.Identifier(to)
        )
    )
