"""Lists to take away: monitoring by quarter, achievements, what is missing, evidence.

What is in them is what the person who asks may see. Rows are read as they are written.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.translation import override

from tolok.measurement.enums import EvidenceKind, RealisationStatus
from tolok.measurement.models import Evidence, Realisation
from tolok.measurement.policies import REPORTED
from tolok.measurement.queries import list_missing, visible_in
from tolok.organisation.models import Unit
from tolok.organisation.queries import Viewer
from tolok.planning.models import Period
from tolok.planning.queries import list_periods
from tolok.reporting.cut_off import NAMED_AS_NOW, cut_off
from tolok.reporting.documents.measurement import Quantity
from tolok.reporting.documents.register import MEAN, SUM, Column, Register
from tolok.reporting.enums import DocumentKind
from tolok.reporting.gather import (
    demand_download,
    frame_of,
    scope_note_of,
    signatory_of,
)
from tolok.reporting.measured_rows import quantity_of
from tolok.reporting.monitored import Monitored, monitored_now
from tolok.reporting.registers_at import (
    evidence_of,
    missing_with_due,
    monitored_at,
    year_lines_at,
)
from tolok.reporting.years import YearLine, get_year_table
from tolok.scoring.enums import Level


ROWS_AT_ONCE = 2_000
EVERY_LINE = 1_000_000
UNIT = Column(head="Unit kerja", width=24, meaning="Unit tempat jabatan berada.")
POSITION = Column(head="Jabatan", width=28, meaning="Jabatan pemilik indikator.")
HOLDER = Column(
    head="Pemangku jabatan", width=24, meaning="Pegawai yang wajib melapor."
)
OBJECTIVE = Column(
    head="Sasaran", width=32, meaning="Sasaran sesuai bunyi keputusan.", share=1.3
)
INDICATOR = Column(
    head="Indikator", width=32, meaning="Indikator sesuai bunyi keputusan.", share=1.3
)


@dataclass(frozen=True)
class Asked:
    """What a list is asked of: a period with its year, a unit or all, and by whom.

    `moment` is the end of a past day whose state is asked for, None for this moment.
    """

    viewer: Viewer
    period: Period
    unit: Unit | None
    as_at: datetime
    moment: datetime | None = None

    @property
    def today(self) -> date:
        """Return the day that the list speaks of."""
        return (self.moment or self.as_at).date()


def gather_register(
    *,
    name: str,
    for_user: Viewer,
    period: Period,
    unit: Unit | None = None,
    as_at: datetime,
    on: date | None = None,
) -> Register:
    """Return one of the lists by its name in the address; `KeyError` for another name.

    With `on`, a past day, what was known at that day's end. Raises `MayNotDownload`,
    `DayNotOver` and `DayBeforeYear`.
    """
    gather = REGISTERS[name]
    demand_download(for_user)
    moment = cut_off(on=on, at=as_at, year=period.starts_on.year)
    with override("id"):
        return gather(Asked(for_user, period, unit, as_at, moment))


def _register(
    asked: Asked,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterator[tuple[Any, ...]],
    empty: str,
    *,
    is_of_year: bool = False,
    unknown: str = "",
) -> Register:
    """Put a list into its frame; `unknown` is what a past day's list can not tell."""
    office = demand_download(asked.viewer)
    year = asked.period.starts_on.year
    return Register(
        title=title,
        frame=frame_of(
            office,
            asked.period,
            asked.as_at,
            label=f"Tahun {year}" if is_of_year else "",
            scope_note=" ".join(
                filter(
                    None,
                    [
                        scope_note_of(asked.viewer, "Daftar ini"),
                        f"{NAMED_AS_NOW} {unknown}".strip() if asked.moment else "",
                    ],
                )
            ),
            moment=asked.moment,
        ),
        columns=columns,
        rows=rows,
        empty=empty,
        scope=asked.unit.name if asked.unit else "",
        signatory=signatory_of(asked.viewer, asked.unit),
    )


# ------------------------------------------------------- monitoring by quarter


def _monitoring(asked: Asked) -> Register:
    """Return the year by period: target, realisation, achievement, what stood in the way."""
    periods = [
        one
        for one in list_periods(for_user=asked.viewer, year=asked.period.starts_on.year)
        if one.kind == asked.period.kind
    ]
    columns = [
        *(UNIT, POSITION, HOLDER, OBJECTIVE, INDICATOR),
        Column(head="Target tahun", width=11, meaning="Target satu tahun.", share=0.6),
    ]
    for one in periods:
        label = one.short_label
        columns += [
            Column(
                head=f"Target {label}",
                width=11,
                meaning=f"Target {one.label}.",
                share=0.55,
                is_number=True,
            ),
            Column(
                head=f"Realisasi {label}",
                width=11,
                meaning=f"Realisasi {one.label} yang dilaporkan.",
                share=0.6,
                is_number=True,
            ),
            Column(
                head=f"Capaian {label} (%)",
                width=11,
                meaning=f"Capaian {one.label}; terisi setelah diverifikasi.",
                total=MEAN,
                share=0.55,
                is_number=True,
            ),
        ]
    columns += [
        Column(
            head="Kendala",
            width=32,
            meaning="Kendala terakhir yang ditulis pelapor.",
            share=1.2,
        ),
        Column(
            head="Tindak lanjut",
            width=32,
            meaning="Tindak lanjut terakhir yang ditulis pelapor.",
            share=1.2,
        ),
    ]
    return _register(
        asked,
        "Pemantauan Rencana Aksi dan Kinerja",
        tuple(columns),
        _monitored(asked, periods),
        "Belum ada kewajiban lapor pada tahun ini.",
        is_of_year=True,
    )


def _monitored(asked: Asked, periods: list[Period]) -> Iterator[tuple[Any, ...]]:
    rows: Iterable[Any] = (
        monitored_now(for_user=asked.viewer, periods=periods, unit=asked.unit)
        if asked.moment is None
        else monitored_at(
            for_user=asked.viewer,
            periods=periods,
            unit=asked.unit,
            moment=asked.moment,
        )
    )
    for _key, group in groupby(rows, key=lambda row: (row.indicator_id, row.person_id)):
        same: list[Any] = list(group)
        by_period = {row.period_id: row for row in same}
        first = same[0]
        whose = first[3:8] if asked.moment is None else _whose(first)
        told: list[Any] = [*whose, _amount(first.year_target)]
        for one in periods:
            row = by_period.get(one.pk)
            told += (
                [None, None, None]
                if row is None
                else [_amount(row.period_target), _value(row), row.percent]
            )
        sent = [row for row in reversed(same) if row.status in REPORTED]
        last = next((row for row in sent if row.obstacles.strip()), None)
        told += [last.obstacles, last.follow_up] if last else [None, None]
        yield tuple(told)


def _whose(row: Realisation) -> tuple[str, ...]:
    return (
        row.unit.name,
        row.position.title,
        row.person.name,
        row.indicator.objective.text,
        row.indicator.text,
    )


def _amount(text: str | None) -> Quantity | None:
    return quantity_of(text) if text else None


def _value(row: Monitored | Realisation) -> Quantity | None:
    """Return what was sent; a draft is nobody's business but its author's."""
    if row.status not in REPORTED:
        return None
    if row.value is not None and row.numerator is not None:
        return Quantity(value=row.value, decimals=2)
    return _amount(row.entered_text)


# ---------------------------------------------------------------- achievements


def _achievements(level: Level, title: str) -> Callable[[Asked], Register]:
    def gather(asked: Asked) -> Register:
        table = get_year_table(
            for_user=asked.viewer,
            year=asked.period.starts_on.year,
            level=level,
            unit_id=asked.unit.pk if asked.unit else None,
            limit=EVERY_LINE,
        )
        periods = table.periods if table else []
        lines = table.lines if table else []
        if asked.moment is not None:
            lines = year_lines_at(
                for_user=asked.viewer,
                year=asked.period.year,
                level=level,
                unit=asked.unit,
                moment=asked.moment,
            )
        # A year that still grows is not judged.
        is_over = asked.today > date(asked.period.starts_on.year, 12, 31)
        columns = [
            Column(head=str(level.label), width=40, meaning="Yang diukur.", share=2),
            Column(head="Unit kerja", width=30, meaning="Unit kerjanya.", share=1.5),
        ]
        columns += [
            Column(
                head=f"{one.short_label} (%)",
                width=11,
                meaning=f"Capaian {one.label}.",
                total=MEAN,
                share=0.6,
                is_number=True,
            )
            for one in periods
        ]
        columns += [
            Column(
                head="Tahun (%)" if is_over else "Tahun berjalan (%)",
                width=11,
                meaning="Capaian tahun sampai dengan tanggal data.",
                total=MEAN,
                share=0.6,
                is_number=True,
            ),
            Column(
                head="Kelas",
                width=16,
                meaning="Kelas capaian tahun; terisi setelah tahunnya berakhir.",
                share=0.8,
            ),
            Column(
                head="Wajib lapor",
                width=10,
                meaning="Banyaknya realisasi yang wajib dilaporkan.",
                total=SUM,
                share=0.6,
                is_number=True,
            ),
            Column(
                head="Terukur",
                width=10,
                meaning="Banyaknya realisasi yang sudah mempunyai capaian.",
                total=SUM,
                share=0.6,
                is_number=True,
            ),
        ]
        return _register(
            asked,
            title,
            tuple(columns),
            (_line(one, periods, is_over=is_over) for one in lines),
            "Belum ada capaian yang terukur pada tahun ini.",
            is_of_year=True,
        )

    return gather


def _line(line: YearLine, periods: list[Period], *, is_over: bool) -> tuple[Any, ...]:
    standings = [line.standings.get(one.pk) for one in periods]
    return (
        line.label,
        line.note,
        *(one.percent if one else None for one in standings),
        line.whole.percent if line.whole else None,
        line.whole.class_name if line.whole and is_over else None,
        line.owed,
        line.counted,
    )


# --------------------------------------------------------------------- missing


def _missing(asked: Asked) -> Register:
    columns = (
        *(UNIT, POSITION, HOLDER, OBJECTIVE, INDICATOR),
        Column(
            head="Keadaan",
            width=18,
            meaning="Belum dilaporkan, Draf, atau Dikembalikan.",
            share=0.8,
        ),
        Column(
            head="Tenggat", width=14, meaning="Hari terakhir tepat waktu.", share=0.8
        ),
        Column(
            head="Lewat (hari)",
            width=10,
            meaning="Hari sejak tenggat; kosong bila tenggatnya belum lewat.",
            share=0.5,
            is_number=True,
        ),
    )
    return _register(
        asked,
        "Daftar Laporan yang Belum Masuk",
        columns,
        _missing_rows(asked),
        "Semua realisasi periode ini sudah dilaporkan.",
        unknown="Tenggat periode dan jatuh tempo indikator seperti tercatat saat dicetak.",
    )


def _missing_rows(asked: Asked) -> Iterator[tuple[Any, ...]]:
    owed = (
        _now_missing(asked)
        if asked.moment is None
        else missing_with_due(
            for_user=asked.viewer,
            period=asked.period,
            unit=asked.unit,
            moment=asked.moment,
        )
    )
    for row, due in owed:
        late = (asked.today - due).days
        yield (
            *_whose(row),
            str(RealisationStatus(row.status).label),
            due,
            late if late > 0 else None,
        )


def _now_missing(asked: Asked) -> Iterator[tuple[Realisation, date]]:
    rows = list_missing(period=asked.period, for_user=asked.viewer).select_related(
        "indicator__objective"
    )
    if asked.unit is not None:
        rows = rows.filter(unit__path__startswith=asked.unit.path)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield row, row.extended_until or row.own_due_on or asked.period.due_on


# -------------------------------------------------------------------- evidence


def _evidence(asked: Asked) -> Register:
    columns = (
        *(UNIT, POSITION, HOLDER, INDICATOR),
        Column(head="Periode", width=18, meaning="Periode realisasinya.", share=0.8),
        Column(head="Bukti", width=34, meaning="Nama bukti dukung.", share=1.4),
        Column(
            head="Jenis", width=10, meaning="Berkas, tautan, atau catatan.", share=0.6
        ),
        Column(
            head="Ukuran (byte)",
            width=13,
            meaning="Ukuran berkas.",
            total=SUM,
            share=0.7,
            is_number=True,
        ),
        Column(
            head="SHA-256",
            width=68,
            meaning="Sidik berkas: berkas yang sama selalu memberi sidik yang sama.",
            share=2.6,
        ),
        Column(head="Tautan", width=40, meaning="Alamat bukti berupa tautan.", share=0),
        Column(
            head="Ditambahkan", width=14, meaning="Hari bukti ditambahkan.", share=0.8
        ),
        Column(head="Oleh", width=22, meaning="Yang menambahkan.", share=0.9),
    )
    return _register(
        asked,
        "Indeks Bukti Dukung",
        columns,
        _evidence_rows(asked),
        "Belum ada bukti dukung pada periode ini.",
        unknown="Alamat tautan dan isi catatan yang dihapus sesudah hari itu tidak "
        "diketahui lagi; sidik berkasnya tetap.",
    )


def _evidence_rows(asked: Asked) -> Iterator[tuple[Any, ...]]:
    return _now_evidence(asked) if asked.moment is None else _evidence_then(asked)


def _evidence_then(asked: Asked) -> Iterator[tuple[Any, ...]]:
    zone = asked.as_at.tzinfo
    for row, proof in evidence_of(
        for_user=asked.viewer,
        period=asked.period,
        unit=asked.unit,
        moment=asked.moment or asked.as_at,
    ):
        yield (
            row.unit.name,
            row.position.title,
            row.person.name,
            row.indicator.text,
            asked.period.label,
            proof.name,
            str(proof.kind.label) if proof.kind else "Tautan atau catatan",
            proof.size_bytes,
            proof.sha256 or None,
            proof.link,
            proof.added_at.astimezone(zone).date() if proof.added_at else None,
            proof.added_by,
        )


def _now_evidence(asked: Asked) -> Iterator[tuple[Any, ...]]:
    seen = visible_in(asked.period, for_user=asked.viewer)
    if asked.unit is not None:
        seen = seen.filter(unit__path__startswith=asked.unit.path)
    rows = (
        Evidence.objects.filter(realisation__in=seen)
        .select_related("file")
        .order_by("realisation__position__order", "realisation_id", "pk")
        .values_list(
            "realisation__unit__name",
            "realisation__position__title",
            "realisation__person__name",
            "realisation__indicator__text",
            "name",
            "kind",
            "file__size_bytes",
            "file__sha256",
            "link",
            "created_at",
            "added_by",
        )
    )
    label, zone = asked.period.label, asked.as_at.tzinfo
    for *whose, name, kind, size, digest, link, at, who in rows.iterator(
        chunk_size=ROWS_AT_ONCE
    ):
        yield (
            *whose,
            label,
            name,
            str(EvidenceKind(kind).label),
            size,
            digest,
            link,
            at.astimezone(zone).date(),
            who,
        )


REGISTERS: dict[str, Callable[[Asked], Register]] = {
    "pemantauan": _monitoring,
    "capaian-unit": _achievements(Level.UNIT, "Rekapitulasi Capaian Unit Kerja"),
    "capaian-jabatan": _achievements(Level.POSITION, "Rekapitulasi Capaian Jabatan"),
    "capaian-pegawai": _achievements(Level.PERSON, "Rekapitulasi Capaian Pegawai"),
    "belum-masuk": _missing,
    "bukti": _evidence,
}

NAMES = {
    DocumentKind.MONITORING: "pemantauan",
    DocumentKind.UNIT_RECAP: "capaian-unit",
    DocumentKind.POSITION_RECAP: "capaian-jabatan",
    DocumentKind.PERSON_RECAP: "capaian-pegawai",
    DocumentKind.MISSING: "belum-masuk",
    DocumentKind.EVIDENCE: "bukti",
}
KINDS = {name: kind for kind, name in NAMES.items()}
