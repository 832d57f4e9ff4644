"""Give a unit or a position more time; keep the days off; move due days off holidays."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation.models import Office, Position, Unit
from tolok.organisation.queries import Viewer
from tolok.planning import permissions
from tolok.planning.actions import DaysOutOfOrder, MayNotPlan, ReasonMissing
from tolok.planning.enums import HolidayShift
from tolok.planning.models import Extension, Holiday, PerformanceYear, Period
from tolok.planning.queries import get_calendar
from tolok.planning.signals import days_off_changed, window_extended
from tolok.records import actions as records


class HolidayThere(NotNow):
    """The office decided on that day already."""


class UnitElsewhere(Unfit):
    """The unit belongs to another office."""


@transaction.atomic
def extend_window(
    *,
    period: Period,
    ends_on: date,
    reason: str,
    by: Viewer,
    at: datetime,
    unit: Unit | None = None,
    position: Position | None = None,
) -> Extension:
    """Give more time; what comes by then is in time.

    It is for a unit with all below it or, where `position` is given, for that position
    alone. Raises `MayNotPlan`, `ReasonMissing`, `UnitElsewhere` and, for a day that is
    past or gives no more time, `DaysOutOfOrder`.
    """
    _demand_planner(by, period.office_id)
    whom = position or unit
    if whom is None:
        message = _("Pilih unit kerja atau jabatan yang diberi waktu.")
        raise UnitElsewhere(message, field="unit")
    if whom.office_id != period.office_id:
        message = _(
            "Unit atau jabatan itu milik kantor lain. Pilih yang dari kantor ini."
        )
        raise UnitElsewhere(message, field="position" if position else "unit")
    if not reason.strip():
        message = _("Tulis alasan perpanjangan, misalnya nomor nota dinasnya.")
        raise ReasonMissing(message, field="reason")
    if ends_on <= period.due_on or ends_on < at.date():
        message = _(
            "Perpanjangan harus sesudah tenggat %(due)s dan tidak boleh sudah lewat."
        )
        raise DaysOutOfOrder(
            message % {"due": format_date(period.due_on)}, field="ends_on"
        )
    row = Extension.objects.create(
        period=period,
        unit=None if position else unit,
        position=position,
        ends_on=ends_on,
        reason=reason.strip(),
        given_by=by.name,
        given_at=at,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="planning.extend_window",
        subject=row,
        before={"due_on": period.due_on},
        after={"due_on": ends_on},
        note=row.reason,
        office_id=period.office_id,
    )
    window_extended.send(sender=Extension, extension=row, by=by, at=at)
    return row


@transaction.atomic
def decide_holiday(
    *,
    office: Office,
    day: date,
    name: str,
    reason: str,
    by: Viewer,
    at: datetime,
    is_working: bool = False,
) -> Holiday:
    """Make a day off, or a working day of one that is off elsewhere.

    Due days still to come move with it. Raises `MayNotPlan`, `ReasonMissing` and
    `HolidayThere`.
    """
    _demand_planner(by, office.pk)
    if not reason.strip():
        message = _("Tulis dasar atau alasannya, misalnya nomor surat edaran.")
        raise ReasonMissing(message, field="reason")
    row = Holiday(
        office=office,
        day=day,
        is_working=is_working,
        name=name.strip(),
        reason=reason.strip(),
        decided_by=by.name,
        decided_at=at,
        created_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        message = _(
            "%(day)s sudah ada dalam daftar kantor. Hapus dahulu bila hendak diubah."
        )
        raise HolidayThere(message % {"day": format_date(day)}, field="day") from error
    moved = _shift_due_days(office.pk, at)
    records.record_event(
        by=by.user,
        at=at,
        action="planning.decide_holiday",
        subject=row,
        after={"day": day, "is_working": is_working, "moved": moved},
        note=row.reason,
        office_id=office.pk,
    )
    return row


@transaction.atomic
def withdraw_holiday(
    *, holiday: Holiday, reason: str, by: Viewer, at: datetime
) -> None:
    """Take a day off the office's list. Raises `MayNotPlan` and `ReasonMissing`."""
    _demand_planner(by, holiday.office_id)
    if not reason.strip():
        message = _("Tulis alasan menghapus hari itu dari daftar.")
        raise ReasonMissing(message, field="reason")
    before = {"day": holiday.day, "is_working": holiday.is_working}
    records.record_event(
        by=by.user,
        at=at,
        action="planning.withdraw_holiday",
        subject=holiday,
        before=before,
        note=reason.strip(),
        office_id=holiday.office_id,
    )
    office_id = holiday.office_id
    holiday.delete()
    _shift_due_days(office_id, at)


@transaction.atomic
def set_holiday_rule(
    *,
    year: PerformanceYear,
    holiday_shift: HolidayShift,
    with_joint_leave: bool,
    by: Viewer,
    at: datetime,
) -> PerformanceYear:
    """Say what becomes of a due day that falls on a day off. Raises `MayNotPlan`.

    Due days that are past stay as they were.
    """
    _demand_planner(by, year.office_id)
    names = ("holiday_shift", "with_joint_leave")
    before = {name: getattr(year, name) for name in names}
    year.holiday_shift, year.with_joint_leave = holiday_shift, with_joint_leave
    year.save(update_fields=names)
    moved = _shift_due_days(year.office_id, at)
    records.record_event(
        by=by.user,
        at=at,
        action="planning.set_holiday_rule",
        subject=year,
        before=before,
        after={**{name: getattr(year, name) for name in names}, "moved": moved},
        office_id=year.office_id,
    )
    return year


def _shift_due_days(office_id: int, at: datetime) -> int:
    """Move the due days that are not past; return how many moved."""
    periods = list(
        Period.objects.select_for_update(of=("self",))
        .filter(office_id=office_id, due_on__gte=at.date())
        .select_related("year")
        .order_by("starts_on")
    )
    moved = []
    for period in periods:
        planned = period.planned_due_on or period.due_on
        calendar = get_calendar(
            office_id=office_id,
            first=planned - timedelta(days=31),
            last=planned + timedelta(days=31),
            with_joint_leave=period.year.with_joint_leave,
        )
        due = calendar.moved(planned, period.year.holiday_shift)
        due = max(due, period.opens_on, at.date())
        if due == period.due_on:
            continue
        period.planned_due_on = None if due == planned else planned
        period.due_on = due
        period.late_until = max(period.late_until, due)
        if period.closes_on is not None:
            period.closes_on = max(period.closes_on, period.late_until)
        moved.append(period)
    Period.objects.bulk_update(
        moved, ["planned_due_on", "due_on", "late_until", "closes_on"]
    )
    days_off_changed.send(sender=Period, office_id=office_id, at=at)
    return len(moved)


def _demand_planner(by: Viewer, office_id: int) -> None:
    if not permissions.may_handle_periods(by, office_id=office_id):
        raise MayNotPlan(
            _("Hanya perencana yang dapat mengatur jadwal dan hari libur.")
        )
