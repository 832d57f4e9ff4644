"""Positions: how they are introduced, to which unit they belong, to whom they answer."""

import pytest

from tests.reader.decree_texts import HEAD, TABLE, codes_of, decree_of, sheet


def positions_of(*sheets: str) -> list[dict]:
    return decree_of(HEAD + "\n".join(sheets))["positions"]


@pytest.mark.parametrize(
    "opening",
    [
        "1. Jabatan : Kepala Dinas Perhubungan",
        "1.Jabatan: Kepala Dinas Perhubungan",
        "- j. Jabatan : Kepala Dinas Perhubungan",
        "JABATAN. : Kepala Dinas Perhubungan",
        "Nama Jabatan : Kepala Dinas Perhubungan",
        "**1. Jabatan** : Kepala Dinas Perhubungan",
        "1\\. Jabatan : Kepala Dinas Perhubungan",
        "1. Jabatan\n: Kepala Dinas Perhubungan",
        "1. Jabatan :\nKepala Dinas Perhubungan",
        "1. Jabatan : Kepala Dinas\nPerhubungan",
        "Jabatan\t:\tKepala Dinas Perhubungan",
    ],
)
def test_a_position_is_known_however_its_line_is_written(opening):
    (position,) = positions_of(f"{opening}\n\n{TABLE}")

    assert position["title"] == "Kepala Dinas Perhubungan"


@pytest.mark.parametrize(
    "parts",
    [
        "2. Tugas :\nmemimpin dinas.\n3. Fungsi :\n - a. perumusan;\n - b. pelaporan.",
        "2. Tugas: memimpin dinas.\n3. Fungsi: a. perumusan;\nb. pelaporan.",
        "TUGAS. : memimpin dinas.\nFUNGSI.\na) perumusan;\nb) pelaporan.",
        "Tugas Pokok : memimpin\ndinas.\nFungsi : a. perumusan; b. pelaporan.",
        "Tugas :\nmemimpin dinas.\nKepala mempunyai fungsi :\na. perumusan;\nb. pelaporan.",
        "Fungsi :\nmemimpin dinas.\nDinas mempunyai fungsi :\na. perumusan;\nb. pelaporan.",
        "Tugas :\nmemimpin dinas.\nTugas :\na. perumusan;\nb. pelaporan.",
    ],
)
def test_duties_and_functions_are_told_apart_however_they_are_set(parts):
    (position,) = positions_of(
        f"1. Jabatan : Kepala Dinas Perhubungan\n{parts}\n\n{TABLE}"
    )

    assert position["duties"] == [{"label": None, "text": "memimpin dinas."}]
    assert position["functions"] == [
        {"label": "a", "text": "perumusan;"},
        {"label": "b", "text": "pelaporan."},
    ]


def test_labels_that_were_mixed_up_are_reported():
    decree = decree_of(
        HEAD + "1. Jabatan : Kepala Dinas Perhubungan\n2. Fungsi :\nmemimpin dinas.\n"
        f"3. Dinas mempunyai fungsi :\na. perumusan;\n\n{TABLE}"
    )

    assert "labels-mixed-up" in codes_of(decree)


def test_bulleted_duties_have_no_label():
    (position,) = positions_of(
        f"Jabatan : Kepala Dinas Perhubungan\nTugas :\n- memimpin;\n• melapor.\n\n{TABLE}"
    )

    assert position["duties"] == [
        {"label": None, "text": "memimpin;"},
        {"label": None, "text": "melapor."},
    ]


def test_a_number_without_text_is_reported_and_belongs_to_nobody():
    decree = decree_of(HEAD + f"2. Jabatan : Kepala Dinas Perhubungan\n\n3.\n\n{TABLE}")

    assert len(decree["positions"]) == 1
    assert "orphan-number" in codes_of(decree)


def test_a_list_may_end_in_a_number_without_text():
    decree = decree_of(
        HEAD
        + f"Jabatan : Kepala Dinas Perhubungan\nTugas :\na. memimpin;\nb.\n\n{TABLE}"
    )

    assert len(decree["positions"][0]["duties"]) == 1
    assert "orphan-number" in codes_of(decree)


def test_duties_before_any_position_are_not_given_to_one():
    decree = decree_of(HEAD + f"Tugas : memimpin.\n{sheet('Kepala Dinas Perhubungan')}")

    assert decree["positions"][0]["duties"] == []


DINAS = (
    sheet("Kepala Dinas Perhubungan"),
    sheet("Sekretaris Dinas Perhubungan"),
    sheet("Kepala Sub Bagian Keuangan"),
    sheet("Staf Sub Bagian Keuangan (Bendahara)"),
    sheet("Kepala Bidang Lalu Lintas"),
    sheet("Penguji Kendaraan Bermotor Terampil"),
    sheet("Kepala UPTD Terminal Tipe C"),
    sheet("Kepala Sub Bagian Tata Usaha"),
    sheet("Pelaksana Bidang Lalu Lintas (Pengadministrasi Umum)"),
    sheet("Analis Transportasi Ahli Muda pada Bidang Lalu Lintas"),
)


def test_units_follow_the_heads_and_staff_follow_their_head():
    decree = decree_of(HEAD + "\n".join(DINAS))
    units = {unit["id"]: unit for unit in decree["units"]}
    placed = [
        (units[position["unit"]]["name"], position["superior"], position["class"])
        for position in decree["positions"]
    ]

    assert placed == [
        ("Dinas Perhubungan", None, "jpt"),
        ("Sekretariat", "p01", "administrator"),
        ("Sub Bagian Keuangan", "p02", "pengawas"),
        ("Sub Bagian Keuangan", "p03", "pelaksana"),
        ("Bidang Lalu Lintas", "p01", "administrator"),
        ("Bidang Lalu Lintas", "p05", "fungsional"),
        ("UPTD Terminal Tipe C", "p01", "pengawas"),
        ("Sub Bagian Tata Usaha", "p07", "pengawas"),
        ("Bidang Lalu Lintas", "p05", "pelaksana"),
        ("Bidang Lalu Lintas", "p05", "fungsional"),
    ]


def test_what_was_inferred_is_given_its_reason():
    positions = positions_of(*DINAS)

    assert "memimpinnya" in positions[4]["inferred"]["unit"]
    assert "sebelumnya" in positions[5]["inferred"]["unit"]
    assert "disebut dalam nama jabatan" in positions[3]["inferred"]["unit"]
    assert "Bidang Lalu Lintas" in positions[5]["inferred"]["superior"]


@pytest.mark.parametrize(
    ("title", "kind", "name", "level"),
    [
        ("Kepala Dinas", "dinas", "Dinas Perhubungan", "jpt"),
        ("Kepala Badan Pendapatan Daerah", "badan", "Badan Pendapatan Daerah", "jpt"),
        ("Camat Sukamurni", "kecamatan", "Kecamatan Sukamurni", "administrator"),
        ("CAMAT SUKAMURNI", "kecamatan", "Kecamatan Sukamurni", "administrator"),
        ("Lurah Candi", "kelurahan", "Kelurahan Candi", "pengawas"),
        ("Inspektur Daerah", "inspektorat", "Inspektorat Daerah", "jpt"),
        ("Sekretaris Daerah", "sekretariat", "Sekretariat Daerah", "jpt"),
        ("Direktur RSUD Waluyo", "lainnya", "RSUD Waluyo", "jpt"),
        (
            "Kepala Satuan Polisi Pamong Praja",
            "lainnya",
            "Satuan Polisi Pamong Praja",
            "jpt",
        ),
        ("Kepala Kantor Kesbangpol", "lainnya", "Kantor Kesbangpol", "administrator"),
        ("Kepala Bagian Organisasi", "bagian", "Bagian Organisasi", "administrator"),
        ("Kepala Bidang Lalu Lintas", "bidang", "Bidang Lalu Lintas", "administrator"),
        ("Kabid Lalu Lintas", "bidang", "Bidang Lalu Lintas", "administrator"),
        ("Plt. Kepala Bidang Angkutan", "bidang", "Bidang Angkutan", "administrator"),
        ("Kepala Seksi Parkir", "seksi", "Seksi Parkir", "pengawas"),
        ("Kasubbag Umum", "sub_bagian", "Sub Bagian Umum", "pengawas"),
        ("Kepala Sub Bidang Pajak", "lainnya", "Sub Bidang Pajak", "pengawas"),
        ("Kepala UPT Parkir", "uptd", "UPT Parkir", "pengawas"),
        ("Kepala Puskesmas Mojo", "uptd", "Puskesmas Mojo", "pengawas"),
        (
            "Sekretaris Kecamatan Sukamurni",
            "sekretariat",
            "Sekretariat",
            "administrator",
        ),
        ("Sekretaris Kelurahan Candi", "sekretariat", "Sekretariat", "pengawas"),
        (
            "Inspektur Pembantu Wilayah I",
            "lainnya",
            "Inspektorat Pembantu Wilayah I",
            "administrator",
        ),
        ("Kepala Ruang Mawar", "lainnya", "Ruang Mawar", None),
    ],
)
def test_a_head_names_its_unit_and_its_level(title, kind, name, level):
    decree = decree_of(HEAD + sheet(title))
    (position,) = decree["positions"]
    unit = next(unit for unit in decree["units"] if unit["id"] == position["unit"])

    assert (unit["kind"], unit["name"], position["class"]) == (kind, name, level)


def test_an_inspectorate_is_named_as_its_letterhead_names_it():
    text = HEAD.replace("KEPALA DINAS PERHUBUNGAN", "INSPEKTUR").replace(
        "DINAS PERHUBUNGAN\nJl.", "INSPEKTORAT DAERAH\nJl."
    )

    decree = decree_of(text + sheet("Inspektur"))

    assert decree["units"] == [
        {
            "id": "u1",
            "name": "Inspektorat Daerah",
            "kind": "inspektorat",
            "parent": None,
        }
    ]


def test_a_sub_district_has_sections_beside_its_secretariat():
    text = HEAD.replace("KEPALA DINAS PERHUBUNGAN", "CAMAT SUKAMURNI")
    decree = decree_of(
        text
        + sheet("Camat Sukamurni")
        + sheet("Sekretaris Kecamatan")
        + sheet("Kepala Sub Bagian Umum")
        + sheet("Kepala Seksi Pemerintahan")
    )
    parents = {unit["name"]: unit["parent"] for unit in decree["units"]}

    assert parents == {
        "Kecamatan Sukamurni": None,
        "Sekretariat": "u1",
        "Sub Bagian Umum": "u2",
        "Seksi Pemerintahan": "u1",
    }


def test_a_head_that_is_not_in_the_decree_is_nobodys_superior():
    decree = decree_of(HEAD + sheet("Kepala Bidang Angkutan") + sheet("Pengemudi"))

    assert [p["superior"] for p in decree["positions"]] == [None, "p01"]
    assert decree["units"][0]["name"] == "Dinas Perhubungan"


def test_a_position_before_any_head_is_placed_in_the_office_and_doubted():
    decree = decree_of(HEAD + sheet("Pengemudi") + sheet("Kepala Bidang Angkutan"))

    assert decree["positions"][0]["unit"] == "u1"
    assert "unit-doubtful" in codes_of(decree)


def test_a_unit_named_in_a_title_but_headed_by_nobody_is_doubted():
    decree = decree_of(
        HEAD
        + sheet("Kepala Dinas Perhubungan")
        + sheet("Staf Bidang Parkir (Juru Parkir)")
    )

    assert decree["positions"][1]["unit"] == "u1"
    assert "unit-doubtful" in codes_of(decree)


def test_a_title_with_its_region_names_the_office_without_it():
    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan Kabupaten Sekarjati"))

    assert [unit["name"] for unit in decree["units"]] == ["Dinas Perhubungan"]


def test_a_unit_line_in_a_sheet_places_its_position():
    decree = decree_of(
        HEAD
        + sheet("Kepala Dinas Perhubungan\nUnit Kerja : Dinas Perhubungan")
        + sheet("Kepala Bidang Angkutan\nUnit Kerja : Bidang Angkutan")
        + sheet("Ajudan\nUnit Kerja : Dinas Perhubungan")
        + sheet("Pengemudi\nUnit Kerja : Bidang Parkir")
    )
    units = {unit["id"]: unit["name"] for unit in decree["units"]}

    assert [units[p["unit"]] for p in decree["positions"]] == [
        "Dinas Perhubungan",
        "Bidang Angkutan",
        "Dinas Perhubungan",
        "Bidang Parkir",
    ]
    assert "unit" not in decree["positions"][2]["inferred"]


def test_a_unit_line_that_names_the_office_for_all_says_nothing():
    office = "\nUnit Kerja : Dinas Perhubungan"
    decree = decree_of(
        HEAD + sheet(f"Kepala Bidang Angkutan{office}") + sheet(f"Pengemudi{office}")
    )
    units = {unit["id"]: unit["name"] for unit in decree["units"]}

    assert units[decree["positions"][1]["unit"]] == "Bidang Angkutan"


def test_a_column_of_positions_makes_a_sheet_for_each():
    decree = decree_of(
        "INDIKATOR KINERJA INDIVIDU TAHUN 2027\nUnit Kerja : Bidang Angkutan\n"
        "JABATAN\tNO\tSASARAN\tINDIKATOR KINERJA\tTARGET\n"
        "Kepala Bidang\t1\tMeningkatnya layanan\tJumlah trayek\t10\n"
        "Angkutan\t\t\tJumlah halte\t5\n"
        "Pengemudi\t1\tTerlaksananya antar jemput\tJumlah perjalanan\t-\n"
        "Pengemudi\t1\tTerpeliharanya kendaraan\tJumlah servis\t4\n"
    )

    assert [p["title"] for p in decree["positions"]] == [
        "Kepala Bidang",
        "Angkutan",
        "Pengemudi",
        "Pengemudi",
    ]


def test_a_broken_title_in_a_column_goes_on_in_lower_case():
    decree = decree_of(
        "JABATAN\tNO\tSASARAN\tINDIKATOR KINERJA\n"
        "Kepala Bidang Angkutan\t1\tMeningkatnya layanan\tJumlah trayek\n"
        "dan Terminal\t\t\tJumlah halte\n"
        "Kepala Bidang Angkutan dan Terminal\t2\tTertibnya parkir\tJumlah lokasi\n"
    )

    (position,) = decree["positions"]
    assert position["title"] == "Kepala Bidang Angkutan dan Terminal"
    assert len(position["objectives"]) == 2


def test_a_column_of_units_places_each_position():
    decree = decree_of(
        "JABATAN\tUNIT KERJA\tSASARAN\tINDIKATOR KINERJA\n"
        "Pengemudi\tBidang Angkutan\tTerlaksananya antar\tJumlah perjalanan\n"
        "Juru Parkir\tBidang Parkir\tTertibnya parkir\tJumlah lokasi\n"
    )

    assert [u["name"] for u in decree["units"]] == ["Bidang Angkutan", "Bidang Parkir"]


def test_a_position_that_stands_only_in_the_signature_below_is_found_there():
    block = (
        "INDIKATOR KINERJA INDIVIDU\n{table}\nKabid {name}\nDinas Perhubungan\n\n"
        "FULAN BIN FULAN, S.T.\nPembina, IV/a\nNIP. 19700101 199003 1 001\n\n"
    )
    decree = decree_of(
        HEAD
        + block.format(table=TABLE, name="Angkutan")
        + block.format(table=TABLE, name="Parkir")
    )

    assert [p["title"] for p in decree["positions"]] == [
        "Kabid Angkutan",
        "Kabid Parkir",
    ]
    assert codes_of(decree).count("position-from-signature") == 2
    assert "line-left-out" not in codes_of(decree)


def test_a_table_of_nobody_is_an_error_and_not_given_to_another():
    decree = decree_of(
        HEAD + sheet("Kepala Dinas Perhubungan") + f"INDIKATOR KINERJA UTAMA\n\n{TABLE}"
    )

    assert len(decree["positions"][0]["objectives"]) == 1
    assert "table-without-position" in codes_of(decree)


def test_a_line_that_fits_nowhere_is_reported_not_lost():
    decree = decree_of(
        HEAD + f"1. Jabatan : Kepala Dinas Perhubungan\n\nCatatan rapat\n\n{TABLE}"
    )

    (finding,) = [f for f in decree["findings"] if f["code"] == "line-left-out"]
    assert "Catatan rapat" in finding["message"]
    assert finding["position"] == "p01"


def test_a_position_without_a_table_is_kept_and_reported():
    decree = decree_of(
        HEAD + "Jabatan : Ajudan\n\n" + sheet("Kepala Dinas Perhubungan")
    )

    assert decree["positions"][0]["objectives"] == []
    assert "position-without-table" in codes_of(decree)


def test_a_letter_that_runs_on_is_reported_but_a_roman_number_is_none():
    running = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", label="j. "))
    roman = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", label="I. "))

    assert "numbering-runs-on" in codes_of(running)
    assert "numbering-runs-on" not in codes_of(roman)


def test_numbers_of_a_list_that_skip_one_are_reported():
    decree = decree_of(
        HEAD
        + f"Jabatan : Kepala Dinas Perhubungan\nTugas :\na. memimpin;\nc. melapor.\n\n{TABLE}"
    )

    assert "list-out-of-order" in codes_of(decree)


def test_a_list_goes_on_after_z_with_doubled_letters():
    letters = [chr(ord("a") + n) for n in range(26)] + ["aa", "bb"]
    items = "\n".join(f"{letter}. penyusunan;" for letter in letters)
    decree = decree_of(
        HEAD + f"Jabatan : Kepala Dinas Perhubungan\nTugas :\n{items}\n\n{TABLE}"
    )

    assert [item["label"] for item in decree["positions"][0]["duties"]] == letters
    assert "list-out-of-order" not in codes_of(decree)
