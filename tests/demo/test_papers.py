"""Evidence of made-up offices: real files, always the same bytes."""

from io import BytesIO

import pytest
from PIL import Image

from tolok.demo.papers import paper, picture
from tolok.measurement.evidence import kind_of


def test_a_paper_is_a_pdf_that_the_door_lets_in() -> None:
    content = paper("Berita Acara", ["Desa (contoh)", "Garis miring \\ dan é"])

    assert kind_of(content, "berita.pdf") == "application/pdf"
    assert content.startswith(b"%PDF-1.4")
    assert content.endswith(b"%%EOF\n")
    assert rb"Desa \(contoh\)" in content


def test_the_table_of_a_pdf_points_at_its_parts() -> None:
    content = paper("Judul", ["baris"])

    start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    assert content[start:].startswith(b"xref\n0 7\n")
    for number, line in enumerate(content[start:].splitlines()[3:9], 1):
        place = int(line.split()[0])
        assert content[place:].startswith(b"%d 0 obj" % number)


def test_a_picture_is_a_jpeg_that_can_be_opened() -> None:
    content = picture("p01", 1)

    with Image.open(BytesIO(content)) as opened:
        assert opened.format == "JPEG"
        assert opened.size == (480, 320)


@pytest.mark.parametrize("make", [lambda x: paper(x, [x]), picture])
def test_the_same_words_give_the_same_bytes_and_others_give_others(make) -> None:
    assert make("satu") == make("satu")
    assert make("satu") != make("dua")
