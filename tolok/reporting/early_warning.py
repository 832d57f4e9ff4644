"""Which indicators are likely to miss their target of the year, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tolok.organisation.queries import Viewer
from tolok.planning.models import Period, Target
from tolok.registry.models import Definition, Indicator
from tolok.registry.queries import CURRENT_DEFINITION, fetched_definition
from tolok.reporting.courses import Course, courses_of, forecast_course
from tolok.reporting.forecasting import Forecast, TooLittle
from tolok.reporting.scopes import Scope, within_sight
from tolok.scoring.calculator import COMPUTED
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp
from tolok.scoring.queries import achievement_at_year_end


LOOKED_AT = 120
EARLIER_YEARS = 3
ON_TARGET = Decimal(100)


@dataclass(frozen=True)
class Foreseen:
    """The achievement in percent that a year would end with."""

    percent: Decimal
    class_name: str


@dataclass(frozen=True)
class Warned:
    """One indicator that is likely to miss: its forecast and what that would achieve.

    `is_certain` where even the better end of the range stays below the target.
    """

    indicator: Indicator
    definition: Definition
    target_text: str
    forecast: Forecast
    foreseen: Foreseen
    is_certain: bool
    so_far: Sequence[tuple[Period, Decimal]]


@dataclass(frozen=True)
class EarlyWarning:
    """What was looked at, what is likely to miss (worst first), and what is not known.

    `too_few` have too few values yet; `not_foretold` are words, days and shared work, or
    have no target of the year. `unseen` is how many more there are than were looked at.
    """

    scope: Scope
    looked_at: int
    warned: list[Warned]
    too_few: int
    not_foretold: int
    unseen: int


def get_early_warning(*, scope: Scope, for_user: Viewer) -> EarlyWarning:
    """Return which indicators are likely to miss their year; at most seven queries.

    Of a large office those are looked at whose year so far stands lowest. Only what the
    viewer may read is told. The scope was chosen for the same viewer.
    """
    periods, year = scope.year_periods, scope.period.year
    indicators, unseen = _lowest(scope, for_user)
    courses = courses_of(indicators=indicators, periods=_spoken(scope))
    targets = {
        row.indicator_id: row.text
        for row in Target.objects.filter(
            indicator__in=indicators, year=year, period=None, is_current=True
        )
    }
    warned: list[Warned] = []
    too_few = not_foretold = 0
    for indicator in indicators:
        course, text = courses[indicator.pk], targets.get(indicator.pk)
        forecast = forecast_course(
            course, definition=fetched_definition(indicator), periods=periods
        )
        if forecast is TooLittle.FEW:
            too_few += 1
        elif forecast is None or text is None:
            not_foretold += 1
        elif isinstance(forecast, Forecast):
            one = _warning(indicator, text, forecast, course, scope)
            warned += [one] if one is not None else []
    warned.sort(key=lambda one: (one.foreseen.percent, one.indicator.pk))
    return EarlyWarning(scope, len(indicators), warned, too_few, not_foretold, unseen)


def _lowest(scope: Scope, for_user: Viewer) -> tuple[list[Indicator], int]:
    """Return the indicators with the lowest year so far, and how many there are besides."""
    found = scope.inside(
        RollUp.objects.filter(
            within_sight(for_user),
            office_id=for_user.office_id,
            level=Level.INDICATOR,
            year=scope.period.year,
            period=None,
            hundredths__isnull=False,
        )
    )
    ids = list(
        found.order_by("hundredths", "pk").values_list("indicator_id", flat=True)[
            : LOOKED_AT + 1
        ]
    )
    unseen = found.count() - LOOKED_AT if len(ids) > LOOKED_AT else 0
    rows = (
        Indicator.objects.filter(pk__in=ids[:LOOKED_AT])
        .select_related("objective", "position__unit")
        .prefetch_related(CURRENT_DEFINITION)
    )
    return list(rows.order_by("pk")), unseen


def _spoken(scope: Scope) -> list[Period]:
    """Return the periods of this year and of the earlier ones that may speak."""
    last = scope.period.starts_on.year
    return [
        one
        for one in scope.periods
        if one.kind == scope.period.kind
        and last - EARLIER_YEARS <= one.starts_on.year <= last
    ]


def _warning(
    indicator: Indicator, text: str, forecast: Forecast, course: Course, scope: Scope
) -> Warned | None:
    """Return the warning, or None where the forecast reaches its target."""
    definition, year = fetched_definition(indicator), scope.period.year

    def foresee(value: Decimal) -> Foreseen | None:
        result = achievement_at_year_end(
            value=value, definition=definition, target_text=text, year=year
        )
        if result["status"] != COMPUTED:
            return None
        return Foreseen(Decimal(result["achievement"]), result["class"])

    foreseen = foresee(forecast.value)
    if foreseen is None or foreseen.percent >= ON_TARGET:
        return None
    ends = [foresee(forecast.low), foresee(forecast.high)]
    return Warned(
        indicator=indicator,
        definition=definition,
        target_text=text,
        forecast=forecast,
        foreseen=foreseen,
        is_certain=all(end is not None and end.percent < ON_TARGET for end in ends),
        so_far=[
            (one, course.values[place])
            for one in scope.year_periods
            if (place := (one.starts_on.year, one.number)) in course.values
        ],
    )
