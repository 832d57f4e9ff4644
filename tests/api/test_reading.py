"""The API: what machines may read, and how it says no."""

import json
from decimal import Decimal

import pytest

from tests.cast import scene
from tests.web.baseline import count_queries
from tests.web.doing import send, sign_in, verify
from tests.web.test_registry import double_the_office


LISTS = ["units", "positions", "periods", "indicators", "targets", "realisations"]


@scene
def reported(cast_today):
    """A verified realisation of the librarian and a sent one of the clerk."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    send(cast_today, "clerk", "Surat")
    return cast_today


def read(client, path: str, **asked):
    response = client.get(f"/api/v1/{path}", asked)
    assert response.headers["Content-Type"].startswith("application/json")
    return response.status_code, response.json()


# ---------------------------------------------------------------- coming in


@pytest.mark.parametrize("path", ["me", *LISTS, "roll-ups", "realisations/1"])
def test_without_signing_in_everything_answers_401_in_words(client, reported, path):
    status, body = read(client, path)

    assert status == 401
    assert body["title"] == "Anda belum masuk"
    assert "/masuk/" in body["why"]


def test_me_tells_roles_and_seats(reported):
    _status, body = read(sign_in(reported, "acting"), "me")

    assert body["name"] == "Yohanes Tarigan, S.Hum."
    assert body["roles"] == ["staff", "superior"]
    assert [seat["kind"] for seat in body["seats"]] == ["definitive", "plt"]
    assert body["on"] == "2026-04-06"


def test_an_account_without_an_office_reads_nothing_but_itself(reported):
    user = reported.users["administrator"]
    user.grants.all().delete()
    client = sign_in(reported, "administrator")

    assert read(client, "me")[0] == 200
    for path in LISTS:
        status, body = read(client, path)
        assert status == 403, path
        assert "belum terhubung" in body["why"]


# ---------------------------------------------------------------- who sees what


@pytest.mark.parametrize(
    ("key", "count"),
    [
        ("head", 14),
        ("planner", 14),
        ("inspector", 14),
        ("kabid", 6),
        ("staff", 2),
        ("colleague", 2),
        ("clerk", 1),
        ("administrator", 0),
        ("stranger", 1),
        ("sekda", 1),
    ],
)
def test_everyone_reads_the_realisations_that_the_screens_show_them(
    reported, key, count
):
    status, body = read(sign_in(reported, key), "realisations")

    assert status == 200
    assert body["total"] == count
    assert len(body["items"]) == count


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("head", 200),
        ("kabid", 200),
        ("staff", 200),
        ("colleague", 404),
        ("clerk", 404),
        ("stranger", 404),
        ("stranger_head", 404),
    ],
)
def test_a_guessed_realisation_is_not_found(reported, key, status):
    row = reported.realisation("staff", "Koleksi")

    assert read(sign_in(reported, key), f"realisations/{row.pk}")[0] == status


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("head", 200),
        ("kabid", 200),
        ("planner", 200),
        ("inspector", 200),
        ("staff", 403),
        ("administrator", 403),
        ("stranger", 403),
        ("stranger_head", 404),
    ],
)
def test_roll_ups_are_read_by_those_who_read_the_dashboard(reported, key, status):
    period = reported.quarters[0].pk

    answered, body = read(sign_in(reported, key), "roll-ups", period=period)

    assert answered == status
    assert ("items" in body) is (status == 200)


@pytest.mark.parametrize("path", ["units", "positions", "indicators", "periods"])
def test_a_stranger_reads_only_the_own_office(reported, path):
    body = json.dumps(read(sign_in(reported, "stranger"), path)[1])

    assert "Perpustakaan" not in body
    assert "Koleksi" not in body


# ---------------------------------------------------------------- forms


def test_decimals_are_texts_of_digits_and_the_passport_is_whole(reported):
    row = reported.realisation("staff", "Koleksi")

    _status, body = read(sign_in(reported, "staff"), f"realisations/{row.pk}")

    assert body["numerator"] == "170"
    assert body["score"]["achievement_percent"] == "118.06"
    assert Decimal(body["value"]) == row.value
    assert body["passport"][-1]["step"]
    assert body["evidence"] == ["Rekap.pdf"]


def test_lists_are_paged_and_say_how_long_they_are(reported):
    client = sign_in(reported, "head")

    _status, first = read(client, "indicators", limit=5)
    _status, second = read(client, "indicators", limit=5, offset=5)

    assert first["total"] == 12
    assert not {i["id"] for i in first["items"]} & {i["id"] for i in second["items"]}


def test_targets_are_read_as_written_with_their_number_and_who_set_them(reported):
    client = sign_in(reported, "clerk")
    indicator = reported.indicator("Surat yang").pk

    _status, body = read(client, "targets", indicator=indicator, year=2026)
    _status, other = read(sign_in(reported, "stranger"), "targets", year=2026)

    by_period = {row["period_id"]: row for row in body["items"]}
    assert by_period[None]["text"] == "1.000"
    assert Decimal(by_period[None]["value"]) == 1000
    assert by_period[reported.quarters[0].pk]["text"] == "250"
    assert by_period[None]["decided_by"] == "Dian Puspita, S.A.P."
    assert by_period[None]["agreed_by"] == ""
    assert other["total"] == 0


def test_lists_are_narrowed_by_unit_position_period_and_status(reported):
    client = sign_in(reported, "head")
    unit = reported.units["u4"].pk
    position = reported.positions["p07"].pk
    period = reported.quarters[0].pk

    assert read(client, "positions", unit=unit)[1]["total"] == 2
    assert read(client, "indicators", position=position)[1]["total"] == 2
    assert read(client, "indicators", unit=unit)[1]["total"] == 4
    assert (
        read(client, "realisations", period=period, status="verified")[1]["total"] == 1
    )


@pytest.mark.parametrize(
    ("path", "asked", "field"),
    [
        ("units", {"limit": "banyak"}, "limit"),
        ("units", {"limit": "100000"}, "limit"),
        ("units", {"offset": "-1"}, "offset"),
        ("positions", {"unit": "x"}, "unit"),
        ("positions", {"unit": str(2**70)}, "unit"),
        ("realisations", {"status": "karangan"}, "status"),
        ("roll-ups", {}, "period"),
        ("roll-ups", {"period": "1", "level": "karangan"}, "level"),
        ("realisations/abc", {}, "realisation_id"),
    ],
)
def test_what_cannot_be_read_answers_422_and_names_the_field(
    reported, path, asked, field
):
    status, body = read(sign_in(reported, "head"), path, **asked)

    assert status == 422
    assert body["title"] == "Permintaan tidak dapat dibaca"
    assert field in body["fields"]


def test_an_address_that_is_not_there_answers_404_in_words(reported):
    status, body = read(sign_in(reported, "head"), "karangan/1")

    assert status == 404
    assert body["title"] == "Tidak ditemukan"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written_through_the_api(reported, method):
    client = sign_in(reported, "planner")

    assert getattr(client, method)("/api/v1/units").status_code == 405


def test_the_description_names_every_address_and_its_refusals(client, db):
    described = client.get("/api/v1/openapi.json").json()

    for path in LISTS:
        answers = described["paths"][f"/api/v1/{path}"]["get"]["responses"]
        assert {"200", "401", "403", "404", "422"} <= set(answers)
    pattern = json.dumps(described)
    assert "^-?\\\\d+(\\\\.\\\\d+)?$" in pattern


# ---------------------------------------------------------------- for any size


def test_the_api_asks_few_queries_whatever_the_size_of_the_office(reported):
    client = sign_in(reported, "head")
    period = reported.quarters[0].pk
    urls = [f"/api/v1/{path}" for path in LISTS]
    urls.append(f"/api/v1/roll-ups?period={period}")

    before = [count_queries(client, url) for url in urls]
    indicators = urls.index("/api/v1/indicators")
    double_the_office(reported)
    after = [count_queries(client, url) for url in urls if url != urls[indicators]]

    assert max(before) <= 12
    assert after == before[:indicators] + before[indicators + 1 :]
