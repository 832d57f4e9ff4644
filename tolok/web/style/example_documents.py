"""The documents on the style page: invented sums, the decree's own words."""

from typing import Any


def documents() -> dict[str, Any]:
    """Return passport, definition sheet, tree, finding and source."""
    return {
        "steps": [
            {
                "title": "Realisasi",
                "text": "Pembilang dibagi penyebut. Belum dibulatkan.",
                "sum": "168 ÷ 180 × 100 = 93,3333… %",
                "citation": "Kamus indikator versi 1, 12 Januari 2026",
            },
            {
                "title": "Capaian",
                "text": "Makin tinggi makin baik: realisasi dibagi target.",
                "sum": "93,3333… ÷ 95 × 100 = 98,2456… → 98,25 %",
                "citation": "Lampiran PermenPANRB 8/2021 halaman 91",
                "mark": "read",
            },
            {
                "title": "Kelas",
                "sum": "Cukup",
                "citation": "Paket aturan daerah",
                "mark": "unread",
                "result": True,
            },
        ],
        "definition": [
            {
                "label": "Definisi operasional",
                "value": "Bagian isian wajib SIPD yang terisi lengkap.",
            },
            {"label": "Rumus", "value": "Isian lengkap ÷ isian wajib × 100 %"},
        ],
        "nodes": [
            {
                "title": "Dinas Pemberdayaan Masyarakat dan Desa",
                "count": 117,
                "open": True,
                "children": [
                    {"title": "Kepala Dinas", "url": "#isi", "current": True},
                    {
                        "title": "Sekretariat",
                        "count": 35,
                        "children": [{"title": "Sekretaris Dinas", "url": "#isi"}],
                    },
                ],
            }
        ],
        "findings": [
            {
                "kind": "question",
                "title": "Satu sel tampaknya memuat dua indikator",
                "line": "Baris 96",
                "line_url": "#baris-96",
                "text": "kata “Persentase” muncul dua kali dalam satu sel.",
                "choices": [
                    {"value": "two", "label": "Ya, dua indikator", "primary": True},
                    {"value": "one", "label": "Gabungkan lagi"},
                ],
                "action_url": "#isi",
                "current": True,
            },
            {
                "kind": "fault",
                "title": "Sasaran tanpa indikator",
                "text": "Sasaran 3 tidak diikuti indikator satu pun.",
            },
            {
                "kind": "note",
                "title": "Dua ejaan untuk satu jabatan",
                "text": "“Operasioal” dibiarkan sebagaimana tertulis.",
            },
            {
                "kind": "done",
                "title": "Huruf menjadi angka",
                "text": "Butir “l)” dibaca 1).",
                "done_text": "Diputuskan Wahyu Prasetiyo, 12 Januari 2026",
            },
        ],
        "source": [
            {
                "lines": [
                    source_line(
                        78,
                        "- j. Jabatan : Sekretaris Dinas Pemberdayaan Masyarakat dan Desa",
                    )
                ]
            },
            {
                "fold": "Baris 79 sampai 80: tugas",
                "lines": [
                    source_line(79, "- k. Tugas :"),
                    source_line(80, "Merencanakan, melaksanakan, mengoordinasikan."),
                ],
            },
            {
                "lines": [
                    {
                        "number": 96,
                        "here": True,
                        "segments": [
                            {
                                "text": "Persentase Pelayanan Internal Yang Tersedia",
                                "mark": 1,
                            },
                            {"text": " "},
                            {"text": "Persentase Dokumen Perencanaan", "mark": 2},
                        ],
                    }
                ]
            },
        ],
    }


def source_line(number: int, text: str) -> dict[str, Any]:
    """Return one plain line of a decree."""
    return {"number": number, "segments": [{"text": text}]}
