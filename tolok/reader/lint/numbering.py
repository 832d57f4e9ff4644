"""Numbering that runs on from another list, starts again, or leaves a gap."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from tolok.reader.lint.finding import Found, Path, quoted
from tolok.reader.lint.grounds import DRAFTING, TRUTH_OF_TEXT
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import Subject
from tolok.reader.words import next_label


@rule(
    "numbering-runs-on",
    title="Penomoran jabatan menyambung daftar sebelumnya",
    severity="notice",
    summary="Jabatan diberi huruf seolah-olah butir lanjutan dari daftar di atasnya.",
    grounds=(DRAFTING,),
    scope="position",
)
def positions_run_on(subject: Subject) -> Iterator[Found]:
    """A position lettered as if it went on with the list before it (`j. Jabatan`)."""
    for p, position in enumerate(subject.positions):
        label = position["label"]
        if label is not None and label.islower():
            yield Found(
                f"Jabatan {quoted(position['title'])} bernomor {quoted(label)}, "
                "seolah-olah meneruskan daftar sebelumnya; dibaca sebagai jabatan "
                "tersendiri. Nomor semacam ini membuat rujukan kepada jabatan keliru.",
                ("positions", p),
                suggestion="Beri nomor urut jabatan mulai dari 1.",
            )


@rule(
    "numbering-restarts",
    title="Penomoran mulai lagi dari awal",
    severity="notice",
    summary="Nomor jabatan di bawah satu judul mulai lagi dari nomor kecil.",
    grounds=(DRAFTING, TRUTH_OF_TEXT),
    from_source=True,
)
def numbering_restarts(subject: Subject) -> Iterator[Found]:
    """Positions under one headline whose numbers start again."""
    yield from _out_of_order(subject, restarting=True)


@rule(
    "numbering-gap",
    title="Ada nomor yang terlewat",
    severity="notice",
    summary="Nomor jabatan di bawah satu judul melompat.",
    grounds=(DRAFTING, TRUTH_OF_TEXT),
    from_source=True,
)
def numbering_gaps(subject: Subject) -> Iterator[Found]:
    """Positions under one headline whose numbers leave one out."""
    yield from _out_of_order(subject, restarting=False)


def _out_of_order(subject: Subject, *, restarting: bool) -> Iterator[Found]:
    drafts = subject.reading.positions if subject.reading is not None else ()
    for index, (before, draft) in enumerate(pairwise(drafts), 1):
        if before.headline != draft.headline or before.label is None:
            continue
        if draft.label is None or draft.label == next_label(before.label):
            continue
        if not (draft.label.isdecimal() and before.label.isdecimal()):
            continue
        if (int(draft.label) <= int(before.label)) != restarting:
            continue
        yield Found(
            f"Nomor jabatan {'mulai lagi dari' if restarting else 'melompat ke'} "
            f"{quoted(draft.label)} sesudah {quoted(before.label)} di bawah judul yang "
            "sama. Mungkin ada jabatan atau judul yang hilang di antaranya.",
            ("positions", index),
            suggestion="Periksa pada dokumen asli apakah ada jabatan yang terlewat.",
        )


@rule(
    "list-out-of-order",
    title="Urutan daftar tidak runtut",
    severity="notice",
    summary="Penomoran Menimbang, Mengingat, tugas, fungsi, atau tabel melompat.",
    grounds=(DRAFTING,),
)
def lists_with_gaps(subject: Subject) -> Iterator[Found]:
    """Duties, functions, recitals or table numbers that skip or repeat a label."""
    head = subject.head
    yield from _jumps(head["considerations"], "Menimbang", ("decree", "considerations"))
    yield from _jumps(head["legal_bases"], "Mengingat", ("decree", "legal_bases"))
    names = {"duties": "Tugas", "functions": "Fungsi", "objectives": "tabel"}
    for p, parts in enumerate(subject.gathered(_parts_that_jump)):
        position = subject.positions[p]
        for part in parts:
            yield from _jumps(position[part], names[part], ("positions", p, part))


def _parts_that_jump(position: dict[str, Any]) -> list[str]:
    """The lists of a position whose labels skip or repeat one."""
    return [
        part
        for part in ("duties", "functions", "objectives")
        if any(True for _ in _places_of_jumps(position[part]))
    ]


def _places_of_jumps(
    items: Sequence[dict[str, Any]],
) -> Iterator[tuple[int, str, str]]:
    """Each item whose label does not follow the one before: its index and both labels."""
    for index, (one, other) in enumerate(pairwise(items), 1):
        before, after = one["label"], other["label"]
        if before is None or after is None or not _same_sort(before, after):
            continue
        if after != next_label(before):
            yield index, before, after


def _jumps(items: Sequence[dict[str, Any]], what: str, path: Path) -> Iterator[Found]:
    for index, before, after in _places_of_jumps(items):
        yield Found(
            f"Penomoran {what} tidak berurutan: {quoted(after)} sesudah "
            f"{quoted(before)}. Mungkin ada butir yang hilang atau tertukar.",
            (*path, index),
            suggestion="Bandingkan dengan dokumen asli.",
        )


def _same_sort(one: str, other: str) -> bool:
    return (one.isdecimal() and other.isdecimal()) or (
        one.isalpha() and other.isalpha() and one.islower() and other.islower()
    )
