"""What anyone may read: published, verified, of units and never of persons."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NAMES, scene
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import send, sign_in, text_of, verify
from tests.web.test_registry import double_the_office
from tolok.organisation.models import Unit
from tolok.planning.queries import get_period
from tolok.records.models import AuditEvent
from tolok.reporting.models import Publication
from tolok.reporting.publication import gather_publication
from tolok.reporting.publishing import publish, withdraw
from tolok.web.public.pages import trend_of


SLUG = "dinas-perpustakaan-dan-kearsipan-kabupaten-sukamaju"
PAGE = f"/publik/{SLUG}/2026/"


def published(cast, **other) -> Publication:
    return publish(
        **{
            "period": cast.quarters[0],
            "units": list(cast.office.units.order_by("order", "pk")),
            "starts_on": cast.day,
            "by": cast.viewer("planner"),
            "at": cast.at(),
        }
        | other
    )


@scene
def shown(cast_today) -> Publication:
    """Two people reported; the head of a branch is verified, and it is published."""
    verify(cast_today, send(cast_today, "kabid", "Keluhan"), "head")
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    send(cast_today, "kabid", "Kepuasan")
    return published(cast_today, note="Angka sementara.")


def form(cast, **other) -> dict:
    return {
        "action": "publish",
        "period": str(cast.quarters[0].pk),
        "starts_on": cast.day.isoformat(),
        "note": "",
        "units": [str(unit.pk) for unit in cast.units.values()],
    } | other


# ---------------------------------------------------------------- who decides


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("planner", 302),
        ("head", 302),
        ("secretary", 403),
        ("kabid", 403),
        ("staff", 403),
        ("inspector", 403),
        ("administrator", 403),
    ],
)
def test_planner_and_head_alone_decide_what_the_public_reads(cast_today, who, status):
    cast = cast_today
    answer = sign_in(cast, who).post("/laporan/publikasi/", form(cast))

    assert answer.status_code == status
    assert Publication.objects.count() == (status == 302)


@pytest.mark.parametrize("who", ["stranger_planner", "stranger_head"])
def test_a_publication_of_another_office_leads_nowhere(cast_today, shown, who):
    client = sign_in(cast_today, who)
    base = f"/laporan/publikasi/{shown.pk}/"

    assert client.get(base).status_code in {403, 404}
    answer = client.post(f"{base}tarik/", {"reason": "Coba"})
    assert answer.status_code in {403, 404}
    assert Publication.objects.get().withdrawn_at is None


def test_a_preview_publishes_nothing_and_keeps_what_was_typed(cast_today, shown):
    cast = cast_today
    answer = sign_in(cast, "planner").post(
        "/laporan/publikasi/", form(cast, action="preview", note="Masih sementara.")
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Pratinjau: belum terbit." in page
    assert "Masih sementara." in page
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("starts_on", "2026-04-05", "paling awal hari ini, 6 April 2026"),
        ("starts_on", "kapan saja", "Tulis tanggal yang ada di kalender"),
        ("units", [], "Pilih sedikitnya satu unit kerja"),
        ("units", ["999999"], "Pilih unit kerja dari daftar"),
        ("period", "999999", "Pilih periode dari daftar"),
        ("note", "a" * 2001, "Terlalu panjang"),
    ],
)
def test_what_cannot_be_published_is_said_at_the_form(cast_today, field, value, words):
    cast = cast_today
    answer = sign_in(cast, "planner").post(
        "/laporan/publikasi/", form(cast, **{field: value})
    )

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Publication.objects.exists()


def test_publishing_and_withdrawing_stand_in_the_trail(cast_today, shown):
    cast = cast_today
    withdraw(
        publication=shown, reason="Salah unit", by=cast.viewer("head"), at=cast.at()
    )

    found = AuditEvent.objects.filter(action__startswith="reporting.").order_by(
        "number"
    )
    assert [(one.action, one.actor_name) for one in found] == [
        ("reporting.publish_achievements", NAMES["planner"]),
        ("reporting.withdraw_publication", NAMES["head"]),
    ]
    assert found[1].note == "Salah unit"


def test_a_withdrawal_says_why_and_happens_once(cast_today, shown):
    client = sign_in(cast_today, "planner")
    url = f"/laporan/publikasi/{shown.pk}/tarik/"

    silent = client.post(url, {"reason": " "}, follow=True)
    assert "Tulis alasan penarikan" in text_of(silent)
    assert Publication.objects.get().withdrawn_at is None

    assert client.post(url, {"reason": "Salah unit"}).status_code == 302
    assert client.post(url, {"reason": "Lagi"}).status_code == 409


# ---------------------------------------------------------------- what is read


def test_anyone_reads_it_without_a_cookie_and_caches_may_keep_it(client, shown):
    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in answer
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    again = client.get(PAGE, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_it_says_how_many_objectives_reached_their_target(client, shown):
    page = text_of(client.get(PAGE))

    assert "sasaran yang terukur mencapai target" in page
    assert "Angka sementara." in page
    assert "Jumlah Keluhan Pemustaka" in page


def test_no_name_of_a_person_and_no_value_of_one_persons_position_is_in_it(
    cast_today, client, shown
):
    said = json.dumps(shown.content) + client.get(PAGE).content.decode()

    for name in NAMES.values():
        assert name.split(",")[0] not in said
    for person in cast_today.people.values():
        assert person.nip not in said
    assert "Koleksi yang Terolah" not in said  # verified, but a librarian's own


def test_what_is_not_verified_has_no_value(client, shown):
    rows = list(csv.DictReader(io.StringIO(table(client))))
    by_text = {row["indikator"]: row for row in rows}

    waiting = by_text["Indeks Kepuasan Pemustaka"]
    assert (waiting["realisasi"], waiting["keadaan"]) == ("", "belum diverifikasi")
    assert waiting["target"] == "82"
    verified = by_text["Jumlah Keluhan Pemustaka"]
    assert verified["keadaan"] == "terverifikasi"
    assert verified["realisasi"] != ""


def table(client) -> str:
    return client.get(f"{PAGE}data.csv").content.decode("utf-8-sig")


def test_the_open_data_are_one_table_the_whole_and_their_dictionary(client, shown):
    head = table(client).splitlines()[0].split(",")
    whole = client.get(f"{PAGE}data.json").json()
    told = csv.DictReader(
        io.StringIO(client.get("/publik/kamus-data.csv").content.decode("utf-8-sig"))
    )

    assert [row["kolom"] for row in told] == head
    assert whole["form"] == "tolok-publik/1"
    assert whole["licence"] == "CC BY 4.0"
    assert whole == shown.content


def test_a_word_that_a_spreadsheet_takes_for_a_formula_stays_a_word(cast_today, client):
    indicator = cast_today.indicator("Keluhan")
    type(indicator).objects.filter(pk=indicator.pk).update(text="=HYPERLINK(1)")
    published(cast_today)

    assert "'=HYPERLINK(1)" in table(client)


def test_each_indicator_has_its_page(client, shown):
    pages = [
        client.get(f"{PAGE}indikator/{number}/") for number in (1, 2, 3, 4, 5, 6, 7, 8)
    ]

    there = [page for page in pages if page.status_code == 200]
    assert len(there) == shown.content["summary"]["indicators"]
    assert any("Jumlah Keluhan Pemustaka" in text_of(page) for page in there)
    assert client.get(f"{PAGE}indikator/0/").status_code == 404


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (["80", "85"], "Naik dari 80 nilai menjadi 85 nilai"),
        (["85", None, "80"], "Turun dari 85 nilai menjadi 80 nilai"),
        (["80", "80"], "Tetap 80 nilai"),
        (["80", None], ""),
    ],
)
def test_a_public_chart_says_what_it_shows(numbers, said):
    about = {"unit": "nilai", "decimals": 0}
    values = [{"realisation": {"value": one, "text": one or ""}} for one in numbers]

    said_now = trend_of({"definition": about, "values": values})

    assert said_now.replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    "url",
    [
        "/publik/kantor-lain/",
        f"/publik/{SLUG}/2025/",
        f"/publik/{SLUG}/2025/data.csv",
        f"{PAGE}indikator/99999999999999999999/",
    ],
)
def test_what_was_never_published_is_not_there(client, shown, url):
    assert client.get(url).status_code == 404


def test_before_its_day_and_after_its_withdrawal_nobody_reads_it(
    cast_today, client, shown
):
    cast = cast_today
    later = published(cast, starts_on=date(2999, 1, 1), note="Yang kedua.")
    assert "Yang kedua." not in text_of(client.get(PAGE))

    withdraw(publication=shown, reason="Salah", by=cast.viewer("head"), at=cast.at())
    assert client.get(PAGE).status_code == 404
    assert later.number == 2


def test_what_was_published_stays_as_it_was_whatever_happens_later(
    cast_today, client, shown
):
    before = client.get(f"{PAGE}data.json").content

    verify(cast_today, cast_today.realisation("kabid", "Kepuasan"), "head")

    assert client.get(f"{PAGE}data.json").content == before


def test_the_database_refuses_to_change_what_was_published(shown):
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.update(content={})


def test_the_database_refuses_to_delete_what_was_published(shown):
    with pytest.raises(DatabaseError), transaction.atomic():
        shown.delete()


def test_a_search_engine_finds_the_public_pages_alone(client, shown):
    said = client.get("/robots.txt").content.decode()

    assert "Allow: /publik/" in said
    assert "Disallow: /" in said
    assert 'name="robots" content="noindex"' not in client.get(PAGE).content.decode()


def test_an_unpublished_office_says_so_kindly(client, db):
    assert "Belum ada kantor yang menerbitkan" in text_of(client.get("/publik/"))


def test_one_office_is_opened_at_once(client, shown):
    assert client.get("/publik/").headers["Location"] == f"/publik/{SLUG}/"


# ---------------------------------------------------------------- how much it asks


def test_the_public_page_asks_few_queries_however_large_the_office(
    cast_today, client, shown
):
    def grow() -> None:
        double_the_office(cast_today)
        published(cast_today)

    assert_queries("publik_tahun", client, PAGE)
    assert_no_growth(client, PAGE, grow)


def test_gathering_asks_as_many_queries_for_a_larger_office(
    cast_today, django_assert_max_num_queries
):
    double_the_office(cast_today)
    period = get_period(
        period_id=cast_today.quarters[0].pk, for_user=cast_today.viewer("planner")
    )
    units = list(Unit.objects.filter(office=cast_today.office))

    with django_assert_max_num_queries(12):
        gather_publication(
            for_user=cast_today.viewer("planner"),
            period=period,
            units=units,
            note="",
            as_at=cast_today.at(),
        )
