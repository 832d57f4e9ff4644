"""What indicators came to in an earlier year, for those who plan the next one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Subquery

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.organisation.queries import Viewer
from tolok.scoring import permissions
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


@dataclass(frozen=True, slots=True)
class Result:
    """An achievement in percent, and what was reported where one person did.

    `text` is as it was entered; both are blank for a whole year and for several people.
    """

    achievement_percent: Decimal
    value: Decimal | None
    text: str


def results_in_year(
    *, indicators: Iterable[int], year: int, for_user: Viewer
) -> dict[tuple[int, int | None], Result]:
    """Return results by indicator and number of the period (None: the year); one query.

    Only for those who read the office's roll-ups; nothing for others.
    """
    if not permissions.may_view_roll_ups(for_user, office_id=for_user.office_id):
        return {}
    own = (
        Realisation.objects.filter(
            indicator=OuterRef("indicator"),
            period=OuterRef("period"),
            status=RealisationStatus.VERIFIED,
        )
        .order_by()
        .values("indicator")
    )
    rows = (
        RollUp.objects.filter(
            level=Level.INDICATOR,
            indicator__in=list(indicators),
            year__year=year,
            office_id=for_user.office_id,
        )
        .order_by()
        .annotate(
            people=Subquery(own.annotate(many=Count("pk")).values("many")),
            reported=Subquery(own.values("value")[:1]),
            written=Subquery(own.values("entered_text")[:1]),
            place=F("period__number"),
        )
        .values_list(
            *("indicator_id", "place", "hundredths", "people", "reported", "written")
        )
    )
    return {
        (indicator_id, place): Result(
            Decimal(hundredths or 0).scaleb(-2),
            reported if people == 1 else None,
            (written or "") if people == 1 else "",
        )
        for indicator_id, place, hundredths, people, reported, written in rows
        if indicator_id is not None
    }
