"""How indicators run through a year and the years before, and where each will end."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.planning.models import Period
from tolok.planning.policies import Part, is_due
from tolok.registry.enums import AcrossPeople, Measure
from tolok.registry.models import Definition, Indicator
from tolok.reporting.forecasting import Forecast, TooLittle, forecast_year


NUMBERS = frozenset({Measure.RATIO, Measure.COUNT, Measure.VALUE, Measure.TERMS})


@dataclass
class Course:
    """The verified values of one indicator by year and number of the period.

    `weights` are the denominators of a ratio. `is_shared` where several people reported
    in one period and their values are not averaged: those cannot be foretold as one.
    """

    values: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    weights: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    is_shared: bool = False


def courses_of(
    *, indicators: Sequence[Indicator], periods: Iterable[Period]
) -> dict[int, Course]:
    """Return the courses by indicator, those of indicators it continues with it; one query.

    `indicators` know their `current_definitions`; `periods` are of one kind, of this year
    and of earlier ones. The caller has asked whose results the person may see.
    """
    now = {one.pk: one for one in indicators}
    owner = {one.continues_id: one.pk for one in indicators if one.continues_id}
    owner |= {pk: pk for pk in now}
    places = {one.pk: (one.starts_on.year, one.number) for one in periods}
    found: dict[int, dict[tuple[int, int], list[tuple[Decimal, Decimal | None]]]]
    found = defaultdict(lambda: defaultdict(list))
    scale = {pk: scale_of(_definition(one)) for pk, one in now.items()}
    for indicator_id, period_id, value, denominator, *measured in (
        Realisation.objects.filter(
            indicator__definitions__is_current=True,
            indicator__in=list(owner),
            period__in=list(places),
            status=RealisationStatus.VERIFIED,
            value__isnull=False,
        )
        .order_by("pk")
        .values_list(
            *("indicator_id", "period_id", "value", "denominator"),
            "indicator__definitions__measure",
            "indicator__definitions__unit_of_measure",
        )
    ):
        if value is not None and tuple(measured) == scale[owner[indicator_id]]:
            found[owner[indicator_id]][places[period_id]].append((value, denominator))
    return {pk: _course(found[pk], _definition(one)) for pk, one in now.items()}


def scale_of(definition: Definition) -> tuple[str, str]:
    """Return on what scale an indicator is measured; on another nothing compares."""
    return definition.measure, definition.unit_of_measure


def _definition(indicator: Indicator) -> Definition:
    known: list[Definition] = vars(indicator)["current_definitions"]
    return known[0]


def _course(
    found: dict[tuple[int, int], list[tuple[Decimal, Decimal | None]]],
    definition: Definition,
) -> Course:
    course = Course()
    averaged = definition.across_people == AcrossPeople.AVERAGE
    for place, rows in found.items():
        if len(rows) > 1 and not averaged:
            course.is_shared = True
        course.values[place] = sum((v for v, _d in rows), Decimal(0)) / len(rows)
        parts = [denominator for _value, denominator in rows if denominator is not None]
        if len(parts) == len(rows):
            course.weights[place] = sum(parts, Decimal(0))
    return course


class Place(Part, Protocol):
    """A part of a year as the calendar has it: its number and its days."""

    @property
    def number(self) -> int:
        """Return its number within the year, from 1."""

    @property
    def starts_on(self) -> date:
        """Return its first day."""


P = TypeVar("P", bound=Place)


def due_of(definition: Definition, periods: Sequence[P]) -> list[P]:
    """Return the periods of a year in which an indicator is reported."""
    return [one for one in periods if is_due(definition.frequency, one)]


def forecast_course(
    course: Course, *, definition: Definition, periods: Sequence[Place]
) -> Forecast | TooLittle | None:
    """Return where the indicator will end the year, or why not; None for words and days.

    `periods` are those of the year in order; only those on which it is due count.
    """
    if definition.measure not in NUMBERS or course.is_shared:
        return None
    due = due_of(definition, periods)
    if not due:
        return None
    year = due[0].starts_on.year
    years = sorted({of for of, _number in course.values if of < year})
    return forecast_year(
        [course.values.get((year, one.number)) for one in due],
        accumulation=definition.accumulation,
        earlier=[
            [course.values.get((earlier, one.number)) for one in due]
            for earlier in years
        ],
        weights=[course.weights.get((year, one.number)) for one in due],
    )
