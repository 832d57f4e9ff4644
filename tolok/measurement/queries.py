"""Read realisations and evidence, always for someone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypedDict

from django.db import connection
from django.db.models import (
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)

from tolok.accounts.models import User
from tolok.kernel.periods import Period as Calendar
from tolok.kernel.periods import PeriodKind
from tolok.measurement.checks import (
    HISTORY_NEEDED,
    is_beyond_limits,
    is_unusual,
    usual_value,
)
from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.evidence_queries import (
    ShownEvidence,
    evidence_by_realisation,
    same_file_elsewhere,
)
from tolok.measurement.models import (
    Evidence,
    Realisation,
    RealisationStep,
    VerificationSetting,
)
from tolok.measurement.past import as_they_were, versions_at
from tolok.measurement.policies import UNFINISHED
from tolok.measurement.visibility import lent_to
from tolok.measurement.visibility import visible as visible
from tolok.measurement.visibility import visible_in as visible_in
from tolok.organisation.models import Person, Placement
from tolok.organisation.queries import Viewer
from tolok.planning.models import PerformanceYear, Period, Target
from tolok.planning.queries import waiting_proposals
from tolok.records.compiled import Compiled, StandIns, compile_query
from tolok.records.models import Notice
from tolok.registry.models import Definition, Indicator
from tolok.registry.queries import definitions_at, fetched_definition


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _OwedFields(TypedDict):
        target_text: str | None
        last_value: Decimal | None
        evidence_count: int

    class _CourseFields(TypedDict):
        target_text: str | None
        target_value: Decimal | None

    Owed = WithAnnotations[Realisation, _OwedFields]
    OnCourse = WithAnnotations[Realisation, _CourseFields]


WITH_DEFINITION = Prefetch(
    "indicator__definitions",
    queryset=Definition.objects.filter(is_current=True),
    to_attr="current_definitions",
)


@dataclass(frozen=True)
class Waiting:
    """How many things wait for a person."""

    to_report: int = 0
    to_verify: int = 0
    returned: int = 0
    unread: int = 0
    targets: int = 0


def count_waiting(*, for_user: Viewer) -> Waiting:
    """Return what a person has to report, verify and agree today, in one query.

    What came back and must be mended is among what is to be reported. Every page asks
    it, so its SQL is made once for each number and kind of seats held.
    """
    if for_user.person_id is None:
        return Waiting()
    seats = for_user.placements
    ask = _waiting_of(connection.vendor, tuple(seat.kind for seat in seats)).ask
    values: dict[str, int | date] = {"on": for_user.on, "person": for_user.person_id}
    values |= {f"seat {n}": seat.position_id for n, seat in enumerate(seats)}
    ((*counts,),) = ask(values)
    return Waiting(*(count or 0 for count in counts))


@lru_cache(maxsize=256)
def _waiting_of(vendor: str, kinds: tuple[str, ...]) -> Compiled:
    """Return the query of what waits for someone with seats of these kinds."""
    standing = StandIns()
    person_id = standing.number("person")
    anyone = Viewer(
        user=User(),
        on=standing.day("on"),
        person=Person(pk=person_id),
        placements=tuple(
            Placement(position_id=standing.number(f"seat {n}"), kind=kind)
            for n, kind in enumerate(kinds)
        ),
    )
    mine = Realisation.objects.filter(
        Q(period__late_until__gte=anyone.on)
        | Q(extended_until__gte=anyone.on)
        | Q(own_due_on__gte=anyone.on),
        person_id=person_id,
        status__in=UNFINISHED,
        period__opens_on__lte=anyone.on,
    )
    unread = Notice.objects.filter(person_id=person_id, read_at__isnull=True)
    waiting = Person.objects.filter(pk=person_id).order_by()
    return compile_query(
        waiting.values_list(
            _number_of(mine),
            _number_of(submitted_to(for_user=anyone)),
            _number_of(mine.filter(status=RealisationStatus.RETURNED)),
            _number_of(unread),
            _number_of(waiting_proposals(for_user=anyone)),
        ),
        standing,
    )


def _number_of(rows: QuerySet[Any]) -> Subquery:
    """Return how many rows there are, as one column of another query."""
    counted = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(how_many=counted).values("how_many"))


def get_realisation(*, realisation_id: int, for_user: Viewer) -> Realisation:
    """Return one realisation with its indicator; Realisation.DoesNotExist else."""
    return (
        visible(for_user=for_user, superseded=True)
        .select_related(
            "indicator__objective",
            "indicator__version",
            "period__year",
            "person",
            "position",
            "unit",
            "verifier",
            "second_verifier",
            "decided_by",
            "office__evidence_setting",
        )
        .prefetch_related(WITH_DEFINITION)
        .get(pk=realisation_id)
    )


def definition_of(realisation: Realisation) -> Definition:
    """Return the current definition that was fetched with a realisation."""
    return fetched_definition(realisation.indicator)


def list_owed(*, for_user: Viewer, period: Period) -> "QuerySet[Owed]":
    """Return all that a person owes in a period, in the decree's order.

    Each row knows `target_text`, its target, and `last_value`, the newest verified
    value of the same person before, last year's indicator included that it goes on from;
    both None where there is none.
    """
    return (
        Realisation.objects.filter(person_id=for_user.person_id or 0, period=period)
        .select_related(
            *("indicator__objective", "period", "position", "unit"),
            *("verifier", "decided_by"),
        )
        .annotate(
            evidence_count=Count("evidence"),
            target_text=Subquery(_current_target().values("text")[:1]),
            last_value=Subquery(
                Realisation.objects.filter(
                    Q(indicator=OuterRef("indicator"))
                    | Q(indicator=OuterRef("indicator__continues")),
                    person=OuterRef("person"),
                    status=RealisationStatus.VERIFIED,
                    period__starts_on__lt=OuterRef("period__starts_on"),
                    value__isnull=False,
                )
                .order_by("-period__starts_on")
                .values("value")[:1]
            ),
        )
        .prefetch_related(WITH_DEFINITION)
        .order_by(
            "position__order", "indicator__objective__order", "indicator__order", "pk"
        )
    )


def _current_target() -> QuerySet[Target]:
    return Target.objects.filter(
        indicator=OuterRef("indicator"), period=OuterRef("period"), is_current=True
    )


def list_course(*, realisation: Realisation) -> "QuerySet[OnCourse]":
    """Return one person's rows of one indicator, oldest first, with their targets.

    The realisation was already seen to be visible. `target_text` and `target_value`
    are None where no target was set.
    """
    return (
        Realisation.objects.filter(
            indicator_id=realisation.indicator_id, person_id=realisation.person_id
        )
        .select_related("period")
        .annotate(
            target_text=Subquery(_current_target().values("text")[:1]),
            target_value=Subquery(_current_target().values("value")[:1]),
        )
        .order_by("period__starts_on", "pk")
    )


def list_history(*, indicator: Indicator, for_user: Viewer) -> QuerySet[Realisation]:
    """Return an indicator's realisations that a person may see, oldest first."""
    return (
        visible(for_user=for_user)
        .filter(indicator=indicator)
        .select_related("period", "person", "decided_by", "unit")
        .prefetch_related("evidence__file", "steps")
        .order_by("period__starts_on", "pk")
    )


def list_steps(*, realisation: Realisation) -> QuerySet[RealisationStep]:
    """Return the steps of a realisation with its older versions, newest first."""
    return RealisationStep.objects.filter(
        realisation__indicator=realisation.indicator_id,
        realisation__period=realisation.period_id,
        realisation__person=realisation.person_id,
        realisation__number__lte=realisation.number,
    ).order_by("-at", "-pk")


@dataclass(frozen=True)
class Past:
    """One earlier verified value of the same person and indicator."""

    period_id: int
    calendar: Calendar
    value: Decimal
    target_value: Decimal | None = None

    @property
    def is_exact(self) -> bool:
        """Tell whether the value was the target to the last digit."""
        return self.value == self.target_value


@dataclass(frozen=True)
class Mark:
    """What makes a submitted realisation odd, or nothing."""

    realisation_id: int
    is_late: bool = False
    without_evidence: bool = False
    evidence_reused: bool = False
    withdrawn_before: bool = False
    unusual: bool = False
    beyond_limits: bool = False
    always_exact: bool = False
    without_value: bool = False
    history: tuple[Past, ...] = ()

    @property
    def is_odd(self) -> bool:
        """Tell whether a person should look at this one by itself."""
        return (
            self.without_evidence
            or self.evidence_reused
            or self.withdrawn_before
            or self.unusual
            or self.beyond_limits
            or self.always_exact
            or self.without_value
            or self.is_late
        )

    @property
    def usual_value(self) -> Decimal | None:
        """Return the middle of the earlier values, or None without enough of them."""
        return usual_value([past.value for past in self.history])


@dataclass(frozen=True)
class Queue:
    """All that waits for a verifier: the odd ones first, then as it came in."""

    marks: tuple[Mark, ...] = ()

    @property
    def odd(self) -> int:
        """Return how many should be looked at one by one."""
        return sum(mark.is_odd for mark in self.marks)


@dataclass
class Queued:
    """A submitted realisation with its marks and its evidence."""

    realisation: Realisation
    mark: Mark
    evidence: list[ShownEvidence] = field(default_factory=list)


def find_verification_setting(*, for_user: Viewer) -> VerificationSetting | None:
    """Return how the viewer's office verifies, or None where nothing was set."""
    return VerificationSetting.objects.filter(office_id=for_user.office_id).first()


def submitted_to(*, for_user: Viewer) -> QuerySet[Realisation]:
    """Return what waits for this person's decision; own work never does."""
    if for_user.person_id is None:
        return Realisation.objects.none()
    held, lent = for_user.position_ids, lent_to(for_user)
    first = (
        Q(verifier_id__in=held)
        | Q(verifier_id__in=lent)
        | Q(escalated_to_id__in=held)
        | Q(escalated_to_id__in=lent)
    )
    second = Q(second_verifier_id__in=held) | Q(second_verifier_id__in=lent)
    return (
        Realisation.objects.filter(
            first & Q(status=RealisationStatus.SUBMITTED)
            | second & Q(status=RealisationStatus.CHECKED)
        )
        .exclude(person_id=for_user.person_id)
        .exclude(status=RealisationStatus.CHECKED, checked_by_id=for_user.person_id)
    )


def rank_queue(*, for_user: Viewer) -> Queue:
    """Rank all that waits for a verifier; two queries, whatever its length."""
    marks = _marks(submitted_to(for_user=for_user).order_by("submitted_at", "pk"))
    return Queue(tuple(sorted(marks, key=lambda mark: not mark.is_odd)))


def mark_of(*, realisation: Realisation) -> Mark:
    """Return what is odd about one realisation that was seen to be visible."""
    return _marks(Realisation.objects.filter(pk=realisation.pk))[0]


def _marks(rows: QuerySet[Realisation]) -> list[Mark]:
    own = Evidence.objects.filter(realisation=OuterRef("pk"))
    current = Definition.objects.filter(
        indicator=OuterRef("indicator"), is_current=True
    )
    found = list(
        rows.annotate(
            has_evidence=Exists(own),
            reused=Exists(own.filter(Exists(same_file_elsewhere()))),
            withdrawn=Exists(
                RealisationStep.objects.filter(
                    realisation=OuterRef("pk"), step=Step.WITHDRAWN
                )
            ),
            target_value=Subquery(_current_target().values("value")[:1]),
            evidence_wanted=Subquery(current.values("evidence_minimum")[:1]),
            measured_in=Subquery(current.values("unit_of_measure")[:1]),
        ).only(
            *("pk", "indicator_id", "person_id", "period_id", "value", "is_late"),
            *("status", "entered_text"),
        )
    )
    earlier = earlier_values(realisations=found)
    marks = []
    for row in found:
        history = tuple(
            past
            for past in earlier[row.indicator_id, row.person_id]
            if past.period_id != row.period_id
        )
        marks.append(
            Mark(
                realisation_id=row.pk,
                is_late=row.is_late,
                without_value=row.is_without_value,
                without_evidence=bool(row.evidence_wanted)
                and not row.has_evidence
                and not row.is_without_value,
                evidence_reused=row.reused,
                withdrawn_before=row.withdrawn,
                always_exact=(
                    len(history) >= HISTORY_NEEDED
                    and row.value is not None
                    and row.value == row.target_value
                    and all(past.is_exact for past in history)
                ),
                unusual=is_unusual(row.value, [past.value for past in history]),
                beyond_limits=is_beyond_limits(
                    row.value, unit=row.measured_in or "", target=row.target_value
                ),
                history=history,
            )
        )
    return marks


def earlier_values(
    *, realisations: Sequence[Realisation]
) -> dict[tuple[int, int], list[Past]]:
    """Return the verified values by indicator and person, oldest first, in one query.

    They cover every period; a realisation that is verified itself is among them.
    """
    values: dict[tuple[int, int], list[Past]] = defaultdict(list)
    verified = (
        Realisation.objects.filter(
            indicator_id__in={row.indicator_id for row in realisations},
            person_id__in={row.person_id for row in realisations},
            status=RealisationStatus.VERIFIED,
            value__isnull=False,
        )
        .order_by("period__starts_on")
        .values_list(
            "indicator_id",
            "person_id",
            "period_id",
            "period__kind",
            "period__number",
            "period__starts_on",
            "value",
            Subquery(_current_target().values("value")[:1]),
        )
    )
    for (
        indicator_id,
        person_id,
        period_id,
        kind,
        number,
        day,
        value,
        target,
    ) in verified:
        if value is None:
            continue
        calendar = Calendar(day.year, PeriodKind(kind), number)
        values[indicator_id, person_id].append(Past(period_id, calendar, value, target))
    return values


def list_queue(*, for_user: Viewer, limit: int = 200, offset: int = 0) -> list[Queued]:
    """Return what waits for a verifier, the odd ones first; five queries."""
    queue = rank_queue(for_user=for_user)
    return list_queued(marks=queue.marks[offset : offset + limit], for_user=for_user)


def list_queued(*, marks: Sequence[Mark], for_user: Viewer) -> list[Queued]:
    """Return some of the ranked queue in its order, with evidence; three queries."""
    rows = {
        row.pk: row
        for row in submitted_to(for_user=for_user)
        .filter(pk__in=[mark.realisation_id for mark in marks])
        .select_related(
            "indicator__objective", "person", "position", "unit", "period__year"
        )
        .prefetch_related(WITH_DEFINITION)
    }
    evidence = evidence_by_realisation(realisation_ids=list(rows), for_user=for_user)
    return [
        Queued(rows[mark.realisation_id], mark, evidence.get(mark.realisation_id, []))
        for mark in marks
        if mark.realisation_id in rows
    ]


def missing_at(
    *, period: Period, for_user: Viewer, moment: datetime, unit_path: str = ""
) -> list[Realisation]:
    """Return what `list_missing` would have returned at a past moment.

    As far as this person may see it today, of the units below `unit_path`.
    """
    found = versions_at(
        visible(for_user=for_user, superseded=True).filter(
            period=period, unit__path__startswith=unit_path
        ),
        moment,
    )
    rows = list(
        found.select_related("indicator", "person", "position", "unit").order_by(
            "position__order", "pk"
        )
    )
    return [
        row for row in as_they_were(rows, moment=moment) if row.status in UNFINISHED
    ]


def list_missing(*, period: Period, for_user: Viewer) -> QuerySet[Realisation]:
    """Return what is owed and not reported in a period, as far as a person may see."""
    return (
        visible_in(period, for_user=for_user)
        .filter(status__in=UNFINISHED)
        .select_related("indicator", "person", "position", "unit")
        .order_by("position__order", "pk")
    )


def list_reported(
    *,
    period: Period,
    for_user: Viewer,
    unit_path: str = "",
    moment: datetime | None = None,
) -> QuerySet[Realisation]:
    """Return every row of a period for tables, as far as a person may see.

    With `moment` the versions and definitions that held then; `as_they_were` sets the
    rows back to it.
    """
    found = visible(for_user=for_user, superseded=moment is not None)
    found = found.filter(period=period)
    if moment is not None:
        found = versions_at(found, moment)
    if unit_path:
        found = found.filter(unit__path__startswith=unit_path)
    return (
        found.select_related(
            "indicator__objective", "person", "position", "unit", "period"
        )
        .prefetch_related(
            WITH_DEFINITION if moment is None else _with_definition_at(moment)
        )
        .order_by(
            "position__order", "indicator__objective__order", "indicator__order", "pk"
        )
    )


def _with_definition_at(moment: datetime) -> "Prefetch[str]":
    return Prefetch(
        "indicator__definitions",
        queryset=definitions_at(moment),
        to_attr="current_definitions",
    )


def last_years_results(
    *, indicators: Sequence[Indicator], year: PerformanceYear
) -> dict[int, dict[int, Decimal]]:
    """Return last year's verified values by indicator and number of the period.

    Where several people report it is their mean. An indicator of another registry
    version is the same where position and text are; periods are of the year's own kind.
    """
    wanted = {(row.position_id, row.text): row.pk for row in indicators}
    kinds = set(Period.objects.filter(year=year).values_list("kind", flat=True))
    values: dict[tuple[int, int], list[Decimal]] = defaultdict(list)
    for position_id, text, number, value in (
        Realisation.objects.filter(
            office_id=year.office_id,
            period__year__year=year.year - 1,
            period__kind__in=kinds,
            status=RealisationStatus.VERIFIED,
            value__isnull=False,
            indicator__position__in={position for position, _text in wanted},
        )
        .order_by("pk")
        .values_list(
            "indicator__position_id", "indicator__text", "period__number", "value"
        )
    ):
        if (position_id, text) in wanted and value is not None:
            values[wanted[position_id, text], number].append(value)
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for (indicator_id, number), all_of_them in values.items():
        found[indicator_id][number] = sum(all_of_them, Decimal(0)) / len(all_of_them)
    return dict(found)
