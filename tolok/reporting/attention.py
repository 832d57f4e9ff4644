"""What stands lowest in a period, and what rose most since another."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    ExpressionWrapper,
    F,
    FilteredRelation,
    IntegerField,
    Q,
    QuerySet,
)

from tolok.organisation.queries import Viewer
from tolok.planning.models import Period
from tolok.reporting.queries import Standing, standing_of
from tolok.reporting.scopes import Scope, within_sight
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


AT_MOST = 10


@dataclass(frozen=True)
class Item:
    """One subject, how it stands now and, where compared, how it stood before."""

    level: Level
    text: str
    note: str
    unit_id: int | None
    position_id: int | None
    indicator_id: int | None
    standing: Standing
    before: Decimal | None = None

    @property
    def change(self) -> Decimal | None:
        """Return how many points of a percent it rose, or None without comparison."""
        return None if self.before is None else self.standing.percent - self.before


@dataclass(frozen=True)
class Attention:
    """The lowest and the most improved of one level; `before` is what it is held against."""

    scope: Scope
    level: Level
    before: Period | None
    lowest: list[Item]
    improved: list[Item]


def get_attention(
    *, scope: Scope, level: Level, before: Period | None, for_user: Viewer
) -> Attention:
    """Return at most ten of each; two queries, whatever the size of the office.

    The scope was chosen for the same viewer. Single indicators are told only of the units
    whose results the viewer may read.
    """
    found = scope.inside(
        RollUp.objects.filter(
            office_id=for_user.office_id,
            level=level,
            period=scope.period,
            hundredths__isnull=False,
        )
    )
    if level == Level.INDICATOR:
        found = found.filter(within_sight(for_user))
    every = RollUp.objects.all()
    lowest = _told(found.order_by("hundredths", "pk"), every)
    lowest.sort(key=lambda one: (one.standing.percent, one.standing.roll_up_id))
    improved: list[Item] = []
    if before is not None:
        risen = _with_before(found, level, before).filter(rise__gt=0)
        named = _with_before(every, level, before)
        improved = _told(risen.order_by("-rise", "pk"), named)
        improved.sort(key=lambda one: (-(one.change or 0), one.standing.roll_up_id))
    return Attention(scope, level, before, lowest, improved)


def _with_before(found: QuerySet[Any], level: Level, before: Period) -> QuerySet[Any]:
    """Let each know `hundredths_before` and its `rise`, by the same subject's other row."""
    siblings = f"{level.value}__roll_ups"
    rise = F("hundredths") - F("earlier__hundredths")
    return found.annotate(
        earlier=FilteredRelation(
            siblings,
            condition=Q(**{f"{siblings}__period": before, f"{siblings}__level": level}),
        ),
        hundredths_before=F("earlier__hundredths"),
        rise=ExpressionWrapper(rise, output_field=IntegerField()),
    )


def _told(ranked: QuerySet[Any], rows: QuerySet[Any]) -> list[Item]:
    """Return the first of what was ranked, with their words; one query.

    Only these few are joined with what names them, whatever the size of the office.
    """
    places = ranked.values("pk")[:AT_MOST]
    named = rows.filter(pk__in=places).select_related(
        "unit", "position", "objective", "indicator"
    )
    return [_item(row) for row in named.defer("basis")]


def _item(row: RollUp) -> Item:
    level = Level(row.level)
    text, note = {
        Level.UNIT: (row.unit, ""),
        Level.POSITION: (row.position, row.unit),
        Level.OBJECTIVE: (row.objective, row.position),
        Level.INDICATOR: (row.indicator, row.position),
    }[level]
    before = vars(row).get("hundredths_before")
    return Item(
        level=level,
        text=str(text),
        note=str(note),
        unit_id=row.unit_id,
        position_id=row.position_id,
        indicator_id=row.indicator_id,
        standing=standing_of(row),
        before=None if before is None else Decimal(before).scaleb(-2),
    )
