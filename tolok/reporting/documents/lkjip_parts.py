"""The parts of an LKjIP that a person may write, with what belongs in each.

A part has a draft made of the data, or only a marked place. What a person saves takes the
draft's place and stays when the report is made again.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A part: its key, its title, the chapter it stands in, and what belongs there.

    `drafted` tells whether the data give a draft of it.
    """

    key: str
    title: str
    chapter: str
    hint: str
    drafted: bool = True


FRONT, FIRST, SECOND, THIRD, FOURTH = (
    "Bagian depan",
    "Bab I Pendahuluan",
    "Bab II Perencanaan Kinerja",
    "Bab III Akuntabilitas Kinerja",
    "Bab IV Penutup",
)
CHAPTERS = (FRONT, FIRST, SECOND, THIRD, FOURTH)
PREFACE = Part(
    "pengantar",
    "Kata pengantar",
    FRONT,
    "Maksud laporan, ucapan terima kasih bila perlu, dan harapan atas penggunaannya.",
)
SUMMARY = Part(
    "ikhtisar",
    "Ikhtisar eksekutif",
    FRONT,
    "Hasil terpenting, yang belum tercapai beserta sebabnya, dan langkah yang diambil.",
)
BACKGROUND = Part(
    "latar",
    "Latar belakang",
    FIRST,
    "Mengapa laporan disusun, maksud dan tujuannya.",
)
ISSUES = Part(
    "isu",
    "Isu strategis",
    FIRST,
    "Permasalahan utama yang dihadapi perangkat daerah pada tahun laporan, sebagaimana "
    "dirumuskan dalam Renstra, dan perkembangannya.",
    drafted=False,
)
PLAN = Part(
    "renstra",
    "Rencana strategis",
    SECOND,
    "Masa berlaku dan nomor penetapan Renstra, visi dan misi kepala daerah yang didukung, "
    "tujuan, dan strategi.",
    drafted=False,
)
EFFICIENCY = Part(
    "efisiensi",
    "Efisiensi penggunaan sumber daya",
    THIRD,
    "Perbandingan capaian dengan anggaran, pegawai, dan waktu yang dipakai, serta cara "
    "penghematan yang ditempuh.",
)
CONCLUSION = Part(
    "simpulan",
    "Simpulan",
    FOURTH,
    "Simpulan umum atas capaian kinerja perangkat daerah.",
)
STEPS = Part(
    "langkah",
    "Langkah pada masa mendatang",
    FOURTH,
    "Langkah yang akan dilakukan untuk meningkatkan kinerja, dengan penanggung jawab dan "
    "waktunya.",
)
PARTS = (
    PREFACE,
    SUMMARY,
    BACKGROUND,
    ISSUES,
    PLAN,
    EFFICIENCY,
    CONCLUSION,
    STEPS,
)
ANALYSIS = "analisis-"


def analysis_of(key: str, objective: str) -> Part:
    """Return the part that explains one objective's success or failure."""
    return Part(
        f"{ANALYSIS}{key}",
        f"Analisis sasaran: {objective}",
        THIRD,
        "Penyebab keberhasilan atau kegagalan, peningkatan atau penurunan, dan solusi yang "
        "telah dilakukan.",
    )
