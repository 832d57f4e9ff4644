"""The Kamus Indikator: whole, as at a day, on either paper, with numbers as numbers."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from tests.cast import Cast
from tests.reporting.reading import docx_text, pdf_text, poppler
from tests.web.baseline import assert_queries
from tests.web.doing import sign_in, text_of
from tolok.registry import actions


PDF, DOCX, XLSX = "/laporan/kamus.pdf", "/laporan/kamus.docx", "/laporan/kamus.xlsx"


def change(cast: Cast, unit: str) -> None:
    actions.change_definition(
        definition=cast.definition("Boks"),
        changes={"unit_of_measure": unit, "due_day": 12},
        reason="Disesuaikan",
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def test_the_book_holds_every_indicator_with_its_definition(cast_today, tmp_path):
    client = sign_in(cast_today, "staff")

    printed = client.get(PDF)
    said = pdf_text(printed.content, tmp_path)
    written = docx_text(client.get(DOCX).content)

    definition = cast_today.definition("Boks")
    for text in (said, " ".join(written.split())):
        assert "12 indikator; semua definisinya sudah diterima." in text
        assert definition.operational_definition in text
        assert definition.indicator.text in text
        assert "diterima 12 Januari 2026 oleh Dian Puspita, S.A.P." in text
        assert "Halaman 1 dari" in text or "KAMUS INDIKATOR" in text
    assert "kamus-indikator" in printed["Content-Disposition"]


def test_the_book_is_tagged_and_comes_on_folio_or_a4(cast_today, tmp_path):
    client = sign_in(cast_today, "staff")

    folio = poppler("pdfinfo", client.get(PDF).content, tmp_path)
    other = poppler("pdfinfo", client.get(f"{PDF}?kertas=a4").content, tmp_path)

    assert "609" in folio
    assert "A4" in other
    assert all("Tagged:          yes" in said for said in (folio, other))


def test_the_book_of_a_past_day_says_what_held_then(cast_today):
    client = sign_in(cast_today, "planner")
    change(cast_today, "boks besar")
    before = (cast_today.day - timedelta(days=1)).isoformat()

    now = docx_text(client.get(DOCX).content)
    then = docx_text(client.get(f"{DOCX}?pada={before}").content)

    assert "boks besar" in now
    assert "boks besar" not in then
    assert "versi 2" not in then
    assert "Keadaan 5 April 2026" in then


def test_the_workbook_holds_numbers_as_numbers_under_a_frozen_head(cast_today):
    change(cast_today, "boks")
    content = sign_in(cast_today, "staff").get(XLSX).content

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    lines = rows.to_python(skip_empty_area=False)
    head = lines[5]
    boks = next(line for line in lines[6:] if "Boks" in str(line[4]))

    assert len([line for line in lines[6:] if line[4]]) == 12
    assert boks[head.index("Jatuh tempo (hari)")] == 12
    assert boks[head.index("Versi")] == 2
    assert boks[head.index("Diterima")] == cast_today.day


def test_one_unit_or_one_position_has_a_book_of_its_own(cast_today):
    client = sign_in(cast_today, "staff")
    unit, position = cast_today.units["u5"], cast_today.positions["p07"]

    of_unit = docx_text(client.get(f"{DOCX}?unit={unit.pk}").content)
    of_seat = docx_text(client.get(f"{DOCX}?jabatan={position.pk}").content)

    assert "3 indikator;" in of_unit
    assert unit.name in of_unit
    assert position.title in of_seat
    assert "Kepala Dinas Perpustakaan dan Kearsipan\n" not in of_seat.split("NIP")[0]


@pytest.mark.parametrize("asked", ["unit=999999", "jabatan=999999", "pada=2019-01-01"])
def test_what_is_not_there_is_not_found(cast_today, asked):
    assert sign_in(cast_today, "staff").get(f"{PDF}?{asked}").status_code == 404


def test_a_day_that_is_none_is_told(cast_today):
    answer = sign_in(cast_today, "staff").get(f"{PDF}?pada=kemarin")

    assert answer.status_code == 422
    assert "“kemarin” bukan tanggal" in text_of(answer)


def test_reports_and_registry_lead_to_the_book(cast_today):
    client = sign_in(cast_today, "planner")

    page = text_of(client.get("/laporan/", {"kertas": "a4"}))
    assert "Kamus indikator (Pratinjau PDF)" in page
    assert f"{PDF}?kertas=a4" in page
    assert PDF in client.get("/registri/").content.decode()


def test_the_book_asks_few_queries(cast_today):
    client = sign_in(cast_today, "planner")

    assert_queries("laporan, kamus indikator", client, XLSX)
