"""Keep issued documents as they were signed: by a certified service, or on paper."""

from datetime import datetime
from pathlib import PurePath

import pypdfium2
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_variables

from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.measurement.scanner import demand_clean
from tolok.organisation.queries import Viewer
from tolok.records import actions as records
from tolok.records.queries import path_of
from tolok.reporting import permissions, signing_service
from tolok.reporting.enums import SigningWay
from tolok.reporting.issued import get_document
from tolok.reporting.models import DocumentWithdrawal, OfficialDocument, SignedForm
from tolok.reporting.signing_service import Secret


PDF = "application/pdf"
NIK_DIGITS = 16
STARTS = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


class MayNotSign(NotAllowed):
    """Planner, head and superiors keep how a document of their office was signed."""


class NikUnfit(Unfit):
    """A NIK has sixteen digits."""


class PassphraseMissing(Unfit):
    """Without a passphrase nothing is asked of the service."""


class SignedAlready(NotNow):
    """A document is signed electronically once."""


class WithdrawnNotSigned(NotNow):
    """What no longer holds is not signed."""


class ScanUnfit(Unfit):
    """The scan of a signed paper is a PDF or a picture."""


def demand_signer(document: OfficialDocument, by: Viewer) -> OfficialDocument:
    """Return the document as this person may take it, where it may be signed now.

    Raises `OfficialDocument.DoesNotExist`, `MayNotSign`, `WithdrawnNotSigned`.
    """
    row = get_document(document_id=document.pk, for_user=by)
    demand_may_sign(row, by)
    if DocumentWithdrawal.objects.filter(document=row).exists():
        raise WithdrawnNotSigned(
            _("Dokumen ini sudah ditarik. Terbitkan penggantinya, lalu tanda tangani.")
        )
    return row


def demand_may_sign(row: OfficialDocument, by: Viewer) -> None:
    """Refuse whoever may not sign for the office. Raises `MayNotSign`."""
    if not permissions.may_issue_documents(by, office_id=row.office_id):
        raise MayNotSign(
            _(
                "Dokumen ditandatangani perencana, kepala, dan atasan atas nama kantornya."
            )
        )


@sensitive_variables()
def sign_document(
    *,
    document: OfficialDocument,
    nik: Secret,
    passphrase: Secret,
    link: str,
    by: Viewer,
    at: datetime,
) -> SignedForm:
    """Let the service sign an issued PDF, and keep what comes back beside it.

    `link` is where the document is checked. NIK and passphrase are given on and
    forgotten: the trail says who asked and which file came back. No transaction is open
    while the service is asked. Raises what `demand_signer` and
    `signing_service.sign_pdf` raise, `NikUnfit`, `PassphraseMissing`, `SignedAlready`.
    """
    row = demand_signer(document, by)
    digits = nik.reveal()
    if len(digits) != NIK_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise NikUnfit(_("NIK terdiri atas 16 angka, tanpa spasi."), field="nik")
    if not passphrase.reveal():
        raise PassphraseMissing(_("Ketik passphrase Anda."), field="passphrase")
    _demand_unsigned(row)
    content = path_of(row.file).read_bytes()
    tag = settings.SIGNING_TAG if has_one(content, settings.SIGNING_TAG) else ""
    signed = signing_service.sign_pdf(
        content=content, nik=nik, passphrase=passphrase, link=link, tag=tag
    )
    stem = PurePath(row.file_name).stem
    return _keep(
        row,
        SigningWay.ELECTRONIC,
        signed,
        PDF,
        f"{stem}-tte.pdf",
        by,
        at,
        is_visible=bool(tag),
        # A signature that is put on in the usual way leaves what was issued whole.
        extends=signed.startswith(content),
    )


def _demand_unsigned(row: OfficialDocument) -> None:
    if row.signed_forms.filter(way=SigningWay.ELECTRONIC).exists():
        raise SignedAlready(
            _("Dokumen ini sudah bertanda tangan elektronik; unduh hasilnya di sini.")
        )


def has_one(content: bytes, tag: str) -> bool:
    """Tell whether a sign stands just once in a PDF, so that its mark has one place."""
    if not tag:
        return False
    count = 0
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            count += page.get_textpage().get_text_bounded().count(tag)
            if count > 1:
                return False
    finally:
        document.close()
    return count == 1


def keep_scan(
    *,
    document: OfficialDocument,
    name: str,
    content: bytes,
    by: Viewer,
    at: datetime,
) -> SignedForm:
    """Keep the scan of a document that was printed and signed by hand.

    Raises what `demand_signer` raises, `ScanUnfit`, `FileInfected`, `ScannerSilent`.
    """
    row = demand_signer(document, by)
    media_type = next(
        (kind for start, kind in STARTS.items() if content.startswith(start)), ""
    )
    if not media_type:
        raise ScanUnfit(
            _("Pindaian berupa PDF, JPG, atau PNG. Pilih berkas hasil pemindai."),
            field="pindaian",
        )
    demand_clean(content, name)
    ending = {PDF: "pdf", "image/jpeg": "jpg", "image/png": "png"}[media_type]
    called = f"{PurePath(row.file_name).stem}-bertanda-tangan.{ending}"
    return _keep(row, SigningWay.PAPER, content, media_type, called, by, at)


@transaction.atomic
def _keep(
    row: OfficialDocument,
    way: SigningWay,
    content: bytes,
    media_type: str,
    file_name: str,
    by: Viewer,
    at: datetime,
    **told: bool,
) -> SignedForm:
    """Keep a signed form and tell the trail; what is signed meanwhile is refused."""
    OfficialDocument.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if way == SigningWay.ELECTRONIC:
        _demand_unsigned(row)
    with override("id"):
        kept_as = by.position_title
    form = SignedForm.objects.create(
        document=row,
        way=way,
        file=records.store_file(content=content, media_type=media_type, at=at),
        file_name=file_name[:255],
        kept_by=by.name,
        kept_as=kept_as,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.sign_document",
        subject=form,
        after={"code": row.code, "way": way, "sha256": form.file.sha256, **told},
        office_id=row.office_id,
    )
    return form


def get_signed(*, form_id: int, for_user: Viewer) -> SignedForm:
    """Return a signed form that a person may take; `DoesNotExist` else."""
    form = SignedForm.objects.select_related("file", "document").get(pk=form_id)
    get_document(document_id=form.document_id, for_user=for_user)
    return form
