#!/usr/bin/env python3
"""`make run`: install, prepare, serve. `--fresh` puts the present data aside first.

Stops what it started on SIGINT and SIGTERM, also where only `make` gets the signal:
GNU make passes SIGTERM on to its commands but not SIGINT, and then waits for them.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
TOLOK = ROOT / ".venv" / "bin" / "tolok"
KEPT = ("tolok.sqlite3", "tolok.sqlite3-wal", "tolok.sqlite3-shm", "files", "jobs")


def main() -> int:
    """Do what the command line asks; return the exit status."""
    installed = run([sys.executable, str(ROOT / "scripts" / "install.py"), "run"])
    if installed:
        return installed
    if "--fresh" in sys.argv:
        refused = put_aside(home())
        if refused:
            sys.stderr.write(refused + "\n")
            return 2
        return run([str(TOLOK), "prepare", "--example"])
    port = os.environ.get("PORT", "8000")
    return run([str(TOLOK), "serve", "--prepare", "--example", "--port", port])


def run(command: list[str]) -> int:
    """Run a command; on a signal pass it on, wait, and return the status."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    asked = False

    def pass_on(_number: int = 0, _frame: object = None) -> None:
        nonlocal asked
        asked = True
        with contextlib.suppress(ProcessLookupError):
            child.terminate()

    signal.signal(signal.SIGINT, pass_on)
    signal.signal(signal.SIGTERM, pass_on)
    while child.poll() is None:
        try:
            child.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            if not asked and make_is_interrupted():
                pass_on()
    return 130 if asked and child.returncode < 0 else child.returncode


def make_is_interrupted() -> bool:
    """Tell whether the parent is a make that handles SIGINT at this moment.

    While it does, it blocks that signal and waits for its commands.
    """
    place = Path("/proc") / str(os.getppid())
    try:
        if (place / "comm").read_text().strip() not in {"make", "gmake"}:
            return False
        status = (place / "status").read_text()
    except OSError:
        return False
    blocked = next(
        line.split()[1] for line in status.splitlines() if line.startswith("SigBlk")
    )
    return bool(int(blocked, 16) & 1 << signal.SIGINT - 1)


def home() -> Path:
    """Return the folder that holds all that is kept."""
    return Path(os.environ.get("TOLOK_HOME") or ROOT / "var").absolute()


def put_aside(folder: Path) -> str:
    """Move the present data into `sebelumnya/`; return why not, or nothing."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return (
            "DATABASE_URL menunjuk PostgreSQL; basis data itu tidak dihapus dari sini.\n"
            "Buat basis data baru yang kosong, arahkan DATABASE_URL ke sana, lalu "
            "jalankan make run."
        )
    beat = folder / "jobs" / "heartbeat"
    if beat.exists() and time.time() - beat.stat().st_mtime < 60:
        return (
            f"Tolok masih berjalan dengan data di {folder}.\n"
            "Hentikan dahulu (Ctrl+C), lalu jalankan lagi make fresh."
        )
    present = [folder / name for name in KEPT if (folder / name).exists()]
    if present:
        aside = folder / "sebelumnya" / time.strftime("%Y%m%d-%H%M%S")
        aside.mkdir(parents=True)
        for place in present:
            place.rename(aside / place.name)
        sys.stdout.write(f"Data sebelumnya disisihkan ke {aside}\n")
        sys.stdout.flush()
    return ""


if __name__ == "__main__":
    sys.exit(main())
