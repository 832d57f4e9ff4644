"""Set up a year, its windows and its targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.numbers import (
    Amount,
    AmountKind,
    NumberUnreadable,
    parse_amount,
)
from tolok.kernel.periods import Period as KernelPeriod
from tolok.kernel.periods import PeriodKind as KernelKind
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer
from tolok.planning import permissions
from tolok.planning.enums import HolidayShift, PeriodKind
from tolok.planning.models import PerformanceYear, Period, Target
from tolok.planning.queries import get_calendar
from tolok.records import actions as records
from tolok.records.actions import Happening
from tolok.registry.models import Indicator
from tolok.rules.loader import NotInForce, RuleUnknown, load_library
from tolok.rules.packs import get_rule_set


OPENS_DAYS_AFTER = 1
DUE_DAYS_AFTER = 9
LATE_DAYS_AFTER = 20
CLOSES_DAYS_AFTER = 45


class MayNotPlan(NotAllowed):
    """Only a planner sets targets and windows."""


class YearExists(NotNow):
    """The year was set up before."""


class RulesDoNotHold(Unfit):
    """The rule pack is unknown, or not in force in that year and not elected."""


class DaysOutOfOrder(Unfit):
    """The days of a window do not follow each other."""


class TargetUnreadable(Unfit):
    """The target cannot be understood."""


class ReasonMissing(Unfit):
    """A revised target without a reason."""


@dataclass(frozen=True)
class Promise:
    """One target to be set; `period` None means the whole year."""

    indicator: Indicator
    period: Period | None
    text: str


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

    A window opens the day after the period, is due on the ninth day after it, takes
    late values until the twentieth and is locked after forty-five days; each day can be moved. A
    due day on a day off moves as `holiday_shift` says. Raises `MayNotPlan`, `YearExists` and,
    for a rule pack that could score nothing in that year, `RulesDoNotHold`.
    """
    if not permissions.may_handle_periods(by, office_id=office.pk):
        raise MayNotPlan(_("Hanya perencana yang dapat menyiapkan tahun kinerja."))
    if PerformanceYear.objects.filter(office=office, year=year).exists():
        message = _("Tahun %(year)s sudah disiapkan.") % {"year": year}
        raise YearExists(message)
    _demand_rules(rules, year, elected)
    row = PerformanceYear.objects.create(
        office=office,
        year=year,
        rules=rules,
        elected=elected,
        holiday_shift=holiday_shift,
        created_at=at,
    )
    calendar = get_calendar(
        office_id=office.pk, first=date(year, 1, 1), last=date(year + 1, 12, 31)
    )
    for part in KernelPeriod.list_of(year, KernelKind(kind)):
        end = part.ends_on
        planned = end + timedelta(days=DUE_DAYS_AFTER)
        due = calendar.moved(planned, holiday_shift)
        Period.objects.create(
            year=row,
            office=office,
            kind=kind,
            number=part.number,
            starts_on=part.starts_on,
            ends_on=end,
            opens_on=end + timedelta(days=OPENS_DAYS_AFTER),
            due_on=due,
            planned_due_on=None if due == planned else planned,
            late_until=end + timedelta(days=LATE_DAYS_AFTER),
            closes_on=end + timedelta(days=CLOSES_DAYS_AFTER),
            created_at=at,
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


def read_target(text: str) -> Amount:
    """Return a target as it was written. Raises `TargetUnreadable`."""
    try:
        amount = parse_amount(text)
    except NumberUnreadable as error:
        raise TargetUnreadable(str(error), field="text") from error
    if amount.kind is AmountKind.NONE:
        message = _("Target kosong. Tulis angka dengan satuannya, misalnya 12 dokumen.")
        raise TargetUnreadable(message, field="text")
    return amount


def number_in(amount: Amount) -> Decimal | None:
    """Return the number that a chart can draw, or None for a word or a range."""
    return (
        amount.value if amount.kind in {AmountKind.NUMBER, AmountKind.BOUND} else None
    )


@transaction.atomic
def set_targets(
    *,
    year: PerformanceYear,
    promises: Sequence[Promise],
    by: Viewer,
    at: datetime,
    reason: str = "",
    document: str = "",
) -> list[Target]:
    """Set many targets; what is unchanged stays, what is revised keeps its old row.

    All or nothing. Raises `MayNotPlan`, `TargetUnreadable` and, for a revision without
    one, `ReasonMissing`.
    """
    if not permissions.may_set_targets(by, office_id=year.office_id):
        raise MayNotPlan(_("Hanya perencana yang dapat menetapkan target."))
    current = {
        (target.indicator_id, target.period_id): target
        for target in Target.objects.select_for_update().filter(
            indicator__in=[promise.indicator for promise in promises],
            year=year,
            is_current=True,
        )
    }
    rows, retired, happenings = [], [], []
    for promise in promises:
        text = promise.text.strip()
        amount = read_target(text)
        key = (promise.indicator.pk, promise.period.pk if promise.period else None)
        old = current.get(key)
        if old is not None and old.text == text:
            continue
        if old is not None and not reason.strip():
            message = _(
                "Target yang sudah ditetapkan hanya dapat diubah dengan alasan. "
                "Tulis alasan perubahannya."
            )
            raise ReasonMissing(message, field="reason")
        row = Target(
            indicator=promise.indicator,
            year=year,
            period=promise.period,
            number=old.number + 1 if old else 1,
            text=text,
            value=number_in(amount),
            decided_by=by.name,
            decided_at=at,
            change_reason=reason.strip() if old else "",
            document=document,
            created_at=at,
        )
        if old is not None:
            retired.append(old.pk)
        rows.append(row)
        happenings.append((row, old))
    Target.objects.filter(pk__in=retired).update(is_current=False)
    Target.objects.bulk_create(rows, batch_size=300)
    records.record_events(
        by=by.user,
        at=at,
        office_id=year.office_id,
        happenings=[
            Happening(
                "planning.set_target",
                row,
                before={"text": old.text} if old else None,
                after={"text": row.text, "indicator": row.indicator_id},
                note=reason,
            )
            for row, old in happenings
        ],
    )
    return rows
