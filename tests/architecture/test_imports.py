"""The import contracts hold, and each is seen to fail on a planted fault."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(LINT), "--no-cache", "--config", "pyproject.toml", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path, root: Path) -> Path:
    """Return a copy of the Python files alone, to plant faults in."""
    only_python = shutil.ignore_patterns("__pycache__", "static", "templates", "fonts")
    for package in ("tolok", "config"):
        shutil.copytree(root / package, tmp_path / package, ignore=only_python)
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_holds(root: Path) -> None:
    done = lint(root)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("contract", "place", "line"),
    [
        ("rooms", "tolok/kernel/rounding.py", "import tolok.records.models"),
        ("rooms", "tolok/registry/models.py", "import tolok.scoring.models"),
        ("rooms", "tolok/attic/__init__.py", "'''A room without a floor.'''"),
        ("inside-a-room", "tolok/planning/models.py", "import tolok.planning.queries"),
        (
            "inside-a-room",
            "tolok/planning/policies.py",
            "import tolok.planning.actions",
        ),
        ("pure", "tolok/reader/parse/planted.py", "import django.db"),
        ("pure", "tolok/rules/planted.py", "import django.conf"),
        ("pure", "tolok/scoring/calculator.py", "import tolok.scoring.models"),
        (
            "one-calculator",
            "tolok/measurement/planted.py",
            "import tolok.rules.formulas",
        ),
        ("one-calculator", "tolok/scoring/queries.py", "import tolok.rules.formulas"),
        ("front-doors", "tolok/web/planted.py", "import tolok.planning.models"),
        ("front-doors", "tolok/api/planted.py", "import tolok.planning.models"),
        ("front-doors", "tolok/demo/planted.py", "import tolok.planning.models"),
        ("front-doors", "tolok/cli/planted.py", "import tolok.planning.models"),
        ("wiring", "tolok/accounts/planted.py", "import config.settings"),
    ],
)
def test_a_planted_fault_breaks_its_contract(
    copy: Path, contract: str, place: str, line: str
) -> None:
    file = copy / place
    file.parent.mkdir(exist_ok=True)
    with file.open("a", encoding="utf-8") as opened:
        opened.write(f"\n{line}\n")

    done = lint(copy, "--contract", contract)

    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout or "not" in done.stdout
