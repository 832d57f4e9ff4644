"""The words of a mail: subject, plain text and simple HTML, from what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.kernel.dates import format_date
from tolok.records.language import in_indonesian
from tolok.reminders.enums import ReminderKind
from tolok.reminders.gather import Item, count_by_kind
from tolok.reminders.models import ReminderSetting


MOST_LINES = 15
LONGEST_SUBJECT = 120
SHORT = {
    ReminderKind.NUDGED: gettext_lazy("%(count)s diingatkan atasan"),
    ReminderKind.OVERDUE: gettext_lazy("%(count)s melewati tenggat"),
    ReminderKind.RETURNED: gettext_lazy("%(count)s dikembalikan"),
    ReminderKind.DUE: gettext_lazy("%(count)s mendekati tenggat"),
    ReminderKind.TO_VERIFY: gettext_lazy("%(count)s menunggu verifikasi"),
    ReminderKind.BELOW: gettext_lazy("%(count)s laporan bawahan belum masuk"),
    ReminderKind.TARGETS: gettext_lazy("%(count)s usulan target"),
}
TITLES = {
    ReminderKind.NUDGED: gettext_lazy("Diingatkan atasan Anda"),
    ReminderKind.OVERDUE: gettext_lazy("Melewati tenggat, masih dapat dikirim"),
    ReminderKind.RETURNED: gettext_lazy("Dikembalikan, perlu Anda perbaiki"),
    ReminderKind.DUE: gettext_lazy("Mendekati tenggat"),
    ReminderKind.TO_VERIFY: gettext_lazy("Menunggu verifikasi Anda"),
    ReminderKind.BELOW: gettext_lazy("Laporan bawahan yang belum masuk"),
    ReminderKind.TARGETS: gettext_lazy("Usulan target yang menunggu Anda"),
}
# Of these a mail says how many, of the others which.
COUNTED = {ReminderKind.TO_VERIFY, ReminderKind.BELOW}


@dataclass(frozen=True)
class MailPart:
    """The matters of one kind: a title, its lines, and how many more there are."""

    title: str
    lines: list[str]
    more: int


@dataclass(frozen=True)
class Mail:
    """A mail as it leaves."""

    subject: str
    text: str
    html: str


def one_line(text: str) -> str:
    """Return a text without line breaks or other control signs, as a header needs it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


@in_indonesian
def summary_of(items: Sequence[Item]) -> str:
    """Return what waits in a few words: "1 melewati tenggat, 2 mendekati tenggat"."""
    return ", ".join(
        str(SHORT[kind]) % {"count": count}
        for kind, count in count_by_kind(items).items()
    )


@in_indonesian
def subject_of(items: Sequence[Item], *, on: date) -> str:
    """Return the subject: how many things wait, and the nearest day still to come."""
    total = sum(item.count for item in items)
    days = [item.due_on for item in items if item.due_on and item.due_on >= on]
    text = _("%(count)s hal menunggu Anda di Tolok") % {"count": total}
    if days:
        text += _(", tenggat terdekat %(day)s") % {"day": format_date(min(days))}
    return one_line(text)[:LONGEST_SUBJECT]


@in_indonesian
def sections_of(items: Sequence[Item], *, on: date) -> list[MailPart]:
    """Return the parts of a mail, in the order of the kinds."""
    found = []
    for kind in ReminderKind:
        group = [item for item in items if item.kind == kind]
        if not group:
            continue
        lines = [line_of(item, on=on) for item in group[:MOST_LINES]]
        found.append(MailPart(str(TITLES[kind]), lines, len(group) - len(lines)))
    return found


def line_of(item: Item, *, on: date) -> str:
    """Return one matter as one line: what, of which period, until when."""
    said = [item.title]
    if item.kind in COUNTED:
        said = [_("%(count)s realisasi") % {"count": item.count}]
    if item.period:
        said.append(item.period)
    if item.due_on is not None:
        said.append(_due(item.due_on, on=on))
    if item.note:
        said.append(item.note)
    return one_line(", ".join(said))


def _due(due_on: date, *, on: date) -> str:
    left = (due_on - on).days
    day = format_date(due_on)
    if left > 1:
        return _("tenggat %(day)s (%(count)s hari lagi)") % {"day": day, "count": left}
    if left == 1:
        return _("tenggat besok, %(day)s") % {"day": day}
    if left == 0:
        return _("tenggat hari ini, %(day)s") % {"day": day}
    return _("tenggat %(day)s, lewat %(count)s hari") % {"day": day, "count": -left}


@in_indonesian
def write_digest(
    *, name: str, items: Sequence[Item], setting: ReminderSetting, on: date
) -> Mail:
    """Return the daily mail to a person: everything that waits, and nothing of others.

    It holds no picture, no tracking and no value that was reported.
    """
    context = words_of(name=name, items=items, setting=setting, on=on)
    return Mail(
        context["subject"],
        render_to_string("mails/digest.txt", context),
        render_to_string("mails/digest.html", context),
    )


@in_indonesian
def words_of(
    *, name: str, items: Sequence[Item], setting: ReminderSetting, on: date
) -> dict[str, Any]:
    """Return what the templates of the daily mail say, and its preview on screen."""
    return {
        "name": one_line(name),
        "office": one_line(setting.office.name),
        "sections": sections_of(items, on=on),
        "closing": setting.closing,
        "site": settings.PUBLIC_ADDRESS,
        "subject": subject_of(items, on=on),
    }


@in_indonesian
def write_code(*, name: str, code: str) -> Mail:
    """Return the mail with the code by which a person confirms an address."""
    context = {
        "name": one_line(name),
        "code": code,
        "subject": _("Kode untuk memastikan surel Anda di Tolok"),
    }
    return Mail(
        context["subject"],
        render_to_string("mails/code.txt", context),
        render_to_string("mails/code.html", context),
    )


@in_indonesian
def sample_items(on: date) -> list[Item]:
    """Return made-up matters of every kind, for the preview of a mail."""
    period = _("Triwulan contoh")
    title = _("Jumlah laporan contoh yang disusun")
    days = {
        ReminderKind.NUDGED: 3,
        ReminderKind.OVERDUE: -2,
        ReminderKind.RETURNED: 3,
        ReminderKind.DUE: 1,
        ReminderKind.TO_VERIFY: 2,
        ReminderKind.BELOW: -3,
    }
    notes = {
        ReminderKind.NUDGED: _("diingatkan %(name)s") % {"name": _("atasan Anda")},
        ReminderKind.BELOW: _("dari %(count)s orang") % {"count": 2},
    }
    return [
        Item(
            kind,
            str(kind),
            "",
            title,
            period if kind in days else "",
            on + timedelta(days=days[kind]) if kind in days else None,
            4 if kind in COUNTED else 1,
            notes.get(kind, ""),
        )
        for kind in ReminderKind
    ]
