"""What was known at the end of a past day is found again, whatever happened since."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings

from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tests.scoring.test_histories import HAPPENINGS, WHY, happen, revise
from tolok.measurement import actions as measurement
from tolok.measurement.entries import Entry
from tolok.measurement.models import Realisation
from tolok.measurement.past import as_they_were, evidence_counts, versions_at
from tolok.measurement.queries import list_reported, missing_at
from tolok.measurement.reopening import reopen_realisation
from tolok.planning.queries import targets_of
from tolok.planning.weights import Weights, set_weights
from tolok.scoring import recomputing
from tolok.scoring.as_at import roll_ups_at, scores_at
from tolok.scoring.models import RollUp, Score


def kept() -> list[tuple[Any, ...]]:
    """Return the roll-ups as they stand now."""
    return digits(RollUp.objects.all())


def digits(rows: Any) -> list[tuple[Any, ...]]:
    """Return what a document would print of roll-ups."""
    return sorted(
        (row.key, row.hundredths, row.count, row.counted, row.class_name)
        for row in rows
    )


def end_of(cast: Cast, day: date) -> Any:
    return cast.at(day, hour=23, minute=59)


@given(happenings=HAPPENINGS)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_roll_ups_of_every_past_day_are_those_that_stood_that_evening(
    cast: Cast, happenings
) -> None:
    first = cast.day
    with transaction.atomic():
        evenings = []
        for what, number, more in happenings:
            happen(cast, what, number, more)
            evenings.append((cast.day, kept()))
            cast.day += timedelta(1)

        for day, stood in evenings:
            found = roll_ups_at(year=cast.year, moment=end_of(cast, day))
            assert digits(found) == stood

        transaction.set_rollback(True)
    cast.day = first


def test_digits_of_an_evening_survive_reopening_new_targets_and_new_weights(
    cast: Cast,
) -> None:
    row = verify(
        cast, submit(cast, "staff", Entry("1.600"), words="Pemustaka"), "kabid"
    )
    stood, evening = kept(), end_of(cast, cast.day)
    cast.day += timedelta(1)

    reopen_realisation(
        realisation=row, reason="Salah ketik.", by=cast.viewer("kabid"), at=cast.at()
    )
    verify(cast, submit(cast, "staff", Entry("900", **WHY), words="Pemustaka"), "kabid")
    revise(cast, "Pemustaka yang", 400)
    indicator = cast.indicator("Pemustaka yang")
    set_weights(
        year=cast.year,
        weights=[
            Weights(
                position=cast.positions["p07"],
                indicators={
                    indicator.pk: Decimal(70),
                    cast.indicator("Koleksi").pk: Decimal(30),
                },
                objectives={},
            )
        ],
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    recomputing.recompute(
        of=cast.quarters[0], by=cast.viewer("planner"), at=cast.at(hour=11)
    )

    assert kept() != stood
    assert digits(roll_ups_at(year=cast.year, moment=evening)) == stood
    assert digits(roll_ups_at(year=cast.year, moment=end_of(cast, cast.day))) == kept()


def test_one_position_alone_gives_the_digits_of_the_whole_office(cast: Cast) -> None:
    verify(cast, submit(cast, "staff", Entry("1.600"), words="Pemustaka"), "kabid")
    place = cast.positions["p07"].pk
    moment = end_of(cast, cast.day)

    alone = roll_ups_at(year=cast.year, moment=moment, position_ids=[place])

    whole = roll_ups_at(year=cast.year, moment=moment)
    assert digits(alone) == digits(row for row in whole if row.position_id == place)


def then(cast: Cast, key: str, words: str, moment: Any) -> Realisation:
    """Return a realisation as it was known at a moment."""
    found = versions_at(
        Realisation.versions.filter(
            person=cast.people[key], indicator=cast.indicator(words)
        ),
        moment,
    )
    (row,) = as_they_were(list(found), moment=moment)
    return row


def test_what_was_returned_and_sent_again_is_told_as_it_was_sent_first(
    cast: Cast,
) -> None:
    sent = submit(cast, "staff", Entry("1.600"), words="Pemustaka")
    first = end_of(cast, cast.day)
    cast.day += timedelta(1)
    measurement.return_realisation(
        realisation=sent, reason="Periksa lagi.", by=cast.viewer("kabid"), at=cast.at()
    )
    second = end_of(cast, cast.day)
    cast.day += timedelta(1)
    row = submit(cast, "staff", Entry("900", **WHY), words="Pemustaka")
    verify(cast, row, "kabid")

    was = [
        then(cast, "staff", "Pemustaka yang", moment)
        for moment in (first, second, end_of(cast, cast.day))
    ]

    assert [(row.status, row.value, row.obstacles) for row in was] == [
        ("submitted", Decimal(1600), ""),
        ("returned", None, ""),
        ("verified", Decimal(900), "Kertas habis."),
    ]
    assert was[0].submitted_at == cast.at(date(2026, 4, 6))
    assert was[0].decided_by is None
    assert Realisation.objects.get(pk=row.pk).value == Decimal(900)


def test_a_value_that_was_withdrawn_since_is_told_as_it_was_sent(cast: Cast) -> None:
    sent = submit(cast, "staff", Entry("1.600"), words="Pemustaka")
    first = end_of(cast, cast.day)
    cast.day += timedelta(1)
    row = measurement.withdraw_realisation(
        realisation=sent, by=cast.viewer("staff"), at=cast.at()
    )
    measurement.save_draft(
        realisation=row,
        entry=Entry("77"),
        revision=row.revision,
        by=cast.viewer("staff"),
        at=cast.at(),
    )

    was = then(cast, "staff", "Pemustaka yang", first)

    assert (was.status, was.value) == ("submitted", Decimal(1600))
    assert was.is_late is False
    assert then(cast, "staff", "Pemustaka yang", end_of(cast, cast.day)).value is None


def test_before_anything_was_sent_only_the_state_is_told(cast: Cast) -> None:
    submit(cast, "staff", Entry("1.600"), words="Pemustaka")
    before = cast.at(cast.day - timedelta(1))

    was = then(cast, "staff", "Pemustaka yang", before)

    assert (was.status, was.value, was.submitted_at) == ("open", None, None)
    assert was.pk in {
        row.pk
        for row in missing_at(
            period=cast.quarters[0], for_user=cast.viewer("planner"), moment=before
        )
    }


def test_scores_targets_evidence_and_definitions_are_those_of_the_evening(
    cast: Cast,
) -> None:
    row = verify(
        cast, submit(cast, "staff", Entry("1.600"), words="Pemustaka"), "kabid"
    )
    evening = end_of(cast, cast.day)
    cast.day += timedelta(1)
    revise(cast, "Pemustaka yang", 400)
    recomputing.recompute(of=cast.quarters[0], by=cast.viewer("planner"), at=cast.at())
    indicator = cast.indicator("Pemustaka yang")
    key = (indicator.pk, cast.quarters[0].pk)

    def target(moment: Any) -> str:
        asked = {"indicators": [indicator.pk], "year": cast.year}
        return targets_of(**asked, moment=moment)[key].text

    scores = scores_at(realisations=[row.pk], moment=evening)
    (listed,) = (
        one
        for one in list_reported(
            period=cast.quarters[0], for_user=cast.viewer("planner"), moment=evening
        )
        if one.pk == row.pk
    )

    assert (target(evening), target(None)) == ("1.500", "400")
    assert scores[row.pk].number == 1
    assert Score.objects.get(realisation=row, is_current=True).number == 2
    assert evidence_counts([row.pk], moment=evening) == {row.pk: 1}
    assert evidence_counts([row.pk], moment=cast.at(date(2026, 4, 5))) == {row.pk: 0}
    assert listed.indicator.current_definitions[0].unit_of_measure == "orang"


def test_nothing_is_known_before_the_office_began(cast: Cast) -> None:
    moment = cast.at(date(2026, 1, 1))

    assert roll_ups_at(year=cast.year, moment=moment) == []
    assert scores_at(realisations=[1], moment=moment) == {}
