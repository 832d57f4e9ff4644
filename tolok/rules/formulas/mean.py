"""The roll-up: the plain mean of achievements, none counted above a limit."""

from collections.abc import Sequence
from fractions import Fraction


def capped_mean(values: Sequence[Fraction], limit: Fraction | None) -> Fraction:
    """Return the mean in percent of `values`, each counted as at most `limit`.

    Raises `ZeroDivisionError` where there is no value: the caller says so instead.
    """
    counted = values if limit is None else [min(value, limit) for value in values]
    return sum(counted, Fraction(0)) / len(values)
