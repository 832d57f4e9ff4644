"""The annexes of an LKjIP: agreement, measurement, check-list, sources of its text."""

from collections.abc import Iterator

from tolok.kernel.dates import format_date
from tolok.reporting.documents.blocks import (
    Block,
    Book,
    Cell,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Sentence,
    ToWrite,
    cells,
    said,
)
from tolok.reporting.documents.figures import (
    ABSENT,
    percent,
)
from tolok.reporting.documents.frame import Method
from tolok.reporting.documents.lkjip import (
    NOT_FILLED,
    Lkjip,
)
from tolok.reporting.documents.lkjip_checklist import (
    checklist,
)
from tolok.reporting.documents.lkjip_tables import (
    Counter,
    agreement,
    budget_granted,
)


MEASURED_HEAD = ("No.", "Sasaran dan indikator", "Target", "Realisasi", "Capaian (%)")
MEASURED_WIDTHS = (7.0, 50.0, 15.0, 15.0, 13.0)


def annexes(report: Lkjip, number: Counter) -> Iterator[Block]:
    yield Heading(1, f"Lampiran 1 Perjanjian Kinerja Tahun {report.year}")
    yield said(
        Sentence(
            text="Lembar pernyataan perjanjian kinerja yang ditandatangani kedua pihak "
            "dilampirkan sebagai salinan; tabel targetnya sebagai berikut."
        )
    )
    yield agreement(report, number.next("Tabel", "L"))
    if report.budget:
        yield budget_granted(report, number.next("Tabel", "L"))
    yield ToWrite("Sisipkan salinan lembar perjanjian kinerja yang ditandatangani.")
    yield Heading(1, f"Lampiran 2 Pengukuran Kinerja Tahun {report.year}")
    yield from _units(report, number)
    yield from _measured(report, number)
    yield Heading(1, "Lampiran 3 Daftar Periksa Reviu Laporan Kinerja")
    yield said(
        Sentence(
            text="Diisi oleh inspektorat sebelum laporan ditandatangani "
            f"({report.frame.office}, LKjIP tahun {report.year}, data sampai dengan "
            f"{format_date(report.frame.as_at.date())})."
        )
    )
    yield from checklist(report)
    yield ToWrite(
        "Setelah reviu, sisipkan pernyataan telah direviu yang ditandatangani inspektorat."
    )


def _units(report: Lkjip, number: Counter) -> Iterator[Block]:
    measured = [unit for unit in report.units if unit.standing.percent is not None]
    if not measured:
        return
    yield Grid(
        caption=f"{number.next('Tabel', 'L')} Capaian unit kerja",
        head=("No.", "Unit kerja", "Capaian (%)", "Kategori"),
        rows=tuple(
            cells(
                (
                    f"{at}.",
                    unit.name,
                    percent(unit.standing.percent),
                    unit.standing.class_name or ABSENT,
                )
            )
            for at, unit in enumerate(measured, 1)
        ),
        widths=(8, 54, 16, 22),
        align="clrc",
    )


def _measured(report: Lkjip, number: Counter) -> Iterator[Block]:
    """Yield one table of every position: a band with its name, then its indicators."""
    rows: list[tuple[Cell, ...]] = []
    position = objective = ""
    at = 0
    for line in report.measured:
        if line.position != position:
            position, objective, at = line.position, "", 0
            rows.append((Cell(position, strong=True, span=len(MEASURED_HEAD)),))
        words = line.indicator
        if line.objective != objective:
            objective = line.objective
            words = f"{objective}\n{words}"
        at += 1
        rows.append(
            cells(
                (
                    f"{at}.",
                    words,
                    line.target or NOT_FILLED,
                    line.realisation or ABSENT,
                    percent(line.standing.percent),
                )
            )
        )
    if rows:
        yield Grid(
            caption=f"{number.next('Tabel', 'L')} Pengukuran kinerja menurut jabatan",
            head=MEASURED_HEAD,
            rows=tuple(rows),
            widths=MEASURED_WIDTHS,
            align="clccr",
            note="Baris pertama setiap sasaran memuat bunyi sasarannya. Tanda – berarti "
            "belum ada realisasi terverifikasi, bukan nol.",
        )


def basis_table(method: Method) -> Iterator[Block]:
    """Yield what each rule of the computing stands on, and how far that was checked."""
    if not method.citations:
        return
    yield Grid(
        caption="Dasar aturan penghitungan",
        head=("No.", "Dasar", "Pemeriksaan terhadap naskah"),
        rows=tuple(
            cells((f"{at}.", *_parted(one)))
            for at, one in enumerate(method.citations, 1)
        ),
        widths=(7, 45, 48),
        align="cll",
        note=f"Paket aturan {method.name}.",
    )


def _parted(citation: str) -> tuple[str, str]:
    """Return a citation and the remark in brackets at its end."""
    if not citation.endswith(")") or " (" not in citation:
        return citation, ABSENT
    words, _bracket, remark = citation[:-1].rpartition(" (")
    return words, remark


def numbered(book: Book, method: Method) -> Book:
    """Return the book with its sources numbered and listed as the last annex.

    `method` says what the rules of the computing stand on; it closes that annex.
    """
    listed: dict[str, int] = {}

    def mark(block: Block) -> Block:
        if not isinstance(block, Paragraph):
            return block
        return Paragraph(
            tuple(
                Sentence(
                    text=one.text,
                    source=str(listed.setdefault(one.source, len(listed) + 1))
                    if one.source
                    else "",
                )
                for one in block.sentences
            )
        )

    front = tuple(mark(block) for block in book.front)
    body = tuple(mark(block) for block in book.body)
    annex: list[Block] = []
    if listed:
        annex = [
            Heading(1, "Lampiran 4 Sumber Uraian"),
            said(
                Sentence(
                    text="Angka kecil di akhir kalimat menunjuk sumber berikut. Kalimat "
                    "tanpa angka ditulis oleh penyusun."
                )
            ),
            Listing(tuple(listed), tuple(f"{at}." for at in listed.values())),
            *basis_table(method),
        ]
    return Book(
        title=book.title,
        cover=book.cover,
        front=front,
        body=(*body, *annex),
        sources=tuple(listed),
    )
