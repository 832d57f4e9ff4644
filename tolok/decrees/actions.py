"""Take a document in, adopt the decree that was read from it."""

import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.decrees import permissions, policies
from tolok.decrees.enums import DecreeStatus
from tolok.decrees.models import Decree
from tolok.decrees.signals import decree_adopted
from tolok.kernel.dates import format_date, parse_date
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer
from tolok.reader import ReadDecree, UnreadableDecree, check_decree
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
    office = _office_of(by)
    read = read_document(content=content, name=name)
    return _keep(
        office=office,
        decree=read.decree,
        lines=list(read.lines),
        file=(content, MEDIA_TYPES[read.decree["source"]["kind"]], name),
        by=by,
        at=at,
    )


def import_decree(*, content: bytes, name: str, by: Viewer, at: datetime) -> Decree:
    """Keep a decree that comes as JSON in the form tolok-decree/1, as a draft.

    It has no source text beside it: that stayed where the JSON was made. Raises
    `MayNotHandleDecrees`, `DocumentUnreadable`, `AlreadyKnown`.
    """
    office = _office_of(by)
    try:
        decree = json.loads(content)
        check_decree(decree)
    except ValueError as error:
        message = _(
            "Berkas itu bukan keputusan berbentuk tolok-decree/1: %(why)s "
            "Ekspor lagi dari aplikasi asalnya, atau unggah naskah aslinya."
        ) % {"why": error}
        raise DocumentUnreadable(message, field="document") from error
    return _keep(
        office=office,
        decree=decree,
        lines=[],
        file=(content, "application/json", name),
        by=by,
        at=at,
    )


def _office_of(by: Viewer) -> Office:
    office = by.office
    if office is None or not permissions.may_handle(by, office_id=office.pk):
        raise MayNotHandleDecrees(
            _("Hanya perencana yang dapat mengunggah keputusan kantornya.")
        )
    return office


@transaction.atomic
def _keep(
    *,
    office: Office,
    decree: dict[str, Any],
    lines: list[str],
    file: tuple[bytes, str, str],
    by: Viewer,
    at: datetime,
) -> Decree:
    head = decree["decree"]
    content, media_type, name = file
    stored = records.store_file(content=content, media_type=media_type, at=at)
    twin = (
        Decree.objects.filter(office=office, file=stored)
        .exclude(status=DecreeStatus.DROPPED)
        .first()
    )
    if twin is not None:
        message = _(
            "Berkas yang sama sudah diunggah pada %(day)s oleh %(name)s. "
            "Buka keputusan itu di daftar."
        ) % {"day": format_date(twin.created_at.date()), "name": twin.uploaded_by}
        raise AlreadyKnown(message)
    row = Decree.objects.create(
        office=office,
        number=head["number"] or "",
        about=head["about"] or "",
        year_from=head["year_from"],
        year_until=head["year_until"],
        decided_on=parse_date(head["date"]) if head["date"] else None,
        file=stored,
        file_name=Path(name).name,
        source_lines=lines,
        content=decree,
        uploaded_by=by.name,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.upload_decree",
        subject=row,
        after={"file": row.file_name, "sha256": stored.sha256},
        office_id=office.pk,
    )
    return row


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
