"""What is owed and reported, with its evidence and each step."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tolok.measurement.enums import EvidenceKind, FileType, RealisationStatus, Step
from tolok.organisation.models import Office, Person, Position, Unit
from tolok.planning.models import Period
from tolok.planning.policies import Window, due_by, extended
from tolok.records.models import Kept, StoredFile
from tolok.registry.models import Indicator


class CurrentRealisations(models.Manager["Realisation"]):
    """Finds the versions that count: what was superseded is left out."""

    def get_queryset(self) -> models.QuerySet["Realisation"]:
        """Return the current versions."""
        return super().get_queryset().filter(is_current=True)


class VerificationSetting(Kept):
    """How an office verifies: once or twice, and when waiting work moves up."""

    office = models.OneToOneField(
        Office, models.PROTECT, related_name="verification_setting"
    )
    two_levels = models.BooleanField(_("dua tingkat"), default=False)
    escalate_after_days = models.PositiveSmallIntegerField(
        _("dinaikkan setelah hari kerja"),
        null=True,
        help_text="Working days that work may wait; null: it never moves up.",
    )

    class Meta:
        verbose_name = _("aturan verifikasi")

    def __str__(self) -> str:
        return str(self.office)


def every_file_type() -> list[str]:
    """Return all types of files, which an office takes unless it says otherwise."""
    return [str(value) for value in FileType.values]


LONGEST_RETENTION_YEARS = 50


class EvidenceSetting(Kept):
    """Which evidence an office takes: types, size, and for how many years it is kept."""

    office = models.OneToOneField(
        Office, models.PROTECT, related_name="evidence_setting"
    )
    file_types = models.JSONField(
        _("jenis berkas"), default=every_file_type, help_text="Words of FileType."
    )
    max_file_mb = models.PositiveSmallIntegerField(
        _("berkas paling besar (MB)"),
        null=True,
        help_text="MB of 1,048,576 bytes; null: what the server takes.",
    )
    retain_years = models.PositiveSmallIntegerField(
        _("masa simpan (tahun)"),
        null=True,
        help_text="Full years after the year of the period; null: for good.",
    )

    class Meta:
        verbose_name = _("aturan bukti dukung")
        constraints = [
            models.CheckConstraint(
                condition=Q(max_file_mb__isnull=True) | Q(max_file_mb__gte=1),
                name="evidence_size_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(retain_years__isnull=True)
                | Q(retain_years__gte=1, retain_years__lte=LONGEST_RETENTION_YEARS),
                name="evidence_retention_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return str(self.office)


SENT = (
    RealisationStatus.SUBMITTED,
    RealisationStatus.CHECKED,
    RealisationStatus.VERIFIED,
)


class Realisation(Kept):
    """What one person owes or has reported for one indicator and period.

    The row is written when the period opens, so that what is missing can be seen;
    a blank value stays null and is never zero; it is sent only with its reason among the
    obstacles. `position`, `unit` and `office` repeat
    what the indicator says, for lists that must not grow with the office. A verified
    row never changes: reopening writes a new version and the old one is superseded, with
    its score. `objects` finds the current versions, `versions` all of them.
    """

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="realisations"
    )
    period = models.ForeignKey(Period, models.PROTECT, related_name="realisations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="realisations")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, models.PROTECT, related_name="realisations")
    verifier = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        related_name="to_verify",
        help_text="The position whose holder verifies.",
    )
    status = models.CharField(
        max_length=10, choices=RealisationStatus, default=RealisationStatus.OPEN
    )
    number = models.PositiveIntegerField(_("versi"), default=1)
    is_current = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(
        default=0, help_text="Grows with each change; two people cannot overwrite."
    )
    entered_text = models.CharField(
        _("sebagaimana ditulis"), max_length=120, blank=True
    )
    value = models.DecimalField(
        _("realisasi"), max_digits=24, decimal_places=6, null=True
    )
    numerator = models.DecimalField(
        _("pembilang"), max_digits=24, decimal_places=6, null=True
    )
    denominator = models.DecimalField(
        _("penyebut"), max_digits=24, decimal_places=6, null=True
    )
    parts = models.JSONField(
        _("komponen atau daftar jatuh tempo"),
        null=True,
        help_text="The entries of which the value was worked out, a text each.",
    )
    obstacles = models.TextField(_("hambatan"), blank=True)
    follow_up = models.TextField(_("tindak lanjut"), blank=True)
    drafted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    is_late = models.BooleanField(_("terlambat"), default=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="decisions"
    )
    return_reason = models.TextField(_("alasan dikembalikan"), blank=True)
    second_verifier = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        related_name="to_verify_second",
        help_text="Whose holder decides after the first level; set when it accepted.",
    )
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="first_decisions"
    )
    escalated_to = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        related_name="escalated",
        help_text="Whose holder may verify as well since it waited too long.",
    )
    own_due_on = models.DateField(
        _("jatuh tempo indikator"),
        null=True,
        help_text="The due day that the definition sets; null: that of the period.",
    )
    extended_until = models.DateField(
        _("diperpanjang sampai"),
        null=True,
        help_text="The due day of an extension, where the unit has one.",
    )

    versions = models.Manager()
    objects = CurrentRealisations()

    class Meta:
        verbose_name = _("realisasi")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period", "person"],
                condition=Q(is_current=True),
                name="realisation_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period", "person", "number"],
                name="realisation_number",
            ),
            models.CheckConstraint(
                condition=Q(is_current=True) | Q(status=RealisationStatus.VERIFIED),
                name="only_verified_is_superseded",
            ),
            models.CheckConstraint(
                condition=~Q(checked_by=F("person")), name="nobody_checks_own_work"
            ),
            models.CheckConstraint(
                condition=~Q(checked_by=F("decided_by")),
                name="two_levels_are_two_people",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_at__isnull=True)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="checked_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(status=RealisationStatus.CHECKED)
                | Q(checked_by__isnull=False, second_verifier__isnull=False),
                name="checked_waits_for_someone",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("person")), name="nobody_verifies_own_work"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decided_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(status=RealisationStatus.VERIFIED)
                | Q(decided_by__isnull=False),
                name="verified_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status=RealisationStatus.RETURNED) | ~Q(return_reason=""),
                name="returned_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=[
                        RealisationStatus.SUBMITTED,
                        RealisationStatus.CHECKED,
                        RealisationStatus.VERIFIED,
                    ]
                )
                | Q(submitted_at__isnull=False),
                name="submitted_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=SENT) | ~Q(entered_text="") | ~Q(obstacles=""),
                name="sent_blank_is_explained",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "period"], name="realisation_person"),
            models.Index(
                fields=["verifier", "status", "period"], name="realisation_queue"
            ),
            models.Index(
                fields=["office", "period", "status"], name="realisation_office"
            ),
            models.Index(fields=["position", "period"], name="realisation_position"),
            models.Index(
                fields=["second_verifier"],
                condition=Q(status=RealisationStatus.CHECKED),
                name="realisation_second",
            ),
            models.Index(
                fields=["escalated_to"],
                condition=Q(status=RealisationStatus.SUBMITTED),
                name="realisation_escalated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.period}"

    @property
    def is_without_value(self) -> bool:
        """Tell whether it was sent without a value, with the reason why."""
        return self.status in SENT and not self.entered_text

    @property
    def window(self) -> Window:
        """Return the days of the period, with its own due day and the unit's extension."""
        return extended(due_by(self.period, self.own_due_on), self.extended_until)


class Evidence(Kept):
    """A proof of a realisation: a stored file, a link or a note in words."""

    realisation = models.ForeignKey(
        Realisation, models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(max_length=6, choices=EvidenceKind)
    name = models.CharField(_("nama"), max_length=255)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="evidence"
    )
    link = models.URLField(_("tautan"), max_length=500, blank=True)
    text = models.TextField(_("catatan"), blank=True)
    added_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("bukti dukung")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind=EvidenceKind.FILE, file__isnull=False, link="", text=""
                )
                | (Q(kind=EvidenceKind.LINK, file__isnull=True, text="") & ~Q(link=""))
                | (Q(kind=EvidenceKind.NOTE, file__isnull=True, link="") & ~Q(text="")),
                name="evidence_is_file_link_or_note",
            ),
            models.UniqueConstraint(
                fields=["realisation", "file"],
                condition=Q(file__isnull=False),
                name="same_file_once_in_realisation",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RealisationStep(models.Model):
    """One dated step of a realisation, as its page tells it. Never changed."""

    realisation = models.ForeignKey(Realisation, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20, choices=Step)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    reported = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("langkah")
        indexes = [models.Index(fields=["realisation", "at"], name="step_at")]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.at:%Y-%m-%d}"
