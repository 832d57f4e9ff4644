"""Weights of indicators and objectives."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0005_change_has_basis"),
        ("registry", "0006_across_people_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Weight",
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
                    "number",
                    models.PositiveIntegerField(default=1, verbose_name="versi"),
                ),
                ("is_current", models.BooleanField(default=True)),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Null: the weight was taken back.",
                        max_digits=5,
                        null=True,
                        verbose_name="bobot",
                    ),
                ),
                ("decided_by", models.CharField(max_length=200)),
                ("decided_at", models.DateTimeField()),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weights",
                        to="registry.indicator",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weights",
                        to="registry.objective",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weights",
                        to="planning.performanceyear",
                    ),
                ),
            ],
            options={
                "verbose_name": "bobot",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("indicator__isnull", True),
                                ("objective__isnull", False),
                            ),
                            models.Q(
                                ("indicator__isnull", False),
                                ("objective__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="weight_of_indicator_or_objective",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True),
                            models.Q(("percent__gt", 0), ("percent__lte", 100)),
                            _connector="OR",
                        ),
                        name="weight_in_bounds",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("indicator__isnull", False), ("is_current", True)
                        ),
                        fields=("year", "indicator"),
                        name="one_current_weight_of_indicator",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("is_current", True), ("objective__isnull", False)
                        ),
                        fields=("year", "objective"),
                        name="one_current_weight_of_objective",
                    ),
                ],
            },
        ),
    ]
