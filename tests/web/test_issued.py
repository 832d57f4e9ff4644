"""Issued documents: who issues, what is kept, and how anybody checks one."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, scene
from tests.reporting.reading import pdf_text, poppler
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import send, sign_in, text_of, verify
from tests.web.test_doors import look
from tests.web.test_downloads import content_of
from tolok.kernel.codes import ALPHABET, format_code
from tolok.records.models import AuditEvent
from tolok.reporting import issuing, permissions
from tolok.reporting.documents import stamp
from tolok.reporting.enums import DocumentKind
from tolok.reporting.issued import OPEN_KINDS, MayNotReadList, list_documents
from tolok.reporting.models import DocumentWithdrawal, OfficialDocument
from tolok.reporting.registers import NAMES
from tolok.web.public import checking


ADDRESS = "https://kinerja.kantor.example"


@scene
def issued(cast_today: Cast) -> OfficialDocument:
    """The recap of the office, issued by its planner after two were verified."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    return issue(cast_today, "planner", DocumentKind.RECAP, 1)


@pytest.fixture(autouse=True)
def _nobody_checked_yet() -> None:
    cache.clear()


def issue(cast: Cast, key: str, kind: DocumentKind, number: int) -> OfficialDocument:
    """Issue a document of the first quarter as this person."""
    return issuing.issue_document(
        wanted=issuing.Wanted(kind=kind, period=cast.quarters[0]),
        once=f"{number:032x}",
        address=ADDRESS,
        file_name=lambda laid: f"{laid.frame.period}.pdf",
        by=cast.viewer(key),
        at=cast.at(hour=11),
    )


def form(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "jenis": "recap",
        "periode": cast.quarters[0].pk,
        "sekali": "a" * 32,
        **more,
    }


def bytes_of(cast: Cast, row: OfficialDocument, key: str = "planner") -> bytes:
    return content_of(sign_in(cast, key).get(reverse("dokumen_unduh", args=[row.pk])))


def check(row: OfficialDocument, content: bytes | None = None) -> Any:
    """Look at a code without having signed in; with `content` hold a file against it."""
    url = reverse("publik_periksa_kode", args=[format_code(row.code)])
    if content is None:
        return Client().get(url)
    return Client().post(url, {"berkas": SimpleUploadedFile("surat.pdf", content)})


# ---------------------------------------------------------------- issuing


def test_a_document_is_issued_by_post_and_taken_by_get(
    cast_today: Cast, settings: Any, tmp_path: Any
) -> None:
    settings.PUBLIC_ADDRESS = ADDRESS
    client = sign_in(cast_today, "planner")

    answer = client.post(reverse("dokumen_terbit"), form(cast_today))

    row = OfficialDocument.objects.get()
    assert answer["Location"] == reverse("dokumen", args=[row.pk])
    content = bytes_of(cast_today, row)
    assert hashlib.sha256(content).hexdigest() == row.file.sha256
    said = pdf_text(content, tmp_path)
    assert format_code(row.code) in said
    assert f"kinerja.kantor.example/periksa/{format_code(row.code)}" in said
    assert "PRATINJAU" not in said
    assert (row.issued_by, row.issued_as) == (
        "Dian Puspita, S.A.P.",
        "Perencana Ahli Pertama",
    )


def test_the_list_holds_just_what_a_person_may_take(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    issue(cast_today, "kabid", DocumentKind.RECAP, 2)
    issue(cast_today, "kabid", DocumentKind.BOOK, 3)
    documents = list(OfficialDocument.objects.all())
    seen = {}
    for key in cast_today.users:
        viewer = cast_today.viewer(key)
        may = {
            row.pk
            for row in documents
            if permissions.may_take_document(
                viewer,
                office_id=row.office_id,
                issuer_id=row.user_id,
                is_open=row.kind in OPEN_KINDS,
            )
        }
        try:
            listed = {row.pk for row in list_documents(for_user=viewer)}
        except MayNotReadList:
            listed = set()
        assert listed == may, key
        seen[key] = len(may)

    assert len(documents) == 3
    assert (seen["planner"], seen["kabid"], seen["acting"], seen["staff"]) == (
        3,
        2,
        1,
        0,
    )


def test_what_is_downloaded_without_being_issued_says_so(
    issued: OfficialDocument, cast_today: Cast, tmp_path: Any
) -> None:
    for name in ("laporan_rekap_pdf", "laporan_pengukuran_pdf", "laporan_kamus_pdf"):
        answer = sign_in(cast_today, "head").get(reverse(name))

        assert "PRATINJAU, BELUM DITERBITKAN" in pdf_text(answer.content, tmp_path)
    assert OfficialDocument.objects.count() == 1


def test_every_download_gives_the_same_bytes_whatever_changed_since(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    before = bytes_of(cast_today, issued)
    verify(cast_today, send(cast_today, "clerk", "Surat"), "kasubag")

    assert bytes_of(cast_today, issued, "head") == before


def test_a_form_that_is_sent_twice_issues_one_document(cast_today: Cast) -> None:
    client = sign_in(cast_today, "head")

    places = {
        client.post(reverse("dokumen_terbit"), form(cast_today))["Location"]
        for _ in range(2)
    }

    assert len(places) == 1
    assert OfficialDocument.objects.count() == 1


def test_a_document_of_a_past_day_is_issued_as_at_that_day(
    cast_today: Cast, tmp_path: Any
) -> None:
    client = sign_in(cast_today, "kabid")

    client.post(reverse("dokumen_terbit"), form(cast_today, pada="2026-04-02"))

    row = OfficialDocument.objects.get()
    assert row.cut_off == "Keadaan per 2 April 2026"
    said = pdf_text(bytes_of(cast_today, row, "kabid"), tmp_path)
    assert "Keadaan per 2 April 2026" in said
    assert "Dokumen terbit" in said


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_every_list_is_issued_with_a_code_on_the_paper_that_is_asked_for(
    cast_today: Cast, tmp_path: Any, kind: DocumentKind
) -> None:
    client = sign_in(cast_today, "planner")
    asked = form(cast_today, jenis=kind.value, kertas="a4", pada="2026-04-02")

    client.post(reverse("dokumen_terbit"), asked)

    row = OfficialDocument.objects.get()
    content = bytes_of(cast_today, row)
    said = pdf_text(content, tmp_path)
    assert f"periksa/{format_code(row.code)}" in said
    assert "Keadaan per 2 April 2026" in said
    assert "PRATINJAU" not in said
    size = re.search(r"Page size: +([\d.]+)", poppler("pdfinfo", content, tmp_path))
    assert size
    assert round(float(size[1])) == 842
    assert str(kind.label) in text_of(check(row))


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"jenis": "lain"}, 404),
        ({"jenis": "lkjip"}, 404),
        ({"periode": "999999"}, 404),
        ({"unit": "x"}, 404),
        ({"pada": "kemarin"}, 422),
        ({"pada": "2036-01-01"}, 422),
        ({"sekali": "pendek"}, 422),
    ],
)
def test_a_form_that_was_forged_issues_nothing(
    cast_today: Cast, more: dict[str, str], status: int
) -> None:
    client = sign_in(cast_today, "planner")

    answer = client.post(reverse("dokumen_terbit"), form(cast_today, **more))

    assert answer.status_code == status
    assert not OfficialDocument.objects.exists()


@pytest.mark.parametrize("key", ["inspector", "staff", "clerk", "administrator"])
def test_only_planner_head_and_superiors_issue(cast_today: Cast, key: str) -> None:
    answer = sign_in(cast_today, key).post(reverse("dokumen_terbit"), form(cast_today))

    assert answer.status_code == 403
    assert "diterbitkan perencana, kepala, dan atasan" in text_of(answer)
    assert not OfficialDocument.objects.exists()


def test_an_issued_document_leaves_one_event_with_its_hash(
    issued: OfficialDocument,
) -> None:
    (event,) = AuditEvent.objects.filter(action="reporting.issue_document")

    assert event.after["sha256"] == issued.file.sha256
    assert event.after["code"] == issued.code


@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET office_id = office_id", "DELETE FROM {}"]
)
def test_the_database_never_changes_an_issued_document(
    issued: OfficialDocument, statement: str
) -> None:
    sql = statement.format(OfficialDocument._meta.db_table)

    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(sql)


# ---------------------------------------------------------------- the office's list


@pytest.mark.parametrize(
    ("key", "sees"),
    [
        ("planner", True),
        ("head", True),
        ("inspector", True),
        ("kabid", False),
        ("secretary", False),
    ],
)
def test_a_document_of_the_whole_office_is_taken_by_whom_it_may_show_all(
    issued: OfficialDocument, cast_today: Cast, key: str, sees: bool
) -> None:
    client = sign_in(cast_today, key)
    page = text_of(client.get(reverse("dokumen_terbit")))

    assert (format_code(issued.code) in page) is sees
    status = 200 if sees else 404
    for name in ("dokumen", "dokumen_unduh"):
        assert look(client, reverse(name, args=[issued.pk])) == status


def test_a_superior_takes_own_documents_and_every_kamus(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    own = issue(cast_today, "kabid", DocumentKind.RECAP, 2)
    kamus = issue(cast_today, "planner", DocumentKind.BOOK, 3)

    page = text_of(sign_in(cast_today, "kabid").get(reverse("dokumen_terbit")))

    assert format_code(own.code) in page
    assert format_code(kamus.code) in page
    assert format_code(issued.code) not in page


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("CODE", True),
        ("rekap", True),
        ("Triwulan I", True),
        ("dian", True),
        ("Kamus", False),
        ("zzz", False),
    ],
)
def test_the_list_is_searched_by_code_kind_subject_and_issuer(
    issued: OfficialDocument, cast_today: Cast, words: str, found: bool
) -> None:
    asked = words.replace("CODE", format_code(issued.code).lower())

    page = text_of(
        sign_in(cast_today, "head").get(reverse("dokumen_terbit"), {"cari": asked})
    )

    assert (issued.title in page) is found
    assert found or "Tidak ada yang cocok" in page


def test_an_empty_list_says_how_the_first_document_is_issued(cast_today: Cast) -> None:
    page = text_of(sign_in(cast_today, "head").get(reverse("dokumen_terbit")))

    assert "Belum ada dokumen yang terbit" in page


def test_the_list_asks_the_same_queries_however_long_it_is(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    client = sign_in(cast_today, "head")
    url = reverse("dokumen_terbit")

    assert_queries("dokumen-terbit", client, url)
    assert_no_growth(
        client, url, lambda: issue(cast_today, "head", DocumentKind.BOOK, 7)
    )


def test_checking_asks_few_queries(issued: OfficialDocument) -> None:
    url = reverse("publik_periksa_kode", args=[format_code(issued.code)])

    assert_queries("periksa-kode", Client(), url)


# ---------------------------------------------------------------- checking


def test_anybody_reads_what_was_issued_without_a_name_and_without_a_cookie(
    issued: OfficialDocument,
) -> None:
    answer = check(issued)

    said = text_of(answer)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Dokumen ini memang terbit" in said
    assert issued.file.sha256 in said
    assert "melalui Perencana Ahli Pertama" in said
    assert "6 April 2026 pukul 11.00 WIB" in said
    assert "Dian Puspita" not in said


def test_the_very_file_is_told_to_be_the_document(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    said = text_of(check(issued, bytes_of(cast_today, issued)))

    assert "memang dokumen ini, sama sampai bita terakhir." in said


@pytest.mark.parametrize("at", [0, 100, -1])
def test_a_file_in_which_one_byte_changed_is_not_that_document(
    issued: OfficialDocument, cast_today: Cast, at: int
) -> None:
    changed = bytearray(bytes_of(cast_today, issued))
    changed[at] ^= 1

    said = text_of(check(issued, bytes(changed)))

    assert "bukan dokumen itu" in said
    assert hashlib.sha256(changed).hexdigest() in said


def test_another_issued_document_is_named(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    kamus = issue(cast_today, "planner", DocumentKind.BOOK, 4)

    said = text_of(check(issued, bytes_of(cast_today, kamus)))

    assert "bukan dokumen ini, melainkan dokumen terbit lain" in said
    assert format_code(kamus.code) in said


def test_a_file_finds_its_document_without_a_code(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    url = reverse("publik_periksa")
    own = SimpleUploadedFile("a.pdf", bytes_of(cast_today, issued))
    foreign = SimpleUploadedFile("b.pdf", b"%PDF-1.7 lain")

    assert issued.title in text_of(Client().post(url, {"berkas": own}))
    assert "tidak pernah terbit dari Tolok ini" in text_of(
        Client().post(url, {"berkas": foreign})
    )


def test_nothing_is_kept_of_a_file_that_was_checked(
    issued: OfficialDocument, cast_today: Cast, settings: Any
) -> None:

    before = sorted(Path(settings.FILES_ROOT).rglob("*"))

    check(issued, b"%PDF-1.7 rahasia")

    assert sorted(Path(settings.FILES_ROOT).rglob("*")) == before


def test_a_code_is_found_however_it_is_typed(issued: OfficialDocument) -> None:
    typed = issued.code.lower().replace("0", "o").replace("1", "l")

    answer = Client().get(
        reverse("publik_periksa"), {"kode": f" {typed} "}, follow=True
    )

    assert answer.status_code == 200
    assert issued.title in text_of(answer)


def test_a_mistyped_code_is_told_from_one_that_was_never_issued(
    issued: OfficialDocument,
) -> None:
    last = ALPHABET[(ALPHABET.index(issued.code[-1]) + 1) % 32]
    unknown = "000000000000"

    wrong = Client().get(f"/periksa/{issued.code[:-1]}{last}/")
    never = Client().get(f"/periksa/{unknown}/", follow=True)
    garbage = Client().get(reverse("publik_periksa"), {"kode": "surat <b>"})

    assert {wrong.status_code, never.status_code, garbage.status_code} == {404}
    assert "tampaknya salah ketik" in text_of(wrong)
    assert "Tidak ada dokumen terbit dengan kode 0000-0000-0000" in text_of(never)
    assert "surat &lt;b&gt;" in text_of(garbage)


def test_no_file_and_a_file_too_large_are_answered_by_a_sentence(
    issued: OfficialDocument, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = 1_048_576

    nothing = Client().post(reverse("publik_periksa"))
    empty = check(issued, b"")
    large = check(issued, b"x" * 1_048_577)

    assert (nothing.status_code, empty.status_code, large.status_code) == (
        422,
        422,
        413,
    )
    assert "Pilih berkas PDF yang hendak diperiksa" in text_of(nothing)
    assert "lebih besar dari 1 MB" in text_of(large)


def test_too_many_files_from_one_address_have_to_wait(
    issued: OfficialDocument, monkeypatch: Any
) -> None:
    monkeypatch.setattr(checking, "UPLOADS_A_MINUTE", 2)

    answers = [check(issued, b"%PDF") for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert "Tunggu satu menit" in text_of(answers[-1])


# ---------------------------------------------------------------- withdrawing


def withdraw(cast: Cast, row: OfficialDocument, key: str, reason: str) -> Any:
    url = reverse("dokumen_tarik", args=[row.pk])
    return sign_in(cast, key).post(url, {"reason": reason})


def test_a_withdrawn_document_is_still_found_and_says_so(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    content = bytes_of(cast_today, issued)

    withdraw(cast_today, issued, "head", "Angka unit keliru.")

    row = DocumentWithdrawal.objects.get()
    assert row.withdrawn_as == "Kepala Dinas Perpustakaan dan Kearsipan"
    said = text_of(check(issued))
    assert "pernah terbit dan sudah ditarik" in said
    assert "Angka unit keliru." in said
    assert "Ratna" not in said
    assert "tetapi dokumen ini sudah ditarik" in text_of(check(issued, content))
    assert bytes_of(cast_today, issued) == content
    page = sign_in(cast_today, "head").get(reverse("dokumen", args=[issued.pk]))
    assert "Angka unit keliru." in text_of(page)


def test_a_document_is_withdrawn_once_and_with_a_reason(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    without = withdraw(cast_today, issued, "planner", "  ")
    first = withdraw(cast_today, issued, "planner", "Salah cetak.")
    again = withdraw(cast_today, issued, "planner", "Salah lagi.")

    assert (without.status_code, first.status_code, again.status_code) == (
        422,
        302,
        409,
    )
    assert "Tulis alasan penarikan" in text_of(without)
    assert DocumentWithdrawal.objects.get().reason == "Salah cetak."


def test_a_superior_withdraws_own_documents_alone(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    own = issue(cast_today, "kabid", DocumentKind.RECAP, 5)
    kamus = issue(cast_today, "planner", DocumentKind.BOOK, 6)

    assert withdraw(cast_today, own, "kabid", "Ganti.").status_code == 302
    assert withdraw(cast_today, kamus, "kabid", "Ganti.").status_code == 403
    assert withdraw(cast_today, kamus, "inspector", "Ganti.").status_code == 403


def test_a_reason_is_asked_of_whoever_withdraws_without_the_page(
    issued: OfficialDocument, cast_today: Cast
) -> None:
    with pytest.raises(issuing.NoReason):
        issuing.withdraw_document(
            document=issued,
            reason=" ",
            by=cast_today.viewer("planner"),
            at=cast_today.at(),
        )


# ---------------------------------------------------------------- the stamp


def test_the_qr_leads_to_the_page_of_the_code() -> None:
    svg = stamp.qr_svg(f"{ADDRESS}/periksa/7K3M-9QWX-2H4T/")

    assert svg.startswith("<?xml")
    assert re.search(r"<path [^>]*stroke", svg)


def test_a_document_names_the_address_at_which_it_was_issued(
    cast_today: Cast, tmp_path: Any
) -> None:
    sign_in(cast_today, "planner").post(reverse("dokumen_terbit"), form(cast_today))

    said = pdf_text(bytes_of(cast_today, OfficialDocument.objects.get()), tmp_path)

    assert "testserver/periksa/" in said
