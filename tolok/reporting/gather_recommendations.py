"""Gather the register of recommendations as the list on screen showed it."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from tolok.inspection.enums import RecommendationAct
from tolok.inspection.models import RecommendationEvidence, RecommendationStep
from tolok.inspection.policies import BY_THE_OFFICE
from tolok.inspection.queries import Wanted, list_recommendations
from tolok.organisation.queries import Viewer
from tolok.reporting.documents.recommendation_table import (
    RecommendationRow,
    RecommendationTable,
)
from tolok.reporting.gather import demand_download, frame_of


JUDGED = (
    *(RecommendationAct.FIT, RecommendationAct.UNFIT),
    *(RecommendationAct.IMPOSSIBLE, RecommendationAct.WITHDRAWN),
)


def gather_recommendations(
    *, for_user: Viewer, wanted: Wanted, as_at: datetime
) -> RecommendationTable:
    """Return what a person may see of the register, as it is filtered.

    Raises `MayNotDownload`.
    """
    office = demand_download(for_user)
    steps = RecommendationStep.objects.order_by("at", "pk").prefetch_related(
        Prefetch("evidence", RecommendationEvidence.objects.only("step_id"))
    )
    zone = ZoneInfo(office.time_zone)
    rows = list_recommendations(for_user=for_user, wanted=wanted).prefetch_related(
        Prefetch("steps", steps)
    )
    return RecommendationTable(
        frame=frame_of(office, None, as_at, label=str(for_user.on.year)),
        rows=[
            RecommendationRow(
                number=row.number,
                source=row.get_source_display(),
                report_number=row.report_number,
                report_dated_on=row.report_dated_on,
                text=row.text,
                unit=row.unit.name,
                position=row.position.title if row.position else "",
                due_on=row.due_on,
                status=row.get_status_display(),
                is_overdue=row.is_overdue,
                answer=_last_words(row.steps.all(), BY_THE_OFFICE),
                answered_on=_day(row.answered_at, zone),
                evidence_count=sum(len(one.evidence.all()) for one in row.steps.all()),
                judgement=row.get_judgement_display(),
                judgement_text=_last_words(row.steps.all(), JUDGED),
                closed_on=_day(row.closed_at, zone),
            )
            for row in rows
        ],
        scope=wanted.unit.name if wanted.unit else "",
    )


def _last_words(steps: Iterable[RecommendationStep], acts: Collection[str]) -> str:
    told = [step.text for step in steps if step.act in acts]
    return told[-1] if told else ""


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return None if moment is None else moment.astimezone(zone).date()
