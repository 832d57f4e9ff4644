"""Wording the reader doubts: functions cut in two, signatures spelt in two ways."""

import re
from itertools import pairwise

from tolok.reader.lint.finding import Finding, finding, position_id, quoted
from tolok.reader.parse import Reading
from tolok.reader.words import comparable


# A function names an activity: `perumusan`, `pengendalian`, `evaluasi`, `melaksanakan`.
_ACTIVITY = re.compile(
    r"(?:pe|ke)\w+an|pe\w+|me\w+|ber\w+|di\w+kan|evaluasi|koordinasi|fasilitasi|verifikasi|"
    r"monitoring|supervisi|sosialisasi|inventarisasi|identifikasi|analisis|administrasi|"
    r"validasi|sinkronisasi|advokasi|mediasi|asistensi|konsultasi|rekonsiliasi|"
    r"dokumentasi|publikasi|\w+isasi|\w+kasi|tugas|fungsi|urusan",
    re.IGNORECASE,
)
_LONGEST_PIECE_WORDS = 7


def functions_cut_in_two(reading: Reading) -> list[Finding]:
    """An item that names no activity and looks like the end of the item before it."""
    found: list[Finding] = []
    for index, draft in enumerate(reading.positions):
        for items, what in ((draft.duties, "tugas"), (draft.functions, "fungsi")):
            for before, item in pairwise(items):
                if item.label is None or not _is_piece(item.text, before.text):
                    continue
                joined = f"{before.text.rstrip('; ')} {item.text}"
                found.append(
                    finding(
                        "function-cut-in-two",
                        "warning",
                        f"Butir {what} {quoted(f'{item.label}. {item.text}')} tidak "
                        "menyebut kegiatan dan tampak sebagai sambungan butir sebelumnya, "
                        f"{quoted(before.text)}. Satu {what} yang terpotong terhitung dua.",
                        item.where,
                        position=position_id(reading, index),
                        suggestion="Bila memang satu butir, gabungkan menjadi "
                        f"{quoted(joined, 200)}.",
                    )
                )
    return found


def _is_piece(text: str, before: str) -> bool:
    word = text.split()[0].strip(",.;")
    if _ACTIVITY.fullmatch(word) is not None:
        return False
    lowered = text[0].islower() and before[0].isupper()
    return lowered or len(text.split()) <= _LONGEST_PIECE_WORDS


def signatures_differ(reading: Reading) -> list[Finding]:
    """Two signatures of one official that are spelt differently."""
    first, last = reading.head.signature, reading.closing
    if first is None or last is None or first is last:
        return []
    found: list[Finding] = []
    for what, one, other in (
        ("Nama", first.name, last.name),
        ("Pangkat", first.rank, last.rank),
        ("NIP", first.nip, last.nip),
    ):
        if one is None or other is None or one == other:
            continue
        found.append(
            finding(
                "signature-differs",
                "warning",
                f"{what} penanda tangan ditulis dua macam: {quoted(one)} pada keputusan dan "
                f"{quoted(other)} di akhir lampiran. Keabsahan dokumen bergantung pada "
                "identitas yang sama.",
                last.where,
                suggestion="Samakan dengan data kepegawaian. Yang dipakai: tanda tangan "
                "pertama.",
            )
        )
    if (
        first.nip is not None
        and last.nip is None
        and _same_person(first.name, last.name)
    ):
        found.append(
            finding(
                "signature-incomplete",
                "notice",
                "Tanda tangan di akhir lampiran tidak memuat NIP.",
                last.where,
                suggestion="Lengkapi NIP pada tanda tangan lampiran.",
            )
        )
    return found


def _same_person(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one[:4] == other[:4]


def rank_misspelt(reading: Reading) -> list[Finding]:
    """A rank that is no rank of civil servants (`Perbina Utama Muda`)."""
    found: list[Finding] = []
    for signature in (reading.head.signature, reading.closing):
        if signature is None or signature.rank is None:
            continue
        word = comparable(signature.rank).split()[0]
        if word == "perbina":
            found.append(
                finding(
                    "rank-misspelt",
                    "notice",
                    f"Pangkat {quoted(signature.rank)} tidak dikenal; mungkin salah ketik "
                    "dari “Pembina”. Ditulis sebagaimana adanya.",
                    signature.where,
                    suggestion="Perbaiki pada naskah perubahan bila memang salah ketik.",
                )
            )
    return found
