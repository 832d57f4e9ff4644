"""Rows of the lists as they were known at a past moment."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from tolok.measurement.evidence_past import PastEvidence, proofs_at
from tolok.measurement.models import Realisation
from tolok.measurement.past import as_they_were, versions_at
from tolok.measurement.queries import missing_at
from tolok.measurement.visibility import visible
from tolok.organisation.models import Person, Position, Unit
from tolok.organisation.queries import Viewer
from tolok.planning.models import Extension, PerformanceYear, Period
from tolok.planning.queries import extensions_of, targets_of
from tolok.reporting.queries import standing_of
from tolok.reporting.years import SUBJECT, YearLine, seen_people
from tolok.scoring.as_at import roll_ups_at, scores_at
from tolok.scoring.enums import Level


if TYPE_CHECKING:
    from tolok.scoring.models import RollUp


ROWS_AT_ONCE = 2_000


def monitored_at(
    *, for_user: Viewer, periods: Sequence[Period], unit: Unit | None, moment: datetime
) -> Iterator[Any]:
    """Yield the realisations of some periods of one year, each indicator's together.

    Each knows its `percent`, `period_target` and `year_target` of then.
    """
    if not periods:
        return
    found = versions_at(
        visible(for_user=for_user, superseded=True).filter(
            period__in=periods, unit__path__startswith=unit.path if unit else ""
        ),
        moment,
    )
    rows = (
        found.select_related("indicator__objective", "person", "position", "unit")
        .order_by(
            *("position__order", "indicator__objective__order", "indicator__order"),
            *("indicator_id", "person_id", "period__ends_on", "pk"),
        )
        .iterator(chunk_size=ROWS_AT_ONCE)
    )
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        as_they_were(batch, moment=moment)
        scores = scores_at(realisations=[row.pk for row in batch], moment=moment)
        targets = targets_of(
            indicators={row.indicator_id for row in batch},
            year=periods[0].year,
            moment=moment,
        )
        row: Any
        for row in batch:
            score = scores.get(row.pk)
            own = targets.get((row.indicator_id, row.period_id))
            whole = targets.get((row.indicator_id, None))
            row.percent = score.achievement_percent if score else None
            row.period_target = own.text if own else None
            row.year_target = whole.text if whole else None
            yield row


def missing_with_due(
    *, for_user: Viewer, period: Period, unit: Unit | None, moment: datetime
) -> Iterator[tuple[Realisation, date]]:
    """Yield what was not reported at a moment, with the due day as extended by then."""
    granted = extensions_of(period=period, moment=moment)
    later = set(
        Extension.objects.filter(period=period, given_at__gt=moment).values_list(
            "ends_on", flat=True
        )
    )
    for row in missing_at(
        period=period,
        for_user=for_user,
        moment=moment,
        unit_path=unit.path if unit else "",
    ):
        until = row.extended_until
        if until in later:
            until = granted.until(path=row.unit.path, position_id=row.position_id)
        yield row, until or row.own_due_on or period.due_on


def evidence_of(
    *, for_user: Viewer, period: Period, unit: Unit | None, moment: datetime
) -> Iterator[tuple[Realisation, PastEvidence]]:
    """Yield what proved the realisations of a period at a moment."""
    found = versions_at(
        visible(for_user=for_user, superseded=True).filter(
            period=period, unit__path__startswith=unit.path if unit else ""
        ),
        moment,
    )
    rows = (
        found.select_related("indicator", "person", "position", "unit")
        .order_by("position__order", "pk")
        .iterator(chunk_size=ROWS_AT_ONCE)
    )
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        proofs = proofs_at(
            [row.pk for row in batch], moment=moment, office_id=period.office_id
        )
        for row in batch:
            for proof in proofs.get(row.pk, []):
                yield row, proof


def year_lines_at(
    *,
    for_user: Viewer,
    year: PerformanceYear,
    level: Level,
    unit: Unit | None,
    moment: datetime,
) -> list[YearLine]:
    """Return what `years.get_year_table` would have listed at a moment, lowest first."""
    known = roll_ups_at(year=year, moment=moment)
    path = unit.path if unit else ""
    paths = {one.pk: one.path for one in Unit.objects.filter(office=year.office_id)}
    if level == Level.PERSON:
        seats = [
            (row.person_id or 0, paths.get(row.unit_id or 0, ""))
            for row in known
            if row.level == Level.SEAT
        ]
        kept = seen_people(for_user, seats, path)
    else:
        kept = {
            getattr(row, SUBJECT[level])
            for row in known
            if row.level == level and paths.get(row.unit_id or 0, "").startswith(path)
        }
    groups: dict[int, list[RollUp]] = {}
    for row in known:
        subject = getattr(row, SUBJECT[level])
        if row.level == level and subject in kept:
            groups.setdefault(subject, []).append(row)
    named = _names(level, list(groups))
    lines = [
        (
            whole.hundredths or 0,
            subject,
            YearLine(
                level,
                *named[subject],
                {row.period_id: standing_of(row) for row in rows},
                whole.owed,
                whole.counted,
            ),
        )
        for subject, rows in groups.items()
        for whole in rows
        if whole.period_id is None
    ]
    return [line for *_order, line in sorted(lines, key=lambda one: one[:2])]


def _names(level: Level, subjects: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """Return label and note of units, positions or people, as they are named today."""
    if level == Level.POSITION:
        seats = Position.objects.select_related("unit").in_bulk(subjects)
        return {pk: (str(one), str(one.unit)) for pk, one in seats.items()}
    model = Unit if level == Level.UNIT else Person
    return {
        pk: (str(one), "")
        for pk, one in model._default_manager.in_bulk(subjects).items()
    }
