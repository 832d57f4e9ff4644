"""Run a PostgreSQL of our own for a while, on a free port of this machine."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path


TOOLS = Path("/usr/lib/postgresql")


def is_there() -> bool:
    """Tell whether PostgreSQL's server programs are installed."""
    return any(TOOLS.glob("*/bin/postgres"))


@contextlib.contextmanager
def running(room: Path, *, durable: bool = True, stays: bool = False) -> Iterator[str]:
    """Start a server in `room`, give its address, and always end it.

    With `stays` it goes on with what it held there before, and is ended in good order.
    `durable` keeps the safe settings that an office has; without them a test run is
    faster and a lost current would lose its data. Nor are tables counted then: rows
    that a test has not yet undone would be counted as none and searched without index.
    """
    tools = max(TOOLS.glob("*/bin"), key=lambda place: int(place.parent.name))
    folder = room / "postgresql"
    folder.mkdir(exist_ok=stays)
    data, port = folder / "data", free_port()
    secret = room / "postgresql-password"
    is_new = not (data / "PG_VERSION").exists()
    if is_new:
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_hex(16))
    password = secret.read_text()
    wrap: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root.
        wrap = ["runuser", "-u", "postgres", "--"]
        room.chmod(0o755)
        shutil.chown(folder, "postgres")
        shutil.chown(secret, "postgres")
    make = [str(tools / "initdb"), "-D", str(data), "-U", "tolok"]
    make += ["--pwfile", str(secret), "-A", "scram-sha-256", "-E", "UTF8"]
    make += ["--locale=C", "--no-sync"]
    if is_new:
        subprocess.run([*wrap, *make], cwd="/", check=True, stdout=subprocess.DEVNULL)
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
        "max_connections": "60",
    }
    if not durable:
        settings |= dict.fromkeys(
            ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"), "off"
        )
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    control = [*wrap, str(tools / "pg_ctl"), "-D", str(data), "-w", "-s"]
    log = ["-l", str(folder / "log"), "-o", options]
    subprocess.run([*control, *log, "start"], cwd="/", check=True)
    try:
        yield f"postgresql://tolok:{password}@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*control, "-m", "fast" if stays else "immediate", "stop"],
            cwd="/",
            check=False,
        )


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port
