"""Gather what roll-ups are computed from, as it stands; `rolling` computes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.organisation.duties import list_duties
from tolok.organisation.models import Person, Position
from tolok.planning.models import PerformanceYear, Period, Target, Weight
from tolok.registry.models import Definition, Indicator
from tolok.scoring.combining import Days, Gathered, Place, Row
from tolok.scoring.enums import ScoreStatus
from tolok.scoring.measurements import Reported
from tolok.scoring.models import Score


def gather(*, year: PerformanceYear, position_ids: Iterable[int]) -> Gathered:
    """Return what the roll-ups of these positions in a year rest on; ten queries."""
    wanted = list(position_ids)
    places = {
        pk: Place(pk, unit_id, office_id)
        for pk, unit_id, office_id in Position.objects.filter(
            pk__in=wanted
        ).values_list("pk", "unit_id", "office_id")
    }
    periods = {period.pk: period for period in Period.objects.filter(year=year)}
    for period in periods.values():
        period.year = year
    rows = _rows(year, wanted)
    indicator_ids = {row.indicator_id for found in rows.values() for row in found}
    objective_of, levels, stands = levels_of(indicator_ids)
    people = {row.person_id for found in rows.values() for row in found}
    return Gathered(
        year=year,
        periods=periods,
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
        duties=list_duties(
            positions=wanted,
            first=date(year.year, 1, 1),
            last=date(year.year, 12, 31),
        ),
        weights=_weights(year),
        levels=levels,
        stands=stands,
        names=dict(Person.objects.filter(pk__in=people).values_list("pk", "name")),
    )


def _rows(year: PerformanceYear, position_ids: list[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    together: dict[tuple[int, int], list[Row]] = defaultdict(list)
    scores = {
        realisation_id: (pk, None if percent is None else int(percent.scaleb(2)))
        for pk, realisation_id, percent, status in Score.objects.filter(
            is_current=True,
            realisation__is_current=True,
            realisation__position__in=position_ids,
            realisation__period__year=year,
        ).values_list("pk", "realisation_id", "achievement_percent", "status")
        if status == ScoreStatus.COMPUTED
    }
    for (
        pk,
        indicator_id,
        period_id,
        person_id,
        position_id,
        status,
        *reported,
    ) in (
        Realisation.objects.filter(position__in=position_ids, period__year=year)
        .order_by("period__starts_on", "pk")
        .values_list(
            *("pk", "indicator_id", "period_id", "person_id", "position_id"),
            *("status", "entered_text", "numerator", "denominator", "value"),
        )
    ):
        score_id, hundredths = scores.get(pk, (None, None))
        row = Row(
            pk,
            indicator_id,
            period_id,
            person_id,
            status == RealisationStatus.VERIFIED,
            Reported(*reported),
            score_id,
            hundredths,
        )
        found[position_id].append(row)
        if hundredths is not None:
            together[indicator_id, period_id].append(row)
    firsts = {rows[0].score_id: rows[0] for rows in together.values() if len(rows) > 1}
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


def _weights(year: PerformanceYear) -> dict[tuple[str, int], Decimal]:
    found: dict[tuple[str, int], Decimal] = {}
    for indicator_id, objective_id, percent in Weight.objects.filter(
        year=year, is_current=True, percent__isnull=False
    ).values_list("indicator_id", "objective_id", "percent"):
        if percent is None:
            continue
        if indicator_id is not None:
            found["indicator", indicator_id] = percent
        elif objective_id is not None:
            found["objective", objective_id] = percent
    return found
