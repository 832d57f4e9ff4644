"""`make check`: every check that is not a test, side by side; all faults are shown.

python scripts/check.py                 and the house rules of tests/architecture
python scripts/check.py --without-tests for `make test`, which runs those anyway
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")

CHECKS: dict[str, list[str | Path]] = {
    "ruff": [BIN / "ruff", "check", "--quiet", "."],
    "ruff format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "mypy": [BIN / "mypy", "tolok", "config"],
    "djlint": [BIN / "djlint", "--lint", "--quiet", "tolok/web/templates"],
    "import-linter": [BIN / "lint-imports", "--no-cache"],
    "django": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "vendored files": [PYTHON, "scripts/refresh_vendor.py", "--check"],
    "lock files": [PYTHON, "scripts/lock.py", "--check"],
    "english": [PYTHON, "scripts/messages.py", "--check"],
    "command reference": [PYTHON, "scripts/docs.py", "--check"],
}
HOUSE_RULES: list[str | Path] = [BIN / "pytest", "-q", "-n", "2", "tests/architecture"]


def main() -> int:
    """Run the checks; return 0 where all pass, else 1."""
    checks = dict(CHECKS)
    if "--without-tests" not in sys.argv:
        checks["house rules"] = HOUSE_RULES
    with (
        tempfile.TemporaryDirectory(prefix="tolok-check-") as home,
        ThreadPoolExecutor(max_workers=2) as pool,
    ):
        environment = {
            name: value
            for name, value in os.environ.items()
            if name != "DATABASE_URL" and not name.startswith("TOLOK_")
        }
        environment["TOLOK_HOME"] = home
        jobs = {
            name: pool.submit(run, command, environment)
            for name, command in checks.items()
        }
        failed = []
        for name, job in jobs.items():
            status, said, seconds = job.result()
            sign = "✔" if status == 0 else "✘"
            sys.stdout.write(f"{sign} {name} ({seconds:.1f} s)\n")
            if status:
                failed.append(name)
                sys.stdout.write(said.rstrip() + "\n")
            sys.stdout.flush()
    if failed:
        sys.stdout.write(f"Gagal: {', '.join(failed)}\n")
    return int(bool(failed))


def run(
    command: list[str | Path], environment: dict[str, str]
) -> tuple[int, str, float]:
    """Run one check; return its status, all it said and the seconds it took."""
    started = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main())
