"""Where a rolled-up number came from at a past moment: computed anew, nothing kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import Unfit
from tolok.measurement.models import Evidence, Realisation
from tolok.measurement.past import as_they_were, versions_at
from tolok.measurement.queries import visible
from tolok.organisation.models import Unit
from tolok.organisation.queries import Viewer
from tolok.reporting.figures_at import name_by_today
from tolok.scoring.as_at import person_at, roll_ups_at, scores_at
from tolok.scoring.enums import Level, ScoreStatus
from tolok.scoring.models import RollUp, Score


OF_ONE_POSITION = (Level.INDICATOR, Level.OBJECTIVE, Level.POSITION, Level.SEAT)
TURNED_BACK = (
    *("hundredths", "count", "owed", "counted", "class_name", "class_rank"),
    *("basis", "unit_id", "computed_at"),
)


class NothingThen(Unfit):
    """At that moment there was no such number yet."""


def turn_back(row: RollUp, moment: datetime) -> list[RollUp]:
    """Set a roll-up to what it said at a moment; return all that was computed with it.

    The row is not to be saved. What stands today too has its id, so that it has an
    address. Raises `NothingThen`.
    """
    if row.level == Level.PERSON:
        rows = person_at(year=row.year, person_id=row.person_id or 0, moment=moment)
    else:
        places = [row.position_id or 0] if row.level in OF_ONE_POSITION else None
        rows = roll_ups_at(year=row.year, moment=moment, position_ids=places)
    then = next((one for one in rows if one.key == row.key), None)
    if then is None or then.hundredths is None:
        message = _(
            "Pada akhir %(day)s angka ini belum ada: belum ada realisasi terverifikasi "
            "yang mendasarinya. Pilih hari sesudahnya."
        )
        raise NothingThen(message % {"day": format_date(moment.date())}, field="pada")
    for name in TURNED_BACK:
        setattr(row, name, getattr(then, name))
    name_by_today(rows)
    return rows


def parts_then(
    row: RollUp, rows: Sequence[RollUp], below: Level, offset: int, limit: int
) -> list[RollUp]:
    """Return the roll-ups that one rested on then, lowest first, one page of them."""
    members = {
        (what, pk)
        for what, pk in zip(
            row.basis.get("members", ()), row.basis.get("ids", ()), strict=False
        )
    }
    units = set()
    if row.level == Level.UNIT and row.unit is not None:
        units = set(
            Unit.objects.filter(
                office=row.office_id, path__startswith=row.unit.path
            ).values_list("pk", flat=True)
        )
    found = sorted(
        (one for one in rows if _is_part(one, row, below, members, units)),
        key=lambda one: (one.hundredths or 0, one.key),
    )[offset : offset + limit]
    prefetch_related_objects(found, "objective", "position__unit", "unit", "indicator")
    return found


def _is_part(
    one: RollUp,
    row: RollUp,
    below: Level,
    members: set[tuple[str, int]],
    units: set[int],
) -> bool:
    """Tell whether a roll-up is one of the values that another is made of."""
    if one.period_id != row.period_id:
        return False
    if members:
        return (
            one.level == Level.POSITION and ("position", one.position_id) in members
        ) or (one.level == Level.UNIT and ("unit", one.unit_id) in members)
    if one.level != below:
        return False
    match row.level:
        case Level.OBJECTIVE:
            return one.objective_id == row.objective_id
        case Level.PERSON:
            return one.person_id == row.person_id
        case Level.UNIT:
            return one.unit_id in units
    return True


def realisations_then(
    row: RollUp, *, for_user: Viewer, moment: datetime
) -> list[Realisation]:
    """Return the visible realisations that an indicator or a seat rested on then.

    Each as it was known at the moment, with `period`, `person`, `indicator`,
    `decided_by` and the evidence of then that still stands.
    """
    found = visible(for_user=for_user, superseded=True).filter(position=row.position_id)
    if row.period_id is not None:
        found = found.filter(period=row.period_id)
    else:
        found = found.filter(period__year=row.year_id)
    if row.level == Level.SEAT:
        found = found.filter(person=row.person_id)
    else:
        found = found.filter(indicator=row.indicator_id)
    proofs = Evidence.objects.filter(created_at__lte=moment).order_by("pk")
    rows = list(
        versions_at(found, moment)
        .select_related("person", "period", "indicator", "decided_by")
        .prefetch_related(Prefetch("evidence", queryset=proofs))
        .order_by("period__starts_on", "person__name", "pk")
    )
    return list(as_they_were(rows, moment=moment))


def scored_then(
    rows: Sequence[Realisation], moment: datetime
) -> list[tuple[Realisation, Score, Decimal]]:
    """Return those with an achievement at the moment, with their score, lowest first."""
    scores: Mapping[int, Score] = scores_at(
        realisations=[row.pk for row in rows], moment=moment
    )
    found = []
    for row in rows:
        score = scores.get(row.pk)
        percent = score.achievement_percent if score else None
        if score and percent is not None and score.status == ScoreStatus.COMPUTED:
            found.append((row, score, percent))
    return sorted(found, key=lambda one: (one[0].period.starts_on, one[2], one[1].pk))
