"""What the monitoring of an action plan is made of, as it stands now, read row by row."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from tolok.measurement.queries import visible
from tolok.organisation.models import Unit
from tolok.organisation.queries import Viewer
from tolok.planning.models import Period, Target
from tolok.reporting.sheets import current_score


ROWS_AT_ONCE = 2_000


class Monitored(NamedTuple):
    """One period of what one person owes for one indicator."""

    indicator_id: int
    person_id: int
    period_id: int
    unit: str
    position: str
    holder: str
    objective: str
    indicator: str
    year_target: str | None
    period_target: str | None
    status: str
    numerator: Decimal | None
    value: Decimal | None
    entered_text: str
    percent: Decimal | None
    obstacles: str
    follow_up: str


def monitored_now(
    *, for_user: Viewer, periods: Sequence[Period], unit: Unit | None
) -> Iterator[Monitored]:
    """Yield what is owed in some periods of one year, each indicator's together."""
    of_indicator = Target.objects.filter(
        indicator=OuterRef("indicator"), is_current=True
    )
    rows = (
        visible(for_user=for_user)
        .filter(period__in=periods)
        .filter(unit__path__startswith=unit.path if unit else "")
        .annotate(now=current_score())
        .order_by(
            *("position__order", "indicator__objective__order", "indicator__order"),
            *("indicator_id", "person_id", "period__ends_on", "pk"),
        )
        .values_list(
            "indicator_id",
            "person_id",
            "period_id",
            "unit__name",
            "position__title",
            "person__name",
            "indicator__objective__text",
            "indicator__text",
            Subquery(
                of_indicator.filter(
                    period__isnull=True, year=OuterRef("period__year")
                ).values("text")[:1]
            ),
            Subquery(of_indicator.filter(period=OuterRef("period")).values("text")[:1]),
            "status",
            "numerator",
            "value",
            "entered_text",
            "now__achievement_percent",
            "obstacles",
            "follow_up",
        )
    )
    yield from map(Monitored._make, rows.iterator(chunk_size=ROWS_AT_ONCE))
