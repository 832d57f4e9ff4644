"""Gather what roll-ups are computed from, as it stands; `rolling` computes."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import FilteredRelation, Q

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.organisation.duties import Duty, list_duties
from tolok.organisation.models import Position
from tolok.planning.models import PerformanceYear, Period, Target, Weight
from tolok.registry.models import Definition, Indicator
from tolok.scoring.combining import Days, Gathered, Place, Row
from tolok.scoring.enums import ScoreStatus
from tolok.scoring.measurements import Reported
from tolok.scoring.models import Score


FEW_INDICATORS = 500
WEIGHED = ("indicator_id", "objective_id", "position_id", "unit_id")


def gather(
    *,
    year: PerformanceYear,
    position_ids: Iterable[int],
    periods: Mapping[int, Period] | None = None,
    duties: dict[int, list[Duty]] | None = None,
    only_in: Container[int] | None = None,
) -> Gathered:
    """Return what the roll-ups of these positions in a year rest on; nine queries.

    `periods` and `duties` of the whole year spare a query each where they are known.
    `only_in` names the periods whose indicators will be computed, without it all.
    """
    wanted = list(position_ids)
    places = {
        pk: Place(pk, unit_id, office_id, path)
        for pk, unit_id, office_id, path in Position.objects.filter(
            pk__in=wanted
        ).values_list("pk", "unit_id", "office_id", "unit__path")
    }
    if periods is None:
        periods = {period.pk: period for period in Period.objects.filter(year=year)}
    for period in periods.values():
        period.year = year
    if duties is None:
        duties = duties_in_year(year=year, position_ids=wanted)
    names: dict[int, str] = {}
    rows = _rows(periods, wanted, names, only_in)
    indicator_ids = {row.indicator_id for found in rows.values() for row in found}
    objective_of, levels, stands = levels_of(indicator_ids)
    return Gathered(
        year=year,
        periods=dict(periods),
        places=places,
        rows=rows,
        objective_of=objective_of,
        definitions={
            row.indicator_id: row
            for row in Definition.objects.filter(
                indicator__in=indicator_ids, is_current=True
            ).only(
                *("indicator_id", "polarity", "accumulation", "across_people"),
                *("target_is_maximum", "scale", "frequency", "measure"),
            )
        },
        year_targets=dict(
            Target.objects.filter(
                indicator__in=indicator_ids, year=year, period=None, is_current=True
            ).values_list("indicator_id", "text")
        ),
        duties=duties,
        weights=_weights(year, objective_of),
        levels=levels,
        stands=stands,
        names=names,
    )


def duties_in_year(
    *, year: PerformanceYear, position_ids: Iterable[int]
) -> dict[int, list[Duty]]:
    """Return by position whose duties were in a year; one query."""
    return list_duties(
        positions=position_ids,
        first=date(year.year, 1, 1),
        last=date(year.year, 12, 31),
    )


def _rows(
    periods: Iterable[int],
    position_ids: list[int],
    names: dict[int, str],
    only_in: Container[int] | None,
) -> dict[int, list[Row]]:
    """Return the current realisations with their scores; fill in the names."""
    found: dict[int, list[Row]] = defaultdict(list)
    together: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for (
        pk,
        indicator_id,
        period_id,
        person_id,
        position_id,
        name,
        status,
        score_id,
        score_status,
        percent,
        *reported,
    ) in (
        Realisation.objects.filter(position__in=position_ids, period__in=list(periods))
        .alias(current=FilteredRelation("scores", condition=Q(scores__is_current=True)))
        .order_by("period__starts_on", "pk")
        .values_list(
            *("pk", "indicator_id", "period_id", "person_id", "position_id"),
            *("person__name", "status", "current__pk", "current__status"),
            *("current__achievement_percent", "entered_text", "numerator"),
            *("denominator", "value"),
        )
    ):
        names[person_id] = name
        is_scored = score_status == ScoreStatus.COMPUTED and percent is not None
        row = Row(
            pk,
            indicator_id,
            period_id,
            person_id,
            status == RealisationStatus.VERIFIED,
            Reported(*reported),
            score_id if is_scored else None,
            int(percent.scaleb(2)) if is_scored else None,
        )
        found[position_id].append(row)
        if is_scored and (only_in is None or period_id in only_in):
            together[indicator_id, period_id].append(row)
    firsts = {rows[0].score_id: rows[0] for rows in together.values() if len(rows) > 1}
    if firsts:
        for pk, measurement in Score.objects.filter(pk__in=list(firsts)).values_list(
            "pk", "measurement"
        ):
            firsts[pk].measurement = measurement
    return found


def levels_of(
    indicator_ids: Iterable[int],
) -> tuple[
    dict[int, int],
    dict[int, dict[int, list[int]]],
    dict[tuple[str, int], Days],
]:
    """Return the objective of each indicator, and by position its objectives with all
    their indicators in the decree's order, also those without any realisation; then on
    which days each objective and each indicator stands.
    """
    asked = Indicator.objects.filter(pk__in=list(indicator_ids))
    objective_of: dict[int, int] = {}
    levels: dict[int, dict[int, list[int]]] = defaultdict(dict)
    stands: dict[tuple[str, int], Days] = {}
    for pk, objective_id, position_id, *days in (
        Indicator.objects.filter(position__in=asked.values("position"))
        .order_by("objective__order", "objective_id", "order", "pk")
        .values_list(
            *("pk", "objective_id", "position_id", "version__valid_from"),
            *("ended_by__valid_from", "objective__version__valid_from"),
            "objective__ended_by__valid_from",
        )
    ):
        objective_of[pk] = objective_id
        stands["indicator", pk] = (days[0], days[1])
        stands["objective", objective_id] = (days[2], days[3])
        levels[position_id].setdefault(objective_id, []).append(pk)
    return objective_of, levels, stands


def _weights(
    year: PerformanceYear, objective_of: dict[int, int]
) -> dict[tuple[str, int], Decimal]:
    """Return the weights of a year: of positions and units all, of few indicators theirs."""
    weights = Weight.objects.filter(year=year, is_current=True, percent__isnull=False)
    if len(objective_of) <= FEW_INDICATORS:
        weights = weights.filter(
            Q(indicator__in=list(objective_of))
            | Q(objective__in=set(objective_of.values()))
            | Q(position__isnull=False)
            | Q(unit__isnull=False)
        )
    return {
        key: percent
        for *ids, percent in weights.values_list(*WEIGHED, "percent")
        if (key := weighed(ids)) and percent is not None
    }


def weighed(ids: Iterable[int | None]) -> tuple[str, int] | None:
    """Return what a weight is of, from its ids in the order of `WEIGHED`."""
    for what, pk in zip(WEIGHED, ids, strict=True):
        if pk is not None:
            return what.removesuffix("_id"), pk
    return None
