"""What the project sets as a PDF."""

import copy
import io
import json
import subprocess

import pypdfium2
import pytest

from tests.reader.decree_texts import EXAMPLE, HEAD, decree_of, sheet
from tolok.reader.write import docx, pdf
from tolok.reader.write.layout import PAPERS, Letterhead, letterhead_of


@pytest.fixture(scope="module")
def example():
    return json.loads((EXAMPLE / "decree.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def content(example):
    return pdf.write_decree(example, letterhead=letterhead_of(example))


def pages_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_bounded().replace("\r\n", "\n"))
        text.close()
        page.close()
    document.close()
    return texts


def size_of(content: bytes, page: int) -> tuple[int, int]:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    width, height = document.get_page_size(page)
    document.close()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def test_the_pdf_is_tagged_and_says_it_is_archivable_and_accessible(content):
    assert b"/MarkInfo" in content or b"/StructTreeRoot" in content
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def test_the_first_page_opens_as_a_decree_does(content):
    lines = pages_of(content)[0].split("\n")

    assert lines[0] == "PEMERINTAH KABUPATEN LAMONGAN"
    assert lines[1] == "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA"
    assert any(line.startswith("NOMOR : 100.3.3.2") for line in lines)
    for opening in ("TENTANG", "Menimbang", "Mengingat", "MEMUTUSKAN:", "Menetapkan"):
        assert any(line.startswith(opening) for line in lines), opening


@pytest.mark.parametrize(("name", "size"), [("folio", (215, 330)), ("a4", (210, 297))])
def test_the_paper_is_the_one_asked_for(example, name, size):
    content = pdf.write_decree(
        example, letterhead=letterhead_of(example), paper=PAPERS[name]
    )

    assert size_of(content, 0) == size


def test_a_decree_of_many_columns_lies_across_the_page():
    table = (
        "NO\tSASARAN\tINDIKATOR\tSATUAN\tTARGET\t\tRUMUS\tSUMBER DATA\n"
        "\t\t\t\tTW I\tTW II\t\t\n"
        "1\tTertibnya surat\tJumlah surat\tSurat\t5\t10\tA + B\tAgenda\n"
    )
    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan", table))

    content = pdf.write_decree(decree, letterhead=Letterhead("Pemerintah X", "Dinas"))

    assert size_of(content, 0) == (215, 330)
    assert size_of(content, 1) == (330, 215)
    assert "TW II" in pages_of(content)[1]


def test_head_rows_stand_again_on_each_page_of_a_table(example):
    decree = copy.deepcopy(example)
    position = decree["positions"][0]
    position["objectives"] = position["objectives"][:1] * 60
    decree["positions"] = [position]

    pages = pages_of(pdf.write_decree(decree, letterhead=letterhead_of(decree)))
    tables = [page for page in pages if "Persentase Desa Mandiri" in page]

    assert len(tables) > 1
    assert all("SASARAN STRATEGIS" in page for page in tables)


def test_rows_of_an_objective_stay_with_it(example):
    decree = copy.deepcopy(example)
    rows = decree["positions"][0]["objectives"]
    indicator = rows[0]["indicators"][0]
    decree["positions"][0]["objectives"] = [
        {
            "label": str(number),
            "text": f"Tertibnya urusan {number}",
            "indicators": [
                {**indicator, "text": f"Jumlah urusan {number} bagian {part}"}
                for part in range(3)
            ],
        }
        for number in range(40)
    ]
    decree["positions"] = decree["positions"][:1]

    for page in pages_of(pdf.write_decree(decree, letterhead=letterhead_of(decree))):
        for number in range(40):
            shown = [
                f"Jumlah urusan {number} bagian {part}" in page for part in range(3)
            ]
            assert len(set(shown)) == 1
            assert any(shown) == (f"Tertibnya urusan {number}\n" in page + "\n")


def test_an_objective_longer_than_a_page_goes_on_over_pages(example):
    decree = copy.deepcopy(example)
    objective = decree["positions"][0]["objectives"][0]
    objective["indicators"] = [
        {**objective["indicators"][0], "text": f"Jumlah laporan bagian {part}"}
        for part in range(120)
    ]
    decree["positions"] = decree["positions"][:1]

    pages = pages_of(pdf.write_decree(decree, letterhead=letterhead_of(decree)))

    text = "\n".join(pages)
    assert all(f"Jumlah laporan bagian {part}\n" in text for part in range(120))
    assert sum(objective["text"].split()[0] in page for page in pages) >= 1


def test_what_the_decree_does_not_say_is_left_out():
    decree = decree_of("INDIKATOR KINERJA INDIVIDU\n" + sheet("Kepala Bidang Angkutan"))

    text = "\n".join(pages_of(pdf.write_decree(decree, letterhead=Letterhead("", "X"))))

    for word in ("Menimbang", "MEMUTUSKAN", "Ditetapkan", "NIP", "TENTANG", "None"):
        assert word not in text


def test_the_same_decree_gives_the_same_pdf(example, content):
    assert pdf.write_decree(example, letterhead=letterhead_of(example)) == content


def test_fonts_are_in_the_file(content, tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(content)
    said = subprocess.run(
        ["pdffonts", file], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]

    assert said
    assert all(line.split()[-5] == "yes" for line in said)


def test_markup_in_a_text_stays_text(example):
    decree = copy.deepcopy(example)
    decree["positions"][0]["title"] = '#panic() *tebal* _miring_ $x$ @a <b> #read("x")'
    decree["positions"] = decree["positions"][:1]

    text = " ".join(
        " ".join(
            pages_of(pdf.write_decree(decree, letterhead=letterhead_of(decree)))
        ).split()
    )

    assert '#panic() *tebal* _miring_ $x$ @a <b> #read("x")' in text


def test_the_two_writers_take_the_letterhead_of_the_decree(example):
    name = docx.write_decree(example, letterhead=letterhead_of(example))

    assert letterhead_of(example).office == "Dinas Pemberdayaan Masyarakat dan Desa"
    assert name.startswith(b"PK")
