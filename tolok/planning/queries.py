"""Read years, periods and targets, always for someone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)

from tolok.accounts.enums import Capability
from tolok.organisation.models import Position
from tolok.organisation.queries import Viewer, list_holders, office_moment
from tolok.planning.calendar import WorkCalendar, list_national
from tolok.planning.enums import ProposalAct, ProposalStatus
from tolok.planning.models import (
    Basis,
    Extension,
    Holiday,
    PerformanceYear,
    Period,
    Proposal,
    ProposalStep,
    ProposedTarget,
    Target,
)
from tolok.planning.permissions import promising_positions
from tolok.planning.policies import HOLDERS_TURN, OPEN_PROPOSAL, is_due, may_enter
from tolok.registry.models import Definition, Indicator, RegistryVersion
from tolok.registry.standing import held_by


def list_periods(*, for_user: Viewer, year: int | None = None) -> QuerySet[Period]:
    """Return the periods of the viewer's office in the order of their days."""
    found = Period.objects.filter(office_id=for_user.office_id).select_related("year")
    if year is not None:
        found = found.filter(year__year=year)
    return found.order_by("starts_on")


def list_years(*, for_user: Viewer) -> QuerySet[PerformanceYear]:
    """Return the years of the viewer's office, newest first."""
    return PerformanceYear.objects.filter(office_id=for_user.office_id).order_by(
        "-year"
    )


def periods_of(*, year: PerformanceYear) -> QuerySet[Period]:
    """Return the periods of a year that was seen to be visible, in order."""
    return Period.objects.filter(year=year).order_by("starts_on")


def get_period(*, period_id: int, for_user: Viewer) -> Period:
    """Return one period of the viewer's office; Period.DoesNotExist else."""
    return list_periods(for_user=for_user).get(pk=period_id)


def find_current(periods: Iterable[Period], *, on: date) -> Period | None:
    """Return the period that people work on: the last whose window has opened.

    Before the first window opens it is the first period. The periods stand in order.
    """
    chosen = None
    for period in periods:
        if chosen is None or period.opens_on <= on:
            chosen = period
    return chosen


def current_period(*, office_id: int, on: date) -> Period | None:
    """Return the office's period that people work on that day, in one query."""
    periods = Period.objects.filter(office_id=office_id).select_related("year")
    return (
        periods.filter(opens_on__lte=on).order_by("-starts_on").first()
        or periods.order_by("starts_on").first()
    )


def list_openable(*, moment: datetime) -> list[tuple[Period, datetime]]:
    """Return the periods that open by themselves, each with its office's own time.

    Their window has opened and not closed, nothing is written yet, and the planner has
    set targets: without any, the office is not ready and is left to open it by hand.
    """
    has_target = Target.objects.filter(period=OuterRef("pk"), is_current=True)
    waiting = (
        Period.objects.filter(Exists(has_target), opened_at__isnull=True)
        .select_related("office", "year")
        .order_by("starts_on", "pk")
    )
    found = []
    for period in waiting:
        here = office_moment(period.office, moment)
        if may_enter(period, on=here.date()):
            found.append((period, here))
    return found


def get_calendar(
    *, office_id: int, first: date, last: date, with_joint_leave: bool = True
) -> WorkCalendar:
    """Return an office's days off: the national ones with its own list laid over them.

    The years of `first` and `last` and all between are known; one query.
    """
    national = [
        day
        for year in range(first.year, last.year + 1)
        for day in list_national(year, with_joint_leave=with_joint_leave)
    ]
    own = Holiday.objects.filter(
        office_id=office_id,
        day__gte=date(first.year, 1, 1),
        day__lte=date(last.year, 12, 31),
    )
    return WorkCalendar.of(
        national, [(row.day, row.name, row.is_working) for row in own]
    )


def list_holidays(*, for_user: Viewer, year: int) -> QuerySet[Holiday]:
    """Return the own list of the viewer's office in a year, in the order of days."""
    return Holiday.objects.filter(
        office_id=for_user.office_id, day__year=year
    ).order_by("day")


def get_holiday(*, holiday_id: int, for_user: Viewer) -> Holiday:
    """Return one day of the viewer's office's list; Holiday.DoesNotExist else."""
    return Holiday.objects.get(pk=holiday_id, office_id=for_user.office_id)


def list_extensions(*, for_user: Viewer, year: int) -> QuerySet[Extension]:
    """Return the extensions of a year in the viewer's office, newest first."""
    return (
        Extension.objects.filter(
            period__office_id=for_user.office_id, period__year__year=year
        )
        .select_related("period", "unit", "position__unit")
        .order_by("-given_at", "-pk")
    )


@dataclass(frozen=True)
class MoreTime:
    """Which units, by path, and which positions were given until which day."""

    units: list[tuple[str, date]]
    positions: list[tuple[int, date]]

    def until(self, *, path: str, position_id: int) -> date | None:
        """Return the latest day of a position in the unit of this path, or None."""
        days = [day for start, day in self.units if path.startswith(start)]
        days += [day for number, day in self.positions if number == position_id]
        return max(days, default=None)


def extensions_of(*, period: Period, moment: datetime | None = None) -> MoreTime:
    """Return who was given more time in a period, or had been by a moment; one query."""
    found = Extension.objects.filter(period=period).select_related("unit")
    rows = list(found if moment is None else found.filter(given_at__lte=moment))
    return MoreTime(
        [(row.unit.path, row.ends_on) for row in rows if row.unit],
        [(row.position_id, row.ends_on) for row in rows if row.position_id],
    )


def targets_of(
    *,
    indicators: Iterable[int],
    year: PerformanceYear,
    moment: datetime | None = None,
) -> dict[tuple[int, int | None], Target]:
    """Return the current targets by indicator and period (None: the whole year).

    With `moment` those that had been decided by then, the last of each.
    """
    found = Target.objects.filter(indicator_id__in=list(indicators), year=year)
    if moment is None:
        found = found.filter(is_current=True)
    else:
        found = found.filter(decided_at__lte=moment).order_by("number")
    return {(target.indicator_id, target.period_id): target for target in found}


def targets_of_version(
    *, version_id: int, year: PerformanceYear, moment: datetime | None = None
) -> dict[tuple[int, int | None], Target]:
    """Return the current targets of a whole registry version in a year; one query.

    With `moment` those that had been decided by then.
    """
    found = Target.objects.filter(held_by(version_id, "indicator__"), year=year)
    if moment is None:
        found = found.filter(is_current=True)
    else:
        found = found.filter(decided_at__lte=moment).order_by("number")
    return {(target.indicator_id, target.period_id): target for target in found}


def last_years_targets(
    *, indicators: Iterable[Indicator], year: PerformanceYear
) -> dict[int, dict[int, Target]]:
    """Return last year's current targets by indicator and number of the period.

    An indicator goes on from the one that it continues, or where position and text are
    the same. Only a year of the same kind of periods has a shape to go by; two queries.
    """
    asked = list(indicators)
    wanted = {(row.position_id, row.text): row.pk for row in asked}
    continuing = {row.continues_id: row.pk for row in asked if row.continues_id}
    before = list(
        Period.objects.filter(
            office_id=year.office_id,
            year__year=year.year - 1,
            kind__in=Period.objects.filter(year=year).values("kind"),
        ).values_list("pk", flat=True)
    )
    found: dict[int, dict[int, Target]] = {}
    if not before:
        return found
    meant = Indicator.objects.filter(
        Q(position__in={position for position, _text in wanted})
        | Q(pk__in=list(continuing))
    )
    for target in (
        Target.objects.filter(
            indicator__in=meant.values("pk"), period__in=before, is_current=True
        )
        .select_related("indicator", "period")
        .order_by("pk")
    ):
        key = (target.indicator.position_id, target.indicator.text)
        now = continuing.get(target.indicator_id) or wanted.get(key)
        if now is not None and target.period is not None:
            found.setdefault(now, {})[target.period.number] = target
    return found


def list_standing_targets(*, for_user: Viewer) -> QuerySet[Target]:
    """Return the targets of the viewer's office that stand now, years first to last."""
    return (
        Target.objects.filter(year__office_id=for_user.office_id, is_current=True)
        .select_related("year")
        .order_by("year__year", "indicator_id", "period__starts_on", "pk")
    )


def list_targets(*, indicator: Indicator) -> QuerySet[Target]:
    """Return all targets of an indicator, every version, oldest first."""
    return (
        Target.objects.filter(indicator=indicator)
        .select_related("period", "year")
        .order_by("decided_at", "pk")
    )


def count_targets_missing(*, period: Period, indicators: int) -> int:
    """Return how many of so many indicators have no target in a period."""
    return indicators - Target.objects.filter(period=period, is_current=True).count()


@dataclass(frozen=True)
class PlanProgress:
    """How far the plan of a year has come: periods, targets and definitions.

    `owed` and `targets` count by period (None: the year) the targets that are wanted and
    those that are set; an indicator reported by semester wants none for other quarters.
    """

    periods: list[Period]
    indicators: int
    suggestions: int
    owed: dict[int | None, int]
    targets: dict[int | None, int]
    waiting: int = 0

    @property
    def targets_missing(self) -> int:
        """Return how many targets of the year and its periods are not set."""
        return sum(
            max(0, owed - self.targets.get(place, 0))
            for place, owed in self.owed.items()
        )

    def missing_in(self, period: Period) -> int:
        """Return how many targets of one period are not set."""
        return max(0, self.owed.get(period.pk, 0) - self.targets.get(period.pk, 0))


def plan_progress(*, year: PerformanceYear, for_user: Viewer) -> PlanProgress:
    """Return what is planned for a year, in four queries."""
    periods = list(list_periods(for_user=for_user, year=year.year))
    version = (
        RegistryVersion.objects.filter(
            office_id=for_user.office_id, valid_from__lte=date(year.year, 12, 31)
        )
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=date(year.year, 1, 1)))
        .order_by("-number")
        .values("pk")[:1]
    )
    counted = list(
        Definition.objects.filter(
            held_by(Subquery(version), "indicator__"),
            indicator__position__office_id=for_user.office_id,
            is_current=True,
        )
        .order_by()
        .values("frequency")
        .annotate(
            indicators=Count("*"),
            suggestions=Count("indicator", filter=Q(decided_at__isnull=True)),
        )
    )
    places: list[Period | None] = [None, *periods]
    owed = {
        place.pk if place else None: sum(
            row["indicators"]
            for row in counted
            if place is None or is_due(row["frequency"], place)
        )
        for place in places
    }
    known = {period.pk: period for period in periods}
    targets: dict[int | None, int] = {}
    for period_id, frequency, number in (
        Target.objects.filter(
            held_by(Subquery(version), "indicator__"),
            year=year,
            is_current=True,
            indicator__definitions__is_current=True,
        )
        .order_by()
        .values_list("period_id", "indicator__definitions__frequency")
        .annotate(number=Count("*"))
    ):
        if period_id is None or is_due(frequency, known[period_id]):
            targets[period_id] = targets.get(period_id, 0) + number
    return PlanProgress(
        periods=periods,
        indicators=sum(row["indicators"] for row in counted),
        suggestions=sum(row["suggestions"] for row in counted),
        owed=owed,
        targets=targets,
        waiting=Proposal.objects.filter(year=year, status__in=OPEN_PROPOSAL).count(),
    )


# ---------------------------------------------------------------- proposals


def answering_seat(*, position: Position, on: date) -> Position | None:
    """Return the nearest superior position in which somebody else sits on a day.

    Nobody who holds the position itself answers for it, not even as Plt of the superior.
    """
    own = {p.person_id for p in list_holders(positions=[position.pk], on=on)}
    seen = {position.pk}
    current = position.superior
    while current is not None and current.pk not in seen:
        seated = {p.person_id for p in list_holders(positions=[current.pk], on=on)}
        if seated - own:
            return current
        seen.add(current.pk)
        current = current.superior
    return None


def visible_proposals(*, for_user: Viewer) -> QuerySet[Proposal]:
    """Return the proposals that a person may see; the twin of `may_view`."""
    held = for_user.position_ids
    allowed = Q(position_id__in=held) | Q(answering_id__in=held)
    if for_user.person_id is not None:
        allowed |= Q(proposed_by_id=for_user.person_id)
    if for_user.may(Capability.VIEW_ALL_REALISATIONS):
        allowed |= Q(year__office_id=for_user.office_id)
    for path in for_user.led_paths:
        allowed |= Q(
            year__office_id=for_user.office_id, position__unit__path__startswith=path
        )
    return Proposal.objects.filter(allowed)


def waiting_proposals(*, for_user: Viewer) -> QuerySet[Proposal]:
    """Return the proposals that wait for this person: to answer, to mend, to accept."""
    to_answer = (
        Q(status=ProposalStatus.PROPOSED, answering_id__in=for_user.position_ids)
        & ~Q(proposed_by_id=for_user.person_id or 0)
        & ~Q(position_id__in=for_user.position_ids)
    )
    to_mend = Q(status__in=HOLDERS_TURN, position_id__in=promising_positions(for_user))
    return Proposal.objects.filter(to_answer | to_mend)


def list_proposals(*, for_user: Viewer, waiting: bool = False) -> QuerySet[Proposal]:
    """Return proposals with their steps and what these say, those that wait first asked."""
    found = (
        waiting_proposals(for_user=for_user)
        if waiting
        else visible_proposals(for_user=for_user)
    )
    return found.select_related(
        "year",
        "indicator",
        "position__unit",
        "answering",
        "proposed_by",
        "answered_by",
    ).order_by("position__order", "indicator__order", "pk")


_STEPS = ProposalStep.objects.select_related("basis").order_by("number")
WITH_STEPS = Prefetch("steps", queryset=_STEPS.prefetch_related("lines__period"))


def get_proposal(*, proposal_id: int, for_user: Viewer) -> Proposal:
    """Return one visible proposal with its steps; Proposal.DoesNotExist else."""
    return (
        list_proposals(for_user=for_user)
        .prefetch_related(Prefetch("steps", queryset=_STEPS.prefetch_related("lines")))
        .distinct()
        .get(pk=proposal_id)
    )


def open_proposals_of(
    *, indicators: Iterable[int], year: PerformanceYear
) -> dict[int, Proposal]:
    """Return the proposals that are not settled yet, by indicator."""
    return {
        row.indicator_id: row
        for row in Proposal.objects.filter(
            indicator_id__in=list(indicators), year=year, status__in=OPEN_PROPOSAL
        ).select_related("answering", "proposed_by")
    }


def indicators_with_proposal(*, year: PerformanceYear) -> QuerySet[Proposal, int]:
    """Return the ids of the indicators whose proposal is not settled."""
    return Proposal.objects.filter(year=year, status__in=OPEN_PROPOSAL).values_list(
        "indicator_id", flat=True
    )


def mark_proposals(
    indicators: QuerySet[Indicator], *, year: PerformanceYear
) -> QuerySet[Indicator]:
    """Give each indicator `open_proposal_id`, its proposal that is not settled, or None."""
    waiting = Proposal.objects.filter(
        indicator=OuterRef("pk"), year=year, status__in=OPEN_PROPOSAL
    )
    return indicators.annotate(open_proposal_id=Subquery(waiting.values("pk")[:1]))


def lines_on_table(*, proposal: Proposal) -> dict[int | None, tuple[str, str]]:
    """Return target and stretch by period (None: the year), as last put; one query."""
    step = (
        ProposalStep.objects.filter(
            proposal=proposal, act__in=[ProposalAct.PROPOSED, ProposalAct.COUNTERED]
        )
        .order_by("-number")
        .values("pk")[:1]
    )
    return {
        period_id: (text, stretch)
        for period_id, text, stretch in ProposedTarget.objects.filter(
            step=Subquery(step)
        ).values_list("period_id", "text", "stretch_text")
    }


def get_basis(*, basis_id: int, for_user: Viewer) -> Basis:
    """Return a letter that the viewer's office, or a proposal they see, rests on."""
    seen = visible_proposals(for_user=for_user).values("pk")
    return (
        Basis.objects.filter(
            Q(office_id=for_user.office_id)
            | Q(
                pk__in=ProposalStep.objects.filter(proposal__in=seen).values("basis_id")
            )
        )
        .select_related("file")
        .get(pk=basis_id)
    )


def target_as_scored(
    *, targets: Iterable[Target], text: str | None, at: datetime
) -> Target | None:
    """Return the version of a target that a score of a moment rests on.

    `targets` are all versions for the same period; `text` is what the calculator was
    given. A later change never takes the place of the version that was scored.
    """
    earlier = [row for row in targets if row.decided_at <= at and row.text == text]
    return max(earlier, key=lambda row: row.number, default=None)
