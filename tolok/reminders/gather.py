"""What each person of an office is to be reminded of on a day: a few queries an office."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation, VerificationSetting
from tolok.measurement.policies import UNFINISHED, WAITING
from tolok.organisation.enums import PlacementKind
from tolok.organisation.models import Delegation, Office, Person, Placement
from tolok.organisation.queries import held_on
from tolok.planning.calendar import WorkCalendar
from tolok.planning.models import Proposal
from tolok.planning.permissions import PROMISING
from tolok.planning.policies import (
    HOLDERS_TURN,
    OPEN_PROPOSAL,
    is_locked,
    may_enter,
)
from tolok.planning.queries import get_calendar
from tolok.records.language import in_indonesian
from tolok.reminders.enums import ReminderKind
from tolok.reminders.models import Nudge, ReminderSetting
from tolok.reminders.policies import step_of, superior_step, working_days_after


NUDGE_COUNTS_DAYS = 7
CALENDAR_REACH = timedelta(days=400)


@dataclass(frozen=True)
class Item:
    """One matter that waits for one person.

    `subject` names it among all matters, `step` how far it has come; a step that was
    never told is news. `count` is how many things it stands for.
    """

    kind: ReminderKind
    subject: str
    step: str
    title: str
    period: str = ""
    due_on: date | None = None
    count: int = 1
    note: str = ""


@dataclass
class Board:
    """What waits in an office on a day, by person, with who they are."""

    office: Office
    setting: ReminderSetting
    at: datetime
    calendar: WorkCalendar
    people: dict[int, Person] = field(default_factory=dict)
    items: dict[int, list[Item]] = field(default_factory=lambda: defaultdict(list))

    @property
    def on(self) -> date:
        """Return the day by the office's clock."""
        return self.at.date()

    def add(self, person_id: int, item: Item) -> None:
        """Keep a matter for a person whose home this office is."""
        if person_id in self.people:
            self.items[person_id].append(item)

    def step(self, due_on: date) -> str:
        """Return the step of a due day by the office's own days."""
        return step_of(
            due_on,
            on=self.on,
            before=self.setting.days_before,
            after=self.setting.days_after,
            calendar=self.calendar,
        )


@dataclass(frozen=True)
class Seats:
    """Who sits where, and who decides for whom by mail, among people at home here."""

    placements: tuple[Placement, ...]
    deciding: dict[int, set[int]]

    def deciders(self, *positions: int | None) -> set[int]:
        """Return who decides for any of these positions."""
        found: set[int] = set()
        for position in positions:
            found |= self.deciding.get(position or 0, set())
        return found


def setting_of(office: Office) -> ReminderSetting:
    """Return how an office reminds; the defaults, unsaved, where nothing was set."""
    found = ReminderSetting.objects.filter(office=office).first()
    return found or ReminderSetting(office=office)


@in_indonesian
def gather(*, office: Office, at: datetime) -> Board:
    """Return what waits for the people at home in an office, by its own moment `at`.

    A person is at home where the definitive seat is, else where the first one is: who
    verifies for several offices hears of all of it, once.
    """
    day = at.date()
    board = Board(
        office,
        setting_of(office),
        at,
        get_calendar(
            office_id=office.pk, first=day - CALENDAR_REACH, last=day + CALENDAR_REACH
        ),
    )
    seats = _seats(board)
    _gather_owed(board)
    _gather_to_verify(board, seats)
    _gather_below(board, seats)
    _gather_targets(board, seats)
    return board


def _here(board: Board) -> QuerySet[Placement, int]:
    return Placement.objects.filter(
        held_on(board.on), position__office=board.office
    ).values_list("person_id", flat=True)


def _seats(board: Board) -> Seats:
    placements = sorted(
        Placement.objects.filter(held_on(board.on), person__in=_here(board))
        .select_related("person__user", "position")
        .order_by("pk"),
        key=lambda row: row.kind != PlacementKind.DEFINITIVE,
    )
    home: dict[int, int] = {}
    for row in placements:
        home.setdefault(row.person_id, row.position.office_id)
        if home[row.person_id] == board.office.pk:
            board.people[row.person_id] = row.person
    deciding: dict[int, set[int]] = defaultdict(set)
    own = tuple(row for row in placements if row.person_id in board.people)
    for row in own:
        deciding[row.position_id].add(row.person_id)
    for position_id, person_id in Delegation.objects.filter(
        held_on(board.on), revoked_at__isnull=True, person__in=_here(board)
    ).values_list("position_id", "person_id"):
        deciding[position_id].add(person_id)
    return Seats(own, deciding)


def _gather_owed(board: Board) -> None:
    day = board.on
    rows = (
        Realisation.objects.filter(
            Q(period__late_until__gte=day)
            | Q(extended_until__gte=day)
            | Q(own_due_on__gte=day),
            person__in=_here(board),
            status__in=UNFINISHED,
            period__opens_on__lte=day,
        )
        .select_related("indicator", "period")
        .order_by("period__due_on", "position__order", "indicator__order", "pk")
    )
    nudges = _nudges(board)
    for row in rows:
        if not may_enter(row.window, on=day):
            continue
        kind, step, note = _standing(board, row, nudges.get(row.pk))
        board.add(
            row.person_id,
            Item(
                kind,
                f"realisation-{row.pk}",
                step,
                row.indicator.text,
                row.period.label,
                row.window.due_on,
                note=note,
            ),
        )


def _nudges(board: Board) -> dict[int, Nudge]:
    found = Nudge.objects.filter(
        on__gt=board.on - timedelta(days=NUDGE_COUNTS_DAYS),
        on__lte=board.on,
        realisation__person__in=_here(board),
    ).order_by("on", "pk")
    return {row.realisation_id: row for row in found}


def _standing(
    board: Board, row: Realisation, nudge: Nudge | None
) -> tuple[ReminderKind, str, str]:
    due_on = row.window.due_on
    step = board.step(due_on)
    if nudge is not None:
        note = _("diingatkan %(name)s") % {"name": nudge.by_name}
        return ReminderKind.NUDGED, f"{nudge.on.isoformat()} {step}", note
    if row.status == RealisationStatus.RETURNED:
        back = f"{row.decided_at:%Y-%m-%d}" if row.decided_at else "?"
        return ReminderKind.RETURNED, f"{back} {step}", ""
    late = board.on > due_on
    return (ReminderKind.OVERDUE if late else ReminderKind.DUE), step, ""


def _gather_to_verify(board: Board, seats: Seats) -> None:
    held = list(seats.deciding)
    rows = list(
        Realisation.objects.filter(
            Q(verifier__in=held)
            | Q(escalated_to__in=held)
            | Q(second_verifier__in=held),
            status__in=WAITING,
        )
        .select_related("period")
        .order_by("period__starts_on", "pk")
    )
    rule = dict(
        VerificationSetting.objects.filter(
            office__in={row.office_id for row in rows},
            escalate_after_days__isnull=False,
        ).values_list("office_id", "escalate_after_days")
    )
    groups: dict[tuple[int, int], list[tuple[Realisation, date, bool]]] = {}
    for row in rows:
        if is_locked(row.window, on=board.on):
            continue
        days = rule.get(row.office_id) or board.setting.verify_days
        due_on = decide_by(
            row, days=days, calendar=board.calendar, zone=board.at.tzinfo
        )
        for person_id, moved_up in _turns(row, seats):
            group = groups.setdefault((person_id, row.period_id), [])
            group.append((row, due_on, moved_up))
    for (person_id, period_id), group in groups.items():
        due_on = min(due for _row, due, _up in group)
        moved = sum(up for _row, _due, up in group)
        note = _("%(count)s dinaikkan kepada Anda") % {"count": moved} if moved else ""
        board.add(
            person_id,
            Item(
                ReminderKind.TO_VERIFY,
                f"verify-{period_id}",
                f"{board.step(due_on)} {moved or ''}".strip(),
                _("Realisasi yang menunggu keputusan Anda"),
                group[0][0].period.label,
                due_on,
                len(group),
                note,
            ),
        )


def _turns(row: Realisation, seats: Seats) -> Iterator[tuple[int, bool]]:
    """Yield whose decision a row waits for, and whether it moved up to them."""
    if row.status == RealisationStatus.CHECKED:
        without = {row.person_id, row.checked_by_id}
        for person_id in seats.deciders(row.second_verifier_id) - without:
            yield person_id, False
        return
    above = seats.deciders(row.escalated_to_id)
    for person_id in (seats.deciders(row.verifier_id) | above) - {row.person_id}:
        yield person_id, person_id in above


def decide_by(
    row: Realisation, *, days: int, calendar: WorkCalendar, zone: tzinfo | None
) -> date:
    """Return by when a decision is due: `days` working days after it came in.

    Never after the last day of decisions of its period.
    """
    came_at = row.checked_at or row.submitted_at or row.created_at
    came_on = came_at.astimezone(zone).date()
    due_on = working_days_after(came_on, days, calendar)
    closes_on = row.window.closes_on
    return min(due_on, closes_on) if closes_on else due_on


def _gather_below(board: Board, seats: Seats) -> None:
    held = [row.position_id for row in seats.placements]
    rows = (
        Realisation.objects.filter(
            verifier__in=held, status__in=UNFINISHED, period__due_on__lt=board.on
        )
        .select_related("period")
        .order_by("period__starts_on", "pk")
    )
    sitting: dict[int, set[int]] = defaultdict(set)
    for seat in seats.placements:
        sitting[seat.position_id].add(seat.person_id)
    groups: dict[tuple[int, int], list[Realisation]] = {}
    for row in rows:
        if row.window.due_on < board.on and may_enter(row.window, on=board.on):
            for person_id in sitting[row.verifier_id or 0] - {row.person_id}:
                groups.setdefault((person_id, row.period_id), []).append(row)
    for (person_id, period_id), group in groups.items():
        due_on = min(row.window.due_on for row in group)
        step = superior_step(due_on, on=board.on, days=board.setting.superior_days)
        if not step:
            continue
        people = len({row.person_id for row in group})
        board.add(
            person_id,
            Item(
                ReminderKind.BELOW,
                f"below-{period_id}",
                step,
                _("Laporan bawahan yang belum masuk"),
                group[0].period.label,
                due_on,
                len(group),
                _("dari %(count)s orang") % {"count": people},
            ),
        )


def _gather_targets(board: Board, seats: Seats) -> None:
    held = {row.position_id for row in seats.placements}
    proposals = (
        Proposal.objects.filter(
            Q(answering__in=held) | Q(position__in=held), status__in=OPEN_PROPOSAL
        )
        .select_related("indicator")
        .order_by("pk")
    )
    sitting: dict[int, set[int]] = defaultdict(set)
    promising: dict[int, set[int]] = defaultdict(set)
    for seat in seats.placements:
        sitting[seat.position_id].add(seat.person_id)
        if seat.kind in PROMISING:
            promising[seat.position_id].add(seat.person_id)
    for row in proposals:
        if row.status in HOLDERS_TURN:
            people = promising[row.position_id]
        else:
            own = sitting[row.position_id] | {row.proposed_by_id}
            people = sitting[row.answering_id or 0] - own
        for person_id in people:
            board.add(
                person_id,
                Item(
                    ReminderKind.TARGETS,
                    f"proposal-{row.pk}",
                    str(row.status),
                    row.indicator.text,
                ),
            )


def count_by_kind(items: Iterable[Item]) -> dict[ReminderKind, int]:
    """Return how many things of each kind wait, in the order of the kinds."""
    counts: dict[ReminderKind, int] = {}
    for kind in ReminderKind:
        total = sum(item.count for item in items if item.kind == kind)
        if total:
            counts[kind] = total
    return counts
