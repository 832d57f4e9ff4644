"""Prints how long the documents take and how much memory: run it by hand.

python -m tests.reporting.measure_documents [rows of the workbook]
"""

import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from tempfile import TemporaryFile

from tests.reporting.lkjip_made_up import office_of
from tests.reporting.made_up import FRAME, ROW, VERIFIED, recap, sheet, table
from tolok.reporting.documents import (
    lkjip_book,
    measurement,
    office_recap,
    position_sheet,
)
from tolok.reporting.documents.measurement import MeasurementRow
from tolok.reporting.documents.register import (
    MEAN,
    Column,
    Register,
    write_register_xlsx,
)


HUNDRED = Decimal(100)


def rows(count: int) -> Iterator[MeasurementRow]:
    """Yield so many rows of a hundred units, one in four of them missing."""
    for number in range(count):
        row = ROW if number % 4 == 0 else VERIFIED
        yield replace(
            row,
            unit=f"Bidang {number * 100 // count}",
            indicator=f"Indikator {number}",
        )


def workbook(count: int) -> int:
    """Write a workbook of so many rows to the disk; return its size in bytes."""
    with TemporaryFile() as file:
        measurement.write_xlsx_into(file, table=replace(table(), rows=rows(count)))
        return file.tell()


def register(count: int) -> int:
    """Write a list of so many rows and totals to the disk; return its size in bytes."""
    columns = tuple(
        Column(head=head, width=24, meaning=head, total=total)
        for head, total in (("Unit", ""), ("Indikator", ""), ("Capaian", MEAN))
    )
    made = Register(
        title="Daftar",
        frame=FRAME,
        columns=columns,
        rows=((f"Unit {n % 100}", f"Indikator {n}", HUNDRED) for n in range(count)),
        empty="",
    )
    with TemporaryFile() as file:
        write_register_xlsx(file, register=made)
        return file.tell()


def pages_of(content: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", content))


def print_figures(name: str, make: Callable[[], int]) -> None:
    """Print seconds, size and the most memory used so far."""
    start, spent = time.perf_counter(), time.process_time()
    size = make()
    seconds, spent = time.perf_counter() - start, time.process_time() - spent
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{name:26}{seconds:8.2f} s{spent:8.2f} s of processor{size / 1e6:8.2f} MB"
        f"{memory:9.0f} MB most memory so far\n"
    )


def main() -> None:
    """Measure each document once, the largest last."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    print_figures("sheet, DOCX", lambda: len(position_sheet.write_docx(sheet=sheet())))
    print_figures("XLSX, 2.000 rows", lambda: workbook(2_000))
    print_figures(f"XLSX, {count:_} rows".replace("_", "."), lambda: workbook(count))
    print_figures(f"list, {count:_} rows".replace("_", "."), lambda: register(count))
    yearly = office_of(500, 6)
    paper = lkjip_book.write_pdf(report=yearly)
    print_figures(
        f"LKjIP, PDF, {pages_of(paper)} pages",
        lambda: len(lkjip_book.write_pdf(report=yearly)),
    )
    print_figures("LKjIP, DOCX", lambda: len(lkjip_book.write_docx(report=yearly)))
    print_figures("recap, PDF", lambda: len(office_recap.write_pdf(recap=recap())))
    for printed in (150, measurement.MOST_PRINTED_ROWS):
        made = replace(table(), rows=rows(printed))
        print_figures(
            f"table, PDF, {printed:_} rows".replace("_", "."),
            lambda made=made: len(measurement.write_pdf(table=made)),
        )


if __name__ == "__main__":
    main()
