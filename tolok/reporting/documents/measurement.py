"""The table of measured performance (tabel pengukuran kinerja): XLSX and PDF."""

from collections.abc import Callable, Sequence
from typing import Any

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import Unfit
from tolok.reporting.documents.figures import ABSENT, percent, whole
from tolok.reporting.documents.measurement_table import (
    MeasurementRow,
    MeasurementTable,
    Quantity,
    UnitAchievement,
)
from tolok.reporting.documents.parts import frame_data, signatory_data
from tolok.reporting.documents.typesetting import typeset
from tolok.reporting.documents.workbook import (
    EMPTY,
    TITLE,
    Counts,
    write_xlsx,
    write_xlsx_into,
)


__all__ = [
    "MeasurementRow",
    "MeasurementTable",
    "Quantity",
    "TooLongToPrint",
    "UnitAchievement",
    "write_pdf",
    "write_xlsx",
    "write_xlsx_into",
]

MOST_PRINTED_ROWS = 2_000  # about 250 pages, and 400 MB while it is laid out


class TooLongToPrint(Unfit):
    """The table would be hundreds of pages long."""


def write_pdf(*, table: MeasurementTable) -> bytes:
    """Return the table as a PDF on Folio, across, grouped by unit and position.

    Raises `TooLongToPrint` above 2.000 rows.
    """
    rows: list[MeasurementRow] = []
    for row in table.rows:
        rows.append(row)
        if len(rows) > MOST_PRINTED_ROWS:
            raise TooLongToPrint(
                f"Tabel ini lebih dari {MOST_PRINTED_ROWS:_} baris, terlalu panjang "
                "untuk dicetak. Pilih satu unit kerja, atau unduh sebagai "
                "XLSX.".replace("_", ".")
            )
    frame = table.frame
    data = frame_data(frame, title=f"{TITLE} {frame.period} {frame.office_short}")
    data |= {
        "title-line": f"{TITLE} Individu",
        "scope": table.scope or frame.office,
        "short_period": table.short_period,
        "empty": EMPTY,
        "has_scores": any(row.score is not None for row in rows),
        "units": _units(rows, table),
        "signatory": signatory_data(table.signatory),
    }
    return typeset("measurement.typ", data, at=frame.made)


def _units(
    rows: Sequence[MeasurementRow], table: MeasurementTable
) -> list[dict[str, Any]]:
    """Return the rows under their units, positions and holders, units where they begin."""
    by_unit: dict[str, list[MeasurementRow]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row)
    number = 0
    units = []
    for name, found in by_unit.items():
        seats: dict[tuple[str, str], list[dict[str, str]]] = {}
        for row in sorted(found, key=_seat_order(found)):
            number += 1
            seat = seats.setdefault((row.position, row.holder), [])
            seat.append(_line(row, number))
        kept = table.units.get(name, UnitAchievement())
        units.append(
            {
                "name": name,
                "summary": _summary(found, kept),
                "seats": [
                    {"position": position, "holder": holder, "rows": lines}
                    for (position, holder), lines in seats.items()
                ],
            }
        )
    return units


def _seat_order(
    rows: Sequence[MeasurementRow],
) -> Callable[[MeasurementRow], int]:
    """Return what brings the rows of one holder of one position together."""
    first: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows):
        first.setdefault((row.position, row.holder), number)
    return lambda row: first[row.position, row.holder]


def _summary(rows: Sequence[MeasurementRow], kept: UnitAchievement) -> str:
    counts = Counts()
    for row in rows:
        counts.add(row)
    parts = [
        f"{whole(counts.reported)} dari {whole(counts.owed)} indikator dilaporkan",
        f"{whole(counts.verified)} terverifikasi",
        f"{whole(counts.late)} terlambat",
    ]
    if kept.achievement is not None:
        parts.append(
            f"capaian unit {percent(kept.achievement)}\u00a0% ({kept.class_name})"
        )
    return ", ".join(parts) + "."


def _line(row: MeasurementRow, number: int) -> dict[str, str]:
    return {
        "number": whole(number),
        "objective": row.objective,
        "indicator": row.indicator,
        "measure_unit": row.measure_unit,
        "year_target": row.year_target.written,
        "period_target": row.period_target.written,
        "realisation": row.realisation.written,
        "achievement": percent(row.achievement),
        "class_name": row.class_name or ABSENT,
        "score": percent(row.score),
        "state": row.state,
        "submitted": _submitted(row),
        "evidence": whole(row.evidence_count),
        "obstacles": row.obstacles,
        "follow_up": row.follow_up,
    }


def _submitted(row: MeasurementRow) -> str:
    if row.submitted_on is None:
        return ""
    late = ", terlambat" if row.is_reported and row.is_late else ""
    return format_date(row.submitted_on) + late
