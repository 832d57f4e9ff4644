"""`tolok rules`: the law library: what stands in it, what is unchecked, workings."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tolok.cli.indonesian import Commands
from tolok.cli.output import shortened, why_not, write, write_table
from tolok.kernel.dates import format_date
from tolok.kernel.refusals import Unfit
from tolok.rules.loader import RuleFileInvalid, load_library
from tolok.rules.sources import Sourced, list_sources, list_unchecked
from tolok.scoring.cases import check_cases
from tolok.scoring.workings import WORKINGS, work_out


FAULTS_FOUND = 1


class RulesUnusable(Unfit):
    """A rule file, or the file to work out, cannot be used."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "rules",
        help="pustaka aturan: isi, sumber, yang belum diperiksa, hitungan",
        description="Tampilkan pustaka aturan dengan sumbernya; yang belum dicocokkan "
        "dengan naskah resmi; atau hitung aturan seperti SKM, LKE, dan predikat kinerja. "
        "Tidak memerlukan basis data. Folder aturan daerah dibaca dari TOLOK_RULES.",
    )
    parser.add_argument(
        "name",
        metavar="NAMA",
        nargs="?",
        help="tampilkan aturan yang namanya memuat kata ini",
    )
    parser.add_argument(
        "--unchecked",
        action="store_true",
        help="hanya yang belum dicocokkan dengan naskah resmi",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="jalankan semua contoh hitungan; status 1 bila ada yang keliru",
    )
    parser.add_argument(
        "--work",
        metavar="BERKAS",
        help="hitung baris-baris JSON {working, on, …}; - untuk masukan baku",
    )
    parser.add_argument(
        "--json", action="store_true", help="cetak sebagai JSON, satu nilai satu baris"
    )
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """List, check or work out. Raises `RulesUnusable`."""
    try:
        return _run(asked)
    except RuleFileInvalid as error:
        raise RulesUnusable(str(error)) from error


def _run(asked: Namespace) -> int:
    if asked.work is not None:
        return _work(asked.work)
    if asked.check:
        return _check()
    library = load_library()
    found = list_unchecked(library) if asked.unchecked else list_sources(library)
    if asked.name:
        found = [
            s for s in found if asked.name.casefold() in f"{s.key} {s.name}".casefold()
        ]
        if not found:
            raise RulesUnusable(
                f"Tidak ada aturan bernama “{asked.name}”. Jalankan tolok rules untuk "
                "melihat semuanya."
            )
    if asked.json:
        for source in found:
            write(json.dumps(_as_json(source), ensure_ascii=False))
        return 0
    _show(found, unchecked=asked.unchecked, whole=bool(asked.name))
    return 0


def _show(found: Sequence[Sourced], *, unchecked: bool, whole: bool) -> None:
    if unchecked:
        write(f"{len(found)} nilai belum dicocokkan dengan naskah resmi:")
        write()
    if whole:
        for source in found:
            _show_whole(source)
        return
    write_table(
        ("aturan", "berlaku sejak", "tanda", "nama"),
        [
            (s.key, s.starts_on.isoformat(), _mark(s), shortened(s.name, 60))
            for s in found
        ],
    )
    if not unchecked:
        write()
        write("Hitungan untuk --work:")
        write_table(("hitungan", "nama"), [(w.key, w.name) for w in WORKINGS.values()])


def _show_whole(source: Sourced) -> None:
    write(f"{source.key}: {source.name}")
    write(f"  sejak {format_date(source.starts_on)}")
    write(f"  sumber: {source.citation}")
    if source.note:
        write(f"  catatan: {source.note}")
    if source.kind == "parameter":
        value = source.value
        shown = "dicabut" if value is None else json.dumps(value, ensure_ascii=False)
        write(f"  nilai: {shown}")
    write()


def _mark(source: Sourced) -> str:
    return "diperiksa" if source.is_checked else source.mark


def _as_json(source: Sourced) -> dict[str, Any]:
    return {
        "kind": source.kind,
        "key": source.key,
        "name": source.name,
        "from": source.starts_on.isoformat(),
        "mark": source.mark,
        "checked": source.is_checked,
        "origin": source.origin,
        "citation": source.citation,
        "value": source.value,
        "note": source.note,
    }


def _check() -> int:
    faults = check_cases()
    for fault in faults:
        write(fault)
    if not faults:
        write(f"Semua {len(load_library().cases)} contoh hitungan cocok.")
    return FAULTS_FOUND if faults else 0


def _work(name: str) -> int:
    if name == "-":
        return _work_lines(sys.stdin)
    try:
        with Path(name).open(encoding="utf-8-sig") as opened:
            return _work_lines(opened)
    except OSError as error:
        raise RulesUnusable(
            f"Berkas {name} tidak dapat dibuka: {why_not(error)}. Periksa nama dan izinnya."
        ) from error
    except UnicodeDecodeError as error:
        raise RulesUnusable(
            f"Berkas {name} bukan teks UTF-8. Simpan ulang sebagai UTF-8."
        ) from error


def _work_lines(lines: Iterable[str]) -> int:
    for line in lines:
        if line.strip():
            write(json.dumps(work_out(_parsed(line)), ensure_ascii=False))
    return 0


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
