"""The words officials put around numbers, and what each of them means."""

from decimal import Decimal


NIL = frozenset({"nihil", "nol"})
YES = frozenset(
    {
        "ada",
        "ya",
        "iya",
        "sudah",
        "sudah ada",
        "tersedia",
        "terlaksana",
        "terpenuhi",
        "yes",
        "true",
        "v",
        "√",
        "✓",
        "✔",
    }
)
NO = frozenset(
    {
        "tidak",
        "tidak ada",
        "tdk",
        "tdk ada",
        "belum",
        "belum ada",
        "tidak tersedia",
        "belum tersedia",
        "tidak terlaksana",
        "belum terlaksana",
        "tidak terpenuhi",
        "belum terpenuhi",
        "no",
        "false",
    }
)
YES_OR_NO = frozenset(
    {
        "ada/tidak ada",
        "ada / tidak ada",
        "ada/tidak",
        "ada / tidak",
        "ya/tidak",
        "ya / tidak",
        "sudah/belum",
        "sudah / belum",
        "ada atau tidak ada",
        "ya atau tidak",
    }
)

# Written before the number; the longest are tried first.
BOUND_WORDS = {
    ">=": "≥",
    "=>": "≥",
    "≥": "≥",
    "⩾": "≥",
    "<=": "≤",
    "=<": "≤",
    "≤": "≤",
    "⩽": "≤",
    ">": ">",
    "<": "<",
    "lebih dari": ">",
    "di atas": ">",
    "kurang dari": "<",
    "di bawah": "<",
    "minimal": "≥",
    "minimum": "≥",
    "min.": "≥",
    "paling sedikit": "≥",
    "paling rendah": "≥",
    "sekurang-kurangnya": "≥",
    "sedikitnya": "≥",
    "maksimal": "≤",
    "maksimum": "≤",
    "maks.": "≤",
    "paling banyak": "≤",
    "paling tinggi": "≤",
    "paling lama": "≤",
    "paling lambat": "≤",
    "selambat-lambatnya": "≤",
    "selambatnya": "≤",
    "sebanyak-banyaknya": "≤",
}

# Words before a grade or a number that say nothing about its size.
IDLE_WORDS = ("sebesar", "sebanyak", "predikat", "kategori", "opini", "nilai", "mutu")

MULTIPLIERS = {
    "ribu": Decimal(10) ** 3,
    "juta": Decimal(10) ** 6,
    "miliar": Decimal(10) ** 9,
    "milyar": Decimal(10) ** 9,
    "triliun": Decimal(10) ** 12,
    "trilyun": Decimal(10) ** 12,
}

PERCENT_WORDS = frozenset({"%", "persen", "prosen", "persentase", "prosentase"})
PER_MIL_WORDS = frozenset({"‰", "per mil", "permil", "per seribu"})

# Grades written in words; letters in capitals (BB, WTP) need no list.
GRADE_WORDS = frozenset(
    {
        "istimewa",
        "sangat memuaskan",
        "memuaskan",
        "sangat baik",
        "baik",
        "butuh perbaikan",
        "cukup",
        "cukup baik",
        "kurang",
        "kurang baik",
        "sangat kurang",
        "tidak baik",
        "wajar tanpa pengecualian",
        "wajar dengan pengecualian",
        "tidak wajar",
        "tidak menyatakan pendapat",
        "tidak memberikan pendapat",
        "disclaimer",
        "wtp-dpp",
        "wtp dpp",
    }
)
