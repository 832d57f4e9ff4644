"""Many people registered at once, and offices that live on a day of their own."""

import pytest

from tests.cast import DAY, Cast, build_cast
from tolok.organisation import actions
from tolok.organisation.actions import NipUnfit, NotAnExample
from tolok.organisation.models import Person
from tolok.organisation.queries import get_viewer
from tolok.records.actions import System


pytestmark = pytest.mark.django_db
NIP = "198001012005011111"


def register(cast: Cast, *people: dict[str, object]) -> list[Person]:
    return actions.register_people(
        people=people, office_id=cast.office.pk, by=System(), at=cast.at()
    )


def test_people_come_back_in_the_order_given(cast: Cast) -> None:
    made = register(cast, {"name": "B", "nip": NIP}, {"name": "A"}, {"name": "C"})

    assert [person.name for person in made] == ["B", "A", "C"]
    assert all(person.pk for person in made)


@pytest.mark.parametrize("nip", ["123", NIP + "1", "19800101 200501 1 111", "x" * 18])
def test_a_nip_has_eighteen_digits(cast: Cast, nip: str) -> None:
    before = Person.objects.count()

    with pytest.raises(NipUnfit, match="18 angka"):
        register(cast, {"name": "Budi", "nip": NIP}, {"name": "Ani", "nip": nip})

    assert Person.objects.count() == before


def test_a_nip_belongs_to_one_person(cast: Cast) -> None:
    before = Person.objects.count()

    with pytest.raises(NipUnfit, match="sudah dipakai"):
        register(cast, {"name": "Budi", "nip": NIP}, {"name": "Ani", "nip": NIP})

    assert Person.objects.count() == before


def test_only_an_example_lives_on_a_day_of_its_own(cast: Cast) -> None:
    with pytest.raises(NotAnExample, match="bukan kantor contoh"):
        actions.stop_clock(office=cast.office, day=DAY, by=System(), at=cast.at())


def test_an_example_lives_on_the_day_it_is_given(db: None, settings, tmp_path) -> None:
    settings.FILES_ROOT = tmp_path
    example = build_cast(example_day=DAY)

    actions.stop_clock(
        office=example.office,
        day=DAY.replace(day=9),
        by=System(),
        at=example.at(),
    )

    viewer = get_viewer(user=example.users["staff"], on=DAY.replace(year=2031))
    assert viewer.on == DAY.replace(day=9)
