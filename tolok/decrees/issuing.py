"""Issue a decree: as DOCX from the office's template, as PDF, or as data."""

import json
import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.decrees import permissions, queries
from tolok.decrees.enums import DocumentForm, DocumentStatus, PaperSize
from tolok.decrees.models import Decree, IssuedDocument
from tolok.kernel.refusals import NotAllowed, NotNow
from tolok.kernel.typesetting import TypesettingError
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer
from tolok.reader.write import docx, pdf
from tolok.reader.write.layout import PAPERS, Letterhead
from tolok.records import actions as records
from tolok.records.queries import path_of


class MayNotTakeDocuments(NotAllowed):
    """Only those who read an office's decrees take its documents."""


class CannotLayOut(NotNow):
    """The document could not be laid out: a fault of ours."""


_log = logging.getLogger(__name__)
# Up to so many positions a document is made while one waits for it (about two seconds).
AT_ONCE = {DocumentForm.DOCX: 2_000, DocumentForm.PDF: 400, DocumentForm.JSON: 5_000}
MEDIA_TYPES = {
    DocumentForm.DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    DocumentForm.PDF: "application/pdf",
    DocumentForm.JSON: "application/json",
}
LONGEST_NAME = 255


def issues_at_once(decree: Decree, form: DocumentForm) -> bool:
    """Tell whether a document is made within the request: short enough to wait for."""
    return len(decree.content["positions"]) <= AT_ONCE[form]


def letterhead_of_office(office: Office) -> Letterhead:
    """Return the head of an office's paper, as its own data say it."""
    return Letterhead(
        _("Pemerintah %(region)s") % {"region": office.region.name},
        office.name,
        tuple(line.strip() for line in office.address.splitlines() if line.strip()),
    )


def lay_out(
    *,
    content: dict[str, Any],
    form: DocumentForm,
    paper: PaperSize,
    letterhead: Letterhead,
    template: bytes | None,
) -> bytes:
    """Return the document. Raises `CannotLayOut`."""
    if form == DocumentForm.JSON:
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    if form == DocumentForm.DOCX:
        return docx.write_decree(
            content, letterhead=letterhead, paper=PAPERS[paper], template=template
        )
    try:
        return pdf.write_decree(content, letterhead=letterhead, paper=PAPERS[paper])
    except TypesettingError as error:
        _log.exception("a decree could not be typeset")
        raise CannotLayOut(
            _(
                "Naskah PDF tidak dapat disusun karena kesalahan pada sistem. Unduh "
                "bentuk Word, dan beri tahu petugas komputer."
            )
        ) from error


@transaction.atomic
def ask_for_document(
    *,
    decree: Decree,
    form: DocumentForm,
    paper: PaperSize,
    is_whole: bool,
    file_name: str,
    by: Viewer,
    at: datetime,
) -> IssuedDocument:
    """Write down that a document is wanted; `make_document` makes it.

    Raises `MayNotTakeDocuments`.
    """
    if not permissions.may_issue(by, office_id=decree.office_id):
        raise MayNotTakeDocuments(
            _("Naskah keputusan diunduh perencana, kepala, dan pemeriksa kantornya.")
        )
    template = queries.current_template(office_id=decree.office_id)
    issued = IssuedDocument.objects.create(
        office_id=decree.office_id,
        decree=decree,
        user=by.user,
        asked_by=by.name,
        form=form,
        paper=paper,
        is_whole=is_whole,
        template=template if form == DocumentForm.DOCX else None,
        revision=decree.revision,
        file_name=file_name[:LONGEST_NAME],
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.issue_document",
        subject=decree,
        after={
            "form": form,
            "paper": paper,
            "file": issued.file_name,
            "number": decree.revision,
        },
        office_id=decree.office_id,
    )
    return issued


def make_document(*, issued_id: int) -> IssuedDocument | None:
    """Make a document that waits and keep it; doing it twice does no harm.

    Returns None where it was made before. One that cannot be laid out is marked as failed
    and `CannotLayOut` goes on to the caller.
    """
    issued = (
        IssuedDocument.objects.select_related(
            "decree__follows", "office__region", "template__file"
        )
        .filter(pk=issued_id, status=DocumentStatus.WAITING)
        .first()
    )
    if issued is None:
        return None
    decree = issued.decree
    content = (
        queries.effective_content(decree) if issued.is_whole else dict(decree.content)
    )
    template = issued.template.file if issued.template else None
    try:
        made = lay_out(
            content=content,
            form=DocumentForm(issued.form),
            paper=PaperSize(issued.paper),
            letterhead=letterhead_of_office(issued.office),
            template=path_of(template).read_bytes() if template else None,
        )
    except CannotLayOut:
        _end(issued, DocumentStatus.FAILED)
        raise
    with transaction.atomic():
        issued.file = records.store_file(
            content=made,
            media_type=MEDIA_TYPES[DocumentForm(issued.form)],
            at=issued.created_at,
        )
        issued.revision = decree.revision
        _end(issued, DocumentStatus.DONE)
    return issued


def _end(issued: IssuedDocument, status: DocumentStatus) -> None:
    issued.status = status
    issued.save(update_fields=["status", "file", "revision"])
