"""Issuing a decree, the office's template, its strictness, and next year's decree."""

import io
import json

import docx
import pytest

from tests.cast import Cast, scene
from tests.reader.decree_texts import EXAMPLE, decree_of, wording
from tolok.decrees import (
    actions,
    adopting,
    correcting,
    issuing,
    office_templates,
    queries,
    renewing,
    strictness,
)
from tolok.decrees.enums import DecreeStatus, DocumentForm, DocumentStatus, PaperSize
from tolok.decrees.models import Decree, IssuedDocument, LintChoice, OfficeTemplate
from tolok.decrees.renewal import YEAR_CODE
from tolok.kernel.typesetting import TypesettingError
from tolok.reader.write.docx import standard_template
from tolok.reader.write.package import same_bytes
from tolok.records.models import AuditEvent


def own_template(letterhead: str = "KOP KANTOR") -> bytes:
    """Return the standard template with a letterhead that an office wrote into it."""
    document = docx.Document(io.BytesIO(standard_template()))
    document.paragraphs[1].runs[0].text = letterhead
    saved = io.BytesIO()
    document.save(saved)
    return same_bytes(saved.getvalue())


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try templates out without a process; tests of the reader try the process."""
    monkeypatch.setattr(office_templates, "try_out", lambda *_: [])


def take(cast: Cast, content: bytes, name: str = "templat.docx") -> OfficeTemplate:
    return office_templates.take_template(
        content=content, name=name, by=cast.viewer("planner"), at=cast.at()
    )


def issue(cast: Cast, form: DocumentForm, key: str = "planner", decree=None) -> bytes:
    """Issue a decree as this person and return its bytes."""
    asked = issuing.ask_for_document(
        decree=decree or cast.decree,
        form=form,
        paper=PaperSize.FOLIO,
        is_whole=False,
        file_name=f"sk.{form}",
        by=cast.viewer(key),
        at=cast.at(),
    )
    made = issuing.make_document(issued_id=asked.pk)
    return queries.bytes_of(made)


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-pk")[0]


# ---------------------------------------------------------------- issuing


@pytest.mark.parametrize("form", [DocumentForm.DOCX, DocumentForm.PDF])
def test_what_is_issued_is_read_back_word_for_word(cast, form):
    content = issue(cast, form)

    assert wording(decree_of(content, f"sk.{form}")) == wording(
        {**cast.decree.content, "findings": []}
    )


def test_data_are_issued_as_they_are_kept(cast):
    assert json.loads(issue(cast, DocumentForm.JSON)) == cast.decree.content


@pytest.mark.parametrize("key", ["planner", "head", "inspector"])
def test_every_document_that_is_taken_stands_in_the_trail(cast, key):
    issue(cast, DocumentForm.JSON, key)

    event = last_event()
    assert event.action == "decrees.issue_document"
    assert event.actor_name == cast.viewer(key).name
    assert event.after["form"] == "json"


@pytest.mark.parametrize("key", ["kabid", "staff", "administrator", "stranger_planner"])
def test_who_does_not_read_decrees_takes_none(cast, key):
    with pytest.raises(issuing.MayNotTakeDocuments):
        issue(cast, DocumentForm.DOCX, key)

    assert not IssuedDocument.objects.exists()


def test_the_letterhead_is_the_offices_own(cast):
    cast.office.address = "Jl. Arsip 1\nTelepon (000) 123"
    cast.office.save()

    texts = [
        p.text
        for p in docx.Document(io.BytesIO(issue(cast, DocumentForm.DOCX))).paragraphs
    ]

    assert texts[:4] == [
        "PEMERINTAH KABUPATEN SUKAMAJU",
        "DINAS PERPUSTAKAAN DAN KEARSIPAN",
        "Jl. Arsip 1",
        "Telepon (000) 123",
    ]


def test_making_a_document_twice_makes_it_once(cast):
    asked = issuing.ask_for_document(
        decree=cast.decree,
        form=DocumentForm.JSON,
        paper=PaperSize.A4,
        is_whole=False,
        file_name="sk.json",
        by=cast.viewer("planner"),
        at=cast.at(),
    )

    assert queries.list_waiting_documents() == [asked.pk]
    assert issuing.make_document(issued_id=asked.pk).status == DocumentStatus.DONE
    assert issuing.make_document(issued_id=asked.pk) is None
    assert queries.list_waiting_documents() == []


def test_a_document_that_cannot_be_laid_out_is_said_to_have_failed(cast, monkeypatch):
    def fail(*_args, **_how):
        raise TypesettingError("broken")

    monkeypatch.setattr(issuing.pdf, "write_decree", fail)

    with pytest.raises(issuing.CannotLayOut, match="Unduh bentuk Word"):
        issue(cast, DocumentForm.PDF)

    assert IssuedDocument.objects.get().status == DocumentStatus.FAILED


# ---------------------------------------------------------------- the template


def test_a_document_follows_the_offices_template_and_is_read_back(cast, trusted):
    take(cast, own_template())

    content = issue(cast, DocumentForm.DOCX)

    assert docx.Document(io.BytesIO(content)).paragraphs[1].text == "KOP KANTOR"
    assert wording(decree_of(content, "sk.docx")) == wording(
        {**cast.decree.content, "findings": []}
    )


def test_every_version_of_the_template_is_kept_and_can_be_used_again(cast, trusted):
    first = take(cast, own_template("SATU"))
    take(cast, own_template("DUA"), "dua.docx")
    planner = cast.viewer("planner")

    office_templates.use_version(version=None, by=planner, at=cast.at())
    assert (
        queries.bytes_of_template(queries.current_template(office_id=cast.office.pk))
        is None
    )
    office_templates.use_version(version=first, by=planner, at=cast.at())

    versions = queries.list_templates(for_user=planner)
    assert [one.number for one in versions] == [4, 3, 2, 1]
    assert [str(one) for one in versions] == [
        "templat.docx",
        "Templat baku",
        "dua.docx",
        "templat.docx",
    ]
    assert last_event().after == {"template": "templat.docx"}


def test_the_template_in_use_is_not_taken_again(cast, trusted):
    take(cast, own_template())

    with pytest.raises(office_templates.InUseAlready):
        take(cast, own_template())
    with pytest.raises(office_templates.InUseAlready):
        office_templates.use_version(
            version=OfficeTemplate.objects.get(),
            by=cast.viewer("planner"),
            at=cast.at(),
        )


def test_a_template_with_faults_is_refused_and_nothing_is_kept(cast):
    with pytest.raises(office_templates.TemplateUnfit, match="bukan dokumen Word"):
        take(cast, b"MZ program")

    assert not OfficeTemplate.objects.exists()


@pytest.mark.parametrize("key", ["head", "inspector", "staff", "administrator"])
def test_only_planners_change_the_template(cast, trusted, key):
    with pytest.raises(office_templates.MayNotChangeTemplate):
        office_templates.take_template(
            content=own_template(), name="a.docx", by=cast.viewer(key), at=cast.at()
        )


# ---------------------------------------------------------------- strictness


FOUND = [
    {"code": "word-nonstandard", "severity": "notice"},
    {"code": "not-a-measure", "severity": "error"},
]


def shown(cast: Cast) -> list[tuple[str, str]]:
    choice = queries.current_choice(office_id=cast.office.pk)
    return [(one["code"], one["severity"]) for one in strictness.shown(FOUND, choice)]


def test_an_office_sees_what_its_pack_and_its_own_weights_say(cast):
    planner = cast.viewer("planner")
    assert shown(cast) == [("word-nonstandard", "notice"), ("not-a-measure", "error")]

    strictness.choose_pack(pack="ringan", by=planner, at=cast.at())
    assert shown(cast) == [("not-a-measure", "error")]

    strictness.choose_weight(
        code="not-a-measure",
        weight="warning",
        reason="Dibahas bersama bagian organisasi",
        by=planner,
        at=cast.at(),
    )
    assert shown(cast) == [("not-a-measure", "warning")]
    assert last_event().after["weight"] == "warning"

    strictness.choose_pack(pack="baku", by=planner, at=cast.at())
    strictness.choose_weight(
        code="not-a-measure", weight="", reason="", by=planner, at=cast.at()
    )
    assert shown(cast) == [("word-nonstandard", "notice"), ("not-a-measure", "error")]
    assert LintChoice.objects.count() == 4


@pytest.mark.parametrize(
    ("code", "weight", "reason", "said"),
    [
        ("tidak-ada", "off", "x", "tidak dikenal"),
        ("not-a-measure", "sedang", "x", "Pilih salah satu"),
        ("not-a-measure", "off", "  ", "Tulis alasan"),
    ],
)
def test_a_rule_is_set_otherwise_with_a_reason_only(cast, code, weight, reason, said):
    with pytest.raises(strictness.ChoiceUnfit, match=said):
        strictness.choose_weight(
            code=code,
            weight=weight,
            reason=reason,
            by=cast.viewer("planner"),
            at=cast.at(),
        )


@pytest.mark.parametrize("key", ["head", "inspector", "staff", "administrator"])
def test_only_planners_choose_the_rules(cast, key):
    with pytest.raises(strictness.MayNotChooseRules):
        strictness.choose_pack(pack="ringan", by=cast.viewer(key), at=cast.at())


# ---------------------------------------------------------------- next year


def start(cast: Cast, accepted=(), key: str = "planner", decree=None) -> Decree:
    return renewing.start_next_year(
        decree=decree or cast.decree,
        accepted=frozenset(accepted),
        by=cast.viewer(key),
        at=cast.at(),
    )


@scene
def lamongan(cast: Cast) -> Decree:
    """The example decree with all its faults, adopted by the office."""
    planner = cast.viewer("planner")
    draft = actions.import_decree(
        content=(EXAMPLE / "decree.json").read_bytes(),
        name="decree.json",
        by=planner,
        at=cast.at(),
    )
    return adopting.adopt_decree(decree=draft, by=planner, at=cast.at())


def test_next_years_draft_keeps_the_wording_and_leaves_number_and_day_blank(cast):
    draft = start(cast)

    head, old = draft.content["decree"], cast.decree.content["decree"]
    assert (draft.status, draft.started_from) == (DecreeStatus.DRAFT, cast.decree)
    assert (head["number"], head["date"]) == (None, None)
    assert (head["year_from"], head["year_until"]) == (2027, 2027)
    assert head["about"] == old["about"]
    assert (
        wording(draft.content)["positions"] == wording(cast.decree.content)["positions"]
    )
    assert last_event().action == "decrees.start_next_year"


def test_what_was_accepted_is_one_correction_that_can_be_undone(cast, lamongan):
    offers = renewing.foresee_renewal(decree=lamongan).offers
    spelling = next(o for o in offers if o.code == "word-nonstandard")

    draft = start(cast, {YEAR_CODE, spelling.key}, decree=lamongan)

    assert "Tahun 2027" in draft.content["decree"]["about"]
    change = spelling.changes[0]
    place = draft.content
    for step in change.path:
        place = place[step]
    assert place == change.new
    assert draft.revision == 1
    undone = correcting.undo(decree=draft, by=cast.viewer("planner"), at=cast.at())
    assert "Tahun 2026" in undone.content["decree"]["about"]


def test_all_of_a_rules_offers_are_accepted_by_its_code(cast, lamongan):
    offers = renewing.foresee_renewal(decree=lamongan).offers
    codes = {offer.code for offer in offers}

    draft = start(cast, codes, decree=lamongan)

    left = {f["code"] for f in draft.content["findings"]}
    assert {
        "word-nonstandard",
        "regulation-for-decree",
        "unit-name-old",
    } & left == set()
    assert "regulation-for-decree" in {f["code"] for f in lamongan.content["findings"]}


def test_a_renewed_draft_is_issued_and_read_back_word_for_word(cast, lamongan):
    offers = renewing.foresee_renewal(decree=lamongan).offers
    draft = start(cast, {offer.code for offer in offers}, decree=lamongan)

    for form in (DocumentForm.DOCX, DocumentForm.PDF):
        read = decree_of(issue(cast, form, decree=draft), f"sk.{form}")
        assert wording(read)["positions"] == wording(draft.content)["positions"]
        assert read["decree"] == draft.content["decree"]


def test_next_year_starts_once(cast):
    draft = start(cast)

    with pytest.raises(renewing.StartedAlready) as refusal:
        start(cast)
    assert refusal.value.decree_id == draft.pk

    adopting.drop_draft(
        decree=draft, reason="Salah mulai", by=cast.viewer("planner"), at=cast.at()
    )
    assert start(cast).pk != draft.pk


def test_next_year_starts_from_an_adopted_decree_only(cast):
    draft = start(cast)

    with pytest.raises(renewing.NotYetAdopted):
        start(cast, decree=draft)


@pytest.mark.parametrize("key", ["head", "inspector", "staff", "stranger_planner"])
def test_only_the_offices_planner_starts_next_year(cast, key):
    with pytest.raises(renewing.MayNotRenew):
        start(cast, key=key)


def test_a_renewed_draft_is_adopted_like_any_other(cast):
    planner = cast.viewer("planner")

    adopted = adopting.adopt_decree(decree=start(cast), by=planner, at=cast.at())

    assert adopted.status == DecreeStatus.ADOPTED
    assert adopted.year_from == 2027
