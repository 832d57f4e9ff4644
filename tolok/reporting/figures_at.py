"""The figures of an office as they stood at a past moment: computed anew, not kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.measurement.past import as_they_were, versions_at
from tolok.measurement.policies import REPORTED
from tolok.measurement.tallies import Tally, tally_rows
from tolok.organisation.models import Position
from tolok.planning.models import Period
from tolok.registry.models import Objective
from tolok.scoring.as_at import roll_ups_at
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


@dataclass(frozen=True)
class Past:
    """What was owed and reported in the periods of a year, and how it rolled up."""

    rows: Sequence[Realisation]
    roll_ups: Sequence[RollUp]

    def of_level(self, *levels: Level) -> list[RollUp]:
        """Return the roll-ups of these levels in a period, those with a value."""
        return [
            row
            for row in self.roll_ups
            if row.level in levels
            and row.period_id is not None
            and row.hundredths is not None
        ]

    def tallies(self, period: Period) -> dict[int, Tally]:
        """Return the state of reporting of each unit by itself."""
        by_unit: dict[int, list[Realisation]] = defaultdict(list)
        for row in self.rows:
            if row.period_id == period.pk:
                by_unit[row.unit_id].append(row)
        return {unit_id: tally_rows(rows) for unit_id, rows in by_unit.items()}

    def progress(self) -> Iterable[tuple[int, int, int, int, int]]:
        """Yield by position and period how many were owed, reported and verified."""
        counts: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
        for row in self.rows:
            count = counts[row.position_id, row.period_id]
            count[0] += 1
            count[1] += row.status in REPORTED
            count[2] += row.status == RealisationStatus.VERIFIED
        for (position_id, period_id), (owed, reported, verified) in counts.items():
            yield position_id, period_id, owed, reported, verified

    def objectives(self, period: Period, units: set[int]) -> list[RollUp]:
        """Return the objectives of these units in a period, the weakest first.

        Each with its objective and position; two queries.
        """
        found = [
            row
            for row in self.of_level(Level.OBJECTIVE)
            if row.period_id == period.pk and row.unit_id in units
        ]
        texts = Objective.objects.in_bulk([row.objective_id for row in found])
        seats = Position.objects.in_bulk([row.position_id for row in found])
        for row in found:
            row.objective = texts[row.objective_id or 0]
            row.position = seats[row.position_id or 0]
        return sorted(
            found,
            key=lambda row: (
                row.hundredths or 0,
                seats[row.position_id or 0].order,
                texts[row.objective_id or 0].order,
            ),
        )


def look_back(*, period: Period, periods: Sequence[Period], moment: datetime) -> Past:
    """Return what was known of some periods of one year at a moment, whoever asks.

    The caller has asked who may see it.
    """
    found = versions_at(
        Realisation.versions.filter(office_id=period.office_id, period__in=periods),
        moment,
    ).only(
        *("pk", "unit_id", "position_id", "period_id", "status", "is_late"),
        "submitted_at",
    )
    roll_ups = roll_ups_at(year=period.year, moment=moment)
    name_by_today(roll_ups)
    return Past(rows=as_they_were(list(found), moment=moment), roll_ups=roll_ups)


def name_by_today(roll_ups: Sequence[RollUp]) -> None:
    """Give roll-ups of then the ids of the rows that speak of the same today.

    So that they have an address; what nothing speaks of any more has none. One query.
    """
    year_ids = {row.year_id for row in roll_ups}
    today = dict(
        RollUp.objects.filter(year__in=year_ids).order_by().values_list("key", "pk")
    )
    for row in roll_ups:
        row.pk = today.get(row.key)
