"""English on the screens, Indonesian in whatever is kept, signed or read by machines."""

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.cast import scene
from tests.web.doing import send, sign_in, text_of
from tolok.accounts.models import User
from tolok.measurement.models import RealisationStep
from tolok.records.models import AuditEvent, Notice
from tolok.reporting.publishing import publish


SLUG = "dinas-perpustakaan-dan-kearsipan-kabupaten-sukamaju"
PUBLIC = f"/publik/{SLUG}/2026/"
CHOOSE = "/akun/bahasa/"


def in_english(cast, key: str) -> Client:
    """Return a browser of somebody who chose English."""
    browser = sign_in(cast, key)
    browser.post(CHOOSE, {"language": "en"})
    return browser


@scene
def shown(cast):
    """Publish the first quarter."""
    publish(
        period=cast.quarters[0],
        units=list(cast.office.units.order_by("order", "pk")),
        starts_on=cast.day,
        note="",
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def test_a_person_chooses_english_where_they_are_and_goes_back(cast_today):
    browser = sign_in(cast_today, "staff")

    chosen = browser.post(CHOOSE, {"language": "en", "next": "/pengukuran/"})
    page = browser.get(chosen["Location"]).content.decode()
    browser.post(CHOOSE, {"language": "id"})

    assert chosen["Location"] == "/pengukuran/"
    assert '<html lang="en"' in page
    assert "The screens are now in English." in page
    assert "Bahasa Indonesia</button>" in page
    assert '<html lang="id"' in browser.get("/pengukuran/").content.decode()


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {}])
def test_a_language_that_is_not_there_changes_nothing(cast_today, wrong):
    browser = in_english(cast_today, "staff")

    browser.post(CHOOSE, wrong)

    assert User.objects.get(pk=cast_today.users["staff"].pk).language == "en"


def test_choosing_a_language_leads_to_no_other_site(cast_today):
    browser = sign_in(cast_today, "staff")

    chosen = browser.post(CHOOSE, {"language": "en", "next": "https://lain.example/"})

    assert chosen["Location"] == "/akun/"


def test_the_sign_in_page_speaks_english_and_hands_it_to_an_account_without_a_choice(
    client, cast_today
):
    cast_today.can_sign_in("staff")
    entered = {
        "username": cast_today.users["staff"].username,
        "password": cast_today.password,
    }

    before = client.get("/masuk/?bahasa=en&next=/akun/")
    client.post("/masuk/?bahasa=en", entered)

    assert "What the decree promises, measured down to its evidence." in text_of(before)
    assert 'href="?bahasa=id&amp;next=%2Fakun%2F"' in before.content.decode()
    assert '<html lang="en"' in client.get("/akun/").content.decode()


@pytest.mark.usefixtures("shown")
def test_the_public_page_tells_its_language_by_its_address_and_reads_no_cookie(cast):
    browser = in_english(cast, "planner")

    indonesian, english = browser.get(PUBLIC), Client().get(f"/en{PUBLIC}")

    assert '<html lang="id"' in indonesian.content.decode()
    assert f'href="/en{PUBLIC}"' in indonesian.content.decode()
    assert '<html lang="en"' in english.content.decode()
    assert "What was promised and what was reached" in text_of(english)
    assert f'href="{PUBLIC}"' in english.content.decode()
    assert f'href="/en{PUBLIC}indikator/1/"' in english.content.decode()
    for answer in (indonesian, english):
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer["Cache-Control"] == "public, max-age=600"
    assert not english.cookies


@pytest.mark.usefixtures("shown")
def test_open_data_are_the_same_at_both_addresses():
    browser = Client()

    for name in ("data.csv", "data.json"):
        one, other = browser.get(PUBLIC + name), browser.get(f"/en{PUBLIC}{name}")

        assert one.content == other.content


def test_what_an_english_screen_writes_down_is_indonesian(cast_today):
    browser = in_english(cast_today, "staff")

    send(cast_today, "staff", "Koleksi")
    row = cast_today.realisation("staff", "Koleksi")
    browser.post(f"/pengukuran/{row.pk}/tarik/")

    event = AuditEvent.objects.order_by("pk").last()
    assert event.action == "measurement.withdraw_realisation"
    kept = [event.subject_label, *Notice.objects.values_list("subject_label", "note")]
    kept += RealisationStep.objects.values_list("note", flat=True)
    assert "Quarter" not in str(kept)
    assert "Triwulan" in event.subject_label


def test_a_document_is_indonesian_whoever_takes_it(cast_today):
    browser = in_english(cast_today, "planner")

    answer = browser.get("/laporan/pengukuran.xlsx")

    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    said = str(book.get_sheet_by_index(0).to_python())
    assert "Triwulan" in said
    assert "Quarter" not in said


def test_the_api_answers_in_indonesian(cast_today):
    browser = in_english(cast_today, "staff")

    answer = browser.get("/api/v1/tidak-ada")

    assert answer.status_code == 404
    assert "not found" not in answer.content.decode().casefold()
