"""Sums with weights, and means of parts: exact, never rounded here."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction


DIGITS = 50


def weighted_sum(parts: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Return Σ value × weight ÷ 100 over (value, weight in percent)."""
    return sum((value * weight for value, weight in parts), Fraction(0)) / 100


def plain_mean(values: Sequence[Fraction]) -> Fraction:
    """Return Σ value ÷ how many; raises `ZeroDivisionError` where there is none."""
    return sum(values, Fraction(0)) / len(values)


def geometric_mean(values: Sequence[Decimal]) -> Decimal:
    """Return the n-th root of the product, to 50 digits; 0 where one value is 0.

    IUP RPJPD 2025-2045 no. 39: Indeks Desa is the geometric mean of its six dimensions.
    """
    with localcontext() as context:
        context.prec = DIGITS
        product = Decimal(1)
        for value in values:
            product *= value
        if not product:
            return Decimal(0)
        root: Decimal = (product.ln() / len(values)).exp()
        return root


def counted_share(met: int, partly: int, total: int) -> Fraction:
    """Return the share in percent of criteria met, one met in part counting half."""
    return (Fraction(met) + Fraction(partly, 2)) / total * 100
