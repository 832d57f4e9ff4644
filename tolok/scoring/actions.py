"""Score verified realisations and roll them up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.organisation.duties import Duty, list_duties
from tolok.planning.models import PerformanceYear, Period, Target
from tolok.records import copying
from tolok.registry.models import Definition
from tolok.scoring import following, rollups
from tolok.scoring.calculator import class_of
from tolok.scoring.enums import Level
from tolok.scoring.gathering import duties_in_year
from tolok.scoring.keeping import calculate
from tolok.scoring.measurements import Reported, add_share, build_measurement
from tolok.scoring.models import RollUp, Score
from tolok.scoring.shares import is_split_by_days, share_of


POSITIONS_AT_ONCE = 200


@transaction.atomic
def score_realisations(
    *, realisations: Sequence[Realisation], at: datetime
) -> list[Score]:
    """Score verified realisations and roll up what they touch; return the new scores.

    A realisation whose digits did not change keeps its score.
    """
    verified = [r for r in realisations if r.status == RealisationStatus.VERIFIED]
    if not verified:
        return []
    periods = {
        period.pk: period
        for period in Period.objects.filter(
            year__periods__in={row.period_id for row in verified}
        ).distinct()
    }
    years = {
        year.pk: year
        for year in _locked_years({period.year_id for period in periods.values()})
    }
    for period in periods.values():
        period.year = years[period.year_id]
    touched: dict[int, list[Realisation]] = defaultdict(list)
    for row in verified:
        touched[periods[row.period_id].year_id].append(row)
    scores: list[Score] = []
    for year_id, rows in touched.items():
        year = years[year_id]
        duties = duties_in_year(
            year=year, position_ids={row.position_id for row in rows}
        )
        found = _new_scores([Verified.of(row) for row in rows], periods, duties, at)
        _keep(found)
        following.follow(
            year=year,
            touched=rows,
            at=at,
            periods={pk: one for pk, one in periods.items() if one.year_id == year_id},
            duties=duties,
        )
        scores += found
    return scores


def _keep(scores: Sequence[Score]) -> None:
    """Write new scores; those that they follow stay and are current no more."""
    again = [score.realisation_id for score in scores if score.number > 1]
    if again:
        Score.objects.filter(realisation__in=again, is_current=True).update(
            is_current=False
        )
    copying.write_rows(Score, scores)


class Verified(NamedTuple):
    """What of a verified realisation its score depends on."""

    pk: int
    indicator_id: int
    period_id: int
    person_id: int
    position_id: int
    decided_at: datetime | None
    reported: Reported

    @classmethod
    def of(cls, row: Realisation) -> "Verified":
        """Return it of a realisation at hand."""
        return cls(
            row.pk,
            row.indicator_id,
            row.period_id,
            row.person_id,
            row.position_id,
            row.decided_at,
            Reported.of(row),
        )


class Earlier(NamedTuple):
    """The score that stands: its version and what it was computed from."""

    number: int
    measurement: dict[str, Any]


def _new_scores(
    rows: Sequence[Verified],
    periods: dict[int, Period],
    duties: dict[int, list[Duty]],
    at: datetime,
    among: Sequence[int] | None = None,
) -> list[Score]:
    """Compute the scores that differ from those that stand, of the rows given.

    `among` are the positions where the rows are all of theirs that are verified.
    """
    indicator_ids = {row.indicator_id for row in rows}
    definitions = _definitions_of(indicator_ids)
    targets = {
        (target.indicator_id, target.period_id): target
        for target in Target.objects.filter(
            indicator__in=indicator_ids, period__in=periods, is_current=True
        )
    }
    standing = Score.objects.filter(is_current=True)
    if among is None:
        standing = standing.filter(realisation__in=[row.pk for row in rows])
    else:
        standing = standing.filter(realisation__position__in=among)
    known = {
        realisation_id: Earlier(number, measurement)
        for realisation_id, number, measurement in standing.values_list(
            "realisation_id", "number", "measurement"
        )
    }
    scores = []
    for row in rows:
        period = periods[row.period_id]
        definition = _held(definitions[row.indicator_id], row, at)
        measurement = build_measurement(
            reported=row.reported,
            definition=definition,
            target=targets.get((row.indicator_id, row.period_id)),
            period=period,
            year=period.year,
            share=share_of(
                duties.get(row.position_id, ()),
                person_id=row.person_id,
                first=period.starts_on,
                last=period.ends_on,
                splits=is_split_by_days(definition, period),
            ),
        )
        old = known.get(row.pk)
        if old is not None and old.measurement == measurement:
            continue
        scores.append(_score(row, measurement, period, old, at))
    return scores


def _definitions_of(indicator_ids: Iterable[int]) -> dict[int, list[Definition]]:
    """Return all definitions of these indicators, the newest first."""
    found: dict[int, list[Definition]] = defaultdict(list)
    for row in Definition.objects.filter(indicator__in=indicator_ids).order_by(
        "-number"
    ):
        found[row.indicator_id].append(row)
    return found


def _held(definitions: Sequence[Definition], row: Verified, at: datetime) -> Definition:
    """Return the definition that held when a realisation was decided.

    A later one never touches it, also where the period is computed anew.
    """
    decided = row.decided_at or at
    for definition in definitions:
        if definition.created_at <= decided:
            return definition
    return definitions[-1]


def _score(
    row: Verified,
    measurement: dict[str, Any],
    period: Period,
    old: Earlier | None,
    at: datetime,
) -> Score:
    result = calculate(measurement, region=settings.REGIONAL_RULES or None)
    achievement = _decimal(result["achievement"])
    rank = None
    if achievement is not None:
        rank = class_of(
            achievement,
            rules=period.year.rules,
            on=period.ends_on,
            elect=period.year.elected,
            target_is_maximum=measurement["target_is_maximum"],
            region=settings.REGIONAL_RULES or None,
        ).rank
    return Score(
        realisation_id=row.pk,
        number=old.number + 1 if old else 1,
        status=result["status"],
        achievement_percent=achievement,
        score=_decimal(result["score"]),
        class_name=result["class"] or "",
        class_rank=rank,
        rules=period.year.rules,
        measurement=measurement,
        passport=result["passport"],
        reason=result.get("reason") or "",
        computed_at=at,
        created_at=at,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@transaction.atomic
def follow_shares(*, position_ids: Iterable[int], at: datetime) -> list[Score]:
    """Bring scores in line with who held these positions on which days.

    Only the share of the target changes, nothing else that was scored; what keeps its
    share keeps its score. Everything above is rolled up anew.
    """
    wanted = list(position_ids)
    current = list(
        Score.objects.filter(
            is_current=True,
            realisation__is_current=True,
            realisation__position__in=wanted,
        ).select_related("realisation__period__year")
    )
    if not current:
        return []
    _locked_years({score.realisation.period.year_id for score in current})
    definitions = {
        row.indicator_id: row
        for row in Definition.objects.filter(
            indicator__in={score.realisation.indicator_id for score in current},
            is_current=True,
        )
    }
    periods = [score.realisation.period for score in current]
    duties = list_duties(
        positions=wanted,
        first=min(period.starts_on for period in periods),
        last=max(period.ends_on for period in periods),
    )
    changed = []
    for old in current:
        row, period = old.realisation, old.realisation.period
        measurement = {k: v for k, v in old.measurement.items() if k != "share"}
        share = share_of(
            duties.get(row.position_id, ()),
            person_id=row.person_id,
            first=period.starts_on,
            last=period.ends_on,
            splits=is_split_by_days(definitions[row.indicator_id], period),
        )
        add_share(measurement, share)
        if measurement != old.measurement:
            earlier = Earlier(old.number, old.measurement)
            changed.append(_score(Verified.of(row), measurement, period, earlier, at))
    Score.objects.filter(
        realisation__in=[score.realisation_id for score in changed], is_current=True
    ).update(is_current=False)
    Score.objects.bulk_create(changed, batch_size=300)
    roll_up_positions(position_ids=wanted, at=at)
    return changed


@transaction.atomic
def roll_up_positions(*, position_ids: Iterable[int], at: datetime) -> None:
    """Roll up anew all years in which these positions have a score."""
    by_year: dict[int, set[int]] = defaultdict(set)
    for year_id, position_id in (
        RollUp.objects.filter(position__in=list(position_ids), level=Level.POSITION)
        .order_by()
        .values_list("year_id", "position_id")
        .distinct()
    ):
        by_year[year_id].add(position_id)
    for year in _locked_years(by_year):
        rollups.roll_up(year=year, position_ids=by_year[year.pk], at=at)


@transaction.atomic
def roll_up_realisations(*, realisations: Sequence[Realisation], at: datetime) -> None:
    """Roll up anew what these realisations touch."""
    year_of = dict(
        Period.objects.filter(
            pk__in={row.period_id for row in realisations}
        ).values_list("pk", "year_id")
    )
    for year in _locked_years(year_of.values()):
        following.follow(
            year=year,
            touched=[r for r in realisations if year_of[r.period_id] == year.pk],
            at=at,
        )


@transaction.atomic
def roll_up_offices(*, office_ids: Iterable[int], at: datetime) -> None:
    """Take the sums of the units of these offices anew, in all years with a score."""
    years = RollUp.objects.filter(office__in=list(office_ids), level=Level.OFFICE)
    for year in _locked_years(set(years.values_list("year_id", flat=True))):
        rollups.roll_up_totals(year=year, at=at)


@transaction.atomic
def roll_up_totals(*, year: PerformanceYear, at: datetime) -> None:
    """Take the sums of the units of one year anew."""
    for locked in _locked_years([year.pk]):
        rollups.roll_up_totals(year=locked, at=at)


def _locked_years(ids: Iterable[int]) -> list[PerformanceYear]:
    """Return the years, locked: two who score in one office wait for each other."""
    return list(
        PerformanceYear.objects.select_for_update(of=("self",))
        .filter(pk__in=list(ids))
        .order_by("pk")
    )


@transaction.atomic
def recompute_year(*, year: PerformanceYear, at: datetime) -> int:
    """Score and roll up a whole year of an office anew; return how many scores changed.

    For `recomputing` and `offices`, which say who asks: some hundred positions at a time,
    so that the memory stays the same whatever the size of the office. Only what differs
    is written.
    """
    _locked_years([year.pk])
    rollups.forget_year(year=year)
    periods = {period.pk: period for period in Period.objects.filter(year=year)}
    for period in periods.values():
        period.year = year
    verified = Realisation.objects.filter(
        period__in=list(periods), status=RealisationStatus.VERIFIED
    )
    positions = list(
        verified.order_by("position_id")
        .values_list("position_id", flat=True)
        .distinct()
    )
    changed = 0
    for start in range(0, len(positions), POSITIONS_AT_ONCE):
        part = positions[start : start + POSITIONS_AT_ONCE]
        rows = [
            Verified(pk, indicator, period, person, position, decided, Reported(*told))
            for pk, indicator, period, person, position, decided, *told in (
                verified.filter(position__in=part).values_list(
                    *("pk", "indicator_id", "period_id", "person_id", "position_id"),
                    *("decided_at", "entered_text", "numerator", "denominator"),
                    "value",
                )
            )
        ]
        duties = duties_in_year(year=year, position_ids=part)
        scores = _new_scores(rows, periods, duties, at, among=part)
        _keep(scores)
        changed += len(scores)
        rollups.roll_up(
            year=year,
            position_ids=part,
            at=at,
            with_totals=False,
            periods=periods,
            duties=duties,
        )
    rollups.roll_up_totals(year=year, at=at)
    return changed
