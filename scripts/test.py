"""`make test`, once installed: everything, in order, with a PostgreSQL of its own that always ends.

1. what tests need from Debian: installed where we are root, else told about
2. `make check`
3. tests on SQLite, tests on PostgreSQL, journeys in the browser
4. one summary line in pytest's form over the three runs

`make coverage` (`--coverage`) runs the tests on SQLite once more, measured, and holds the
floors: measuring takes three quarters of a run's time again, and tells nothing on the
second database, which runs the same lines, nor of the server before the browser, which is
a process of its own. `.ci/run` does both.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from tolok.demo.postgresql import running


ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")

# What a test needs beside Python: the Debian packages and one file they bring.
NEEDS = {
    "PostgreSQL": (("postgresql",), ("/usr/lib/postgresql/*/bin/postgres",)),
    "Chromium": (("chromium",), ("/usr/bin/chromium", "/usr/bin/chromium-browser")),
    "Tesseract": (
        ("tesseract-ocr", "tesseract-ocr-ind"),
        ("/usr/share/tesseract-ocr/*/tessdata/ind.traineddata",),
    ),
    "pdftotext": (("poppler-utils",), ("/usr/bin/pdftotext",)),
}
# Branch coverage in percent that each set of files must reach.
FLOORS = {
    "tolok/*,config/*": 90,
    "tolok/rules/*": 100,
    "tolok/kernel/*": 100,
    "*/policies.py": 100,
    "*/permissions.py": 100,
}
ORDER = ("failed", "errors", "passed", "skipped")


def main() -> int:
    """Run all; return 0 only where everything passed."""
    started = time.monotonic()
    # Each process would compile every module anew: half the time of a command.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    missing = install_needs()
    results: list[tuple[str, bool]] = []
    with tempfile.TemporaryDirectory(prefix="tolok-test-", dir="/tmp") as name:
        room = Path(name)
        if "--coverage" in sys.argv[1:]:
            return measure(room, started)
        say("Pemeriksaan")
        checked = call([PYTHON, "scripts/check.py", "--without-tests"]) == 0
        results.append(("pemeriksaan", checked))
        say("Uji pada SQLite")
        results.append(("SQLite", run_tests(room, "sqlite", "not browser")))
        if "PostgreSQL" not in missing:
            say("Uji pada PostgreSQL")
            with running(room, durable=False) as address:
                results.append(
                    (
                        "PostgreSQL",
                        run_tests(
                            room,
                            "postgresql",
                            "not browser",
                            "--only-database",
                            DATABASE_URL=address,
                        ),
                    )
                )
        if "Chromium" not in missing:
            say("Uji di peramban")
            results.append(("peramban", run_tests(room, "browser", "browser")))
        for what in missing:
            sys.stdout.write(
                f"Tidak diuji karena {what} tidak ada. Pasang: sudo apt-get install "
                f"{' '.join(NEEDS[what][0])}\n"
            )
        failed = [part for part, passed in results if not passed]
        if failed:
            sys.stdout.write(f"Gagal: {', '.join(failed)}\n")
        summarise(room, time.monotonic() - started)
    return int(bool(failed))


def measure(room: Path, started: float) -> int:
    """Run the tests on SQLite measured; return 0 where they pass and each floor holds."""
    clean_coverage()
    say("Uji pada SQLite, diukur cakupannya")
    passed = run_tests(room, "coverage", "not browser")
    say("Cakupan")
    held = floors_hold()
    summarise(room, time.monotonic() - started)
    return int(not (passed and held))


def say(title: str) -> None:
    """Print a heading at once."""
    sys.stdout.write(f"\n── {title} ──\n")
    sys.stdout.flush()


def call(command: list[str], **more: str) -> int:
    """Run a command in the project's folder; return its status."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **more},
        stdin=subprocess.DEVNULL,
        check=False,
    ).returncode


def install_needs() -> list[str]:
    """Install what is missing where we may; return what is missing still."""
    missing = [name for name in NEEDS if not is_there(name)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [package for name in missing for package in NEEDS[name][0]]
        say(f"Memasang {' '.join(packages)}")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        call(["apt-get", "update", "-qq"], **quiet)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        call([*install, *packages], **quiet)
        missing = [name for name in NEEDS if not is_there(name)]
    return missing


def is_there(name: str) -> bool:
    """Tell whether a need is met: one of its files exists."""
    return any(any(Path("/").glob(pattern.lstrip("/"))) for pattern in NEEDS[name][1])


def clean_coverage() -> None:
    """Take away what an earlier run measured."""
    for old in ROOT.glob(".coverage*"):
        old.unlink()


def run_tests(room: Path, name: str, marks: str, *options: str, **more: str) -> bool:
    """Run pytest on two cores; tell whether all passed."""
    environment = {k: v for k, v in more.items() if v}
    measured = ("-m", "coverage", "run") if name == "coverage" else ()
    command = [
        *(PYTHON, *measured, "-m", "pytest", "-q", "-n", "2"),
        *("--dist", "loadfile" if name == "browser" else "worksteal"),
        *("-m", marks, "-p", "no:cacheprovider", f"--junitxml={room / name}.xml"),
        *options,
        *(("tests/browser",) if name == "browser" else ("--ignore=tests/browser",)),
    ]
    if "DATABASE_URL" not in more:
        environment["DATABASE_URL"] = ""
    status = call(command, **environment)
    # 5: nothing to run, as in a copy that carries no tests of this kind.
    return status in {0, 5} if name == "browser" else status == 0


def floors_hold() -> bool:
    """Put the measurements together; print and hold each floor."""
    coverage = [PYTHON, "-m", "coverage"]
    call([*coverage, "combine", "--quiet"])
    held = True
    for include, floor in FLOORS.items():
        asked = [*coverage, "json", "-q", "-o", "-", f"--include={include}"]
        done = subprocess.run(
            asked, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.stdout.write(f"✘ {include}: {done.stdout}{done.stderr}\n")
            held = False
            continue
        measured = json.loads(done.stdout)
        percent = measured["totals"]["percent_covered"]
        reached = percent >= floor
        held = held and reached
        sign = "✔" if reached else "✘"
        sys.stdout.write(f"{sign} {include}: {percent:.1f} % (lantai {floor} %)\n")
        if not reached:
            for line in below(measured, floor):
                sys.stdout.write(f"    {line}\n")
    return held


def below(measured: dict, floor: int) -> list[str]:
    """Return the files under a floor with what no test reached, the worst first."""
    files = [
        (file["summary"]["percent_covered"], name, file)
        for name, file in measured["files"].items()
        if file["summary"]["percent_covered"] < floor
    ]
    return [
        f"{percent:5.1f} % {name} baris {file['missing_lines'][:12]}"
        f" cabang {file['missing_branches'][:6]}"
        for percent, name, file in sorted(files, key=lambda entry: entry[:2])[:25]
    ]


def summarise(room: Path, seconds: float) -> None:
    """Print one line in pytest's form over all runs."""
    counted: Counter[str] = Counter()
    for file in room.glob("*.xml"):
        for suite in ElementTree.parse(file).iter("testsuite"):
            numbers = {
                "failed": int(suite.get("failures", 0)),
                "errors": int(suite.get("errors", 0)),
                "skipped": int(suite.get("skipped", 0)),
            }
            counted.update(numbers)
            counted["passed"] += int(suite.get("tests", 0)) - sum(numbers.values())
    words = ", ".join(f"{counted[word]} {word}" for word in ORDER if counted[word])
    clock = time.strftime("%-H:%M:%S", time.gmtime(seconds))
    line = f" {words or 'no tests ran'} in {seconds:.2f}s ({clock}) "
    sys.stdout.write(line.center(88, "=") + "\n")


if __name__ == "__main__":
    sys.exit(main())
