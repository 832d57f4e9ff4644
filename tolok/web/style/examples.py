"""What the style page shows: invented people and numbers, the decree's own words."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator

from tolok.web.bars import Bar, BarChart
from tolok.web.chart_data import Forecast, LineChart
from tolok.web.marks import (
    HeatCell,
    SharePart,
    shade_bounds,
    shade_in_class,
    spread_box,
)
from tolok.web.style.example_documents import documents


D = Decimal
MOMENT = datetime(2026, 10, 6, 2, 14, tzinfo=UTC)
CLASSES = ("Sangat Kurang", "Kurang", "Cukup", "Baik", "Sangat Baik")
LONG_OBJECTIVE = (
    "Terlaksananya Penyusunan program kerja, bahan dan alat perlengkapan obyek kerja "
    "sesuai dengan prosedur dan ketentuan yang berlaku, agar dalam pelaksanaan "
    "pekerjaan dapat berjalan dengan baik"
)


class ExampleForm(forms.Form):
    """One field of each kind."""

    value = forms.CharField(
        label="Realisasi", help_text="Tulis seperti biasa: 1.234,5", initial="1.234,5"
    )
    doubtful = forms.CharField(label="Realisasi yang meragukan")
    follow_up = forms.CharField(
        label="Tindak lanjut",
        help_text="Apa yang dilakukan, oleh siapa, sampai kapan.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    measured_in = forms.ChoiceField(
        label="Satuan", choices=[("dokumen", "dokumen"), ("laporan", "laporan")]
    )
    password = forms.CharField(label="Kata sandi", widget=forms.PasswordInput)
    attach = forms.BooleanField(label="Sertakan lampiran", initial=True)

    def clean_doubtful(self) -> str:
        """Refuse what can be read in two ways."""
        message = (
            "“1.500” dapat dibaca seribu lima ratus atau satu koma lima. Persen paling "
            "besar 100. Tulis 1,5 bila maksudnya satu koma lima."
        )
        raise forms.ValidationError(message)


class FractionForm(forms.Form):
    """A ratio."""

    numerator = forms.CharField(
        label="Isian SIPD yang terisi lengkap",
        help_text="Pembilang. Hitung per 30 September 2026 dari menu Rekap Isian.",
        initial="168",
    )
    denominator = forms.CharField(
        label="Seluruh isian wajib SIPD",
        help_text="Penyebut. Triwulan lalu 168 isian.",
        initial="180",
    )


class FilterForm(forms.Form):
    """A filter."""

    unit = forms.ChoiceField(
        label="Unit kerja",
        choices=[("", "Seluruh dinas"), ("s", "Sekretariat")],
        required=False,
    )
    period = forms.ChoiceField(
        label="Periode", choices=[("3", "Triwulan III 2026")], required=False
    )


def examples() -> dict[str, Any]:
    """Return the context of the style page."""
    return frame() | figures() | charts() | work() | documents()


def frame() -> dict[str, Any]:
    """Return what the frame of a signed-in page shows."""
    groups = (
        (
            "Pekerjaan saya",
            [
                ("Beranda", "house", 0),
                ("Verifikasi", "check2-square", 6),
                ("Pengukuran", "pencil-square", 0),
            ],
        ),
        (
            "Kantor",
            [
                ("Dasbor", "speedometer2", 0),
                ("Keputusan (SK)", "file-earmark-text", 0),
                ("Registri", "journal-text", 0),
            ],
        ),
        ("Dokumen", [("Laporan", "printer", 0)]),
    )
    items = [item for _title, group in groups for item in group]
    return {
        "viewer": {
            "name": "Hendra Kusumawardana",
            "initials": "HK",
            "position_title": "Kepala Dinas",
            "office_name": "Dinas Pemberdayaan Masyarakat dan Desa",
            "office_short": "Dinas PMD",
            "region_name": "Kabupaten Lamongan",
            "is_example": True,
        },
        "menu": [
            {"title": title, "items": [menu_item(*item) for item in group]}
            for title, group in groups
        ],
        "tabs": [menu_item(*item) for item in [items[0], items[3], items[1], items[5]]]
        + [menu_item("Lainnya", "three-dots", 0)],
        "period_label": "Triwulan III 2026",
        "data_moment": MOMENT,
        "version": "0.1",
        "search_url": "#isi",
        "notifications_url": "#isi",
        "notifications_count": 2,
        "sign_out_url": "#isi",
        "crumbs": [
            {"label": "Beranda", "url": "#isi"},
            {"label": "Registri", "url": "#isi"},
            {"label": "Gaya", "url": ""},
        ],
    }


def menu_item(label: str, icon: str, count: int) -> dict[str, Any]:
    """Return one line of a menu."""
    return {
        "url": "#isi",
        "label": label,
        "icon": icon,
        "current": label == "Dasbor",
        "count": count,
    }


def figures() -> dict[str, Any]:
    """Return stats, chips, yardsticks and goals."""
    return {
        "colours": (
            ("bg", "dasar halaman"),
            ("surface", "lembar"),
            ("sunken", "cekung"),
            ("line", "garis"),
            ("line-strong", "tepi isian"),
            ("ink", "tulisan"),
            ("ink-3", "keterangan"),
            ("accent", "aksen: nila"),
            ("accent-soft", "terpilih"),
            ("good", "beres"),
            ("warn", "perhatian"),
            ("bad", "salah"),
            *((f"k{rank}", name) for rank, name in enumerate(CLASSES, start=1)),
        ),
        "states": (
            "open",
            "due",
            "draft",
            "submitted",
            "verified",
            "returned",
            "late",
            "not_applicable",
            "locked",
        ),
        "classes": [(rank, CLASSES[rank - 1]) for rank in (5, 4, 3, 2, 1)],
        "stats": [
            {
                "label": "Capaian kantor",
                "big": "96,4 %",
                "url": "#paspor",
                "rank": 3,
                "class_name": "Cukup",
                "delta": "naik 2,1 poin",
                "context": "dari TW II",
            },
            {
                "label": "Sudah dilaporkan",
                "big": "93",
                "small": "dari 117",
                "context": "79,5 %; ditutup Jumat, 9 Oktober 2026",
            },
            {
                "label": "Konflik desa",
                "big": "74,2 %",
                "delta": "turun 8,4 poin",
                "falls": True,
                "context": "dari TW II",
            },
            {
                "label": "Nilai SAKIP",
                "big": "belum ada",
                "muted": True,
                "context": "diukur setahun sekali, Januari 2027",
            },
        ],
        "three_stats": [
            {"label": "Realisasi", "big": "41", "small": "desa"},
            {"label": "Target TW III", "big": "15", "small": "desa"},
            {"label": "Keadaan", "state": "verified", "context": "7 Oktober 2026"},
        ],
        "goals": [
            goal("Jauh di bawah target", "41.20", 1),
            goal("Di bawah target", "74.20", 2),
            goal(LONG_OBJECTIVE, "87.50", 3, note="Pengadministrasi Perkantoran"),
            goal("Hampir", "98.25", 3),
            goal("Tepat", "100", 4),
            goal("Melampaui", "112.50", 5),
            goal("Jauh melampaui: batang penuh, angkanya berbicara", "273.33", 5),
            {"title": "Belum dilaporkan: tidak ada batang", "percent": None},
            {
                "title": "Tidak dapat dihitung: sebabnya disebut",
                "percent": None,
                "reason": "target 0",
                "passport_url": "#paspor",
            },
        ],
        "alone": D("98.25"),
        "spread": spread_box(D("64.5"), D("80"), D("94"), D("99"), D("112")),
    }


def goal(title: str, percent: str, rank: int, note: str = "") -> dict[str, Any]:
    """Return one line of a goal list."""
    return {
        "title": title,
        "url": "#isi",
        "note": note,
        "percent": D(percent),
        "rank": rank,
        "class_name": CLASSES[rank - 1],
        "passport_url": "#paspor",
    }


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


def work() -> dict[str, Any]:
    """Return cards, forms, files and the queue."""
    filled = ExampleForm(
        {
            "value": "1.234,5",
            "doubtful": "1.500",
            "measured_in": "dokumen",
            "password": "x",
            "attach": "on",
        },
        auto_id="contoh_%s",
    )
    filled.full_clean()
    return {
        "form": filled,
        "fraction": FractionForm(auto_id="pecahan_%s"),
        "filter_form": FilterForm(auto_id="saring_%s"),
        "cards": cards(),
        "files": [
            {
                "name": "Berita Acara Penegasan Batas Desa.pdf",
                "kind": "pdf",
                "note": "1,2 MB, 6 halaman",
                "url": "#isi",
                "delete_url": "#isi",
            },
            {
                "name": "laporan.exe",
                "kind": "other",
                "error": (
                    "Ini program, bukan dokumen. Unggah PDF, gambar, atau lembar kerja."
                ),
            },
        ],
        "queue": queue(),
        "batch": batch(),
        "segments": [
            {"label": "Semua", "url": "#isi", "count": 117, "current": True},
            {"label": "Belum dilaporkan", "url": "#isi", "count": 24},
            {"label": "Dikembalikan", "url": "#isi", "count": 8},
        ],
        "page": Paginator(range(1, 118), 25).get_page(2),
        "timeline": [
            {
                "title": "Diverifikasi",
                "who": "Rahmat Hidayatullah",
                "at": MOMENT,
                "tone": "good",
            },
            {
                "title": "Dikembalikan",
                "text": "“Tindak lanjut belum menyebut siapa dan kapan.”",
                "who": "Rahmat Hidayatullah",
                "at": MOMENT,
                "tone": "bad",
            },
            {"title": "Dikirim", "who": "Sekar Ayu Wulandari", "at": MOMENT},
        ],
        "moment": MOMENT,
    }


def cards() -> list[dict[str, Any]]:
    """Return one card of each kind."""
    values = (D("88.10"), D("91.43"), None, D("95.24"), D("93.33"))
    return [
        {
            "state": "returned",
            "note": "oleh Rahmat Hidayatullah, 5 Oktober 2026",
            "title": "Prosentase Keterisian Aplikasi ESR Lingkup Dinas PMD",
            "url": "#isi",
            "lead": "Sasaran: Terlaksananya Entri Aplikasi",
            "reason": "bukti hanya tangkapan layar halaman muka.",
            "act": {"label": "Perbaiki dan kirim lagi", "primary": True},
        },
        {
            "state": "draft",
            "note": "6 Oktober 2026 pukul 09.14 WIB",
            "title": (
                "Prosentase Keterisian Aplikasi SIPD Kemendagri Lingkup Dinas PMD"
            ),
            "url": "#isi",
            "facts": [
                {"label": "Target TW III", "value": "95,00 %"},
                {"label": "TW III", "value": "93,33 %"},
            ],
            "spark": {
                "values": values,
                "title": "Lima triwulan, terakhir 93,33 persen; satu tanpa laporan",
                "target": D(95),
            },
            "act": {"label": "Lanjutkan mengisi"},
        },
        {
            "state": "submitted",
            "title": "Jumlah Draft Dokumen SAKIP",
            "url": "#isi",
            "quiet": {"label": "Tarik kembali", "url": "#isi"},
        },
    ]


def queue() -> list[dict[str, Any]]:
    """Return the rows to look at one by one."""
    return [
        {
            "url": "#isi",
            "title": "Jumlah Desa yang terfasilitasi penataan wilayahnya",
            "value": "41 desa",
            "target": "target 15 desa",
            "who": "Andi Firmansyah, Penggerak Swadaya Masyarakat Ahli Muda",
            "reasons": [{"text": "Di luar kebiasaan", "icon": "graph-up-arrow"}],
            "current": True,
        },
        {
            "url": "#isi",
            "title": "Jumlah Dokumen Penyelenggaraan Administrasi Pemerintahan Desa",
            "value": "27 dokumen",
            "target": "target 30",
            "who": "Yusuf Maulana, Penata Kelola Pemerintahan",
            "reasons": [
                {"text": "Tanpa bukti", "tone": "bad", "icon": "file-earmark-x"},
                {"text": "Diubah setelah dikirim", "icon": "clock-history"},
            ],
        },
    ]


def batch() -> list[dict[str, Any]]:
    """Return the rows that are as usual."""
    return [
        {
            "id": 1,
            "url": "#isi",
            "title": "Jumlah Desa yang terfasilitasi penataan kewenangannya",
            "who": "Andi Firmansyah",
            "value": "18 desa",
            "note": "100,0 %",
        },
        {
            "id": 2,
            "url": "#isi",
            "title": "Jumlah Dokumen Hasil Penyusunan Produk Hukum Desa",
            "who": "Yusuf Maulana",
            "value": "44 dokumen",
            "note": "97,8 %",
        },
    ]
