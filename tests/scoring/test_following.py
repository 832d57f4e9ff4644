"""One change is followed through its chain, and no digit differs from a whole computation."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tests.scoring.test_histories import WHY, compute_from_nothing, roll_ups
from tolok.measurement.entries import Entry
from tolok.measurement.reopening import reopen_realisation
from tolok.organisation.models import Unit
from tolok.registry.models import RegistryVersion
from tolok.registry.signals import version_established
from tolok.scoring import following, rollups
from tolok.scoring.models import RollUp, Score


def report_all(cast: Cast) -> None:
    for key, words, value, verifier in (
        ("staff", "Pemustaka yang", "1.200", "kabid"),
        ("colleague", "Pemustaka yang", "900", "kabid"),
        ("clerk", "Surat", "240", "kasubag"),
        ("kabid", "Keluhan", "4", "head"),
    ):
        verify(cast, submit(cast, key, Entry(value, **WHY), words=words), verifier)


def test_what_was_not_touched_is_not_computed_again(cast: Cast, monkeypatch) -> None:
    report_all(cast)
    computed = []
    whole = rollups.roll_up
    monkeypatch.setattr(
        rollups, "roll_up", lambda **asked: computed.append(asked) or whole(**asked)
    )

    verify(cast, submit(cast, "kabid", Entry("80", **WHY), words="Indeks"), "head")

    assert computed == []
    grown = roll_ups()
    compute_from_nothing(cast)
    assert roll_ups() == grown


def test_the_chain_of_one_change_asks_no_more_in_a_larger_office(cast: Cast) -> None:
    rows = [
        submit(cast, "staff", Entry("1.200", **WHY), words="Pemustaka yang"),
        submit(cast, "colleague", Entry("900", **WHY), words="Pemustaka yang"),
    ]
    counts = []
    for row in rows:
        with CaptureQueriesContext(connection) as asked:
            verify(cast, row, "kabid")
        counts.append(len(asked))

    assert max(counts) <= 40
    assert abs(counts[0] - counts[1]) <= 2


def test_a_position_that_owes_more_than_its_row_says_is_computed_whole(
    cast: Cast,
) -> None:
    report_all(cast)
    RollUp.objects.filter(level="position").update(owed=0)

    verify(cast, submit(cast, "kabid", Entry("80", **WHY), words="Indeks"), "head")

    owed = {
        row.owed
        for row in RollUp.objects.filter(
            level="position", position=cast.positions["p03"]
        )
    }
    assert 0 not in owed


def test_many_positions_at_once_give_the_same_digits(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(following, "MOST_POSITIONS", 0)
    report_all(cast)
    grown = roll_ups()

    compute_from_nothing(cast)

    assert roll_ups() == grown
    assert Score.objects.count() == 4


@pytest.mark.parametrize("key", ["staff", "colleague"])
def test_a_reopening_takes_the_value_out_of_every_level(cast: Cast, key: str) -> None:
    report_all(cast)

    reopen_realisation(
        realisation=cast.realisation(key, "Pemustaka yang"),
        reason="Angka keliru.",
        by=cast.viewer("kabid"),
        at=cast.at(),
    )

    grown = roll_ups()
    compute_from_nothing(cast)
    assert roll_ups() == grown


def test_a_unit_that_an_amendment_moves_takes_its_sum_along(cast: Cast) -> None:
    report_all(cast)
    moved = Unit.objects.get(pk=cast.units["u4"].pk)
    other = Unit.objects.filter(office=cast.office).exclude(
        path__contains=f"/{moved.pk}/"
    )
    other = other.exclude(pk__in=[moved.parent_id, cast.units["u1"].pk])[0]
    moved.parent, moved.path = other, f"{other.path}{moved.pk}/"
    moved.save()

    version_established.send(
        RegistryVersion,
        version=RegistryVersion.objects.get(office=cast.office),
        continued=[],
        position_ids=[],
        by=cast.viewer("planner"),
        at=cast.at(),
    )

    row = RollUp.objects.get(level="unit", unit=other, period=cast.quarters[0])
    assert row.counted >= 2
    grown = roll_ups()
    compute_from_nothing(cast)
    assert roll_ups() == grown
