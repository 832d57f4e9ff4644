"""Notices, reopening, delegation, days off and extensions on their pages."""

from datetime import date

import pytest

from tests.cast import Cast
from tests.web.baseline import assert_queries
from tests.web.doing import (
    PDF,
    file,
    past_values,
    send,
    send_back,
    sign_in,
    text_of,
    verify,
)
from tolok.measurement.entries import Entry
from tolok.measurement.models import Realisation, VerificationSetting
from tolok.organisation.models import Delegation
from tolok.planning.models import Extension, Holiday, PerformanceYear, Target
from tolok.records.models import Notice
from tolok.web import uploads


# ---------------------------------------------------------------- notices


def test_the_bell_says_how_much_is_new_and_the_list_leads_to_the_matter(
    cast_today: Cast,
) -> None:
    row = send(cast_today, "clerk", "Surat")
    send_back(cast_today, row, "kasubag", "Lampirkan rekap.")
    client = sign_in(cast_today, "clerk")

    assert "Pemberitahuan: 1 baru" in text_of(client.get("/beranda/"))
    page = text_of(client.get("/pemberitahuan/"))
    assert "mengembalikan realisasi Anda" in page
    assert "Lampirkan rekap." in page

    notice = Notice.objects.get(person_id=cast_today.people["clerk"].pk)
    answer = client.post(f"/pemberitahuan/{notice.pk}/")

    assert answer["Location"] == f"/pengukuran/{row.pk}/"
    assert "tidak ada yang baru" in text_of(client.get("/beranda/"))


def test_a_notice_of_somebody_else_is_not_found(cast_today: Cast) -> None:
    send(cast_today, "clerk", "Surat")
    notice = Notice.objects.get(person_id=cast_today.people["kasubag"].pk)

    answer = sign_in(cast_today, "staff").post(f"/pemberitahuan/{notice.pk}/")

    assert answer.status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_is_marked_read_at_once(cast_today: Cast) -> None:
    send(cast_today, "clerk", "Surat")
    client = sign_in(cast_today, "kasubag")

    client.post("/pemberitahuan/dibaca/")

    assert "Semua pemberitahuan sudah dibaca" in text_of(client.get("/pemberitahuan/"))


def test_the_list_of_notices_asks_few_queries(cast_today: Cast) -> None:
    send(cast_today, "clerk", "Surat")

    assert_queries("pemberitahuan", sign_in(cast_today, "kasubag"), "/pemberitahuan/")


# ---------------------------------------------------------------- reopening


def test_a_verifier_reopens_with_a_reason_and_the_old_version_is_marked(
    cast_today: Cast,
) -> None:
    row = verify(cast_today, send(cast_today, "clerk", "Surat"), "kasubag")
    client = sign_in(cast_today, "kasubag")
    url = f"/pengukuran/{row.pk}/buka-kembali/"
    assert url in text_of(client.get(f"/pengukuran/{row.pk}/"))

    refused = client.post(url, {"reason": " "})
    assert refused.status_code == 422
    client.post(url, {"reason": "Angka tertukar."})

    new = Realisation.objects.get(
        indicator=row.indicator_id, period=row.period_id, person=row.person_id
    )
    assert (new.number, new.status) == (2, "returned")
    old = text_of(client.get(f"/pengukuran/{row.pk}/"))
    assert "Versi lama, sudah digantikan" in old
    assert url not in old


def test_sent_twice_a_reopening_makes_one_version(cast_today: Cast) -> None:
    row = verify(cast_today, send(cast_today, "clerk", "Surat"), "kasubag")
    client = sign_in(cast_today, "kasubag")
    url = f"/pengukuran/{row.pk}/buka-kembali/"

    first = client.post(url, {"reason": "Angka tertukar."})
    second = client.post(url, {"reason": "Angka tertukar."})

    assert (first.status_code, second.status_code) == (302, 409)
    assert "versi lama" in text_of(second)
    assert Realisation.versions.filter(indicator=row.indicator_id).count() == 2


# ---------------------------------------------------------------- delegation


def test_a_superior_lends_verification_and_the_delegate_finds_the_queue(
    cast_today: Cast,
) -> None:
    row = send(cast_today, "clerk", "Surat")
    client = sign_in(cast_today, "kasubag")
    form = {
        "position": cast_today.positions["p03"].pk,
        "nip": cast_today.people["archivist"].nip,
        "starts_on": "2026-04-06",
        "ends_on": "2026-04-08",
        "letter_number": "800/2/2026",
    }

    wrong = client.post("/verifikasi/pelimpahan/", {**form, "nip": "1"})
    assert (wrong.status_code, "Tidak ada pegawai" in text_of(wrong)) == (422, True)
    assert client.post("/verifikasi/pelimpahan/", form).status_code == 302

    delegate = sign_in(cast_today, "archivist")
    assert "/verifikasi/" in text_of(delegate.get("/beranda/"))
    assert f"/verifikasi/{row.pk}/" in text_of(delegate.get("/verifikasi/"))


def test_a_position_of_somebody_else_cannot_be_lent_by_a_forged_form(
    cast_today: Cast,
) -> None:
    answer = sign_in(cast_today, "kasubag").post(
        "/verifikasi/pelimpahan/",
        {
            "position": cast_today.positions["p06"].pk,
            "nip": cast_today.people["clerk"].nip,
            "starts_on": "2026-04-06",
            "ends_on": "2026-04-08",
            "letter_number": "800/2/2026",
        },
    )

    assert answer.status_code == 422
    assert not Delegation.objects.exists()


# ---------------------------------------------------------------- days off, more time


def test_the_calendar_says_its_source_and_the_planner_adds_a_day(
    cast_today: Cast,
) -> None:
    client = sign_in(cast_today, "planner")
    page = text_of(client.get("/perencanaan/hari-libur/"))
    assert "17: Hari Kemerdekaan Republik Indonesia" in page
    assert "holidays 0." in page
    assert "belum dicocokkan" in page

    form = {
        "day": "2026-06-03",
        "kind": "off",
        "name": "Hari jadi",
        "reason": "SE 1/2026",
    }
    assert client.post("/perencanaan/hari-libur/tambah/", form).status_code == 302
    assert client.post("/perencanaan/hari-libur/tambah/", form).status_code == 409
    assert "3: Hari jadi" in text_of(client.get("/perencanaan/hari-libur/?tahun=2026"))

    row = Holiday.objects.get()
    client.post(f"/perencanaan/hari-libur/{row.pk}/hapus/", {"reason": "Keliru."})
    assert not Holiday.objects.exists()


@pytest.mark.parametrize("year", ["1", "9999", "abc", "-5"])
def test_a_year_out_of_reach_shows_this_year(cast_today: Cast, year: str) -> None:
    page = sign_in(cast_today, "planner").get(
        "/perencanaan/hari-libur/", {"tahun": year}
    )

    assert "hari libur 2026" in text_of(page)


def test_the_rule_for_due_days_is_set_on_the_page(cast_today: Cast) -> None:
    sign_in(cast_today, "planner").post(
        "/perencanaan/hari-libur/aturan/2026/", {"holiday_shift": "previous"}
    )

    year = PerformanceYear.objects.get(pk=cast_today.year.pk)
    assert (year.holiday_shift, year.with_joint_leave) == ("previous", False)


def test_a_planner_extends_for_one_unit(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")
    url = f"/perencanaan/perpanjangan/{cast_today.quarters[0].pk}/"
    form = {
        "unit": cast_today.units["u3"].pk,
        "ends_on": "2026-04-28",
        "reason": "Banjir.",
    }

    assert client.post(url, {**form, "ends_on": "2026-04-02"}).status_code == 422
    assert client.post(url, form).status_code == 302

    assert Extension.objects.get().ends_on == date(2026, 4, 28)
    page = text_of(sign_in(cast_today, "clerk").get("/pengukuran/"))
    assert page


def test_the_planner_says_how_the_office_verifies(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")

    wrong = client.post("/perencanaan/verifikasi/", {"escalate_after_days": "900"})
    assert wrong.status_code == 422
    client.post(
        "/perencanaan/verifikasi/", {"two_levels": "on", "escalate_after_days": "3"}
    )

    setting = VerificationSetting.objects.get()
    assert (setting.two_levels, setting.escalate_after_days) == (True, 3)


def test_the_new_pages_ask_few_queries(cast_today: Cast) -> None:
    planner = sign_in(cast_today, "planner")

    assert_queries("perencanaan, hari libur", planner, "/perencanaan/hari-libur/")
    assert_queries("pelimpahan", planner, "/verifikasi/pelimpahan/")


# ---------------------------------------------------------------- far too large


def test_ten_gigabytes_are_refused_by_their_length_before_reading(
    cast_today: Cast,
) -> None:
    row = cast_today.realisation("clerk", "Surat")

    answer = sign_in(cast_today, "clerk").post(
        f"/pengukuran/{row.pk}/bukti/",
        data=b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10 * 1024**3),
    )

    assert answer.status_code == 413
    assert "ditolak sebelum dibaca" in text_of(answer)


def test_of_a_file_over_the_limit_the_rest_is_not_even_written_down(
    cast_today: Cast, settings, monkeypatch
) -> None:
    settings.MAX_UPLOAD_BYTES = 1_048_576
    written = []
    chunk_of = uploads.NoMoreThanAllowed.receive_data_chunk

    def count(handler, raw_data: bytes, start: int) -> bytes | None:
        passed = chunk_of(handler, raw_data, start)
        written.append(len(passed or b""))
        return passed

    monkeypatch.setattr(uploads.NoMoreThanAllowed, "receive_data_chunk", count)
    row = cast_today.realisation("clerk", "Surat")

    answer = sign_in(cast_today, "clerk").post(
        f"/pengukuran/{row.pk}/bukti/",
        {"file": file("besar.pdf", PDF + b" " * 5_000_000)},
        headers={"X-Requested-With": "tolok"},
    )

    assert answer.status_code == 422
    assert "lebih besar dari 1 MB" in text_of(answer)
    assert sum(written) == 1_048_577
    assert not row.evidence.exists()


def test_a_body_without_a_length_brings_no_file_in(cast_today: Cast) -> None:
    row = cast_today.realisation("clerk", "Surat")

    answer = sign_in(cast_today, "clerk").generic(
        "POST",
        f"/pengukuran/{row.pk}/bukti/",
        b"--x\r\nContent-Disposition: form-data; name=file; filename=a.pdf\r\n\r\n%PDF-",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="",
    )

    assert answer.status_code in {302, 400, 403}
    assert not row.evidence.exists()


# ---------------------------------------------------------------- always exact


def test_what_always_meets_its_target_to_the_digit_is_looked_at_first(
    cast_today: Cast,
) -> None:
    past = past_values(cast_today, "clerk", "Surat", [250, 250, 250])
    for row in past:
        Target.objects.create(
            indicator=row.indicator,
            year=row.period.year,
            period=row.period,
            text="250",
            value=250,
            decided_by="x",
            decided_at=cast_today.at(),
            created_at=cast_today.at(),
        )
    send(cast_today, "clerk", "Surat", Entry("250"))

    page = text_of(sign_in(cast_today, "kasubag").get("/verifikasi/"))

    assert "Selalu tepat 100 %" in page
    assert "Sama persis dengan target dalam 3 periode" in page
