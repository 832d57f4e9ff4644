"""What is asked again about a value: limits, parts, own history, two readings."""

from decimal import Decimal

import pytest

from tests.cast import Cast
from tests.measurement.reporting import attach
from tests.web.doing import past_values
from tolok.measurement import actions
from tolok.measurement.checks import check_reading, is_beyond_limits, is_unusual
from tolok.measurement.entries import Entry, Reading, ValueDoubtful, read_entry
from tolok.measurement.models import Realisation
from tolok.registry.models import Definition


def send(cast: Cast, key: str, words: str, entry: Entry, *, sure: bool) -> Realisation:
    row = cast.realisation(key, words)
    if not row.evidence.exists():
        attach(cast, row, key, shade=row.pk % 200)
    return actions.submit_realisation(
        realisation=row,
        entry=entry,
        revision=row.revision,
        by=cast.viewer(key),
        at=cast.at(),
        sure=sure,
    )


# ---------------------------------------------------------------- own history


@pytest.mark.parametrize(
    ("value", "history", "unusual"),
    [
        ("200", ["100", "100", "100"], False),  # exactly twice is not more than twice
        ("200.01", ["100", "100", "100"], True),
        ("50", ["100", "100", "100"], False),
        ("49.99", ["100", "100", "100"], True),
        ("0", ["100", "90", "110"], True),
        ("900", ["100", "100"], False),  # two values are no history yet
        ("5", ["0", "0", "0"], False),  # nothing is twice nought
        ("100", ["1", "100", "10000"], False),  # one odd value does not move the middle
    ],
)
def test_far_is_more_than_twice_or_less_than_half_of_the_median(
    value: str, history: list[str], unusual: bool
) -> None:
    assert is_unusual(Decimal(value), [Decimal(one) for one in history]) is unusual


@pytest.mark.parametrize(
    ("value", "unit", "target", "beyond"),
    [
        ("100", "%", "95", False),
        ("100.01", "%", "95", True),
        ("100.01", "%", None, True),
        ("130", "%", "120", False),  # the target itself says that 100 is no bound
        ("130", "orang", "95", False),
        ("-1", "%", "95", True),
        ("-1", "poin", "-2", False),  # a target below nought expects such values
    ],
)
def test_the_limits_of_a_value(
    value: str, unit: str, target: str | None, beyond: bool
) -> None:
    found = is_beyond_limits(
        Decimal(value), unit=unit, target=Decimal(target) if target else None
    )

    assert found is beyond


# ---------------------------------------------------------------- parts of a ratio


def test_a_part_larger_than_its_whole_is_asked_about_once(cast: Cast) -> None:
    entry = Entry(numerator="180", denominator="90")
    with pytest.raises(actions.Incomplete) as refused:
        send(cast, "staff", "Koleksi", entry, sure=False)

    [(field, text)] = refused.value.problems
    assert field == "sure"
    assert "200\u00a0%" in text
    assert "tertukar" in text

    row = send(cast, "staff", "Koleksi", entry, sure=True)
    step = row.steps.get(step="submitted")
    assert step.note == "Sudah diperiksa pengirim: di atas 100 %."


def test_a_whole_below_nought_cannot_be_sent_at_all(cast: Cast) -> None:
    with pytest.raises(actions.Incomplete) as refused:
        send(
            cast,
            "staff",
            "Koleksi",
            Entry(numerator="-5", denominator="-10", obstacles="a", follow_up="b"),
            sure=True,
        )

    assert "denominator" in [field for field, _text in refused.value.problems]


# ---------------------------------------------------------------- at the sending


def test_an_outlier_is_sent_only_after_it_was_confirmed(cast: Cast) -> None:
    past_values(cast, "staff", "Dilayani", [1500, 1550, 1600])

    with pytest.raises(actions.Incomplete) as refused:
        send(cast, "staff", "Dilayani", Entry("16000"), sure=False)
    assert "nilai tengah 3 periode" in refused.value.message

    row = send(cast, "staff", "Dilayani", Entry("16000"), sure=True)
    assert row.steps.get(step="submitted").note.endswith("di luar kebiasaan.")


def test_an_ordinary_value_asks_nothing(cast: Cast) -> None:
    past_values(cast, "staff", "Dilayani", [1500, 1550, 1600])

    row = send(cast, "staff", "Dilayani", Entry("1.620"), sure=False)

    assert row.steps.get(step="submitted").note == ""


# ---------------------------------------------------------------- two readings


def test_a_dot_before_three_digits_is_asked_about_where_decimals_are_usual() -> None:
    index = Definition(measure="value", unit_of_measure="indeks", decimals=2)

    with pytest.raises(ValueDoubtful) as refused:
        read_entry(Entry("3.500"), index)

    assert refused.value.readings == ("3500", "3,5")
    assert "3500 bila ribuan" in refused.value.message
    for text, value in (("3500", 3500), ("3,5", Decimal("3.5")), ("82,25", "82.25")):
        assert read_entry(Entry(text), index).value == Decimal(value)


@pytest.mark.parametrize(("measure", "unit"), [("count", "orang"), ("value", "Rp")])
def test_what_is_counted_and_rupiah_have_thousands(measure: str, unit: str) -> None:
    definition = Definition(measure=measure, unit_of_measure=unit, decimals=2)

    assert read_entry(Entry("3.500"), definition).value == 3500


def test_a_blank_has_nothing_to_look_at() -> None:
    assert check_reading(Reading(), Definition(measure="value")) == []
