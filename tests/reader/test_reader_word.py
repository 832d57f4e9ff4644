"""Word documents: numbers Word makes, merged cells, tracked changes, unsafe files."""

import io
import zipfile

import pytest

from tests.reader.decree_texts import DECREES, HEAD, decree_of
from tests.reader.office_files import (
    W,
    cell,
    numbered,
    p,
    row,
    run,
    simple_table,
    table,
    word_file,
    zipped,
)
from tolok.reader import UnreadableDecree, read_decree
from tolok.reader.sources import packages


OPENING = "".join(p(line) for line in HEAD.splitlines())
OBJECTIVES = simple_table("NO|SASARAN|INDIKATOR", "1|Tertibnya surat|Jumlah surat")
MERGE = '<w:vMerge w:val="restart"/>'
MERGED = "<w:vMerge/>"


def first_position(body: str) -> dict:
    return decree_of(word_file(OPENING + body), "uji.docx")["positions"][0]


def refusal_of(content: bytes) -> str:
    with pytest.raises(UnreadableDecree) as refused:
        read_decree(content=content, name="uji.docx")
    return str(refused.value)


def test_numbers_that_word_makes_become_labels():
    position = first_position(
        numbered("Jabatan : Kepala Dinas Perhubungan", 4)
        + p("Fungsi :")
        + numbered("perumusan;", 1)
        + numbered("pelaporan.", 1)
        + OBJECTIVES
    )

    assert position["label"] == "III"
    assert position["functions"] == [
        {"label": "a", "text": "perumusan;"},
        {"label": "b", "text": "pelaporan."},
    ]


def test_lists_of_one_form_count_on_unless_one_starts_anew():
    position = first_position(
        p("Jabatan : Kepala Dinas Perhubungan")
        + p("Tugas :")
        + numbered("satu;", 1)
        + numbered("dalam;", 1, 1)
        + numbered("dua;", 2)
        + p("Fungsi :")
        + numbered("tiga;", 3)
        + OBJECTIVES
    )

    assert [item["label"] for item in position["duties"]] == ["a", "1", "b"]
    assert [item["label"] for item in position["functions"]] == ["a"]


def test_a_style_may_number_and_a_bullet_has_no_label():
    styled = '<w:pStyle w:val="HurufKecil"/>'
    position = first_position(
        p("Jabatan : Kepala Dinas Perhubungan")
        + p("Tugas :")
        + p("satu;", styled)
        + p("dua;", styled)
        + p("Fungsi :")
        + numbered("butir;", 5)
        + numbered("lain;", 5)
        + numbered("tanpa daftar.", 99)
        + OBJECTIVES
    )

    assert [item["label"] for item in position["duties"]] == ["a", "b"]
    assert [item["label"] for item in position["functions"]] == [None, None, None]


def test_a_paragraph_may_be_taken_out_of_its_styles_list():
    out = '<w:pStyle w:val="Huruf"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    position = first_position(
        p("Jabatan : Kepala Dinas Perhubungan")
        + p("Tugas :")
        + p("memimpin.", out)
        + OBJECTIVES
    )

    assert position["duties"] == [{"label": None, "text": "memimpin."}]


def test_cells_merged_downwards_hold_one_objective_over_its_indicators():
    body = table(
        row(cell("NO"), cell("SASARAN"), cell("INDIKATOR"), cell("TARGET")),
        row(
            cell("1", MERGE),
            cell("Tertibnya surat", MERGE),
            cell("Jumlah surat"),
            cell("5"),
        ),
        row(cell("", MERGED), cell("", MERGED), cell("surat masuk saja"), cell("3")),
    )

    (objective,) = first_position(p("Jabatan : Kepala Dinas Perhubungan") + body)[
        "objectives"
    ]

    assert [i["text"] for i in objective["indicators"]] == [
        "Jumlah surat",
        "surat masuk saja",
    ]


def test_two_head_rows_with_merged_cells_name_each_column():
    body = table(
        row(
            cell("NO", MERGE),
            cell("SASARAN", MERGE),
            cell("INDIKATOR", MERGE),
            cell("TARGET", '<w:gridSpan w:val="2"/>'),
        ),
        row(
            cell("", MERGED),
            cell("", MERGED),
            cell("", MERGED),
            cell("2026"),
            cell("2027"),
        ),
        row(
            cell("1"),
            cell("Tertibnya surat"),
            cell("Jumlah surat"),
            cell("5"),
            cell("6"),
        ),
    )

    (objective,) = first_position(p("Jabatan : Kepala Dinas Perhubungan") + body)[
        "objectives"
    ]

    assert objective["indicators"][0]["target"] == [
        {"period": "2026", "text": "5"},
        {"period": "2027", "text": "6"},
    ]


def test_numbers_that_word_makes_in_the_number_column_are_read():
    body = table(
        row(cell("NO"), cell("SASARAN"), cell("INDIKATOR")),
        row(cell(numbered("", 4)), cell("Tertibnya surat"), cell("Jumlah surat")),
        row(cell(numbered("", 4)), cell("Tertibnya arsip"), cell("Jumlah arsip")),
    )

    objectives = first_position(p("Jabatan : Kepala Dinas Perhubungan") + body)[
        "objectives"
    ]

    assert [objective["label"] for objective in objectives] == ["III", "IV"]


def test_indicators_in_lines_of_their_own_are_parted():
    body = table(
        row(cell("NO"), cell("SASARAN"), cell("INDIKATOR")),
        row(cell("1"), cell("Tertib"), cell(p("Jumlah surat") + p("Jumlah arsip"))),
        row(
            cell("2"),
            cell("Mutu"),
            cell(
                "<w:p>"
                + run("Nilai A")
                + "<w:r><w:br/></w:r>"
                + run("Nilai B")
                + "</w:p>"
            ),
        ),
    )

    objectives = first_position(p("Jabatan : Kepala Dinas Perhubungan") + body)[
        "objectives"
    ]

    assert [len(objective["indicators"]) for objective in objectives] == [2, 2]


def test_a_table_inside_a_cell_and_a_row_that_starts_late_are_read():
    inner = simple_table("Jumlah surat|masuk")
    body = table(
        row(cell("NO"), cell("SASARAN"), cell("INDIKATOR")),
        row(cell("1"), cell("Tertibnya surat"), cell(inner + p())),
        row(
            cell("Jumlah arsip"),
            properties='<w:gridBefore w:val="2"/>',
        ),
    )

    (objective,) = first_position(p("Jabatan : Kepala Dinas Perhubungan") + body)[
        "objectives"
    ]

    assert [i["text"] for i in objective["indicators"]] == [
        "Jumlah surat masuk",
        "Jumlah arsip",
    ]


def test_tracked_changes_are_read_as_accepted_and_reported():
    changed = (
        "<w:p>"
        + run("Jabatan : Kepala Dinas ")
        + "<w:del><w:r><w:delText>Pariwisata</w:delText></w:r></w:del>"
        + f"<w:ins>{run('Perhubungan')}</w:ins></w:p>"
    )
    removed = row(
        cell("2"),
        cell("<w:p><w:r><w:delText>Hapus</w:delText></w:r></w:p>"),
        cell("x"),
        properties="<w:del/>",
    )
    body = table(
        row(cell("NO"), cell("SASARAN"), cell("INDIKATOR")),
        row(cell("1"), cell("Tertibnya surat"), cell("Jumlah surat")),
        removed,
    )
    decree = decree_of(word_file(OPENING + changed + body), "uji.docx")

    assert decree["positions"][0]["title"] == "Kepala Dinas Perhubungan"
    assert len(decree["positions"][0]["objectives"]) == 1
    (finding,) = [f for f in decree["findings"] if f["code"] == "tracked-changes"]
    assert "Pariwisata" in finding["message"]


def test_content_controls_fields_tabs_and_symbols_do_not_hide_text():
    wrapped = f"<w:sdt><w:sdtContent>{p('Jabatan : Kepala Dinas Perhubungan')}</w:sdtContent></w:sdt><w:sdt/>"
    mixed = (
        "<w:p><w:r><w:t>Tugas :</w:t><w:tab/><w:t>memimpin</w:t><w:noBreakHyphen/>"
        "<w:t>melapor</w:t><w:sym/><w:t>rutin.</w:t><w:instrText>PAGE</w:instrText></w:r>"
        "<!-- catatan --></w:p>"
    )

    position = first_position(wrapped + mixed + OBJECTIVES)

    assert position["duties"] == [{"label": None, "text": "memimpin-melapor rutin."}]


def test_a_strict_open_xml_document_is_read_like_any_other():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = OPENING + p("Jabatan : Kepala Dinas Perhubungan") + OBJECTIVES

    decree = decree_of(word_file(body, namespace=strict), "uji.docx")

    assert decree["positions"] == decree_of(word_file(body), "uji.docx")["positions"]


def test_a_template_on_another_machine_is_reported_and_not_opened():
    links = (
        '<Relationships xmlns="x"><!-- catatan --><Relationship Type="a/attachedTemplate" '
        'TargetMode="External" Target="http://templat.invalid/a.dotm"/></Relationships>'
    )
    content = word_file(
        OPENING + p("Jabatan : Kepala Dinas Perhubungan") + OBJECTIVES,
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/_rels/settings.xml.rels"] = links.encode()

    decree = decree_of(zipped(parts), "uji.docx")

    (finding,) = [f for f in decree["findings"] if f["code"] == "remote-template"]
    assert "templat.invalid" in finding["message"]


def test_a_word_file_without_lists_and_styles_is_read():
    body = (
        OPENING
        + p("Jabatan : Kepala Dinas Perhubungan")
        + numbered("Tugas : a. satu.", 1)
        + OBJECTIVES
    )
    content = zipped(
        {
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        }
    )

    assert decree_of(content, "uji.docx")["positions"][0]["duties"][0]["label"] == "a"


def test_lines_beside_the_registry_show_each_paragraph_and_row():
    path = DECREES / "health-2027-merged.docx"
    read = read_decree(path, name=path.name)

    for position in read.decree["positions"]:
        assert position["title"] in read.lines[position["where"]["line"] - 1]


@pytest.mark.parametrize(
    "content",
    [
        zipped({"word/isi.xml": "x"}),
        zipped({"word/document.xml": "<rusak"}),
        zipped({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}),
        word_file(OPENING)[:-200],
        b"PK\x03\x04" + b"word/" + bytes(50),
    ],
)
def test_a_damaged_word_file_is_refused(content):
    assert "rusak" in refusal_of(content)


def test_damage_inside_a_compressed_part_is_refused():
    content = bytearray(word_file(OPENING * 20))
    start = content.index(b"word/document.xml") + 60
    content[start : start + 40] = bytes(40)

    assert "rusak" in refusal_of(bytes(content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_it_is_parsed(encoding):
    unsafe = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<!DOCTYPE w [<!ENTITY isi SYSTEM "file:///etc/hostname">]>'
        f'<w:document xmlns:w="{W}"><w:body>&isi;</w:body></w:document>'
    )

    assert "rujukan ke luar" in refusal_of(
        zipped({"word/document.xml": unsafe.encode(encoding)})
    )


def test_a_part_that_swells_is_refused_by_its_declared_size(monkeypatch):
    monkeypatch.setattr(packages, "_LARGEST_PART", 10_000)

    assert "membengkak" in refusal_of(word_file(p("x" * 20_000)))


def test_parts_that_swell_together_are_refused(monkeypatch):
    monkeypatch.setattr(packages, "_LARGEST_WHOLE", 10_000)

    assert "membengkak" in refusal_of(word_file(p("x" * 9_000)))


def test_an_archive_of_countless_parts_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "_MOST_MEMBERS", 2)

    assert "membengkak" in refusal_of(word_file(OPENING))


def test_a_part_whose_declared_size_lies_is_refused(monkeypatch):
    content = word_file(p("x" * 30_000))
    opened = packages.open_package(content)
    monkeypatch.setattr(packages, "_LARGEST_PART", 10_000)

    with pytest.raises(UnreadableDecree, match="membengkak"):
        opened.part("word/document.xml")
