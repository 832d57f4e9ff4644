"""Measures one made-up office; runs as a process of its own for `bench`."""

import copy
import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import django

from tolok.demo.durations import WARM_UP, percentile, seconds, warm
from tolok.reader import ReadDecree


PAGE_MS, PAGE_QUERIES, LOAD_S, ISSUE_S = 100, 12, 15, 2
# A page of a scan on two cores; the reader's memory; the percentage of texts that is missed.
SCAN_S, SCAN_MIB, GOOD_SCAN_MISSED, POOR_SCAN_MISSED = 6, 500, 5, 15
SCANNED_POSITIONS = 6
SUBMIT_MS, CHAIN_MS, RECOMPUTE_S, IMPORT_MIB = 50, 20, 60, 100
MAKE_S, HEAVIEST = 600, 12
MANY_POSITIONS, COMPARE_MS, COMPARE_MANY_MS = 1_000, 200, 2_000
# The example decree takes 16 pages of Folio; so often repeated it takes 60 or more.
DECREE_REPEATED = 5
RUNS = 30
REPEATED = 32
SEED = 2026
PLANNER = "dewi.anggraini"
TIMING = re.compile(r'app;dur=([\d.]+), db;dur=([\d.]+);desc="(\d+)"')


def main(arguments: list[str]) -> None:
    """Measure one part on an office of so many people into a file; `making` only makes."""
    what, said, out = arguments
    people = int(said)
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    offices = int(os.environ["TOLOK_BENCH_OFFICES"])
    measured: dict[str, Callable[[], Iterator[dict[str, Any]]]] = {
        "compared": _compared,
        "documents": _documents_of_example,
        "weights": _weights,
        "office": lambda: _office(people),
        "import": lambda: _registry(people),
        "make-regency": lambda: _make_regency(people, offices),
        "regency": _regency,
        "make-single": lambda: _make_single(people),
        "single": _single,
    }
    Path(out).write_text(json.dumps(list(measured[what]())))


def figure(
    name: str, value: float, unit: str, goal: float | None, cpu: float | None = None
) -> dict[str, Any]:
    """Return one figure in the form that `bench.json` keeps.

    `cpu` is what of it this process computed, in the same unit; null where not measured.
    """
    return {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "goal": goal,
        "cpu": None if cpu is None else round(cpu, 2),
    }


def timed(
    name: str, do: Callable[[], object], goal: float | None = None
) -> dict[str, Any]:
    """Return how many seconds something takes, and how many of them were computed."""
    begun = time.process_time()
    spent = seconds(do)
    return figure(name, spent, "s", goal, time.process_time() - begun)


def _read_example() -> ReadDecree:
    from tolok.decrees import actions as decrees
    from tolok.demo import example

    return decrees.read_document(content=example.decree_text(), name="sk-iki-2026.txt")


def _compared() -> Iterator[dict[str, Any]]:
    yield timed("baca naskah Lamongan", _read_example)
    yield from _comparisons()
    yield from _scans()


def _documents_of_example() -> Iterator[dict[str, Any]]:
    from tolok.demo.load import load_example

    yield from _documents(_read_example().decree)
    loaded = timed(
        "muat kantor contoh", lambda: load_example(at=datetime.now(UTC)), LOAD_S
    )
    yield loaded
    yield from _book()


def _weights() -> Iterator[dict[str, Any]]:
    """Weigh the first load of each page of the example; the heaviest one by one."""
    from tolok.demo.load import load_example
    from tolok.demo.weighing import PAGE_KB, PAGE_REQUESTS, weigh_pages

    load_example(at=datetime.now(UTC))
    found = sorted(weigh_pages(), key=lambda one: one[1], reverse=True)
    yield figure("halaman yang ditimbang", len(found), "halaman", None)
    for address, kib, _requests in found[:HEAVIEST]:
        yield figure(f"berat {address}", kib, "KiB", PAGE_KB)
    address, _kib, requests = max(found, key=lambda one: one[2])
    yield figure(
        f"permintaan terbanyak, {address}", requests, "permintaan", PAGE_REQUESTS
    )


def _comparisons() -> Iterator[dict[str, Any]]:
    """Compare the example decree, and one of a thousand positions, with a later one."""
    from tolok.decrees.comparison import compare
    from tolok.demo import example
    from tolok.demo.reading_speed import long_decree

    decree = example.decree()
    many = long_decree(decree, -(-MANY_POSITIONS // len(decree["positions"])))
    del many["positions"][MANY_POSITIONS:]
    for name, goal, before in (
        (f"bandingkan {len(decree['positions'])} jabatan", COMPARE_MS, decree),
        (f"bandingkan {MANY_POSITIONS:_} jabatan", COMPARE_MANY_MS, many),
    ):
        after = a_year_later(before)

        def both(before: Any = before, after: Any = after) -> object:
            return compare(before, after)

        spent = seconds(both) * 1000
        yield figure(name.replace("_", "."), spent, "ms", goal)


def a_year_later(decree: dict[str, Any]) -> dict[str, Any]:
    """Return a decree with every third indicator reworded and every tenth row new."""
    made = copy.deepcopy(decree)
    number = 0
    for position in made["positions"]:
        for objective in position["objectives"]:
            for indicator in objective["indicators"]:
                number += 1
                if number % 3 == 0:
                    indicator["text"] += " pada tahun berjalan"
            if number % 10 == 0:
                objective["indicators"][0]["text"] = f"Jumlah hal baru ke-{number}"
    return made


def _scans() -> Iterator[dict[str, Any]]:
    """Scanned copies of the example's first pages; nothing where Tesseract is missing."""
    from tolok.decrees import actions as decrees
    from tolok.demo import example, scanned
    from tolok.reader.sources.scan.recognition import is_there

    if not is_there():
        sys.stdout.write("Tesseract belum terpasang, jadi pindaian tidak diukur.\n")
        return
    decree = scanned.excerpt(
        decrees.read_document(content=example.decree_text(), name="sk.txt").decree,
        SCANNED_POSITIONS,
    )
    for name, wear, missed_at_most in (
        ("pindaian baik", scanned.GOOD, GOOD_SCAN_MISSED),
        ("pindaian buruk", scanned.POOR, POOR_SCAN_MISSED),
    ):
        content, pages = scanned.scanned_copy(decree, wear)
        started = time.perf_counter()
        read = decrees.read_document(content=content, name="sk.pdf").decree
        spent = (time.perf_counter() - started) / pages
        missed = scanned.share_missed(decree, read)
        yield figure(f"{name}, tiap halaman", spent, "s", SCAN_S)
        yield figure(f"{name}, teks yang luput", missed, "%", missed_at_most)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield figure("memori pembaca pindaian", most, "MiB", SCAN_MIB)


def _documents(decree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Measure how long a decree of sixty pages takes to be issued, as Word and as PDF."""
    from tolok.reader.write import docx, pdf
    from tolok.reader.write.layout import letterhead_of

    long = {**decree, "positions": decree["positions"] * DECREE_REPEATED}
    for name, layer in (("Word", docx.write_decree), ("PDF", pdf.write_decree)):

        def issue(layer: Any = layer) -> object:
            return layer(long, letterhead=letterhead_of(long))

        # What is read once for a process is not counted: fonts, the template.
        layer(decree, letterhead=letterhead_of(decree))
        yield figure(f"terbitkan 60 halaman, {name}", seconds(issue), "s", ISSUE_S)


def _book() -> Iterator[dict[str, Any]]:
    """Measure the printed definitions of the example, its reports, and a correction."""
    from tolok.accounts import queries as accounts
    from tolok.demo import example
    from tolok.demo.measuring_corrections import measure_corrections
    from tolok.demo.measuring_definitions import measure_book
    from tolok.demo.measuring_reports import measure_reports
    from tolok.organisation.queries import get_viewer, office_moment

    by = get_viewer(
        user=accounts.get_user(username=PLANNER), on=datetime.now(UTC).date()
    )
    if by.office is None:
        message = "the planner of the example has no office"
        raise RuntimeError(message)
    at = office_moment(by.office, datetime.now(UTC))
    for name, spent, goal in measure_book(by=by, at=at):
        yield figure(name, spent, "s", goal)
    for told in measure_reports(by=by, at=at):
        yield figure(*told)
    for name, spent, goal in measure_corrections(example.decree(), by=by, at=at):
        yield figure(name, spent, "ms", goal)


def _make_regency(people: int, offices: int) -> Iterator[dict[str, Any]]:
    from tolok.demo import regency

    started = time.perf_counter()
    regency.make_regency(
        offices=offices, people=people, seed=SEED, workers=os.cpu_count() or 1
    )
    yield figure("buat kabupaten", time.perf_counter() - started, "s", MAKE_S)
    _refresh_statistics()


def _regency() -> Iterator[dict[str, Any]]:
    """Measure the largest office of a regency, and a recompute of the whole of it."""
    from tolok.demo import regency
    from tolok.demo.measuring_reports import measure_long_list

    made = regency.find_regency(seed=SEED)
    yield from _counts()
    yield from _pages(made)
    yield from _actions(made)
    yield _recompute("semua kantor", made, workers=os.cpu_count() or 1)
    period = _period_over(made)
    for told in measure_long_list(
        by=made.viewer("planner"), period=period, at=made.manner.now
    ):
        yield figure(*told)


def _make_single(people: int) -> Iterator[dict[str, Any]]:
    from tolok.demo.generator import make_office

    yield timed("buat kantor", lambda: make_office(people=people, seed=SEED))
    _refresh_statistics()


def _single() -> Iterator[dict[str, Any]]:
    """Measure the pages and actions of one office in which all the people work."""
    from tolok.demo.generator import QUARTERS, find_office
    from tolok.organisation import queries as organised

    office = max(organised.list_offices(), key=lambda one: one.pk)
    made = find_office(office=office, seed=SEED, number=1, manner=QUARTERS)
    yield from _counts()
    yield from _pages(made)
    yield from _actions(made)
    yield _recompute("setahun", made)


def _recompute(name: str, made: Any, workers: int = 1) -> dict[str, Any]:
    from tolok.demo.generator import YEAR
    from tolok.scoring import offices as scoring

    return timed(
        f"hitung ulang, {name}",
        lambda: scoring.recompute_offices(
            year=YEAR, at=made.manner.now + timedelta(hours=4), workers=workers
        ),
        RECOMPUTE_S,
    )


def _period_over(made: Any) -> Any:
    """Return the last period that is over."""
    from tolok.planning import queries as planned

    periods = planned.list_periods(for_user=made.viewer("planner"))
    return periods[made.manner.over - 1]


def _registry(people: int) -> Iterator[dict[str, Any]]:
    """Measure a sheet of all definitions of the registry of so many people."""
    from tolok.demo import regency
    from tolok.demo.generator import make_registry
    from tolok.demo.measuring_definitions import measure_import
    from tolok.demo.measuring_targets import measure_target_import
    from tolok.demo.reading_speed import forget_peak, peak_kib

    held = 0

    def begin() -> None:
        nonlocal held
        held = forget_peak()

    manner = replace(regency.MONTHS, kind="quarter")
    started = time.perf_counter()
    made = make_registry(people=people, seed=SEED, manner=manner)
    spent = time.perf_counter() - started
    yield figure(
        f"tetapkan registri {len(made.indicators)} indikator", spent, "s", None
    )
    by = made.viewer("planner")
    del made
    for import_of, name in (
        (measure_import, "memori tambahan selama impor definisi"),
        (measure_target_import, "memori tambahan selama impor target"),
    ):
        measured = import_of(by=by, at=manner.now, begin=begin)
        for told, spent, goal in measured:
            yield figure(told, spent, "s", goal)
        yield figure(name, (peak_kib() - held) / 1024, "MiB", IMPORT_MIB)


def _counts() -> Iterator[dict[str, Any]]:
    """Count what was made, so that the figures can be judged."""
    from django.apps import apps

    for name, model in (
        ("indikator", "registry.Indicator"),
        ("realisasi setahun", "measurement.Realisation"),
        ("rekapitulasi", "scoring.RollUp"),
    ):
        many = apps.get_model(model)._default_manager.count()
        yield figure(f"banyaknya {name}", many, "baris", None)


def _office(people: int) -> Iterator[dict[str, Any]]:
    from tolok.demo.generator import make_office

    started = time.perf_counter()
    made = make_office(people=people, seed=SEED)
    yield figure("buat kantor", time.perf_counter() - started, "s", None)
    _refresh_statistics()
    yield from _pages(made)
    yield from _actions(made)
    yield _recompute("setahun", made)
    yield from _import(made)


def _import(made: Any) -> Iterator[dict[str, Any]]:
    """Measure a sheet in which every definition of the office changes."""
    from tolok.demo.measuring_definitions import measure_import

    at = made.manner.now + timedelta(hours=5)
    for name, spent, goal in measure_import(by=made.viewer("planner"), at=at):
        yield figure(name, spent, "s", goal)


def _refresh_statistics() -> None:
    """Let the database know what was just filled in, as it does by itself in time."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
        )


def _pages(made: Any) -> Iterator[dict[str, Any]]:
    from django.test import Client

    for role, addresses in _addresses(made).items():
        client = Client(SERVER_NAME="localhost")
        client.force_login(
            made.users[role], backend="tolok.accounts.backends.PasswordBackend"
        )
        for name, address in addresses.items():
            yield from _page(client, f"{name} ({role})", address)


def _page(client: Any, name: str, address: str) -> Iterator[dict[str, Any]]:
    spent, computed, queries = [], [], 0
    for run in range(WARM_UP + RUNS):
        begun = time.process_time()
        response = client.get(address)
        cpu = (time.process_time() - begun) * 1000
        if response.status_code != 200:
            message = f"{address} answered {response.status_code}"
            raise RuntimeError(message)
        timing = TIMING.search(response["Server-Timing"])
        if timing is None:
            message = f"{address} does not tell its time"
            raise RuntimeError(message)
        queries = int(timing[3])
        if run >= WARM_UP:
            spent.append(float(timing[1]))
            computed.append(cpu)
    middle = sorted(computed)[len(computed) // 2]
    yield figure(name, percentile(spent), "ms", PAGE_MS, middle)
    yield figure(f"{name}, kueri", queries, "kueri", PAGE_QUERIES)


def _addresses(made: Any) -> dict[str, dict[str, str]]:
    """Return the pages of the slice for each role, with ids of this office."""
    from tolok.decrees import queries as decrees
    from tolok.measurement import queries as measured
    from tolok.planning import queries as planned

    staff, superior = made.viewer("staff"), made.viewer("superior")
    period = planned.list_periods(for_user=staff)[made.manner.over]
    own = measured.list_owed(for_user=staff, period=period)[0]
    waiting = measured.submitted_to(for_user=superior)[0]
    decree = decrees.list_decrees(for_user=made.viewer("planner"))[0]
    position = own.position_id
    common = {
        "/beranda/": "/beranda/",
        "/pengukuran/": "/pengukuran/",
        "/registri/": "/registri/",
        "/registri/jabatan/": f"/registri/jabatan/{position}/",
        "/registri/indikator/": f"/registri/indikator/{own.indicator_id}/",
    }
    office = {name: name for name in ("/dasbor/", "/dasbor/tahun/", "/laporan/")}
    parts = {
        address: address
        for address in (
            "/dasbor/perhatian/",
            "/dasbor/perhatian/?apa=indikator",
            "/dasbor/peringatan/",
            "/dasbor/belum/",
            "/dasbor/rincian/",
            "/dasbor/banding/",
            "/dasbor/banding/?apa=tahun",
        )
    }
    planning = {
        f"/perencanaan/{name}": f"/perencanaan/{name}"
        for name in (
            *("", "target/", "target/lembar/", "target/sebar/", "bobot/"),
            *("definisi/", "definisi/tabel/", "definisi/terima/", "satuan/"),
            *("hari-libur/", f"tahun/{period.starts_on.year}/", "hitung-ulang/"),
        )
    }
    decree_pages = {"/sk/": "/sk/", "/sk/<id>/": f"/sk/{decree.pk}/"}
    return {
        "staff": {
            **common,
            "/pengukuran/<id>/": f"/pengukuran/{own.pk}/",
            "/pengukuran/lembar/": "/pengukuran/lembar/",
            "/target/": "/target/",
        },
        "superior": {
            **common,
            **office,
            "/verifikasi/": "/verifikasi/",
            "/verifikasi/<id>/": f"/verifikasi/{waiting.pk}/",
            "/verifikasi/pelimpahan/": "/verifikasi/pelimpahan/",
            "/target/usulan/": "/target/usulan/",
        },
        "head": {
            **common,
            **office,
            **parts,
            "/verifikasi/": "/verifikasi/",
            **decree_pages,
        },
        "planner": {
            "/beranda/": "/beranda/",
            "/registri/": "/registri/",
            **office,
            **decree_pages,
            **planning,
            "/kantor/orang/": "/kantor/orang/",
            "/jejak/": "/jejak/",
        },
    }


def _actions(made: Any) -> Iterator[dict[str, Any]]:
    """Measure submitting and verifying one by one, and one change through its chain.

    The first of each only warm up, as those of a page do.
    """
    from tolok.demo import generator
    from tolok.measurement import actions as measurement
    from tolok.measurement import queries as measured
    from tolok.organisation import queries as organised
    from tolok.planning import queries as planned

    superior = made.viewer("superior")
    period = planned.list_periods(for_user=superior)[made.manner.over]
    by_person = {
        viewer.person_id: viewer
        for viewer in (
            organised.get_viewer(user=user, on=superior.on) for user in made.team
        )
    }
    rows = [
        row
        for row in measured.list_reported(period=period, for_user=superior)
        if row.person_id in by_person and row.status == "open"
    ][:REPEATED]
    goals = planned.targets_of(
        indicators=[row.indicator_id for row in rows], year=period.year
    )
    at = made.manner.now + timedelta(hours=2)
    sent: list[Any] = []
    submitting, verifying = [], []
    for row in rows:
        generator.attach_proof(row, by_person[row.person_id], at)
        goal = goals[row.indicator_id, period.pk].value or Decimal(0)
        entry = generator.make_entry(row, goal, Random(row.pk))

        def submit(row: Any = row, entry: Any = entry) -> None:
            sent.append(
                measurement.submit_realisation(
                    realisation=row,
                    entry=entry,
                    revision=row.revision,
                    by=by_person[row.person_id],
                    at=at,
                    sure=True,
                )
            )

        submitting.append(seconds(submit) * 1000)
    half = len(sent) // 2
    for row in sent[:half]:

        def verify(row: Any = row) -> None:
            measurement.verify_realisations(realisations=[row], by=superior, at=at)

        verifying.append(seconds(verify) * 1000)
    yield figure("kirim satu realisasi", percentile(warm(submitting)), "ms", SUBMIT_MS)
    yield figure(
        "verifikasi satu realisasi, dinilai dan direkap",
        percentile(warm(verifying)),
        "ms",
        PAGE_MS,
    )
    chain = _chain(sent[half:], superior, at)
    yield figure(
        "rantai satu perubahan sampai kantor",
        percentile(warm(chain)),
        "ms",
        CHAIN_MS,
    )


def _chain(sent: list[Any], by: Any, at: datetime) -> list[float]:
    """Return how many ms each change takes through its chain: scored, and rolled up.

    It is verified first with nobody listening, then what listens is measured alone.
    """
    from tolok.measurement import actions as measurement
    from tolok.measurement.signals import realisations_verified
    from tolok.scoring import actions as scoring
    from tolok.scoring import receivers

    spent = []
    listener = "scoring.score"
    realisations_verified.disconnect(receivers.score, dispatch_uid=listener)
    try:
        for row in sent:
            verified = measurement.verify_realisations(realisations=[row], by=by, at=at)

            def follow(verified: Any = verified) -> None:
                scoring.score_realisations(realisations=verified, at=at)

            spent.append(seconds(follow) * 1000)
    finally:
        realisations_verified.connect(receivers.score, dispatch_uid=listener)
    return spent


if __name__ == "__main__":
    main(sys.argv[1:])
