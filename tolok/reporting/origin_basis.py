"""Which target and which definition a number of an indicator rests on, by version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.planning.models import Target
from tolok.planning.queries import target_as_scored
from tolok.registry.models import Definition
from tolok.scoring.models import RollUp, Score


@dataclass(frozen=True)
class Basis:
    """The target and the definition that were held against it, with their versions.

    `other_versions` are the sub-periods that were scored by another version of the
    definition than the one by which they were put together, each with its number.
    """

    target: str = ""
    target_number: int = 0
    target_by: str = ""
    target_at: datetime | None = None
    target_document: str = ""
    definition_number: int = 0
    definition_by: str = ""
    definition_at: datetime | None = None
    formula: str = ""
    is_put_together: bool = False
    other_versions: tuple[tuple[str, int], ...] = ()


def basis_of(row: RollUp, score: Score | None) -> Basis:
    """Return what a roll-up of an indicator was computed with, not what holds by now.

    `score` is the one score that it repeats, or None where several values were put
    together. A realisation keeps the definition by which it was decided; what puts
    several together takes the one that held when it was computed. Three queries.
    """
    definitions = list(
        Definition.objects.filter(indicator=row.indicator_id).order_by("-number")
    )
    at = score.computed_at if score else row.computed_at
    measurement: dict[str, Any] = (
        score.measurement if score else row.basis.get("measurement", {})
    )
    target = target_as_scored(
        targets=Target.objects.filter(
            indicator=row.indicator_id, year=row.year_id, period=row.period_id
        ),
        text=measurement.get("target"),
        at=at,
    )
    about: dict[str, Any] = {"is_put_together": score is None}
    if target is not None:
        about |= {
            "target": target.text,
            "target_number": target.number,
            "target_by": target.decided_by,
            "target_at": target.decided_at,
            "target_document": target.document,
        }
    held = score.realisation.decided_at if score else None
    definition = held_at(definitions, held or at)
    if definition is not None:
        about |= {
            "definition_number": definition.number,
            "definition_by": definition.decided_by,
            "definition_at": definition.decided_at,
            "formula": definition.formula,
            "other_versions": ()
            if score
            else _others(definitions, definition, _decided(row)),
        }
    return Basis(**about)


def held_at(definitions: Sequence[Definition], at: datetime) -> Definition | None:
    """Return the definition that held at a moment; the first one before it stood.

    `definitions` are all versions, the newest first.
    """
    for definition in definitions:
        if definition.created_at <= at:
            return definition
    return definitions[-1] if definitions else None


def _decided(row: RollUp) -> list[tuple[str, datetime]]:
    """Return the periods of the values that went in, each with its day of decision."""
    found = Realisation.objects.filter(
        indicator=row.indicator_id,
        position=row.position_id,
        status=RealisationStatus.VERIFIED,
        decided_at__lte=row.computed_at,
        period__year=row.year_id,
    ).select_related("period")
    if row.period_id is not None:
        found = found.filter(period=row.period_id)
    return [
        (one.period.short_label, one.decided_at)
        for one in found.order_by("period__starts_on", "pk")
        if one.decided_at is not None
    ]


def _others(
    definitions: Sequence[Definition],
    used: Definition,
    decided: Sequence[tuple[str, datetime]],
) -> tuple[tuple[str, int], ...]:
    found: dict[tuple[str, int], None] = {}
    for label, at in decided:
        held = held_at(definitions, at)
        if held is not None and held.number != used.number:
            found[label, held.number] = None
    return tuple(found)
