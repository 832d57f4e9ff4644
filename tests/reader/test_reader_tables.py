"""Tables: columns, rows that go on, cells that hold several indicators."""

import pytest

from tests.reader.decree_texts import (
    HEAD,
    codes_of,
    decree_of,
    indicators_of,
    rows_of,
    sheet,
)


HEADING = "NO\tSASARAN STRATEGIS\tINDIKATOR KINERJA\n"


def as_pipes(table: str) -> str:
    """The same table as pipes, with the rule that follows the head row."""
    rows = [line.split("\t") for line in table.rstrip("\n").split("\n")]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"|{' --- |' * len(rows[0])}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("write", [str, as_pipes], ids=["tabs", "pipes"])
def test_further_indicators_stand_in_rows_with_empty_number_and_objective(write):
    table = (
        HEADING
        + "1\tMeningkatnya mutu\tNilai SAKIP\n\t\tIKM dinas\n2\tTertibnya arsip\tJumlah arsip\n"
    )

    assert rows_of(write(table)) == [
        ("1", "Meningkatnya mutu", ["Nilai SAKIP", "IKM dinas"]),
        ("2", "Tertibnya arsip", ["Jumlah arsip"]),
    ]


@pytest.mark.parametrize("write", [str, as_pipes], ids=["tabs", "pipes"])
def test_a_row_broken_by_the_page_is_one_row(write):
    table = (
        HEADING
        + "1\tTerlaksananya pelaporan hasil\tJumlah berkas laporan\n\tpelaksanaan tugas\tyang disusun\n"
    )

    assert rows_of(write(table)) == [
        (
            "1",
            "Terlaksananya pelaporan hasil pelaksanaan tugas",
            ["Jumlah berkas laporan yang disusun"],
        )
    ]


def test_a_page_break_inside_a_table_is_no_end():
    table = (
        HEADING
        + "1\tTertibnya surat\tJumlah surat\n\n- 12 -\n\n2\tTertibnya arsip\tJumlah arsip\n---\t---\t---\n"
    )

    assert [row[0] for row in rows_of(table)] == ["1", "2"]


def test_a_row_that_a_conversion_took_for_a_head_row_is_read_and_reported():
    table = (
        HEADING
        + "1\tTertibnya surat\tJumlah surat\n\n2\tTertibnya arsip\tJumlah arsip\n---\t---\t---\n"
    )

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    assert "row-marked-as-head" in codes_of(decree)


@pytest.mark.parametrize("numbers", ["1\t2\t3\n", "(1)\t(2)\t(3)\n", "1.\t2.\t3.\n"])
def test_head_rows_and_column_numbers_are_no_rows(numbers):
    table = (
        HEADING
        + numbers
        + "1\tTertibnya surat\tJumlah surat\n"
        + HEADING
        + numbers
        + "2\tTertibnya arsip\tJumlah arsip\n"
    )

    assert [row[0] for row in rows_of(table)] == ["1", "2"]


def test_a_capital_continuation_of_both_cells_is_joined():
    table = (
        HEADING
        + "1\tTerlaksananya pembinaan Desa\tJumlah pembinaan\n\tMandiri dan Maju\tDesa Mandiri\n"
    )

    assert rows_of(table) == [
        (
            "1",
            "Terlaksananya pembinaan Desa Mandiri dan Maju",
            ["Jumlah pembinaan Desa Mandiri"],
        )
    ]


def test_an_objective_whose_number_was_forgotten_is_still_one():
    table = (
        HEADING
        + "1\tMeningkatnya mutu\tNilai SAKIP\n\tMenurunnya aduan\tJumlah aduan\n"
    )

    assert [row[1] for row in rows_of(table)] == [
        "Meningkatnya mutu",
        "Menurunnya aduan",
    ]


def test_an_objective_repeated_in_every_row_is_one_objective():
    table = (
        HEADING
        + "1\tMeningkatnya mutu\tNilai SAKIP\n1\tMeningkatnya mutu\tIKM dinas\n\tMeningkatnya mutu\tJumlah aduan\n"
    )

    assert rows_of(table) == [
        ("1", "Meningkatnya mutu", ["Nilai SAKIP", "IKM dinas", "Jumlah aduan"])
    ]


def test_the_same_row_under_two_numbers_stays_two_rows_and_is_reported():
    table = (
        HEADING + "1\tTertibnya surat\tJumlah surat\n2\tTertibnya surat\tJumlah surat\n"
    )

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    assert len(decree["positions"][0]["objectives"]) == 2
    assert "duplicate-row" in codes_of(decree)


def test_spellings_of_one_word_do_not_hide_a_duplicate():
    table = (
        HEADING
        + "1\tTertibnya surat\tProsentase obyek kerja\n2\tTertibnya arsip\tPersentase objek kerja\n"
    )

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    assert "indicator-repeated" in codes_of(decree)


def test_indicators_numbered_through_the_document_stay_with_their_objective():
    table = HEADING + "1\tMeningkatnya mutu\tNilai SAKIP\n2\t\tIKM dinas\n"

    assert rows_of(table) == [("1", "Meningkatnya mutu", ["Nilai SAKIP", "IKM dinas"])]


def test_a_table_without_a_number_column_parts_objectives_by_their_cell():
    table = "KINERJA UTAMA\tINDIKATOR\nMeningkatnya mutu\tNilai SAKIP\n\tIKM dinas\nTertibnya arsip\tJumlah arsip\n"

    assert rows_of(table) == [
        (None, "Meningkatnya mutu", ["Nilai SAKIP", "IKM dinas"]),
        (None, "Tertibnya arsip", ["Jumlah arsip"]),
    ]


def test_an_objective_may_span_the_table_above_its_indicators():
    table = (
        "NO\tINDIKATOR KINERJA\tTARGET\nSasaran Strategis 1. Meningkatnya mutu\t\t\n1\tNilai SAKIP\t80\n"
        "SASARAN II ( Tertibnya arsip )\t\t\n2\tJumlah arsip\t5\n"
    )

    assert rows_of(table) == [
        ("1", "Meningkatnya mutu", ["Nilai SAKIP"]),
        ("II", "Tertibnya arsip", ["Jumlah arsip"]),
    ]


def test_a_table_of_indicators_alone_shows_them_as_their_own_objective_and_says_so():
    table = "NO\tINDIKATOR KINERJA\tTARGET\n1\tJumlah trayek\t5\n"

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    assert decree["positions"][0]["objectives"][0]["text"] == "Jumlah trayek"
    assert "objective-missing" in codes_of(decree)


def test_a_row_before_any_objective_is_reported():
    table = HEADING + "\t\tJumlah surat\n1\tTertibnya arsip\tJumlah arsip\n"

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    assert len(decree["positions"][0]["objectives"]) == 1
    assert "row-unplaced" in codes_of(decree)


def test_an_objective_without_an_indicator_is_kept_and_reported():
    table = HEADING + "1\tTertibnya surat\t\n2\tTertibnya arsip\tJumlah arsip\n"

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    assert decree["positions"][0]["objectives"][0]["indicators"] == []
    assert "objective-without-indicator" in codes_of(decree)


def test_an_indicator_that_begins_in_the_next_row_belongs_to_its_objective():
    table = HEADING + "1\tTertibnya surat\t\n\tmasuk dan keluar\tJumlah surat\n"

    assert rows_of(table) == [
        ("1", "Tertibnya surat masuk dan keluar", ["Jumlah surat"])
    ]


def test_a_line_break_inside_a_cell_is_mended_where_it_is_plain():
    wrapped = (
        HEADING
        + "1\tTertibnya surat\tJumlah surat\nyang dicatat\n2\tTertibnya\narsip\tJumlah arsip\n"
    )

    assert rows_of(wrapped)[0] == (
        "1",
        "Tertibnya surat",
        ["Jumlah surat yang dicatat"],
    )


def test_a_row_cut_inside_its_second_cell_is_joined_when_the_parts_add_up():
    table = (
        HEADING
        + "1\tTertibnya surat dan\nArsip Dinamis\tJumlah arsip\n2\tMutu\tNilai\n"
    )

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    assert rows_of(table)[0] == (
        "1",
        "Tertibnya surat dan Arsip Dinamis",
        ["Jumlah arsip"],
    )
    assert "row-joined" in codes_of(decree)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Persentase A yang Baik Persentase B yang Baik", 2),
        ("Prosentase Desa Mandiri Persentase Desa Maju Jumlah Desa Maju", 3),
        ("Jumlah laporan kas yang disusun Jumlah laporan pajak", 2),
        ("Nilai SAKIP Perangkat Daerah Nilai Manajemen Risiko", 2),
        ("Nilai SAKIP Indeks Kepuasan Masyarakat", 2),
        ("Indeks Kepuasan Masyarakat Tingkat Kematangan Perangkat", 2),
        ("Persentase layanan tepat waktu Rata-rata lama layanan", 2),
        ("1. Persentase layanan 2. Jumlah aduan", 2),
        ("a. Persentase layanan b. Jumlah aduan", 2),
        ("Persentase layanan; Jumlah aduan;", 2),
        ("Persentase layanan<br>Jumlah aduan", 2),
        ("- Persentase layanan<br>- Jumlah aduan<br>yang selesai", 2),
        ("Persentase Peningkatan Jumlah Wisatawan", 1),
        ("Jumlah Dokumen Indeks Kepuasan Masyarakat", 1),
        ("Jumlah Desa dengan Indeks Desa Membangun Mandiri", 1),
        ("Persentase Capaian Kinerja Nilai SAKIP", 1),
        ("Jumlah Juara Lomba Desa Tingkat Kabupaten", 1),
        ("Jumlah Paket Pengadaan Barang Nilai di atas 50 juta", 1),
        ("Rata-rata Nilai Ujian", 1),
        ("Jumlah laporan (Jumlah halaman tidak dihitung) tahunan", 1),
        ("Terlaksananya kegiatan Jumlah orang", 1),
        ("Nilai Indeks Reformasi Birokrasi", 1),
        ("Persentase pegawai, Jumlah jam", 1),
        ("Persentase layanan Jumlah", 1),
        ("Persentase<br>layanan yang selesai", 1),
        ("Kegiatan satu; Kegiatan dua", 1),
        ("1. Kegiatan satu 2. Kegiatan dua", 1),
    ],
)
def test_fused_indicators_are_parted_only_after_a_completed_phrase(cell, parts):
    indicators = indicators_of(HEADING + f"1\tMeningkatnya mutu\t{cell}\n")

    assert len(indicators) == parts
    assert all(indicator["split"] is (parts > 1) for indicator in indicators)


def test_targets_of_a_parted_cell_are_shared_line_by_line():
    table = (
        "NO\tSASARAN\tINDIKATOR\tSATUAN\tTARGET\n"
        "1\tMeningkatnya mutu\tPersentase layanan<br>Jumlah aduan\tbeda\t90<br>5\n"
    )

    assert [i["target"][0]["text"] for i in indicators_of(table)] == ["90", "5"]


COLUMNS = [
    ("SATUAN", "unit"),
    ("FORMULASI", "formula"),
    ("RUMUS", "formula"),
    ("CARA PERHITUNGAN", "formula"),
    ("PENJELASAN/FORMULASI PENGHITUNGAN", "formula"),
    ("Formulasi/Penjelasan", "formula"),
    ("Definisi/Rumus", "formula"),
    ("KETERANGAN", "formula"),
    ("SUMBER DATA", "data_source"),
    ("PRODUSEN DATA", "data_source"),
    ("Penyedia Data", "data_source"),
    ("ALASAN", "reason"),
    ("Alasan Pemilihan Indikator", "reason"),
    ("ALASAN/PENJELASAN", "reason"),
    ("DEFINISI OPERASIONAL", "definition"),
    ("Deskripsi IKI", "definition"),
    ("Penjelasan", "definition"),
    ("PENANGGUNG JAWAB", "responsible"),
    ("Unit in Charge", "responsible"),
]


@pytest.mark.parametrize(("heading", "field"), COLUMNS)
def test_a_column_is_known_by_any_of_its_headings(heading, field):
    table = f"NO\tSASARAN\tINDIKATOR\t{heading}\n1\tMeningkatnya mutu\tNilai SAKIP\tisi kolom\n"

    (indicator,) = indicators_of(table)

    assert indicator[field] == "isi kolom"


@pytest.mark.parametrize("heading", ["NO", "No.", "N0", "NOMOR", "Kode", "KODEFIKASI"])
@pytest.mark.parametrize(
    "objective",
    [
        "SASARAN",
        "SASARAN/KINERJA UTAMA",
        "KINERJA",
        "Sasaran Kinerja Program",
        "RENCANA HASIL KERJA",
        "Outcome",
    ],
)
@pytest.mark.parametrize(
    "indicator",
    [
        "INDIKATOR",
        "INDIKATOR KINERJA UTAMA (IKU)",
        "IKI",
        "INDIKATOR YANG DINILAI",
        "Nama IKU",
    ],
)
def test_a_table_is_known_by_any_usual_headings(heading, objective, indicator):
    table = f"{heading}\t{objective}\t{indicator}\n1\tMeningkatnya mutu\tNilai SAKIP\n"

    assert rows_of(table) == [("1", "Meningkatnya mutu", ["Nilai SAKIP"])]


def test_one_target_column_has_no_period_whatever_year_it_names():
    table = "NO\tSASARAN\tINDIKATOR\tSATUAN\tTARGET 2027\n1\tMutu layanan\tNilai SAKIP\tNilai\t80,5\n"

    assert indicators_of(table)[0]["target"] == [{"period": None, "text": "80,5"}]


@pytest.mark.parametrize(
    ("heads", "periods"),
    [
        ("NO\tSASARAN\tINDIKATOR\tTARGET 2026\tTARGET 2027\n", ["2026", "2027"]),
        ("NO\tSASARAN\tINDIKATOR\tTARGET\t\n\t\t\tTW I\tTW II\n", ["TW I", "TW II"]),
        ("NO\tSASARAN\tINDIKATOR\tTARGET\n\t\t\t2026\t2027\n", ["2026", "2027"]),
        (
            "NO\tSASARAN\tINDIKATOR\tTarget (Angka)\tTarget (Uraian)\n",
            ["Angka", "Uraian"],
        ),
        (
            "NO\tSASARAN\tINDIKATOR\tTriwulan I\tTriwulan II\n",
            ["Triwulan I", "Triwulan II"],
        ),
    ],
)
def test_several_target_columns_are_told_apart_by_period(heads, periods):
    (indicator,) = indicators_of(f"{heads}1\tMutu layanan\tNilai SAKIP\t10\t-\n")

    assert indicator["target"] == [
        {"period": periods[0], "text": "10"},
        {"period": periods[1], "text": "-"},
    ]


@pytest.mark.parametrize(
    "written",
    [
        "100 %",
        "61,95%",
        "95.56",
        "1.500bh",
        "12 Dokumen",
        "BB (70,5)",
        "80 - 90%",
        "≥0,800",
        "N/A",
        "-",
        "ada",
    ],
)
def test_a_target_is_kept_as_it_is_written(written):
    table = f"NO\tSASARAN\tINDIKATOR\tTARGET\n1\tMutu layanan\tNilai SAKIP\t{written}\n"

    (indicator,) = indicators_of(table)

    assert indicator["target"] == [{"period": None, "text": written}]
    assert indicator["unit"] is None


def test_a_broken_row_goes_on_in_its_other_columns_too():
    table = (
        "NO\tSASARAN\tINDIKATOR\tTARGET\tSUMBER DATA\tRUMUS\n"
        "1\tMutu layanan\tJumlah laporan\t80\tLaporan\t\n"
        "\t\t\tKelompok\ttahunan\tA dibagi B\n"
    )

    (indicator,) = indicators_of(table)

    assert indicator["target"] == [{"period": None, "text": "80 Kelompok"}]
    assert indicator["data_source"] == "Laporan tahunan"
    assert indicator["formula"] == "A dibagi B"


def test_a_column_the_decree_data_has_no_place_for_is_reported_once():
    table = "NO\tSASARAN\tINDIKATOR\tBOBOT (%)\n1\tMutu layanan\tNilai SAKIP\t50\n2\tMutu kerja\tNilai RB\t50\n"

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    assert codes_of(decree).count("column-left-out") == 1


def test_a_second_column_of_the_same_kind_is_reported():
    table = (
        "NO\tSASARAN\tINDIKATOR\tRUMUS\tFORMULASI\n1\tMutu layanan\tNilai SAKIP\ta\tb\n"
    )

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    assert decree["positions"][0]["objectives"][0]["indicators"][0]["formula"] == "a"
    assert "column-left-out" in codes_of(decree)


def test_a_heading_nobody_has_met_does_not_hide_the_table():
    table = "NO\tSASARAN\tINDIKATOR\tCatatan Pimpinan\n1\tMutu layanan\tNilai SAKIP\tbagus\n"

    assert rows_of(table) == [("1", "Mutu layanan", ["Nilai SAKIP"])]


def test_a_table_whose_head_was_lost_goes_on_with_the_columns_before():
    decree = decree_of(
        HEAD
        + sheet("Kepala Dinas Perhubungan")
        + "2. Jabatan : Pengemudi\n\n1\tTerlaksananya antar jemput\tJumlah perjalanan\n"
    )

    assert (
        decree["positions"][1]["objectives"][0]["text"] == "Terlaksananya antar jemput"
    )
    assert "head-row-missing" in codes_of(decree)


def test_an_unfilled_form_row_is_no_objective():
    table = HEADING + "1\tMutu layanan\tNilai SAKIP\n2\t......\t......\n"

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    assert len(decree["positions"][0]["objectives"]) == 1
    assert "row-unfilled" in codes_of(decree)


def test_a_sheets_opening_line_inside_a_table_opens_a_new_sheet():
    decree = decree_of(
        HEAD
        + "Jabatan :\tKepala Dinas Perhubungan\nNO\tSASARAN\tINDIKATOR\n1\tMutu layanan\tNilai SAKIP\n"
        "Jabatan :\tPengemudi\n1\tAntar jemput\tJumlah perjalanan\n"
    )

    assert [p["title"] for p in decree["positions"]] == [
        "Kepala Dinas Perhubungan",
        "Pengemudi",
    ]


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("Persentase desa maju", None, "percentage"),
        ("Angka putus sekolah", "%", "percentage"),
        ("Angka kematian ibu", "per 100.000", "value"),
        ("Jumlah laporan", "Laporan", "count"),
        ("Indeks kepuasan", "Indeks", "index"),
        ("IKM dinas", None, "index"),
        ("Rata-rata lama sekolah", "Tahun", "value"),
        ("Laju pertumbuhan", None, "value"),
        ("Tersusunnya laporan", None, "other"),
        ("12 laporan", "Persen", "percentage"),
    ],
)
def test_the_kind_of_measure_is_told_by_its_word_and_its_unit(text, unit, kind):
    table = f"NO\tSASARAN\tINDIKATOR\tSATUAN\n1\tMutu layanan\t{text}\t{unit or ''}\n"

    assert indicators_of(table)[0]["kind"] == kind


def test_a_headline_or_a_signature_inside_a_table_ends_it():
    decree = decree_of(
        HEAD
        + "Jabatan : Kepala Dinas Perhubungan\nNO\tSASARAN\tINDIKATOR\n1\tMutu\tNilai SAKIP\n"
        "\t\tINDIKATOR KINERJA INDIVIDU PEGAWAI TAHUN 2027\n\t\tJabatan : Pengemudi\n"
        "NO\tSASARAN\tINDIKATOR\n1\tTertib\tJumlah antar\n"
        "\t\tMengetahui,\n\t\tKepala Dinas Perhubungan\n\t\tRatnawulan S.\n"
        "\t\tNIP. 19720304 199803 2 007\n"
    )

    assert [len(p["objectives"]) for p in decree["positions"]] == [1, 1]
    assert "signature-differs" in codes_of(decree)


def test_rows_of_another_width_without_a_head_are_no_part_of_the_table():
    decree = decree_of(
        HEAD + sheet("Kepala Dinas Perhubungan") + "Catatan\n\nA\tB\nC\tD\n"
    )

    assert len(decree["positions"][0]["objectives"]) == 1


def test_a_phrase_that_ends_in_a_stop_is_complete():
    table = (
        HEADING
        + "1\tMutu\tJumlah A. Nilai B kantor\n2\tTertib\tJumlah laporan Nilai B kantor\n"
    )

    assert [len(row[2]) for row in rows_of(table)] == [2, 1]
