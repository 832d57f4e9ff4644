"""Take a document in: read it at once or by and by, keep it as a draft."""

import json
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.decrees import originals as pictures
from tolok.decrees import permissions
from tolok.decrees.adopting import (
    AlreadyAdopted,
    DecreeIncomplete,
    MayNotHandleDecrees,
    adopt_decree,
)
from tolok.decrees.enums import DecreeStatus, ReadingStatus
from tolok.decrees.models import Decree, DecreeReading
from tolok.kernel.dates import format_date, parse_date
from tolok.kernel.refusals import NotNow, Refusal, Unfit
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer, get_viewer
from tolok.reader import ReadDecree, UnreadableDecree, check_decree
from tolok.reader.gathering import gather_safely
from tolok.reader.safely import read_decree_safely
from tolok.records import actions as records
from tolok.records import claims


# What stands in `adopting` is an action of this room like those below.
__all__ = [
    "AlreadyAdopted",
    "AlreadyKnown",
    "DecreeIncomplete",
    "DocumentUnreadable",
    "MayNotHandleDecrees",
    "ReadingCancelled",
    "ReadingOver",
    "adopt_decree",
    "begin_reading",
    "cancel_reading",
    "carry_out_reading",
    "gather_pictures",
    "import_decree",
    "read_document",
    "upload_decree",
]


class DocumentUnreadable(Unfit):
    """The document is not a decree that can be read; the text says why."""


class AlreadyKnown(NotNow):
    """The same file was uploaded before."""


class ReadingOver(NotNow):
    """The reading has ended; there is nothing to cancel."""


class ReadingCancelled(Exception):
    """Raised inside a reading when somebody cancelled it."""


LONGEST_NAME = 255
# A ten-thousandth of a page is finer than any screen.
DIGITS = 4
MEDIA_TYPES = {
    "text": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "scan": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def read_document(
    *, content: bytes, name: str, progress: Callable[[int, int], None] | None = None
) -> ReadDecree:
    """Read a document in a process of its own. Raises `DocumentUnreadable`."""
    with tempfile.TemporaryDirectory(prefix="tolok-baca-") as folder:
        place = Path(folder) / "naskah"
        place.write_bytes(content)
        try:
            return read_decree_safely(place, name=name, progress=progress)
        except UnreadableDecree as error:
            raise DocumentUnreadable(str(error), field="document") from error


def gather_pictures(*, contents: Iterable[bytes]) -> bytes:
    """Return one PDF whose pages are these pictures (PNG, JPEG, TIFF), in their order.

    Raises `DocumentUnreadable` if they are too many, or if one is no picture.
    """
    with tempfile.TemporaryDirectory(prefix="tolok-gabung-") as folder:
        places: list[Path] = []
        for number, content in enumerate(contents, 1):
            places.append(Path(folder) / str(number))
            places[-1].write_bytes(content)
        try:
            return gather_safely(places)
        except UnreadableDecree as error:
            raise DocumentUnreadable(str(error), field="document") from error


def upload_decree(*, content: bytes, name: str, by: Viewer, at: datetime) -> Decree:
    """Read a document and keep it as a draft of the uploader's office.

    Nothing is kept of a document that is refused but the trace in the trail. Raises
    `MayNotHandleDecrees`, `DocumentUnreadable`, `AlreadyKnown`.
    """
    office = _office_of(by)
    try:
        read = read_document(content=content, name=name)
    except DocumentUnreadable as refusal:
        records.record_event(
            by=by.user,
            at=at,
            action="decrees.refuse_document",
            subject=office,
            after={"file": Path(name).name},
            note=refusal.message,
            office_id=office.pk,
        )
        raise
    return _keep(
        office=office,
        decree=read.decree,
        lines=list(read.lines),
        boxes=_boxes(read),
        file=(content, _media_type(read, content), name),
        by=by,
        at=at,
    )


def _media_type(read: ReadDecree, content: bytes) -> str:
    if content.startswith(b"\x89PNG"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return MEDIA_TYPES[read.decree["source"]["kind"]]


def _boxes(read: ReadDecree) -> list[list[float] | None]:
    return [
        [box.page, *(round(side, DIGITS) for side in (box.x0, box.y0, box.x1, box.y1))]
        if box is not None
        else None
        for box in read.boxes
    ]


@transaction.atomic
def begin_reading(
    *,
    content: bytes,
    name: str,
    originals: Iterable[tuple[str, bytes]] = (),
    by: Viewer,
    at: datetime,
) -> DecreeReading:
    """Keep a document until the worker has read it. Raises `MayNotHandleDecrees`.

    `originals` are the pictures that it was gathered from, by name and bytes.
    """
    office = _office_of(by)
    if not content:
        raise DocumentUnreadable(
            _("Berkas itu kosong. Pilih berkas lain, lalu unggah lagi."),
            field="document",
        )
    reading = DecreeReading.objects.create(
        office=office,
        user=by.user,
        uploaded_by=by.name,
        file_name=Path(name).name[:LONGEST_NAME],
        size_bytes=len(content),
        waiting_bytes=content,
        created_at=at,
    )
    pictures.await_reading(reading=reading, pictures=originals, at=at)
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.begin_reading",
        subject=reading,
        after={"bytes": len(content)},
        office_id=office.pk,
    )
    return reading


@transaction.atomic
def cancel_reading(
    *, reading: DecreeReading, by: Viewer, at: datetime
) -> DecreeReading:
    """Stop a reading; nothing of the document is kept.

    Raises `MayNotHandleDecrees`, `ReadingOver`.
    """
    if not permissions.may_handle(by, office_id=reading.office_id):
        raise MayNotHandleDecrees(
            _("Hanya perencana yang dapat membatalkan pembacaan keputusan kantornya.")
        )
    row = DecreeReading.objects.select_for_update().get(pk=reading.pk)
    if row.is_over:
        message = _("Pembacaan ini sudah berakhir: %(status)s.")
        raise ReadingOver(message % {"status": row.get_status_display().lower()})
    _end(row, ReadingStatus.CANCELLED, at)
    row.save()
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.cancel_reading",
        subject=row,
        office_id=row.office_id,
    )
    return row


def _end(row: DecreeReading, status: ReadingStatus, at: datetime) -> None:
    row.status, row.ended_at, row.waiting_bytes = status, at, None
    if status != ReadingStatus.DONE:
        pictures.leave(reading=row)


def carry_out_reading(*, reading_id: int) -> Decree | None:
    """Read a waiting document, tell how far it is, and keep the draft or the refusal.

    Doing it twice does no harm: who claimed it last goes on, the other one stops. Returns
    None where it was refused, cancelled or taken over.
    """
    claimed = claims.claim(
        DecreeReading,
        pk=reading_id,
        waiting=ReadingStatus.WAITING,
        running=ReadingStatus.READING,
    )
    if claimed is None:
        return None
    content = bytes(claimed.waiting_bytes or b"")

    def progress(read: int, total: int) -> None:
        if not claims.tell(claimed, pages_read=read, pages_total=total):
            raise ReadingCancelled

    by = get_viewer(user=claimed.user, on=claimed.created_at.date())
    try:
        read = read_document(content=content, name=claimed.file_name, progress=progress)
        return _keep(
            office=claimed.office,
            decree=read.decree,
            lines=list(read.lines),
            boxes=_boxes(read),
            file=(content, _media_type(read, content), claimed.file_name),
            by=by,
            at=claimed.created_at,
            reading=claimed,
        )
    except ReadingCancelled:
        return None
    except Refusal as refusal:
        _refuse(claimed, refusal.message)
        return None


@transaction.atomic
def _refuse(claimed: DecreeReading, message: str) -> None:
    row = claims.locked(claimed)
    if row is None:
        return
    _end(row, ReadingStatus.REFUSED, claimed.created_at)
    row.refusal = message
    row.save()
    records.record_event(
        by=claimed.user,
        at=claimed.created_at,
        action="decrees.refuse_document",
        subject=row,
        after={"file": row.file_name},
        note=message,
        office_id=row.office_id,
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
        boxes=[],
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
    boxes: list[list[float] | None],
    file: tuple[bytes, str, str],
    by: Viewer,
    at: datetime,
    reading: DecreeReading | None = None,
) -> Decree:
    if reading is not None and claims.locked(reading) is None:
        raise ReadingCancelled
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
    read = reading or DecreeReading(
        office=office,
        user=by.user,
        uploaded_by=by.name,
        file_name=row.file_name[:LONGEST_NAME],
        size_bytes=len(content),
        created_at=at,
    )
    _end(read, ReadingStatus.DONE, at)
    read.decree, read.content, read.boxes = row, decree, boxes if any(boxes) else None
    read.pages_total = decree["source"]["pages"] or 0
    read.pages_read = read.pages_total
    read.save()
    pictures.keep(reading=read, at=at)
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.upload_decree",
        subject=row,
        after={"file": row.file_name, "sha256": stored.sha256},
        office_id=office.pk,
    )
    return row
