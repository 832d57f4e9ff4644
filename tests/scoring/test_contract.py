"""The calculator against its contract, worked out a second time by other means.

The formulas, classes and scores below are written from the contract's text alone, with
decimals of forty digits and none of the house's own code, so that a slip in a rule file
or a formula shows as a difference.
"""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolok.scoring.calculator import calculate


D = Decimal
HUNDRED = D(100)
OLD = {"rules": "permenpanrb-8-2021", "on": "2021-12-31"}
NOW = {"on": "2026-12-31"}
CENT = D("0.01")

pytestmark = pytest.mark.any_engine


def rounded(value: Decimal) -> Decimal:
    """Round half up as schools teach it, away from zero below it."""
    return value.quantize(CENT, ROUND_HALF_UP)


def achieved(polarity: str, r: Decimal, low: Decimal, high: Decimal) -> Decimal | None:
    """Return what the contract's table of formulas gives, None: not computable."""
    is_range = low != high
    if polarity == "zero":
        return HUNDRED if r == 0 else D(0)
    if is_range and low <= r <= high:
        return HUNDRED
    base = low if r < low else high
    if base == 0:
        return HUNDRED if polarity == "lower" and r == 0 else None
    if polarity == "higher":
        return r / base * HUNDRED
    if polarity == "lower":
        return max(D(0), (1 + (1 - r / base)) * HUNDRED)
    return max(D(0), HUNDRED - abs(r - base) / base * HUNDRED)


def of_2017(c: Decimal) -> tuple[str, Decimal | None]:
    for bound, name in (
        (91, "Sangat Tinggi"),
        (76, "Tinggi"),
        (66, "Sedang"),
        (51, "Rendah"),
    ):
        if c >= bound:
            return name, None
    return "Sangat Rendah", None


def of_2021(c: Decimal, *, is_maximum: bool = False) -> tuple[str, Decimal | None]:
    if c > 110:
        return "Sangat Baik", D(120)
    if c >= 101:
        return "Sangat Baik", rounded(110 + D(10) / D(9) * (c - 101))
    if c >= 100:
        return ("Sangat Baik", D(120)) if is_maximum else ("Baik", D(109))
    if c >= 80:
        return "Cukup", rounded(70 + (c - 80))
    if c >= 60:
        return "Kurang", rounded(50 + (c - 60))
    return "Sangat Kurang", rounded(c / D(59) * D(49))


def answer(**keys: Any) -> tuple[Any, ...]:
    found = calculate(keys)
    score = found["score"]
    percent = found["achievement"]
    return (
        found["status"],
        None if percent is None else D(percent),
        found["class"],
        None if score is None else D(score),
    )


def expected(
    polarity: str,
    r: Decimal,
    low: Decimal,
    high: Decimal,
    *,
    is_old: bool,
    is_maximum: bool = False,
) -> tuple[Any, ...]:
    with localcontext(prec=40):
        exact = achieved(polarity, r, low, high)
        if exact is None:
            return "not_computable", None, None, None
        percent = rounded(exact)
        judged = of_2021(percent, is_maximum=is_maximum) if is_old else of_2017(percent)
    return "computed", percent, *judged


def indonesian(value: Decimal) -> str:
    """Write "1.234,5" by hand: groups of three from the right."""
    sign, digits = ("-", f"{-value:f}") if value < 0 else ("", f"{value:f}")
    whole, _, behind = digits.partition(".")
    groups = []
    while len(whole) > 3:
        whole, last = whole[:-3], whole[-3:]
        groups.insert(0, last)
    return sign + ".".join([whole, *groups]) + (f",{behind}" if behind else "")


amounts = st.decimals(min_value=0, max_value=10**5, places=2)


@given(
    polarity=st.sampled_from(["higher", "lower", "range", "stable", "zero"]),
    r=st.decimals(min_value=-50, max_value=10**5, places=2),
    ends=st.tuples(amounts, amounts).map(sorted),
    is_range=st.booleans(),
    is_old=st.booleans(),
    is_maximum=st.booleans(),
    unit=st.sampled_from(["", " %", "%", " Dokumen", " dari skala 100000"]),
)
def test_any_number_against_any_target_is_as_the_contract_says(
    polarity, r, ends, is_range, is_old, is_maximum, unit
) -> None:
    low, high = ends if is_range else (ends[1], ends[1])
    if low != high:
        unit = unit.replace(" dari skala 100000", "")
        target = f"{indonesian(low)} - {indonesian(high)}{unit}"
    else:
        target = f"{indonesian(low)}{unit}"

    found = answer(
        **(OLD if is_old else NOW),
        polarity=polarity,
        target=target,
        realisation=indonesian(r),
        target_is_maximum=is_maximum,
    )

    assert found == expected(
        polarity, r, low, high, is_old=is_old, is_maximum=is_maximum
    )


@pytest.mark.parametrize("is_old", [True, False])
def test_every_bound_and_every_tie_around_it_is_judged_as_shown(is_old: bool) -> None:
    bounds = (0, 50, 51, 59, 60, 65, 66, 75, 76, 79, 80, 90, 91, 99, 100, 101, 110, 120)
    steps = [D(n) / 1000 for n in (-15, -10, -6, -5, -4, -1, 0, 1, 4, 5, 6, 10, 15)]
    for bound, step, is_maximum in product(bounds, steps, (True, False)):
        percent = bound + step

        found = answer(
            **(OLD if is_old else NOW),
            polarity="higher",
            target="100 %",
            realisation=f"{percent:f}".replace(".", ","),
            target_is_maximum=is_maximum,
        )

        wanted = expected(
            "higher", percent, HUNDRED, HUNDRED, is_old=is_old, is_maximum=is_maximum
        )
        assert found == wanted, percent


# Worked out by hand. Polarity, target, realisation, achievement or status.
BY_HAND = [
    # the regulation's own examples, and the one of them that is wrong there
    ("higher", "80 - 90%", "92 %", "102.22"),
    ("higher", "80 - 90%", "70 %", "87.50"),
    ("lower", "7", "6,5", "107.14"),
    ("lower", "7 - 8", "6,5", "107.14"),
    ("lower", "8", "9", "87.50"),
    ("lower", "7 – 8 bulan", "9 bulan", "87.50"),
    ("lower", "5", "10", "0.00"),
    ("lower", "5", "10,5", "0.00"),
    ("lower", "12 hari", "0", "200.00"),
    # targets of zero
    ("higher", "0", "0", "not_computable"),
    ("higher", "nihil", "3", "not_computable"),
    ("lower", "0", "0", "100.00"),
    ("lower", "nihil", "nihil", "100.00"),
    ("lower", "0", "1", "not_computable"),
    ("zero", "0", "Nihil", "100.00"),
    ("zero", "0 kasus", "1 kasus", "0.00"),
    ("stable", "0", "0", "not_computable"),
    ("range", "0 - 5", "5", "100.00"),
    ("range", "0 - 5", "6", "80.00"),
    # near is best, and never below zero
    ("stable", "100", "110", "90.00"),
    ("stable", "100", "90", "90.00"),
    ("stable", "100", "250", "0.00"),
    ("range", "80 - 90", "100", "88.89"),
    ("range", "150-250", "100", "66.67"),
    # bounds and their sides
    ("higher", ">1", "1", "100.00"),
    ("higher", "≥0,8", "0,4", "50.00"),
    ("lower", "< 20 %", "25 %", "75.00"),
    ("lower", "≤ 20%", "20%", "100.00"),
    ("lower", ">1", "1", "refused"),
    ("higher", "< 20 %", "1 %", "refused"),
    ("stable", "> 5", "5", "refused"),
    ("range", "≥ 5", "5", "refused"),
    # yes or no, days
    ("yes_no", "ada", "ada", "100.00"),
    ("yes_no", "ada", "tidak ada", "0.00"),
    ("yes_no", "tidak ada", "tidak ada", "100.00"),
    ("yes_no", "ada", "belum tahu", "refused"),
    ("date", "2026-11-30", "2026-11-30", "100.00"),
    ("date", "2026-11-30", "30 November 2026", "100.00"),
    ("date", "30 Nopember 2026", "01/12/2026", "0.00"),
    ("date", "2026-11-30", "2026-02-29", "refused"),
    ("date", "2026-11-30", "5", "refused"),
    # writings
    ("higher", "1.500", "1.500", "100.00"),
    ("higher", "1.500bh", "1200", "80.00"),
    ("higher", "3.5", "3,5", "100.00"),
    ("higher", "95.56", "95,56", "100.00"),
    ("higher", "1,004,422,800", "502.211.400", "50.00"),
    ("higher", "12.345,67", "12,345.67", "100.00"),
    ("higher", "0.500", "0,25", "50.00"),
    ("higher", "61,95%", "61,95 persen", "100.00"),
    ("higher", "BB (70,5)", "70,5", "100.00"),
    ("higher", "3,5 dari skala 5", "3,15", "90.00"),
    ("higher", "150 per mil", "75 ‰", "50.00"),
    ("higher", "66 (>100%)", "33", "50.00"),
    ("higher", "111,3***", "111,3", "100.00"),
    ("higher", "80\nKelompok", "40 kelompok", "50.00"),
    ("higher", "Rp2,5 miliar", "Rp 1.250.000.000", "50.00"),
    ("higher", "12 Dokumen", "12 Laporan", "refused"),
    ("higher", "100 %", "95 dokumen", "refused"),
    ("higher", "100", "95.556 %", "refused"),
    ("higher", "100", "1.2.3", "refused"),
    ("higher", "100", "80 - 90", "refused"),
    ("higher", "100", ">80", "refused"),
    ("higher", "100", "delapan puluh", "refused"),
    ("higher", "100", "#DIV/0!", "refused"),
    ("higher", "#VALUE!", "5", "refused"),
    ("higher", "-5", "-5", "not_computable"),
    ("higher", "100", "-5", "-5.00"),
    # nothing written is nothing reported, and a target that is none
    *(
        ("higher", "100", blank, "not_reported")
        for blank in (None, "", " ", "-", "–", "N/A", "n/a", "......", "……%", "X%")
    ),
    ("higher", None, "5", "not_computable"),
    ("higher", "-", "5", "not_computable"),
    ("higher", "100", "nihil", "0.00"),
]


@pytest.mark.parametrize(("polarity", "target", "realisation", "wanted"), BY_HAND)
def test_what_was_worked_out_by_hand_is_what_the_calculator_says(
    polarity: str, target: str | None, realisation: str | None, wanted: str
) -> None:
    found = calculate(
        {**NOW, "polarity": polarity, "target": target, "realisation": realisation}
    )

    assert wanted == (found["achievement"] or found["status"])


# Scale, target, realisation, achievement or status; bounds from the scale's own table.
GRADES = [
    ("akip", "BB", "BB", "100.00"),
    ("akip", "BB", "AA", "100.00"),
    ("akip", "BB", "B", "85.71"),  # 60 ÷ 70
    ("akip", "A", "CC", "62.50"),  # 50 ÷ 80
    ("akip", "B", "C", "50.00"),  # 30 ÷ 60
    ("akip", "B", "D", "0.00"),
    ("akip", "BB (70,5)", "A (82)", "116.31"),
    ("akip", "70,5", "72", "102.13"),
    ("akip", "BB", "70", "85.71"),  # 70,00 is B: the bound is not included
    ("akip", "BB", "70,01", "100.00"),
    ("akip", "≥ BB", "A", "100.00"),
    ("akip", "BB", "E", "refused"),
    ("skm", "B", "A", "100.00"),
    ("skm", "A", "B", "86.75"),  # 76,61 ÷ 88,31
    ("skm", "A", "88,31", "100.00"),
    ("skm", "Baik", "Kurang Baik", "84.85"),  # 65 ÷ 76,61
    ("opini", "WTP", "WTP", "100.00"),
    ("opini", "WDP", "wajar tanpa pengecualian", "100.00"),
    ("opini", "WTP", "WDP", "not_computable"),
    ("entah", "A", "A", "refused"),
    (None, "BB", "A", "refused"),
    (None, "BB (70,5)", "A (82)", "116.31"),
    ("akip", "BB", "-", "not_reported"),
]


@pytest.mark.parametrize(("scale", "target", "realisation", "wanted"), GRADES)
def test_grades_are_held_against_their_scale(
    scale: str | None, target: str, realisation: str, wanted: str
) -> None:
    found = calculate(
        {
            **NOW,
            "polarity": "grade",
            "scale": scale,
            "target": target,
            "realisation": realisation,
        }
    )

    assert wanted == (found["achievement"] or found["status"])


@given(
    values=st.lists(st.none() | st.integers(0, 10**4), min_size=1, max_size=6),
    how=st.sampled_from(["sum", "last", "average", "highest", "lowest"]),
    target=st.integers(1, 10**4),
)
def test_sub_periods_are_added_up_as_the_contract_says(values, how, target) -> None:
    filled = [D(value) for value in values if value is not None]

    found = answer(
        **NOW,
        polarity="higher",
        target=str(target),
        values=[None if v is None else str(v) for v in values],
        accumulation=how,
    )

    if not filled:
        assert found[0] == "not_reported"
        return
    with localcontext(prec=40):
        total = {
            "sum": sum(filled),
            "last": filled[-1],
            "average": sum(filled) / len(filled),
            "highest": max(filled),
            "lowest": min(filled),
        }[how]
    assert found == expected("higher", D(total), D(target), D(target), is_old=False)


@given(
    pairs=st.lists(
        st.none() | st.tuples(st.integers(0, 999), st.integers(0, 999)), max_size=5
    ),
    target=st.integers(1, 100),
)
def test_a_ratio_is_the_sum_above_by_the_sum_below(pairs, target) -> None:
    filled = [pair for pair in pairs if pair is not None]
    above, below = (sum(pair[n] for pair in filled) for n in (0, 1))

    found = answer(
        **NOW,
        polarity="higher",
        target=f"{target} %",
        values=[None if p is None else list(p) for p in pairs],
        accumulation="ratio",
    )

    if not filled:
        assert found[0] == "not_reported"
    elif below == 0:
        assert found[0] == "not_computable"
    else:
        with localcontext(prec=40):
            r = D(above) / D(below) * 100
        assert found == expected("higher", r, D(target), D(target), is_old=False)


@pytest.mark.parametrize(
    ("on", "elect", "status"),
    [
        ("2020-12-31", False, "refused"),
        ("2020-12-31", True, "refused"),
        ("2021-01-01", False, "computed"),
        ("2021-12-31", False, "computed"),
        ("2022-12-31", False, "refused"),
        ("2022-12-31", True, "computed"),
    ],
)
def test_a_pack_speaks_in_its_days_and_after_them_only_by_election(
    on: str, elect: bool, status: str
) -> None:
    found = calculate(
        {
            "rules": "permenpanrb-8-2021",
            "on": on,
            "elect": elect,
            "polarity": "higher",
            "target": "100",
            "realisation": "98",
        }
    )

    assert found["status"] == status
    assert found["score"] == ("88.00" if status == "computed" else None)


def test_a_realisation_is_rounded_before_anything_is_compared() -> None:
    for decimals, realisation, wanted in (
        (0, "2,5", "100.00"),
        (0, "2,4999", "66.67"),
        (1, "2,95", "100.00"),
        (None, "2,95", "98.33"),
    ):
        found = answer(
            **NOW,
            polarity="higher",
            target="3",
            realisation=realisation,
            decimals=decimals,
        )

        assert found[1] == D(wanted)
