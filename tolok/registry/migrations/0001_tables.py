"""Objectives, indicators and their definitions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("registry", "0001_initial"),
        ("registry", "0002_definition_sheet"),
        ("registry", "0003_units_and_imports"),
        ("registry", "0004_standing_and_continuing"),
        ("registry", "0005_end_what_was_followed"),
        ("registry", "0006_across_people_words"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("decrees", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="DefinitionImport",
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
                        related_name="definition_imports",
                        to="organisation.office",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="definition_imports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("uploaded_by", models.CharField(max_length=200)),
                ("file_name", models.CharField(max_length=255)),
                ("size_bytes", models.PositiveBigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu giliran"),
                            ("checking", "Diperiksa"),
                            ("checked", "Selesai diperiksa"),
                            ("keeping", "Disimpan"),
                            ("kept", "Tersimpan"),
                            ("refused", "Ditolak"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("rows_done", models.PositiveIntegerField(default=0)),
                ("rows_total", models.PositiveIntegerField(default=0)),
                ("changed_count", models.PositiveIntegerField(default=0)),
                ("wrong_count", models.PositiveIntegerField(default=0)),
                ("needs_reason", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True, verbose_name="alasan")),
                (
                    "keep_at",
                    models.DateTimeField(
                        help_text="When keeping was asked for: the moment of the decision.",
                        null=True,
                    ),
                ),
                ("refusal", models.TextField(blank=True)),
                ("waiting_bytes", models.BinaryField(null=True)),
                (
                    "marked_bytes",
                    models.BinaryField(
                        help_text="The workbook with what is wrong in its cells.",
                        null=True,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="selesai")),
            ],
            options={
                "verbose_name": "impor definisi",
                "indexes": [
                    models.Index(fields=["office", "status"], name="import_office")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["waiting", "checking"]),
                                ("waiting_bytes__isnull", False),
                            ),
                            models.Q(
                                ("status__in", ["waiting", "checking"]), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="import_keeps_bytes_until_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                (
                                    "status__in",
                                    ["waiting", "checking", "checked", "keeping"],
                                ),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("status__in", ["kept", "refused", "cancelled"]),
                            ),
                            _connector="OR",
                        ),
                        name="import_ends_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["keeping", "kept"]), _negated=True
                            ),
                            ("wrong_count", 0),
                            _connector="OR",
                        ),
                        name="import_with_errors_is_never_kept",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="import_refused_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistryVersion",
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
                        related_name="registry_versions",
                        to="organisation.office",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="versi")),
                (
                    "decree",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registry_version",
                        to="decrees.decree",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="berlaku mulai")),
                (
                    "valid_until",
                    models.DateField(null=True, verbose_name="berlaku sampai"),
                ),
            ],
            options={
                "verbose_name": "versi registri",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "number"), name="version_once_in_office"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="version_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitOfMeasure",
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
                        related_name="units_of_measure",
                        to="organisation.office",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="satuan")),
                ("key", models.CharField(max_length=60)),
                (
                    "written_as",
                    models.CharField(
                        blank=True,
                        help_text="The spelling that replaces this one; empty: it is a unit itself.",
                        max_length=60,
                        verbose_name="ditulis",
                    ),
                ),
                ("added_by", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "satuan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "key"), name="unit_of_measure_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("key", ""), _negated=True),
                        ),
                        name="unit_of_measure_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("written_as", models.F("name")), _negated=True
                        ),
                        name="spelling_replaced_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objective",
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.registryversion",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        help_text="The first version that does not hold it; null: it stands.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.registryversion",
                    ),
                ),
                ("order", models.FloatField()),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="organisation.position",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=20)),
                ("text", models.TextField(verbose_name="sasaran")),
            ],
            options={
                "verbose_name": "sasaran",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "position", "order"), name="objective_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Function",
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.registryversion",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        help_text="The first version that does not hold it; null: it stands.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.registryversion",
                    ),
                ),
                ("order", models.FloatField()),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_items",
                        to="organisation.position",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=20)),
                ("text", models.TextField()),
            ],
            options={
                "verbose_name": "fungsi",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "position", "order"), name="function_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.registryversion",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        help_text="The first version that does not hold it; null: it stands.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.registryversion",
                    ),
                ),
                ("order", models.FloatField()),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_items",
                        to="organisation.position",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=20)),
                ("text", models.TextField()),
            ],
            options={
                "verbose_name": "tugas",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "position", "order"), name="duty_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.registryversion",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        help_text="The first version that does not hold it; null: it stands.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.registryversion",
                    ),
                ),
                ("order", models.FloatField()),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="registry.objective",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="organisation.position",
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="registry.indicator",
                    ),
                ),
                ("text", models.TextField(verbose_name="indikator")),
                ("source_line", models.PositiveIntegerField(null=True)),
                ("source_page", models.PositiveIntegerField(null=True)),
            ],
            options={
                "verbose_name": "indikator",
                "indexes": [
                    models.Index(
                        fields=["version", "position"], name="indicator_position"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("continues", models.F("id")), _negated=True
                        ),
                        name="indicator_continues_another",
                    ),
                    models.UniqueConstraint(
                        fields=("objective", "order"), name="indicator_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Definition",
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
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="definitions",
                        to="registry.indicator",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(default=1, verbose_name="versi"),
                ),
                ("is_current", models.BooleanField(default=True)),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("ratio", "Perbandingan dua angka"),
                            ("count", "Jumlah"),
                            ("value", "Nilai"),
                            ("grade", "Predikat"),
                            ("date", "Tanggal"),
                            ("yes_no", "Ada atau tidak"),
                            ("terms", "Beberapa komponen berbobot"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "polarity",
                    models.CharField(
                        choices=[
                            ("higher", "Makin tinggi makin baik"),
                            ("lower", "Makin rendah makin baik"),
                            ("range", "Di dalam rentang"),
                            ("stable", "Makin dekat target makin baik"),
                            ("zero", "Tidak boleh terjadi"),
                            ("yes_no", "Ada atau tidak"),
                            ("date", "Paling lambat pada tanggal"),
                            ("grade", "Predikat pada skala"),
                        ],
                        max_length=10,
                        verbose_name="arah",
                    ),
                ),
                (
                    "accumulation",
                    models.CharField(
                        choices=[
                            ("sum", "Dijumlahkan"),
                            ("last", "Nilai terakhir"),
                            ("average", "Rata-rata"),
                            ("highest", "Tertinggi"),
                            ("lowest", "Terendah"),
                            ("ratio", "Jumlah pembilang dibagi jumlah penyebut"),
                        ],
                        max_length=10,
                        verbose_name="akumulasi",
                    ),
                ),
                (
                    "unit_of_measure",
                    models.CharField(max_length=60, verbose_name="satuan"),
                ),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="angka desimal"
                    ),
                ),
                (
                    "scale",
                    models.CharField(blank=True, max_length=20, verbose_name="skala"),
                ),
                (
                    "target_is_maximum",
                    models.BooleanField(default=False, verbose_name="target tertinggi"),
                ),
                (
                    "numerator_label",
                    models.TextField(blank=True, verbose_name="pembilang"),
                ),
                (
                    "denominator_label",
                    models.TextField(blank=True, verbose_name="penyebut"),
                ),
                (
                    "operational_definition",
                    models.TextField(verbose_name="definisi operasional"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="alasan")),
                ("formula", models.TextField(verbose_name="rumus")),
                (
                    "data_source",
                    models.TextField(blank=True, verbose_name="sumber data"),
                ),
                (
                    "evidence_wanted",
                    models.TextField(blank=True, verbose_name="bukti yang diminta"),
                ),
                (
                    "evidence_minimum",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="bukti paling sedikit"
                    ),
                ),
                (
                    "evidence_kinds",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Words of EvidenceKind; an empty list takes any kind.",
                        verbose_name="jenis bukti",
                    ),
                ),
                (
                    "across_people",
                    models.CharField(
                        choices=[
                            ("average", "Rata-rata"),
                            ("sum", "Dijumlahkan"),
                            ("ratio", "Jumlah pembilang dibagi jumlah penyebut"),
                            ("highest", "Tertinggi"),
                            ("lowest", "Terendah"),
                            ("days", "Rata-rata berbobot hari"),
                            ("last", "Nilai pemangku terakhir"),
                            ("none", "Tidak digabung"),
                        ],
                        default="average",
                        max_length=10,
                        verbose_name="penggabungan antarpegawai",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("month", "Setiap bulan"),
                            ("quarter", "Setiap triwulan"),
                            ("semester", "Setiap semester"),
                            ("year", "Setahun sekali"),
                        ],
                        default="quarter",
                        max_length=10,
                        verbose_name="frekuensi pelaporan",
                    ),
                ),
                (
                    "due_day",
                    models.PositiveSmallIntegerField(
                        help_text="Days after the end of the period; null: the day of the window.",
                        null=True,
                        verbose_name="hari jatuh tempo",
                    ),
                ),
                (
                    "needs_due_dates",
                    models.BooleanField(
                        default=False,
                        verbose_name="memerlukan daftar tanggal jatuh tempo",
                    ),
                ),
                (
                    "terms",
                    models.TextField(
                        blank=True,
                        help_text="One a line: weight in percent and what is weighed.",
                        verbose_name="komponen berbobot",
                    ),
                ),
                (
                    "provider",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="penyedia data"
                    ),
                ),
                (
                    "collector",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="pengumpul data"
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        help_text="Who answers for the indicator; null: the position that bears it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.position",
                    ),
                ),
                (
                    "verifier",
                    models.ForeignKey(
                        help_text="Who verifies; null: the superior.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.position",
                    ),
                ),
                (
                    "baseline",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nilai awal"
                    ),
                ),
                (
                    "change_reason",
                    models.TextField(blank=True, verbose_name="alasan perubahan"),
                ),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                (
                    "decided_at",
                    models.DateTimeField(null=True, verbose_name="diterima"),
                ),
            ],
            options={
                "verbose_name": "definisi indikator",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "number"), name="definition_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("indicator",),
                        name="one_current_definition",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("decided_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="definition_decided_by_and_at_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("measure", "ratio"), _negated=True),
                            models.Q(
                                models.Q(("numerator_label", ""), _negated=True),
                                models.Q(("denominator_label", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ratio_names_both_parts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("change_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="definition_change_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_day__isnull", True),
                            models.Q(("due_day__gte", 1), ("due_day__lte", 60)),
                            _connector="OR",
                        ),
                        name="definition_due_day_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DefinitionImportRow",
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
                (
                    "belongs_to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="registry.definitionimport",
                    ),
                ),
                (
                    "definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registry.definition",
                    ),
                ),
                ("changes", models.JSONField()),
            ],
            options={
                "verbose_name": "baris impor definisi",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("belongs_to", "definition"), name="import_row_once"
                    )
                ],
            },
        ),
    ]
