"""Objectives, indicators and their definitions, as an adopted decree set them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tolok.decrees.models import Decree
from tolok.organisation.models import Office, Position
from tolok.records.models import Kept
from tolok.registry.enums import (
    Accumulation,
    AcrossPeople,
    Frequency,
    ImportStatus,
    Measure,
    Polarity,
)


class RegistryVersion(Kept):
    """What one adopted decree established; never changed, only followed."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="registry_versions")
    number = models.PositiveIntegerField(_("versi"))
    decree = models.OneToOneField(
        Decree, models.PROTECT, related_name="registry_version"
    )
    valid_from = models.DateField(_("berlaku mulai"))
    valid_until = models.DateField(_("berlaku sampai"), null=True)

    class Meta:
        verbose_name = _("versi registri")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"], name="version_once_in_office"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="version_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} v{self.number}"


class Standing(models.Model):
    """What one version established and every later one holds, until one ends it.

    An amendment leaves what it does not touch as the same rows, with all that hangs on
    them; `tolok.registry.standing` tells which rows a version holds. `order` has room
    between any two: what an amendment puts between them moves neither.
    """

    version = models.ForeignKey(RegistryVersion, models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(
        RegistryVersion,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The first version that does not hold it; null: it stands.",
    )
    order = models.FloatField()

    class Meta:
        abstract = True


class ListedItem(Standing):
    """A duty or function of a position, in the decree's own words."""

    position = models.ForeignKey(
        Position, models.PROTECT, related_name="%(class)s_items"
    )
    label = models.CharField(max_length=20, blank=True)
    text = models.TextField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class Duty(ListedItem):
    """A duty (tugas)."""

    class Meta:
        verbose_name = _("tugas")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position", "order"], name="duty_order"
            )
        ]


class Function(ListedItem):
    """A function (fungsi)."""

    class Meta:
        verbose_name = _("fungsi")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position", "order"], name="function_order"
            )
        ]


class Objective(Standing):
    """An objective (sasaran) of a position."""

    position = models.ForeignKey(Position, models.PROTECT, related_name="objectives")
    label = models.CharField(max_length=20, blank=True)
    text = models.TextField(_("sasaran"))

    class Meta:
        verbose_name = _("sasaran")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position", "order"], name="objective_order"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Indicator(Standing):
    """An indicator of an objective, in the decree's own words.

    `continues` is the indicator of an earlier decree that it goes on from: its history.
    """

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="indicators")
    position = models.ForeignKey(Position, models.PROTECT, related_name="indicators")
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="continued_by"
    )
    text = models.TextField(_("indikator"))
    source_line = models.PositiveIntegerField(null=True)
    source_page = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("indikator")
        constraints = [
            models.CheckConstraint(
                condition=~Q(continues=F("id")), name="indicator_continues_another"
            ),
            models.UniqueConstraint(
                fields=["objective", "order"], name="indicator_order"
            ),
        ]
        indexes = [
            models.Index(fields=["version", "position"], name="indicator_position")
        ]

    def __str__(self) -> str:
        return self.text


class Definition(Kept):
    """How an indicator is measured (manual indikator). A change is a new version."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="definitions")
    number = models.PositiveIntegerField(_("versi"), default=1)
    is_current = models.BooleanField(default=True)
    measure = models.CharField(_("jenis"), max_length=10, choices=Measure)
    polarity = models.CharField(_("arah"), max_length=10, choices=Polarity)
    accumulation = models.CharField(_("akumulasi"), max_length=10, choices=Accumulation)
    unit_of_measure = models.CharField(_("satuan"), max_length=60)
    decimals = models.PositiveSmallIntegerField(_("angka desimal"), default=2)
    scale = models.CharField(_("skala"), max_length=20, blank=True)
    target_is_maximum = models.BooleanField(_("target tertinggi"), default=False)
    numerator_label = models.TextField(_("pembilang"), blank=True)
    denominator_label = models.TextField(_("penyebut"), blank=True)
    operational_definition = models.TextField(_("definisi operasional"))
    reason = models.TextField(_("alasan"), blank=True)
    formula = models.TextField(_("rumus"))
    data_source = models.TextField(_("sumber data"), blank=True)
    evidence_wanted = models.TextField(_("bukti yang diminta"), blank=True)
    evidence_minimum = models.PositiveSmallIntegerField(
        _("bukti paling sedikit"), default=1
    )
    evidence_kinds = models.JSONField(
        _("jenis bukti"),
        default=list,
        blank=True,
        help_text="Words of EvidenceKind; an empty list takes any kind.",
    )
    across_people = models.CharField(
        _("penggabungan antarpegawai"),
        max_length=10,
        choices=AcrossPeople,
        default=AcrossPeople.AVERAGE,
    )
    frequency = models.CharField(
        _("frekuensi pelaporan"),
        max_length=10,
        choices=Frequency,
        default=Frequency.QUARTER,
    )
    due_day = models.PositiveSmallIntegerField(
        _("hari jatuh tempo"),
        null=True,
        help_text="Days after the end of the period; null: the day of the window.",
    )
    needs_due_dates = models.BooleanField(
        _("memerlukan daftar tanggal jatuh tempo"), default=False
    )
    terms = models.TextField(
        _("komponen berbobot"),
        blank=True,
        help_text="One a line: weight in percent and what is weighed.",
    )
    provider = models.CharField(_("penyedia data"), max_length=200, blank=True)
    collector = models.CharField(_("pengumpul data"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who answers for the indicator; null: the position that bears it.",
    )
    verifier = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who verifies; null: the superior.",
    )
    baseline = models.CharField(_("nilai awal"), max_length=120, blank=True)
    change_reason = models.TextField(_("alasan perubahan"), blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(_("diterima"), null=True)

    class Meta:
        verbose_name = _("definisi indikator")
        indexes = [
            # What is counted of a whole office, without its long texts.
            models.Index(
                fields=["indicator", "frequency", "decided_at", "unit_of_measure"],
                condition=Q(is_current=True),
                name="current_definition_counted",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="definition_number"
            ),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(is_current=True),
                name="one_current_definition",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="")
                | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="definition_decided_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(measure=Measure.RATIO)
                | (~Q(numerator_label="") & ~Q(denominator_label="")),
                name="ratio_names_both_parts",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(change_reason=""),
                name="definition_change_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_day__isnull=True) | Q(due_day__gte=1, due_day__lte=60),
                name="definition_due_day_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} v{self.number}"

    @property
    def is_accepted(self) -> bool:
        """Tell whether a person accepted this definition."""
        return self.decided_at is not None


class UnitOfMeasure(Kept):
    """A unit of measure of an office's own list, or a spelling that another stands for.

    `key` is the spelling without capitals and full stops, by which two are the same.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="units_of_measure")
    name = models.CharField(_("satuan"), max_length=60)
    key = models.CharField(max_length=60)
    written_as = models.CharField(
        _("ditulis"),
        max_length=60,
        blank=True,
        help_text="The spelling that replaces this one; empty: it is a unit itself.",
    )
    added_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("satuan")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "key"], name="unit_of_measure_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(key=""), name="unit_of_measure_has_name"
            ),
            models.CheckConstraint(
                condition=~Q(written_as=F("name")), name="spelling_replaced_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DefinitionImport(Kept):
    """One filled-in workbook of definitions: checked, then kept whole or not at all.

    The bytes wait here until the workbook is checked, so that a restart loses nothing;
    what it would change waits in its rows until that is kept or dropped.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="definition_imports"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="definition_imports"
    )
    uploaded_by = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    size_bytes = models.PositiveBigIntegerField()
    status = models.CharField(
        max_length=10, choices=ImportStatus, default=ImportStatus.WAITING
    )
    attempt = models.PositiveSmallIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    wrong_count = models.PositiveIntegerField(default=0)
    needs_reason = models.BooleanField(default=False)
    reason = models.TextField(_("alasan"), blank=True)
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
        verbose_name = _("impor definisi")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[ImportStatus.WAITING, ImportStatus.CHECKING],
                    waiting_bytes__isnull=False,
                )
                | ~Q(status__in=[ImportStatus.WAITING, ImportStatus.CHECKING]),
                name="import_keeps_bytes_until_checked",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        ImportStatus.WAITING,
                        ImportStatus.CHECKING,
                        ImportStatus.CHECKED,
                        ImportStatus.KEEPING,
                    ],
                    ended_at__isnull=True,
                )
                | Q(
                    status__in=[
                        ImportStatus.KEPT,
                        ImportStatus.REFUSED,
                        ImportStatus.CANCELLED,
                    ],
                    ended_at__isnull=False,
                ),
                name="import_ends_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ImportStatus.KEEPING, ImportStatus.KEPT])
                | Q(wrong_count=0),
                name="import_with_errors_is_never_kept",
            ),
            models.CheckConstraint(
                condition=~Q(status=ImportStatus.REFUSED) | ~Q(refusal=""),
                name="import_refused_says_why",
            ),
        ]
        indexes = [models.Index(fields=["office", "status"], name="import_office")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will come of it."""
        return self.ended_at is not None


class DefinitionImportRow(models.Model):
    """What one row of a workbook would change; gone once that is kept or dropped."""

    belongs_to = models.ForeignKey(
        DefinitionImport, models.CASCADE, related_name="rows"
    )
    definition = models.ForeignKey(Definition, models.CASCADE, related_name="+")
    changes = models.JSONField()

    class Meta:
        verbose_name = _("baris impor definisi")
        constraints = [
            models.UniqueConstraint(
                fields=["belongs_to", "definition"], name="import_row_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.belongs_to_id} · {self.definition_id}"
