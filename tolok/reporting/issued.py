"""Read the documents that offices issued: for their people, and for anybody who checks."""

from contextlib import suppress

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from tolok.accounts.enums import Capability
from tolok.kernel.codes import CodeMistyped, read_code
from tolok.kernel.refusals import NotAllowed
from tolok.organisation.queries import Viewer
from tolok.reporting import permissions
from tolok.reporting.enums import DocumentKind
from tolok.reporting.models import OfficialDocument, SignedForm


# The signed forms of a document, the newest first.
SIGNED = Prefetch(
    "signed_forms",
    queryset=SignedForm.objects.select_related("file").order_by("-pk"),
)
OPEN_KINDS = (DocumentKind.BOOK,)


class MayNotReadList(NotAllowed):
    """Only who may take reports away sees which were issued."""


def list_documents(*, for_user: Viewer, words: str = "") -> QuerySet[OfficialDocument]:
    """Return the issued documents that a person may take, the newest first.

    The twin of `permissions.may_take_document`. `words` are a code, or part of scope,
    subject, kind or the issuer's name. Raises `MayNotReadList`.
    """
    office_id = for_user.office_id
    if not permissions.may_download_reports(for_user, office_id=office_id):
        raise MayNotReadList(
            _("Dokumen terbit dibaca atasan, kepala, perencana, dan pemeriksa.")
        )
    found = OfficialDocument.objects.filter(office_id=office_id)
    if not for_user.may(Capability.VIEW_ALL_REALISATIONS):
        found = found.filter(Q(user=for_user.user) | Q(kind__in=OPEN_KINDS))
    if words:
        found = found.filter(_holds(words))
    return (
        found.select_related("file", "withdrawal")
        .prefetch_related(SIGNED)
        .order_by("-created_at", "-pk")
    )


def get_document(*, document_id: int, for_user: Viewer) -> OfficialDocument:
    """Return one issued document that a person may take; `DoesNotExist` else."""
    return list_documents(for_user=for_user).get(pk=document_id)


def _holds(words: str) -> Q:
    wanted = (
        Q(scope__icontains=words)
        | Q(about__icontains=words)
        | Q(issued_by__icontains=words)
    )
    kinds = [
        kind for kind in DocumentKind if words.casefold() in str(kind.label).casefold()
    ]
    with suppress(CodeMistyped):  # words that are no code are still words
        wanted |= Q(code=read_code(words))
    return wanted | Q(kind__in=kinds)


def find_by_code(code: str) -> OfficialDocument | None:
    """Return the document with a code as `read_code` gives it, for anybody; or None."""
    return _for_anybody().filter(code=code).first()


def find_by_hash(sha256: str) -> OfficialDocument | None:
    """Return the document whose bytes have this SHA-256, for anybody; or None."""
    return _for_anybody().filter(file__sha256=sha256).first()


def find_signed(sha256: str) -> SignedForm | None:
    """Return the signed form whose bytes have this SHA-256, for anybody; or None."""
    form = SignedForm.objects.filter(file__sha256=sha256).order_by("pk").first()
    if form is not None:
        form.document = _for_anybody().get(pk=form.document_id)
    return form


def _for_anybody() -> QuerySet[OfficialDocument]:
    return OfficialDocument.objects.select_related(
        "office__region", "file", "withdrawal"
    ).prefetch_related(SIGNED)
