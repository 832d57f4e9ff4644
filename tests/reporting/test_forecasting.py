"""The forecast of a year, each number worked out by hand in the comment above it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolok.reporting.forecasting import (
    Forecast,
    Method,
    TooLittle,
    forecast_year,
)


pytestmark = pytest.mark.any_engine


def numbers(*written: str | None) -> list[Decimal | None]:
    return [None if one is None else Decimal(one) for one in written]


def forecast(*written: str | None, by: str = "sum", **more) -> Forecast:
    found = forecast_year(numbers(*written), accumulation=by, **more)
    assert isinstance(found, Forecast)
    return found


def ends(found: Forecast) -> tuple[Decimal, Decimal, Decimal]:
    return found.low, found.value, found.high


# ---------------------------------------------------------------- when nothing is said


def test_one_period_is_too_little():
    assert (
        forecast_year(numbers("5", None, None, None), accumulation="sum")
        is TooLittle.FEW
    )


def test_two_periods_are_too_little_for_a_line():
    assert (
        forecast_year(numbers("80", "82", None, None), accumulation="last")
        is TooLittle.FEW
    )


def test_a_year_that_is_complete_needs_no_forecast():
    assert (
        forecast_year(numbers("5", "7", "6", "6"), accumulation="sum")
        is TooLittle.COMPLETE
    )


def test_an_unknown_way_of_adding_up_is_refused():
    with pytest.raises(ValueError, match="median"):
        forecast_year(numbers("1", "2", None), accumulation="median")


# ---------------------------------------------------------------- this year alone


def test_a_sum_goes_on_at_its_mean_between_its_weakest_and_strongest_period():
    found = forecast("5", "7", "6", None)

    # 5 + 7 + 6 = 18, mean 6: 24; weakest 5: 23; strongest 7: 25
    assert ends(found) == (Decimal(23), Decimal(24), Decimal(25))
    assert (found.method, found.reported, found.years) == (Method.MEAN, 3, 0)


def test_a_gap_is_foretold_and_not_counted_as_zero():
    found = forecast("10", None, "14", None)

    # mean of 10 and 14 is 12: 10 + 12 + 14 + 12 = 48; twice 10: 44; twice 14: 52
    assert ends(found) == (Decimal(44), Decimal(48), Decimal(52))
    assert [one.at for one in found.rest] == [1, 3]


def test_a_last_value_goes_on_along_its_line():
    found = forecast("80", "84", "85", None, by="last")

    # mean 83 at 1, slope ((−1)(−3) + 0 + 1 × 2) ÷ 2 = 2,5; at 3: 83 + 2,5 × 2 = 88
    # on the line 80,5 83 85,5: the largest miss is 1
    assert ends(found) == (Decimal(87), Decimal(88), Decimal(89))
    assert found.method is Method.LINE


def test_an_average_is_the_mean_of_all_periods():
    found = forecast("80", "90", None, None, by="average")

    # (80 + 90 + 85 + 85) ÷ 4 = 85; with 80: 82,5; with 90: 87,5
    assert ends(found) == (Decimal("82.5"), Decimal(85), Decimal("87.5"))


def test_the_highest_value_cannot_fall_any_more():
    found = forecast("80", "90", None, None, by="highest")

    assert ends(found) == (Decimal(90), Decimal(90), Decimal(90))


def test_the_lowest_value_cannot_rise_any_more():
    assert ends(forecast("3", "5", None, None, by="lowest")) == (Decimal(3),) * 3


def test_a_ratio_is_weighed_by_its_denominators():
    found = forecast("50", "80", None, by="ratio", weights=numbers("100", "200", None))

    # mean 65, usual denominator 150: (100×50 + 200×80 + 150×65) ÷ 450 = 68,33…
    assert round(found.value, 4) == Decimal("68.3333")
    # with 50: 28.500 ÷ 450; with 80: 33.000 ÷ 450
    assert round(found.low, 4) == Decimal("63.3333")
    assert round(found.high, 4) == Decimal("73.3333")


def test_a_ratio_without_denominators_is_a_plain_mean():
    assert forecast("50", "80", None, by="ratio").value == Decimal(65)


# ---------------------------------------------------------------- earlier years


def test_a_sum_follows_the_seasons_of_the_year_before():
    found = forecast("12", "24", None, None, earlier=[numbers("10", "20", "30", "40")])

    # 36 of 30 is a pace of 1,2: 36 + 1,2 × 70 = 120; both periods ran at 1,2
    assert ends(found) == (Decimal(120),) * 3
    assert (found.method, found.pace, found.years) == (
        Method.PATTERN,
        Decimal("1.2"),
        1,
    )


def test_the_range_comes_of_the_weakest_and_the_strongest_pace():
    found = forecast("8", "22", None, None, earlier=[numbers("10", "20", "30", "40")])

    # paces 0,8 and 1,1, together 30 of 30 = 1: 30 + 70 = 100
    # 30 + 0,8 × 70 = 86; 30 + 1,1 × 70 = 107
    assert ends(found) == (Decimal(86), Decimal(100), Decimal(107))


def test_a_last_value_follows_the_year_before_with_two_periods_already():
    found = forecast(
        "90", "99", None, None, by="last", earlier=[numbers("100", "110", "105", "120")]
    )

    # 189 of 210 = 0,9: 120 × 0,9 = 108; paces 0,9 and 0,9
    assert ends(found) == (Decimal(108),) * 3


def test_several_earlier_years_are_one_pattern():
    found = forecast(
        "15",
        "15",
        None,
        earlier=[numbers("10", "10", "40"), numbers("20", "20", "20")],
    )

    # the pattern is 15 15 30, the pace 1: 30 + 30 = 60
    assert found.value == Decimal(60)
    assert found.years == 2


@pytest.mark.parametrize(
    "earlier",
    [
        [numbers("10", None, "30", "40")],  # a gap
        [numbers("10", "20", "30")],  # another number of periods
        [numbers("0", "20", "30", "40")],  # nothing to compare with
    ],
)
def test_an_earlier_year_that_does_not_compare_is_left_out(earlier):
    found = forecast("5", "7", "6", None, earlier=earlier)

    assert (found.method, found.value, found.years) == (Method.MEAN, Decimal(24), 0)


# ---------------------------------------------------------------- always

AMOUNT = st.decimals(min_value=1, max_value=1000, places=2)


@given(
    values=st.lists(AMOUNT, min_size=3, max_size=11),
    earlier=st.none() | st.lists(AMOUNT, min_size=12, max_size=12),
    by=st.sampled_from(["sum", "last", "average", "highest", "lowest", "ratio"]),
)
def test_the_forecast_lies_in_its_range(values, earlier, by):
    row = [*values, *[None] * (12 - len(values))]

    found = forecast_year(row, accumulation=by, earlier=[earlier] if earlier else [])

    assert isinstance(found, Forecast)
    slack = Decimal("1e-15")
    assert found.low - slack <= found.value <= found.high + slack
