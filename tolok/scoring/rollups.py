"""Write roll-ups: of what changed only, or of a whole year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum

from tolok.organisation.duties import Duty
from tolok.organisation.models import Position, Unit
from tolok.planning.models import PerformanceYear, Period
from tolok.records import copying
from tolok.scoring.combining import Gathered
from tolok.scoring.enums import Level
from tolok.scoring.gathering import gather
from tolok.scoring.models import RollUp
from tolok.scoring.rolling import (
    Rolled,
    roll_up_people,
    roll_up_position,
    roll_up_total,
)
from tolok.scoring.totals import Placed, Structure, roll_up_by_weights


OF_POSITION = (Level.INDICATOR, Level.OBJECTIVE, Level.SEAT, Level.POSITION)
AT_ONCE = 500


def roll_up(
    *,
    year: PerformanceYear,
    position_ids: Iterable[int],
    at: datetime,
    with_totals: bool = True,
    periods: Mapping[int, Period] | None = None,
    duties: dict[int, list[Duty]] | None = None,
) -> None:
    """Compute these positions, their people, the units above them and the office.

    Each level is the mean of the published values of the level below, by weights where
    it has them, so that anyone can check it by hand. Rows whose digits did not change are not written.
    """
    wanted = sorted(set(position_ids))
    given = gather(year=year, position_ids=wanted, periods=periods, duties=duties)
    rolled = [
        found
        for position_id in wanted
        for found in roll_up_position(given, position_id)
    ]
    known = standing(
        RollUp.objects.filter(year=year, position__in=wanted, level__in=OF_POSITION)
    )
    people = {row.person_id for row in rolled if row.level == Level.SEAT}
    people |= {row.person_id for row in known.values() if row.level == Level.SEAT}
    gone = write(year, rolled, known, at)
    if people:
        _write_people(given, wanted, rolled, people, at)
    if with_totals and (rolled or gone):
        paths = Unit.objects.filter(
            pk__in={place.unit_id for place in given.places.values()}
        ).values_list("path", flat=True)
        units = {int(part) for path in paths for part in path.split("/") if part}
        _write_totals(given, units, at)


def roll_up_totals(*, year: PerformanceYear, at: datetime) -> None:
    """Compute all units of the office and the office itself from its positions."""
    given = gather(year=year, position_ids=[])
    units = Unit.objects.filter(office=year.office_id).values_list("pk", flat=True)
    _write_totals(given, set(units), at)


def forget_year(*, year: PerformanceYear) -> None:
    """Remove what positions say that have no realisation any more."""
    RollUp.objects.filter(year=year, level__in=OF_POSITION).exclude(
        position__realisations__period__year=year
    ).delete()


@dataclass(slots=True)
class Kept:
    """A roll-up as it stands; far cheaper to read than a row with all its doors."""

    pk: int
    key: str
    level: str
    period_id: int | None
    position_id: int | None
    unit_id: int | None
    objective_id: int | None
    indicator_id: int | None
    person_id: int | None
    hundredths: int | None
    count: int
    owed: int
    counted: int
    class_name: str
    class_rank: int | None
    basis: dict[str, Any]


KEPT = tuple(field.name for field in fields(Kept))


def standing(rows: QuerySet[RollUp]) -> dict[str, Kept]:
    """Return roll-ups as they stand, by their keys."""
    return {row[1]: Kept(*row) for row in rows.values_list(*KEPT)}


def write(
    year: PerformanceYear,
    rolled: Iterable[Rolled],
    known: Mapping[str, Kept],
    at: datetime,
) -> int:
    """Write what changed, remove what nothing speaks for any more; return how many.

    `known` are the rows that stand, of the same subjects and spans as `rolled`.
    """
    kept = set()
    changed = []
    for found in rolled:
        key = found.key(year_id=year.pk, office_id=year.office_id)
        kept.add(key)
        row = known.get(key)
        if row is None or not _says(row, found):
            changed.append(row_of(found, key, year, at))
    gone = [row.pk for key, row in known.items() if key not in kept]
    if gone:
        RollUp.objects.filter(pk__in=gone).delete()
    many = len(gone) + len(changed)
    fresh = [row for row in changed if row.key not in known]
    if len(fresh) >= copying.MANY:
        copying.write_rows(RollUp, fresh)
        changed = [row for row in changed if row.key in known]
    if changed:
        RollUp.objects.bulk_create(
            changed,
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=[
                *("hundredths", "count", "owed", "counted", "basis"),
                *("class_name", "class_rank", "unit", "computed_at"),
            ],
        )
    return many


def _says(row: Kept, found: Rolled) -> bool:
    """Tell whether a row says already what was computed."""
    return (
        row.hundredths == found.hundredths
        and row.count == found.count
        and row.owed == found.owed
        and row.counted == found.counted
        and (row.class_name, row.class_rank) == found.rank
        and row.unit_id == found.unit_id
        and row.basis == found.basis
    )


def rolled_of(row: Kept) -> Rolled:
    """Return a kept row as it was computed."""
    return Rolled(
        Level(row.level),
        row.period_id,
        row.hundredths or 0,
        row.count,
        row.owed,
        row.counted,
        row.basis,
        (row.class_name, row.class_rank or 0),
        position_id=row.position_id,
        unit_id=row.unit_id,
        objective_id=row.objective_id,
        indicator_id=row.indicator_id,
        person_id=row.person_id,
    )


def row_of(found: Rolled, key: str, year: PerformanceYear, at: datetime) -> RollUp:
    """Return a roll-up as a row, not yet written."""
    name, rank = found.rank
    return RollUp(
        key=key,
        office_id=year.office_id,
        year_id=year.pk,
        period_id=found.period_id,
        level=found.level,
        unit_id=found.unit_id,
        position_id=found.position_id,
        objective_id=found.objective_id,
        indicator_id=found.indicator_id,
        person_id=found.person_id,
        hundredths=found.hundredths,
        count=found.count,
        owed=found.owed,
        counted=found.counted,
        class_name=name,
        class_rank=rank,
        basis=found.basis,
        computed_at=at,
    )


def _write_people(
    given: Gathered,
    position_ids: Sequence[int],
    rolled: Sequence[Rolled],
    people: set[int | None],
    at: datetime,
) -> None:
    """Compute the people of these positions over all their seats in the office."""
    seats = [row for row in rolled if row.level == Level.SEAT]
    year = given.year
    elsewhere = RollUp.objects.filter(
        year=year, level=Level.SEAT, person__in=people
    ).exclude(position__in=position_ids)
    seats += [rolled_of(row) for row in standing(elsewhere).values()]
    known = standing(
        RollUp.objects.filter(year=year, level=Level.PERSON, person__in=people)
    )
    write(year, roll_up_people(seats, given=given), known, at)


def _write_totals(given: Gathered, unit_ids: set[int], at: datetime) -> None:
    """Compute units and the office from the positions in them: one sum by unit.

    Where positions or units have weights, from each position.
    """
    year = given.year
    known = standing(
        RollUp.objects.filter(year=year, level=Level.UNIT, unit__in=unit_ids)
        | RollUp.objects.filter(year=year, level=Level.OFFICE)
    )
    if given.weighs_units:
        rolled = [
            row
            for row in roll_up_by_weights(
                given, structure_of(given), placed(RollUp.objects.filter(year=year))
            )
            if row.unit_id is None or row.unit_id in unit_ids
        ]
        write(year, rolled, known, at)
        return
    paths = dict(Unit.objects.filter(office=year.office_id).values_list("pk", "path"))
    sums: dict[tuple[int | None, int], list[int]] = {}
    office: dict[int | None, list[int]] = {}
    for unit_id, period_id, *numbers in (
        RollUp.objects.filter(year=year, level=Level.POSITION)
        .order_by()
        .values_list("unit_id", "period_id")
        .annotate(
            total=Sum("hundredths"),
            many=Count("pk"),
            all_owed=Sum("owed"),
            all_counted=Sum("counted"),
        )
    ):
        above = {int(part) for part in paths.get(unit_id or 0, "").split("/") if part}
        for upper in above & unit_ids:
            _add(sums.setdefault((period_id, upper), [0, 0, 0, 0]), numbers)
        _add(office.setdefault(period_id, [0, 0, 0, 0]), numbers)
    rolled = [
        roll_up_total(
            given,
            Level.UNIT,
            period_id,
            total=found[0],
            count=found[1],
            owed=found[2],
            counted=found[3],
            unit_id=unit_id,
        )
        for (period_id, unit_id), found in sums.items()
    ]
    rolled += [
        roll_up_total(
            given,
            Level.OFFICE,
            period_id,
            total=found[0],
            count=found[1],
            owed=found[2],
            counted=found[3],
        )
        for period_id, found in office.items()
    ]
    write(year, rolled, known, at)


def structure_of(given: Gathered) -> Structure:
    """Return the units of the office and where weighed positions sit; two queries."""
    weighed = [pk for what, pk in given.weights if what == "position"]
    office_id = given.year.office_id
    return Structure(
        dict(Unit.objects.filter(office=office_id).values_list("pk", "path")),
        dict(Position.objects.filter(pk__in=weighed).values_list("pk", "unit_id")),
    )


def placed(rows: QuerySet[RollUp]) -> list[Placed]:
    """Return what positions say among these roll-ups; one query."""
    return [
        Placed(period_id, unit_id or 0, position_id or 0, hundredths or 0, *counts)
        for period_id, unit_id, position_id, hundredths, *counts in rows.filter(
            level=Level.POSITION
        )
        .order_by()
        .values_list(
            *("period_id", "unit_id", "position_id", "hundredths", "owed", "counted")
        )
    ]


def _add(sums: list[int], numbers: Sequence[int]) -> None:
    for at, number in enumerate(numbers):
        sums[at] += number or 0
