"""Documents to take away: the measurement table, the recap, a position's sheet."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from tolok.organisation import queries as organisation
from tolok.reporting import gather, gather_book, gather_position, issuing
from tolok.reporting.documents import (
    indicator_book,
    measurement,
    position_sheet,
)
from tolok.reporting.documents.measurement_list import register_of
from tolok.reporting.documents.register import write_register_csv
from tolok.reporting.documents.register_word import write_register_docx
from tolok.reporting.enums import DocumentKind
from tolok.web import clock
from tolok.web.asking import asked_cut_off, asked_day, asked_id, asks_a4
from tolok.web.attachments import XLSX, attachment, workbook
from tolok.web.reporting.issued_page import wanted_in
from tolok.web.reporting.names import day_of, file_name
from tolok.web.requests import Asked


PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_safe
def measurement_xlsx(request: Asked) -> HttpResponseBase:
    """Give the table of a period as a workbook; it goes by the disk, not by memory."""
    table = _measurements(request)
    return workbook(
        lambda file: measurement.write_xlsx_into(file, table=table),
        _measurement_name(table, "xlsx"),
    )


@login_required
@require_safe
def measurement_pdf(request: Asked) -> HttpResponse:
    """Give a preview of the table of a period as a PDF."""
    return preview(request, DocumentKind.MEASUREMENT, "pengukuran")


@login_required
@require_safe
def measurement_docx(request: Asked) -> HttpResponse:
    """Give the table of a period as a DOCX, a row an indicator."""
    table = _measurements(request)
    is_a4 = asks_a4(request.GET)
    table = replace(table, frame=replace(table.frame, is_a4=is_a4))
    content = write_register_docx(register=register_of(table))
    return attachment(content, DOCX, _measurement_name(table, "docx"))


@login_required
@require_safe
def measurement_csv(request: Asked) -> HttpResponseBase:
    """Give the table of a period as CSV; it goes by the disk, not by memory."""
    table = _measurements(request)
    return workbook(
        lambda file: write_register_csv(file, register=register_of(table)),
        _measurement_name(table, "csv"),
        CSV,
    )


@login_required
@require_safe
def recap_pdf(request: Asked) -> HttpResponse:
    """Give a preview of the recap of the office, or of one unit, as a PDF."""
    return preview(request, DocumentKind.RECAP, "rekap")


@login_required
@require_safe
def position_docx(request: Asked, position_id: int) -> HttpResponse:
    """Give one position's sheet as a DOCX."""
    sheet = gather_position.gather_position_sheet(
        position_id=position_id,
        for_user=request.viewer,
        period_id=asked_id(request, "periode"),
        as_at=clock.moment(request.viewer),
        on=asked_cut_off(request),
    )
    return attachment(
        position_sheet.write_docx(sheet=sheet),
        DOCX,
        file_name(
            "jabatan",
            sheet.position,
            sheet.frame.period,
            *day_of(sheet.frame),
            kind="docx",
        ),
    )


@login_required
@require_safe
def book_pdf(request: Asked) -> HttpResponse:
    """Give a preview of the Kamus Indikator as a PDF."""
    return preview(request, DocumentKind.BOOK, "kamus indikator")


def preview(request: Asked, kind: DocumentKind, word: str) -> HttpResponse:
    """Give a document as a PDF that says of itself that it was not issued."""
    viewer = request.viewer
    asked = request.GET.copy()
    asked["jenis"] = kind
    if kind == DocumentKind.BOOK:
        asked.pop("periode", None)  # definitions are of a day
    else:
        gather.demand_download(viewer)
    laid = issuing.preview(
        wanted=wanted_in(asked, viewer), for_user=viewer, at=clock.moment(viewer)
    )
    frame = laid.frame
    scope = frame.office_short if laid.scope == frame.office else laid.scope
    parts = (
        (scope, frame.period) if kind == DocumentKind.BOOK else (frame.period, scope)
    )
    name = file_name(word, *parts, *day_of(frame), kind="pdf")
    return attachment(laid.content, PDF, name)


@login_required
@require_safe
def book_docx(request: Asked) -> HttpResponse:
    """Give the Kamus Indikator as a DOCX."""
    book = _book(request)
    content = indicator_book.write_docx(book=book)
    return attachment(content, DOCX, _book_name(book, "docx"))


@login_required
@require_safe
def book_xlsx(request: Asked) -> HttpResponse:
    """Give the Kamus Indikator as a workbook."""
    book = _book(request, is_printed=False)
    content = indicator_book.write_xlsx(book=book)
    return attachment(content, XLSX, _book_name(book, "xlsx"))


@login_required
@require_safe
def book_csv(request: Asked) -> HttpResponse:
    """Give the Kamus Indikator as CSV, a row an indicator."""
    book = _book(request, is_printed=False)
    content = indicator_book.write_csv(book=book).encode("utf-8-sig")
    return attachment(content, CSV, _book_name(book, "csv"))


def _book(request: Asked, *, is_printed: bool = True) -> indicator_book.IndicatorBook:
    viewer = request.viewer
    unit_id, position_id = asked_id(request, "unit"), asked_id(request, "jabatan")
    return gather_book.gather_book(
        for_user=viewer,
        on=asked_day(request, "pada") or viewer.on,
        as_at=clock.moment(viewer),
        unit=organisation.list_units(for_user=viewer).get(pk=unit_id)
        if unit_id is not None
        else None,
        position=organisation.get_position(position_id=position_id, for_user=viewer)
        if position_id is not None
        else None,
        is_a4=asks_a4(request.GET),
        is_printed=is_printed,
    )


def _book_name(book: indicator_book.IndicatorBook, kind: str) -> str:
    scope = book.scope or book.frame.office_short
    return file_name("kamus indikator", scope, book.frame.period, kind=kind)


def _measurements(request: Asked) -> measurement.MeasurementTable:
    viewer = request.viewer
    gather.demand_download(viewer)
    period_id, unit_id = asked_id(request, "periode"), asked_id(request, "unit")
    period = gather.choose_period(period_id=period_id, for_user=viewer)
    unit = None
    if unit_id is not None:
        unit = organisation.list_units(for_user=viewer).get(pk=unit_id)
    return gather.gather_measurements(
        for_user=viewer,
        period=period,
        unit=unit,
        as_at=clock.moment(viewer),
        on=asked_cut_off(request),
    )


def _measurement_name(table: measurement.MeasurementTable, kind: str) -> str:
    scope = table.scope or table.frame.office_short
    frame = table.frame
    return file_name("pengukuran", frame.period, scope, *day_of(frame), kind=kind)
