"""The register of recommendations as a workbook and as CSV: what the list showed."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tolok.kernel.text import clean, clean_line
from tolok.reporting.documents.cells import COUNTED, LONGEST_CELL, Styles, height_of
from tolok.reporting.documents.frame import EXAMPLE_NOTICE, Frame
from tolok.reporting.documents.workbook import HEAD_ROW, set_page
from tolok.reporting.open_data import harmless


TITLE = "Daftar Rekomendasi Hasil Pemeriksaan"
SHEET = "Rekomendasi"
NOTHING = "Tidak ada rekomendasi pada pilihan ini."


@dataclass(frozen=True)
class RecommendationRow:
    """One recommendation with its last answer and the last word of the inspector."""

    number: int
    source: str
    report_number: str
    report_dated_on: date
    text: str
    unit: str
    position: str
    due_on: date
    status: str
    is_overdue: bool
    answer: str
    answered_on: date | None
    evidence_count: int
    judgement: str
    judgement_text: str
    closed_on: date | None

    @property
    def lateness(self) -> str:
        """Return "Lewat tenggat" for an open one past its due day, else nothing."""
        return "Lewat tenggat" if self.is_overdue else ""


@dataclass(frozen=True)
class RecommendationTable:
    """What was seen on the list, with the frame of all documents of the office."""

    frame: Frame
    rows: Sequence[RecommendationRow]
    scope: str = ""


@dataclass(frozen=True)
class _Column:
    head: str
    width: float
    value: Callable[[RecommendationRow], object]


COLUMNS = (
    _Column("Nomor", 8, lambda row: row.number),
    _Column("Sumber", 18, lambda row: row.source),
    _Column("Nomor laporan", 28, lambda row: row.report_number),
    _Column("Tanggal laporan", 12, lambda row: row.report_dated_on),
    _Column("Rekomendasi", 48, lambda row: row.text),
    _Column("Unit kerja", 24, lambda row: row.unit),
    _Column("Jabatan", 24, lambda row: row.position),
    _Column("Tenggat", 12, lambda row: row.due_on),
    _Column("Keadaan", 18, lambda row: row.status),
    _Column("Ketepatan", 14, lambda row: row.lateness),
    _Column("Tanggapan atau tindak lanjut terakhir", 44, lambda row: row.answer),
    _Column("Tanggal tanggapan", 12, lambda row: row.answered_on),
    _Column("Bukti", 7, lambda row: row.evidence_count),
    _Column("Penilaian", 14, lambda row: row.judgement),
    _Column("Alasan penilaian", 36, lambda row: row.judgement_text),
    _Column("Ditutup", 12, lambda row: row.closed_on),
)


def write_xlsx(*, table: RecommendationTable) -> bytes:
    """Return the register as a workbook with frozen heads and filters."""
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    frame = table.frame
    book.set_properties(
        {
            "title": TITLE,
            "subject": frame.cut_off,
            "author": clean_line(frame.office),
            "company": clean_line(frame.office),
            "created": frame.as_at.replace(tzinfo=None),
        }
    )
    styles = Styles(book)
    sheet = book.add_worksheet(SHEET)
    set_page(sheet, frame, landscape=True, pages_wide=2)
    _write_top(sheet, table, styles)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(HEAD_ROW, place, column.head, styles.head)
    sheet.set_row(HEAD_ROW, 30)
    for at, row in enumerate(table.rows, start=HEAD_ROW + 1):
        values = [column.value(row) for column in COLUMNS]
        widths = (column.width for column in COLUMNS)
        sheet.set_row(at, height_of(zip(values, widths, strict=True)))
        for place, value in enumerate(values):
            _write(sheet, at, place, value, styles)
    last = HEAD_ROW + max(1, len(table.rows))
    if not table.rows:
        sheet.write_string(last, 0, NOTHING, styles.note)
    sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.repeat_columns(0)
    book.close()
    return target.getvalue()


def _write_top(sheet: Worksheet, table: RecommendationTable, styles: Styles) -> None:
    frame = table.frame
    sheet.write_string(0, 0, TITLE, styles.title)
    scope = f" · {clean_line(table.scope)}" if table.scope else ""
    sheet.write_string(1, 0, f"{clean_line(frame.office)}{scope}", styles.plain)
    sheet.write_string(2, 0, frame.cut_off, styles.plain)
    if frame.is_example:
        sheet.write_string(3, 0, EXAMPLE_NOTICE, styles.note)


def _write(
    sheet: Worksheet, at: int, place: int, value: object, styles: Styles
) -> None:
    if value is None or value == "":
        sheet.write_blank(at, place, None, styles.text)
    elif isinstance(value, date):
        sheet.write_datetime(at, place, value, styles.date)
    elif isinstance(value, int):
        sheet.write_number(at, place, value, styles.number(COUNTED))
    else:
        sheet.write_string(at, place, clean(str(value))[:LONGEST_CELL], styles.text)


def write_csv(*, table: RecommendationTable) -> str:
    """Return the register as CSV: commas, CR LF, days as year-month-day."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([column.head for column in COLUMNS])
    for row in table.rows:
        writer.writerow([_plain(column.value(row)) for column in COLUMNS])
    return target.getvalue()


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return harmless(clean(str(value)))
