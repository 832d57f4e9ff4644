"""What the public may read of an office, gathered as data that is then kept as it is.

The form is `tolok-publik/1`: the office, the period, the decree, the units and what
their leading positions promised and achieved. Only verified values are in it, and no
name, NIP or position of a person: positions that lead no unit are left out, for there a
value is one person's.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from tolok.kernel.refusals import NotAllowed, Unfit
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.organisation.models import Office, Position, Unit
from tolok.organisation.queries import Viewer
from tolok.planning.models import Period, Target
from tolok.planning.queries import targets_of
from tolok.registry.models import Definition, Indicator, Objective, RegistryVersion
from tolok.registry.queries import (
    CURRENT_DEFINITION,
    fetched_definition,
    version_on,
)
from tolok.registry.standing import held_by
from tolok.reporting import permissions
from tolok.reporting.documents.measurement import Quantity
from tolok.reporting.gather import frame_of
from tolok.reporting.measured_rows import quantity_of_realisation, quantity_of_target
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp, Score
from tolok.scoring.queries import scores_of


FORM = "tolok-publik/1"
LICENCE = "CC BY 4.0"
ON_TARGET = Decimal(100)
VERIFIED = RealisationStatus.VERIFIED


class MayNotPublish(NotAllowed):
    """Only the planner and the head decide what the public reads."""


class NothingToPublish(Unfit):
    """There is no registry, or none of the chosen units promised anything."""


def demand_publisher(viewer: Viewer) -> Office:
    """Return the viewer's office. Raises `MayNotPublish` for whoever may not."""
    office = viewer.office
    if office is None or not permissions.may_publish(viewer, office_id=office.pk):
        raise MayNotPublish(
            _(
                "Halaman publik diterbitkan perencana atau kepala kantor. Sampaikan "
                "usulan Anda kepada mereka."
            )
        )
    return office


def address_of(office: Office) -> str:
    """Return the office's part of the address: dinas-perpustakaan-kabupaten-sukamaju."""
    return slugify(f"{office.name} {office.region.name}")[:200]


def gather_publication(
    *,
    for_user: Viewer,
    period: Period,
    units: Sequence[Unit],
    note: str,
    as_at: datetime,
) -> dict[str, Any]:
    """Return what the public would read of these units up to a period.

    Values are text as the parser of numbers reads it, percent have two decimals.
    Eight queries, whatever the size of the office.
    Raises `MayNotPublish` and `NothingToPublish`.
    """
    office = demand_publisher(for_user)
    version = version_on(office_id=office.pk, on=period.ends_on)
    if version is None:
        raise NothingToPublish(
            _("Belum ada keputusan yang berlaku pada %(period)s.")
            % {"period": period.label}
        )
    found = _read(version, period, units)
    if not found.objectives:
        raise NothingToPublish(
            _(
                "Unit kerja yang dipilih tidak mempunyai sasaran pimpinannya pada "
                "%(period)s. Pilih unit lain."
            )
            % {"period": period.label}
        )
    with override("id"):
        listed = [_unit(unit, found) for unit in units]
        listed = [unit for unit in listed if unit["objectives"]]
        frame = frame_of(office, period, as_at)
        label = period.label
    return {
        "form": FORM,
        "office": {
            "name": office.name,
            "short_name": office.short_name,
            "region": office.region.name,
            "is_example": office.is_example,
        },
        "period": {
            "year": period.year.year,
            "label": label,
            "starts_on": period.starts_on.isoformat(),
            "ends_on": period.ends_on.isoformat(),
        },
        "as_at": as_at.isoformat(timespec="seconds"),
        "decree": _decree(version),
        "method": {
            "name": frame.method.name,
            "sentences": list(frame.method.sentences),
            "citations": list(frame.method.citations),
        },
        "note": note,
        "licence": LICENCE,
        "summary": _summary(listed),
        "units": listed,
    }


@dataclass(frozen=True, kw_only=True)
class _Found:
    """All rows of one publication."""

    period: Period
    periods: Sequence[Period]
    objectives: Sequence[Objective]
    targets: dict[tuple[int, int | None], Target]
    realisations: dict[tuple[int, int], list[Realisation]]
    scores: dict[int, Score]
    roll_ups: dict[int, RollUp]
    unit_roll_ups: dict[int, RollUp]


def _read(version: RegistryVersion, period: Period, units: Sequence[Unit]) -> _Found:
    positions = Position.objects.filter(unit__in=units, leads_unit=True)
    objectives = list(
        Objective.objects.filter(held_by(version), position__in=positions)
        .select_related("position")
        .prefetch_related(
            Prefetch(
                "indicators",
                queryset=Indicator.objects.filter(held_by(version))
                .order_by("order")
                .prefetch_related(CURRENT_DEFINITION),
            )
        )
        .order_by("position__order", "order")
    )
    indicators = [one for objective in objectives for one in objective.indicators.all()]
    periods = [
        one
        for one in period.year.periods.order_by("ends_on", "starts_on")
        if one.kind == period.kind and one.ends_on <= period.ends_on
    ]
    realisations: dict[tuple[int, int], list[Realisation]] = {}
    for row in Realisation.objects.filter(
        indicator__in=indicators, period__in=periods
    ).order_by("pk"):
        realisations.setdefault((row.indicator_id, row.period_id), []).append(row)
    rolled = list(
        RollUp.objects.filter(
            office_id=period.office_id,
            period=period,
            level__in=[Level.OBJECTIVE, Level.UNIT],
        )
    )
    return _Found(
        period=period,
        periods=periods,
        objectives=objectives,
        targets=targets_of(indicators=[one.pk for one in indicators], year=period.year),
        realisations=realisations,
        scores=scores_of(
            realisations=[
                row.pk
                for rows in realisations.values()
                for row in rows
                if row.status == VERIFIED
            ]
        ),
        roll_ups={row.objective_id: row for row in rolled if row.objective_id},
        unit_roll_ups={
            row.unit_id: row
            for row in rolled
            if row.level == Level.UNIT and row.unit_id
        },
    )


def _decree(version: RegistryVersion) -> dict[str, Any]:
    decree = version.decree
    return {
        "number": decree.number,
        "about": decree.about,
        "decided_on": decree.decided_on.isoformat() if decree.decided_on else None,
    }


def _unit(unit: Unit, found: _Found) -> dict[str, Any]:
    objectives = [
        _objective(one, found)
        for one in found.objectives
        if one.position.unit_id == unit.pk
    ]
    return {
        "name": unit.name,
        "depth": unit.path.strip("/").count("/"),
        "achievement": _achievement(found.unit_roll_ups.get(unit.pk)),
        "objectives": objectives,
    }


def _objective(objective: Objective, found: _Found) -> dict[str, Any]:
    return {
        "text": objective.text,
        "achievement": _achievement(found.roll_ups.get(objective.pk)),
        "indicators": [_indicator(one, found) for one in objective.indicators.all()],
    }


def _indicator(indicator: Indicator, found: _Found) -> dict[str, Any]:
    definition = fetched_definition(indicator)
    values = [_value(indicator, definition, one, found) for one in found.periods]
    return {
        "text": indicator.text,
        "definition": _definition(definition),
        "year_target": _quantity(
            quantity_of_target(found.targets.get((indicator.pk, None)))
        ),
        "values": values,
    }


def _definition(definition: Definition) -> dict[str, Any]:
    return {
        "unit": definition.unit_of_measure,
        "decimals": definition.decimals,
        "polarity": str(definition.get_polarity_display()),
        "accumulation": str(definition.get_accumulation_display()),
        "frequency": str(definition.get_frequency_display()),
        "meaning": definition.operational_definition,
        "formula": definition.formula,
        "source": definition.data_source,
    }


def _value(
    indicator: Indicator, definition: Definition, period: Period, found: _Found
) -> dict[str, Any]:
    """Return one period of an indicator; what is not verified has no value.

    Where several people answered for it, their values are not one: only that they
    reported is said.
    """
    rows = found.realisations.get((indicator.pk, period.pk), [])
    verified = [row for row in rows if row.status == VERIFIED]
    one = verified[0] if len(rows) == len(verified) == 1 else None
    score = found.scores.get(one.pk) if one else None
    return {
        "period": period.short_label,
        "ends_on": period.ends_on.isoformat(),
        "state": _state(rows, verified),
        "target": _quantity(
            quantity_of_target(found.targets.get((indicator.pk, period.pk)))
        ),
        "realisation": _quantity(
            quantity_of_realisation(one, definition.decimals) if one else Quantity()
        ),
        "achievement": None if score is None else _percent(score.achievement_percent),
        "class": score.class_name if score else "",
        "rank": score.class_rank if score else None,
    }


def _state(rows: Sequence[Realisation], verified: Sequence[Realisation]) -> str:
    if not rows:
        return "not_due"
    if len(verified) < len(rows):
        return "not_verified"
    return "verified" if len(rows) == 1 else "several"


def _quantity(quantity: Quantity) -> dict[str, Any]:
    value = None if quantity.value is None else f"{quantity.value.normalize() + 0:f}"
    return {"value": value, "text": quantity.text or ""}


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _achievement(row: RollUp | None) -> dict[str, Any] | None:
    if row is None or row.achievement_percent is None:
        return None
    return {
        "percent": _percent(row.achievement_percent),
        "class": row.class_name,
        "rank": row.class_rank,
        "count": row.count,
    }


def _summary(units: Iterable[dict[str, Any]]) -> dict[str, int]:
    objectives = [one for unit in units for one in unit["objectives"]]
    achieved = [one["achievement"] for one in objectives if one["achievement"]]
    last = [
        indicator["values"][-1]["state"]
        for one in objectives
        for indicator in one["indicators"]
        if indicator["values"]
    ]
    states = Counter(last)
    return {
        "objectives": len(objectives),
        "measured": len(achieved),
        "on_target": sum(Decimal(one["percent"]) >= ON_TARGET for one in achieved),
        "indicators": sum(len(one["indicators"]) for one in objectives),
        "due": len(last) - states["not_due"],
        "verified": states["verified"] + states["several"],
    }
