"""Cascade: does each level serve the one above, and is each level served by one below?

Only what shares no word at all, through all levels, is told: wording changes from level to
level, and a tree that is sound must not be doubted for its words.
"""

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from tolok.reader.lint.finding import Found, listed, quoted
from tolok.reader.lint.grounds import CASCADE
from tolok.reader.lint.phrases import matter
from tolok.reader.lint.registry import rule
from tolok.reader.lint.relations import topics
from tolok.reader.lint.subject import Subject


_FEWEST_WORDS = 2
_FEWEST_OBJECTIVES = 2
# Deeper trees than this are a slip in the superiors, not an office.
_MOST_LEVELS = 12


@rule(
    "objective-unserved",
    title="Sasaran atasan tidak didukung bawahan",
    severity="notice",
    summary="Tidak satu pun jabatan di bawahnya menyinggung isi sasaran ini.",
    grounds=(CASCADE,),
)
def objective_unserved(subject: Subject) -> Iterator[Found]:
    """Objectives of a head that nobody below serves, told once for each head."""
    below = _all_below(subject)
    for p, position in enumerate(subject.positions):
        if not below[p] or not position["objectives"]:
            continue
        missing = [
            (o, objective["text"])
            for o, objective in enumerate(position["objectives"])
            if _is_strange(objective["text"], below[p])
        ]
        if missing:
            yield Found(
                f"{len(missing)} sasaran jabatan {quoted(position['title'], 60)} tidak "
                "disinggung jabatan mana pun di bawahnya: "
                f"{listed([quoted(text, 70) for _, text in missing], 3)}. Tidak jelas "
                "siapa yang mengerjakannya.",
                ("positions", p, "objectives", missing[0][0]),
                suggestion="Turunkan sasaran itu kepada bawahan, atau jelaskan siapa yang "
                "mendukungnya.",
            )


@rule(
    "objective-serves-none",
    title="Sasaran bawahan tidak mendukung atasan",
    severity="notice",
    summary="Semua sasaran sebuah jabatan tidak menyinggung sasaran, tugas, maupun fungsi "
    "atasannya.",
    grounds=(CASCADE,),
)
def objective_serves_none(subject: Subject) -> Iterator[Found]:
    """Positions of which no objective serves anything above, told once each."""
    work = _works(subject)
    indexes = {position["id"]: p for p, position in enumerate(subject.positions)}
    for p, position in enumerate(subject.positions):
        superior = subject.superior_of(position)
        # Only a superior whose duties or functions are written can be asked.
        if superior is None or not _has_work(superior):
            continue
        above: frozenset[str] = frozenset()
        for index in _chain_above(subject, indexes, position):
            above |= work[index]
        texts = [objective["text"] for objective in position["objectives"]]
        if len(texts) < _FEWEST_OBJECTIVES or not all(
            _is_strange(text, above) for text in texts
        ):
            continue
        yield Found(
            f"Semua sasaran jabatan {quoted(position['title'], 60)} tidak menyinggung "
            f"sasaran, tugas, maupun fungsi {quoted(superior['title'], 60)} "
            f"dan atasannya: {listed([quoted(text, 70) for text in texts], 3)}. Hasilnya "
            "tidak menyumbang kinerja atasan mana pun.",
            ("positions", p, "objectives", 0),
            suggestion="Hubungkan dengan sasaran atasan, atau pindahkan jabatan ini ke unit "
            "yang sesuai.",
        )


def _is_strange(objective: str, known: frozenset[str]) -> bool:
    words = topics(matter(objective))
    return len(words) >= _FEWEST_WORDS and not words & known


def _has_work(position: dict[str, Any]) -> bool:
    # At the top a result is worded widely (`mutu pendidikan`), and everything serves it.
    if position["class"] == "jpt" or not position["objectives"]:
        return False
    return bool(position["duties"] or position["functions"])


def _chain_above(
    subject: Subject, indexes: dict[str, int], position: dict[str, Any]
) -> Iterator[int]:
    """The indexes of the positions above, the nearest first."""
    superior = subject.superior_of(position)
    for _ in range(_MOST_LEVELS):
        if superior is None:
            return
        yield indexes[superior["id"]]
        superior = subject.superior_of(superior)


def _all_below(subject: Subject) -> list[frozenset[str]]:
    """For each position what all positions below it, at any depth, speak of."""
    indexes = {position["id"]: p for p, position in enumerate(subject.positions)}
    works = _works(subject)
    below: list[set[str]] = [set() for _ in subject.positions]
    for p, position in enumerate(subject.positions):
        own = works[p] | topics(position["title"])
        for above in _chain_above(subject, indexes, position):
            below[above] |= own
    return [frozenset(found) for found in below]


_WORKS: WeakKeyDictionary[Subject, list[frozenset[str]]] = WeakKeyDictionary()


def _works(subject: Subject) -> list[frozenset[str]]:
    """For each position what its unit and its work speak of, gathered once for a subject."""
    if subject not in _WORKS:
        _WORKS[subject] = [
            spoken | topics(subject.unit_names.get(position["unit"] or "", ""))
            for position, spoken in zip(
                subject.positions, subject.gathered(_spoken_of), strict=True
            )
        ]
    return _WORKS[subject]


def _spoken_of(position: dict[str, Any]) -> frozenset[str]:
    """What a position's objectives, indicators, duties and functions speak of."""
    texts: list[str] = []
    for objective in position["objectives"]:
        texts.append(objective["text"])
        texts += [indicator["text"] for indicator in objective["indicators"]]
    for part in ("duties", "functions"):
        texts += [item["text"] for item in position[part]]
    return frozenset().union(*map(topics, texts))
