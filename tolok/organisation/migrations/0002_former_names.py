"""What positions were called before a decree named them otherwise is written down."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerName",
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
                ("title", models.CharField(max_length=300, verbose_name="jabatan")),
                (
                    "unit_name",
                    models.CharField(max_length=300, verbose_name="unit kerja"),
                ),
                ("until", models.DateField(verbose_name="sampai")),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to="organisation.position",
                    ),
                ),
            ],
            options={
                "verbose_name": "nama lama jabatan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("position", "until"), name="one_former_name_a_day"
                    )
                ],
            },
        ),
    ]
