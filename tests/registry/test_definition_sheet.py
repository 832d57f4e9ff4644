"""The whole definition sheet: who verifies, how often it is owed, and that the past stays."""

from decimal import Decimal

import pytest

from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tolok.measurement import actions as measurement
from tolok.measurement.entries import Entry
from tolok.measurement.models import Realisation
from tolok.measurement.obligations import is_due
from tolok.organisation.models import Position
from tolok.planning.models import Period
from tolok.registry import actions, queries
from tolok.registry.actions import PositionUnfit
from tolok.registry.models import Definition
from tolok.scoring.models import Score


GOOD = Entry("300")


def seat(cast: Cast, key: str) -> Position:
    """Return the position that a person holds for good."""
    return Position.objects.filter(
        placements__person=cast.people[key], placements__kind="definitive"
    ).get()


def change(cast: Cast, words: str, **changes: object) -> Definition:
    return actions.change_definition(
        definition=cast.definition(words),
        changes=changes,
        reason="Disesuaikan dengan pedoman kantor",
        by=cast.viewer("planner"),
        at=cast.at(),
    )


@pytest.mark.parametrize(
    ("frequency", "kind", "month", "owed"),
    [
        ("month", "quarter", 3, True),
        ("quarter", "quarter", 3, True),
        ("quarter", "quarter", 6, True),
        ("semester", "quarter", 3, False),
        ("semester", "quarter", 6, True),
        ("semester", "quarter", 9, False),
        ("semester", "quarter", 12, True),
        ("year", "quarter", 3, False),
        ("year", "quarter", 9, False),
        ("year", "quarter", 12, True),
        ("quarter", "month", 2, False),
        ("quarter", "month", 3, True),
        ("year", "semester", 6, False),
        ("year", "year", 12, True),
        ("month", "year", 12, True),
    ],
)
def test_an_indicator_is_owed_only_where_its_own_period_ends(
    cast: Cast, frequency: str, kind: str, month: int, owed: bool
) -> None:
    period = Period(kind=kind, ends_on=cast.day.replace(month=month, day=28))

    assert is_due(frequency, period) == owed


def test_a_yearly_indicator_is_taken_off_the_open_quarter(cast: Cast) -> None:
    before = cast.realisation("clerk")
    words = before.indicator.text

    change(cast, words, frequency="year")

    assert not Realisation.objects.filter(pk=before.pk).exists()
    made = measurement.open_period(period=cast.quarters[0], at=cast.at())
    assert made == 0


def test_what_was_begun_stays_owed_although_the_frequency_changed(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)

    change(cast, row.indicator.text, frequency="year")

    assert Realisation.objects.get(pk=row.pk).status == row.status


def test_the_position_that_the_definition_names_verifies(cast: Cast) -> None:
    row = cast.realisation("clerk")
    named = seat(cast, "secretary")

    change(cast, row.indicator.text, verifier_id=named.pk)

    assert Realisation.objects.get(pk=row.pk).verifier_id == named.pk


def test_a_named_verifier_never_verifies_own_work(cast: Cast) -> None:
    own = seat(cast, "acting")
    row = Realisation.objects.get(
        person=cast.people["acting"], position=own, period=cast.quarters[0]
    )
    acted_for, kept = row.verifier_id, own.superior_id

    change(cast, row.indicator.text, verifier_id=kept)

    assert Realisation.objects.get(pk=row.pk).verifier_id == acted_for
    assert acted_for != kept


def test_the_bearing_position_cannot_be_named_as_verifier(cast: Cast) -> None:
    row = cast.realisation("clerk")

    with pytest.raises(PositionUnfit, match="Pilih jabatan lain"):
        change(cast, row.indicator.text, verifier_id=row.position_id)


def test_a_position_of_another_office_cannot_be_named(cast: Cast) -> None:
    foreign = seat(cast, "stranger")

    with pytest.raises(PositionUnfit, match="tidak ada di kantor ini"):
        change(cast, cast.realisation("clerk").indicator.text, verifier_id=foreign.pk)


def test_a_changed_definition_never_touches_what_was_scored(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)
    verify(cast, row, "kasubag")
    before = list(Score.objects.filter(realisation=row).values())
    assert before

    change(
        cast,
        row.indicator.text,
        polarity="lower",
        accumulation="last",
        decimals=0,
        frequency="year",
    )

    assert list(Score.objects.filter(realisation=row).values()) == before
    assert Realisation.objects.get(pk=row.pk).value == Decimal(row.value)


def test_a_new_unit_of_measure_is_offered_from_then_on(cast: Cast) -> None:
    words = cast.realisation("clerk").indicator.text
    planner = cast.viewer("planner")
    assert "boks arsip" not in queries.list_units_of_measure(for_user=planner)

    change(cast, words, unit_of_measure="boks arsip")

    offered = queries.list_units_of_measure(for_user=planner)
    assert {"boks arsip", "laporan", "%"} <= set(offered)
    assert len(offered) == len(set(offered))
