"""Say how an office reminds and what a person wants of it; nudge; open a calendar."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.measurement.models import Realisation
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer
from tolok.records import actions as records
from tolok.records.actions import Happening
from tolok.records.language import in_indonesian
from tolok.reminders.enums import ReminderKind
from tolok.reminders.models import (
    LONGEST_KEPT_DAYS,
    CalendarKey,
    Nudge,
    ReminderChoice,
    ReminderSetting,
)
from tolok.reminders.permissions import may_nudge, may_set_reminders
from tolok.reminders.queries import hash_of


MOST_STEPS = 6
FURTHEST_DAYS = 60
KEY_BYTES = 32


class MayNotSetReminders(NotAllowed):
    """Only a planner says how the office reminds."""


class MayNotNudge(NotAllowed):
    """The report is not that of somebody whom this person leads."""


class NothingToNudge(NotNow):
    """Nothing is missing, or all of it was nudged today."""


class WithoutPerson(NotAllowed):
    """The account belongs to nobody who could be reminded."""


class ReminderUnfit(Unfit):
    """A rule of reminding cannot be used."""


@dataclass(frozen=True)
class Rules:
    """What a planner says about reminding; days, hours of the day, words."""

    is_on: bool = True
    by_email: bool = True
    days_before: tuple[int, ...] = (7, 3, 1)
    days_after: tuple[int, ...] = (1, 3, 7)
    from_hour: int = 8
    until_hour: int = 15
    verify_days: int = 5
    superior_days: int | None = 3
    obligatory: tuple[str, ...] = ()
    obligatory_basis: str = ""
    closing: str = ""
    keep_days: int = 365


@transaction.atomic
def set_reminders(
    *, office: Office, rules: Rules, by: Viewer, at: datetime
) -> ReminderSetting:
    """Say how an office reminds. Raises `MayNotSetReminders` and `ReminderUnfit`."""
    if not may_set_reminders(by, office_id=office.pk):
        raise MayNotSetReminders(_("Aturan pengingat diatur perencana kantor."))
    _check(rules)
    row, _made = ReminderSetting.objects.get_or_create(
        office=office, defaults={"created_at": at}
    )
    values = {
        **vars(rules),
        "days_before": sorted(set(rules.days_before), reverse=True),
        "days_after": sorted(set(rules.days_after)),
        "obligatory": [
            kind for kind in ReminderKind.values if kind in rules.obligatory
        ],
        "obligatory_basis": rules.obligatory_basis.strip(),
        "closing": " ".join(rules.closing.split()),
    }
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    records.record_event(
        by=by.user,
        at=at,
        action="reminders.set_reminders",
        subject=row,
        before=before,
        after=values,
        office_id=office.pk,
    )
    return row


def _check(rules: Rules) -> None:
    for name in ("days_before", "days_after"):
        days = getattr(rules, name)
        if len(set(days)) > MOST_STEPS or any(
            not 0 <= day <= FURTHEST_DAYS for day in days
        ):
            message = _("Isi paling banyak %(most)s bilangan dari 0 sampai %(far)s.")
            raise ReminderUnfit(
                message % {"most": MOST_STEPS, "far": FURTHEST_DAYS}, field=name
            )
    if not 0 <= rules.from_hour < rules.until_hour <= 24:
        message = _("Jam selesai harus sesudah jam mulai, paling akhir pukul 24.")
        raise ReminderUnfit(message, field="until_hour")
    if not 1 <= rules.verify_days <= FURTHEST_DAYS:
        message = _("Isi 1 sampai %(far)s hari kerja.") % {"far": FURTHEST_DAYS}
        raise ReminderUnfit(message, field="verify_days")
    if rules.superior_days is not None and not (
        0 < rules.superior_days <= FURTHEST_DAYS
    ):
        message = _("Isi 1 sampai %(far)s hari, atau kosongkan.")
        raise ReminderUnfit(message % {"far": FURTHEST_DAYS}, field="superior_days")
    if not 30 <= rules.keep_days <= LONGEST_KEPT_DAYS:
        message = _("Isi 30 sampai %(most)s hari.") % {"most": LONGEST_KEPT_DAYS}
        raise ReminderUnfit(message, field="keep_days")
    if set(rules.obligatory) - set(ReminderKind.values):
        raise ReminderUnfit(_("Pilih jenis dari daftar."), field="obligatory")
    if rules.obligatory and not rules.obligatory_basis.strip():
        message = _(
            "Tulis dasar atau alasannya; pegawai membacanya di samping pengingat yang "
            "tidak dapat dimatikan."
        )
        raise ReminderUnfit(message, field="obligatory_basis")
    if len(rules.closing) > 300:
        message = _("Kalimat penutup paling panjang 300 huruf.")
        raise ReminderUnfit(message, field="closing")


@transaction.atomic
def choose_reminders(
    *, switched_off: Collection[str], by_email: bool, by: Viewer, at: datetime
) -> ReminderChoice:
    """Keep what a person does not want; what the office demands comes all the same.

    Raises `WithoutPerson`.
    """
    if by.person is None:
        raise WithoutPerson(_("Akun ini bukan milik seorang pegawai."))
    row, _made = ReminderChoice.objects.get_or_create(
        person=by.person, defaults={"created_at": at}
    )
    values = {
        "switched_off": [kind for kind in ReminderKind.values if kind in switched_off],
        "by_email": by_email,
    }
    before = {name: getattr(row, name) for name in values}
    row.switched_off, row.by_email = values["switched_off"], by_email
    row.save(update_fields=list(values))
    records.record_event(
        by=by.user,
        at=at,
        action="reminders.choose_reminders",
        subject=row,
        before=before,
        after=values,
        office_id=by.office_id,
    )
    return row


@transaction.atomic
def make_calendar_key(*, by: Viewer, at: datetime) -> str:
    """Return a new secret for the address of a person's calendar; the old one is void.

    It is said this once and only its hash is kept. Raises `WithoutPerson`.
    """
    if by.person is None:
        raise WithoutPerson(_("Akun ini bukan milik seorang pegawai."))
    key = secrets.token_urlsafe(KEY_BYTES)
    row, _made = CalendarKey.objects.update_or_create(
        person=by.person, defaults={"sha256": hash_of(key), "created_at": at}
    )
    records.record_event(
        by=by.user,
        at=at,
        action="reminders.make_calendar_key",
        subject=row,
        office_id=by.office_id,
    )
    return key


@transaction.atomic
def revoke_calendar_key(*, by: Viewer, at: datetime) -> bool:
    """Make the address of a person's calendar lead nowhere; tell whether there was one."""
    row = CalendarKey.objects.filter(person_id=by.person_id or 0).first()
    if row is None:
        return False
    records.record_event(
        by=by.user,
        at=at,
        action="reminders.revoke_calendar_key",
        subject=row,
        office_id=by.office_id,
    )
    row.delete()
    return True


@in_indonesian
def others(count: int) -> str:
    """Return how many more a notice is about; "" for none."""
    return _("dan %(count)s lainnya") % {"count": count} if count else ""


@transaction.atomic
def nudge(*, realisations: Sequence[Realisation], by: Viewer, at: datetime) -> int:
    """Remind the people who owe these reports; return how many people were reminded.

    Each report once a day at most. They read it in the app at once, and in their next
    mail. Raises `MayNotNudge` and `NothingToNudge`.
    """
    if not all(may_nudge(by, row) for row in realisations):
        message = _("Yang dapat mengingatkan: atasan unitnya dan perencana kantor.")
        raise MayNotNudge(message)
    if not realisations:
        message = _(
            "Tidak ada yang perlu diingatkan: semua sudah dilaporkan, ditutup, atau "
            "sudah diingatkan hari ini."
        )
        raise NothingToNudge(message)
    try:
        with transaction.atomic():
            Nudge.objects.bulk_create(
                [
                    Nudge(
                        realisation=row,
                        on=at.date(),
                        by_person=by.person,
                        by_name=by.name,
                        created_at=at,
                    )
                    for row in realisations
                ],
                batch_size=500,
            )
    except IntegrityError as error:
        message = _("Sudah diingatkan hari ini. Besok dapat diingatkan lagi.")
        raise NothingToNudge(message) from error
    for office_id in sorted({row.office_id for row in realisations}):
        records.record_events(
            by=by.user,
            at=at,
            office_id=office_id,
            happenings=[
                Happening(
                    "reminders.nudge_report", row, after={"person": row.person_id}
                )
                for row in realisations
                if row.office_id == office_id
            ],
        )
    of_person: dict[int, list[Realisation]] = {}
    for row in realisations:
        of_person.setdefault(row.person_id, []).append(row)
    for person_id, rows in of_person.items():
        more = len(rows) - 1
        records.announce(
            person_ids=[person_id],
            kind="reminders.nudged",
            subject=rows[0],
            by_name=by.name,
            note=others(more),
            at=at,
        )
    return len(of_person)
