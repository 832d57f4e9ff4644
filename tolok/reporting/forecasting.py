"""Where a year will end: what was reported so far, and each period that is left.

Each period without a value is foretold by itself, then all of them make the year as the
definition adds sub-periods up. A period is foretold from the same period of earlier years
where an indicator has such a history, else from this year alone; the range is what comes
of the weakest and of the strongest period so far. Pure: no database, no clock, no words.
The algorithm in prose: docs/why/algorithms/forecast.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


LEAST_REPORTED = 2
LEAST_FOR_A_LINE = 3


class Method(Enum):
    """By what a period that is left was foretold."""

    PATTERN = "pattern"  # the same period of earlier years, times this year's pace
    MEAN = "mean"  # the mean of this year's periods
    LINE = "line"  # the straight line that lies nearest to this year's periods


class TooLittle(Enum):
    """Why nothing is foretold."""

    FEW = "few"  # fewer values than the method needs
    COMPLETE = "complete"  # nothing is left to foretell


@dataclass(frozen=True, slots=True)
class Foretold:
    """One period that is left: its number from 0, its value and its range."""

    at: int
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """The end of a year, in the unit of its values, with the range it may fall into.

    `reported` periods speak; `pace` is this year against the earlier ones (1 is the
    same) where the method is the pattern; `years` are how many earlier years spoke.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    method: Method
    reported: int
    rest: tuple[Foretold, ...]
    pace: Decimal | None = None
    years: int = 0


def forecast_year(
    values: Sequence[Decimal | None],
    *,
    accumulation: str,
    earlier: Sequence[Sequence[Decimal | None]] = (),
    weights: Sequence[Decimal | None] = (),
) -> Forecast | TooLittle:
    """Return how the year will end, or why that cannot be said.

    `values` has a place for each period of the year, None where nothing was reported: a
    gap is foretold and never zero. `accumulation` is a word of the definition (sum, last,
    average, highest, lowest, ratio). `earlier` are the same places of earlier years; one
    with a gap is not used. `weights` are the denominators of a ratio.

    Raises `ValueError` for an accumulation that is not one of these.
    """
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    left = [at for at, value in enumerate(values) if value is None]
    if not left:
        return TooLittle.COMPLETE
    if len(known) < LEAST_REPORTED:
        return TooLittle.FEW
    pattern, years = _pattern(earlier, len(values))
    pace = _pace(known, pattern)
    if pattern and pace is not None:
        method, rest = Method.PATTERN, _by_pattern(known, left, pattern, pace)
    elif accumulation != "last":
        method, rest, years = Method.MEAN, _by_mean(known, left), 0
    elif len(known) < LEAST_FOR_A_LINE:
        return TooLittle.FEW
    else:
        method, rest, years = Method.LINE, _by_line(known, left), 0
    made = [
        _make_year(values, accumulation, weights, {one.at: end(one) for one in rest})
        for end in (_low, _middle, _high)
    ]
    return Forecast(
        value=made[1],
        low=min(made),
        high=max(made),
        method=method,
        reported=len(known),
        rest=tuple(rest),
        pace=pace if method is Method.PATTERN else None,
        years=years,
    )


def _low(one: Foretold) -> Decimal:
    return one.low


def _middle(one: Foretold) -> Decimal:
    return one.value


def _high(one: Foretold) -> Decimal:
    return one.high


def _pattern(
    earlier: Sequence[Sequence[Decimal | None]], length: int
) -> tuple[list[Decimal], int]:
    """Return the mean of each period over the whole earlier years, and how many."""
    whole = [
        [value for value in year if value is not None]
        for year in earlier
        if len(year) == length and all(value is not None for value in year)
    ]
    if not whole:
        return [], 0
    columns = zip(*whole, strict=True)
    return [sum(one, Decimal(0)) / len(whole) for one in columns], len(whole)


def _pace(
    known: Sequence[tuple[int, Decimal]], pattern: Sequence[Decimal]
) -> Decimal | None:
    """Return this year's sum over that of the same periods; None where none compares."""
    if not pattern or any(pattern[at] <= 0 for at, _value in known):
        return None
    before = sum((pattern[at] for at, _value in known), Decimal(0))
    return sum((value for _at, value in known), Decimal(0)) / before


def _by_pattern(
    known: Sequence[tuple[int, Decimal]],
    left: Sequence[int],
    pattern: Sequence[Decimal],
    pace: Decimal,
) -> list[Foretold]:
    paces = [value / pattern[at] for at, value in known]
    return [
        Foretold(
            at, pattern[at] * pace, pattern[at] * min(paces), pattern[at] * max(paces)
        )
        for at in left
    ]


def _by_mean(
    known: Sequence[tuple[int, Decimal]], left: Sequence[int]
) -> list[Foretold]:
    values = [value for _at, value in known]
    mean = sum(values, Decimal(0)) / len(values)
    return [Foretold(at, mean, min(values), max(values)) for at in left]


def _by_line(
    known: Sequence[tuple[int, Decimal]], left: Sequence[int]
) -> list[Foretold]:
    """Draw the line of least squares; its range is its largest miss so far."""
    count = len(known)
    mean_at = Decimal(sum(at for at, _value in known)) / count
    mean = sum((value for _at, value in known), Decimal(0)) / count
    above = sum(((at - mean_at) * (value - mean) for at, value in known), Decimal(0))
    slope = above / sum(((at - mean_at) ** 2 for at, _value in known), Decimal(0))

    def on_line(at: int) -> Decimal:
        return mean + slope * (at - mean_at)

    miss = max(abs(value - on_line(at)) for at, value in known)
    return [
        Foretold(at, on_line(at), on_line(at) - miss, on_line(at) + miss) for at in left
    ]


def _make_year(
    values: Sequence[Decimal | None],
    accumulation: str,
    weights: Sequence[Decimal | None],
    rest: dict[int, Decimal],
) -> Decimal:
    """Make the year of all its periods, as the definition adds them up."""
    whole = [rest[at] if value is None else value for at, value in enumerate(values)]
    match accumulation:
        case "sum":
            return sum(whole, Decimal(0))
        case "last":
            return whole[-1]
        case "highest":
            return max(whole)
        case "lowest":
            return min(whole)
        case "average":
            return sum(whole, Decimal(0)) / len(whole)
        case "ratio":
            return _weighted(whole, values, weights)
    message = f"no accumulation is called {accumulation!r}"
    raise ValueError(message)


def _weighted(
    whole: Sequence[Decimal],
    values: Sequence[Decimal | None],
    weights: Sequence[Decimal | None],
) -> Decimal:
    """Weigh each period by its denominator, one that is left by the mean of the others."""
    known = [
        weight
        for weight, value in zip(weights, values, strict=False)
        if weight is not None and value is not None
    ]
    if len(known) < sum(value is not None for value in values) or not sum(known):
        return sum(whole, Decimal(0)) / len(whole)
    usual = sum(known, Decimal(0)) / len(known)
    given = [
        usual if value is None or weight is None else weight
        for weight, value in zip(weights, values, strict=False)
    ]
    given += [usual] * (len(whole) - len(given))
    total = sum((w * v for w, v in zip(given, whole, strict=True)), Decimal(0))
    return total / sum(given, Decimal(0))
