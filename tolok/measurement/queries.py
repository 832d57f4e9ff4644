"""Read realisations and evidence, always for someone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from tolok.accounts.enums import Capability
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Evidence, Realisation, RealisationStep
from tolok.measurement.policies import REPORTED, UNFINISHED
from tolok.organisation.queries import Viewer
from tolok.planning.models import Period
from tolok.registry.models import Definition, Indicator


WITH_DEFINITION = Prefetch(
    "indicator__definitions",
    queryset=Definition.objects.filter(is_current=True),
    to_attr="current_definitions",
)
OUTLIER_TIMES = Decimal(2)
HISTORY_NEEDED = 3


@dataclass(frozen=True)
class Waiting:
    """How many things wait for a person."""

    to_report: int = 0
    to_verify: int = 0


def visible(*, for_user: Viewer) -> QuerySet[Realisation]:
    """Return the realisations that a person may see; the twin of `may_view`."""
    allowed = Q(pk__in=[])
    if for_user.person_id is not None:
        allowed |= Q(person_id=for_user.person_id)
    if for_user.position_ids:
        allowed |= Q(verifier_id__in=for_user.position_ids)
    if for_user.may(Capability.VIEW_ALL_REALISATIONS):
        allowed |= Q(office_id=for_user.office_id)
    for path in for_user.led_paths:
        allowed |= Q(office_id=for_user.office_id, unit__path__startswith=path)
    return Realisation.objects.filter(allowed)


def count_waiting(*, for_user: Viewer) -> Waiting:
    """Return what a person has to report and to verify today, in one query."""
    if for_user.person_id is None:
        return Waiting()
    mine = Q(
        person_id=for_user.person_id,
        status__in=UNFINISHED,
        period__opens_on__lte=for_user.on,
        period__late_until__gte=for_user.on,
    )
    queue = Q(
        verifier_id__in=for_user.position_ids, status=RealisationStatus.SUBMITTED
    ) & ~Q(person_id=for_user.person_id)
    found = Realisation.objects.filter(mine | queue).aggregate(
        to_report=Count("pk", filter=mine), to_verify=Count("pk", filter=queue)
    )
    return Waiting(**found)


def get_realisation(*, realisation_id: int, for_user: Viewer) -> Realisation:
    """Return one realisation with its indicator; Realisation.DoesNotExist else."""
    return (
        visible(for_user=for_user)
        .select_related(
            "indicator__objective",
            "indicator__version",
            "period__year",
            "person",
            "position",
            "unit",
            "verifier",
            "decided_by",
        )
        .prefetch_related(WITH_DEFINITION)
        .get(pk=realisation_id)
    )


def definition_of(realisation: Realisation) -> Definition:
    """Return the current definition that was fetched with a realisation."""
    return realisation.indicator.current_definitions[0]


def list_owed(*, for_user: Viewer, period: Period) -> QuerySet[Realisation]:
    """Return all that a person owes in a period, in the decree's order."""
    return (
        Realisation.objects.filter(person_id=for_user.person_id, period=period)
        .select_related("indicator__objective", "position", "verifier", "decided_by")
        .annotate(evidence_count=Count("evidence"))
        .prefetch_related(WITH_DEFINITION)
        .order_by(
            "position__order", "indicator__objective__order", "indicator__order", "pk"
        )
    )


def last_values(
    *, realisations: Sequence[Realisation], before: Period
) -> dict[tuple[int, int], Decimal]:
    """Return by indicator and person the newest verified value before a period."""
    rows = (
        Realisation.objects.filter(
            indicator_id__in={row.indicator_id for row in realisations},
            person_id__in={row.person_id for row in realisations},
            status=RealisationStatus.VERIFIED,
            period__starts_on__lt=before.starts_on,
            value__isnull=False,
        )
        .order_by("period__starts_on")
        .values_list("indicator_id", "person_id", "value")
    )
    return {(indicator, person): value for indicator, person, value in rows}


def list_history(
    *, indicator: Indicator, for_user: Viewer
) -> QuerySet[Realisation]:
    """Return an indicator's realisations that a person may see, oldest first."""
    return (
        visible(for_user=for_user)
        .filter(indicator=indicator)
        .select_related("period", "person", "decided_by", "unit")
        .prefetch_related("evidence__file", "steps")
        .order_by("period__starts_on", "pk")
    )


def list_evidence(*, realisation: Realisation) -> QuerySet[Evidence]:
    """Return the evidence of a realisation that was already seen to be visible.

    `used_elsewhere` tells whether the same file proves another realisation too.
    """
    elsewhere = Evidence.objects.filter(
        file=OuterRef("file"), file__isnull=False
    ).exclude(realisation=OuterRef("realisation"))
    return (
        Evidence.objects.filter(realisation=realisation)
        .select_related("file")
        .annotate(used_elsewhere=Exists(elsewhere))
        .order_by("pk")
    )


def get_evidence(*, evidence_id: int, for_user: Viewer) -> Evidence:
    """Return one evidence that a person may see; Evidence.DoesNotExist else."""
    return (
        Evidence.objects.filter(realisation__in=visible(for_user=for_user))
        .select_related("file", "realisation__unit")
        .get(pk=evidence_id)
    )


def list_steps(*, realisation: Realisation) -> QuerySet[RealisationStep]:
    """Return the steps of a realisation, newest first."""
    return RealisationStep.objects.filter(realisation=realisation).order_by(
        "-at", "-pk"
    )


@dataclass
class Queued:
    """A submitted realisation in the queue, with what makes it odd."""

    realisation: Realisation
    evidence: list[Evidence] = field(default_factory=list)
    history: list[Decimal] = field(default_factory=list)
    without_evidence: bool = False
    evidence_reused: bool = False
    unusual: bool = False

    @property
    def is_odd(self) -> bool:
        """Tell whether a person should look at this one by itself."""
        return (
            self.without_evidence
            or self.evidence_reused
            or self.unusual
            or self.realisation.is_late
        )

    @property
    def usual_value(self) -> Decimal | None:
        """Return the middle of the earlier values, or None without enough of them."""
        if len(self.history) < HISTORY_NEEDED:
            return None
        return median(self.history)


def list_queue(
    *, for_user: Viewer, limit: int = 200, offset: int = 0
) -> list[Queued]:
    """Return what waits for a verifier, the odd ones first; four queries."""
    if for_user.person_id is None or not for_user.position_ids:
        return []
    rows = list(
        Realisation.objects.filter(
            verifier_id__in=for_user.position_ids,
            status=RealisationStatus.SUBMITTED,
        )
        .exclude(person_id=for_user.person_id)
        .select_related(
            "indicator__objective", "person", "position", "unit", "period__year"
        )
        .prefetch_related(WITH_DEFINITION)
        .order_by("submitted_at", "pk")[offset : offset + limit]
    )
    queue = [Queued(row) for row in rows]
    _attach_evidence(queue)
    _attach_history(queue)
    return sorted(queue, key=lambda item: not item.is_odd)


def _attach_evidence(queue: Sequence[Queued]) -> None:
    by_id = {item.realisation.pk: item for item in queue}
    elsewhere = Evidence.objects.filter(
        file=OuterRef("file"), file__isnull=False
    ).exclude(realisation=OuterRef("realisation"))
    for evidence in (
        Evidence.objects.filter(realisation_id__in=by_id)
        .select_related("file")
        .annotate(used_elsewhere=Exists(elsewhere))
        .order_by("pk")
    ):
        item = by_id[evidence.realisation_id]
        item.evidence.append(evidence)
        item.evidence_reused |= evidence.used_elsewhere
    for item in queue:
        wanted = definition_of(item.realisation).evidence_minimum
        item.without_evidence = bool(wanted) and not item.evidence


def _attach_history(queue: Sequence[Queued]) -> None:
    values: dict[tuple[int, int], list[tuple[int, Decimal]]] = defaultdict(list)
    rows = (
        Realisation.objects.filter(
            indicator_id__in={item.realisation.indicator_id for item in queue},
            status=RealisationStatus.VERIFIED,
            value__isnull=False,
        )
        .order_by("period__starts_on")
        .values_list("indicator_id", "person_id", "period_id", "value")
    )
    for indicator_id, person_id, period_id, value in rows:
        values[indicator_id, person_id].append((period_id, value))
    for item in queue:
        row = item.realisation
        item.history = [
            value
            for period_id, value in values[row.indicator_id, row.person_id]
            if period_id != row.period_id
        ]
        item.unusual = is_unusual(row.value, item.history)


def is_unusual(value: Decimal | None, history: Sequence[Decimal]) -> bool:
    """Tell whether a value lies far from the middle of its own earlier values.

    Far is more than twice, or less than half; told only from three values on.
    """
    if value is None or len(history) < HISTORY_NEEDED:
        return False
    middle = Decimal(median(history))
    if middle <= 0:
        return False
    return value > middle * OUTLIER_TIMES or value * OUTLIER_TIMES < middle


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


_COUNTS = {
    "owed": Count("pk"),
    "verified": Count("pk", filter=Q(status=RealisationStatus.VERIFIED)),
    "submitted": Count("pk", filter=Q(status=RealisationStatus.SUBMITTED)),
    "returned": Count("pk", filter=Q(status=RealisationStatus.RETURNED)),
    "late": Count("pk", filter=Q(is_late=True, status__in=REPORTED)),
}


def tally_by_unit(*, period: Period) -> dict[int, Tally]:
    """Return the state of reporting of each unit by itself, in one query."""
    rows = (
        Realisation.objects.filter(office_id=period.office_id, period=period)
        .order_by()
        .values("unit_id")
        .annotate(**_COUNTS)
    )
    return {row.pop("unit_id"): Tally(**row) for row in rows}


def tally_of_positions(
    *, period: Period, positions: Iterable[int]
) -> dict[int, Tally]:
    """Return the state of reporting of these positions, in one query."""
    rows = (
        Realisation.objects.filter(period=period, position_id__in=list(positions))
        .order_by()
        .values("position_id")
        .annotate(**_COUNTS)
    )
    return {row.pop("position_id"): Tally(**row) for row in rows}


def list_missing(*, period: Period, for_user: Viewer) -> QuerySet[Realisation]:
    """Return what is owed and not reported in a period, as far as a person may see."""
    return (
        visible(for_user=for_user)
        .filter(period=period, status__in=UNFINISHED)
        .select_related("indicator", "person", "position", "unit")
        .order_by("position__order", "pk")
    )


def list_reported(
    *, period: Period, for_user: Viewer, unit_path: str = ""
) -> QuerySet[Realisation]:
    """Return every row of a period for tables, as far as a person may see."""
    found = visible(for_user=for_user).filter(period=period)
    if unit_path:
        found = found.filter(unit__path__startswith=unit_path)
    return (
        found.select_related(
            "indicator__objective", "person", "position", "unit", "period"
        )
        .prefetch_related(WITH_DEFINITION)
        .order_by(
            "position__order", "indicator__objective__order", "indicator__order", "pk"
        )
    )

