"""Periods of measurement and ranges of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolok.kernel.periods import DayRange, Period, PeriodInvalid, PeriodKind


YEAR, SEMESTER, QUARTER, MONTH = PeriodKind


@pytest.mark.parametrize(
    ("period", "starts_on", "ends_on", "label", "short_label"),
    [
        (
            Period(2026, YEAR),
            date(2026, 1, 1),
            date(2026, 12, 31),
            "Tahun 2026",
            "2026",
        ),
        (
            Period(2026, SEMESTER, 2),
            date(2026, 7, 1),
            date(2026, 12, 31),
            "Semester II 2026",
            "Smt II",
        ),
        (
            Period(2026, QUARTER, 3),
            date(2026, 7, 1),
            date(2026, 9, 30),
            "Triwulan III 2026",
            "TW III",
        ),
        (
            Period(2028, MONTH, 2),
            date(2028, 2, 1),
            date(2028, 2, 29),
            "Februari 2028",
            "Feb",
        ),
        (
            Period(2026, MONTH, 12),
            date(2026, 12, 1),
            date(2026, 12, 31),
            "Desember 2026",
            "Des",
        ),
        (
            Period(9999, QUARTER, 4),
            date(9999, 10, 1),
            date(9999, 12, 31),
            "Triwulan IV 9999",
            "TW IV",
        ),
    ],
)
def test_a_period_knows_its_days_and_names(
    period, starts_on, ends_on, label, short_label
) -> None:
    assert (period.starts_on, period.ends_on) == (starts_on, ends_on)
    assert period.days == DayRange(starts_on, ends_on)
    assert (period.label, period.short_label) == (label, short_label)


def test_the_kind_may_be_given_as_a_word() -> None:
    assert Period(2026, "quarter", 1) == Period(2026, QUARTER, 1)


@pytest.mark.parametrize(
    ("year", "kind", "number"),
    [(2026, QUARTER, 5), (2026, QUARTER, 0), (0, YEAR, 1), (10000, YEAR, 1)],
)
def test_a_period_that_no_calendar_knows_is_refused(year, kind, number) -> None:
    with pytest.raises(PeriodInvalid):
        Period(year, kind, number)


def test_the_period_after_the_fourth_quarter_is_the_first_of_next_year() -> None:
    assert Period(2026, QUARTER, 4).next() == Period(2027, QUARTER, 1)
    assert Period(2026, QUARTER, 1).next() == Period(2026, QUARTER, 2)
    with pytest.raises(PeriodInvalid):
        Period(9999, YEAR).next()


def test_a_year_has_four_quarters() -> None:
    quarters = Period.list_of(2026, QUARTER)

    assert [p.short_label for p in quarters] == ["TW I", "TW II", "TW III", "TW IV"]


@given(st.dates(), st.sampled_from(PeriodKind))
def test_each_day_lies_in_exactly_one_period_of_a_kind(day, kind) -> None:
    holding = [p for p in Period.list_of(day.year, kind) if day in p.days]

    assert holding == [Period.containing(day, kind)]


def test_first_and_last_day_belong_to_a_range() -> None:
    days = DayRange(date(2026, 1, 1), date(2026, 3, 31))

    assert date(2026, 1, 1) in days
    assert date(2026, 3, 31) in days
    assert date(2025, 12, 31) not in days
    assert date(2026, 4, 1) not in days
    assert date(2100, 1, 1) in DayRange(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("other", "days"),
    [
        (DayRange(date(2026, 3, 31), date(2026, 4, 30)), 1),
        (DayRange(date(2026, 4, 1), date(2026, 4, 30)), 0),
        (DayRange(date(2026, 2, 1)), 59),
        (DayRange(date(2025, 1, 1)), 90),
    ],
)
def test_days_in_common_are_counted(other: DayRange, days: int) -> None:
    quarter = Period(2026, QUARTER, 1).days

    assert quarter.days_in_common(other) == days
    assert other.days_in_common(quarter) == days
    assert quarter.overlaps(other) is (days > 0)


def test_two_ranges_without_end_share_days_without_count() -> None:
    one, other = DayRange(date(2026, 1, 1)), DayRange(date(2026, 5, 1))

    assert one.in_common(other) == other
    with pytest.raises(PeriodInvalid, match="belum berakhir"):
        one.days_in_common(other)


def test_a_range_cannot_end_before_it_starts() -> None:
    with pytest.raises(PeriodInvalid, match="sebelum mulai"):
        DayRange(date(2026, 1, 2), date(2026, 1, 1))
