"""Objectives: conditions to be reached, worded so that their level shows."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tolok.reader.lint.finding import Fix, Found, Path, like, quoted
from tolok.reader.lint.grounds import CASCADE_CONDITION, LANGUAGE, LEVELS
from tolok.reader.lint.likeness import folded, word_pairs, word_set
from tolok.reader.lint.phrases import (
    OPENINGS_OF_DEEDS,
    first_word,
    is_opening,
    measured,
    proposed_opening,
    without_first,
)
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import OUTCOME_CLASSES, Subject


_VERB = re.compile(r"me(?:m|n|ng|ny|l|r|w|y)?[a-z]{3,}(?:kan|i)?", re.IGNORECASE)
_NOUN_OF_DEED = re.compile(r"(?:pe|per|pem|pen|peng|peny)[a-z]{3,}an", re.IGNORECASE)
_NO_VERB = frozenset(
    ["media", "mekanisme", "medis", "mental", "menteri", "meteran", "metode", "merek"]
)
_OUTPUT_OPENINGS = OPENINGS_OF_DEEDS | {"tersusunnya", "tersedianya"}
_RESULT_OPENINGS = frozenset(["meningkatnya", "menurunnya", "terwujudnya"])


def _is_verb(word: str) -> bool:
    """An active verb that tells what somebody does: `menyusun`, `melakukan`."""
    return (
        word not in _NO_VERB
        and not is_opening(word)
        and _VERB.fullmatch(word) is not None
        and (word.endswith("kan") or not word.endswith("an"))
    ) or (word in word_pairs("openings") and word.startswith("me"))


@rule(
    "objective-is-activity",
    title="Sasaran berupa kegiatan",
    severity="warning",
    summary="Sasaran dibuka dengan kata kerja atau nama kegiatan, bukan keadaan yang ingin "
    "dicapai.",
    grounds=(CASCADE_CONDITION,),
    scope="position",
)
def objective_is_activity(subject: Subject) -> Iterator[Found]:
    """An objective that opens with what somebody does."""
    for position, objective, path in subject.objectives():
        text = objective["text"]
        opening = first_word(text)
        deed = position["class"] != "pelaksana" and _NOUN_OF_DEED.fullmatch(opening)
        if not (_is_verb(opening) or deed):
            continue
        proposed = proposed_opening(text)
        yield Found(
            f"Sasaran {quoted(text)} menyebut kegiatan, bukan keadaan yang ingin dicapai. "
            "Sasaran semacam ini selesai begitu dikerjakan, tanpa hasil yang dapat "
            "dinilai.",
            path,
            suggestion=f"Rumuskan sebagai keadaan, misalnya {quoted(proposed, 200)}."
            if proposed
            else "Rumuskan sebagai keadaan, misalnya “Meningkatnya …” atau “Tersedianya …”.",
            fixes=(Fix((*path, "text"), text, proposed),) if proposed else (),
        )


@rule(
    "opening-doubled",
    title="Dua pembuka sasaran berurutan",
    severity="warning",
    summary="Sasaran dibuka dua kali, misalnya “Terlaksananya Meningkatnya”.",
    grounds=(LANGUAGE,),
    scope="position",
)
def opening_doubled(subject: Subject) -> Iterator[Found]:
    """An objective with two openings: the second one is meant."""
    for _, objective, path in subject.objectives():
        text = objective["text"]
        rest = without_first(text)
        if is_opening(first_word(text)) and first_word(rest) in (
            _RESULT_OPENINGS | _OUTPUT_OPENINGS
        ):
            proposed = like("A", rest)
            yield Found(
                f"Sasaran {quoted(text)} mempunyai dua pembuka. Tidak jelas apakah yang "
                "dimaksud kegiatan atau hasilnya.",
                path,
                suggestion=f"Tulis {quoted(proposed, 200)}.",
                fixes=(Fix((*path, "text"), text, proposed),),
            )


@rule(
    "opening-unfit",
    title="Pembuka sasaran tidak cocok dengan isinya",
    severity="warning",
    summary="“Terlaksananya” diikuti benda atau kata kerja yang tidak dapat dilaksanakan.",
    grounds=(LANGUAGE, CASCADE_CONDITION),
)
def opening_unfit(subject: Subject) -> Iterator[Found]:
    """`Terlaksananya` before a thing (`Kapasitas`) or a verb (`menerima`), told once."""
    groups: dict[str, list[tuple[Path, str]]] = defaultdict(list)
    for p, unfit in enumerate(subject.gathered(_unfit_openings)):
        for o, text in unfit:
            groups[folded(text)].append((("positions", p, "objectives", o), text))
    for members in groups.values():
        path, text = members[0]
        more = f" (di {len(members)} tempat)" if len(members) > 1 else ""
        proposed = _fitting(text)
        yield Found(
            f"Sasaran {quoted(text)}{more} rancu: {_why_unfit(text)}. Pembaca tidak tahu "
            "hasil apa yang dimaksud.",
            path,
            suggestion=f"Tulis misalnya {quoted(proposed, 200)}."
            if proposed
            else "Sebut keadaan yang dimaksud, misalnya “Tersusunnya …”, “Meningkatnya …”, "
            "atau “Terlaksananya penyusunan …”.",
            fixes=tuple(
                Fix((*place, "text"), said, better)
                for place, said in members
                if (better := _fitting(said)) is not None
            ),
        )


def _unfit_openings(position: dict[str, Any]) -> list[tuple[int, str]]:
    """The objectives of a position whose opening does not fit, by their places."""
    return [
        (o, objective["text"])
        for o, objective in enumerate(position["objectives"])
        if first_word(objective["text"]) in OPENINGS_OF_DEEDS
        and _why_unfit(objective["text"]) is not None
    ]


def _object(objective: str) -> str:
    """What stands after `Terlaksananya`, also after `Terlaksananya kegiatan`."""
    rest = without_first(objective)
    return without_first(rest) if first_word(rest) == "kegiatan" else rest


def _why_unfit(objective: str) -> str | None:
    rest = _object(objective)
    word = first_word(rest)
    if word in word_set("unfit"):
        return f"“{word}” bukan kegiatan yang dapat dilaksanakan"
    if _is_verb(word) or _verb_joined(rest):
        return "sesudah “Terlaksananya” masih ada kata kerja aktif"
    return None


def _fitting(objective: str) -> str | None:
    """The objective with the opening that fits; None if only its author knows."""
    rest = _object(objective)
    word = first_word(rest)
    if word in ("kapasitas", "kualitas"):
        return f"Meningkatnya {rest}"
    if word in ("dokumen", "laporan", "data", "produk", "konsep"):
        return f"Tersusunnya {rest}"
    return proposed_opening(rest) if _is_verb(word) else None


def _verb_joined(text: str) -> bool:
    """`evaluasi dan menyusun laporan`: a noun and a verb joined."""
    match = re.match(r"\w+ (?:dan|serta) (\w+)", text)
    return match is not None and _is_verb(match[1].casefold())


@rule(
    "output-for-outcome",
    title="Keluaran dipakai sebagai hasil",
    severity="warning",
    summary="Pimpinan tinggi atau administrator diukur dengan kegiatan atau dokumen, bukan "
    "dengan perubahan yang dihasilkan.",
    grounds=(LEVELS, CASCADE_CONDITION),
    scope="position",
)
def output_for_outcome(subject: Subject) -> Iterator[Found]:
    """An indicator of a deed or a document at the level of outcomes."""
    signs = word_set("deeds")
    for row in subject.rows:
        if row.position["class"] not in OUTCOME_CLASSES:
            continue
        if row.indicator["kind"] not in ("count", "percentage"):
            continue
        words = measured(row.text).split()
        # A deed shows at the front ("Jumlah laporan …") or as what was done ("yang …").
        said = next(
            (
                word
                for index, word in enumerate(words)
                if word in signs and (index == 0 or words[index - 1] == "yang")
            ),
            None,
        )
        if said is None:
            continue
        yield Found(
            f"Indikator {quoted(row.text)} menghitung keluaran atau proses (“{said}”), "
            "sedangkan jabatan ini memikul hasil. Kegiatan dapat terlaksana seluruhnya "
            "tanpa sasaran "
            f"{quoted(row.aim)} tercapai.",
            row.path,
            suggestion="Ukur perubahan pada yang dilayani, misalnya “Persentase … yang "
            "meningkat statusnya”; serahkan keluaran ini kepada jabatan di bawahnya.",
        )


@rule(
    "objective-below-level",
    title="Sasaran pimpinan berupa keluaran",
    severity="warning",
    summary="Sasaran pimpinan tinggi atau administrator dibuka dengan “Terlaksananya” atau "
    "“Tersusunnya”.",
    grounds=(LEVELS, CASCADE_CONDITION),
    scope="position",
)
def objective_below_level(subject: Subject) -> Iterator[Found]:
    """An objective of an output at the level of outcomes."""
    for position, objective, path in subject.objectives():
        opening = first_word(objective["text"])
        if position["class"] in OUTCOME_CLASSES and opening in _OUTPUT_OPENINGS:
            yield Found(
                f"Sasaran {quoted(objective['text'])} berupa keluaran (“{opening}”), "
                "sedangkan jabatan ini memikul hasil bagi masyarakat atau organisasi.",
                path,
                suggestion="Rumuskan perubahan yang diharapkan, misalnya “Meningkatnya …”.",
            )
