"""Scores, roll-ups and what computed them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("scoring", "0001_initial"),
        ("scoring", "0002_published_never_changes"),
    ]

    initial = True

    dependencies = [
        ("measurement", "0001_tables"),
        ("organisation", "0001_tables"),
        ("planning", "0001_tables"),
        ("registry", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="RollUp",
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
                    "key",
                    models.CharField(
                        help_text="Level, subject, and period or year.",
                        max_length=60,
                        unique=True,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.office",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="planning.period",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("indicator", "Indikator"),
                            ("objective", "Sasaran"),
                            ("seat", "Pegawai dalam jabatan"),
                            ("person", "Pegawai"),
                            ("position", "Jabatan"),
                            ("unit", "Unit kerja"),
                            ("office", "Perangkat daerah"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="organisation.unit",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="organisation.position",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="registry.objective",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="registry.indicator",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="organisation.person",
                    ),
                ),
                ("hundredths", models.BigIntegerField(null=True)),
                (
                    "count",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="How many values of the level below it is the mean of.",
                    ),
                ),
                (
                    "owed",
                    models.PositiveIntegerField(
                        default=0, help_text="How many realisations are owed below it."
                    ),
                ),
                (
                    "counted",
                    models.PositiveIntegerField(
                        default=0, help_text="How many of those have an achievement."
                    ),
                ),
                ("class_name", models.CharField(blank=True, max_length=40)),
                ("class_rank", models.PositiveSmallIntegerField(null=True)),
                ("basis", models.JSONField(default=dict)),
                ("computed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "rekapitulasi capaian",
                "indexes": [
                    models.Index(
                        fields=["office", "level", "period"], name="roll_up_office"
                    ),
                    models.Index(fields=["position", "year"], name="roll_up_position"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
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
                    "realisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="measurement.realisation",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(default=1, verbose_name="versi"),
                ),
                ("is_current", models.BooleanField(default=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("computed", "Terhitung"),
                            ("not_reported", "Belum dilaporkan"),
                            ("not_computable", "Tidak dapat dihitung"),
                            ("refused", "Ditolak"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "achievement_percent",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="capaian",
                    ),
                ),
                (
                    "score",
                    models.DecimalField(
                        decimal_places=2, max_digits=8, null=True, verbose_name="nilai"
                    ),
                ),
                (
                    "class_name",
                    models.CharField(blank=True, max_length=40, verbose_name="kelas"),
                ),
                ("class_rank", models.PositiveSmallIntegerField(null=True)),
                ("rules", models.CharField(max_length=60)),
                (
                    "measurement",
                    models.JSONField(help_text="What the calculator was given."),
                ),
                (
                    "passport",
                    models.JSONField(
                        help_text="The steps, as the calculator took them."
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("computed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "nilai capaian",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("realisation", "number"), name="score_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("realisation",),
                        name="one_current_score",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("achievement_percent__isnull", False),
                                ("status", "computed"),
                            ),
                            models.Q(
                                models.Q(("status", "computed"), _negated=True),
                                ("achievement_percent__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="computed_has_achievement",
                    ),
                ],
            },
        ),
    ]
