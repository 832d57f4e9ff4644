"""Years, periods with their entry windows, and targets."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tolok.kernel.periods import Period as KernelPeriod
from tolok.kernel.periods import PeriodKind as KernelKind
from tolok.organisation.models import Office, Person, Position, Unit
from tolok.planning.enums import (
    HolidayShift,
    PeriodKind,
    ProposalAct,
    ProposalStatus,
)
from tolok.records.models import Kept, StoredFile
from tolok.registry.enums import IMPORT_GOES_ON, IMPORT_IS_OVER, ImportStatus
from tolok.registry.models import Indicator, Objective


# What an office starts with; each year keeps its own numbers, which a planner may change.
OPENS_DAYS_AFTER = 1
DUE_DAYS_AFTER = 9
LATE_DAYS_AFTER = 20
CLOSES_DAYS_AFTER = 45


class PerformanceYear(Kept):
    """The rules by which an office measures in one year."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("tahun"))
    rules = models.CharField(_("paket aturan"), max_length=60)
    elected = models.BooleanField(
        default=False,
        help_text="The office keeps a repealed pack by its own decision.",
    )
    holiday_shift = models.CharField(
        _("tenggat pada hari libur"),
        max_length=8,
        choices=HolidayShift,
        default=HolidayShift.STAY,
    )
    with_joint_leave = models.BooleanField(
        _("cuti bersama dihitung libur"),
        default=True,
        help_text="Whether days of joint leave (cuti bersama) are days off.",
    )
    planner_sets_targets = models.BooleanField(
        _("perencana menetapkan target langsung"),
        default=True,
        help_text="Else every target is proposed by its holder and answered.",
    )
    opens_days_after = models.PositiveSmallIntegerField(
        _("dibuka sekian hari sesudah periode"), default=OPENS_DAYS_AFTER
    )
    due_days_after = models.PositiveSmallIntegerField(
        _("tenggat sekian hari sesudah periode"), default=DUE_DAYS_AFTER
    )
    late_days_after = models.PositiveSmallIntegerField(
        _("terlambat diterima sekian hari sesudah periode"), default=LATE_DAYS_AFTER
    )
    closes_days_after = models.PositiveSmallIntegerField(
        _("dikunci sekian hari sesudah periode"),
        null=True,
        default=CLOSES_DAYS_AFTER,
        help_text="Null: periods are never locked.",
    )

    class Meta:
        verbose_name = _("tahun kinerja")
        constraints = [
            models.UniqueConstraint(fields=["office", "year"], name="year_once"),
            models.CheckConstraint(
                condition=Q(due_days_after__gte=F("opens_days_after"))
                & Q(late_days_after__gte=F("due_days_after"))
                & (
                    Q(closes_days_after__isnull=True)
                    | Q(closes_days_after__gte=F("late_days_after"))
                ),
                name="year_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.year}"


class Period(Kept):
    """A part of a year and the days on which its values may be entered."""

    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="periods")
    office = models.ForeignKey(Office, models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=10, choices=PeriodKind)
    number = models.PositiveSmallIntegerField(_("ke"))
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"))
    opens_on = models.DateField(_("pengisian dibuka"))
    due_on = models.DateField(_("tenggat"))
    late_until = models.DateField(_("terlambat diterima sampai"))
    closes_on = models.DateField(
        _("dikunci setelah"),
        null=True,
        help_text="The last day of decisions; then all is locked. Null: never locked.",
    )
    planned_due_on = models.DateField(
        null=True,
        help_text="The due day before it moved off a holiday; null where it never did.",
    )
    opened_at = models.DateTimeField(_("kewajiban dibuat"), null=True)

    class Meta:
        verbose_name = _("periode")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "number", "starts_on"], name="period_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"))
                & Q(due_on__gte=F("opens_on"))
                & Q(late_until__gte=F("due_on")),
                name="period_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("late_until")),
                name="period_closes_last",
            ),
        ]
        indexes = [models.Index(fields=["office", "starts_on"], name="period_start")]

    def __str__(self) -> str:
        return self.label

    @property
    def calendar(self) -> KernelPeriod:
        """Return the part of the calendar that this period is."""
        return KernelPeriod(self.starts_on.year, KernelKind(self.kind), self.number)

    @property
    def label(self) -> str:
        """Return the name as it stands in running text, "Triwulan III 2026"."""
        return self.calendar.label

    @property
    def short_label(self) -> str:
        """Return the name as it stands in a table head, "TW III"."""
        return self.calendar.short_label


class Extension(Kept):
    """More time in one period, with a reason: for a unit with all below it, or a position."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="+")
    ends_on = models.DateField(_("diperpanjang sampai"))
    reason = models.TextField(_("alasan"))
    given_by = models.CharField(max_length=200)
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("perpanjangan")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="extension_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, position__isnull=True)
                | Q(unit__isnull=True, position__isnull=False),
                name="extension_for_unit_or_position",
            ),
        ]
        indexes = [models.Index(fields=["period"], name="extension_period")]

    def __str__(self) -> str:
        return f"{self.unit or self.position} · {self.period}"


class Holiday(Kept):
    """A day of the office's own list: off, or worked although the calendar says off."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="holidays")
    day = models.DateField(_("hari"))
    is_working = models.BooleanField(
        default=False, help_text="The office works on a day that is off elsewhere."
    )
    name = models.CharField(_("nama hari"), max_length=120)
    reason = models.CharField(_("alasan"), max_length=300)
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hari libur")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "day"], name="holiday_once_in_office"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="holiday_has_reason"),
        ]

    def __str__(self) -> str:
        return self.name


class Basis(Kept):
    """The letter by which targets were changed: number, day and the file itself."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    number = models.CharField(_("nomor surat"), max_length=120)
    dated_on = models.DateField(_("tanggal surat"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(_("nama berkas"), max_length=255)
    added_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("dokumen dasar")
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="basis_has_number"),
        ]

    def __str__(self) -> str:
        return self.number


class Proposal(Kept):
    """What a holder promises for one indicator in a year, until it is agreed.

    The rounds stand in its steps, which are never changed; here is whose turn it is.
    """

    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="proposals")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="proposals")
    position = models.ForeignKey(Position, models.PROTECT, related_name="proposals")
    answering = models.ForeignKey(
        Position,
        models.PROTECT,
        related_name="+",
        help_text="The superior position that answers.",
    )
    status = models.CharField(
        max_length=10, choices=ProposalStatus, default=ProposalStatus.PROPOSED
    )
    revision = models.PositiveIntegerField(default=1)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("usulan target")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                condition=Q(status__in=["proposed", "countered", "returned"]),
                name="one_open_proposal",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | ~Q(answered_by=F("proposed_by")),
                name="nobody_answers_own_proposal",
            ),
            models.CheckConstraint(
                condition=~Q(answering=F("position")),
                name="proposal_is_answered_above",
            ),
        ]
        indexes = [
            models.Index(fields=["answering", "status"], name="proposal_answering"),
            models.Index(fields=["position", "status"], name="proposal_position"),
        ]

    def __str__(self) -> str:
        return str(self.indicator)


class ProposalStep(Kept):
    """One thing that was done with a proposal: proposed, countered, returned, agreed."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField(_("ke"))
    act = models.CharField(max_length=10, choices=ProposalAct)
    at = models.DateTimeField(_("waktu"))
    by_name = models.CharField(max_length=200)
    title = models.CharField(_("jabatan"), max_length=320, blank=True)
    reason = models.TextField(_("alasan"), blank=True)
    basis = models.ForeignKey(Basis, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("langkah usulan")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="proposal_step_number"
            ),
            models.CheckConstraint(
                condition=Q(act__in=["agreed", "accepted", "withdrawn"])
                | ~Q(reason=""),
                name="proposal_step_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.get_act_display()}"


class ProposedTarget(models.Model):
    """One target of a step: for a period, or for the whole year (null)."""

    step = models.ForeignKey(ProposalStep, models.PROTECT, related_name="lines")
    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="+")
    text = models.CharField(_("target"), max_length=120)
    stretch_text = models.CharField(_("tantangan"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("target yang diusulkan")
        constraints = [
            models.UniqueConstraint(
                fields=["step", "period"],
                condition=Q(period__isnull=False),
                name="proposed_once_in_period",
            ),
            models.UniqueConstraint(
                fields=["step"],
                condition=Q(period__isnull=True),
                name="proposed_once_in_year",
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="proposed_target_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Target(Kept):
    """What was promised for a period (null: the whole year). A revision is a new row."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="targets")
    period = models.ForeignKey(
        Period, models.PROTECT, null=True, related_name="targets"
    )
    number = models.PositiveIntegerField(_("versi"), default=1)
    is_current = models.BooleanField(default=True)
    text = models.CharField(_("target"), max_length=120)
    value = models.DecimalField(
        max_digits=24,
        decimal_places=6,
        null=True,
        help_text="The number in the text, where there is one; for charts.",
    )
    stretch_text = models.CharField(
        _("tantangan"),
        max_length=120,
        blank=True,
        help_text="More than was promised; shown, never scored.",
    )
    stretch_value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, related_name="targets"
    )
    promised_by = models.CharField(_("disanggupi oleh"), max_length=200, blank=True)
    promised_at = models.DateTimeField(null=True)
    agreed_by = models.CharField(_("disetujui oleh"), max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True)
    change_reason = models.TextField(_("alasan perubahan"), blank=True)
    document = models.CharField(_("dokumen dasar"), max_length=200, blank=True)
    basis = models.ForeignKey(
        Basis,
        models.PROTECT,
        null=True,
        related_name="targets",
        help_text="The letter by which an earlier target was changed.",
    )
    only_stretch = models.BooleanField(
        default=False,
        help_text="The promise itself stayed; only the stretch beside it changed.",
    )

    class Meta:
        verbose_name = _("target")
        indexes = [
            # What is counted of a whole year, without its texts.
            models.Index(
                fields=["year", "period", "indicator"],
                condition=Q(is_current=True),
                name="current_target_counted",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period", "number"],
                condition=Q(period__isnull=False),
                name="target_number_in_period",
            ),
            models.UniqueConstraint(
                fields=["indicator", "year", "number"],
                condition=Q(period__isnull=True),
                name="target_number_in_year",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period"],
                condition=Q(is_current=True, period__isnull=False),
                name="one_current_target_in_period",
            ),
            models.UniqueConstraint(
                fields=["indicator", "year"],
                condition=Q(is_current=True, period__isnull=True),
                name="one_current_target_in_year",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(change_reason=""),
                name="target_change_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(number=1)
                | Q(only_stretch=True)
                | Q(basis__isnull=False)
                | ~Q(document=""),
                name="target_change_has_basis",
            ),
            models.CheckConstraint(
                condition=Q(
                    proposal__isnull=True,
                    promised_by="",
                    promised_at__isnull=True,
                    agreed_by="",
                    agreed_at__isnull=True,
                )
                | (
                    Q(
                        proposal__isnull=False,
                        promised_at__isnull=False,
                        agreed_at__isnull=False,
                    )
                    & ~Q(promised_by="")
                    & ~Q(agreed_by="")
                ),
                name="agreed_target_names_both_sides",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="target_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


def one_of(*names: str) -> Q:
    """Return the condition that exactly one of these columns holds something."""
    found = Q()
    for name in names:
        found |= Q(**{f"{other}__isnull": other != name for other in names})
    return found


class Weight(Kept):
    """How much one indicator, objective, position or unit counts; a revision is a new row."""

    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="weights")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, related_name="weights"
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, related_name="weights"
    )
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="weights"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="weights")
    number = models.PositiveIntegerField(_("versi"), default=1)
    is_current = models.BooleanField(default=True)
    percent = models.DecimalField(
        _("bobot"),
        max_digits=5,
        decimal_places=2,
        null=True,
        help_text="Null: the weight was taken back.",
    )
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    change_reason = models.CharField(_("alasan perubahan"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("bobot")
        constraints = [
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(change_reason=""),
                name="weight_change_has_reason",
            ),
            models.CheckConstraint(
                condition=one_of("indicator", "objective", "position", "unit"),
                name="weight_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gt=0, percent__lte=100),
                name="weight_in_bounds",
            ),
            models.UniqueConstraint(
                fields=["year", "indicator"],
                condition=Q(is_current=True, indicator__isnull=False),
                name="one_current_weight_of_indicator",
            ),
            models.UniqueConstraint(
                fields=["year", "objective"],
                condition=Q(is_current=True, objective__isnull=False),
                name="one_current_weight_of_objective",
            ),
            models.UniqueConstraint(
                fields=["year", "position"],
                condition=Q(is_current=True, position__isnull=False),
                name="one_current_weight_of_position",
            ),
            models.UniqueConstraint(
                fields=["year", "unit"],
                condition=Q(is_current=True, unit__isnull=False),
                name="one_current_weight_of_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.percent}"

    @property
    def of(self) -> Indicator | Objective | Position | Unit | None:
        """Return what it is the weight of."""
        return self.indicator or self.objective or self.position or self.unit


class TargetImport(Kept):
    """One long workbook of targets: checked, then kept whole or not at all.

    The bytes wait here until it is over, so that a restart loses nothing; the letter
    that allows its changes waits beside them.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="target_imports")
    year = models.ForeignKey(
        PerformanceYear, models.PROTECT, related_name="target_imports"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="target_imports"
    )
    uploaded_by = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    status = models.CharField(
        max_length=10, choices=ImportStatus, default=ImportStatus.WAITING
    )
    attempt = models.PositiveSmallIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    wrong_count = models.PositiveIntegerField(default=0)
    revises = models.BooleanField(
        default=False, help_text="It changes what was set: reason and letter are asked."
    )
    some_changes = models.JSONField(
        default=list, help_text="The first rows that change: the indicator and what."
    )
    reason = models.TextField(_("alasan"), blank=True)
    document = models.CharField(_("dokumen dasar"), max_length=200, blank=True)
    letter_number = models.CharField(_("nomor surat"), max_length=120, blank=True)
    letter_dated_on = models.DateField(_("tanggal surat"), null=True)
    letter_name = models.CharField(max_length=255, blank=True)
    letter_bytes = models.BinaryField(null=True)
    keep_at = models.DateTimeField(
        null=True, help_text="When keeping was asked for: the moment of the decision."
    )
    refusal = models.TextField(blank=True)
    waiting_bytes = models.BinaryField(null=True)
    marked_bytes = models.BinaryField(
        null=True, help_text="The workbook with what is wrong in its cells."
    )
    ended_at = models.DateTimeField(_("selesai"), null=True)

    class Meta:
        verbose_name = _("impor target")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=IMPORT_GOES_ON, ended_at__isnull=True)
                | Q(status__in=IMPORT_IS_OVER, ended_at__isnull=False),
                name="target_import_ends_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=IMPORT_GOES_ON)
                | Q(waiting_bytes__isnull=False),
                name="target_import_keeps_its_bytes",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ImportStatus.KEEPING, ImportStatus.KEPT])
                | Q(wrong_count=0),
                name="target_import_with_errors_is_never_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
