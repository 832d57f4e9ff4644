"""Measures what the bench tells of reports: a long LKjIP, and a list of 200,000 rows."""

import re
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice, repeat
from tempfile import TemporaryFile

from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.reporting import yearly
from tolok.reporting.documents import lkjip_book
from tolok.reporting.documents.register import write_register_xlsx
from tolok.reporting.gather_lkjip import gather_lkjip
from tolok.reporting.registers import gather_register


LKJIP_S, LIST_S, LIST_MIB = 10, 20, 300
PAGES, ROWS = 120, 200_000
MEASURED_YEAR = 2025
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
Measured = tuple[str, float, str, float]


def measure_reports(*, by: Viewer, at: datetime) -> Iterator[Measured]:
    """Yield name, value, unit and goal of each."""
    yield from _list(by, at)
    yield from _yearly(by, at)


def _yearly(by: Viewer, at: datetime) -> Iterator[Measured]:
    """Repeat the annex of the example's report until it has so many pages."""
    _years, year = yearly.choose_year(asked=MEASURED_YEAR, for_user=by)
    report = gather_lkjip(year=year, for_user=by, as_at=at)
    pages, longer = len(PAGE.findall(lkjip_book.write_pdf(report=report))), report
    while pages < PAGES:
        longer = replace(longer, measured=longer.measured + report.measured)
        pages = len(PAGE.findall(lkjip_book.write_pdf(report=longer)))
    for name, write in (("PDF", lkjip_book.write_pdf), ("Word", lkjip_book.write_docx)):
        started = time.perf_counter()
        gather_lkjip(year=year, for_user=by, as_at=at)
        write(report=longer)
        yield (
            f"LKjIP {pages} halaman, {name}",
            time.perf_counter() - started,
            "s",
            LKJIP_S,
        )


def _list(by: Viewer, at: datetime) -> Iterator[Measured]:
    """Write the evidence index of the example, its rows said again and again."""
    period = list(planning.list_periods(for_user=by, year=MEASURED_YEAR))[-1]
    found = gather_register(name="bukti", for_user=by, period=period, as_at=at)
    known = list(found.rows)
    rows = (row for same in repeat(known) for row in same)
    started = time.perf_counter()
    with TemporaryFile() as file:
        write_register_xlsx(file, register=replace(found, rows=islice(rows, ROWS)))
    spent = time.perf_counter() - started
    yield "daftar 200.000 baris, XLSX", spent, "s", LIST_S
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "ingatan sesudah daftar itu", most, "MiB", LIST_MIB
