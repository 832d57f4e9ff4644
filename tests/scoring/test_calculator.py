"""The calculator answers every measurement, and shows how."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolok.kernel.rounding import half_up
from tolok.rules.loader import Case, NotInForce, RuleUnknown
from tolok.scoring.calculator import (
    POLARITY_WORDS,
    ClassBounds,
    ClassResult,
    NothingToAverage,
    calculate,
    class_of,
    list_classes,
    mean_achievement,
    replay,
)
from tolok.scoring.cases import check_case, check_cases
from tolok.scoring.lines import score_lines
from tolok.scoring.reading import ACCUMULATIONS, POLARITIES


D = Decimal
OLD = {"rules": "permenpanrb-8-2021", "on": "2021-12-31"}
NOW = {"on": "2026-12-31"}
OUT = [
    "id",
    "status",
    "achievement",
    "score",
    "class",
    "realisation",
    "target",
    "unit",
    "passport",
]


def compute(**given_keys: Any) -> dict[str, Any]:
    return calculate({**NOW, "polarity": "higher", "target": "100", **given_keys})


def steps(answer: dict[str, Any]) -> list[str]:
    return [step["step"] for step in answer["passport"]]


def test_the_answer_has_the_keys_of_the_contract() -> None:
    answer = calculate(
        {
            "id": "a-1",
            **OLD,
            "polarity": "higher",
            "target": "80 - 90%",
            "realisation": "92 %",
        }
    )

    assert list(answer) == OUT
    assert {key: answer[key] for key in OUT[:-1]} == {
        "id": "a-1",
        "status": "computed",
        "achievement": "102.22",
        "score": "111.36",
        "class": "Sangat Baik",
        "realisation": "92",
        "target": "80 - 90",
        "unit": "%",
    }
    assert list(compute(realisation="#REF!")) == [*OUT, "reason"]
    assert list(compute(target="0", realisation="1")) == [*OUT, "reason"]
    assert list(compute()) == OUT


def test_the_passport_shows_the_sum_and_who_says_so() -> None:
    answer = calculate(
        {
            **OLD,
            "polarity": "higher",
            "target": "100 %",
            "numerator": 168,
            "denominator": "180",
        }
    )

    passport = {step["step"]: step for step in answer["passport"]}
    assert list(passport) == [
        "Aturan",
        "Angka yang dilaporkan",
        "Realisasi",
        "Target",
        "Capaian",
        "Pembulatan",
        "Kelas dan nilai",
    ]
    assert all(
        list(step) == ["step", "value", "rule", "citation"]
        for step in passport.values()
    )
    assert passport["Angka yang dilaporkan"]["value"] == "168 dari 180"
    assert (
        passport["Angka yang dilaporkan"]["rule"]
        == "pembilang ÷ penyebut × 100: 168 ÷ 180 × 100"
    )
    assert passport["Capaian"]["value"] == "93,3333… ÷ 100 × 100 = 93,3333… %"
    assert passport["Pembulatan"]["value"] == "93,3333… % menjadi 93,33 %"
    assert passport["Kelas dan nilai"]["value"] == "Cukup, nilai 83,33"
    assert "70 + 19 ÷ 19 × (93,33 − 80)" in passport["Kelas dan nilai"]["rule"]
    for name in ("Aturan", "Capaian", "Pembulatan", "Kelas dan nilai"):
        assert "belum diperiksa" in passport[name]["citation"]


def test_a_fixed_score_is_said_to_be_fixed() -> None:
    answer = calculate(
        {**OLD, "polarity": "higher", "target": "100", "realisation": "100"}
    )

    assert answer["passport"][-1]["rule"] == "mulai 100 %; nilainya tetap 109,00"


def test_each_polarity_has_words() -> None:
    assert set(POLARITY_WORDS) == set(POLARITIES)


def test_the_last_step_says_why_there_is_no_achievement() -> None:
    assert steps(compute(realisation="#DIV/0!"))[-1] == "Ditolak"
    assert steps(compute(realisation=None))[-1] == "Belum dilaporkan"
    assert steps(compute(target="0", realisation="5"))[-1] == "Tidak dapat dihitung"


def test_a_misspelt_key_is_named_and_not_silently_lost() -> None:
    answer = compute(realization="95")

    assert answer["status"] == "not_reported"
    assert answer["passport"][0]["value"] == "realization"


def test_replaying_a_measurement_gives_the_same_digits() -> None:
    measurement = {
        **OLD,
        "polarity": "lower",
        "target": "7 - 8",
        "values": ["9", None, "8,5"],
        "accumulation": "average",
    }

    assert replay(measurement) == calculate(measurement)


@pytest.mark.parametrize(
    ("raw", "digits"),
    [
        (95, "95"),
        (95.5, "95.5"),
        (D("95.50"), "95.5"),
        (D("1E+2"), "100"),
        (0, "0"),
        (-3, "-3"),
        ("95,50", "95.5"),
    ],
)
def test_numbers_of_json_are_read_digit_by_digit(raw: Any, digits: str) -> None:
    assert compute(realisation=raw)["realisation"] == digits


@pytest.mark.parametrize(
    "raw",
    [
        True,
        [],
        {},
        [95],
        float("inf"),
        float("nan"),
        10**61,
        D("1E+70"),
        D("1E-70"),
        D("NaN"),
    ],
)
def test_what_is_no_number_of_json_is_refused(raw: Any) -> None:
    answer = compute(realisation=raw)

    assert answer["status"] == "refused"
    assert answer["reason"].startswith("Realisasi")


def test_yes_and_no_may_be_json_or_figures() -> None:
    for raw in (True, 1, "1", "1 Dokumen", "ada"):
        assert (
            compute(polarity="yes_no", target="ada", realisation=raw)["achievement"]
            == "100.00"
        )
    for raw in (False, 0, "nihil", "belum"):
        assert (
            compute(polarity="yes_no", target="ada", realisation=raw)["achievement"]
            == "0.00"
        )


def test_days_may_be_dates_of_python() -> None:
    answer = calculate(
        {
            "on": datetime(2026, 12, 31, tzinfo=UTC),
            "polarity": "date",
            "target": date(2026, 11, 30),
            "realisation": date(2026, 11, 30),
        }
    )

    assert answer["achievement"] == "100.00"


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"rules": 5}, "teks"),
        ({"rules": ""}, "tidak dikenal"),
        ({"on": 20261231}, "kalender"),
        ({"on": "kemarin"}, "kalender"),
        ({"elect": "true"}, "elect"),
        ({"target_is_maximum": 1}, "target_is_maximum"),
        ({"polarity": None}, "Polaritas"),
        ({"polarity": ["higher"]}, "Polaritas"),
        ({"decimals": -1}, "desimal"),
        ({"decimals": 1.5}, "desimal"),
        ({"decimals": True}, "desimal"),
        ({"decimals": "2"}, "desimal"),
        ({"decimals": 21}, "desimal"),
        ({"polarity": "grade", "scale": 5}, "Skala"),
        ({"polarity": "grade", "scale": "akip", "on": "2018-01-01"}, "Predikat evaluasi AKIP"),
        ({"target": [100]}, "Target"),
        ({"target": "BB"}, "bukan angka"),
        ({"polarity": "grade", "target": "70 - 80", "scale": "akip"}, "rentang angka"),
        ({"polarity": "grade", "target": "ada", "scale": "akip"}, "bukan angka"),
        ({"polarity": "date", "target": "≥ 2026-11-30"}, "bertentangan"),
        ({"realisation": None, "values": "90"}, "daftar"),
        ({"realisation": None, "values": [[1]], "accumulation": "ratio"}, "pembilang"),
        ({"realisation": None, "values": [5], "accumulation": "ratio"}, "pembilang"),
        ({"realisation": None, "values": [[1, 2]], "accumulation": "sum"}, "Sub-periode ke-1"),
        ({"realisation": None, "values": ["5 Dokumen", "5 Laporan"], "accumulation": "sum"}, "satuan yang berbeda"),
        ({"realisation": None, "numerator": "BB", "denominator": 2}, "Pembilang"),
        ({"realisation": None, "numerator": 1, "denominator": -2}, "negatif"),
        ({"realisation": None, "numerator": 1, "denominator": 2, "polarity": "date", "target": "2026-11-30"}, "tidak memakai pembilang"),
        ({"realisation": None, "values": ["ada"], "accumulation": "sum", "polarity": "yes_no", "target": "ada"}, "digabung"),
        ({"realisation": None, "values": ["B", "A"], "accumulation": "highest", "polarity": "grade", "target": "B"}, "skalanya"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_in_words(keys: dict, says: str) -> None:
    answer = compute(**{"realisation": "95", **keys})

    assert answer["status"] == "refused"
    assert says in answer["reason"]
    assert answer["achievement"] is answer["score"] is answer["class"] is None


@pytest.mark.parametrize("measurement", [None, 5, "teks", [], True])
def test_what_is_no_object_is_refused(measurement: Any) -> None:
    assert calculate(measurement)["status"] == "refused"


def test_a_grade_beside_a_number_is_used_by_its_number_and_said() -> None:
    answer = compute(target="BB (70,5)", realisation="BB (72,3)")

    assert answer["achievement"] == "102.55"
    assert "predikatnya BB" in answer["passport"][2]["rule"]


def test_a_grade_keeps_what_stands_in_its_brackets() -> None:
    for written in ("BB (baik)", "bb (tujuh", "BB (80 - 90)"):
        answer = compute(
            polarity="grade", scale="akip", target="BB", realisation=written
        )

        assert answer["achievement"] == "100.00"
        assert "Keterangan tertulis: (" in answer["passport"][3]["rule"]


def test_a_number_is_read_where_a_word_is_no_grade() -> None:
    assert (
        compute(polarity="grade", scale="akip", target="BB", realisation="")["status"]
        == "not_reported"
    )


@pytest.mark.parametrize(
    ("target", "numerator", "denominator", "digits", "unit"),
    [
        ("95 %", 19, 20, "95", "%"),
        ("90 - 95 %", 19, 20, "95", "%"),
        ("95", 19, 20, "95", "%"),
        ("0,9", 19, 20, "0.95", None),
        ("0,8 - 0,9", 19, 20, "0.95", None),
        ("3,5 poin", 7, 2, "3.5", "poin"),
        ("10 per mil", 1, 100, "10", "per mil"),
    ],
)
def test_a_ratio_is_counted_in_what_the_target_is_counted_in(
    target, numerator, denominator, digits, unit
) -> None:
    answer = compute(target=target, numerator=numerator, denominator=denominator)

    assert (answer["realisation"], answer["unit"]) == (digits, unit)


def test_a_ratio_without_target_is_shown_in_percent() -> None:
    answer = compute(target=None, numerator=1, denominator=2)

    assert (answer["status"], answer["realisation"]) == ("not_computable", "50")


def test_parts_that_are_blank_do_not_hide_a_realisation() -> None:
    answer = compute(realisation="95", numerator="", denominator=None)

    assert answer["achievement"] == "95.00"


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ([], "not_reported"),
        ([None], "not_reported"),
        ([[None, 1]], "not_reported"),
        ([[0, 0]], "not_computable"),
        ([[1, 2], [1, 0]], "computed"),
    ],
)
def test_parts_of_sub_periods_are_added_before_they_are_divided(values, status) -> None:
    assert compute(values=values, accumulation="ratio")["status"] == status


def test_a_region_caps_and_renames_and_the_passport_says_so(tmp_path: Path) -> None:
    def write(path: str, text: str) -> None:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    write("region.yaml", "name: Kabupaten Contoh\n")
    write(
        "citations/perbup.yaml",
        "title: Perbup\nshort: Perbup 7/2026\naddress: null\nmark: SEEN\n",
    )
    write(
        "parameters/contoh/batas.yaml",
        "name: Batas\ndescription: B.\nunit: percent\nkind: scalar\nvalues:\n  2026-01-01:\n"
        "    value: 110\n    citation: {document: perbup, article: Pasal 4, mark: SEEN}\nchecked: null\n",
    )
    write(
        "packs/contoh.yaml",
        "name: Aturan Contoh\ndescription: D.\nextends: permendagri-86-2017\n"
        "parameters: {cap: contoh/batas}\nchecked: null\n",
    )
    write(
        "cases/contoh.yaml",
        "about: A\nsource: B\ncommon: {rules: contoh, on: 2026-12-31, polarity: higher}\ncases:\n"
        "  - name: Salah\n    given: {target: '100', realisation: '700'}\n"
        "    expect: {achievement: '700.00', passport_says: entah, status: computed}\n",
    )

    answer = calculate(
        {
            **NOW,
            "rules": "contoh",
            "polarity": "higher",
            "target": "1 Unit",
            "realisation": "7 Unit",
        },
        region=tmp_path,
    )
    faults = check_cases(tmp_path)

    assert answer["achievement"] == "110.00"
    assert "paket daerah Kabupaten Contoh" in answer["passport"][0]["rule"]
    cap = next(step for step in answer["passport"] if step["step"] == "Batas atas")
    assert cap["value"] == "110 %"
    assert "Perbup 7/2026" in cap["citation"]
    assert [fault.partition(":")[0] for fault in faults] == ["contoh, “Salah”"] * 2
    assert "diharapkan 700.00, hasilnya 110.00" in faults[0]


def test_a_regional_pack_may_lack_a_polarity(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "region.yaml").write_text("name: Contoh\n", encoding="utf-8")
    (tmp_path / "packs" / "contoh.yaml").write_text(
        "name: Contoh\ndescription: D.\n"
        "in_force: {from: 2026-01-01, until: null, citation:"
        " {document: permendagri-86-2017, article: A, mark: KU}}\n"
        "formulas: {higher: capaian/rumus-higher}\n"
        "parameters: {classes: capaian/kelas-permendagri-86-2017,"
        " decimals: capaian/desimal, score_decimals: capaian/desimal-nilai}\n"
        "checked: null\n",
        encoding="utf-8",
    )
    measurement = {**NOW, "rules": "contoh", "target": "5", "realisation": "5"}

    answer = calculate({**measurement, "polarity": "lower"}, region=tmp_path)
    mean = mean_achievement(
        [D(700)], on=date(2026, 12, 31), rules="contoh", region=tmp_path
    )

    assert "tidak memuat rumus" in answer["reason"]
    assert (
        calculate({**measurement, "polarity": "higher"}, region=tmp_path)["achievement"]
        == "100.00"
    )
    assert mean.value == D("700.00")
    assert [step["step"] for step in mean.passport] == [
        "Capaian yang dirata-ratakan",
        "Rata-rata",
        "Pembulatan",
    ]


def test_a_case_that_expects_a_reason_fails_without_one() -> None:
    case = Case(
        "berkas",
        "nama",
        {**NOW, "polarity": "higher", "target": "5", "realisation": "5"},
        {"reason_says": "nol"},
    )

    assert check_case(case) == ["reason_says: diharapkan nol, hasilnya "]


# Classes, means, lines


def test_the_class_of_an_achievement_is_that_of_its_rounded_value() -> None:
    on = date(2026, 12, 31)

    assert class_of(D("90.995"), rules="permendagri-86-2017", on=on) == ClassResult(
        "Sangat Tinggi", 5, None
    )
    assert class_of(D("90.994"), rules="permendagri-86-2017", on=on) == ClassResult(
        "Tinggi", 4, None
    )


def test_the_class_says_its_score_and_knows_the_highest_target() -> None:
    old: dict[str, Any] = {"rules": "permenpanrb-8-2021", "on": date(2021, 6, 30)}

    assert class_of(D(98), **old) == ClassResult("Cukup", 3, D("88.00"))
    assert class_of(D(100), **old, target_is_maximum=True) == ClassResult(
        "Sangat Baik", 5, D("120.00")
    )
    with pytest.raises(NotInForce):
        class_of(D(98), rules="permenpanrb-8-2021", on=date(2026, 1, 1))
    with pytest.raises(RuleUnknown):
        class_of(D(98), rules="lain", on=date(2026, 1, 1))
    assert (
        class_of(
            D(98), rules="permenpanrb-8-2021", on=date(2026, 1, 1), elect=True
        ).rank
        == 3
    )


def test_the_legend_names_each_class_once_with_its_bounds() -> None:
    legend = list_classes(rules="permenpanrb-8-2021", on=date(2021, 6, 30))

    assert legend == [
        ClassBounds("Sangat Baik", 5, D(101), True, None, True),
        ClassBounds("Baik", 4, D(100), True, D(101), False),
        ClassBounds("Cukup", 3, D(80), True, D(100), False),
        ClassBounds("Kurang", 2, D(60), True, D(80), False),
        ClassBounds("Sangat Kurang", 1, None, False, D(60), False),
    ]


def test_a_mean_counts_each_achievement_as_at_most_the_limit() -> None:
    mean = mean_achievement(
        [D(700), D(50), D("33.33")], on=date(2026, 12, 31), rules="permendagri-86-2017"
    )

    assert mean.value == D("67.78")
    limit = mean.passport[1]
    assert limit["value"] == "1 capaian di atas 120 % dihitung 120 %"
    assert "second-hand" in limit["citation"]
    assert mean.passport[2]["value"] == "203,33 ÷ 3 = 67,7766… %"


def test_there_is_no_mean_of_nothing() -> None:
    with pytest.raises(NothingToAverage, match="Belum ada"):
        mean_achievement([], on=date(2026, 12, 31), rules="permendagri-86-2017")


def answers(lines: Iterable[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in score_lines(lines)]


def test_a_line_without_a_day_takes_the_rules_of_today_and_says_so() -> None:
    measured = {"polarity": "higher", "target": "10", "realisation": "9"}
    today = date(2026, 11, 24)

    [line] = score_lines([json.dumps(measured)], today=today)
    [said] = score_lines([json.dumps({**measured, "on": "2026-11-24"})], today=today)
    [unknown] = score_lines([json.dumps(measured)])

    assumed = json.loads(line)
    assert (assumed["status"], assumed["achievement"]) == ("computed", "90.00")
    assert assumed["passport"][0]["value"] == "2026-11-24"
    assert "tidak disebut" in assumed["passport"][0]["rule"]
    assert assumed["passport"][1:] == json.loads(said)["passport"]
    assert json.loads(unknown)["status"] == "refused"


def test_each_line_is_answered_in_order_and_blank_lines_are_skipped() -> None:
    line = json.dumps(
        {"id": 7, **NOW, "polarity": "higher", "target": 5.5, "realisation": 5}
    )

    found = answers(["\ufeff" + line + "\n", "\n", "bukan JSON", line])

    assert [(a["id"], a["status"], a["achievement"]) for a in found] == [
        (7, "computed", "90.91"),
        (None, "refused", None),
        (7, "computed", "90.91"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "5",
        "null",
        '{"target": NaN}',
        '{"target": 1, "target": 2}',
        "[" * 100_000,
        '{"target": ' + "9" * 5000 + "}",
        '{"target": 1e999999, "on": "2026-12-31", "polarity": "higher"}',
    ],
)
def test_a_line_that_is_no_measurement_is_refused(line: str) -> None:
    [answer] = answers([line])

    assert answer["status"] == "refused"
    assert answer["reason"].endswith(".")


@pytest.mark.parametrize(
    "written", ["1.5", "[1.5, 2]", '"a"', "null", '{"a": 1.25}', '"\\ud800"']
)
def test_the_id_comes_back_as_it_was(written: str) -> None:
    [answer] = answers([f'{{"id": {written}}}'])

    assert answer["id"] == json.loads(written)


def test_an_id_that_no_float_holds_comes_back_as_text() -> None:
    [answer] = answers(['{"id": 1e999999}'])

    assert answer["id"] == "1E+999999"


# Promises for all inputs

numbers = st.decimals(min_value=0, max_value=10**6, places=2)


@given(numbers, numbers, st.decimals(min_value="0.01", max_value=10**6, places=2))
def test_more_is_never_worse_where_higher_is_better(one, other, target) -> None:
    low, high = sorted([one, other])

    worse = calculate(
        {**OLD, "polarity": "higher", "target": target, "realisation": low}
    )
    better = calculate(
        {**OLD, "polarity": "higher", "target": target, "realisation": high}
    )

    assert D(worse["achievement"]) <= D(better["achievement"])
    assert D(worse["score"]) <= D(better["score"])


@given(numbers, st.decimals(min_value="0.01", max_value=10**6, places=2))
def test_what_is_shown_is_what_was_judged(realised, target) -> None:
    answer = calculate(
        {**OLD, "polarity": "higher", "target": target, "realisation": realised}
    )

    shown = D(answer["achievement"])
    judged = class_of(shown, rules="permenpanrb-8-2021", on=date(2021, 12, 31))
    assert (answer["class"], D(answer["score"])) == (judged.name, judged.score)
    assert shown == half_up(shown, 2)


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
anything = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
written = st.sampled_from(
    ["100 %", "80 - 90%", "BB (70,5)", ">1", "≥0,8", "3,5 dari skala 5", "1.500", "2026-11-30", "ada", "-", "nihil", "WTP", "12 Dokumen", "66 (>100%)"]
)  # fmt: skip
measurements = st.fixed_dictionaries(
    {
        "on": st.just("2026-12-31") | anything,
        "polarity": st.sampled_from(POLARITIES) | anything,
    },
    optional={
        "rules": st.sampled_from(["permenpanrb-8-2021", "permendagri-86-2017"])
        | anything,
        "elect": st.booleans() | anything,
        "target": written | anything,
        "realisation": written | anything,
        "numerator": written | anything,
        "denominator": written | anything,
        "values": st.lists(written | anything | st.tuples(plain, plain), max_size=4)
        | anything,
        "accumulation": st.sampled_from(ACCUMULATIONS) | anything,
        "scale": st.sampled_from(["akip", "opini", "skm"]) | anything,
        "decimals": st.integers(0, 4) | anything,
        "target_is_maximum": st.booleans() | anything,
    },
)


@given(measurements | anything)
def test_any_json_is_answered(measurement: Any) -> None:
    answer = calculate(measurement)

    assert answer["status"] in ("computed", "not_reported", "not_computable", "refused")
    assert (answer["achievement"] is not None) is (answer["status"] == "computed")
    assert ("reason" in answer) is (answer["status"] in ("not_computable", "refused"))
    assert all(isinstance(v, str) for step in answer["passport"] for v in step.values())


@given(st.lists(st.none() | numbers, min_size=1, max_size=6))
def test_blank_sub_periods_change_nothing(values) -> None:
    filled = [value for value in values if value is not None]
    for how in ("sum", "average", "highest", "lowest", "last"):
        with_blanks = compute(values=values, accumulation=how)
        without = compute(values=filled, accumulation=how)

        assert with_blanks["achievement"] == without["achievement"]
        assert with_blanks["status"] == without["status"]


@given(st.lists(st.decimals(0, 500, places=2), min_size=1, max_size=9))
def test_the_order_of_achievements_does_not_change_their_mean(values) -> None:
    on, rules = date(2026, 12, 31), "permendagri-86-2017"

    one = mean_achievement(values, on=on, rules=rules).value
    other = mean_achievement(values[::-1], on=on, rules=rules).value

    assert one == other <= 120
