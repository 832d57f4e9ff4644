"""How an office stands in a period, on paper (rekapitulasi kinerja): a PDF."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tolok.reporting.documents.figures import percent, share_of, whole
from tolok.reporting.documents.frame import Frame, Signatory
from tolok.reporting.documents.parts import frame_data, signatory_data
from tolok.reporting.documents.typesetting import typeset


TITLE = "Rekapitulasi Kinerja"


@dataclass(frozen=True, kw_only=True)
class Achieved:
    """An achievement in percent of the target with its class; blank without one.

    `class_rank` runs from 1, the lowest of five classes, to 5.
    """

    percent: Decimal | None = None
    class_name: str = ""
    class_rank: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reporting:
    """How far reporting has come, in numbers of indicators owed."""

    owed: int = 0
    reported: int = 0
    verified: int = 0
    late: int = 0

    @property
    def missing(self) -> int:
        """Return how many have not been reported, or came back."""
        return self.owed - self.reported

    @property
    def in_time(self) -> int:
        """Return how many of the reported came in time."""
        return self.reported - self.late


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """A unit: its own reporting, its achievement with all below it."""

    name: str
    depth: int = 0
    reporting: Reporting = Reporting()
    achieved: Achieved = Achieved()


@dataclass(frozen=True, kw_only=True)
class ObjectiveLine:
    """An objective of a position, and of how many indicators it is the mean."""

    text: str
    position: str
    indicators: int
    achieved: Achieved


@dataclass(frozen=True, kw_only=True)
class HeatCell:
    """One position, or unit, in one period.

    Without a value it is either `missing` (owed and not reported), `waiting` (reported,
    not yet verified) or nothing was owed.
    """

    achieved: Achieved = Achieved()
    missing: bool = False
    waiting: bool = False


@dataclass(frozen=True, kw_only=True)
class HeatRow:
    """One line of the heat map; `group` is the unit above positions, or blank."""

    group: str
    name: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """Achievements by position, or by unit in a large office, and by period."""

    subject: str
    periods: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, kw_only=True)
class MissingLine:
    """What one person has not reported for one position."""

    unit: str
    position: str
    person: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClassLine:
    """A class of achievement and from where to where it runs, in words."""

    rank: int
    name: str
    range: str


@dataclass(frozen=True, kw_only=True)
class OfficeRecap:
    """The whole recap. `objectives` holds the weakest first, `objectives_total` counts all.

    `missing_total` counts what is missing in all, also where the list is shorter
    because its reader may not see every name, or because it is long.
    """

    frame: Frame
    scope: str
    reporting: Reporting
    achieved: Achieved
    units: tuple[UnitLine, ...] = ()
    objectives: tuple[ObjectiveLine, ...] = ()
    objectives_total: int = 0
    objectives_on_target: int = 0
    heat: HeatMap | None = None
    missing: tuple[MissingLine, ...] = ()
    missing_total: int = 0
    classes: tuple[ClassLine, ...] = ()
    signatory: Signatory | None = None


def write_pdf(*, recap: OfficeRecap) -> bytes:
    """Return the recap as a tagged, archivable PDF on Folio, upright."""
    frame = recap.frame
    data = frame_data(frame, title=f"{TITLE} {frame.period} {frame.office_short}")
    data |= {
        "title-line": TITLE,
        "scope": recap.scope,
        "answer": _answer(recap),
        "stats": _stats(recap),
        "units": [_unit(unit) for unit in recap.units],
        "objectives": [
            {
                "text": line.text,
                "position": line.position,
                "indicators": whole(line.indicators),
                "achieved": _achieved(line.achieved),
            }
            for line in recap.objectives
        ],
        "objectives_note": _objectives_note(recap),
        "heat": _heat(recap.heat),
        "missing": [
            {
                "unit": line.unit,
                "position": line.position,
                "person": line.person,
                "count": whole(len(line.indicators)),
                "indicators": list(line.indicators),
            }
            for line in recap.missing
        ],
        "missing_note": _missing_note(recap),
        "classes": [
            {"rank": line.rank, "name": line.name, "range": line.range}
            for line in recap.classes
        ],
        "signatory": signatory_data(recap.signatory),
    }
    return typeset("office_recap.typ", data, at=frame.made)


def _answer(recap: OfficeRecap) -> str:
    """Return the sentence that tells the whole in one breath."""
    found = recap.reporting
    if found.owed == 0:
        return (
            "Tidak ada kewajiban lapor pada periode ini. Periode mungkin belum dibuka, "
            "atau target belum ditetapkan."
        )
    reported = (
        f"{whole(found.reported)} dari {whole(found.owed)} indikator sudah dilaporkan"
    )
    if recap.achieved.percent is None:
        return (
            f"{reported}; capaian belum terhitung karena belum ada yang terverifikasi."
        )
    missing = f", {whole(found.missing)} belum" if found.missing else ""
    return (
        f"Capaian {percent(recap.achieved.percent)}\u00a0% dari target "
        f"({recap.achieved.class_name}). {reported}{missing}."
    )


def _stats(recap: OfficeRecap) -> list[dict[str, str]]:
    found = recap.reporting
    return [
        _stat("Capaian", _percent(recap.achieved.percent), recap.achieved.class_name),
        _share("Dilaporkan", found.reported, found.owed, "indikator"),
        _share("Tepat waktu", found.in_time, found.reported, "laporan"),
        _share("Terverifikasi", found.verified, found.reported, "laporan"),
    ]


def _stat(label: str, value: str, note: str) -> dict[str, str]:
    return {"label": label, "value": value, "note": note or "belum terhitung"}


def _share(label: str, part: int, total: int, noun: str) -> dict[str, str]:
    note = f"{whole(part)} dari {whole(total)} {noun}"
    return _stat(label, _percent(share_of(part, total)), note)


def _percent(value: Decimal | None) -> str:
    return percent(value) if value is None else f"{percent(value)}\u00a0%"


def _achieved(achieved: Achieved) -> dict[str, Any]:
    value = achieved.percent
    return {
        "text": percent(value),
        # The length of a bar only; the number stands beside it.
        "bar": None if value is None else float(value),
        "class_name": achieved.class_name,
        "rank": achieved.class_rank,
    }


def _unit(unit: UnitLine) -> dict[str, Any]:
    found = unit.reporting
    return {
        "name": unit.name,
        "depth": unit.depth,
        "owed": whole(found.owed),
        "reported": whole(found.reported),
        "verified": whole(found.verified),
        "late": whole(found.late),
        "missing": whole(found.missing),
        "achieved": _achieved(unit.achieved),
    }


def _objectives_note(recap: OfficeRecap) -> str:
    total, shown = recap.objectives_total, len(recap.objectives)
    if not total:
        return "Belum ada sasaran yang capaiannya terhitung."
    note = (
        f"{whole(recap.objectives_on_target)} dari {whole(total)} sasaran mencapai "
        "target. Diurutkan dari yang terendah"
    )
    if shown < total:
        note += f"; ditampilkan {whole(shown)} terbawah, selebihnya di tabel pengukuran"
    return note + "."


def _missing_note(recap: OfficeRecap) -> str:
    if not recap.reporting.owed:
        return "Tidak ada indikator yang wajib dilaporkan pada periode ini."
    if recap.missing_total == 0:
        return "Semua indikator sudah dilaporkan."
    shown = sum(len(line.indicators) for line in recap.missing)
    note = f"{whole(recap.missing_total)} indikator belum dilaporkan atau dikembalikan."
    if shown < recap.missing_total:
        note += (
            f" Daftar ini memuat {whole(shown)} di antaranya, sesuai wewenang "
            "penyusun dan ruang dokumen."
        )
    return note


def _heat(heat: HeatMap | None) -> dict[str, Any] | None:
    if heat is None or not heat.rows:
        return None
    groups: list[dict[str, Any]] = []
    for row in heat.rows:
        if not groups or groups[-1]["name"] != row.group:
            groups.append({"name": row.group, "rows": []})
        cells = [
            {
                **_achieved(cell.achieved),
                "missing": cell.missing,
                "waiting": cell.waiting,
            }
            for cell in row.cells
        ]
        groups[-1]["rows"].append({"name": row.name, "cells": cells})
    return {"subject": heat.subject, "periods": list(heat.periods), "groups": groups}
