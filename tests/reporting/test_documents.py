"""What an official finds when opening the documents that Tolok lays out."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import docx
import pytest
import typst
from docx.oxml.ns import qn
from docx.shared import Mm
from python_calamine import CalamineWorkbook

from tests.reporting.made_up import ARCHIVES, FRAME, ROW, VERIFIED, recap, sheet, table
from tests.reporting.reading import (
    cells,
    docx_text,
    part,
    pdf_pages,
    pdf_text,
    poppler,
    row_of,
)
from tolok.kernel import typesetting as typesetter
from tolok.kernel.text import clean
from tolok.kernel.typesetting import FONT_FILES, KNOWN, TypesettingError
from tolok.reporting.documents import (
    measurement,
    office_recap,
    position_sheet,
    typesetting,
)
from tolok.reporting.documents.cells import LONGEST_CELL
from tolok.reporting.documents.measurement import Quantity
from tolok.reporting.documents.typesetting import TEMPLATES, typeset
from tolok.reporting.documents.workbook import HEADS


HOSTILE = [
    "=cmd|'/C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "{=1+1}",
    "https://contoh.invalid/",
    '#import "@preview/x:1.0.0": *',
    "$x^2$ *tebal* _miring_ \\ #sys.inputs <label> // komentar",
    "<w:p><w:r/></w:p> & ]]>",
    "panjang " * 625,
    "مرحبا بالعالم",
    "dua\nbaris",
    "e\u0301\u0301\ufe0f",
]
UNSHOWABLE = ["senyum 😀 dan 👩‍👩‍👧‍👦", "漢字", "\ue000"]
WRITERS: dict[str, Callable[[str], bytes]] = {
    "xlsx": lambda text: measurement.write_xlsx(table=table(_filled(text))),
    "table": lambda text: measurement.write_pdf(table=table(_filled(text))),
    "recap": lambda text: office_recap.write_pdf(
        recap=recap(scope=text, frame=replace(FRAME, office=text, scope_note=text))
    ),
    "sheet": lambda text: position_sheet.write_docx(
        sheet=sheet(position=text, unit=text, origin=text)
    ),
}


def _filled(text: str) -> measurement.MeasurementRow:
    return replace(
        VERIFIED,
        unit=text,
        position=text,
        holder=text,
        objective=text,
        indicator=text,
        measure_unit=text,
        realisation=Quantity(text=text),
        class_name=text,
        verifier=text,
        obstacles=text,
        follow_up=text,
    )


def _folded(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------- workbook


def test_numbers_of_the_workbook_are_numbers_and_days_are_days():
    content = measurement.write_xlsx(table=table())

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(
        "Pengukuran"
    )
    first = dict(zip(HEADS, rows.to_python()[6], strict=True))

    assert first["Realisasi"] == 1234.5
    assert first["Target tahun"] == 6000
    assert first["Capaian (%)"] == 82.3
    assert first["Bukti"] == 2
    assert first["Tanggal kirim"].isoformat() == "2026-10-05"


def test_blank_values_of_the_workbook_stay_blank_and_are_not_zero():
    content = measurement.write_xlsx(table=table(ROW))

    found = cells(content, 1)

    assert found["J7"] == ("n", "", "")
    assert found["K7"] == ("n", "", "")


def test_a_range_stands_in_the_workbook_as_it_was_written():
    content = measurement.write_xlsx(table=table())

    assert cells(content, 1)["J8"] == ("text", "", "80 - 90 %")


def test_head_of_the_workbook_is_frozen_filtered_and_repeated_in_print():
    content = measurement.write_xlsx(table=table())
    data, book = (
        part(content, "xl/worksheets/sheet1.xml"),
        part(content, "xl/workbook.xml"),
    )

    assert re.search(r'<pane xSplit="2" ySplit="6"[^>]*state="frozen"', data)
    assert '<autoFilter ref="A6:T11"/>' in data
    assert 'paperSize="14" ' in data
    assert 'orientation="landscape"' in data
    assert 'fitToHeight="0"' in data
    assert "Halaman &amp;P dari &amp;N" in data
    assert "Pengukuran!$6:$6" in book


def test_workbook_names_its_cut_off_office_period_rules_and_example():
    content = measurement.write_xlsx(table=table())

    top = " ".join(row_of(content, 1, number)[0] for number in range(1, 5))

    assert "Data sampai dengan 6 Oktober 2026 pukul 09.14 WIB" in top
    assert "Dinas Perpustakaan dan Kearsipan · Triwulan III 2026" in top
    assert "Paket aturan: Permendagri 86/2017" in top
    assert "DATA CONTOH" in top


def test_formulas_of_the_recap_stand_with_the_figures_they_come_to():
    content = measurement.write_xlsx(table=table())

    found = cells(content, 2)
    layanan = [found[f"{letter}7"][2] for letter in "BCDEFGHI"]
    arsip = [found[f"{letter}8"][2] for letter in "BCDEFGHI"]
    total = [found[f"{letter}9"][2] for letter in "BCDEFGHI"]

    assert layanan == [ROW.unit, "3", "2", "1", "1", "1", "66.67", "82.30"]
    # (100,01 + 95,26) ÷ 2 = 97,635, rounded half up.
    assert arsip == [ARCHIVES, "2", "2", "2", "0", "0", "100.00", "97.64"]
    assert total == ["Jumlah", "5", "4", "3", "1", "1", "80.00", "92.52"]
    assert all(found[f"{letter}{row}"][1] for row in (7, 8, 9) for letter in "CDEFGHI")
    assert (found["J8"][2], found["K8"][2]) == ("97.64", "Sangat Tinggi")
    assert (found["J9"][2], found["K9"][2]) == ("90.12", "Tinggi")


def test_formulas_count_a_unit_by_its_very_name_even_with_signs_of_a_pattern():
    content = measurement.write_xlsx(table=table(replace(ROW, unit="Seksi A* ~?")))

    formula = cells(content, 2)["C7"][1]

    assert formula.count("SUBSTITUTE") == 3
    assert 'SUBSTITUTE($B7,"~","~~")' in formula


def test_every_column_of_the_workbook_is_explained():
    content = measurement.write_xlsx(table=table())

    said = {text for _kind, _formula, text in cells(content, 3).values()}

    assert set(HEADS) <= said
    assert "Data sampai dengan 6 Oktober 2026 pukul 09.14 WIB" in said
    assert "Permendagri 86/2017, hari berlaku" in said


def test_a_workbook_without_rows_says_why_it_is_empty():
    content = measurement.write_xlsx(table=replace(table(), rows=()))

    assert row_of(content, 1, 7)[0].startswith("Tidak ada kewajiban lapor")
    assert row_of(content, 2, 7)[0].startswith("Tidak ada kewajiban lapor")


def test_a_text_longer_than_a_cell_can_hold_says_that_it_was_cut():
    content = measurement.write_xlsx(table=table(replace(ROW, obstacles="x" * 40_000)))

    kept = cells(content, 1)["S7"][2]

    assert len(kept) == LONGEST_CELL
    assert kept.endswith("paling banyak 32.767 huruf)")


@pytest.mark.parametrize("text", HOSTILE + UNSHOWABLE)
def test_what_a_person_typed_never_becomes_a_formula_or_a_link(text):
    content = WRITERS["xlsx"](text)

    rows = cells(content, 1)
    for letter in "BCDEFGJLQST":
        assert rows[f"{letter}7"] == ("text", "", clean(text))
    assert "hyperlink" not in part(content, "xl/worksheets/sheet1.xml")


def test_rows_may_come_from_a_generator_and_are_read_once():
    made = table()
    content = measurement.write_xlsx(
        table=replace(made, rows=(row for row in made.rows))
    )

    assert content == measurement.write_xlsx(table=made)


# ------------------------------------------------------------------------ PDF


PDFS = {
    "table": lambda: measurement.write_pdf(table=table()),
    "recap": lambda: office_recap.write_pdf(recap=recap()),
}


@pytest.mark.parametrize("name", PDFS)
def test_pdf_is_tagged_archivable_and_says_its_language_and_title(name):
    content = PDFS[name]()

    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert b"/Lang(id-ID)" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert b"Triwulan III 2026" in content


@pytest.mark.parametrize("name", PDFS)
def test_pdf_carries_all_its_fonts_and_only_the_vendored_ones(name, tmp_path):
    said = poppler("pdffonts", PDFS[name](), tmp_path).splitlines()[2:]

    assert said
    assert all("TeXGyre" in line for line in said)
    assert all(re.search(r" yes yes yes ", line) for line in said)


@pytest.mark.parametrize(
    ("name", "size"), [("table", "935.433 x 609.449"), ("recap", "609.449 x 935.433")]
)
def test_pdf_is_folio_and_has_a_title_for_screen_readers(name, size, tmp_path):
    said = poppler("pdfinfo", PDFS[name](), tmp_path)

    assert f"{size} pts" in said
    assert re.search(r"Tagged:\s+yes", said)
    assert re.search(r"Title:\s+\S.* Triwulan III 2026 Dinas Perpustakaan", said)


def test_table_in_print_groups_by_unit_and_holder_and_keeps_its_order(tmp_path):
    other = replace(VERIFIED, holder="Made Suryawan", indicator="Indikator kedua")
    rows = [VERIFIED, other, replace(ROW, indicator="Indikator ketiga")]

    said = pdf_text(measurement.write_pdf(table=table(*rows)), tmp_path)

    assert said.index("Indikator ketiga") < said.index("Made Suryawan")
    assert said.count("Pustakawan Ahli Muda · Siti Nurjanah") == 1
    assert "3 indikator dilaporkan" in said
    assert "1.234,5" in said
    assert "82,30" in said
    assert "5 Oktober 2026" in said
    assert "Hambatan: Katalog lama belum terdigitalkan." in said


def test_score_has_a_column_only_where_the_rules_know_scores(tmp_path):
    without = pdf_text(measurement.write_pdf(table=table()), tmp_path)
    scored = table(replace(VERIFIED, score=Decimal("72.3")))

    assert " Nilai " not in without
    assert "72,30" in pdf_text(measurement.write_pdf(table=scored), tmp_path)


def test_table_in_print_repeats_its_heads_and_numbers_its_pages(tmp_path):
    rows = [replace(VERIFIED, indicator=f"Indikator {n}") for n in range(60)]
    content = measurement.write_pdf(table=table(*rows))

    pages = pdf_pages(content, tmp_path)

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in page
        if "Terverifikasi" in page:
            assert "Hambatan dan tindak lanjut" in page
            assert "Pustakawan Ahli Muda · Siti Nurjanah, S.I.Pust." in page
    assert "Ratna Kusumaningrum" in pages[-1]


def test_a_table_of_thousands_of_rows_is_refused_with_what_to_do_instead():
    rows = (ROW for _ in range(measurement.MOST_PRINTED_ROWS + 1))

    with pytest.raises(measurement.TooLongToPrint, match=r"2\.000 baris.*XLSX"):
        measurement.write_pdf(table=replace(table(), rows=rows))


def test_a_table_in_print_without_rows_says_why_it_is_empty(tmp_path):
    content = measurement.write_pdf(table=replace(table(), rows=()))

    assert "Tidak ada kewajiban lapor pada periode ini." in pdf_text(content, tmp_path)


def test_recap_tells_answer_units_objectives_heat_map_missing_and_method(tmp_path):
    said = pdf_text(office_recap.write_pdf(recap=recap()), tmp_path)

    for words in (
        "PEMERINTAH KABUPATEN SUKAMAJU",
        "Data sampai dengan 6 Oktober 2026 pukul 09.14 WIB",
        "DATA CONTOH: orang dan angka dalam dokumen ini rekaan.",
        "Capaian 97,64 % dari target (Sangat Tinggi). 93 dari 117 indikator",
        "88 dari 93 laporan",
        "Tertatanya Arsip Inaktif",
        "7 dari 12 sasaran mencapai target",
        "48,50",
        "belum",
        "diperiksa",
        "Daftar ini memuat 1 di antaranya",
        "Fitri Amalia, A.Md.",
        "Permendagri 86/2017, hari berlaku",
        "Sukamaju, 6 Oktober 2026",
        "NIP. 197001011995032001",
    ):
        assert words in said


def test_recap_of_an_empty_period_says_so(tmp_path):
    empty = recap(
        reporting=office_recap.Reporting(),
        achieved=office_recap.Achieved(),
        units=(),
        objectives=(),
        objectives_total=0,
        heat=None,
        missing=(),
        missing_total=0,
        classes=(),
        signatory=None,
        frame=replace(FRAME, is_example=False, method=measurement_method()),
    )

    said = pdf_text(office_recap.write_pdf(recap=empty), tmp_path)

    assert "Tidak ada kewajiban lapor pada periode ini." in said
    assert "Tidak ada indikator yang wajib dilaporkan pada periode ini." in said
    assert "Semua indikator sudah dilaporkan." not in said
    assert "DATA CONTOH" not in said


def measurement_method():
    return replace(FRAME.method, citations=(), sentences=())


def test_recap_before_the_first_verification_says_what_it_waits_for(tmp_path):
    made = recap(
        achieved=office_recap.Achieved(),
        heat=office_recap.HeatMap(subject="jabatan", periods=("TW I",), rows=()),
    )

    said = pdf_text(office_recap.write_pdf(recap=made), tmp_path)

    assert "capaian belum terhitung karena belum ada yang terverifikasi" in said


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["table", "recap"])
def test_hostile_text_comes_out_of_a_pdf_as_text(name, text, tmp_path):
    said = pdf_text(WRITERS[name](text), tmp_path)

    if text.startswith("panjang"):
        assert said.count("panjang") >= 625
    elif text.isascii() and len(text) < 30:
        assert _folded(text) in said
    else:
        assert "□" not in said


@pytest.mark.parametrize("text", UNSHOWABLE)
@pytest.mark.parametrize("name", ["table", "recap"])
def test_letters_that_no_font_can_show_become_squares_and_the_page_says_so(
    name, text, tmp_path
):
    said = pdf_text(WRITERS[name](text), tmp_path)

    assert "menggantikan huruf yang tidak tersedia" in said


def test_letters_that_fail_only_side_by_side_are_replaced_too(monkeypatch, tmp_path):
    monkeypatch.setattr(typesetter, "_can_show", lambda character: True)

    said = pdf_text(WRITERS["recap"]("kantor 😀"), tmp_path)

    assert "kantor □" in said


def test_a_broken_template_is_our_fault_and_says_which(monkeypatch, tmp_path):
    (tmp_path / "broken.typ").write_text("#panic()", encoding="utf-8")
    (tmp_path / "other.typ").write_text("#sys.inputs.data #panic()", encoding="utf-8")
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)

    with pytest.raises(TypesettingError, match=r"broken\.typ"):
        typeset("broken.typ", {"title": "x"}, at=FRAME.as_at)
    with pytest.raises(TypesettingError, match=r"broken\.typ"):
        typesetting.ask("broken.typ", {"title": "x"}, label="place")
    with pytest.raises(TypesettingError, match=r"broken\.typ"):
        typesetting.draw("broken.typ", {"title": "x"}, dots_per_inch=72)


def test_a_template_whose_own_words_cannot_be_shown_is_our_fault(monkeypatch, tmp_path):
    words = '#set document(title: "x")\n#set text(lang: "id")\n= 😀'
    (tmp_path / "own.typ").write_text(words, encoding="utf-8")
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)

    with pytest.raises(TypesettingError, match=r"own\.typ"):
        typeset("own.typ", {"title": "x"}, at=FRAME.as_at)


# ----------------------------------------------------------------------- DOCX


def test_position_sheet_is_folio_indonesian_and_names_its_page():
    content = position_sheet.write_docx(sheet=sheet())

    document = docx.Document(BytesIO(content))
    section = document.sections[0]
    footer = section.footer.paragraphs[0]._p.xml
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (
        215,
        330,
    )
    assert '<w:lang w:val="id-ID"' in part(content, "word/styles.xml")
    assert document.core_properties.language == "id-ID"
    assert document.core_properties.title == (
        "Lembar Kinerja Jabatan: Pustakawan Ahli Muda"
    )
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer


def test_position_sheet_says_all_that_the_position_owes_and_achieved():
    said = docx_text(position_sheet.write_docx(sheet=sheet()))

    for words in (
        "PEMERINTAH KABUPATEN SUKAMAJU",
        "Tahun 2026 · Data sampai dengan 6 Oktober 2026 pukul 09.14 WIB",
        "DATA CONTOH",
        "Siti Nurjanah, S.I.Pust., NIP 198001012005012001, sejak 2 Januari 2024",
        "Mengolah koleksi.",
        "a.\tkatalogisasi;",
        "2)\tklasifikasi;",
        "Persentase Koleksi yang Terolah\t%\t87,5\t–\t–",
        "Persentase Koleksi yang Terolah\t94,44\t–\t107,94\t–",
        "Jumlah Pemustaka yang Dilayani\tbelum\t–\t–\t–",
        "Keputusan Nomor 100.3.3.2/7/2026",
        "Paket aturan: Permendagri 86/2017.",
        "Mengetahui,",
        "Sukamaju, 6 Oktober 2026",
    ):
        assert words in said


def test_position_sheet_repeats_table_heads_and_gives_its_look_by_styles():
    content = position_sheet.write_docx(sheet=sheet())

    document = docx.Document(BytesIO(content))
    headed = [t for t in document.tables if t._tbl.xml.count("<w:tblHeader/>") == 2]
    runs = re.findall(r"<w:rPr>.*?</w:rPr>", document._body._element.xml, re.DOTALL)

    assert len(headed) == 2
    assert runs == []
    assert all(row._tr.find(qn("w:trPr")) is not None for row in headed[0].rows)
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Tugas",
        "Fungsi",
        "Sasaran, indikator, dan target",
        "Realisasi dan capaian",
        "Dasar dan cara menghitung",
    ]


def test_position_sheet_without_objectives_holders_and_superior_says_so():
    made = sheet(
        objectives=(),
        outcomes=(),
        holders=(),
        duties=(),
        functions=(),
        superior="",
        signs_above=None,
        signs_below=(),
        frame=replace(FRAME, is_example=False, method=measurement_method()),
    )

    said = docx_text(position_sheet.write_docx(sheet=made))

    assert "Belum ada sasaran untuk jabatan ini." in said
    assert "Belum ada pemegang jabatan yang tercatat." in said
    assert "Mengetahui" not in said
    assert "Pustakawan Ahli Muda," in said
    assert "DATA CONTOH" not in said


def test_position_sheet_says_why_outcomes_are_left_out():
    made = sheet(outcomes=(), outcomes_note="Realisasi tidak dimuat pada lembar ini.")

    said = docx_text(position_sheet.write_docx(sheet=made))

    assert "Realisasi tidak dimuat pada lembar ini." in said
    assert "Atas nama" not in said


def test_position_sheet_of_several_holders_lets_each_sign():
    acting = position_sheet.Holder(name="Made Suryawan", kind="Plh.", rank="Penata")
    signs = (
        *sheet().signs_below,
        replace(sheet().signs_below[0], name="Made", rank=""),
    )
    made = sheet(holders=(*sheet().holders, acting), signs_below=signs)

    said = docx_text(position_sheet.write_docx(sheet=made))

    assert "Plh. Made Suryawan, Penata" in said
    assert said.count("Sukamaju, 6 Oktober 2026") == 1
    assert "Made\n" in said


@pytest.mark.parametrize("text", HOSTILE + UNSHOWABLE)
def test_hostile_text_comes_out_of_a_position_sheet_as_text(text):
    said = docx_text(WRITERS["sheet"](text))

    assert clean(text) in said


# ------------------------------------------------------------------------ all


@pytest.mark.parametrize(
    "write",
    [
        *PDFS.values(),
        lambda: measurement.write_xlsx(table=table()),
        lambda: position_sheet.write_docx(sheet=sheet()),
    ],
)
def test_same_data_and_cut_off_give_the_same_bytes(write):
    assert write() == write()


def test_a_cut_off_without_a_time_zone_is_a_mistake():
    frame = replace(FRAME, as_at=FRAME.as_at.replace(tzinfo=None))

    with pytest.raises(ValueError, match="time zone"):
        _ = frame.cut_off


def test_control_and_steering_characters_are_left_out_of_every_document():
    assert clean("a\x00b\u202ec\x0bd\r\ne\ud800") == "abc\nd\ne"


def test_vendored_fonts_are_the_files_that_were_checked_in():
    listed = (FONT_FILES / "SHA256SUMS").read_text(encoding="ascii").split("\n")
    digests = {
        name: digest for digest, name in (line.split() for line in listed if line)
    }

    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in FONT_FILES.glob("*.otf")
    }

    assert found == digests
    assert (FONT_FILES / "GUST-FONT-LICENSE.txt").exists()


def test_letters_said_to_be_known_can_all_be_shown():
    text = "".join(sorted(KNOWN - {"\n", "\t"}))
    source = b'#set document(title: "x")\n#set text(font: "TeX Gyre Heros", fallback: false)\n#sys.inputs.text'

    content = typst.compile(
        source,
        font_paths=typesetter._fonts(),
        sys_inputs={"text": text},
        pdf_standards="a-2a",
    )

    assert content.startswith(b"%PDF")


def test_templates_import_nothing_from_a_network():
    for file in TEMPLATES.glob("*.typ"):
        imports = re.findall(r'#import "([^"]+)"', file.read_text(encoding="utf-8"))
        assert set(imports) <= {"/chart.typ", "/common.typ"}
