"""Rounding as a civil servant rounds: half up, exactly, once."""

from decimal import Decimal
from fractions import Fraction


def half_up(value: Decimal | Fraction, decimals: int) -> Decimal:
    """Return `value` with exactly `decimals` digits behind the sign, halves away from zero.

    Works on integers only, so no decimal context can lose a digit: 2,675 becomes
    2,68 and a third stays a third until this step. Zero never carries a minus sign.

    Raises `ValueError` when `value` is not finite or `decimals` is negative.
    """
    if decimals < 0:
        raise ValueError(f"decimals must not be negative, got {decimals}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"only a finite number can be rounded, got {value}")
    numerator, denominator = value.as_integer_ratio()
    doubled = 2 * abs(numerator) * 10**decimals
    units = (doubled + denominator) // (2 * denominator)
    sign = "-" if numerator < 0 and units else ""
    return Decimal(f"{sign}{units}E-{decimals}")
