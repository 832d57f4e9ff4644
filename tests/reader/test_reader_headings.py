"""Heads and rows of tables that only blanks keep apart, and texts broken by a line's end."""

from typing import Any

import pytest

from tests.reader.decree_layouts import as_pdf, made
from tests.reader.test_reader_pdf import read_pdf, share_read
from tolok.reader.sources.pdf.aligned import find_aligned
from tolok.reader.sources.pdf.bands import Setting
from tolok.reader.sources.pdf.marks import Page, TextLine, Word, lines_of
from tolok.reader.sources.pdf.wrapping import join


SIZE = 10.0
LETTER = 5.0


def word(text: str, x0: float, base: float) -> Word:
    x1 = x0 + LETTER * len(text)
    return Word(text, x0, base - 8, x1, base + 2, base, SIZE)


def page_of(*placed: tuple[float, str, float]) -> list[TextLine]:
    """Lines of a page from (baseline, text, left edge); blanks part the words."""
    words = []
    for base, text, left in placed:
        x = left
        for part in text.split():
            words.append(word(part, x, base))
            x += LETTER * len(part) + 2.5
    return lines_of(words)


def tables_of(lines: list[TextLine]) -> list[list[list[str]]]:
    page = Page(1, 600, 800)
    return [
        [row.texts for row in grid.rows]
        for grid, _ in find_aligned(page, lines, None, Setting())[0]
    ]


HEAD = [
    (95, "TARGET", 400),
    (100, "NO", 50),
    (100, "SASARAN", 120),
    (100, "INDIKATOR KINERJA", 250),
    (105, "2027", 370),
    (105, "2028", 440),
]
NUMBERS = [
    (120, "(1)", 48),
    (120, "(2)", 130),
    (120, "(3)", 285),
    (120, "(4)", 372),
    (120, "(5)", 442),
]
ROW = [
    (135, "1", 52),
    (135, "Tertibnya arsip", 90),
    (135, "Jumlah berkas yang ditata", 220),
    (135, "12", 375),
    (135, "15", 445),
]


def test_a_row_of_numbers_tells_the_columns_under_a_head_of_several_lines():
    head, numbers, row = tables_of(page_of(*HEAD, *NUMBERS, *ROW))[0]

    assert head == ["NO", "SASARAN", "INDIKATOR KINERJA", "2027", "2028"]
    assert numbers == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert row == ["1", "Tertibnya arsip", "Jumlah berkas yang ditata", "12", "15"]


def test_a_heading_over_several_years_belongs_to_none_of_them():
    head, row = tables_of(page_of(*HEAD, *ROW))[0]

    assert head[3:] == ["2027", "2028"]
    assert row[3:] == ["12", "15"]


def test_prose_close_above_a_head_is_no_part_of_it():
    prose = (85, "c. pelaporan tata naskah dinas yang lengkap;", 50)

    (table,) = tables_of(page_of(prose, *HEAD, *NUMBERS, *ROW))

    assert table[0] == ["NO", "SASARAN", "INDIKATOR KINERJA", "2027", "2028"]


@pytest.mark.parametrize(
    "over", ["A. KINERJA UTAMA", "SASARAN I ( Meningkatnya tertib arsip di daerah )"]
)
def test_a_line_over_all_columns_does_not_end_the_table(over):
    later = [(base + 45, text, left) for base, text, left in ROW]
    lines = page_of(*HEAD, *NUMBERS, *ROW, (155, over, 50), *later)

    (table,) = tables_of(lines)

    assert table[3] == [over, "", "", "", ""]
    assert table[4][2] == "Jumlah berkas yang ditata"


def test_a_note_below_the_rows_ends_the_table():
    lines = page_of(*HEAD, *NUMBERS, *ROW, (155, "Sumber : Renstra", 50))

    (table,) = tables_of(lines)

    assert len(table) == 3


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("Aplikasi e-", "SAKIP", "Aplikasi e-SAKIP"),
        ("RPJMD 2025-", "2029", "RPJMD 2025-2029"),
        ("80–", "89%", "80–89%"),
        ("90 –", "100", "90 – 100"),
        ("jumlah selesai /", "jumlah seluruhnya", "jumlah selesai / jumlah seluruhnya"),
        ("Dokumen/", "Laporan", "Dokumen/Laporan"),
        ("pengem-", "bangan", "pengembangan"),
        ("rata-", "rata", "rata-rata"),
    ],
)
def test_a_dash_or_slash_at_a_lines_end_goes_on_as_it_stood(above, below, text):
    assert join(above, below) == text


@pytest.mark.parametrize("table", ["none", "levels"])
@pytest.mark.parametrize("seed", [7001, 7003])
def test_cells_set_in_the_middle_of_their_rows_are_read_back(
    seed: int, table: str
) -> None:
    decree: dict[str, Any]
    decree, layout = made(seed, sections=2, table=table, middle=True)

    read = read_pdf(as_pdf(decree, layout))

    assert share_read(decree, read) >= 0.95, layout
