"""Roll-ups of a year, of an indicator and of a person; all are computed anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0003_seat_shares"),
        ("planning", "0006_weights"),
        ("registry", "0006_across_people_words"),
        ("scoring", "0002_published_never_changes"),
    ]

    operations = [
        migrations.DeleteModel(name="RollUp"),
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
                    "objective",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="registry.objective",
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
                    "period",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="planning.period",
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
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="organisation.unit",
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
    ]
