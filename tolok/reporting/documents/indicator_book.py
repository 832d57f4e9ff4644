"""The definitions of an office on paper (Kamus Indikator): DOCX, PDF, XLSX and CSV.

One indicator is one block in the order of the manual indikator form; what says nothing is
left out of the block, never filled in.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from itertools import groupby
from typing import Any

import xlsxwriter

from tolok.kernel.dates import format_date
from tolok.kernel.text import clean_line
from tolok.reporting.documents.cells import COUNTED, LONGEST_CELL, Styles
from tolok.reporting.documents.figures import whole
from tolok.reporting.documents.frame import EXAMPLE_NOTICE, Frame, Signatory
from tolok.reporting.documents.parts import frame_data, signatory_data
from tolok.reporting.documents.typesetting import typeset
from tolok.reporting.documents.word import Paper
from tolok.reporting.documents.workbook import set_page
from tolok.reporting.open_data import harmless


TITLE = "Kamus Indikator"
SUGGESTED = "usulan, belum diterima"
EMPTY = (
    "Belum ada indikator pada hari itu. Indikator muncul setelah keputusan ditetapkan."
)
HEAD_ROW = 5
MOST_PRINTED = 3_000


@dataclass(frozen=True, kw_only=True)
class BookLine:
    """One indicator with its definition, every value as it is written for people."""

    unit: str
    position: str
    objective: str
    indicator: str
    version: int
    decided_on: date | None
    decided_by: str
    measure: str
    unit_of_measure: str
    polarity: str
    accumulation: str
    across_people: str
    decimals: int
    frequency: str
    due_day: int | None
    operational_definition: str
    reason: str
    formula: str
    numerator: str
    denominator: str
    terms: str
    scale: str
    target_is_maximum: bool
    baseline: str
    needs_due_dates: bool
    data_source: str
    provider: str
    collector: str
    evidence: str
    evidence_minimum: int
    evidence_kinds: str
    responsible: str
    verifier: str

    @property
    def standing(self) -> str:
        """Say which version it is and who accepted it, or that nobody has."""
        if self.decided_on is None:
            return SUGGESTED
        day = format_date(self.decided_on)
        return f"versi {self.version}, diterima {day} oleh {self.decided_by}"

    @property
    def reporting(self) -> str:
        """Say how often it is reported and when it is due."""
        text = self.frequency
        if self.due_day is not None:
            text += f", paling lambat {self.due_day} hari setelah periode"
        if self.needs_due_dates:
            text += "; dengan daftar tanggal jatuh tempo"
        return text

    @property
    def long_facts(self) -> list[tuple[str, str]]:
        """Return what is told in sentences, without what is blank."""
        return _filled(
            ("Definisi operasional", self.operational_definition),
            ("Alasan", self.reason),
            ("Rumus", self.formula),
            ("Pembilang", self.numerator),
            ("Penyebut", self.denominator),
            ("Komponen berbobot", self.terms),
        )

    @property
    def short_facts(self) -> list[tuple[str, str]]:
        """Return what is told in a word or two, without what is blank."""
        proof = self.evidence
        if self.evidence_kinds:
            proof += f" ({self.evidence_kinds})" if proof else self.evidence_kinds
        if self.evidence_minimum:
            proof += f"; paling sedikit {self.evidence_minimum}"
        return _filled(
            ("Yang diisi", self.measure),
            ("Satuan", self.unit_of_measure),
            ("Arah", self.polarity),
            ("Angka desimal", str(self.decimals)),
            ("Akumulasi setahun", self.accumulation),
            ("Antarpegawai", self.across_people),
            ("Pelaporan", self.reporting),
            ("Skala", self.scale),
            ("Target tertinggi", "ya" if self.target_is_maximum else ""),
            ("Nilai awal", self.baseline),
            ("Sumber data", self.data_source),
            ("Penyedia data", self.provider),
            ("Pengumpul data", self.collector),
            ("Bukti", proof.strip("; ")),
            ("Penanggung jawab", self.responsible),
            ("Pemeriksa", self.verifier),
        )


def _filled(*facts: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, value.strip()) for label, value in facts if value.strip()]


@dataclass(frozen=True, kw_only=True)
class IndicatorBook:
    """All that the book says; `scope` names one unit or position, or is blank."""

    frame: Frame
    lines: tuple[BookLine, ...]
    origin: str
    scope: str = ""
    is_a4: bool = False
    signatory: Signatory | None = None

    @property
    def title(self) -> str:
        """Return the title with whose book it is."""
        return f"{TITLE} {clean_line(self.scope) or self.frame.office_short}"

    @property
    def summary(self) -> str:
        """Return in one sentence what the book holds."""
        if not self.lines:
            return EMPTY
        waiting = sum(line.decided_on is None for line in self.lines)
        text = f"{whole(len(self.lines))} indikator"
        if waiting:
            return f"{text}; {whole(waiting)} definisinya masih usulan."
        return f"{text}; semua definisinya sudah diterima."


def write_pdf(*, book: IndicatorBook) -> bytes:
    """Return the book as a tagged, archivable PDF on Folio or A4, upright."""
    data = frame_data(book.frame, title=book.title)
    data |= {
        "title-line": TITLE,
        "paper": "a4" if book.is_a4 else "folio",
        "scope": book.scope or book.frame.office,
        "summary": book.summary,
        "origin": book.origin,
        "seats": [
            {"unit": unit, "position": position, "blocks": list(map(_block, lines))}
            for (unit, position), lines in _seats(book)
        ],
        "signatory": signatory_data(book.signatory),
    }
    return typeset("indicator_book.typ", data, at=book.frame.made)


def _seats(book: IndicatorBook) -> list[tuple[tuple[str, str], list[Any]]]:
    numbered = list(enumerate(book.lines, 1))
    return [
        (seat, list(lines))
        for seat, lines in groupby(
            numbered, key=lambda pair: (pair[1].unit, pair[1].position)
        )
    ]


def _block(numbered: tuple[int, BookLine]) -> dict[str, Any]:
    number, line = numbered
    return {
        "number": whole(number),
        "indicator": line.indicator,
        "objective": line.objective,
        "standing": line.standing,
        "suggested": line.decided_on is None,
        "long": [list(fact) for fact in line.long_facts],
        "short": [list(fact) for fact in line.short_facts],
    }


def write_docx(*, book: IndicatorBook) -> bytes:
    """Return the book as a DOCX on Folio or A4, in styles that an office can change."""
    frame = book.frame
    paper = Paper(frame, title=book.title, is_a4=book.is_a4)
    width = paper.text_width
    paper.letterhead()
    paper.add(TITLE.upper(), "Title")
    paper.add(clean_line(book.scope or frame.office), "Subtitle")
    paper.add(f"{frame.period} · {frame.cut_off}", "Keterangan Judul")
    if frame.is_example:
        paper.add(EXAMPLE_NOTICE, "Data Contoh")
    paper.add(book.summary, "Normal")
    paper.add(book.origin, "Catatan")
    for (unit, position), lines in _seats(book):
        paper.add(clean_line(position), "Heading 1")
        paper.add(clean_line(unit), "Keterangan Jabatan")
        for number, line in lines:
            paper.add(f"{whole(number)}. {clean_line(line.indicator)}", "Heading 2")
            facts = [
                ("Sasaran", line.objective),
                *line.long_facts,
                *line.short_facts,
                ("Keadaan definisi", line.standing),
            ]
            paper.facts(facts, widths=(38, width - 38))
    if book.signatory is not None:
        paper.signed(book.signatory)
    return paper.to_bytes()


@dataclass(frozen=True)
class Column:
    """One column of the workbook: head, width in characters, and its value."""

    head: str
    width: float
    value: Callable[[BookLine], object]


COLUMNS = (
    Column("Unit kerja", 22, lambda line: line.unit),
    Column("Jabatan", 26, lambda line: line.position),
    Column("Sasaran", 30, lambda line: line.objective),
    Column("Indikator", 36, lambda line: line.indicator),
    Column("Definisi operasional", 44, lambda line: line.operational_definition),
    Column("Alasan", 26, lambda line: line.reason),
    Column("Rumus", 34, lambda line: line.formula),
    Column("Pembilang", 28, lambda line: line.numerator),
    Column("Penyebut", 28, lambda line: line.denominator),
    Column("Komponen berbobot", 22, lambda line: line.terms),
    Column("Yang diisi", 18, lambda line: line.measure),
    Column("Satuan", 12, lambda line: line.unit_of_measure),
    Column("Desimal", 9, lambda line: line.decimals),
    Column("Arah", 20, lambda line: line.polarity),
    Column("Akumulasi setahun", 20, lambda line: line.accumulation),
    Column("Antarpegawai", 18, lambda line: line.across_people),
    Column("Frekuensi", 16, lambda line: line.frequency),
    Column("Jatuh tempo (hari)", 10, lambda line: line.due_day),
    Column(
        "Daftar jatuh tempo", 11, lambda line: "ya" if line.needs_due_dates else "tidak"
    ),
    Column("Skala", 9, lambda line: line.scale),
    Column(
        "Target tertinggi", 10, lambda line: "ya" if line.target_is_maximum else "tidak"
    ),
    Column("Nilai awal", 11, lambda line: line.baseline),
    Column("Sumber data", 26, lambda line: line.data_source),
    Column("Penyedia data", 20, lambda line: line.provider),
    Column("Pengumpul data", 20, lambda line: line.collector),
    Column("Bukti yang diminta", 26, lambda line: line.evidence),
    Column("Jenis bukti", 16, lambda line: line.evidence_kinds),
    Column("Bukti paling sedikit", 10, lambda line: line.evidence_minimum),
    Column("Penanggung jawab", 26, lambda line: line.responsible),
    Column("Pemeriksa", 26, lambda line: line.verifier),
    Column("Versi", 8, lambda line: line.version),
    Column("Diterima", 12, lambda line: line.decided_on),
    Column("Oleh", 24, lambda line: line.decided_by or SUGGESTED),
)


def write_csv(*, book: IndicatorBook) -> str:
    """Return the book as CSV: semicolons, ISO days, a row an indicator."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow([column.head for column in COLUMNS])
    for line in book.lines:
        values = (column.value(line) for column in COLUMNS)
        writer.writerow(["" if one is None else harmless(str(one)) for one in values])
    return written.getvalue()


def write_xlsx(*, book: IndicatorBook) -> bytes:
    """Return the book as a workbook: a row an indicator, numbers as numbers."""
    frame = book.frame
    written = BytesIO()
    with xlsxwriter.Workbook(
        written,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    ) as workbook:
        workbook.set_properties(
            {
                "title": book.title,
                "subject": frame.cut_off,
                "author": clean_line(frame.office),
                "created": frame.made.replace(tzinfo=None),
            }
        )
        styles = Styles(workbook)
        sheet = workbook.add_worksheet("Kamus")
        set_page(sheet, frame, landscape=True, pages_wide=2)
        notes = [EXAMPLE_NOTICE if frame.is_example else "", book.summary]
        for number, (text, form) in enumerate(
            [
                (book.title, styles.title),
                (f"{clean_line(frame.office)} · {frame.period}", styles.plain),
                (f"{frame.cut_off} · {book.origin}", styles.plain),
                (" ".join(filter(None, notes)), styles.note),
            ]
        ):
            sheet.write_string(number, 0, text[:LONGEST_CELL], form)
        heads = [("No.", 6.0), *((column.head, column.width) for column in COLUMNS)]
        for number, (head, width) in enumerate(heads):
            sheet.set_column(number, number, width)
            sheet.write_string(HEAD_ROW, number, head, styles.head)
        last = HEAD_ROW
        for number, line in enumerate(book.lines, 1):
            last = HEAD_ROW + number
            sheet.write_number(last, 0, number, styles.number(COUNTED))
            for place, column in enumerate(COLUMNS, 1):
                _write(sheet, last, place, column.value(line), styles)
        sheet.freeze_panes(HEAD_ROW + 1, 5)
        sheet.repeat_rows(HEAD_ROW)
        sheet.autofilter(HEAD_ROW, 0, max(last, HEAD_ROW + 1), len(heads) - 1)
    return written.getvalue()


def _write(sheet: Any, row: int, place: int, value: object, styles: Styles) -> None:
    if value is None or value == "":
        sheet.write_blank(row, place, None, styles.text)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, styles.number(COUNTED))
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, styles.date)
    else:
        sheet.write_string(row, place, str(value)[:LONGEST_CELL], styles.text)
