"""Made-up offices: of the size asked for, believable, the same each time."""

import sys
import time
from collections import Counter

import pytest
from django.conf import settings
from django.db import transaction

from tests.cast import STAGE
from tolok.demo import generator
from tolok.demo.generator import OfficeIsThere, make_office
from tolok.demo.structure import Shape, draft_structure
from tolok.measurement import queries as measured
from tolok.measurement.models import Realisation
from tolok.organisation.models import Office, Placement, Position
from tolok.planning.models import Target
from tolok.records.queries import find_broken_links
from tolok.registry.models import Definition, Indicator
from tolok.scoring.models import RollUp, Score


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """An office of sixty people."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        STAGE.clear()
        patch.setattr(settings, "FILES_ROOT", tmp_path_factory.mktemp("files"))
        with transaction.atomic():
            started = time.perf_counter()
            office = make_office(people=60, seed=7)
            seconds = time.perf_counter() - started
            sys.stdout.write(f"an office of 60 is made in {seconds:.1f} s\n")
            yield office
            transaction.set_rollback(True)


def test_it_has_as_many_people_as_asked_and_each_has_a_seat(made):
    seats = Placement.objects.filter(position__office=made.office)

    assert seats.count() == 60
    assert seats.values("person").distinct().count() == 60
    assert not Position.objects.filter(
        office=made.office, placements__isnull=True
    ).exists()


def test_each_position_has_two_to_six_indicators_with_accepted_definitions(made):
    counts = Counter(Indicator.objects.values_list("position", flat=True))

    assert set(counts) == set(
        Position.objects.filter(office=made.office).values_list("pk", flat=True)
    )
    assert all(2 <= count <= 6 for count in counts.values())
    assert all(row.is_accepted for row in Definition.objects.all())


def test_every_indicator_has_its_five_targets(made):
    assert Target.objects.count() == 5 * Indicator.objects.count()


def test_past_quarters_are_verified_but_for_a_few_and_the_present_one_is_open(made):
    count = Counter(Realisation.objects.values_list("period__number", "status"))

    for quarter in (1, 2):
        done, missing = count[quarter, "verified"], count[quarter, "open"]
        assert 0.9 < done / (done + missing) < 1
    assert count[3, "open"] > count[3, "submitted"] > 0
    assert count[3, "verified"] > 0


def test_what_is_verified_is_scored_and_rolled_up(made):
    verified = Realisation.objects.filter(status="verified").count()

    assert Score.objects.filter(is_current=True).count() == verified
    office = RollUp.objects.filter(level="office")
    assert office.filter(period__isnull=False).count() == 3
    assert office.filter(period__isnull=True).count() == 1  # the year so far


def test_its_people_may_do_what_their_roles_say(made):
    assert made.viewer("planner").may("set_targets")
    assert "head" in made.viewer("head").roles
    assert "superior" in made.viewer("superior").roles
    assert made.viewer("staff").roles == {"staff"}
    queue = measured.rank_queue(for_user=made.viewer("superior"))
    assert len(queue.marks) > 0


def test_the_head_is_verified_from_outside(made):
    rows = Realisation.objects.filter(person=made.viewer("head").person)

    assert {row.verifier.title for row in rows} == {"Sekretaris Daerah"}


def test_the_trail_is_whole(made):
    assert list(find_broken_links()) == []


def test_the_same_seed_twice_is_refused_with_what_to_do(made):
    with pytest.raises(OfficeIsThere, match="--seed"):
        make_office(people=60, seed=7)


@pytest.mark.parametrize("people", [5, 8, 19, 20, 59, 60, 61, 500, 12_000])
def test_the_structure_fits_any_size(people):
    units, positions = draft_structure(
        office="Dinas Kesehatan", people=people, dice=generator.Random(1)
    )

    assert len(positions) <= people
    assert len({unit.key for unit in units}) == len(units)
    assert len({(p.unit, p.title) for p in positions}) == len(positions)
    known = {position.key for position in positions} | {None}
    assert all(position.superior in known for position in positions)
    assert any(p.position_class == "pelaksana" for p in positions) or people < 8


def test_a_larger_office_has_more_branches():
    assert Shape.of(500).branches < Shape.of(12_000).branches


def test_two_offices_of_a_region_share_who_verifies_their_heads(tmp_path, settings):
    settings.FILES_ROOT = tmp_path

    first, second = generator.make_region(offices=2, people=8, seed=8)

    assert first.office.region == second.office.region
    assert Office.objects.filter(region=first.office.region).count() == 3
    above = Placement.objects.filter(
        position__title="Sekretaris Daerah",
        position__office__region=first.office.region,
    )
    assert above.count() == 1
    assert first.positions[0].superior == second.positions[0].superior


@pytest.mark.any_engine
def test_the_same_seed_makes_the_same_office(tmp_path, settings):
    settings.FILES_ROOT = tmp_path
    texts = []
    for _time in range(2):
        with transaction.atomic():
            make_office(people=9, seed=11)
            texts.append(
                list(
                    Realisation.objects.order_by(
                        *("period__starts_on", "person__nip", "indicator__text"),
                        *("indicator__objective__order", "indicator__order"),
                    ).values_list("person__name", "entered_text", "status")
                )
            )
            transaction.set_rollback(True)

    assert texts[0] == texts[1]
    assert any(text for _name, text, _status in texts[0])
