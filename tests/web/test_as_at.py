"""A document of a past day has the digits that it had on that day."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast, scene
from tests.planning.letters import LETTER
from tests.reporting.reading import cells, docx_text, pdf_text
from tests.web.doing import send, send_back, sign_in, text_of, verify
from tests.web.test_downloads import content_of, sheet_url
from tests.web.test_registry import LOW
from tolok.measurement.entries import Entry
from tolok.measurement.reopening import reopen_realisation
from tolok.organisation.models import Office
from tolok.planning.targets import Promise, set_targets
from tolok.reporting.cut_off import NAMED_AS_NOW
from tolok.reporting.gather_recap import gather_recap
from tolok.reporting.registers import NAMES
from tolok.scoring.recomputing import recompute


DAY = date(2026, 4, 6)
LATER = date(2026, 4, 8)
WHY = {"obstacles": "Kertas habis.", "follow_up": "Pengadaan pada April."}


@scene
def reported(cast_today: Cast) -> Cast:
    """Two verified, two waiting for their verifier, all on one day."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    verify(cast_today, send(cast_today, "archivist", "Boks", LOW), "acting")
    send(cast_today, "clerk", "Surat")
    send(cast_today, "kabid", "Keluhan")
    return cast_today


def go_on(cast: Cast) -> None:
    """Two days later much is otherwise: returned, sent again, reopened, new targets."""
    cast.day = LATER
    Office.objects.filter(pk=cast.office.pk).update(example_day=LATER)
    send_back(cast, cast.realisation("clerk", "Surat"), "kasubag", "Periksa lagi.")
    again = send(cast, "clerk", "Surat", Entry("100", **WHY), proof=False)
    verify(cast, again, "kasubag")
    reopen_realisation(
        realisation=cast.realisation("staff", "Koleksi"),
        reason="Salah jumlah.",
        by=cast.viewer("kabid"),
        at=cast.at(),
    )
    verify(
        cast,
        send(
            cast,
            "staff",
            "Koleksi",
            Entry(numerator="60", denominator="180", **WHY),
            proof=False,
        ),
        "kabid",
    )
    set_targets(
        year=cast.year,
        promises=[Promise(cast.indicator("Boks"), cast.quarters[0], "90")],
        by=cast.viewer("planner"),
        at=cast.at(),
        reason="Perubahan anggaran.",
        letter=LETTER,
    )
    recompute(of=cast.quarters[0], by=cast.viewer("planner"), at=cast.at())


def workbook(cast: Cast, key: str = "head", **asked: Any) -> dict[str, str]:
    """Return the rows of the measurement table as text by cell, without its head."""
    answer = sign_in(cast, key).get(reverse("laporan_pengukuran_xlsx"), asked)
    assert answer.status_code == 200
    found = cells(content_of(answer), 1)
    return {
        at: text
        for at, (_kind, _formula, text) in found.items()
        if int(re.sub(r"\D", "", at)) > 5
    }


def print_of(cast: Cast, name: str, tmp_path: Any, **asked: Any) -> str:
    """Return what a PDF says, without where and when it was signed and made."""
    answer = sign_in(cast, "head").get(reverse(name), asked)
    assert answer.status_code == 200
    said = pdf_text(answer.content, tmp_path)
    said = re.sub(r"Data sampai dengan .{5,20} pukul \S+ WIB", "CUT", said)
    said = said.replace("Keadaan per 6 April 2026", "CUT").replace(NAMED_AS_NOW, "")
    return " ".join(re.sub(r"Sukamaju, \d+ April 2026", "SIGNED", said).split())


def test_the_table_of_a_past_day_has_the_digits_of_that_day(reported: Cast) -> None:
    printed = workbook(reported)
    go_on(reported)

    again = workbook(reported, pada="2026-04-06")

    assert again == printed
    assert workbook(reported) != printed


@pytest.mark.parametrize("name", ["laporan_rekap_pdf", "laporan_pengukuran_pdf"])
def test_a_pdf_of_a_past_day_says_what_it_said_then(
    reported: Cast, tmp_path: Any, name: str
) -> None:
    printed = print_of(reported, name, tmp_path)
    go_on(reported)

    again = print_of(reported, name, tmp_path, pada="2026-04-06")

    assert again == printed
    assert print_of(reported, name, tmp_path) != printed


def list_of(cast: Cast, name: str, key: str = "head", **asked: str) -> list[str]:
    """Return the lines of a list as CSV."""
    url = reverse("laporan_daftar", args=[name, "csv"])
    answer = sign_in(cast, key).get(url, asked)
    assert answer.status_code == 200
    return content_of(answer).decode("utf-8-sig").splitlines()


@pytest.mark.parametrize("name", sorted(NAMES.values()))
def test_a_list_of_a_past_day_has_the_lines_of_that_day(
    reported: Cast, name: str
) -> None:
    printed = list_of(reported, name)
    printed_by_kabid = list_of(reported, name, "kabid")
    go_on(reported)
    send(reported, "staff", "Pemustaka", Entry("1.600", **WHY))

    assert list_of(reported, name, pada="2026-04-06") == printed
    assert list_of(reported, name, "kabid", pada="2026-04-06") == printed_by_kabid
    assert list_of(reported, name) != printed


def test_a_list_of_a_past_day_says_what_it_can_not_bring_back(
    reported: Cast, tmp_path: Any
) -> None:
    go_on(reported)
    client = sign_in(reported, "head")
    asked = {"pada": "2026-04-06"}

    said = {
        kind: client.get(reverse("laporan_daftar", args=["bukti", kind]), asked)
        for kind in ("pdf", "docx")
    }

    for text in (
        pdf_text(said["pdf"].content, tmp_path),
        docx_text(said["docx"].content),
    ):
        assert "Keadaan per 6 April 2026" in text
        assert "Nama unit, jabatan, dan orang seperti tercatat saat dicetak" in text
        assert "sidik berkasnya tetap" in text
        assert "Sukamaju, 8 April 2026" in text


def test_the_recap_of_a_unit_of_a_past_day_has_the_digits_of_that_day(
    reported: Cast,
) -> None:
    asked = {"unit_id": reported.units["u4"].pk}

    def recap(**more: Any) -> Any:
        made = gather_recap(
            for_user=reported.viewer("head"),
            as_at=reported.at(hour=12),
            **asked,
            **more,
        )
        return {name: getattr(made, name) for name in vars(made) if name != "frame"}

    printed = recap()
    go_on(reported)

    assert recap(on=DAY) == printed
    assert recap() != printed


def test_the_sheet_of_a_position_of_a_past_day_has_the_digits_of_that_day(
    reported: Cast,
) -> None:
    url = sheet_url(reported, "p07")

    def said(**asked: str) -> str:
        text = docx_text(sign_in(reported, "head").get(url, asked).content)
        text = re.sub(r"Data sampai dengan .{5,20} pukul \S+ WIB", "CUT", text)
        text = text.replace("Keadaan per 6 April 2026", "CUT")
        text = text.replace(f" {NAMED_AS_NOW}", "")
        return re.sub(r"Sukamaju, \d+ April 2026", "SIGNED", text)

    printed = said()
    go_on(reported)

    assert said(pada="2026-04-06") == printed
    assert "118,06" in printed
    assert "118,06" not in said()


def test_a_document_of_a_past_day_states_it_and_is_signed_today(
    reported: Cast, tmp_path: Any
) -> None:
    go_on(reported)

    answer = sign_in(reported, "head").get(
        reverse("laporan_rekap_pdf"), {"pada": "06-04-2026"}
    )

    said = pdf_text(answer.content, tmp_path)
    assert "Keadaan per 6 April 2026" in said
    assert "Sukamaju, 8 April 2026" in said
    assert "per-2026-04-06.pdf" in answer["Content-Disposition"]


def test_today_asked_for_by_its_date_is_this_moment(
    reported: Cast, tmp_path: Any
) -> None:
    answer = sign_in(reported, "head").get(
        reverse("laporan_rekap_pdf"), {"pada": "2026-04-06"}
    )

    assert "Data sampai dengan 6 April 2026 pukul" in pdf_text(answer.content, tmp_path)


def test_a_day_before_anything_was_reported_shows_all_of_it_missing(
    reported: Cast,
) -> None:
    rows = workbook(reported, pada="2026-04-05")

    states = {text for at, text in rows.items() if at.startswith("N")}
    assert states >= {"Belum dilaporkan"}
    assert "Terverifikasi" not in states


def test_a_day_before_the_period_opened_says_that_nothing_was_owed(
    reported: Cast,
) -> None:
    rows = workbook(reported, pada="2026-02-10")

    said = " ".join(rows.values())
    assert "Tidak ada kewajiban lapor pada periode ini." in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2026-04-07", "7 April 2026 belum tiba. Pilih tanggal paling lambat hari ini"),
        ("2036-04-06", "6 April 2036 belum tiba."),
        ("2016-04-06", "Pada 6 April 2016 tahun kinerja 2026 belum dimulai."),
        ("2025-12-31", "Pilih tanggal 1 Januari 2026 atau sesudahnya"),
        ("2026-02-30", "“2026-02-30” bukan tanggal. Tulis seperti 30-06-2026."),
        ("kemarin", "“kemarin” bukan tanggal."),
    ],
)
def test_a_day_that_cannot_be_told_of_is_answered_by_one_sentence(
    reported: Cast, asked: str, said: str
) -> None:
    client = sign_in(reported, "head")
    for url in (
        reverse("laporan_pengukuran_xlsx"),
        reverse("laporan_pengukuran_pdf"),
        reverse("laporan_rekap_pdf"),
        sheet_url(reported, "p07"),
        reverse("laporan"),
    ):
        answer = client.get(url, {"pada": asked})

        assert answer.status_code == 422, url
        assert said in text_of(answer), url
    assert "Laporan belum dapat disusun" in text_of(answer)
    assert "siap diunduh" not in text_of(answer)


def test_the_list_of_reports_keeps_the_day_in_its_addresses(reported: Cast) -> None:
    go_on(reported)

    page = text_of(
        sign_in(reported, "head").get(reverse("laporan"), {"pada": "2026-04-06"})
    )

    assert page.count("pada=2026-04-06") >= 7
    assert "keadaan per 6 April 2026" in page


def test_a_superior_finds_only_the_own_subtree_in_a_table_of_a_past_day(
    reported: Cast,
) -> None:
    go_on(reported)

    rows = workbook(reported, "kabid", pada="2026-04-06")

    holders = {text for at, text in rows.items() if at.startswith("D")}
    assert "Siti Nurjanah, S.I.Pust." in holders
    assert "Fitri Amalia, A.Md." not in holders


def test_the_kamus_of_a_past_day_is_signed_today(reported: Cast, tmp_path: Any) -> None:
    go_on(reported)

    answer = sign_in(reported, "head").get(
        reverse("laporan_kamus_pdf"), {"pada": "2026-04-06"}
    )

    said = pdf_text(answer.content, tmp_path)
    assert "Keadaan per 6 April 2026" in said
    assert "Sukamaju, 8 April 2026" in said
