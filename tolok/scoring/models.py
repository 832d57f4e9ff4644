"""Scores with their passports, and roll-ups."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from tolok.measurement.models import Realisation
from tolok.organisation.models import Office, Person, Position, Unit
from tolok.planning.models import PerformanceYear, Period
from tolok.records.models import Kept
from tolok.registry.models import Indicator, Objective
from tolok.scoring.enums import Level, ScoreStatus


class Score(Kept):
    """The achievement of one verified realisation. Superseded, never changed."""

    realisation = models.ForeignKey(Realisation, models.PROTECT, related_name="scores")
    number = models.PositiveIntegerField(_("versi"), default=1)
    is_current = models.BooleanField(default=True)
    status = models.CharField(max_length=16, choices=ScoreStatus)
    achievement_percent = models.DecimalField(
        _("capaian"), max_digits=12, decimal_places=2, null=True
    )
    score = models.DecimalField(_("nilai"), max_digits=8, decimal_places=2, null=True)
    class_name = models.CharField(_("kelas"), max_length=40, blank=True)
    class_rank = models.PositiveSmallIntegerField(null=True)
    rules = models.CharField(max_length=60)
    measurement = models.JSONField(help_text="What the calculator was given.")
    passport = models.JSONField(help_text="The steps, as the calculator took them.")
    reason = models.TextField(blank=True)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("nilai capaian")
        indexes = [
            # A list that begins with the lowest reads this instead of whole passports.
            models.Index(
                fields=["realisation", "achievement_percent"],
                condition=Q(is_current=True),
                name="current_percent",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["realisation", "number"], name="score_number"
            ),
            models.UniqueConstraint(
                fields=["realisation"],
                condition=Q(is_current=True),
                name="one_current_score",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=ScoreStatus.COMPUTED, achievement_percent__isnull=False
                )
                | (
                    ~Q(status=ScoreStatus.COMPUTED)
                    & Q(achievement_percent__isnull=True)
                ),
                name="computed_has_achievement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.achievement_percent} ({self.realisation_id})"


class RollUp(models.Model):
    """The achievement of one level in a period, or in a year so far (`period` null).

    Kept so that a page asks for one row instead of an average over thousands; always
    recomputable from the scores. `hundredths` is the achievement in hundredths of a
    percent: whole, so that a sum over thousands is the same on every database. `basis`
    holds what it was computed from: replaying it gives the same digits.
    """

    key = models.CharField(
        max_length=60, unique=True, help_text="Level, subject, and period or year."
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="roll_ups")
    period = models.ForeignKey(
        Period, models.PROTECT, null=True, related_name="roll_ups"
    )
    level = models.CharField(max_length=10, choices=Level)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="roll_ups")
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="roll_ups"
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, related_name="roll_ups"
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, related_name="roll_ups"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="roll_ups"
    )
    hundredths = models.BigIntegerField(null=True)
    count = models.PositiveIntegerField(
        default=0, help_text="How many values of the level below it is the mean of."
    )
    owed = models.PositiveIntegerField(
        default=0, help_text="How many realisations are owed below it."
    )
    counted = models.PositiveIntegerField(
        default=0, help_text="How many of those have an achievement."
    )
    class_name = models.CharField(max_length=40, blank=True)
    class_rank = models.PositiveSmallIntegerField(null=True)
    basis = models.JSONField(default=dict)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rekapitulasi capaian")
        indexes = [
            models.Index(
                fields=["office", "level", "period", "year"], name="roll_up_office"
            ),
            models.Index(fields=["position", "year"], name="roll_up_position"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.achievement_percent}"

    @property
    def achievement_percent(self) -> Decimal | None:
        """Return the achievement in percent with two decimals, or None without one."""
        if self.hundredths is None:
            return None
        return Decimal(self.hundredths).scaleb(-2)

    @property
    def span_label(self) -> str:
        """Return the period in words, "Triwulan I 2026", or "Tahun 2026"."""
        if self.period is not None:
            return self.period.label
        return _t("Tahun %(year)s") % {"year": self.year.year}

    @property
    def last_day(self) -> date:
        """Return the day whose rules judge it."""
        if self.period is not None:
            return self.period.ends_on
        return date(self.year.year, 12, 31)
