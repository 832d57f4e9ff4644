"""Write an audit event; keep a file."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tolok.kernel.refusals import NotNow, Unfit
from tolok.records import copying, page_images
from tolok.records.models import AuditChain, AuditEvent, Notice, StoredFile


class Actor(Protocol):
    """Whoever acts: an account, or anything with an id and a name."""

    @property
    def pk(self) -> Any:
        """Return the account's id, or None."""

    @property
    def name(self) -> str:
        """Return the name for the trail."""


@dataclass(frozen=True)
class System:
    """The actor of work that nobody asked for by hand."""

    pk: None = None
    name: str = "Sistem"


@dataclass(frozen=True)
class Happening:
    """One thing to be written down; `before` and `after` hold plain values."""

    action: str
    subject: models.Model
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    note: str = ""


class FileEmpty(Unfit):
    """A file without content."""


class DiskFull(Unfit):
    """There is no room to keep a file."""


class FileInUse(NotNow):
    """The content of a file is still needed, or is gone already."""


class _Encoder(DjangoJSONEncoder):
    """Writes decimals as digits, so that a hash never meets a float."""

    def default(self, o: Any) -> Any:
        if isinstance(o, Decimal):
            return f"{o.normalize():f}"
        return super().default(o)


def _plain(values: dict[str, Any] | None) -> Any:
    if values is None:
        return None
    with override(settings.LANGUAGE_CODE):
        return json.loads(json.dumps(values, cls=_Encoder, sort_keys=True))


def record_events(
    *,
    by: Actor,
    at: datetime,
    happenings: Sequence[Happening],
    office_id: int | None = None,
) -> list[AuditEvent]:
    """Append events to the chain of an office, in order, inside one transaction.

    The chain's row is locked, so that two writers never build on the same link.
    """
    name = f"kantor-{office_id}" if office_id else "sistem"
    with transaction.atomic():
        chain = _locked_chain(name)
        events = []
        for happening in happenings:
            chain.length += 1
            event = AuditEvent(
                chain=name,
                number=chain.length,
                at=at,
                actor_id=by.pk,
                actor_name=by.name,
                action=happening.action,
                subject_kind=happening.subject._meta.label_lower,
                subject_id=str(happening.subject.pk),
                subject_label=labelled(happening.subject),
                office_id=office_id or None,
                before=_plain(happening.before),
                after=_plain(happening.after),
                note=happening.note,
                previous_hash=chain.last_hash,
            )
            event.hash = event.computed_hash()
            chain.last_hash = event.hash
            events.append(event)
        copying.write_rows(AuditEvent, events)
        chain.save(update_fields=["length", "last_hash"])
    return events


def labelled(subject: models.Model) -> str:
    """Return the name by which a subject is kept: Indonesian, whoever acts."""
    with override(settings.LANGUAGE_CODE):
        return str(subject)


def _locked_chain(name: str) -> AuditChain:
    """Return a chain's row, locked; the first event of an office makes it."""
    locked = AuditChain.objects.select_for_update().filter(name=name)
    chain = locked.first()
    if chain is None:
        AuditChain.objects.get_or_create(name=name)
        chain = locked.get()
    return chain


def record_event(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subject: models.Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
    office_id: int | None = None,
) -> AuditEvent:
    """Append one event; `action` is room and verb, `measurement.submit`."""
    happening = Happening(action, subject, before, after, note)
    return record_events(by=by, at=at, happenings=[happening], office_id=office_id)[0]


def announce(
    *,
    person_ids: Iterable[int],
    kind: str,
    subject: models.Model,
    by_name: str,
    at: datetime,
    note: str = "",
    once_until_read: bool = False,
) -> list[Notice]:
    """Leave a notice for each of these people, with the step that it tells of.

    With `once_until_read` nobody gets a second one of this kind from the same person
    while the first is unread: a superior of fifty is not told fifty times.
    """
    wanted = sorted(set(person_ids))
    if once_until_read and wanted:
        told = set(
            Notice.objects.filter(
                person_id__in=wanted, kind=kind, by_name=by_name, read_at__isnull=True
            ).values_list("person_id", flat=True)
        )
        wanted = [number for number in wanted if number not in told]
    return Notice.objects.bulk_create(
        [
            Notice(
                person_id=number,
                kind=kind,
                subject_kind=subject._meta.label_lower,
                subject_id=subject.pk,
                subject_label=labelled(subject),
                by_name=by_name,
                note=note,
                created_at=at,
            )
            for number in wanted
        ],
        batch_size=500,
    )


@dataclass(frozen=True)
class Announcement:
    """What one person is told of: its subject, and what is said beside it."""

    person_id: int
    subject: models.Model
    note: str = ""


def announce_each(
    announcements: Sequence[Announcement], *, kind: str, by_name: str, at: datetime
) -> list[Notice]:
    """Leave a notice of its own for each of many people, in few statements."""
    return Notice.objects.bulk_create(
        [
            Notice(
                person_id=one.person_id,
                kind=kind,
                subject_kind=one.subject._meta.label_lower,
                subject_id=one.subject.pk,
                subject_label=str(one.subject),
                by_name=by_name,
                note=one.note,
                created_at=at,
            )
            for one in announcements
        ],
        batch_size=500,
    )


@transaction.atomic
def read_notices(*, notices: Sequence[Notice], at: datetime) -> int:
    """Write down that these notices were read; return how many were unread.

    Reading is no deed worth the trail: no event is written.
    """
    return Notice.objects.filter(
        pk__in=[notice.pk for notice in notices], read_at__isnull=True
    ).update(read_at=at)


def store_file(*, content: bytes, media_type: str, at: datetime) -> StoredFile:
    """Keep a file by its content and return its row; the same bytes are kept once.

    The file is written beside its place and moved there whole, so that a full disk or
    a lost current never leaves half a file. Raises `FileEmpty` and `DiskFull`.
    """
    if not content:
        message = _("Berkas itu kosong. Pilih berkas lain, lalu unggah lagi.")
        raise FileEmpty(message)
    digest = hashlib.sha256(content).hexdigest()
    place = Path(settings.FILES_ROOT) / digest[:2] / digest
    if not place.exists():
        _write_whole(place, content)
    stored, _made = StoredFile.objects.get_or_create(
        sha256=digest,
        defaults={
            "size_bytes": len(content),
            "media_type": media_type,
            "created_at": at,
        },
    )
    if stored.deleted_at is not None:
        stored.deleted_at, stored.deleted_by = None, ""
        stored.save(update_fields=["deleted_at", "deleted_by"])
    return stored


@transaction.atomic
def delete_content(
    *, stored: StoredFile, by: Actor, at: datetime, reason: str, office_id: int | None
) -> None:
    """Delete what a file holds and keep its row with the hash; the caller asks whether.

    The content leaves the disk once the transaction has ended well. Raises `FileInUse`
    where the content is gone already, or another room's row still needs it.
    """
    row = StoredFile.objects.select_for_update().get(pk=stored.pk)
    if row.deleted_at is not None:
        message = _("Isi berkas ini sudah dihapus sebelumnya.")
        raise FileInUse(message)
    row.deleted_at, row.deleted_by = at, by.name
    row.save(update_fields=["deleted_at", "deleted_by"])
    record_event(
        by=by,
        at=at,
        action="records.delete_content",
        subject=row,
        before={"sha256": row.sha256, "size_bytes": row.size_bytes},
        after={"deleted_at": at},
        note=reason,
        office_id=office_id,
    )
    place = Path(settings.FILES_ROOT) / row.relative_path
    transaction.on_commit(lambda: _remove(place, row.sha256))


def _remove(place: Path, sha256: str) -> None:
    place.unlink(missing_ok=True)
    page_images.forget(sha256=sha256)


def _write_whole(place: Path, content: bytes) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".baru-")
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        message = _(
            "Berkas tidak dapat disimpan: ruang penyimpanan penuh atau tidak dapat "
            "ditulis. Isian lain tetap tersimpan. Hubungi petugas komputer, lalu "
            "unggah lagi."
        )
        raise DiskFull(message) from error
