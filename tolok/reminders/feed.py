"""A person's own due days as a calendar that other programs read (RFC 5545).

All entries are whole days without a time, so that they need no time zone: the day of
the office is the day of the calendar. An entry keeps its UID when its day moves.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tolok import VERSION
from tolok.measurement.models import Realisation, VerificationSetting
from tolok.measurement.policies import REPORTED, UNFINISHED
from tolok.measurement.queries import submitted_to
from tolok.organisation.models import Person
from tolok.organisation.queries import Viewer
from tolok.planning.models import Period
from tolok.planning.policies import MONTHS_OF, is_due, is_locked
from tolok.planning.queries import get_calendar
from tolok.registry.models import Definition, Indicator
from tolok.registry.queries import version_on
from tolok.registry.standing import held_by
from tolok.reminders.gather import CALENDAR_REACH, decide_by, setting_of


LONGEST_LINE = 75
KEPT_DAYS = 90
MOST_NAMED = 12


@dataclass(frozen=True)
class Entry:
    """One day of the calendar; `name` is what makes its UID."""

    name: str
    on: date
    summary: str
    description: str = ""


def write_calendar(*, entries: list[Entry], title: str, at: datetime) -> bytes:
    """Return entries as an iCalendar file in UTF-8, folded, with CRLF line ends."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Tolok//Tolok {VERSION}//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(title)}",
        f"X-WR-CALNAME:{escaped(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid_of(entry.name)}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(entry.summary)}",
            *(
                [f"DESCRIPTION:{escaped(entry.description)}"]
                if entry.description
                else []
            ),
            *([f"URL:{settings.PUBLIC_ADDRESS}"] if settings.PUBLIC_ADDRESS else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    r"""Return a text as a TEXT value: backslash, semicolon, comma and line end escaped."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> bytes:
    """Return a line of at most 75 bytes each, later ones begun by a blank, with CRLF.

    A letter of several bytes is never cut in two.
    """
    parts, part, room = [], b"", LONGEST_LINE
    for letter in line:
        code = letter.encode()
        if len(part) + len(code) > room:
            parts.append(part)
            part, room = b"", LONGEST_LINE - 1
        part += code
    return b"\r\n ".join([*parts, part]) + b"\r\n"


def uid_of(name: str) -> str:
    """Return the UID of an entry: the same for ever, and telling nothing of its ids."""
    digest = salted_hmac("tolok.reminders.feed", name, algorithm="sha256").digest()
    return str(uuid.UUID(bytes=digest[:16]))


def entries_for(*, person: Person, viewer: Viewer, at: datetime) -> list[Entry]:
    """Return a person's own due days and verification deadlines, by day.

    `viewer` is the person's own account. What is past stays for 90 days; periods that
    are not open yet stand with the day that is planned for them.
    """
    entries = [
        *_owed(person, at),
        *_planned(person, viewer, at.date()),
        *_to_verify(person, viewer, at),
    ]
    return sorted(entries, key=lambda entry: (entry.on, entry.summary, entry.name))


def _owed(person: Person, at: datetime) -> Iterator[Entry]:
    rows = (
        Realisation.objects.filter(
            person=person,
            period__due_on__gte=at.date() - timedelta(days=KEPT_DAYS),
        )
        .select_related("period", "indicator", "position")
        .order_by("period__due_on", "position__order", "indicator__order", "pk")
    )
    groups: dict[str, list[Realisation]] = defaultdict(list)
    for row in rows:
        name = _due_name(row.period_id, row.position_id, person)
        if row.own_due_on is not None:
            name = f"{name}-{row.indicator_id}"
        groups[name].append(row)
    for name, group in groups.items():
        missing = [row for row in group if row.status in UNFINISHED]
        done = sum(row.status in REPORTED for row in group)
        period = group[0].period.label
        if missing:
            said = _("Tenggat realisasi %(period)s: %(count)s belum dikirim")
            summary = said % {"period": period, "count": len(missing)}
        else:
            summary = _("Tenggat realisasi %(period)s: sudah dikirim") % {
                "period": period
            }
        lines = [group[0].position.title]
        lines += [f"- {row.indicator.text}" for row in missing[:MOST_NAMED]]
        if done:
            lines.append(_("Sudah dikirim: %(count)s") % {"count": done})
        due_on = max(row.window.due_on for row in group)
        yield Entry(name, due_on, summary, "\n".join(lines))


def _due_name(period_id: int, position_id: int, person: Person) -> str:
    return f"due-{period_id}-{position_id}-{person.pk}"


def _planned(person: Person, viewer: Viewer, day: date) -> Iterator[Entry]:
    """Yield the due days of periods to come, of positions that report in them."""
    titles = {row.position_id: row.position.title for row in viewer.placements}
    offices = {row.position.office_id for row in viewer.placements}
    if not titles:
        return
    frequencies: dict[int, set[str]] = defaultdict(set)
    for office_id in sorted(offices):
        version = version_on(office_id=office_id, on=day)
        if version is None:
            continue
        held = Indicator.objects.filter(held_by(version), position__in=list(titles))
        for position_id, frequency in Definition.objects.filter(
            is_current=True, indicator__in=held
        ).values_list("indicator__position_id", "frequency"):
            frequencies[position_id].add(frequency)
    periods = Period.objects.filter(
        office__in=offices, opened_at__isnull=True, due_on__gte=day
    ).order_by("due_on", "pk")
    for period in periods:
        for seat in viewer.placements:
            if seat.position.office_id != period.office_id or not any(
                is_due(word, period)
                for word in frequencies[seat.position_id] & set(MONTHS_OF)
            ):
                continue
            said = _("Tenggat realisasi %(period)s") % {"period": period.label}
            name = _due_name(period.pk, seat.position_id, person)
            yield Entry(name, period.due_on, said, titles[seat.position_id])


def _to_verify(person: Person, viewer: Viewer, at: datetime) -> Iterator[Entry]:
    """Yield by period until when the first of what waits must be decided."""
    rows = list(
        submitted_to(for_user=viewer).select_related("period", "office").order_by("pk")
    )
    if not rows or viewer.office is None:
        return
    calendar = get_calendar(
        office_id=viewer.office_id,
        first=at.date() - CALENDAR_REACH,
        last=at.date() + CALENDAR_REACH,
    )
    rule = dict(
        VerificationSetting.objects.filter(
            office__in={row.office_id for row in rows},
            escalate_after_days__isnull=False,
        ).values_list("office_id", "escalate_after_days")
    )
    usual = setting_of(viewer.office).verify_days
    days: dict[int, list[date]] = defaultdict(list)
    labels = {}
    for row in rows:
        if is_locked(row.window, on=at.date()):
            continue
        allowed = rule.get(row.office_id) or usual
        days[row.period_id].append(
            decide_by(row, days=allowed, calendar=calendar, zone=at.tzinfo)
        )
        labels[row.period_id] = row.period.label
    for period_id, found in days.items():
        said = _("Verifikasi %(period)s: %(count)s realisasi menunggu Anda")
        yield Entry(
            f"verify-{period_id}-{person.pk}",
            min(found),
            said % {"period": labels[period_id], "count": len(found)},
        )
