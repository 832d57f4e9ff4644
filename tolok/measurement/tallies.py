"""How far reporting has come, counted; the caller has asked who may see it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.measurement.policies import REPORTED, WAITING
from tolok.organisation.models import Unit
from tolok.planning.models import Period


@dataclass(frozen=True)
class Tally:
    """How far reporting has come, in numbers of indicators owed."""

    owed: int = 0
    verified: int = 0
    submitted: int = 0
    returned: int = 0
    late: int = 0

    @property
    def reported(self) -> int:
        """Return how many were submitted, verified or not."""
        return self.verified + self.submitted

    @property
    def missing(self) -> int:
        """Return how many were not reported at all, or came back."""
        return self.owed - self.reported

    @property
    def reported_percent(self) -> Decimal:
        """Return the share reported, in percent of what is owed; 0 of nothing."""
        if not self.owed:
            return Decimal(0)
        return Decimal(self.reported) * 100 / self.owed


_COUNTS = {
    "owed": Count("pk"),
    "verified": Count("pk", filter=Q(status=RealisationStatus.VERIFIED)),
    "submitted": Count("pk", filter=Q(status__in=WAITING)),
    "returned": Count("pk", filter=Q(status=RealisationStatus.RETURNED)),
    "late": Count("pk", filter=Q(is_late=True, status__in=REPORTED)),
}


def _tally(row: Mapping[str, Any]) -> Tally:
    return Tally(**{name: row[name] for name in _COUNTS})


def tally_by_unit(*, period: Period) -> dict[int, Tally]:
    """Return the state of reporting of each unit by itself, in one query."""
    rows = (
        Realisation.objects.filter(office_id=period.office_id, period=period)
        .order_by()
        .values("unit_id")
        .annotate(**_COUNTS)
    )
    return {row["unit_id"]: _tally(row) for row in rows}


def tally_rows(rows: Iterable[Realisation]) -> Tally:
    """Return the state of reporting of some rows as they stand in memory."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts["owed"] += 1
        counts["verified"] += row.status == RealisationStatus.VERIFIED
        counts["submitted"] += row.status in WAITING
        counts["returned"] += row.status == RealisationStatus.RETURNED
        counts["late"] += row.is_late and row.status in REPORTED
    return Tally(**counts)


def tally_below(*, period: Period, unit: Unit) -> Tally:
    """Return the state of reporting of a unit with all below it, in one query."""
    counted = Realisation.objects.filter(
        office_id=period.office_id, period=period, unit__path__startswith=unit.path
    ).aggregate(**_COUNTS)
    return Tally(**counted)
