"""A decree: the document as it came, what was read from it, what was corrected."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tolok.decrees.enums import (
    CorrectionKind,
    DecreeBearing,
    DecreeStatus,
    DocumentForm,
    DocumentStatus,
    PaperSize,
    ReadingStatus,
    RowLevel,
)
from tolok.organisation.models import Office
from tolok.records.models import Kept, StoredFile


class Decree(Kept):
    """One decree of an office. Once adopted, the database refuses change of content."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="decrees")
    status = models.CharField(
        max_length=12, choices=DecreeStatus, default=DecreeStatus.DRAFT
    )
    number = models.CharField(_("nomor"), max_length=200, blank=True)
    about = models.TextField(_("tentang"), blank=True)
    year_from = models.PositiveSmallIntegerField(_("tahun"), null=True)
    year_until = models.PositiveSmallIntegerField(_("sampai tahun"), null=True)
    decided_on = models.DateField(_("tanggal keputusan"), null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    source_lines = models.JSONField(help_text="The source text, one entry a line.")
    content = models.JSONField(help_text="The decree in the form tolok-decree/1.")
    uploaded_by = models.CharField(max_length=200)
    adopted_at = models.DateTimeField(_("ditetapkan"), null=True)
    adopted_by = models.CharField(max_length=200, blank=True)
    adopter_id = models.BigIntegerField(null=True)
    revision = models.PositiveIntegerField(
        default=0, help_text="How many corrections the content has taken."
    )
    dismissed = models.JSONField(
        default=dict, help_text="Findings put aside: key to reason, who and when."
    )
    bearing = models.CharField(
        _("jenis perubahan"),
        max_length=10,
        choices=DecreeBearing,
        default=DecreeBearing.NEW,
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followers"
    )
    started_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="renewals"
    )
    effective_from = models.DateField(_("berlaku mulai"), null=True)
    removes = models.JSONField(
        _("jabatan yang dihapus"),
        default=list,
        blank=True,
        help_text="Ids of the positions of `follows` that an amendment takes away.",
    )
    proposed_at = models.DateTimeField(_("diusulkan"), null=True)
    proposed_by = models.CharField(max_length=200, blank=True)
    proposer_id = models.BigIntegerField(null=True)
    proposed_revision = models.PositiveIntegerField(null=True)
    dropped_at = models.DateTimeField(_("dibatalkan"), null=True)
    dropped_by = models.CharField(max_length=200, blank=True)
    drop_reason = models.TextField(_("alasan"), blank=True)

    class Meta:
        verbose_name = _("keputusan")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[DecreeStatus.DRAFT, DecreeStatus.DROPPED])
                | (Q(adopted_at__isnull=False) & ~Q(adopted_by="")),
                name="adopted_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(year_until__isnull=True)
                | Q(year_until__gte=F("year_from")),
                name="decree_years_in_order",
            ),
            models.CheckConstraint(
                condition=Q(
                    proposed_at__isnull=True,
                    proposed_by="",
                    proposer_id__isnull=True,
                    proposed_revision__isnull=True,
                )
                | (
                    Q(
                        proposed_at__isnull=False,
                        proposer_id__isnull=False,
                        proposed_revision__isnull=False,
                    )
                    & ~Q(proposed_by="")
                ),
                name="proposed_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(proposer_id__isnull=True)
                | Q(adopter_id__isnull=True)
                | ~Q(proposer_id=F("adopter_id")),
                name="nobody_confirms_own_proposal",
            ),
            models.CheckConstraint(
                condition=Q(bearing=DecreeBearing.NEW, follows__isnull=True)
                | (~Q(bearing=DecreeBearing.NEW) & Q(follows__isnull=False)),
                name="what_changes_names_what_it_changes",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by="", drop_reason="")
                | (
                    Q(dropped_at__isnull=False) & ~Q(dropped_by="") & ~Q(drop_reason="")
                ),
                name="dropped_when_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.file_name

    @property
    def starts_on(self) -> date | None:
        """Return the day from which it holds: the one set, or the first of its years."""
        if self.effective_from is not None:
            return self.effective_from
        return date(self.year_from, 1, 1) if self.year_from else None


class DecreeReading(Kept):
    """One attempt to read a document: how far it came, and what came of it.

    The bytes wait here until they are read, so that a restart loses nothing; once it has
    ended they are gone from here. `content` is the decree as it was read, never changed.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="decree_readings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decree_readings"
    )
    uploaded_by = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    size_bytes = models.PositiveBigIntegerField()
    status = models.CharField(
        max_length=10, choices=ReadingStatus, default=ReadingStatus.WAITING
    )
    attempt = models.PositiveSmallIntegerField(default=0)
    pages_read = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    waiting_bytes = models.BinaryField(null=True)
    refusal = models.TextField(blank=True)
    ended_at = models.DateTimeField(_("selesai"), null=True)
    decree = models.OneToOneField(
        Decree, models.PROTECT, null=True, related_name="reading"
    )
    content = models.JSONField(null=True, help_text="The decree as it was read.")
    boxes = models.JSONField(
        null=True, help_text="Where each source line stands: [page, x0, y0, x1, y1]."
    )

    class Meta:
        verbose_name = _("pembacaan")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[ReadingStatus.WAITING, ReadingStatus.READING],
                    ended_at__isnull=True,
                    waiting_bytes__isnull=False,
                )
                | (
                    ~Q(status__in=[ReadingStatus.WAITING, ReadingStatus.READING])
                    & Q(ended_at__isnull=False, waiting_bytes__isnull=True)
                ),
                name="reading_keeps_bytes_until_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(status=ReadingStatus.DONE, decree__isnull=False)
                | (~Q(status=ReadingStatus.DONE) & Q(decree__isnull=True)),
                name="reading_done_has_its_decree",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReadingStatus.REFUSED) | ~Q(refusal=""),
                name="reading_refused_says_why",
            ),
        ]
        indexes = [models.Index(fields=["office", "status"], name="reading_office")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will come of it."""
        return self.ended_at is not None


class ReadingOriginal(Kept):
    """One picture as it came, where several became the pages of one document.

    Its bytes wait with those of the document until that is read; then they are a stored
    file, known by its content. What was refused or cancelled leaves none.
    """

    reading = models.ForeignKey(DecreeReading, models.PROTECT, related_name="originals")
    number = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=255)
    waiting_bytes = models.BinaryField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("berkas asal")
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "number"], name="original_number_in_reading"
            ),
            models.CheckConstraint(
                condition=Q(waiting_bytes__isnull=False, file__isnull=True)
                | Q(waiting_bytes__isnull=True, file__isnull=False),
                name="original_waits_or_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class Correction(Kept):
    """One thing that a reviewer did to a draft. Append-only; its steps can be turned round."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    kind = models.CharField(
        max_length=4, choices=CorrectionKind, default=CorrectionKind.DO
    )
    operation = models.CharField(max_length=10)
    path = models.CharField(max_length=200, blank=True)
    steps = models.JSONField()
    inverse = models.JSONField()
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("perbaikan")
        constraints = [
            models.UniqueConstraint(
                fields=["decree", "number"], name="correction_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decree} #{self.number}"


class AdoptionRule(Kept):
    """How an office adopts: whether a second person confirms. A change is a new row."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="adoption_rules")
    needs_second_person = models.BooleanField(_("perlu orang kedua"))
    decided_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("aturan penetapan")
        indexes = [models.Index(fields=["office", "-created_at"], name="rule_office")]

    def __str__(self) -> str:
        return f"{self.office}: {self.needs_second_person}"


class MatchMend(Kept):
    """A planner's word that two rows of two decrees are one, or are not; can be undone.

    Rows are named by a key of their wording (`tolok.decrees.rows`). The two decrees stand
    in the order of their ids, whichever way they are compared.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    first = models.ForeignKey(Decree, models.PROTECT, related_name="+")
    second = models.ForeignKey(Decree, models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=RowLevel)
    first_key = models.CharField(max_length=16)
    second_key = models.CharField(max_length=16)
    first_text = models.TextField(_("bunyi dalam yang satu"))
    second_text = models.TextField(_("bunyi dalam yang lain"))
    are_one = models.BooleanField(_("satu baris yang sama"))
    made_by = models.CharField(max_length=200)
    undone_at = models.DateTimeField(_("diurungkan"), null=True)
    undone_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("perbaikan pasangan")
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="mend_names_decrees_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(first_key="") & ~Q(second_key=""),
                name="mend_names_two_rows",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="mend_undone_when_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["first", "second"], name="mend_decrees")]

    def __str__(self) -> str:
        return f"{self.first} ~ {self.second}: {self.first_text}"


class OfficeTemplate(Kept):
    """Which Word template an office uses. A change is a new row; no file is the standard."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="decree_templates")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    decided_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("templat keputusan")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"], name="template_number_in_office"
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True, file_name="")
                | (Q(file__isnull=False) & ~Q(file_name="")),
                name="template_file_has_its_name",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or str(_("Templat baku"))


class LintChoice(Kept):
    """How strictly an office has its decrees looked at. A change is a new row."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="lint_choices")
    pack = models.CharField(_("paket aturan"), max_length=40)
    rules = models.JSONField(
        default=dict, help_text="Rule code to its weight and the reason for it."
    )
    decided_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("pilihan aturan pemeriksaan")
        indexes = [models.Index(fields=["office", "-created_at"], name="lint_office")]

    def __str__(self) -> str:
        return f"{self.office}: {self.pack}"


class IssuedDocument(Kept):
    """One document made of a decree: who asked for it, in which form, and the file."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="issued_documents")
    decree = models.ForeignKey(Decree, models.PROTECT, related_name="issued")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="issued_documents"
    )
    asked_by = models.CharField(max_length=200)
    form = models.CharField(_("bentuk"), max_length=4, choices=DocumentForm)
    paper = models.CharField(_("kertas"), max_length=5, choices=PaperSize)
    is_whole = models.BooleanField(
        _("seluruh isi registri"),
        help_text="An amendment laid over what it amends, not the amendment alone.",
    )
    template = models.ForeignKey(
        OfficeTemplate, models.PROTECT, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField()
    status = models.CharField(
        max_length=10, choices=DocumentStatus, default=DocumentStatus.WAITING
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("naskah terbitan")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.DONE, file__isnull=False)
                | (~Q(status=DocumentStatus.DONE) & Q(file__isnull=True)),
                name="issued_when_there_is_a_file",
            ),
        ]
        indexes = [models.Index(fields=["decree", "-created_at"], name="issued_decree")]

    def __str__(self) -> str:
        return self.file_name
