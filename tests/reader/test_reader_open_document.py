"""OpenDocument spreadsheets, and what is hidden in any workbook."""

import pytest

from tests.reader.decree_texts import codes_of, decree_of
from tests.reader.invented.decrees import invent_document
from tests.reader.invented.scores import score
from tests.reader.office_files import sheet_rows, work_book, zipped
from tolok.reader import UnreadableDecree, read_decree


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
ROWS = [
    ["Jabatan : Ajudan"],
    ["NO", "SASARAN", "INDIKATOR", "TARGET"],
    ["1", "Tertibnya surat", "Jumlah surat", "12"],
    ["2", "Tertibnya arsip", "Jumlah arsip", "5"],
]


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def open_document(target: str, more: str = "", **parts: str) -> bytes:
    rows = [f"<table:table-row>{cell('Jabatan : Ajudan')}</table:table-row>"]
    heads = "".join(cell(text) for text in ("NO", "SASARAN", "INDIKATOR", "TARGET"))
    rows.append(f"<table:table-row>{heads}</table:table-row>")
    body = (
        cell("1") + cell("Tertibnya surat") + cell("Jumlah surat") + cell(target, more)
    )
    rows.append(f"<table:table-row>{body}</table:table-row>")
    rows.append(
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {SPACES}><office:body>"
            f'<office:spreadsheet><table:table table:name="A">{"".join(rows)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
            **parts,
        }
    )


@pytest.mark.parametrize(
    ("shown", "more", "read"),
    [
        ("98.75", 'office:value-type="float" office:value="98.75"', "98,75"),
        ("24,000", 'office:value-type="float" office:value="24000"', "24.000"),
        ("95.5%", 'office:value-type="percentage" office:value="0.955"', "95,5%"),
        ("12 Dokumen", 'office:value-type="string"', "12 Dokumen"),
        (
            "1/4/27",
            'office:value-type="date" office:date-value="2027-01-04"',
            "4 Januari 2027",
        ),
    ],
)
def test_a_value_is_written_as_indonesian_settings_show_it(shown, more, read):
    decree = decree_of(open_document(shown, more))
    (indicator,) = decree["positions"][0]["objectives"][0]["indicators"]

    assert indicator["target"] == [{"period": None, "text": read}]


def test_a_locked_spreadsheet_is_told_so():
    locked = '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'
    content = open_document("1", **{"META-INF/manifest.xml": locked})

    with pytest.raises(UnreadableDecree, match="terkunci kata sandi"):
        read_decree(content=content, name="a.ods")


@pytest.mark.parametrize("family", ["position column", "quarters", "annex alone"])
def test_an_unseen_spreadsheet_is_read_by_its_layout(family):
    document = invent_document(903, family, "ods", most=5)

    assert score(document.truth, decree_of(document.content))[0] >= 0.98


def test_hidden_rows_and_columns_are_left_out_and_reported():
    rows = sheet_rows(ROWS).replace('<row r="4">', '<row r="4" hidden="1">')
    columns = '<cols><col min="4" max="4" hidden="true"/></cols>'

    decree = decree_of(work_book({"A": columns + rows}))
    (objective,) = decree["positions"][0]["objectives"]

    assert objective["indicators"][0]["target"] == []
    assert "cells-hidden" in codes_of(decree)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "terkunci kata sandi",
        ),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), ".odt"),
        (zipped({"ppt/presentation.xml": "x"}), "PowerPoint"),
        (zipped({"keputusan.docx": zipped({"word/document.xml": "x"})}), "arsip ZIP"),
    ],
    ids=["locked", "odt", "pptx", "nested zip"],
)
def test_what_cannot_be_read_is_named(content, words):
    with pytest.raises(UnreadableDecree, match=words):
        read_decree(content=content, name="a")
