"""Place people by hand: seat, move, end a seat, share a target. For those who may."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation import actions, permissions
from tolok.organisation.actions import NipUnfit
from tolok.organisation.enums import PlacementKind
from tolok.organisation.models import Person, Placement, Position
from tolok.organisation.queries import Viewer


class MayNotPlace(NotAllowed):
    """Only planners and administrators of the office place people."""


class PersonUnfit(Unfit):
    """A new person without a name."""


class SeatOver(NotNow):
    """The seat has ended already."""


@transaction.atomic
def seat_person(
    *,
    position: Position,
    nip: str,
    name: str,
    starts_on: date,
    by: Viewer,
    at: datetime,
    kind: str = PlacementKind.DEFINITIVE,
    ends_on: date | None = None,
    letter_number: str = "",
    share_percent: Decimal | None = None,
    owes_results: bool = True,
    moves: bool = False,
) -> Placement:
    """Seat the person who bears this NIP; one who is new is written down by `name`.

    With `moves` a definitive seat elsewhere in the office ends the day before. Raises
    `MayNotPlace`, `PersonUnfit`, `actions.NipUnfit` and what `place_person` raises.
    """
    demand_may_place(by, position.office_id)
    person = _person(nip.replace(" ", ""), name.strip(), by, at, position.office_id)
    if moves and kind == PlacementKind.DEFINITIVE:
        for old in (
            Placement.objects.select_related("position")
            .filter(
                person=person,
                kind=PlacementKind.DEFINITIVE,
                position__office=position.office_id,
                starts_on__lt=starts_on,
            )
            .exclude(ends_on__lt=starts_on)
        ):
            actions.end_placement(
                placement=old,
                last_day=starts_on - timedelta(days=1),
                by=by.user,
                at=at,
            )
    return actions.place_person(
        person=person,
        position=position,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        letter_number=letter_number.strip(),
        share_percent=share_percent,
        owes_results=owes_results,
        by=by.user,
        at=at,
    )


def _person(nip: str, name: str, by: Viewer, at: datetime, office_id: int) -> Person:
    if not re.fullmatch(r"[0-9]{18}", nip):
        message = _("NIP terdiri atas 18 angka. Periksa angkanya.")
        raise NipUnfit(message, field="nip")
    known = Person.objects.filter(nip=nip).first()
    if known is not None:
        return known
    if not name:
        message = _("NIP ini belum dikenal. Isi nama pegawainya.")
        raise PersonUnfit(message, field="name")
    try:
        return actions.register_person(
            name=name, nip=nip, by=by.user, at=at, office_id=office_id
        )
    except ValidationError as error:
        raise NipUnfit(" ".join(error.messages), field="nip") from error


@transaction.atomic
def end_seat(*, placement: Placement, last_day: date, by: Viewer, at: datetime) -> None:
    """End a seat; `last_day` is still held. Raises `MayNotPlace` and `SeatOver`."""
    row = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    demand_may_place(by, row.position.office_id)
    if row.ends_on is not None and row.ends_on < at.date():
        message = _("Penempatan ini sudah berakhir; tidak perlu diakhiri lagi.")
        raise SeatOver(message)
    actions.end_placement(placement=row, last_day=last_day, by=by.user, at=at)


@transaction.atomic
def share_seat(
    *, placement: Placement, share_percent: Decimal | None, by: Viewer, at: datetime
) -> None:
    """Set the part of the target of a seat. Raises `MayNotPlace`, `ShareUnfit`."""
    row = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    demand_may_place(by, row.position.office_id)
    actions.set_share(placement=row, share_percent=share_percent, by=by.user, at=at)


def demand_may_place(by: Viewer, office_id: int) -> None:
    """Refuse unless this person places people in this office. Raises `MayNotPlace`."""
    if not permissions.may_place(by, office_id=office_id):
        message = _("Pegawai ditempatkan oleh perencana atau administrator kantor.")
        raise MayNotPlace(message)
