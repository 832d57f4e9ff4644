"""Word as its accepted text shows it: levels, boxes, fields, removed and hidden text."""

import pytest

from tests.reader.decree_texts import HEAD, codes_of, decree_of
from tests.reader.office_files import W, cell, p, row, run, simple_table, table, zipped


M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEADS = "NO|SASARAN|INDIKATOR KINERJA"


def level(number: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%1.%2.", '<w:isLgl/><w:pStyle w:val="Anak"/>')
    + level(2, "lowerLetter", "(%3)", '<w:lvlRestart w:val="0"/>')
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Daftar"/></w:abstractNum>'
    + '<w:abstractNum w:abstractNumId="3"><w:styleLink w:val="Daftar"/>'
    + level(0, "decimalZero", "%1)")
    + "</w:abstractNum>"
    + "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2)
    )
)
STYLES = (
    '<w:style w:styleId="Anak"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    "</w:style>"
)


def word(body: str, **parts: str) -> bytes:
    spaces = f'xmlns:w="{W}" xmlns:m="{M}" xmlns:mc="{MC}"'
    return zipped(
        {
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": f"<w:numbering {spaces}>{NUMBERING}</w:numbering>",
            "word/styles.xml": f"<w:styles {spaces}>{STYLES}</w:styles>",
            **parts,
        }
    )


def numbered(text: str, at: int, number: int = 1) -> str:
    return p(
        text,
        f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>',
    )


def with_duties(*items: str) -> list[dict]:
    head = "".join(p(line) for line in HEAD.splitlines())
    body = (
        head + p("Jabatan : Kepala Dinas Perhubungan") + p("Tugas :") + "".join(items)
    )
    body += simple_table(HEADS, "1|Tertibnya angkutan|Jumlah uji kendaraan")
    return decree_of(word(body), "a.docx")["positions"][0]["duties"]


def read(body: str) -> dict:
    head = "".join(p(line) for line in HEAD.splitlines())
    return decree_of(word(head + body), "a.docx")


def indicator_texts(content: str) -> list[str]:
    """The indicators of a table whose indicator cell holds this."""
    rows = row(*(cell(text) for text in HEADS.split("|"))) + row(
        cell("1"), cell("Tertibnya angkutan"), cell(content)
    )
    decree = read(p("Jabatan : Kepala Dinas Perhubungan") + table(rows))
    return [
        indicator["text"]
        for objective in decree["positions"][0]["objectives"]
        for indicator in objective["indicators"]
    ]


def test_the_levels_of_a_list_are_counted_as_word_shows_them():
    duties = with_duties(
        numbered("satu;", 0),
        numbered("dua;", 0),
        numbered("anak;", 1),
        p("anak kedua;", '<w:pStyle w:val="Anak"/>'),
        numbered("cucu;", 2),
        numbered("tiga;", 0),
        numbered("cucu lagi;", 2),
        numbered("lain.", 0, 2),
    )

    assert [item["label"] for item in duties] == [
        "I", "II", "2.1", "2.2", "a", "III", "b", "01",
    ]  # fmt: skip


def test_a_text_box_is_read_once_where_it_stands():
    box = f"<w:txbxContent>{p('Jabatan : Kepala Dinas Perhubungan')}</w:txbxContent>"
    drawn = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    decree = read(drawn + simple_table(HEADS, "1|Tertibnya angkutan|Jumlah uji"))

    assert [q["title"] for q in decree["positions"]] == ["Kepala Dinas Perhubungan"]


def field(code: str, result: str) -> str:
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>'
        for k in ("begin", "separate", "end")
    ]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{run('kode')}{marks[1]}{run(result)}{marks[2]}"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<w:p>{run('Jumlah ')}{field('PAGE', 'uji')}</w:p>", "Jumlah uji"),
        (
            f"<w:p>{run('Jumlah ')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia </w:t></w:r>"
            f"{run('uji')}</w:p>",
            "Jumlah uji",
        ),
        (
            f'<w:p>{run("Jumlah uji ")}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
            f"{run(' 5')}</w:p>",
            "Jumlah uji ≥ 5",
        ),
        (
            f"<w:p>{run('Nilai ')}<m:oMath><m:f><m:num><m:r><m:t>A</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>B</m:t></m:r></m:den></m:f></m:oMath></w:p>",
            "Nilai A / B",
        ),
        (
            f"<w:p>{run('Jumlah kenda')}<w:r><w:softHyphen/></w:r>{run('raan')}</w:p>",
            "Jumlah kendaraan",
        ),
        (
            f"<w:p>{run('Jumlah ')}<w:moveFrom>{run('lama ')}</w:moveFrom>"
            f"<w:moveTo>{run('uji')}</w:moveTo></w:p>",
            "Jumlah uji",
        ),
        (
            f"<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:sdt><w:sdtContent>{run('Jumlah uji')}"
            "</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
            "Jumlah uji",
        ),
        (
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Jumlah ')}</w:p>{p('uji')}",
            "Jumlah uji",
        ),
    ],
    ids=[
        "field",
        "hidden",
        "symbol",
        "equation",
        "soft hyphen",
        "moved",
        "controls",
        "joined",
    ],
)
def test_a_cell_says_what_its_accepted_text_shows(content, text):
    assert indicator_texts(content) == [text]


def test_a_list_item_that_was_removed_whole_takes_no_number():
    gone = numbered("", 0).replace("<w:numPr>", "<w:rPr><w:del/></w:rPr><w:numPr>")
    duties = with_duties(
        numbered("satu;", 0),
        gone.replace("</w:p>", f"<w:del>{run('hapus;')}</w:del></w:p>"),
        numbered("dua.", 0),
    )

    assert [(item["label"], item["text"]) for item in duties] == [
        ("I", "satu;"),
        ("II", "dua."),
    ]


def test_a_column_that_was_removed_is_no_column():
    gone = "<w:cellDel/>"
    rows = row(cell("NO"), cell("SASARAN"), cell("LAMA", gone), cell("INDIKATOR"))
    rows += row(cell("1"), cell("Tertibnya jalan"), cell("x", gone), cell("Jumlah uji"))

    decree = read(p("Jabatan : Kepala Dinas Perhubungan") + table(rows))

    assert (
        decree["positions"][0]["objectives"][0]["indicators"][0]["text"] == "Jumlah uji"
    )
    assert "tracked-changes" in codes_of(decree)


def test_a_table_that_only_lays_out_a_sheet_is_taken_apart():
    inner = simple_table(HEADS, "1|Tertibnya angkutan|Jumlah uji kendaraan")
    outer = table(row(cell(p("Jabatan : Kepala Dinas Perhubungan") + inner + "<w:p/>")))

    (position,) = read(outer)["positions"]

    assert position["title"] == "Kepala Dinas Perhubungan"
    assert position["objectives"][0]["indicators"][0]["text"] == "Jumlah uji kendaraan"


def test_the_text_is_found_where_the_package_says_it_is_and_macros_stay_shut():
    head = "".join(p(line) for line in HEAD.splitlines())
    body = head + p("Jabatan : Ajudan") + simple_table(HEADS, "1|Tertib|Jumlah surat")
    links = (
        '<Relationships xmlns="r"><Relationship Id="1" Target="word/isi.xml" '
        'Type="http://x/officeDocument"/></Relationships>'
    )
    content = zipped(
        {
            "_rels/.rels": links,
            "word/isi.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            "word/vbaProject.bin": b'Sub AutoOpen()\nKill "*.*"\nEnd Sub',
        }
    )

    assert decree_of(content, "a.docm")["positions"][0]["title"] == "Ajudan"
