"""Write a note or a finding about what an inspector looked at, and withdraw it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.inspection import queries
from tolok.inspection.actions import LONGEST_TEXT, demand_inspector
from tolok.inspection.enums import NoteKind
from tolok.inspection.models import InspectionNote
from tolok.kernel.refusals import NotNow, Unfit
from tolok.measurement.models import Realisation
from tolok.organisation.models import Position
from tolok.organisation.queries import Viewer
from tolok.records import actions as records
from tolok.registry.models import Indicator


class NoteUnfit(Unfit):
    """A note without words, of another office, or a withdrawal without a reason."""


class WithdrawnAlready(NotNow):
    """It was withdrawn before."""


@transaction.atomic
def write_note(
    *,
    kind: str,
    text: str,
    by: Viewer,
    at: datetime,
    position: Position | None = None,
    indicator: Indicator | None = None,
    realisation: Realisation | None = None,
) -> InspectionNote:
    """Write a working note or a finding; a finding is announced to whom it concerns.

    At most one of `position`, `indicator` and `realisation`, seen by the door to be
    visible; none: about the office. Raises `MayNotInspect`, `NoteUnfit`.
    """
    office = demand_inspector(by)
    if kind not in NoteKind.values:
        raise NoteUnfit(_("Pilih jenis catatannya."), field="kind")
    written = text.strip()
    if not written or len(written) > LONGEST_TEXT:
        message = _("Tulis catatannya, paling banyak %(most)s huruf.")
        raise NoteUnfit(message % {"most": LONGEST_TEXT}, field="text")
    note = InspectionNote(
        office=office,
        kind=kind,
        text=written,
        position=position,
        indicator=indicator,
        realisation=realisation,
        author=by.user,
        author_name=by.name,
        created_at=at,
    )
    if note.seat is not None and note.seat.office_id != office.pk:
        raise NoteUnfit(_("Yang dicatat harus milik kantor ini."), field="text")
    note.save()
    is_finding = kind == NoteKind.FINDING
    records.record_event(
        by=by.user,
        at=at,
        action="inspection.write_note",
        subject=note,
        after={"kind": NoteKind(note.kind).label}
        | ({"text": written} if is_finding else {}),
        office_id=office.pk,
    )
    if is_finding:
        records.announce(
            person_ids=queries.people_found(note, on=at.date()) - {by.person_id or 0},
            kind="inspection.found",
            subject=note,
            by_name=by.name,
            note=written,
            at=at,
        )
    return note


@transaction.atomic
def withdraw_note(
    *, note: InspectionNote, reason: str, by: Viewer, at: datetime
) -> InspectionNote:
    """Withdraw a note with a reason; it stays, marked.

    Raises `MayNotInspect`, `NoteUnfit`, `WithdrawnAlready`.
    """
    office = demand_inspector(by)
    if not reason.strip():
        raise NoteUnfit(_("Tulis alasan penarikan."), field="reason")
    row = InspectionNote.objects.select_for_update().get(pk=note.pk, office=office)
    if row.withdrawn_at is not None:
        message = _("Catatan itu sudah ditarik oleh %(who)s.")
        raise WithdrawnAlready(message % {"who": row.withdrawn_by})
    row.withdrawn_at, row.withdrawn_by = at, by.name
    row.withdrawn_reason = reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    records.record_event(
        by=by.user,
        at=at,
        action="inspection.withdraw_note",
        subject=row,
        note=row.withdrawn_reason,
        office_id=office.pk,
    )
    return row
