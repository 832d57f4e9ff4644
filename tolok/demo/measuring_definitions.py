"""Measures what the bench tells of definitions: a long import, and the printed book."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from tolok.organisation.queries import Viewer
from tolok.registry import importing, workbook
from tolok.registry import queries as registry
from tolok.reporting import gather_book
from tolok.reporting.documents import indicator_book
from tolok.scoring import queries as scoring


IMPORT_S, BOOK_S = 30, 5
REASON = "Nilai awal diisi menurut dokumen tahun lalu"


def measure_import(
    *, by: Viewer, at: datetime, begin: Callable[[], None] | None = None
) -> Iterator[tuple[str, float, Any]]:
    """Fill in a whole office's sheet, check it and keep it; yield name, seconds, goal.

    `begin` is called once the sheet is there.
    """
    content, count = _filled(by)
    if begin is not None:
        begin()
    row = importing.begin_import(content=content, name="definisi.xlsx", by=by, at=at)
    started = time.perf_counter()
    importing.check_import(import_id=row.pk, scales=scoring.list_scales())
    checked = time.perf_counter() - started
    importing.ask_to_keep(row=row, reason=REASON, by=by, at=at)
    started = time.perf_counter()
    kept = importing.keep_import(import_id=row.pk)
    if kept != count:
        message = f"{kept} of {count} definitions were kept"
        raise RuntimeError(message)
    spent = time.perf_counter() - started
    yield f"periksa lembar {count} definisi", checked, None
    yield f"impor {count} definisi: periksa dan simpan", checked + spent, IMPORT_S


def _filled(by: Viewer) -> tuple[bytes, int]:
    """Return a sheet in which every definition changes, and how many there are."""
    version = registry.version_on(office_id=by.office_id, on=by.on)
    if version is None:
        message = "the office has no registry"
        raise RuntimeError(message)
    count = 0

    def lines() -> Iterator[workbook.Line]:
        nonlocal count
        found = registry.list_current_definitions(version=version, for_user=by)
        known = workbook.Known(
            positions=registry.position_names(office_id=by.office_id)
        )
        for line in workbook.lines_of(found.iterator(chunk_size=2000), known):
            count += 1
            line.texts["baseline"] = f"{count % 97}"
            yield line

    return workbook.write_workbook(lines()), count


def measure_book(*, by: Viewer, at: datetime) -> Iterator[tuple[str, float, Any]]:
    """Print the Kamus Indikator of an office; yield name, seconds, goal."""
    for name, write in (
        ("PDF", indicator_book.write_pdf),
        ("DOCX", indicator_book.write_docx),
        ("XLSX", indicator_book.write_xlsx),
    ):
        started = time.perf_counter()
        book = gather_book.gather_book(for_user=by, on=by.on, as_at=at)
        write(book=book)
        spent = time.perf_counter() - started
        yield f"kamus {len(book.lines)} indikator ({name})", spent, BOOK_S
