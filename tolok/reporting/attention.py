"""What stands lowest in a period, and what rose most since another."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    CharField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat

from tolok.organisation.queries import Viewer
from tolok.planning.models import Period
from tolok.reporting.queries import Standing, standing_of
from tolok.reporting.scopes import Scope, within_sight
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


AT_MOST = 10
SUBJECT = {
    Level.UNIT: "unit_id",
    Level.POSITION: "position_id",
    Level.OBJECTIVE: "objective_id",
    Level.INDICATOR: "indicator_id",
}


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
    return Attention(
        scope=scope,
        level=level,
        before=before,
        lowest=_items(found.order_by("hundredths", "pk")[:AT_MOST]),
        improved=[] if before is None else _items(_risen(found, level, before)),
    )


def _risen(found: QuerySet[RollUp], level: Level, before: Period) -> QuerySet[RollUp]:
    """Return those that rose, most first; the earlier row is found by its key."""
    key = Concat(
        Value(f"{level}:"),
        Cast(OuterRef(SUBJECT[level]), CharField()),
        Value(f":p{before.pk}"),
    )
    earlier = RollUp.objects.filter(key=key).values("hundredths")[:1]
    return (
        found.annotate(hundredths_before=Subquery(earlier))
        .annotate(
            rise=ExpressionWrapper(
                F("hundredths") - F("hundredths_before"), output_field=IntegerField()
            )
        )
        .filter(rise__gt=0)
        .order_by("-rise", "pk")[:AT_MOST]
    )


def _items(rows: QuerySet[RollUp]) -> list[Item]:
    fetched = list(
        rows.select_related("unit", "position", "objective", "indicator").defer("basis")
    )
    return [_item(row) for row in fetched]


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
