"""Decrees typed by hand in the ways offices type them, each held against its truth.

The truths were made by reading the document with one's eyes; where a document is mended or
added, its truth is to be looked through again.
"""

import json
from pathlib import Path

import pytest

from tests.reader.decree_texts import HEAD, codes_of, decree_of, sheet, without_places
from tests.reader.invented.decrees import invent_document
from tests.reader.invented.scores import score
from tolok.reader import read_decree
from tolok.reader.sources.pdf.marks import TextLine, Word
from tolok.reader.sources.pdf.wrapping import text_of


FOLDER = Path(__file__).with_name("hand_made")
DOCUMENTS = sorted(p for p in FOLDER.iterdir() if p.suffix != ".json")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_decree_typed_by_hand_is_read_word_for_word(path):
    truth = json.loads((FOLDER / f"{path.name}.json").read_text(encoding="utf-8"))

    assert without_places(read_decree(path, name=path.name).decree) == truth


@pytest.mark.parametrize(
    ("heading", "period"),
    [("KONDISI AWAL (2026)", "KONDISI AWAL (2026)"), ("Baseline", "Baseline")],
)
def test_the_value_a_target_sets_out_from_stands_beside_it(heading, period):
    table = f"NO\tSASARAN\tINDIKATOR\t{heading}\tTARGET 2027\n1\tTertib\tJumlah rambu\t4\t6\n"

    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    (indicator,) = decree["positions"][0]["objectives"][0]["indicators"]
    assert indicator["target"] == [
        {"period": period, "text": "4"},
        {"period": None, "text": "6"},
    ]
    assert "column-left-out" not in codes_of(decree)


def test_the_goal_above_the_objective_is_not_the_objective():
    table = (
        "TUJUAN\tINDIKATOR TUJUAN\tSASARAN\tINDIKATOR KINERJA SASARAN\tTARGET\n"
        "Majunya daerah\tIndeks maju\tTertibnya jalan\tJumlah rambu\t6\n"
    )

    (position,) = decree_of(HEAD + sheet("Kepala Dinas", table))["positions"]

    assert position["objectives"][0]["text"] == "Tertibnya jalan"
    assert position["objectives"][0]["indicators"][0]["text"] == "Jumlah rambu"


def test_a_year_in_the_number_of_another_decree_is_not_this_ones():
    head = HEAD.replace(
        "TENTANG\nINDIKATOR",
        "TENTANG\nPERUBAHAN ATAS KEPUTUSAN NOMOR 3 TAHUN 2020 TENTANG INDIKATOR",
    )

    decree = decree_of(head + sheet("Kepala Dinas Perhubungan"))["decree"]

    assert (decree["year_from"], decree["year_until"]) == (2027, 2027)


def test_an_objective_set_over_many_lines_above_its_rows_is_one():
    document = invent_document(700008, "spanning objectives", "text")

    assert score(document.truth, decree_of(document.content))[0] == 1


def line_of(text: str, *, right: float) -> TextLine:
    return TextLine([Word(text, 0, 0, right, 10, 10, 10)])


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("Pengadministr", "asi", "Pengadministrasi"),
        ("PENANGGUN", "G JAWAB", "PENANGGUNG JAWAB"),
        ("Jumlah", "dokumen", "Jumlah dokumen"),
        ("Indeks", "inovasi", "Indeks inovasi"),
        ("Kepala", "Seksi", "Kepala Seksi"),
    ],
)
def test_a_word_that_a_narrow_column_cut_is_whole_again(above, below, joined):
    lines = [line_of(above, right=60), line_of(below, right=30)]

    assert text_of(lines, 60) == joined


@pytest.mark.parametrize(
    "form",
    [
        "NAMA : Andi\tNAMA : Budi\nJABATAN : Analis Angkutan\tJABATAN : Kepala Bidang\n",
        "PEJABAT PENILAI\tPEGAWAI YANG DINILAI\n"
        "NAMA : Budi\tNAMA : Andi\nJABATAN : Kepala Bidang\tJABATAN : Analis Angkutan\n",
        "1\tNama\tAndi\t1\tNama\tBudi\n2\tJabatan\tAnalis Angkutan\t2\tJabatan\tKepala Bidang\n",
    ],
    ids=["holder left", "holder right", "numbered cells"],
)
def test_of_two_people_side_by_side_the_one_who_is_judged_holds_the_position(form):
    table = "NO\tSASARAN\tINDIKATOR KINERJA\n1\tTertib\tJumlah rambu\n"

    (position,) = decree_of(f"{HEAD}{form}\n\n{table}")["positions"]

    assert position["title"] == "Analis Angkutan"


def test_a_sheet_set_in_one_table_opens_with_its_label_in_a_cell():
    decree = decree_of(
        HEAD
        + "JABATAN\tKepala Dinas Perhubungan\t\nTUGAS\tMengatur lalu lintas\t\n"
        + "NO\tSASARAN\tINDIKATOR KINERJA\n1\tTertib\tJumlah rambu\n"
        + "JABATAN\tSekretaris\t\nTUGAS\tMengurus kantor\t\n"
        + "NO\tSASARAN\tINDIKATOR KINERJA\n1\tRapi\tNilai SAKIP\n"
    )

    assert [p["title"] for p in decree["positions"]] == [
        "Kepala Dinas Perhubungan",
        "Sekretaris",
    ]
    assert [p["duties"][0]["text"] for p in decree["positions"]] == [
        "Mengatur lalu lintas",
        "Mengurus kantor",
    ]
