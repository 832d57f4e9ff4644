"""A long workbook on screen: progress, what would change, keep, errors, cancel."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.registry.test_workbook import filled
from tests.web.baseline import assert_queries
from tests.web.doing import sign_in, text_of
from tolok.registry import importing
from tolok.registry.models import DefinitionImport


URL = "/perencanaan/definisi/lembar/"


@pytest.fixture(autouse=True)
def _every_sheet_is_long(monkeypatch, settings):
    monkeypatch.setattr(importing, "FEW_ROWS", 5)
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }


def upload(cast: Cast, **typed: str) -> tuple[DefinitionImport, str, object]:
    client = sign_in(cast, "planner")
    content = filled(cast, "Boks", **typed)
    answer = client.post(
        URL, {"workbook": SimpleUploadedFile("kamus.xlsx", content), "step": "look"}
    )
    row = DefinitionImport.objects.get()
    assert answer["Location"] == f"/perencanaan/definisi/impor/{row.pk}/"
    return row, answer["Location"], client


def check(row: DefinitionImport) -> None:
    importing.check_import(import_id=row.pk, scales=["akip", "skm"])


def test_a_long_workbook_is_checked_behind_the_screen_and_kept_when_asked(cast_today):
    row, url, client = upload(cast_today, unit_of_measure="boks")

    waiting = text_of(client.get(url))
    listed = text_of(client.get(URL))
    check(row)
    looked = text_of(client.get(url))
    without = client.post(url, {"reason": ""})
    asked = client.post(url, {"reason": "Disesuaikan"}, follow=True)
    importing.keep_import(import_id=row.pk)
    done = text_of(client.get(url))

    assert "Lembar sedang diperiksa" in waiting
    assert "kamus.xlsx" in listed
    assert "1 definisi akan berubah" in looked
    assert "Satuan" in looked
    assert without.status_code == 422
    assert "Tulis alasan perubahan definisi." in text_of(without)
    assert "sedang disimpan" in text_of(asked)
    assert "1 definisi sudah disimpan" in done
    assert cast_today.definition("Boks").unit_of_measure == "boks"


def test_a_wrong_row_offers_the_marked_sheet_and_no_way_to_keep(cast_today):
    row, url, client = upload(cast_today, decimals="dua")
    check(row)

    page = client.get(url)
    kept = client.post(url, {"reason": "Tetap"})
    back = client.get(f"{url}kesalahan.xlsx")

    assert "1 baris perlu diperbaiki" in text_of(page)
    assert "Simpan semua" not in text_of(page)
    assert kept.status_code == 422
    assert back.content.startswith(b"PK")


def test_progress_is_asked_again_and_leads_on_when_it_is_over(cast_today):
    row, url, client = upload(cast_today)

    part = client.get(url, headers={"HX-Request": "true"})
    check(row)
    after = client.get(url, headers={"HX-Request": "true"})

    assert "<progress" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert after["HX-Redirect"] == url


def test_a_cancelled_import_says_that_nothing_was_kept(cast_today):
    row, url, client = upload(cast_today, unit_of_measure="boks")
    check(row)

    after = client.post(f"{url}batal/", follow=True)
    again = client.post(f"{url}batal/", follow=True)

    assert "Impor dibatalkan. Tidak ada yang disimpan." in text_of(after)
    assert "sudah berakhir" in text_of(again)
    assert client.post(url, {"reason": "x"}).status_code == 409
    assert client.get(f"{url}kesalahan.xlsx").status_code == 404
    assert cast_today.definition("Boks").number == 1


def test_an_import_of_another_office_is_not_found(cast_today):
    _row, url, _client = upload(cast_today)
    stranger = sign_in(cast_today, "stranger_planner")

    answers = [stranger.get(url), stranger.get(f"{url}kesalahan.xlsx")]
    answers += [stranger.post(url, {}), stranger.post(f"{url}batal/")]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_the_page_of_an_import_asks_few_queries(cast_today):
    row, url, client = upload(cast_today, unit_of_measure="boks")
    check(row)

    assert_queries("perencanaan, impor definisi", client, url)
