"""The audit trail on screen: who did what, when, and what changed."""

import re
from pathlib import Path

import pytest

from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import send, send_back, sign_in, text_of, verify
from tolok.accounts import actions as accounts
from tolok.records.actions import System
from tolok.web.records.sentences import ACTIONS, NAMES


ROOMS = (
    "accounts",
    "decrees",
    "inspection",
    "measurement",
    "organisation",
    "planning",
    "records",
    "registry",
    "reminders",
    "reporting",
    "scoring",
)


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("head", 200),
        ("planner", 200),
        ("inspector", 200),
        ("administrator", 200),
        ("kabid", 403),
        ("staff", 403),
        ("stranger", 403),
        ("stranger_head", 200),
    ],
)
def test_the_trail_is_read_by_head_planner_inspector_and_administrator(
    cast_today, key, status
):
    assert sign_in(cast_today, key).get("/jejak/").status_code == status


def test_a_stranger_reads_nothing_of_this_offices_trail(cast_today):
    send(cast_today, "staff", "Koleksi")

    page = text_of(sign_in(cast_today, "stranger_head").get("/jejak/"))

    assert "Koleksi" not in page
    assert "Siti" not in page


def test_each_event_is_a_sentence_with_its_moment(cast_today):
    row = send(cast_today, "staff", "Koleksi")
    verify(cast_today, row, "kabid")

    page = text_of(sign_in(cast_today, "inspector").get("/jejak/"))

    assert "Bambang Wicaksono, S.Hum. memverifikasi realisasi" in page
    assert "Siti Nurjanah, S.I.Pust. mengirim realisasi" in page
    assert "6 April 2026 pukul 10.00 WIB" in page


def test_what_changed_is_told_before_and_after(cast_today):
    client = sign_in(cast_today, "planner")
    client.post(
        f"/perencanaan/jadwal/{cast_today.quarters[0].pk}/",
        {
            "opens_on": "2026-04-01",
            "due_on": "2026-04-15",
            "late_until": "2026-04-30",
            "reason": "SE Sekda 5/2026",
        },
    )

    page = text_of(client.get("/jejak/?tindakan=planning.move_window"))

    assert "mengubah jadwal “Triwulan I 2026”" in page
    assert "<td>2026-04-09</td><td>2026-04-15</td>" in page
    assert "SE Sekda 5/2026" in page


def test_the_trail_is_filtered_by_person_action_and_day(cast_today):
    row = send(cast_today, "staff", "Koleksi")
    send_back(cast_today, row, "kabid", "Lampirkan daftar.")
    client = sign_in(cast_today, "head")

    by_person = text_of(client.get("/jejak/", {"orang": "bambang"}))
    by_action = text_of(
        client.get("/jejak/", {"tindakan": "measurement.submit_realisation"})
    )
    by_day = text_of(client.get("/jejak/", {"dari": "2026-05-01"}))

    assert "mengembalikan realisasi" in by_person
    assert "Siti Nurjanah, S.I.Pust. mengirim" not in by_person
    assert "mengirim realisasi" in by_action
    assert "Bambang Wicaksono, S.Hum. mengembalikan" not in by_action
    assert "Tidak ada peristiwa yang cocok" in by_day


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"dari": "kemarin"}, "Tulis tanggal yang ada di kalender."),
        ({"tindakan": "karangan"}, "Pilih tindakan dari daftar."),
    ],
)
def test_a_filter_that_cannot_be_says_so(cast_today, asked, words):
    response = sign_in(cast_today, "head").get("/jejak/", asked)

    assert response.status_code == 422
    assert words in text_of(response)


def test_a_long_trail_is_read_page_by_page(cast_today):
    client = sign_in(cast_today, "head")

    first = client.get("/jejak/").content.decode()
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older is not None
    second = client.get(older.group(1).replace("&amp;", "&")).content.decode()

    numbers = [set(re.findall(r"nomor (\d+)</span>", page)) for page in (first, second)]
    assert len(numbers[0]) == 50
    assert not numbers[0] & numbers[1]


def test_a_false_place_in_the_trail_leads_nowhere(cast_today):
    assert sign_in(cast_today, "head").get("/jejak/?sebelum=x").status_code == 404


def test_every_action_of_the_rooms_has_its_sentence_and_its_name():
    pattern = re.compile(
        rf'(?<!dispatch_uid=)"((?:{"|".join(ROOMS)})\.[a-z]+_[a-z_]+)"'
    )
    written = {
        code
        for room in ROOMS
        for source in Path("tolok", room).glob("*.py")
        for code in pattern.findall(source.read_text(encoding="utf-8"))
    }

    assert written == set(ACTIONS)
    assert set(ACTIONS) == set(NAMES)


def test_the_trail_asks_few_queries_however_long_it_is(cast_today):
    client = sign_in(cast_today, "head")

    def more() -> None:
        for number in range(60):
            accounts.set_active(
                user=cast_today.users["clerk"],
                active=bool(number % 2),
                by=System(),
                at=cast_today.at(),
            )

    assert_queries("jejak", client, "/jejak/")
    assert_no_growth(client, "/jejak/", more)
