"""The daily run: who is told what today, once, and the mails that leave with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from tolok.organisation.models import Office, Person
from tolok.records import actions as records
from tolok.records.actions import System
from tolok.records.models import Notice
from tolok.reminders.choices import reason_of, wanted_items
from tolok.reminders.enums import MailReason, MailStatus, Purpose
from tolok.reminders.gather import Board, Item, count_by_kind, gather
from tolok.reminders.mails import one_line, summary_of
from tolok.reminders.models import Reminder, ReminderChoice, ReminderStep
from tolok.reminders.post import Delivery, deliver
from tolok.reminders.queries import UNSENT


IN_APP = "reminders.digest"


@dataclass(frozen=True)
class Planned:
    """What one person is to be told today, and whether by mail."""

    person: Person
    items: list[Item]
    news: list[Item]
    reason: MailReason

    @property
    def summary(self) -> str:
        """Return what waits in a few words."""
        return one_line(summary_of(self.items))[:300]


@dataclass
class Outcome:
    """What a run did for one office."""

    office: Office
    planned: list[Planned] = field(default_factory=list)
    delivery: Delivery = field(default_factory=Delivery)


def plan(*, board: Board) -> list[Planned]:
    """Return who is to be told what: those with news who were told nothing today.

    Who still waits for a mail of an earlier day is among them. Nothing is written.
    """
    told = set(
        ReminderStep.objects.filter(person__in=board.people).values_list(
            "person_id", "kind", "subject", "step"
        )
    )
    digests = Reminder.objects.filter(person__in=board.people, purpose=Purpose.DIGEST)
    today = set(digests.filter(on=board.on).values_list("person_id", flat=True))
    unsent = set(
        digests.filter(on__lt=board.on, mail__in=UNSENT).values_list(
            "person_id", flat=True
        )
    )
    choices = {
        row.person_id: row
        for row in ReminderChoice.objects.filter(person__in=board.people)
    }
    found = []
    for person_id, all_items in sorted(board.items.items()):
        person = board.people[person_id]
        if person_id in today or person.user is None or not person.user.is_active:
            continue
        choice = choices.get(person_id)
        items = wanted_items(all_items, choice, board.setting)
        news = [
            item
            for item in items
            if item.step and (person_id, item.kind, item.subject, item.step) not in told
        ]
        if items and (news or person_id in unsent):
            reason = reason_of(person.user, items, choice, board.setting)
            found.append(Planned(person, items, news, reason))
    return found


def remind_office(*, office: Office, at: datetime) -> Outcome:
    """Tell the people of an office what waits, and send their mails.

    `at` is the office's own moment. Doing it twice tells nothing twice: who was told
    today is left out, and each step of a matter is told once.
    """
    with transaction.atomic():
        Office.objects.select_for_update(no_key=True).get(pk=office.pk)
        _forget_old(office, at)
        board = gather(office=office, at=at)
        planned = plan(board=board)
        _tell(board, planned)
    return Outcome(office, planned, deliver(board=board))


def _tell(board: Board, planned: list[Planned]) -> None:
    if not planned:
        return
    people = [row.person.pk for row in planned]
    earlier = Reminder.objects.filter(
        person__in=people,
        purpose=Purpose.DIGEST,
        on__lt=board.on,
        mail__in=UNSENT,
    )
    earlier.update(mail=MailStatus.MERGED)
    Notice.objects.filter(
        person_id__in=people, kind=IN_APP, read_at__isnull=True
    ).update(read_at=board.at)
    rows = [_reminder(board, row) for row in planned]
    Reminder.objects.bulk_create(rows, batch_size=200)
    ReminderStep.objects.bulk_create(
        [
            ReminderStep(
                reminder=made,
                person_id=made.person_id,
                kind=item.kind,
                subject=item.subject,
                step=item.step,
            )
            for made, row in zip(rows, planned, strict=True)
            for item in row.news
        ],
        batch_size=300,
    )
    for made in rows:
        records.announce(
            person_ids=[made.person_id],
            kind=IN_APP,
            subject=made,
            by_name=System().name,
            at=board.at,
        )
    records.record_event(
        by=System(),
        at=board.at,
        action="reminders.remind_people",
        subject=board.office,
        after={
            "people": len(rows),
            "mails": sum(row.mail == MailStatus.WAITING for row in rows),
        },
        office_id=board.office.pk,
    )


def _reminder(board: Board, row: Planned) -> Reminder:
    wanted = row.reason == MailReason.WANTED
    return Reminder(
        person=row.person,
        office=board.office,
        on=board.on,
        kinds=[str(kind) for kind in count_by_kind(row.items)],
        summary=row.summary,
        mail=MailStatus.WAITING if wanted else MailStatus.NONE,
        reason=row.reason,
        next_at=board.at if wanted else None,
        created_at=board.at,
    )


def _forget_old(office: Office, at: datetime) -> None:
    """Delete what the office's retention of the log has passed; the trail says how many."""
    kept = getattr(office, "reminder_setting", None)
    days = kept.keep_days if kept else 365
    old = Reminder.objects.filter(
        office=office, on__lt=at.date() - timedelta(days=days)
    )
    count = old.count()
    if not count:
        return
    old.delete()
    records.record_event(
        by=System(),
        at=at,
        action="reminders.forget_old",
        subject=office,
        after={"reminders": count},
        office_id=office.pk,
    )


def remind_all(*, due: Iterable[tuple[Office, datetime]]) -> list[Outcome]:
    """Remind in each of these offices at its own moment; return what was done."""
    return [remind_office(office=office, at=at) for office, at in due]


def foresee(*, office: Office, at: datetime) -> Outcome:
    """Return what `remind_office` would tell whom; nothing is written or sent."""
    return Outcome(office, plan(board=gather(office=office, at=at)))
