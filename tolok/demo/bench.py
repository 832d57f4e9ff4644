"""Measure pages, actions and reading on offices that are made up for it, part by part.

Each part is measured in a process and a folder of its own: the example office, an office
of 500 people on SQLite, one registry whose sheets are imported, and, made once and kept, a
regency of 40 offices with 12,000 people and one office with as many, on PostgreSQL.
The figures are printed as tables and kept in `var/bench.json` as
`[{"part", "name", "size", "database", "value", "unit", "goal", "cpu"}]`; `goal` is null
where none was set, and `cpu` (what this process computed) where it was not measured.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from tolok.demo import example, kept, postgresql
from tolok.kernel.numbers import format_number


ROOT = Path(__file__).resolve().parents[2]
SQLITE_PEOPLE = 500
REGENCY_PEOPLE, OFFICES = 12_000, 40
PAGES = 60


PARTS = {
    "reader": "membaca, memeriksa, dan membandingkan keputusan",
    "documents": "menerbitkan dokumen, LKjIP, dan daftar panjang",
    "weights": "berat muatan pertama setiap halaman",
    "office": "satu kantor pada SQLite: halaman, kirim, rantai, hitung ulang",
    "import": "impor lembar definisi dan lembar target pada PostgreSQL",
    "regency": "satu kabupaten pada PostgreSQL; dibuat sekali, lalu disimpan",
    "single": "satu kantor sebesar kabupaten pada PostgreSQL; dibuat sekali",
}
# Without a word about it these are measured; the others take many minutes.
USUAL = ("reader", "documents", "weights", "office")
ON_POSTGRESQL = ("import", "regency", "single")


@dataclass(frozen=True)
class Sizes:
    """How large the made-up office and regency are, and where what is kept stands."""

    people: int = SQLITE_PEOPLE
    regency_people: int = REGENCY_PEOPLE
    offices: int = OFFICES
    kept: Path | None = None

    @property
    def registry_people(self) -> int:
        """Return for how many people a registry is made whose sheet is imported."""
        return self.regency_people + self.regency_people // 30


FULL = Sizes()


def main(asked: Sizes = FULL, parts: Sequence[str] = USUAL) -> int:
    """Measure, print and keep the figures; 0 where every goal was met, else 1."""
    figures: list[dict[str, Any]] = []
    for part in parts:
        if part in ON_POSTGRESQL and not postgresql.is_there():
            _say(
                f"{part}: PostgreSQL belum terpasang, jadi tidak diukur: "
                "apt-get install postgresql"
            )
            continue
        found = _MEASURE[part](asked)
        figures += [{"part": part, **one} for one in found]
    place = Path(settings.HOME) / "bench.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    missed = [one for one in figures if is_missed(one)]
    _say("")
    _say(f"{len(figures)} ukuran disimpan di {place}; {len(missed)} di luar batas.")
    return 1 if missed else 0


def _reader(_asked: Sizes) -> list[dict[str, Any]]:
    return [
        *_measured("pages", PAGES, module="reading_speed", title="Membaca"),
        *_measured("compared", example_size(), title="Membandingkan dan memindai"),
    ]


def _of_example(what: str) -> list[dict[str, Any]]:
    title = f"{PARTS[what].capitalize()}, kantor contoh"
    return _measured(what, example_size(), "sqlite", title=title)


def _import(asked: Sizes) -> list[dict[str, Any]]:
    with (
        tempfile.TemporaryDirectory(prefix="tolok-") as room,
        postgresql.running(Path(room)) as address,
    ):
        return _measured(
            "import",
            asked.registry_people,
            "postgresql",
            address,
            title="Impor lembar definisi dan target, postgresql",
        )


def _kept(what: str, asked: Sizes, offices: int) -> list[dict[str, Any]]:
    """Measure on a copy of what is made once and kept; its making is measured then."""
    made: list[dict[str, Any]] = []

    def make(address: str, home: Path) -> None:
        made.extend(
            _measured(
                f"make-{what}",
                asked.regency_people,
                "postgresql",
                address,
                offices=offices,
                home=home,
            )
        )

    name = f"{what}_{offices}_{asked.regency_people}"
    folder = asked.kept or kept.default_folder()
    with kept.a_copy(name, folder=folder, make=make) as (address, home):
        measured = _measured(
            what,
            asked.regency_people,
            "postgresql",
            address,
            offices=offices,
            home=home,
        )
    _say(f"Yang dibuat disimpan di {folder}; hapus folder itu bila tidak dipakai lagi.")
    return made + measured


_MEASURE: dict[str, Callable[[Sizes], list[dict[str, Any]]]] = {
    "reader": _reader,
    "documents": lambda _asked: _of_example("documents"),
    "weights": lambda _asked: _of_example("weights"),
    "office": lambda asked: _measured("office", asked.people, "sqlite"),
    "import": _import,
    "regency": lambda asked: _kept("regency", asked, asked.offices),
    "single": lambda asked: _kept("single", asked, 1),
}


def example_size() -> int:
    """Return how many people the example office has, its head's superior among them."""
    return len(example.read("people.yaml")["people"])


def is_missed(figure: dict[str, Any]) -> bool:
    """Tell whether a figure lies above its goal."""
    return figure["goal"] is not None and figure["value"] > figure["goal"]


def _measured(
    what: str,
    size: int,
    database: str = "",
    address: str = "",
    *,
    module: str = "measuring",
    title: str = "",
    offices: int = 1,
    home: Path | None = None,
) -> list[dict[str, Any]]:
    """Measure in a process of its own, in a folder that is removed unless it is given."""
    with ExitStack() as stack:
        room = home or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="tolok-bench-"))
        )
        out = room / "figures.json"
        environment = {
            **os.environ,
            "TOLOK_HOME": str(room),
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
    rows = [("Apa", "Nilai", "", "Batas", "Prosesor", "")]
    rows += [
        (
            one["name"],
            format_number(Decimal(str(one["value"]))),
            one["unit"],
            "" if one["goal"] is None else f"{one['goal']:g}",
            "" if one["cpu"] is None else format_number(Decimal(str(one["cpu"]))),
            "di luar batas" if is_missed(one) else "",
        )
        for one in figures
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(6)]
    for row in rows:
        name, value, unit, goal, cpu, judged = row
        _say(
            f"  {name:<{widths[0]}}  {value:>{widths[1]}} {unit:<{widths[2]}}  "
            f"{goal:>{widths[3]}}  {cpu:>{widths[4]}}  {judged}".rstrip()
        )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
