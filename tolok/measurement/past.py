"""Realisations as they were known at a past moment, such as the end of a day.

What was superseded, sent again or decided since is told as it stood then: the version
by when it was written, its state by the dated steps, and what had been sent by the audit
trail, which holds each submission whole.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.models import Evidence, Realisation, RealisationStep
from tolok.measurement.policies import REPORTED
from tolok.records.queries import last_events_until


AT_ONCE = 2_000
STATUS_AFTER = {
    Step.OPENED: RealisationStatus.OPEN,
    Step.DRAFTED: RealisationStatus.DRAFT,
    Step.SUBMITTED: RealisationStatus.SUBMITTED,
    Step.WITHDRAWN: RealisationStatus.DRAFT,
    Step.RETURNED: RealisationStatus.RETURNED,
    Step.CHECKED: RealisationStatus.CHECKED,
    Step.VERIFIED: RealisationStatus.VERIFIED,
    Step.REOPENED: RealisationStatus.RETURNED,
}
CAME_BACK = {Step.WITHDRAWN, Step.RETURNED}  # from here on what was sent can change


@dataclass
class _Course:
    """What the steps of one realisation say of a moment."""

    status: RealisationStatus = RealisationStatus.OPEN
    sent_at: datetime | None = None
    came_back_since: bool = False


def versions_at(
    found: QuerySet[Realisation], moment: datetime
) -> QuerySet[Realisation]:
    """Keep of all versions in `found` those that were current at a moment."""
    newer = Realisation.versions.filter(
        indicator=OuterRef("indicator"),
        period=OuterRef("period"),
        person=OuterRef("person"),
        number__gt=OuterRef("number"),
        created_at__lte=moment,
    )
    return found.filter(created_at__lte=moment).exclude(Exists(newer))


def as_they_were(
    rows: Sequence[Realisation], *, moment: datetime
) -> Sequence[Realisation]:
    """Set these versions to what was known of them at a moment; never save them.

    `rows` are of `versions_at`. What was reported has the values that had been sent; of
    what was not, only the state is told. A query for some thousands, and one more where
    something was sent again since.
    """
    courses = _courses([row.pk for row in rows], moment)
    changed = [
        row.pk
        for row in rows
        if courses[row.pk].status in REPORTED and courses[row.pk].came_back_since
    ]
    sent = (
        last_events_until(
            kind=Realisation._meta.label_lower,
            subject_ids=changed,
            action="measurement.submit_realisation",
            moment=moment,
        )
        if changed
        else {}
    )
    for row in rows:
        course = courses[row.pk]
        row.status = course.status
        if course.status not in REPORTED:
            _blank(row)
            continue
        row.submitted_at = course.sent_at or row.submitted_at
        if course.status != RealisationStatus.VERIFIED:
            row.decided_at = row.decided_by = None
        if row.pk in sent:
            _set_values(row, sent[row.pk])
    return rows


def evidence_counts(
    realisations: Sequence[int], *, moment: datetime | None = None
) -> dict[int, int]:
    """Return how many proofs these versions have, or had at a moment."""
    counts = dict(
        Evidence.objects.filter(realisation__in=realisations)
        .order_by()
        .values_list("realisation_id")
        .annotate(count=Count("pk"))
    )
    if moment is None:
        return counts
    for realisation_id, step in RealisationStep.objects.filter(
        realisation__in=realisations,
        step__in=[Step.EVIDENCE_ADDED, Step.EVIDENCE_REMOVED],
        at__gt=moment,
    ).values_list("realisation_id", "step"):
        back = -1 if step == Step.EVIDENCE_ADDED else 1
        counts[realisation_id] = counts.get(realisation_id, 0) + back
    return counts


def _courses(ids: Sequence[int], moment: datetime) -> Mapping[int, _Course]:
    found: dict[int, _Course] = defaultdict(_Course)
    for start in range(0, len(ids), AT_ONCE):
        for realisation_id, step, at in (
            RealisationStep.objects.filter(
                realisation__in=ids[start : start + AT_ONCE],
                step__in=list(STATUS_AFTER),
            )
            .order_by("at", "pk")
            .values_list("realisation_id", "step", "at")
        ):
            course = found[realisation_id]
            if at > moment:
                course.came_back_since |= step in CAME_BACK
                continue
            course.status = STATUS_AFTER[Step(step)]
            if step == Step.SUBMITTED:
                course.sent_at = at
    return found


def _blank(row: Realisation) -> None:
    row.entered_text = row.obstacles = row.follow_up = ""
    row.value = row.numerator = row.denominator = row.parts = None
    row.submitted_at = row.decided_at = row.decided_by = None
    row.is_late = False


def _set_values(row: Realisation, sent: Mapping[str, Any]) -> None:
    """Set what a submission held, as the trail keeps it."""
    row.entered_text = sent["text"]
    row.value = _decimal(sent["value"])
    row.numerator = _decimal(sent["numerator"])
    row.denominator = _decimal(sent["denominator"])
    row.parts = sent["parts"]
    row.obstacles, row.follow_up = sent["obstacles"], sent["follow_up"]
    row.is_late = sent.get("is_late", row.is_late)


def _decimal(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)
