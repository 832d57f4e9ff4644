"""Tables, charts and parts that several chapters of an LKjIP show."""

from decimal import Decimal

from tolok.reporting.documents.blocks import (
    Bar,
    Block,
    Cell,
    Grid,
    Picture,
    ToWrite,
    cells,
    own_words,
)
from tolok.reporting.documents.figures import (
    percent,
    rupiah,
)
from tolok.reporting.documents.lkjip import (
    NOT_FILLED,
    BudgetRow,
    Lkjip,
    Standing,
    summed,
)
from tolok.reporting.documents.lkjip_drafts import (
    counted,
    drafts_of,
    united,
)
from tolok.reporting.documents.lkjip_parts import (
    Part,
)


HUNDRED = Decimal(100)


class Counter:
    """Numbers tables and pictures within their chapter: 3.1, 3.2, …"""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], int] = {}

    def next(self, what: str, chapter: str) -> str:
        """Return "Tabel 3.2"."""
        key = (what, chapter)
        self._last[key] = self._last.get(key, 0) + 1
        return f"{what} {chapter}.{self._last[key]}"


def part_blocks(report: Lkjip, part: Part) -> list[Block]:
    """Return what a person wrote for a part, else its draft, else a marked place."""
    written = report.written.get(part.key, "").strip()
    if written:
        return own_words(written)
    drafted = drafts_of(report, part.key)
    return drafted or [ToWrite(part.hint)]


def chart_of_objectives(report: Lkjip) -> Picture:
    known = [o for o in report.objectives if o.standing.percent is not None]
    reached = sum((o.standing.percent or 0) >= HUNDRED for o in known)
    title = (
        "Belum ada sasaran yang terukur"
        if not known
        else f"{counted(reached).capitalize()} dari {counted(len(known))} sasaran "
        "mencapai target"
        if reached
        else "Belum ada sasaran yang mencapai target"
    )
    return Picture(
        caption="Capaian sasaran strategis",
        title=title,
        bars=tuple(
            Bar(
                label=o.text,
                value=o.standing.percent,
                text=shown(o.standing),
                rank=o.standing.class_rank,
            )
            for o in report.objectives
        ),
        mark=HUNDRED,
    )


def shown(standing: Standing) -> str:
    if standing.percent is None:
        return "belum ada"
    named = f" ({standing.class_name})" if standing.class_name else ""
    return f"{percent(standing.percent)} %{named}"


def agreement(report: Lkjip, caption: str) -> Grid:
    """Return the table of the performance agreement: objectives, indicators, targets."""
    rows: list[tuple[Cell, ...]] = []
    for at, objective in enumerate(report.objectives, 1):
        count = len(objective.indicators)
        for row, one in enumerate(objective.indicators):
            whose = (
                (Cell(f"{at}.", rows=count), Cell(objective.text, rows=count))
                if row == 0
                else (Cell("", covered=True), Cell("", covered=True))
            )
            target = united(one.now.target, one.unit) or NOT_FILLED
            rows.append((*whose, *cells((one.text, target))))
    return Grid(
        caption=f"{caption} Perjanjian kinerja tahun {report.year}",
        head=("No.", "Sasaran strategis", "Indikator kinerja", "Target"),
        rows=tuple(rows),
        widths=(7, 38, 38, 17),
        align="cllc",
        note=f"Sumber: {report.decree} dan target tahun {report.year}.",
    )


def budget_granted(report: Lkjip, caption: str) -> Grid:
    rows = [
        cells((row.code, row.programme, rupiah(row.ceiling) or NOT_FILLED))
        for row in report.budget
    ]
    total = summed(report.budget)
    rows.append(cells(("", "Jumlah", rupiah(total.ceiling) or NOT_FILLED), strong=True))
    return Grid(
        caption=f"{caption} Program dan pagu anggaran",
        head=("Kode", "Program", "Pagu (Rp)"),
        rows=tuple(rows),
        widths=(16, 60, 24),
        align="llr",
    )


def money(budget: tuple[BudgetRow, ...], caption: str) -> Grid:
    rows = [_money_row(row) for row in budget]
    rows.append(
        tuple(Cell(cell.text, strong=True) for cell in _money_row(summed(budget)))
    )
    return Grid(
        caption=caption,
        head=("Kode", "Program", "Pagu (Rp)", "Realisasi (Rp)", "Serapan (%)"),
        rows=tuple(rows),
        widths=(12, 38, 19, 19, 12),
        align="llrrr",
        note="Sumber: anggaran per program yang diisi perencana.",
    )


def _money_row(row: BudgetRow) -> tuple[Cell, ...]:
    return cells(
        (
            row.code,
            row.programme,
            rupiah(row.ceiling) or NOT_FILLED,
            rupiah(row.spent) or NOT_FILLED,
            percent(row.absorbed),
        )
    )
