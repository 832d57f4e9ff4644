"""The first page after sign-in: what must I do now?"""

import json
from datetime import date

import pytest

from tests.web import doing
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import move_window, send, send_back, sign_in, text_of, verify
from tolok.decrees import actions as decrees
from tolok.measurement import actions
from tolok.measurement.entries import Entry
from tolok.measurement.models import Realisation
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp
from tolok.web.words import all_of, chart_labels, count_in_words, days_left


def home(cast, key: str) -> str:
    return text_of(sign_in(cast, key).get("/beranda/"))


# ---------------------------------------------------------------- who owes


def test_staff_read_in_one_sentence_how_much_waits_and_until_when(cast_today):
    page = home(cast_today, "staff")

    assert "Dua realisasi Triwulan I menunggu Anda, Siti." in page
    assert "Kirim paling lambat <strong>Kamis, 9 April 2026</strong>: tiga hari" in page


def test_what_came_back_is_named_and_stands_first_with_its_reason(cast_today):
    row = send(cast_today, "staff", "Dilayani")
    send_back(cast_today, row, "kabid", "Belum termasuk bulan Maret.")

    page = home(cast_today, "staff")

    assert (
        "Satu di antaranya dikembalikan dan perlu diperbaiki: "
        "“Jumlah Pemustaka yang Dilayani”." in page
    )
    cards = page[page.index("Kerjakan sekarang") :]
    assert "Belum termasuk bulan Maret." in cards
    assert cards.index("Dikembalikan") < cards.index("Belum diisi")
    assert cards.count("btn-primary") == 1


def test_a_draft_stands_before_what_is_blank_and_shows_its_value(cast_today):
    row = cast_today.realisation("staff", "Dilayani")
    actions.save_draft(
        realisation=row,
        entry=Entry(value="900"),
        revision=row.revision,
        by=cast_today.viewer("staff"),
        at=cast_today.at(),
    )

    page = home(cast_today, "staff")

    assert "Draf tersimpan" in page
    assert "900 orang" in page
    assert page.index("Dilayani") < page.index("Koleksi yang Terolah")


def test_what_is_done_tells_who_it_waits_for_and_what_it_achieved(cast_today):
    send(cast_today, "staff", "Koleksi")
    verify(cast_today, send(cast_today, "staff", "Dilayani"), "kabid")

    page = home(cast_today, "staff")

    assert "Semua realisasi Triwulan I sudah Anda kirim, Siti." in page
    assert "Pengisian Triwulan II 2026 dibuka Rabu, 1 Juli 2026." in page
    assert "menunggu Kepala Bidang Layanan Perpustakaan" in page
    assert "capaian 106,67 %" in page


def test_ones_own_unit_is_told_with_share_and_achievement(cast_today):
    verify(cast_today, send(cast_today, "staff", "Dilayani"), "kabid")

    page = home(cast_today, "staff")

    assert "Bidang Layanan Perpustakaan, TW I" in page
    assert "1 dari 6" in page
    assert "106,7 %" in page


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((1, 6, 20), "Dua realisasi Triwulan I menunggu Anda"),
        ((1, 3, 10), "Dua realisasi Triwulan I terlambat, Siti."),
        ((1, 3, 5), "Dua realisasi Triwulan I tidak sempat dikirim"),
        ((10, 12, 20), "Belum ada yang harus dikirim, Siti."),
    ],
)
def test_the_answer_follows_the_window(cast_today, days, sentence):
    move_window(cast_today, *(date(2026, 4, day) for day in days))

    assert sentence in home(cast_today, "staff")


def test_on_the_last_day_it_says_today(cast_today):
    move_window(cast_today, *(date(2026, 4, day) for day in (1, 6, 20)))

    assert "Senin, 6 April 2026</strong>: hari ini." in home(cast_today, "staff")


def test_who_sits_in_two_seats_finds_both_on_the_first_page(cast_today):
    page = home(cast_today, "acting")

    assert "Dua realisasi Triwulan I menunggu Anda, Yohanes." in page
    assert page.index("Plt. Kepala Bidang Kearsipan") < page.index("Tertib Arsip")
    assert "Jumlah Arsip yang Diselamatkan" in page


# ---------------------------------------------------------------- who verifies


def test_a_superior_reads_first_what_waits_for_verification(cast_today):
    send(cast_today, "staff", "Koleksi")
    send(cast_today, "colleague", "Koleksi").evidence.all().delete()

    page = home(cast_today, "kabid")

    assert "Dua realisasi menunggu verifikasi Anda, Bambang." in page
    assert "Satu perlu diperiksa, satu wajar." in page
    assert (
        "Dua realisasi Anda sendiri belum dikirim; paling lambat Kamis, 9 April 2026, "
        "tiga hari lagi." in page
    )
    assert page.index("Mulai verifikasi") < page.index("Realisasi Anda sendiri")
    assert page.count("btn-primary") == 1


@pytest.mark.parametrize(
    ("odd", "sentence"),
    [(False, "Semuanya wajar."), (True, "Semuanya perlu diperiksa")],
)
def test_a_superior_reads_whether_anything_is_odd(cast_today, odd, sentence):
    row = send(cast_today, "staff", "Koleksi")
    if odd:
        row.evidence.all().delete()

    assert sentence in home(cast_today, "kabid")


def test_a_superior_with_an_empty_queue_reads_what_is_owed(cast_today):
    page = home(cast_today, "kabid")

    assert "Dua realisasi Triwulan I menunggu Anda, Bambang." in page
    assert "Mulai verifikasi" not in page


# ---------------------------------------------------------------- the office


def test_the_head_sees_in_ten_seconds_how_the_office_stands(cast_today):
    weak = Entry(value="600", obstacles="Banjir", follow_up="Pindah lantai")
    verify(cast_today, send(cast_today, "staff", "Dilayani", weak), "kabid")

    page = home(cast_today, "head")

    assert "Kinerja kantor 40,0 % dari target." in page
    assert "Satu sasaran tertinggal jauh dan 13 indikator belum dilaporkan." in page
    assert "dari 14" in page
    assert "7,1 %" in page
    assert "Terolahnya Koleksi" in page
    assert "5 dari 6 indikator belum dilaporkan" in page


def test_the_head_of_an_office_without_values_is_not_told_a_number(cast_today):
    page = home(cast_today, "head")

    assert "Belum ada capaian Triwulan I 2026." in page
    assert "Belum ada yang diverifikasi" in page


def test_the_head_finds_own_work_and_what_waits_beside_the_office(cast_today):
    send(cast_today, "kabid", "Kepuasan")

    page = home(cast_today, "head")

    assert "Verifikasi realisasi yang ditujukan kepada Anda" in page
    assert "Satu realisasi Anda sendiri belum dikirim" in page


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((10, 12, 20), "Pengisian dibuka Jumat, 10 April 2026."),
        ((1, 3, 10), "Tenggat sudah lewat; diterima sampai Jumat, 10 April 2026."),
        ((1, 3, 5), "Pengisian ditutup Minggu, 5 April 2026."),
    ],
)
@pytest.mark.parametrize("who", ["head", "planner"])
def test_head_and_planner_read_how_the_window_stands(cast_today, who, days, sentence):
    move_window(cast_today, *(date(2026, 4, day) for day in days))

    assert sentence in home(cast_today, who)


def test_the_head_reads_that_all_was_reported_and_how_much_came_late(cast_today):
    Realisation.objects.exclude(
        pk=cast_today.realisation("staff", "Dilayani").pk
    ).delete()
    move_window(cast_today, *(date(2026, 4, day) for day in (1, 3, 10)))
    verify(cast_today, send(cast_today, "staff", "Dilayani"), "kabid")

    page = home(cast_today, "head")

    assert "Kinerja kantor 106,7 % dari target. Semua sudah dilaporkan." in page
    assert "100,0 %; satu terlambat" in page


def test_the_head_reads_how_the_office_moved_since_the_period_before(cast_today):
    verify(cast_today, send(cast_today, "staff", "Dilayani"), "kabid")
    first = RollUp.objects.get(level=Level.OFFICE, period__isnull=False)
    RollUp.objects.create(
        key="second",
        office=cast_today.office,
        year=cast_today.year,
        period=cast_today.quarters[1],
        level=Level.OFFICE,
        hundredths=(first.hundredths or 0) - 670,
        count=1,
        class_name="Baik",
        class_rank=3,
        computed_at=cast_today.at(),
    )
    second = cast_today.quarters[1]
    second.__class__.objects.filter(pk=second.pk).update(opens_on=date(2026, 4, 6))

    page = home(cast_today, "head")

    assert "turun 6,7 poin" in page
    assert "dari TW I" in page


def test_the_planner_of_an_office_that_reported_all_reads_so(cast_today):
    Realisation.objects.exclude(pk=cast_today.realisation("clerk", "Surat").pk).delete()
    send(cast_today, "clerk", "Surat")

    page = home(cast_today, "planner")

    assert "Semua laporan Triwulan I sudah masuk, Dian." in page
    assert "Semua unit sudah melapor." in page


def test_own_returned_work_is_named_beside_the_office(cast_today):
    row = send(cast_today, "planner", "Perencanaan")
    send_back(cast_today, row, "kasubag", "Lampirkan naskahnya.")

    assert "Satu di antaranya dikembalikan." in home(cast_today, "planner")


def test_a_superior_reads_the_late_day_for_own_work_after_the_deadline(cast_today):
    send(cast_today, "staff", "Koleksi")
    move_window(cast_today, *(date(2026, 4, day) for day in (1, 3, 10)))

    assert "paling lambat Jumat, 10 April 2026, empat hari lagi" in home(
        cast_today, "kabid"
    )


def test_the_planner_reads_who_has_not_reported_and_how_the_windows_run(cast_today):
    page = home(cast_today, "planner")

    assert "14 indikator Triwulan I belum dilaporkan." in page
    assert "6 dari 6 indikator" in page
    assert "Kamis, 1 Oktober 2026 sampai Jumat, 9 Oktober 2026" in page


def test_the_planner_is_told_of_a_decree_that_waits(cast_today):
    decree = cast_today.decree
    decrees.import_decree(
        content=json.dumps(decree.content).encode(),
        name="sk-perubahan.json",
        by=cast_today.viewer("planner"),
        at=cast_today.at(),
    )

    page = home(cast_today, "planner")

    assert "satu rancangan keputusan menunggu ditetapkan" in page
    assert "Telaah dan tetapkan" in page


def test_an_inspector_sees_the_office_and_where_to_begin(cast_today):
    page = home(cast_today, "inspector")

    assert "14 indikator belum dilaporkan." in page
    assert "Mulai dari sini" in page


def test_an_administrator_finds_a_useful_start(cast_today):
    page = home(cast_today, "administrator")

    assert "Selamat datang, Rizky." in page
    assert "Mulai dari sini" in page
    assert "Capaian kantor" not in page


def test_staff_see_no_figures_of_the_whole_office(cast_today):
    page = home(cast_today, "staff")

    assert "Capaian kantor" not in page


def test_an_office_without_a_year_says_what_comes_first(cast_today):
    Realisation.objects.all().delete()
    for period in cast_today.quarters:
        period.targets.all().delete()
        period.delete()

    for who in ("staff", "kabid", "head"):
        page = home(cast_today, who)
        assert "Belum ada yang harus dikerjakan" in page
    page = home(cast_today, "planner")
    assert "Langkah berikutnya: " in page
    assert page.count("btn-primary") == 1


def test_the_rest_of_the_menu_is_a_page_for_the_phone(cast_today):
    page = text_of(sign_in(cast_today, "planner").get("/lainnya/"))

    for words in ("Dasbor", "Keputusan (SK)", "Registri", "Laporan", "Keluar"):
        assert words in page


# ---------------------------------------------------------------- what it costs


@pytest.mark.parametrize(
    "who", ["staff", "kabid", "acting", "head", "planner", "inspector", "administrator"]
)
def test_the_first_page_asks_the_same_queries_however_much_waits(cast_today, who):
    browser = sign_in(cast_today, who)
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    send(cast_today, "colleague", "Koleksi")
    send(cast_today, "archivist", "Boks")

    def more() -> None:
        verify(cast_today, send(cast_today, "colleague", "Dilayani"), "kabid")
        for key, words in (("staff", "Dilayani"), ("clerk", "Surat")):
            send(cast_today, key, words)

    assert_queries(f"beranda, {who}", browser, "/beranda/")
    assert_no_growth(browser, "/beranda/", more)


def test_the_rest_of_the_menu_costs_little(cast_today):
    assert_queries("lainnya", sign_in(cast_today, "planner"), "/lainnya/")


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "nol"), (1, "satu"), (12, "dua belas"), (13, "13"), (1500, "1.500")],
)
def test_counts_are_words_up_to_twelve(count, words):
    assert count_in_words(count) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (6, "hari ini"),
        (7, "besok"),
        (9, "tiga hari lagi"),
        (30, "24 hari lagi"),
        (5, "satu hari yang lalu"),
    ],
)
def test_days_are_counted_as_people_say_them(day, words):
    assert days_left(date(2026, 4, day), on=date(2026, 4, 6)) == words


@pytest.mark.parametrize(
    ("names", "sentence"),
    [(["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B, dan C")],
)
def test_names_are_joined_as_a_sentence_does(names, sentence):
    assert all_of(names) == sentence


def test_columns_of_a_chart_name_the_year_where_it_changes():
    quarters = [doing.Calendar(2025, doing.PeriodKind.QUARTER, n) for n in (3, 4)]
    quarters += [doing.Calendar(2026, doing.PeriodKind.QUARTER, n) for n in (1, 2)]

    assert chart_labels(quarters) == ["TW III 25", "TW IV", "TW I 26", "TW II"]
    assert chart_labels(quarters[2:]) == ["TW I", "TW II"]
