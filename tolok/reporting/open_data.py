"""What was published, as open data: a table as CSV, the whole as JSON, their dictionary.

A row is one indicator in one period. Numbers have a decimal point and no thousands, days
are year-month-day, blank is nothing and never zero, so that machines read them alike.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple


class Column(NamedTuple):
    """A column of the table: its name and what it means, for the dictionary."""

    name: str
    kind: str
    meaning: str


FORMULA_STARTS = tuple("=+-@\t\r")
STATES = {
    "verified": "terverifikasi",
    "several": "terverifikasi, beberapa pemangku",
    "not_verified": "belum diverifikasi",
    "not_due": "tidak ditagih",
}
COLUMNS = (
    Column("daerah", "teks", "Kabupaten, kota, atau provinsi"),
    Column("kantor", "teks", "Perangkat daerah yang menerbitkan"),
    Column("tahun", "bilangan bulat", "Tahun kinerja"),
    Column("unit", "teks", "Unit kerja yang pimpinannya memegang indikator"),
    Column("sasaran", "teks", "Sasaran menurut keputusan"),
    Column("indikator", "teks", "Indikator menurut keputusan, tanpa perbaikan ejaan"),
    Column("satuan", "teks", "Satuan target dan realisasi"),
    Column("arah", "teks", "Apakah lebih tinggi atau lebih rendah yang lebih baik"),
    Column("periode", "teks", "Periode pengukuran"),
    Column("periode_sampai", "tanggal", "Hari terakhir periode"),
    Column("target", "bilangan atau teks", "Target periode itu"),
    Column("target_setahun", "bilangan atau teks", "Target sampai akhir tahun"),
    Column(
        "realisasi",
        "bilangan atau teks",
        "Nilai yang sudah diverifikasi; kosong berarti belum ada, bukan nol",
    ),
    Column("capaian_persen", "bilangan", "Capaian terhadap target periode, persen"),
    Column("kelas", "teks", "Kelas capaian menurut aturan yang dipakai"),
    Column(
        "keadaan",
        "teks",
        "terverifikasi; terverifikasi, beberapa pemangku (nilainya tidak dijadikan satu); "
        "belum diverifikasi; atau tidak ditagih pada periode itu",
    ),
    Column("definisi", "teks", "Definisi operasional indikator"),
    Column("rumus", "teks", "Cara menghitung"),
    Column("sumber_data", "teks", "Asal datanya"),
    Column("data_sampai", "waktu", "Saat data ini dikumpulkan"),
    Column("lisensi", "teks", "Syarat pemakaian"),
)


def write_csv(content: dict[str, Any]) -> str:
    """Return the table as CSV: UTF-8, commas, CR LF; no cell that starts a formula."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([column.name for column in COLUMNS])
    for row in rows_of(content):
        writer.writerow([harmless(cell) for cell in row])
    return target.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay as they are."""
    if cell[:1] in FORMULA_STARTS and not cell[1:2].isdigit():
        return f"'{cell}"
    return cell


def rows_of(content: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the rows of the table in the order of `COLUMNS`."""
    office, period = content["office"], content["period"]
    for unit in content["units"]:
        for objective in unit["objectives"]:
            for indicator in objective["indicators"]:
                about = indicator["definition"]
                for value in indicator["values"]:
                    yield [
                        office["region"],
                        office["name"],
                        str(period["year"]),
                        unit["name"],
                        objective["text"],
                        indicator["text"],
                        about["unit"],
                        about["polarity"],
                        value["period"],
                        value["ends_on"],
                        written(value["target"]),
                        written(indicator["year_target"]),
                        written(value["realisation"]),
                        value["achievement"] or "",
                        value["class"],
                        STATES[value["state"]],
                        about["meaning"],
                        about["formula"],
                        about["source"],
                        content["as_at"],
                        content["licence"],
                    ]


def written(quantity: dict[str, Any]) -> str:
    """Return a quantity as the number that it is, else its words."""
    return str(quantity["value"] if quantity["value"] is not None else quantity["text"])


def write_json(content: dict[str, Any]) -> str:
    """Return the whole publication as JSON."""
    return json.dumps(content, ensure_ascii=False, indent=1)


def write_dictionary() -> str:
    """Return the dictionary of the table as CSV: name, kind and meaning of each column."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["kolom", "jenis", "arti"])
    writer.writerows(COLUMNS)
    return target.getvalue()
