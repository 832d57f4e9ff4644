"""May it happen now? On which step a matter stands, in which hours, and how soon again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from tolok.planning.calendar import WorkCalendar


FIRST_WAIT = timedelta(minutes=30)
LONGEST_WAIT = timedelta(hours=8)
LOST_AFTER = timedelta(minutes=20)
TRIALS_WITHIN = timedelta(hours=1)
TELL_SUPERIOR_AGAIN_DAYS = 7


def step_of(
    due_on: date,
    *,
    on: date,
    before: Sequence[int],
    after: Sequence[int],
    calendar: WorkCalendar,
) -> str:
    """Return the last step that a due day has reached, as "2026-04-09-3", or "".

    `before` and `after` are days. A step before the due day that falls on a day off is
    taken on the working day before it; one after it waits for the next working day, as
    nothing runs on days off. Only the last counts: after a stop nothing old is told.
    """
    reached = ""
    for days in sorted(before, reverse=True):
        if calendar.previous_working(due_on - timedelta(days=days)) <= on:
            reached = f"{due_on.isoformat()}-{days}"
    for days in sorted(after):
        if due_on + timedelta(days=days) <= on:
            reached = f"{due_on.isoformat()}+{days}"
    return reached


def working_days_after(day: date, count: int, calendar: WorkCalendar) -> date:
    """Return the day that is `count` working days after `day`."""
    for _number in range(count):
        day = calendar.next_working(day + timedelta(days=1))
    return day


def superior_step(due_on: date, *, on: date, days: int | None) -> str:
    """Return the step at which a superior hears of missing reports, or "".

    `days` after the due day, and a week later once more; None never.
    """
    if days is None:
        return ""
    reached = ""
    for number in (days, days + TELL_SUPERIOR_AGAIN_DAYS):
        if due_on + timedelta(days=number) <= on:
            reached = f"{due_on.isoformat()}+{number}"
    return reached


def is_time(
    moment: datetime, *, from_hour: int, until_hour: int, calendar: WorkCalendar
) -> bool:
    """Tell whether mails may leave at a moment of the office's own clock."""
    return calendar.is_working(moment.date()) and from_hour <= moment.hour < until_hour


def wait_after(attempts: int) -> timedelta:
    """Return how long a mail rests after that many failed attempts: twice as long each."""
    return min(FIRST_WAIT * (1 << min(max(attempts, 1) - 1, 10)), LONGEST_WAIT)


def wanted_kinds(
    kinds: Iterable[str], *, switched_off: Iterable[str], obligatory: Iterable[str]
) -> list[str]:
    """Return what a person is reminded of: not what is off, unless the office says so."""
    off = set(switched_off) - set(obligatory)
    return [kind for kind in kinds if kind not in off]
