"""What an office shows to the public, what it issued, and what its yearly report needs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tolok.accounts.models import User
from tolok.kernel.codes import format_code
from tolok.organisation.models import Office
from tolok.planning.models import PerformanceYear, Period
from tolok.records.models import Kept, StoredFile
from tolok.registry.models import Indicator, Objective
from tolok.reporting.enums import DocumentKind, ReportForm, RunStatus, SigningWay


class Publication(Kept):
    """What an office published of a year up to a period: a copy that does not change.

    The public page, the open data and every later reading take `content` as it was
    approved; a newer publication of the year takes its place, and both stay.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="publications")
    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("terbitan ke"))
    slug = models.SlugField(max_length=200, help_text="The office in the address.")
    starts_on = models.DateField(_("tampil mulai"))
    note = models.TextField(_("catatan mutu"), blank=True)
    content = models.JSONField(help_text="tolok-publik/1, as it was approved.")
    published_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.TextField(_("alasan penarikan"), blank=True)

    class Meta:
        verbose_name = _("terbitan untuk publik")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "number"], name="publication_number"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="withdrawn_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["slug", "starts_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="publication_shown",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.period}, terbitan ke-{self.number}"


class Benchmark(Kept):
    """What an indicator is held against beyond its target; what is blank is not known."""

    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="benchmarks")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="benchmarks")
    end_year = models.PositiveSmallIntegerField(_("tahun akhir Renstra"), null=True)
    end_target = models.CharField(_("target akhir Renstra"), max_length=120, blank=True)
    province = models.CharField(_("nilai provinsi"), max_length=120, blank=True)
    national = models.CharField(_("nilai nasional"), max_length=120, blank=True)
    source = models.CharField(_("sumber pembanding"), max_length=300, blank=True)
    decided_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("pembanding")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "indicator"], name="benchmark_once_in_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} ({self.year.year})"


class BudgetLine(Kept):
    """A programme with what was granted and spent in a year, in rupiah; null: not known.

    `objective` is the strategic objective that it serves; null: it serves the whole
    office.
    """

    year = models.ForeignKey(
        PerformanceYear, models.PROTECT, related_name="budget_lines"
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, related_name="budget_lines"
    )
    code = models.CharField(_("kode"), max_length=40, blank=True)
    programme = models.CharField(_("program"), max_length=300)
    ceiling = models.DecimalField(_("pagu"), max_digits=20, decimal_places=2, null=True)
    spent = models.DecimalField(
        _("realisasi anggaran"), max_digits=20, decimal_places=2, null=True
    )
    decided_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("baris anggaran")
        constraints = [
            models.CheckConstraint(
                condition=~Q(programme=""), name="budget_line_names_programme"
            ),
            models.CheckConstraint(
                condition=(Q(ceiling__isnull=True) | Q(ceiling__gte=0))
                & (Q(spent__isnull=True) | Q(spent__gte=0)),
                name="budget_amounts_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["year"], name="budget_line_year")]

    def __str__(self) -> str:
        return self.programme


class Narrative(Kept):
    """A part of a yearly report in a person's own words. A revision is a new row."""

    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="narratives")
    part = models.CharField(max_length=80, help_text="A key of lkjip_parts.")
    number = models.PositiveIntegerField(_("versi"), default=1)
    is_current = models.BooleanField(default=True)
    text = models.TextField(
        _("naskah"), blank=True, help_text="Blank: the draft stands again."
    )
    written_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("bagian naskah")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "part", "number"], name="narrative_number"
            ),
            models.UniqueConstraint(
                fields=["year", "part"],
                condition=Q(is_current=True),
                name="one_current_narrative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} ({self.number})"


class ReportRun(Kept):
    """A long report that the worker makes: who asked, how far it is, what came of it.

    `attempt` grows with each worker that takes it up, so that only the last one goes on.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    year = models.ForeignKey(
        PerformanceYear, models.PROTECT, related_name="report_runs"
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=200)
    form = models.CharField(max_length=10, choices=ReportForm)
    is_a4 = models.BooleanField(default=False)
    status = models.CharField(
        max_length=10, choices=RunStatus, default=RunStatus.WAITING
    )
    attempt = models.PositiveIntegerField(default=0)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    doing = models.CharField(max_length=200, blank=True)
    refusal = models.TextField(blank=True)
    state_on = models.DateField(
        _("keadaan per"), null=True, help_text="A past day; null: the day of asking."
    )
    address = models.CharField(
        max_length=300,
        blank=True,
        help_text="Tolok's own, where the report is to be issued; blank: it is not.",
    )
    document = models.ForeignKey(
        "OfficialDocument", models.PROTECT, null=True, related_name="+"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("penyusunan laporan")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=RunStatus.DONE) | Q(file__isnull=False),
                name="done_run_has_file",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office"],
                condition=Q(ended_at__isnull=True),
                name="report_run_open",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class OfficialDocument(Kept):
    """A PDF that the office issued, kept as its very bytes. The database never changes it.

    `once` is the form that it was asked for with: sent twice, it is one document.
    """

    code = models.CharField(_("kode"), max_length=12, unique=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="documents")
    kind = models.CharField(_("jenis"), max_length=12, choices=DocumentKind)
    scope = models.CharField(_("cakupan"), max_length=320)
    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="+")
    about = models.CharField(
        _("perihal"), max_length=120, help_text="The period, or the day, in words."
    )
    cut_off = models.CharField(
        _("batas data"), max_length=120, help_text="As the document states it."
    )
    is_whole = models.BooleanField(
        help_text="Made with a view of all of the office's realisations."
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_by = models.CharField(_("diterbitkan oleh"), max_length=200)
    issued_as = models.CharField(_("selaku"), max_length=320)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(_("nama berkas"), max_length=255)
    once = models.CharField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("dokumen terbit")
        indexes = [
            models.Index(fields=["office", "-created_at"], name="document_office"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {format_code(self.code)}"

    @property
    def title(self) -> str:
        """Return kind, subject and scope in words."""
        return f"{self.get_kind_display()} {self.about}, {self.scope}"


class SignedForm(Kept):
    """An issued document as it was signed: the PDF that came back, or the paper's scan.

    The issued bytes stay as they are; this stands beside them. The database never
    changes it: a better scan is a new row, and the newest one is given.
    """

    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, related_name="signed_forms"
    )
    way = models.CharField(_("cara"), max_length=10, choices=SigningWay)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(_("nama berkas"), max_length=255)
    kept_by = models.CharField(_("oleh"), max_length=200)
    kept_as = models.CharField(_("selaku"), max_length=320)

    class Meta:
        verbose_name = _("bentuk bertanda tangan")
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(way=SigningWay.ELECTRONIC),
                name="signed_electronically_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.get_way_display()}"


class DocumentWithdrawal(Kept):
    """An issued document no longer holds, and why. The document itself stays."""

    document = models.OneToOneField(
        OfficialDocument, models.PROTECT, related_name="withdrawal"
    )
    reason = models.TextField(_("alasan penarikan"))
    withdrawn_by = models.CharField(_("ditarik oleh"), max_length=200)
    withdrawn_as = models.CharField(_("selaku"), max_length=320)

    class Meta:
        verbose_name = _("penarikan dokumen")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="document_withdrawn_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)
