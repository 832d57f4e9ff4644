"""Measures what the bench tells of reports: a long LKjIP, and a list of 200,000 rows."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count, islice
from tempfile import TemporaryFile
from typing import Any

from tolok.demo.reading_speed import forget_peak, peak_kib
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.reporting import yearly
from tolok.reporting.documents import lkjip_book
from tolok.reporting.documents.measurement import (
    MeasurementRow,
    MeasurementTable,
    write_xlsx_into,
)
from tolok.reporting.documents.workbook import HEADS
from tolok.reporting.gather import gather_measurements
from tolok.reporting.gather_lkjip import gather_lkjip


LKJIP_S, LIST_S, LIST_MIB = 10, 20, 60
PAGES, ROWS = 120, 200_000
MEASURED_YEAR = 2025
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
Measured = tuple[str, float, str, float, float | None]


def measure_reports(*, by: Viewer, at: datetime) -> Iterator[Measured]:
    """Yield name, value, unit, goal and seconds computed of each."""
    yield from _list(by, at)
    yield from _yearly(by, at)


def _yearly(by: Viewer, at: datetime) -> Iterator[Measured]:
    """Repeat the annex of the example's report until it has so many pages."""
    _years, year = yearly.choose_year(asked=MEASURED_YEAR, for_user=by)
    report = gather_lkjip(year=year, for_user=by, as_at=at)

    def pages_of(times: int) -> int:
        longer = replace(report, measured=report.measured * times)
        return len(PAGE.findall(lkjip_book.write_pdf(report=longer)))

    once = pages_of(1)
    # What the annex takes shows better in a few than in one.
    each = max(1, (pages_of(4) - once) // 3)
    times = 1 + -(-(PAGES - once) // each)
    while (pages := pages_of(times)) < PAGES:
        times += 1
    longer = replace(report, measured=report.measured * times)
    for name, write in (("PDF", lkjip_book.write_pdf), ("Word", lkjip_book.write_docx)):
        began, started = time.process_time(), time.perf_counter()
        gather_lkjip(year=year, for_user=by, as_at=at)
        write(report=longer)
        yield (
            f"LKjIP {pages} halaman, {name}",
            time.perf_counter() - started,
            "s",
            LKJIP_S,
            time.process_time() - began,
        )


def _list(by: Viewer, at: datetime) -> Iterator[Measured]:
    """Write the table of measurements of the example, its rows said again and again."""
    period = list(planning.list_periods(for_user=by, year=MEASURED_YEAR))[-1]
    found = gather_measurements(for_user=by, period=period, as_at=at)
    known = list(found.rows)
    yield from _written(replace(found, rows=_again(lambda: known)), "baris berulang")


def measure_long_list(*, by: Viewer, period: Any, at: datetime) -> Iterator[Measured]:
    """Read the table of measurements of a large office and write it, as often as needed."""
    found = gather_measurements(for_user=by, period=period, as_at=at)

    def read() -> Iterable[MeasurementRow]:
        return gather_measurements(for_user=by, period=period, as_at=at).rows

    yield from _written(replace(found, rows=_again(read)), "dibaca dari basis data")


def _again(read: Callable[[], Iterable[MeasurementRow]]) -> Iterator[MeasurementRow]:
    return islice((row for _time in count() for row in read()), ROWS)


def _written(table: MeasurementTable, how: str) -> Iterator[Measured]:
    held = forget_peak()
    began, started = time.process_time(), time.perf_counter()
    with TemporaryFile() as file:
        write_xlsx_into(file, table=table)
    spent, cpu = time.perf_counter() - started, time.process_time() - began
    columns = len(HEADS)
    yield f"XLSX 200.000 baris, {columns} kolom, {how}", spent, "s", LIST_S, cpu
    more = (peak_kib() - held) / 1024
    yield f"memori tambahan selama itu, {how}", more, "MiB", LIST_MIB, None
