"""Entering a result on screen: typed, previewed, kept, sent, proved."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import (
    PDF,
    PROGRAM,
    attach,
    file,
    move_window,
    past_values,
    picture,
    send,
    send_back,
    sign_in,
    text_of,
    verify,
)
from tolok.measurement import evidence
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.models import Evidence, Realisation
from tolok.records.queries import path_of
from tolok.registry.models import Definition


HTMX = {"HX-Request": "true"}
SCRIPT = {"X-Requested-With": "tolok"}


def url_of(row: Realisation, part: str = "") -> str:
    return f"/pengukuran/{row.pk}/{part}"


def typed(row: Realisation, act: str = "send", **fields: str) -> dict[str, str]:
    return {"revision": str(row.revision), "act": act, **fields}


@pytest.fixture
def koleksi(cast_today) -> Realisation:
    """What the librarian owes: a ratio with a target of 80 %."""
    return cast_today.realisation("staff", "Koleksi")


@pytest.fixture
def dilayani(cast_today) -> Realisation:
    """What the librarian owes: a count with a target of 1.500."""
    return cast_today.realisation("staff", "Dilayani")


@pytest.fixture
def staff(cast_today):
    return sign_in(cast_today, "staff")


# ---------------------------------------------------------------- all that is owed


def test_the_list_says_in_a_sentence_how_much_is_still_to_be_sent(cast_today, staff):
    send(cast_today, "staff", "Koleksi")

    page = text_of(staff.get("/pengukuran/"))

    assert "Satu dari dua realisasi belum dikirim" in page
    assert "berakhir Kamis, 9 April 2026, tiga hari lagi" in page


def test_each_card_shows_target_state_and_the_one_act(staff, dilayani):
    page = text_of(staff.get("/pengukuran/"))

    assert "1.500 orang" in page
    assert "Belum diisi" in page
    assert "Isi realisasi" in page
    assert url_of(dilayani) in page


def test_a_returned_one_stands_first_with_its_reason(cast_today, staff):
    row = send(cast_today, "staff", "Dilayani")
    send_back(cast_today, row, "kabid", "Angka belum termasuk bulan Maret.")

    page = text_of(staff.get("/pengukuran/"))

    assert "Angka belum termasuk bulan Maret." in page
    assert "Perbaiki dan kirim lagi" in page
    assert page.index("Jumlah Pemustaka yang Dilayani") < page.index(
        "Persentase Koleksi yang Terolah"
    )


def test_a_verified_one_shows_its_achievement(cast_today, staff):
    verify(cast_today, send(cast_today, "staff", "Dilayani"), "kabid")

    assert "106,67 %" in text_of(staff.get("/pengukuran/"))


def test_who_sits_in_two_seats_sees_both_grouped(cast_today):
    page = text_of(sign_in(cast_today, "acting").get("/pengukuran/"))

    assert "Plt. Kepala Bidang Kearsipan" in page
    assert "Persentase Unit Pengolah yang Tertib Arsip" in page
    assert "Arsiparis Ahli Muda" in page
    assert "Jumlah Arsip yang Diselamatkan" in page


def test_another_period_is_a_click_away_and_says_when_it_opens(cast_today, staff):
    second = cast_today.quarters[1]

    page = text_of(staff.get(f"/pengukuran/?periode={second.pk}"))

    assert "Pengisian Triwulan II 2026 belum dibuka" in page
    assert "dibuka Rabu, 1 Juli 2026" in page


@pytest.mark.parametrize("period", ["999999", "abc", "-1"])
def test_a_period_that_does_not_exist_leads_nowhere(staff, period):
    assert staff.get(f"/pengukuran/?periode={period}").status_code == 404


def test_a_period_of_another_office_leads_nowhere(cast_today, staff):
    foreign = cast_today.other_quarters[0].pk

    assert staff.get(f"/pengukuran/?periode={foreign}").status_code == 404


def test_who_owes_nothing_is_told_so(cast_today):
    page = text_of(sign_in(cast_today, "inspector").get("/pengukuran/"))

    assert "Tidak ada yang perlu Anda laporkan" in page


def test_the_list_asks_the_same_queries_however_much_is_owed(cast_today, staff):
    def more() -> None:
        verify(cast_today, send(cast_today, "staff", "Dilayani"), "kabid")
        send(cast_today, "staff", "Koleksi")

    assert_queries("pengukuran", staff, "/pengukuran/")
    clerk = sign_in(cast_today, "clerk")
    assert_queries("pengukuran", clerk, "/pengukuran/")
    more()
    assert_queries("pengukuran, ada yang terverifikasi", staff, "/pengukuran/")


# ---------------------------------------------------------------- the page of one


def test_a_ratio_is_asked_as_a_fraction(staff, koleksi):
    page = staff.get(url_of(koleksi)).content.decode()

    assert "Eksemplar yang selesai diolah" in page
    assert "Eksemplar yang diterima" in page
    assert 'name="numerator"' in page
    assert 'name="denominator"' in page
    assert 'name="value"' not in page


def test_a_count_is_asked_as_one_number_with_its_unit(staff, dilayani):
    page = staff.get(url_of(dilayani)).content.decode()

    assert 'name="value"' in page
    assert "<span>orang</span>" in page
    assert 'name="numerator"' not in page


def test_the_page_tells_objective_target_definition_and_verifier(staff, koleksi):
    page = text_of(staff.get(url_of(koleksi)))

    assert "Sasaran: Terolahnya Koleksi." in page
    assert "80 %" in page
    assert "makin tinggi makin baik" in page
    assert "Kepala Bidang Layanan Perpustakaan" in page


@pytest.mark.parametrize("part", ["", "tautan/"])
@pytest.mark.parametrize("who", ["stranger", "stranger_head", "clerk", "colleague"])
def test_a_stranger_does_not_learn_that_a_realisation_exists(
    cast_today, koleksi, who, part
):
    browser = sign_in(cast_today, who)

    assert browser.get(url_of(koleksi, part)).status_code == 404


@pytest.mark.parametrize(
    "part", ["", "draf/", "pratinjau/", "tarik/", "bukti/", "tautan/"]
)
@pytest.mark.parametrize("who", ["stranger", "colleague"])
def test_a_stranger_changes_nothing_through_a_guessed_address(
    cast_today, koleksi, who, part
):
    browser = sign_in(cast_today, who)

    response = browser.post(
        url_of(koleksi, part),
        typed(koleksi, numerator="1", denominator="2", link="https://contoh.go.id/"),
    )

    assert response.status_code == 404
    assert Realisation.objects.get(pk=koleksi.pk).revision == 0


@pytest.mark.parametrize("who", ["kabid", "head", "planner", "inspector"])
def test_superior_head_planner_and_inspector_read_but_cannot_enter(
    cast_today, koleksi, who
):
    browser = sign_in(cast_today, who)

    page = browser.get(url_of(koleksi))
    draft = browser.post(
        url_of(koleksi), typed(koleksi, "draft", numerator="1", denominator="2")
    )
    upload = browser.post(url_of(koleksi, "bukti/"), {"file": file("rekap.pdf")})

    assert page.status_code == 200
    assert "Kirim realisasi" not in text_of(page)
    assert "Siti Nurjanah" in text_of(page)
    assert draft.status_code == upload.status_code == 403
    assert "Hanya Siti Nurjanah, S.I.Pust. yang dapat mengisi" in text_of(draft)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("page", ["/pengukuran/999999/", "/bukti/999999/"])
def test_an_id_that_does_not_exist_leads_nowhere(staff, page):
    assert staff.get(page).status_code == 404


# ---------------------------------------------------------------- keeping and sending


def test_a_draft_is_kept_and_the_page_says_so(staff, koleksi):
    response = staff.post(
        url_of(koleksi),
        typed(koleksi, "draft", numerator="168", denominator="180", obstacles="Libur"),
        follow=True,
    )

    row = Realisation.objects.get(pk=koleksi.pk)
    assert row.status == Status.DRAFT
    assert row.value == Decimal("93.333333")
    page = text_of(response)
    assert "Draf tersimpan. Belum dikirim ke pemeriksa." in page
    assert 'value="168"' in page
    assert "93,33 %" in page


def test_half_a_ratio_can_be_kept_but_not_sent(staff, koleksi):
    kept = staff.post(url_of(koleksi), typed(koleksi, "draft", numerator="168"))
    row = Realisation.objects.get(pk=koleksi.pk)
    sent = staff.post(url_of(koleksi), typed(row, numerator="168"))

    assert kept.status_code == 302
    assert row.numerator == 168
    assert row.denominator is None
    assert sent.status_code == 422
    assert "Isi kedua angka" in text_of(sent)


def test_sending_leads_to_the_list_with_good_news(cast_today, staff, koleksi):
    attach(cast_today, koleksi, "staff")

    response = staff.post(
        url_of(koleksi),
        typed(koleksi, numerator="170", denominator="180"),
        follow=True,
    )

    assert "Realisasi terkirim dan menunggu verifikasi." in text_of(response)
    assert Realisation.objects.get(pk=koleksi.pk).status == Status.SUBMITTED


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("banyak", "banyak"),
        ("12 dokumen", "orang"),
        ("1,5 juta triliun triliun", ""),
        ("10-20", "bukan satu angka"),
        ("-5", "kurang dari nol"),
        ("#DIV/0!", "#DIV/0!"),
        ("9" * 30, "terlalu besar"),
        ("1,1234567", "enam angka"),
        ("x" * 200, "Terlalu panjang"),
    ],
)
def test_text_where_a_number_belongs_is_refused_and_stays_as_typed(
    staff, dilayani, value, sentence
):
    response = staff.post(
        url_of(dilayani), typed(dilayani, value=value, obstacles="Hujan terus")
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert f'value="{value}"' in page
    assert "Hujan terus" in page
    assert 'aria-invalid="true"' in page
    assert 'href="#isi-value"' in page
    assert Realisation.objects.get(pk=dilayani.pk).status == Status.OPEN


def test_everything_that_is_missing_is_said_at_once(staff, koleksi):
    response = staff.post(url_of(koleksi), typed(koleksi))

    page = text_of(response)
    assert response.status_code == 422
    assert "Realisasi masih kosong. Isi 0 bila hasilnya memang nol." in page
    assert "Bukti masih kurang: paling sedikit 1." in page
    assert "Yang sudah Anda tulis masih ada." in page


def test_below_target_obstacles_and_follow_up_are_asked_for(
    cast_today, staff, dilayani
):
    attach(cast_today, dilayani, "staff")

    response = staff.post(url_of(dilayani), typed(dilayani, value="900"))

    page = text_of(response)
    assert response.status_code == 422
    assert "Hambatan masih kosong." in page
    assert "Tindak lanjut masih kosong." in page
    assert "60,00 %" in page


def test_zero_is_a_result_and_blank_is_not(cast_today, staff):
    row = cast_today.realisation("kabid", "Keluhan")
    attach(cast_today, row, "kabid")
    browser = sign_in(cast_today, "kabid")

    blank = browser.post(url_of(row), typed(row, value=""))
    zero = browser.post(url_of(row), typed(row, value="0"))

    assert blank.status_code == 422
    assert zero.status_code == 302
    assert Realisation.objects.get(pk=row.pk).value == 0


def test_sending_twice_is_answered_kindly(cast_today, staff, koleksi):
    attach(cast_today, koleksi, "staff")
    form = typed(koleksi, numerator="170", denominator="180")
    staff.post(url_of(koleksi), form)

    again = staff.post(url_of(koleksi), form, follow=True)

    assert again.status_code == 200
    assert "sudah terkirim; tidak perlu dikirim dua kali" in text_of(again)
    assert Realisation.objects.get(pk=koleksi.pk).revision == 1


def test_of_two_people_who_save_at_once_the_second_loses_nothing(staff, koleksi):
    old = typed(koleksi, "draft", numerator="100", denominator="180", obstacles="Kedua")
    staff.post(
        url_of(koleksi), typed(koleksi, "draft", numerator="170", denominator="180")
    )

    response = staff.post(url_of(koleksi), old)

    page = text_of(response)
    assert response.status_code == 409
    assert "sudah berubah sejak Anda membukanya" in page
    assert "Yang tadi Anda tulis" in page
    assert "Kedua" in page
    assert "Buka versi terbaru" in page
    assert Realisation.objects.get(pk=koleksi.pk).numerator == 170


def test_an_autosave_just_before_sending_is_no_conflict(cast_today, staff, koleksi):
    attach(cast_today, koleksi, "staff")
    fields = {"numerator": "170", "denominator": "180"}
    staff.post(url_of(koleksi, "draf/"), typed(koleksi, **fields))

    response = staff.post(url_of(koleksi), typed(koleksi, **fields))

    assert response["Location"] == "/pengukuran/"
    assert Realisation.objects.get(pk=koleksi.pk).status == Status.SUBMITTED


def test_a_form_without_its_revision_is_not_trusted(staff, koleksi):
    response = staff.post(
        url_of(koleksi), {"act": "draft", "numerator": "1", "denominator": "2"}
    )

    assert response.status_code == 422
    assert Realisation.objects.get(pk=koleksi.pk).status == Status.OPEN


@pytest.mark.parametrize(
    ("days", "status", "sentence"),
    [
        (("2026-04-20", "2026-04-25", "2026-04-30"), 409, "baru dibuka pada 20 April"),
        (("2026-04-01", "2026-04-03", "2026-04-05"), 409, "sudah ditutup pada 5 April"),
        (("2026-04-01", "2026-04-03", "2026-04-10"), 302, ""),
    ],
)
def test_the_window_decides_whether_a_result_comes_in(
    cast_today, staff, koleksi, days, status, sentence
):
    attach(cast_today, koleksi, "staff")
    move_window(cast_today, *(date.fromisoformat(day) for day in days))

    response = staff.post(
        url_of(koleksi), typed(koleksi, numerator="170", denominator="180")
    )

    assert response.status_code == status
    assert sentence in text_of(response)
    if status == 409:
        assert "170" in text_of(response)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (("2026-04-20", "2026-04-25", "2026-04-30"), "Pengisian belum dibuka"),
        (("2026-04-01", "2026-04-03", "2026-04-05"), "Pengisian sudah ditutup"),
        (("2026-04-01", "2026-04-03", "2026-04-10"), "Tenggat sudah lewat"),
    ],
)
def test_the_page_says_what_the_window_means(
    cast_today, staff, koleksi, days, sentence
):
    move_window(cast_today, *(date.fromisoformat(day) for day in days))

    page = text_of(staff.get(url_of(koleksi)))

    assert sentence in page
    assert ("Kirim realisasi" in page) == (sentence == "Tenggat sudah lewat")


def test_what_was_sent_late_is_marked_late(cast_today, staff, koleksi):
    attach(cast_today, koleksi, "staff")
    move_window(cast_today, *(date(2026, 4, day) for day in (1, 3, 10)))

    staff.post(url_of(koleksi), typed(koleksi, numerator="170", denominator="180"))

    assert Realisation.objects.get(pk=koleksi.pk).is_late


def test_what_was_sent_is_read_only_and_can_be_taken_back(cast_today, staff):
    row = send(cast_today, "staff", "Koleksi")

    page = text_of(staff.get(url_of(row)))
    response = staff.post(url_of(row, "tarik/"), follow=True)

    assert "Menunggu verifikasi Kepala Bidang Layanan Perpustakaan." in page
    assert 'name="numerator"' not in page
    assert "Tarik kembali" in page
    assert "Realisasi ditarik kembali." in text_of(response)
    assert 'value="170"' in text_of(response)


def test_what_was_verified_cannot_be_taken_back(cast_today, staff):
    row = verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")

    page = text_of(staff.get(url_of(row)))
    response = staff.post(url_of(row, "tarik/"))

    assert "Diverifikasi oleh Bambang Wicaksono, S.Hum." in page
    assert "118,06 %" in page
    assert "Tarik kembali" not in page
    assert response.status_code == 409
    assert "sudah berstatus “Terverifikasi”" in text_of(response)


def test_taking_back_takes_a_press_of_a_button(cast_today, staff):
    row = send(cast_today, "staff", "Koleksi")

    assert staff.get(url_of(row, "tarik/")).status_code == 405
    assert Realisation.objects.get(pk=row.pk).status == Status.SUBMITTED


def test_the_steps_are_told_newest_first(cast_today, staff):
    row = send(cast_today, "staff", "Koleksi")
    send_back(cast_today, row, "kabid", "Lampirkan daftarnya.")

    page = text_of(staff.get(url_of(row)))

    assert page.index("Lampirkan daftarnya.") < page.index("Bukti ditambahkan")


@pytest.mark.parametrize(
    ("measure", "polarity", "good", "bad", "sentence"),
    [
        ("date", "date", "30 Maret 2026", "kapan-kapan", "tanggal"),
        ("yes_no", "yes_no", "ada", "mungkin", ""),
        ("value", "higher", "87,5", "bagus", ""),
    ],
)
def test_dates_answers_and_values_have_fields_of_their_own(
    cast_today, staff, dilayani, measure, polarity, good, bad, sentence
):
    Definition.objects.filter(indicator=dilayani.indicator, is_current=True).update(
        measure=measure, polarity=polarity, unit_of_measure="nilai"
    )

    refused = staff.post(url_of(dilayani), typed(dilayani, "draft", value=bad))
    kept = staff.post(url_of(dilayani), typed(dilayani, "draft", value=good))

    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert kept.status_code == 302
    assert Realisation.objects.get(pk=dilayani.pk).entered_text == good
    assert good in text_of(staff.get(url_of(dilayani)))


def test_a_grade_is_entered_in_words(cast_today):
    row = cast_today.realisation("head", "SAKIP")
    attach(cast_today, row, "head")
    browser = sign_in(cast_today, "head")

    response = browser.post(url_of(row), typed(row, value="A"))

    assert response.status_code == 302
    assert Realisation.objects.get(pk=row.pk).entered_text == "A"


# ---------------------------------------------------------------- while typing


def test_the_preview_computes_the_achievement_and_keeps_nothing(staff, koleksi):
    response = staff.post(
        url_of(koleksi, "pratinjau/"),
        typed(koleksi, numerator="168", denominator="180"),
        headers=HTMX,
    )

    page = text_of(response)
    assert "93,33 %" in page
    assert "116,67 %" in page
    assert "93,3333… ÷ 80 × 100" in page
    assert "<html" not in page
    assert Realisation.objects.get(pk=koleksi.pk).revision == 0


def test_the_preview_says_how_a_doubtful_number_was_read(staff, dilayani):
    response = staff.post(
        url_of(dilayani, "pratinjau/"), typed(dilayani, value="1.500"), headers=HTMX
    )

    assert "“1.500” dibaca 1500" in text_of(response)
    assert "100,00 %" in text_of(response)


@pytest.mark.parametrize("value", ["banyak", "10 s.d. 20", "12 dokumen", "x" * 300])
def test_the_preview_says_what_cannot_be_read(staff, dilayani, value):
    response = staff.post(
        url_of(dilayani, "pratinjau/"), typed(dilayani, value=value), headers=HTMX
    )

    assert response.status_code == 200
    assert "100,00 %" not in text_of(response)


def test_the_preview_of_a_division_by_zero_says_why_there_is_none(staff, koleksi):
    response = staff.post(
        url_of(koleksi, "pratinjau/"),
        typed(koleksi, numerator="5", denominator="0"),
        headers=HTMX,
    )

    page = text_of(response)
    assert response.status_code == 200
    assert "t-live-trouble" in page


def test_the_preview_warns_that_a_weak_result_must_be_explained(staff, dilayani):
    response = staff.post(
        url_of(dilayani, "pratinjau/"), typed(dilayani, value="900"), headers=HTMX
    )

    assert "Hambatan dan tindak lanjut wajib diisi" in text_of(response)
    assert 'hx-swap-oob="true"' in text_of(response)


def test_without_a_target_the_preview_says_that_it_is_missing(
    cast_today, staff, dilayani
):
    dilayani.indicator.targets.update(is_current=False)

    response = staff.post(
        url_of(dilayani, "pratinjau/"), typed(dilayani, value="900"), headers=HTMX
    )

    assert "Targetnya belum ditetapkan" in text_of(response)


def test_typing_keeps_a_draft_by_itself(staff, koleksi):
    response = staff.post(
        url_of(koleksi, "draf/"),
        typed(koleksi, numerator="168", denominator="180"),
        headers=HTMX,
    )

    page = text_of(response)
    assert response.status_code == 200
    assert "Draf tersimpan 6 April 2026" in page
    assert 'value="1" id="revision"' in page
    assert Realisation.objects.get(pk=koleksi.pk).status == Status.DRAFT


def test_what_cannot_be_read_is_not_kept_by_itself_and_says_so(staff, dilayani):
    response = staff.post(
        url_of(dilayani, "draf/"), typed(dilayani, value="banyak"), headers=HTMX
    )

    assert response.status_code == 422
    assert "Draf belum tersimpan." in text_of(response)


def test_an_older_tab_does_not_overwrite_by_itself(staff, dilayani):
    staff.post(url_of(dilayani, "draf/"), typed(dilayani, value="10"), headers=HTMX)

    response = staff.post(
        url_of(dilayani, "draf/"), typed(dilayani, value="20"), headers=HTMX
    )

    assert response.status_code == 409
    assert Realisation.objects.get(pk=dilayani.pk).value == 10


@pytest.mark.parametrize("part", ["draf/", "pratinjau/", "bukti/"])
def test_addresses_that_change_something_answer_no_reading(staff, koleksi, part):
    assert staff.get(url_of(koleksi, part)).status_code == 405


# ---------------------------------------------------------------- evidence


def test_several_files_are_attached_at_once_without_a_script(staff, koleksi):
    response = staff.post(
        url_of(koleksi, "bukti/"),
        {
            "file": [
                file("rekap.pdf", PDF),
                file("foto.jpg", picture()),
                file("layar.png", picture("PNG")),
            ]
        },
        follow=True,
    )

    assert koleksi.evidence.count() == 3
    assert "rekap.pdf terlampir." in text_of(response)


def test_a_script_gets_one_row_for_each_file(staff, koleksi):
    response = staff.post(
        url_of(koleksi, "bukti/"), {"file": file("rekap.pdf")}, headers=SCRIPT
    )

    assert response.status_code == 201
    assert text_of(response).startswith("<li")
    assert "rekap.pdf" in text_of(response)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("rekap.exe", PROGRAM, "bukan PDF, gambar"),
        ("rekap.pdf", PROGRAM, "bukan PDF, gambar"),
        ("foto.jpg", PDF, "bukan PDF, gambar"),
        ("foto.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "tidak dapat dibuka"),
        ("halaman.html", b"<script>alert(1)</script>", "bukan PDF, gambar"),
        ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan PDF"),
        ("tanpa-akhiran", PDF, "bukan PDF, gambar"),
    ],
)
def test_a_program_is_no_evidence_whatever_its_name(
    staff, koleksi, name, content, sentence
):
    refused = staff.post(
        url_of(koleksi, "bukti/"), {"file": file(name, content)}, headers=SCRIPT
    )
    plain = staff.post(
        url_of(koleksi, "bukti/"), {"file": file(name, content)}, follow=True
    )

    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert name in text_of(refused)
    assert sentence in text_of(plain)
    assert koleksi.evidence.count() == 0


def test_an_empty_file_is_refused(staff, koleksi):
    response = staff.post(
        url_of(koleksi, "bukti/"), {"file": file("rekap.pdf", b"")}, headers=SCRIPT
    )

    assert response.status_code == 422
    assert koleksi.evidence.count() == 0


def test_a_file_that_is_too_large_is_refused_with_its_limit(staff, koleksi, settings):
    settings.MAX_UPLOAD_BYTES = 1_048_576
    large = PDF + b"\n" * 1_048_576

    response = staff.post(
        url_of(koleksi, "bukti/"), {"file": file("besar.pdf", large)}, headers=SCRIPT
    )

    assert response.status_code == 422
    assert "lebih besar dari 1 MB" in text_of(response)


def test_the_same_file_twice_is_told_apart(staff, koleksi):
    staff.post(url_of(koleksi, "bukti/"), {"file": file("rekap.pdf")})

    response = staff.post(
        url_of(koleksi, "bukti/"), {"file": file("salinan.pdf")}, headers=SCRIPT
    )

    assert response.status_code == 422
    assert "sudah terlampir" in text_of(response)
    assert koleksi.evidence.count() == 1


def test_sending_no_file_says_to_choose_one(staff, koleksi):
    response = staff.post(url_of(koleksi, "bukti/"), follow=True)

    assert "Belum ada berkas yang dipilih." in text_of(response)


def test_a_full_disk_loses_nothing_else(staff, koleksi, monkeypatch):
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tolok.records.actions.tempfile.mkstemp", full)

    response = staff.post(
        url_of(koleksi, "bukti/"), {"file": file("rekap.pdf")}, headers=SCRIPT
    )

    assert response.status_code == 422
    assert "ruang penyimpanan penuh" in text_of(response)
    assert koleksi.evidence.count() == 0


def test_a_link_is_attached_and_opens_the_page_itself(staff, koleksi):
    response = staff.post(
        url_of(koleksi, "tautan/"),
        {"link": "https://contoh.go.id/rekap", "name": "Rekap daring"},
        follow=True,
    )

    proof = koleksi.evidence.get()
    assert "Tautan terlampir." in text_of(response)
    assert "Rekap daring" in text_of(response)
    assert staff.get(f"/bukti/{proof.pk}/")["Location"] == "https://contoh.go.id/rekap"


def test_a_closed_period_and_a_late_one_say_so_above_the_cards(cast_today, staff):
    move_window(cast_today, *(date(2026, 4, day) for day in (1, 3, 10)))
    late = text_of(staff.get("/pengukuran/"))
    move_window(cast_today, *(date(2026, 4, day) for day in (1, 3, 5)))
    closed = text_of(staff.get("/pengukuran/"))

    assert "Tenggat Triwulan I 2026 sudah lewat pada Jumat, 3 April 2026." in late
    assert "Harus dikirim" in late
    assert "sudah ditutup pada Minggu, 5 April 2026" in closed
    assert "Belum dikirim" in closed


def test_one_who_sent_everything_reads_so_above_the_cards(cast_today, staff):
    for words in ("Koleksi", "Dilayani"):
        send(cast_today, "staff", words)

    page = text_of(staff.get("/pengukuran/"))

    assert "Semua realisasi Triwulan I 2026 sudah Anda kirim" in page


def test_own_values_of_earlier_quarters_are_drawn_with_a_table(cast_today, staff):
    past_values(cast_today, "staff", "Dilayani", [1500, 1600, 1600])
    row = cast_today.realisation("staff", "Dilayani")

    page = text_of(staff.get(url_of(row)))

    assert "Tetap 1.600 orang" in page
    assert "Lihat sebagai tabel" in page
    assert "Jumlah Pemustaka yang Dilayani" in page


def test_an_autosave_of_a_text_that_is_too_long_says_so(staff, dilayani):
    response = staff.post(
        url_of(dilayani, "draf/"), typed(dilayani, obstacles="x" * 5000), headers=HTMX
    )

    assert response.status_code == 422
    assert "terlalu panjang" in text_of(response)


@pytest.mark.parametrize(
    "link", ["", "contoh", "javascript:alert(1)", "file:///etc/passwd", "ftp://a.id/"]
)
def test_what_is_no_address_of_the_web_is_refused_and_stays_as_typed(
    staff, koleksi, link
):
    response = staff.post(url_of(koleksi, "tautan/"), {"link": link, "name": "Rekap"})

    assert response.status_code == 422
    assert 'value="Rekap"' in response.content.decode()
    assert koleksi.evidence.count() == 0


def test_evidence_is_removed_while_the_result_is_being_worked_on(
    cast_today, staff, koleksi
):
    first = attach(cast_today, koleksi, "staff", "satu.pdf")
    second = attach(cast_today, koleksi, "staff", "dua.pdf")

    plain = staff.post(f"/bukti/{first.pk}/hapus/", follow=True)
    script = staff.post(f"/bukti/{second.pk}/hapus/", headers=HTMX)

    assert "satu.pdf dilepas." in text_of(plain)
    assert script.status_code == 200
    assert script.content == b""
    assert koleksi.evidence.count() == 0


def test_evidence_of_what_was_sent_stays(cast_today, staff):
    row = send(cast_today, "staff", "Koleksi")

    removed = staff.post(f"/bukti/{row.evidence.get().pk}/hapus/")
    added = staff.post(
        url_of(row, "bukti/"), {"file": file("baru.pdf", PDF + b"9")}, headers=SCRIPT
    )

    assert removed.status_code == 409
    assert added.status_code == 422
    assert row.evidence.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("staff", 200),
        ("kabid", 200),
        ("head", 200),
        ("planner", 200),
        ("inspector", 200),
        ("colleague", 404),
        ("clerk", 404),
        ("administrator", 404),
        ("stranger", 404),
        ("stranger_head", 404),
        ("stranger_planner", 404),
    ],
)
def test_evidence_opens_for_those_who_may_see_the_realisation(
    cast_today, koleksi, who, status
):
    proof = attach(cast_today, koleksi, "staff")

    response = sign_in(cast_today, who).get(f"/bukti/{proof.pk}/")

    assert response.status_code == status
    if status == 200:
        assert b"".join(response.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize("who", ["kabid", "head", "planner", "inspector"])
def test_only_who_owes_it_removes_evidence(cast_today, koleksi, who):
    proof = attach(cast_today, koleksi, "staff")

    response = sign_in(cast_today, who).post(f"/bukti/{proof.pk}/hapus/")

    assert response.status_code == 403
    assert koleksi.evidence.count() == 1


def test_a_pdf_opens_in_the_browser_shut_in_a_sandbox(cast_today, staff, koleksi):
    proof = attach(cast_today, koleksi, "staff", "Rekap “Maret”; akhir.pdf")

    response = staff.get(f"/bukti/{proof.pk}/")
    b"".join(response.streaming_content)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_an_office_document_is_saved_not_opened(cast_today, staff, koleksi, docx):
    proof = evidence.add_file(
        realisation=koleksi,
        name="Laporan.docx",
        content=docx,
        by=cast_today.viewer("staff"),
        at=cast_today.at(),
    )

    response = staff.get(f"/bukti/{proof.pk}/")
    b"".join(response.streaming_content)

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="Laporan.docx"'


@pytest.fixture
def docx() -> bytes:
    """A Word document, as python-docx writes it."""
    from io import BytesIO

    from docx import Document

    out = BytesIO()
    Document().save(out)
    return out.getvalue()


def test_a_stored_file_that_is_gone_gives_a_clear_page(cast_today, staff, koleksi):
    proof = attach(cast_today, koleksi, "staff")
    Path(path_of(proof.file)).unlink()

    response = staff.get(f"/bukti/{proof.pk}/")

    assert response.status_code == 410
    assert "Berkas tidak ada lagi di penyimpanan" in text_of(response)
    assert "cadangan" in text_of(response)


# ---------------------------------------------------------------- what it costs


def test_the_page_of_one_asks_the_same_queries_however_much_happened(
    cast_today, staff, koleksi
):
    def happen() -> None:
        for number in range(3):
            attach(cast_today, koleksi, "staff", f"bukti-{number}.pdf")
        row = send(cast_today, "staff", "Koleksi")
        send_back(cast_today, row, "kabid", "Kurang jelas.")

    assert_queries("isi", staff, url_of(koleksi))
    assert_no_growth(staff, url_of(koleksi), happen)


def test_a_verified_page_asks_few_queries(cast_today, staff):
    row = verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")

    assert_queries("isi, terverifikasi", staff, url_of(row))


def test_the_page_without_a_script_holds_every_act(staff, koleksi):
    page = staff.get(url_of(koleksi)).content.decode()

    assert f'action="{url_of(koleksi)}"' in page
    assert f'action="{url_of(koleksi, "bukti/")}"' in page
    assert 'enctype="multipart/form-data"' in page
    assert 'capture="environment"' in page
    assert " style=" not in page
    assert " onclick=" not in page
