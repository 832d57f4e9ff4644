"""Issued documents are signed by a service or on paper; what signers type goes nowhere."""

import hashlib
import logging
import threading
from collections.abc import Iterator
from email import message_from_bytes
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.views.debug import ExceptionReporter

from config.checks import check_signing
from tests.cast import Cast, scene
from tests.web.doing import picture, send, sign_in, text_of, verify
from tests.web.test_downloads import content_of
from tests.web.test_issued import ADDRESS, bytes_of, check, issue
from tolok.kernel.codes import format_code
from tolok.records.models import AuditEvent
from tolok.reporting import signing, signing_service
from tolok.reporting.enums import DocumentKind
from tolok.reporting.models import OfficialDocument, SignedForm
from tolok.reporting.signing_service import Secret


NIK, PASSPHRASE = "3524990101800017", "Rahasia-Uji-#7"
SIGNATURE = b"\n7 0 obj<</Type/Sig/ByteRange[0 10 20 30]>>endobj\n%%EOF\n"


class StandIn(ThreadingHTTPServer):
    """A service that signs for one NIK and passphrase, and can be told to fail."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[dict[str, Any]] = []
        self.answer: tuple[int, bytes] | None = None
        self.goes_on = threading.Event()
        self.is_slow = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answering(BaseHTTPRequestHandler):
    """Answers as the client service is seen to answer."""

    server: StandIn

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.headers["Content-Type"].encode()
        form = message_from_bytes(b"Content-Type: " + kind + b"\r\n\r\n" + body)
        fields = {
            part.get_param("name", header="content-disposition"): part.get_payload(
                decode=True
            )
            for part in form.get_payload()
        }
        asked = fields | {"path": self.path, "who": self.headers["Authorization"]}
        self.server.asked.append(asked)
        if self.server.is_slow:
            self.server.goes_on.wait(20)
        status, said = self.server.answer or self._signed(fields)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(said)

    def _signed(self, fields: dict[str, bytes]) -> tuple[int, bytes]:
        if fields["nik"] != NIK.encode():
            return 400, b'{"error": "User tidak terdaftar", "status_code": 2011}'
        if fields["passphrase"] != PASSPHRASE.encode():
            return 400, b'{"error": "Passphrase anda salah", "status_code": 2031}'
        return 200, fields["file"] + SIGNATURE

    def log_message(self, *_told: Any) -> None:
        """Stay silent."""


@pytest.fixture
def service(settings: Any) -> Iterator[StandIn]:
    """Run a stand-in for the e-signature service."""
    server = StandIn()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.SIGNING_ADDRESS = server.address
    settings.SIGNING_USER, settings.SIGNING_PASSWORD = "tolok", "sandi-layanan"
    settings.PUBLIC_ADDRESS = ADDRESS
    yield server
    server.goes_on.set()
    server.shutdown()
    server.server_close()


@scene
def verified(cast_today: Cast) -> Cast:
    """One realisation is verified, so that the recap says something."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    return cast_today


@pytest.fixture(autouse=True)
def _nobody_checked_yet() -> None:
    cache.clear()


def issued_now(cast: Cast) -> OfficialDocument:
    return issue(cast, "head", DocumentKind.RECAP, 1)


def sign(cast: Cast, row: OfficialDocument, **typed: str) -> Any:
    return sign_in(cast, "head").post(
        reverse("dokumen_tte", args=[row.pk]),
        {"nik": NIK, "passphrase": PASSPHRASE} | typed,
    )


def everything_kept(home: Path) -> str:
    """Return all rows of the database as text, audit trail and job queue among them."""
    rows: list[str] = []
    for model in apps.get_models(include_auto_created=True):
        rows += [repr(row) for row in model._base_manager.values_list()]
    return "\n".join(rows)


# ------------------------------------------------------------- by the service


def test_a_document_is_signed_at_its_tag_and_what_comes_back_is_kept_beside(
    verified: Cast, service: StandIn
) -> None:
    row = issued_now(verified)
    before = bytes_of(verified, row, "head")

    answer = sign(verified, row)

    assert answer["Location"] == reverse("dokumen", args=[row.pk])
    (asked,) = service.asked
    assert asked["path"] == "/api/sign/pdf"
    assert asked["who"].startswith("Basic ")
    assert (asked["tampilan"], asked["tag_koordinat"]) == (b"visible", b"#")
    link = f"{ADDRESS}/periksa/{format_code(row.code)}/"
    assert asked["linkQR"] == link.encode()
    assert asked["file"] == before
    form = SignedForm.objects.get()
    kept = content_of(
        sign_in(verified, "planner").get(reverse("dokumen_bertanda", args=[form.pk]))
    )
    assert kept == before + SIGNATURE
    assert hashlib.sha256(kept).hexdigest() == form.file.sha256
    assert bytes_of(verified, row, "head") == before
    (event,) = AuditEvent.objects.filter(action="reporting.sign_document")
    assert event.after["sha256"] == form.file.sha256
    assert event.after["extends"] is True


def test_anybody_who_checks_learns_of_the_signed_form_and_may_hold_it(
    verified: Cast, service: StandIn
) -> None:
    row = issued_now(verified)
    sign(verified, row)
    signed = bytes_of(verified, row, "head") + SIGNATURE

    page = text_of(check(row))
    held = text_of(check(row, signed))
    by_file = Client().post(
        reverse("publik_periksa"), {"berkas": SimpleUploadedFile("a.pdf", signed)}
    )

    assert "Tanda tangan elektronik," in page
    assert hashlib.sha256(signed).hexdigest() in page
    assert "dalam bentuk bertanda tangan elektronik" in held
    assert "dalam bentuk bertanda tangan elektronik" in text_of(by_file)
    assert "bukan dokumen itu" in text_of(check(row, signed + b"\n"))
    assert "Ratna" not in page


def test_a_document_without_a_place_for_the_mark_is_signed_without_one(
    verified: Cast, settings: Any, request: Any
) -> None:
    row = issued_now(verified)  # before the office had a service: no tag in it
    service = request.getfixturevalue("service")

    sign(verified, row)

    (asked,) = service.asked
    assert asked["tampilan"] == b"invisible"
    assert "tag_koordinat" not in asked


def test_a_document_is_signed_electronically_once(
    verified: Cast, service: StandIn
) -> None:
    row = issued_now(verified)
    sign(verified, row)

    again = sign(verified, row)

    assert again.status_code == 409
    assert "sudah bertanda tangan elektronik" in text_of(again)
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("typed", "answer", "status", "said"),
    [
        ({"passphrase": "Salah-1"}, None, 422, "Passphrase salah."),
        ({"nik": "3524990101800099"}, None, 422, "NIK itu tidak terdaftar"),
        ({"nik": "123"}, None, 422, "NIK terdiri atas 16 angka"),
        ({"passphrase": ""}, None, 422, "Ketik passphrase Anda."),
        (
            {},
            (400, b'{"error": "Certificate expired", "status_code": 1}'),
            409,
            "Sertifikat elektronik Anda sudah habis masa berlakunya.",
        ),
        ({}, (401, b""), 409, "menolak akun Tolok"),
        ({}, (503, b"<html>"), 409, "sedang terganggu"),
        ({}, (302, b""), 409, "menolak permintaan ini (302)"),
        ({}, (400, b"[1]"), 409, "menolak permintaan ini (400)"),
        ({}, (200, b"<html>ok</html>"), 409, "bukan PDF bertanda tangan"),
        ({}, (200, b"%PDF-1.7 tanpa tanda"), 409, "bukan PDF bertanda tangan"),
    ],
)
def test_what_fails_is_said_in_one_sentence_and_nothing_is_kept(
    verified: Cast,
    service: StandIn,
    typed: dict[str, str],
    answer: tuple[int, bytes] | None,
    status: int,
    said: str,
) -> None:
    row = issued_now(verified)
    service.answer = answer

    page = sign(verified, row, **typed)

    assert page.status_code == status
    assert said in text_of(page)
    assert not SignedForm.objects.exists()
    assert page["Cache-Control"].count("no-store")
    for secret in {NIK, PASSPHRASE, *typed.values()} - {"", "123"}:
        assert secret not in page.content.decode()


def test_a_service_that_is_away_or_slow_is_said_to_be_so(
    verified: Cast, service: StandIn, settings: Any
) -> None:
    row = issued_now(verified)
    service.is_slow, settings.SIGNING_SECONDS = True, 1

    slow = sign(verified, row)
    settings.SIGNING_ADDRESS = "http://127.0.0.1:9"
    away = sign(verified, row)
    settings.SIGNING_ADDRESS = ""
    none = sign(verified, row)

    assert "tidak menjawab dalam 1 detik" in text_of(slow)
    assert "tidak dapat dihubungi" in text_of(away)
    assert "belum dipasang" in text_of(none)
    assert "Tanda tangani" not in text_of(none)
    assert not SignedForm.objects.exists()


# ---------------------------------------------------------- nobody else's business


def test_nik_and_passphrase_are_in_no_table_log_file_or_page(
    verified: Cast,
    service: StandIn,
    home: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = issued_now(verified)
    with caplog.at_level(logging.DEBUG):
        pages = [sign(verified, row, passphrase=f"{PASSPHRASE}x").content.decode()]
        service.answer = (400, f'{{"error": "{NIK} {PASSPHRASE}"}}'.encode())
        pages.append(sign(verified, row).content.decode())
        service.answer = None
        pages.append(sign(verified, row).content.decode())
    pages.append(
        sign_in(verified, "head")
        .get(reverse("dokumen", args=[row.pk]))
        .content.decode()
    )

    assert SignedForm.objects.exists()
    files = b"".join(one.read_bytes() for one in home.rglob("*") if one.is_file())
    kept = everything_kept(home) + caplog.text + "".join(pages)
    for secret in (NIK, PASSPHRASE):
        assert secret not in kept
        assert secret.encode() not in files


@pytest.mark.parametrize("debug", [False, True])
def test_a_page_of_an_error_shows_neither_nik_nor_passphrase(
    verified: Cast,
    service: StandIn,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    debug: bool,
) -> None:
    settings.DEBUG = debug
    row = issued_now(verified)
    reports: list[str] = []
    whole = ExceptionReporter.get_traceback_data

    def told(reporter: ExceptionReporter) -> dict[str, Any]:
        data = whole(reporter)
        reports.append(repr(data))
        return data

    def fail(*_arguments: Any) -> None:
        raise LookupError(NIK)

    monkeypatch.setattr(ExceptionReporter, "get_traceback_data", told)
    monkeypatch.setattr(HTTPConnection, "request", fail)
    client = sign_in(verified, "head")
    client.raise_request_exception = False

    page = client.post(
        reverse("dokumen_tte", args=[row.pk]), {"nik": NIK, "passphrase": PASSPHRASE}
    )
    try:
        signing_service.sign_pdf(
            content=b"%PDF-",
            nik=Secret(NIK),
            passphrase=Secret(PASSPHRASE),
            link="",
            tag="",
        )
    except RuntimeError as error:
        request = page.wsgi_request
        reporter = ExceptionReporter(request, type(error), error, error.__traceback__)
        reports.append(reporter.get_traceback_text())
        reports.append(reporter.get_traceback_html())

    assert page.status_code == 500
    said = page.content.decode() + "".join(reports)
    assert "SigningFailedError" in "".join(reports)
    assert NIK not in said
    assert PASSPHRASE not in said
    assert repr(Secret(NIK)) == "Secret(…)"


# ------------------------------------------------------------------- on paper


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7 pindaian", "pdf"), (picture(), "jpg"), (picture("PNG"), "png")],
)
def test_the_scan_of_a_signed_paper_is_kept_beside_the_document(
    verified: Cast, content: bytes, kind: str
) -> None:
    row = issued_now(verified)
    before = bytes_of(verified, row, "head")
    client = sign_in(verified, "planner")

    client.post(
        reverse("dokumen_pindaian", args=[row.pk]),
        {"pindaian": SimpleUploadedFile("x.bin", content)},
    )

    form = SignedForm.objects.get()
    assert form.file_name.endswith(f"-bertanda-tangan.{kind}")
    got = client.get(reverse("dokumen_bertanda", args=[form.pk]))
    assert content_of(got) == content
    assert bytes_of(verified, row, "head") == before
    assert "pindaian dokumen ini sesudah ditandatangani" in text_of(check(row, content))
    assert "Tanda tangan basah" in text_of(client.get(reverse("dokumen_terbit")))


@pytest.mark.parametrize("content", [b"", b"bukan pindaian"])
def test_a_scan_that_is_none_is_refused(verified: Cast, content: bytes) -> None:
    row = issued_now(verified)

    answer = sign_in(verified, "planner").post(
        reverse("dokumen_pindaian", args=[row.pk]),
        {"pindaian": SimpleUploadedFile("x.pdf", content)},
    )

    assert answer.status_code == 422
    assert "Pilih berkas" in text_of(answer)
    assert not SignedForm.objects.exists()


# ---------------------------------------------------------------------- who


@pytest.mark.parametrize(
    ("key", "status"), [("inspector", 403), ("kabid", 404), ("staff", 403)]
)
def test_who_may_not_issue_or_take_a_document_does_not_sign_it(
    verified: Cast, service: StandIn, key: str, status: int
) -> None:
    row = issued_now(verified)
    client = sign_in(verified, key)

    answers = {
        client.post(
            reverse(name, args=[row.pk]),
            {
                "nik": NIK,
                "passphrase": PASSPHRASE,
                "pindaian": SimpleUploadedFile("a.pdf", b"%PDF-"),
            },
        ).status_code
        for name in ("dokumen_tte", "dokumen_pindaian")
    }

    assert answers == {status}
    assert not service.asked


def test_a_withdrawn_document_is_not_signed_any_more(
    verified: Cast, service: StandIn
) -> None:
    row = issued_now(verified)
    client = sign_in(verified, "head")
    client.post(reverse("dokumen_tarik", args=[row.pk]), {"reason": "Salah periode."})

    answer = sign(verified, row)

    assert answer.status_code == 409
    assert "sudah ditarik" in text_of(answer)
    assert not service.asked


@pytest.mark.parametrize("statement", ["UPDATE {} SET way = way", "DELETE FROM {}"])
def test_the_database_never_changes_a_signed_form(
    verified: Cast, statement: str
) -> None:
    signing.keep_scan(
        document=issued_now(verified),
        name="a.pdf",
        content=b"%PDF-1",
        by=verified.viewer("head"),
        at=verified.at(hour=12),
    )
    sql = statement.format(SignedForm._meta.db_table)

    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(sql)


# ------------------------------------------------------------------- settings


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("SIGNING_ADDRESS", "", []),
        ("SIGNING_ADDRESS", "esign.kantor.example", ["tolok.E017"]),
        ("SIGNING_ADDRESS", "http://esign.kantor.example", ["tolok.E018"]),
        ("SIGNING_ADDRESS", "http://127.0.0.1:8080", []),
        ("SIGNING_PASSWORD", "", ["tolok.E019"]),
        ("SIGNING_TAG", "a", ["tolok.E020"]),
        ("SIGNING_TAG", "##", ["tolok.E020"]),
    ],
)
def test_a_setting_that_can_not_work_is_told(
    settings: Any, name: str, value: str, found: list[str]
) -> None:
    settings.SIGNING_ADDRESS = "https://esign.kantor.example"
    settings.SIGNING_USER, settings.SIGNING_PASSWORD = "tolok", "sandi"
    setattr(settings, name, value)

    assert [one.id for one in check_signing()] == found
