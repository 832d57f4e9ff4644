"""What can be read: me, the registry, realisations and roll-ups."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from tolok.api import answers
from tolok.api.answers import Page, Trouble, digits
from tolok.api.door import Request, leave
from tolok.measurement import evidence_queries
from tolok.measurement import queries as measurement
from tolok.measurement.enums import RealisationStatus
from tolok.organisation import queries as organisation
from tolok.organisation.permissions import may_see_office
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.registry import queries as registry
from tolok.reporting.queries import demand_dashboard
from tolok.scoring import queries as scoring
from tolok.scoring.enums import Level


MOST_ROWS = 200
FARTHEST = 1_000_000
LARGEST_ID = 2**63 - 1

router = Router()
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class Paging(Schema):
    """Which rows of a list."""

    offset: Annotated[int, Field(ge=0, le=FARTHEST)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 50


Asked = Annotated[Paging, Query()]


def can_answer(success: Any) -> dict[int, Any]:
    """Return the answers of an address: what was asked for, or why not."""
    return {200: success} | dict.fromkeys((401, 403, 404, 422, 503), Trouble)


def page_of(
    found: QuerySet[Any], paging: Paging, show: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """Return one page of a list."""
    end = paging.offset + paging.limit
    return {
        "items": [show(row) for row in found[paging.offset : end]],
        "offset": paging.offset,
        "limit": paging.limit,
        "total": found.count(),
    }


def viewer_of(request: Request) -> Viewer:
    """Return who asks; whoever belongs to no office has nothing to read here."""
    viewer = request.viewer
    if viewer.office is None or not may_see_office(viewer, office_id=viewer.office.pk):
        leave(_("Akun Anda belum terhubung dengan kantor mana pun."))
    return viewer


@router.get("/me", response=can_answer(answers.Me), summary="Siapa saya")
def me(request: Request) -> dict[str, Any]:
    """Tell who asks, on which day, with which roles and seats."""
    viewer = request.viewer
    office = viewer.office
    return {
        "username": viewer.user.username,
        "name": viewer.name,
        "on": viewer.on,
        "office": office
        and {
            "id": office.pk,
            "name": office.name,
            "short_name": office.short_name,
            "region": viewer.region_name,
        },
        "roles": sorted(viewer.roles),
        "seats": [
            {
                "position_id": seat.position_id,
                "title": seat.position.title,
                "kind": seat.kind,
                "starts_on": seat.starts_on,
                "ends_on": seat.ends_on,
            }
            for seat in viewer.placements
        ],
    }


@router.get("/units", response=can_answer(Page[answers.Unit]), summary="Unit kerja")
def units(request: Request, paging: Asked) -> dict[str, Any]:
    """List the units of the office, from the top down."""
    found = organisation.list_units(for_user=viewer_of(request))
    return page_of(
        found,
        paging,
        lambda unit: {
            "id": unit.pk,
            "parent_id": unit.parent_id,
            "name": unit.name,
            "kind": unit.kind,
        },
    )


@router.get(
    "/positions", response=can_answer(Page[answers.Position]), summary="Jabatan"
)
def positions(
    request: Request, paging: Asked, unit: Id | None = None
) -> dict[str, Any]:
    """List the positions of the office, or of one unit, in the decree's order."""
    found = organisation.list_positions(for_user=viewer_of(request))
    if unit is not None:
        found = found.filter(unit=unit)
    return page_of(
        found,
        paging,
        lambda position: {
            "id": position.pk,
            "unit_id": position.unit_id,
            "superior_id": position.superior_id,
            "title": position.title,
            "position_class": position.position_class,
            "leads_unit": position.leads_unit,
        },
    )


@router.get("/periods", response=can_answer(Page[answers.Period]), summary="Periode")
def periods(request: Request, paging: Asked) -> dict[str, Any]:
    """List the periods of the office with their entry windows, oldest first."""
    found = planning.list_periods(for_user=viewer_of(request))
    return page_of(
        found,
        paging,
        lambda period: {
            "id": period.pk,
            "label": period.label,
            "kind": period.kind,
            "number": period.number,
            "starts_on": period.starts_on,
            "ends_on": period.ends_on,
            "opens_on": period.opens_on,
            "due_on": period.due_on,
            "late_until": period.late_until,
        },
    )


@router.get(
    "/indicators", response=can_answer(Page[answers.Indicator]), summary="Indikator"
)
def indicators(
    request: Request,
    paging: Asked,
    position: Id | None = None,
    unit: Id | None = None,
) -> dict[str, Any]:
    """List the indicators in force today, with how each is measured."""
    viewer = viewer_of(request)
    version = registry.version_on(office_id=viewer.office_id, on=viewer.on)
    if version is None:
        return {"items": [], "offset": 0, "limit": paging.limit, "total": 0}
    found = registry.list_indicators(version=version, for_user=viewer)
    if position is not None:
        found = found.filter(position=position)
    if unit is not None:
        found = found.filter(position__unit=unit)
    return page_of(found, paging, show_indicator)


def show_indicator(indicator: registry.Indicator) -> dict[str, Any]:
    """Return one indicator with its current definition."""
    definition = registry.fetched_definition(indicator)
    names = (
        "measure",
        "polarity",
        "accumulation",
        "unit_of_measure",
        "decimals",
        "numerator_label",
        "denominator_label",
        "operational_definition",
        "formula",
        "is_accepted",
    )
    return {
        "id": indicator.pk,
        "position_id": indicator.position_id,
        "objective": indicator.objective.text,
        "text": indicator.text,
        "source_line": indicator.source_line,
        "definition": {name: getattr(definition, name) for name in names}
        | {"version": definition.number},
    }


@router.get("/targets", response=can_answer(Page[answers.Target]), summary="Target")
def targets(
    request: Request,
    paging: Asked,
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None,
    indicator: Id | None = None,
    period: Id | None = None,
) -> dict[str, Any]:
    """List the targets of the office that stand now, of the years and their periods."""
    found = planning.list_standing_targets(for_user=viewer_of(request))
    asked = {"year__year": year, "indicator": indicator, "period": period}
    found = found.filter(**{k: v for k, v in asked.items() if v is not None})
    names = (
        *("indicator_id", "period_id", "text", "stretch_text"),
        *("decided_by", "decided_at", "promised_by", "promised_at"),
        *("agreed_by", "agreed_at"),
    )
    return page_of(
        found,
        paging,
        lambda row: (
            {name: getattr(row, name) for name in names}
            | {
                "id": row.pk,
                "year": row.year.year,
                "version": row.number,
                "value": digits(row.value),
                "stretch_value": digits(row.stretch_value),
            }
        ),
    )


@router.get(
    "/realisations",
    response=can_answer(Page[answers.Realisation]),
    summary="Realisasi yang boleh dibaca",
)
def realisations(
    request: Request,
    paging: Asked,
    period: Id | None = None,
    indicator: Id | None = None,
    status: RealisationStatus | None = None,
) -> dict[str, Any]:
    """List the realisations that the caller may see, with their scores."""
    found = (
        measurement.visible(for_user=viewer_of(request))
        .select_related("person")
        .order_by("period__starts_on", "pk")
    )
    asked = {"period": period, "indicator": indicator, "status": status}
    found = found.filter(**{k: v for k, v in asked.items() if v is not None})
    page = page_of(found, paging, lambda row: {"row": row})
    rows = [item["row"] for item in page["items"]]
    return page | {"items": list(show_realisations(rows))}


def show_realisations(
    rows: Iterable[measurement.Realisation],
) -> Iterable[dict[str, Any]]:
    """Yield realisations with their current scores."""
    rows = list(rows)
    scores = scoring.scores_of(realisations=[row.pk for row in rows])
    for row in rows:
        score = scores.get(row.pk)
        yield {
            "id": row.pk,
            "indicator_id": row.indicator_id,
            "period_id": row.period_id,
            "position_id": row.position_id,
            "person": row.person.name,
            "status": row.status,
            "is_late": row.is_late,
            "entered_text": row.entered_text,
            "value": digits(row.value),
            "numerator": digits(row.numerator),
            "denominator": digits(row.denominator),
            "submitted_at": row.submitted_at,
            "score": score
            and {
                "status": score.status,
                "achievement_percent": digits(score.achievement_percent),
                "score": digits(score.score),
                "class_name": score.class_name,
                "reason": score.reason,
                "rules": score.rules,
            },
        }


@router.get(
    "/realisations/{realisation_id}",
    response=can_answer(answers.RealisationInFull),
    summary="Satu realisasi dengan paspornya",
)
def realisation(request: Request, realisation_id: Id) -> dict[str, Any]:
    """Tell one realisation whole: explanation, passport, names of its evidence."""
    viewer = viewer_of(request)
    row = measurement.get_realisation(realisation_id=realisation_id, for_user=viewer)
    score = scoring.score_with_passport(realisation=row)
    [shown] = show_realisations([row])
    return shown | {
        "obstacles": row.obstacles,
        "follow_up": row.follow_up,
        "passport": score.passport if score else [],
        "evidence": [
            one.evidence.name
            for one in evidence_queries.list_evidence(realisation=row, for_user=viewer)
        ],
    }


@router.get(
    "/roll-ups", response=can_answer(Page[answers.RollUp]), summary="Rekap capaian"
)
def roll_ups(
    request: Request, paging: Asked, period: Id, level: Level = Level.UNIT
) -> dict[str, Any]:
    """List the achievements of one level in a period, as the dashboard shows them."""
    viewer = viewer_of(request)
    demand_dashboard(viewer)
    chosen = planning.get_period(period_id=period, for_user=viewer)
    found = scoring.list_roll_ups(
        periods=[chosen], level=level, for_user=viewer
    ).order_by("pk")
    return page_of(
        found,
        paging,
        lambda row: {
            "id": row.pk,
            "period_id": row.period_id,
            "level": row.level,
            "unit_id": row.unit_id,
            "position_id": row.position_id,
            "objective_id": row.objective_id,
            "achievement_percent": digits(row.achievement_percent),
            "class_name": row.class_name,
            "count": row.count,
        },
    )
