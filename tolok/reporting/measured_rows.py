"""The rows of the table of measurements, read as they are written.

What stands now comes in one query, so that a list of any length is read fast and in the
same memory; what was known on a past day is put together from the versions of that day.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from django.db.models import Count, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import override

from tolok.kernel.numbers import AmountKind, NumberUnreadable, parse_amount
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import SENT, Evidence, Realisation
from tolok.measurement.past import as_they_were, evidence_counts
from tolok.measurement.policies import REPORTED
from tolok.measurement.queries import definition_of, list_reported
from tolok.organisation.models import Unit
from tolok.organisation.queries import Viewer
from tolok.planning.models import Period, Target
from tolok.planning.queries import targets_of
from tolok.reporting.documents.measurement import MeasurementRow, Quantity
from tolok.reporting.sheets import current_score
from tolok.scoring.as_at import scores_at


ROWS_AT_ONCE = 2_000


class Owed(NamedTuple):
    """One realisation that is owed with all that a table says of it."""

    unit: str
    position: str
    holder: str
    objective: str
    indicator: str
    measure_unit: str
    decimals: int
    year_target: str | None
    period_target: str | None
    status: str
    is_late: bool
    submitted_on: date | None
    verifier: str | None
    decided_by: str | None
    numerator: Decimal | None
    value: Decimal | None
    entered_text: str
    achievement: Decimal | None
    class_name: str | None
    score: Decimal | None
    obstacles: str
    follow_up: str
    proofs: int | None


def measured_rows(
    *,
    for_user: Viewer,
    period: Period,
    unit: Unit | None,
    as_at: datetime,
    moment: datetime | None,
) -> Iterator[MeasurementRow]:
    """Yield what is owed in a period as far as a person may see, in the decree's order.

    One query; with `moment`, a past one, five for every two thousand rows.
    """
    found = list_reported(
        period=period,
        for_user=for_user,
        unit_path=unit.path if unit else "",
        moment=moment,
    )
    owed = _now(found, as_at) if moment is None else _then(found, as_at, moment)
    labels = _labels()
    for one in owed:
        yield _row(one, labels)


def _labels() -> dict[str, str]:
    with override("id"):
        return {value: str(label) for value, label in RealisationStatus.choices}


def _now(found: QuerySet[Realisation], as_at: datetime) -> Iterator[Owed]:
    targets = Target.objects.filter(
        indicator=OuterRef("indicator"), is_current=True
    ).order_by()
    proofs = (
        Evidence.objects.filter(realisation=OuterRef("pk"))
        .order_by()
        .values("realisation")
        .annotate(count=Count("pk"))
        .values("count")
    )
    rows = (
        found.select_related(None)
        .prefetch_related(None)
        .annotate(
            sheet=FilteredRelation(
                "indicator__definitions",
                condition=Q(indicator__definitions__is_current=True),
            ),
            now=current_score(),
        )
        .values_list(
            "unit__name",
            "position__title",
            "person__name",
            "indicator__objective__text",
            "indicator__text",
            "sheet__unit_of_measure",
            "sheet__decimals",
            Subquery(
                targets.filter(
                    year=OuterRef("period__year"), period__isnull=True
                ).values("text")[:1]
            ),
            Subquery(targets.filter(period=OuterRef("period")).values("text")[:1]),
            "status",
            "is_late",
            TruncDate("submitted_at", tzinfo=as_at.tzinfo),
            "verifier__title",
            "decided_by__name",
            "numerator",
            "value",
            "entered_text",
            "now__achievement_percent",
            "now__class_name",
            "now__score",
            "obstacles",
            "follow_up",
            Coalesce(Subquery(proofs), 0),
        )
    )
    return map(Owed._make, rows.iterator(chunk_size=ROWS_AT_ONCE))


def _then(
    found: QuerySet[Realisation], as_at: datetime, moment: datetime
) -> Iterator[Owed]:
    rows = found.select_related("verifier", "decided_by").iterator(
        chunk_size=ROWS_AT_ONCE
    )
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        ids = [row.pk for row in batch]
        as_they_were(batch, moment=moment)
        scores = scores_at(realisations=ids, moment=moment)
        targets = targets_of(
            indicators={row.indicator_id for row in batch},
            year=batch[0].period.year,
            moment=moment,
        )
        proofs = evidence_counts(ids, moment=moment)
        for row in batch:
            definition, score = definition_of(row), scores.get(row.pk)
            whole = targets.get((row.indicator_id, None))
            part = targets.get((row.indicator_id, row.period_id))
            sent = row.submitted_at
            yield Owed(
                unit=row.unit.name,
                position=row.position.title,
                holder=row.person.name,
                objective=row.indicator.objective.text,
                indicator=row.indicator.text,
                measure_unit=definition.unit_of_measure,
                decimals=definition.decimals,
                year_target=whole.text if whole else None,
                period_target=part.text if part else None,
                status=row.status,
                is_late=row.is_late,
                submitted_on=sent.astimezone(as_at.tzinfo).date() if sent else None,
                verifier=row.verifier.title if row.verifier else None,
                decided_by=row.decided_by.name if row.decided_by else None,
                numerator=row.numerator,
                value=row.value,
                entered_text=row.entered_text,
                achievement=score.achievement_percent if score else None,
                class_name=score.class_name if score else None,
                score=score.score if score else None,
                obstacles=row.obstacles,
                follow_up=row.follow_up,
                proofs=proofs.get(row.pk),
            )


def _row(one: Owed, labels: dict[str, str]) -> MeasurementRow:
    is_sent = one.status in REPORTED
    is_bare = one.status in SENT and not one.entered_text
    state = labels[one.status]
    return MeasurementRow(
        unit=one.unit,
        position=one.position,
        holder=one.holder,
        objective=one.objective,
        indicator=one.indicator,
        measure_unit=one.measure_unit,
        year_target=quantity_of(one.year_target or ""),
        period_target=quantity_of(one.period_target or ""),
        realisation=_reported(
            one.status,
            one.numerator is not None,
            one.entered_text,
            one.value,
            one.decimals,
        ),
        achievement=one.achievement,
        class_name=one.class_name or "",
        score=one.score,
        state=f"{state}, tanpa angka" if is_bare else state,
        is_reported=is_sent and not is_bare,
        is_verified=one.status == RealisationStatus.VERIFIED,
        is_late=one.is_late,
        submitted_on=one.submitted_on if is_sent else None,
        verifier=(is_sent and one.decided_by) or one.verifier or "",
        evidence_count=one.proofs or 0,
        obstacles=one.obstacles if is_sent else "",
        follow_up=one.follow_up if is_sent else "",
    )


def quantity_of_target(target: Target | None) -> Quantity:
    """Return a target as an amount; without a target the amount is blank."""
    return Quantity() if target is None else quantity_of(target.text)


def quantity_of(text: str) -> Quantity:
    """Return a written amount: a number where it is one and no more, else its words.

    The unit may be left out, for it stands in a column of its own.
    """
    try:
        amount = parse_amount(text)
    except NumberUnreadable:
        return Quantity(text=text)
    plain = amount.kind is AmountKind.NUMBER and amount.scale is None
    if plain and not amount.remark:
        return Quantity(value=amount.value)
    return Quantity(text=text)


def quantity_of_realisation(row: Realisation, decimals: int) -> Quantity:
    """Return what was sent; what is being written or mended is its author's alone."""
    has_parts = row.numerator is not None
    return _reported(row.status, has_parts, row.entered_text, row.value, decimals)


def _reported(
    status: str, has_parts: bool, text: str, value: Decimal | None, decimals: int
) -> Quantity:
    if status not in REPORTED:
        return Quantity()
    if text and not has_parts:
        return quantity_of(text)
    return Quantity(value=value, text=text, decimals=decimals)
