"""Achievement in percent by polarity: exact fractions, never rounded here.

Each formula returns the achievement and the sum as an official would write it.
Sources: PermenPANRB 8/2021, lampiran hlm. 91 and 100, for `ratio` and `inverse`; the
parameter files `capaian/rumus-*` cite the source of each formula and its mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tolok.kernel.numbers import format_exact


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


HUNDRED = Fraction(100)
NONE_REACHED = Fraction(0)


class NotComputable(ValueError):
    """No achievement follows from these numbers; the message says why."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a target asks for: one number twice, or the two ends of a range."""

    lower: Fraction
    upper: Fraction

    @property
    def is_range(self) -> bool:
        """Is it more than one number?"""
        return self.lower != self.upper

    def holds(self, value: Fraction) -> bool:
        """Does the value lie inside, ends included?"""
        return self.lower <= value <= self.upper

    def nearest(self, value: Fraction) -> Fraction:
        """Return the end that a value outside is held against."""
        return self.lower if value < self.lower else self.upper


@dataclass(frozen=True, slots=True)
class Worked:
    """An achievement in percent, and the sum that led to it."""

    percent: Fraction
    written: str


def ratio(realised: Fraction, target: Bounds) -> Worked:
    """Higher is better: R ÷ T × 100; a range by its nearest end, inside 100.

    Raises `NotComputable` for a target that is not above zero.
    """
    if _inside(realised, target):
        return _inside_range(realised, target)
    base = _divisor(target.nearest(realised))
    percent = realised / base * HUNDRED
    return Worked(percent, f"{_n(realised)} ÷ {_n(base)} × 100 = {_p(percent)}")


def inverse(realised: Fraction, target: Bounds) -> Worked:
    """Lower is better: (1 + (1 − R ÷ T)) × 100, never below 0; a range as in `ratio`.

    A target of zero with realisation zero is 100.

    Raises `NotComputable` for any other target that is not above zero.
    """
    if _inside(realised, target):
        return _inside_range(realised, target)
    base = target.nearest(realised)
    if base == 0 and realised == 0:
        return Worked(HUNDRED, "target 0 dan realisasi 0 = 100 %")
    base = _divisor(base)
    percent = (2 - realised / base) * HUNDRED
    written = f"(1 + (1 − {_n(realised)} ÷ {_n(base)})) × 100 = {_p(percent)}"
    return _not_below_zero(percent, written)


def within(realised: Fraction, target: Bounds) -> Worked:
    """Inside 100; outside 100 − |R − nearest end| ÷ nearest end × 100, never below 0.

    Raises `NotComputable` where the nearest end is not above zero.
    """
    if _inside(realised, target):
        return _inside_range(realised, target)
    base = _divisor(target.nearest(realised))
    percent = HUNDRED - abs(realised - base) / base * HUNDRED
    high, low = max(realised, base), min(realised, base)
    written = f"100 − ({_n(high)} − {_n(low)}) ÷ {_n(base)} × 100 = {_p(percent)}"
    return _not_below_zero(percent, written)


def nearness(realised: Fraction, target: Bounds) -> Worked:
    """Near the target is best: 100 − |R − T| ÷ T × 100, never below 0.

    Raises `NotComputable` for a target that is not above zero.
    """
    return within(realised, target)


def none_allowed(realised: Fraction, _target: Bounds) -> Worked:
    """Any occurrence is a failure: 100 where R is 0, else 0, whatever the target."""
    if realised == 0:
        return Worked(HUNDRED, "realisasi 0 = 100 %")
    return Worked(NONE_REACHED, f"realisasi {_n(realised)}, bukan 0 = 0 %")


def match(realised: bool, target: bool) -> Worked:
    """100 where the answer is the one asked for, else 0."""
    if realised is target:
        return Worked(HUNDRED, "realisasi sama dengan target = 100 %")
    return Worked(NONE_REACHED, "realisasi tidak sama dengan target = 0 %")


def by_date(realised: date, target: date) -> Worked:
    """100 on or before the due day, else 0."""
    late = (realised - target).days
    if late <= 0:
        how = f"{-late} hari sebelum" if late else "tepat pada"
        return Worked(HUNDRED, f"{how} batas waktu = 100 %")
    return Worked(NONE_REACHED, f"{late} hari sesudah batas waktu = 0 %")


def grade_reached() -> Worked:
    """A grade at or above the target's grade: 100."""
    return Worked(HUNDRED, "predikat sama dengan atau di atas target = 100 %")


def grade_below(realised_bound: Fraction, target_bound: Fraction) -> Worked:
    """A grade below the target's: lower bound of R's grade ÷ that of T's grade × 100.

    Raises `NotComputable` where the target's grade has a lower bound of zero.
    """
    base = _divisor(target_bound)
    percent = realised_bound / base * HUNDRED
    written = f"batas bawah {_n(realised_bound)} ÷ {_n(base)} × 100 = {_p(percent)}"
    return Worked(percent, written)


NUMBER_FORMULAS: dict[str, Callable[[Fraction, Bounds], Worked]] = {
    "ratio": ratio,
    "inverse": inverse,
    "within": within,
    "nearness": nearness,
    "none_allowed": none_allowed,
}


def _inside(realised: Fraction, target: Bounds) -> bool:
    return target.is_range and target.holds(realised)


def _inside_range(realised: Fraction, target: Bounds) -> Worked:
    ends = f"{_n(target.lower)} - {_n(target.upper)}"
    return Worked(HUNDRED, f"{_n(realised)} di dalam {ends} = 100 %")


def _not_below_zero(percent: Fraction, written: str) -> Worked:
    if percent < 0:
        return Worked(NONE_REACHED, f"{written}; paling rendah 0 %")
    return Worked(percent, written)


def _divisor(base: Fraction) -> Fraction:
    if base == 0:
        raise NotComputable(
            "Targetnya nol, jadi tidak ada yang dapat dibagi. Tetapkan target di atas "
            "nol, atau pakai polaritas yang tidak membagi."
        )
    if base < 0:
        raise NotComputable(
            "Targetnya negatif; pembagian akan membalik arti capaian. Nyatakan target "
            "sebagai angka positif."
        )
    return base


def _n(value: Fraction) -> str:
    return format_exact(value)


def _p(percent: Fraction) -> str:
    return f"{format_exact(percent)} %"
