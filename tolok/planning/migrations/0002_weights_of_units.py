"""Weights of positions and units, beside those of indicators and objectives."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_tables"),
        ("planning", "0001_tables"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="weight",
            name="weight_of_indicator_or_objective",
        ),
        migrations.AddField(
            model_name="weight",
            name="position",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="weights",
                to="organisation.position",
            ),
        ),
        migrations.AddField(
            model_name="weight",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="weights",
                to="organisation.unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="weight",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("indicator__isnull", False),
                        ("objective__isnull", True),
                        ("position__isnull", True),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("indicator__isnull", True),
                        ("objective__isnull", False),
                        ("position__isnull", True),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("indicator__isnull", True),
                        ("objective__isnull", True),
                        ("position__isnull", False),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("indicator__isnull", True),
                        ("objective__isnull", True),
                        ("position__isnull", True),
                        ("unit__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="weight_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="weight",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True), ("position__isnull", False)),
                fields=("year", "position"),
                name="one_current_weight_of_position",
            ),
        ),
        migrations.AddConstraint(
            model_name="weight",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True), ("unit__isnull", False)),
                fields=("year", "unit"),
                name="one_current_weight_of_unit",
            ),
        ),
    ]
