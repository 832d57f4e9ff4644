"""How much each indicator and objective of a position counts in a year."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.refusals import Unfit
from tolok.organisation.models import Position
from tolok.organisation.queries import Viewer
from tolok.planning import permissions
from tolok.planning.actions import MayNotPlan
from tolok.planning.models import PerformanceYear, Weight
from tolok.planning.signals import targets_changed
from tolok.records import actions as records
from tolok.registry.models import Indicator, Objective


MOST = Decimal(100)


class WeightUnfit(Unfit):
    """A weight that is no percent above 0 and up to 100, or of something else."""


def list_weights(
    *, year: PerformanceYear, position: Position
) -> dict[tuple[str, int], Decimal]:
    """Return the weights of a position by "indicator" or "objective" and its id."""
    found: dict[tuple[str, int], Decimal] = {}
    rows = Weight.objects.filter(year=year, is_current=True, percent__isnull=False)
    for row in rows.filter(indicator__position=position) | rows.filter(
        objective__position=position
    ):
        if row.percent is None:
            continue
        if row.indicator_id is not None:
            found["indicator", row.indicator_id] = row.percent
        elif row.objective_id is not None:
            found["objective", row.objective_id] = row.percent
    return found


@transaction.atomic
def set_weights(
    *,
    year: PerformanceYear,
    position: Position,
    indicators: Mapping[int, Decimal],
    objectives: Mapping[int, Decimal],
    by: Viewer,
    at: datetime,
) -> int:
    """Set all weights of one position in percent; what is not named has none any more.

    Weights that do not make 100 are taken as they are: every number that rests on them
    says so. Old weights stay as older versions. Returns how many changed. Raises
    `MayNotPlan` and `WeightUnfit`.
    """
    if not permissions.may_set_targets(by, office_id=year.office_id):
        raise MayNotPlan(_("Hanya perencana yang dapat menetapkan bobot."))
    wanted: dict[tuple[str, int], Decimal | None] = {
        **{("indicator", pk): percent for pk, percent in indicators.items()},
        **{("objective", pk): percent for pk, percent in objectives.items()},
    }
    _demand_fit(year, position, indicators, objectives, wanted)
    rows: dict[tuple[str, int], Weight] = {}
    for row in Weight.objects.select_for_update().filter(year=year, is_current=True):
        if row.indicator_id is not None:
            rows["indicator", row.indicator_id] = row
        elif row.objective_id is not None:
            rows["objective", row.objective_id] = row
    own = list_weights(year=year, position=position)
    for key in own:
        wanted.setdefault(key, None)
    fresh, retired = [], []
    for (what, pk), percent in wanted.items():
        old = rows.get((what, pk))
        if (old.percent if old else None) == percent:
            continue
        if old is not None:
            retired.append(old.pk)
        fresh.append(
            Weight(
                year=year,
                indicator_id=pk if what == "indicator" else None,
                objective_id=pk if what == "objective" else None,
                number=old.number + 1 if old else 1,
                percent=percent,
                decided_by=by.name,
                decided_at=at,
                created_at=at,
            )
        )
    Weight.objects.filter(pk__in=retired).update(is_current=False)
    Weight.objects.bulk_create(fresh, batch_size=300)
    if fresh:
        records.record_event(
            by=by.user,
            at=at,
            action="planning.set_weights",
            subject=position,
            before={f"{what} {pk}": own.get((what, pk)) for what, pk in wanted},
            after={f"{what} {pk}": percent for (what, pk), percent in wanted.items()},
            office_id=year.office_id,
        )
        targets_changed.send(sender=Weight, position_ids=[position.pk], at=at)
    return len(fresh)


def _demand_fit(
    year: PerformanceYear,
    position: Position,
    indicators: Mapping[int, Decimal],
    objectives: Mapping[int, Decimal],
    wanted: Mapping[tuple[str, int], Decimal | None],
) -> None:
    for percent in wanted.values():
        if percent is not None and not 0 < percent <= MOST:
            message = _("Bobot ditulis dalam persen, lebih dari 0 sampai 100.")
            raise WeightUnfit(message)
    known = Indicator.objects.filter(pk__in=indicators, position=position).count()
    known += Objective.objects.filter(pk__in=objectives, position=position).count()
    if known < len(wanted) or position.office_id != year.office_id:
        message = _("Ada bobot untuk sasaran atau indikator jabatan lain. Muat ulang.")
        raise WeightUnfit(message)
