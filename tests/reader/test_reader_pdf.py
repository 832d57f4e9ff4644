"""PDFs with a text layer: laid out in many ways, read back as what was laid out."""

import io
import zlib
from collections import Counter
from typing import Any

import pypdfium2
import pytest

from tests.reader.decree_layouts import COLUMN_SETS, PLAIN, Maker, as_pdf, made
from tests.reader.decree_texts import DECREES, codes_of, wording
from tolok.reader import UnreadableDecree, read_decree
from tolok.reader.blocks import Box
from tolok.reader.sources.pdf.marks import Page
from tolok.reader.sources.pdf.trust import refuse_scrambled


def read_pdf(content: bytes) -> dict[str, Any]:
    return read_decree(content=content, name="sk.pdf").decree


def share_read(decree: dict[str, Any], read: dict[str, Any]) -> float:
    """The share of a decree's texts that were read right, less those made up."""
    want, got = Counter(texts_of(decree)), Counter(texts_of(read))
    wrong = sum((want - got).values()) + sum((got - want).values())
    return 1 - wrong / sum(want.values())


def texts_of(decree: dict[str, Any]) -> list[tuple[str, str]]:
    """Every text of a decree, rows with the position and row they stand in."""
    said = wording(decree)
    texts = [(key, str(value)) for key, value in said["head"].items()]
    for position in said["positions"]:
        title = position["title"]
        texts += [(title, text) for text in position["duties"] + position["functions"]]
        for row, (text, indicators) in enumerate(position["objectives"]):
            texts.append((f"{title} {row}", text))
            texts += [(f"{title} {row}", str(indicator)) for indicator in indicators]
    return texts


@pytest.mark.parametrize("seed", range(1001, 1005))
def test_a_decree_with_ruled_tables_is_read_back_word_for_word(seed):
    decree, layout = made(seed, sections=2)

    read = read_pdf(as_pdf(decree, layout))

    assert wording(read) == wording(decree), layout


@pytest.mark.parametrize("table", ["none", "levels"])
@pytest.mark.parametrize("seed", [1101, 1102])
def test_a_decree_whose_tables_only_blanks_keep_apart_is_read_back(seed, table):
    decree, layout = made(seed, sections=2, table=table, middle=False)

    read = read_pdf(as_pdf(decree, layout))

    assert share_read(decree, read) >= 0.95, layout


@pytest.fixture(scope="module")
def plain() -> tuple[dict[str, Any], bytes]:
    """A decree of a few pages, plainly laid out."""
    decree = Maker(7).decree({name for name, *_ in COLUMN_SETS["five"]}, sections=2)
    return decree, as_pdf(decree, PLAIN)


def test_every_place_points_at_a_line_that_says_it_and_where_it_stands(plain):
    read = read_decree(content=plain[1], name="sk.pdf")

    assert len(read.boxes) == len(read.lines)
    for position in read.decree["positions"]:
        assert position["title"] in read.lines[position["where"]["line"] - 1]
        for objective in position["objectives"]:
            for indicator in objective["indicators"]:
                where = indicator["where"]
                line, box = read.lines[where["line"] - 1], read.boxes[where["line"] - 1]
                assert " ".join(indicator["text"].split()[:2]) in line
                assert isinstance(box, Box)
                assert box.page == where["page"]
                assert 0 <= box.x0 < box.x1 <= 1
                assert 0 <= box.y0 < box.y1 <= 1


def test_reading_tells_how_many_pages_it_has_read(plain):
    told: list[tuple[int, int]] = []

    read = read_decree(
        content=plain[1], name="sk.pdf", progress=lambda *pages: told.append(pages)
    )

    pages = read.decree["source"]["pages"]
    assert told == [(page, pages) for page in range(pages + 1)]


def test_a_row_broken_by_a_page_is_one_row_and_is_told():
    decree = read_pdf((DECREES / "education-2027-ruled.pdf").read_bytes())

    assert codes_of(decree).count("row-joined") == 3


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_is_shown_on_its_side_is_read_all_the_same(plain, quarters):
    decree, content = plain
    document = pypdfium2.PdfDocument(content)
    for page in document:
        page.set_rotation(90 * quarters)
        page.close()
    turned = io.BytesIO()
    document.save(turned)
    document.close()

    assert wording(read_pdf(turned.getvalue())) == wording(decree)


def test_bytes_before_the_mark_of_a_pdf_do_not_matter(plain):
    decree, content = plain

    assert wording(read_pdf(b"\r\n--batas\r\n" + content)) == wording(decree)


def test_a_pdf_cut_short_is_refused():
    with pytest.raises(UnreadableDecree, match="rusak"):
        read_pdf(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")


def test_a_stream_that_swells_beyond_reason_is_refused_before_it_is_opened():
    packed = zlib.compress(bytes(210 * 1024 * 1024), 1)
    swelling = b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + packed

    with pytest.raises(UnreadableDecree, match="mengembang"):
        read_pdf(swelling + b"\nendstream\nendobj\n")


def test_a_stream_that_ends_where_a_piece_ends_is_not_waited_for():
    packed = zlib.compress(bytes(8 * 1024 * 1024))
    ending = b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + packed

    with pytest.raises(UnreadableDecree, match="rusak"):
        read_pdf(ending + b"\nendstream\nendobj\n")


def test_letters_without_a_trustworthy_map_are_refused():
    page = Page(1, 100, 100, characters=500, unmapped=40)

    with pytest.raises(UnreadableDecree, match="peta hurufnya rusak"):
        refuse_scrambled([page], ["Jabatan Kepala Dinas"])


def test_text_that_is_no_indonesian_by_its_vowels_is_refused():
    page = Page(1, 100, 100, characters=500)

    with pytest.raises(UnreadableDecree, match="peta hurufnya rusak"):
        refuse_scrambled([page], ["Lfqbmb Ejobt Qfsivcvohbo"] * 40)
