"""Read the registry, always for someone and as at a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from django.db.models import (
    Count,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from tolok.organisation.models import Position, Unit
from tolok.organisation.queries import Viewer
from tolok.registry import units
from tolok.registry.models import (
    Definition,
    Duty,
    Function,
    Indicator,
    Objective,
    RegistryVersion,
)
from tolok.registry.standing import held_by


CURRENT_DEFINITION = Prefetch(
    "definitions",
    queryset=Definition.objects.filter(is_current=True),
    to_attr="current_definitions",
)


def definitions_at(moment: datetime | None) -> QuerySet[Definition]:
    """Return the current definitions, or those known at a moment with the newest first.

    An indicator whose first definition came later is told by that one.
    """
    if moment is None:
        return Definition.objects.filter(is_current=True)
    known = Q(created_at__lte=moment) | Q(number=1)
    return Definition.objects.filter(known).order_by("-number")


def version_on(
    *, office_id: int, on: date, known_at: datetime | None = None
) -> RegistryVersion | None:
    """Return the version of the registry that holds on a day, or None.

    With `known_at` the one that was thought to hold on it at that moment.
    """
    found = RegistryVersion.objects.filter(office_id=office_id, valid_from__lte=on)
    if known_at is None:
        found = found.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    else:
        found = found.filter(created_at__lte=known_at)
    return (
        found.select_related("decree")
        .defer("decree__content", "decree__source_lines")
        .order_by("-number")
        .first()
    )


def list_versions(*, for_user: Viewer) -> QuerySet[RegistryVersion]:
    """Return all versions of the viewer's office, newest first."""
    return (
        RegistryVersion.objects.filter(office_id=for_user.office_id)
        .select_related("decree")
        .defer("decree__content", "decree__source_lines")
        .order_by("-number")
    )


@dataclass(frozen=True)
class Seat:
    """A position of an opened unit, with the number of its indicators."""

    position_id: int
    title: str
    indicator_count: int


@dataclass(frozen=True)
class Branch:
    """A unit in the tree of the registry; only an opened one tells its positions."""

    unit_id: int
    name: str
    parent_id: int | None
    path: str
    indicator_count: int
    position_count: int
    seats: list[Seat] = field(default_factory=list)


def list_branches(
    *,
    version_id: int | None,
    for_user: Viewer,
    opened: int | None,
    former: Mapping[int, tuple[str, str]] = MappingProxyType({}),
) -> list[Branch]:
    """Return the units of the office, and the positions of the opened one; one query.

    `former` are unit and title of positions that were called otherwise on the day asked
    for (`organisation.queries.names_on`).
    """
    of_unit = (
        Indicator.objects.filter(held_by(version_id), position__unit=OuterRef("pk"))
        .order_by()
        .values("position__unit")
        .annotate(number=Count("pk"))
        .values("number")
    )
    of_seat = (
        Indicator.objects.filter(held_by(version_id), position=OuterRef("here__pk"))
        .order_by()
        .values("position")
        .annotate(number=Count("pk"))
        .values("number")
    )
    seats = (
        Position.objects.filter(unit=OuterRef("pk"))
        .order_by()
        .values("unit")
        .annotate(number=Count("pk"))
        .values("number")
    )
    rows = (
        Unit.objects.filter(office_id=for_user.office_id)
        .annotate(
            here=FilteredRelation(
                "positions", condition=Q(positions__unit=opened or 0)
            ),
            indicator_count=Coalesce(Subquery(of_unit), 0),
            position_count=Coalesce(Subquery(seats), 0),
            seat_count=Coalesce(Subquery(of_seat), 0),
        )
        .order_by("order", "pk", "here__order", "here__pk")
        .values_list(
            "pk",
            "name",
            "parent_id",
            "path",
            "indicator_count",
            "position_count",
            "here__pk",
            "here__title",
            "seat_count",
        )
    )
    found: dict[int, Branch] = {}
    for *unit, seat_id, title, count in rows:
        branch = found.setdefault(unit[0], Branch(*unit))
        if seat_id is not None:
            _unit, name = former.get(seat_id, ("", title))
            branch.seats.append(Seat(seat_id, name, count))
    return list(found.values())


def list_positions_of(*, units: Sequence[int], for_user: Viewer) -> QuerySet[Position]:
    """Return the positions of these units in the decree's order."""
    return Position.objects.filter(
        office_id=for_user.office_id, unit_id__in=units
    ).order_by("order", "pk")


def list_objectives_of(
    *, position: Position, version: RegistryVersion, moment: datetime | None = None
) -> QuerySet[Objective]:
    """Return a position's objectives with their indicators and current definitions.

    With `moment` the definitions are those that held then.
    """
    return (
        Objective.objects.filter(held_by(version), position=position)
        .order_by("order")
        .prefetch_related(
            Prefetch(
                "indicators",
                queryset=Indicator.objects.filter(held_by(version))
                .order_by("order")
                .prefetch_related(
                    Prefetch(
                        "definitions",
                        queryset=definitions_at(moment),
                        to_attr="current_definitions",
                    )
                ),
            )
        )
    )


def list_duties(*, position: Position, version: RegistryVersion) -> QuerySet[Duty]:
    """Return a position's duties in order."""
    return Duty.objects.filter(held_by(version), position=position).order_by("order")


def list_functions(
    *, position: Position, version: RegistryVersion
) -> QuerySet[Function]:
    """Return a position's functions in order."""
    return Function.objects.filter(held_by(version), position=position).order_by(
        "order"
    )


def get_indicator(*, indicator_id: int, for_user: Viewer) -> Indicator:
    """Return one indicator of the viewer's office; Indicator.DoesNotExist else."""
    return (
        Indicator.objects.filter(position__office_id=for_user.office_id)
        .select_related(
            "objective", "version__decree", "position__unit", "position__superior"
        )
        .get(pk=indicator_id)
    )


def fetched_definition(indicator: Indicator) -> Definition:
    """Return the definition that was fetched along with an indicator, by a query here."""
    found: list[Definition] = vars(indicator)["current_definitions"]
    return found[0]


def current_definition(*, indicator: Indicator) -> Definition:
    """Return how an indicator is measured now."""
    return Definition.objects.get(indicator=indicator, is_current=True)


def list_current_definitions(
    *, version: RegistryVersion, for_user: Viewer, unit: Unit | None = None
) -> QuerySet[Definition]:
    """Return the current definitions of a version in the decree's order."""
    found = Definition.objects.filter(
        held_by(version, "indicator__"),
        indicator__position__office_id=for_user.office_id,
        is_current=True,
    )
    if unit is not None:
        found = found.filter(indicator__position__unit__path__startswith=unit.path)
    return found.select_related("indicator__position__unit").order_by(
        "indicator__position__order", "indicator__objective__order", "indicator__order"
    )


def list_definitions_on(
    *,
    version: RegistryVersion,
    for_user: Viewer,
    moment: datetime,
    unit: Unit | None = None,
    position: Position | None = None,
) -> list[Definition]:
    """Return the definitions of a version as they held at a moment, in order; one query.

    An indicator whose first definition came later is told by that one.
    """
    found = Definition.objects.filter(
        held_by(version, "indicator__"),
        indicator__position__office_id=for_user.office_id,
    ).filter(Q(created_at__lte=moment) | Q(number=1))
    if unit is not None:
        found = found.filter(indicator__position__unit__path__startswith=unit.path)
    if position is not None:
        found = found.filter(indicator__position=position)
    newest: dict[int, Definition] = {}
    for row in found.select_related(
        "indicator__objective",
        "indicator__position__unit",
        "indicator__position__superior",
        "responsible",
        "verifier",
    ).order_by(
        "indicator__position__order",
        "indicator__position",
        "indicator__objective__order",
        "indicator__order",
        "indicator",
        "number",
    ):
        newest[row.indicator_id] = row
    return list(newest.values())


def find_definitions(
    *,
    version: RegistryVersion,
    for_user: Viewer,
    unit: Unit | None = None,
    position: Position | None = None,
    accepted: bool | None = None,
    measure: str = "",
    words: str = "",
) -> QuerySet[Definition]:
    """Return the current definitions that answer to all that is asked, in order.

    `unit` takes in all below it, `words` must all stand in the indicator's text.
    """
    found = list_current_definitions(version=version, for_user=for_user, unit=unit)
    if position is not None:
        found = found.filter(indicator__position=position)
    if accepted is not None:
        found = found.filter(decided_at__isnull=not accepted)
    if measure:
        found = found.filter(measure=measure)
    for word in words.split()[:6]:
        found = found.filter(indicator__text__icontains=word)
    return found


def position_names(*, office_id: int) -> dict[int, str]:
    """Return how sheets name the positions of an office, by id; one query.

    Titles are not unique, so the unit stands beside them.
    """
    rows = Position.objects.filter(office_id=office_id).order_by("order", "pk")
    return {
        pk: f"{title} ({unit})"
        for pk, title, unit in rows.values_list("pk", "title", "unit__name")
    }


def list_units_of_measure(*, for_user: Viewer) -> list[str]:
    """Return the units to choose from: the usual ones, the office's own and those in use."""
    return [unit.name for unit in units.list_units_of_measure(for_user=for_user)]


def list_definitions(*, indicator: Indicator) -> QuerySet[Definition]:
    """Return all definitions of an indicator, newest first."""
    return Definition.objects.filter(indicator=indicator).order_by("-number")


def list_indicators(
    *, version: RegistryVersion, for_user: Viewer, unit: Unit | None = None
) -> QuerySet[Indicator]:
    """Return the indicators of a version in the decree's order, with definitions."""
    found = Indicator.objects.filter(
        held_by(version), position__office_id=for_user.office_id
    )
    if unit is not None:
        found = found.filter(position__unit__path__startswith=unit.path)
    return (
        found.select_related("objective", "position__unit")
        .prefetch_related(CURRENT_DEFINITION)
        .order_by("position__order", "objective__order", "order")
    )


def list_indicators_of_unit(
    *, version: RegistryVersion, unit: Unit, for_user: Viewer
) -> QuerySet[Indicator]:
    """Return the indicators of a unit's own positions, with definitions."""
    return list_indicators(version=version, for_user=for_user).filter(
        position__unit=unit
    )


def count_suggestions(*, version: RegistryVersion, unit: Unit) -> int:
    """Return how many definitions of a unit's own positions wait to be accepted."""
    return Definition.objects.filter(
        held_by(version, "indicator__"),
        indicator__position__unit=unit,
        is_current=True,
        decided_at__isnull=True,
    ).count()


@dataclass(frozen=True)
class Found:
    """What a search found in the version that holds today."""

    positions: list[Position]
    objectives: list[Objective]
    indicators: list[Indicator]


def search(
    *, words: str, for_user: Viewer, version_id: int | None, limit: int = 20
) -> Found:
    """Return positions, objectives and indicators whose text holds all the words."""
    terms = [term for term in words.split() if term][:6]
    if not terms:
        return Found([], [], [])

    def holding(field: str) -> Q:
        condition = Q()
        for term in terms:
            condition &= Q(**{f"{field}__icontains": term})
        return condition

    return Found(
        positions=list(
            Position.objects.filter(holding("title"), office_id=for_user.office_id)
            .select_related("unit")
            .order_by("order")[:limit]
        ),
        objectives=list(
            Objective.objects.filter(
                holding("text"),
                held_by(version_id),
                position__office_id=for_user.office_id,
            )
            .select_related("position__unit")
            .order_by("position__order", "order")[:limit]
        ),
        indicators=list(
            Indicator.objects.filter(
                holding("text"),
                held_by(version_id),
                position__office_id=for_user.office_id,
            )
            .select_related("position__unit")
            .order_by("position__order", "objective__order", "order")[:limit]
        ),
    )
