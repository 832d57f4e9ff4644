"""Read scores, their passports and roll-ups, always for someone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from tolok.kernel.rounding import half_up
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.organisation.duties import list_duties
from tolok.organisation.models import Position
from tolok.organisation.queries import Viewer
from tolok.planning.models import PerformanceYear, Period, Target
from tolok.registry.models import Definition
from tolok.rules.loader import load_library
from tolok.scoring import permissions, rolling
from tolok.scoring.calculator import class_of
from tolok.scoring.enums import Level
from tolok.scoring.keeping import calculate
from tolok.scoring.measurements import (
    Reported,
    add_share,
    build_measurement,
    build_year,
)
from tolok.scoring.models import RollUp, Score
from tolok.scoring.shares import Share, is_split_by_days, share_of


WHOLE = Share(Fraction(1), "1/1", "", 0)


def scores_of(*, realisations: Iterable[int]) -> dict[int, Score]:
    """Return the current scores by realisation, without their passports.

    The caller has already asked which realisations the person may see.
    """
    return {
        score.realisation_id: score
        for score in Score.objects.filter(
            realisation_id__in=list(realisations), is_current=True
        ).defer("passport", "measurement")
    }


def score_with_passport(*, realisation: Realisation) -> Score | None:
    """Return the current score of a visible realisation, or None before it is one."""
    return Score.objects.filter(realisation=realisation, is_current=True).first()


def preview(
    *,
    reported: Reported,
    definition: Definition,
    target: Target | None,
    period: Period,
    share: Share | None = None,
) -> dict[str, Any]:
    """Return what the calculator would say of values that are not verified yet.

    Beside the calculator's own keys, `rank` is the class's place among five, or None.
    """
    measurement = build_measurement(
        reported=reported,
        definition=definition,
        target=target,
        period=period,
        year=period.year,
        share=share,
    )
    region = settings.REGIONAL_RULES or None
    result = calculate(measurement, region=region)
    rank = None
    if result["achievement"] is not None:
        rank = class_of(
            Decimal(result["achievement"]),
            rules=period.year.rules,
            on=period.ends_on,
            elect=period.year.elected,
            target_is_maximum=definition.target_is_maximum,
            region=region,
        ).rank
    return {**result, "rank": rank}


def year_so_far(
    *,
    realisations: Sequence[Realisation],
    definition: Definition,
    target: Target | None,
    year: PerformanceYear,
    share: Share | None = None,
) -> dict[str, Any]:
    """Return a person's year in one indicator, from the verified parts alone.

    `realisations` are those of the year in order, with their periods; what is not
    verified counts as blank, and the passport says so. The answer is the calculator's,
    with `rank` beside it: the class's place among five, or None.
    """
    reported = [
        Reported.of(row) if row.status == RealisationStatus.VERIFIED else None
        for row in realisations
    ]
    region = settings.REGIONAL_RULES or None
    on = date(year.year, 12, 31)
    measurement = build_year(
        reported=reported,
        definition=definition,
        target_text=target.text if target else None,
        year=year,
        on=on,
    )
    add_share(measurement, share)
    result = calculate(measurement, region=region)
    rank = None
    if result["achievement"] is not None:
        rank = class_of(
            Decimal(result["achievement"]),
            rules=year.rules,
            on=on,
            elect=year.elected,
            target_is_maximum=definition.target_is_maximum,
            region=region,
        ).rank
    return {**result, "rank": rank}


def achievement_at_year_end(
    *,
    value: Decimal,
    definition: Definition,
    target_text: str,
    year: PerformanceYear,
) -> dict[str, Any]:
    """Return what the calculator would say of a year that ended with `value`.

    `value` is in the definition's unit and is rounded to its decimals first. The answer
    is the calculator's own; nothing of it is kept.
    """
    digits = f"{half_up(value, definition.decimals):f}".replace(".", ",")
    measurement: dict[str, Any] = {
        "rules": year.rules,
        "on": date(year.year, 12, 31).isoformat(),
        "elect": year.elected,
        "polarity": definition.polarity,
        "target": target_text,
        "target_is_maximum": definition.target_is_maximum,
        "realisation": digits,
    }
    return calculate(measurement, region=settings.REGIONAL_RULES or None)


def share_in(
    *,
    position_id: int,
    person_id: int,
    definition: Definition,
    period: Period,
    whole_year: bool = False,
) -> Share:
    """Return which part of the target a person bears in a period, or in its year."""
    first, last = period.starts_on, period.ends_on
    if whole_year:
        first, last = date(first.year, 1, 1), date(first.year, 12, 31)
    splits = is_split_by_days(definition, None if whole_year else period)
    if not splits:  # nothing to ask the database for
        return WHOLE
    duties = list_duties(positions=[position_id], first=first, last=last)
    return share_of(
        duties.get(position_id, ()),
        person_id=person_id,
        first=first,
        last=last,
        splits=splits,
    )


def shares_of(
    *, realisations: Sequence[Realisation], definitions: Mapping[int, Definition]
) -> dict[int, Share]:
    """Return by realisation which part of the target its holder bears; one query.

    `definitions` are those of the indicators, the periods were fetched with the rows.
    """
    if not realisations:
        return {}
    duties = list_duties(
        positions={row.position_id for row in realisations},
        first=min(row.period.starts_on for row in realisations),
        last=max(row.period.ends_on for row in realisations),
    )
    return {
        row.pk: share_of(
            duties.get(row.position_id, ()),
            person_id=row.person_id,
            first=row.period.starts_on,
            last=row.period.ends_on,
            splits=is_split_by_days(definitions[row.indicator_id], row.period),
        )
        for row in realisations
    }


def replay_roll_up(row: RollUp) -> bool:
    """Tell whether what a roll-up was computed from gives its very digits again."""
    return rolling.replay(row.basis) == row.hundredths


def replay(score: Score) -> bool:
    """Tell whether the calculator gives the very digits and steps that were kept."""
    result = calculate(score.measurement, region=settings.REGIONAL_RULES or None)
    kept = score.achievement_percent
    return (
        result["status"] == score.status
        and result["achievement"] == (None if kept is None else f"{kept:.2f}")
        and result["passport"] == score.passport
    )


def list_roll_ups(
    *,
    periods: Sequence[Period],
    level: Level,
    for_user: Viewer,
) -> QuerySet[RollUp]:
    """Return the roll-ups of one level in some periods of the viewer's office."""
    found = RollUp.objects.filter(
        office_id=for_user.office_id, level=level, period__in=periods
    )
    if not permissions.may_view_roll_ups(for_user, office_id=for_user.office_id):
        return found.none()
    return found


def roll_ups_of_position(
    *, position: Position, periods: Sequence[Period]
) -> dict[tuple[int, int | None], RollUp]:
    """Return a position's own and its objectives' roll-ups by period and objective."""
    return {
        (row.period_id, row.objective_id): row
        for row in RollUp.objects.filter(
            position=position,
            period__in=periods,
            level__in=[Level.POSITION, Level.OBJECTIVE],
        )
        if row.period_id is not None
    }


def unit_roll_up(*, unit_id: int, period: Period) -> RollUp | None:
    """Return how a unit stands in a period, or None before its first score."""
    return RollUp.objects.filter(
        unit_id=unit_id, period=period, level=Level.UNIT
    ).first()


@dataclass(frozen=True)
class ClassRange:
    """A class of achievement: from `lower` percent on, or from below (None)."""

    rank: int
    name: str
    lower: Decimal | None


@dataclass(frozen=True)
class MeanRule:
    """How achievements are averaged: each counts at most `cap` percent (None: as it is)."""

    cap: Decimal | None
    citation: str


def classes_of(period: Period) -> list[ClassRange]:
    """Return the classes by which a period is judged, best first; from the rule pack."""
    library = load_library(settings.REGIONAL_RULES or None)
    pack = library.pack(period.year.rules)
    key = pack.parameters["classes"]
    if key is None:
        return []
    day = pack.rule_day(period.ends_on, elect=period.year.elected)
    lowest: dict[int, ClassRange] = {}
    for bracket in library.at(day, key).value:
        bound = bracket.get("from", bracket.get("above"))
        rank = int(bracket["rank"])
        lowest[rank] = ClassRange(
            rank, bracket["name"], None if bound is None else Decimal(bound)
        )
    return [lowest[rank] for rank in sorted(lowest, reverse=True)]


def mean_rule_of(period: Period) -> MeanRule:
    """Return the rule by which the achievements of a period are averaged."""
    return mean_rule_on(rules=period.year.rules, on=period.ends_on)


def mean_rule_on(*, rules: str, on: date) -> MeanRule:
    """Return the rule by which a pack averages achievements on a day."""
    library = load_library(settings.REGIONAL_RULES or None)
    key = library.pack(rules).parameters.get("rollup_cap")
    if key is None:
        return MeanRule(None, "")
    answer = library.at(on, key)
    return MeanRule(Decimal(answer.value), answer.citation)


def list_packs() -> list[tuple[str, str]]:
    """Return the rule packs to choose from: key and name, in the order of their names."""
    packs = load_library(settings.REGIONAL_RULES or None).packs
    return sorted(((key, pack.name) for key, pack in packs.items()), key=lambda p: p[1])


def list_scales() -> list[str]:
    """Return the names of the scales on which a grade can be placed."""
    return list(load_library(settings.REGIONAL_RULES or None).scales)
