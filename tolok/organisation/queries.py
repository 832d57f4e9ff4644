"""Who looks, and what the organisation is on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from tolok.accounts.backends import bring_user
from tolok.accounts.enums import Capability, Role
from tolok.accounts.models import User
from tolok.accounts.permissions import capabilities_of
from tolok.kernel.refusals import Unfit
from tolok.organisation.enums import PlacementKind
from tolok.organisation.models import (
    Delegation,
    FormerName,
    Office,
    Person,
    Placement,
    Position,
    RoleGrant,
    Unit,
)


def held_on(day: date, prefix: str = "") -> Q:
    """Return the condition that a row with starts_on and ends_on holds on `day`."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    )


class ColleagueUnknown(Unfit):
    """Nobody of the office bears that NIP."""


@dataclass(frozen=True)
class Viewer:
    """The person who asks, on a day: what they hold, lead and may do."""

    user: User
    on: date
    person: Person | None = None
    office: Office | None = None
    placements: tuple[Placement, ...] = ()
    roles: frozenset[Role] = frozenset()
    capabilities: frozenset[Capability] = field(default=frozenset())
    offices: tuple[Office, ...] = ()

    def may(self, capability: Capability) -> bool:
        """Tell whether any of the roles allows it."""
        return capability in self.capabilities

    @property
    def person_id(self) -> int | None:
        """Return the person's id, or None for an account without a person."""
        return self.person.pk if self.person else None

    @property
    def office_id(self) -> int:
        """Return the office's id, or 0, which no office has, without one."""
        return self.office.pk if self.office else 0

    @property
    def position_ids(self) -> tuple[int, ...]:
        """Return the ids of the positions held today, in whatever way."""
        return tuple(placement.position_id for placement in self.placements)

    @cached_property
    def delegated_ids(self) -> frozenset[int]:
        """Return the positions whose work this person verifies today by a letter.

        Asked for once, and only where a seat does not give the answer.
        """
        return frozenset(
            delegations_on(self.on, person_id=self.person_id or 0).values_list(
                "position_id", flat=True
            )
        )

    @property
    def led_paths(self) -> tuple[str, ...]:
        """Return the paths of the units led today."""
        return tuple(
            placement.position.unit.path
            for placement in self.placements
            if placement.position.leads_unit
        )

    @property
    def main_placement(self) -> Placement | None:
        """Return the definitive placement, or the first of any kind."""
        return self.placements[0] if self.placements else None

    @property
    def position_title(self) -> str:
        """Return the title held, with Plt. and the like before it."""
        if self.main_placement is None:
            return ", ".join(str(role.label) for role in sorted(self.roles))
        return holder_title(self.main_placement)

    @property
    def name(self) -> str:
        """Return the person's name, or the account's."""
        return self.person.name if self.person else self.user.name

    @property
    def initials(self) -> str:
        """Return up to two first letters of the name, without titles."""
        words = [w for w in self.name.split(",")[0].split() if w[:1].isalpha()]
        words = [w for w in words if not w.endswith(".")] or words
        return "".join(word[0].upper() for word in words[:2])

    @property
    def office_name(self) -> str:
        """Return the office's name."""
        return self.office.name if self.office else ""

    @property
    def office_short(self) -> str:
        """Return the office's short name."""
        return self.office.short_name if self.office else ""

    @property
    def region_name(self) -> str:
        """Return the name of the office's region."""
        return self.office.region.name if self.office else ""

    @property
    def is_example(self) -> bool:
        """Tell whether the office is made up."""
        return bool(self.office and self.office.is_example)


def delegations_on(day: date, *, person_id: int) -> QuerySet[Delegation]:
    """Return the delegations that a person may use on a day."""
    return Delegation.objects.filter(
        held_on(day), person_id=person_id, revoked_at__isnull=True
    )


def deciders_of(*, positions: Iterable[int], on: date) -> set[int]:
    """Return the people who decide for these positions on a day, by seat or letter."""
    wanted = [number for number in positions if number]
    seated = Placement.objects.filter(held_on(on), position_id__in=wanted)
    lent = Delegation.objects.filter(
        held_on(on), position_id__in=wanted, revoked_at__isnull=True
    )
    return set(
        seated.order_by()
        .values_list("person_id", flat=True)
        .union(lent.order_by().values_list("person_id", flat=True))
    )


def list_delegations(*, for_user: Viewer) -> QuerySet[Delegation]:
    """Return the delegations of the viewer's office, newest first.

    Who handles no periods sees those of the own positions, given and received.
    """
    found = Delegation.objects.filter(position__office_id=for_user.office_id)
    if not for_user.may(Capability.HANDLE_PERIODS):
        found = found.filter(
            Q(position_id__in=for_user.position_ids)
            | Q(person_id=for_user.person_id or 0)
        )
    return found.select_related("position__unit", "person").order_by(
        "-starts_on", "-pk"
    )


def holder_title(placement: Placement) -> str:
    """Return the title of a placement, "Plt. Kepala Bidang …" for one who acts."""
    if placement.kind == PlacementKind.DEFINITIVE:
        return placement.position.title
    return f"{placement.get_kind_display()} {placement.position.title}"


def office_moment(office: Office, moment: datetime) -> datetime:
    """Return a moment by the office's clock; an example lives on its own day."""
    here = moment.astimezone(ZoneInfo(office.time_zone))
    day = office.example_day
    if day is None:
        return here
    return here.replace(year=day.year, month=day.month, day=day.day)


def office_of_user(user: User) -> Office | None:
    """Return the office whose clock a user lives by: of the newest seat or role."""
    placement = (
        Placement.objects.filter(person__user=user)
        .select_related("position__office__region")
        .order_by("-starts_on", "-pk")
        .first()
    )
    if placement is not None:
        return placement.position.office
    grant = (
        RoleGrant.objects.filter(user=user)
        .select_related("office__region")
        .order_by("-starts_on", "-pk")
        .first()
    )
    return grant.office if grant else None


def get_viewer(*, user: User, on: date, office_id: int | None = None) -> Viewer:
    """Return what a user holds and may do on a day; one query, two without a seat.

    Who belongs to several offices looks at one at a time: `office_id` says which, else it
    is that of the first seat or role. In an office that was chosen only what is held there
    counts. An example office lives on its own day, which then takes the place of `on`.
    """
    person, placements, grants = _belongings(user)
    offices = [placement.position.office for placement in placements]
    offices += [grant.office for grant in grants]
    example_day = next((o.example_day for o in offices if o.example_day), None)
    day = example_day or on
    held = sorted(
        (p for p in placements if _holds(p.starts_on, p.ends_on, day)),
        key=lambda p: (p.kind != PlacementKind.DEFINITIVE, p.pk),
    )
    granted = [g for g in grants if _holds(g.starts_on, g.ends_on, day)]
    here = {p.position.office.pk: p.position.office for p in held}
    here |= {g.office.pk: g.office for g in granted if g.office.pk not in here}
    chosen = here.get(office_id or 0)
    if chosen is not None:
        held = [p for p in held if p.position.office_id == chosen.pk]
    office = chosen or next(iter(here.values()), None)
    roles = {Role(grant.role) for grant in granted if grant.office == office}
    if user.is_administrator:
        roles.add(Role.ADMINISTRATOR)
    for placement in held:
        roles.add(Role.STAFF)
        position = placement.position
        if position.leads_unit:
            roles.add(Role.SUPERIOR)
            if position.unit.parent_id is None:
                roles.add(Role.HEAD)
    return Viewer(
        user=user,
        on=day,
        person=person,
        office=office,
        placements=tuple(held),
        roles=frozenset(roles),
        capabilities=capabilities_of(roles),
        offices=tuple(here.values()),
    )


_GRANTED = (
    "grant_pk",
    "grant_office_id",
    "grant_role",
    "grant_starts_on",
    "grant_ends_on",
)


class _Grant(NamedTuple):
    """A role beside what the position gives, with its office."""

    office: Office
    role: str
    starts_on: date
    ends_on: date | None


def _belongings(user: User) -> tuple[Person | None, list[Placement], list[_Grant]]:
    """Return who a user is, the seats ever had, and the roles that were ever granted.

    Nearly everyone has a seat, and the roles come along with it.
    """
    rows = getattr(user, _SEATS, None)
    setattr(user, _SEATS, None)  # good for once: seats change
    if rows is None:
        rows = list(_seats_of(user.pk))
    if not rows:
        return _without_seat(user)
    found = {
        grant_id: rest
        for row in rows
        for grant_id, *rest in [[vars(row)[name] for name in _GRANTED]]
        if grant_id
    }
    offices = {row.position.office_id: row.position.office for row in rows}
    elsewhere = {office_id for office_id, *_rest in found.values()} - offices.keys()
    if elsewhere:
        offices |= {
            one.pk: one
            for one in Office.objects.filter(pk__in=elsewhere).select_related("region")
        }
    grants = [
        _Grant(offices[office_id], *rest)
        for _pk, (office_id, *rest) in sorted(found.items())
    ]
    return rows[0].person, list({row.pk: row for row in rows}.values()), grants


def bring_user_with_seats(user_id: int) -> User | None:
    """Return a user whose account works, with the seats that `get_viewer` asks for.

    It is what every page begins with: one question instead of two.
    """
    rows = list(_seats_of(user_id).select_related("person__user"))
    user = rows[0].person.user if rows else bring_user(user_id)
    if user is None or not user.is_active:
        return None
    setattr(user, _SEATS, rows)
    return user


_SEATS = "_seats_at_hand"


def _seats_of(user_id: int) -> QuerySet[Any]:
    return (
        Placement.objects.filter(person__user=user_id)
        .select_related("person", "position__unit", "position__office__region")
        .annotate(
            **{name: F(f"person__user__grants__{name[6:]}") for name in _GRANTED},
        )
        .order_by("pk")
    )


def _without_seat(user: User) -> tuple[Person | None, list[Placement], list[_Grant]]:
    granted = list(
        RoleGrant.objects.filter(user=user)
        .select_related("office__region", "user__person")
        .order_by("pk")
    )
    if not granted:
        return Person.objects.filter(user=user).first(), [], []
    return (
        getattr(granted[0].user, "person", None),
        [],
        [_Grant(one.office, one.role, one.starts_on, one.ends_on) for one in granted],
    )


def _holds(starts_on: date, ends_on: date | None, day: date) -> bool:
    return starts_on <= day and (ends_on is None or ends_on >= day)


def list_units(*, for_user: Viewer) -> QuerySet[Unit]:
    """Return the units of the viewer's office, from the top down."""
    return Unit.objects.filter(office=for_user.office).order_by("order", "pk")


def list_positions(*, for_user: Viewer) -> QuerySet[Position]:
    """Return the positions of the viewer's office in the decree's order."""
    return (
        Position.objects.filter(office=for_user.office)
        .select_related("unit")
        .order_by("order", "pk")
    )


def get_position(*, position_id: int, for_user: Viewer) -> Position:
    """Return one position of the viewer's office; Position.DoesNotExist else."""
    return (
        list_positions(for_user=for_user)
        .select_related("unit", "superior")
        .get(pk=position_id)
    )


def list_holders(*, positions: Sequence[int], on: date) -> list[Placement]:
    """Return who holds these positions on a day, definitive holders first."""
    placements = (
        Placement.objects.filter(held_on(on), position_id__in=positions)
        .select_related("person", "position")
        .order_by("pk")
    )
    return sorted(placements, key=lambda p: p.kind != PlacementKind.DEFINITIVE)


def find_colleague(*, nip: str, for_user: Viewer) -> Person:
    """Return the person of the viewer's office who bears this NIP.

    Raises `ColleagueUnknown`, in the same words for a NIP of another office.
    """
    found = (
        Person.objects.filter(
            nip=nip.strip(), placements__position__office_id=for_user.office_id
        )
        .distinct()
        .first()
    )
    if found is None:
        message = _("Tidak ada pegawai kantor ini dengan NIP itu. Periksa angkanya.")
        raise ColleagueUnknown(message, field="person")
    return found


def list_offices() -> QuerySet[Office]:
    """Return every office, for the operator's commands."""
    return Office.objects.select_related("region").order_by("region__name", "name")


def list_role_grants(*, user: User) -> QuerySet[RoleGrant]:
    """Return the roles that an account was given, for the operator's commands."""
    return (
        RoleGrant.objects.filter(user=user)
        .select_related("office__region")
        .order_by("starts_on", "pk")
    )


def list_seated(*, for_user: Viewer, search: str = "") -> QuerySet[Position]:
    """Return the positions of the viewer's office, each with `seated`: who sits there
    on the viewer's day; `search` finds words of a title, a unit or a name.
    """
    seats = Placement.objects.filter(held_on(for_user.on)).select_related("person")
    found = list_positions(for_user=for_user).prefetch_related(
        Prefetch("placements", queryset=seats.order_by("pk"), to_attr="seated")
    )
    if search:
        named = Placement.objects.filter(
            held_on(for_user.on), person__name__icontains=search
        )
        found = found.filter(
            Q(title__icontains=search)
            | Q(unit__name__icontains=search)
            | Q(pk__in=named.values("position"))
        )
    return found


def list_seats_of(*, position: Position) -> QuerySet[Placement]:
    """Return everyone who sat or will sit in a position, newest first."""
    return (
        Placement.objects.filter(position=position)
        .select_related("person__user")
        .order_by("-starts_on", "-pk")
    )


def get_seat(*, placement_id: int, for_user: Viewer) -> Placement:
    """Return one seat of the viewer's office; Placement.DoesNotExist else."""
    return Placement.objects.select_related("person", "position").get(
        pk=placement_id, position__office_id=for_user.office_id
    )


def names_on(*, office_id: int, on: date) -> dict[int, tuple[str, str]]:
    """Return unit and title of the positions that were called otherwise on a day, by id."""
    rows = (
        FormerName.objects.filter(position__office_id=office_id, until__gte=on)
        .order_by("-until")
        .values_list("position_id", "unit_name", "title")
    )
    # The name that ended first of those that had not ended.
    return {position_id: (unit, title) for position_id, unit, title in rows}


def last_former_name() -> dict[str, Subquery]:
    """Return what to annotate positions with to learn what they were called before.

    That is `former_title`, `former_unit` and `former_until`, None where never otherwise.
    """
    last = FormerName.objects.filter(position=OuterRef("pk")).order_by("-until")
    return {
        "former_title": Subquery(last.values("title")[:1]),
        "former_unit": Subquery(last.values("unit_name")[:1]),
        "former_until": Subquery(last.values("until")[:1]),
    }
