"""Workbooks: numbers as Excel shows them, merged cells, hidden sheets, unsafe files."""

import pytest

from tests.reader.decree_texts import codes_of, decree_of
from tests.reader.office_files import sheet_rows, work_book, zipped
from tolok.reader import UnreadableDecree, read_decree
from tolok.reader.sources import xlsx
from tolok.reader.sources.xlsx import show_number


HEADING = ["JABATAN", "NO", "SASARAN", "INDIKATOR KINERJA", "SATUAN", "TARGET"]
ROWS = [
    ["INDIKATOR KINERJA INDIVIDU TAHUN 2027"],
    ["Unit Kerja : Bidang Angkutan"],
    HEADING,
    [1, 2, 3, 4, 5, 6],
    ["Kepala Bidang Angkutan", 1, "Tertibnya surat", "Jumlah surat", "Surat", 12],
    [None, None, None, "surat masuk", "Surat", 7.5],
    ["Pengemudi", 1, "Terlaksananya antar", "Jumlah antar", "Kali", "-"],
]
MERGES = "A5:A6 B5:B6 C5:C6 A1:F1"


def refusal_of(content: bytes) -> str:
    with pytest.raises(UnreadableDecree) as refused:
        read_decree(content=content, name="uji.xlsx")
    return str(refused.value)


def test_a_sheet_is_read_with_its_merged_cells_and_numbers():
    decree = decree_of(work_book({"Bidang": sheet_rows(ROWS, MERGES)}), "uji.xlsx")
    head, driver = decree["positions"]

    assert [p["title"] for p in decree["positions"]] == [
        "Kepala Bidang Angkutan",
        "Pengemudi",
    ]
    assert driver["superior"] == head["id"]
    assert [
        (i["text"], i["target"][0]["text"]) for i in head["objectives"][0]["indicators"]
    ] == [("Jumlah surat", "12"), ("surat masuk", "7,5")]
    assert driver["objectives"][0]["indicators"][0]["target"][0]["text"] == "-"


def test_every_sheet_is_one_unit_and_hidden_ones_are_reported():
    other = [
        ["Unit Kerja : Bidang Parkir"],
        HEADING,
        ["Juru Parkir", 1, "Tertib", "Jumlah lokasi", "Titik", 4],
    ]
    decree = decree_of(
        work_book(
            {
                "A": sheet_rows(ROWS, MERGES),
                "B": sheet_rows(other),
                "Coretan": sheet_rows(other),
                "Kosong": sheet_rows([]),
            },
            states={"Coretan": "hidden"},
        ),
        "uji.xlsx",
    )
    units = {unit["id"]: unit["name"] for unit in decree["units"]}

    assert [units[p["unit"]] for p in decree["positions"]] == [
        "Bidang Angkutan",
        "Bidang Angkutan",
        "Bidang Parkir",
    ]
    assert "sheet-hidden" in codes_of(decree)


def test_a_signature_below_a_sheets_table_is_no_row_of_it():
    closing = [
        [],
        [None, None, None, "Ditetapkan di Sekarjati"],
        [None, None, None, "pada tanggal 6 Januari 2027"],
        [None, None, None, "Kepala Dinas Perhubungan,"],
        [None, None, None, "Ratnawulan Sastrodirjo, S.T."],
        [None, None, None, "Pembina Tingkat I"],
        [None, None, None, "NIP. 197203041998032007"],
    ]
    decree = decree_of(work_book({"A": sheet_rows(ROWS + closing, MERGES)}), "uji.xlsx")

    assert len(decree["positions"][1]["objectives"]) == 1
    assert decree["decree"]["date"] == "2027-01-06"
    assert decree["decree"]["signatory"]["name"] == "Ratnawulan Sastrodirjo, S.T."


def test_values_of_every_kind_are_read_as_they_are_shown():
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="dd\\-mmm\\-yyyy"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="3"/><xf numFmtId="10"/><xf numFmtId="170"/>'
        "</cellXfs>"
    )
    texts = "<si><t>Teks bersama</t></si><si><r><t>Dua </t></r><r><t>bagian</t></r><rPh><t>x</t></rPh></si>"
    values = (
        '<c r="A9" t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c>'
        '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="str"><f>A1</f><v>hasil</v></c>'
        '<c t="e"><v>#DIV/0!</v></c><c><v>24000.4</v></c><c s="1"><v>24000.4</v></c>'
        '<c s="2"><v>0.9825</v></c><c s="3"><v>46392</v></c><c s="99"><v>1.5</v></c>'
        '<c><v>bukan angka</v></c><c/><c t="inlineStr"/>'
    )
    body = sheet_rows(ROWS, MERGES).replace(
        "</sheetData>", f'<row r="9">{values}</row></sheetData>'
    )

    read = read_decree(
        content=work_book({"A": body}, styles=styles, texts=texts), name="a.xlsx"
    )

    assert read.lines[8].split("\t") == [
        "Teks bersama", "Dua bagian", "", "BENAR", "SALAH", "hasil", "#DIV/0!",
        "24000,4", "24.000", "98,25%", "5 Januari 2027", "1,5", "bukan angka",
    ]  # fmt: skip


def test_a_workbook_may_count_its_days_from_1904():
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    body = sheet_rows(ROWS, MERGES).replace(
        "</sheetData>", '<row><c s="0"><v>366</v></c></row></sheetData>'
    )

    read = read_decree(
        content=work_book(
            {"A": body}, styles=styles, properties='<workbookPr date1904="1"/>'
        ),
        name="a.xlsx",
    )

    assert read.lines[-1] == "1 Januari 1905"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (98.75, "", "98,75"),
        (95.0, "", "95"),
        (1500.0, "0", "1500"),
        (24000.0, "#,##0", "24.000"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (99.4, "0.0", "99,4"),
        (80.5, "0.00", "80,50"),
        (0.5, "0%", "50%"),
        (0.075, "0.0#%", "7,5%"),
        (5.0, "0.##", "5"),
        (3.5, '0.0" jam"', "3,5"),
        (3.5, "General", "3,5"),
        (1e20, "", "100000000000000000000"),
        (12.0, "[Red]0;-0", "12"),
        (0.1 + 0.2, "", "0,3"),
        (0.5, "%", "50%"),
    ],
)
def test_a_number_is_written_as_indonesian_excel_shows_it(value, form, shown):
    assert show_number(value, form) == shown


def test_a_strict_workbook_is_read_like_any_other():
    strict = work_book(
        {"A": sheet_rows(ROWS, MERGES)},
        namespace="http://purl.oclc.org/ooxml/spreadsheetml/main",
        relations="http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    usual = work_book({"A": sheet_rows(ROWS, MERGES)})

    assert (
        decree_of(strict, "a.xlsx")["positions"]
        == decree_of(usual, "a.xlsx")["positions"]
    )


def test_a_workbook_without_styles_and_shared_texts_is_read():
    whole = work_book({"A": sheet_rows(ROWS, MERGES)})
    names = (
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
    )
    archive = xlsx.open_package(whole).archive
    parts = {name: archive.read(name) for name in names}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"]
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b'Target="worksheets', b'Target="/xl/worksheets'
    )

    assert len(decree_of(zipped(parts), "a.xlsx")["positions"]) == 2


def test_a_damaged_workbook_is_refused():
    archive = xlsx.open_package(work_book({"A": sheet_rows(ROWS)})).archive
    parts = {name: archive.read(name) for name in archive.namelist()}
    without_sheet = {n: c for n, c in parts.items() if "sheet1" not in n}
    without_links = {n: c for n, c in parts.items() if "rels" not in n}

    assert "rusak" in refusal_of(zipped(without_sheet))
    assert "rusak" in refusal_of(zipped(without_links))


def test_a_sheet_that_is_far_too_large_is_refused(monkeypatch):
    wide = '<sheetData><row><c r="ZZ1" t="str"><v>jauh</v></c></row></sheetData>'
    assert "terlalu besar" in refusal_of(work_book({"A": wide}))

    monkeypatch.setattr(xlsx, "MOST_CELLS", 10)
    assert "terlalu besar" in refusal_of(work_book({"A": sheet_rows(ROWS)}))


def test_cells_far_to_the_right_that_are_empty_do_no_harm():
    body = sheet_rows(ROWS, MERGES + " A1:B1048576 A1 x:y").replace(
        "</sheetData>", '<row r="20"><c r="ZZ20"/></row></sheetData>'
    )

    assert len(decree_of(work_book({"A": body}), "a.xlsx")["positions"]) == 2
