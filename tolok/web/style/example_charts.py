"""Charts of the style page: lines, bars, small multiples, the heat map."""

from decimal import Decimal
from typing import Any

from tolok.web.bars import Bar, BarChart
from tolok.web.chart_data import Forecast, LineChart
from tolok.web.marks import HeatCell, SharePart, shade_bounds, shade_in_class


D = Decimal


def charts() -> dict[str, Any]:
    """Return charts, small multiples and the heat map."""
    return {
        "indicator_chart": LineChart(
            title="Keterisian SIPD tujuh triwulan",
            description=(
                "Naik dari 84 persen pada Triwulan I 2025 ke 95,24 persen, tanpa "
                "laporan pada Triwulan IV 2025, lalu turun ke 93,33 persen. Target 95."
            ),
            labels=(
                "TW I 25",
                "TW II",
                "TW III",
                "TW IV",
                "TW I 26",
                "TW II",
                "TW III",
            ),
            values=(
                D(84),
                D("86.20"),
                D("88.10"),
                None,
                D("94.22"),
                D("95.24"),
                D("93.33"),
            ),
            target=D(95),
            unit="%",
            decimals=2,
        ),
        "office_chart": LineChart(
            title="Capaian kantor 2025 dan 2026",
            description="2026 selalu di atas 2025; perkiraan akhir tahun 98,1 persen.",
            labels=("TW I", "TW II", "TW III", "TW IV"),
            values=(D("91.0"), D("94.3"), D("96.4"), None),
            target=D(100),
            unit="%",
            decimals=1,
            name="2026",
            previous=(D("88.2"), D("90.5"), D("93.7"), D("97.9")),
            previous_name="2025",
            forecast=Forecast(value=D("98.1"), low=D("95.6"), high=D("100.2")),
        ),
        "unit_chart": BarChart(
            title="Capaian unit kerja Triwulan III 2026",
            description="Bidang Keuangan dan Aset 77,9; Sekretariat 96,4; Bidang "
            "Partisipasi 103,5 persen; Bidang Pemerintahan Desa belum bernilai.",
            note_head="Dilaporkan",
            bars=(
                bar("Bidang Keuangan dan Aset", "77.9", 2, "Kurang"),
                bar("Sekretariat", "96.4", 3, "Cukup"),
                bar("Bidang Partisipasi", "103.5", 5, "Sangat Baik"),
                Bar(
                    label="Bidang Pemerintahan Desa",
                    value=None,
                    note="belum bernilai; dilaporkan 0,0 %",
                ),
            ),
        ),
        "picture_files": [
            {"label": kind, "url": "#grafik"} for kind in ("SVG", "PNG", "PDF")
        ],
        "dashboard_tabs": [
            {"label": label, "url": "#tab", "current": label == "Ringkasan"}
            for label in ("Ringkasan", "Peringatan dini", "Perbandingan", "Setahun")
        ],
        "count_chart": LineChart(
            title="Desa terfasilitasi, dijumlahkan sejak Januari",
            description="5, lalu 12, lalu 18 desa; target akhir tahun 30 desa.",
            labels=("TW I", "TW II", "TW III", "TW IV"),
            values=(D(5), D(12), D(18), None),
            target=(D(8), D(15), D(22), D(30)),
            unit="desa",
            decimals=0,
            from_zero=True,
        ),
        "share": [
            SharePart(count=71, label="terverifikasi", kind="done"),
            SharePart(count=14, label="menunggu verifikasi", kind="sent"),
            SharePart(count=8, label="dikembalikan", kind="returned"),
            SharePart(count=24, label="belum dilaporkan", kind="missing"),
        ],
        "minis": [
            mini("Sekretariat", 3, "88.0", "90.0", "92.1", "91.0", "96.4"),
            mini("Bidang Pemerintahan Desa", 3, "84.0", "86.0", "90.0", "94.0", "88.2"),
            mini("Bidang Partisipasi", 4, "95.0", "96.0", "98.8", "99.0", "100"),
            mini("Bidang Keuangan dan Aset", 2, "97.0", "83.0", "81.0", "79.0", "77.9"),
        ],
        "mini_target": D(100),
        "mini_low": D(70),
        "mini_high": D(105),
        "owed": [
            owed("Bidang Pemerintahan Desa", 9, 35),
            owed("Sub Bagian Umum dan Kepegawaian", 5, 14),
        ],
        "heat_classes": [
            {"rank": 5, "name": "Sangat Baik", "range": "101 ke atas"},
            {"rank": 4, "name": "Baik", "range": "100 sampai di bawah 101"},
            {
                "rank": 3,
                "name": "Cukup",
                "range": "80 sampai di bawah 100; tiap kotak mulai dari angkanya",
                "shades": shade_bounds(D(80), D(100)),
            },
            {"rank": 2, "name": "Kurang", "range": "60 sampai di bawah 80"},
            {"rank": 1, "name": "Sangat Kurang", "range": "di bawah 60"},
        ],
        "heat_heads": ("TW I", "TW II", "TW III", "TW IV"),
        "heat_groups": [
            {
                "title": "Sekretariat",
                "rows": [
                    heat_row("Kepala Sub Bagian Keuangan", "97.5", "101.1", "103.9"),
                    heat_row("Staf (Pengelola Keuangan)", "81.2", "86.3", "93.7"),
                    heat_row("Staf (Penata Layanan Operasional)", "78.1", "99.4", None),
                ],
            },
            {
                "title": "Bidang Pengelolaan Keuangan, Aset dan Sumber Daya Desa",
                "rows": [
                    heat_row("Kepala Bidang", "71.2", "66.0", "57.9"),
                    heat_row("Pranata Komputer Terampil", "", "100", "95.5"),
                ],
            },
        ],
    }


def mini(name: str, rank: int, *values: str) -> dict[str, Any]:
    """Return one small multiple."""
    shown = [D(value) for value in values]
    return {
        "name": name,
        "url": "#isi",
        "percent": shown[-1],
        "rank": rank,
        "values": shown,
        "title": f"{name}: lima triwulan, terakhir {shown[-1]:n} persen",
    }


def bar(label: str, value: str, rank: int, class_name: str) -> Bar:
    """Return one bar of the bar chart."""
    return Bar(
        label=label,
        value=D(value),
        rank=rank,
        class_name=class_name,
        note="dilaporkan 94,1 %",
    )


def owed(title: str, count: int, total: int) -> dict[str, Any]:
    """Return one line of who owes."""
    return {
        "title": title,
        "url": "#isi",
        "owed": count,
        "total": total,
        "act": {"url": "#isi", "label": "Ingatkan"},
    }


def heat_row(title: str, *values: str | None) -> dict[str, Any]:
    """Return one row of the heat map; "" is not applicable, None not reported."""
    cells = [heat_cell(value) for value in values]
    return {
        "title": title,
        "url": "#isi",
        "cells": [*cells, HeatCell(kind="future")],
    }


def heat_cell(value: str | None) -> HeatCell:
    """Return one cell; the bounds are those of this page's own legend."""
    if value is None:
        return HeatCell(kind="missing", url="#isi")
    if not value:
        return HeatCell(kind="not_applicable")
    percent = D(value)
    rank = 1 + sum(percent >= bound for bound in (60, 80, 100, 101))
    shade = shade_in_class(percent, D(80), D(100)) if rank == 3 else None
    return HeatCell(kind="value", value=percent, rank=rank, shade=shade, url="#isi")
