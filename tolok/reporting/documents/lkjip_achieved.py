"""Bab III of an LKjIP: what was achieved, objective by objective, and the budget.

For each objective: target and realisation, earlier years, the Renstra's end target, other
regions, causes and solutions, programmes; then efficiency and the budget.
"""

from collections.abc import Iterator
from decimal import Decimal

from tolok.reporting.cut_off import NAMED_AS_NOW
from tolok.reporting.documents.blocks import (
    Bar,
    Block,
    Grid,
    Heading,
    Paragraph,
    Picture,
    Sentence,
    ToWrite,
    cells,
    said,
)
from tolok.reporting.documents.figures import (
    ABSENT,
    percent,
)
from tolok.reporting.documents.lkjip import (
    NOT_FILLED,
    IndicatorLine,
    Lkjip,
    ObjectiveLine,
)
from tolok.reporting.documents.lkjip_drafts import (
    united,
)
from tolok.reporting.documents.lkjip_parts import (
    EFFICIENCY,
    analysis_of,
)
from tolok.reporting.documents.lkjip_tables import (
    Counter,
    chart_of_objectives,
    money,
    part_blocks,
)


def third_chapter(report: Lkjip, number: Counter) -> Iterator[Block]:
    yield Heading(1, "Bab III Akuntabilitas Kinerja")
    yield Heading(2, "A. Capaian Kinerja Organisasi")
    yield from _how_measured(report, number)
    yield said(
        Sentence(
            text=f"Capaian sasaran strategis tahun {report.year} secara ringkas disajikan "
            "pada tabel dan gambar berikut.",
            source=f"rekapitulasi capaian tahun {report.year}",
        )
    )
    yield _summary_table(report, number.next("Tabel", "3"))
    chart = chart_of_objectives(report)
    yield Picture(
        caption=f"{number.next('Gambar', '3')} {chart.caption} tahun {report.year}",
        title=chart.title,
        bars=chart.bars,
        mark=chart.mark,
    )
    for at, objective in enumerate(report.objectives, 1):
        yield from _objective(report, objective, at, number)
    yield Heading(3, "Efisiensi Penggunaan Sumber Daya")
    yield from _efficiency(report, number)
    yield Heading(2, "B. Realisasi Anggaran")
    yield from _budget(report, number)


def _how_measured(report: Lkjip, number: Counter) -> Iterator[Block]:
    method = report.frame.method
    basis = f"paket aturan {method.name}"
    if method.citations:
        basis += "; dasar tiap ketentuannya pada tabel di akhir lampiran ini"
    if method.sentences:
        yield Paragraph(
            tuple(
                Sentence(text=text, source=basis)
                for text in method.sentences
                if text != NAMED_AS_NOW
            )
        )
    if report.classes:
        yield Grid(
            caption=f"{number.next('Tabel', '3')} Kategori capaian",
            head=("No.", "Capaian", "Kategori"),
            rows=tuple(
                cells((f"{at}.", bounds, name))
                for at, (name, bounds) in enumerate(report.classes, 1)
            ),
            widths=(10, 45, 45),
            align="clc",
            note=f"Sumber: paket aturan {method.name}.",
        )


def _summary_table(report: Lkjip, caption: str) -> Grid:
    return Grid(
        caption=f"{caption} Ringkasan capaian sasaran strategis",
        head=("No.", "Sasaran strategis", "Indikator", "Capaian (%)", "Kategori"),
        rows=tuple(
            cells(
                (
                    f"{at}.",
                    one.text,
                    str(len(one.indicators)),
                    percent(one.standing.percent),
                    one.standing.class_name or ABSENT,
                )
            )
            for at, one in enumerate(report.objectives, 1)
        ),
        widths=(7, 47, 13, 14, 19),
        align="clcrc",
        note="" if report.is_over else "Kategori ditetapkan setelah tahun berakhir.",
    )


def _objective(
    report: Lkjip, objective: ObjectiveLine, at: int, number: Counter
) -> Iterator[Block]:
    year = report.year
    yield Heading(3, f"Sasaran {at}: {objective.text}")
    yield Heading(4, f"1. Target dan realisasi tahun {year}")
    yield Grid(
        caption=f"{number.next('Tabel', '3')} Target dan realisasi sasaran {at}",
        head=(
            "Indikator kinerja",
            "Satuan",
            "Target",
            "Realisasi",
            "Capaian (%)",
            "Kategori",
        ),
        rows=tuple(
            cells(
                (
                    one.text,
                    one.unit,
                    one.now.target or NOT_FILLED,
                    one.now.realisation or "belum terverifikasi",
                    percent(one.now.standing.percent),
                    one.now.standing.class_name or ABSENT,
                )
            )
            for one in objective.indicators
        ),
        widths=(34, 12, 13, 15, 12, 14),
        align="lcccrc",
        note=_sources(objective.indicators),
    )
    yield Heading(4, "2. Perbandingan dengan tahun sebelumnya")
    yield from _earlier(report, objective, at, number)
    yield Heading(4, "3. Perbandingan dengan target akhir Renstra")
    yield _towards_end(objective, number.next("Tabel", "3"), at)
    yield Heading(4, "4. Perbandingan dengan daerah lain atau nasional")
    yield from _benchmarks(objective, number, at)
    yield Heading(4, "5. Analisis keberhasilan, kegagalan, dan solusi")
    yield from part_blocks(report, analysis_of(objective.key, objective.text))
    yield Heading(4, "6. Program yang menunjang")
    yield from _programmes(objective, number, at)


def _sources(indicators: tuple[IndicatorLine, ...]) -> str:
    told = list(dict.fromkeys(one.data_source for one in indicators if one.data_source))
    return f"Sumber data: {'; '.join(told)}." if told else ""


def _earlier(
    report: Lkjip, objective: ObjectiveLine, at: int, number: Counter
) -> Iterator[Block]:
    years = sorted({v.year for one in objective.indicators for v in one.earlier})
    if not years:
        yield said(
            Sentence(
                text="Realisasi tahun sebelumnya tidak tersedia: indikator ini baru diukur "
                f"mulai tahun {report.year} atau belum dihubungkan dengan indikator lama.",
                source="registri indikator",
            )
        )
        return
    shown = [*years[-3:], report.year]
    rows = []
    for one in objective.indicators:
        by_year = {v.year: v for v in (*one.earlier, one.now)}
        texts = [one.text]
        for year in shown:
            value = by_year.get(year)
            texts += [
                (value.realisation if value else "") or ABSENT,
                percent(value.standing.percent if value else None),
            ]
        rows.append(cells(texts))
    share = 64 / (2 * len(shown))
    yield Grid(
        caption=f"{number.next('Tabel', '3')} Realisasi dan capaian sasaran {at} menurut "
        "tahun",
        head=(
            "Indikator kinerja",
            *(h for y in shown for h in (f"Realisasi {y}", f"Capaian {y} (%)")),
        ),
        rows=tuple(rows),
        widths=(36, *(share for _one in range(2 * len(shown)))),
        align="l" + "cr" * len(shown),
        note="Indikator yang bunyinya berubah dibandingkan dengan indikator lama yang "
        "dilanjutkannya menurut registri.",
    )
    for one in objective.indicators:
        chart = _chart_of_years(report, one)
        if chart is not None:
            yield Picture(
                caption=f"{number.next('Gambar', '3')} {one.text} menurut tahun",
                title=chart.title,
                bars=chart.bars,
            )


def _chart_of_years(report: Lkjip, one: IndicatorLine) -> Picture | None:
    """Return target and realisation by year, where both are numbers in two years."""
    values = [*sorted(one.earlier, key=lambda v: v.year), one.now]
    values = [v for v in values if v.number is not None and v.target_number is not None]
    if len(values) < 2:
        return None
    first, last = values[0], values[-1]
    difference = (last.number or Decimal(0)) - (first.number or Decimal(0))
    moved = "naik" if difference > 0 else "turun" if difference < 0 else "tetap"
    bars: list[Bar] = []
    for value in values:
        bars.append(
            Bar(
                label=f"Target {value.year}",
                value=value.target_number,
                text=united(value.target, one.unit),
                is_target=True,
            )
        )
        bars.append(
            Bar(
                label=f"Realisasi {value.year}",
                value=value.number,
                text=united(value.realisation, one.unit),
                rank=value.standing.class_rank,
            )
        )
    return Picture(
        caption=one.text,
        title=f"{one.text} {moved} dari {united(first.realisation, one.unit)} pada "
        f"{first.year} menjadi {united(last.realisation, one.unit)} pada {last.year}",
        bars=tuple(bars),
    )


def _towards_end(objective: ObjectiveLine, caption: str, at: int) -> Grid:
    return Grid(
        caption=f"{caption} Realisasi sasaran {at} terhadap target akhir Renstra",
        head=(
            "Indikator kinerja",
            "Realisasi",
            "Target akhir",
            "Tahun akhir",
            "Kemajuan (%)",
        ),
        rows=tuple(
            cells(
                (
                    one.text,
                    one.now.realisation or ABSENT,
                    one.end_target or NOT_FILLED,
                    str(one.end_year or NOT_FILLED),
                    percent(one.towards_end),
                )
            )
            for one in objective.indicators
        ),
        widths=(40, 15, 15, 15, 15),
        align="lcccr",
        note="Kemajuan dihitung dengan rumus capaian yang sama, terhadap target akhir "
        "Renstra.",
    )


def _benchmarks(objective: ObjectiveLine, number: Counter, at: int) -> Iterator[Block]:
    if not any(one.province or one.national for one in objective.indicators):
        yield ToWrite(
            "Nilai provinsi atau nasional bila ada, dengan sumbernya; bila tidak ada "
            "pembanding yang resmi, nyatakan demikian. Dapat diisi pada halaman Pembanding."
        )
        return
    told = [one.benchmark_source for one in objective.indicators]
    sources = list(dict.fromkeys(source for source in told if source))
    yield Grid(
        caption=f"{number.next('Tabel', '3')} Realisasi sasaran {at} dan pembandingnya",
        head=("Indikator kinerja", "Realisasi", "Provinsi", "Nasional"),
        rows=tuple(
            cells(
                (
                    one.text,
                    one.now.realisation or ABSENT,
                    one.province or NOT_FILLED,
                    one.national or NOT_FILLED,
                )
            )
            for one in objective.indicators
        ),
        widths=(46, 18, 18, 18),
        align="lccc",
        note=f"Sumber pembanding: {'; '.join(sources)}." if sources else "",
    )


def _programmes(objective: ObjectiveLine, number: Counter, at: int) -> Iterator[Block]:
    if not objective.budget:
        yield ToWrite(
            "Program dan kegiatan yang menunjang atau menghambat sasaran ini; isikan pada "
            "halaman Anggaran agar tabelnya tersusun sendiri."
        )
        return
    yield money(
        objective.budget,
        f"{number.next('Tabel', '3')} Program yang menunjang sasaran {at}",
    )


def _efficiency(report: Lkjip, number: Counter) -> Iterator[Block]:
    yield from part_blocks(report, EFFICIENCY)
    if not any(one.budget for one in report.objectives):
        return
    yield Grid(
        caption=f"{number.next('Tabel', '3')} Capaian kinerja dan serapan anggaran",
        head=(
            "Sasaran strategis",
            "Capaian (%)",
            "Serapan (%)",
            "Selisih (poin persen)",
        ),
        rows=tuple(
            cells(
                (
                    one.text,
                    percent(one.standing.percent),
                    percent(one.sums.absorbed),
                    percent(_gap(one)),
                )
            )
            for one in report.objectives
        ),
        widths=(52, 15, 15, 18),
        align="lrrr",
        note="Selisih adalah capaian dikurangi serapan, pembanding sederhana dan bukan rumus "
        "yang ditetapkan peraturan. Program penunjang tanpa sasaran tidak dihitung.",
    )


def _gap(one: ObjectiveLine) -> Decimal | None:
    absorbed, reached = one.sums.absorbed, one.standing.percent
    return None if absorbed is None or reached is None else reached - absorbed


def _budget(report: Lkjip, number: Counter) -> Iterator[Block]:
    if not report.budget:
        yield ToWrite(
            "Pagu dan realisasi anggaran yang digunakan untuk mewujudkan kinerja sesuai "
            "perjanjian kinerja; isikan pada halaman Anggaran."
        )
        return
    yield said(
        Sentence(
            text=f"Anggaran dan realisasinya tahun {report.year} menurut program disajikan "
            "pada tabel berikut.",
            source="anggaran per program yang diisi perencana",
        )
    )
    yield money(
        report.budget, f"{number.next('Tabel', '3')} Realisasi anggaran menurut program"
    )
