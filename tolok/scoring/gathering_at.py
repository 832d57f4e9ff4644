"""Gather what roll-ups were computed from at a past moment; `rolling` computes anew."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.measurement.past import as_they_were, versions_at
from tolok.organisation.duties import list_duties
from tolok.organisation.models import Position
from tolok.planning.models import PerformanceYear, Period, Target, Weight
from tolok.registry.models import Indicator, Objective
from tolok.registry.queries import definitions_at
from tolok.scoring.combining import Days, Gathered, Place, Row
from tolok.scoring.enums import ScoreStatus
from tolok.scoring.gathering import WEIGHED, levels_of, weighed
from tolok.scoring.measurements import Reported
from tolok.scoring.models import Score


def gather_at(
    *, year: PerformanceYear, position_ids: Iterable[int], moment: datetime
) -> Gathered:
    """Return what `gathering.gather` would have returned at a moment.

    Versions of realisations and scores, targets, weights, definitions, seats and the
    registry are those known then; fifteen queries, and two more for some thousands.
    """
    wanted = list(position_ids)
    periods = {period.pk: period for period in Period.objects.filter(year=year)}
    for period in periods.values():
        period.year = year
    names: dict[int, str] = {}
    rows = _rows(periods, wanted, names, moment)
    indicator_ids = {row.indicator_id for found in rows.values() for row in found}
    objective_of, levels, stands = levels_of(indicator_ids)
    _forget_later_registry(wanted, levels, stands, moment)
    return Gathered(
        year=year,
        periods=periods,
        places={
            pk: Place(pk, unit_id, office_id, path)
            for pk, unit_id, office_id, path in Position.objects.filter(
                pk__in=wanted
            ).values_list("pk", "unit_id", "office_id", "unit__path")
        },
        rows=rows,
        objective_of=objective_of,
        definitions={
            row.indicator_id: row
            for row in reversed(
                definitions_at(moment).filter(indicator__in=indicator_ids)
            )
        },
        year_targets=dict(
            Target.objects.filter(
                indicator__in=indicator_ids,
                year=year,
                period=None,
                decided_at__lte=moment,
            )
            .order_by("number")
            .values_list("indicator_id", "text")
        ),
        duties=list_duties(
            positions=wanted,
            first=date(year.year, 1, 1),
            last=date(year.year, 12, 31),
            moment=moment,
        ),
        weights=_weights(year, moment),
        levels=levels,
        stands=stands,
        names=names,
    )


def _rows(
    periods: dict[int, Period],
    position_ids: list[int],
    names: dict[int, str],
    moment: datetime,
) -> dict[int, list[Row]]:
    """Return the realisations of then with the scores of then; fill in the names."""
    found: dict[int, list[Row]] = defaultdict(list)
    together: dict[tuple[int, int], list[Row]] = defaultdict(list)
    versions = versions_at(
        Realisation.versions.filter(
            position__in=position_ids, period__in=list(periods)
        ),
        moment,
    )
    scores = _scores(position_ids, periods, moment)
    known = list(versions.select_related("person").order_by("period__starts_on", "pk"))
    for one in as_they_were(known, moment=moment):
        names[one.person_id] = one.person.name
        score_id, hundredths = scores.get(one.pk, (None, None))
        row = Row(
            one.pk,
            one.indicator_id,
            one.period_id,
            one.person_id,
            one.status == RealisationStatus.VERIFIED,
            Reported(one.entered_text, one.numerator, one.denominator, one.value),
            score_id,
            hundredths,
        )
        found[one.position_id].append(row)
        if score_id is not None:
            together[one.indicator_id, one.period_id].append(row)
    firsts = {rows[0].score_id: rows[0] for rows in together.values() if len(rows) > 1}
    for pk, measurement in Score.objects.filter(pk__in=list(firsts)).values_list(
        "pk", "measurement"
    ):
        firsts[pk].measurement = measurement
    return found


def _scores(
    position_ids: list[int], periods: dict[int, Period], moment: datetime
) -> dict[int, tuple[int, int]]:
    """Return by version of a realisation its last score of then, in hundredths."""
    last = {
        realisation_id: (pk, percent, status)
        for pk, realisation_id, percent, status in Score.objects.filter(
            realisation__position__in=position_ids,
            realisation__period__in=list(periods),
            computed_at__lte=moment,
        )
        .order_by("number")
        .values_list("pk", "realisation_id", "achievement_percent", "status")
    }
    return {
        realisation_id: (pk, int(percent.scaleb(2)))
        for realisation_id, (pk, percent, status) in last.items()
        if status == ScoreStatus.COMPUTED and percent is not None
    }


def _forget_later_registry(
    position_ids: list[int],
    levels: dict[int, dict[int, list[int]]],
    stands: dict[tuple[str, int], Days],
    moment: datetime,
) -> None:
    """Take out of the registry what decrees adopted later brought and ended."""
    later = set(
        Indicator.objects.filter(
            position__in=position_ids, version__created_at__gt=moment
        ).values_list("pk", flat=True)
    )
    for objectives in levels.values():
        for objective_id, indicators in list(objectives.items()):
            objectives[objective_id] = [pk for pk in indicators if pk not in later]
            if not objectives[objective_id]:
                del objectives[objective_id]
    for what, model in (("indicator", Indicator), ("objective", Objective)):
        for pk in model.objects.filter(
            position__in=position_ids, ended_by__created_at__gt=moment
        ).values_list("pk", flat=True):
            if (what, pk) in stands:
                stands[what, pk] = (stands[what, pk][0], None)


def _weights(year: PerformanceYear, moment: datetime) -> dict[tuple[str, int], Decimal]:
    found: dict[tuple[str, int], Decimal | None] = {}
    for *ids, percent in (
        Weight.objects.filter(year=year, decided_at__lte=moment)
        .order_by("number")
        .values_list(*WEIGHED, "percent")
    ):
        key = weighed(ids)
        if key is not None:
            found[key] = percent
    return {key: percent for key, percent in found.items() if percent is not None}
