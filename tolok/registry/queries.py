"""Read the registry, always for someone and as at a day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from tolok.organisation.models import Position, Unit
from tolok.organisation.queries import Viewer
from tolok.registry.models import (
    Definition,
    Duty,
    Function,
    Indicator,
    Objective,
    RegistryVersion,
)


CURRENT_DEFINITION = Prefetch(
    "definitions",
    queryset=Definition.objects.filter(is_current=True),
    to_attr="current_definitions",
)


def version_on(*, office_id: int | None, on: date) -> RegistryVersion | None:
    """Return the version of the registry that holds on a day, or None."""
    return (
        RegistryVersion.objects.filter(office_id=office_id, valid_from__lte=on)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
        .select_related("decree")
        .order_by("-number")
        .first()
    )


def list_versions(*, for_user: Viewer) -> QuerySet[RegistryVersion]:
    """Return all versions of the viewer's office, newest first."""
    return (
        RegistryVersion.objects.filter(office_id=for_user.office_id)
        .select_related("decree")
        .order_by("-number")
    )


def list_units_with_counts(
    *, version: RegistryVersion, for_user: Viewer
) -> QuerySet[Unit]:
    """Return the units of the office; `indicator_count` counts their own indicators."""
    return (
        Unit.objects.filter(office_id=for_user.office_id)
        .annotate(
            indicator_count=Count(
                "positions__indicators",
                filter=Q(positions__indicators__version=version),
            )
        )
        .order_by("path")
    )


def list_positions_of(
    *, units: Sequence[int], for_user: Viewer
) -> QuerySet[Position]:
    """Return the positions of these units in the decree's order."""
    return Position.objects.filter(
        office_id=for_user.office_id, unit_id__in=units
    ).order_by("order", "pk")


def list_objectives_of(
    *, position: Position, version: RegistryVersion
) -> QuerySet[Objective]:
    """Return a position's objectives with their indicators and current definitions."""
    return (
        Objective.objects.filter(position=position, version=version)
        .order_by("order")
        .prefetch_related(
            Prefetch(
                "indicators",
                queryset=Indicator.objects.order_by("order").prefetch_related(
                    CURRENT_DEFINITION
                ),
            )
        )
    )


def list_duties(*, position: Position, version: RegistryVersion) -> QuerySet[Duty]:
    """Return a position's duties in order."""
    return Duty.objects.filter(position=position, version=version).order_by("order")


def list_functions(
    *, position: Position, version: RegistryVersion
) -> QuerySet[Function]:
    """Return a position's functions in order."""
    return Function.objects.filter(position=position, version=version).order_by("order")


def get_indicator(*, indicator_id: int, for_user: Viewer) -> Indicator:
    """Return one indicator of the viewer's office; Indicator.DoesNotExist else."""
    return (
        Indicator.objects.filter(position__office_id=for_user.office_id)
        .select_related(
            "objective", "version__decree", "position__unit", "position__superior"
        )
        .get(pk=indicator_id)
    )


def current_definition(*, indicator: Indicator) -> Definition:
    """Return how an indicator is measured now."""
    return Definition.objects.get(indicator=indicator, is_current=True)


def list_definitions(*, indicator: Indicator) -> QuerySet[Definition]:
    """Return all definitions of an indicator, newest first."""
    return Definition.objects.filter(indicator=indicator).order_by("-number")


def list_indicators(
    *, version: RegistryVersion, for_user: Viewer, unit: Unit | None = None
) -> QuerySet[Indicator]:
    """Return the indicators of a version in the decree's order, with definitions."""
    found = Indicator.objects.filter(
        version=version, position__office_id=for_user.office_id
    )
    if unit is not None:
        found = found.filter(position__unit__path__startswith=unit.path)
    return (
        found.select_related("objective", "position__unit")
        .prefetch_related(CURRENT_DEFINITION)
        .order_by("position__order", "objective__order", "order")
    )


def search(*, words: str, for_user: Viewer, limit: int = 20) -> dict[str, list[object]]:
    """Return positions, objectives and indicators whose text holds all the words."""
    terms = [term for term in words.split() if term][:6]
    if not terms:
        return {"positions": [], "objectives": [], "indicators": []}

    def holding(field: str) -> Q:
        condition = Q()
        for term in terms:
            condition &= Q(**{f"{field}__icontains": term})
        return condition

    return {
        "positions": list(
            Position.objects.filter(holding("title"), office_id=for_user.office_id)
            .select_related("unit")
            .order_by("order")[:limit]
        ),
        "objectives": list(
            Objective.objects.filter(
                holding("text"), position__office_id=for_user.office_id
            )
            .select_related("position__unit")
            .order_by("position__order", "order")[:limit]
        ),
        "indicators": list(
            Indicator.objects.filter(
                holding("text"), position__office_id=for_user.office_id
            )
            .select_related("position__unit")
            .order_by("position__order", "objective__order", "order")[:limit]
        ),
    }
