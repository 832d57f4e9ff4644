"""Compute a period or a year of an office anew, and tell which digits differ."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.organisation.queries import Viewer
from tolok.planning.models import PerformanceYear, Period
from tolok.records import actions as records
from tolok.scoring import permissions
from tolok.scoring.actions import recompute_year, score_realisations
from tolok.scoring.models import RollUp


TOLD = 20


class MayNotRecompute(NotAllowed):
    """Only planners and administrators have an office computed anew."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One roll-up whose digits changed, in percent; None where it stands no more or new."""

    what: str
    when: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What was computed anew, and how much of it differs from what stood.

    `differences` are the first twenty of the roll-ups that differ.
    """

    verified: int
    scores_changed: int
    roll_ups: int
    roll_ups_changed: int
    differences: list[Difference] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Tell whether any digit differs."""
        return bool(self.scores_changed or self.roll_ups_changed)


@transaction.atomic
def recompute(*, of: PerformanceYear | Period, by: Viewer, at: datetime) -> Recomputed:
    """Score a period or a whole year anew, roll it up, and compare every digit.

    What changed becomes a new version and the old one stays. Raises `MayNotRecompute`.
    """
    if not permissions.may_recompute(by, office_id=of.office_id):
        raise MayNotRecompute(
            _("Hanya perencana atau administrator yang dapat menghitung ulang.")
        )
    year = of.year if isinstance(of, Period) else of
    PerformanceYear.objects.select_for_update().get(pk=year.pk)
    before = _digits(year)
    rows = Realisation.objects.filter(status=RealisationStatus.VERIFIED)
    if isinstance(of, Period):
        found = list(rows.filter(period=of))
        verified = len(found)
        changed = len(score_realisations(realisations=found, at=at))
    else:
        verified = rows.filter(period__year=year).count()
        changed = recompute_year(year=year, at=at)
    after = _digits(year)
    keys = sorted(
        key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    )
    result = Recomputed(
        verified,
        changed,
        len(after),
        len(keys),
        list(_differences(keys[:TOLD], before, after)),
    )
    period, whole = "scoring.recompute_period", "scoring.recompute_year"
    records.record_event(
        by=by.user,
        at=at,
        action=period if isinstance(of, Period) else whole,
        subject=of,
        after={
            "verified": verified,
            "scores_changed": changed,
            "roll_ups": len(after),
            "roll_ups_changed": len(keys),
        },
        office_id=of.office_id,
    )
    return result


def _digits(year: PerformanceYear) -> dict[str, int]:
    rows = RollUp.objects.filter(year=year).order_by()
    return {key: value or 0 for key, value in rows.values_list("key", "hundredths")}


def _differences(
    keys: Iterable[str], before: dict[str, int], after: dict[str, int]
) -> Iterable[Difference]:
    wanted = list(keys)
    rows = {
        row.key: row
        for row in RollUp.objects.filter(key__in=wanted).select_related(
            *("office", "period", "unit", "position", "objective", "indicator"),
            "person",
        )
    }
    for key in wanted:
        row = rows.get(key)
        yield Difference(
            _name(row) if row else _("tidak lagi dihitung"),
            row.period.label if row and row.period else _("setahun"),
            _percent(before.get(key)),
            _percent(after.get(key)),
        )


def _name(row: RollUp) -> str:
    subject = (
        row.person or row.indicator or row.objective or row.position or row.unit
    ) or row.office
    return f"{row.get_level_display()}: {subject}"


def _percent(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else Decimal(hundredths).scaleb(-2)
