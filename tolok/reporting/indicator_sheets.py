"""One indicator, whole: what its page and documents show, with the years it continues.

Always told who asks. What a person may not see is not there, rather than blank.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from tolok.measurement.models import Evidence, Realisation, RealisationStep
from tolok.measurement.past import as_they_were, versions_at
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
from tolok.scoring.as_at import scores_at
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
    `row` is the one of the period asked for, else the newest that was reported. `day` is
    the past day at whose end all of it was so, None for now.
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
    day: date | None = None

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
    moment: datetime | None = None,
) -> IndicatorSheet:
    """Return one indicator of the viewer's office, whole; at most seven queries.

    With `moment` as it was known then: values, scores, targets, definition and steps; the
    evidence of then that still stands.

    Without `person_id` it is the viewer, where they hold it, else the first by name.
    Raises `Indicator.DoesNotExist`, and `Realisation.DoesNotExist` for a person or a
    period that the viewer may not see here.
    """
    definition, *earlier = _definitions(indicator_id, for_user, moment)
    indicator = definition.indicator
    everything = visible(for_user=for_user, superseded=moment is not None)
    if moment is not None:
        everything = versions_at(everything, moment)
    seen = everything.filter(indicator=indicator)
    holders = [
        Holder(*row)
        for row in seen.order_by("person__name", "person_id")
        .values_list("person_id", "person__name")
        .distinct()[:HOLDERS_AT_MOST]
    ]
    holder = _choose_holder(holders, person_id, for_user)
    before = _continued(indicator)
    found = _rows_of(everything, indicator, holder, before, moment)
    rows = [row for row in found if row.indicator_id == indicator.pk]
    row = _choose_row(rows, period_id)
    targets = list(
        Target.objects.filter(indicator__in=[indicator, *before])
        .select_related("period", "year", "basis")
        .order_by("decided_at", "pk")
    )
    if moment is not None:
        targets = _standing_then(targets, moment)
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
        evidence=_evidence(row, moment),
        steps=_steps(row, moment),
        above=served.above,
        earlier=[_year_of(one, found, targets, holder) for one in reversed(before)],
        followed_by=vars(definition)["followed_by"],
        below=served.below,
        below_count=served.below_count,
        day=moment.date() if moment else None,
    )


def _standing_then(targets: Sequence[Target], moment: datetime) -> list[Target]:
    """Return the versions decided by a moment, each knowing whether it stood then."""
    known = [one for one in targets if one.decided_at <= moment]
    newest = {
        (one.indicator_id, one.year_id, one.period_id): one.number
        for one in sorted(known, key=lambda one: one.number)
    }
    for one in known:
        place = (one.indicator_id, one.year_id, one.period_id)
        one.is_current = newest[place] == one.number
    return known


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


def _definitions(
    indicator_id: int, for_user: Viewer, moment: datetime | None
) -> list[Definition]:
    """Return the current definition with its indicator and those before it, in one query.

    With `moment` that which held then; the first one where none stood yet.
    """
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
    if moment is not None:
        return [one for one in found if one.created_at <= moment] or found[-1:]
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
    moment: datetime | None,
) -> list[Any]:
    """Return a holder's rows, and those of the indicators before, in one query.

    With `moment` as they were known then, in three.
    """
    wanted = Q(indicator__in=list(before))
    if holder is not None:
        wanted |= Q(indicator=indicator, person_id=holder.person_id)
    elif not before:
        return []
    found = (
        seen.filter(wanted)
        .select_related("period__year", "decided_by", "verifier", "person")
        .annotate(
            sheet=FilteredRelation(
                "indicator__definitions",
                condition=Q(indicator__definitions__is_current=True),
            ),
            measure=F("sheet__measure"),
            unit_of_measure=F("sheet__unit_of_measure"),
            decimals=F("sheet__decimals"),
        )
        .order_by("period__starts_on", "pk")
    )
    if moment is not None:
        return _as_scored_then(list(found), moment)
    return list(
        found.annotate(
            now=current_score(),
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
    )


def _as_scored_then(rows: Sequence[Any], moment: datetime) -> list[Any]:
    """Set rows to what was known of them at a moment, with their scores of then."""
    then: list[Any] = list(as_they_were(rows, moment=moment))
    scores = scores_at(
        realisations=[row.pk for row in then], moment=moment, with_passports=True
    )
    for row in then:
        score = scores.get(row.pk)
        row.score_status = score.status if score else ""
        row.percent = score.achievement_percent if score else None
        row.scored_at = score.computed_at if score else None
        row.scored_from = score.measurement if score else None
        row.score_value = score.score if score else None
        row.class_name = score.class_name if score else ""
        row.class_rank = score.class_rank if score else None
        row.passport = score.passport if score else None
        row.score_reason = score.reason if score else None
    return then


def _choose_row(rows: Sequence[Any], period_id: int | None) -> Any | None:
    if period_id is not None:
        for row in rows:
            if row.period_id == period_id:
                return row
        raise Realisation.DoesNotExist
    reported = [row for row in rows if is_reported(row)]
    return (reported or list(rows) or [None])[-1]


def _evidence(row: Any | None, moment: datetime | None) -> list[Evidence]:
    if row is None:
        return []
    found = Evidence.objects.filter(realisation=row)
    if moment is not None:
        found = found.filter(created_at__lte=moment)
    return list(found.select_related("file").order_by("pk"))


def _steps(row: Any | None, moment: datetime | None) -> list[RealisationStep]:
    if row is None:
        return []
    found = RealisationStep.objects.filter(realisation=row)
    if moment is not None:
        found = found.filter(at__lte=moment)
    return list(found.order_by("-at", "-pk"))


def is_computed(row: Any) -> bool:
    """Tell whether a row of a sheet has an achievement."""
    return bool(row.score_status == ScoreStatus.COMPUTED)


def is_reported(row: Any) -> bool:
    """Tell whether a row of a sheet was sent, verified or not."""
    return row.status in REPORTED
