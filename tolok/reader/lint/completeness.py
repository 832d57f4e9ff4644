"""Completeness: what an indicator and a position need before they can be measured."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from tolok.reader.lint.finding import Found, listed, quoted
from tolok.reader.lint.grounds import (
    DATA,
    DEFINITION,
    ROLES,
    SMART_MEASURABLE,
    SMART_TIMEBOUND,
)
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import Gather, Subject


_MOST_SHOWN = 3
_BLANKS = frozenset("-–—._… ")


def _is_blank(text: str | None) -> bool:
    return text is None or set(text) <= _BLANKS


Lacking = list[tuple[int, int, str]]


def _lacking(has_it: Callable[[dict[str, Any]], bool]) -> Gather[Lacking]:
    """What gathers a position's indicators that lack something, by their places."""

    def gather(position: dict[str, Any]) -> Lacking:
        return [
            (o, i, indicator["text"])
            for o, objective in enumerate(position["objectives"])
            for i, indicator in enumerate(objective["indicators"])
            if not has_it(indicator)
        ]

    return gather


_WITHOUT_TARGET = _lacking(
    lambda one: any(not _is_blank(t["text"]) for t in one["target"] or ())
)
_WITHOUT_UNIT = _lacking(
    lambda one: (
        not _is_blank(one["unit"])
        or any(
            any(c.isalpha() or c == "%" for c in t["text"]) for t in one["target"] or ()
        )
    )
)
_WITHOUT_FORMULA = _lacking(
    lambda one: any(
        not _is_blank(one[key]) for key in ("formula", "definition", "reason")
    )
)
_WITHOUT_SOURCE = _lacking(lambda one: not _is_blank(one["data_source"]))


def _found(
    subject: Subject, without: Gather[Lacking], what: str, why: str, suggestion: str
) -> Iterator[Found]:
    """One finding for the whole decree, however many indicators lack it."""
    lacking = subject.gathered(without)
    count = sum(map(len, lacking))
    if not count:
        return
    if count == len(subject.rows):
        yield Found(
            f"Tidak satu pun dari {count} indikator mempunyai {what}. {why}",
            suggestion=suggestion,
        )
        return
    missing = ((p, *one) for p, those in enumerate(lacking) for one in those)
    shown = list(islice(missing, _MOST_SHOWN + 1))
    texts = [quoted(text, 60) for *_, text in shown]
    texts += [""] * (count - len(texts))
    p, o, i, _ = shown[0]
    yield Found(
        f"{count} indikator tidak mempunyai {what}: {listed(texts, _MOST_SHOWN)}. {why}",
        ("positions", p, "objectives", o, "indicators", i),
        suggestion=suggestion,
    )


@rule(
    "target-missing",
    title="Indikator tanpa target",
    severity="warning",
    summary="Indikator tidak mempunyai angka target.",
    grounds=(SMART_TIMEBOUND,),
)
def target_missing(subject: Subject) -> Iterator[Found]:
    """Indicators without a target."""
    yield from _found(
        subject,
        _WITHOUT_TARGET,
        "target",
        "Capaian adalah realisasi dibandingkan target, jadi belum dapat dihitung.",
        "Tetapkan target tiap periode pada menu Perencanaan sebelum pengukuran dimulai.",
    )


@rule(
    "unit-missing",
    title="Indikator tanpa satuan",
    severity="notice",
    summary="Indikator tidak mempunyai satuan ukuran.",
    grounds=(SMART_MEASURABLE,),
)
def unit_missing(subject: Subject) -> Iterator[Found]:
    """Indicators without a unit, neither in a column nor in the target's own words."""
    yield from _found(
        subject,
        _WITHOUT_UNIT,
        "satuan",
        "Angka tanpa satuan tidak dapat dibandingkan.",
        "Isi satuannya (persen, dokumen, laporan, desa) dalam manual indikator.",
    )


@rule(
    "formula-missing",
    title="Indikator tanpa definisi dan rumus",
    severity="warning",
    summary="Indikator tidak mempunyai definisi operasional maupun cara menghitung.",
    grounds=(DEFINITION,),
)
def formula_missing(subject: Subject) -> Iterator[Found]:
    """Indicators with neither formula nor definition."""
    yield from _found(
        subject,
        _WITHOUT_FORMULA,
        "definisi operasional maupun rumus",
        "Dua orang yang menghitungnya dapat memperoleh angka yang berbeda.",
        "Lengkapi manual indikator: definisi, rumus, dan contoh hitungannya.",
    )


@rule(
    "source-missing",
    title="Indikator tanpa sumber data",
    severity="notice",
    summary="Indikator tidak menyebut dari mana datanya diambil.",
    grounds=(DATA,),
)
def source_missing(subject: Subject) -> Iterator[Found]:
    """Indicators without a source of data."""
    yield from _found(
        subject,
        _WITHOUT_SOURCE,
        "sumber data",
        "Tanpa sumber yang tetap, realisasi tidak dapat diperiksa ulang.",
        "Sebut catatan, aplikasi, atau laporan yang menjadi sumbernya.",
    )


@rule(
    "duties-missing",
    title="Jabatan tanpa tugas dan fungsi",
    severity="notice",
    summary="Jabatan tidak memuat tugas maupun fungsi.",
    grounds=(ROLES,),
)
def duties_missing(subject: Subject) -> Iterator[Found]:
    """Positions with neither duties nor functions, told once."""
    bare = [
        (p, position)
        for p, position in enumerate(subject.positions)
        if not position["duties"] and not position["functions"]
    ]
    if not bare:
        return
    heads = [
        position["title"]
        for _, position in bare
        if position["class"] in ("jpt", "administrator", "pengawas")
    ]
    every = len(bare) == len(subject.positions)
    shown = listed([quoted(position["title"], 50) for _, position in bare], 3)
    struct = f" {len(heads)} di antaranya jabatan pimpinan." if heads else ""
    yield Found(
        (
            "Tidak satu pun jabatan memuat tugas dan fungsi."
            if every
            else f"{len(bare)} jabatan tidak memuat tugas dan fungsi: {shown}.{struct}"
        )
        + " Tanpa keduanya tidak dapat diperiksa apakah indikator sesuai wewenangnya.",
        ("positions", bare[0][0]),
        suggestion="Salin tugas dan fungsi dari peraturan tentang susunan organisasi dan "
        "dari peta jabatan.",
    )
