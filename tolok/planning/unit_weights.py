"""How much each position and each unit counts in the unit above it, and in the office.

A level is what belongs to one unit: its own positions and the units directly under it. A
level without weights is the plain mean of all positions below; the office is the level
of the units that stand under none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tolok.organisation.models import Office, Position, Unit
from tolok.organisation.queries import Viewer
from tolok.planning import permissions
from tolok.planning.actions import MayNotPlan
from tolok.planning.models import PerformanceYear, Weight
from tolok.planning.signals import unit_weights_changed
from tolok.planning.weights import (
    Key,
    OwnWeight,
    WeightsChanged,
    WeightUnfit,
    demand_fit_percents,
    demand_open,
    demand_reason,
    key_of,
    version_of,
    write_versions,
)
from tolok.records import actions as records
from tolok.registry.models import Indicator, RegistryVersion
from tolok.registry.standing import held_by


@dataclass(frozen=True)
class Weighable:
    """One position or unit of a level, with what it is called."""

    key: Key
    name: str


@dataclass(frozen=True)
class UnitLevel:
    """What belongs to one unit; to the office where `unit` is None."""

    unit: Unit | None
    members: list[Weighable]

    @property
    def unit_id(self) -> int:
        """Return the unit's id, 0 for the office."""
        return self.unit.pk if self.unit else 0


@dataclass(frozen=True)
class LevelWeights:
    """All weights of one level in percent; what is not named has none.

    `seen` is the version that the person had before them, or None where none was shown.
    """

    unit: Unit | None
    positions: Mapping[int, Decimal] = field(default_factory=dict)
    units: Mapping[int, Decimal] = field(default_factory=dict)
    seen: int | None = None

    def by_key(self) -> dict[Key, Decimal | None]:
        """Return the percents by what they are of."""
        return {
            **{("position", pk): percent for pk, percent in self.positions.items()},
            **{("unit", pk): percent for pk, percent in self.units.items()},
        }


def list_levels(*, version: RegistryVersion, for_user: Viewer) -> list[UnitLevel]:
    """Return the levels of the viewer's office that have anything to weigh; 2 queries.

    From the office down; a member is a position with an indicator that holds in the
    version, or a unit with such a position in it or below it.
    """
    office_id = for_user.office_id
    units = {
        unit.pk: unit
        for unit in Unit.objects.filter(office=office_id).order_by("order", "pk")
    }
    if version.office_id != office_id:
        return []
    own: dict[int, list[Weighable]] = {}
    measured: set[int] = set()
    for pk, title, unit_id in (
        Position.objects.filter(
            office=office_id,
            pk__in=Indicator.objects.filter(
                held_by(version), position__office=office_id
            ).values("position"),
        )
        .order_by("order", "pk")
        .values_list("pk", "title", "unit_id")
    ):
        own.setdefault(unit_id, []).append(Weighable(("position", pk), title))
        measured |= {int(part) for part in units[unit_id].path.split("/") if part}
    below: dict[int, list[Weighable]] = {}
    for unit in units.values():
        if unit.pk in measured:
            member = Weighable(("unit", unit.pk), unit.name)
            below.setdefault(unit.parent_id or 0, []).append(member)
    levels = [UnitLevel(None, below.get(0, []))]
    levels += [
        UnitLevel(unit, [*own.get(unit.pk, []), *below.get(unit.pk, [])])
        for unit in units.values()
    ]
    return [level for level in levels if len(level.members) > 1]


def unit_weights_in_force(*, year: PerformanceYear) -> dict[int, dict[Key, Weight]]:
    """Return the current rows by level (0: the office), also those taken back."""
    found: dict[int, dict[Key, Weight]] = defaultdict(dict)
    for row in _of(year).filter(is_current=True):
        found[_level_of(row)][key_of(row)] = row
    return found


def unit_weights_history(*, year: PerformanceYear) -> dict[int, list[Weight]]:
    """Return all versions by level (0: the office), newest first; one query."""
    found: dict[int, list[Weight]] = defaultdict(list)
    for row in _of(year).order_by("-decided_at", "-pk"):
        found[_level_of(row)].append(row)
    return found


def _of(year: PerformanceYear) -> QuerySet[Weight]:
    return Weight.objects.filter(
        Q(position__isnull=False) | Q(unit__isnull=False), year=year
    ).select_related("position", "unit")


def _level_of(row: Weight) -> int:
    if row.position is not None:
        return row.position.unit_id
    return (row.unit.parent_id if row.unit else None) or 0


@transaction.atomic
def set_unit_weights(
    *,
    year: PerformanceYear,
    weights: Sequence[LevelWeights],
    by: Viewer,
    at: datetime,
    reason: str = "",
) -> int:
    """Set all weights of these levels: all or nothing; return how many changed.

    Weights that do not make 100 are taken as they are: every number that rests on them
    says so. Old weights stay as older versions, and changing one needs a reason. Raises
    `MayNotPlan`, `WeightsLocked`, `WeightUnfit`, `WeightsChanged`, `OwnWeight` and
    `ReasonMissing`.
    """
    if not permissions.may_set_targets(by, office_id=year.office_id):
        raise MayNotPlan(_("Hanya perencana yang dapat menetapkan bobot."))
    demand_open(year, at)
    demand_fit_percents(p for one in weights for p in one.by_key().values())
    _demand_members(year, weights)
    office = Office.objects.get(pk=year.office_id)
    PerformanceYear.objects.select_for_update().get(pk=year.pk)
    rows = unit_weights_in_force(year=year)
    changed = 0
    for one in weights:
        standing = rows[one.unit.pk if one.unit else 0]
        changed += _set_one(
            year, one, standing, office=office, by=by, at=at, reason=reason.strip()
        )
    if changed:
        unit_weights_changed.send(sender=Weight, year=year, at=at)
    return changed


def _demand_members(year: PerformanceYear, weights: Iterable[LevelWeights]) -> None:
    """Refuse a weight of what does not belong to its unit. Raises `WeightUnfit`."""
    members: dict[int, set[Key]] = {0: set()}
    for pk, parent_id in Unit.objects.filter(office=year.office_id).values_list(
        "pk", "parent_id"
    ):
        members.setdefault(pk, set())
        members.setdefault(parent_id or 0, set()).add(("unit", pk))
    for pk, unit_id in Position.objects.filter(office=year.office_id).values_list(
        "pk", "unit_id"
    ):
        members[unit_id].add(("position", pk))
    for one in weights:
        wanted = members.get(one.unit.pk if one.unit else 0)
        if wanted is None or not one.by_key().keys() <= wanted:
            raise WeightUnfit(
                _("Ada bobot untuk jabatan atau unit di luar unit ini. Muat ulang.")
            )


def _set_one(
    year: PerformanceYear,
    one: LevelWeights,
    standing: Mapping[Key, Weight],
    *,
    office: Office,
    by: Viewer,
    at: datetime,
    reason: str,
) -> int:
    """Write what changes on one level, with its audit event."""
    subject = one.unit or office
    if one.seen is not None and one.seen != version_of(standing.values()):
        message = _(
            "Bobot %(unit)s sudah diubah orang lain sejak halaman ini dibuka. Muat "
            "ulang halaman, lalu isi kembali."
        )
        raise WeightsChanged(message % {"unit": subject})
    before = {key: row.percent for key, row in standing.items()}
    after: dict[Key, Decimal | None] = dict.fromkeys(before) | one.by_key()
    moved = [key for key, percent in after.items() if before.get(key) != percent]
    revised = [key for key in moved if key in standing]
    if any(what == "position" and pk in by.position_ids for what, pk in revised):
        message = _(
            "Di %(unit)s ada jabatan Anda sendiri. Bobotnya diubah perencana lain."
        )
        raise OwnWeight(message % {"unit": subject})
    if revised:
        demand_reason(reason)
    write_versions(year, standing, after, moved, by=by, at=at, reason=reason)
    if moved:
        records.record_event(
            by=by.user,
            at=at,
            action="planning.set_unit_weights",
            subject=subject,
            before={f"{what} {pk}": before.get((what, pk)) for what, pk in moved},
            after={f"{what} {pk}": after[what, pk] for what, pk in moved},
            note=reason if revised else "",
            office_id=year.office_id,
        )
    return len(moved)
