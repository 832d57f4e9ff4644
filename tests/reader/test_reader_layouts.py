"""Unseen decrees in every layout that offices use, each held against its truth.

A few of each sort here; `python -m tests.reader.invented` sweeps as many as one likes.
"""

import pytest

from tests.reader.decree_texts import HEAD, TABLE, codes_of, decree_of, indicators_of
from tests.reader.invented.decrees import FORMATS, invent_document
from tests.reader.invented.layouts import HELD_BACK, TUNED
from tests.reader.invented.scores import score
from tolok.reader import read_decree


GOAL = 0.98


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("family", [*TUNED, *HELD_BACK])
def test_a_decree_nobody_has_seen_is_read_by_its_layout(family, form):
    scores = []
    for seed in (901, 902):
        document = invent_document(seed, family, form, most=5)
        read = decree_of(document.content)
        scores.append(score(document.truth, read)[0])

    assert min(scores) >= GOAL


def test_a_signature_takes_no_rows_of_the_table_above_it():
    # Rows of one filled cell each (no number, the objective over them) lead to a signature.
    document = invent_document(7100001, "lamongan", "xlsx")

    read = read_decree(content=document.content, name="uji.xlsx").decree

    assert score(document.truth, read) == (1.0, [], [])


def test_a_card_for_each_indicator_is_a_row_of_its_position():
    decree = decree_of(
        HEAD
        + "1. Jabatan : Kepala Dinas Perhubungan\n\n"
        + "Sasaran Strategis : Tertibnya angkutan\nNama IKU : Jumlah trayek\nSatuan : Trayek\n"
        + "Target TW I : 2\nTarget TW II : 4\nFormulasi :\nJumlah trayek yang dibuka\n\n"
        + "Nama IKU : Persentase bus laik jalan\nSatuan : %\n"
    )
    (objective,) = decree["positions"][0]["objectives"]
    first, second = objective["indicators"]

    assert [t["period"] for t in first["target"]] == ["TW I", "TW II"]
    assert (first["unit"], first["formula"]) == ("Trayek", "Jumlah trayek yang dibuka")
    assert (second["text"], second["kind"]) == (
        "Persentase bus laik jalan",
        "percentage",
    )


def test_columns_parted_by_blanks_alone_are_columns():
    table = (
        "NO   SASARAN                 INDIKATOR KINERJA        TARGET\n"
        "1    Tertibnya angkutan      Jumlah uji kendaraan     1.200\n"
        "     umum                    bermotor\n"
        "                             Persentase bus laik      90%\n"
        "                             jalan\n"
        "2    Lancarnya jalan         Jumlah rambu             15\n"
    )
    first, second, third = indicators_of(table)

    assert first["text"] == "Jumlah uji kendaraan bermotor"
    assert second["target"] == [{"period": None, "text": "90%"}]
    assert third["text"] == "Jumlah rambu"


@pytest.mark.parametrize(
    "row",
    [
        "A.\tKINERJA UTAMA\t",
        "A. KINERJA UTAMA\t\t",
        "PROGRAM PENUNJANG URUSAN\t\t",
        "\tJUMLAH\t",
        "Catatan : target dapat diubah\t\t",
        "*) dihitung setahun sekali\t\t",
    ],
)
def test_a_group_a_sum_or_a_note_in_a_table_is_no_objective(row):
    decree = decree_of(
        HEAD + "1. Jabatan : Kepala Dinas Perhubungan\n\n" + f"{TABLE}{row}\n"
    )

    assert len(decree["positions"][0]["objectives"]) == 1
    assert "row-left-out" in codes_of(decree)


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        ("1 Nama Unit Organisasi : Bidang Angkutan\n", "position-from-unit"),
        ("KEPALA BIDANG ANGKUTAN\nTAHUN 2027\n", "position-from-headline"),
    ],
)
def test_a_sheet_without_a_position_line_tells_whence_its_position_is(opening, code):
    decree = decree_of(HEAD + opening + TABLE)
    (position,) = decree["positions"]

    assert position["class"] == "administrator"
    assert code in codes_of(decree)


def test_main_indicators_of_an_office_without_positions_are_the_offices_own():
    head = HEAD.replace("KINERJA INDIVIDU", "KINERJA UTAMA")
    decree = decree_of(head + TABLE)

    assert [p["title"] for p in decree["positions"]] == ["Dinas Perhubungan"]


@pytest.mark.parametrize(
    "recitals",
    [
        "Menimbang : a. b.\nbahwa kinerja perlu diukur;\nbahwa perlu keputusan;\n"
        "Mengingat : 1. 2.\nUndang-Undang Nomor 22 Tahun 2009;\nPeraturan Bupati Nomor 7;\n",
        "a. bahwa kinerja perlu diukur;\nb. bahwa perlu keputusan;\nMenimbang :\n"
        "1. Undang-Undang Nomor 22 Tahun 2009;\n2. Peraturan Bupati Nomor 7;\nMengingat :\n",
        "Menimbang : a. bahwa kinerja perlu diukur; b. bahwa perlu keputusan;\n"
        "Mengingat : a. Undang-Undang Nomor 22 Tahun 2009; b. Peraturan Bupati Nomor 7;\n",
    ],
    ids=["markers first", "labels after", "run together"],
)
def test_recitals_are_told_apart_by_what_they_say(recitals):
    start, end = HEAD.index("Menimbang"), HEAD.index("MEMUTUSKAN")
    head = decree_of(f"{HEAD[:start]}{recitals}{HEAD[end:]}Jabatan : Ajudan\n{TABLE}")[
        "decree"
    ]

    assert [item["text"] for item in head["considerations"]] == [
        "bahwa kinerja perlu diukur;",
        "bahwa perlu keputusan;",
    ]
    assert [item["text"] for item in head["legal_bases"]] == [
        "Undang-Undang Nomor 22 Tahun 2009;",
        "Peraturan Bupati Nomor 7;",
    ]
