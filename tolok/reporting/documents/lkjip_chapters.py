"""An LKjIP as chapters: one list of blocks, from which Word and PDF are both laid out.

The order is the one recommended for performance reports under PermenPANRB 53/2014 (seen on
a public copy of its outline, not matched with the official text): Bab I general
explanation and strategic issues; Bab II the agreement in short; Bab III for each objective
target and realisation, earlier years, the medium-term target, national values, causes,
efficiency, programmes, then the budget; Bab IV conclusion and next steps; the agreement as
an annex.
"""

from collections.abc import Iterator

from tolok.reporting.cut_off import NAMED_AS_NOW
from tolok.reporting.documents.blocks import (
    Block,
    Book,
    Cover,
    Grid,
    Heading,
    Listing,
    Sentence,
    Signed,
    ToWrite,
    cells,
    said,
)
from tolok.reporting.documents.figures import (
    ABSENT,
)
from tolok.reporting.documents.frame import (
    EXAMPLE_NOTICE,
)
from tolok.reporting.documents.lkjip import (
    NOT_FILLED,
    Lkjip,
)
from tolok.reporting.documents.lkjip_achieved import (
    third_chapter,
)
from tolok.reporting.documents.lkjip_annexes import (
    annexes,
)
from tolok.reporting.documents.lkjip_drafts import (
    counted,
)
from tolok.reporting.documents.lkjip_parts import (
    BACKGROUND,
    CONCLUSION,
    ISSUES,
    PLAN,
    PREFACE,
    STEPS,
    SUMMARY,
)
from tolok.reporting.documents.lkjip_tables import (
    Counter,
    agreement,
    budget_granted,
    chart_of_objectives,
    part_blocks,
)


def book_of(report: Lkjip) -> Book:
    """Return the whole report."""
    number = Counter()
    body = [
        *_first(report, number),
        *_second(report, number),
        *third_chapter(report, number),
        *_fourth(report),
        *annexes(report, number),
    ]
    front = [*_preface(report), *_summary(report)]
    return Book(
        title=f"LKjIP {report.frame.office} Tahun {report.year}",
        cover=_cover(report),
        front=tuple(front),
        body=tuple(body),
    )


def _cover(report: Lkjip) -> Cover:
    frame = report.frame
    foot = [report.region.upper()]
    if frame.is_example:
        foot.append(EXAMPLE_NOTICE)
    return Cover(
        lines=(frame.letterhead.region_line, frame.letterhead.office_line),
        title="LAPORAN KINERJA INSTANSI PEMERINTAH",
        subtitle=f"TAHUN {report.year}"
        + ("" if report.is_over else f"\nKeadaan sampai dengan {report.last_period}"),
        foot=tuple(foot),
    )


def _preface(report: Lkjip) -> list[Block]:
    return [Heading(1, "Kata Pengantar"), *part_blocks(report, PREFACE), Signed()]


def _summary(report: Lkjip) -> list[Block]:
    return [
        Heading(1, "Ikhtisar Eksekutif"),
        *part_blocks(report, SUMMARY),
        chart_of_objectives(report),
    ]


def _first(report: Lkjip, number: Counter) -> Iterator[Block]:
    office = report.frame.office
    yield Heading(1, "Bab I Pendahuluan")
    yield Heading(2, "A. Latar Belakang")
    yield from part_blocks(report, BACKGROUND)
    yield Heading(2, "B. Tugas dan Fungsi")
    if report.duties:
        yield said(
            Sentence(
                text=f"{office} dipimpin oleh {report.head_title} yang mempunyai tugas:",
                source=report.decree,
            )
        )
        yield _listed(report.duties)
    else:
        yield ToWrite(
            "Tugas perangkat daerah menurut peraturan tentang susunan organisasi."
        )
    if report.functions:
        yield said(
            Sentence(
                text="Dalam melaksanakan tugas tersebut diselenggarakan fungsi:",
                source=report.decree,
            )
        )
        yield _listed(report.functions)
    yield Heading(2, "C. Struktur Organisasi")
    yield said(
        Sentence(
            text=f"Susunan organisasi {office} terdiri atas "
            f"{counted(len(report.units))} unit kerja, sebagaimana tabel berikut.",
            source=f"registri jabatan menurut {report.decree}",
        )
    )
    yield Grid(
        caption=f"{number.next('Tabel', '1')} Susunan organisasi dan pimpinannya",
        head=("No.", "Unit kerja", "Dipimpin oleh", "Pemangku jabatan"),
        rows=tuple(
            cells((f"{at}.", unit.name, unit.leader or ABSENT, unit.holder or ABSENT))
            for at, unit in enumerate(report.units, 1)
        ),
        widths=(7, 37, 30, 26),
        align="clll",
        note=f"Sumber: {report.decree}; pemangku jabatan pada tanggal data.",
    )
    if report.people:
        yield said(
            Sentence(
                text=f"Pegawai yang menduduki jabatan pada tanggal data berjumlah "
                f"{counted(report.people)} orang.",
                source="penempatan pegawai dalam registri",
            )
        )
    yield Heading(2, "D. Isu Strategis")
    yield from part_blocks(report, ISSUES)
    yield Heading(2, "E. Sistematika Penyajian")
    yield _listed(
        (
            "Bab I Pendahuluan, penjelasan umum organisasi dan isu strategis;",
            "Bab II Perencanaan Kinerja, ikhtisar rencana strategis dan perjanjian "
            "kinerja;",
            "Bab III Akuntabilitas Kinerja, capaian setiap sasaran, analisisnya, dan "
            "realisasi anggaran;",
            "Bab IV Penutup, simpulan dan langkah pada masa mendatang;",
            "Lampiran, perjanjian kinerja, pengukuran kinerja, daftar periksa reviu, dan "
            "sumber uraian.",
        )
    )
    if report.frame.made_at is not None:
        yield said(Sentence(text=f"{report.frame.cut_off}. {NAMED_AS_NOW}"))


def _listed(lines: tuple[str, ...]) -> Listing:
    marks = tuple(f"{letter(at)}." for at in range(len(lines)))
    return Listing(tuple(" ".join(line.split()) for line in lines), marks)


def letter(at: int) -> str:
    """Return the mark of a list: a to z, then aa, ab, …"""
    return letter(at // 26 - 1) + letter(at % 26) if at >= 26 else chr(ord("a") + at)


def _second(report: Lkjip, number: Counter) -> Iterator[Block]:
    yield Heading(1, "Bab II Perencanaan Kinerja")
    yield Heading(2, "A. Rencana Strategis")
    yield from part_blocks(report, PLAN)
    yield said(
        Sentence(
            text="Target akhir Renstra setiap indikator disajikan pada tabel berikut.",
            source="target akhir Renstra yang diisi perencana",
        )
    )
    yield Grid(
        caption=f"{number.next('Tabel', '2')} Target akhir Renstra",
        head=("No.", "Indikator kinerja", "Satuan", "Tahun akhir", "Target akhir"),
        rows=tuple(
            cells(
                (
                    f"{at}.",
                    one.text,
                    one.unit,
                    str(one.end_year or NOT_FILLED),
                    one.end_target or NOT_FILLED,
                )
            )
            for at, one in enumerate(report.indicators, 1)
        ),
        widths=(7, 50, 14, 13, 16),
        align="clccc",
        note="Sumber: dokumen Renstra, diisi perencana."
        if any(one.end_target for one in report.indicators)
        else "",
    )
    yield Heading(2, f"B. Perjanjian Kinerja Tahun {report.year}")
    yield said(
        Sentence(
            text=f"Perjanjian kinerja {report.head_title} tahun {report.year} memuat "
            f"{counted(len(report.objectives))} sasaran strategis dan "
            f"{counted(len(report.indicators))} indikator kinerja sebagai berikut.",
            source=f"target tahun {report.year} dan {report.decree}",
        )
    )
    yield agreement(report, number.next("Tabel", "2"))
    if report.budget:
        yield said(
            Sentence(
                text="Program dan anggaran untuk mencapai sasaran tersebut sebagai "
                "berikut.",
                source="anggaran per program yang diisi perencana",
            )
        )
        yield budget_granted(report, number.next("Tabel", "2"))
    else:
        yield ToWrite(
            "Program dan pagu anggaran menurut dokumen pelaksanaan anggaran; isikan pada "
            "halaman Anggaran agar tabelnya tersusun sendiri."
        )


def _fourth(report: Lkjip) -> Iterator[Block]:
    yield Heading(1, "Bab IV Penutup")
    yield Heading(2, "A. Simpulan")
    yield from part_blocks(report, CONCLUSION)
    yield Heading(2, "B. Langkah pada Masa Mendatang")
    yield from part_blocks(report, STEPS)
    yield Signed()
