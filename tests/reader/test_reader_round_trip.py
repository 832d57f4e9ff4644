"""What Tolok issues, Tolok reads back: score 1.0 for any decree, as DOCX and as PDF."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.reader.decree_texts import decree_of, wording
from tests.reader.test_reader_properties import PHRASE, decrees
from tolok.decrees.corrections import fix
from tolok.decrees.renewal import (
    YEAR_CODE,
    accepted_changes,
    list_offers,
    next_years,
    renewed,
)
from tolok.decrees.steps import apply
from tolok.reader.write import docx, pdf
from tolok.reader.write.layout import PAPERS, letterhead_of
from tolok.reader.write.template import sample_decree


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


@settings(max_examples=6, deadline=None, phases=QUICK)
@given(
    full_decrees(),
    st.sampled_from(sorted(PAPERS)),
    st.sampled_from([("docx", docx), ("pdf", pdf)]),
    st.randoms(use_true_random=False),
)
def test_next_years_draft_with_any_accepted_suggestion_is_read_back_the_same(
    decree, paper, writer, chance
):
    form, layer = writer
    years = next_years(decree) or (2027, 2027)
    draft = renewed(decree, years)
    offers = list_offers(decree, draft, None)
    # A title that still names the old year says another year than the decree's own.
    # The unit of these positions is told by their titles alone: those stay as they are.
    accepted = [
        offer
        for offer in offers
        if offer.code == YEAR_CODE
        or (chance.random() < 0.5 and all(c.path[-1] != "title" for c in offer.changes))
    ]
    whole = {**draft, "dismissed": {}}
    for one in accepted_changes(accepted):
        apply(whole, fix(whole, one.path, one.old, one.new))

    content = layer.write_decree(
        whole, letterhead=letterhead_of(whole), paper=PAPERS[paper]
    )

    assert wording(decree_of(content, f"sk.{form}")) == wording(whole)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("form", "layer"), [("docx", docx), ("pdf", pdf)])
def test_a_stroke_with_blanks_beside_it_is_read_back_as_it_is(form, layer, paper):
    decree = sample_decree()
    for length in range(1, 12):
        row = decree["positions"][0]["objectives"][0]["indicators"][0]
        words = "data " * length
        text = f"Jumlah {words}Bulanan /Triwulanan/ Semesteran"
        decree["positions"][0]["objectives"].append(
            {"label": None, "text": text, "indicators": [{**row, "text": text}]}
        )
    for number, objective in enumerate(decree["positions"][0]["objectives"], 1):
        objective["label"] = str(number)
        for row in objective["indicators"]:
            row["unit"], row["target"] = None, []

    content = layer.write_decree(
        decree, letterhead=letterhead_of(decree), paper=PAPERS[paper]
    )

    assert wording(decree_of(content, f"sk.{form}")) == wording(decree)
