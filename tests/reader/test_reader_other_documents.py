"""What is brought in place of a decree is refused by its own name, and hostile files survived."""

import io
import zipfile

import pytest

from tests.reader.decree_texts import HEAD, TABLE, codes_of, decree_of, sheet
from tolok.reader import UnreadableDecree, read_decree


MATRIX = (
    "MATRIKS PERAN DAN HASIL\n"
    "NO\tINDIKATOR KINERJA\tKepala Dinas\tSekretaris\tKepala Bidang Angkutan\n"
    "1\tPersentase angkutan laik jalan\tx\t\tx\n"
    "2\tNilai SAKIP\tx\tx\t\n"
)
AGREEMENT = (
    "PERJANJIAN KINERJA TAHUN 2027\nkami yang bertanda tangan di bawah ini:\n"
    "Nama : Andi Wijaya\nJabatan : Kepala Bidang Angkutan\n"
    "selanjutnya disebut pihak pertama\n\n"
    "NO\tSASARAN\tINDIKATOR KINERJA\tTARGET\n1\tTertibnya angkutan\tJumlah trayek\t12\n"
)
FORM = "1. Jabatan : Kepala Dinas\n\nNO\tSASARAN\tINDIKATOR KINERJA\tTARGET\n"


def refusal_of(content: str | bytes) -> str:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(UnreadableDecree) as refused:
        read_decree(content=raw, name="berkas")
    return str(refused.value)


@pytest.mark.parametrize(
    "matrix",
    [
        HEAD + MATRIX,
        "JABATAN\tMeningkatnya keselamatan\tMeningkatnya layanan\tMeningkatnya akuntabilitas\n"
        "\tPersentase kecelakaan\tJumlah trayek\tNilai SAKIP\n"
        "Kepala Bidang Angkutan\tx\tTersusunnya data trayek\tx\n"
        "Analis Transportasi\tTersusunnya kajian\tx\tx\n",
        "NAMA PEGAWAI\tJABATAN\tSASARAN 1\tSASARAN 2\tSASARAN 3\n"
        "\t\tIndikator 1\tIndikator 2\tIndikator 3\n"
        "Andi\tKepala Bidang Angkutan\tTersusunnya laporan\tx\tx\n"
        "Budi\tAnalis\tx\tTersusunnya data\tx\n",
        HEAD + "URAIAN\tKepala Dinas\tSekretaris\tKepala Bidang Angkutan\n"
        "Sasaran\tMeningkatnya keselamatan\tMeningkatnya akuntabilitas\tTertibnya angkutan\n"
        "Indikator Kinerja\tPersentase kecelakaan\tNilai SAKIP\tJumlah trayek\n",
    ],
    ids=["positions across", "objectives across", "numbered across", "fields down"],
)
def test_a_transposed_matrix_of_roles_is_refused_as_one(matrix):
    assert "matriks peran" in refusal_of(matrix)


def test_a_matrix_behind_a_decree_is_left_out_and_told():
    decree = decree_of(HEAD + sheet("Kepala Dinas Perhubungan") + MATRIX)

    assert len(decree["positions"]) == 1
    assert len(decree["positions"][0]["objectives"]) == 1
    assert "part-left-out" in codes_of(decree)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (AGREEMENT, "perjanjian kinerja"),
        (f"LAPORAN KINERJA INSTANSI PEMERINTAH TAHUN 2026\nBAB I PENDAHULUAN\n{TABLE}", "LKjIP"),
        (f"RENCANA STRATEGIS (RENSTRA) TAHUN 2025-2029\n{TABLE}", "Renstra"),
        (f"RENCANA KERJA DAN ANGGARAN\n{TABLE}", "dokumen anggaran"),
        ("INFORMASI JABATAN\n1. NAMA JABATAN : Analis\n2. TUGAS POKOK : a. menyusun;\n", "analisis"),
        ("SASARAN KINERJA PEGAWAI\nNAMA : Andi\nJABATAN : Analis\n\n" + TABLE, "SKP"),
        ("<!DOCTYPE html>\n<html><body>" + HEAD, "HTML"),
        ('<?xml version="1.0"?><w:wordDocument>' + HEAD, "XML"),
        ("MIME-Version: 1.0\n\n" + HEAD, "mht"),
    ],
)  # fmt: skip
def test_another_document_is_refused_by_its_name(content, name):
    message = refusal_of(content)

    assert name in message
    assert message.count(". ") <= 2
    assert message.endswith(".")


def test_a_decree_that_speaks_of_agreements_is_still_a_decree():
    text = HEAD.replace("bahwa kinerja perlu diukur", "Perjanjian Kinerja 2027")

    assert decree_of(text + sheet("Kepala Dinas Perhubungan"))["positions"]


@pytest.mark.parametrize("rows", ["", "1\t\t\t\n2\t\t\t\n", "1.\t…\t…\t…\n"])
def test_a_form_with_nothing_but_numbers_is_told_to_be_blank(rows):
    assert "belum diisi" in refusal_of(HEAD + FORM + rows)


@pytest.mark.parametrize(
    "torn",
    [
        "NO\nSASARAN\nMutu layanan\nTertib\nINDIKATOR KINERJA\nNilai SAKIP\nJumlah rambu\n",
        "NO SASARAN INDIKATOR KINERJA\n1 2\nMutu layanan\nTertib\nNilai SAKIP\nJumlah rambu\n",
    ],
    ids=["column after column", "heads in one line"],
)
def test_columns_set_one_after_the_other_are_not_paired_by_guess(torn):
    assert "tercerai" in refusal_of(f"{HEAD}1. Jabatan : Kepala Dinas\n{torn}")


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is its root."""
    written, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (count, len(written))
    )


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"
ROOT = b"<</Type/Catalog/Pages 2 0 R>>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            pdf_of(
                ROOT,
                b"<</Type/Pages/Count 501/Kids[%b]>>"
                % b" ".join(b"%d 0 R" % n for n in range(3, 504)),
                *[PAGE] * 501,
            ),
            "501 halaman",
        ),
        (
            pdf_of(
                ROOT,
                b"<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 3 0 R]>>",
                b"<</Type/Pages/Count 3/Parent 2 0 R/Kids[2 0 R]>>",
            ),
            "rusak",
        ),
    ],
    ids=["too many pages", "pages within themselves"],
)
def test_a_pdf_made_to_choke_a_reader_is_refused(content, words):
    assert words in refusal_of(content)


def package_of(**parts: str | bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "."), content)
    return written.getvalue()


WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>%s</w:body></w:document>"
)


def test_an_archive_within_an_archive_is_never_unpacked(monkeypatch):
    inner = package_of(zeros=bytes(1_000_000))
    content = package_of(
        **{
            "word/document__xml": WORD % "<w:p/>",
            "word/embeddings/x__zip": package_of(**{f"z{n}": inner for n in range(9)}),
        }
    )
    opened = []
    opening = zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile,
        "open",
        lambda self, name, *rest, **more: (
            opened.append(getattr(name, "filename", name)),
            opening(self, name, *rest, **more),
        )[1],
    )

    assert "bukan keputusan" in refusal_of(content)
    assert not any("embeddings" in name for name in opened)


def test_tables_within_tables_without_end_are_refused():
    cell = "<w:tbl><w:tr><w:tc>"
    close = "</w:tc></w:tr></w:tbl>"

    content = package_of(**{"word/document__xml": WORD % (cell * 300 + close * 300)})

    assert "rusak" in refusal_of(content)
