"""The calculator: one measurement in, its achievement with a passport out.

The same code answers `tolok score` and scores verified realisations; it needs no
database and no clock. Achievement is computed exactly and rounded half up once; class
and score are taken from the rounded value, so that what an official sees is what was
judged. The algorithm in prose: docs/why/algorithms/achievement.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_exact, format_number
from tolok.kernel.rounding import half_up
from tolok.rules.formulas import achievement as formulas
from tolok.rules.formulas.achievement import Bounds, NotComputable, Worked
from tolok.rules.formulas.interpolation import on_line
from tolok.rules.formulas.mean import capped_mean
from tolok.rules.loader import Library, NotInForce, RuleUnknown, load_library
from tolok.rules.packs import (
    ClassRule,
    FormulaRule,
    RuleSet,
    Scale,
    get_rollup,
    get_rule_set,
    get_scale,
)
from tolok.scoring.holders import read_holders
from tolok.scoring.passport import Passport
from tolok.scoring.reading import (
    NotReported,
    Reported,
    read_day,
    read_decimals,
    read_polarity,
    read_reported,
    read_truth,
)
from tolok.scoring.values import Refused, Value, check_units, place_on, read_target


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path


DEFAULT_RULES = "permendagri-86-2017"
KEYS = (
    "id",
    "rules",
    "on",
    "elect",
    "polarity",
    "target",
    "target_is_maximum",
    "realisation",
    "numerator",
    "denominator",
    "values",
    "accumulation",
    "scale",
    "decimals",
    "share",
    "holders",
)
SHARE = re.compile(r"[0-9]{1,12}/[1-9][0-9]{0,11}")
COMPUTED = "computed"
NOT_REPORTED = "not_reported"
NOT_COMPUTABLE = "not_computable"
REFUSED = "refused"

POLARITY_WORDS = {
    "higher": "makin tinggi makin baik",
    "lower": "makin rendah makin baik",
    "range": "di dalam rentang",
    "stable": "dijaga stabil di sekitar target",
    "zero": "harus nol",
    "yes_no": "ada atau tidak ada",
    "date": "tepat waktu",
    "grade": "predikat pada skala",
}


class NothingToAverage(ValueError):
    """There is no achievement to take a mean of."""


@dataclass(frozen=True, slots=True)
class ClassResult:
    """The class of an achievement; `rank` 5 is best; no score where the pack has none."""

    name: str
    rank: int
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class ClassBounds:
    """One class for a legend: from `lower` (None: no lower end) up to `upper`.

    `lower_is_inclusive` tells whether `lower` itself belongs; `upper` belongs to the
    next class where `upper_is_inclusive` is false.
    """

    name: str
    rank: int
    lower: Decimal | None
    lower_is_inclusive: bool
    upper: Decimal | None
    upper_is_inclusive: bool


@dataclass(frozen=True, slots=True)
class MeanResult:
    """A mean achievement in percent, and the steps that led to it."""

    value: Decimal
    passport: list[dict[str, str]]


def calculate(
    measurement: Mapping[str, Any], *, region: Path | str | None = None
) -> dict[str, Any]:
    """Return the achievement of one measurement with its passport.

    In and out as in the contract of `tolok score`; never raises on any JSON value.
    `region` is the folder of a regional pack (default: `TOLOK_RULES`).

    Raises `RuleFileInvalid` when the rule files themselves cannot be used.
    """
    return _Calculation(load_library(region), measurement).run()


def replay(
    measurement: Mapping[str, Any], *, region: Path | str | None = None
) -> dict[str, Any]:
    """Compute a kept measurement again: the same input gives the same digits."""
    return calculate(measurement, region=region)


def answer_of(
    given: Any,
    status: str,
    passport: Passport,
    *,
    target: Value | None = None,
    realised: Value | None = None,
    achievement: Decimal | None = None,
    judged: ClassResult | None = None,
) -> dict[str, Any]:
    unit = (target and target.unit) or (realised and realised.unit) or None
    score = judged.score if judged else None
    return {
        "id": given.get("id") if isinstance(given, Mapping) else None,
        "status": status,
        "achievement": None if achievement is None else f"{achievement:f}",
        "score": None if score is None else f"{score:f}",
        "class": judged.name if judged else None,
        "realisation": realised.digits if realised else None,
        "target": target.digits if target else None,
        "unit": unit,
        "passport": passport.steps,
    }


@dataclass(slots=True)
class _Calculation:
    """One measurement on its way."""

    library: Library
    measurement: Any
    passport: Passport = field(default_factory=Passport)
    target: Value | None = None
    realised: Value | None = None

    def run(self) -> dict[str, Any]:
        try:
            achievement, judged = self._work()
        except Refused as error:
            return {**self._stop(REFUSED, "Ditolak", error), "reason": str(error)}
        except NotComputable as error:
            answer = self._stop(NOT_COMPUTABLE, "Tidak dapat dihitung", error)
            return {**answer, "reason": str(error)}
        except NotReported as error:
            return self._stop(NOT_REPORTED, "Belum dilaporkan", error)
        return answer_of(
            self.measurement,
            COMPUTED,
            self.passport,
            target=self.target,
            realised=self.realised,
            achievement=achievement,
            judged=judged,
        )

    def _stop(self, status: str, step: str, error: Exception) -> dict[str, Any]:
        self.passport.add(step, str(error))
        return answer_of(
            self.measurement,
            status,
            self.passport,
            target=self.target,
            realised=self.realised,
        )

    def _work(self) -> tuple[Decimal, ClassResult]:
        given = self._given()
        rules = self._rules(given)
        polarity = read_polarity(given.get("polarity"))
        is_maximum = read_truth(given, "target_is_maximum")
        decimals = read_decimals(given.get("decimals"))
        scale = self._scale(given, polarity)
        self.target = read_target(given.get("target"), polarity, scale)
        self._share(given.get("share"))
        reported = self._report(given, polarity, scale)
        target, realised = self._take(reported, decimals)
        formula = rules.formulas.get(polarity)
        if formula is None:
            raise Refused(
                f"Paket {rules.pack.name} tidak memuat rumus untuk polaritas {polarity}."
            )
        worked = _achieve(formula, realised, target, scale)
        self.passport.add(
            "Capaian",
            worked.written,
            f"{POLARITY_WORDS[polarity]}: {formula.words}",
            formula.citation,
        )
        return self._judge(rules, worked.percent, is_maximum=is_maximum)

    def _given(self) -> Mapping[str, Any]:
        if not isinstance(self.measurement, Mapping):
            raise Refused(
                "Satu pengukuran harus berupa objek JSON. Tulis misalnya "
                '{"on": "2026-12-31", "polarity": "higher", "target": "100 %", '
                '"realisation": "95 %"}.'
            )
        unknown = [str(key)[:40] for key in self.measurement if key not in KEYS]
        if unknown:
            self.passport.add(
                "Isian yang tidak dikenal", ", ".join(unknown), "tidak ikut dihitung"
            )
        return self.measurement

    def _rules(self, given: Mapping[str, Any]) -> RuleSet:
        key = given.get("rules")
        key = DEFAULT_RULES if key is None else key
        if not isinstance(key, str):
            raise Refused("Paket aturan (rules) harus berupa teks.")
        on = read_day(given.get("on"))
        elect = read_truth(given, "elect")
        try:
            rules = get_rule_set(self.library, key, on, elect)
        except (RuleUnknown, NotInForce) as error:
            raise Refused(str(error)) from error
        how = f"{rules.spoke}; dipakai untuk {format_date(on)}"
        if rules.is_elected and rules.pack.ends_on is not None:
            how += (
                f"; hari terakhir berlakunya {format_date(rules.pack.ends_on)}, tetap "
                "dipakai atas keputusan kantor sendiri (elect)"
            )
        self.passport.add("Aturan", rules.pack.name, how, rules.in_force_citation)
        return rules

    def _share(self, share: Any) -> None:
        """Take the part of the target that is asked: `{"of": "46/90", "why": …}`."""
        if share is None or self.target is None:
            return
        of = str(share.get("of")) if isinstance(share, Mapping) else ""
        if not SHARE.fullmatch(of):
            raise Refused(
                "Bagian target (share) harus berupa pecahan, misalnya "
                '{"of": "46/90", "why": "46 dari 90 hari"}.'
            )
        part = Fraction(of)
        whole = self.target
        if whole.number is None:
            return
        upper = None if whole.upper is None else whole.upper * part
        self.target = replace(whole, number=whole.number * part, upper=upper)
        self.passport.add(
            "Bagian target",
            f"{whole.shown} × {of.replace('/', ' ÷ ')} = {self.target.shown}",
            str(share.get("why") or ""),
        )

    def _report(
        self, given: Mapping[str, Any], polarity: str, scale: Scale | None
    ) -> Reported:
        """Read what was reported: by one, or by several holders together."""
        if given.get("holders") is None:
            return read_reported(given, polarity, scale, self.target)
        try:
            found = read_holders(
                given["holders"],
                given.get("accumulation"),
                polarity,
                scale,
                self.target,
            )
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ) as error:
            if isinstance(error, Refused | NotComputable | NotReported):
                raise
            raise Refused(
                "Isian pemangku (holders) tidak lengkap: setiap bagian memuat who, "
                "when, days, dan value atau pair."
            ) from error
        for step in found.steps:
            self.passport.add(step.step, step.value, step.rule)
        return Reported(found.written, found.how, found.value)

    def _scale(self, given: Mapping[str, Any], polarity: str) -> Scale | None:
        key = given.get("scale")
        if polarity != "grade" or key in (None, ""):
            return None
        if not isinstance(key, str):
            raise Refused("Skala (scale) harus berupa teks, misalnya akip.")
        try:
            scale = get_scale(self.library, key, read_day(given.get("on")))
        except (RuleUnknown, NotInForce) as error:
            raise Refused(str(error)) from error
        self.passport.add(
            "Skala", f"{key}: {scale.names}", "terbaik lebih dulu", scale.citation
        )
        return scale

    def _take(self, reported: Reported, decimals: int | None) -> tuple[Value, Value]:
        """Return target and realisation side by side, the realisation rounded if asked."""
        value = reported.value
        self.passport.add("Angka yang dilaporkan", reported.written, reported.how)
        self.passport.add("Realisasi", value.shown, _sentence(value.notes))
        if decimals is not None and value.number is not None:
            rounded = half_up(value.number, decimals)
            value = replace(value, number=Fraction(rounded))
            self.passport.add(
                "Pembulatan realisasi",
                value.shown,
                f"setengah ke atas, {decimals} desimal, sebelum dibandingkan",
            )
        self.realised = value
        check_units(self.target, value)
        if self.target is None:
            raise NotComputable(
                "Targetnya belum ditetapkan, jadi realisasi tidak ada pembandingnya. "
                "Tetapkan target lebih dulu."
            )
        self.passport.add("Target", self.target.shown, _sentence(self.target.notes))
        return self.target, value

    def _judge(
        self, rules: RuleSet, percent: Fraction, *, is_maximum: bool
    ) -> tuple[Decimal, ClassResult]:
        if rules.cap is not None:
            cap = Fraction(rules.cap.value)
            capped = min(percent, cap)
            self.passport.add(
                "Batas atas",
                f"{format_exact(capped)} %",
                f"capaian di atas {format_exact(cap)} % dihitung {format_exact(cap)} %",
                rules.cap.citation,
            )
            percent = capped
        decimals = int(rules.decimals.value)
        achievement = half_up(percent, decimals)
        self.passport.add(
            "Pembulatan",
            f"{format_exact(percent)} % menjadi {format_number(achievement)} %",
            f"setengah ke atas, {decimals} desimal, satu kali",
            rules.decimals.citation,
        )
        found = rules.class_for(achievement, target_is_maximum=is_maximum)
        score = _score(rules, found, achievement)
        if score is None:
            self.passport.add("Kelas", found.name, found.words, found.citation)
        else:
            self.passport.add(
                "Kelas dan nilai",
                f"{found.name}, nilai {format_number(score)}",
                f"{found.words}; {_score_words(found, achievement, score)}",
                found.citation,
            )
        return achievement, ClassResult(found.name, found.rank, score)


def _achieve(
    rule: FormulaRule, realised: Value, target: Value, scale: Scale | None
) -> Worked:
    """Run the formula that the rule names. Raises `NotComputable` and `Refused`."""
    if realised.day is not None and target.day is not None:
        return formulas.by_date(realised.day, target.day)
    if realised.answer is not None and target.answer is not None:
        return formulas.match(realised.answer, target.answer)
    if realised.number is None or target.number is None:
        return _achieve_grade(realised, target, scale)
    upper = target.number if target.upper is None else target.upper
    name = "ratio" if rule.formula == "grade" else rule.formula
    return formulas.NUMBER_FORMULAS[name](realised.number, Bounds(target.number, upper))


def _achieve_grade(realised: Value, target: Value, scale: Scale | None) -> Worked:
    wanted = place_on(scale, target, "Target")
    reached = place_on(scale, realised, "Realisasi")
    if reached <= wanted:
        return formulas.grade_reached()
    below = scale.grades[reached].bound if scale else None
    asked = scale.grades[wanted].bound if scale else None
    if below is None or asked is None:
        raise NotComputable(
            "Predikatnya di bawah target, tetapi skala ini tidak mempunyai batas angka "
            "untuk menghitung persentasenya. Nyatakan target sebagai ada atau tidak ada "
            "bila hanya tercapainya yang dinilai."
        )
    return formulas.grade_below(Fraction(below), Fraction(asked))


def _score(rules: RuleSet, found: ClassRule, achievement: Decimal) -> Decimal | None:
    if found.line is None:
        return None
    line = found.line
    exact = on_line(
        Fraction(achievement), base=line.base, rise=line.rise, run=line.run, at=line.at
    )
    return half_up(exact, int(rules.score_decimals.value))


def _score_words(found: ClassRule, achievement: Decimal, score: Decimal) -> str:
    line = found.line
    if line is None or line.is_fixed:
        return f"nilainya tetap {format_number(score)}"
    return (
        f"nilai {format_exact(line.base)} + {format_exact(line.rise)} ÷ "
        f"{format_exact(line.run)} × ({format_number(achievement)} − "
        f"{format_exact(line.at)}) = {format_number(score)}"
    )


def _sentence(notes: Sequence[str]) -> str:
    return " ".join(notes)


def class_of(
    achievement: Decimal,
    *,
    rules: str,
    on: date,
    elect: bool = False,
    target_is_maximum: bool = False,
    region: Path | str | None = None,
) -> ClassResult:
    """Return class, rank (5 is best) and score of an achievement in percent.

    The achievement is rounded as the pack rounds before it is judged.

    Raises `RuleUnknown` and `NotInForce`.
    """
    pack = get_rule_set(load_library(region), rules, on, elect)
    rounded = half_up(achievement, int(pack.decimals.value))
    found = pack.class_for(rounded, target_is_maximum=target_is_maximum)
    return ClassResult(found.name, found.rank, _score(pack, found, rounded))


def list_classes(
    *, rules: str, on: date, elect: bool = False, region: Path | str | None = None
) -> list[ClassBounds]:
    """Return the classes of a pack for a legend, best first, neighbours joined by name.

    Raises `RuleUnknown` and `NotInForce`.
    """
    pack = get_rule_set(load_library(region), rules, on, elect)
    found: list[ClassBounds] = []
    upper, upper_is_inclusive = None, True
    for rule in pack.classes:
        bounds = ClassBounds(
            rule.name,
            rule.rank,
            rule.bound,
            rule.is_inclusive,
            upper,
            upper_is_inclusive,
        )
        if found and found[-1].name == rule.name:
            above = found.pop()
            bounds = replace(
                bounds, upper=above.upper, upper_is_inclusive=above.upper_is_inclusive
            )
        found.append(bounds)
        upper, upper_is_inclusive = rule.bound, not rule.is_inclusive
    return found


def mean_achievement(
    values: Sequence[Decimal],
    *,
    on: date,
    rules: str,
    region: Path | str | None = None,
) -> MeanResult:
    """Return the mean of achievements in percent, rounded half up once, with its steps.

    Each counts for at most the roll-up limit of the pack, so that one achievement of
    700 % does not hide the others. Leave out what is not reported or not computable.

    Raises `NothingToAverage` for no values, `RuleUnknown` and `NotInForce`.
    """
    if not values:
        raise NothingToAverage("Belum ada capaian yang dapat dirata-ratakan.")
    library = load_library(region)
    limit, decimals = get_rollup(library, rules, on)
    exact = capped_mean(
        [Fraction(value) for value in values],
        None if limit is None else Fraction(limit.value),
    )
    passport = Passport()
    passport.add("Capaian yang dirata-ratakan", "; ".join(map(format_number, values)))
    if limit is not None:
        top = format_number(limit.value)
        above = sum(value > limit.value for value in values)
        passport.add(
            "Batas di dalam rata-rata",
            f"{above} capaian di atas {top} % dihitung {top} %",
            "agar satu capaian yang sangat tinggi tidak menutupi yang lain",
            limit.citation,
        )
    passport.add(
        "Rata-rata",
        f"{format_exact(exact * len(values))} ÷ {len(values)} = {format_exact(exact)} %",
        "jumlah capaian ÷ banyaknya capaian; yang belum dilaporkan tidak ikut",
    )
    rounded = half_up(exact, int(decimals.value))
    passport.add(
        "Pembulatan",
        f"{format_exact(exact)} % menjadi {format_number(rounded)} %",
        f"setengah ke atas, {decimals.value} desimal, satu kali",
        decimals.citation,
    )
    return MeanResult(rounded, passport.steps)
