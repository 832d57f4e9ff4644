"""What the style page shows: invented people and numbers, the decree's own words."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tolok.web.marks import spread_box
from tolok.web.style.example_charts import charts
from tolok.web.style.example_documents import documents
from tolok.web.style.example_work import work


D = Decimal
MOMENT = datetime(2026, 10, 6, 2, 14, tzinfo=UTC)
CLASSES = ("Sangat Kurang", "Kurang", "Cukup", "Baik", "Sangat Baik")
LONG_OBJECTIVE = (
    "Terlaksananya Penyusunan program kerja, bahan dan alat perlengkapan obyek kerja "
    "sesuai dengan prosedur dan ketentuan yang berlaku, agar dalam pelaksanaan "
    "pekerjaan dapat berjalan dengan baik"
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
