"""Lists of duties and functions: items cut in two, marks at their end."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tolok.reader.lint.finding import Found, quoted
from tolok.reader.lint.grounds import DRAFTING, ROLES
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import Subject


# A function names an activity: `perumusan`, `pengendalian`, `evaluasi`, `melaksanakan`.
_ACTIVITY = re.compile(
    r"(?:pe|ke)\w+an|pe\w+|me\w+|ber\w+|di\w+kan|evaluasi|koordinasi|fasilitasi|verifikasi|"
    r"monitoring|supervisi|sosialisasi|inventarisasi|identifikasi|analisis|administrasi|"
    r"validasi|sinkronisasi|advokasi|mediasi|asistensi|konsultasi|rekonsiliasi|"
    r"dokumentasi|publikasi|\w+isasi|\w+kasi|tugas|fungsi|urusan",
    re.IGNORECASE,
)
_LONGEST_PIECE_WORDS = 7
_PARTS = (("duties", "tugas"), ("functions", "fungsi"))


@rule(
    "function-cut-in-two",
    title="Satu butir tugas atau fungsi terpotong menjadi dua",
    severity="warning",
    summary="Sebuah butir tidak menyebut kegiatan dan menyambung butir di atasnya.",
    grounds=(ROLES, DRAFTING),
)
def functions_cut_in_two(subject: Subject) -> Iterator[Found]:
    """An item that names no activity and looks like the end of the item before it."""
    for p, position in enumerate(subject.positions):
        for part, what in _PARTS:
            for n, (before, item) in enumerate(pairwise(position[part]), 1):
                if item["label"] is None or not _is_piece(item["text"], before["text"]):
                    continue
                label = f"{item['label']}. {item['text']}"
                joined = f"{before['text'].rstrip('; ')} {item['text']}"
                yield Found(
                    f"Butir {what} {quoted(label)} tidak menyebut kegiatan dan tampak "
                    f"sebagai sambungan butir sebelumnya, {quoted(before['text'])}. Satu "
                    f"{what} yang terpotong terhitung dua.",
                    ("positions", p, part, n),
                    suggestion="Bila memang satu butir, gabungkan menjadi "
                    f"{quoted(joined, 200)}.",
                )


def _is_piece(text: str, before: str) -> bool:
    word = (text.split() or [""])[0].strip(",.;")
    if not word or not before or _ACTIVITY.fullmatch(word) is not None:
        return False
    lowered = text[0].islower() and before[0].isupper()
    return lowered or len(text.split()) <= _LONGEST_PIECE_WORDS
