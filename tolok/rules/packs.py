"""A pack made ready for a day: its formulas, classes, limits and scales, all cited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tolok.kernel.numbers import format_number
from tolok.rules.formulas.achievement import NUMBER_FORMULAS
from tolok.rules.loader import (
    NATIONAL,
    Answer,
    Library,
    Pack,
    RuleFileInvalid,
    RuleUnknown,
)


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Line:
    """Score = base + rise ÷ run × (achievement − at); a fixed score has no rise."""

    base: Fraction
    rise: Fraction = Fraction(0)
    run: Fraction = Fraction(1)
    at: Fraction = Fraction(0)

    @property
    def is_fixed(self) -> bool:
        """Is the score the same in the whole class?"""
        return self.rise == 0


@dataclass(frozen=True, slots=True)
class ClassRule:
    """One class: from its lower bound up to the next class's; `rank` 5 is best."""

    name: str
    rank: int
    bound: Decimal | None
    is_inclusive: bool
    line: Line | None
    citation: str
    at_maximum: ClassRule | None = None
    is_for_maximum: bool = False

    def holds(self, achievement: Decimal) -> bool:
        """Does the achievement reach this class's lower bound?"""
        if self.bound is None:
            return True
        return achievement > self.bound or (
            self.is_inclusive and achievement == self.bound
        )

    @property
    def words(self) -> str:
        """The lower bound in words."""
        if self.bound is None:
            return "di bawah semua kelas lain"
        bound = format_number(self.bound)
        said = f"mulai {bound} %" if self.is_inclusive else f"di atas {bound} %"
        if self.is_for_maximum:
            said += "; target ini yang tertinggi yang dapat dicapai"
        return said


@dataclass(frozen=True, slots=True)
class FormulaRule:
    """Which formula a polarity uses, in words and with its citation."""

    formula: str
    words: str
    citation: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of the pack and its citation."""

    value: Decimal
    citation: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A pack as it applies on one day."""

    pack: Pack
    is_elected: bool
    spoke: str
    in_force_citation: str
    formulas: Mapping[str, FormulaRule]
    classes: tuple[ClassRule, ...]
    decimals: Limit
    score_decimals: Limit
    cap: Limit | None

    def class_for(
        self, achievement: Decimal, *, target_is_maximum: bool = False
    ) -> ClassRule:
        """Return the class of a rounded achievement in percent."""
        found = next(rule for rule in self.classes if rule.holds(achievement))
        if target_is_maximum and found.at_maximum is not None:
            return found.at_maximum
        return found


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a scale; without a bound it has a place but no number."""

    name: str
    bound: Decimal | None
    is_inclusive: bool
    other_names: tuple[str, ...]
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Grades from best to worst."""

    key: str
    grades: tuple[Grade, ...]
    citation: str

    def place_of(self, name: str) -> int | None:
        """Return the place of a grade by any of its names, 0 the best, or None."""
        wanted = _fold(name)
        for place, grade in enumerate(self.grades):
            if wanted in map(_fold, (grade.name, *grade.other_names)):
                return place
        return None

    def place_of_number(self, value: Fraction) -> int | None:
        """Return the place of the grade in which a number lies, or None."""
        for place, grade in enumerate(self.grades):
            if grade.bound is None:
                continue
            if value > grade.bound or (grade.is_inclusive and value == grade.bound):
                return place
        return None

    @property
    def names(self) -> str:
        """The grades, best first, in one line."""
        return ", ".join(grade.name for grade in self.grades)


@lru_cache(maxsize=1024)
def get_rule_set(library: Library, key: str, on: date, elect: bool) -> RuleSet:
    """Return a pack made ready for a day.

    Raises `RuleUnknown` for an unknown pack, `NotInForce` for a day outside its life
    (after its end only unless `elect`), `RuleFileInvalid` for files at odds.
    """
    pack = library.pack(key)
    day = pack.rule_day(on, elect=elect)

    classes = pack.parameters.get("classes")
    if classes is None:
        raise RuleFileInvalid(f"Paket {pack.key} harus menyebut classes.")
    return RuleSet(
        pack=pack,
        is_elected=day != on,
        spoke=_spoke(library, pack),
        in_force_citation=library.cite(
            pack.in_force_citation, pack.checked, pack.origin
        ),
        formulas={
            polarity: _formula(polarity, library.at(day, name))
            for polarity, name in pack.formulas.items()
        },
        classes=_classes(library, classes, day),
        decimals=_needed(library, pack, "decimals", day),
        score_decimals=_needed(library, pack, "score_decimals", day),
        cap=_limit(library, pack, "cap", day),
    )


@lru_cache(maxsize=256)
def get_rollup(library: Library, key: str, on: date) -> tuple[Limit | None, Limit]:
    """Return how a mean is taken: the most that one achievement counts for (None: no
    limit), and the decimals of the result.

    A mean is not the pack's own act: its limit has its own life and needs no `elect`.

    Raises `RuleUnknown` and `NotInForce`.
    """
    pack = library.pack(key)
    limit = _limit(library, pack, "rollup_cap", on)
    return limit, _needed(library, pack, "decimals", on)


@lru_cache(maxsize=256)
def get_scale(library: Library, key: str, on: date) -> Scale:
    """Return a scale as it stands on a day. Raises `RuleUnknown` and `NotInForce`."""
    if key not in library.scales:
        raise RuleUnknown(
            f"Skala “{key[:60]}” tidak dikenal. Yang tersedia: "
            f"{', '.join(library.scales)}."
        )
    return scale_at(library, f"skala/{key}", on)


@lru_cache(maxsize=256)
def scale_at(library: Library, key: str, on: date) -> Scale:
    """Return the scale that a parameter holds on a day, whatever its folder.

    A grade with a citation of its own bears it. Raises `RuleUnknown`, `NotInForce`.
    """
    answer = library.at(on, key)
    parameter = library.parameter(key)

    def cited(entry: Mapping[str, Any]) -> str:
        own = entry.get("citation")
        checked = parameter.content["checked"]
        return library.cite(own, checked, parameter.origin) if own else ""

    grades = tuple(
        Grade(
            name=entry["grade"],
            bound=_bound(entry),
            is_inclusive="from" in entry,
            other_names=tuple(entry.get("names", ())),
            citation=cited(entry),
        )
        for entry in answer.value
    )
    return Scale(key.removeprefix("skala/"), grades, answer.citation)


def _limit(library: Library, pack: Pack, name: str, day: date) -> Limit | None:
    key = pack.parameters.get(name)
    if key is None:
        return None
    answer = library.at(day, key)
    return Limit(Decimal(answer.value), answer.citation)


def _needed(library: Library, pack: Pack, name: str, day: date) -> Limit:
    found = _limit(library, pack, name, day)
    if found is None:
        raise RuleFileInvalid(f"Paket {pack.key} harus menyebut {name}.")
    return found


_OTHER_FORMULAS = {"yes_no": "match", "date": "by_date", "grade": "grade"}


def _formula(polarity: str, answer: Answer) -> FormulaRule:
    name = answer.value["formula"]
    only = _OTHER_FORMULAS.get(polarity)
    if name != only and (only is not None or name not in NUMBER_FORMULAS):
        raise RuleFileInvalid(
            f"Rumus “{name}” tidak dapat dipakai untuk polaritas {polarity}."
        )
    return FormulaRule(name, answer.value["words"], answer.citation)


def _classes(library: Library, key: str, day: date) -> tuple[ClassRule, ...]:
    answer = library.at(day, key)
    parameter = library.parameter(key)

    def build(entry: Mapping[str, Any]) -> ClassRule:
        cited = entry.get("citation")
        rule = ClassRule(
            name=entry["name"],
            rank=int(entry["rank"]),
            bound=_bound(entry),
            is_inclusive="from" in entry,
            line=_line(entry.get("score")),
            citation=answer.citation
            if cited is None
            else library.cite(cited, parameter.content["checked"], parameter.origin),
        )
        if "at_maximum" not in entry:
            return rule
        at_maximum = replace(
            build(entry["at_maximum"]),
            bound=rule.bound,
            is_inclusive=rule.is_inclusive,
            is_for_maximum=True,
        )
        return replace(rule, at_maximum=at_maximum)

    rules = tuple(build(entry) for entry in answer.value)
    _check_order(key, rules)
    return rules


def _check_order(key: str, rules: Sequence[ClassRule]) -> None:
    """Bounds fall from class to class; the last class alone has none."""
    *upper, last = rules
    bounds = [(r.bound, not r.is_inclusive) for r in upper if r.bound is not None]
    falls = bounds == sorted(set(bounds), reverse=True)
    if not falls or len(bounds) != len(upper) or last.bound is not None:
        raise RuleFileInvalid(
            f"parameters/{key}.yaml: urutkan kelas dari batas tertinggi ke terendah, "
            "dan beri kelas terakhir tanpa batas bawah."
        )


def _bound(entry: Mapping[str, Any]) -> Decimal | None:
    text = entry.get("from", entry.get("above"))
    return None if text is None else Decimal(text)


def _line(score: Mapping[str, str] | None) -> Line | None:
    if score is None:
        return None
    if "fixed" in score:
        return Line(Fraction(score["fixed"]))
    return Line(*(Fraction(score[part]) for part in ("base", "rise", "run", "at")))


def _spoke(library: Library, pack: Pack) -> str:
    """Say who spoke: the national pack, or a region over it, and where."""
    regional = [
        label
        for label, key in [
            ("kelas", pack.parameters.get("classes")),
            ("batas atas", pack.parameters.get("cap")),
            ("pembulatan", pack.parameters.get("decimals")),
            *(("rumus", key) for key in pack.formulas.values()),
        ]
        if key is not None and library.parameter(key).origin != NATIONAL
    ]
    if pack.origin == NATIONAL and not regional:
        return "paket nasional"
    base = f" di atas paket nasional {pack.base}" if pack.base else ""
    named = ", ".join(dict.fromkeys(regional))
    own = f"; ketentuan daerah: {named}" if regional else ""
    return f"paket daerah {library.region_name}{base}{own}"


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").split())
