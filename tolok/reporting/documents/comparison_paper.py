"""The comparison of two decrees (persandingan keputusan): XLSX and DOCX.

What left stands struck through, what came stands underlined: neither needs colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import xlsxwriter
from docx.table import _Cell
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tolok.kernel.dates import format_date
from tolok.kernel.text import clean, clean_line
from tolok.reporting.documents.cells import COUNTED, LONGEST_CELL, Styles, height_of
from tolok.reporting.documents.figures import ABSENT, whole
from tolok.reporting.documents.frame import EXAMPLE_NOTICE, Frame, Method
from tolok.reporting.documents.word import Paper
from tolok.reporting.documents.workbook import set_page


TITLE = "Persandingan Keputusan"
SAME = "Isi kedua keputusan sama. Tidak ada yang ditambah, dihapus, atau diubah."
READING = "Yang dicoret tidak ada lagi; yang digarisbawahi baru. Yang tetap tidak dicantumkan."
HEAD_ROW = 5
SHARE = "0%"


@dataclass(frozen=True, kw_only=True)
class ComparedDecree:
    """One of the two decrees, as the papers name it."""

    name: str
    about: str
    years: str
    status: str
    decided_on: date | None = None

    @property
    def line(self) -> str:
        """Return number, years, status and day in one line."""
        day = f", {format_date(self.decided_on)}" if self.decided_on else ""
        return f"{self.name} (tahun {self.years}, {self.status.lower()}{day})"


@dataclass(frozen=True, kw_only=True)
class ComparedRow:
    """One change: what it was, what it is, and what else is to be said.

    `words` are runs of (`same`, `dropped` or `added`, text); `likeness` is 0 to 1, None
    where the row stands in one of the decrees only.
    """

    level: str
    objective: str
    changes: tuple[str, ...]
    before: str
    after: str
    words: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    likeness: float | None
    by_hand: bool


@dataclass(frozen=True, kw_only=True)
class ComparedUnit:
    """A position with its changes."""

    position: str
    unit: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, kw_only=True)
class ComparisonPaper:
    """All that the papers say. `counts` holds of each level how many rows changed how."""

    frame: Frame
    method: Method
    before: ComparedDecree
    after: ComparedDecree
    changes: tuple[str, ...]
    counts: tuple[tuple[str, tuple[int, ...]], ...]
    positions: tuple[ComparedUnit, ...]
    total: int

    @property
    def summary(self) -> str:
        """Say how many positions changed."""
        if not self.positions:
            return SAME
        return (
            f"{whole(len(self.positions))} dari {whole(self.total)} jabatan berubah. "
            f"{READING}"
        )


# ---------------------------------------------------------------- DOCX


def write_docx(*, paper: ComparisonPaper) -> bytes:
    """Return the comparison as a DOCX on Folio, in styles that an office can change."""
    frame = paper.frame
    document = Paper(frame, title=f"{TITLE} {frame.period}")
    document.letterhead()
    document.add(TITLE.upper(), "Title")
    document.add(f"Tahun {frame.period}", "Subtitle")
    document.add(frame.cut_off, "Keterangan Judul")
    if frame.is_example:
        document.add(EXAMPLE_NOTICE, "Data Contoh")
    about = document.table(rows=2, widths=(24, 151), style="Tabel Polos")
    for number, (label, decree) in enumerate(
        (("Semula", paper.before), ("Menjadi", paper.after))
    ):
        document.write(about.cell(number, 0), label, "Label Tabel")
        document.write(about.cell(number, 1), clean_line(decree.line), "Isi Tabel")
        if decree.about:
            document.more(about.cell(number, 1), decree.about, "Isi Tabel")
    document.add("Ringkasan", "Heading 1")
    document.add(paper.summary, "Normal")
    if paper.positions:
        _counts(document, paper)
    for number, unit in enumerate(paper.positions, start=1):
        document.add(f"{number}. {clean_line(unit.position)}", "Heading 1")
        if unit.unit:
            document.add(
                clean_line(unit.unit), "Catatan"
            ).paragraph_format.keep_with_next = True
        _changes(document, unit.rows)
    document.add("Cara membandingkan", "Heading 1")
    document.add(" ".join(paper.method.sentences), "Normal")
    return document.to_bytes()


def _counts(document: Paper, paper: ComparisonPaper) -> None:
    width = 145 / len(paper.changes)
    table = document.table(
        rows=1 + len(paper.counts),
        widths=(30, *([width] * len(paper.changes))),
        style="Table Grid",
        head_rows=1,
        summary="Banyaknya baris menurut tingkat dan perubahannya",
    )
    for column, head in enumerate(("Tingkat", *paper.changes)):
        document.write(table.cell(0, column), head, "Kepala Tabel")
    for row, (level, counts) in enumerate(paper.counts, start=1):
        document.write(table.cell(row, 0), level, "Isi Tabel")
        for column, count in enumerate(counts, start=1):
            document.write(table.cell(row, column), whole(count), "Angka Tabel")


def _changes(document: Paper, rows: Sequence[ComparedRow]) -> None:
    table = document.table(
        rows=1 + len(rows),
        widths=(24, 56, 56, 39),
        style="Table Grid",
        head_rows=1,
        summary="Bunyi semula, bunyi sekarang, dan keterangannya",
    )
    for column, head in enumerate(("Baris", "Semula", "Menjadi", "Keterangan")):
        document.write(table.cell(0, column), head, "Kepala Tabel")
    for number, row in enumerate(rows, start=1):
        cells = table.rows[number].cells
        document.write(cells[0], row.level, "Label Tabel")
        _runs(document, cells[1], row, ("same", "dropped"))
        _runs(document, cells[2], row, ("same", "added"))
        document.write(cells[3], f"{', '.join(row.changes)}.", "Isi Tabel")
        for note in row.notes:
            document.more(cells[3], note, "Isi Tabel")


def _runs(
    document: Paper, cell: _Cell, row: ComparedRow, kinds: tuple[str, str]
) -> None:
    """Write one side of a row: what is only there is struck through or underlined."""
    text = row.before if "dropped" in kinds else row.after
    paragraph = cell.paragraphs[0]
    paragraph.style = document.style("Isi Tabel")
    if not text:
        paragraph.add_run(ABSENT)
        return
    parts = [(kind, clean(words)) for kind, words in row.words if kind in kinds]
    for number, (kind, words) in enumerate(parts):
        if number:
            paragraph.add_run(" ")
        run = paragraph.add_run(words)
        if kind == "dropped":
            run.font.strike = True
        elif kind == "added":
            run.font.underline = True


# ---------------------------------------------------------------- XLSX


@dataclass(frozen=True)
class _Column:
    head: str
    width: int


COLUMNS = (
    _Column("No.", 6),
    _Column("Unit kerja", 24),
    _Column("Jabatan", 28),
    _Column("Tingkat", 11),
    _Column("Sasaran", 30),
    _Column("Perubahan", 18),
    _Column("Semula", 46),
    _Column("Menjadi", 46),
    _Column("Keterangan", 34),
    _Column("Kemiripan", 11),
    _Column("Dipasangkan", 13),
)


def write_xlsx(*, paper: ComparisonPaper) -> bytes:
    """Return the workbook: every change with filters, and how many there are of each."""
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
    frame = paper.frame
    book.set_properties(
        {
            "title": f"{TITLE} {frame.period}",
            "subject": frame.cut_off,
            "author": clean_line(frame.office),
            "company": clean_line(frame.office),
            "created": frame.made.replace(tzinfo=None),
        }
    )
    styles = Styles(book)
    _write_changes(book, book.add_worksheet("Perubahan"), paper, styles)
    _write_counts(book.add_worksheet("Ringkasan"), paper, styles)
    book.close()
    return target.getvalue()


def _write_top(
    sheet: Worksheet, paper: ComparisonPaper, styles: Styles, pages_wide: int = 1
) -> None:
    frame = paper.frame
    set_page(sheet, frame, landscape=True, pages_wide=pages_wide)
    sheet.write_string(0, 0, f"{TITLE} · {clean_line(frame.office)}", styles.title)
    sheet.write_string(1, 0, f"Semula: {clean_line(paper.before.line)}", styles.plain)
    sheet.write_string(2, 0, f"Menjadi: {clean_line(paper.after.line)}", styles.plain)
    mark = f" {EXAMPLE_NOTICE}" if frame.is_example else ""
    sheet.write_string(3, 0, f"{frame.cut_off}. {paper.summary}{mark}", styles.note)


def _write_changes(
    book: Workbook, sheet: Worksheet, paper: ComparisonPaper, styles: Styles
) -> None:
    _write_top(sheet, paper, styles, pages_wide=2)
    struck = book.add_format({"font_size": 10, "font_strikeout": True})
    under = book.add_format({"font_size": 10, "underline": 1, "bold": True})
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        sheet.write_string(HEAD_ROW, number, column.head, styles.head)
    sheet.set_row(HEAD_ROW, 30)
    at = HEAD_ROW
    for unit in paper.positions:
        for row in unit.rows:
            at += 1
            texts = (
                unit.unit,
                unit.position,
                row.level,
                row.objective,
                ", ".join(row.changes),
                row.before,
                row.after,
                " ".join(row.notes),
            )
            sheet.set_row(
                at,
                height_of(zip(texts, (one.width for one in COLUMNS[1:]), strict=False)),
            )
            sheet.write_number(at, 0, at - HEAD_ROW, styles.number(COUNTED))
            for place, text in enumerate(texts, start=1):
                sheet.write_string(at, place, clean(text)[:LONGEST_CELL], styles.text)
            _marked(sheet, at, 6, row, "dropped", struck, styles)
            _marked(sheet, at, 7, row, "added", under, styles)
            if row.likeness is None:
                sheet.write_blank(at, 9, None, styles.text)
            else:
                sheet.write_number(at, 9, row.likeness, styles.number(SHARE))
            how = "" if row.likeness is None else "otomatis"
            sheet.write_string(at, 10, "perencana" if row.by_hand else how, styles.text)
    if at == HEAD_ROW:
        at += 1
        sheet.write_string(at, 0, SAME, styles.note)
    sheet.autofilter(HEAD_ROW, 0, at, len(COLUMNS) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 3)
    sheet.repeat_rows(HEAD_ROW)


def _marked(
    sheet: Worksheet,
    at: int,
    column: int,
    row: ComparedRow,
    kind: str,
    marked: Format,
    styles: Styles,
) -> None:
    """Write one side of a row with the words that are only there marked."""
    parts = [(k, clean(words)) for k, words in row.words if k in {"same", kind}]
    whole_cell = styles.struck if kind == "dropped" else styles.underlined
    if [k for k, _words in parts] == [kind]:
        sheet.write_string(at, column, parts[0][1][:LONGEST_CELL], whole_cell)
    if len(parts) < 2 or sum(len(words) + 1 for _k, words in parts) > LONGEST_CELL:
        return
    runs: list[Format | str] = []
    for number, (k, words) in enumerate(parts):
        text = words if number == len(parts) - 1 else f"{words} "
        runs += [text] if k == "same" else [marked, text]
    sheet.write_rich_string(at, column, *runs, styles.text)


def _write_counts(sheet: Worksheet, paper: ComparisonPaper, styles: Styles) -> None:
    _write_top(sheet, paper, styles)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, len(paper.changes) + 1, 16)
    heads = ("Tingkat", *paper.changes)
    for column, head in enumerate(heads):
        sheet.write_string(HEAD_ROW, column, head, styles.head)
    at = HEAD_ROW
    for level, counts in paper.counts:
        at += 1
        sheet.write_string(at, 0, level, styles.text)
        for column, count in enumerate(counts, start=1):
            sheet.write_number(at, column, count, styles.number(COUNTED))
    sheet.write_string(at + 1, 0, "Jumlah", styles.strong)
    for column in range(1, len(heads)):
        letter = chr(ord("A") + column)
        total = sum(counts[column - 1] for _level, counts in paper.counts)
        sheet.write_formula(
            at + 1,
            column,
            f"=SUM({letter}{HEAD_ROW + 2}:{letter}{at + 1})",
            styles.number(COUNTED, bold=True),
            total,
        )
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.write_string(at + 3, 0, " ".join(paper.method.sentences), styles.plain)
