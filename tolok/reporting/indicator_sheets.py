"""One indicator, whole: what its page and documents show, with the years it continues.

Always told who asks. What a person may not see is not there, rather than blank.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from tolok.measurement.models import Evidence, Realisation, RealisationStep
from tolok.measurement.policies import REPORTED
from tolok.measurement.queries import visible
from tolok.organisation.queries import Viewer
from tolok.planning.models import Target
from tolok.registry.models import (
    Definition,
    Indicator,
    Objective,
)
from tolok.reporting.serving import serving
from tolok.reporting.sheets import HOLDERS_AT_MOST, current_score
from tolok.scoring.enums import ScoreStatus


# How far back the page of an indicator looks: four years.
CONTINUED = "continues__continues__continues__continues"


@dataclass(frozen=True)
class Holder:
    """Someone whose results on an indicator the viewer may see."""

    person_id: int
    name: str


@dataclass(frozen=True)
class EarlierYear:
    """An earlier indicator that this one goes on from, with what came of it.

    `rows` are like those of the sheet, of the same person where they reported then,
    else of the first by name; each also knows `measure`, `unit_of_measure`, `decimals`.
    `targets` are its current ones by period.
    """

    indicator: Indicator
    rows: list[Any]
    targets: dict[int | None, Target]


@dataclass(frozen=True)
class IndicatorSheet:
    """One indicator, whole, with the results of one of its holders.

    `rows` are that person's realisations, oldest first, each with `score_status`,
    `percent`, `class_name`, `class_rank`, `score_value`, `passport`, `score_reason`;
    `row` is the one of the period asked for, else the newest that was reported.
    """

    indicator: Indicator
    definition: Definition
    earlier_definitions: list[Definition]
    holders: list[Holder]
    holder: Holder | None
    rows: list[Any]
    row: Any | None
    targets: list[Target]
    evidence: list[Evidence]
    steps: list[RealisationStep]
    above: list[Objective]
    earlier: list[EarlierYear]
    followed_by: int | None
    below: Sequence[Objective]
    below_count: int

    def target_of(self, period_id: int | None, *, year: int) -> Target | None:
        """Return the current target of a period; None as period is the whole year."""
        return next(
            (
                target
                for target in self.targets
                if target.is_current
                and target.period_id == period_id
                and target.year.year == year
            ),
            None,
        )


def get_indicator_sheet(
    *,
    indicator_id: int,
    for_user: Viewer,
    person_id: int | None = None,
    period_id: int | None = None,
) -> IndicatorSheet:
    """Return one indicator of the viewer's office, whole; at most seven queries.

    Without `person_id` it is the viewer, where they hold it, else the first by name.
    Raises `Indicator.DoesNotExist`, and `Realisation.DoesNotExist` for a person or a
    period that the viewer may not see here.
    """
    definition, *earlier = _definitions(indicator_id, for_user)
    indicator = definition.indicator
    seen = visible(for_user=for_user).filter(indicator=indicator)
    holders = [
        Holder(*row)
        for row in seen.order_by("person__name", "person_id")
        .values_list("person_id", "person__name")
        .distinct()[:HOLDERS_AT_MOST]
    ]
    holder = _choose_holder(holders, person_id, for_user)
    before = _continued(indicator)
    found = _rows_of(visible(for_user=for_user), indicator, holder, before)
    rows = [row for row in found if row.indicator_id == indicator.pk]
    row = _choose_row(rows, period_id)
    targets = list(
        Target.objects.filter(indicator__in=[indicator, *before])
        .select_related("period", "year", "basis")
        .order_by("decided_at", "pk")
    )
    served = serving(indicator)
    return IndicatorSheet(
        indicator=indicator,
        definition=definition,
        earlier_definitions=earlier,
        holders=holders,
        holder=holder,
        rows=rows,
        row=row,
        targets=[one for one in targets if one.indicator_id == indicator.pk],
        evidence=_evidence(row),
        steps=_steps(row),
        above=served.above,
        earlier=[_year_of(one, found, targets, holder) for one in reversed(before)],
        followed_by=vars(definition)["followed_by"],
        below=served.below,
        below_count=served.below_count,
    )


def _continued(indicator: Indicator) -> list[Indicator]:
    """Return the indicators that this one goes on from, the last year first.

    They were fetched along with it, at most as many as `CONTINUED` goes back.
    """
    found: list[Indicator] = []
    before = indicator.continues
    while before is not None:
        found.append(before)
        before = before.continues if len(found) <= CONTINUED.count("__") else None
    return found


def _year_of(
    indicator: Indicator,
    found: Sequence[Any],
    targets: Sequence[Target],
    holder: Holder | None,
) -> EarlierYear:
    rows = [row for row in found if row.indicator_id == indicator.pk]
    wanted = holder.person_id if holder else 0
    if rows and not any(row.person_id == wanted for row in rows):
        wanted = min(rows, key=lambda row: (row.person.name, row.person_id)).person_id
    return EarlierYear(
        indicator=indicator,
        rows=[row for row in rows if row.person_id == wanted],
        targets={
            one.period_id: one
            for one in targets
            if one.indicator_id == indicator.pk and one.is_current
        },
    )


def _definitions(indicator_id: int, for_user: Viewer) -> list[Definition]:
    """Return the current definition with its indicator and those before it, in one query."""
    found: list[Definition] = list(
        Definition.objects.filter(
            indicator=indicator_id, indicator__position__office_id=for_user.office_id
        )
        .select_related(
            "indicator__objective",
            "indicator__version__decree",
            "indicator__position__unit",
            "indicator__position__superior",
            f"indicator__{CONTINUED}",
            "responsible",
            "verifier",
        )
        .defer(
            "indicator__version__decree__content",
            "indicator__version__decree__source_lines",
        )
        .annotate(
            followed_by=Subquery(
                Indicator.objects.filter(continues=OuterRef("indicator"))
                .order_by("-pk")
                .values("pk")[:1]
            )
        )
        .order_by("-is_current", "-number")
    )
    if not found or not found[0].is_current:
        raise Indicator.DoesNotExist
    return found


def _choose_holder(
    holders: Sequence[Holder], person_id: int | None, for_user: Viewer
) -> Holder | None:
    if person_id is not None:
        for holder in holders:
            if holder.person_id == person_id:
                return holder
        raise Realisation.DoesNotExist
    own = [h for h in holders if h.person_id == for_user.person_id]
    return next(iter(own or holders), None)


def _rows_of(
    seen: Any,
    indicator: Indicator,
    holder: Holder | None,
    before: Sequence[Indicator],
) -> list[Any]:
    """Return a holder's rows, and those of the indicators before, in one query."""
    wanted = Q(indicator__in=list(before))
    if holder is not None:
        wanted |= Q(indicator=indicator, person_id=holder.person_id)
    elif not before:
        return []
    return list(
        seen.filter(wanted)
        .select_related("period__year", "decided_by", "verifier", "person")
        .annotate(
            now=current_score(),
            sheet=FilteredRelation(
                "indicator__definitions",
                condition=Q(indicator__definitions__is_current=True),
            ),
            measure=F("sheet__measure"),
            unit_of_measure=F("sheet__unit_of_measure"),
            decimals=F("sheet__decimals"),
            score_status=Coalesce(F("now__status"), Value("")),
            percent=F("now__achievement_percent"),
            scored_at=F("now__computed_at"),
            scored_from=F("now__measurement"),
            score_value=F("now__score"),
            class_name=Coalesce(F("now__class_name"), Value("")),
            class_rank=F("now__class_rank"),
            passport=F("now__passport"),
            score_reason=F("now__reason"),
        )
        .order_by("period__starts_on", "pk")
    )


def _choose_row(rows: Sequence[Any], period_id: int | None) -> Any | None:
    if period_id is not None:
        for row in rows:
            if row.period_id == period_id:
                return row
        raise Realisation.DoesNotExist
    reported = [row for row in rows if is_reported(row)]
    return (reported or list(rows) or [None])[-1]


def _evidence(row: Any | None) -> list[Evidence]:
    if row is None:
        return []
    return list(
        Evidence.objects.filter(realisation=row).select_related("file").order_by("pk")
    )


def _steps(row: Any | None) -> list[RealisationStep]:
    if row is None:
        return []
    return list(RealisationStep.objects.filter(realisation=row).order_by("-at", "-pk"))


def is_computed(row: Any) -> bool:
    """Tell whether a row of a sheet has an achievement."""
    return bool(row.score_status == ScoreStatus.COMPUTED)


def is_reported(row: Any) -> bool:
    """Tell whether a row of a sheet was sent, verified or not."""
    return row.status in REPORTED
