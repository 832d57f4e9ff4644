"""A made-up regency: as many offices and people as asked, measured each month."""

from collections import Counter

import pytest

from tolok.demo.regency import MONTHS, make_regency, plan_regency
from tolok.measurement.models import Realisation
from tolok.organisation.models import Office, Placement
from tolok.records.queries import find_broken_links
from tolok.registry.models import Definition
from tolok.scoring.models import RollUp, Score
from tolok.scoring.offices import recompute_offices


def test_forty_offices_of_different_sizes_have_twelve_thousand_people() -> None:
    plans = plan_regency(offices=40, people=12_000)

    sizes = [plan.people for plan in plans]
    assert sum(sizes) == 12_000
    assert max(sizes) == sizes[0] > 3_000
    assert min(sizes) >= 50
    # The Sekretariat Daerah is made first, for it stands above them all.
    assert len({plan.name for plan in plans} | {"Sekretariat Daerah"}) == 41


@pytest.mark.parametrize(("offices", "people"), [(41, 12_000), (2, 20)])
def test_what_cannot_be_made_up_is_said(offices: int, people: int) -> None:
    with pytest.raises(ValueError, match="cannot be made up"):
        plan_regency(offices=offices, people=people)


@pytest.mark.django_db
def test_a_small_regency_is_verified_scored_and_computed_anew_to_the_same(
    tmp_path, settings
) -> None:
    settings.FILES_ROOT = tmp_path
    told = []

    made = make_regency(
        offices=2,
        people=30,
        seed=12,
        progress=lambda done, total: told.append((done, total)),
    )

    assert told == [(1, 2), (2, 2)]
    assert Office.objects.filter(region=made.office.region).count() == 3
    assert Placement.objects.filter(position__office__is_example=True).count() == 31
    frequencies = Counter(Definition.objects.values_list("frequency", flat=True))
    assert frequencies["month"] > frequencies["quarter"]
    rows = Realisation.objects.filter(office=made.office)
    assert rows.filter(status="verified", period__number=11).exists()
    assert rows.filter(status="open", period__number=12).exists()
    assert (
        Score.objects.count() == Realisation.objects.filter(status="verified").count()
    )
    assert made.viewer("planner").on == MONTHS.day
    assert list(find_broken_links()) == []
    before = set(RollUp.objects.values_list("key", "hundredths", "owed", "counted"))
    seen = []

    found = recompute_offices(
        year=2026,
        at=MONTHS.now,
        progress=lambda done, total: seen.append((done, total)),
    )

    assert [one.changed for one in found] == [0, 0]
    assert seen[-1][0] == seen[-1][1]
    after = set(RollUp.objects.values_list("key", "hundredths", "owed", "counted"))
    assert {row[:2] for row in after} == {row[:2] for row in before}
