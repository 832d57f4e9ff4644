"""However a period came about, its roll-ups are those of a computation from nothing."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tests.planning.letters import LETTER
from tolok.measurement.entries import Entry
from tolok.measurement.models import Realisation
from tolok.measurement.reopening import reopen_realisation
from tolok.organisation import actions as organisation
from tolok.organisation.actions import SeatedAlready
from tolok.planning.targets import Promise, set_targets
from tolok.planning.unit_weights import LevelWeights, set_unit_weights
from tolok.records.actions import System
from tolok.scoring import actions, recomputing
from tolok.scoring.models import RollUp, Score
from tolok.scoring.queries import replay, replay_roll_up


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
            *("key", "level", "unit_id", "position_id", "objective_id"),
            *("hundredths", "count", "owed", "counted", "class_name", "basis"),
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
                recomputing.recompute(
                    of=cast.quarters[0], by=cast.viewer("planner"), at=cast.at()
                )
        grown = roll_ups()

        compute_from_nothing(cast)

        assert roll_ups() == grown
        assert all(replay(score) for score in Score.objects.all())
        transaction.set_rollback(True)


def compute_from_nothing(cast: Cast) -> None:
    RollUp.objects.all().delete()
    actions.recompute_year(year=cast.year, at=cast.at(hour=15))


# what happens: a report, a letter on some days, a seat that ends, a reopening
HAPPENINGS = st.lists(
    st.one_of(
        st.tuples(
            st.just("report"), st.integers(0, len(WORK) - 1), st.integers(0, 3_000)
        ),
        st.tuples(st.just("letter"), st.integers(0, 80), st.integers(1, 20)),
        st.tuples(st.just("end"), st.integers(0, 89), st.just(0)),
        st.tuples(st.just("reopen"), st.integers(0, 5), st.just(0)),
        st.tuples(st.just("share"), st.integers(1, 99), st.just(0)),
        st.tuples(st.just("weigh"), st.integers(1, 99), st.just(0)),
    ),
    min_size=3,
    max_size=9,
)


@given(happenings=HAPPENINGS)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_letters_transfers_and_reopenings_leave_no_trace_in_the_digits(
    cast: Cast, happenings
) -> None:
    with transaction.atomic():
        for what, number, more in happenings:
            happen(cast, what, number, more)
        grown = roll_ups()

        compute_from_nothing(cast)

        assert roll_ups() == grown
        assert all(replay(score) for score in Score.objects.all())
        assert all(replay_roll_up(row) for row in RollUp.objects.all())
        transaction.set_rollback(True)


def happen(cast: Cast, what: str, number: int, more: int) -> None:
    """Let one thing happen, as far as it can: who sits already cannot sit again."""
    day = date(2026, 1, 1) + timedelta(number)
    match what:
        case "report":
            key, words, verifier = WORK[number]
            row = cast.realisation(key, words)
            if row.status in ("open", "returned"):
                entry = Entry(str(more), **WHY)
                verify(cast, submit(cast, key, entry, words=words), verifier)
        case "letter":
            with suppress(SeatedAlready):
                organisation.place_person(
                    person=cast.people["planner"],
                    position=cast.positions["p04"],
                    kind="plh",
                    letter_number="800/7/2026",
                    starts_on=day,
                    ends_on=day + timedelta(more),
                    by=System(),
                    at=cast.at(),
                )
        case "end":
            organisation.end_placement(
                placement=cast.people["colleague"].placements.get(),
                last_day=day,
                by=System(),
                at=cast.at(),
            )
        case "reopen":
            verified = Realisation.objects.filter(status="verified").order_by("pk")
            row = verified[number : number + 1].first()
            if row is not None:
                reopen_realisation(
                    realisation=row,
                    reason="Angka keliru.",
                    by=cast.viewer(
                        {"p04": "kasubag", "p06": "head"}.get(
                            key_of(cast, row.position_id), "kabid"
                        )
                    ),
                    at=cast.at(),
                )
        case "weigh":
            set_unit_weights(
                year=cast.year,
                weights=[
                    LevelWeights(
                        cast.units["u4"],
                        {
                            cast.positions["p06"].pk: Decimal(number),
                            cast.positions["p07"].pk: Decimal(100 - number),
                        },
                    )
                ],
                by=cast.viewer("planner"),
                at=cast.at(),
                reason="Rapat.",
            )
        case "share":
            organisation.set_share(
                placement=cast.people["staff"].placements.get(),
                share_percent=Decimal(number),
                by=System(),
                at=cast.at(),
            )


def key_of(cast: Cast, position_id: int) -> str:
    return next(key for key, row in cast.positions.items() if row.pk == position_id)


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
        ("indicator", cast.positions["p07"].pk),
        ("objective", cast.positions["p07"].pk),
        ("position", cast.positions["p07"].pk),
        ("seat", cast.positions["p07"].pk),
        ("person", None),
        ("unit", None),
        ("office", None),
    }
    assert {(r.level, r.position_id) for r in touched} == chain
    assert {r.person for r in touched} == {None, cast.people["staff"]}
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
