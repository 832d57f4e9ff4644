"""What the project writes as a Word document it reads back, word for word."""

import io
import json
import runpy
import zipfile

import docx
import pytest
from docx.shared import Mm

from tests.reader.decree_texts import (
    EXAMPLE,
    HEAD,
    decree_of,
    doubts_of,
    expected,
    sheet,
    wording,
)
from tolok.reader import read_decree
from tolok.reader.write.docx import Letterhead, write_decree


LETTERHEAD = Letterhead(
    "Pemerintah Kabupaten Lamongan",
    "Dinas Pemberdayaan Masyarakat dan Desa",
    ("Jl. Contoh Nomor 1", "Telepon (0000) 000000"),
)


def written(decree: dict) -> docx.document.Document:
    return docx.Document(io.BytesIO(write_decree(decree, letterhead=LETTERHEAD)))


def example() -> dict:
    return json.loads((EXAMPLE / "decree.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "name",
    [
        "lamongan-2026",
        "social-2027-tabs",
        "health-2027-merged",
        "civil-registry-2027-sheets",
    ],
)
def test_a_written_decree_reads_back_the_same(name):
    decree = expected(name)

    read = decree_of(write_decree(decree, letterhead=LETTERHEAD), "sk.docx")

    assert wording(read) == wording(decree)


def test_a_written_decree_has_no_doubts_of_layout():
    read = decree_of(
        write_decree(expected("health-2027-merged"), letterhead=LETTERHEAD), "a.docx"
    )

    assert doubts_of(read) == []


def test_the_same_decree_gives_the_same_bytes():
    assert write_decree(example(), letterhead=LETTERHEAD) == write_decree(
        example(), letterhead=LETTERHEAD
    )


def test_the_page_is_folio_and_the_letterhead_opens_it():
    document = written(example())
    section = document.sections[0]

    assert abs(section.page_width - Mm(215)) < Mm(0.1)
    assert abs(section.page_height - Mm(330)) < Mm(0.1)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:2] == [
        "PEMERINTAH KABUPATEN LAMONGAN",
        "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA",
    ]
    for opening in ("TENTANG", "MEMUTUSKAN:", "INDIKATOR KINERJA INDIVIDU"):
        assert opening in texts


def test_head_rows_are_repeated_and_rows_are_kept_whole():
    document = written(example())
    xml = document.tables[0]._tbl.xml

    assert xml.count("w:tblHeader") == 2
    assert xml.count("w:cantSplit") == len(document.tables[0].rows)


def test_an_objective_is_merged_down_over_its_indicators():
    table = written(example()).tables[0]
    objective = [table.cell(row, 1) for row in (3, 4, 5)]

    assert len({cell._tc for cell in objective}) == 1
    assert objective[0].text.startswith("Meningkatnya Akuntabilitas")


def test_numbers_and_letters_are_written_as_text():
    texts = [paragraph.text for paragraph in written(example()).paragraphs]

    assert any(text.startswith("Menimbang\t:\ta.\t") for text in texts)
    assert any(text.startswith("1.\tJabatan\t:\t") for text in texts)
    assert "NIP. 19760817 200003 1 004" in texts


def test_a_decree_of_many_columns_lies_across_the_page_and_reads_back():
    table = (
        "NO\tSASARAN\tINDIKATOR\tSATUAN\tTARGET\t\tRUMUS\tSUMBER DATA\tALASAN\tDEFINISI\t"
        "PENANGGUNG JAWAB\n\t\t\t\tTW I\tTW II\t\t\t\t\t\n"
        "1\tTertibnya surat\tJumlah surat\tSurat\t5\t10\tA + B\tAgenda\tWajib\tSurat masuk\tUmum\n"
        "\t\tJumlah arsip\tBerkas\t-\t\t\t\t\t\t\n"
    )
    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    content = write_decree(decree, letterhead=LETTERHEAD)

    section = docx.Document(io.BytesIO(content)).sections[-1]
    assert section.page_width > section.page_height
    assert wording(decree_of(content, "a.docx")) == wording(decree)


def test_what_the_decree_does_not_say_is_left_out():
    decree = decree_of("INDIKATOR KINERJA INDIVIDU\n" + sheet("Kepala Bidang Angkutan"))

    texts = "\n".join(paragraph.text for paragraph in written(decree).paragraphs)

    for word in ("Menimbang", "MEMUTUSKAN", "Ditetapkan", "NIP", "TENTANG", "None"):
        assert word not in texts


def test_an_objective_without_indicators_and_odd_characters_are_written():
    decree = example()
    position = decree["positions"][0]
    position["objectives"][0]["indicators"] = []
    position["title"] = "Kepala\x0bDinas\x00 Pemberdayaan"
    position["duties"].append({"label": None, "text": "butir tanpa huruf."})
    decree["positions"][1]["objectives"] = []
    decree["positions"][2]["unit"] = None
    decree["decree"]["signatory"]["nip"] = "123"
    decree["decree"]["rulings"][1]["items"][0]["label"] = None

    read = decree_of(write_decree(decree, letterhead=LETTERHEAD), "a.docx")

    assert read["positions"][0]["title"] == "Kepala Dinas Pemberdayaan"
    assert read["positions"][0]["objectives"][0]["indicators"] == []
    assert read["positions"][0]["duties"][-1]["text"] == "butir tanpa huruf."


def test_a_letterhead_without_an_address_is_still_underlined():
    content = write_decree(example(), letterhead=Letterhead("Pemerintah X", "Dinas Y"))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"thickThinSmallGap" in archive.read("word/document.xml")


def test_the_example_document_is_laid_out_from_the_example_decree():
    made = runpy.run_path(str(EXAMPLE.parents[1] / "scripts/example_document.py"))
    kept = (EXAMPLE / "sk-iki-2026.docx").read_bytes()

    assert made["lay_out"]() == kept, "Buat ulang: scripts/example_document.py"
    read = read_decree(content=kept, name="sk-iki-2026.docx").decree
    assert wording(read) == wording(example())


def test_who_signs_is_kept_with_the_last_row_of_the_annex_and_the_last_ruling():
    content = write_decree(example(), letterhead=LETTERHEAD)

    document = docx.Document(io.BytesIO(content))
    last_row = document.tables[-1].rows[-1]
    assert all(
        paragraph.paragraph_format.keep_with_next
        for cell in last_row.cells
        for paragraph in cell.paragraphs
    )
    rulings = [p for p in document.paragraphs if p.text.startswith("KE")]
    assert rulings[-1].paragraph_format.keep_with_next
