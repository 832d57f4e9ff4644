"""The pages behind the dashboard: lowest and improved, early warning, single rows, files."""

import csv
import io
from decimal import Decimal

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from tests.cast import scene
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import PDF, send, sign_in, text_of, verify
from tests.web.test_registry import LOW, double_the_office
from tolok.measurement.models import Realisation
from tolok.planning import actions as planning
from tolok.planning.models import Period
from tolok.registry.models import Definition
from tolok.reporting.courses import courses_of, forecast_course
from tolok.reporting.early_warning import get_early_warning
from tolok.reporting.forecasting import Forecast, TooLittle
from tolok.reporting.scopes import choose_scope
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


D = Decimal
PAGES = [
    "/dasbor/perhatian/",
    "/dasbor/peringatan/",
    "/dasbor/rincian/",
    "/dasbor/banding/",
    "/dasbor/belum/",
]


@scene
def reported(cast_today):
    """Three people reported; one of them far below target, one not yet verified."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    verify(cast_today, send(cast_today, "archivist", "Boks", LOW), "acting")
    send(cast_today, "clerk", "Surat")
    return cast_today


@scene
def second_quarter(cast_today):
    """The archivist reported 24 and 27 of 30 boxes; 30 in each is the target."""
    row = verify(cast_today, send(cast_today, "archivist", "Boks", LOW), "acting")
    later = copy_to(row, cast_today.quarters[1], "27")
    return cast_today, row, later


def copy_to(row, period, value: str) -> Realisation:
    """Write the same realisation, verified, into another period, as an import would."""
    Realisation.objects.filter(period=period, indicator=row.indicator_id).delete()
    moved = Realisation.objects.get(pk=row.pk)
    moved.pk, moved.period, moved.value = None, period, D(value)
    moved.entered_text = value
    moved.save()
    return moved


def rows_of_csv(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def content_of(response) -> bytes:
    found = b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()
    return found


# ---------------------------------------------------------------- lowest and improved


def test_the_lowest_is_named_first_with_the_way_to_its_passport(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/perhatian/"))
    row = RollUp.objects.get(
        level=Level.OBJECTIVE,
        period=reported.quarters[0],
        objective__text="Tertatanya Arsip Inaktif",
    )

    assert "Paling tertinggal: Tertatanya Arsip Inaktif, 80,00 %" in page
    assert f"/dasbor/asal/{row.pk}/" in page
    assert page.index("Tertatanya Arsip") < page.index("Terolahnya Koleksi")


def test_without_an_earlier_period_nothing_is_called_improved(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/perhatian/"))

    assert "Belum ada periode pembanding." in page


def test_what_rose_is_told_with_both_numbers(reported):
    now = RollUp.objects.get(
        level=Level.OBJECTIVE,
        period=reported.quarters[0],
        objective__text="Terolahnya Koleksi",
    )
    later = reported.quarters[1]
    RollUp.objects.create(
        key=f"objective:{now.objective_id}:p{later.pk}",
        office=now.office,
        year=now.year,
        period=later,
        level=Level.OBJECTIVE,
        unit=now.unit,
        position=now.position,
        objective=now.objective,
        hundredths=(now.hundredths or 0) + 250,
        count=1,
        computed_at=reported.at(),
    )

    url = f"/dasbor/perhatian/?periode={later.pk}"
    page = text_of(sign_in(reported, "head").get(url))

    assert "Naik 2,50 poin dari 118,06 % pada TW I" in page


@pytest.mark.parametrize("kind", ["sasaran", "indikator", "jabatan", "unit"])
def test_the_ten_lowest_can_be_objectives_indicators_positions_or_units(reported, kind):
    page = text_of(sign_in(reported, "head").get(f"/dasbor/perhatian/?apa={kind}"))

    assert "80,00" in page


def test_a_superior_reads_single_indicators_only_of_the_units_one_leads(reported):
    page = text_of(sign_in(reported, "kabid").get("/dasbor/perhatian/?apa=indikator"))

    assert "Persentase Koleksi yang Terolah" in page
    assert "Jumlah Boks Arsip yang Ditata" not in page


# ---------------------------------------------------------------- early warning


def test_one_value_is_too_little_for_a_warning(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/peringatan/"))

    assert "Tidak ada indikator yang diperkirakan meleset pada 2026" in page
    assert "Dua indikator belum cukup data" in page


def test_who_goes_on_below_target_is_warned_of_with_the_sum(second_quarter):
    cast, _row, _later = second_quarter
    scope = choose_scope(for_user=cast.viewer("head"))

    (warned,) = get_early_warning(scope=scope, for_user=cast.viewer("head")).warned

    # 24 + 27, and twice their mean 25,5: 102; with 24: 99; with 27: 105; of 120 boxes
    found = warned.forecast
    assert (found.low, found.value, found.high) == (D(99), D(102), D(105))
    assert warned.foreseen.percent == D("85.00")
    assert warned.is_certain


def test_the_warning_says_why_in_words(second_quarter):
    cast, _row, _later = second_quarter

    page = text_of(sign_in(cast, "head").get("/dasbor/peringatan/"))

    assert (
        "Satu indikator diperkirakan tidak mencapai target 2026, semuanya dengan "
        "seluruh rentang di bawah target" in page
    )
    assert "Kemungkinan besar meleset: perkiraan akhir tahun 102" in page
    assert "Sejauh ini TW I 24" in page


def test_the_page_of_the_indicator_shows_each_step_of_the_forecast(second_quarter):
    cast, row, _later = second_quarter

    url = f"/registri/indikator/{row.indicator_id}/"
    page = text_of(sign_in(cast, "head").get(url))

    assert "Perkiraan akhir 2026: 102" in page
    assert "rata-rata 2 periode yang sudah bernilai tahun ini" in page
    assert "capaian 85,00 %" in page


def test_a_warning_of_another_unit_is_not_read_by_a_superior(second_quarter):
    cast, _row, _later = second_quarter

    page = text_of(sign_in(cast, "kabid").get("/dasbor/peringatan/"))

    assert "Boks" not in page


def test_a_continued_indicator_speaks_only_on_the_same_scale(second_quarter):
    cast, row, _later = second_quarter
    indicator = row.indicator
    definition = Definition.objects.get(indicator=indicator, is_current=True)
    indicator.current_definitions = [definition]
    periods = cast.quarters[:2]

    same = courses_of(indicators=[indicator], periods=periods)[indicator.pk]
    definition.unit_of_measure = "berkas"
    other = courses_of(indicators=[indicator], periods=periods)[indicator.pk]

    assert same.values == {(2026, 1): D(24), (2026, 2): D(27)}
    assert other.values == {}


def test_shared_work_is_not_foretold_as_one(second_quarter):
    cast, row, _later = second_quarter
    indicator = row.indicator
    definition = Definition.objects.get(indicator=indicator, is_current=True)
    indicator.current_definitions = [definition]
    course = courses_of(indicators=[indicator], periods=cast.quarters)[indicator.pk]

    alone = forecast_course(course, definition=definition, periods=cast.quarters)
    course.is_shared = True
    shared = forecast_course(course, definition=definition, periods=cast.quarters)

    assert isinstance(alone, Forecast)
    assert shared is None


def test_an_indicator_of_each_half_year_is_foretold_by_its_own_periods(second_quarter):
    cast, row, _later = second_quarter
    definition = Definition.objects.get(indicator=row.indicator, is_current=True)
    row.indicator.current_definitions = [definition]
    course = courses_of(indicators=[row.indicator], periods=cast.quarters)
    definition.frequency = "semester"

    found = forecast_course(
        course[row.indicator_id], definition=definition, periods=cast.quarters
    )

    assert found is TooLittle.FEW


# ---------------------------------------------------------------- single realisations


def test_every_realisation_is_listed_lowest_first_with_its_evidence(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/rincian/"))

    assert "14 realisasi Triwulan I 2026" in page
    assert page.index("Jumlah Boks Arsip") < page.index("Persentase Koleksi")
    assert "#paspor" in page
    assert "1 bukti: Jumlah Boks Arsip yang Ditata" in page


@pytest.mark.parametrize(
    ("asked", "there", "missing"),
    [
        ("keadaan=terverifikasi", "Boks", "Surat"),
        ("keadaan=menunggu", "Surat", "Boks"),
        ("keadaan=belum", "Keluhan", "Boks"),
        ("kelas=5", "Persentase Koleksi", "Boks"),
    ],
)
def test_the_address_filters_by_state_and_class(reported, asked, there, missing):
    page = text_of(sign_in(reported, "head").get(f"/dasbor/rincian/?{asked}"))
    table = page.partition("<tbody>")[2]

    assert there in table
    assert missing not in table


def test_the_address_filters_by_objective(reported):
    objective = reported.indicator("Boks").objective_id
    page = text_of(
        sign_in(reported, "head").get(f"/dasbor/rincian/?sasaran={objective}")
    )

    assert "Satu realisasi Triwulan I 2026" in page
    assert "Sasaran: Tertatanya Arsip Inaktif" in page


def test_a_filter_that_nothing_answers_says_what_to_do(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/rincian/?kelas=1"))

    assert "Longgarkan saringannya" in page


def test_an_unknown_state_leads_nowhere(reported):
    client = sign_in(reported, "head")

    assert client.get("/dasbor/rincian/?keadaan=hilang").status_code == 404


def test_a_superior_lists_only_what_one_may_read(reported):
    page = text_of(sign_in(reported, "kabid").get("/dasbor/rincian/"))

    assert "Persentase Koleksi" in page
    assert "Boks" not in page


# ---------------------------------------------------------------- missing


def test_missing_reports_stand_by_unit_position_and_person(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/belum/"))
    group = page.partition('id="unit-')[2]

    assert "Menurut unit kerja" in page
    assert "5 dari 6 indikator" in page
    assert group.index("Pustakawan Ahli Muda") < group.index("Made Suryawan")


def test_one_unit_lists_its_own_missing_reports(reported):
    unit = reported.units["u4"].pk
    page = text_of(
        sign_in(reported, "head").get(f"/dasbor/belum/?unit={unit}&sendiri=1")
    )

    assert "Lima realisasi Triwulan I 2026 belum dilaporkan" in page
    assert "Menurut unit kerja" not in page


# ---------------------------------------------------------------- comparisons


def test_units_are_compared_with_bars_and_a_table(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/banding/"))

    assert (
        "Bidang Kearsipan paling rendah (80,00 %), Bidang Layanan Perpustakaan "
        "paling tinggi (118,06 %)" in page
    )
    assert 'class="t-chart t-bars is-narrow"' in page
    assert "Lihat sebagai tabel" in page
    assert "1 dari 6 (16,7 %)" in page


def test_years_are_compared_where_there_is_one_only(reported):
    page = text_of(sign_in(reported, "head").get("/dasbor/banding/?apa=tahun"))

    assert "Triwulan I 2026 99,03 %; belum ada tahun pembanding" in page


@scene
def two_years(cast_today):
    """The archivist's boxes stand at 80 percent; the office had 95, the boxes 90 before."""
    row = verify(cast_today, send(cast_today, "archivist", "Boks", LOW), "acting")
    year = planning.set_up_year(
        office=cast_today.office,
        year=2025,
        rules="permendagri-86-2017",
        by=cast_today.viewer("planner"),
        at=cast_today.at(),
    )
    then = Period.objects.get(office=cast_today.office, year=year, number=1)
    for level, subject, hundredths, about in (
        (Level.OFFICE, cast_today.office.pk, 95_00, {}),
        (Level.INDICATOR, row.indicator_id, 90_00, {"indicator": row.indicator}),
    ):
        RollUp.objects.create(
            key=f"{level}:{subject}:p{then.pk}",
            office=cast_today.office,
            year=year,
            period=then,
            level=level,
            hundredths=hundredths,
            count=1,
            computed_at=cast_today.at(),
            **about,
        )
    return cast_today, row, then


def test_a_year_is_compared_with_the_same_period_of_the_year_before(two_years):
    cast, _row, _then = two_years

    page = text_of(sign_in(cast, "head").get("/dasbor/banding/?apa=tahun"))

    assert (
        "Triwulan I 2026 lebih rendah 15,00 poin daripada tahun 2025: dari 95,00 % "
        "menjadi 80,00 %" in page
    )


def test_the_same_indicator_is_compared_with_the_year_before(two_years):
    cast, _row, _then = two_years

    page = text_of(sign_in(cast, "head").get("/dasbor/banding/?apa=tahun"))

    assert "Nol dari satu indikator yang sama membaik, satu menurun" in page
    assert "turun 10,00" in page


def test_an_indicator_is_compared_with_the_one_that_it_goes_on_from(two_years):
    cast, row, then = two_years
    older = cast.indicator("Diselamatkan")
    RollUp.objects.filter(indicator=row.indicator, period=then).update(
        key=f"indicator:{older.pk}:p{then.pk}", indicator=older
    )
    row.indicator.continues = older
    row.indicator.save()

    page = text_of(sign_in(cast, "head").get("/dasbor/banding/?apa=tahun"))

    assert "Nol dari satu indikator yang sama membaik, satu menurun" in page


def test_the_lowest_are_compared_with_the_year_before_where_asked(two_years):
    cast, _row, _then = two_years

    url = "/dasbor/perhatian/?apa=indikator&terhadap=tahun"
    page = text_of(sign_in(cast, "head").get(url))

    assert "Tidak ada yang naik sejak Triwulan I 2025." in page


# ---------------------------------------------------------------- files


def test_what_is_seen_is_taken_away_as_csv_with_decimal_points(reported):
    rows = rows_of_csv(
        sign_in(reported, "head").get("/dasbor/rincian.csv?keadaan=terverifikasi")
    )

    assert [row["Capaian (%)"] for row in rows] == ["80.00", "118.06"]
    assert rows[0]["Indikator"] == "Jumlah Boks Arsip yang Ditata"


def test_the_workbook_holds_real_numbers(reported):
    answer = sign_in(reported, "head").get("/dasbor/rincian.xlsx?keadaan=terverifikasi")

    book = CalamineWorkbook.from_filelike(io.BytesIO(content_of(answer)))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[5][8] == "Capaian (%)"
    assert [row[8] for row in rows[6:8]] == [80.0, 118.06]
    assert rows[2][0].startswith("Data sampai dengan 6 April 2026")


@pytest.mark.parametrize(
    "url",
    [
        "/dasbor/perhatian.csv",
        "/dasbor/peringatan.csv",
        "/dasbor/belum.csv",
        "/dasbor/banding.csv",
        "/dasbor/banding.csv?apa=tahun",
        "/dasbor/banding.csv?apa=kantor",
        "/dasbor/tahun.csv?apa=jabatan",
    ],
)
def test_every_list_of_the_dashboard_is_taken_away(reported, url):
    answer = sign_in(reported, "head").get(url)

    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.csv"')
    assert answer.content.decode().count("\r\n") >= 1


def test_another_kind_of_file_leads_nowhere(reported):
    client = sign_in(reported, "head")

    assert client.get("/dasbor/rincian.docx").status_code == 404
    assert client.get("/dasbor/grafik/tren.gif").status_code == 404
    assert client.get("/dasbor/grafik/lain.svg").status_code == 404


# ---------------------------------------------------------------- charts


@pytest.mark.parametrize("name", ["tren", "unit"])
def test_a_chart_is_taken_away_as_a_drawing_that_stands_alone(reported, name):
    answer = sign_in(reported, "head").get(f"/dasbor/grafik/{name}.svg")

    root = etree.fromstring(answer.content)
    text = answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml"
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(--" not in text
    assert "t-tip-words" not in text
    assert "tabindex" not in text


@pytest.mark.parametrize("name", ["tren", "unit"])
def test_a_chart_is_taken_away_as_png_and_pdf(reported, name):
    client = sign_in(reported, "head")

    picture = client.get(f"/dasbor/grafik/{name}.png").content
    paper = client.get(f"/dasbor/grafik/{name}.pdf").content

    assert picture.startswith(b"\x89PNG")
    assert paper.startswith(PDF[:5])


def test_before_any_value_there_is_no_picture(cast_today):
    client = sign_in(cast_today, "head")

    assert client.get("/dasbor/grafik/tren.svg").status_code == 404


# ---------------------------------------------------------------- for any size


def test_the_tabs_keep_period_and_unit(reported):
    unit, period = reported.units["u4"].pk, reported.quarters[0].pk
    url = f"/dasbor/perhatian/?periode={period}&unit={unit}"
    page = text_of(sign_in(reported, "head").get(url))

    assert f"/dasbor/peringatan/?periode={period}&amp;unit={unit}" in page
    assert f"/dasbor/tahun/?tahun=2026&amp;unit={unit}" in page


@pytest.mark.parametrize("url", PAGES)
def test_before_the_first_year_the_pages_say_how_to_begin(reported, url):
    answer = sign_in(reported, "stranger_planner").get(url)

    assert answer.status_code == 200


def test_the_pages_ask_few_queries_whatever_the_size_of_the_office(reported):
    client = sign_in(reported, "head")

    assert_queries("dasbor, perhatian", client, "/dasbor/perhatian/")
    assert_queries("dasbor, peringatan", client, "/dasbor/peringatan/")
    assert_queries("dasbor, rincian", client, "/dasbor/rincian/")
    assert_queries("dasbor, banding unit", client, "/dasbor/banding/")
    assert_queries("dasbor, banding tahun", client, "/dasbor/banding/?apa=tahun")
    assert_queries("dasbor, banding kantor", client, "/dasbor/banding/?apa=kantor")
    assert_no_growth(client, "/dasbor/perhatian/", lambda: double_the_office(reported))
    for url in PAGES:
        assert_no_growth(client, url, lambda: None)
