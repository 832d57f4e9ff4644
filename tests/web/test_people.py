"""Who sits where: placed, moved, ended and shared on screen by those who may."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import Cast
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import sign_in
from tolok.measurement.models import Realisation
from tolok.organisation import actions as organisation
from tolok.organisation.models import Person, Placement
from tolok.records.actions import System
from tolok.records.models import AuditEvent


def address(cast_today: Cast, key: str) -> str:
    return f"/kantor/orang/{cast_today.positions[key].pk}/"


def form(**changes: str) -> dict[str, str]:
    return {
        "nip": "199001012015031001",
        "name": "Rahayu Puspita, S.Sos.",
        "kind": "definitive",
        "starts_on": "2026-04-06",
        "ends_on": "",
        "letter_number": "",
        "share_percent": "",
    } | changes


def test_the_list_names_who_sits_where_today(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")

    page = client.get("/kantor/orang/").content.decode()
    found = client.get("/kantor/orang/?cari=Yohanes").content.decode()

    assert "Siti Nurjanah, S.I.Pust.; Made Suryawan, S.I.Pust." in page
    assert "Plt. Yohanes Tarigan, S.Hum." in found
    assert "Siti Nurjanah" not in found


def test_a_new_person_is_written_down_and_seated(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")

    answer = client.post(address(cast_today, "p04"), form(), follow=True)

    seat = Placement.objects.get(person__nip="199001012015031001")
    assert (seat.position, seat.starts_on) == (
        cast_today.positions["p04"],
        cast_today.day,
    )
    assert "Rahayu Puspita, S.Sos. memangku jabatan ini" in answer.content.decode()
    assert AuditEvent.objects.filter(
        action="organisation.place_person", actor_name=cast_today.users["planner"].name
    ).exists()


def test_a_plh_from_a_letter_owes_the_days_of_the_open_quarter(
    cast_today: Cast,
) -> None:
    client = sign_in(cast_today, "administrator")

    answer = client.post(
        address(cast_today, "p04"),
        form(
            nip=cast_today.people["archivist"].nip,
            kind="plh",
            starts_on="2026-03-02",
            ends_on="2026-03-06",
            letter_number="800/12/2026",
        ),
    )

    assert answer.status_code == 302
    assert Realisation.objects.filter(
        person=cast_today.people["archivist"], position=cast_today.positions["p04"]
    ).exists()


def test_who_only_signs_owes_nothing(cast_today: Cast) -> None:
    sign_in(cast_today, "planner").post(
        address(cast_today, "p04"),
        form(
            nip=cast_today.people["archivist"].nip,
            kind="plh",
            starts_on="2026-03-02",
            ends_on="2026-03-06",
            letter_number="800/12/2026",
            only_signs="on",
        ),
    )

    assert not Placement.objects.get(letter_number="800/12/2026").owes_results
    assert not Realisation.objects.filter(
        person=cast_today.people["archivist"], position=cast_today.positions["p04"]
    ).exists()


def test_a_transfer_ends_the_old_seat_the_day_before(cast_today: Cast) -> None:
    sign_in(cast_today, "planner").post(
        address(cast_today, "p04"),
        form(nip=cast_today.people["archivist"].nip, name="", moves="on"),
    )

    old, new = cast_today.people["archivist"].placements.order_by("starts_on")
    assert (old.ends_on, new.starts_on) == (date(2026, 4, 5), date(2026, 4, 6))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nip": "123"}, "NIP terdiri atas 18 angka"),
        ({"name": ""}, "NIP ini belum dikenal. Isi nama pegawainya."),
        ({"kind": "plt"}, "memerlukan nomor surat perintah"),
        ({"kind": "raja"}, "raja"),
        ({"starts_on": "31-02-2026"}, "tanggal"),
        ({"ends_on": "2026-01-01"}, "Hari terakhir mendahului hari pertama"),
        ({"share_percent": "120"}, "lebih dari 0 sampai 100"),
        ({"share_percent": "separuh"}, "Tulis persen antara 0 dan 100"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_kept(
    cast_today: Cast, changes: dict[str, str], said: str
) -> None:
    before = (Placement.objects.count(), Person.objects.count())

    answer = sign_in(cast_today, "planner").post(
        address(cast_today, "p04"), form(**changes)
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert before == (Placement.objects.count(), Person.objects.count())


def test_who_sits_elsewhere_for_good_is_not_seated_twice(cast_today: Cast) -> None:
    answer = sign_in(cast_today, "planner").post(
        address(cast_today, "p04"), form(nip=cast_today.people["archivist"].nip)
    )

    assert answer.status_code == 422
    assert "masih menduduki jabatan definitif lain" in answer.content.decode()


def test_a_seat_ends_and_ends_only_once(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")
    seat = cast_today.people["colleague"].placements.get()
    url = f"/kantor/penempatan/{seat.pk}/akhiri/"

    wrong = client.post(url, {"last_day": "2025-01-01"})
    client.post(url, {"last_day": "2026-03-31"})
    again = client.post(url, {"last_day": "2026-04-01"})

    seat.refresh_from_db()
    assert wrong.status_code == 422
    assert seat.ends_on == date(2026, 3, 31)
    assert again.status_code == 409


def test_a_share_of_the_target_is_kept_as_it_is_typed(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")
    seat = cast_today.people["colleague"].placements.get()
    url = f"/kantor/penempatan/{seat.pk}/bagian/"

    client.post(url, {"share_percent": "33,33"})
    page = client.get(address(cast_today, "p07")).content.decode()
    wrong = client.post(url, {"share_percent": "0"})

    seat.refresh_from_db()
    assert seat.share_percent == Decimal("33.33")
    assert "33,33 % dari target" in page
    assert wrong.status_code == 422


def test_the_pages_ask_few_queries_whatever_the_size_of_the_office(
    cast_today: Cast,
) -> None:
    client = sign_in(cast_today, "planner")

    assert_queries("orang", client, "/kantor/orang/")
    assert_queries("orang, jabatan", client, address(cast_today, "p07"))
    assert_no_growth(
        client,
        "/kantor/orang/",
        lambda: organisation.place_person(
            person=cast_today.people["archivist"],
            position=cast_today.positions["p04"],
            kind="plh",
            letter_number="800/12/2026",
            starts_on=cast_today.day,
            by=System(),
            at=cast_today.at(),
        ),
    )
