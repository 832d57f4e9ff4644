"""Scans: pictures of pages, read where the machine has Tesseract."""

import io
import itertools

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.reader.worn import Wear, as_file, sheet_pdf, worn
from tolok.reader import UnreadableDecree, read_decree
from tolok.reader.progress import say_nothing
from tolok.reader.safely import read_decree_safely
from tolok.reader.sources.pdf.assembly import DOUBTED_BELOW, assemble
from tolok.reader.sources.pdf.furniture import Sheet
from tolok.reader.sources.pdf.marks import Page, TextLine, Word
from tolok.reader.sources.scan import recognition, sheets
from tolok.reader.sources.scan.agreement import agree
from tolok.reader.sources.scan.misreadings import (
    settle,
    settle_column_numbers,
    settle_numbers,
    without_strewn,
)
from tolok.reader.sources.scan.page import read_picture
from tolok.reader.sources.scan.pictures import count_pictures, read_pictures
from tolok.reader.sources.scan.recognition import Recognised
from tolok.reader.sources.scan.strokes import find_strokes
from tolok.reader.sources.scan.textlines import (
    Line,
    Region,
    cut_out,
    find_lines,
    letters_of,
)
from tolok.reader.sources.scan.upright import lay_straight


needs_tesseract = pytest.mark.skipif(
    not recognition.is_there(),
    reason="Tesseract belum terpasang: apt install tesseract-ocr tesseract-ocr-ind",
)


@pytest.fixture(scope="module")
def pdf():
    return sheet_pdf()


@pytest.fixture(scope="module")
def scanned(pdf, tmp_path_factory):
    """One worn page, read as the service reads it; recognised once for all tests."""
    path = tmp_path_factory.mktemp("pindaian") / "sk.pdf"
    path.write_bytes(as_file(worn(pdf, Wear(stamp=True)), "PDF"))
    told = []
    read = read_decree_safely(
        path, name="sk.pdf", progress=lambda done, total: told.append((done, total))
    )
    return read, told


@needs_tesseract
def test_a_scanned_page_is_read_word_for_word(scanned):
    position = scanned[0].decree["positions"][0]
    objectives = position["objectives"]
    indicators = [one for objective in objectives for one in objective["indicators"]]

    assert position["title"] == "Kepala Bidang Layanan Arsip"
    assert [objective["text"] for objective in objectives] == [
        "Meningkatnya tertib arsip perangkat daerah",
        "Tersedianya daftar arsip",
    ]
    assert [
        (one["text"], one["unit"], one["target"][0]["text"]) for one in indicators
    ] == [
        ("Persentase perangkat daerah yang menata arsip", "%", "87,5"),
        ("Jumlah arsiparis yang dibina", "Orang", "24"),
        ("Jumlah daftar arsip yang disusun", "Daftar", "12"),
    ]


@needs_tesseract
def test_a_scan_is_told_as_one_with_its_pages_and_progress(scanned):
    read, told = scanned

    assert read.decree["source"]["kind"] == "scan"
    assert read.decree["source"]["pages"] == 1
    assert told[-1] == (1, 1)


@needs_tesseract
def test_the_place_of_an_indicator_is_where_it_stands_on_the_picture(scanned):
    read, _ = scanned
    indicator = read.decree["positions"][0]["objectives"][1]["indicators"][0]
    line = indicator["where"]["line"] - 1
    box = read.boxes[line]

    assert "Jumlah daftar arsip yang disusun" in read.lines[line]
    assert (box.page, box.x0 < 0.12, box.x1 > 0.88) == (1, True, True)
    # The table ends in the upper third of the page.
    assert 0.18 < box.y0 < box.y1 < 0.35
    assert box.y1 - box.y0 < 0.06


@needs_tesseract
def test_a_page_that_stands_on_its_head_is_turned(pdf):
    page = read_picture(grey(worn(pdf, Wear(turn=2, dots_per_inch=150))), 1)

    words = [word.text for word in page.words]
    assert words.index("Jabatan") < words.index("Kepala") < words.index("Arsip")
    assert page.box(TextLine([prose_word(page)]).area).y0 > 0.5


def test_without_tesseract_the_reader_says_what_to_install(monkeypatch, pdf):
    monkeypatch.setattr(recognition.shutil, "which", lambda name: None)
    recognition.languages.cache_clear()
    scan = as_file(worn(pdf, Wear(dots_per_inch=80)), "PDF")

    with pytest.raises(
        UnreadableDecree, match="apt install tesseract-ocr tesseract-ocr-ind"
    ):
        read_decree(content=scan, name="sk.pdf")

    recognition.languages.cache_clear()


@pytest.mark.parametrize("skew", [-3.0, -0.7, 0.0, 1.9])
def test_a_page_askew_is_laid_straight_to_a_tenth_of_a_degree(pdf, skew):
    straight = lay_straight(grey(worn(pdf, Wear(skew=skew, dots_per_inch=120))))
    right = straight.back @ np.array([1.0, 0.0, 0.0])

    assert np.degrees(np.arctan2(-right[1], right[0])) == pytest.approx(skew, abs=0.1)


@pytest.mark.parametrize("turn", [1, 3])
def test_a_page_on_its_side_is_laid_with_its_lines_level(pdf, turn):
    straight = lay_straight(grey(worn(pdf, Wear(turn=turn, dots_per_inch=120))))

    assert straight.shown[0] > straight.shown[1]
    assert straight.picture.shape[0] > straight.picture.shape[1]


def test_the_sheet_in_a_photo_is_cut_out_of_the_table_it_lies_on(pdf):
    sheet = grey(worn(pdf, Wear(skew=0, dots_per_inch=100)))
    height, width = sheet.shape
    around = np.full((height + 200, width + 240), 60, dtype=np.uint8)
    around[100 : 100 + height, 120 : 120 + width] = sheet

    straight = lay_straight(around)

    corner = straight.back @ np.array([0.0, 0.0, 1.0])
    assert corner[0] / corner[2] == pytest.approx(120, abs=8)
    assert corner[1] / corner[2] == pytest.approx(100, abs=8)
    assert straight.picture.mean() > 220


def ruled(*, broken: bool = False, ink: int = 40) -> np.ndarray:
    """A table of two columns and three rows; the first column's last rows are one cell."""
    page = np.full((1200, 2000), 250, dtype=np.uint8)
    for y, left in ((100, 200), (300, 200), (500, 900), (700, 200)):
        page[y : y + 3, left:1800] = ink
    for x in (200, 900, 1797):
        page[100:703, x : x + 3] = ink
    if broken:
        page[:, 500:520] = 250
        page[380:400, :] = 250
    return page


@pytest.mark.parametrize(("broken", "ink"), [(False, 40), (True, 40), (False, 215)])
def test_lines_of_a_table_are_found_whole_broken_or_faint(broken, ink):
    strokes = find_strokes(ruled(broken=broken, ink=ink))

    assert [round(rule.at, -1) for rule in strokes.level] == [100, 300, 500, 700]
    assert sorted(round(rule.at, -1) for rule in strokes.upright) == [200, 900, 1800]
    assert strokes.cleaned.min() == 250


def written(*rows: tuple[int, str], strewn: int = 0) -> np.ndarray:
    """Words drawn on paper, each on its baseline; `strewn` specks all over the page."""
    page = np.zeros((900, 1600), dtype=np.uint8)
    for base, text in rows:
        cv2.putText(page, text, (100, base), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 255, 3)
    chance = np.random.default_rng(3)
    for x, y in chance.integers(20, [1580, 880], (strewn, 2)):
        cv2.circle(page, (int(x), int(y)), 2, 255, -1)
    return page


def lines_of_page(ink: np.ndarray) -> list[Line]:
    region = Region(0, 0, ink.shape[1], ink.shape[0], cell=False)
    found = find_lines(letters_of(ink), [region])
    return sorted(found, key=lambda line: line.base)


def test_lines_that_touch_are_told_apart_and_each_is_cut_out_alone():
    ink = written((200, "pegawai yang"), (236, "bidang kelompok"))
    lines = lines_of_page(ink)

    assert [round(line.base, -1) for line in lines] == [200, 240]
    upper, _, top = cut_out(255 - ink, letters_of(ink), lines[0])
    assert (upper[: 210 - top] < 100).sum() > 2 * (upper[215 - top :] < 100).sum()


def test_dirt_strewn_over_a_page_makes_no_line():
    clean = lines_of_page(written((200, "pegawai"), (400, "bidang")))
    dirty = lines_of_page(written((200, "pegawai"), (400, "bidang"), strewn=400))

    assert len(dirty) == len(clean) == 2
    assert sum(len(line.extra) for line in dirty) <= 6


def test_a_dash_that_is_all_of_a_cell_is_a_line():
    ink = np.zeros((200, 300), dtype=np.uint8)
    ink[98:102, 140:156] = 255
    lines = find_lines(letters_of(ink), [Region(50, 50, 250, 150, cell=True)])

    assert [line.dash for line in lines] == [True]


def heard(text: str, x0: float = 0, sure: int = 80) -> Recognised:
    return Recognised(text, x0, 0, x0 + 20 * len(text), 40, 32, 40, sure)


@pytest.mark.parametrize(
    ("words", "signs", "said"),
    [
        ("1004", "100%", "100%"),
        ("pasar,", "pasar;", "pasar;"),
        ("f", "f.", "f."),
        ("FUNGSI", "FUNGSIL", "FUNGSI"),
        ("pelaksanaan", "_pelaksanaan", "pelaksanaan"),
        ("98,75", "98,75", "98,75"),
        (":", ".", ":"),
        ("'", ":", ":"),
    ],
)
def test_of_two_recognitions_each_is_heard_in_what_it_knows(words, signs, said):
    assert [one.text for one in agree([heard(words)], [heard(signs)])] == [said]


def test_a_stroke_of_a_pen_is_no_word_and_a_colon_is_no_stroke():
    assert agree([heard("N", sure=30)], [heard("ff", sure=41)]) == []
    assert agree([heard(".", sure=90)], []) == []
    assert [w.text for w in agree([heard(":", sure=30)], [])] == [":"]


def test_two_that_agree_are_surer_and_two_that_differ_are_doubted():
    (agreed,) = agree([heard("arsip", sure=70)], [heard("arsip", sure=75)])
    (doubted,) = agree([heard("arsip", sure=70)], [heard("arsib", sure=71)])

    assert agreed.sure > 75
    assert (doubted.text, doubted.sure < DOUBTED_BELOW) == ("arsip", True)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        (["1", "Z", "3", "4"], ["1", "2", "3", "4"]),
        (["(1)", "(2)", "(8)"], ["(1)", "(2)", "(3)"]),
        (["1", "Orang", "3"], ["1", "Orang", "3"]),
        (["4", "7", "9"], ["4", "7", "9"]),
    ],
)
def test_the_row_of_column_numbers_is_settled_by_most_of_them(seen, meant):
    assert settle_column_numbers(seen) == meant


def test_a_row_of_serifs_is_no_line_of_a_table():
    page = np.full((400, 1200), 250, dtype=np.uint8)
    for x in range(200, 500, 22):
        page[150:190, x : x + 9] = 30
        page[186:190, x - 6 : x + 17] = 30

    assert find_strokes(page).level == []


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Yo", "%"),
        ("100%o", "100%"),
        ("0/0", "%"),
        ("|Jumlah", "Jumlah"),
        ("Cc.", "c."),
        ("kerjasama", "kerjasama"),
        ("Prosentase", "Prosentase"),
        ("Yogyakarta", "Yogyakarta"),
        ("obyek;", "obyek;"),
    ],
)
def test_only_signs_that_no_decree_has_are_settled_and_no_word_is(seen, meant):
    assert settle(seen) == meant


def test_look_alikes_are_digits_only_among_numbers():
    assert settle_numbers(["l", "2", "3", "I0"]) == ["1", "2", "3", "10"]
    assert settle_numbers(["Io", "Orang", "Unit"]) == ["Io", "Orang", "Unit"]


def test_a_word_that_was_not_surely_recognised_is_told_with_its_place():
    words = [
        Word("Jumlah", 50, 90, 90, 102, 100, 12, 95),
        Word("arsjp", 95, 90, 130, 102, 100, 12, DOUBTED_BELOW - 1),
    ]
    sheet = Sheet(Page(3, 595, 842), [TextLine(words)], [])

    document = assemble([sheet], kind="scan", pages=3)

    assert [(d.code, d.texts, d.where.page, d.where.line) for d in document.deeds] == [
        ("text-uncertain", ("arsjp",), 3, 1)
    ]


def test_a_scan_too_long_for_its_time_is_refused_with_the_pages_that_can_be_read(
    monkeypatch,
):
    clock = itertools.count(0, 3)
    monkeypatch.setattr(sheets.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sheets, "is_there", lambda: True)
    monkeypatch.setattr(
        sheets,
        "_read_sheet",
        lambda picture, number, _: Sheet(Page(number, 1, 1), [], []),
    )
    pictures = ((number, np.zeros((1, 1), np.uint8)) for number in range(1, 201))

    with pytest.raises(UnreadableDecree, match=r"200 halaman.*sekitar 36 halaman"):
        sheets.read_sheets(pictures, 200, say_nothing)


@pytest.mark.parametrize(("step", "hurried"), [(0.5, False), (9, True)])
def test_where_time_is_short_lines_are_recognised_once(monkeypatch, step, hurried):
    clock = itertools.count(0, step)
    asked = []
    monkeypatch.setattr(sheets.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sheets, "is_there", lambda: True)

    def read(picture, number, in_a_hurry):
        asked.append(in_a_hurry())
        return Sheet(Page(number, 1, 1), [], [])

    monkeypatch.setattr(sheets, "_read_sheet", read)
    sheets.read_sheets(iter([(1, np.zeros((1, 1), np.uint8))]), 12, say_nothing)

    assert asked == [hurried]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "rusak"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 60, "rusak"),
        (as_file(np.full((300, 200, 3), 255, np.uint8)), "terlalu kecil"),
    ],
    ids=["png", "jpeg", "small"],
)
def test_a_picture_that_cannot_be_read_is_refused_with_what_to_bring(
    content, said, monkeypatch
):
    monkeypatch.setattr(sheets, "is_there", lambda: True)

    with pytest.raises(UnreadableDecree, match=said):
        read_decree(content=content, name="halaman.jpg")


def test_a_tiff_has_as_many_pages_as_pictures():
    frames = [Image.new("1", (700, 900), 1) for _ in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])

    assert count_pictures(out.getvalue()) == 3
    assert [p.shape for p in read_pictures(out.getvalue())] == [(900, 700)] * 3


def prose_word(page) -> Word:
    return next(word for word in page.words if word.text == "Jabatan")


def grey(picture: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)


def recognised(*words: tuple[str, int]) -> list[Recognised]:
    """Words of one line, each with how surely it was recognised."""
    return [
        Recognised(text, 40.0 * at, 0.0, 40.0 * at + 30, 20.0, 18.0, 20.0, sure)
        for at, (text, sure) in enumerate(words)
    ]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([("»", 48), ("MEMUTUSKAN", 95), (":", 90)], "MEMUTUSKAN :"),
        ([("Menetapkan", 95), (":", 92), ("-", 80)], "Menetapkan :"),
        ([("aplikasi;", 95), ("-", 60)], "aplikasi;"),
        ([("-", 95)], "-"),
        ([("\\", 40)], ""),
        ([("2", 95), ("-", 90), ("4", 95)], "2 - 4"),
        ([("FUNGSI.", 90), (";;", 40), ("a;", 60), ("pembinaan", 95)], "FUNGSI. : a. pembinaan"),
        ([("d,", 70), ("pelaporan", 95)], "d. pelaporan"),
    ],
)  # fmt: skip
def test_signs_that_specks_make_are_left_out_of_a_line(words, text):
    kept = without_strewn(recognised(*words))

    assert " ".join(word.text for word in kept) == text
