"""The first wording of what an LKjIP tells, each sentence with where it comes from.

Only what the data say: a cause is a cause that a holder wrote. Officials go on from here.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from tolok.kernel.numbers import format_number, format_percent
from tolok.reporting.documents.blocks import Block, Listing, Sentence, said
from tolok.reporting.documents.figures import rupiah, whole
from tolok.reporting.documents.lkjip import (
    IndicatorLine,
    Lkjip,
    ObjectiveLine,
    summed,
)
from tolok.reporting.documents.lkjip_parts import (
    ANALYSIS,
    BACKGROUND,
    CONCLUSION,
    EFFICIENCY,
    PREFACE,
    STEPS,
    SUMMARY,
)


ON_TARGET = Decimal(100)
REMARKS_AT_MOST = 4
STEPS_AT_MOST = 12
BY_ROLL_UP = "rekapitulasi capaian tahun {year} menurut paket aturan {rules}"
NUMBERS = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan"),
    *("sembilan", "sepuluh"),
)


def drafts_of(report: Lkjip, key: str) -> list[Block]:
    """Return the draft of a part, empty where the data give none."""
    if key.startswith(ANALYSIS):
        wanted = key.removeprefix(ANALYSIS)
        return next(
            (analysis(report, one) for one in report.objectives if one.key == wanted),
            [],
        )
    draft = DRAFTS.get(key)
    return draft(report) if draft else []


def plain(blocks: Sequence[Block]) -> str:
    """Return blocks as a person edits them: paragraphs, and "- " before list lines."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Listing):
            lines.append("\n".join(f"- {line}" for line in block.lines))
        elif hasattr(block, "sentences"):
            lines.append(" ".join(one.text for one in block.sentences))
    return "\n\n".join(lines)


def counted(number: int) -> str:
    """Return a number as running text has it: in letters up to ten."""
    return NUMBERS[number] if number < len(NUMBERS) else whole(number)


def percent_of(value: Decimal | None) -> str:
    """Return "98,02 %"."""
    return "" if value is None else format_percent(value)


def _kept(report: Lkjip) -> str:
    return BY_ROLL_UP.format(year=report.year, rules=report.frame.method.name)


def preface(report: Lkjip) -> list[Block]:
    """Return the foreword."""
    office, year = report.frame.office, report.year
    return [
        said(
            Sentence(
                text="Puji syukur ke hadirat Tuhan Yang Maha Esa atas tersusunnya Laporan "
                f"Kinerja Instansi Pemerintah (LKjIP) {office} Tahun {year}.",
                source="kalimat baku",
            ),
            Sentence(
                text="Laporan ini adalah pertanggungjawaban atas kinerja yang dijanjikan "
                f"dalam Perjanjian Kinerja Tahun {year}, sekaligus bahan untuk memperbaiki "
                "perencanaan dan pelaksanaan pada tahun berikutnya.",
                source="kalimat baku",
            ),
        ),
        said(
            Sentence(
                text="Angka di dalamnya berasal dari realisasi yang dilaporkan pemangku "
                "jabatan dan telah diverifikasi atasannya.",
                source="cara kerja pengukuran",
            ),
            Sentence(
                text="Kami menyadari laporan ini masih dapat disempurnakan; saran dan "
                "masukan kami terima dengan terbuka.",
                source="kalimat baku",
            ),
        ),
    ]


def summary(report: Lkjip) -> list[Block]:
    """Return the executive summary: the whole, what succeeded, what did not."""
    blocks: list[Block] = [said(_totals(report), _office(report), _tally(report))]
    behind = [
        one
        for one in report.objectives
        if one.standing.percent is not None and one.standing.percent < ON_TARGET
    ]
    blocks.append(Listing(tuple(_line(one) for one in report.objectives)))
    if behind:
        causes = [
            remark
            for one in behind
            for indicator in one.indicators
            for remark in indicator.remarks
        ]
        first = causes[0] if causes else None
        blocks.append(
            said(
                Sentence(
                    text=f"Masih ada {counted(len(behind))} sasaran yang belum mencapai "
                    "target.",
                    source=_kept(report),
                ),
                Sentence(
                    text=f"Kendala yang dilaporkan antara lain: {clause(first.obstacle)}.",
                    source=first.source,
                )
                if first
                else None,
                Sentence(
                    text=f"Tindak lanjut yang ditempuh: {clause(first.follow_up)}.",
                    source=first.source,
                )
                if first and first.follow_up
                else None,
            )
        )
    money = _absorbed(report)
    if money:
        blocks.append(said(money))
    return blocks


def _totals(report: Lkjip) -> Sentence:
    return Sentence(
        text=f"Pada tahun {report.year} {report.frame.office} menjanjikan "
        f"{counted(len(report.objectives))} sasaran strategis dengan "
        f"{counted(len(report.indicators))} indikator kinerja.",
        source=f"perjanjian kinerja dan {report.decree}",
    )


def _office(report: Lkjip) -> Sentence | None:
    standing = report.office_standing
    if standing.percent is None:
        return None
    named = f" dengan kategori {standing.class_name}" if standing.class_name else ""
    until = "" if report.is_over else f" sampai dengan {report.last_period}"
    return Sentence(
        text=f"Rata-rata capaian sasaran strategis{until} sebesar "
        f"{percent_of(standing.percent)}{named}.",
        source=_kept(report),
    )


def _tally(report: Lkjip) -> Sentence | None:
    known = [
        one.now.standing.percent
        for one in report.indicators
        if one.now.standing.percent is not None
    ]
    if not known:
        return None
    reached = sum(value >= ON_TARGET for value in known)
    if reached == len(known):
        told = "semuanya mencapai atau melampaui target"
    elif not reached:
        told = "belum ada yang mencapai target"
    else:
        told = (
            f"{counted(reached)} indikator mencapai atau melampaui target dan "
            f"{counted(len(known) - reached)} indikator belum"
        )
    return Sentence(
        text=f"Dari {counted(len(known))} indikator yang dapat diukur, {told}.",
        source=_kept(report),
    )


def _line(objective: ObjectiveLine) -> str:
    percent = objective.standing.percent
    if percent is None:
        return f"{objective.text}: belum ada capaian yang diverifikasi."
    named = objective.standing.class_name
    return (
        f"{objective.text}: {percent_of(percent)}"
        + (f" ({named})" if named else "")
        + "."
    )


def _absorbed(report: Lkjip) -> Sentence | None:
    sums = _sums(report)
    if sums is None:
        return None
    ceiling, spent, share = sums
    return Sentence(
        text=f"Untuk mewujudkan kinerja tersebut disediakan anggaran Rp{ceiling} dan "
        f"direalisasikan Rp{spent} atau {percent_of(share)}.",
        source="anggaran per program yang diisi perencana",
    )


def _sums(report: Lkjip) -> tuple[str, str, Decimal] | None:
    total = summed(report.budget)
    ceiling, spent, share = rupiah(total.ceiling), rupiah(total.spent), total.absorbed
    if ceiling is None or spent is None or share is None:
        return None
    return ceiling, spent, share


def background(report: Lkjip) -> list[Block]:
    """Return why the report is written, and what for."""
    office, year = report.frame.office, report.year
    return [
        said(
            Sentence(
                text="Setiap perangkat daerah mempertanggungjawabkan kinerjanya melalui "
                "Sistem Akuntabilitas Kinerja Instansi Pemerintah (SAKIP) yang diatur "
                "dengan Peraturan Presiden Nomor 29 Tahun 2014.",
                source="judul Perpres 29/2014, terbaca pada salinan umum (SEEN)",
            ),
            Sentence(
                text="Susunan laporan ini mengikuti sistematika dalam Peraturan Menteri "
                "Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun "
                "2014.",
                source="sistematika laporan kinerja, terbaca pada salinan umum (SEEN); "
                "naskah resmi belum dicocokkan",
            ),
        ),
        said(
            Sentence(
                text=f"Laporan ini dimaksudkan untuk menyampaikan capaian kinerja {office} "
                f"selama tahun {year} dibandingkan dengan target yang diperjanjikan, "
                "menjelaskan sebab keberhasilan dan kegagalannya, dan menjadi dasar "
                "perbaikan kinerja.",
                source="kalimat baku",
            )
        ),
    ]


def analysis(report: Lkjip, objective: ObjectiveLine) -> list[Block]:
    """Return what the holders wrote of success and failure, indicator by indicator."""
    blocks: list[Block] = []
    before: set[str] = set()
    for one in objective.indicators:
        sentences = [
            *_outcome(report, one),
            *_change(report, one),
            *_causes(one, before),
        ]
        if sentences:
            blocks.append(said(*sentences))
    return blocks


def _outcome(report: Lkjip, one: IndicatorLine) -> list[Sentence]:
    percent = one.now.standing.percent
    if percent is None:
        return [
            Sentence(
                text=f"Capaian indikator {one.text} belum dapat dinyatakan karena "
                "realisasinya belum diverifikasi atau belum dapat dihitung.",
                source="keadaan realisasi pada tanggal data",
            )
        ]
    held = "mencapai" if percent == ON_TARGET else "melampaui"
    verb = held if percent >= ON_TARGET else "belum mencapai"
    return [
        Sentence(
            text=f"Indikator {one.text} {verb} target: realisasi {_with(one)} dari target "
            f"{_target(one)}, atau capaian {percent_of(percent)}.",
            source=f"{_kept(report)}; realisasi terverifikasi {one.verified} dari "
            f"{one.periods} periode",
        )
    ]


def _with(one: IndicatorLine) -> str:
    return united(one.now.realisation, one.unit)


def _target(one: IndicatorLine) -> str:
    return united(one.now.target, one.unit)


def united(words: str, unit: str) -> str:
    """Return an amount with its unit, unless it bears one or is no bare number."""
    bare = words.replace(".", "").replace(",", "").replace("-", "")
    if not words or not bare.isdigit() or unit in {"predikat", "nilai", ""}:
        return words
    return f"{words} {unit}"


def _change(report: Lkjip, one: IndicatorLine) -> list[Sentence]:
    before = next((v for v in one.earlier if v.year == report.year - 1), None)
    now = one.now
    if before is None or before.number is None or now.number is None:
        return []
    difference = now.number - before.number
    if not difference:
        told = f"sama dengan tahun {before.year}"
    else:
        word = "lebih tinggi" if difference > 0 else "lebih rendah"
        points = " poin" if one.unit == "%" else ""
        told = (
            f"{word} {format_number(abs(difference), 2)}{points} daripada tahun "
            f"{before.year}"
        )
    return [
        Sentence(
            text=f"Realisasi tersebut {told} ({united(before.realisation, one.unit)}).",
            source=f"realisasi terverifikasi tahun {before.year}",
        )
    ]


def _causes(one: IndicatorLine, before: set[str]) -> list[Sentence]:
    """Return what the holders wrote; what was told of another indicator is not repeated."""
    found: list[Sentence] = []
    for remark in one.remarks[:REMARKS_AT_MOST]:
        if remark.obstacle in before:
            found.append(
                Sentence(
                    text="Kendala dan tindak lanjutnya sama dengan yang diuraikan di atas.",
                    source=remark.source,
                )
            )
            continue
        before.add(remark.obstacle)
        found.append(
            Sentence(
                text=f"Kendala yang dihadapi adalah {clause(remark.obstacle)}.",
                source=remark.source,
            )
        )
        if remark.follow_up:
            found.append(
                Sentence(
                    text=f"Untuk mengatasinya, {clause(remark.follow_up)}.",
                    source=remark.source,
                )
            )
    return found


def clause(text: str) -> str:
    """Return a person's sentence as the end of another one: small, without its full stop.

    A name or an abbreviation at the start keeps its capital.
    """
    words = " ".join(text.split()).rstrip(".;, ")
    first = words.split(" ", 1)[0]
    second = words.split(" ", 2)[1] if " " in words else ""
    if first[:1].isupper() and first[1:].islower() and not second[:1].isupper():
        return words[:1].lower() + words[1:]
    return words


def efficiency(report: Lkjip) -> list[Block]:
    """Return achievement beside money, objective by objective; no formula is claimed."""
    sentences: list[Sentence] = []
    for one in report.objectives:
        share, percent = one.sums.absorbed, one.standing.percent
        if share is None or percent is None:
            continue
        gap = percent - share
        if gap > 0:
            told = f"lebih tinggi {format_number(gap, 2)} poin persen daripada"
        elif gap < 0:
            told = f"lebih rendah {format_number(-gap, 2)} poin persen daripada"
        else:
            told = "sama dengan"
        sentences.append(
            Sentence(
                text=f"Capaian sasaran {one.text} sebesar {percent_of(percent)}, {told} "
                f"serapan anggarannya sebesar {percent_of(share)}.",
                source=f"{_kept(report)}; anggaran per program yang diisi perencana",
            )
        )
    if not sentences:
        return []
    return [said(*sentences)]


def conclusion(report: Lkjip) -> list[Block]:
    """Return the general conclusion."""
    return [said(_totals(report), _office(report), _tally(report), _absorbed(report))]


def steps(report: Lkjip) -> list[Block]:
    """Return the follow-ups that the holders announced, each once."""
    told: dict[str, str] = {}
    for one in report.indicators:
        for remark in one.remarks:
            if remark.follow_up:
                told.setdefault(_start(remark.follow_up), remark.source)
    if not told:
        return []
    return [
        said(
            Sentence(
                text="Untuk meningkatkan kinerja pada tahun berikutnya, langkah berikut "
                "dilanjutkan:",
                source="; ".join(dict.fromkeys(told.values())),
            )
        ),
        Listing(tuple(f"{line};" for line in list(told)[:STEPS_AT_MOST])),
    ]


def _start(text: str) -> str:
    words = " ".join(text.split()).rstrip(".;, ")
    return words[:1].upper() + words[1:]


DRAFTS: dict[str, Callable[[Lkjip], list[Block]]] = {
    PREFACE.key: preface,
    SUMMARY.key: summary,
    BACKGROUND.key: background,
    EFFICIENCY.key: efficiency,
    CONCLUSION.key: conclusion,
    STEPS.key: steps,
}
