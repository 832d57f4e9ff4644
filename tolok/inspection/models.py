"""Notes of inspectors, recommendations and their steps. Nothing is deleted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tolok.inspection.enums import (
    Judgement,
    NoteKind,
    RecommendationAct,
    RecommendationSource,
    RecommendationStatus,
)
from tolok.measurement.models import Realisation
from tolok.organisation.models import Office, Position, Unit
from tolok.records.models import Kept, StoredFile
from tolok.registry.models import Indicator


CLOSED = (
    RecommendationStatus.DONE,
    RecommendationStatus.IMPOSSIBLE,
    RecommendationStatus.WITHDRAWN,
)


class InspectionNote(Kept):
    """What an inspector wrote about the office, a position, an indicator or a report.

    A working note is read by inspectors alone; a finding also by whom it concerns. With
    no position, indicator or realisation it is about the whole office.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(_("jenis"), max_length=10, choices=NoteKind)
    text = models.TextField(_("uraian"))
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="inspection_notes"
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, related_name="inspection_notes"
    )
    realisation = models.ForeignKey(
        Realisation, models.PROTECT, null=True, related_name="inspection_notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.TextField(_("alasan penarikan"), blank=True)

    class Meta:
        verbose_name = _("catatan pemeriksaan")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(
                condition=Q(indicator__isnull=True, realisation__isnull=True)
                | Q(position__isnull=True, realisation__isnull=True)
                | Q(position__isnull=True, indicator__isnull=True),
                name="note_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="note_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["office", "-created_at"], name="note_office")]

    def __str__(self) -> str:
        # Without its words: the trail is read by more people than a working note.
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def seat(self) -> Position | None:
        """Return the position that it concerns, or None where it is the office."""
        if self.realisation is not None:
            return self.realisation.position
        return self.indicator.position if self.indicator else self.position


class Recommendation(Kept):
    """What an inspector asks a unit or a position to do, until it is closed."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField(_("nomor"))
    source = models.CharField(_("sumber"), max_length=10, choices=RecommendationSource)
    report_number = models.CharField(_("nomor laporan"), max_length=120)
    report_dated_on = models.DateField(_("tanggal laporan"))
    text = models.TextField(_("rekomendasi"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="recommendations")
    position = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        related_name="recommendations",
        help_text="Of that unit; null: whoever leads the unit answers.",
    )
    note = models.ForeignKey(
        InspectionNote, models.PROTECT, null=True, related_name="recommendations"
    )
    due_on = models.DateField(_("tenggat"))
    status = models.CharField(
        max_length=12, choices=RecommendationStatus, default=RecommendationStatus.NEW
    )
    judgement = models.CharField(max_length=5, choices=Judgement, blank=True)
    revision = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rekomendasi")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"], name="recommendation_number"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(report_number=""),
                name="recommendation_says_what_and_where",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="closed_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="answered_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CLOSED, closed_by__isnull=False)
                | (~Q(status__in=CLOSED) & Q(closed_by__isnull=True)),
                name="closed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(closed_by=F("answered_by")),
                name="nobody_closes_own_answer",
            ),
            models.CheckConstraint(
                condition=~Q(status=RecommendationStatus.DONE)
                | Q(answered_by__isnull=False, judgement=Judgement.FIT),
                name="done_was_judged_fit",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "status", "due_on"], name="recommendation_due"
            ),
        ]

    def __str__(self) -> str:
        return f"Rekomendasi {self.number}"

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing more is awaited."""
        return self.status in CLOSED

    @property
    def addressee(self) -> str:
        """Return whom it is addressed to: the position, or else the unit."""
        return self.position.title if self.position else self.unit.name


class RecommendationStep(models.Model):
    """One dated step of a recommendation, in the words of who took it."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="steps"
    )
    act = models.CharField(max_length=12, choices=RecommendationAct)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    title = models.CharField(_("jabatan"), max_length=300, blank=True)
    text = models.TextField(_("uraian"), blank=True)

    class Meta:
        verbose_name = _("langkah rekomendasi")
        indexes = [
            models.Index(fields=["recommendation", "at"], name="recommendation_step")
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.at:%Y-%m-%d}"


class RecommendationEvidence(Kept):
    """A file or an address that shows what was done, with the step that handed it in."""

    step = models.ForeignKey(
        RecommendationStep, models.PROTECT, related_name="evidence"
    )
    name = models.CharField(_("nama"), max_length=255)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="recommendation_evidence"
    )
    link = models.URLField(_("tautan"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("bukti tindak lanjut")
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, link="")
                | (Q(file__isnull=True) & ~Q(link="")),
                name="follow_up_evidence_is_file_or_link",
            ),
            models.UniqueConstraint(
                fields=["step", "file"],
                condition=Q(file__isnull=False),
                name="same_file_once_in_a_step",
            ),
        ]

    def __str__(self) -> str:
        return self.name
