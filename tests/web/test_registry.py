"""The registry on screen: browse, search, one position, one indicator."""

from datetime import date

import pytest

from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import attach, send, send_back, sign_in, text_of, verify
from tolok.measurement.entries import Entry
from tolok.organisation import actions as organisation
from tolok.organisation.actions import PlannedPosition, PlannedUnit
from tolok.records.actions import System
from tolok.registry.models import Indicator, Objective


LOW = Entry(
    value="24", obstacles="Rak penuh.", follow_up="Rak ditambah Kepala Bidang, Mei."
)


def position_url(cast, key: str) -> str:
    return f"/registri/jabatan/{cast.positions[key].pk}/"


def indicator_url(cast, words: str) -> str:
    return f"/registri/indikator/{cast.indicator(words).pk}/"


def double_the_office(cast) -> None:
    """Add as many units and positions again, each with an objective and indicator."""
    version = cast.decree.registry_version
    _units, made = organisation.establish_structure(
        office=cast.office,
        units=[
            PlannedUnit(f"x{n}", f"Bidang Tambahan {n}", "bidang", None)
            for n in range(8)
        ],
        positions=[
            PlannedPosition(
                f"y{n}", f"Analis {n}", f"x{n % 8}", "fungsional", None, False
            )
            for n in range(80)
        ],
        by=System(),
        at=cast.at(),
    )
    for position in made.values():
        objective = Objective.objects.create(
            version=version, position=position, order=1, text="Terlaksananya Analisis"
        )
        Indicator.objects.create(
            version=version,
            position=position,
            objective=objective,
            order=1,
            text="Jumlah Analisis",
        )


# ---------------------------------------------------------------- who may look


EVERYONE = [
    ("head", 200),
    ("secretary", 200),
    ("kabid", 200),
    ("staff", 200),
    ("planner", 200),
    ("inspector", 200),
    ("administrator", 200),
    ("stranger", 404),
    ("stranger_head", 404),
    ("stranger_planner", 404),
    ("sekda", 404),
]


@pytest.mark.parametrize(("key", "status"), EVERYONE)
def test_everyone_of_the_office_reads_a_position_and_strangers_do_not_know_of_it(
    cast_today, key, status
):
    client = sign_in(cast_today, key)

    assert client.get(position_url(cast_today, "p07")).status_code == status
    assert client.get(indicator_url(cast_today, "Koleksi")).status_code == status


def test_a_stranger_finds_only_their_own_office_in_the_registry(cast_today):
    page = text_of(sign_in(cast_today, "stranger").get("/registri/"))

    assert "Dinas Pendidikan" in page
    assert "Pustakawan" not in page
    assert "Bidang Kearsipan" not in page


def test_an_unit_of_another_office_in_the_address_leads_nowhere(cast_today):
    client = sign_in(cast_today, "stranger")

    response = client.get(f"/registri/?unit={cast_today.units['u4'].pk}")

    assert response.status_code == 404


@pytest.mark.parametrize("junk", ["abc", "-1", "1e3", "9" * 40, "٣"])
def test_an_address_with_a_false_unit_leads_nowhere(cast_today, junk):
    assert (
        sign_in(cast_today, "staff").get("/registri/", {"unit": junk}).status_code
        == 404
    )


def test_without_signing_in_the_registry_asks_to_sign_in(client, cast_today):
    response = client.get("/registri/")

    assert response.status_code == 302
    assert response["Location"].startswith("/masuk/")


# ---------------------------------------------------------------- browse and search


def test_the_tree_counts_the_indicators_of_each_unit(cast_today):
    page = text_of(sign_in(cast_today, "inspector").get("/registri/"))

    assert "10 jabatan dan 12 indikator dalam registri versi 1" in page
    assert "Keputusan Nomor 188/1/2026" in page


def test_the_unit_where_one_works_opens_by_itself(cast_today):
    page = text_of(sign_in(cast_today, "staff").get("/registri/"))

    assert "Pustakawan Ahli Muda" in page
    assert "Arsiparis Terampil" not in page


def test_another_unit_shows_its_positions(cast_today):
    url = f"/registri/?unit={cast_today.units['u5'].pk}"

    page = text_of(sign_in(cast_today, "staff").get(url))

    assert "Arsiparis Terampil" in page


@pytest.mark.parametrize(
    ("words", "found", "not_found"),
    [
        ("koleksi", "Persentase Koleksi yang Terolah", "Jumlah Surat yang Dicatat"),
        ("arsip ahli", "Arsiparis Ahli Muda", "Arsiparis Terampil"),
        ("tertib", "Meningkatnya Tertib Arsip", "Terolahnya Koleksi"),
    ],
)
def test_search_finds_positions_objectives_and_indicators_by_all_words(
    cast_today, words, found, not_found
):
    client = sign_in(cast_today, "clerk")

    page = text_of(client.get("/registri/", {"cari": words}))

    assert found in page
    assert not_found not in page


def test_a_search_that_finds_nothing_says_what_to_try(cast_today):
    client = sign_in(cast_today, "clerk")

    page = text_of(client.get("/registri/", {"cari": "<zebra>"}))

    assert "Tidak ada yang memuat “&lt;zebra&gt;”" in page
    assert "Coba kata yang lebih pendek" in page


def test_search_does_not_look_into_another_office(cast_today):
    client = sign_in(cast_today, "stranger")

    page = text_of(client.get("/registri/", {"cari": "Koleksi"}))

    assert "Persentase Koleksi" not in page


def test_before_the_first_decree_the_registry_says_why_it_is_empty(cast_today):
    page = text_of(sign_in(cast_today, "sekda").get("/registri/"))

    assert "Belum ada keputusan yang ditetapkan" in page


# ---------------------------------------------------------------- one position


def test_a_position_tells_holders_superior_and_origin(cast_today):
    page = text_of(sign_in(cast_today, "planner").get(position_url(cast_today, "p08")))

    assert "Plt. Yohanes Tarigan, S.Hum." in page
    assert "sejak 1 Februari 2026" in page
    assert "Dra. Ratna Kusumaningrum, M.Si." in page
    assert "Keputusan Nomor 188/1/2026" in page
    assert "Registri versi 1, ditetapkan 5 Januari 2026" in page


def test_a_position_shows_duties_and_functions_in_the_decrees_words(cast_today):
    page = text_of(sign_in(cast_today, "staff").get(position_url(cast_today, "p01")))

    assert "Memimpin urusan perpustakaan dan kearsipan;" in page
    assert "perumusan kebijakan;" in page


def test_a_predecessor_is_named(cast_today):
    cast_today.move("archivist", "p04", date(2026, 3, 1))
    organisation.place_person(
        person=cast_today.people["clerk"],
        position=cast_today.positions["p10"],
        kind="plh",
        starts_on=date(2026, 3, 1),
        letter_number="800/3/2026",
        by=System(),
        at=cast_today.at(date(2026, 3, 1)),
    )

    page = text_of(sign_in(cast_today, "planner").get(position_url(cast_today, "p10")))

    assert "Plh. Wati Rahayu" in page
    assert "menggantikan Fitri Amalia, A.Md." in page


SEES_RESULT = [
    ("staff", True),
    ("kabid", True),
    ("head", True),
    ("planner", True),
    ("inspector", True),
    ("clerk", False),
    ("secretary", False),
    ("acting", False),
    ("administrator", False),
]


@pytest.mark.parametrize(("key", "sees"), SEES_RESULT)
def test_the_achievement_of_a_position_is_seen_by_holder_and_those_above(
    cast_today, key, sees
):
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")

    page = text_of(sign_in(cast_today, key).get(position_url(cast_today, "p07")))

    assert ("118,06 %" in page) is sees
    assert ("Unduh lembar (DOCX)" in page) in {sees, False}
    assert "Persentase Koleksi yang Terolah" in page


def test_several_holders_are_counted_and_their_results_open_on_the_indicator(
    cast_today,
):
    page = text_of(sign_in(cast_today, "kabid").get(position_url(cast_today, "p07")))

    assert "2 orang memegang jabatan ini" in page
    assert "0 dari 2 orang melaporkan" in page


def test_a_position_shows_target_realisation_achievement_and_class(cast_today):
    verify(cast_today, send(cast_today, "archivist", "Boks", LOW), "acting")

    page = text_of(sign_in(cast_today, "head").get(position_url(cast_today, "p10")))

    assert "120 boks" in page or "120" in page
    assert "80,00 %" in page
    assert "Cukup" in page


# ---------------------------------------------------------------- one indicator


def test_an_indicator_shows_its_definition_and_who_is_responsible(cast_today):
    page = text_of(
        sign_in(cast_today, "clerk").get(indicator_url(cast_today, "Koleksi"))
    )

    assert "Eksemplar yang selesai diolah" in page
    assert "Jumlah pembilang dibagi jumlah penyebut" in page
    assert "Kepala Bidang Layanan Perpustakaan" in page
    assert "Meningkatnya Kepuasan Pemustaka" in page


def test_whoever_may_not_see_a_result_reads_the_definition_only(cast_today):
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")

    page = text_of(
        sign_in(cast_today, "clerk").get(indicator_url(cast_today, "Koleksi"))
    )

    assert "Belum ada realisasi yang dapat Anda lihat" in page
    assert "94,44" not in page
    assert "Siti Nurjanah" not in page


def test_the_passport_explains_a_verified_number_step_by_step(cast_today):
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")

    page = text_of(
        sign_in(cast_today, "staff").get(indicator_url(cast_today, "Koleksi"))
    )

    assert "Paspor: bagaimana 118,06 % didapat" in page
    assert "PermenPANRB 8/2021" in page
    assert "belum dicocokkan dengan naskah resmi" in page
    assert "diverifikasi Bambang Wicaksono, S.Hum." in page
    assert "94,44 %" in page
    assert '<dd class="t-context"> 170 dari 180 </dd>' in page


def test_the_year_so_far_stands_against_the_target_of_the_year(cast_today):
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")

    page = text_of(
        sign_in(cast_today, "staff").get(indicator_url(cast_today, "Koleksi"))
    )

    # 170 of 180 are 94,44 %, of the 95 % that the year asks for
    assert "Tahun 2026 sampai TW I: capaian 99,42 % dari target setahun" in page
    assert "1 dari 1 periode terverifikasi; target setahun 95 %" in page


def test_the_history_tells_return_target_and_adoption(cast_today):
    row = send(cast_today, "staff", "Koleksi")
    send_back(cast_today, row, "kabid", "Lampirkan daftar koleksinya.")

    page = text_of(
        sign_in(cast_today, "staff").get(indicator_url(cast_today, "Koleksi"))
    )

    assert "Lampirkan daftar koleksinya." in page
    assert "Target Triwulan I 2026 ditetapkan: 80 %" in page
    assert "Indikator ditetapkan" in page
    assert "Definisi versi 1 diterima" in page


def test_a_superior_chooses_among_the_people_who_report_an_indicator(cast_today):
    send(cast_today, "colleague", "Koleksi", Entry(numerator="176", denominator="200"))
    client = sign_in(cast_today, "kabid")
    url = indicator_url(cast_today, "Koleksi")

    page = text_of(client.get(url))
    other = text_of(client.get(url, {"orang": cast_today.people["colleague"].pk}))

    assert "Siti Nurjanah" in page
    assert "Made Suryawan" in page
    assert "88,00 %" in other


def test_a_colleagues_number_cannot_be_opened_by_guessing_the_person(cast_today):
    send(cast_today, "colleague", "Koleksi", Entry(numerator="176", denominator="200"))
    client = sign_in(cast_today, "staff")
    url = indicator_url(cast_today, "Koleksi")

    response = client.get(url, {"orang": cast_today.people["colleague"].pk})

    assert response.status_code == 404
    assert "Made" not in text_of(client.get(url))


def test_evidence_is_listed_with_its_link(cast_today):
    row = cast_today.realisation("staff", "Koleksi")
    attach(cast_today, row, "staff", "Daftar koleksi.pdf")

    page = text_of(
        sign_in(cast_today, "staff").get(indicator_url(cast_today, "Koleksi"))
    )

    assert "Daftar koleksi.pdf" in page
    assert "Bukti dukung TW I (1)" in page


def test_only_a_planner_is_offered_to_change_the_definition(cast_today):
    url = indicator_url(cast_today, "Koleksi")

    assert "Ubah definisi" in text_of(sign_in(cast_today, "planner").get(url))
    assert "Ubah definisi" not in text_of(sign_in(cast_today, "head").get(url))


def test_the_words_of_a_decree_cannot_smuggle_in_markup(cast_today):
    indicator = cast_today.indicator("Koleksi")
    Indicator.objects.filter(pk=indicator.pk).update(text="<script>alert(1)</script>")

    page = sign_in(cast_today, "staff").get(f"/registri/indikator/{indicator.pk}/")

    assert "<script>alert(1)" not in page.content.decode()


# ---------------------------------------------------------------- for any size


def test_the_registry_asks_few_queries_whatever_the_size_of_the_office(cast_today):
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    client = sign_in(cast_today, "kabid")
    position = position_url(cast_today, "p07")
    indicator = indicator_url(cast_today, "Koleksi")

    assert_queries("registri", client, "/registri/")
    assert_queries("registri, cari", client, "/registri/?cari=arsip")
    assert_queries("jabatan", client, position)
    assert_queries("indikator", client, indicator)
    assert_no_growth(client, "/registri/", lambda: double_the_office(cast_today))
    assert_queries("jabatan", client, position)
    assert_queries("indikator", client, indicator)


# ---------------------------------------------------------------- as at a day


@pytest.mark.parametrize(
    ("pada", "words"),
    [
        ("2025-12-31", "Belum ada registri pada 31 Desember 2025"),
        ("2026-01-01", "Keadaan registri pada 1 Januari 2026."),
        ("2026-12-31", "Keadaan registri pada 31 Desember 2026."),
    ],
)
def test_the_registry_answers_as_at_any_day(cast_today, pada, words):
    page = text_of(sign_in(cast_today, "staff").get(f"/registri/?pada={pada}"))

    assert words in page


def test_the_day_stays_while_one_walks_through_the_registry(cast_today):
    client = sign_in(cast_today, "staff")
    address = "/registri/?pada=2026-05-01"

    page = client.get(address).content.decode()

    assert "?pada=2026-05-01" in page
    assert "&amp;pada=2026-05-01" in page
    assert "Kembali ke hari ini" in page


@pytest.mark.parametrize("pada", ["kemarin", "2026-02-30", "1' OR 1=1"])
def test_a_day_that_there_is_not_leads_nowhere(cast_today, pada):
    client = sign_in(cast_today, "staff")

    assert client.get("/registri/", {"pada": pada}).status_code == 404
