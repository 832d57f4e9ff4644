"""Weights of positions and units: counted in the unit above, told, never scaled."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.cast import Cast, scene
from tests.measurement.reporting import submit, verify
from tests.scoring.test_histories import WHY, compute_from_nothing, roll_ups
from tolok.measurement.entries import Entry
from tolok.planning.actions import MayNotPlan, ReasonMissing
from tolok.planning.models import Weight
from tolok.planning.unit_weights import (
    LevelWeights,
    list_levels,
    set_unit_weights,
    unit_weights_in_force,
)
from tolok.planning.weights import OwnWeight, WeightsChanged, WeightUnfit
from tolok.records.models import AuditEvent
from tolok.registry.queries import version_on
from tolok.scoring.as_at import roll_ups_at
from tolok.scoring.models import RollUp
from tolok.scoring.queries import replay_roll_up


@scene
def measured(cast: Cast) -> None:
    """Three of them reported, and their superiors verified."""
    measure(cast)


def measure(cast: Cast) -> None:
    """Let the head of division, the librarian and the clerk have their achievement."""
    verify(cast, submit(cast, "kabid", Entry("84"), words="Indeks"), "head")
    verify(
        cast, submit(cast, "staff", Entry("1.200", **WHY), words="Pemustaka"), "kabid"
    )
    verify(cast, submit(cast, "clerk", Entry("270", **WHY), words="Surat"), "kasubag")


def weigh(
    cast: Cast,
    unit: str | None,
    *,
    positions: dict[str, str] | None = None,
    units: dict[str, str] | None = None,
    by: str = "planner",
    reason: str = "",
    seen: int | None = None,
) -> int:
    """Set the weights of one level, by the keys of the cast."""
    return set_unit_weights(
        year=cast.year,
        weights=[
            LevelWeights(
                cast.units[unit] if unit else None,
                {
                    cast.positions[k].pk: Decimal(v)
                    for k, v in (positions or {}).items()
                },
                {cast.units[k].pk: Decimal(v) for k, v in (units or {}).items()},
                seen,
            )
        ],
        by=cast.viewer(by),
        at=cast.at(hour=16),
        reason=reason,
    )


def row_of(cast: Cast, unit: str | None) -> RollUp:
    found = RollUp.objects.filter(period=cast.quarters[0])
    if unit is None:
        return found.get(level="office")
    return found.get(level="unit", unit=cast.units[unit])


def value_of(cast: Cast, position: str) -> Decimal:
    row = RollUp.objects.get(
        level="position", position=cast.positions[position], period=cast.quarters[0]
    )
    assert row.achievement_percent is not None
    return row.achievement_percent


def test_without_weights_a_unit_is_the_plain_mean_of_its_positions(
    cast: Cast, measured
):
    row = row_of(cast, "u4")

    mean = (value_of(cast, "p06") + value_of(cast, "p07")) / 2
    assert row.achievement_percent == mean.quantize(Decimal("0.01"))
    assert row.basis["kind"] == "total"


def test_positions_of_a_unit_count_by_their_weights_and_so_do_units_above(
    cast: Cast, measured
):
    weigh(cast, "u4", positions={"p06": "70", "p07": "30"})

    of_unit = row_of(cast, "u4")
    exact = value_of(cast, "p06") * 7 / 10 + value_of(cast, "p07") * 3 / 10
    assert of_unit.achievement_percent == round(exact, 2)
    assert of_unit.basis["weights"] == ["70.00", "30.00"]

    weigh(
        cast, "u1", positions={"p01": "10"}, units={"u2": "25", "u4": "60", "u5": "5"}
    )

    office = row_of(cast, None)
    exact = (value_of(cast, "p04") * 25 + of_unit.achievement_percent * 60) / 85
    assert office.achievement_percent == round(exact, 2)
    assert office.basis == row_of(cast, "u1").basis, "a sole unit speaks for the office"
    assert all(replay_roll_up(row) for row in RollUp.objects.all())


@pytest.mark.parametrize(
    ("positions", "told"),
    [
        ({"p06": "60", "p07": "30"}, "Bobotnya berjumlah 90 %, bukan 100 %"),
        ({"p06": "60"}, "Bobot baru diisi sebagian"),
    ],
)
def test_weights_that_make_no_whole_are_told_and_never_scaled(
    cast: Cast, measured, positions: dict[str, str], told: str
):
    weigh(cast, "u4", positions=positions)

    row = row_of(cast, "u4")
    assert told in row.basis["note"]
    assert replay_roll_up(row)
    then = roll_ups_at(year=cast.year, moment=cast.at(hour=23))
    assert {r.key: r.basis for r in then if r.level in ("unit", "office")} == {
        r.key: r.basis for r in RollUp.objects.filter(level__in=["unit", "office"])
    }


def test_one_change_and_a_computation_from_nothing_give_the_same_digits(
    cast: Cast, measured
):
    weigh(cast, "u4", positions={"p06": "70", "p07": "30"})
    weigh(
        cast, "u1", positions={"p01": "10"}, units={"u2": "25", "u4": "60", "u5": "5"}
    )

    verify(cast, submit(cast, "kabid", Entry("15", **WHY), words="Keluhan"), "head")
    grown = roll_ups()
    compute_from_nothing(cast)

    assert roll_ups() == grown
    weigh(cast, "u4", reason="Disepakati rata.")
    assert row_of(cast, "u4").basis["kind"] == "total"
    verify(
        cast, submit(cast, "colleague", Entry("900", **WHY), words="Pemustaka"), "kabid"
    )
    grown = roll_ups()
    compute_from_nothing(cast)
    assert roll_ups() == grown


def test_what_was_known_before_the_weights_is_still_known(cast: Cast, measured):
    before = row_of(cast, "u4").hundredths

    weigh(cast, "u4", positions={"p06": "70", "p07": "30"})

    (then,) = [
        row
        for row in roll_ups_at(year=cast.year, moment=cast.at(hour=15))
        if row.key == row_of(cast, "u4").key
    ]
    assert then.hundredths == before != row_of(cast, "u4").hundredths


def test_levels_are_those_with_something_to_weigh(cast: Cast):
    version = version_on(office_id=cast.office.pk, on=cast.day)
    assert version is not None

    levels = list_levels(version=version, for_user=cast.viewer("planner"))

    assert cast.units["u4"] in {level.unit for level in levels}
    assert all(len(level.members) > 1 for level in levels)
    stranger = list_levels(version=version, for_user=cast.viewer("stranger_planner"))
    assert stranger == []


REFUSED: list[tuple[type[Exception], Callable[[Cast], int]]] = [
    (MayNotPlan, lambda c: weigh(c, "u4", positions={"p06": "70"}, by="head")),
    (MayNotPlan, lambda c: weigh(c, "u4", positions={"p06": "70"}, by="administrator")),
    (
        MayNotPlan,
        lambda c: weigh(c, "u4", positions={"p06": "70"}, by="stranger_planner"),
    ),
    (WeightUnfit, lambda c: weigh(c, "u4", positions={"p04": "70"})),
    (WeightUnfit, lambda c: weigh(c, "u4", units={"u2": "70"})),
    (WeightUnfit, lambda c: weigh(c, "u4", positions={"p06": "101"})),
    (WeightsChanged, lambda c: weigh(c, "u4", positions={"p06": "70"}, seen=3)),
]


@pytest.mark.parametrize(("refusal", "attempt"), REFUSED)
def test_who_may_not_and_what_does_not_fit_is_refused_and_nothing_is_kept(
    cast: Cast, refusal: type[Exception], attempt: Callable[[Cast], int]
):
    with pytest.raises(refusal):
        attempt(cast)

    assert not Weight.objects.exists()


def test_a_change_needs_a_reason_and_another_planner_than_the_holder(cast: Cast):
    weigh(cast, "u3", positions={"p03": "40", "p04": "30", "p05": "30"})
    with pytest.raises(ReasonMissing):
        weigh(cast, "u3", positions={"p03": "50", "p04": "20", "p05": "30"})
    with pytest.raises(OwnWeight):
        weigh(cast, "u3", positions={"p03": "40", "p04": "20", "p05": "40"}, reason="A")

    weigh(
        cast,
        "u3",
        positions={"p03": "50", "p04": "20", "p05": "30"},
        reason="Rapat 2/4",
    )

    rows = unit_weights_in_force(year=cast.year)
    assert rows[cast.units["u3"].pk]["position", cast.positions["p03"].pk].percent == 50
    event = AuditEvent.objects.filter(action="planning.set_unit_weights").latest("pk")
    assert event.note == "Rapat 2/4"
