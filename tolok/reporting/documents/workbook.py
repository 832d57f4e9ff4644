"""The table of measured performance as an XLSX workbook, written in one pass.

Rows are flushed as they come, so that an office of any size needs the same memory.
Text is written as text always: nothing that a person typed can become a formula.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import BinaryIO, Protocol

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tolok.kernel.text import clean_line
from tolok.reporting.documents.cells import (
    COUNTED,
    LINE,
    Styles,
    fitted,
    height_of_lines,
    lines_of,
    pattern,
)
from tolok.reporting.documents.figures import mean_of, share_of
from tolok.reporting.documents.frame import EXAMPLE_NOTICE, Frame
from tolok.reporting.documents.measurement_table import (
    MeasurementRow,
    MeasurementTable,
    UnitAchievement,
)
from tolok.reporting.documents.streamed import Body, StreamedSheet


TITLE = "Tabel Pengukuran Kinerja"
DATA_SHEET = "Pengukuran"
UNIT_SHEET = "Rekap"
NOTE_SHEET = "Keterangan"
HEAD_ROW = 5
NOTE_WIDTH = 95
FOLIO = 14  # Excel's number for 8.5 × 13 inch, the nearest to 215 × 330 mm
EMPTY = (
    "Tidak ada kewajiban lapor pada periode ini. Periode mungkin belum dibuka, "
    "atau target belum ditetapkan."
)


@dataclass(frozen=True)
class Column:
    """One column: its head, width in characters, what it means, what it shows."""

    head: str
    width: float
    meaning: str
    value: Callable[[MeasurementRow], object]


COLUMNS: tuple[Column, ...] = (
    Column("No.", 6, "Nomor urut baris.", lambda row: None),
    Column("Unit kerja", 20, "Unit tempat jabatan berada.", lambda row: row.unit),
    Column("Jabatan", 24, "Jabatan pemilik indikator.", lambda row: row.position),
    Column(
        "Pemegang jabatan",
        22,
        "Pegawai yang wajib melapor pada periode ini.",
        lambda row: row.holder,
    ),
    Column("Sasaran", 30, "Sasaran sesuai bunyi keputusan.", lambda row: row.objective),
    Column(
        "Indikator", 30, "Indikator sesuai bunyi keputusan.", lambda row: row.indicator
    ),
    Column("Satuan", 11, "Satuan target dan realisasi.", lambda row: row.measure_unit),
    Column("Target tahun", 10, "Target satu tahun penuh.", lambda row: row.year_target),
    Column(
        "Target periode",
        10,
        "Target pada periode tabel ini.",
        lambda row: row.period_target,
    ),
    Column(
        "Realisasi",
        11,
        "Realisasi yang dilaporkan. Kosong berarti belum dilaporkan, bukan nol.",
        lambda row: row.realisation,
    ),
    Column(
        "Capaian (%)",
        10,
        "Realisasi terhadap target menurut paket aturan; terisi setelah diverifikasi.",
        lambda row: row.achievement,
    ),
    Column(
        "Kelas", 13, "Kelas capaian menurut paket aturan.", lambda row: row.class_name
    ),
    Column(
        "Nilai",
        8,
        "Nilai angka; kosong bila paket aturan tidak mengenal nilai angka.",
        lambda row: row.score,
    ),
    Column(
        "Keadaan",
        15,
        "Belum dilaporkan, Draf, Dikirim, Dikembalikan, atau Terverifikasi.",
        lambda row: row.state,
    ),
    Column(
        "Ketepatan",
        11,
        "Tepat waktu atau Terlambat terhadap tenggat; kosong bila belum dikirim.",
        lambda row: row.punctuality,
    ),
    Column(
        "Tanggal kirim",
        12,
        "Hari realisasi dikirim untuk diverifikasi.",
        lambda row: row.submitted_on,
    ),
    Column(
        "Pemeriksa", 22, "Atasan yang memeriksa realisasi.", lambda row: row.verifier
    ),
    Column("Bukti", 7, "Jumlah bukti dukung.", lambda row: row.evidence_count),
    Column("Hambatan", 30, "Hambatan yang ditulis pelapor.", lambda row: row.obstacles),
    Column(
        "Tindak lanjut",
        30,
        "Tindak lanjut yang ditulis pelapor.",
        lambda row: row.follow_up,
    ),
)
HEADS = tuple(column.head for column in COLUMNS)
UNIT_HEADS = (
    ("No.", 6),
    ("Unit kerja", 46),
    ("Wajib lapor", 11),
    ("Dilaporkan", 12),
    ("Terverifikasi", 13),
    ("Terlambat", 11),
    ("Belum dilaporkan", 13),
    ("Dilaporkan (%)", 13),
    ("Rata-rata capaian indikator (%)", 17),
    ("Capaian unit (%)", 13),
    ("Kelas", 16),
)


@dataclass
class Counts:
    """What is counted of one unit, or of all, while its rows pass."""

    owed: int = 0
    reported: int = 0
    verified: int = 0
    late: int = 0
    achievements: int = 0
    achievement_sum: Decimal = field(default_factory=Decimal)

    def add(self, row: MeasurementRow) -> None:
        """Count one row."""
        self.owed += 1
        self.reported += row.is_reported
        self.verified += row.is_verified
        self.late += row.is_reported and row.is_late
        if row.achievement is not None:
            self.achievements += 1
            self.achievement_sum += row.achievement

    @property
    def share_reported(self) -> Decimal | None:
        """Return how much of what was owed is reported, in percent."""
        return share_of(self.reported, self.owed)

    @property
    def mean(self) -> Decimal | None:
        """Return the plain mean of the achievements, in percent."""
        return mean_of(self.achievement_sum, self.achievements)


def write_xlsx(*, table: MeasurementTable) -> bytes:
    """Return the workbook: the rows, a recap by unit with formulas, the explanations."""
    target = BytesIO()
    write_xlsx_into(target, table=table)
    return target.getvalue()


def write_xlsx_into(target: BinaryIO, *, table: MeasurementTable) -> None:
    """Write the workbook into an open file; memory does not grow with the rows."""
    book = open_book(target, table.frame, title=TITLE)
    styles = Styles(book)
    data = book.add_worksheet(DATA_SHEET, worksheet_class=StreamedSheet)
    recap = book.add_worksheet(UNIT_SHEET)
    notes = book.add_worksheet(NOTE_SHEET)
    units, last_row = _write_rows(data, table, styles)
    _write_recap(recap, table, units, last_row, styles)
    _write_notes(notes, table, styles)
    book.close()


def open_book(target: BinaryIO, frame: Frame, *, title: str) -> Workbook:
    """Return a workbook that is written row by row, with what it says of itself."""
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": f"{title} {frame.period}",
            "subject": frame.cut_off,
            "author": clean_line(frame.office),
            "company": clean_line(frame.office),
            "created": frame.made.replace(tzinfo=None),
        }
    )
    return book


def _write_rows(
    sheet: StreamedSheet, table: MeasurementTable, styles: Styles
) -> tuple[dict[str, Counts], int]:
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
    set_page(sheet, table.frame, landscape=True, pages_wide=2)
    sheet.repeat_columns(0, HEADS.index("Jabatan"))
    _write_top(sheet, table, styles, TITLE)
    sheet.set_row(HEAD_ROW, 30)
    for number, head in enumerate(HEADS):
        sheet.write_string(HEAD_ROW, number, head, styles.head)
    units: dict[str, Counts] = {}
    at = HEAD_ROW
    body = Body(sheet, styles, [column.width for column in COLUMNS], at=HEAD_ROW)
    for row in table.rows:
        at += 1
        units.setdefault(clean_line(row.unit), Counts()).add(row)
        body.add([at - HEAD_ROW, *(column.value(row) for column in COLUMNS[1:])])
    body.close()
    if at == HEAD_ROW:
        sheet.write_string(HEAD_ROW + 1, 0, EMPTY, styles.note)
    sheet.autofilter(HEAD_ROW, 0, max(at, HEAD_ROW + 1), len(COLUMNS) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, HEADS.index("Jabatan"))
    sheet.repeat_rows(HEAD_ROW)
    return units, max(at, HEAD_ROW + 1)


def _write_top(
    sheet: Worksheet, table: MeasurementTable, styles: Styles, title: str
) -> None:
    frame = table.frame
    office = clean_line(frame.office)
    sheet.write_string(0, 0, title, styles.title)
    sheet.write_string(1, 0, f"{office} · {frame.period}{_scope(table)}", styles.plain)
    sheet.write_string(
        2, 0, f"{frame.cut_off} · Paket aturan: {frame.method.name}", styles.plain
    )
    notes = [EXAMPLE_NOTICE if frame.is_example else "", clean_line(frame.scope_note)]
    sheet.write_string(3, 0, " ".join(note for note in notes if note), styles.note)


def _scope(table: MeasurementTable) -> str:
    return f" · {clean_line(table.scope)}" if table.scope else ""


class CutOff(Protocol):
    """What the foot of a sheet says: how far its data reach, and whether it is made up."""

    @property
    def cut_off(self) -> str:
        """Return "Data sampai dengan …"."""

    @property
    def is_example(self) -> bool:
        """Tell whether the office is made up."""


def set_page(
    sheet: Worksheet, frame: CutOff, *, landscape: bool, pages_wide: int = 1
) -> None:
    """Set paper, margins and foot of a sheet, as all workbooks of an office have them."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(FOLIO)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(pages_wide, 0)
    # In a header or footer & begins a code, and && is the sign itself.
    cut_off = frame.cut_off.replace("&", "&&")
    mark = "DATA CONTOH · " if frame.is_example else ""
    sheet.set_footer(f"&L&8{mark}{cut_off}&R&8Halaman &P dari &N")
    sheet.hide_gridlines(2)


def _write_recap(
    sheet: Worksheet,
    table: MeasurementTable,
    units: dict[str, Counts],
    last_row: int,
    styles: Styles,
) -> None:
    set_page(sheet, table.frame, landscape=True)
    _write_top(sheet, table, styles, "Rekapitulasi per unit kerja")
    sheet.set_row(HEAD_ROW, 45)
    for number, (head, width) in enumerate(UNIT_HEADS):
        sheet.set_column(number, number, width)
        sheet.write_string(HEAD_ROW, number, head, styles.head)
    if not units:
        sheet.write_string(HEAD_ROW + 1, 0, EMPTY, styles.note)
        return
    kept = {clean_line(name): kept for name, kept in table.units.items()}
    at = HEAD_ROW
    for number, (name, counts) in enumerate(units.items(), start=1):
        at += 1
        sheet.set_row(at, lines_of(name, UNIT_HEADS[1][1]) * LINE + 3)
        sheet.write_number(at, 0, number, styles.number(COUNTED))
        sheet.write_string(at, 1, fitted(name), styles.text)
        _write_counts(sheet, at, counts, _formulas(at, name, last_row), styles)
        _write_kept(sheet, at, kept.get(name, UnitAchievement()), styles, bold=False)
    total = Counts()
    for counts in units.values():
        total.owed += counts.owed
        total.reported += counts.reported
        total.verified += counts.verified
        total.late += counts.late
        total.achievements += counts.achievements
        total.achievement_sum += counts.achievement_sum
    sheet.write_blank(at + 1, 0, None, styles.strong)
    sheet.write_string(at + 1, 1, "Jumlah", styles.strong)
    _write_counts(
        sheet, at + 1, total, _total_formulas(at, last_row), styles, bold=True
    )
    _write_kept(sheet, at + 1, table.office, styles, bold=True)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.repeat_rows(HEAD_ROW)


def _write_counts(
    sheet: Worksheet,
    at: int,
    counts: Counts,
    formulas: Sequence[str],
    styles: Styles,
    *,
    bold: bool = False,
) -> None:
    """Write each formula together with the figure that it will come to."""
    figures: list[int | Decimal | None] = [
        counts.owed,
        counts.reported,
        counts.verified,
        counts.late,
        counts.owed - counts.reported,
        counts.share_reported,
        counts.mean,
    ]
    for column, (formula, figure) in enumerate(
        zip(formulas, figures, strict=True), start=2
    ):
        shown = pattern(0 if isinstance(figure, int) else 2)
        sheet.write_formula(
            at,
            column,
            formula,
            styles.number(shown, bold=bold),
            "" if figure is None else figure,
        )


def _write_kept(
    sheet: Worksheet, at: int, kept: UnitAchievement, styles: Styles, *, bold: bool
) -> None:
    column = len(UNIT_HEADS) - 2
    form = styles.number(pattern(2), bold=bold)
    if kept.achievement is None:
        sheet.write_blank(at, column, None, form)
    else:
        sheet.write_number(at, column, float(kept.achievement), form)
    words = styles.strong if bold else styles.text
    sheet.write_string(at, column + 1, clean_line(kept.class_name), words)


def _range(head: str, last_row: int) -> str:
    letter = xl_col_to_name(HEADS.index(head))
    return f"{DATA_SHEET}!${letter}${HEAD_ROW + 2}:${letter}${last_row + 1}"


def _formulas(at: int, name: str, last_row: int) -> list[str]:
    """Return the formulas of one unit's row, in the order of the columns."""
    row = at + 1
    unit = f"{_range('Unit kerja', last_row)},{_criterion(f'$B{row}', name)}"
    state = _range("Keadaan", last_row)
    achievement = _range("Capaian (%)", last_row)
    return [
        f"=COUNTIFS({unit})",
        f'=COUNTIFS({unit},{state},"Dikirim")+COUNTIFS({unit},{state},"Terverifikasi")',
        f'=COUNTIFS({unit},{state},"Terverifikasi")',
        f'=COUNTIFS({unit},{_range("Ketepatan", last_row)},"Terlambat")',
        f"=C{row}-D{row}",
        f'=IF(C{row}=0,"",ROUND(100*D{row}/C{row},2))',
        f'=IFERROR(ROUND(AVERAGEIFS({achievement},{unit}),2),"")',
    ]


def _criterion(cell: str, name: str) -> str:
    """Return what compares with a cell's very text, whatever signs stand in it."""
    for sign in "~*?":
        if sign in name:
            cell = f'SUBSTITUTE({cell},"{sign}","~{sign}")'
    return f'"="&{cell}'


def _total_formulas(last_unit: int, last_row: int) -> list[str]:
    first, last, row = HEAD_ROW + 2, last_unit + 1, last_unit + 2
    sums = [f"=SUM({letter}{first}:{letter}{last})" for letter in "CDEFG"]
    return [
        *sums,
        f'=IF(C{row}=0,"",ROUND(100*D{row}/C{row},2))',
        f'=IFERROR(ROUND(AVERAGE({_range("Capaian (%)", last_row)}),2),"")',
    ]


def _write_notes(sheet: Worksheet, table: MeasurementTable, styles: Styles) -> None:
    frame = table.frame
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, NOTE_WIDTH)
    set_page(sheet, frame, landscape=False)
    sheet.write_string(0, 0, NOTE_SHEET, styles.title)
    about = [
        ("Kantor", frame.office),
        ("Periode", frame.period),
        ("Cakupan", table.scope or "Seluruh unit kerja"),
        ("Batas data", frame.cut_off),
        ("Paket aturan", frame.method.name),
        *(("Cara menghitung", sentence) for sentence in frame.method.sentences),
        *(("Rujukan", citation) for citation in frame.method.citations),
        (
            "Rata-rata capaian indikator",
            "Rata-rata sederhana dari kolom Capaian pada baris-baris unit itu sendiri.",
        ),
        (
            "Capaian unit",
            "Rata-rata berjenjang: indikator ke sasaran, sasaran ke jabatan, jabatan "
            "ke unit, termasuk unit di bawahnya. Karena itu dapat berbeda dari "
            "rata-rata sederhana.",
        ),
        ("Sel kosong", "Belum ada data. Kosong tidak sama dengan nol."),
    ]
    if frame.scope_note:
        about.append(("Catatan", frame.scope_note))
    if frame.is_example:
        about.append(("Data contoh", EXAMPLE_NOTICE))
    at = 2
    for label, text in about:
        sheet.set_row(at, height_of_lines(lines_of(text, NOTE_WIDTH)))
        sheet.write_string(at, 0, label, styles.strong)
        sheet.write_string(at, 1, fitted(text), styles.text)
        at += 1
    at += 1
    sheet.write_string(at, 0, f"Kolom lembar {DATA_SHEET}", styles.head)
    sheet.write_string(at, 1, "Arti", styles.head)
    for column in COLUMNS:
        at += 1
        sheet.write_string(at, 0, column.head, styles.strong)
        sheet.write_string(at, 1, column.meaning, styles.text)
