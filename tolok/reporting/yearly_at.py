"""What a yearly report needs beside measurements, as it was known at a past moment.

Roll-ups are computed anew; budget and benchmarks are read back from the audit trail.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from tolok.planning.models import PerformanceYear, Target
from tolok.records.queries import last_events_until, list_events_since
from tolok.registry.models import Indicator
from tolok.reporting.models import Benchmark, BudgetLine, Narrative
from tolok.scoring.as_at import roll_ups_at
from tolok.scoring.models import RollUp


@dataclass(frozen=True)
class Beside:
    """Roll-ups of the years, targets by indicator and year, and what was typed."""

    roll_ups: list[RollUp]
    targets: list[Target]
    benchmarks: list[Benchmark]
    budget: list[BudgetLine]
    narratives: list[Narrative]


def look_back(
    *, year: PerformanceYear, indicators: Iterable[Indicator], moment: datetime
) -> Beside:
    """Return what stood at a moment; `indicators` are those with their forerunners."""
    wanted = list(indicators)
    return Beside(
        _roll_ups(year, {one.position_id for one in wanted}, moment),
        list(
            Target.objects.filter(
                indicator__in=wanted, period=None, decided_at__lte=moment
            )
            .select_related("year")
            .order_by("number")
        ),
        _benchmarks(year, moment),
        _budget(year, moment),
        list(
            Narrative.objects.filter(year=year, created_at__lte=moment).order_by(
                "number"
            )
        ),
    )


def _roll_ups(
    year: PerformanceYear, positions: set[int], moment: datetime
) -> list[RollUp]:
    """Return those of the year, and of earlier years what these positions came to."""
    found = []
    for one in PerformanceYear.objects.filter(
        office_id=year.office_id, year__lte=year.year
    ):
        rows = roll_ups_at(
            year=one,
            moment=moment,
            position_ids=None if one.pk == year.pk else sorted(positions),
        )
        for row in rows:
            row.year = one
        found += [row for row in rows if row.period_id is None]
    return found


def _benchmarks(year: PerformanceYear, moment: datetime) -> list[Benchmark]:
    """Return the benchmarks of then: what was not changed since, and what stood before."""
    now = {one.indicator_id: one for one in Benchmark.objects.filter(year=year)}
    events = [
        event
        for kind in (Benchmark, Indicator)
        for event in list_events_since(
            kind=kind._meta.label_lower,
            action="reporting.set_benchmark",
            office_id=year.office_id,
            moment=moment,
        )
        if (event.after or {}).get("year") == year.year
    ]
    changed: dict[int, dict[str, Any] | None] = {}
    for event in sorted(events, key=lambda one: one.number, reverse=True):
        changed[int((event.after or {})["indicator"])] = event.before
    kept = [one for pk, one in now.items() if pk not in changed]
    back = [
        Benchmark(year=year, indicator_id=pk, **before)
        for pk, before in changed.items()
        if before
    ]
    return kept + back


def _budget(year: PerformanceYear, moment: datetime) -> list[BudgetLine]:
    """Return the lines of then, dropped ones as well, by code."""
    kind = BudgetLine._meta.label_lower
    dropped = [
        int(event.subject_id)
        for event in list_events_since(
            kind=kind,
            action="reporting.drop_budget_line",
            office_id=year.office_id,
            moment=moment,
        )
        if (event.before or {}).get("year") == year.year
    ]
    known = BudgetLine.objects.filter(year=year).values_list("pk", flat=True)
    stood = last_events_until(
        kind=kind,
        subject_ids=[*known, *dropped],
        action="reporting.keep_budget_line",
        moment=moment,
    )
    lines = [
        BudgetLine(
            pk=pk,
            year=year,
            code=after["code"],
            programme=after["programme"],
            objective_id=after["objective"],
            ceiling=_amount(after["ceiling"]),
            spent=_amount(after["spent"]),
        )
        for pk, after in stood.items()
    ]
    return sorted(lines, key=lambda line: (line.code, line.pk))


def _amount(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)
