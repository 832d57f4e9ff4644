"""How much each indicator and objective of a position counts in a year.

Positions and units have theirs in `unit_weights`, which writes by the same hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tolok.kernel.numbers import (
    PERCENT,
    AmountKind,
    NumberUnreadable,
    format_number,
    parse_amount,
)
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.models import Position
from tolok.organisation.queries import Viewer
from tolok.planning import permissions
from tolok.planning.actions import MayNotPlan, ReasonMissing
from tolok.planning.models import PerformanceYear, Period, Weight
from tolok.planning.policies import is_locked
from tolok.planning.signals import targets_changed
from tolok.records import actions as records
from tolok.registry.models import Indicator, Objective


MOST = Decimal(100)
DECIMALS = 2

# What a weight is of: "indicator", "objective", "position" or "unit", and its id.
Key = tuple[str, int]


class WeightUnfit(Unfit):
    """A weight that is no percent above 0 and up to 100, or of something else."""


class OwnWeight(NotAllowed):
    """A planner changes the weights of the own position."""


class WeightsLocked(NotNow):
    """All periods of the year are over: what counted for how much stays."""


class WeightsChanged(NotNow):
    """Somebody else changed the weights since they were shown."""


@dataclass(frozen=True)
class Weights:
    """All weights of one position in percent; what is not named has none.

    `seen` is the version that the person had before them, or None where none was shown.
    """

    position: Position
    indicators: Mapping[int, Decimal] = field(default_factory=dict)
    objectives: Mapping[int, Decimal] = field(default_factory=dict)
    seen: int | None = None

    def by_key(self) -> dict[Key, Decimal | None]:
        """Return the percents by what they are of."""
        return {
            **{("indicator", pk): percent for pk, percent in self.indicators.items()},
            **{("objective", pk): percent for pk, percent in self.objectives.items()},
        }


def read_weight(text: str) -> Decimal | None:
    """Return a weight in percent as it was typed; None where it is blank.

    Raises `WeightUnfit`.
    """
    try:
        amount = parse_amount(text, indonesian=False)
    except NumberUnreadable as error:
        raise WeightUnfit(str(error)) from error
    if amount.is_none:
        return None
    percent = amount.value
    fits = (
        amount.kind is AmountKind.NUMBER
        and percent is not None
        and amount.unit in ("", PERCENT)
        and 0 < percent <= MOST
        and percent == round(percent, DECIMALS)
    )
    if not fits or percent is None:
        message = _(
            "Tulis bobot dalam persen, lebih dari 0 sampai 100, paling banyak dua angka "
            "di belakang koma. Misalnya 25 atau 12,5."
        )
        raise WeightUnfit(message)
    return percent


def spread_evenly(count: int) -> list[Decimal]:
    """Return as many equal weights in percent; the last takes what rounding leaves."""
    each = (MOST / count).quantize(Decimal("0.01")) if count else MOST
    return [each] * (count - 1) + [MOST - each * (count - 1)] if count else []


def list_weights(*, year: PerformanceYear, position: Position) -> dict[Key, Decimal]:
    """Return the weights of a position by "indicator" or "objective" and its id."""
    rows = weights_in_force(year=year, positions=[position.pk])[position.pk]
    return {key: row.percent for key, row in rows.items() if row.percent is not None}


def weights_in_force(
    *, year: PerformanceYear, positions: Iterable[int]
) -> dict[int, dict[Key, Weight]]:
    """Return the current rows by position, also those taken back; one query."""
    found: dict[int, dict[Key, Weight]] = defaultdict(dict)
    for row in _of_positions(positions).filter(year=year, is_current=True):
        found[_owner(row)][key_of(row)] = row
    return found


def weights_history(
    *, year: PerformanceYear, positions: Iterable[int]
) -> dict[int, list[Weight]]:
    """Return all versions by position, newest first, with what each is of; one query."""
    found: dict[int, list[Weight]] = defaultdict(list)
    rows = _of_positions(positions).filter(year=year)
    for row in rows.order_by("-decided_at", "-pk"):
        found[_owner(row)].append(row)
    return found


def _of_positions(positions: Iterable[int]) -> QuerySet[Weight]:
    wanted = list(positions)
    return Weight.objects.filter(
        Q(indicator__position__in=wanted) | Q(objective__position__in=wanted)
    ).select_related("indicator", "objective")


def _owner(row: Weight) -> int:
    of = row.indicator or row.objective
    return of.position_id if of else 0


def version_of(rows: Iterable[Weight]) -> int:
    """Return a number that grows with every change of a position's weights."""
    return sum(row.number for row in rows)


def key_of(row: Weight) -> Key:
    """Return what a weight is of."""
    if row.indicator_id is not None:
        return "indicator", row.indicator_id
    if row.objective_id is not None:
        return "objective", row.objective_id
    if row.position_id is not None:
        return "position", row.position_id
    return "unit", row.unit_id or 0


@transaction.atomic
def set_weights(
    *,
    year: PerformanceYear,
    weights: Sequence[Weights],
    by: Viewer,
    at: datetime,
    reason: str = "",
) -> int:
    """Set all weights of these positions: all or nothing; return how many changed.

    Weights that do not make 100 are taken as they are: every number that rests on them
    says so. Old weights stay as older versions, and changing one needs a reason. Raises
    `MayNotPlan`, `WeightsLocked`, `WeightUnfit`, `WeightsChanged`, `OwnWeight` and
    `ReasonMissing`.
    """
    if not permissions.may_set_targets(by, office_id=year.office_id):
        raise MayNotPlan(_("Hanya perencana yang dapat menetapkan bobot."))
    demand_open(year, at)
    _demand_fit(year, weights)
    PerformanceYear.objects.select_for_update().get(pk=year.pk)
    positions = {one.position.pk for one in weights}
    standing = weights_in_force(year=year, positions=positions)
    changed = [
        fresh
        for one in weights
        for fresh in _set_one(
            year, one, standing[one.position.pk], by=by, at=at, reason=reason.strip()
        )
    ]
    if changed:
        targets_changed.send(sender=Weight, position_ids=sorted(positions), at=at)
    return len(changed)


def _set_one(
    year: PerformanceYear,
    one: Weights,
    standing: Mapping[Key, Weight],
    *,
    by: Viewer,
    at: datetime,
    reason: str,
) -> list[Weight]:
    """Write what changes for one position, with its audit event."""
    if one.seen is not None and one.seen != version_of(standing.values()):
        message = _(
            "Bobot %(position)s sudah diubah orang lain sejak halaman ini dibuka. Muat "
            "ulang halaman, lalu isi kembali."
        )
        raise WeightsChanged(message % {"position": one.position.title})
    before = {key: row.percent for key, row in standing.items()}
    after: dict[Key, Decimal | None] = dict.fromkeys(before) | one.by_key()
    moved = [key for key, percent in after.items() if before.get(key) != percent]
    revised = [standing[key] for key in moved if key in standing]
    if revised:
        _demand_right_to_change(one.position, by, reason)
    fresh = write_versions(year, standing, after, moved, by=by, at=at, reason=reason)
    if fresh:
        records.record_event(
            by=by.user,
            at=at,
            action="planning.set_weights",
            subject=one.position,
            before={f"{what} {pk}": before.get((what, pk)) for what, pk in moved},
            after={f"{what} {pk}": after[what, pk] for what, pk in moved},
            note=reason if revised else "",
            office_id=year.office_id,
        )
    return fresh


def write_versions(
    year: PerformanceYear,
    standing: Mapping[Key, Weight],
    after: Mapping[Key, Decimal | None],
    moved: Sequence[Key],
    *,
    by: Viewer,
    at: datetime,
    reason: str,
) -> list[Weight]:
    """Write the new versions of what moved; what stood stays as an older version."""
    fresh = [
        Weight(
            year=year,
            **{f"{key[0]}_id": key[1]},
            number=standing[key].number + 1 if key in standing else 1,
            percent=after[key],
            decided_by=by.name,
            decided_at=at,
            change_reason=reason if key in standing else "",
            created_at=at,
        )
        for key in moved
    ]
    old = [standing[key].pk for key in moved if key in standing]
    Weight.objects.filter(pk__in=old).update(is_current=False)
    return Weight.objects.bulk_create(fresh, batch_size=300)


def _demand_right_to_change(position: Position, by: Viewer, reason: str) -> None:
    if position.pk in by.position_ids:
        message = _(
            "%(position)s adalah jabatan Anda sendiri. Bobotnya diubah perencana lain."
        )
        raise OwnWeight(message % {"position": position.title})
    demand_reason(reason)


def demand_reason(reason: str) -> None:
    """Refuse a change without its reason. Raises `ReasonMissing`."""
    if not reason:
        message = _(
            "Ada bobot yang diubah. Tulis alasan perubahannya; bobot lama tetap tersimpan."
        )
        raise ReasonMissing(message, field="reason")


def demand_open(year: PerformanceYear, at: datetime) -> None:
    """Refuse weights of a year whose periods are all over. Raises `WeightsLocked`."""
    periods = list(Period.objects.filter(year=year))
    if periods and all(is_locked(period, on=at.date()) for period in periods):
        message = _(
            "Semua periode tahun %(year)s sudah dikunci; bobotnya tidak diubah lagi."
        )
        raise WeightsLocked(message % {"year": year.year})


def demand_fit_percents(percents: Iterable[Decimal | None]) -> None:
    """Refuse what is no percent above 0 and up to 100. Raises `WeightUnfit`."""
    for percent in percents:
        if percent is not None and not 0 < percent <= MOST:
            message = _("Bobot ditulis dalam persen, lebih dari 0 sampai 100.")
            raise WeightUnfit(message)


def _demand_fit(year: PerformanceYear, weights: Sequence[Weights]) -> None:
    demand_fit_percents(p for one in weights for p in one.by_key().values())
    owners = {
        (what, *row)
        for what, rows in (
            (
                "indicator",
                Indicator.objects.filter(
                    pk__in=[pk for one in weights for pk in one.indicators]
                ).values_list("pk", "position_id"),
            ),
            (
                "objective",
                Objective.objects.filter(
                    pk__in=[pk for one in weights for pk in one.objectives]
                ).values_list("pk", "position_id"),
            ),
        )
        for row in rows
    }
    for one in weights:
        wanted = {(what, pk, one.position.pk) for what, pk in one.by_key()}
        if not wanted <= owners or one.position.office_id != year.office_id:
            message = _(
                "Ada bobot untuk sasaran atau indikator jabatan lain. Muat ulang."
            )
            raise WeightUnfit(message)


def tell_sum(percents: Sequence[Decimal | None]) -> tuple[Decimal, str]:
    """Return the sum of one level's weights, and what is wrong with it or nothing.

    A level without any weight is fine: all of it counts alike.
    """
    known = [percent for percent in percents if percent is not None]
    total = sum(known, Decimal(0))
    if not known:
        return total, ""
    if len(known) < len(percents):
        missing = len(percents) - len(known)
        message = _(
            "%(missing)s belum berbobot, jadi bobotnya belum dipakai: semua dihitung sama."
        )
        return total, message % {"missing": missing}
    if total == MOST:
        return total, ""
    message = _(
        "Berjumlah %(total)s %%, bukan 100 %%. Capaian dibagi dengan jumlah yang tertulis."
    )
    return total, message % {"total": format_number(total.normalize() + 0)}
