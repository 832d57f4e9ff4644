"""Numbers, targets and units are read as officials write them, and never guessed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tolok.kernel.numbers import (
    AmountKind,
    NumberUnreadable,
    TwoReadings,
    format_exact,
    format_number,
    format_percent,
    parse_amount,
    parse_number,
    same_unit,
)


D = Decimal

READ = [
    # as written, kind, what was read
    ("100 %", "number", {"value": D(100), "unit": "%"}),
    ("100%", "number", {"value": D(100), "unit": "%"}),
    ("100 persen", "number", {"value": D(100), "unit": "%"}),
    ("100 Prosentase", "number", {"value": D(100), "unit": "%"}),
    ("61,95%", "number", {"value": D("61.95"), "unit": "%"}),
    ("9,55", "number", {"value": D("9.55")}),
    ("0,005", "number", {"value": D("0.005")}),
    ("95.56", "number", {"value": D("95.56")}),
    ("3.5", "number", {"value": D("3.5")}),
    ("0.500", "number", {"value": D("0.500")}),
    ("1234.567", "number", {"value": D("1234.567")}),
    ("1,500", "number", {"value": D("1.500")}),
    ("1.500", "number", {"value": D(1500)}),
    ("-1.500", "number", {"value": D(-1500)}),
    ("1.500bh", "number", {"value": D(1500), "unit": "bh"}),
    ("1.000 Ton", "number", {"value": D(1000), "unit": "Ton"}),
    ("123.375.000", "number", {"value": D(123375000)}),
    ("1,004,422,800", "number", {"value": D(1004422800)}),
    ("1.234,56", "number", {"value": D("1234.56")}),
    ("1,234.56", "number", {"value": D("1234.56")}),
    ("−5", "number", {"value": D(-5)}),
    ("+5", "number", {"value": D(5)}),
    ("80.", "number", {"value": D(80)}),
    ("12 Dokumen", "number", {"value": D(12), "unit": "Dokumen"}),
    ("80\nKelompok", "number", {"value": D(80), "unit": "Kelompok"}),
    ("1 Unit.", "number", {"value": D(1), "unit": "Unit"}),
    ("5 kali/bulan", "number", {"value": D(5), "unit": "kali/bulan"}),
    ("5 m²", "number", {"value": D(5), "unit": "m²"}),
    ("2 km2", "number", {"value": D(2), "unit": "km2"}),
    (
        "12 (dua belas) Dokumen",
        "number",
        {"value": D(12), "unit": "Dokumen", "remark": "(dua belas)"},
    ),
    ("Sebesar 24%", "number", {"value": D(24), "unit": "%"}),
    ("Rp 1.500.000,-", "number", {"value": D(1500000), "unit": "Rp"}),
    ("1500000 rupiah", "number", {"value": D(1500000), "unit": "Rp"}),
    ("Rp. 1.500.000,00", "number", {"value": D(1500000), "unit": "Rp"}),
    ("Rp1,5 miliar", "number", {"value": D(1500000000), "unit": "Rp"}),
    ("Rp 5.000 per orang", "number", {"value": D(5000), "unit": "Rp per orang"}),
    ("2 ribu Dokumen", "number", {"value": D(2000), "unit": "Dokumen"}),
    ("3,5 dari skala 5", "number", {"value": D("3.5"), "scale": D(5)}),
    ("3,2 (skala 1-4)", "number", {"value": D("3.2"), "scale": D(4)}),
    (
        "3,2 poin (skala 4)",
        "number",
        {"value": D("3.2"), "unit": "poin", "scale": D(4)},
    ),
    ("150 per mil", "number", {"value": D(150), "unit": "per mil"}),
    ("66 (>100%)", "number", {"value": D(66), "remark": "(>100%)"}),
    ("95,5 % (A)", "number", {"value": D("95.5"), "unit": "%", "remark": "(A)"}),
    ("111,3***", "number", {"value": D("111.3"), "remark": "***"}),
    (
        "50%**** berdasarkan 3 rapat",
        "number",
        {"value": D(50), "unit": "%", "remark": "**** berdasarkan 3 rapat"},
    ),
    ("50 %²", "number", {"value": D(50), "unit": "%", "remark": "²"}),
    ("Nihil", "number", {"value": D(0)}),
    ("80 - 90%", "range", {"lower": D(80), "upper": D(90), "unit": "%"}),
    ("80 % s.d. 90 %", "range", {"lower": D(80), "upper": D(90), "unit": "%"}),
    ("80 s/d 90", "range", {"lower": D(80), "upper": D(90)}),
    ("antara 80 dan 90", "range", {"lower": D(80), "upper": D(90)}),
    ("7 – 8 bulan", "range", {"lower": D(7), "upper": D(8), "unit": "bulan"}),
    ("150-250", "range", {"lower": D(150), "upper": D(250)}),
    ("-5 - 5", "range", {"lower": D(-5), "upper": D(5)}),
    (
        "Rp 1.000.000 - 2.000.000",
        "range",
        {"lower": D(1000000), "upper": D(2000000), "unit": "Rp"},
    ),
    (
        "80 - 90 (target)",
        "range",
        {"lower": D(80), "upper": D(90), "remark": "(target)"},
    ),
    (">1", "bound", {"value": D(1), "side": ">"}),
    ("< 20 %", "bound", {"value": D(20), "side": "<", "unit": "%"}),
    ("≥0,800", "bound", {"value": D("0.800"), "side": "≥"}),
    ("<= 5", "bound", {"value": D(5), "side": "≤"}),
    ("minimal 80 %", "bound", {"value": D(80), "side": "≥", "unit": "%"}),
    ("kurang dari 5", "bound", {"value": D(5), "side": "<"}),
    ("BB", "grade", {"grade": "BB"}),
    ("WTP", "grade", {"grade": "WTP"}),
    ("BB (70,5)", "grade", {"grade": "BB", "value": D("70.5")}),
    ("70,5 (BB)", "grade", {"grade": "BB", "value": D("70.5")}),
    ("Predikat BB", "grade", {"grade": "BB"}),
    ("A (Memuaskan)", "grade", {"grade": "A", "remark": "(Memuaskan)"}),
    ("Sangat Baik (4,2)", "grade", {"grade": "Sangat Baik", "value": D("4.2")}),
    ("minimal BB", "grade", {"grade": "BB", "side": "≥"}),
    ("2026-11-30", "date", {"day": date(2026, 11, 30)}),
    ("30 Nopember 2026", "date", {"day": date(2026, 11, 30)}),
    ("paling lambat 30-11-2026", "date", {"day": date(2026, 11, 30), "side": "≤"}),
    ("Ada", "yes_no", {"answer": True}),
    ("ya.", "yes_no", {"answer": True}),
    ("tidak ada", "yes_no", {"answer": False}),
    ("Belum", "yes_no", {"answer": False}),
]
FIELDS = (
    "value",
    "lower",
    "upper",
    "side",
    "grade",
    "day",
    "answer",
    "unit",
    "scale",
    "remark",
)


@pytest.mark.parametrize(("text", "kind", "read"), READ, ids=[row[0] for row in READ])
def test_a_text_is_read_as(text: str, kind: str, read: dict) -> None:
    amount = parse_amount(text)

    found = {name: getattr(amount, name) for name in FIELDS}
    assert amount.kind == kind
    assert amount.text == text
    assert {name: v for name, v in found.items() if v not in (None, "")} == read


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "  ",
        "-",
        "–",
        "N/A",
        "n/a",
        "n.a.",
        "......",
        "……%",
        "X%",
        "__",
        "- %",
    ],
)
def test_blank_is_no_value_and_not_zero(text: str | None) -> None:
    amount = parse_amount(text)

    assert amount.kind is AmountKind.NONE
    assert amount.is_none
    assert amount.value is None
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1.500", "dibaca 1500"),
        ("1,500", "koma sebagai tanda desimal"),
        ("1,004,422,800", "koma sebagai tanda ribuan"),
        ("Nihil", "dibaca 0"),
        ("2 juta", "1.000.000"),
    ],
)
def test_a_doubtful_writing_is_noted(text: str, says: str) -> None:
    assert says in " ".join(parse_amount(text).notes)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("#DIV/0!", "lembar kerja"),
        ("#VALUE!", "lembar kerja"),
        ("1.23.4", "titik dan koma"),
        ("1,5.000", "titik dan koma"),
        ("0.123.456", "titik dan koma"),
        ("1..5", "titik dan koma"),
        ("1.000,", "titik dan koma"),
        ("12,", "berakhir dengan koma"),
        ("1e5", "pangkat"),
        ("12 Dokumen 5 Laporan", "lebih dari satu angka"),
        ("12 Dokumen; 5 Laporan", "lebih dari satu angka"),
        ("12;5", "lebih dari satu angka"),
        ("95%%", "satuan"),
        ("5 ½", "lebih dari satu angka"),
        ("5 -", "satuan"),
        ("5 = lima", "satuan"),
        ("90-80", "terbalik"),
        ("> 80 - 90", "batas dan rentang"),
        ("80 - 90 dari skala 100", "rentang yang jelas"),
        ("7 bulan - 8 hari", "dua satuan"),
        ("2026-02-30", "kalender"),
        ("KUANT 15 Dokumen", "tidak terbaca"),
        ("selesai dengan baik", "tidak terbaca"),
        ("０１", "tidak terbaca"),
        ("<", "tidak terbaca"),
        ("1" * 61, "terlalu panjang"),
        ("a" * 401, "terlalu panjang"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(NumberUnreadable, match=says):
        parse_amount(text)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("95.556 %", "95556", "95,556"),
        ("168 dari 180", "skala 180", "penyebut 180"),
        ("1/2", "skala 2", "penyebut 2"),
        ("ada/tidak ada", "“ada”", "“tidak ada”"),
    ],
)
def test_two_readings_are_both_named(text: str, one: str, other: str) -> None:
    with pytest.raises(TwoReadings) as refused:
        parse_amount(text)

    assert one in str(refused.value)
    assert other in str(refused.value)


@pytest.mark.parametrize("text", ["1.500", "1,500"])
def test_outside_indonesian_fields_three_digits_have_two_readings(text: str) -> None:
    with pytest.raises(TwoReadings, match="1500 atau 1,500"):
        parse_amount(text, indonesian=False)


def test_outside_indonesian_fields_other_writings_have_one_reading() -> None:
    assert parse_number("1.5", indonesian=False) == D("1.5")
    assert parse_number("1,5", indonesian=False) == D("1.5")


def test_a_bare_number_is_asked_for() -> None:
    assert parse_number("1.234,5") == D("1234.5")
    for text in ("12 Dokumen", "3 (tiga)", "80 - 90", "BB", "3,5 dari skala 5"):
        with pytest.raises(NumberUnreadable, match="angkanya saja"):
            parse_number(text)


def test_numbers_are_written_with_dots_and_a_comma() -> None:
    assert format_number(D("1234.5")) == "1.234,5"
    assert format_number(D("-1234567")) == "-1.234.567"
    assert format_number(D("1E+3")) == "1.000"
    assert format_number(D("2.675"), 2) == "2,68"
    assert format_number(D("-0.001"), 2) == "0,00"
    assert format_percent(D("87.5")) == "87,50\u00a0%"
    assert format_percent(D("87.5"), None) == "87,5\u00a0%"
    with pytest.raises(ValueError, match="finite"):
        format_number(D("NaN"))


def test_endless_digits_are_cut_and_say_so() -> None:
    assert format_exact(Fraction(280, 3)) == "93,3333…"
    assert format_exact(Fraction(-2, 3)) == "-0,6666…"
    assert format_exact(Fraction(2, 3), 2) == "0,66…"
    assert format_exact(Fraction(1, 4)) == "0,25"
    assert format_exact(Fraction(15000)) == "15.000"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dokumen", "dokumen.", True),
        ("dok.", "Dokumen", True),
        ("rupiah", "Rp", True),
        ("Dokumen", "Laporan", False),
        ("%", "per mil", False),
    ],
)
def test_units_are_compared_by_meaning(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same


@given(
    st.decimals(
        allow_nan=False,
        allow_infinity=False,
        places=3,
        max_value=10**20,
        min_value=-(10**20),
    )
)
@example(D("0.500"))
@example(D("1500"))
@example(D("1.5E+3"))
@example(D("-0.005"))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


@given(st.text())
@example("Rp")
@example("antara")
@example("1 - ")
@example("≥")
@example("(5)")
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        answer = parse_amount(text).text
    except NumberUnreadable as refused:
        answer = str(refused)

    assert answer == text or answer.endswith(".")


@given(
    st.from_regex(
        r"\A[-–<>≥ ]?[0-9.,]{1,8} ?[-–%a-z(/*]{0,4}[0-9.,]{0,5}[%A-Z)]{0,3}\Z"
    )
)
def test_number_like_text_keeps_all_its_digits(text: str) -> None:
    try:
        amount = parse_amount(text)
    except NumberUnreadable:
        return

    numbers = [amount.value, amount.lower, amount.upper, amount.scale]
    kept = "".join(f"{n:f}" for n in numbers if n is not None)
    kept += amount.unit + amount.remark + amount.grade + str(amount.day or "")
    for digit in "123456789":
        if not amount.is_none:
            assert kept.count(digit) == text.count(digit)
