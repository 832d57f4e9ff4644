"""What a person wants of what waits: in the app, and in a mail."""

from collections.abc import Iterable

from tolok.accounts.models import User
from tolok.reminders.enums import MailReason
from tolok.reminders.gather import Item
from tolok.reminders.models import ReminderChoice, ReminderSetting
from tolok.reminders.policies import wanted_kinds


def wanted_items(
    items: Iterable[Item], choice: ReminderChoice | None, setting: ReminderSetting
) -> list[Item]:
    """Return what a person is reminded of at all, by choice and by the office's rule."""
    rows = list(items)
    kinds = wanted_kinds(
        {row.kind for row in rows},
        switched_off=choice.switched_off if choice else (),
        obligatory=setting.obligatory,
    )
    return [row for row in rows if row.kind in kinds]


def mail_items(
    items: Iterable[Item], choice: ReminderChoice | None, setting: ReminderSetting
) -> list[Item]:
    """Return what goes into the mail: who wants none still gets what the office demands."""
    if choice is None or choice.by_email:
        return list(items)
    return [row for row in items if row.kind in setting.obligatory]


def reason_of(
    user: User,
    items: Iterable[Item],
    choice: ReminderChoice | None,
    setting: ReminderSetting,
) -> MailReason:
    """Return why no mail goes to a person, or `MailReason.WANTED`."""
    if not setting.by_email:
        return MailReason.OFFICE_OFF
    if not mail_items(items, choice, setting):
        return MailReason.SWITCHED_OFF
    if not user.email:
        return MailReason.NO_ADDRESS
    if user.email_confirmed_at is None:
        return MailReason.NOT_CONFIRMED
    return MailReason.WANTED
