"""What shows only over many realisations, as counts; the database does the counting.

Each fact is a condition on one realisation, so that a count and the list behind it are
the same question. Nobody is judged: groups with few realisations are not compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Avg,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tolok.inspection.permissions import may_see_patterns
from tolok.kernel.refusals import NotAllowed
from tolok.measurement.checks import HISTORY_NEEDED, OUTLIER_TIMES
from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.evidence_queries import same_file_elsewhere
from tolok.measurement.models import Evidence, Realisation, RealisationStep
from tolok.measurement.visibility import visible
from tolok.organisation.queries import Viewer
from tolok.planning.models import PerformanceYear
from tolok.scoring.models import Score


FEWEST_COMPARED = 5
WHOLE = Decimal(100)
SEAT = ("verifier_id", "verifier__title", "verifier__unit__name")
EDITS = (
    *(Step.DRAFTED, Step.SUBMITTED, Step.WITHDRAWN),
    *(Step.EVIDENCE_ADDED, Step.EVIDENCE_REMOVED),
)


class MayNotSeePatterns(NotAllowed):
    """Patterns are for who sees the dashboard."""


class Fact(TextChoices):
    """One fact about a realisation that can be counted."""

    SENT = "sent", _("Dikirim")
    OUTLIER = "outlier", _("Di luar kebiasaan sendiri")
    LATE_EDIT = "late_edit", _("Diubah sesudah tenggat")
    EXACT = "exact", _("Selalu tepat 100 %")
    REUSED = "reused", _("Bukti dipakai lagi")
    RETURNED = "returned", _("Pernah dikembalikan")
    VERIFIED = "verified", _("Terverifikasi")
    SCORED = "scored", _("Ada capaiannya")


@dataclass(frozen=True)
class Spread:
    """Achievements of a group in percent: least, quartiles, most, and how many."""

    count: int
    least: Decimal
    lower: Decimal
    middle: Decimal
    upper: Decimal
    most: Decimal


@dataclass(frozen=True)
class Line:
    """One unit, or one verifying position, with its counts."""

    key: int
    name: str
    note: str
    counts: dict[str, int]
    waited: timedelta | None
    spread: Spread | None = None

    @property
    def is_compared(self) -> bool:
        """Tell whether there are enough realisations to be compared."""
        return self.counts[Fact.SENT] >= FEWEST_COMPARED


@dataclass(frozen=True)
class Patterns:
    """The facts of a year by unit and by verifying position."""

    year: int
    years: Sequence[int]
    units: Sequence[Line]
    verifiers: Sequence[Line]


def get_patterns(*, for_user: Viewer, year: int | None = None) -> Patterns:
    """Return what a person may see of a year's facts, in four queries.

    Without `year`, or with one that is not there, the latest. Raises `MayNotSeePatterns`.
    """
    demand_patterns(for_user)
    years = list(
        PerformanceYear.objects.filter(office_id=for_user.office_id)
        .order_by("-year")
        .values_list("year", flat=True)
    )
    chosen = year if year in years else (years[0] if years else for_user.on.year)
    rows = marked(for_user=for_user, year=chosen)
    spreads = _spreads(rows)
    return Patterns(
        year=chosen,
        years=years,
        units=[
            _line(row, "unit_id", "unit__name", "")
            for row in _lines(rows, "unit_id", "unit__name")
        ],
        verifiers=[
            _line(row, *SEAT, spread=spreads.get(row["verifier_id"]))
            for row in _lines(rows, *SEAT)
            if row["verifier_id"]
        ],
    )


def list_behind(
    *,
    for_user: Viewer,
    year: int,
    fact: Fact,
    unit_id: int | None = None,
    verifier_id: int | None = None,
) -> QuerySet[Realisation]:
    """Return the realisations that a count counts. Raises `MayNotSeePatterns`."""
    demand_patterns(for_user)
    rows = marked(for_user=for_user, year=year).filter(_holds(fact))
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    if verifier_id is not None:
        rows = rows.filter(verifier_id=verifier_id)
    return rows.select_related("indicator", "period", "person", "position").order_by(
        "-period__starts_on", "position__order", "indicator__order", "pk"
    )


def demand_patterns(for_user: Viewer) -> None:
    """Refuse who may not see patterns. Raises `MayNotSeePatterns`."""
    if not may_see_patterns(for_user, office_id=for_user.office_id):
        message = _now(
            "Pola pengisian dibuka untuk pemeriksa, kepala, perencana, dan atasan."
        )
        raise MayNotSeePatterns(message)


def marked(*, for_user: Viewer, year: int) -> QuerySet[Any]:
    """Return the realisations of a year that a person may see, each with its facts.

    Outlier: more than twice, or less than half, of the mean of at least three earlier
    verified values of the same person and indicator. Edited late: a draft, evidence or
    sending after the own due day. Exact: every one of at least three verified
    achievements of the same person and indicator is 100 %. Reused: a file of it proves
    another realisation as well.
    """
    same = Realisation.objects.filter(
        indicator=OuterRef("indicator"),
        person=OuterRef("person"),
        status=RealisationStatus.VERIFIED,
    ).order_by()
    earlier = same.filter(
        period__starts_on__lt=OuterRef("period__starts_on"), value__isnull=False
    ).values("indicator")
    scored = Score.objects.filter(
        is_current=True,
        achievement_percent__isnull=False,
        realisation__is_current=True,
        realisation__indicator=OuterRef("indicator"),
        realisation__person=OuterRef("person"),
    ).order_by()
    own = Evidence.objects.filter(realisation=OuterRef("pk"))
    steps = RealisationStep.objects.filter(realisation=OuterRef("pk"))
    return (
        visible(for_user=for_user)
        .filter(period__year__year=year, period__year__office_id=for_user.office_id)
        .annotate(
            due=Coalesce("extended_until", "own_due_on", "period__due_on"),
            usual=Subquery(earlier.annotate(mean=Avg("value")).values("mean")),
            known=Subquery(earlier.annotate(how_many=Count("pk")).values("how_many")),
            percent=Subquery(
                Score.objects.filter(
                    realisation=OuterRef("pk"), is_current=True
                ).values("achievement_percent")[:1]
            ),
            edited_late=Exists(
                steps.filter(step__in=EDITS, at__date__gt=OuterRef("due"))
            ),
            was_returned=Exists(steps.filter(step=Step.RETURNED)),
            reuses=Exists(own.filter(Exists(same_file_elsewhere()))),
            other_percent=Exists(scored.exclude(achievement_percent=WHOLE)),
            scores_known=Subquery(
                scored.values("realisation__indicator")
                .annotate(how_many=Count("pk"))
                .values("how_many")
            ),
        )
    )


def _holds(fact: Fact) -> Q:
    """Return the condition of a fact over the columns of `marked`."""
    sent = Q(submitted_at__isnull=False)
    far = Q(value__gt=F("usual") * OUTLIER_TIMES) | Q(
        value__lt=F("usual") / OUTLIER_TIMES
    )
    return {
        Fact.SENT: sent,
        Fact.OUTLIER: sent & far & Q(known__gte=HISTORY_NEEDED, usual__gt=0),
        Fact.LATE_EDIT: Q(edited_late=True),
        Fact.EXACT: Q(
            percent=WHOLE, other_percent=False, scores_known__gte=HISTORY_NEEDED
        ),
        Fact.REUSED: sent & Q(reuses=True),
        Fact.RETURNED: sent & Q(was_returned=True),
        Fact.VERIFIED: Q(status=RealisationStatus.VERIFIED),
        Fact.SCORED: Q(percent__isnull=False),
    }[fact]


def _lines(rows: QuerySet[Any], *names: str) -> QuerySet[Any, dict[str, Any]]:
    took = ExpressionWrapper(
        F("decided_at") - F("submitted_at"), output_field=DurationField()
    )
    return (
        rows.values(*names)
        .annotate(
            **{f"n_{fact.value}": Count("pk", filter=_holds(fact)) for fact in Fact},
            waited=Avg(took, filter=Q(status=RealisationStatus.VERIFIED)),
        )
        .filter(n_sent__gt=0)
        .order_by(names[1], names[0])
    )


def _line(
    row: dict[str, Any], key: str, name: str, note: str, spread: Spread | None = None
) -> Line:
    counts = {fact.value: row[f"n_{fact.value}"] for fact in Fact}
    return Line(
        key=row[key],
        name=row[name],
        note=row[note] if note else "",
        counts=counts,
        waited=row["waited"],
        spread=spread,
    )


def _spreads(rows: QuerySet[Any]) -> dict[int, Spread]:
    """Return the spread by verifier; at most five rows each leave the database.

    Quartiles by rank: the value at the first rank that covers a quarter, a half, three
    quarters. Groups with fewer than `FEWEST_COMPARED` achievements have none.
    """
    group = [F("verifier_id")]
    ranked = (
        rows.filter(percent__isnull=False, verifier__isnull=False)
        .annotate(
            rank=Window(RowNumber(), partition_by=group, order_by=["percent", "pk"]),
            size=Window(Count("pk"), partition_by=group),
        )
        .filter(size__gte=FEWEST_COMPARED)
        .filter(
            Q(rank=1)
            | Q(rank=(F("size") + 3) / 4)
            | Q(rank=(F("size") + 1) / 2)
            | Q(rank=(F("size") * 3 + 3) / 4)
            | Q(rank=F("size"))
        )
        .order_by("verifier_id", "rank")
        .values_list("verifier_id", "rank", "size", "percent")
    )
    found: dict[int, tuple[int, dict[int, Decimal]]] = {}
    for key, rank, size, percent in ranked:
        found.setdefault(key, (size, {}))[1][rank] = percent
    return {key: _spread(size, at) for key, (size, at) in found.items()}


def _spread(size: int, at: dict[int, Decimal]) -> Spread:
    return Spread(
        count=size,
        least=at[1],
        lower=at[(size + 3) // 4],
        middle=at[(size + 1) // 2],
        upper=at[(size * 3 + 3) // 4],
        most=at[size],
    )
