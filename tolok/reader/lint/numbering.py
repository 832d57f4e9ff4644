"""Numbering that runs on from another list, starts again, or leaves a gap."""

from collections.abc import Iterable
from itertools import pairwise

from tolok.reader.blocks import Where
from tolok.reader.lint.finding import Finding, finding, position_id, quoted
from tolok.reader.parse import Reading
from tolok.reader.parse.drafts import Item
from tolok.reader.words import next_label


def positions_run_on(reading: Reading) -> list[Finding]:
    """A position lettered as if it went on with the list before it (`j. Jabatan`)."""
    return [
        finding(
            "numbering-runs-on",
            "notice",
            f"Jabatan {quoted(draft.title)} bernomor {quoted(draft.label)}, seolah-olah "
            "meneruskan daftar sebelumnya; dibaca sebagai jabatan tersendiri. Nomor semacam "
            "ini membuat rujukan kepada jabatan keliru.",
            draft.where,
            position=position_id(reading, index),
            suggestion="Beri nomor urut jabatan mulai dari 1.",
        )
        for index, draft in enumerate(reading.positions)
        if draft.label is not None and draft.label.islower()
    ]


def positions_out_of_order(reading: Reading) -> list[Finding]:
    """Positions under one headline whose numbers start again or leave one out."""
    found: list[Finding] = []
    for index, draft in enumerate(reading.positions[1:], 1):
        before = reading.positions[index - 1]
        if before.headline != draft.headline or before.label is None:
            continue
        if draft.label is None or draft.label == next_label(before.label):
            continue
        if not (draft.label.isdecimal() and before.label.isdecimal()):
            continue
        restarts = int(draft.label) <= int(before.label)
        found.append(
            finding(
                "numbering-restarts" if restarts else "numbering-gap",
                "notice",
                f"Nomor jabatan {'mulai lagi dari' if restarts else 'melompat ke'} "
                f"{quoted(draft.label)} sesudah {quoted(before.label)} di bawah judul yang "
                "sama. Mungkin ada jabatan atau judul yang hilang di antaranya.",
                draft.where,
                position=position_id(reading, index),
                suggestion="Periksa pada dokumen asli apakah ada jabatan yang terlewat.",
            )
        )
    return found


def lists_with_gaps(reading: Reading) -> list[Finding]:
    """Duties, functions, recitals or table numbers that skip or repeat a label."""
    found = _gaps(reading.head.considerations, "Menimbang", None)
    found += _gaps(reading.head.legal_bases, "Mengingat", None)
    for index, draft in enumerate(reading.positions):
        name = position_id(reading, index)
        found += _gaps(draft.duties, "Tugas", name)
        found += _gaps(draft.functions, "Fungsi", name)
        rows = [(objective.label, objective.where) for objective in draft.objectives]
        found += _jumps(rows, "tabel", name)
    return found


def _gaps(items: Iterable[Item], what: str, position: str | None) -> list[Finding]:
    return _jumps([(item.label, item.where) for item in items], what, position)


def _jumps(
    labels: list[tuple[str | None, Where]], what: str, position: str | None
) -> list[Finding]:
    found: list[Finding] = []
    for (before, _), (after, where) in pairwise(labels):
        if before is None or after is None or not _same_sort(before, after):
            continue
        if after == next_label(before):
            continue
        found.append(
            finding(
                "list-out-of-order",
                "notice",
                f"Penomoran {what} tidak berurutan: {quoted(after)} sesudah "
                f"{quoted(before)}. Mungkin ada butir yang hilang atau tertukar.",
                where,
                position=position,
                suggestion="Bandingkan dengan dokumen asli.",
            )
        )
    return found


def _same_sort(one: str, other: str) -> bool:
    return (one.isdecimal() and other.isdecimal()) or (
        one.isalpha() and other.isalpha() and one.islower() and other.islower()
    )
