"""Hand the verification of a position's work to a person, by a letter."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation import permissions
from tolok.organisation.actions import DaysOutOfOrder, LetterMissing
from tolok.organisation.models import Delegation, Person, Position
from tolok.organisation.queries import Viewer
from tolok.records import actions as records


class MayNotDelegate(NotAllowed):
    """Only the holder of a position, or a planner, delegates its verification."""


class DelegateUnfit(Unfit):
    """The person cannot take the verification over."""


class AlreadyRevoked(NotNow):
    """The delegation has ended already."""


@transaction.atomic
def delegate_verification(
    *,
    position: Position,
    person: Person,
    starts_on: date,
    ends_on: date,
    letter_number: str,
    by: Viewer,
    at: datetime,
) -> Delegation:
    """Let a person verify in the place of a position's holder, on these days.

    Own work stays out of reach. Raises `MayNotDelegate`, `DelegateUnfit`,
    `DaysOutOfOrder` and `LetterMissing`.
    """
    _demand_delegator(by, position)
    if ends_on < starts_on:
        message = _("Hari terakhir mendahului hari pertama. Periksa kedua tanggal.")
        raise DaysOutOfOrder(message, field="ends_on")
    if ends_on < at.date():
        message = _("Hari terakhir sudah lewat. Isi tanggal hari ini atau sesudahnya.")
        raise DaysOutOfOrder(message, field="ends_on")
    if not letter_number.strip():
        message = _("Pelimpahan memerlukan nomor surat. Isi nomor suratnya.")
        raise LetterMissing(message, field="letter_number")
    if not person.placements.filter(position__office=position.office_id).exists():
        message = _("%(name)s bukan pegawai kantor ini. Pilih pegawai lain.")
        raise DelegateUnfit(message % {"name": person.name}, field="person")
    row = Delegation.objects.create(
        position=position,
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        letter_number=letter_number.strip(),
        given_by=by.name,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="organisation.delegate_verification",
        subject=row,
        after={"from": starts_on, "until": ends_on, "name": person.name},
        note=row.letter_number,
        office_id=position.office_id,
    )
    records.announce(
        person_ids=[person.pk],
        kind="organisation.delegated",
        subject=row,
        by_name=by.name,
        note=row.letter_number,
        at=at,
    )
    return row


@transaction.atomic
def revoke_delegation(
    *, delegation: Delegation, by: Viewer, at: datetime
) -> Delegation:
    """End a delegation now. Raises `MayNotDelegate` and `AlreadyRevoked`."""
    row = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("position", "person")
        .get(pk=delegation.pk)
    )
    _demand_delegator(by, row.position)
    if row.revoked_at is not None or row.ends_on < at.date():
        message = _("Pelimpahan itu sudah berakhir; tidak perlu dicabut lagi.")
        raise AlreadyRevoked(message)
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    records.record_event(
        by=by.user,
        at=at,
        action="organisation.revoke_delegation",
        subject=row,
        office_id=row.position.office_id,
    )
    records.announce(
        person_ids=[row.person_id],
        kind="organisation.revoked",
        subject=row,
        by_name=by.name,
        at=at,
    )
    return row


def _demand_delegator(by: Viewer, position: Position) -> None:
    if not permissions.may_delegate(by, position=position):
        message = _(
            "Verifikasi suatu jabatan hanya dapat dilimpahkan oleh pemegang jabatan itu "
            "atau oleh perencana."
        )
        raise MayNotDelegate(message)
