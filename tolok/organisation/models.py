"""Regions, offices, units, positions, people and who sits where."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tolok.accounts.enums import Role
from tolok.organisation.enums import PlacementKind, PositionClass, UnitKind
from tolok.records.models import Kept


def _days_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=name
    )


class Region(Kept):
    """A regency, city or province."""

    name = models.CharField(_("daerah"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("daerah")

    def __str__(self) -> str:
        return self.name


class Office(Kept):
    """An office of a region (perangkat daerah)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="offices")
    name = models.CharField(_("perangkat daerah"), max_length=200)
    short_name = models.CharField(_("nama pendek"), max_length=40)
    address = models.TextField(_("alamat kop"), blank=True)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    is_example = models.BooleanField(_("contoh"), default=False)
    example_day = models.DateField(
        null=True,
        help_text="The day that the example office lives on; null for real offices.",
    )

    class Meta:
        verbose_name = _("perangkat daerah")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"], name="office_once_in_region"
            ),
            models.CheckConstraint(
                condition=Q(example_day__isnull=True) | Q(is_example=True),
                name="only_examples_stop_the_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(Kept):
    """A part of an office. `path` holds the ids from the top, each with a slash."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="units")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("unit kerja"), max_length=200)
    kind = models.CharField(max_length=20, choices=UnitKind)
    path = models.CharField(max_length=200, db_index=True, default="")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("unit kerja")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], name="unit_once_in_office"
            ),
        ]
        indexes = [models.Index(fields=["office", "path"], name="unit_office_path")]

    def __str__(self) -> str:
        return self.name


class Position(Kept):
    """A position (jabatan). Titles are not unique; unit and title are."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="positions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions")
    title = models.CharField(_("jabatan"), max_length=300)
    position_class = models.CharField(
        _("kelompok jabatan"), max_length=20, choices=PositionClass, blank=True
    )
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    leads_unit = models.BooleanField(_("memimpin unit"), default=False)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("jabatan")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title"], name="title_once_in_unit"
            ),
            models.CheckConstraint(
                condition=~Q(superior=F("id")), name="nobody_is_own_superior"
            ),
        ]
        indexes = [models.Index(fields=["office", "order"], name="position_order")]

    def __str__(self) -> str:
        return self.title


class FormerName(Kept):
    """What a position was called until a decree named it otherwise, and where it stood."""

    position = models.ForeignKey(Position, models.PROTECT, related_name="former_names")
    title = models.CharField(_("jabatan"), max_length=300)
    unit_name = models.CharField(_("unit kerja"), max_length=300)
    until = models.DateField(_("sampai"))

    class Meta:
        verbose_name = _("nama lama jabatan")
        constraints = [
            models.UniqueConstraint(
                fields=["position", "until"], name="one_former_name_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Person(Kept):
    """A person who holds positions; may have an account."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
    )
    name = models.CharField(_("nama"), max_length=200)
    nip = models.CharField(
        "NIP",
        max_length=18,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^\d{18}$", _("NIP terdiri atas 18 angka."))],
    )
    rank = models.CharField(_("pangkat"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("pegawai")
        indexes = [models.Index(fields=["name"], name="person_name")]

    def __str__(self) -> str:
        return self.name


class Placement(Kept):
    """Who sat where, as what and on which days (the last day included)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    position = models.ForeignKey(Position, models.PROTECT, related_name="placements")
    kind = models.CharField(
        max_length=12, choices=PlacementKind, default=PlacementKind.DEFINITIVE
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)
    letter_number = models.CharField(_("nomor surat"), max_length=120, blank=True)
    share_percent = models.DecimalField(
        _("bagian target"),
        max_digits=5,
        decimal_places=2,
        null=True,
        help_text="Of the position's target, in percent; null: the whole target.",
    )
    owes_results = models.BooleanField(
        _("memikul hasil"),
        default=True,
        help_text="Whether the days count as this person's; else as the holder's.",
    )

    class Meta:
        verbose_name = _("penempatan")
        constraints = [
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True)
                | Q(share_percent__gt=0, share_percent__lte=100),
                name="placement_share_in_bounds",
            ),
            _days_in_order("placement_days_in_order"),
            models.UniqueConstraint(
                fields=["person", "position", "starts_on"],
                name="placement_starts_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=PlacementKind.DEFINITIVE) | ~Q(letter_number=""),
                name="acting_needs_a_letter",
            ),
        ]
        indexes = [
            models.Index(fields=["position", "starts_on"], name="placement_position"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.position}"


class Delegation(Kept):
    """Verification of one position's work handed to a person, on the days of a letter.

    It gives the decision and nothing else: no duty, no results, no other right.
    """

    position = models.ForeignKey(Position, models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="delegations")
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"))
    letter_number = models.CharField(_("nomor surat"), max_length=120)
    given_by = models.CharField(_("diberikan oleh"), max_length=200)
    revoked_at = models.DateTimeField(_("dicabut"), null=True)

    class Meta:
        verbose_name = _("pelimpahan verifikasi")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(letter_number=""), name="delegation_needs_a_letter"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "starts_on"], name="delegation_person"),
        ]

    def __str__(self) -> str:
        return f"{self.position} → {self.person}"


class RoleGrant(Kept):
    """A role that a user has in an office beside what the position gives."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants"
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="grants")
    role = models.CharField(
        max_length=20,
        choices=[
            (role.value, role.label)
            for role in (Role.ADMINISTRATOR, Role.PLANNER, Role.INSPECTOR)
        ],
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        verbose_name = _("peran")
        constraints = [
            _days_in_order("grant_days_in_order"),
            models.UniqueConstraint(
                fields=["user", "office", "role", "starts_on"], name="grant_starts_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
