"""Figures as Indonesians write them, with a dash where there is none."""

from decimal import Decimal
from fractions import Fraction

from tolok.kernel.numbers import format_number
from tolok.kernel.rounding import half_up


ABSENT = "–"


def digits_behind(value: Decimal) -> int:
    """Return how many decimals a value really has: 1,50 has one."""
    return len(f"{value.normalize():f}".partition(".")[2])


def percent(value: Decimal | None) -> str:
    """Return "87,50" for a column whose head says percent, or "–" for none."""
    return ABSENT if value is None else format_number(value, 2)


def whole(value: int) -> str:
    """Return "1.234"."""
    return format_number(Decimal(value), 0)


def share_of(part: int, total: int) -> Decimal | None:
    """Return a part in percent of its whole, two decimals; None without a whole."""
    return half_up(Fraction(100 * part, total), 2) if total else None


def mean_of(values_sum: Decimal, count: int) -> Decimal | None:
    """Return the mean of `count` values, two decimals, rounded once; None for none."""
    return half_up(Fraction(values_sum) / count, 2) if count else None


def share_of_amounts(part: Decimal | None, total: Decimal | None) -> Decimal | None:
    """Return an amount in percent of another, two decimals; None without either."""
    if part is None or not total:
        return None
    return half_up(Fraction(part) / Fraction(total) * 100, 2)


def rupiah(value: Decimal | None) -> str | None:
    """Return "1.234.500" rupiah, with cents only where there are any; None for none."""
    if value is None:
        return None
    return format_number(value, 0 if value == value.to_integral_value() else 2)
