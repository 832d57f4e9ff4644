"""Compute a year of every office anew: office by office, side by side where it helps."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime

import django
from django.db import connection, connections, transaction
from django.db.models import Count

from tolok.planning.models import PerformanceYear
from tolok.records import actions as records
from tolok.records.actions import System
from tolok.scoring import actions


# Told how many positions are done, and of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class OfficeDone:
    """One office whose year was computed anew, and how many of its scores changed."""

    office: str
    positions: int
    changed: int


def recompute_offices(
    *,
    year: int,
    at: datetime,
    workers: int = 1,
    progress: Progress | None = None,
) -> list[OfficeDone]:
    """Compute a year of all offices anew and return what changed, office by office.

    Each office is one transaction: what is done stays done. `workers` processes work
    side by side on PostgreSQL; SQLite has one writer. Digits are those of any other way.
    """
    years = list(
        PerformanceYear.objects.filter(year=year)
        .select_related("office")
        .annotate(positions=Count("office__positions"))
        .order_by("-positions", "pk")
    )
    total = sum(row.positions for row in years)
    found: list[OfficeDone] = []
    done = 0
    if workers == 1 or len(years) < 2 or connection.vendor != "postgresql":
        results: Iterator[OfficeDone] = (_recompute(row.pk, at) for row in years)
    else:
        results = _side_by_side([row.pk for row in years], at, workers)
    for one in results:
        found.append(one)
        done += one.positions
        if progress is not None:
            progress(done, total)
    return sorted(found, key=lambda one: one.office)


def _side_by_side(
    year_ids: list[int], at: datetime, workers: int
) -> Iterator[OfficeDone]:
    connections.close_all()
    with ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), django.setup
    ) as pool:
        asked = [pool.submit(_recompute, year_id, at) for year_id in year_ids]
        for done in as_completed(asked):
            yield done.result()


@transaction.atomic
def _recompute(year_id: int, at: datetime) -> OfficeDone:
    row = PerformanceYear.objects.select_related("office").get(pk=year_id)
    changed = actions.recompute_year(year=row, at=at)
    records.record_event(
        by=System(),
        at=at,
        action="scoring.recompute_year",
        subject=row,
        after={"scores_changed": changed},
        office_id=row.office_id,
    )
    return OfficeDone(str(row.office), row.office.positions.count(), changed)
