"""Rounding is half up, exact, and done on all digits."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolok.kernel.rounding import half_up


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("2.675", 2, "2.68"),
        ("2.665", 2, "2.67"),
        ("2.6649999999999999999999999999999999999", 2, "2.66"),
        ("-2.675", 2, "-2.68"),
        ("-0.001", 2, "0.00"),
        ("0", 2, "0.00"),
        ("99.995", 2, "100.00"),
        (
            "12345678901234567890123456789012345678.5",
            0,
            "12345678901234567890123456789012345679",
        ),
        ("1E+3", 1, "1000.0"),
    ],
)
def test_halves_go_away_from_zero(value: str, decimals: int, rounded: str) -> None:
    result = half_up(Decimal(value), decimals)

    assert str(result) == rounded


def test_a_third_is_rounded_from_all_its_digits() -> None:
    assert half_up(Fraction(1, 3), 4) == Decimal("0.3333")
    assert half_up(Fraction(2, 3), 4) == Decimal("0.6667")


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_not_finite_cannot_be_rounded(value: Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        half_up(value, 2)


def test_decimals_are_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        half_up(Decimal(1), -1)


@given(st.fractions(), st.integers(min_value=0, max_value=12))
def test_rounding_moves_a_value_by_at_most_half_a_unit(
    value: Fraction, decimals: int
) -> None:
    rounded = half_up(value, decimals)

    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**decimals)
    assert -rounded.as_tuple().exponent == decimals
