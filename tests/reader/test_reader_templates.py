"""An office's own Word template: what it may hold, and that what it issues is read back."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.reader.decree_texts import decree_of, expected, wording
from tolok.reader.write.checking import LARGEST_TEMPLATE, faults_of
from tolok.reader.write.docx import standard_template, write_decree
from tolok.reader.write.layout import PAPERS, Letterhead
from tolok.reader.write.package import packed, unpacked
from tolok.reader.write.template import sample_decree
from tolok.reader.write.trial import faults_of_trial, try_out


LETTERHEAD = Letterhead("Pemerintah Kabupaten Sukamaju", "Dinas Arsip", ("Jl. A 1",))
Change = Callable[[docx.document.Document], None]


def changed(change: Change) -> bytes:
    """Return the standard template after somebody changed it in Word."""
    document = docx.Document(io.BytesIO(standard_template()))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """Return the standard template with one part more, or another one."""
    return packed({**unpacked(standard_template()), name: content})


def paragraph(
    document: docx.document.Document, words: str
) -> docx.text.paragraph.Paragraph:
    return next(p for p in document.paragraphs if words in p.text)


def look_of_the_office(document: docx.document.Document) -> None:
    """Other letterhead, type, margins, signature block; a placeholder cut by Word."""
    paragraph(document, "{{pemerintah}}").runs[0].text = "PEMERINTAH KABUPATEN SUKAMAJU"
    paragraph(document, "{{kantor}}").runs[0].text = "DINAS KEARSIPAN"
    document.styles["Normal"].font.name = "Arial"
    document.styles["Tolok Tabel"].font.size = Pt(8)
    document.sections[0].left_margin = Mm(30)
    number = paragraph(document, "NOMOR : {{nomor}}")
    number.runs[0].text = "NOMOR : {{no"
    number.add_run("mor").bold = True
    number.add_run("}}")
    place = paragraph(document, "Ditetapkan di")
    place.paragraph_format.left_indent = Mm(95)
    document.sections[0].header.paragraphs[0].text = "Salinan"


# ---------------------------------------------------------------- what it issues


def test_the_standard_template_is_sound_and_gives_the_same_bytes() -> None:
    assert faults_of(standard_template()) == []
    assert faults_of_trial(standard_template(), sample_decree()) == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["lamongan-2026", "health-2027-merged"])
def test_a_decree_from_a_changed_template_is_read_back_word_for_word(
    name: str, paper: str
) -> None:
    template = changed(look_of_the_office)
    decree = expected(name)

    assert faults_of(template) == []
    issued = write_decree(
        decree, letterhead=LETTERHEAD, paper=PAPERS[paper], template=template
    )

    assert wording(decree_of(issued, "sk.docx")) == wording(decree)
    document = docx.Document(io.BytesIO(issued))
    assert document.paragraphs[1].text == "DINAS KEARSIPAN"
    assert document.styles["Normal"].font.name == "Arial"
    assert abs(document.sections[0].page_height - Mm(PAPERS[paper].height)) < Mm(0.1)
    assert "{{" not in "".join(p.text for p in document.paragraphs)


def test_a_template_that_lost_the_styles_of_tolok_is_filled_with_them() -> None:
    def without_styles(document: docx.document.Document) -> None:
        for name in ("Tolok Jabatan", "Tolok Tabel", "Tolok Kepala Tabel"):
            style = document.styles[name].element
            style.getparent().remove(style)

    template = changed(without_styles)

    assert faults_of(template) == []
    assert faults_of_trial(template, sample_decree()) == []


def test_braces_in_the_words_of_a_decree_are_words() -> None:
    decree = sample_decree()
    decree["decree"]["about"] = "Indikator {{nomor}} Kinerja"
    decree["positions"][0]["duties"][0]["text"] = "menulis {{tentang}} dan {{x}}"

    issued = write_decree(decree, letterhead=LETTERHEAD)

    texts = "\n".join(p.text for p in docx.Document(io.BytesIO(issued)).paragraphs)
    assert "INDIKATOR {{NOMOR}} KINERJA" in texts
    assert "menulis {{tentang}} dan {{x}}" in texts


# ---------------------------------------------------------------- what it may not hold


def drop(words: str) -> Change:
    def change(document: docx.document.Document) -> None:
        found = [p for p in document.paragraphs if words in p.text]
        for one in found:
            for run in one.runs:
                run.text = run.text.replace(words, "")

    return change


def write(words: str) -> Change:
    return lambda document: document.add_paragraph(words) and None


def field(instruction: str) -> Change:
    def change(document: docx.document.Document) -> None:
        run = document.add_paragraph().add_run()._r
        for kind in ("begin", None, "end"):
            piece = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                piece.set(qn("w:fldCharType"), kind)
            else:
                piece.text = instruction
            run.append(piece)

    return change


def tracked(document: docx.document.Document) -> None:
    document.add_paragraph()._p.append(OxmlElement("w:ins"))


def in_a_table(document: docx.document.Document) -> None:
    paragraph(document, "{{menimbang}}").runs[0].text = ""
    document.add_table(1, 1).cell(0, 0).text = "{{menimbang}}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (drop("{{nomor}}"), "Penanda yang hilang: {{nomor}}"),
        (drop("{{lampiran}}"), "Penanda yang hilang: {{lampiran}}"),
        (write("{{nomer}}"), "Penanda {{nomer}} tidak dikenal"),
        (write("{% for a in b %}{{ a.__class__ }}"), "tidak dikenal"),
        (write("{{nomor"), "tidak berpasangan"),
        (write("{{diktum}}"), "muncul 2 kali"),
        (write("{{lampiran}} berikut"), "berdiri sendiri"),
        (in_a_table, "bukan di dalam tabel"),
        (tracked, "perubahan yang dilacak"),
        (field(' INCLUDETEXT "C:\\\\rahasia.txt" '), "bidang otomatis INCLUDETEXT"),
        (field("DDEAUTO cmd /c calc"), "bidang otomatis DDEAUTO"),
    ],
)
def test_what_a_template_may_not_say_is_named(change: Change, said: str) -> None:
    faults = faults_of(changed(change))

    assert any(said in fault for fault in faults), faults


RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bukan dokumen Word"),
        (b"PK\x03\x04 terpotong", "rusak"),
        (b"PK\x03\x04" + b"0" * LARGEST_TEMPLATE, "lebih dari 5 MB"),
        (with_part("word/vbaProject.bin", b"Sub"), "memuat makro"),
        (with_part("word/embeddings/a.xlsx", b"PK"), "objek tertanam"),
        (with_part("word/media/a.xml", b" " * 5_000_000), "membengkak"),
        (with_part("word/document.xml", b"<!DOCTYPE a><a/>"), "rujukan ke luar"),
        (with_part("word/document.xml", b"<p/>"), "pengaturan halaman"),
        (
            with_part(
                "word/_rels/settings.xml.rels",
                RELATION.format(
                    kind="attachedTemplate", target="http://jahat.test/a.dotm"
                ).encode(),
            ),
            "terikat pada templat lain",
        ),
        (
            with_part(
                "word/_rels/header9.xml.rels",
                RELATION.format(
                    kind="image", target="http://jahat.test/a.png"
                ).encode(),
            ),
            "merujuk ke luar berkas: http://jahat.test/a.png",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_may_not_be_a_template_is_refused(
    content: bytes, said: str
) -> None:
    faults = faults_of(content)

    assert any(said in fault for fault in faults), faults
    assert all(fault.endswith(".") for fault in faults)


def test_a_link_to_be_clicked_may_stand_in_the_letterhead() -> None:
    link = RELATION.format(kind="hyperlink", target="mailto:dinas@contoh.go.id")

    assert faults_of(with_part("word/_rels/header9.xml.rels", link.encode())) == []


def test_a_macro_document_renamed_to_docx_is_known_by_its_type() -> None:
    parts = unpacked(standard_template())
    types = parts["[Content_Types].xml"].replace(
        b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    )

    assert "memuat makro" in faults_of(with_part("[Content_Types].xml", types))[0]


def test_a_template_whose_decree_reads_differently_is_refused_by_part() -> None:
    def fixed_subject(document: docx.document.Document) -> None:
        for one in document.paragraphs:
            if one.text == "{{tentang}}":
                one.runs[0].text = "KEGIATAN {{tentang}}"

    template = changed(fixed_subject)

    assert faults_of(template) == []
    (fault,) = try_out(template, sample_decree())
    assert "tidak terbaca kembali sama: tentang" in fault


def test_a_template_that_cannot_be_filled_ends_as_a_sentence() -> None:
    broken = packed({"word/styles.xml": b"<a/>", "word/document.xml": b"<b/>"})

    (fault,) = try_out(broken, sample_decree())

    assert "tidak dapat diisi" in fault
    assert zipfile.is_zipfile(io.BytesIO(broken))
