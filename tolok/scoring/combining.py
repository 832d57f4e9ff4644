"""Make one value of the holders of an indicator, in a period or over the year.

Who follows whom sits in one chair, who serves beside whom in another; the definition
says how the chairs come together. Where its rule cannot be followed it is the mean of
what each achieved for himself, and says so.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tolok.organisation.duties import Duty
from tolok.planning.models import PerformanceYear, Period
from tolok.records.language import in_indonesian
from tolok.registry.enums import AcrossPeople
from tolok.registry.models import Definition
from tolok.rules.loader import load_library
from tolok.rules.packs import get_rollup
from tolok.scoring.calculator import COMPUTED
from tolok.scoring.holders import ACROSS
from tolok.scoring.keeping import calculate
from tolok.scoring.means import Mean, mean_of
from tolok.scoring.measurements import Reported, add_share, build_holders
from tolok.scoring.shares import Share, days_in_words, is_split_by_days, share_of


NOT_COMBINED = gettext_noop("Definisi menetapkan nilainya tidak digabung.")


@dataclass(slots=True)
class Row:
    """One current realisation with its score, as far as it has one."""

    realisation_id: int
    indicator_id: int
    period_id: int
    person_id: int
    is_verified: bool
    reported: Reported
    score_id: int | None = None
    hundredths: int | None = None
    measurement: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A position with what its roll-ups repeat for lists."""

    position_id: int
    unit_id: int
    office_id: int
    path: str = ""


# From which day a row of the registry holds, and the first on which it no longer does.
Days = tuple[date, date | None]


@dataclass(slots=True)
class Gathered:
    """All that the roll-ups of some positions in one year are computed from."""

    year: PerformanceYear
    periods: dict[int, Period]
    places: dict[int, Place]
    rows: dict[int, list[Row]]
    objective_of: dict[int, int]
    definitions: dict[int, Definition]
    year_targets: dict[int, str]
    duties: dict[int, list[Duty]]
    weights: dict[tuple[str, int], Decimal]
    levels: dict[int, dict[int, list[int]]]
    stands: dict[tuple[str, int], Days]
    names: dict[int, str]

    @property
    def weighs_units(self) -> bool:
        """Tell whether a position or a unit has a weight in the year."""
        return any(what in ("position", "unit") for what, _pk in self.weights)


@dataclass(slots=True)
class Value:
    """An achievement in hundredths of a percent and what it came from."""

    hundredths: int
    basis: dict[str, Any]
    count: int = 1


@dataclass(slots=True)
class Span:
    """A period or the whole year: its days, and what was found in it."""

    period: Period | None
    first: date
    last: date
    indicators: dict[int, Value] = field(default_factory=dict)
    own: dict[int, dict[int, int]] = field(default_factory=dict)
    owed: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    counted: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    owed_by: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    counted_by: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    seats: dict[int, Any] = field(default_factory=dict)


def together(
    given: Gathered,
    span: Span,
    scored: Sequence[Row],
    duties: Sequence[Duty],
    *,
    owed: Sequence[Row],
) -> Value:
    """Make one value of several holders in a period by the rule of the definition."""
    definition = given.definitions[scored[0].indicator_id]
    base = scored[0].measurement or {}
    measurement: dict[str, Any] = {
        str(key): base[key]
        for key in (
            *("rules", "on", "elect", "polarity", "target", "target_is_maximum"),
            "scale",
        )
        if key in base
    }
    return combined(given, span, definition, measurement, scored, duties, owed)


@in_indonesian
def combined(
    given: Gathered,
    span: Span,
    definition: Definition,
    measurement: dict[str, Any],
    scored: Sequence[Row],
    duties: Sequence[Duty],
    owed: Sequence[Row],
    own: dict[int, int] | None = None,
) -> Value:
    """Put the holders of one indicator together, or take the mean of their own.

    `own` gives each person's achievement; without it that of his one row.
    """
    achievements = own or {
        row.person_id: row.hundredths for row in scored if row.hundredths is not None
    }
    across = definition.across_people
    why = ""
    if across in ACROSS:
        splits = is_split_by_days(definition, span.period)
        chairs = _chairs(given, span, scored, duties, splits=splits)
        full = build_holders(
            measurement,
            across=across,
            accumulation=definition.accumulation,
            chairs=[[p for _period, p in chair.periods] for chair in chairs],
        )
        share = _share_of_all(given, span, chairs, duties, owed, across)
        add_share(full, share)
        result = calculate(full, region=settings.REGIONAL_RULES or None)
        if result["status"] == COMPUTED:
            basis = {"kind": "measurement", "measurement": full}
            return Value(hundredths_of(result), basis, len(achievements))
        why = result.get("reason") or ""
    values = list(achievements.values())
    mean = mean_of(values, cap=cap_in(given, span))
    basis = mean_basis(values, list(achievements), None, cap_in(given, span), mean)
    basis["why"] = why if across in ACROSS else _(NOT_COMBINED)
    basis["of"] = "people"
    return Value(mean.hundredths, basis, len(values))


@dataclass(slots=True)
class _Chair:
    """The parts of one chair by sub-period, and the share that it bears."""

    periods: list[tuple[int, list[dict[str, Any]]]] = field(default_factory=list)
    shares: dict[int, Share] = field(default_factory=dict)
    days: int = 0


def _chairs(
    given: Gathered,
    span: Span,
    rows: Sequence[Row],
    duties: Sequence[Duty],
    *,
    splits: bool,
) -> list[_Chair]:
    """Seat the reported parts in their chairs, in the order of days."""
    after = max((duty.chair for duty in duties), default=0) + 1
    without_seat: dict[int, int] = {}
    found: dict[int, dict[int, list[tuple[date, int, dict[str, Any]]]]] = {}
    chairs: dict[int, _Chair] = {}
    for row in rows:
        period = given.periods[row.period_id]
        own = [
            d
            for d in duties
            if d.person_id == row.person_id
            and d.within(period.starts_on, period.ends_on)
        ]
        if own:
            number = own[0].chair
        else:
            number = without_seat.setdefault(row.person_id, after + len(without_seat))
        chair = chairs.setdefault(number, _Chair())
        days = sum(d.within(period.starts_on, period.ends_on) for d in own)
        days = days or (period.ends_on - period.starts_on).days + 1
        chair.days += days
        chair.shares.setdefault(
            row.person_id,
            share_of(
                duties,
                person_id=row.person_id,
                first=span.first,
                last=span.last,
                splits=splits,
            ),
        )
        part = row.reported.as_part(
            who=given.names.get(row.person_id, ""),
            when=days_in_words(own, first=period.starts_on, last=period.ends_on),
            days=days,
        )
        start = max(own[0].first, period.starts_on) if own else period.starts_on
        found.setdefault(number, {}).setdefault(row.period_id, []).append(
            (start, row.person_id, part)
        )
    for number, periods in found.items():
        for period_id in sorted(periods, key=lambda p: given.periods[p].starts_on):
            parts = sorted(periods[period_id], key=lambda part: part[:2])
            chairs[number].periods.append((period_id, [part for *_, part in parts]))
    return [chairs[number] for number in sorted(chairs)]


def _share_of_all(
    given: Gathered,
    span: Span,
    chairs: Sequence[_Chair],
    duties: Sequence[Duty],
    owed: Sequence[Row],
    across: str,
) -> Share:
    """Return the share of the target that those who reported bear together."""
    shares = {who: share for chair in chairs for who, share in chair.shares.items()}
    if all(share.is_whole for share in shares.values()) and across != AcrossPeople.SUM:
        return Share(Fraction(1), "1/1", "", 0)
    of_chairs = [
        sum((share.part for share in chair.shares.values()), Fraction(0))
        for chair in chairs
    ]
    if across == AcrossPeople.SUM:
        part = sum(of_chairs, Fraction(0))
    elif across == AcrossPeople.DAYS:
        days = sum(chair.days for chair in chairs)
        part = sum(
            (of * chair.days for of, chair in zip(of_chairs, chairs, strict=True)),
            Fraction(0),
        ) / max(days, 1)
    else:
        part = sum(of_chairs, Fraction(0)) / len(of_chairs)
    why = "; ".join(
        f"{given.names.get(who, '')} {share.why or _('memikul target penuh')}"
        for who, share in shares.items()
    )
    note = _shares_note(span, shares, duties, owed)
    if note:
        why = f"{why}. {note}"
    if part.denominator >= 10**11 or part.numerator >= 10**11:
        part = part.limit_denominator(10**6)
    return Share(part, f"{part.numerator}/{part.denominator}", why, 0)


def _shares_note(
    span: Span, shares: dict[int, Share], duties: Sequence[Duty], owed: Sequence[Row]
) -> str:
    """Say where the shares that were set do not make a whole."""
    if not any(share.is_set for share in shares.values()):
        return ""
    total = sum(
        (
            share_of(
                duties, person_id=who, first=span.first, last=span.last, splits=True
            ).part
            for who in {row.person_id for row in owed}
        ),
        Fraction(0),
    )
    if total == 1:
        return ""
    percent = Decimal(round(total * 10000)).scaleb(-2).normalize() + 0
    return _("Bagian target para pemangku berjumlah %(percent)s %%, bukan 100 %%") % {
        "percent": f"{percent:f}".replace(".", ",")
    }


def mean_basis(
    values: Sequence[int],
    ids: Sequence[int],
    weights: Sequence[Decimal | None] | None,
    cap: int | None,
    mean: Mean,
) -> dict[str, Any]:
    """Return what a mean was taken of, so that it can be replayed."""
    basis: dict[str, Any] = {
        "kind": "mean",
        "values": list(values),
        "ids": list(ids),
        "cap": cap,
    }
    if weights is not None and any(weight is not None for weight in weights):
        basis["weights"] = [None if w is None else f"{w:f}" for w in weights]
    if mean.note:
        basis["note"] = mean.note
    return basis


def hundredths_of(result: dict[str, Any]) -> int:
    """Return the achievement of a calculator's answer in hundredths of a percent."""
    return int(Decimal(result["achievement"]).scaleb(2))


def cap_in(given: Gathered, span: Span) -> int | None:
    """Return what one achievement counts for at most, in hundredths; None: no limit."""
    day = span.last if span.period is None else span.period.ends_on
    return _cap_on(given.year.rules, day, settings.REGIONAL_RULES or "")


@lru_cache(maxsize=256)
def _cap_on(rules: str, on: date, region: str) -> int | None:
    limit, _decimals = get_rollup(load_library(region or None), rules, on)
    return None if limit is None else int(Decimal(limit.value).scaleb(2))
