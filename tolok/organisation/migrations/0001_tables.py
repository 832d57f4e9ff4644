"""Offices, units, positions, people and who sits where."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("organisation", "0001_initial"),
        ("organisation", "0002_delegation"),
        ("organisation", "0003_seat_shares"),
    ]

    initial = True

    dependencies = [("accounts", "__first__")]

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                (
                    "name",
                    models.CharField(
                        max_length=120, unique=True, verbose_name="daerah"
                    ),
                ),
            ],
            options={"verbose_name": "daerah"},
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                (
                    "nip",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        null=True,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{18}$", "NIP terdiri atas 18 angka."
                            )
                        ],
                        verbose_name="NIP",
                    ),
                ),
                (
                    "rank",
                    models.CharField(blank=True, max_length=80, verbose_name="pangkat"),
                ),
            ],
            options={
                "verbose_name": "pegawai",
                "indexes": [models.Index(fields=["name"], name="person_name")],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="organisation.region",
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=200, verbose_name="perangkat daerah"),
                ),
                (
                    "short_name",
                    models.CharField(max_length=40, verbose_name="nama pendek"),
                ),
                ("address", models.TextField(blank=True, verbose_name="alamat kop")),
                ("time_zone", models.CharField(default="Asia/Jakarta", max_length=40)),
                (
                    "is_example",
                    models.BooleanField(default=False, verbose_name="contoh"),
                ),
                (
                    "example_day",
                    models.DateField(
                        help_text="The day that the example office lives on; null for real offices.",
                        null=True,
                    ),
                ),
            ],
            options={
                "verbose_name": "perangkat daerah",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "name"), name="office_once_in_region"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("example_day__isnull", True),
                            ("is_example", True),
                            _connector="OR",
                        ),
                        name="only_examples_stop_the_clock",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="organisation.office",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "Administrator"),
                            ("planner", "Perencana"),
                            ("inspector", "Pemeriksa"),
                        ],
                        max_length=20,
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="sampai"),
                ),
            ],
            options={
                "verbose_name": "peran",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="grant_days_in_order",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "office", "role", "starts_on"),
                        name="grant_starts_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="organisation.office",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisation.unit",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="unit kerja")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dinas", "Dinas"),
                            ("badan", "Badan"),
                            ("kecamatan", "Kecamatan"),
                            ("kelurahan", "Kelurahan"),
                            ("inspektorat", "Inspektorat"),
                            ("sekretariat", "Sekretariat"),
                            ("bagian", "Bagian"),
                            ("sub_bagian", "Sub Bagian"),
                            ("bidang", "Bidang"),
                            ("seksi", "Seksi"),
                            ("uptd", "UPTD"),
                            ("lainnya", "Lainnya"),
                        ],
                        max_length=20,
                    ),
                ),
                ("path", models.CharField(db_index=True, default="", max_length=200)),
                ("order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "unit kerja",
                "indexes": [
                    models.Index(fields=["office", "path"], name="unit_office_path")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "name"), name="unit_once_in_office"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="organisation.office",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="organisation.unit",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="jabatan")),
                (
                    "position_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("jpt", "Jabatan pimpinan tinggi"),
                            ("administrator", "Administrator"),
                            ("pengawas", "Pengawas"),
                            ("fungsional", "Fungsional"),
                            ("pelaksana", "Pelaksana"),
                        ],
                        max_length=20,
                        verbose_name="kelompok jabatan",
                    ),
                ),
                (
                    "superior",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subordinates",
                        to="organisation.position",
                    ),
                ),
                (
                    "leads_unit",
                    models.BooleanField(default=False, verbose_name="memimpin unit"),
                ),
                ("order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "jabatan",
                "indexes": [
                    models.Index(fields=["office", "order"], name="position_order")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "title"), name="title_once_in_unit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("superior", models.F("id")), _negated=True),
                        name="nobody_is_own_superior",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="organisation.person",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="organisation.position",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("definitive", "Definitif"),
                            ("plt", "Plt."),
                            ("plh", "Plh."),
                            ("pj", "Pj."),
                        ],
                        default="definitive",
                        max_length=12,
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="sampai"),
                ),
                (
                    "letter_number",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nomor surat"
                    ),
                ),
                (
                    "share_percent",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Of the position's target, in percent; null: the whole target.",
                        max_digits=5,
                        null=True,
                        verbose_name="bagian target",
                    ),
                ),
                (
                    "owes_results",
                    models.BooleanField(
                        default=True,
                        help_text="Whether the days count as this person's; else as the holder's.",
                        verbose_name="memikul hasil",
                    ),
                ),
            ],
            options={
                "verbose_name": "penempatan",
                "indexes": [
                    models.Index(
                        fields=["position", "starts_on"], name="placement_position"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_percent__isnull", True),
                            models.Q(
                                ("share_percent__gt", 0), ("share_percent__lte", 100)
                            ),
                            _connector="OR",
                        ),
                        name="placement_share_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="placement_days_in_order",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "position", "starts_on"),
                        name="placement_starts_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "definitive"),
                            models.Q(("letter_number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="acting_needs_a_letter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="organisation.position",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="organisation.person",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(verbose_name="sampai")),
                (
                    "letter_number",
                    models.CharField(max_length=120, verbose_name="nomor surat"),
                ),
                (
                    "given_by",
                    models.CharField(max_length=200, verbose_name="diberikan oleh"),
                ),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="dicabut")),
            ],
            options={
                "verbose_name": "pelimpahan verifikasi",
                "indexes": [
                    models.Index(
                        fields=["person", "starts_on"], name="delegation_person"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="delegation_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("letter_number", ""), _negated=True),
                        name="delegation_needs_a_letter",
                    ),
                ],
            },
        ),
    ]
