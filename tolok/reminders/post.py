"""Mails leave: one at a time, claimed before, tried again later where they failed."""

import smtplib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils.translation import gettext as _

from tolok.accounts.addresses import code_of
from tolok.accounts.enums import Role
from tolok.accounts.models import User
from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation.models import Office, Person, RoleGrant
from tolok.organisation.queries import Viewer, held_on
from tolok.records import actions as records
from tolok.records.actions import System
from tolok.reminders import mails
from tolok.reminders.choices import mail_items, wanted_items
from tolok.reminders.enums import MailStatus, Purpose
from tolok.reminders.gather import Board, gather, setting_of
from tolok.reminders.mails import Mail
from tolok.reminders.models import Reminder, ReminderChoice
from tolok.reminders.policies import LOST_AFTER, TRIALS_WITHIN, wait_after
from tolok.reminders.queries import count_trials


LONGEST_TROUBLE = 300
PERMANENT = 500
TRIALS = 5


class NoAddress(Unfit):
    """There is no address of one's own that a mail may go to."""


class TooManyMails(NotNow):
    """This person asked for too many mails by hand within an hour."""


class MailFailed(NotNow):
    """The server did not take the mail."""


@dataclass
class Delivery:
    """What became of the mails of one run."""

    sent: int = 0
    refused: int = 0
    failed: int = 0
    dropped: int = 0
    trouble: str = ""


def deliver(*, board: Board) -> Delivery:
    """Send the mails of an office that wait; return what became of them.

    A mail is claimed before it leaves, so that two runs never send it twice, and it
    says what waits now. Where the server cannot be reached, all wait; who refuses for
    good gets none again. Planner and administrator are told of a failure once.
    """
    done = Delivery()
    rows = _waiting(board)
    if not rows:
        return done
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        done.trouble = said_by(error)
        for row in rows:
            _postpone(row, board.at, done.trouble)
        done.failed = len(rows)
        _tell_keepers(board, done.trouble)
        return done
    choices = {
        row.person_id: row
        for row in ReminderChoice.objects.filter(
            person__in=[row.person_id for row in rows]
        )
    }
    try:
        for number, row in enumerate(rows):
            choice = choices.get(row.person_id)
            if not _send_one(row, board, choice, connection, done):
                for later in rows[number + 1 :]:
                    _postpone(later, board.at, done.trouble)
                    done.failed += 1
                break
    finally:
        connection.close()
    if done.trouble:
        _tell_keepers(board, done.trouble)
    return done


def _waiting(board: Board) -> list[Reminder]:
    lost = Q(mail=MailStatus.SENDING, tried_at__lt=board.at - LOST_AFTER)
    due = Q(mail=MailStatus.WAITING) & (
        Q(next_at__isnull=True) | Q(next_at__lte=board.at)
    )
    rows = Reminder.objects.filter(
        lost | due, office=board.office, purpose=Purpose.DIGEST
    )
    found = rows.select_related("person__user", "office").order_by("next_at", "pk")
    return list(found[: settings.MAIL_BATCH])


def _send_one(
    row: Reminder,
    board: Board,
    choice: ReminderChoice | None,
    connection: BaseEmailBackend,
    done: Delivery,
) -> bool:
    """Send one mail; tell whether the server still listens."""
    address = address_of(row.person.user)
    items = mail_items(
        wanted_items(board.items.get(row.person_id, []), choice, board.setting),
        choice,
        board.setting,
    )
    if not address or not items or not board.setting.by_email:
        row.mail = MailStatus.DROPPED
        row.save(update_fields=["mail"])
        done.dropped += 1
        return True
    claimed = Reminder.objects.filter(
        pk=row.pk, mail=row.mail, attempts=row.attempts
    ).update(
        mail=MailStatus.SENDING,
        attempts=row.attempts + 1,
        tried_at=board.at,
        address=address,
    )
    if not claimed:
        return True
    row.attempts, row.tried_at = row.attempts + 1, board.at
    mail = mails.write_digest(
        name=row.person.name, items=items, setting=board.setting, on=board.on
    )
    mark = f"pengingat-{row.pk}-{row.on.isoformat()}"
    try:
        put_in_post(mail, to=address, mark=mark, connection=connection)
    except smtplib.SMTPRecipientsRefused as error:
        done.trouble = said_by(error)
        if all(code >= PERMANENT for code, _said in error.recipients.values()):
            _keep(row, MailStatus.REFUSED, trouble=done.trouble)
            done.refused += 1
        else:
            _put_off(row, board.at, done.trouble)
            done.failed += 1
        return True
    except (OSError, smtplib.SMTPException, ValueError) as error:
        done.trouble = said_by(error)
        _put_off(row, board.at, done.trouble)
        done.failed += 1
        return isinstance(error, smtplib.SMTPResponseException | ValueError)
    row.sent_at = board.at
    _keep(row, MailStatus.SENT)
    done.sent += 1
    return True


def put_in_post(
    mail: Mail, *, to: str, mark: str, connection: BaseEmailBackend
) -> None:
    """Hand a mail to the mail server; raises what the server says against it.

    `mark` makes its Message-ID: sent twice, a mailbox shows it once.
    """
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    message = EmailMultiAlternatives(
        subject=mails.one_line(mail.subject),
        body=mail.text,
        to=[to],
        headers={
            "Message-ID": f"<{mark}@{host}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        connection=connection,
    )
    message.attach_alternative(mail.html, "text/html")
    message.send()


def address_of(user: User | None) -> str:
    """Return where mails to an account may go, or "" where they may not."""
    if user is None or not user.is_active or user.email_confirmed_at is None:
        return ""
    return user.email


def said_by(error: Exception) -> str:
    """Return what went wrong, in one line that names no password and no address."""
    code: int
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()), (0, b""))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        text = f"{type(error).__name__}: {error}"
        return mails.one_line(text)[:LONGEST_TROUBLE]
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    message = _("server surel menjawab %(code)s: %(said)s")
    return mails.one_line(message % {"code": code, "said": text})[:LONGEST_TROUBLE]


def _put_off(row: Reminder, at: datetime, trouble: str) -> None:
    row.next_at = at + wait_after(row.attempts)
    _keep(row, MailStatus.WAITING, trouble=trouble)


def _postpone(row: Reminder, at: datetime, trouble: str) -> None:
    row.attempts += 1
    row.tried_at = at
    _put_off(row, at, trouble)


def _keep(row: Reminder, mail: MailStatus, *, trouble: str = "") -> None:
    row.mail, row.trouble = mail, trouble
    row.save(
        update_fields=[
            *("mail", "trouble", "sent_at", "next_at", "attempts", "tried_at")
        ]
    )


def _tell_keepers(board: Board, trouble: str) -> None:
    """Tell planners and administrators of the office, once until they read it."""
    granted = RoleGrant.objects.filter(
        held_on(board.on),
        office=board.office,
        role__in=[Role.PLANNER, Role.ADMINISTRATOR],
        user__is_active=True,
    ).values("user")
    people = Person.objects.filter(
        Q(user__in=granted) | Q(user__is_administrator=True, pk__in=list(board.people))
    )
    records.announce(
        person_ids=people.values_list("pk", flat=True),
        kind="reminders.failing",
        subject=board.office,
        by_name=System().name,
        note=trouble,
        once_until_read=True,
        at=board.at,
    )


# ---------------------------------------------------------------- asked for by hand


def send_trial(*, office: Office, by: Viewer, at: datetime) -> Reminder:
    """Send today's mail to who asks, as it would be, and return how it fared.

    Raises `NoAddress`, `TooManyMails` and `MailFailed`; the log keeps each try.
    """
    person = _own(by)
    address = address_of(by.user)
    if not address:
        message = _(
            "Kiriman uji pergi ke surel Anda sendiri, dan itu belum dikonfirmasi. "
            "Konfirmasi dahulu di Akun saya, Pengingat."
        )
        raise NoAddress(message)
    board = gather(office=office, at=at)
    items = board.items.get(person.pk) or mails.sample_items(at.date())
    mail = mails.write_digest(
        name=person.name, items=items, setting=setting_of(office), on=at.date()
    )
    return _send_by_hand(mail, person, office, Purpose.TRIAL, address, at)


def send_code(*, by: Viewer, at: datetime) -> Reminder:
    """Send to the address that an account gave the code that confirms it.

    Raises `NoAddress`, `TooManyMails` and `MailFailed`.
    """
    person = _own(by)
    if by.office is None or not by.user.email:
        raise NoAddress(_("Isi dahulu alamat surel Anda."), field="email")
    mail = mails.write_code(name=person.name, code=code_of(by.user))
    return _send_by_hand(mail, person, by.office, Purpose.CODE, by.user.email, at)


def _own(by: Viewer) -> Person:
    if by.person is None:
        raise NoAddress(_("Akun ini bukan milik seorang pegawai."))
    return by.person


def _send_by_hand(
    mail: Mail,
    person: Person,
    office: Office,
    purpose: Purpose,
    address: str,
    at: datetime,
) -> Reminder:
    if count_trials(person_id=person.pk, since=at - TRIALS_WITHIN) >= TRIALS:
        message = _(
            "Sudah %(count)s surel Anda minta dalam satu jam. Coba lagi sejam lagi."
        )
        raise TooManyMails(message % {"count": TRIALS})
    row = Reminder.objects.create(
        person=person,
        office=office,
        on=at.date(),
        purpose=purpose,
        summary=mail.subject[:300],
        mail=MailStatus.SENDING,
        address=address,
        attempts=1,
        tried_at=at,
        created_at=at,
    )
    try:
        put_in_post(
            mail,
            to=address,
            mark=f"{purpose}-{row.pk}-{at:%Y%m%d%H%M%S}",
            connection=get_connection(),
        )
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _keep(row, MailStatus.REFUSED, trouble=said_by(error))
        message = _("Surel belum terkirim: %(why)s. Beri tahu petugas komputer.")
        raise MailFailed(message % {"why": row.trouble}) from error
    row.sent_at = at
    _keep(row, MailStatus.SENT)
    return row
