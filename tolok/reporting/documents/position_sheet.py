"""One position's sheet (lembar jabatan) as DOCX: what it owes and what was achieved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docx.table import Table, _Cell

from tolok.kernel.dates import format_date
from tolok.kernel.text import clean_line
from tolok.reporting.documents.figures import ABSENT, percent
from tolok.reporting.documents.frame import EXAMPLE_NOTICE, Frame, Signatory
from tolok.reporting.documents.measurement_table import NOTHING, Quantity
from tolok.reporting.documents.word import Paper


TITLE = "Lembar Kinerja Jabatan"
MISSING = "belum"
NO_OBJECTIVES = (
    "Belum ada sasaran untuk jabatan ini. Sasaran muncul setelah keputusan ditetapkan."
)


@dataclass(frozen=True, kw_only=True)
class Item:
    """A duty or function with the label that the decree gives it."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds the position, as what and since when."""

    name: str
    nip: str = ""
    rank: str = ""
    kind: str = ""
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """An indicator with its targets, one for each period of the sheet."""

    text: str
    measure_unit: str
    targets: tuple[Quantity, ...]
    year_target: Quantity = NOTHING


@dataclass(frozen=True, kw_only=True)
class ObjectiveLine:
    """An objective with its indicators."""

    text: str
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one indicator in one period: blank where nothing was owed."""

    is_owed: bool = False
    realisation: Quantity = NOTHING
    achievement: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class HolderOutcomes:
    """One holder's outcomes: a line for each indicator, in it one for each period."""

    holder: str
    lines: tuple[tuple[Outcome, ...], ...]


@dataclass(frozen=True, kw_only=True)
class PositionSheet:
    """All that the sheet says. `outcomes` holds only what its reader may see.

    `outcomes_note` says why there are none, or what the standing of the position is.
    """

    frame: Frame
    position: str
    position_class: str
    unit: str
    superior: str
    holders: tuple[Holder, ...]
    duties: tuple[Item, ...]
    functions: tuple[Item, ...]
    objectives: tuple[ObjectiveLine, ...]
    periods: tuple[str, ...]
    origin: str
    outcomes: tuple[HolderOutcomes, ...] = ()
    outcomes_note: str = ""
    signs_above: Signatory | None = None
    signs_below: tuple[Signatory, ...] = ()
    target_notes: tuple[str, ...] = ()


def write_docx(*, sheet: PositionSheet) -> bytes:
    """Return the sheet as a DOCX on Folio, in styles that an office can change."""
    frame = sheet.frame
    paper = Paper(frame, title=f"{TITLE}: {clean_line(sheet.position)}")
    paper.letterhead()
    paper.add(TITLE.upper(), "Title")
    paper.add(clean_line(sheet.position), "Subtitle")
    paper.add(f"{frame.period} · {frame.cut_off}", "Keterangan Judul")
    if frame.is_example:
        paper.add(EXAMPLE_NOTICE, "Data Contoh")
    _about(paper, sheet)
    _listed(paper, "Tugas", sheet.duties)
    _listed(paper, "Fungsi", sheet.functions)
    paper.add("Sasaran, indikator, dan target", "Heading 1")
    if sheet.objectives:
        _targets(paper, sheet)
        for note in sheet.target_notes:
            paper.add(clean_line(note), "Catatan")
    else:
        paper.add(NO_OBJECTIVES, "Normal")
    if sheet.objectives:
        paper.add("Realisasi dan capaian", "Heading 1")
        _outcomes(paper, sheet)
    paper.add("Dasar dan cara menghitung", "Heading 1")
    paper.add(sheet.origin, "Normal")
    paper.add(f"Paket aturan: {frame.method.name}.", "Normal")
    if frame.method.sentences:
        paper.add(" ".join(frame.method.sentences), "Normal")
    _signatures(paper, sheet)
    return paper.to_bytes()


def _about(paper: Paper, sheet: PositionSheet) -> None:
    holders = "\n".join(_holder(one) for one in sheet.holders)
    rows = [
        ("Jabatan", sheet.position),
        ("Kelompok jabatan", sheet.position_class or ABSENT),
        ("Unit kerja", sheet.unit),
        ("Atasan langsung", sheet.superior or ABSENT),
        ("Pemegang jabatan", holders or "Belum ada pemegang jabatan yang tercatat."),
    ]
    table = paper.table(rows=len(rows), widths=(42, 133), style="Tabel Polos")
    for number, (label, text) in enumerate(rows):
        paper.write(table.cell(number, 0), label, "Label Tabel")
        paper.write(table.cell(number, 1), text, "Isi Tabel")


def _holder(holder: Holder) -> str:
    parts = [f"{holder.kind} {holder.name}".strip()]
    if holder.nip:
        parts.append(f"NIP {holder.nip}")
    if holder.rank:
        parts.append(holder.rank)
    if holder.since is not None:
        parts.append(f"sejak {format_date(holder.since)}")
    return ", ".join(parts)


def _listed(paper: Paper, title: str, items: Sequence[Item]) -> None:
    if not items:
        return
    paper.add(title, "Heading 1")
    for item in items:
        label = clean_line(item.label)
        text = clean_line(item.text)
        if label:
            mark = label if label[-1] in ".)" else f"{label}."
            paper.add(f"{mark}\t{text}", "Butir")
        else:
            paper.add(text, "Normal")


def _targets(paper: Paper, sheet: PositionSheet) -> None:
    lines = [(o, i) for o in sheet.objectives for i in o.indicators]
    labels = [*sheet.periods, "Tahun"]
    table = paper.table(
        rows=2 + len(lines),
        widths=(8, 42, 45, 16, *([64 / len(labels)] * len(labels))),
        style="Table Grid",
        head_rows=2,
        summary="Sasaran, indikator, satuan, dan target tiap periode",
    )
    for column, head in enumerate(("No.", "Sasaran", "Indikator", "Satuan")):
        _head_over(paper, table.cell(0, column), table.cell(1, column), head)
    _heads_under(paper, table, "Target", labels, first=4)
    first_of: dict[int, int] = {}
    for row, (objective, indicator) in enumerate(lines, start=2):
        first = first_of.setdefault(id(objective), row)
        paper.write(table.cell(row, 0), str(row - 1), "Angka Tabel")
        if first == row:
            paper.write(table.cell(row, 1), objective.text, "Isi Tabel")
        else:
            table.cell(first, 1).merge(table.cell(row, 1))
        paper.write(table.cell(row, 2), indicator.text, "Isi Tabel")
        paper.write(table.cell(row, 3), indicator.measure_unit, "Isi Tabel")
        for column, target in enumerate(
            [*indicator.targets, indicator.year_target], start=4
        ):
            paper.write(table.cell(row, column), target.written, "Angka Tabel")


def _outcomes(paper: Paper, sheet: PositionSheet) -> None:
    if sheet.outcomes_note:
        paper.add(sheet.outcomes_note, "Normal")
    indicators = [i for o in sheet.objectives for i in o.indicators]
    for found in sheet.outcomes:
        paper.add(f"Atas nama {clean_line(found.holder)}", "Heading 2")
        _outcome_table(paper, sheet, indicators, found)
    if sheet.outcomes:
        paper.add(
            f"“{MISSING}” berarti belum dilaporkan; tanda {ABSENT} berarti tidak ada "
            "data. Kosong tidak sama dengan nol. Capaian terisi setelah realisasi "
            "diverifikasi.",
            "Catatan",
        )


def _outcome_table(
    paper: Paper,
    sheet: PositionSheet,
    indicators: Sequence[IndicatorLine],
    found: HolderOutcomes,
) -> None:
    count = len(sheet.periods)
    table = paper.table(
        rows=2 + len(indicators),
        widths=(8, 167 - 30 * count, *([16] * count), *([14] * count)),
        style="Table Grid",
        head_rows=2,
        summary="Realisasi dan capaian tiap periode",
    )
    for column, head in ((0, "No."), (1, "Indikator")):
        _head_over(paper, table.cell(0, column), table.cell(1, column), head)
    _heads_under(paper, table, "Realisasi", sheet.periods, first=2)
    _heads_under(paper, table, "Capaian (%)", sheet.periods, first=2 + count)
    for row, (indicator, line) in enumerate(
        zip(indicators, found.lines, strict=True), start=2
    ):
        paper.write(table.cell(row, 0), str(row - 1), "Angka Tabel")
        paper.write(table.cell(row, 1), indicator.text, "Isi Tabel")
        for number, outcome in enumerate(line, start=2):
            value = outcome.realisation.written
            if outcome.is_owed and value == ABSENT:
                value = MISSING
            paper.write(table.cell(row, number), value, "Angka Tabel")
            achieved = percent(outcome.achievement)
            paper.write(table.cell(row, number + count), achieved, "Angka Tabel")


def _heads_under(
    paper: Paper, table: Table, over: str, labels: Sequence[str], *, first: int
) -> None:
    """Write one head over the heads of several columns."""
    last = first + len(labels) - 1
    _head_over(paper, table.cell(0, first), table.cell(0, last), over)
    for column, label in enumerate(labels, start=first):
        paper.write(table.cell(1, column), label, "Kepala Tabel")


def _head_over(paper: Paper, first: _Cell, last: _Cell, text: str) -> None:
    paper.write(first.merge(last), text, "Kepala Tabel")


def _signatures(paper: Paper, sheet: PositionSheet) -> None:
    """Put the superior left and the holders right; names stand on one line."""
    below = sheet.signs_below or (Signatory(title=sheet.position),)
    table = paper.table(rows=2 * len(below), widths=(87, 88), style="Tabel Polos")
    for number, signatory in enumerate(below):
        row = 2 * number
        if number == 0 and sheet.signs_above is not None:
            _sign(paper, table, row, 0, "Mengetahui,", sheet.signs_above)
        place = sheet.frame.signed_at if number == 0 else ""
        _sign(paper, table, row, 1, place, signatory)


def _sign(
    paper: Paper, table: Table, row: int, column: int, over: str, signatory: Signatory
) -> None:
    name = clean_line(signatory.name)
    paper.write(table.cell(row, column), over or "\u00a0", "Tempat dan Tanggal")
    paper.more(
        table.cell(row, column), f"{clean_line(signatory.title)},", "Tanda Tangan"
    )
    below = table.cell(row + 1, column)
    paper.write(below, name or "." * 44, "Nama Penanda Tangan")
    if signatory.rank:
        paper.more(below, signatory.rank, "Tanda Tangan")
    paper.more(below, f"NIP. {signatory.nip}".strip(), "Tanda Tangan")
