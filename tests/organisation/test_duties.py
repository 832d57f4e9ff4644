"""Whose the duties of a position were: seats, letters, days and chairs."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tolok.organisation.duties import Held, work_out_duties


FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


def seat(person: int, start: date, end: date | None = None, kind="definitive", **more):
    return Held(person * 10, 1, person, kind, start, end, **more)


def duties(*seats: Held) -> list[tuple[int, int, int]]:
    """Return person, days and chair of each duty of the quarter."""
    found = work_out_duties(seats, first=FIRST, last=LAST)
    return [(d.person_id, d.days, d.chair) for d in found.get(1, [])]


def test_one_holder_has_all_the_days_of_the_quarter():
    assert duties(seat(1, date(2020, 1, 1))) == [(1, 90, 1)]


def test_a_transfer_splits_the_quarter_by_days_in_one_chair():
    assert duties(
        seat(1, date(2020, 1, 1), date(2026, 2, 15)), seat(2, date(2026, 2, 16))
    ) == [(1, 46, 1), (2, 44, 1)]


def test_those_who_serve_side_by_side_sit_in_two_chairs():
    assert duties(seat(1, date(2020, 1, 1)), seat(2, date(2026, 2, 1))) == [
        (1, 90, 1),
        (2, 59, 2),
    ]


def test_a_plh_takes_over_on_the_days_of_the_letter_and_no_longer():
    assert duties(
        seat(1, date(2020, 1, 1)),
        seat(2, date(2026, 2, 2), date(2026, 2, 6), kind="plh"),
    ) == [(1, 32, 1), (2, 5, 1), (1, 53, 1)]


def test_a_letter_that_leaves_the_results_with_the_holder_moves_no_day():
    assert duties(
        seat(1, date(2020, 1, 1)),
        seat(2, date(2026, 2, 2), date(2026, 2, 6), kind="plh", owes_results=False),
    ) == [(1, 90, 1)]


def test_where_two_hold_a_position_for_good_who_acts_is_a_third():
    assert duties(
        seat(1, date(2020, 1, 1)),
        seat(2, date(2020, 1, 1)),
        seat(3, date(2026, 3, 1), kind="plt"),
    ) == [(1, 90, 1), (2, 90, 2), (3, 31, 3)]


def test_days_without_anybody_are_nobodys():
    assert duties(
        seat(1, date(2020, 1, 1), date(2026, 1, 31)), seat(2, date(2026, 3, 1))
    ) == [(1, 31, 1), (2, 31, 1)]


def test_who_comes_back_has_the_days_of_both_seats():
    first = seat(1, date(2020, 1, 1), date(2026, 1, 31))
    again = Held(99, 1, 1, "definitive", date(2026, 3, 1), None, Decimal(50))

    assert duties(first, again) == [(1, 31, 1), (1, 31, 1)]


SEATS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.integers(-30, 100),
        st.integers(0, 80),
        st.sampled_from(["definitive", "definitive", "plt", "plh"]),
    ),
    max_size=6,
)


@given(SEATS)
def test_no_day_of_a_chair_belongs_to_two_and_none_is_invented(drawn):
    seats = [
        Held(
            number,
            1,
            person,
            kind,
            FIRST + timedelta(start),
            FIRST + timedelta(start + length),
        )
        for number, (person, start, length, kind) in enumerate(drawn)
    ]

    found = work_out_duties(seats, first=FIRST, last=LAST).get(1, [])

    for day in (FIRST + timedelta(at) for at in range(90)):
        here = [d for d in found if d.first <= day <= d.last]
        assert len({d.chair for d in here}) == len(here)
        sitting = {s.person_id for s in seats if s.starts_on <= day <= s.ends_on}
        assert {d.person_id for d in here} <= sitting
        assert bool(here) == bool(sitting)
