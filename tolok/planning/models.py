"""Years, periods with their entry windows, and targets."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tolok.kernel.periods import Period as KernelPeriod
from tolok.kernel.periods import PeriodKind as KernelKind
from tolok.organisation.models import Office, Unit
from tolok.planning.enums import HolidayShift, PeriodKind
from tolok.records.models import Kept
from tolok.registry.models import Indicator


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

    class Meta:
        verbose_name = _("tahun kinerja")
        constraints = [
            models.UniqueConstraint(fields=["office", "year"], name="year_once"),
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
    """More time for one unit, with all below it, in one period; with a reason."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
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
        ]
        indexes = [models.Index(fields=["period"], name="extension_period")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.period}"


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
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    change_reason = models.TextField(_("alasan perubahan"), blank=True)
    document = models.CharField(_("dokumen dasar"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("target")
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
            models.CheckConstraint(condition=~Q(text=""), name="target_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
