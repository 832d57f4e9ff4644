"""A query compiled once answers as the one it was made of, for each value."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from tests.cast import Cast
from tolok.measurement.queries import count_waiting, submitted_to
from tolok.organisation.models import Placement
from tolok.organisation.queries import get_viewer
from tolok.planning.queries import waiting_proposals
from tolok.records.compiled import StandIns, compile_query


pytestmark = pytest.mark.django_db


def test_it_answers_for_each_value_as_the_query_would(cast: Cast) -> None:
    standing = StandIns()
    number, day = standing.number("person"), standing.day("day")
    compiled = compile_query(
        Placement.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            person_id=number,
            starts_on__lte=day,
        )
        .order_by("pk")
        .values_list("position_id"),
        standing,
    )

    for person in cast.people.values():
        for on in (cast.day, cast.day - timedelta(days=4000)):
            held = Placement.objects.filter(
                Q(ends_on__isnull=True) | Q(ends_on__gte=on),
                person=person,
                starts_on__lte=on,
            )
            assert [
                position
                for (position,) in compiled.ask({"person": person.pk, "day": on})
            ] == list(held.order_by("pk").values_list("position_id", flat=True))


def test_a_value_that_is_not_in_the_query_is_refused_when_it_is_made() -> None:
    standing = StandIns()
    standing.number("person")

    with pytest.raises(LookupError, match="person"):
        compile_query(Placement.objects.values_list("pk"), standing)


def test_what_waits_is_as_many_as_its_lists_hold(cast: Cast) -> None:
    for user in cast.users.values():
        for on in (cast.day, date(2031, 1, 1)):
            viewer = get_viewer(user=user, on=on)
            waiting = count_waiting(for_user=viewer)
            if viewer.person_id is None:
                assert waiting.to_verify == waiting.targets == 0
                continue
            assert waiting.to_verify == submitted_to(for_user=viewer).count()
            assert waiting.targets == waiting_proposals(for_user=viewer).count()
