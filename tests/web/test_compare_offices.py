"""The same position in several offices: who reads it, and that small groups stay hidden."""

import pytest

from tests.cast import scene
from tests.web.doing import send, sign_in, text_of, verify
from tolok.organisation import actions as organisation
from tolok.organisation.actions import PlannedPosition, PlannedUnit
from tolok.planning import actions as planning
from tolok.planning.models import Period
from tolok.records.actions import System
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


URL = "/dasbor/banding/?apa=kantor"
TITLE = "Arsiparis Terampil"


@scene
def measured(cast_today):
    """The archivist's 24 of 30 boxes are verified: 80 percent."""
    from tests.web.test_registry import LOW

    verify(cast_today, send(cast_today, "archivist", "Boks", LOW), "acting")
    return cast_today


def other_office(cast, name: str, hundredths: list[int]) -> None:
    """Make an office of the region in which so many hold the same title, each valued."""
    office = organisation.create_office(
        region_name=cast.office.region.name,
        name=name,
        short_name=name[:20],
        by=System(),
        at=cast.at(),
        is_example=True,
        example_day=cast.day,
    )
    units = [
        PlannedUnit(f"u{n}", f"Bidang {n} {name}", "bidang", None)
        for n in range(len(hundredths))
    ]
    seats = [
        PlannedPosition(f"p{n}", TITLE, f"u{n}", "fungsional", None, False)
        for n in range(len(hundredths))
    ]
    _units, positions = organisation.establish_structure(
        office=office, units=units, positions=seats, by=System(), at=cast.at()
    )
    year = planning.set_up_year(
        office=office,
        year=2026,
        rules="permendagri-86-2017",
        by=planner_of(cast, office),
        at=cast.at(),
    )
    period = Period.objects.get(office=office, number=1)
    for number, value in enumerate(hundredths):
        position = positions[f"p{number}"]
        RollUp.objects.create(
            key=f"position:{position.pk}:p{period.pk}",
            office=office,
            year=year,
            period=period,
            level=Level.POSITION,
            unit=position.unit,
            position=position,
            hundredths=value,
            count=1,
            computed_at=cast.at(),
        )


def planner_of(cast, office):
    from tolok.accounts.enums import Role
    from tolok.organisation.queries import get_viewer

    organisation.grant_role(
        user=cast.users["inspector"],
        office=office,
        role=Role.PLANNER,
        starts_on=cast.day,
        by=System(),
        at=cast.at(),
    )
    return get_viewer(user=cast.users["inspector"], on=cast.day, office_id=office.pk)


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("head", 200),
        ("planner", 200),
        ("inspector", 200),
        ("kabid", 403),
        ("secretary", 403),
        ("staff", 403),
        ("administrator", 403),
    ],
)
def test_other_offices_are_compared_by_head_planner_and_inspector(
    measured, key, status
):
    client = sign_in(measured, key)

    assert client.get(URL).status_code == status
    assert client.get("/dasbor/banding.csv?apa=kantor").status_code == status


def test_a_superior_is_not_offered_the_comparison_of_offices(measured):
    page = text_of(sign_in(measured, "kabid").get("/dasbor/banding/"))

    assert "Antarkantor" not in page


def test_five_positions_of_two_offices_are_shown_as_a_mean(measured):
    other_office(measured, "Dinas Sosial", [90_00, 92_00, 94_00])
    other_office(measured, "Dinas Perhubungan", [96_00, 98_00])

    page = text_of(sign_in(measured, "head").get(URL))

    # (90 + 92 + 94 + 96 + 98) ÷ 5 = 94; 80 is 14 below
    assert "Satu dari satu jabatan lebih rendah daripada di kantor lain" in page
    assert "94,00 %" in page
    assert "5 jabatan di 2 kantor" in page
    assert "turun 14,00" in page


@pytest.mark.parametrize(
    "groups",
    [
        {"Dinas Sosial": [90_00, 92_00], "Dinas Perhubungan": [96_00, 98_00]},
        {"Dinas Sosial": [90_00, 92_00, 94_00, 96_00, 98_00, 99_00]},
    ],
)
def test_four_positions_or_one_office_alone_stay_hidden(measured, groups):
    for name, values in groups.items():
        other_office(measured, name, values)

    page = text_of(sign_in(measured, "head").get(URL))

    assert "Satu jabatan disembunyikan karena kelompoknya terlalu kecil." in page
    assert TITLE not in page
    assert "94,00" not in page
    assert "94,83" not in page


def test_without_other_offices_the_page_says_when_it_fills(measured):
    page = text_of(sign_in(measured, "head").get(URL))

    assert "Perbandingan muncul bila kantor lain di daerah yang sama" in page
