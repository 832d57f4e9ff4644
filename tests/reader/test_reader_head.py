"""The head of a decree in the ways offices write it."""

import pytest

from tests.reader.decree_texts import HEAD, codes_of, decree_of, sheet


SHEETS = sheet("Kepala Dinas Perhubungan")


def head_of(text: str) -> dict:
    return decree_of(text)["decree"]


def test_the_head_of_a_plain_decree_is_read_whole():
    head = head_of(HEAD + SHEETS)

    assert head["kind"] == "Keputusan"
    assert head["number"] == "551.2/8/KEP/437.1/2027"
    assert head["about"] == "Indikator Kinerja Individu Dinas Perhubungan Tahun 2027"
    assert head["issuer"] == "Kepala Dinas Perhubungan Kabupaten Sekarjati"
    assert head["organisation"] == "Dinas Perhubungan"
    assert head["region"] == "Kabupaten Sekarjati"
    assert (head["year_from"], head["year_until"]) == (2027, 2027)
    assert (head["place"], head["date"]) == ("Sekarjati", "2027-01-04")
    assert [ruling["label"] for ruling in head["rulings"]] == ["KESATU", "KEDUA"]
    assert head["signatory"] == {
        "title": "Kepala Dinas Perhubungan",
        "name": "Ratnawulan Sastrodirjo, S.T., M.T.",
        "rank": "Pembina Utama Muda",
        "nip": "197203041998032007",
    }


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "NOMOR : 100.3.3.2/ 11 / KPTS / 413.108 / 2026",
            "100.3.3.2/11/KPTS/413.108/2026",
        ),
        ("NOMOR 44 TAHUN 2022", "44 TAHUN 2022"),
        ("NOMOR : 188.4 / 60B / 415.47 / 2019", "188.4/60B/415.47/2019"),
        ("NOMOR : 188/\n/KEP/429.115/2016", "188//KEP/429.115/2016"),
        ("Nomor: 700/14/437.72/2016", "700/14/437.72/2016"),
        ("NOMOR :", None),
    ],
)
def test_a_number_is_read_as_written_without_blanks_around_slashes(written, read):
    text = HEAD.replace("NOMOR : 551.2/ 8 /KEP/437.1/2027", written)

    assert head_of(text + SHEETS)["number"] == read


def test_a_number_with_a_hole_is_reported():
    decree = decree_of(HEAD.replace("/ 8 /", "/   /") + SHEETS)

    assert decree["decree"]["number"] == "551.2//KEP/437.1/2027"
    assert "number-incomplete" in codes_of(decree)


@pytest.mark.parametrize(
    ("official", "organisation"),
    [
        ("KEPALA BADAN PENDAPATAN DAERAH", "Badan Pendapatan Daerah"),
        ("CAMAT SUKAMURNI", "Kecamatan Sukamurni"),
        ("INSPEKTUR", "Inspektorat"),
        ("INSPEKTUR DAERAH", "Inspektorat Daerah"),
        ("DIREKTUR RSUD WALUYO", "RSUD Waluyo"),
        ("SEKRETARIS DAERAH", "Sekretariat Daerah"),
        ("LURAH CANDI", "Kelurahan Candi"),
        (
            "KEPALA DINAS PEKERJAAN UMUM DAN PENATAAN RUANG",
            "Dinas Pekerjaan Umum dan Penataan Ruang",
        ),
    ],
)
def test_the_office_is_named_by_the_official_who_issues(official, organisation):
    text = HEAD.replace("KEPALA DINAS PERHUBUNGAN", official)
    text = text.replace("DINAS PERHUBUNGAN\nJl.", "Jl.")

    head = head_of(text + SHEETS)

    assert head["organisation"] == organisation
    assert head["region"] == "Kabupaten Sekarjati"


def test_a_letterhead_names_the_office_where_the_title_does_not():
    text = HEAD.replace(
        "KEPALA DINAS PERHUBUNGAN\nKABUPATEN SEKARJATI", "BUPATI SEKARJATI"
    )

    head = head_of(text + SHEETS)

    assert head["issuer"] == "Bupati Sekarjati"
    assert head["organisation"] == "Dinas Perhubungan"
    assert head["region"] == "Kabupaten Sekarjati"


def test_letter_spaced_capitals_are_read_as_words():
    text = HEAD.replace("KEPUTUSAN KEPALA DINAS", "K E P U T U S A N  KEPALA DINAS")
    text = text.replace("MEMUTUSKAN :", "M E M U T U S K A N :")

    head = head_of(text + SHEETS)

    assert head["kind"] == "Keputusan"
    assert len(head["rulings"]) == 2


def test_letter_spaced_words_without_wider_gaps_are_told_apart():
    text = HEAD.replace(
        "KEPUTUSAN KEPALA DINAS PERHUBUNGAN\nKABUPATEN SEKARJATI",
        "K E P U T U S A N I N S P E K T U R\nKABUPATEN SEKARJATI",
    )

    assert head_of(text + SHEETS)["issuer"] == "Inspektur Kabupaten Sekarjati"


def test_a_regulation_is_told_from_a_decree():
    text = HEAD.replace("KEPUTUSAN KEPALA", "PERATURAN KEPALA")
    text = text.replace("KESATU :", "Pasal 1\n").replace("KEDUA :", "Pasal 2\n")

    head = head_of(text + SHEETS)

    assert head["kind"] == "Peraturan"
    assert [ruling["label"] for ruling in head["rulings"]] == ["Pasal 1", "Pasal 2"]
    assert head["rulings"][1]["text"].startswith("Keputusan ini mulai berlaku")


def test_a_cover_page_does_not_count_as_the_decree():
    cover = (
        "KEPUTUSAN KEPALA DINAS PERHUBUNGAN\nNOMOR : 551.2/ 8 /KEP/437.1/2027\n"
        "TENTANG\nINDIKATOR KINERJA\n\n"
    )

    assert head_of(cover + HEAD + SHEETS) == head_of(HEAD + SHEETS)


def test_the_issuers_line_and_the_blessing_are_no_part_of_what_it_is_about():
    text = HEAD.replace(
        "TAHUN 2027\n",
        "TAHUN 2027\nDENGAN RAHMAT TUHAN YANG MAHA ESA\nKEPALA DINAS PERHUBUNGAN\n"
        "KABUPATEN SEKARJATI,\n",
    )

    about = head_of(text + SHEETS)["about"]

    assert about == "Indikator Kinerja Individu Dinas Perhubungan Tahun 2027"


def test_a_period_of_years_is_read_from_what_it_is_about():
    text = HEAD.replace("TAHUN 2027\n", "TAHUN 2026 - 2029\n")

    head = head_of(text + SHEETS)

    assert (head["year_from"], head["year_until"]) == (2026, 2029)


def test_the_year_is_taken_from_the_annex_where_the_title_has_none():
    text = HEAD.replace(" TAHUN 2027\n", "\n")
    text = text.replace(
        "INDIKATOR KINERJA INDIVIDU\n", "INDIKATOR KINERJA INDIVIDU TAHUN 2028\n"
    )

    assert head_of(text + SHEETS)["year_from"] == 2028


def test_a_year_that_stands_nowhere_is_null_and_reported():
    decree = decree_of(HEAD.replace(" TAHUN 2027\n", "\n") + SHEETS)

    assert decree["decree"]["year_from"] is None
    assert "year-unknown" in codes_of(decree)


@pytest.mark.parametrize(
    "written",
    [
        "Ditetapkan di : Sekarjati\nPada tanggal : 04 Januari 2027",
        "Ditetapkan di SEKARJATI\npada tanggal 4 JANUARI 2027",
        "Sekarjati, 4 Januari 2027",
        "Ditetapkan di Sekarjati pada tanggal 4-1-2027",
    ],
)
def test_place_and_date_are_read_in_any_usual_form(written):
    text = HEAD.replace("Ditetapkan di Sekarjati\npada tanggal 4 Januari 2027", written)

    head = head_of(text + SHEETS)

    assert (head["place"], head["date"]) == ("Sekarjati", "2027-01-04")


def test_old_month_names_are_known_and_impossible_days_are_not_a_date():
    assert (
        head_of(HEAD.replace("4 Januari", "4 Nopember") + SHEETS)["date"]
        == "2027-11-04"
    )
    assert head_of(HEAD.replace("4 Januari", "31 Februari") + SHEETS)["date"] is None


def test_recitals_run_together_in_one_paragraph_are_parted():
    text = HEAD.replace("diukur;\nb.", "diukur; b.").replace("2009;\n2.", "2009; 2.")

    head = head_of(text + SHEETS)

    assert [item["label"] for item in head["considerations"]] == ["a", "b"]
    assert [item["label"] for item in head["legal_bases"]] == ["1", "2"]


def test_one_recital_without_a_letter_has_no_label():
    text = HEAD.replace("a. bahwa kinerja perlu diukur;\nb. ", "")

    head = head_of(text + SHEETS)

    assert head["considerations"] == [
        {"label": None, "text": "bahwa perlu menetapkan Keputusan Kepala Dinas;"}
    ]


def test_recitals_set_in_columns_are_read_like_lines():
    plain = decree_of(HEAD + SHEETS)["decree"]
    tabs = HEAD.replace("Menimbang : a. ", "Menimbang\t:\ta.\t").replace(
        "Mengingat : 1. ", "Mengingat\t:\t1.\t"
    )
    pipes = HEAD.replace(
        "Menimbang : a. bahwa kinerja perlu diukur;\nb. bahwa perlu menetapkan Keputusan "
        "Kepala Dinas;\n",
        "| Menimbang | : | a. bahwa kinerja perlu diukur; |\n"
        "| | | b. bahwa perlu menetapkan Keputusan Kepala Dinas; |\n",
    )

    assert head_of(tabs + SHEETS) == plain
    assert head_of(pipes + SHEETS) == plain


def test_a_wrapped_recital_goes_on_and_a_label_alone_waits_for_its_text():
    text = HEAD.replace("kinerja perlu diukur;", "kinerja\nperlu diukur;")
    text = text.replace("2. Peraturan Bupati", "2.\nPeraturan Bupati")

    head = head_of(text + SHEETS)

    assert head["considerations"][0]["text"] == "bahwa kinerja perlu diukur;"
    assert head["legal_bases"][1] == {
        "label": "2",
        "text": "Peraturan Bupati Sekarjati Nomor 7 Tahun 2024;",
    }


def test_rulings_keep_their_items_and_their_wrapped_lines():
    text = HEAD.replace(
        "KEDUA : Keputusan ini",
        "KEDUA : Indikator digunakan\nsetiap pegawai untuk:\n"
        "a. menyusun rencana;\nb. menilai\nhasil kerja.\nKETIGA : Keputusan ini",
    )

    ruling = head_of(text + SHEETS)["rulings"][1]

    assert ruling["text"] == "Indikator digunakan setiap pegawai untuk:"
    assert ruling["items"] == [
        {"label": "a", "text": "menyusun rencana;"},
        {"label": "b", "text": "menilai hasil kerja."},
    ]


def test_what_was_noted_besides_is_left_out_and_reported():
    text = HEAD.replace("MEMUTUSKAN", "Memperhatikan : Berita Acara Rapat;\nMEMUTUSKAN")

    decree = decree_of(text + SHEETS)

    assert len(decree["decree"]["legal_bases"]) == 2
    assert "part-left-out" in codes_of(decree)


def test_a_signature_for_another_official_keeps_its_whole_title():
    text = HEAD.replace(
        "Kepala Dinas Perhubungan,\n\n",
        "a.n. BUPATI SEKARJATI\nPlt. KEPALA DINAS,\n\nttd.\n",
    )

    assert head_of(text + SHEETS)["signatory"]["title"] == (
        "a.n. Bupati Sekarjati Plt. Kepala Dinas"
    )


def test_a_signature_without_rank_and_nip_is_found_by_the_gap():
    text = HEAD.replace("Pembina Utama Muda\nNIP. 19720304 199803 2 007\n", "")

    signatory = head_of(text + SHEETS)["signatory"]

    assert signatory["name"] == "Ratnawulan Sastrodirjo, S.T., M.T."
    assert signatory["rank"] is None
    assert signatory["nip"] is None


def test_abbreviations_in_a_head_stay_as_they_stand():
    text = HEAD.replace(
        "INDIVIDU DINAS PERHUBUNGAN TAHUN", "INDIVIDU (IKI) UPTD PPKB TAHUN"
    )

    about = head_of(text + SHEETS)["about"]

    assert about == "Indikator Kinerja Individu (IKI) UPTD PPKB Tahun 2027"


def test_an_abbreviation_that_the_body_writes_in_capitals_stays_one_in_the_head():
    text = HEAD.replace("DINAS PERHUBUNGAN TAHUN", "PADA DISHUB TAHUN")
    text = text.replace("kinerja perlu diukur", "kinerja DISHUB perlu diukur")

    about = head_of(text + SHEETS)["about"]

    assert about == "Indikator Kinerja Individu pada DISHUB Tahun 2027"


def test_an_annex_alone_takes_its_head_from_its_own_heading():
    annex = (
        "LAMPIRAN KEPUTUSAN KEPALA DINAS PERHUBUNGAN KABUPATEN SEKARJATI\n"
        "NOMOR : 551.2/8/KEP/437.1/2027\nTANGGAL : 4 Januari 2027\n"
        "TENTANG INDIKATOR KINERJA INDIVIDU TAHUN 2027\n\nINDIKATOR KINERJA INDIVIDU\n\n"
    )
    closing = (
        "\nMengetahui,\nKepala Dinas Perhubungan\n\n\nRatnawulan Sastrodirjo, S.T., M.T.\n"
        "Pembina Utama Muda\nNIP. 19720304 199803 2 007\n"
    )

    head = head_of(annex + SHEETS + closing)

    assert head["number"] == "551.2/8/KEP/437.1/2027"
    assert head["date"] == "2027-01-04"
    assert head["organisation"] == "Dinas Perhubungan"
    assert head["about"] == "Indikator Kinerja Individu Tahun 2027"
    assert head["signatory"]["nip"] == "197203041998032007"
    assert head["rulings"] == []
