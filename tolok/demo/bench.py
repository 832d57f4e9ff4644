"""Measure pages, actions and reading on offices that are made up for it.

Each size is measured in a process and a folder of its own: an office of 500 people on
SQLite, a regency of 40 offices with 12,000 on a PostgreSQL that is started for it. Reading is measured on a decree of 60 pages (`size` is
then the pages, and there is no database). The figures are printed as tables and kept in
`var/bench.json` as `[{"name", "size", "database", "value", "unit", "goal"}]`; `goal` is null
where none was set.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from tolok.demo import example, postgresql
from tolok.kernel.numbers import format_number


ROOT = Path(__file__).resolve().parents[2]
SQLITE_PEOPLE = 500
REGENCY_PEOPLE, OFFICES = 12_000, 40
PAGES = 60


@dataclass(frozen=True)
class Sizes:
    """How large the made-up office and regency are."""

    people: int = SQLITE_PEOPLE
    regency_people: int = REGENCY_PEOPLE
    offices: int = OFFICES

    @property
    def registry_people(self) -> int:
        """Return for how many people a registry is made whose sheet is imported."""
        return self.regency_people + self.regency_people // 30


FULL = Sizes()


def main(asked: Sizes = FULL) -> int:
    """Measure, print and keep the figures; 0 where every goal was met, else 1."""
    figures: list[dict[str, Any]] = []
    figures += _measured(
        "pages", PAGES, "", "", module="reading_speed", title="Membaca dan memeriksa"
    )
    figures += _measured("example", example_size(), "sqlite", "")
    figures += _measured("office", asked.people, "sqlite", "")
    if postgresql.is_there():
        with ExitStack() as stack:
            room = stack.enter_context(tempfile.TemporaryDirectory(prefix="tolok-"))
            address = stack.enter_context(postgresql.running(Path(room)))
            figures += _measured(
                "regency",
                asked.regency_people,
                "postgresql",
                address,
                offices=asked.offices,
            )
            figures += _measured(
                "registry",
                asked.registry_people,
                "postgresql",
                address,
                title="Impor lembar definisi, postgresql",
            )
    else:
        _say(
            "PostgreSQL belum terpasang, jadi tidak diukur: apt-get install postgresql"
        )
    place = Path(settings.HOME) / "bench.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    missed = [one for one in figures if is_missed(one)]
    _say("")
    _say(f"{len(figures)} ukuran disimpan di {place}; {len(missed)} di luar batas.")
    return 1 if missed else 0


def example_size() -> int:
    """Return how many people the example office has, its head's superior among them."""
    return len(example.read("people.yaml")["people"])


def is_missed(figure: dict[str, Any]) -> bool:
    """Tell whether a figure lies above its goal."""
    return figure["goal"] is not None and figure["value"] > figure["goal"]


def _measured(
    what: str,
    size: int,
    database: str,
    address: str,
    *,
    module: str = "measuring",
    title: str = "",
    offices: int = 1,
) -> list[dict[str, Any]]:
    """Measure in a process of its own, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="tolok-bench-") as home:
        out = Path(home) / "figures.json"
        environment = {
            **os.environ,
            "TOLOK_HOME": home,
            "DATABASE_URL": address,
            "TOLOK_BENCH": "1",
            "TOLOK_BENCH_OFFICES": str(offices),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        command = [sys.executable, "-m", f"tolok.demo.{module}", what, str(size)]
        subprocess.run(
            [*command, str(out)], cwd=ROOT, env=environment, check=True, text=True
        )
        figures: list[dict[str, Any]] = json.loads(out.read_text())
    for figure in figures:
        figure |= {"size": size, "database": database}
    people = f"{format_number(Decimal(size))} orang, {database}"
    if offices > 1:
        people = f"{offices} perangkat daerah, {people}"
    _show(title or people, figures)
    return figures


def _show(title: str, figures: Sequence[dict[str, Any]]) -> None:
    _say("")
    _say(title)
    rows = [("Apa", "Nilai", "", "Batas", "")]
    rows += [
        (
            one["name"],
            format_number(Decimal(str(one["value"]))),
            one["unit"],
            "" if one["goal"] is None else f"{one['goal']:g}",
            "di luar batas" if is_missed(one) else "",
        )
        for one in figures
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(5)]
    for row in rows:
        name, value, unit, goal, judged = row
        _say(
            f"  {name:<{widths[0]}}  {value:>{widths[1]}} {unit:<{widths[2]}}  "
            f"{goal:>{widths[3]}}  {judged}".rstrip()
        )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
