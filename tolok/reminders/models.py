"""How an office reminds, what each wants of it, nudges, and what was sent."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tolok.measurement.models import Realisation
from tolok.organisation.models import Office, Person
from tolok.records.models import Kept
from tolok.reminders.enums import MailReason, MailStatus, Purpose


LONGEST_KEPT_DAYS = 3650


def days_before() -> list[int]:
    """Return on how many days before a due day an office reminds at first."""
    return [7, 3, 1]


def days_after() -> list[int]:
    """Return on how many days after a due day an office reminds at first."""
    return [1, 3, 7]


class ReminderSetting(Kept):
    """How an office reminds its people. Without a row the defaults of the fields hold."""

    office = models.OneToOneField(
        Office, models.PROTECT, related_name="reminder_setting"
    )
    is_on = models.BooleanField(_("pengingat menyala"), default=True)
    by_email = models.BooleanField(_("juga lewat surel"), default=True)
    days_before = models.JSONField(_("hari sebelum tenggat"), default=days_before)
    days_after = models.JSONField(_("hari sesudah tenggat"), default=days_after)
    from_hour = models.PositiveSmallIntegerField(_("mulai pukul"), default=8)
    until_hour = models.PositiveSmallIntegerField(_("sampai pukul"), default=15)
    verify_days = models.PositiveSmallIntegerField(
        _("hari kerja untuk memverifikasi"),
        default=5,
        help_text="Used where the office's rule of escalation names no days.",
    )
    superior_days = models.PositiveSmallIntegerField(
        _("atasan diberi tahu sekian hari sesudah tenggat"),
        null=True,
        default=3,
        help_text="Null: a superior is never told of missing reports.",
    )
    obligatory = models.JSONField(
        _("pengingat wajib"), default=list, help_text="Words of ReminderKind."
    )
    obligatory_basis = models.TextField(_("dasar pengingat wajib"), blank=True)
    closing = models.CharField(_("kalimat penutup"), max_length=300, blank=True)
    keep_days = models.PositiveIntegerField(_("catatan disimpan (hari)"), default=365)

    class Meta:
        verbose_name = _("aturan pengingat")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_hour__lt=F("until_hour"), until_hour__lte=24),
                name="reminder_hours_in_order",
            ),
            models.CheckConstraint(
                condition=Q(keep_days__gte=30, keep_days__lte=LONGEST_KEPT_DAYS),
                name="reminder_log_kept_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(verify_days__gte=1), name="reminder_verify_days_in_bounds"
            ),
        ]

    def __str__(self) -> str:
        return str(self.office)


class ReminderChoice(Kept):
    """What one person does not want to be reminded of. Without a row: everything."""

    person = models.OneToOneField(
        Person, models.PROTECT, related_name="reminder_choice"
    )
    switched_off = models.JSONField(
        _("yang dimatikan"), default=list, help_text="Words of ReminderKind."
    )
    by_email = models.BooleanField(_("juga lewat surel"), default=True)

    class Meta:
        verbose_name = _("pilihan pengingat")

    def __str__(self) -> str:
        return str(self.person)


class CalendarKey(Kept):
    """The secret end of the address at which a person's calendar is read.

    Only its hash is kept: a copy of the database opens nobody's calendar.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="calendar_key")
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("kunci kalender")

    def __str__(self) -> str:
        return str(self.person)


class Nudge(Kept):
    """A superior's word about one report that is missing; once a day for each report."""

    realisation = models.ForeignKey(Realisation, models.PROTECT, related_name="nudges")
    on = models.DateField(_("hari"))
    by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("oleh"), max_length=200)

    class Meta:
        verbose_name = _("ingatan atasan")
        constraints = [
            models.UniqueConstraint(
                fields=["realisation", "on"], name="nudged_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.realisation)


class Reminder(Kept):
    """One message to one person on one day, in the app and, where it may, by mail.

    What the mail says is not kept: it is written when it leaves, so that a late one
    tells of nothing that was done meanwhile.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="reminders")
    office = models.ForeignKey(Office, models.PROTECT, related_name="reminders")
    on = models.DateField(_("hari"))
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.DIGEST)
    kinds = models.JSONField(_("jenis"), default=list)
    summary = models.CharField(_("ringkasan"), max_length=300)
    mail = models.CharField(
        _("surel"), max_length=10, choices=MailStatus, default=MailStatus.NONE
    )
    reason = models.CharField(max_length=20, choices=MailReason, blank=True)
    address = models.EmailField(_("alamat"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    tried_at = models.DateTimeField(_("dicoba"), null=True)
    next_at = models.DateTimeField(_("dicoba lagi"), null=True)
    sent_at = models.DateTimeField(_("terkirim"), null=True)
    trouble = models.CharField(_("sebab"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("pengingat")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "on"],
                condition=Q(purpose="digest"),
                name="one_digest_a_person_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(mail="sent") | Q(sent_at__isnull=False),
                name="reminder_sent_when",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-on"], name="reminder_office_on"),
            models.Index(
                fields=["office", "next_at"],
                condition=Q(mail__in=["waiting", "sending"]),
                name="reminder_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.summary


class ReminderStep(models.Model):
    """That a person was told of one matter at one step before or after its due day.

    The unique key is what keeps a run that is done twice, or after a stop, from telling
    anything twice.
    """

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="steps")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    subject = models.CharField(max_length=60)
    step = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("langkah pengingat")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject", "step"], name="told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.step}"
