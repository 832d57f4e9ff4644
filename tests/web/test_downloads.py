"""Documents taken away: who may, what is in them, and what a wrong address answers."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import scene
from tests.reporting.reading import cells, docx_text, pdf_text
from tests.web.doing import send, sign_in, verify
from tests.web.test_registry import LOW, double_the_office
from tolok.measurement.models import Realisation
from tolok.planning.models import PerformanceYear
from tolok.reporting import gather_recap, measured_rows
from tolok.reporting.documents import measurement
from tolok.web.reporting.names import file_name


OFFICE_DOCUMENTS = [
    "laporan_pengukuran_xlsx",
    "laporan_pengukuran_pdf",
    "laporan_rekap_pdf",
]
MAY_DOWNLOAD = [
    ("head", 200),
    ("secretary", 200),
    ("kabid", 200),
    ("acting", 200),
    ("planner", 200),
    ("inspector", 200),
    ("staff", 403),
    ("clerk", 403),
    ("archivist", 403),
    ("administrator", 403),
    ("stranger", 403),
]
MAY_DOWNLOAD_SHEET = [
    ("head", 200),
    ("kabid", 200),
    ("staff", 200),
    ("clerk", 200),
    ("planner", 200),
    ("inspector", 200),
    ("administrator", 200),
    ("stranger", 404),
    ("stranger_head", 404),
    ("stranger_planner", 404),
]
SEES_VALUES_OF_STAFF = [
    ("head", True),
    ("kabid", True),
    ("staff", True),
    ("planner", True),
    ("inspector", True),
    ("clerk", False),
    ("archivist", False),
    ("acting", False),
]


@scene
def reported(cast_today):
    """Three people reported; one of them far below target, one not yet verified."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    verify(cast_today, send(cast_today, "archivist", "Boks", LOW), "acting")
    send(cast_today, "clerk", "Surat")
    return cast_today


def content_of(response) -> bytes:
    """Return the whole file, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content)
    return response.content


def get(cast, key: str, name: str, **asked: object):
    """Ask for a document of the office as this person."""
    return sign_in(cast, key).get(reverse(name), asked)


def sheet_url(cast, position: str) -> str:
    return reverse("laporan_jabatan_docx", args=[cast.positions[position].pk])


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize(("key", "status"), MAY_DOWNLOAD)
def test_office_documents_are_for_superiors_head_planner_and_inspector(
    reported, key, status
):
    for name in OFFICE_DOCUMENTS:
        response = get(reported, key, name)

        assert response.status_code == status
        said = content_of(response)
        if status == 403:
            assert "mintalah kepada atasan Anda" in said.decode()


@pytest.mark.parametrize(("key", "status"), MAY_DOWNLOAD_SHEET)
def test_everyone_of_the_office_takes_the_sheet_of_a_position(reported, key, status):
    response = sign_in(reported, key).get(sheet_url(reported, "p07"))

    assert response.status_code == status


@pytest.mark.parametrize("name", OFFICE_DOCUMENTS)
def test_who_has_not_signed_in_is_led_to_the_door(reported, client, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert reverse("masuk") in response["Location"]


def test_a_sheet_is_not_for_who_has_not_signed_in(reported, client):
    assert client.get(sheet_url(reported, "p07")).status_code == 302


@pytest.mark.parametrize("name", OFFICE_DOCUMENTS)
def test_documents_are_only_read(reported, name):
    assert sign_in(reported, "head").post(reverse(name)).status_code == 405


# ------------------------------------------------------------- what is in them


def test_a_superior_finds_only_the_own_subtree_in_the_table(reported):
    response = get(reported, "kabid", "laporan_pengukuran_xlsx")

    found = cells(content_of(response), 1)
    holders = {text for at, (_k, _f, text) in found.items() if re.match(r"D\d", at)}
    units = {
        text
        for at, (_k, _f, text) in found.items()
        if re.fullmatch(r"B([7-9]|\d\d)", at)
    }

    assert units == {"Bidang Layanan Perpustakaan"}
    assert "Siti Nurjanah, S.I.Pust." in holders
    assert "Fitri Amalia, A.Md." not in holders
    assert "tidak seluruh kantor" in found["A4"][2]


def test_the_head_finds_the_whole_office_in_the_table(reported):
    content = content_of(get(reported, "head", "laporan_pengukuran_xlsx"))

    rows = [at for at in cells(content, 1) if re.fullmatch(r"A([7-9]|\d\d)", at)]
    owed = Realisation.objects.filter(period=reported.quarters[0])

    assert len(rows) == owed.count()


def test_the_table_holds_what_was_reported_verified_and_scored(reported):
    content = content_of(
        get(
            reported,
            "planner",
            "laporan_pengukuran_xlsx",
            periode=reported.quarters[0].pk,
            unit=reported.units["u4"].pk,
        )
    )

    found = cells(content, 1)
    at = next(a for a, c in found.items() if c[2] == "Persentase Koleksi yang Terolah")
    row = at[1:]
    said = {letter: found[f"{letter}{row}"][2] for letter in "DGHIJKLMNOPQR"}

    # 170 ÷ 180 = 94,44 % of a target of 80 %: 118,06 %.
    assert said == {
        "D": "Siti Nurjanah, S.I.Pust.",
        "G": "%",
        "H": "95",
        "I": "80",
        "J": "94.444444",
        "K": "118.06",
        "L": "Sangat Baik",
        "M": "120",
        "N": "Terverifikasi",
        "O": "Tepat waktu",
        "P": "46118",
        "Q": "Bambang Wicaksono, S.Hum.",
        "R": "1",
    }


def test_figures_of_the_recap_agree_with_the_dashboard(reported, tmp_path):
    client = sign_in(reported, "head")

    page = client.get(reverse("dasbor"))
    said = pdf_text(client.get(reverse("laporan_rekap_pdf")).content, tmp_path)
    percent = gather_recap.get_figures(for_user=reported.viewer("head")).current.percent

    assert page.status_code == 200
    assert f"Capaian {percent} % dari target".replace(".", ",") in said
    assert "Data sampai dengan 6 April 2026 pukul" in said
    assert "DATA CONTOH" in said
    assert "Kepala Dinas Perpustakaan dan Kearsipan" in said
    assert "Tertatanya Arsip Inaktif" in said


def test_the_recap_names_only_people_whose_work_its_reader_may_see(reported, tmp_path):
    head = pdf_text(get(reported, "head", "laporan_rekap_pdf").content, tmp_path)
    kabid = pdf_text(get(reported, "kabid", "laporan_rekap_pdf").content, tmp_path)

    assert "Dian Puspita, S.A.P." in head
    assert "Dian Puspita, S.A.P." not in kabid
    assert "Made Suryawan, S.I.Pust." in kabid
    assert "sesuai wewenang penyusun" in kabid


def test_the_recap_of_a_unit_is_signed_by_who_leads_it(reported, tmp_path):
    response = get(reported, "head", "laporan_rekap_pdf", unit=reported.units["u4"].pk)

    said = pdf_text(response.content, tmp_path)

    assert "Bambang Wicaksono, S.Hum." in said
    assert "Tertatanya Arsip Inaktif" not in said


def test_the_table_in_print_says_whose_it_is(reported, tmp_path):
    said = pdf_text(get(reported, "head", "laporan_pengukuran_pdf").content, tmp_path)

    assert "PEMERINTAH KABUPATEN SUKAMAJU" in said
    assert "118,06" in said
    assert "Sukamaju, 6 April 2026" in said
    assert "Ratna Kusumaningrum" in said


@pytest.mark.parametrize(("key", "sees"), SEES_VALUES_OF_STAFF)
def test_a_sheet_holds_outcomes_only_for_who_may_see_them(reported, key, sees):
    response = sign_in(reported, key).get(sheet_url(reported, "p07"))

    said = docx_text(response.content)
    assert ("94,44" in said) is sees
    assert ("118,06" in said) is sees
    assert "Persentase Koleksi yang Terolah\t%\t80\t85\t90\t95\t95" in said


def test_who_holds_the_same_position_reads_the_own_outcomes_alone(reported):
    said = docx_text(
        sign_in(reported, "colleague").get(sheet_url(reported, "p07")).content
    )

    assert "Atas nama Made Suryawan, S.I.Pust." in said
    assert "Atas nama Siti Nurjanah, S.I.Pust." not in said
    assert "94,44" not in said


def test_a_draft_is_in_no_document_before_it_is_sent(reported):
    row = reported.realisation("staff", "Dilayani")
    Realisation.objects.filter(pk=row.pk).update(status="draft", entered_text="77.777")

    said = docx_text(sign_in(reported, "kabid").get(sheet_url(reported, "p07")).content)
    rows = cells(content_of(get(reported, "head", "laporan_pengukuran_xlsx")), 1)

    assert "77.777" not in said
    assert not any("77777" in text for _kind, _formula, text in rows.values())


def test_the_sheet_of_the_head_is_for_the_superior_outside_to_sign(reported):
    said = docx_text(
        sign_in(reported, "planner").get(sheet_url(reported, "p01")).content
    )

    assert "Mengetahui," in said
    assert "Memimpin urusan perpustakaan dan kearsipan;" in said
    assert "a.\tperumusan kebijakan;" in said


def test_a_position_held_by_an_acting_person_says_so(reported):
    said = docx_text(sign_in(reported, "head").get(sheet_url(reported, "p08")).content)

    assert "Plt. Yohanes Tarigan, S.Hum." in said
    assert "Plt. Kepala Bidang Kearsipan," in said


# ------------------------------------------------------------- what is missing


@pytest.mark.parametrize("name", OFFICE_DOCUMENTS)
def test_an_address_that_leads_nowhere_is_a_clear_404(reported, name):
    for asked in (
        {"periode": "999999"},
        {"periode": "satu"},
        {"periode": "-1"},
        {"periode": "1" * 40},
        {"unit": "999999"},
        {"unit": "1 OR 1=1"},
    ):
        response = get(reported, "head", name, **asked)

        assert response.status_code == 404
        assert "tidak ditemukan" in response.content.decode()


@pytest.mark.parametrize("name", OFFICE_DOCUMENTS)
def test_periods_and_units_of_another_office_are_not_found(reported, name):
    period = reported.quarters[0].pk

    assert get(reported, "stranger_planner", name, periode=period).status_code == 404
    unit = reported.units["u4"].pk
    assert get(reported, "stranger_planner", name, unit=unit).status_code == 404


@pytest.mark.parametrize("name", OFFICE_DOCUMENTS)
def test_a_period_that_is_not_open_gives_a_document_that_says_so(
    reported, name, tmp_path
):
    response = get(reported, "head", name, periode=reported.quarters[3].pk)

    content = content_of(response)
    assert response.status_code == 200
    said = cells(content, 1)["A7"][2] if "xlsx" in name else pdf_text(content, tmp_path)
    assert "Tidak ada kewajiban lapor pada periode ini." in said


def test_an_office_without_a_period_is_told_that_there_is_nothing_yet(reported):
    for name in OFFICE_DOCUMENTS:
        assert get(reported, "sekda", name).status_code == 404


def test_a_sheet_before_any_decree_and_period_says_so(reported):
    place = reported.positions["sekda"].pk
    response = sign_in(reported, "sekda").get(
        reverse("laporan_jabatan_docx", args=[place])
    )

    said = docx_text(response.content)

    assert response.status_code == 200
    assert "Belum ada keputusan yang ditetapkan." in said
    assert "Belum ada periode" in said


@pytest.mark.parametrize("period", ["999999", "x"])
def test_a_sheet_of_an_unknown_period_is_not_found(reported, period):
    response = sign_in(reported, "head").get(
        sheet_url(reported, "p07"), {"periode": period}
    )

    assert response.status_code == 404


def test_a_sheet_of_another_year_is_of_that_year(reported):
    response = sign_in(reported, "head").get(
        sheet_url(reported, "p07"), {"periode": reported.quarters[1].pk}
    )

    assert "Tahun 2026" in docx_text(response.content)


def test_a_table_too_long_to_print_says_what_to_do_instead(reported, monkeypatch):
    monkeypatch.setattr(measurement, "MOST_PRINTED_ROWS", 3)

    response = get(reported, "head", "laporan_pengukuran_pdf")

    assert response.status_code == 422
    assert "unduh sebagai XLSX" in response.content.decode()


def test_rules_that_are_not_in_force_are_said_and_do_not_stop_the_document(
    reported, tmp_path
):
    PerformanceYear.objects.filter(office=reported.office).update(
        rules="permenpanrb-8-2021", elected=False
    )

    said = pdf_text(get(reported, "head", "laporan_rekap_pdf").content, tmp_path)

    assert "tidak berlaku lagi pada" in said


def test_an_elected_pack_is_said_to_be_kept_by_own_decision(reported, tmp_path):
    PerformanceYear.objects.filter(office=reported.office).update(
        rules="permenpanrb-8-2021", elected=True
    )

    said = pdf_text(get(reported, "head", "laporan_rekap_pdf").content, tmp_path)

    assert "kantor memutuskan tetap memakainya" in said
    assert "Ketika capaian indikator atau sasaran dirata-ratakan" in said


def test_a_cap_of_the_region_is_said_with_its_article(reported, tmp_path, settings):
    files = {
        "region.yaml": "name: Kabupaten Sukamaju\n",
        "citations/perbup.yaml": (
            "title: Perbup\nshort: Perbup 7/2026\naddress: null\nmark: SEEN\n"
        ),
        "parameters/contoh/batas.yaml": (
            "name: Batas\ndescription: B.\nunit: percent\nkind: scalar\nvalues:\n"
            "  2026-01-01:\n    value: 110\n    citation: "
            "{document: perbup, article: Pasal 4, mark: SEEN}\nchecked: null\n"
        ),
        "packs/contoh.yaml": (
            "name: Aturan Sukamaju\ndescription: D.\nextends: permendagri-86-2017\n"
            "parameters: {cap: contoh/batas, rollup_cap: null}\nchecked: null\n"
        ),
    }
    for name, text in files.items():
        file = tmp_path / "rules" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    settings.REGIONAL_RULES = str(tmp_path / "rules")
    PerformanceYear.objects.filter(office=reported.office).update(rules="contoh")

    said = pdf_text(get(reported, "head", "laporan_rekap_pdf").content, tmp_path)

    assert "Paket aturan: Aturan Sukamaju" in said
    assert "Capaian indikator dibatasi paling tinggi 110 %." in said
    assert "Perbup 7/2026, Pasal 4" in said
    assert "dirata-ratakan, capaian di atas" not in said


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("12 Dokumen", 12, "12"),
        ("87,5 %", Decimal("87.5"), "87,5"),
        ("1.500", 1500, "1.500"),
        ("0", 0, "0"),
        ("BB (70,5)", None, "BB (70,5)"),
        ("80 - 90 %", None, "80 - 90 %"),
        ("3,5 dari skala 5", None, "3,5 dari skala 5"),
        ("#DIV/0!", None, "#DIV/0!"),
        ("", None, "–"),
    ],
)
def test_a_target_is_a_number_where_it_is_one_and_else_stays_as_written(
    text, value, shown
):
    quantity = measured_rows.quantity_of(text)

    assert (quantity.value, quantity.written) == (value, shown)


def test_a_large_office_is_mapped_by_unit_instead_of_by_position(reported, tmp_path):
    double_the_office(reported)

    said = pdf_text(get(reported, "head", "laporan_rekap_pdf").content, tmp_path)

    assert "Peta capaian menurut unit kerja" in said
    assert "Peta capaian menurut jabatan" not in said


def test_a_unit_that_nobody_leads_has_a_document_without_signature(reported, tmp_path):
    double_the_office(reported)
    unit = reported.office.units.get(name="Bidang Tambahan 1")

    response = get(reported, "head", "laporan_rekap_pdf", unit=unit.pk)

    assert "NIP." not in pdf_text(response.content, tmp_path)


def test_a_head_of_office_who_left_leaves_a_line_to_sign_on(reported, tmp_path):
    reported.people["head"].placements.update(ends_on=reported.day - timedelta(days=1))

    said = pdf_text(get(reported, "planner", "laporan_rekap_pdf").content, tmp_path)

    assert "Kepala Dinas Perpustakaan dan Kearsipan, (....." in said
    assert "Ratna Kusumaningrum" not in said.split("Cara menghitung")[1]


# ------------------------------------------------------------------- the file


@pytest.mark.parametrize(
    ("name", "kind", "file"),
    [
        (
            "laporan_pengukuran_xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "pengukuran-tw-i-2026-dinas-perpustakaan.xlsx",
        ),
        (
            "laporan_pengukuran_pdf",
            "application/pdf",
            "pengukuran-tw-i-2026-dinas-perpustakaan.pdf",
        ),
        (
            "laporan_rekap_pdf",
            "application/pdf",
            "rekap-tw-i-2026-dinas-perpustakaan.pdf",
        ),
    ],
)
def test_a_document_has_a_clean_name_and_its_type(reported, name, kind, file):
    response = get(reported, "head", name)
    content_of(response)

    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == f'attachment; filename="{file}"'
    assert response["Cache-Control"] == "private, no-store"


def test_the_file_of_a_sheet_is_named_after_the_position(reported):
    response = sign_in(reported, "head").get(sheet_url(reported, "p07"))

    assert (
        'filename="jabatan-pustakawan-ahli-muda-tahun-2026.docx"'
        in (response["Content-Disposition"])
    )


def test_a_file_name_holds_nothing_that_a_system_could_trip_over():
    name = file_name(
        "rekap", "Triwulan III 2026", '../"Dinas"\r\nX: é ' + "a" * 300, kind="pdf"
    )

    assert name.startswith("rekap-tw-iii-2026-dinas-x-e-aaa")
    assert len(name) <= 104
    assert re.fullmatch(r"[a-z0-9-]+\.pdf", name)


def test_documents_ask_as_many_queries_for_a_larger_office(reported):
    counted = {}
    for size in ("small", "large"):
        for name in OFFICE_DOCUMENTS:
            client = sign_in(reported, "head")
            with CaptureQueriesContext(connection) as captured:
                content_of(client.get(reverse(name)))
            counted[size, name] = len(captured)
        if size == "small":
            double_the_office(reported)

    for name in OFFICE_DOCUMENTS:
        assert counted["large", name] <= counted["small", name] <= 16
