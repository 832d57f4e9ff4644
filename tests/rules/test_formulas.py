"""The formulas keep their promises for all numbers, not only for the examples."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolok.rules.formulas import achievement as formulas
from tolok.rules.formulas.achievement import Bounds, NotComputable
from tolok.rules.formulas.interpolation import on_line
from tolok.rules.formulas.mean import capped_mean


positive = st.fractions(min_value=Fraction(1, 1000), max_value=10**6)
numbers = st.fractions(min_value=-(10**6), max_value=10**6)


@st.composite
def ranges(draw) -> Bounds:
    low, high = sorted([draw(positive), draw(positive)])
    return Bounds(low, high)


@given(ranges(), numbers, numbers)
def test_higher_is_better_never_falls_when_the_realisation_rises(target, one, other):
    low, high = sorted([one, other])

    worse, better = formulas.ratio(low, target), formulas.ratio(high, target)

    assert worse.percent <= better.percent


@given(ranges(), numbers, numbers)
def test_lower_is_better_never_rises_when_the_realisation_rises(target, one, other):
    low, high = sorted([one, other])

    better, worse = formulas.inverse(low, target), formulas.inverse(high, target)

    assert better.percent >= worse.percent >= 0


@given(ranges(), numbers)
def test_inside_a_range_is_always_one_hundred(target, value):
    inside = min(max(value, target.lower), target.upper)

    for name in ("ratio", "inverse", "within", "nearness"):
        assert formulas.NUMBER_FORMULAS[name](inside, target).percent == 100


@given(ranges(), numbers)
def test_range_and_stable_stay_between_nought_and_one_hundred(target, value):
    assert 0 <= formulas.within(value, target).percent <= 100
    assert 0 <= formulas.nearness(value, target).percent <= 100


@given(positive, positive)
def test_too_much_and_too_little_weigh_the_same_when_stable(target, distance):
    at = Bounds(target, target)

    above = formulas.nearness(target + distance, at)
    below = formulas.nearness(target - distance, at)

    assert above.percent == below.percent


@given(numbers)
def test_only_nought_satisfies_zero(value):
    worked = formulas.none_allowed(value, Bounds(Fraction(0), Fraction(0)))

    assert worked.percent == (100 if value == 0 else 0)


@given(st.dates(), st.dates())
def test_on_or_before_the_due_day_is_in_time(realised, due):
    assert formulas.by_date(realised, due).percent == (100 if realised <= due else 0)


def test_the_distance_to_the_due_day_is_said():
    due = date(2026, 11, 30)

    assert "tepat pada" in formulas.by_date(due, due).written
    assert "2 hari sebelum" in formulas.by_date(date(2026, 11, 28), due).written
    assert "1 hari sesudah" in formulas.by_date(date(2026, 12, 1), due).written


@pytest.mark.parametrize("formula", [formulas.ratio, formulas.inverse, formulas.within])
@pytest.mark.parametrize(("target", "says"), [(0, "nol"), (-5, "negatif")])
def test_a_target_that_cannot_divide_is_said(formula, target, says):
    with pytest.raises(NotComputable, match=says):
        formula(Fraction(3), Bounds(Fraction(target), Fraction(target)))


def test_lower_with_nothing_allowed_and_nothing_happened_is_reached():
    nothing = Bounds(Fraction(0), Fraction(0))

    assert formulas.inverse(Fraction(0), nothing).percent == 100


def test_a_grade_below_is_measured_by_the_lower_bounds():
    assert formulas.grade_reached().percent == 100
    assert formulas.grade_below(Fraction(60), Fraction(70)).percent == Fraction(600, 7)
    with pytest.raises(NotComputable):
        formulas.grade_below(Fraction(0), Fraction(0))


def test_yes_is_held_against_what_was_asked():
    assert formulas.match(True, True).percent == 100
    assert formulas.match(False, False).percent == 100
    assert formulas.match(False, True).percent == 0


def test_a_score_lies_on_the_line_of_its_class():
    score = on_line(
        Fraction(98),
        base=Fraction(70),
        rise=Fraction(19),
        run=Fraction(19),
        at=Fraction(80),
    )

    assert score == 88


@given(st.lists(numbers, min_size=1), numbers)
def test_a_mean_lies_between_its_ends_and_never_above_the_limit(values, limit):
    mean = capped_mean(values, limit)

    assert min(*values, limit) <= mean <= limit
    assert mean <= capped_mean(values, None)


def test_one_very_high_achievement_does_not_hide_the_others():
    values = [Fraction(700), Fraction(50)]

    assert capped_mean(values, Fraction(120)) == 85
    assert capped_mean(values, None) == 375
    with pytest.raises(ZeroDivisionError):
        capped_mean([], None)
