"""However a period came about, its roll-ups are those of a computation from nothing."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tests.planning.letters import LETTER
from tolok.measurement.entries import Entry
from tolok.planning.targets import Promise, set_targets
from tolok.scoring import actions
from tolok.scoring.models import RollUp, Score
from tolok.scoring.queries import replay


WHY = {"obstacles": "Kertas habis.", "follow_up": "Pengadaan pada April."}
# who reports, of which indicator, to whom
WORK = (
    ("staff", "Pemustaka yang", "kabid"),
    ("colleague", "Pemustaka yang", "kabid"),
    ("clerk", "Surat", "kasubag"),
    ("kabid", "Keluhan", "head"),
    ("kabid", "Indeks", "head"),
)
REPORTS = st.lists(
    st.tuples(st.integers(0, len(WORK) - 1), st.integers(0, 3_000)),
    min_size=1,
    max_size=len(WORK),
    unique_by=lambda report: report[0],
)
REVISIONS = st.lists(
    st.tuples(st.sampled_from(["Surat yang", "Pemustaka yang"]), st.integers(1, 900)),
    max_size=2,
)


def roll_ups() -> list[tuple[object, ...]]:
    return sorted(
        RollUp.objects.values_list(
            "level",
            "unit_id",
            "position_id",
            "objective_id",
            "hundredths",
            "count",
            "class_name",
        ),
        key=str,
    )


@given(reports=REPORTS, revisions=REVISIONS)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_computation_from_nothing_gives_the_digits_that_grew_step_by_step(
    cast: Cast, reports, revisions
) -> None:
    with transaction.atomic():
        for number, (place, value) in enumerate(reports):
            key, words, verifier = WORK[place]
            entry = Entry(str(value), **WHY)
            verify(cast, submit(cast, key, entry, words=words), verifier)
            if number < len(revisions):
                indicator, target = revisions[number]
                revise(cast, indicator, target)
                actions.recompute_period(
                    period=cast.quarters[0], by=cast.viewer("planner"), at=cast.at()
                )
        grown = roll_ups()

        positions = set(
            RollUp.objects.exclude(position=None).values_list("position", flat=True)
        )
        RollUp.objects.all().delete()
        actions.roll_up(
            period=cast.quarters[0], position_ids=positions, at=cast.at(hour=15)
        )

        assert roll_ups() == grown
        assert all(replay(score) for score in Score.objects.all())
        transaction.set_rollback(True)


def revise(cast: Cast, words: str, target: int) -> None:
    set_targets(
        year=cast.year,
        promises=[Promise(cast.indicator(words), cast.quarters[0], str(target))],
        by=cast.viewer("planner"),
        at=cast.at(),
        reason="Perubahan anggaran.",
        letter=LETTER,
    )


def test_one_changed_realisation_touches_only_its_own_chain(cast: Cast) -> None:
    verify(cast, submit(cast, "clerk", Entry("240", **WHY)), "kasubag")
    long_ago = cast.at(hour=1)
    RollUp.objects.update(computed_at=long_ago)

    row = submit(cast, "staff", Entry("1.600"), words="Pemustaka")
    verify(cast, row, "kabid")

    touched = set(RollUp.objects.exclude(computed_at=long_ago))
    chain = {
        ("objective", cast.positions["p07"].pk),
        ("position", cast.positions["p07"].pk),
        ("unit", None),
        ("office", None),
    }
    assert {(r.level, r.position_id) for r in touched} == chain
    assert all(
        r.unit_id in {None, cast.units["u4"].pk, cast.units["u1"].pk} for r in touched
    )


@pytest.mark.parametrize("value", ["0", "1.500", "3.000"])
def test_an_achievement_is_the_same_whoever_computes_it(cast: Cast, value: str) -> None:
    row = verify(
        cast, submit(cast, "staff", Entry(value, **WHY), words="Pemustaka"), "kabid"
    )

    score = Score.objects.get(realisation=row)

    exact = Decimal(value.replace(".", "")) / 1500 * 100
    assert score.achievement_percent == exact.quantize(Decimal("0.01"))
    assert replay(score)
