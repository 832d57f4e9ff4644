"""Follow a few changed realisations through their chain, up to the office.

What was not touched is taken from the rows that stand: the other indicators of the
position, its other holders, and the positions beside it, whose sum is in the unit's own
row. Everything is whole numbers, so that a sum that is kept up equals one that is taken
anew; `rollups` computes whole positions and years.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from tolok.measurement.models import Realisation
from tolok.organisation.duties import Duty
from tolok.planning.models import PerformanceYear, Period
from tolok.scoring import rollups
from tolok.scoring.combining import Gathered
from tolok.scoring.enums import Level
from tolok.scoring.gathering import gather
from tolok.scoring.models import RollUp
from tolok.scoring.rolling import (
    Rolled,
    Standing,
    roll_up_people,
    roll_up_position,
    roll_up_total,
)
from tolok.scoring.rollups import Kept
from tolok.scoring.totals import Placed, roll_up_by_weights


# Beyond this it costs less to compute whole positions and take the sums anew.
MOST_POSITIONS = 40
TOTALLED = (Level.POSITION, Level.UNIT, Level.OFFICE)


def follow(
    *,
    year: PerformanceYear,
    touched: Sequence[Realisation],
    at: datetime,
    periods: Mapping[int, Period] | None = None,
    duties: dict[int, list[Duty]] | None = None,
) -> None:
    """Bring the roll-ups of one year in line with changed realisations of that year.

    `periods` and `duties` are those of the whole year, where the caller has them. Rows
    whose digits did not change are not written.
    """
    positions = {row.position_id for row in touched}
    if len(positions) > MOST_POSITIONS:
        rollups.roll_up(year=year, position_ids=positions, at=at)
        return
    given = gather(
        year=year,
        position_ids=sorted(positions),
        periods=periods,
        duties=duties,
        only_in={row.period_id for row in touched},
    )
    known = rollups.standing(_standing_rows(given, touched))
    if not _is_in_line(given, known):
        rollups.roll_up(year=year, position_ids=positions, at=at)
        return
    known = {key: row for key, row in known.items() if _is_followed(row, touched)}
    rolled: list[Rolled] = []
    for position_id in sorted(positions):
        own = [row for row in touched if row.position_id == position_id]
        rolled += roll_up_position(given, position_id, _standing(known, own))
    asked = {(r.position_id, r.period_id, r.person_id) for r in touched}
    rolled = [
        row
        for row in rolled
        if row.level != Level.SEAT
        or row.period_id is None
        or (row.position_id, row.period_id, row.person_id) in asked
    ]
    rolled += _people(given, touched, rolled, known)
    rolled += _totals(given, rolled, known)
    rollups.write(year, rolled, known, at)


def _standing_rows(given: Gathered, touched: Sequence[Realisation]) -> QuerySet[RollUp]:
    """Return what stands of the chain, found by the keys: one query."""
    keys: set[str] = set()
    spans: dict[int, set[str]] = defaultdict(set)
    for row in touched:
        span = f"p{row.period_id}"
        spans[row.position_id].add(span)
        keys.add(f"{Level.SEAT}:{row.person_id}-{row.position_id}:{span}")
    whole = f"y{given.year.pk}"
    for position_id, found in spans.items():
        rows = given.rows.get(position_id, [])
        people = {row.person_id for row in rows} | {
            row.person_id for row in touched if row.position_id == position_id
        }
        keys |= {f"{Level.SEAT}:{who}-{position_id}:{whole}" for who in people}
        units = given.places[position_id].path.split("/")
        objectives = given.levels.get(position_id, {})
        indicators = {i for of in objectives.values() for i in of}
        keys.add(f"{Level.POSITION}:{position_id}:{whole}")
        keys |= {f"{Level.POSITION}:{position_id}:p{pk}" for pk in given.periods}
        for span in (*found, whole):
            keys |= {f"{Level.INDICATOR}:{pk}:{span}" for pk in indicators}
            keys |= {f"{Level.OBJECTIVE}:{pk}:{span}" for pk in objectives}
            keys |= {f"{Level.UNIT}:{pk}:{span}" for pk in units if pk}
            keys.add(f"{Level.OFFICE}:{given.year.office_id}:{span}")
    return RollUp.objects.filter(key__in=keys)


def _is_followed(row: Kept, touched: Sequence[Realisation]) -> bool:
    """Tell whether a row is of the year, or of a period touched in its position."""
    return (
        row.level != Level.POSITION
        or row.period_id is None
        or any(
            (one.position_id, one.period_id) == (row.position_id, row.period_id)
            for one in touched
        )
    )


def _is_in_line(given: Gathered, known: Mapping[str, Kept]) -> bool:
    """Tell whether the positions stand in their units and owe what they say they owe.

    Where one moved to another unit, or a period was opened after its history came in,
    whole positions are computed and the sums taken anew.
    """
    owed: dict[tuple[int, int], int] = defaultdict(int)
    for position_id, rows in given.rows.items():
        for row in rows:
            owed[position_id, row.period_id] += 1
    for kept in known.values():
        if kept.level != Level.POSITION or kept.position_id is None:
            continue
        if kept.unit_id != given.places[kept.position_id].unit_id:
            return False
        if kept.period_id and kept.owed != owed[kept.position_id, kept.period_id]:
            return False
    return True


def _standing(known: Mapping[str, Kept], touched: Sequence[Realisation]) -> Standing:
    """Return what the rows of a position say of all that was not touched."""
    changed: set[tuple[int, int | None]] = set()
    for one in touched:
        changed |= {(one.indicator_id, one.period_id), (one.indicator_id, None)}
    people = {row.person_id for row in touched}
    indicators: dict[tuple[int, int | None], Rolled] = {}
    seats: dict[int, Rolled] = {}
    for row in known.values():
        if row.position_id != touched[0].position_id:
            continue
        if row.level == Level.INDICATOR and row.indicator_id is not None:
            place = (row.indicator_id, row.period_id)
            if place not in changed:
                indicators[place] = rollups.rolled_of(row)
        elif (
            row.level == Level.SEAT
            and row.period_id is None
            and row.person_id is not None
            and row.person_id not in people
        ):
            seats[row.person_id] = rollups.rolled_of(row)
    periods = frozenset(row.period_id for row in touched)
    return Standing(periods, indicators, seats)


def _people(
    given: Gathered,
    touched: Sequence[Realisation],
    rolled: Sequence[Rolled],
    known: dict[str, Kept],
) -> Iterator[Rolled]:
    """Yield the people whose seats changed, and add what stands of them to `known`."""
    seats = {
        (row.person_id, row.position_id, row.period_id): row
        for row in rolled
        if row.level == Level.SEAT
    }
    people = {row.person_id for row in touched}
    for seat in seats.values():
        row = known.get(seat.key(year_id=given.year.pk, office_id=given.year.office_id))
        if row is None or rollups.rolled_of(row) != seat:
            people.add(seat.person_id or 0)
    spans = {row.period_id for row in touched}
    here = set(given.places)
    found = RollUp.objects.filter(
        Q(period__in=spans) | Q(period__isnull=True),
        year=given.year,
        person__in=people,
        level__in=[Level.SEAT, Level.PERSON],
    )
    own = [row for row in seats.values() if row.person_id in people]
    for row in rollups.standing(found).values():
        if row.level == Level.PERSON:
            known[row.key] = row
            continue
        place = (row.person_id, row.position_id, row.period_id)
        if row.position_id in here and _is_asked(row, touched):
            continue
        if place not in seats:
            own.append(rollups.rolled_of(row))
    yield from roll_up_people(own, given=given)


def _is_asked(row: Kept, touched: Sequence[Realisation]) -> bool:
    """Tell whether a seat was computed anew, so that its kept row no longer counts."""
    return row.period_id is None or any(
        (one.position_id, one.period_id, one.person_id)
        == (row.position_id, row.period_id, row.person_id)
        for one in touched
    )


def _totals(
    given: Gathered, rolled: Sequence[Rolled], known: Mapping[str, Kept]
) -> Iterator[Rolled]:
    """Yield the units above these positions and the office: their sums kept up.

    Where weights bear on them, or did, they are computed from each position.
    """
    above = [row for row in known.values() if row.level in (Level.UNIT, Level.OFFICE)]
    if given.weighs_units or any(row.basis["kind"] != "total" for row in above):
        yield from _weighed_totals(given, rolled, known.values())
        return
    sums: dict[tuple[int | None, int], list[int]] = {}
    before = [row for row in known.values() if row.level == Level.POSITION]
    for row in above:
        sums[row.period_id, row.unit_id or 0] = [
            *(row.basis["total"], row.basis["count"]),
            *(row.owed, row.counted),
        ]
    for sign, positions in (
        (-1, map(rollups.rolled_of, before)),
        (1, (row for row in rolled if row.level == Level.POSITION)),
    ):
        for one in positions:
            path = given.places[one.position_id or 0].path
            for unit_id in (0, *(int(part) for part in path.split("/") if part)):
                found = sums.setdefault((one.period_id, unit_id), [0, 0, 0, 0])
                for place, number in enumerate(
                    (one.hundredths, 1, one.owed, one.counted)
                ):
                    found[place] += sign * number
    for (period_id, unit_id), (total, count, owed, counted) in sums.items():
        if count:
            yield roll_up_total(
                given,
                Level.UNIT if unit_id else Level.OFFICE,
                period_id,
                total=total,
                count=count,
                owed=owed,
                counted=counted,
                unit_id=unit_id or None,
            )


def _weighed_totals(
    given: Gathered, rolled: Sequence[Rolled], known: Iterable[Kept]
) -> Iterator[Rolled]:
    """Yield the units above these positions and the office from all their positions."""
    followed = [row for row in known if row.level in TOTALLED]
    fresh = [row for row in rolled if row.level == Level.POSITION]
    anew = {(row.position_id, row.period_id) for row in fresh}
    anew |= {
        (row.position_id, row.period_id)
        for row in followed
        if row.level == Level.POSITION
    }
    spans = {row.period_id for row in fresh} | {row.period_id for row in followed}
    stands = rollups.placed(
        RollUp.objects.filter(
            Q(period__in=spans - {None}) | Q(period__isnull=True), year=given.year
        )
    )
    positions = [row for row in stands if (row.position_id, row.period_id) not in anew]
    positions += [
        Placed(
            row.period_id,
            *(row.unit_id or 0, row.position_id or 0),
            *(row.hundredths, row.owed, row.counted),
        )
        for row in fresh
    ]
    units = {
        int(part)
        for place in given.places.values()
        for part in place.path.split("/")
        if part
    }
    for total in roll_up_by_weights(given, rollups.structure_of(given), positions):
        if total.period_id in spans and (total.unit_id or 0) in {0, *units}:
            yield total
