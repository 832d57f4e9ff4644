"""Units: functions that speak of another unit, or of a name the unit no longer has."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tolok.reader.lint.finding import Fix, Found, quoted
from tolok.reader.lint.grounds import DRAFTING, ROLES
from tolok.reader.lint.likeness import content, folded
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import Path, Subject


_KINDS = frozenset(["bidang", "sub_bagian", "bagian", "seksi"])
# `Bidang Kelembagaan dan Partisipasi Masyarakat`: a run of capitals with small joints.
_NAMED = re.compile(
    r"\b(?:Bidang|Sub ?[Bb]agian|Bagian|Seksi) [A-Z]\w+"
    r"(?:,? (?:dan |serta |& )?[A-Z]\w+)*"
)


def _own_texts(
    subject: Subject,
) -> Iterator[tuple[int, dict[str, Any], list[tuple[Path, str]]]]:
    """Heads of units with the texts of their duties and functions."""
    units = {unit["id"]: unit for unit in subject.decree["units"]}
    for p, position in enumerate(subject.positions):
        unit = units.get(position["unit"])
        if unit is None or unit["kind"] not in _KINDS:
            continue
        texts: list[tuple[Path, str]] = [
            (("positions", p, part, n, "text"), item["text"])
            for part in ("duties", "functions")
            for n, item in enumerate(position[part])
        ]
        if texts:
            yield p, unit, texts


@rule(
    "function-of-other-unit",
    title="Fungsi menyebut unit lain",
    severity="warning",
    summary="Tugas atau fungsi sebuah jabatan menyebut unit lain dalam kantor yang sama.",
    grounds=(ROLES, DRAFTING),
    scope="units",
)
def function_of_other_unit(subject: Subject) -> Iterator[Found]:
    """A duty or function that names a unit which is neither its own, above nor below."""
    units = {unit["id"]: unit for unit in subject.decree["units"]}
    parents = {unit["parent"] for unit in units.values()}
    by_opening: dict[tuple[str, ...], list[tuple[str, dict[str, Any]]]]
    by_opening = defaultdict(list)
    for unit in units.values():
        name = folded(unit["name"])
        by_opening[_opening(name)].append((name, unit))
    for _, unit, texts in _own_texts(subject):
        own = folded(unit["name"])
        hits: dict[str, list[tuple[Path, str]]] = defaultdict(list)
        for path, text in texts:
            plain = f" {folded(text)} "
            words = plain.split()
            openings = dict.fromkeys(pairwise(words))
            for name, other in (
                entry for key in openings for entry in by_opening.get(key, ())
            ):
                is_near = other["id"] == unit["parent"] or (
                    unit["id"] in parents and other["parent"] == unit["id"]
                )
                if is_near or other["kind"] != unit["kind"] or name in own:
                    continue
                if f" {name} " in plain and (path, text) not in hits[other["name"]]:
                    hits[other["name"]].append((path, text))
        for name, found in hits.items():
            if found:
                yield _about(found, name, unit["name"], "unit lain")


def _opening(name: str) -> tuple[str, ...]:
    """The first two words of a name, by which its mentions are looked up."""
    return tuple(name.split()[:2])


@rule(
    "unit-name-old",
    title="Nama unit tidak sama dengan nama unitnya",
    severity="warning",
    summary="Tugas atau fungsi memakai nama unit yang tidak ada dalam keputusan, mungkin "
    "nama lama.",
    grounds=(ROLES, DRAFTING),
    scope="units",
)
def unit_name_old(subject: Subject) -> Iterator[Found]:
    """Duties and functions under a name that no unit of the decree has."""
    known = {folded(name) for name in subject.unit_names.values()}
    ordered = sorted(known)
    for _, unit, texts in _own_texts(subject):
        own = folded(unit["name"])
        kind = own.split()[0]
        hits: dict[str, list[tuple[Path, str]]] = defaultdict(list)
        for path, text in texts:
            for name in _NAMED.findall(text):
                plain = folded(name)
                if (
                    plain.split()[0] != kind
                    or plain in known
                    or _is_cut(plain, ordered)
                ):
                    continue
                if content(name) & content(unit["name"]):
                    hits[name].append((path, text))
        for name, found in hits.items():
            yield _about(found, name, unit["name"], "nama yang tidak ada unitnya")


def _is_cut(name: str, known: list[str]) -> bool:
    """Is it one of these names (in order), cut short or with more after it?"""
    at = bisect_left(known, name)
    if at < len(known) and known[at].startswith(name):
        return True
    # In order, what begins a name stands before it, the longest such nearest.
    return any(
        name[:length] == known[before]
        for length in range(len(name), 0, -1)
        if (before := bisect_left(known, name[:length])) < len(known)
    )


def _about(hits: list[tuple[Path, str]], name: str, own: str, what: str) -> Found:
    times = f"{len(hits)} butir" if len(hits) > 1 else "Satu butir"
    pattern = re.compile(re.escape(name), re.IGNORECASE)
    fixes = tuple(
        Fix(path, text, changed)
        for path, text in hits
        if (changed := pattern.sub(own, text)) != text
    )
    return Found(
        f"{times} tugas atau fungsi jabatan ini menyebut {quoted(name)} ({what}), padahal "
        f"unitnya {quoted(own)}. Fungsi yang salah alamat membuat dua unit memikul "
        "pekerjaan yang sama, atau tidak satu pun.",
        hits[0][0][:-1],
        suggestion=f"Tulis {quoted(own)} bila itu yang dimaksud.",
        fixes=fixes,
    )
