"""The table of measured performance as a flat list: for DOCX and CSV."""

from collections.abc import Iterator
from typing import Any

from tolok.reporting.documents.measurement_table import MeasurementTable
from tolok.reporting.documents.register import Column, Register
from tolok.reporting.documents.workbook import COLUMNS, EMPTY, TITLE


# What each column takes of a printed page; 0 is not printed. The first one, the number,
# is written by every list itself.
SHARES = {
    "Satuan": 0.6,
    "Target tahun": 0.6,
    "Target periode": 0.6,
    "Realisasi": 0.65,
    "Capaian (%)": 0.6,
    "Kelas": 0.7,
    "Nilai": 0,
    "Ketepatan": 0,
    "Pemeriksa": 0,
    "Bukti": 0.4,
    "Tanggal kirim": 0.7,
    "Sasaran": 1.3,
    "Indikator": 1.3,
}
NUMBERS = {
    *("Target tahun", "Target periode", "Realisasi", "Capaian (%)", "Nilai", "Bukti"),
}


def register_of(table: MeasurementTable) -> Register:
    """Return the table as a list; its rows are read as they are written."""
    return Register(
        title=f"{TITLE} Individu",
        frame=table.frame,
        columns=tuple(
            Column(
                head=one.head,
                width=one.width,
                meaning=one.meaning,
                share=SHARES.get(one.head, 1.0),
                is_number=one.head in NUMBERS,
            )
            for one in COLUMNS[1:]
        ),
        rows=_rows(table),
        empty=EMPTY,
        scope=table.scope,
        signatory=table.signatory,
    )


def _rows(table: MeasurementTable) -> Iterator[tuple[Any, ...]]:
    for row in table.rows:
        yield tuple(one.value(row) for one in COLUMNS[1:])
