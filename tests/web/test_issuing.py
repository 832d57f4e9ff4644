"""Issue, template, strictness and next year on screen."""

import io
import json
from types import SimpleNamespace

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast, scene
from tests.decrees.test_issuing import own_template
from tests.reader.decree_texts import EXAMPLE
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import sign_in, text_of
from tolok.decrees import actions, adopting, issuing, office_templates
from tolok.decrees.enums import DecreeStatus, DocumentForm, DocumentStatus
from tolok.decrees.models import Decree, IssuedDocument, OfficeTemplate
from tolok.reader.lint import get_rule
from tolok.web.decrees import issuing as issue_pages


@pytest.fixture
def planner(cast_today: Cast):
    return sign_in(cast_today, "planner")


@scene
def lamongan(cast_today: Cast) -> Decree:
    """The example decree with all its faults, adopted by the office."""
    by = cast_today.viewer("planner")
    draft = actions.import_decree(
        content=(EXAMPLE / "decree.json").read_bytes(),
        name="decree.json",
        by=by,
        at=cast_today.at(),
    )
    return adopting.adopt_decree(decree=draft, by=by, at=cast_today.at())


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try templates out without a process; tests of the reader try the process."""
    monkeypatch.setattr(office_templates, "try_out", lambda *_: [])


# ---------------------------------------------------------------- issuing


@pytest.mark.parametrize(
    ("form", "opening", "media_type"),
    [
        ("docx", b"PK", "wordprocessingml"),
        ("pdf", b"%PDF", "application/pdf"),
        ("json", b"{", "application/json"),
    ],
)
def test_a_decree_is_taken_in_the_form_that_was_chosen(
    cast_today, planner, form, opening, media_type
):
    answer = planner.post(
        f"/sk/{cast_today.decree.pk}/terbit/", {"form": form, "paper": "a4"}
    )

    assert answer.status_code == 200
    assert answer.content.startswith(opening)
    assert media_type in answer["Content-Type"]
    assert (
        answer["Content-Disposition"]
        == f'attachment; filename="sk-iki-2026-dinas-perpustakaan.{form}"'
    )
    row = IssuedDocument.objects.get()
    again = planner.get(f"/sk/terbitan/{row.pk}/unduh/")
    assert again.content == answer.content
    page = text_of(planner.get(f"/sk/{cast_today.decree.pk}/terbit/"))
    assert "Yang sudah diterbitkan" in page
    assert row.file_name in page


def test_what_is_not_chosen_is_asked_for_again(cast_today, planner):
    answer = planner.post(f"/sk/{cast_today.decree.pk}/terbit/", {"form": "exe"})

    assert answer.status_code == 422
    assert not IssuedDocument.objects.exists()


def test_a_long_document_is_made_behind_the_screen(cast_today, planner, monkeypatch):
    monkeypatch.setitem(issuing.AT_ONCE, DocumentForm.PDF, 1)
    asked = []
    worker = SimpleNamespace(enqueue=asked.append)
    monkeypatch.setattr(issue_pages, "make_issued", worker)

    answer = planner.post(
        f"/sk/{cast_today.decree.pk}/terbit/", {"form": "pdf", "paper": "folio"}
    )

    row = IssuedDocument.objects.get()
    assert answer["Location"] == f"/sk/terbitan/{row.pk}/"
    assert asked == [row.pk]
    waiting = planner.get(answer["Location"])
    assert "sedang disusun" in text_of(waiting).lower()
    assert "every 2s" in waiting.content.decode()
    assert planner.get(f"/sk/terbitan/{row.pk}/unduh/").status_code == 404

    issuing.make_document(issued_id=row.pk)
    done = planner.get(answer["Location"], headers={"HX-Request": "true"})
    assert "Unduh naskah" in text_of(done)
    assert "every 2s" not in done.content.decode()


def test_a_document_that_failed_says_what_to_do(cast_today, planner):
    row = IssuedDocument.objects.create(
        office=cast_today.office,
        decree=cast_today.decree,
        user=cast_today.users["planner"],
        asked_by="Dian",
        form="pdf",
        paper="a4",
        is_whole=False,
        revision=0,
        status=DocumentStatus.FAILED,
        file_name="sk.pdf",
        created_at=cast_today.at(),
    )

    assert "Pilih bentuk Word" in text_of(planner.get(f"/sk/terbitan/{row.pk}/"))


def test_buttons_lead_there_from_the_decree_and_the_registry(cast_today, planner):
    url = f"/sk/{cast_today.decree.pk}/terbit/"

    assert url in planner.get(f"/sk/{cast_today.decree.pk}/").content.decode()
    assert url in planner.get("/registri/").content.decode()
    assert url in planner.get("/registri/?pada=2026-02-01").content.decode()
    staff = sign_in(cast_today, "staff").get("/registri/").content.decode()
    assert url not in staff


# ---------------------------------------------------------------- template


def test_the_template_is_taken_changed_brought_back_and_used(
    cast_today, planner, trusted
):
    given = planner.get("/sk/templat/unduh/")
    assert "{{nomor}}" in "".join(
        p.text for p in docx.Document(io.BytesIO(given.content)).paragraphs
    )

    answer = planner.post(
        "/sk/templat/",
        {"template": SimpleUploadedFile("kop.docx", own_template("KOP SENDIRI"))},
    )

    assert answer["Location"] == "/sk/templat/"
    page = text_of(planner.get("/sk/templat/"))
    assert "templat kantor versi 1" in page
    looked = planner.get("/sk/templat/contoh/").content
    assert docx.Document(io.BytesIO(looked)).paragraphs[1].text == "KOP SENDIRI"
    assert planner.get("/sk/templat/unduh/").content == own_template("KOP SENDIRI")

    planner.post("/sk/templat/pakai/", {"version": ""})
    assert "templat baku" in text_of(planner.get("/sk/templat/"))
    first = OfficeTemplate.objects.get(number=1)
    planner.post("/sk/templat/pakai/", {"version": first.pk})
    assert "templat kantor versi 3" in text_of(planner.get("/sk/templat/"))
    again = planner.post("/sk/templat/pakai/", {"version": first.pk})
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"bukan word", "bukan dokumen Word"),
        (b"PK\x03\x04" + b"0" * 6_000_000, "lebih dari 5 MB"),
        (own_template("{{alamt}}"), "{{alamt}} tidak dikenal"),
    ],
    ids=["text", "large", "unknown"],
)
def test_a_template_that_does_not_fit_is_refused_with_every_reason(
    planner, content, said
):
    answer = planner.post(
        "/sk/templat/", {"template": SimpleUploadedFile("a.docx", content)}
    )

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Templat yang sekarang tetap berlaku" in text_of(answer)
    assert not OfficeTemplate.objects.exists()


@pytest.mark.parametrize("version", ["999999", "x", "1" * 30])
def test_a_version_that_never_was_is_refused(planner, version):
    answer = planner.post("/sk/templat/pakai/", {"version": version})

    assert answer.status_code in (404, 422)
    assert planner.get(f"/sk/templat/unduh/?versi={version}").status_code == 404


# ---------------------------------------------------------------- strictness


def test_the_review_follows_the_pack_and_the_rule_that_were_chosen(
    cast_today, planner, lamongan
):
    page = f"/sk/{lamongan.pk}/temuan/?derajat=notice"
    spelling = get_rule("word-nonstandard").title
    assert spelling in text_of(planner.get(page))

    planner.post("/sk/temuan/", {"pack": "ringan"})
    assert spelling not in text_of(planner.get(page))
    assert "paket Ringan" in text_of(planner.get("/sk/temuan/"))

    answer = planner.post(
        "/sk/temuan/not-a-measure/",
        {"weight": "off", "reason": "Dibahas pada rapat perencanaan"},
    )
    assert answer.status_code == 302
    shown = text_of(planner.get("/sk/temuan/not-a-measure/"))
    assert "Dibahas pada rapat perencanaan" in shown
    assert "Dimatikan" in shown
    other = page.replace("notice", get_rule("not-a-measure").severity)
    assert get_rule("not-a-measure").title not in text_of(planner.get(other))


def test_a_weight_without_a_reason_comes_back_with_the_reason_why_not(planner):
    answer = planner.post("/sk/temuan/not-a-measure/", {"weight": "off"})

    assert answer.status_code == 422
    assert "Tulis alasan" in text_of(answer)


@pytest.mark.parametrize("key", ["head", "inspector"])
def test_others_read_the_rules_and_change_none(cast_today, key):
    client = sign_in(cast_today, key)

    assert "Atur ketatnya" not in text_of(client.get("/sk/temuan/"))
    assert client.post("/sk/temuan/", {"pack": "ringan"}).status_code == 403
    assert client.post("/sk/temuan/not-a-measure/", {"weight": ""}).status_code == 403


# ---------------------------------------------------------------- next year


def test_next_year_starts_with_what_was_ticked(cast_today, planner, lamongan):
    page = planner.get(f"/sk/{lamongan.pk}/lanjut/")
    words = text_of(page)
    assert "Mulai keputusan tahun 2027" in words
    assert "<ins>2027</ins>" in page.content.decode()

    answer = planner.post(
        f"/sk/{lamongan.pk}/lanjut/",
        {"accepted": ["tahun", "word-nonstandard"]},
    )

    draft = Decree.objects.get(started_from=lamongan)
    assert answer["Location"] == f"/sk/{draft.pk}/"
    assert draft.status == DecreeStatus.DRAFT
    assert "Tahun 2027" in draft.content["decree"]["about"]
    assert "obyek" not in json.dumps(draft.content["positions"]).lower()
    review = text_of(planner.get(f"/sk/{draft.pk}/"))
    assert "Rancangan tahun 2027 dimulai" in review
    again = planner.post(f"/sk/{lamongan.pk}/lanjut/")
    assert again["Location"] == f"/sk/{draft.pk}/"
    assert Decree.objects.filter(started_from=lamongan).count() == 1
    assert "Sudah dimulai" in text_of(planner.get(f"/sk/{lamongan.pk}/lanjut/"))


def test_next_year_does_not_start_from_a_draft(cast_today, planner, lamongan):
    planner.post(f"/sk/{lamongan.pk}/lanjut/")
    draft = Decree.objects.get(started_from=lamongan)

    assert planner.get(f"/sk/{draft.pk}/lanjut/").status_code == 409
    assert "lanjut/" not in planner.get(f"/sk/{draft.pk}/").content.decode()


# ---------------------------------------------------------------- queries


def test_the_pages_ask_few_queries_however_much_was_issued(
    cast_today, planner, lamongan, trusted
):
    url = f"/sk/{cast_today.decree.pk}/terbit/"

    def issue_more() -> None:
        for _ in range(4):
            planner.post(url, {"form": "json", "paper": "a4"})

    planner.post(url, {"form": "json", "paper": "a4"})
    assert_no_growth(planner, url, issue_more)
    assert_queries("sk, terbit", planner, url)
    row = IssuedDocument.objects.order_by("pk")[0]
    assert_queries("sk, terbitan", planner, f"/sk/terbitan/{row.pk}/")
    assert_queries("sk, templat", planner, "/sk/templat/")
    # An adopted text is kept in memory once it was read.
    planner.get(f"/sk/{lamongan.pk}/lanjut/")
    assert_queries("sk, lanjut", planner, f"/sk/{lamongan.pk}/lanjut/")
