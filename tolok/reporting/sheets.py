"""One position, whole: what its page and document show.

Always told who asks. What a person may not see is not there, rather than blank.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from tolok.measurement.queries import visible
from tolok.organisation.enums import PlacementKind
from tolok.organisation.models import Placement, Position
from tolok.organisation.queries import Viewer, last_former_name
from tolok.planning.models import Period, Target
from tolok.planning.queries import current_period, get_period
from tolok.registry.models import (
    Definition,
    Duty,
    Function,
    Objective,
    RegistryVersion,
)
from tolok.registry.standing import held_by, is_held
from tolok.reporting.queries import Standing
from tolok.scoring import permissions
from tolok.scoring.enums import Level


HOLDERS_AT_MOST = 200
# Of a version: its decree, and last its number.
ORIGIN = (
    "decree_id",
    "decree__number",
    "decree__decided_on",
    "decree__adopted_at",
    "number",
)


@dataclass(frozen=True)
class Result:
    """What one person reported for one indicator, and what it scored."""

    realisation_id: int
    person_id: int
    person_name: str
    status: str
    is_late: bool
    text: str
    value: Decimal | None
    score_status: str
    percent: Decimal | None
    class_name: str
    class_rank: int | None


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator of a position with its targets and, where visible, its results.

    `definition` holds only what writes a value: measure, unit, decimals, acceptance.
    """

    indicator_id: int
    text: str
    source_line: int | None
    version: int
    definition: Definition
    year_target: str
    period_target: str
    results: list[Result]


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective of a position with its indicators."""

    order: float
    text: str
    indicators: list[IndicatorLine]


@dataclass(frozen=True)
class Source:
    """Which decree, and which version of the registry, says so."""

    decree_id: int
    decree_number: str
    decided_on: date | None
    adopted_at: datetime | None
    version: int


@dataclass(frozen=True)
class PositionSheet:
    """All that stands about a position in a period; no standing where it is not seen."""

    position: Position
    version_id: int | None
    source: Source | None
    period: Period | None
    placements: list[Placement]
    may_see_results: bool
    standing: Standing | None
    objectives: list[ObjectiveLine]
    duties: list[str]
    functions: list[str]

    def holders_on(self, day: date, *, position_id: int | None) -> list[Placement]:
        """Return who sits in this position, or its superior's, definitive ones first."""
        held = [
            p
            for p in self.placements
            if p.position_id == position_id
            and p.starts_on <= day
            and (p.ends_on is None or p.ends_on >= day)
        ]
        return sorted(held, key=lambda p: (p.kind != PlacementKind.DEFINITIVE, p.pk))

    @property
    def results(self) -> list[Result]:
        """Return all visible results of the period."""
        return [
            result
            for objective in self.objectives
            for line in objective.indicators
            for result in line.results
        ]

    @property
    def source_lines(self) -> tuple[int, int] | None:
        """Return the first and last line where its indicators stand in `source`."""
        lines = [
            line.source_line
            for objective in self.objectives
            for line in objective.indicators
            if line.source_line is not None
            and self.source is not None
            and line.version == self.source.version
        ]
        return (min(lines), max(lines)) if lines else None


def get_position_sheet(
    *, position_id: int, for_user: Viewer, period_id: int | None = None
) -> PositionSheet:
    """Return one position of the viewer's office, whole; six queries.

    Raises `Position.DoesNotExist` and `Period.DoesNotExist`.
    """
    period = (
        current_period(office_id=for_user.office_id, on=for_user.on)
        if period_id is None
        else get_period(period_id=period_id, for_user=for_user)
    )
    position = _position(position_id, for_user, period)
    may_see = permissions.may_view_position(for_user, position=position)
    version_id: int | None = position.version_id
    results = _results(for_user, position, period)
    objectives, source = _objectives(position, version_id, period, results)
    duties, functions = _listed(position, version_id)
    return PositionSheet(
        position=position,
        version_id=version_id,
        source=source,
        period=period,
        placements=_placements(position),
        may_see_results=may_see,
        standing=_standing(position) if may_see else None,
        objectives=objectives,
        duties=duties,
        functions=functions,
    )


def _position(position_id: int, for_user: Viewer, period: Period | None) -> Any:
    version = (
        RegistryVersion.objects.filter(
            office=OuterRef("office"), valid_from__lte=for_user.on
        )
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=for_user.on))
        .order_by("-number")
        .values("pk")[:1]
    )
    return (
        Position.objects.filter(office_id=for_user.office_id)
        .select_related("unit", "superior")
        .annotate(
            **last_former_name(),
            version_id=Subquery(version),
            mean=FilteredRelation(
                "roll_ups",
                condition=Q(
                    roll_ups__level=Level.POSITION,
                    roll_ups__period=period.pk if period else 0,
                ),
            ),
            mean_id=F("mean__pk"),
            mean_hundredths=F("mean__hundredths"),
            mean_count=F("mean__count"),
            mean_class=F("mean__class_name"),
            mean_rank=F("mean__class_rank"),
        )
        .get(pk=position_id)
    )


def _standing(position: Any) -> Standing | None:
    if position.mean_hundredths is None:
        return None
    return Standing(
        position.mean_id,
        Decimal(position.mean_hundredths).scaleb(-2),
        position.mean_class,
        position.mean_rank,
        position.mean_count,
    )


def _placements(position: Position) -> list[Placement]:
    seats = [position.pk]
    if position.superior_id:
        seats.append(position.superior_id)
    return list(
        Placement.objects.filter(position__in=seats)
        .select_related("person", "position")
        .order_by("-starts_on", "pk")[:HOLDERS_AT_MOST]
    )


def current_score() -> FilteredRelation:
    """Return the join to the score that holds; one of its own for each query."""
    return FilteredRelation("scores", condition=Q(scores__is_current=True))


def _results(
    for_user: Viewer, position: Position, period: Period | None
) -> dict[int, list[Result]]:
    found: dict[int, list[Result]] = {}
    if period is None:
        return found
    rows = (
        visible(for_user=for_user)
        .filter(position=position, period=period)
        .annotate(
            now=current_score(),
            score_status=Coalesce(F("now__status"), Value("")),
            percent=F("now__achievement_percent"),
            class_name=Coalesce(F("now__class_name"), Value("")),
            class_rank=F("now__class_rank"),
        )
        .order_by("person__name", "pk")
        .values_list(
            "indicator_id",
            "pk",
            "person_id",
            "person__name",
            "status",
            "is_late",
            "entered_text",
            "value",
            "score_status",
            "percent",
            "class_name",
            "class_rank",
        )
    )
    for indicator_id, *rest in rows:
        found.setdefault(indicator_id, []).append(Result(*rest))
    return found


def _objectives(
    position: Position,
    version_id: int | None,
    period: Period | None,
    results: dict[int, list[Result]],
) -> tuple[list[ObjectiveLine], Source | None]:
    """Return objectives with indicators, definitions and targets in one query."""
    current = Target.objects.filter(
        indicator=OuterRef("indicators__pk"), is_current=True
    )
    of_year = current.filter(
        period__isnull=True, year=period.year_id if period else 0
    ).values("text")[:1]
    of_period = current.filter(period=period.pk if period else 0).values("text")[:1]
    rows = (
        Objective.objects.filter(held_by(version_id), position=position)
        .annotate(
            sheet=FilteredRelation(
                "indicators__definitions",
                condition=Q(indicators__definitions__is_current=True),
            ),
            year_target=Coalesce(Subquery(of_year), Value("")),
            period_target=Coalesce(Subquery(of_period), Value("")),
        )
        .order_by("order", "indicators__order")
        .values_list(
            "order",
            "text",
            "indicators__pk",
            "indicators__text",
            "indicators__source_line",
            "sheet__measure",
            "sheet__unit_of_measure",
            "sheet__decimals",
            "sheet__decided_at",
            "year_target",
            "period_target",
            "indicators__version_id",
            "indicators__ended_by_id",
            *(f"version__{name}" for name in ORIGIN),
            *(f"indicators__version__{name}" for name in ORIGIN),
        )
    )
    found: dict[float, ObjectiveLine] = {}
    source = None
    for order, text, pk, words, line, measure, unit, decimals, decided, *rest in rows:
        year_target, period_target, since, until, *origin = rest
        source = _newer(source, origin[: len(ORIGIN)])
        objective = found.setdefault(order, ObjectiveLine(order, text, []))
        if pk is None or not is_held(version_id or 0, since, until):
            continue
        source = _newer(source, origin[len(ORIGIN) :])
        objective.indicators.append(
            IndicatorLine(
                pk,
                words,
                line,
                origin[-1],
                Definition(
                    measure=measure,
                    unit_of_measure=unit,
                    decimals=decimals,
                    decided_at=decided,
                ),
                year_target,
                period_target,
                results.get(pk, []),
            )
        )
    return list(found.values()), source


def _newer(source: Source | None, origin: Sequence[Any]) -> Source:
    """Return the later of two origins: the decree that last changed something here."""
    decree_id, decree, day, adopted, number = origin
    if source is None or number > source.version:
        return Source(decree_id, decree, day, adopted, number)
    return source


def _listed(position: Position, version_id: int | None) -> tuple[list[str], list[str]]:
    """Return duties and functions in the decree's words and order, in one query."""
    rows = (
        Duty.objects.filter(held_by(version_id), position=position)
        .annotate(kind=Value("duty"))
        .values_list("kind", "order", "text")
        .union(
            Function.objects.filter(held_by(version_id), position=position)
            .annotate(kind=Value("function"))
            .values_list("kind", "order", "text"),
            all=True,
        )
        .order_by("kind", "order")
    )
    duties: list[str] = []
    functions: list[str] = []
    for kind, _order, text in rows:
        (duties if kind == "duty" else functions).append(text)
    return duties, functions
