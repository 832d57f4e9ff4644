"""Duplicates: the same row, indicator or objective in more than one place.

Equal rows are found by hashing; nearly equal ones are compared only within one position or
within rows that share their rarest words, so that 3,000 positions stay quick.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, combinations
from typing import Any

from rapidfuzz import fuzz

from tolok.reader.lint.finding import Found, Path, listed, quoted
from tolok.reader.lint.grounds import CASCADE, ENOUGH, SMART_SPECIFIC
from tolok.reader.lint.likeness import content, folded
from tolok.reader.lint.phrases import matter, measured
from tolok.reader.lint.registry import rule
from tolok.reader.lint.relations import unrelated
from tolok.reader.lint.subject import Row, Subject


# An objective in one spelling, what its indicators say, and its place in its position.
_Aim = tuple[str, frozenset[str], int]
# Larger positions are no sheet of one person; comparing each with each would be slow.
_MOST_ROWS_COMPARED = 120


@rule(
    "duplicate-row",
    title="Dua baris kembar",
    severity="warning",
    summary="Sasaran dan indikator yang sama berdiri dua kali pada satu jabatan.",
    grounds=(SMART_SPECIFIC,),
    scope="position",
)
def duplicate_rows(subject: Subject) -> Iterator[Found]:
    """The same row twice in one position."""
    for path, text, same_row in _repeated(subject):
        if same_row:
            yield Found(
                f"Indikator {quoted(text)} sudah ada pada jabatan ini dengan sasaran "
                "yang sama. Baris kembar membuat satu hasil dinilai dua kali.",
                path,
                suggestion="Hapus salah satunya, atau bedakan ukurannya.",
            )


@rule(
    "indicator-repeated",
    title="Indikator berulang pada satu jabatan",
    severity="warning",
    summary="Indikator yang sama dipakai untuk dua sasaran.",
    grounds=(SMART_SPECIFIC, ENOUGH),
)
def indicators_repeated(subject: Subject) -> Iterator[Found]:
    """The same indicator under two objectives of one position, unless told as copied."""
    copied = {one.row.path for one in unrelated(subject) if one.source is not None}
    for path, text, same_row in _repeated(subject):
        if not same_row and path not in copied:
            yield Found(
                f"Indikator {quoted(text)} sudah ada pada jabatan ini di bawah sasaran "
                "lain. Satu hasil yang dipakai dua kali mengaburkan penilaian.",
                path,
                suggestion="Hapus salah satunya, atau bedakan ukurannya.",
            )


def _repeated(subject: Subject) -> Iterator[tuple[Path, str, bool]]:
    """Indicators that stood in their position before: place, words, the same objective too?"""
    for p, repeated in enumerate(subject.gathered(_repeated_in)):
        for o, i, text, same_row in repeated:
            yield ("positions", p, "objectives", o, "indicators", i), text, same_row


def _repeated_in(position: dict[str, Any]) -> list[tuple[int, int, str, bool]]:
    seen: dict[str, str] = {}
    found = []
    for o, objective in enumerate(position["objectives"]):
        aim = folded(objective["text"])
        for i, indicator in enumerate(objective["indicators"]):
            key = folded(indicator["text"])
            if key in seen:
                found.append((o, i, indicator["text"], seen[key] == aim))
            else:
                seen[key] = aim
    return found


@rule(
    "objective-repeated",
    title="Sasaran ditulis dua kali",
    severity="warning",
    summary="Satu jabatan memuat sasaran yang sama pada dua nomor.",
    grounds=(SMART_SPECIFIC,),
    scope="position",
)
def objectives_repeated(subject: Subject) -> Iterator[Found]:
    """One objective under two numbers of a position, with different indicators."""
    seen: dict[tuple[str, str], set[str]] = {}
    for position, objective, path in subject.objectives():
        key = (position["id"], folded(objective["text"]))
        said = {folded(indicator["text"]) for indicator in objective["indicators"]}
        if key in seen and not said & seen[key]:
            yield Found(
                f"Sasaran {quoted(objective['text'])} sudah ada pada jabatan ini dengan "
                "indikator lain. Satu sasaran dengan dua nomor terhitung sebagai dua "
                "sasaran.",
                path,
                suggestion="Gabungkan: satu nomor sasaran dengan semua indikatornya.",
            )
        seen.setdefault(key, set()).update(said)


@rule(
    "near-duplicate",
    title="Dua baris hampir sama",
    severity="warning",
    summary="Dua baris satu jabatan hanya berbeda ejaan atau satu kata.",
    grounds=(SMART_SPECIFIC,),
    scope="position",
)
def near_duplicates(subject: Subject) -> Iterator[Found]:
    """Two rows of a position that differ by little more than their spelling."""
    limit = subject.thresholds["near_from"]
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in subject.rows:
        groups[row.position["id"]].append(row)
    for rows in groups.values():
        told: set[object] = set()
        for one, other in combinations(rows[:_MOST_ROWS_COMPARED], 2):
            first, second = measured(one.text), measured(other.text)
            if first == second or other.path in told:
                continue
            # One word that differs may be the very thing (`ayah` and `ibu`).
            if content(one.text) != content(other.text):
                continue
            if fuzz.ratio(folded(matter(one.aim)), folded(matter(other.aim))) < limit:
                continue
            told.add(other.path)
            yield Found(
                f"Indikator {quoted(other.text)} hampir sama dengan {quoted(one.text)} pada "
                "jabatan ini, dan sasarannya pun hampir sama. Satu hasil dapat terhitung "
                "dua kali.",
                other.path,
                suggestion="Hapus salah satunya, atau sebut dengan jelas bedanya.",
            )


@rule(
    "row-shared",
    title="Baris yang sama pada beberapa jabatan",
    severity="notice",
    summary="Sasaran dan indikator yang sama dipakai beberapa jabatan.",
    grounds=(CASCADE, SMART_SPECIFIC),
)
def rows_shared(subject: Subject) -> Iterator[Found]:
    """A row that several positions carry, told once with all of them."""
    keys = chain.from_iterable(subject.gathered(_keys_of_rows))
    groups: dict[object, list[Row]] = defaultdict(list)
    for key, row in zip(keys, subject.rows, strict=True):
        groups[key].append(row)
    for rows in groups.values():
        if len(rows) < 2:
            continue
        titles = {row.position["id"]: subject.name_of(row.position) for row in rows}
        if len(titles) < 2 or _has_superior(rows):
            continue
        exact = len({(folded(row.text), folded(row.aim)) for row in rows}) == 1
        yield Found(
            f"Baris {quoted(rows[0].text)} {'sama persis' if exact else 'hampir sama'} pada "
            f"{len(titles)} jabatan: {listed([quoted(t, 50) for t in titles.values()])}. "
            "Tanpa pembagian yang jelas, hasil satu orang dapat diakui yang lain.",
            rows[0].path,
            suggestion="Bedakan lingkupnya (wilayah, jenis berkas, atau bagian pekerjaan), "
            "atau catat bahwa hasilnya dikerjakan bersama.",
        )


def _keys_of_rows(position: dict[str, Any]) -> list[object]:
    """What makes each row of a position the same as another: the words that tell.

    Rows without any are the same only if they say the same.
    """
    return [
        (
            content(indicator["text"]),
            content(objective["text"]),
            "" if content(indicator["text"]) else folded(indicator["text"]),
        )
        for objective in position["objectives"]
        for indicator in objective["indicators"]
    ]


def _has_superior(rows: list[Row]) -> bool:
    ids = {row.position["id"] for row in rows}
    return any(row.position["superior"] in ids for row in rows)


@rule(
    "wording-at-two-levels",
    title="Bunyi yang sama pada atasan dan bawahan",
    severity="warning",
    summary="Sasaran atau indikator bawahan sama dengan milik atasannya.",
    grounds=(CASCADE,),
)
def wording_at_two_levels(subject: Subject) -> Iterator[Found]:
    """An objective or indicator that superior and subordinate share, once a position."""
    said = subject.gathered(_wording_of)
    places = {position["id"]: p for p, position in enumerate(subject.positions)}
    for p, position in enumerate(subject.positions):
        superior = subject.superior_of(position)
        if superior is None:
            continue
        aims, indicators = said[places[superior["id"]]]
        if aims.isdisjoint(said[p][0]) and indicators.isdisjoint(said[p][1]):
            continue
        same: list[tuple[Path, str]] = [
            (("positions", p, "objectives", o), objective["text"])
            for o, objective in enumerate(position["objectives"])
            if folded(objective["text"]) in aims
        ]
        same += [
            (("positions", p, "objectives", o, "indicators", i), indicator["text"])
            for o, objective in enumerate(position["objectives"])
            for i, indicator in enumerate(objective["indicators"])
            if folded(indicator["text"]) in indicators
        ]
        if same:
            path, text = same[0]
            more = f" dan {len(same) - 1} lainnya" if len(same) > 1 else ""
            yield Found(
                f"{quoted(text)}{more} berbunyi sama pada jabatan ini dan atasannya, "
                f"{quoted(superior['title'], 60)}. Bawahan mengulang hasil "
                "atasan, bukan menyumbang bagiannya.",
                path,
                suggestion="Turunkan: sebut bagian yang menjadi tanggung jawab jabatan ini.",
            )


def _wording_of(position: dict[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """The objectives and the indicators of a position in one spelling."""
    objectives = position["objectives"]
    return (
        frozenset(folded(o["text"]) for o in objectives),
        frozenset(folded(i["text"]) for o in objectives for i in o["indicators"]),
    )


@rule(
    "objective-shared",
    title="Satu sasaran pada beberapa jabatan",
    severity="notice",
    summary="Sasaran yang sama dipakai beberapa jabatan dengan indikator yang berbeda.",
    grounds=(CASCADE,),
)
def objectives_shared(subject: Subject) -> Iterator[Found]:
    """An objective of several positions that each measure otherwise, told once."""
    groups: dict[str, list[tuple[int, _Aim]]] = defaultdict(list)
    for p, aims in enumerate(subject.gathered(_aims_of)):
        for aim in aims:
            groups[aim[0]].append((p, aim))
    for members in groups.values():
        if len(members) < 2 or len({aim[1] for _, aim in members}) < 2:
            continue
        owners = [subject.positions[p] for p, _ in members]
        ids = {str(position["id"]) for position in owners}
        if len(ids) < 2 or any(position["superior"] in ids for position in owners):
            continue
        titles = {position["id"]: subject.name_of(position) for position in owners}
        p, (_, _, o) = members[0]
        text = subject.positions[p]["objectives"][o]["text"]
        yield Found(
            f"Sasaran {quoted(text)} dipakai {len(titles)} jabatan dengan indikator yang "
            f"berbeda: {listed([quoted(t, 60) for t in titles.values()])}. Tidak jelas "
            "jabatan mana yang memikul tercapainya.",
            ("positions", p, "objectives", o),
            suggestion="Rumuskan bagian masing-masing, atau tetapkan satu penanggung jawab.",
        )


def _aims_of(position: dict[str, Any]) -> list[_Aim]:
    """The objectives of a position as they are compared with those of others."""
    return [
        (
            folded(objective["text"]),
            frozenset(folded(i["text"]) for i in objective["indicators"]),
            o,
        )
        for o, objective in enumerate(position["objectives"])
    ]
