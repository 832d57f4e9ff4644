"""Weights: read as typed, never scaled, never overwritten, and changed with a reason."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from tolok.planning import weights
from tolok.planning.actions import MayNotPlan, ReasonMissing
from tolok.planning.models import Period, Weight
from tolok.planning.weights import Weights
from tolok.records.models import AuditEvent


def weigh(
    cast: Cast,
    percents: dict[str, str],
    *,
    position: str = "p06",
    by: str = "planner",
    reason: str = "",
    seen: int | None = None,
) -> int:
    """Set the weights of a position's indicators, by words of theirs."""
    return weights.set_weights(
        year=cast.year,
        weights=[
            Weights(
                cast.positions[position],
                {cast.indicator(words).pk: Decimal(n) for words, n in percents.items()},
                seen=seen,
            )
        ],
        by=cast.viewer(by),
        at=cast.at(),
        reason=reason,
    )


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("typed", "percent"),
    [("25", "25"), ("12,5", "12.5"), ("33,34 %", "33.34"), ("100", "100"), ("", None)],
)
def test_a_weight_is_read_as_an_official_writes_it(typed: str, percent: str | None):
    found = weights.read_weight(typed)

    assert found == (None if percent is None else Decimal(percent))


@pytest.mark.any_engine
@pytest.mark.parametrize(
    "typed", ["0", "-5", "101", "12,345", "20 - 30", "> 20", "dua puluh", "25 orang"]
)
def test_what_is_no_weight_is_refused_with_an_example(typed: str):
    with pytest.raises(weights.WeightUnfit):
        weights.read_weight(typed)


@pytest.mark.any_engine
@pytest.mark.parametrize("count", [1, 2, 3, 6, 7, 30])
def test_weights_spread_evenly_always_make_exactly_100(count: int):
    found = weights.spread_evenly(count)

    assert len(found) == count
    assert sum(found) == 100
    assert max(found) - min(found) <= Decimal("0.30")


@pytest.mark.any_engine
def test_a_sum_that_is_not_100_is_told_and_never_scaled():
    assert weights.tell_sum([None, None]) == (0, "")
    assert weights.tell_sum([Decimal(60), Decimal(40)]) == (100, "")
    assert "bukan 100 %" in weights.tell_sum([Decimal(60), Decimal(30)])[1]
    assert "belum dipakai" in weights.tell_sum([Decimal(60), None])[1]


def test_a_first_weight_needs_no_reason_and_a_changed_one_does(cast: Cast):
    assert weigh(cast, {"Indeks Kepuasan": "70", "Jumlah Keluhan": "30"}) == 2

    with pytest.raises(ReasonMissing):
        weigh(cast, {"Indeks Kepuasan": "60", "Jumlah Keluhan": "40"})

    assert Weight.objects.count() == 2


def test_an_old_weight_stays_as_a_version_with_the_reason_of_its_change(cast: Cast):
    weigh(cast, {"Indeks Kepuasan": "70", "Jumlah Keluhan": "30"})
    weigh(cast, {"Indeks Kepuasan": "60", "Jumlah Keluhan": "30"}, reason="Rapat 12/1")

    old, new = Weight.objects.filter(
        indicator=cast.indicator("Indeks Kepuasan")
    ).order_by("number")
    assert (old.percent, old.is_current) == (70, False)
    assert (new.percent, new.is_current, new.change_reason) == (60, True, "Rapat 12/1")
    event = AuditEvent.objects.filter(action="planning.set_weights").latest("pk")
    assert event.note == "Rapat 12/1"


def test_what_is_not_named_has_no_weight_any_more_and_its_version_says_so(cast: Cast):
    weigh(cast, {"Indeks Kepuasan": "70", "Jumlah Keluhan": "30"})

    weigh(cast, {"Indeks Kepuasan": "70"}, reason="Satu dilepas")

    assert (
        len(weights.list_weights(year=cast.year, position=cast.positions["p06"])) == 1
    )
    taken = Weight.objects.get(
        indicator=cast.indicator("Jumlah Keluhan"), is_current=True
    )
    assert taken.percent is None


def test_a_changed_weight_without_a_reason_cannot_even_be_stored(cast: Cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Weight.objects.create(
            year=cast.year,
            indicator=cast.indicator("Indeks Kepuasan"),
            number=2,
            percent=10,
            decided_by="Perencana",
            decided_at=cast.at(),
            created_at=cast.at(),
        )


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("planner", True),
        ("head", False),
        ("kabid", False),
        ("staff", False),
        ("inspector", False),
        ("administrator", False),
        ("stranger_planner", False),
    ],
)
def test_only_a_planner_of_the_office_sets_weights(cast: Cast, who: str, may: bool):
    if may:
        assert weigh(cast, {"Indeks Kepuasan": "70"}, by=who) == 1
        return
    with pytest.raises(MayNotPlan):
        weigh(cast, {"Indeks Kepuasan": "70"}, by=who)


def test_a_planner_never_changes_the_weight_of_the_own_position(cast: Cast):
    own = cast.positions["p05"]
    assert own.pk in cast.viewer("planner").position_ids
    weigh(cast, {"Perencanaan": "100"}, position="p05")

    with pytest.raises(weights.OwnWeight, match="jabatan Anda sendiri"):
        weigh(cast, {"Perencanaan": "50"}, position="p05", reason="Lebih ringan")


def test_a_weight_of_another_position_is_refused(cast: Cast):
    with pytest.raises(weights.WeightUnfit, match="jabatan lain"):
        weigh(cast, {"Surat": "50"})


def test_two_planners_do_not_overwrite_each_other(cast: Cast):
    weigh(cast, {"Indeks Kepuasan": "70", "Jumlah Keluhan": "30"}, seen=0)

    with pytest.raises(weights.WeightsChanged, match="diubah orang lain"):
        weigh(cast, {"Indeks Kepuasan": "60"}, reason="Terlambat", seen=0)


def test_weights_of_a_year_that_is_locked_stay(cast: Cast):
    weigh(cast, {"Indeks Kepuasan": "70", "Jumlah Keluhan": "30"})
    Period.objects.filter(year=cast.year).update(
        opens_on="2026-01-01",
        due_on="2026-01-02",
        late_until="2026-01-03",
        closes_on="2026-01-04",
    )

    with pytest.raises(weights.WeightsLocked, match="sudah dikunci"):
        weigh(cast, {"Indeks Kepuasan": "60"}, reason="Terlambat")
