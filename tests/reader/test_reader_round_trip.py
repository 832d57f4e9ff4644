"""What Tolok issues, Tolok reads back: score 1.0 for any decree, as DOCX and as PDF."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.reader.decree_texts import decree_of, wording
from tests.reader.test_reader_properties import PHRASE, decrees
from tolok.reader.write import docx, pdf
from tolok.reader.write.layout import PAPERS, letterhead_of


# Making a decree smaller takes minutes and says little more: the first one found is shown.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
PERIODS = [
    [None],
    ["2026", "2027"],
    ["TW I", "TW II", "TW III", "TW IV"],
    ["Semester I", "Semester II"],
]
COLUMNS = {
    "formula": PHRASE.map(lambda text: f"{text} : jumlah seluruh data x 100 %"),
    "data_source": PHRASE.map(lambda text: f"Buku {text}"),
    "reason": PHRASE.map(lambda text: f"Amanat undang-undang {text}"),
    "definition": PHRASE.map(lambda text: f"Yang dimaksud ialah {text} tahun berjalan"),
    "responsible": st.sampled_from(["Kepala Bidang", "Sub Bagian Umum", "Sekretaris"]),
}


@st.composite
def full_decrees(draw):
    """A decree whose indicators fill any columns, for any periods, with any gaps."""
    decree = draw(decrees())
    periods = draw(st.sampled_from(PERIODS))
    filled = draw(st.sets(st.sampled_from(sorted(COLUMNS))))
    has_unit = draw(st.booleans())
    for position in decree["positions"]:
        for objective in position["objectives"]:
            for indicator in objective["indicators"]:
                first = indicator["target"][0]["text"]
                indicator["target"] = [
                    {"period": period, "text": first} for period in periods
                ]
                if not has_unit:
                    if indicator["unit"] == "%" and indicator["kind"] == "percentage":
                        indicator["text"] = f"Persentase {draw(PHRASE)}"
                    indicator["unit"] = None
                for name in sorted(filled):
                    indicator[name] = draw(COLUMNS[name])
    return decree


@settings(max_examples=8, deadline=None, phases=QUICK)
@given(full_decrees(), st.sampled_from(sorted(PAPERS)))
def test_any_decree_issued_as_docx_is_read_back_the_same(decree, paper):
    content = docx.write_decree(
        decree, letterhead=letterhead_of(decree), paper=PAPERS[paper]
    )

    assert wording(decree_of(content, "sk.docx")) == wording(decree)


@settings(max_examples=8, deadline=None, phases=QUICK)
@given(full_decrees(), st.sampled_from(sorted(PAPERS)))
def test_any_decree_issued_as_pdf_is_read_back_the_same(decree, paper):
    content = pdf.write_decree(
        decree, letterhead=letterhead_of(decree), paper=PAPERS[paper]
    )

    assert wording(decree_of(content, "sk.pdf")) == wording(decree)
