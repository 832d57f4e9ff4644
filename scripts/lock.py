"""Lock the packages of pyproject.toml with hashes and without any address.

    python scripts/lock.py          write both lock files anew
    python scripts/lock.py --check  is every dependency locked, and alike in both?

The check asks no registry: it reads pyproject.toml and the two files.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".venv" / "bin" / "uv"
RUN, TEST = ROOT / "requirements.lock", ROOT / "requirements-test.lock"
OPTIONS = (
    *("--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-header"),
)
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def main() -> int:
    """Write the lock files, or check them; return the exit status."""
    if "--check" in sys.argv:
        wrong = list(faults())
        for fault in wrong:
            sys.stderr.write(fault + "\n")
        return int(bool(wrong))
    for file, more in ((RUN, ()), (TEST, ("--extra", "test"))):
        command = [str(UV), "pip", "compile", *OPTIONS, *more, "pyproject.toml"]
        subprocess.run([*command, "-o", file.name], cwd=ROOT, check=True)
    return 0


def faults() -> Iterator[str]:
    """Yield a sentence for each dependency that is not locked as it should be."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {
        RUN: project["dependencies"],
        TEST: [*project["dependencies"], *project["optional-dependencies"]["test"]],
    }
    pins = {file: dict(PIN.findall(file.read_text())) for file in asked}
    for file, dependencies in asked.items():
        if "://" in file.read_text():
            yield f"{file.name} holds an address"
        for dependency in dependencies:
            found = NAME.match(dependency)
            if found is None or normal(found.group()) not in pins[file]:
                yield f"{dependency!r} is not in {file.name}; run: make lock"
    for name, version in pins[RUN].items():
        if pins[TEST].get(name) != version:
            yield f"{name} is not {version} in {TEST.name}; run: make lock"


def normal(name: str) -> str:
    """Return a package's name as lock files write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
