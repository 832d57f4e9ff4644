"""Read settings, choices, nudges and what was sent, always for someone."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from tolok.measurement.models import Realisation
from tolok.measurement.policies import UNFINISHED
from tolok.measurement.visibility import visible
from tolok.organisation.models import Office, Person
from tolok.organisation.queries import Viewer, office_moment
from tolok.planning.models import Period
from tolok.planning.policies import may_enter
from tolok.planning.queries import get_calendar
from tolok.reminders import policies
from tolok.reminders.enums import MailStatus, Purpose
from tolok.reminders.models import (
    CalendarKey,
    Nudge,
    Reminder,
    ReminderChoice,
    ReminderSetting,
)
from tolok.reminders.permissions import may_nudge


UNSENT = (MailStatus.WAITING, MailStatus.SENDING)


def get_setting(*, for_user: Viewer) -> ReminderSetting:
    """Return how the viewer's office reminds; the defaults, unsaved, without a row."""
    found = ReminderSetting.objects.filter(office_id=for_user.office_id).first()
    return found or ReminderSetting(office=for_user.office)


def get_choice(*, for_user: Viewer) -> ReminderChoice:
    """Return what the viewer does not want; unsaved, with nothing off, without a row."""
    found = ReminderChoice.objects.filter(person_id=for_user.person_id or 0).first()
    return found or ReminderChoice(person=for_user.person)


def has_calendar(*, for_user: Viewer) -> CalendarKey | None:
    """Return the viewer's calendar key, which tells since when there is one."""
    return CalendarKey.objects.filter(person_id=for_user.person_id or 0).first()


def hash_of(key: str) -> str:
    """Return what is kept of a calendar's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def find_calendar_owner(*, key: str) -> Person | None:
    """Return whose calendar a key opens; None for a key unknown, or a closed account."""
    found = (
        CalendarKey.objects.filter(sha256=hash_of(key), person__user__is_active=True)
        .select_related("person__user")
        .first()
    )
    return found.person if found else None


def list_sent(
    *,
    for_user: Viewer,
    mail: str = "",
    search: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Reminder]:
    """Return what was sent in the viewer's office, newest first."""
    found = Reminder.objects.filter(office_id=for_user.office_id)
    if mail:
        found = found.filter(mail=mail)
    if search:
        found = found.filter(person__name__icontains=search)
    if since:
        found = found.filter(on__gte=since)
    if until:
        found = found.filter(on__lte=until)
    return found.select_related("person").order_by("-created_at", "-pk")


@dataclass(frozen=True)
class MailState:
    """How reminders of an office fare: people today, mails sent, waiting, failing, why."""

    people_today: int
    sent_today: int
    waiting: int
    failing: int
    refused: int
    trouble: str


def get_mail_state(*, for_user: Viewer) -> MailState:
    """Return how the mails of the viewer's office fare, in two queries."""
    rows = Reminder.objects.filter(office_id=for_user.office_id)
    counts = rows.aggregate(
        people=Count("pk", filter=Q(purpose=Purpose.DIGEST, on=for_user.on)),
        sent=Count("pk", filter=Q(mail=MailStatus.SENT, on=for_user.on)),
        waiting=Count("pk", filter=Q(mail__in=UNSENT)),
        failing=Count("pk", filter=Q(mail__in=UNSENT, attempts__gte=1)),
        refused=Count("pk", filter=Q(mail=MailStatus.REFUSED)),
    )
    last = (
        rows.filter(mail__in=UNSENT, attempts__gte=1)
        .order_by("-tried_at")
        .values_list("trouble", flat=True)
        .first()
    )
    return MailState(
        counts["people"],
        counts["sent"],
        counts["waiting"],
        counts["failing"],
        counts["refused"],
        last or "",
    )


def list_own(*, for_user: Viewer, limit: int = 5) -> list[Reminder]:
    """Return the newest reminders of the viewer, newest first."""
    rows = Reminder.objects.filter(person_id=for_user.person_id or 0)
    return list(rows.order_by("-created_at", "-pk")[:limit])


def count_trials(*, person_id: int, since: datetime) -> int:
    """Return how many mails a person asked for by hand since a moment."""
    return Reminder.objects.filter(
        person_id=person_id,
        purpose__in=[Purpose.TRIAL, Purpose.CODE],
        created_at__gt=since,
    ).count()


def list_to_nudge(
    *,
    period: Period,
    for_user: Viewer,
    unit_path: str = "",
    only_unit: int | None = None,
    realisation_ids: Iterable[int] | None = None,
) -> list[Realisation]:
    """Return the missing reports of a period that the viewer may nudge today.

    Left out is what was nudged today already, and what can no longer be entered.
    """
    found = visible(for_user=for_user).filter(
        period=period, status__in=UNFINISHED, period__opens_on__lte=for_user.on
    )
    if only_unit is not None:
        found = found.filter(unit=only_unit)
    elif unit_path:
        found = found.filter(unit__path__startswith=unit_path)
    if realisation_ids is not None:
        found = found.filter(pk__in=list(realisation_ids))
    rows = found.exclude(nudges__on=for_user.on).select_related(
        "unit", "period", "indicator", "person"
    )
    return [
        row
        for row in rows.order_by("pk")
        if may_nudge(for_user, row) and may_enter(row.window, on=for_user.on)
    ]


def nudged_on(*, realisations: Iterable[int], on: date) -> dict[int, str]:
    """Return who nudged each of these reports on a day, by report."""
    rows = Nudge.objects.filter(realisation__in=list(realisations), on=on)
    return dict(rows.values_list("realisation_id", "by_name"))


def list_remindable(
    *, moment: datetime, any_time: bool = False
) -> list[tuple[Office, datetime]]:
    """Return the offices that may remind at a moment, each with its own time.

    It is within the hours and on a working day of the office; `any_time` asks neither.
    """
    found = []
    rows = Office.objects.select_related("reminder_setting").order_by("pk")
    for office in rows:
        kept = getattr(office, "reminder_setting", None)
        setting = kept or ReminderSetting(office=office)
        here = office_moment(office, moment)
        if not setting.is_on:
            continue
        day = here.date()
        if any_time or policies.is_time(
            here,
            from_hour=setting.from_hour,
            until_hour=setting.until_hour,
            calendar=get_calendar(office_id=office.pk, first=day, last=day),
        ):
            found.append((office, here))
    return found
