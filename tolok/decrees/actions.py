"""Take a document in, adopt the decree that was read from it."""

import tempfile
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.decrees import permissions, policies
from tolok.decrees.enums import DecreeStatus
from tolok.decrees.models import Decree
from tolok.decrees.signals import decree_adopted
from tolok.kernel.dates import parse_date
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.queries import Viewer
from tolok.reader import ReadDecree, UnreadableDecree
from tolok.reader.safely import read_decree_safely
from tolok.records import actions as records


class MayNotHandleDecrees(NotAllowed):
    """Only a planner of the office handles its decrees."""


class DocumentUnreadable(Unfit):
    """The document is not a decree that can be read; the text says why."""


class AlreadyKnown(NotNow):
    """The same file was uploaded before."""


class AlreadyAdopted(NotNow):
    """The decree was adopted, or dropped, before."""


class DecreeIncomplete(NotNow):
    """Something is missing for the adoption."""


MEDIA_TYPES = {
    "text": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "scan": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def read_document(*, content: bytes, name: str) -> ReadDecree:
    """Read a document in a process of its own. Raises `DocumentUnreadable`."""
    with tempfile.TemporaryDirectory(prefix="tolok-baca-") as folder:
        place = Path(folder) / "naskah"
        place.write_bytes(content)
        try:
            return read_decree_safely(place, name=name)
        except UnreadableDecree as error:
            raise DocumentUnreadable(str(error), field="document") from error


def upload_decree(*, content: bytes, name: str, by: Viewer, at: datetime) -> Decree:
    """Read a document and keep it as a draft of the uploader's office.

    Raises `MayNotHandleDecrees`, `DocumentUnreadable`, `AlreadyKnown`.
    """
    office = by.office
    if office is None or not permissions.may_handle(by, office_id=office.pk):
        raise MayNotHandleDecrees(
            _("Hanya perencana yang dapat mengunggah keputusan kantornya.")
        )
    read = read_document(content=content, name=name)
    head = read.decree["decree"]
    with transaction.atomic():
        stored = records.store_file(
            content=content,
            media_type=MEDIA_TYPES[read.decree["source"]["kind"]],
            at=at,
        )
        twin = (
            Decree.objects.filter(office=office, file=stored)
            .exclude(status=DecreeStatus.DROPPED)
            .first()
        )
        if twin is not None:
            message = _(
                "Berkas yang sama sudah diunggah pada %(day)s oleh %(name)s. "
                "Buka keputusan itu di daftar."
            ) % {"day": twin.created_at.date().isoformat(), "name": twin.uploaded_by}
            raise AlreadyKnown(message)
        decree = Decree.objects.create(
            office=office,
            number=head["number"] or "",
            about=head["about"] or "",
            year_from=head["year_from"],
            year_until=head["year_until"],
            decided_on=parse_date(head["date"]) if head["date"] else None,
            file=stored,
            file_name=Path(name).name,
            source_lines=list(read.lines),
            content=read.decree,
            uploaded_by=by.name,
            created_at=at,
        )
        records.record_event(
            by=by.user,
            at=at,
            action="decrees.upload_decree",
            subject=decree,
            after={"file": decree.file_name, "sha256": stored.sha256},
            office_id=office.pk,
        )
    return decree


@transaction.atomic
def adopt_decree(*, decree: Decree, by: Viewer, at: datetime) -> Decree:
    """Adopt a draft: from now on its content stands, and the registry follows it.

    Raises `MayNotHandleDecrees`, `AlreadyAdopted`, `DecreeIncomplete`.
    """
    if not permissions.may_handle(by, office_id=decree.office_id):
        raise MayNotHandleDecrees(
            _("Hanya perencana yang dapat menetapkan keputusan kantornya.")
        )
    decree = Decree.objects.select_for_update().get(pk=decree.pk)
    if not policies.may_adopt(decree.status):
        message = _("Keputusan ini sudah %(status)s. Tidak ada yang perlu dilakukan.")
        raise AlreadyAdopted(message % {"status": decree.get_status_display().lower()})
    missing = policies.what_is_missing(decree.content)
    if missing:
        message = _("Keputusan belum dapat ditetapkan. %(missing)s")
        raise DecreeIncomplete(message % {"missing": " ".join(missing)})
    decree.status = DecreeStatus.ADOPTED
    decree.adopted_at = at
    decree.adopted_by = by.name
    decree.save(update_fields=["status", "adopted_at", "adopted_by"])
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.adopt_decree",
        subject=decree,
        before={"status": DecreeStatus.DRAFT},
        after={"status": DecreeStatus.ADOPTED},
        office_id=decree.office_id,
    )
    decree_adopted.send(sender=Decree, decree=decree, by=by, at=at)
    return decree
