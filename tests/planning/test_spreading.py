"""A year's target spread over its periods gives the year's target again, exactly."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tolok.kernel.numbers import parse_amount
from tolok.planning.enums import SpreadRule
from tolok.planning.spreading import Spread, SpreadImpossible, spread


def made(text: str, accumulation: str, rule: str = "even", **more: Any) -> Spread:
    return spread(
        parse_amount(text),
        rule=SpreadRule(rule),
        accumulation=accumulation,
        **{"decimals": 0, "parts": 4} | more,
    )


@pytest.mark.parametrize(
    ("text", "accumulation", "more", "texts"),
    [
        ("12 laporan", "sum", {}, ["3 laporan"] * 4),
        ("10 dokumen", "sum", {}, ["2 dokumen"] * 3 + ["4 dokumen"]),
        ("2", "sum", {}, ["0", "0", "0", "2"]),
        ("6.000", "sum", {}, ["1.500"] * 4),
        ("10", "sum", {"decimals": 1}, ["2,5"] * 4),
        ("1", "sum", {"decimals": 2, "parts": 3}, ["0,33", "0,33", "0,34"]),
        ("84,5", "last", {"decimals": 2}, ["84,5"] * 4),
        ("95 %", "ratio", {"decimals": 2}, ["95 %"] * 4),
        ("≥ 80 %", "average", {}, ["≥ 80 %"] * 4),
        ("BB", "last", {}, ["BB"] * 4),
        ("80 - 90 %", "last", {}, ["80 - 90 %"] * 4),
        ("Rp 1.000.000", "sum", {}, ["Rp 250.000"] * 4),
        ("12", "sum", {"parts": 2}, ["6", "6"]),
        ("-10", "sum", {}, ["-2", "-2", "-2", "-4"]),
    ],
)
def test_evenly(text: str, accumulation: str, more: Any, texts: list[str]) -> None:
    assert made(text, accumulation, **more).texts == texts


def test_what_rounding_leaves_over_is_told_and_stands_last() -> None:
    found = made("10 dokumen", "sum")

    assert found.texts[-1] == "4 dokumen"
    assert found.notes == ["Sisa pembulatan 2 ditaruh pada periode terakhir."]
    assert made("12 dokumen", "sum").notes == []


@pytest.mark.parametrize(
    ("text", "accumulation", "more", "texts"),
    [
        ("100 %", "last", {}, ["25 %", "50 %", "75 %", "100 %"]),
        (
            "90",
            "last",
            {"start": Decimal(80), "decimals": 1},
            ["82,5", "85", "87,5", "90"],
        ),
        ("100", "highest", {"parts": 3}, ["33", "67", "100"]),
        ("4", "lowest", {"start": Decimal(12)}, ["10", "8", "6", "4"]),
    ],
)
def test_step_by_step_up_to_the_year(
    text: str, accumulation: str, more: Any, texts: list[str]
) -> None:
    assert made(text, accumulation, "cumulative", **more).texts == texts


def test_by_the_shape_of_last_year() -> None:
    shape = [Decimal(n) for n in (10, 20, 30, 40)]

    assert made("50", "sum", "last_targets", shape=shape).texts == [
        "5",
        "10",
        "15",
        "20",
    ]
    assert made("80", "last", "last_targets", shape=shape).texts == [
        "20",
        "40",
        "60",
        "80",
    ]
    assert made("50", "average", "last_results", shape=shape).texts == (
        ["20", "40", "60", "80"]
    )
    assert made("80", "highest", "last_results", shape=shape).texts[-1] == "80"
    assert made("10", "lowest", "last_results", shape=shape).texts[0] == "10"


@pytest.mark.parametrize(
    ("text", "accumulation", "rule", "more", "words"),
    [
        ("12", "sum", "cumulative", {}, "terhitung berulang"),
        ("95 %", "ratio", "cumulative", {}, "tidak menghasilkan target setahun"),
        ("95", "average", "cumulative", {}, "tidak menghasilkan target setahun"),
        ("5", "lowest", "cumulative", {}, "berlawanan"),
        ("12", "sum", "last_targets", {}, "tidak lengkap"),
        ("12", "sum", "last_targets", {"shape": [Decimal(0)] * 4}, "nol"),
        ("95 %", "ratio", "last_targets", {"shape": [Decimal(1)] * 4}, "perbandingan"),
        ("BB", "last", "cumulative", {}, "bukan satu angka"),
        ("30 November 2026", "last", "even", {}, "tanggal"),
    ],
)
def test_what_would_not_give_the_year_is_refused(
    text: str, accumulation: str, rule: str, more: Any, words: str
) -> None:
    with pytest.raises(SpreadImpossible, match=words):
        made(text, accumulation, rule, **more)


TOGETHER: dict[str, Any] = {
    "sum": sum,
    "average": lambda values: sum(values) / len(values),
    "last": lambda values: values[-1],
    "highest": max,
    "lowest": min,
}


@settings(max_examples=80, deadline=None)
@given(
    total=st.decimals(0, 100_000, places=2),
    decimals=st.integers(0, 3),
    parts=st.sampled_from([1, 2, 4, 12]),
    accumulation=st.sampled_from(sorted(TOGETHER)),
    weights=st.lists(st.integers(1, 1000), min_size=12, max_size=12),
    by_shape=st.booleans(),
)
def test_the_parts_give_the_year_again(
    total: Decimal,
    decimals: int,
    parts: int,
    accumulation: str,
    weights: list[int],
    by_shape: bool,
) -> None:
    shape = [Decimal(weight) for weight in weights[:parts]]
    text = f"{total:f}".replace(".", ",")

    found = made(
        text,
        accumulation,
        "last_targets" if by_shape else "even",
        decimals=decimals,
        parts=parts,
        shape=shape,
    )

    values = [parse_amount(part).value or Decimal(0) for part in found.texts]
    assert TOGETHER[accumulation](values) == total
