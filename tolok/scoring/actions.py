"""Score verified realisations and roll them up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed
from tolok.kernel.rounding import half_up
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.organisation.models import Position, Unit
from tolok.organisation.queries import Viewer
from tolok.planning.models import Period, Target
from tolok.records import actions as records
from tolok.registry.models import Definition
from tolok.scoring import permissions
from tolok.scoring.calculator import calculate, class_of, mean_achievement
from tolok.scoring.enums import Level, ScoreStatus
from tolok.scoring.measurements import Reported, build_measurement
from tolok.scoring.models import RollUp, Score


class MayNotRecompute(NotAllowed):
    """Only a planner has an office computed anew."""


@transaction.atomic
def score_realisations(
    *, realisations: Sequence[Realisation], at: datetime
) -> list[Score]:
    """Score verified realisations and roll up what they touch; return the new scores.

    A realisation whose digits did not change keeps its score.
    """
    verified = [r for r in realisations if r.status == RealisationStatus.VERIFIED]
    if not verified:
        return []
    periods = {
        period.pk: period
        for period in Period.objects.select_for_update(of=("self",))
        .select_related("year")
        .filter(pk__in={row.period_id for row in verified})
        .order_by("pk")
    }
    scores = _new_scores(verified, periods, at)
    Score.objects.filter(
        realisation__in=[score.realisation_id for score in scores], is_current=True
    ).update(is_current=False)
    Score.objects.bulk_create(scores, batch_size=300)
    touched: dict[int, set[int]] = defaultdict(set)
    for row in verified:
        touched[row.period_id].add(row.position_id)
    for period_id, position_ids in touched.items():
        roll_up(period=periods[period_id], position_ids=position_ids, at=at)
    return scores


def _new_scores(
    rows: Sequence[Realisation], periods: dict[int, Period], at: datetime
) -> list[Score]:
    indicator_ids = {row.indicator_id for row in rows}
    definitions = _definitions_of(indicator_ids)
    targets = {
        (target.indicator_id, target.period_id): target
        for target in Target.objects.filter(
            indicator__in=indicator_ids, period__in=periods, is_current=True
        )
    }
    known = {
        score.realisation_id: score
        for score in Score.objects.filter(
            realisation__in=[row.pk for row in rows], is_current=True
        )
    }
    scores = []
    for row in rows:
        period = periods[row.period_id]
        measurement = build_measurement(
            reported=Reported.of(row),
            definition=_held(definitions[row.indicator_id], row, at),
            target=targets.get((row.indicator_id, row.period_id)),
            period=period,
            year=period.year,
        )
        old = known.get(row.pk)
        if old is not None and old.measurement == measurement:
            continue
        scores.append(_score(row, measurement, period, old, at))
    return scores


def _definitions_of(indicator_ids: Iterable[int]) -> dict[int, list[Definition]]:
    """Return all definitions of these indicators, the newest first."""
    found: dict[int, list[Definition]] = defaultdict(list)
    for row in Definition.objects.filter(indicator__in=indicator_ids).order_by(
        "-number"
    ):
        found[row.indicator_id].append(row)
    return found


def _held(
    definitions: Sequence[Definition], row: Realisation, at: datetime
) -> Definition:
    """Return the definition that held when a realisation was decided.

    A later one never touches it, also where the period is computed anew.
    """
    decided = row.decided_at or at
    for definition in definitions:
        if definition.created_at <= decided:
            return definition
    return definitions[-1]


def _score(
    row: Realisation,
    measurement: dict[str, Any],
    period: Period,
    old: Score | None,
    at: datetime,
) -> Score:
    result = calculate(measurement, region=settings.REGIONAL_RULES or None)
    achievement = _decimal(result["achievement"])
    rank = None
    if achievement is not None:
        rank = class_of(
            achievement,
            rules=period.year.rules,
            on=period.ends_on,
            elect=period.year.elected,
            target_is_maximum=measurement["target_is_maximum"],
            region=settings.REGIONAL_RULES or None,
        ).rank
    return Score(
        realisation=row,
        number=old.number + 1 if old else 1,
        status=result["status"],
        achievement_percent=achievement,
        score=_decimal(result["score"]),
        class_name=result["class"] or "",
        class_rank=rank,
        rules=period.year.rules,
        measurement=measurement,
        passport=result["passport"],
        reason=result.get("reason") or "",
        computed_at=at,
        created_at=at,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@transaction.atomic
def roll_up_realisations(*, realisations: Sequence[Realisation], at: datetime) -> None:
    """Roll up anew what these realisations touch."""
    touched: dict[int, set[int]] = defaultdict(set)
    for row in realisations:
        touched[row.period_id].add(row.position_id)
    for period in (
        Period.objects.select_for_update(of=("self",))
        .select_related("year")
        .filter(pk__in=touched)
        .order_by("pk")
    ):
        roll_up(period=period, position_ids=touched[period.pk], at=at)


@transaction.atomic
def roll_up(*, period: Period, position_ids: Iterable[int], at: datetime) -> None:
    """Compute the means of these positions' objectives, positions, units and office.

    Each level is the mean of the published values of the level below, so that anyone
    can check it by hand: indicators → objective → position → units above it → office.
    """
    positions = {
        position.pk: position
        for position in Position.objects.filter(pk__in=list(position_ids))
        .select_related("unit")
        .order_by("pk")
    }
    objectives = _mean_of_objectives(period, positions)
    _write(
        period,
        Level.OBJECTIVE,
        "objective_id",
        {
            objective_id: (
                value,
                count,
                {"position_id": p, "unit_id": positions[p].unit_id},
            )
            for objective_id, (p, value, count) in objectives.items()
        },
        at,
    )
    by_position: dict[int, list[Decimal]] = defaultdict(list)
    for position_id, value, _count in objectives.values():
        by_position[position_id].append(value)
    _write(
        period,
        Level.POSITION,
        "position_id",
        {
            position_id: (
                _mean(values, period),
                len(values),
                {"unit_id": positions[position_id].unit_id},
            )
            for position_id, values in by_position.items()
        },
        at,
    )
    _forget(period, Level.OBJECTIVE, "objective_id", objectives, position__in=positions)
    _forget(period, Level.POSITION, "position_id", by_position, position__in=positions)
    unit_ids = {
        int(part)
        for position in positions.values()
        for part in position.unit.path.split("/")
        if part
    }
    _roll_up_units(period, unit_ids, at)


def _mean_of_objectives(
    period: Period, positions: Iterable[int]
) -> dict[int, tuple[int, Decimal, int]]:
    values: dict[tuple[int, int], list[Decimal]] = defaultdict(list)
    for objective_id, position_id, achievement in (
        Score.objects.filter(
            is_current=True,
            status=ScoreStatus.COMPUTED,
            realisation__is_current=True,
            realisation__period=period,
            realisation__position__in=list(positions),
        )
        .order_by("pk")
        .values_list(
            "realisation__indicator__objective_id",
            "realisation__position_id",
            "achievement_percent",
        )
    ):
        if achievement is not None:
            values[objective_id, position_id].append(achievement)
    return {
        objective_id: (position_id, _mean(found, period), len(found))
        for (objective_id, position_id), found in values.items()
    }


def _mean(values: Sequence[Decimal], period: Period) -> Decimal:
    return mean_achievement(
        values,
        on=period.ends_on,
        rules=period.year.rules,
        region=settings.REGIONAL_RULES or None,
    ).value


def _roll_up_units(period: Period, unit_ids: Iterable[int], at: datetime) -> None:
    rows = RollUp.objects.filter(
        period=period, level=Level.POSITION, hundredths__isnull=False
    )
    wanted: dict[int, tuple[Decimal, int, dict[str, int]]] = {}
    for unit in Unit.objects.filter(pk__in=list(unit_ids)):
        found = rows.filter(unit__path__startswith=unit.path).aggregate(
            total=Sum("hundredths"), count=Count("pk")
        )
        if found["count"]:
            wanted[unit.pk] = (_quotient(found), found["count"], {})
    _write(period, Level.UNIT, "unit_id", wanted, at)
    _forget(period, Level.UNIT, "unit_id", wanted, unit__in=list(unit_ids))
    found = rows.aggregate(total=Sum("hundredths"), count=Count("pk"))
    if found["count"]:
        _write(
            period,
            Level.OFFICE,
            "office_id",
            {period.office_id: (_quotient(found), found["count"], {})},
            at,
        )
    else:
        _forget(period, Level.OFFICE, "office_id", {}, office=period.office_id)


def _forget(
    period: Period, level: Level, key: str, kept: Iterable[int], **among: Any
) -> None:
    """Remove roll-ups that no score speaks for any more: nothing is not zero."""
    RollUp.objects.filter(period=period, level=level, **among).exclude(
        **{f"{key}__in": list(kept)}
    ).delete()


def _quotient(found: dict[str, Any]) -> Decimal:
    return half_up(Fraction(found["total"], found["count"] * 100), 2)


def _write(
    period: Period,
    level: Level,
    key: str,
    values: dict[int, tuple[Decimal, int, dict[str, int]]],
    at: datetime,
) -> None:
    known = {
        getattr(row, key): row
        for row in RollUp.objects.filter(
            period=period, level=level, **{f"{key}__in": list(values)}
        )
    }
    fresh, changed = [], []
    for subject_id, (value, count, also) in values.items():
        row = known.get(subject_id)
        if row is None:
            row = RollUp(office_id=period.office_id, period=period, level=level)
            fresh.append(row)
        else:
            changed.append(row)
        for name, number in {key: subject_id, **also}.items():
            setattr(row, name, number)
        judged = class_of(
            value,
            rules=period.year.rules,
            on=period.ends_on,
            elect=period.year.elected,
            region=settings.REGIONAL_RULES or None,
        )
        row.hundredths = int(value.scaleb(2))
        row.count = count
        row.class_name, row.class_rank = judged.name, judged.rank
        row.computed_at = at
    RollUp.objects.bulk_create(fresh, batch_size=500)
    RollUp.objects.bulk_update(
        changed,
        ["hundredths", "count", "class_name", "class_rank", "computed_at"],
        batch_size=300,
    )


@transaction.atomic
def recompute_period(*, period: Period, by: Viewer, at: datetime) -> int:
    """Score a whole period anew; return how many scores changed.

    What changed becomes a new version and the old one stays. Raises `MayNotRecompute`.
    """
    if not permissions.may_recompute(by, office_id=period.office_id):
        raise MayNotRecompute(_("Hanya perencana yang dapat menghitung ulang."))
    rows = list(
        Realisation.objects.filter(period=period, status=RealisationStatus.VERIFIED)
    )
    changed = score_realisations(realisations=rows, at=at)
    records.record_event(
        by=by.user,
        at=at,
        action="scoring.recompute_period",
        subject=period,
        after={"verified": len(rows), "changed": len(changed)},
        office_id=period.office_id,
    )
    return len(changed)
