"""What is owed and reported, with its evidence and each step."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tolok.measurement.enums import EvidenceKind, RealisationStatus, Step
from tolok.organisation.models import Office, Person, Position, Unit
from tolok.planning.models import Period
from tolok.records.models import Kept, StoredFile
from tolok.registry.models import Indicator


class Realisation(Kept):
    """What one person owes or has reported for one indicator and period.

    The row is written when the period opens, so that what is missing can be seen;
    a blank value stays null and is never zero. `position`, `unit` and `office` repeat
    what the indicator says, for lists that must not grow with the office.
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

    class Meta:
        verbose_name = _("realisasi")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period", "person"], name="realisation_once"
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
                    status__in=[RealisationStatus.SUBMITTED, RealisationStatus.VERIFIED]
                )
                | Q(submitted_at__isnull=False),
                name="submitted_when",
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
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.period}"


class Evidence(Kept):
    """A proof of a realisation: a stored file or a link."""

    realisation = models.ForeignKey(
        Realisation, models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(max_length=6, choices=EvidenceKind)
    name = models.CharField(_("nama"), max_length=255)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="evidence"
    )
    link = models.URLField(_("tautan"), max_length=500, blank=True)
    added_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("bukti dukung")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.FILE, file__isnull=False, link="")
                | (Q(kind=EvidenceKind.LINK, file__isnull=True) & ~Q(link="")),
                name="evidence_is_file_or_link",
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
