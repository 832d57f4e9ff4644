"""Promises that hold for any file and any decree, tried with many."""

import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.reader.decree_texts import (
    DECREES,
    EXAMPLE,
    HEAD,
    as_tabs,
    decree_of,
    sheet,
    wording,
)
from tests.reader.office_files import word_file, work_book
from tolok.reader import UnreadableDecree, check_decree, read_decree
from tolok.reader.write.docx import Letterhead, write_decree


FEW = settings(max_examples=60, deadline=None)
SAMPLES = [
    (EXAMPLE / "sk-iki-2026.txt").read_bytes()[:9000],
    (DECREES / "health-2027-merged.docx").read_bytes(),
    (DECREES / "civil-registry-2027-sheets.xlsx").read_bytes(),
]


def is_read_or_refused(content: bytes) -> None:
    """Read these bytes; a refusal is fine, any other error is not."""
    try:
        decree = read_decree(content=content, name="berkas").decree
    except UnreadableDecree as refusal:
        said = str(refusal)
    else:
        check_decree(decree)
        said = "terbaca."
    assert said.endswith(".")


@FEW
@given(st.binary(max_size=3000))
@example(b"PK\x03\x04word/")
@example(b"\xfe\xff\x00")
def test_no_bytes_make_the_reader_raise_anything_but_a_refusal(content):
    is_read_or_refused(content)


@FEW
@given(st.data())
def test_no_damage_to_a_good_file_makes_it_raise_anything_else(data):
    content = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 40))] = data.draw(
            st.binary(max_size=40)
        )

    is_read_or_refused(bytes(content))


LINES = st.sampled_from(
    [
        "1. Jabatan : Kepala Dinas", "Jabatan", "2. Tugas :", "3. Fungsi : a. satu; b. dua",
        "NO\tSASARAN\tINDIKATOR", "1\t2\t3", "1\tTertib\tJumlah surat", "\t\tIKM", "\t\t",
        "\tlanjut\tlagi", "| NO | SASARAN | INDIKATOR |", "| --- | --- | --- |", "|||",
        "| 1 | Tertib | Jumlah A yang baik Persentase B |", "---\t---\t---", "", "3.", "- ",
        "MEMUTUSKAN :", "Menimbang : a. bahwa;", "Mengingat :", "KESATU", "KEDUA : dua",
        "KEPUTUSAN KEPALA DINAS", "NOMOR : /", "TENTANG", "LAMPIRAN KEPUTUSAN", "Mengetahui,",
        "Kepala Dinas,", "NIP. 197203041998032007", "Pembina", "Ditetapkan di", "**", "a.",
        "INDIKATOR KINERJA INDIVIDU TAHUN 2027", "Unit Kerja :", "Unit Kerja : Bidang A",
        "JABATAN\tNO\tSASARAN\tINDIKATOR\tTARGET", "A\t1\tTertib\tJumlah\t-", "Sekarjati, 1 Mei 2027",
        "K E P U T U S A N", "SASARAN I ( Tertib )\t\t", "......\t......\t......", "Lurah", "Kepala",
    ]
)  # fmt: skip


@FEW
@given(st.lists(LINES, max_size=40))
def test_no_order_of_usual_lines_makes_it_raise_anything_else(lines):
    is_read_or_refused("\n".join(lines).encode())


@FEW
@given(st.text(max_size=400))
def test_no_text_inside_a_decree_makes_it_raise_anything_else(text):
    is_read_or_refused(
        (HEAD + text + "\n" + sheet("Kepala Dinas")).encode("utf-8", "replace")
    )


XML_TAGS = st.sampled_from(
    ["w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:sdt", "w:ins", "w:del"]
)
XML_TREES = st.recursive(
    st.sampled_from(["<w:t>NO</w:t>", "<w:t>SASARAN</w:t>", "<w:t>INDIKATOR</w:t>", "<w:br/>",
                     "<w:vMerge/>", '<w:gridSpan w:val="9999"/>', "<w:numPr/>"]),
    lambda inner: st.tuples(XML_TAGS, st.lists(inner, max_size=4)).map(
        lambda node: f"<{node[0]}>{''.join(node[1])}</{node[0]}>"
    ),
    max_leaves=25,
)  # fmt: skip


@FEW
@given(XML_TREES)
def test_no_order_of_words_own_parts_makes_it_raise_anything_else(tree):
    is_read_or_refused(word_file(tree))


@FEW
@given(
    st.lists(
        st.tuples(
            st.text("ABZ0123456789", max_size=8),
            st.sampled_from(["n", "s", "b", "e", "str", "inlineStr", "d", "x"]),
            st.text("0123456789.-eEnaif", max_size=9),
        ),
        max_size=30,
    )
)
def test_no_cells_of_a_sheet_make_it_raise_anything_else(cells):
    row = "".join(f'<c r="{r}" t="{t}" s="{v}"><v>{v}</v></c>' for r, t, v in cells)

    is_read_or_refused(work_book({"A": f"<sheetData><row>{row}</row></sheetData>"}))


# Words that open no part of a decree and no measure, so that any row of them is a text.
WORD = st.sampled_from(
    [
        "Layanan",
        "Data",
        "Warga",
        "Pasar",
        "Jalan",
        "Pohon",
        "Air",
        "Sungai",
        "Sekolah",
        "Petani",
        "Nelayan",
        "Pemuda",
        "Hutan",
        "Kebun",
        "Ternak",
        "Listrik",
        "Rumah",
        "Sehat",
        "Tertib",
        "Bersih",
        "Aman",
        "Maju",
        "Mandiri",
    ]
)
PHRASE = st.lists(WORD, min_size=2, max_size=5).map(" ".join)
MEASURE = st.sampled_from(["Persentase", "Jumlah", "Nilai", "Indeks", "Rata-rata"])
ITEM_TEXT = PHRASE.map(lambda text: f"penyusunan {text};")
KINDS = {
    "Persentase": "percentage",
    "Jumlah": "count",
    "Nilai": "value",
    "Indeks": "index",
    "Rata-rata": "value",
}


@st.composite
def indicators(draw):
    measure = draw(MEASURE)
    unit = draw(st.sampled_from(["Dokumen", "Orang", "%", "Skor"]))
    target = draw(st.sampled_from(["12", "98,75", "-", "1.500", "2 – 4", "BB (70,5)"]))
    return {
        "text": f"{measure} {draw(PHRASE)}",
        "kind": "percentage" if unit == "%" else KINDS[measure],
        "unit": unit,
        "target": [{"period": None, "text": target}],
        "formula": None,
        "data_source": None,
        "reason": None,
        "definition": None,
        "responsible": None,
        "split": False,
        "where": {"page": None, "line": None, "table": None, "row": None},
    }


@st.composite
def objectives(draw):
    texts = draw(st.lists(PHRASE, min_size=1, max_size=3, unique=True))
    return [
        {
            "label": str(number),
            "text": f"Meningkatnya {text}",
            "indicators": draw(st.lists(indicators(), min_size=1, max_size=3)),
        }
        for number, text in enumerate(texts, 1)
    ]


def lettered(texts: list[str]) -> list[dict]:
    return [
        {"label": chr(ord("a") + index), "text": text}
        for index, text in enumerate(texts)
    ]


@st.composite
def decrees(draw):
    """A decree of one office: its head, its secretary, fields and their staff."""
    office, region = f"Dinas {draw(PHRASE)}", f"Kabupaten {draw(WORD)}"
    fields = draw(st.lists(PHRASE, min_size=1, max_size=3, unique=True))
    units = [("u1", office, "dinas", None), ("u2", "Sekretariat", "sekretariat", "u1")]
    people = [
        (f"Kepala {office}", "u1", None, "jpt"),
        (f"Sekretaris {office}", "u2", "p01", "administrator"),
    ]
    for name in fields:
        unit, head = f"u{len(units) + 1}", f"p{len(people) + 1:02d}"
        units.append((unit, f"Bidang {name}", "bidang", "u1"))
        people.append((f"Kepala Bidang {name}", unit, "p01", "administrator"))
        for title, level in draw(
            st.lists(
                st.sampled_from(
                    [
                        ("Analis Pasar Ahli Muda", "fungsional"),
                        ("Penata Layanan", "pelaksana"),
                    ]
                ),
                max_size=2,
            )
        ):
            people.append((title, unit, head, level))
    day = draw(st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31)))
    issuer = f"Kepala {office} {region}"
    nowhere = {"page": None, "line": None, "table": None, "row": None}
    return {
        "format": "tolok-decree/1",
        "source": {"file": "a", "sha256": "0" * 64, "kind": "text", "pages": None},
        "decree": {
            "kind": "Keputusan",
            "number": f"{draw(st.integers(1, 999))}/KEP/{day.year}",
            "about": f"Indikator Kinerja Individu pada {office} Tahun {day.year}",
            "issuer": issuer,
            "organisation": office,
            "region": region,
            "year_from": day.year,
            "year_until": day.year,
            "place": region.removeprefix("Kabupaten "),
            "date": day.isoformat(),
            "considerations": lettered(
                draw(st.lists(ITEM_TEXT, min_size=1, max_size=3))
            ),
            "legal_bases": [
                {"label": str(n), "text": f"Undang-Undang tentang {text};"}
                for n, text in enumerate(
                    draw(st.lists(PHRASE, min_size=1, max_size=3)), 1
                )
            ],
            "rulings": [
                {
                    "label": label,
                    "text": f"Keputusan ini mengatur {draw(PHRASE)}:",
                    "items": lettered(draw(st.lists(ITEM_TEXT, max_size=3))),
                }
                for label in ("KESATU", "KEDUA")
            ],
            "signatory": {
                "title": f"Kepala {office}",
                "name": "Ratnawulan Sastrodirjo, S.T.",
                "rank": "Pembina Utama Muda",
                "nip": "197203041998032007",
            },
        },
        "units": [
            {"id": i, "name": name, "kind": kind, "parent": parent}
            for i, name, kind, parent in units
        ],
        "positions": [
            {
                "id": f"p{number:02d}",
                "label": "1",
                "title": title,
                "unit": unit,
                "superior": superior,
                "class": level,
                "duties": lettered(draw(st.lists(ITEM_TEXT, max_size=3))),
                "functions": lettered(draw(st.lists(ITEM_TEXT, max_size=3))),
                "objectives": draw(objectives()),
                "where": nowhere,
                "inferred": {},
            }
            for number, (title, unit, superior, level) in enumerate(people, 1)
        ],
        "findings": [],
    }


@settings(max_examples=30, deadline=None)
@given(decrees())
def test_any_decree_written_as_tab_text_is_read_back_the_same(decree):
    check_decree(decree)

    assert wording(decree_of(as_tabs(decree))) == wording(decree)


@settings(max_examples=12, deadline=None)
@given(decrees())
def test_any_decree_written_as_a_word_document_is_read_back_the_same(decree):
    letterhead = Letterhead(
        f"Pemerintah {decree['decree']['region']}", decree["decree"]["organisation"]
    )

    content = write_decree(decree, letterhead=letterhead)

    assert wording(decree_of(content, "a.docx")) == wording(decree)
