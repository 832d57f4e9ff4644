"""Roll-ups and scores as they were known at a past moment; nothing is written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from tolok.measurement.models import Realisation
from tolok.planning.models import PerformanceYear
from tolok.scoring.combining import Gathered
from tolok.scoring.enums import Level
from tolok.scoring.gathering_at import gather_at
from tolok.scoring.models import RollUp, Score
from tolok.scoring.rolling import (
    Rolled,
    roll_up_people,
    roll_up_position,
    roll_up_total,
)
from tolok.scoring.rollups import row_of, structure_of
from tolok.scoring.totals import Placed, roll_up_by_weights


def scores_at(
    *, realisations: Iterable[int], moment: datetime, with_passports: bool = False
) -> dict[int, Score]:
    """Return by version of a realisation the last score up to a moment."""
    found = Score.objects.filter(
        realisation_id__in=list(realisations), computed_at__lte=moment
    ).order_by("number")
    if not with_passports:
        found = found.defer("passport", "measurement")
    return {score.realisation_id: score for score in found}


def roll_ups_at(
    *,
    year: PerformanceYear,
    moment: datetime,
    position_ids: Sequence[int] | None = None,
) -> list[RollUp]:
    """Return a year's roll-ups as they stood at a moment, computed anew and not kept.

    Of these positions alone, or of all with the units, the office and the people over
    their seats. The scores are those published by then: nothing is scored again.
    """
    wanted = (
        position_ids
        if position_ids is not None
        else sorted(
            set(
                Realisation.versions.filter(
                    period__year=year, created_at__lte=moment
                ).values_list("position_id", flat=True)
            )
        )
    )
    given = gather_at(year=year, position_ids=wanted, moment=moment)
    rolled = [one for place in wanted for one in roll_up_position(given, place)]
    if position_ids is None:
        seats = [one for one in rolled if one.level == Level.SEAT]
        rolled += [*_totals(given, rolled), *roll_up_people(seats, given=given)]
    return [
        row_of(one, one.key(year_id=year.pk, office_id=year.office_id), year, moment)
        for one in rolled
    ]


def person_at(
    *, year: PerformanceYear, person_id: int, moment: datetime
) -> list[RollUp]:
    """Return how a person stood at a moment, over the seats and in each of them."""
    places = sorted(
        set(
            Realisation.versions.filter(
                period__year=year, person=person_id, created_at__lte=moment
            ).values_list("position_id", flat=True)
        )
    )
    given = gather_at(year=year, position_ids=places, moment=moment)
    seats = [
        one
        for place in places
        for one in roll_up_position(given, place)
        if one.level == Level.SEAT and one.person_id == person_id
    ]
    return [
        row_of(one, one.key(year_id=year.pk, office_id=year.office_id), year, moment)
        for one in (*seats, *roll_up_people(seats, given=given))
    ]


def _totals(given: Gathered, rolled: Iterable[Rolled]) -> list[Rolled]:
    """Return units and the office: the mean of the positions in each, by weights of then."""
    if given.weighs_units:
        return list(roll_up_by_weights(given, structure_of(given), _placed(rolled)))
    found: dict[tuple[Level, int | None, int | None], list[Rolled]] = defaultdict(list)
    for one in rolled:
        if one.level != Level.POSITION:
            continue
        path = given.places[one.position_id or 0].path
        for unit_id in {int(part) for part in path.split("/") if part}:
            found[Level.UNIT, one.period_id, unit_id].append(one)
        found[Level.OFFICE, one.period_id, None].append(one)
    return [
        roll_up_total(
            given,
            level,
            period_id,
            total=sum(one.hundredths for one in below),
            count=len(below),
            owed=sum(one.owed for one in below),
            counted=sum(one.counted for one in below),
            unit_id=unit_id,
        )
        for (level, period_id, unit_id), below in found.items()
    ]


def _placed(rolled: Iterable[Rolled]) -> Iterator[Placed]:
    for one in rolled:
        if one.level == Level.POSITION:
            yield Placed(
                one.period_id,
                *(one.unit_id or 0, one.position_id or 0),
                *(one.hundredths, one.owed, one.counted),
            )
