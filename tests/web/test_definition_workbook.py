"""Definitions by workbook on screen: looked at first, kept only when all is right."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.registry.test_workbook import filled
from tests.web.baseline import assert_queries
from tests.web.doing import sign_in, text_of


URL = "/perencanaan/definisi/lembar/"


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("definisi.xlsx", content)


def test_a_workbook_is_shown_first_and_kept_only_when_asked(cast_today):
    client = sign_in(cast_today, "planner")
    content = filled(cast_today, "Boks", unit_of_measure="boks")

    looked = client.post(URL, {"workbook": file(content), "step": "look"})
    number = cast_today.definition("Boks").number
    kept = client.post(
        URL,
        {"workbook": file(content), "step": "keep", "reason": "Diperjelas"},
        follow=True,
    )

    assert "1 definisi akan berubah" in text_of(looked)
    assert number == 1
    assert "1 definisi disimpan." in text_of(kept)
    assert cast_today.definition("Boks").unit_of_measure == "boks"


def test_one_wrong_cell_keeps_everything_out_and_comes_back_marked(cast_today):
    client = sign_in(cast_today, "planner")
    content = filled(cast_today, "Jumlah", decimals="dua", unit_of_measure="buah")

    refused = client.post(
        URL, {"workbook": file(content), "step": "keep", "reason": "Coba"}
    )
    back = client.post(URL, {"workbook": file(content), "step": "errors"})

    assert "baris perlu diperbaiki" in text_of(refused)
    assert cast_today.definition("Boks").number == 1
    assert back["Content-Disposition"].startswith("attachment")
    assert back.content.startswith(b"PK")


def test_a_missing_reason_and_a_foreign_file_are_told(cast_today):
    client = sign_in(cast_today, "planner")
    content = filled(cast_today, "Boks", unit_of_measure="boks")

    without = client.post(URL, {"workbook": file(content), "step": "keep"})
    foreign = client.post(URL, {"workbook": file(b"halo"), "step": "look"})

    assert without.status_code == foreign.status_code == 422
    assert "Tulis alasan perubahan definisi." in text_of(without)
    assert "bukan lembar definisi" in text_of(foreign)


def test_a_file_over_the_limit_is_refused_before_it_is_read(cast_today, settings):
    settings.MAX_UPLOAD_BYTES = 1_048_576
    client = sign_in(cast_today, "planner")

    response = client.post(URL, {"workbook": file(b"x" * 1_048_577), "step": "look"})

    assert response.status_code == 422
    assert "paling besar 1 MB" in text_of(response)


def test_the_workbook_asks_few_queries(cast_today):
    client = sign_in(cast_today, "planner")

    assert_queries("perencanaan, lembar definisi", client, URL)
    assert_queries("perencanaan, unduh lembar definisi", client, f"{URL}unduh/")
