"""Roll achievements up: person and indicator to objective, position, unit, office.

Works on what was gathered (`gathering.Gathered`) and asks no database: the same inputs
give the same digits, whether one change is followed or an office is computed anew, today
or as at a past day. The algorithm in prose: docs/why/algorithms/roll-up.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.conf import settings

from tolok.organisation.duties import Duty
from tolok.registry.models import Definition
from tolok.scoring.calculator import COMPUTED, ClassResult, class_of
from tolok.scoring.combining import (
    Days,
    Gathered,
    Place,
    Row,
    Span,
    Value,
    cap_in,
    combined,
    hundredths_of,
    mean_basis,
    together,
)
from tolok.scoring.enums import Level
from tolok.scoring.keeping import calculate
from tolok.scoring.means import Mean, mean_of
from tolok.scoring.measurements import add_share, build_year
from tolok.scoring.shares import is_split_by_days, share_of


@dataclass(frozen=True, slots=True)
class Rolled:
    """One roll-up as computed; `period_id` None stands for the year so far."""

    level: Level
    period_id: int | None
    hundredths: int
    count: int
    owed: int
    counted: int
    basis: dict[str, Any]
    rank: tuple[str, int]
    position_id: int | None = None
    unit_id: int | None = None
    objective_id: int | None = None
    indicator_id: int | None = None
    person_id: int | None = None

    def key(self, *, year_id: int, office_id: int) -> str:
        """Return what the row is known by."""
        span = f"y{year_id}" if self.period_id is None else f"p{self.period_id}"
        subject: object = {
            Level.INDICATOR: self.indicator_id,
            Level.OBJECTIVE: self.objective_id,
            Level.SEAT: f"{self.person_id}-{self.position_id}",
            Level.PERSON: f"{self.person_id}-{office_id}",
            Level.POSITION: self.position_id,
            Level.UNIT: self.unit_id,
            Level.OFFICE: office_id,
        }[self.level]
        return f"{self.level}:{subject}:{span}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a position's roll-ups say already, where only some of them are touched.

    `indicators` and `seats` hold the kept rows by indicator or person, and by period or
    None for the year; what was touched is not among them. A row is used only while as
    much is owed and counted as it says.
    """

    periods: frozenset[int]
    indicators: dict[tuple[int, int | None], Rolled]
    seats: dict[int, Rolled]

    def value(self, span: Span, indicator_id: int) -> Value | None:
        """Return the value of an indicator that is as it was, or None."""
        row = self.indicators.get(
            (indicator_id, span.period.pk if span.period else None)
        )
        if row is None or (row.owed, row.counted) != (
            span.owed[indicator_id],
            span.counted[indicator_id],
        ):
            return None
        return Value(row.hundredths, row.basis, row.count)

    def seat(self, span: Span, person_id: int) -> Rolled | None:
        """Return the year of a holder in his seat that is as it was, or None."""
        row = self.seats.get(person_id)
        if row is None or (row.owed, row.counted) != (
            span.owed_by[person_id],
            span.counted_by[person_id],
        ):
            return None
        return row


NOTHING_STANDS = Standing(frozenset(), {}, {})


def roll_up_position(
    given: Gathered, position_id: int, standing: Standing | None = None
) -> Iterator[Rolled]:
    """Yield the roll-ups of one position for each period and for the year so far.

    With `standing` only its periods and the year, computing what does not stand.
    """
    rows = given.rows.get(position_id, [])
    if not rows:
        return
    duties = given.duties.get(position_id, [])
    by_period: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_period[row.period_id].append(row)
    year = given.year.year
    spans = [
        Span(period, period.starts_on, period.ends_on)
        for period in (given.periods[period_id] for period_id in by_period)
    ]
    whole = Span(None, date(year, 1, 1), date(year, 12, 31))
    stands = standing or NOTHING_STANDS
    asked = [s for s in spans if standing is None or _number(s) in standing.periods]
    for span in spans:
        _count(span, by_period[_number(span)])
        for counts, more in (
            (whole.owed, span.owed),
            (whole.counted, span.counted),
            (whole.owed_by, span.owed_by),
            (whole.counted_by, span.counted_by),
        ):
            for key, number in more.items():
                counts[key] += number
    for span in asked:
        _fill_period(given, span, by_period[_number(span)], duties, stands)
    _fill_year(given, whole, rows, duties, stands)
    for span in [*asked, whole]:
        yield from _levels(given, span, given.places[position_id])


def _number(span: Span) -> int:
    """Return the id of the period that a span is; 0 for the year."""
    return span.period.pk if span.period else 0


def _count(span: Span, rows: Sequence[Row]) -> None:
    """Count what is owed and what has an achievement, and note each holder's own."""
    for row in rows:
        span.owed[row.indicator_id] += 1
        span.owed_by[row.person_id] += 1
        if row.hundredths is None:
            continue
        span.counted[row.indicator_id] += 1
        span.counted_by[row.person_id] += 1
        span.own.setdefault(row.person_id, {})[row.indicator_id] = row.hundredths


def _fill_period(
    given: Gathered,
    span: Span,
    rows: Sequence[Row],
    duties: Sequence[Duty],
    standing: Standing,
) -> None:
    """Find the value of each indicator in a period."""
    by_indicator: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_indicator[row.indicator_id].append(row)
    for indicator_id, found in by_indicator.items():
        scored = [row for row in found if row.hundredths is not None]
        if len(scored) == 1:
            (row,) = scored
            basis = {"kind": "score", "score": row.score_id, "value": row.hundredths}
            span.indicators[indicator_id] = Value(row.hundredths or 0, basis)
        elif scored:
            span.indicators[indicator_id] = standing.value(
                span, indicator_id
            ) or together(given, span, scored, duties, owed=found)


def _fill_year(
    given: Gathered,
    whole: Span,
    rows: Sequence[Row],
    duties: Sequence[Duty],
    standing: Standing,
) -> None:
    """Add up the sub-periods of each holder and of the position."""
    whole.seats = {
        person_id: seat
        for person_id in standing.seats
        if (seat := standing.seat(whole, person_id)) is not None
    }
    by_indicator: dict[int, dict[int, list[Row]]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator_id, {}).setdefault(
            row.person_id, []
        ).append(row)
    for indicator_id, people in by_indicator.items():
        definition = given.definitions.get(indicator_id)
        target = given.year_targets.get(indicator_id)
        if definition is None or target is None:
            continue
        splits = is_split_by_days(definition, None)
        values: dict[int, Value] = {}
        stands = standing.value(whole, indicator_id)
        for person_id, found in people.items():
            verified = [row for row in found if row.is_verified]
            if not verified or (stands and person_id in whole.seats):
                continue
            found.sort(key=lambda row: given.periods[row.period_id].starts_on)
            measurement = build_year(
                reported=[r.reported if r.is_verified else None for r in found],
                definition=definition,
                target_text=target,
                year=given.year,
                on=whole.last,
            )
            share = share_of(
                duties,
                person_id=person_id,
                first=whole.first,
                last=whole.last,
                splits=splits,
            )
            add_share(measurement, share)
            result = calculate(measurement, region=settings.REGIONAL_RULES or None)
            if result["status"] != COMPUTED:
                continue
            basis = {"kind": "measurement", "measurement": measurement}
            values[person_id] = Value(hundredths_of(result), basis)
            own = whole.own.setdefault(person_id, {})
            own[indicator_id] = values[person_id].hundredths
        if stands is not None:
            whole.indicators[indicator_id] = stands
        elif len(values) == 1:
            (whole.indicators[indicator_id],) = values.values()
        elif values:
            scored = [
                row
                for person_id in values
                for row in people[person_id]
                if row.is_verified
            ]
            base = build_year(
                reported=[],
                definition=definition,
                target_text=target,
                year=given.year,
                on=whole.last,
            )
            del base["values"]
            whole.indicators[indicator_id] = combined(
                given,
                whole,
                definition,
                base,
                scored,
                duties,
                [row for found in people.values() for row in found],
                {who: value.hundredths for who, value in values.items()},
            )


def _levels(given: Gathered, span: Span, place: Place) -> Iterator[Rolled]:
    """Yield indicator, objective, seat and position of one span."""
    if not span.indicators:
        return
    period_id = span.period.pk if span.period else None
    cap = cap_in(given, span)
    about = {"position_id": place.position_id, "unit_id": place.unit_id}
    objectives: dict[int, list[int]] = defaultdict(list)
    owed: dict[int, int] = defaultdict(int)
    counted: dict[int, int] = defaultdict(int)
    for indicator_id, number in span.owed.items():
        owed[given.objective_of[indicator_id]] += number
        counted[given.objective_of[indicator_id]] += span.counted[indicator_id]
    for indicator_id, value in span.indicators.items():
        objective_id = given.objective_of[indicator_id]
        objectives[objective_id].append(indicator_id)
        yield Rolled(
            Level.INDICATOR,
            period_id,
            value.hundredths,
            value.count,
            span.owed[indicator_id],
            span.counted[indicator_id],
            value.basis,
            _rank(given, span, value.hundredths, given.definitions[indicator_id]),
            objective_id=objective_id,
            indicator_id=indicator_id,
            **about,
        )
    values = {i: v.hundredths for i, v in span.indicators.items()}
    means: dict[int, int] = {}
    for objective_id in objectives:
        mean, basis = _mean_of_objective(
            given, place, objective_id, values, cap, span.last
        )
        means[objective_id] = mean.hundredths
        yield Rolled(
            Level.OBJECTIVE,
            period_id,
            mean.hundredths,
            len(objectives[objective_id]),
            owed[objective_id],
            counted[objective_id],
            basis,
            _rank(given, span, mean.hundredths),
            objective_id=objective_id,
            **about,
        )
    mean, basis = _mean_of_position(given, place, means, cap, span.last)
    yield Rolled(
        Level.POSITION,
        period_id,
        mean.hundredths,
        len(means),
        sum(owed.values()),
        sum(counted.values()),
        basis,
        _rank(given, span, mean.hundredths),
        **about,
    )
    yield from span.seats.values()
    for person_id, own in span.own.items():
        if person_id in span.seats:
            continue
        of = {given.objective_of[indicator_id] for indicator_id in own}
        means = {
            objective_id: _mean_of_objective(
                given, place, objective_id, own, cap, span.last
            )[0].hundredths
            for objective_id in sorted(of)
        }
        mean, basis = _mean_of_position(given, place, means, cap, span.last)
        yield Rolled(
            Level.SEAT,
            period_id,
            mean.hundredths,
            len(means),
            span.owed_by[person_id],
            span.counted_by[person_id],
            basis | {"days": _days_of(given, span, place, person_id)},
            _rank(given, span, mean.hundredths),
            person_id=person_id,
            **about,
        )


def _days_of(given: Gathered, span: Span, place: Place, person_id: int) -> int:
    duties = given.duties.get(place.position_id, [])
    return share_of(
        duties, person_id=person_id, first=span.first, last=span.last, splits=False
    ).days


def _mean_of_objective(
    given: Gathered,
    place: Place,
    objective_id: int,
    values: dict[int, int],
    cap: int | None,
    last: date,
) -> tuple[Mean, dict[str, Any]]:
    known = given.levels[place.position_id].get(objective_id, [])
    every = in_force(given, "indicator", known, values, last)
    ids = [i for i in every if i in values]
    return _weighted(given, "indicator", ids, every, values, cap)


def _mean_of_position(
    given: Gathered, place: Place, values: dict[int, int], cap: int | None, last: date
) -> tuple[Mean, dict[str, Any]]:
    known = given.levels[place.position_id]
    every = in_force(given, "objective", known, values, last)
    ids = [i for i in every if i in values]
    return _weighted(given, "objective", ids, every, values, cap)


def in_force(
    given: Gathered, what: str, known: Iterable[int], values: dict[int, int], last: date
) -> list[int]:
    """Return the rows that hold on the last day of a span, and those with a value in it.

    An amendment within the year leaves some rows behind; what they measured counts.
    """
    return [i for i in known if i in values or stands_on(given.stands[what, i], last)]


def stands_on(days: Days, on: date) -> bool:
    """Tell whether a row of the registry holds on a day."""
    first, ended = days
    return first <= on and (ended is None or on < ended)


def _weighted(
    given: Gathered,
    what: str,
    ids: Sequence[int],
    every: Sequence[int],
    values: dict[int, int],
    cap: int | None,
) -> tuple[Mean, dict[str, Any]]:
    numbers = [values[i] for i in ids]
    if not given.weights:
        mean = mean_of(numbers, cap=cap)
        return mean, mean_basis(numbers, ids, None, cap, mean)
    weights = [given.weights.get((what, i)) for i in ids]
    mean = mean_of(
        numbers,
        cap=cap,
        weights=weights,
        all_weights=[given.weights.get((what, i)) for i in every],
    )
    return mean, mean_basis(numbers, ids, weights, cap, mean)


def roll_up_people(seats: Iterable[Rolled], *, given: Gathered) -> Iterator[Rolled]:
    """Yield the people: their seats in one span, each by its days."""
    found: dict[tuple[int | None, int], list[Rolled]] = defaultdict(list)
    for seat in seats:
        if seat.person_id is not None:
            found[seat.period_id, seat.person_id].append(seat)
    for (period_id, person_id), own in found.items():
        own.sort(key=lambda seat: seat.position_id or 0)
        days = [int(seat.basis["days"]) for seat in own]
        values = [seat.hundredths for seat in own]
        total = sum(v * d for v, d in zip(values, days, strict=True))
        hundredths = round_half_up(Fraction(total, sum(days)))
        span = Span(given.periods.get(period_id or 0), date.min, date.min)
        yield Rolled(
            Level.PERSON,
            period_id,
            hundredths,
            len(own),
            sum(seat.owed for seat in own),
            sum(seat.counted for seat in own),
            {
                "kind": "days",
                "values": values,
                "days": days,
                "ids": [seat.position_id for seat in own],
            },
            _rank(given, span, hundredths),
            person_id=person_id,
        )


def roll_up_total(
    given: Gathered,
    level: Level,
    period_id: int | None,
    *,
    total: int,
    count: int,
    owed: int,
    counted: int,
    unit_id: int | None = None,
) -> Rolled:
    """Return a unit or the office: the plain mean of its positions."""
    hundredths = round_half_up(Fraction(total, count))
    return Rolled(
        level,
        period_id,
        hundredths,
        count,
        owed,
        counted,
        {"kind": "total", "total": total, "count": count},
        rank_of_total(given, period_id, hundredths),
        unit_id=unit_id,
    )


def rank_of_total(
    given: Gathered, period_id: int | None, hundredths: int
) -> tuple[str, int]:
    """Return the class of a unit or the office in a period, or in the year (None)."""
    span = Span(given.periods.get(period_id or 0), date.min, date.min)
    return _rank(given, span, hundredths)


def round_half_up(value: Fraction) -> int:
    """Return the nearest whole number, halves away from zero."""
    doubled = 2 * abs(value.numerator) + value.denominator
    number = doubled // (2 * value.denominator)
    return number if value >= 0 else -number


def replay(basis: dict[str, Any]) -> int:
    """Return the hundredths of a percent that a kept basis gives."""
    match basis["kind"]:
        case "score":
            return int(basis["value"])
        case "measurement":
            result = calculate(
                basis["measurement"], region=settings.REGIONAL_RULES or None
            )
            return hundredths_of(result)
        case "mean":
            weights = basis.get("weights")
            return mean_of(
                basis["values"],
                cap=basis["cap"],
                weights=None
                if weights is None or basis.get("note", "").startswith("Bobot baru")
                else [None if w is None else Decimal(w) for w in weights],
            ).hundredths
        case "days":
            pairs = zip(basis["values"], basis["days"], strict=True)
            return round_half_up(
                Fraction(sum(v * d for v, d in pairs), sum(basis["days"]))
            )
    return round_half_up(Fraction(basis["total"], basis["count"]))


def _rank(
    given: Gathered,
    span: Span,
    hundredths: int,
    definition: Definition | None = None,
) -> tuple[str, int]:
    day = date(given.year.year, 12, 31) if span.period is None else span.period.ends_on
    found = _class_on(
        hundredths,
        given.year.rules,
        day,
        given.year.elected,
        definition is not None and definition.target_is_maximum,
        settings.REGIONAL_RULES or "",
    )
    return found.name, found.rank


@lru_cache(maxsize=65_536)
def _class_on(
    hundredths: int, rules: str, on: date, elect: bool, is_maximum: bool, region: str
) -> ClassResult:
    return class_of(
        Decimal(hundredths).scaleb(-2),
        rules=rules,
        on=on,
        elect=elect,
        target_is_maximum=is_maximum,
        region=region or None,
    )
