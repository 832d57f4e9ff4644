"""Set up offices, place people, give roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tolok.accounts.enums import Role
from tolok.accounts.models import User
from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation.enums import PlacementKind
from tolok.organisation.models import (
    FormerName,
    Office,
    Person,
    Placement,
    Position,
    Region,
    RoleGrant,
    Unit,
)
from tolok.organisation.signals import placements_changed
from tolok.records import actions as records
from tolok.records.actions import Actor, Happening


class DaysOutOfOrder(Unfit):
    """A last day before the first."""


class LetterMissing(Unfit):
    """An acting official without the letter that says so."""


class SeatsElsewhere(Unfit):
    """Someone cannot hold two positions for good on one day."""


class SeatedAlready(Unfit):
    """One person cannot sit twice in one position on one day."""


class ShareUnfit(Unfit):
    """A share that is no percent above 0 and up to 100."""


class NotAnExample(NotNow):
    """Only a made-up office lives on a day of its own."""


class NipUnfit(Unfit):
    """A NIP that has not 18 digits, or that somebody else bears."""


WHOLE = Decimal(100)


@dataclass(frozen=True)
class PlannedUnit:
    """A unit as a decree names it; `parent` is a key of another."""

    key: str
    name: str
    kind: str
    parent: str | None


@dataclass(frozen=True)
class PlannedPosition:
    """A position as a decree names it; `superior` is a key of another.

    `continues` is the id of the position that it goes on from under another name.
    """

    key: str
    title: str
    unit: str
    position_class: str
    superior: str | None
    leads_unit: bool
    continues: int | None = None


@transaction.atomic
def create_office(
    *,
    region_name: str,
    name: str,
    short_name: str,
    by: Actor,
    at: datetime,
    address: str = "",
    time_zone: str = "Asia/Jakarta",
    is_example: bool = False,
    example_day: date | None = None,
) -> Office:
    """Set up an office, and its region where it is new."""
    region, _made = Region.objects.get_or_create(
        name=region_name, defaults={"created_at": at}
    )
    office = Office.objects.create(
        region=region,
        name=name,
        short_name=short_name,
        address=address,
        time_zone=time_zone,
        is_example=is_example,
        example_day=example_day,
        created_at=at,
    )
    records.record_event(
        by=by,
        at=at,
        action="organisation.create_office",
        subject=office,
        after={"name": name, "region": region_name},
        office_id=office.pk,
    )
    return office


@transaction.atomic
def stop_clock(*, office: Office, day: date, by: Actor, at: datetime) -> Office:
    """Let an example office live on one day from now on. Raises `NotAnExample`."""
    if not office.is_example:
        message = _(
            "%(name)s bukan kantor contoh, sehingga harinya mengikuti kalender."
        ) % {"name": office.name}
        raise NotAnExample(message)
    before = office.example_day
    office.example_day = day
    office.save(update_fields=["example_day"])
    records.record_event(
        by=by,
        at=at,
        action="organisation.stop_clock",
        subject=office,
        before={"example_day": before},
        after={"example_day": day},
        office_id=office.pk,
    )
    return office


@transaction.atomic
def establish_structure(
    *,
    office: Office,
    units: Sequence[PlannedUnit],
    positions: Sequence[PlannedPosition],
    named_from: date | None = None,
    by: Actor,
    at: datetime,
) -> tuple[dict[str, Unit], dict[str, Position]]:
    """Make the units and positions of a decree, or find those that stand already.

    Units are known by name, positions by unit and title; one that goes on under another
    name keeps its holders and its history, and what it was called until the day before
    `named_from` is written down. Returns both by key.
    """
    known_units = {unit.name: unit for unit in Unit.objects.filter(office=office)}
    by_key: dict[str, Unit] = {}
    for order, planned in enumerate(_parents_first(units)):
        unit = known_units.get(planned.name) or Unit(office=office, created_at=at)
        unit.name, unit.kind, unit.order = planned.name, planned.kind, order
        unit.parent = by_key[planned.parent] if planned.parent else None
        unit.save()
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])
        by_key[planned.key] = unit
    standing = list(Position.objects.filter(office=office).select_related("unit"))
    known = {(position.unit_id, position.title): position for position in standing}
    by_id = {position.pk: position for position in standing}
    made: dict[str, Position] = {}
    fresh: list[Position] = []
    renamed: list[FormerName] = []
    for order, plan in enumerate(positions):
        unit = by_key[plan.unit]
        position = known.get((unit.pk, plan.title))
        if position is None and plan.continues is not None and named_from:
            position = by_id[plan.continues]
            renamed.append(
                FormerName(
                    position=position,
                    title=position.title,
                    unit_name=position.unit.name,
                    until=named_from - timedelta(days=1),
                    created_at=at,
                )
            )
        position = position or Position(office=office, created_at=at)
        position.unit, position.title, position.order = unit, plan.title, order
        position.position_class = plan.position_class
        position.leads_unit = plan.leads_unit
        made[plan.key] = position
        if position.pk is None:
            fresh.append(position)
    Position.objects.bulk_create(fresh, batch_size=500)
    for plan in positions:
        if plan.superior:
            made[plan.key].superior = made[plan.superior]
    Position.objects.bulk_update(
        made.values(),
        ["unit", "title", "order", "position_class", "leads_unit", "superior"],
        batch_size=300,
    )
    # A second name on one day changes nothing of what it was called until then.
    FormerName.objects.bulk_create(renamed, ignore_conflicts=True)
    records.record_event(
        by=by,
        at=at,
        action="organisation.establish_structure",
        subject=office,
        before={"renamed": [one.title for one in renamed]} if renamed else None,
        after={
            "units": len(by_key),
            "positions": len(made),
            "new": len(fresh),
            **({"renamed": [one.position.title for one in renamed]} if renamed else {}),
        },
        office_id=office.pk,
    )
    return by_key, made


def _parents_first(units: Sequence[PlannedUnit]) -> list[PlannedUnit]:
    placed: list[PlannedUnit] = []
    done: set[str] = set()
    waiting = list(units)
    while waiting:
        ready = [u for u in waiting if u.parent is None or u.parent in done]
        if not ready:
            message = _(
                "Susunan unit berputar: “%(unit)s” berada di bawah dirinya sendiri. "
                "Perbaiki induk unit pada keputusan."
            ) % {"unit": waiting[0].name}
            raise Unfit(message)
        placed += ready
        done |= {unit.key for unit in ready}
        waiting = [unit for unit in waiting if unit.key not in done]
    return placed


@transaction.atomic
def set_superior(
    *, position: Position, superior: Position | None, by: Actor, at: datetime
) -> None:
    """Say to whom a position answers; it may sit in another office of the region."""
    before = position.superior.title if position.superior else None
    position.superior = superior
    position.save(update_fields=["superior"])
    records.record_event(
        by=by,
        at=at,
        action="organisation.set_superior",
        subject=position,
        before={"superior": before},
        after={"superior": superior.title if superior else None},
        office_id=position.office_id,
    )
    placements_changed.send(
        sender=Position, position_ids=[position.pk], on=at.date(), at=at
    )


@transaction.atomic
def register_person(
    *,
    name: str,
    by: Actor,
    at: datetime,
    nip: str | None = None,
    rank: str = "",
    user: User | None = None,
    office_id: int | None = None,
) -> Person:
    """Write a person down; the NIP has 18 digits."""
    person = Person(name=name, nip=nip, rank=rank, user=user, created_at=at)
    person.full_clean(exclude=["user"])
    person.save()
    records.record_event(
        by=by,
        at=at,
        action="organisation.register_person",
        subject=person,
        after={"name": name, "account": user.username if user else None},
        office_id=office_id,
    )
    return person


@transaction.atomic
def register_people(
    *, people: Sequence[dict[str, Any]], office_id: int, by: Actor, at: datetime
) -> list[Person]:
    """Write many people down at once, in the order given; all or none.

    Each has a name and may have a nip, a rank and a user. Raises `NipUnfit`.
    """
    rows = [Person(created_at=at, **row) for row in people]
    for row in rows:
        if row.nip and not re.fullmatch(r"[0-9]{18}", row.nip):
            message = _("NIP %(name)s harus 18 angka; tertulis “%(nip)s”.")
            raise NipUnfit(message % {"name": row.name, "nip": row.nip}, field="nip")
    try:
        with transaction.atomic():
            Person.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as error:
        message = _(
            "Ada NIP atau akun yang sudah dipakai pegawai lain. Tidak ada yang "
            "disimpan. Periksa daftarnya, lalu ulangi."
        )
        raise NipUnfit(message, field="nip") from error
    records.record_events(
        by=by,
        at=at,
        office_id=office_id,
        happenings=[
            Happening("organisation.register_person", row, after={"name": row.name})
            for row in rows
        ],
    )
    return rows


@transaction.atomic
def place_person(
    *,
    person: Person,
    position: Position,
    starts_on: date,
    by: Actor,
    at: datetime,
    kind: str = PlacementKind.DEFINITIVE,
    ends_on: date | None = None,
    letter_number: str = "",
    share_percent: Decimal | None = None,
    owes_results: bool = True,
) -> Placement:
    """Seat a person from a day on.

    `share_percent` is his part of the position's target (None: the whole); with
    `owes_results` false he signs and verifies, and the results stay the holder's.
    Raises `DaysOutOfOrder`, `LetterMissing`, `SeatsElsewhere`, `SeatedAlready` and
    `ShareUnfit`.
    """
    _demand_share(share_percent)
    if ends_on is not None and ends_on < starts_on:
        message = _("Hari terakhir mendahului hari pertama. Periksa kedua tanggal.")
        raise DaysOutOfOrder(message, field="ends_on")
    if kind != PlacementKind.DEFINITIVE and not letter_number:
        message = _("Plt., Plh., dan Pj. memerlukan nomor surat perintah.")
        raise LetterMissing(message, field="letter_number")
    if kind == PlacementKind.DEFINITIVE:
        overlapping = Placement.objects.filter(
            person=person,
            kind=PlacementKind.DEFINITIVE,
            starts_on__lte=ends_on or date.max,
        ).exclude(ends_on__lt=starts_on)
        if overlapping.exists():
            message = _(
                "%(name)s masih menduduki jabatan definitif lain. Akhiri penempatan "
                "itu lebih dulu."
            ) % {"name": person.name}
            raise SeatsElsewhere(message)
    _demand_free(person, position, starts_on, ends_on)
    placement = Placement.objects.create(
        person=person,
        position=position,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        letter_number=letter_number,
        share_percent=share_percent,
        owes_results=owes_results,
        created_at=at,
    )
    records.record_event(
        by=by,
        at=at,
        action="organisation.place_person",
        subject=placement,
        after={
            "kind": kind,
            "from": starts_on,
            "until": ends_on,
            "share_percent": share_percent,
            "owes_results": owes_results,
        },
        note=letter_number,
        office_id=position.office_id,
    )
    placements_changed.send(
        sender=Placement, position_ids=[position.pk], on=at.date(), at=at
    )
    return placement


def _demand_share(share_percent: Decimal | None) -> None:
    if share_percent is not None and not 0 < share_percent <= WHOLE:
        message = _("Bagian target ditulis dalam persen, lebih dari 0 sampai 100.")
        raise ShareUnfit(message, field="share_percent")


def _demand_free(
    person: Person, position: Position, starts_on: date, ends_on: date | None
) -> None:
    """Refuse a second seat of one person in one position on the same days."""
    same = Placement.objects.filter(
        person=person, position=position, starts_on__lte=ends_on or date.max
    ).exclude(ends_on__lt=starts_on)
    if same.exists():
        message = _(
            "%(name)s sudah memangku jabatan ini pada hari-hari itu. Akhiri dulu "
            "penempatan yang ada, atau ubah tanggalnya."
        ) % {"name": person.name}
        raise SeatedAlready(message, field="starts_on")


@transaction.atomic
def set_share(
    *, placement: Placement, share_percent: Decimal | None, by: Actor, at: datetime
) -> None:
    """Set a holder's part of the position's target in percent (None: the whole).

    Raises `ShareUnfit`.
    """
    _demand_share(share_percent)
    before = placement.share_percent
    if before == share_percent:
        return
    placement.share_percent = share_percent
    placement.save(update_fields=["share_percent"])
    records.record_event(
        by=by,
        at=at,
        action="organisation.set_share",
        subject=placement,
        before={"share_percent": before},
        after={"share_percent": share_percent},
        office_id=placement.position.office_id,
    )
    placements_changed.send(
        sender=Placement, position_ids=[placement.position_id], on=at.date(), at=at
    )


@transaction.atomic
def place_people(
    *,
    seats: Sequence[tuple[Person, Position]],
    starts_on: date,
    by: Actor,
    at: datetime,
) -> list[Placement]:
    """Seat many new people for good on one day."""
    rows = [
        Placement(person=person, position=position, starts_on=starts_on, created_at=at)
        for person, position in seats
    ]
    Placement.objects.bulk_create(rows, batch_size=500)
    if rows:
        records.record_event(
            by=by,
            at=at,
            action="organisation.place_people",
            subject=rows[0].position.office,
            after={"placements": len(rows), "from": starts_on},
            office_id=rows[0].position.office_id,
        )
        placements_changed.send(
            sender=Placement,
            position_ids=[row.position_id for row in rows],
            on=at.date(),
            at=at,
        )
    return rows


@transaction.atomic
def end_placement(
    *, placement: Placement, last_day: date, by: Actor, at: datetime
) -> None:
    """End a placement; `last_day` is still held. Raises `DaysOutOfOrder`."""
    if last_day < placement.starts_on:
        message = _("Hari terakhir mendahului hari pertama. Periksa kedua tanggal.")
        raise DaysOutOfOrder(message, field="ends_on")
    before = placement.ends_on
    placement.ends_on = last_day
    placement.save(update_fields=["ends_on"])
    records.record_event(
        by=by,
        at=at,
        action="organisation.end_placement",
        subject=placement,
        before={"until": before},
        after={"until": last_day},
        office_id=placement.position.office_id,
    )
    placements_changed.send(
        sender=Placement, position_ids=[placement.position_id], on=at.date(), at=at
    )


@transaction.atomic
def transfer_person(
    *, placement: Placement, to: Position, starts_on: date, by: Actor, at: datetime
) -> Placement:
    """Move a person to another position; the old seat ends the day before."""
    end_placement(
        placement=placement, last_day=starts_on - timedelta(days=1), by=by, at=at
    )
    return place_person(
        person=placement.person, position=to, starts_on=starts_on, by=by, at=at
    )


@transaction.atomic
def grant_role(
    *,
    user: User,
    office: Office,
    role: Role,
    starts_on: date,
    by: Actor,
    at: datetime,
    ends_on: date | None = None,
) -> RoleGrant:
    """Give a user the role of planner, inspector or administrator in an office."""
    grant = RoleGrant(
        user=user,
        office=office,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=at,
    )
    grant.full_clean(exclude=["user", "office"])
    grant.save()
    records.record_event(
        by=by,
        at=at,
        action="organisation.grant_role",
        subject=grant,
        after={"role": role, "user": user.username, "from": starts_on},
        office_id=office.pk,
    )
    return grant
