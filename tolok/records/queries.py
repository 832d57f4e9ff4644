"""Read the trail and the files, and tell whether they are whole."""

import functools
import hashlib
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet

from tolok.records.models import AuditChain, AuditEvent, Notice, StoredFile


def list_events(*, office_id: int | None) -> QuerySet[AuditEvent]:
    """Return an office's events, newest first; the door asks who may see them."""
    return AuditEvent.objects.filter(office_id=office_id).order_by("-pk")


@dataclass(frozen=True)
class EventPage:
    """Some events, newest first; `next_before` asks for the older ones, if any."""

    events: list[AuditEvent]
    next_before: int | None


def page_of_events(
    *,
    office_id: int | None,
    actor: str = "",
    action: str = "",
    actions: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    before: int | None = None,
    limit: int = 50,
) -> EventPage:
    """Return one page of an office's events; the door asks who may see them.

    `before` is the id of the last event already seen, the rest as for `find_events`.
    One query, however long the trail is.
    """
    found = find_events(
        office_id=office_id,
        actor=actor,
        action=action,
        actions=actions,
        since=since,
        until=until,
    )
    if before is not None:
        found = found.filter(pk__lt=before)
    events = list(found[: limit + 1])
    more = len(events) > limit
    shown = events[:limit]
    return EventPage(shown, shown[-1].pk if more else None)


def find_events(
    *,
    office_id: int | None,
    actor: str = "",
    action: str = "",
    actions: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditEvent]:
    """Return an office's events, newest first; the door asks who may see them.

    `actor` is part of a name; `actions` are several of them; the days are those of the
    current time zone, both included.
    """
    found = list_events(office_id=office_id)
    if actor:
        found = found.filter(actor_name__icontains=actor)
    if action:
        found = found.filter(action=action)
    if actions:
        found = found.filter(action__in=actions)
    if since is not None:
        found = found.filter(at__date__gte=since)
    if until is not None:
        found = found.filter(at__date__lte=until)
    return found


def chain_of(*, office_id: int | None) -> AuditChain | None:
    """Return the last link of an office's chain, or None before its first event."""
    name = f"kantor-{office_id}" if office_id else "sistem"
    return AuditChain.objects.filter(name=name).first()


def list_events_about(*, kind: str, subject_id: int) -> QuerySet[AuditEvent]:
    """Return the events about one row, newest first."""
    return AuditEvent.objects.filter(
        subject_kind=kind, subject_id=str(subject_id)
    ).order_by("-number")


def last_events_until(
    *, kind: str, subject_ids: Sequence[int], action: str, moment: datetime
) -> dict[int, dict[str, Any]]:
    """Return by row what the last such event up to a moment says came after it."""
    return {
        int(subject_id): after or {}
        for subject_id, after in AuditEvent.objects.filter(
            subject_kind=kind,
            subject_id__in=[str(number) for number in subject_ids],
            action=action,
            at__lte=moment,
        )
        .order_by("number")
        .values_list("subject_id", "after")
    }


def before_events_since(
    *, kind: str, subject_ids: Sequence[int], action: str, moment: datetime
) -> dict[int, dict[str, Any]]:
    """Return by row what stood before the first such event after a moment."""
    return {
        int(subject_id): before or {}
        for subject_id, before in AuditEvent.objects.filter(
            subject_kind=kind,
            subject_id__in=[str(number) for number in subject_ids],
            action=action,
            at__gt=moment,
        )
        .order_by("-number")
        .values_list("subject_id", "before")
    }


def list_events_since(
    *, kind: str, action: str, office_id: int, moment: datetime
) -> QuerySet[AuditEvent]:
    """Return an office's events of one action about one kind of rows after a moment."""
    return AuditEvent.objects.filter(
        office_id=office_id, subject_kind=kind, action=action, at__gt=moment
    ).order_by("number")


def path_of(stored: StoredFile) -> Path:
    """Return where a stored file lies."""
    return Path(settings.FILES_ROOT) / stored.relative_path


def find_broken_links() -> Iterator[str]:
    """Yield one Indonesian sentence for each fault in the chains of events."""
    for chain in AuditChain.objects.order_by("name"):
        number, last = 0, "0" * 64
        events = AuditEvent.objects.filter(chain=chain.name).order_by("number")
        for event in events.iterator(chunk_size=2000):
            number += 1
            where = f"Jejak {chain.name} nomor {event.number}"
            if event.number != number:
                yield f"{where}: nomor {number} hilang."
                number = event.number
            if event.previous_hash != last:
                yield f"{where}: tidak menyambung ke peristiwa sebelumnya."
            if event.hash != event.computed_hash():
                yield f"{where}: isinya berubah setelah ditulis."
            last = event.hash
        if (number, last) != (chain.length, chain.last_hash):
            yield (
                f"Jejak {chain.name}: berakhir pada nomor {number}, "
                f"seharusnya {chain.length}."
            )
    known = AuditChain.objects.values("name")
    for name in (
        AuditEvent.objects.exclude(chain__in=known)
        .values_list("chain", flat=True)
        .distinct()
    ):
        yield f"Jejak {name}: ada peristiwa tanpa rantai."


def find_broken_files() -> Iterator[str]:
    """Yield one Indonesian sentence for each stored file that is missing or changed."""
    kept = StoredFile.objects.filter(deleted_at__isnull=True).order_by("pk")
    for stored in kept.iterator(chunk_size=500):
        place = path_of(stored)
        name = f"Berkas {stored.sha256[:12]}…"
        if not place.is_file():
            yield f"{name}: hilang dari {place.parent.name}/."
            continue
        with place.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        if digest != stored.sha256:
            yield f"{name}: isinya berubah."


def list_notices(
    *, person_id: int | None, only_unread: bool = False, kinds: Sequence[str] = ()
) -> QuerySet[Notice]:
    """Return the notices of one person, the unread first, then the newest.

    `kinds` are the beginnings of the kinds that are wanted, none for all.
    """
    found = Notice.objects.filter(person_id=person_id or 0)
    if only_unread:
        found = found.filter(read_at__isnull=True)
    if kinds:
        found = found.filter(
            functools.reduce(operator.or_, (Q(kind__startswith=k) for k in kinds))
        )
    return found.order_by(F("read_at").asc(nulls_first=True), "-created_at", "-pk")


def get_notice(*, notice_id: int, person_id: int | None) -> Notice:
    """Return one notice of this person; Notice.DoesNotExist else."""
    return Notice.objects.get(pk=notice_id, person_id=person_id or 0)
