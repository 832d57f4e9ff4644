"""What an office decides for a year: the days of its windows, and who sets targets."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.refusals import Unfit
from tolok.organisation.queries import Viewer
from tolok.planning import permissions
from tolok.planning.actions import WINDOW_DAYS, MayNotPlan, window_of
from tolok.planning.calendar import WorkCalendar
from tolok.planning.models import PerformanceYear, Period
from tolok.planning.queries import get_calendar
from tolok.records import actions as records


LONGEST_DAYS = 180


class YearDaysUnfit(Unfit):
    """The days of a year's windows do not follow each other, or are too many."""


@transaction.atomic
def set_year_settings(
    *,
    year: PerformanceYear,
    planner_sets_targets: bool,
    opens_days_after: int,
    due_days_after: int,
    late_days_after: int,
    closes_days_after: int | None,
    by: Viewer,
    at: datetime,
    move_windows: bool = False,
) -> int:
    """Keep the settings of a year; return how many windows moved.

    With `move_windows` the windows of periods that have not opened follow the new days;
    those that have opened, and those moved by hand meanwhile, are moved by hand only.
    Raises `MayNotPlan` and `YearDaysUnfit`.
    """
    if not permissions.may_handle_periods(by, office_id=year.office_id):
        raise MayNotPlan(_("Hanya perencana yang dapat mengatur tahun kinerja."))
    days = {
        "opens_days_after": opens_days_after,
        "due_days_after": due_days_after,
        "late_days_after": late_days_after,
        "closes_days_after": closes_days_after,
    }
    _demand_order(days)
    waiting = _untouched(year, at.date()) if move_windows else []
    names = ("planner_sets_targets", *WINDOW_DAYS)
    before = {name: getattr(year, name) for name in names}
    year.planner_sets_targets = planner_sets_targets
    for name, value in days.items():
        setattr(year, name, value)
    year.save(update_fields=names)
    moved = _follow(year, waiting)
    records.record_event(
        by=by.user,
        at=at,
        action="planning.set_year_settings",
        subject=year,
        before=before,
        after={**{name: getattr(year, name) for name in names}, "moved": moved},
        office_id=year.office_id,
    )
    return moved


def _demand_order(days: dict[str, int | None]) -> None:
    last = -1
    for name in WINDOW_DAYS:
        value = days[name]
        if value is None:
            continue
        if not 0 <= value <= LONGEST_DAYS:
            message = _("Isi 0 sampai %(most)s hari.") % {"most": LONGEST_DAYS}
            raise YearDaysUnfit(message, field=name)
        if value < last:
            message = _(
                "Urutannya terbalik. Isi: dibuka, tenggat, batas terlambat, lalu dikunci."
            )
            raise YearDaysUnfit(message, field=name)
        last = value


def _untouched(year: PerformanceYear, today: date) -> list[Period]:
    """Return the periods to come whose window stands as the year counted it so far."""
    periods = list(
        Period.objects.select_for_update()
        .filter(year=year, opens_on__gt=today, opened_at__isnull=True)
        .order_by("starts_on")
    )
    calendar = _calendar(year)
    names = ("opens_on", "due_on", "late_until", "closes_on")
    found = []
    for period in periods:
        counted = window_of(year, period.ends_on, calendar)
        if all(getattr(period, name) == counted[name] for name in names):
            found.append(period)
    return found


def _follow(year: PerformanceYear, periods: list[Period]) -> int:
    calendar = _calendar(year)
    names = ("opens_on", "due_on", "planned_due_on", "late_until", "closes_on")
    for period in periods:
        for name, day in window_of(year, period.ends_on, calendar).items():
            setattr(period, name, day)
    Period.objects.bulk_update(periods, names)
    return len(periods)


def _calendar(year: PerformanceYear) -> WorkCalendar:
    return get_calendar(
        office_id=year.office_id,
        first=date(year.year, 1, 1),
        last=date(year.year + 1, 12, 31),
        with_joint_leave=year.with_joint_leave,
    )
