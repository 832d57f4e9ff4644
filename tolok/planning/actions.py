"""Set up a year and move its windows."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.periods import Period as KernelPeriod
from tolok.kernel.periods import PeriodKind as KernelKind
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer
from tolok.planning import permissions
from tolok.planning.calendar import WorkCalendar
from tolok.planning.enums import HolidayShift, PeriodKind
from tolok.planning.models import PerformanceYear, Period
from tolok.planning.queries import get_calendar
from tolok.records import actions as records
from tolok.rules.loader import NotInForce, RuleUnknown, load_library
from tolok.rules.packs import get_rule_set


class MayNotPlan(NotAllowed):
    """Only a planner sets targets and windows."""


class YearExists(NotNow):
    """The year was set up before."""


class RulesDoNotHold(Unfit):
    """The rule pack is unknown, or not in force in that year and not elected."""


class DaysOutOfOrder(Unfit):
    """The days of a window do not follow each other."""


class ReasonMissing(Unfit):
    """A change without a reason."""


WINDOW_DAYS = (
    "opens_days_after",
    "due_days_after",
    "late_days_after",
    "closes_days_after",
)


@transaction.atomic
def set_up_year(
    *,
    office: Office,
    year: int,
    rules: str,
    by: Viewer,
    at: datetime,
    elected: bool = False,
    kind: PeriodKind = PeriodKind.QUARTER,
    holiday_shift: HolidayShift = HolidayShift.STAY,
) -> PerformanceYear:
    """Set up a year with its periods, quarters unless told, and their usual windows.

    The days of its windows are counted from the end of a period as the office's newest
    year says, or as `models` proposes; each can be moved. A due day on a day off moves
    as `holiday_shift` says. Raises `MayNotPlan`, `YearExists` and, for a rule pack that
    could score nothing in that year, `RulesDoNotHold`.
    """
    if not permissions.may_handle_periods(by, office_id=office.pk):
        raise MayNotPlan(_("Hanya perencana yang dapat menyiapkan tahun kinerja."))
    if PerformanceYear.objects.filter(office=office, year=year).exists():
        message = _("Tahun %(year)s sudah disiapkan.") % {"year": year}
        raise YearExists(message)
    _demand_rules(rules, year, elected)
    newest = PerformanceYear.objects.filter(office=office).order_by("-year").first()
    kept = ("planner_sets_targets", *WINDOW_DAYS)
    row = PerformanceYear.objects.create(
        office=office,
        year=year,
        rules=rules,
        elected=elected,
        holiday_shift=holiday_shift,
        created_at=at,
        **({name: getattr(newest, name) for name in kept} if newest else {}),
    )
    calendar = get_calendar(
        office_id=office.pk, first=date(year, 1, 1), last=date(year + 1, 12, 31)
    )
    for part in KernelPeriod.list_of(year, KernelKind(kind)):
        end = part.ends_on
        days = window_of(row, end, calendar)
        Period.objects.create(
            year=row,
            office=office,
            kind=kind,
            number=part.number,
            starts_on=part.starts_on,
            ends_on=end,
            created_at=at,
            **days,
        )
    records.record_event(
        by=by.user,
        at=at,
        action="planning.set_up_year",
        subject=row,
        after={"year": year, "rules": rules, "elected": elected},
        office_id=office.pk,
    )
    return row


def window_of(
    year: PerformanceYear, ends_on: date, calendar: WorkCalendar
) -> dict[str, date | None]:
    """Return the days of a period's window as its year counts them from its end."""
    planned = ends_on + timedelta(days=year.due_days_after)
    opens = ends_on + timedelta(days=year.opens_days_after)
    due = max(calendar.moved(planned, year.holiday_shift), opens)
    late = max(ends_on + timedelta(days=year.late_days_after), due)
    closes = (
        None
        if year.closes_days_after is None
        else max(ends_on + timedelta(days=year.closes_days_after), late)
    )
    return {
        "opens_on": opens,
        "due_on": due,
        "planned_due_on": None if due == planned else planned,
        "late_until": late,
        "closes_on": closes,
    }


def _demand_rules(rules: str, year: int, elected: bool) -> None:
    library = load_library(settings.REGIONAL_RULES or None)
    try:
        for day in (date(year, 1, 1), date(year, 12, 31)):
            get_rule_set(library, rules, day, elected)
    except (NotInForce, RuleUnknown) as error:
        message = _(
            "Paket aturan itu tidak berlaku sepanjang tahun %(year)s. Pilih paket lain, "
            "atau nyatakan bahwa kantor memutuskan tetap memakainya. %(why)s"
        )
        raise RulesDoNotHold(
            message % {"year": year, "why": error}, field="rules"
        ) from error


@transaction.atomic
def move_window(
    *,
    period: Period,
    opens_on: date,
    due_on: date,
    late_until: date,
    by: Viewer,
    at: datetime,
    reason: str = "",
    closes_on: date | None = None,
) -> Period:
    """Move the days of an entry window; without `closes_on` it is never locked.

    Raises `MayNotPlan`, `DaysOutOfOrder`."""
    if not permissions.may_handle_periods(by, office_id=period.office_id):
        raise MayNotPlan(_("Hanya perencana yang dapat mengubah jadwal pengisian."))
    if not opens_on <= due_on <= late_until:
        message = _(
            "Urutan tanggal terbalik. Isi: dibuka, lalu tenggat, lalu batas terlambat."
        )
        raise DaysOutOfOrder(message, field="due_on")
    if closes_on is not None and closes_on < late_until:
        message = _("Hari penguncian tidak boleh mendahului batas terlambat.")
        raise DaysOutOfOrder(message, field="closes_on")
    names = ("opens_on", "due_on", "late_until", "closes_on")
    before = {name: getattr(period, name) for name in names}
    period.opens_on, period.due_on, period.late_until = opens_on, due_on, late_until
    period.closes_on, period.planned_due_on = closes_on, None
    period.save(update_fields=[*names, "planned_due_on"])
    records.record_event(
        by=by.user,
        at=at,
        action="planning.move_window",
        subject=period,
        before=before,
        after={name: getattr(period, name) for name in names},
        note=reason,
        office_id=period.office_id,
    )
    return period
