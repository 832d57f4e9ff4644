"""The yearly report: its chapters, its two forms, its drafts and what is left to write."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import docx
import pytest

from tests.reporting.lkjip_made_up import INDICATOR, OBJECTIVE, REMARK, report
from tests.reporting.reading import part, pdf_pages, poppler
from tolok.reporting.documents import lkjip
from tolok.reporting.documents.blocks import (
    Grid,
    Heading,
    Listing,
    Paragraph,
    Picture,
    ToWrite,
)
from tolok.reporting.documents.book_pdf import pages_of
from tolok.reporting.documents.lkjip_annexes import numbered
from tolok.reporting.documents.lkjip_book import write_docx, write_pdf
from tolok.reporting.documents.lkjip_chapters import book_of
from tolok.reporting.documents.lkjip_drafts import clause, drafts_of, plain
from tolok.reporting.documents.lkjip_parts import PARTS


pytestmark = pytest.mark.any_engine
CHAPTERS = [
    "Kata Pengantar",
    "Ikhtisar Eksekutif",
    "Bab I Pendahuluan",
    "Bab II Perencanaan Kinerja",
    "Bab III Akuntabilitas Kinerja",
    "Bab IV Penutup",
    "Lampiran 1 Perjanjian Kinerja Tahun 2025",
    "Lampiran 2 Pengukuran Kinerja Tahun 2025",
    "Lampiran 3 Daftar Periksa Reviu Laporan Kinerja",
    "Lampiran 4 Sumber Uraian",
]


def headings(made: lkjip.Lkjip) -> list[str]:
    book = numbered(book_of(made), made.frame.method)
    return [
        one.text
        for one in (*book.front, *book.body)
        if isinstance(one, Heading) and one.level == 1
    ]


def words(made: lkjip.Lkjip) -> str:
    """Return all that a report says, as one text."""
    book = numbered(book_of(made), made.frame.method)
    told: list[str] = []
    for block in (*book.front, *book.body):
        if isinstance(block, Paragraph):
            told += [one.text for one in block.sentences]
        elif isinstance(block, Listing):
            told += block.lines
        elif isinstance(block, ToWrite):
            told.append(f"[Tulis: {block.text}]")
        elif isinstance(block, Grid):
            told += [block.caption, *(c.text for row in block.rows for c in row)]
        elif isinstance(block, Picture):
            told.append(block.alt)
    return "\n".join(told)


# -------------------------------------------------------------------- chapters


def test_the_chapters_stand_in_the_order_of_the_guide():
    assert headings(report()) == CHAPTERS


def test_word_and_pdf_have_the_same_chapters(tmp_path):
    made = report()
    paper = docx.Document(BytesIO(write_docx(report=made)))
    in_word = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    in_pdf = poppler("pdftotext", write_pdf(report=made), tmp_path)

    assert in_word == CHAPTERS
    for title in CHAPTERS:
        assert title.upper() in " ".join(in_pdf.split())


def test_each_objective_goes_through_the_comparisons_of_the_guide():
    book = book_of(report())

    steps = [b.text for b in book.body if isinstance(b, Heading) and b.level == 4]

    assert [step[3:] for step in steps] == [
        "Target dan realisasi tahun 2025",
        "Perbandingan dengan tahun sebelumnya",
        "Perbandingan dengan target akhir Renstra",
        "Perbandingan dengan daerah lain atau nasional",
        "Analisis keberhasilan, kegagalan, dan solusi",
        "Program yang menunjang",
    ]


def test_what_is_not_known_is_said_and_never_zero():
    blank = replace(
        OBJECTIVE,
        standing=lkjip.Standing(),
        budget=(lkjip.BudgetRow(code="1", programme="Program A"),),
        indicators=(
            lkjip.IndicatorLine(
                text="Indikator", unit="%", now=lkjip.YearValue(year=2025)
            ),
        ),
    )

    told = words(report(objectives=(blank,)))

    assert told.count("belum diisi") >= 5
    assert not re.search(r"(?<![\d,.])0(,0+)?( %|\n)", told)
    assert "belum ada capaian yang diverifikasi" in told


def test_a_place_for_a_person_is_marked_with_what_belongs_there():
    told = words(report())

    assert "[Tulis: Permasalahan utama yang dihadapi perangkat daerah" in told
    assert "[Tulis: Masa berlaku dan nomor penetapan Renstra" in told


def test_what_a_person_wrote_takes_the_place_of_draft_and_mark():
    told = words(
        report(written={"isu": "Isu kami.\n- satu\n- dua", "simpulan": "Baik."})
    )

    assert "Isu kami." in told
    assert "[Tulis: Permasalahan utama" not in told
    assert "Baik." in told


def test_a_sum_with_a_blank_amount_stays_blank():
    rows = (
        lkjip.BudgetRow(code="1", programme="A", ceiling=Decimal(5), spent=Decimal(4)),
        lkjip.BudgetRow(code="2", programme="B", ceiling=Decimal(5)),
    )

    total = lkjip.summed(rows)

    assert (total.ceiling, total.spent, total.absorbed) == (Decimal(10), None, None)


def test_a_report_before_the_year_is_over_says_until_when_it_reaches():
    made = report(is_over=False, last_period="Triwulan III 2025")

    assert "sampai dengan Triwulan III 2025" in words(made)
    assert "Triwulan III 2025" in book_of(made).cover.subtitle


# ---------------------------------------------------------------------- drafts


def test_a_draft_tells_outcome_change_cause_and_remedy_of_an_indicator():
    told = plain(drafts_of(report(), "analisis-1"))

    assert "belum mencapai target: realisasi 51,95\u00a0% dari target 53 %" in told
    assert "lebih tinggi 1,95 poin daripada tahun 2024" in told
    assert "Kendala yang dihadapi adalah pendamping desa baru bertugas" in told
    assert "Untuk mengatasinya, dinas menambah jadwal" in told


def test_every_sentence_of_a_draft_names_its_source():
    for key in [*(p.key for p in PARTS), "analisis-1"]:
        for block in drafts_of(report(), key):
            if isinstance(block, Paragraph):
                assert all(one.source for one in block.sentences), key


def test_sources_are_numbered_and_listed_once():
    book = numbered(book_of(report()), report().frame.method)

    assert len(book.sources) == len(set(book.sources))
    assert REMARK.source in book.sources
    marks = {
        one.source
        for block in (*book.front, *book.body)
        if isinstance(block, Paragraph)
        for one in block.sentences
        if one.source
    }
    assert marks == {str(at) for at in range(1, len(book.sources) + 1)}


def test_the_same_obstacle_is_told_once_within_an_objective():
    twice = replace(OBJECTIVE, indicators=(INDICATOR, INDICATOR))

    told = plain(drafts_of(report(objectives=(twice,)), "analisis-1"))

    assert told.count("pendamping desa baru") == 1
    assert "sama dengan yang diuraikan di atas" in told


@pytest.mark.parametrize(
    ("written", "as_clause"),
    [
        ("Hujan lebat.", "hujan lebat"),
        ("APBD terlambat", "APBD terlambat"),
        ("Kepala Dinas bertugas", "Kepala Dinas bertugas"),
        ("", ""),
    ],
)
def test_a_sentence_becomes_the_end_of_another_one(written, as_clause):
    assert clause(written) == as_clause


# ----------------------------------------------------------------------- forms


def test_charts_are_pictures_with_words_for_whoever_does_not_see_them():
    content = write_docx(report=report())

    body = part(content, "word/document.xml")

    told = re.findall(r'descr="([^"]+)"', body)
    assert any("Meningkatnya Kemandirian Desa: 98,02 % (Cukup)" in one for one in told)
    assert body.count("<pic:pic") == len(told)


def test_lists_say_the_page_on_which_a_chapter_begins(tmp_path):
    made = report()
    book = numbered(book_of(made), made.frame.method)

    told = pages_of(book=book, frame=made.frame, signatory=made.signatory)

    pages = pdf_pages(write_pdf(report=made), tmp_path)
    for chapter in CHAPTERS[2:]:
        page = next(one for one in pages if chapter.upper() in one)
        assert page.endswith(f" {told['heading', chapter]}"), chapter


def test_what_the_rules_stand_on_is_a_table_and_no_long_source():
    made = report()
    book = numbered(book_of(made), made.frame.method)

    (table,) = [
        one
        for one in book.body
        if isinstance(one, Grid) and one.caption == "Dasar aturan penghitungan"
    ]

    assert len(table.rows) == len(made.frame.method.citations)
    assert all(len(one) < 300 for one in book.sources)


def test_word_lists_chapters_tables_and_pictures_with_their_pages():
    body = part(write_docx(report=report()), "word/document.xml")

    assert 'TOC \\o "1-3"' in body
    assert "PAGEREF _Isi1" in body
    assert "PAGEREF _Tabel1" in body
    assert "PAGEREF _Gambar1" in body


def test_the_same_data_give_the_same_bytes():
    assert write_docx(report=report()) == write_docx(report=report())
    assert write_pdf(report=report()) == write_pdf(report=report())


def test_the_pdf_is_tagged_archivable_and_speaks_its_charts():
    content = write_pdf(report=report())

    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"/Lang(id-ID)" in content


def test_a4_and_folio_are_both_to_be_had(tmp_path):
    told = poppler("pdfinfo", write_pdf(report=report(), is_a4=True), tmp_path)

    assert "A4" in told


def test_what_a_person_typed_stays_text_in_both_forms(tmp_path):
    hostile = '<w:p/> & "x" #strong[y] $z$ \u0007'
    made = report(written={"isu": hostile}, duties=(hostile,))

    paper = docx.Document(BytesIO(write_docx(report=made)))
    in_pdf = poppler("pdftotext", write_pdf(report=made), tmp_path)

    assert any('<w:p/> & "x" #strong[y]' in p.text for p in paper.paragraphs)
    assert "#strong[y]" in in_pdf


# ------------------------------------------------------------------- checklist


def test_the_checklist_has_three_parts_and_says_that_it_was_not_matched():
    told = words(report())

    for title in ("I. Format", "II. Mekanisme penyusunan", "III. Substansi"):
        assert title in told
    assert "belum dicocokkan" in told
    assert "1 dari 1 indikator" in told
