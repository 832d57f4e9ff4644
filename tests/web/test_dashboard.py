"""The dashboard on screen: how the office stands, and where each number comes from."""

from datetime import date

import pytest

from tests.cast import scene
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import send, sign_in, text_of, verify
from tests.web.test_registry import LOW, double_the_office
from tolok.reporting.registers import NAMES
from tolok.reporting.years import get_year_table
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp
from tolok.web.reporting import year_page


@scene
def reported(cast_today):
    """Three people reported; one of them far below target, one not yet verified."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    verify(cast_today, send(cast_today, "archivist", "Boks", LOW), "acting")
    send(cast_today, "clerk", "Surat")
    return cast_today


def roll_up(cast, level: Level, **about) -> RollUp:
    return RollUp.objects.get(
        office=cast.office, level=level, period__isnull=False, **about
    )


# ---------------------------------------------------------------- who may look


MAY_LOOK = [
    ("head", 200),
    ("kabid", 200),
    ("secretary", 200),
    ("acting", 200),
    ("planner", 200),
    ("inspector", 200),
    ("staff", 403),
    ("clerk", 403),
    ("archivist", 403),
    ("administrator", 403),
    ("stranger", 403),
]


@pytest.mark.parametrize(("key", "status"), MAY_LOOK)
@pytest.mark.parametrize("url", ["/dasbor/", "/dasbor/belum/", "/laporan/"])
def test_dashboard_and_reports_are_for_superiors_head_planner_and_inspector(
    reported, url, key, status
):
    response = sign_in(reported, key).get(url)

    assert response.status_code == status
    if status == 403:
        assert "Koleksi" not in text_of(response)


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("head", 200),
        ("kabid", 200),
        ("planner", 200),
        ("inspector", 200),
        ("staff", 200),
        ("colleague", 200),
        ("clerk", 403),
        ("archivist", 403),
        ("administrator", 403),
        ("stranger", 404),
        ("stranger_head", 404),
        ("stranger_planner", 404),
    ],
)
def test_the_origin_of_a_positions_number_is_read_by_holder_and_dashboard_readers(
    reported, key, status
):
    row = roll_up(reported, Level.POSITION, position=reported.positions["p07"])

    assert sign_in(reported, key).get(f"/dasbor/asal/{row.pk}/").status_code == status


def test_the_origin_of_the_offices_number_is_not_for_staff(reported):
    row = roll_up(reported, Level.OFFICE)

    assert sign_in(reported, "staff").get(f"/dasbor/asal/{row.pk}/").status_code == 403


def test_a_stranger_reads_only_the_own_office_on_the_dashboard(reported):
    page = text_of(sign_in(reported, "stranger_head").get("/dasbor/"))

    assert "Perpustakaan" not in page
    assert "Pustakawan" not in page


def test_a_unit_or_period_of_another_office_leads_nowhere(reported):
    client = sign_in(reported, "stranger_head")

    for url in (
        f"/dasbor/?unit={reported.units['u4'].pk}",
        f"/dasbor/?periode={reported.quarters[0].pk}",
        f"/dasbor/belum/?unit={reported.units['u4'].pk}",
        f"/laporan/?periode={reported.quarters[0].pk}",
    ):
        assert client.get(url).status_code == 404, url


# ---------------------------------------------------------------- what it says


def test_the_heading_answers_how_the_office_stands(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/"))

    # (118,06 + 80,00) ÷ 2 = 99,03
    assert "Kinerja kantor 99,03 % dari target." in page
    assert "Sebelas realisasi belum dilaporkan." in page


def test_what_is_not_reported_is_not_counted_as_zero(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/"))

    assert "yang belum dilaporkan tidak dihitung nol" in page
    assert "Dihitung dari 2 realisasi terverifikasi Triwulan I 2026" in page


def test_the_four_figures_have_their_comparison(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/"))

    assert ">3</a> <small>dari 14</small>" in page
    assert "21,4 %; tenggat 9 April 2026" in page
    assert "3 dari 3; 0 terlambat" in page
    assert "2 dari 3 yang dilaporkan" in page


def test_units_that_owe_most_are_named_first(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/"))

    assert (
        "Bidang Layanan Perpustakaan menyumbang 5 dari 11 yang belum dilaporkan" in page
    )


def test_objectives_stand_worst_first(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/"))

    assert page.index("Tertatanya Arsip Inaktif") < page.index("Terolahnya Koleksi")
    assert "Satu dari dua sasaran mencapai target" in page


def test_the_heat_map_tells_missing_from_not_applicable(reported):
    reported.people["planner"].realisations.all().delete()

    page = text_of(sign_in(reported, "head").get("/dasbor/"))

    assert "belum" in page
    assert "t.b." in page


def test_a_chosen_unit_shows_its_own_numbers(reported):
    url = f"/dasbor/?unit={reported.units['u5'].pk}&periode={reported.quarters[0].pk}"

    page = text_of(sign_in(reported, "planner").get(url))

    assert "Kinerja Bidang Kearsipan 80,00 % dari target." in page
    assert "Terolahnya Koleksi" not in page


def test_before_any_number_the_dashboard_says_so(cast_today):
    page = text_of(sign_in(cast_today, "head").get("/dasbor/"))

    assert "Belum ada capaian Triwulan I 2026" in page
    assert "Belum ada sasaran yang bernilai" in page


def test_an_office_without_a_year_has_no_dashboard_yet(cast_today):
    page = text_of(sign_in(cast_today, "sekda").get("/dasbor/"))

    assert "Tahun kinerja belum disiapkan" in page


# ---------------------------------------------------------------- where numbers come from


def test_the_offices_number_opens_to_the_positions_below(reported):
    row = roll_up(reported, Level.OFFICE)

    page = text_of(sign_in(reported, "inspector").get(f"/dasbor/asal/{row.pk}/"))

    assert "Bagaimana 99,03 % didapat" in page
    assert "(80,00 + 118,06) ÷ 2 = 99,03 %" in page
    assert "tanpa dipotong lagi" in page


def test_an_objectives_number_opens_to_the_person_and_names_the_cap(reported):
    objective = reported.indicator("Koleksi").objective
    row = roll_up(reported, Level.OBJECTIVE, objective=objective)

    client = sign_in(reported, "kabid")
    page = text_of(client.get(f"/dasbor/asal/{row.pk}/"))
    below = roll_up(
        reported, Level.INDICATOR, indicator=reported.indicator("Koleksi yang")
    )
    single = text_of(client.get(f"/dasbor/asal/{below.pk}/"))

    assert f'href="/dasbor/asal/{below.pk}/"' in page
    assert "Siti Nurjanah, S.I.Pust." in single
    assert "Realisasi yang masuk" in single
    assert "Capaian di atas 120 % dihitung 120 % di dalam rata-rata" in page
    assert "3 dari 4 realisasi belum bernilai; tidak dihitung nol" in page


def test_a_colleagues_value_counts_but_is_not_named_to_a_colleague(reported):
    row = roll_up(
        reported, Level.INDICATOR, indicator=reported.indicator("Koleksi yang")
    )

    page = text_of(sign_in(reported, "colleague").get(f"/dasbor/asal/{row.pk}/"))

    assert "Siti Nurjanah" not in page
    assert "1 nilai lain milik pegawai" in page


def test_a_page_number_beyond_the_last_leads_nowhere(reported):
    row = roll_up(reported, Level.OFFICE)
    client = sign_in(reported, "head")

    assert client.get(f"/dasbor/asal/{row.pk}/?page=9").status_code == 404
    assert client.get(f"/dasbor/asal/{row.pk}/?page=x").status_code == 200


def test_what_is_missing_is_listed_with_the_person_and_leads_to_the_indicator(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/belum/"))

    assert "Sebelas realisasi Triwulan I 2026 belum dilaporkan" in page
    assert "Made Suryawan, S.I.Pust." in page


def test_a_superior_sees_missing_results_only_below(reported):
    page = text_of(sign_in(reported, "kabid").get("/dasbor/belum/"))

    assert "Made Suryawan" in page
    assert "Joko Pramono" not in page


# ---------------------------------------------------------------- reports


REGISTER_TITLES = [kind.label for kind in NAMES]


def test_reports_name_each_document_and_what_it_is_for(reported):
    page = text_of(sign_in(reported, "planner").get("/laporan/"))

    for document in ("Tabel pengukuran", "Kamus indikator", *map(str, REGISTER_TITLES)):
        for form in ("XLSX", "CSV", "DOCX", "Pratinjau PDF"):
            assert f"{document} ({form})" in page
        assert f"Terbitkan: {document}" in page
    assert "Rekap capaian kantor (Pratinjau PDF)" in page
    assert "Triwulan I 2026, seluruh kantor" in page


# ---------------------------------------------------------------- for any size


def test_the_dashboard_asks_few_queries_whatever_the_size_of_the_office(reported):
    client = sign_in(reported, "head")
    row = roll_up(reported, Level.OFFICE)

    assert_queries("dasbor", client, "/dasbor/")
    assert_queries("asal", client, f"/dasbor/asal/{row.pk}/")
    assert_queries("dasbor, belum", client, "/dasbor/belum/")
    assert_queries("dasbor, tahun", client, "/dasbor/tahun/")
    assert_queries("dasbor, tahun pegawai", client, "/dasbor/tahun/?apa=pegawai")
    seat = reported.positions["p07"].pk
    assert_queries("dasbor, tahun jabatan", client, f"/dasbor/tahun/?jabatan={seat}")
    single = roll_up(
        reported, Level.INDICATOR, indicator=reported.indicator("Koleksi yang")
    )
    assert_queries("asal, indikator", client, f"/dasbor/asal/{single.pk}/")
    assert_queries("laporan", client, "/laporan/")
    assert_no_growth(client, "/dasbor/belum/", lambda: double_the_office(reported))
    assert_no_growth(client, "/laporan/", lambda: None)
    url = f"/dasbor/?unit={reported.units['u4'].pk}"
    assert_no_growth(client, url, lambda: None)


def test_a_year_is_judged_when_it_is_over(reported):
    table = get_year_table(for_user=reported.viewer("head"))
    assert table is not None

    during = year_page.page_of(table, on=date(table.year.year, 12, 31))
    after = year_page.page_of(table, on=date(table.year.year + 1, 1, 1))

    assert table.top is not None
    assert table.top.whole is not None
    assert during["stats"][0]["big"] == after["stats"][0]["big"]
    assert not during["stats"][0]["class_name"]
    assert after["stats"][0]["class_name"] == table.top.whole.class_name
    page = text_of(sign_in(reported, "head").get("/dasbor/tahun/"))
    assert "kelasnya baru ditetapkan sesudah itu" in page


def test_a_large_office_is_shown_by_unit_until_one_is_chosen(reported):
    client = sign_in(reported, "head")

    before = text_of(client.get("/dasbor/"))
    double_the_office(reported)
    after = text_of(client.get("/dasbor/"))

    assert "Rinci menurut jabatan" in before
    assert "Rinci menurut jabatan" not in after
    assert "pilih satu unit untuk melihat jabatannya" in after
