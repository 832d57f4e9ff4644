"""Workings: any input is answered in words, and the same input gives the same digits."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolok.rules.formulas.weighing import (
    counted_share,
    geometric_mean,
    plain_mean,
    weighted_sum,
)
from tolok.scoring.workings import WORKINGS, work_out


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(key=st.sampled_from(sorted(WORKINGS)), data=st.data())
def test_any_json_is_answered_in_words(key: str, data: st.DataObject) -> None:
    asked: dict[str, Any] = {"working": key, "on": "2024-06-30"}
    for name in WORKINGS[key].given:
        asked[name] = data.draw(ANY)

    answer = work_out(asked)

    assert answer["status"] in {"computed", "refused"}
    assert (answer["status"] == "refused") == bool(answer.get("reason"))
    assert work_out(asked) == answer


@pytest.mark.parametrize("given_", [None, [], "x", 3, {"working": 7}, {}])
def test_what_is_no_working_is_refused(given_: Any) -> None:
    answer = work_out(given_)

    assert answer["status"] == "refused"
    assert answer["passport"] == []


def test_a_key_that_nobody_asks_for_is_named_and_not_silently_lost() -> None:
    answer = work_out(
        {"working": "risiko", "on": "2026-01-01", "kemungkinan": 1, "dampak": 1}
        | {"dampk": 5}
    )

    assert answer["passport"][0]["value"] == "dampk"


@pytest.mark.parametrize(
    "asked",
    [
        {"working": "permenpanrb-14-2017", "unsur": {"U10": 3}},
        {"working": "permenpanrb-88-2021", "komponen": {"Lainnya": {}}},
        {"working": "indeks-desa", "dimensi": {"laut": 3}},
        {"working": "permenpanrb-8-2021-skp", "on": "2021-06-30", "utama": []},
        {"working": "permenpanrb-8-2021-skp", "on": "2021-06-30", "utama": [100]}
        | {"tambahan": [3]},
        {"working": "permenpanrb-8-2021-skp", "on": "2021-06-30", "utama": [100]}
        | {"tambahan": [{"kelas": "Luar biasa"}]},
        {
            "working": "se-menpanrb-3-2023",
            "organisasi": "Baik",
            "pegawai": {"Baik": "1,5"},
        },
        {"working": "bpkp-5-2021", "jenis": "mri", "komponen": {"hasil": "ada"}},
        {"working": "bpkp-5-2021", "jenis": "mri", "komponen": {}},
    ],
)
def test_what_does_not_fit_is_refused_with_what_does(asked: dict[str, Any]) -> None:
    answer = work_out({"on": "2026-12-31"} | asked)

    assert answer["status"] == "refused"
    assert answer["reason"]


def test_sub_components_without_criteria_are_refused() -> None:
    parts = {"keberadaan": {"terpenuhi": 0}, "kualitas": "A", "pemanfaatan": "A"}

    answer = work_out(
        {"working": "permenpanrb-88-2021", "on": "2026-12-31"}
        | {"komponen": {"Perencanaan Kinerja": parts}}
    )

    assert "belum ada kriteria" in answer["reason"]


def test_weights_and_means_are_exact() -> None:
    third = Fraction(1, 3)

    assert weighted_sum([(third, Fraction(60)), (third, Fraction(40))]) == third
    assert plain_mean([third, Fraction(1)]) == Fraction(2, 3)
    assert counted_share(1, 1, 3) == 50
    assert geometric_mean([Decimal(4), Decimal(9)]).quantize(Decimal("0.01")) == 6
