"""Installations for the commands that need a real one."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.cli.installation import Installation


ADDRESS = os.environ.get("DATABASE_URL", "")
ON_POSTGRESQL = ADDRESS.startswith("postgres")

FILL = """
from datetime import datetime, timezone
from tolok.accounts.actions import create_user
from tolok.records.actions import System, store_file
at = datetime(2026, 1, 5, 1, tzinfo=timezone.utc)
create_user(username="ratna", name="Ratna", password="sandi-panjang-sekali",
            by=System(), at=at)
store_file(content=b"bukti", media_type="text/plain", at=at)
"""


def new_database(template: str = "template1") -> str:
    """Make a database on the server of this run; return its address."""
    name = f"tolok_{uuid4().hex}"
    with psycopg.connect(ADDRESS, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return f"{ADDRESS.rsplit('/', 1)[0]}/{name}"


def drop_database(address: str) -> None:
    """Take a database of ours away."""
    name = address.rsplit("/", 1)[1]
    with psycopg.connect(ADDRESS, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def installations(tmp_path: Path) -> Iterator[Callable[..., Installation]]:
    """Give installations on the database engine of this run, as many as asked."""
    made: list[str] = []

    def make(like: Installation | None = None) -> Installation:
        home = tmp_path / f"home-{len(made)}"
        if like is None:
            home.mkdir()
        else:
            shutil.copytree(like.home, home)
        address = ""
        if ON_POSTGRESQL:
            template = like.database_url.rsplit("/", 1)[1] if like else "template1"
            address = new_database(template)
        made.append(address)
        return Installation(home, address)

    yield make
    for address in filter(None, made):
        drop_database(address)


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Return an installation with an account and a file, only to be copied."""
    home = tmp_path_factory.mktemp("pattern")
    address = new_database() if ON_POSTGRESQL else ""
    installation = Installation(home, address)
    prepared = installation.tolok("migrate")
    assert prepared.returncode == 0, prepared.stderr
    installation.script(FILL)
    yield installation
    if address:
        drop_database(address)


@pytest.fixture
def filled(installations, pattern) -> Installation:
    """Return an installation with an account and a file."""
    return installations(like=pattern)
