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
_NOUN_OF_DEED = re.compile(r"pe\w+an|\w+asi|evaluasi", re.IGNORECASE)
_VERB = re.compile(r"me(?:m|n|ng|ny|l|r|w)\w+(?:kan|i)", re.IGNORECASE)
_LONGEST_PIECE_WORDS = 7
_FEWEST_NOUNS = 4
_PARTS = (("duties", "tugas"), ("functions", "fungsi"))


@rule(
    "function-cut-in-two",
    title="Satu butir tugas atau fungsi terpotong menjadi dua",
    severity="warning",
    summary="Sebuah butir tidak menyebut kegiatan dan menyambung butir di atasnya.",
    grounds=(ROLES, DRAFTING),
    scope="position",
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


@rule(
    "item-form-mixed",
    title="Bentuk butir tugas atau fungsi tidak seragam",
    severity="notice",
    summary="Satu butir memakai kata kerja sedangkan butir lain memakai kata benda, atau "
    "sebaliknya.",
    grounds=(DRAFTING,),
    scope="position",
)
def item_forms_mixed(subject: Subject) -> Iterator[Found]:
    """A verb among functions that all name deeds by nouns: often copied from elsewhere."""
    for p, position in enumerate(subject.positions):
        for part, what in _PARTS:
            openings = [
                (item["text"].split() or [""])[0].strip(",.;:")
                for item in position[part]
            ]
            nouns = sum(_NOUN_OF_DEED.fullmatch(word) is not None for word in openings)
            verbs = [
                n
                for n, word in enumerate(openings)
                if _VERB.fullmatch(word) is not None
            ]
            if not verbs or nouns < _FEWEST_NOUNS * len(verbs):
                continue
            word = openings[verbs[0]]
            yield Found(
                f"Butir {what} {quoted(position[part][verbs[0]]['text'])} memakai kata "
                f"kerja “{word}”, sedangkan {nouns} butir lain memakai kata benda. Butir "
                "semacam ini sering tersalin dari daftar lain.",
                ("positions", p, part, verbs[0]),
                suggestion="Samakan bentuknya, misalnya “pemberian” untuk “memberikan”.",
            )
