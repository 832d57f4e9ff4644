"""Each picture as it came is kept beside the document that several became."""

import django.db.models.deletion
from django.db import migrations, models

from tolok.records.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [
        ("decrees", "0002_guards"),
        ("records", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadingOriginal",
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
                ("number", models.PositiveSmallIntegerField()),
                ("file_name", models.CharField(max_length=255)),
                ("waiting_bytes", models.BinaryField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.storedfile",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals",
                        to="decrees.decreereading",
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas asal",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reading", "number"), name="original_number_in_reading"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("file__isnull", True), ("waiting_bytes__isnull", False)
                            ),
                            models.Q(
                                ("file__isnull", False), ("waiting_bytes__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="original_waits_or_is_kept",
                    ),
                ],
            },
        ),
        forbid(
            name="kept_original_never_changes",
            table="decrees_readingoriginal",
            event="UPDATE",
            when="OLD.file_id IS NOT NULL",
            message="a picture that is kept does not change",
        ),
        forbid(
            name="kept_original_never_leaves",
            table="decrees_readingoriginal",
            event="DELETE",
            when="OLD.file_id IS NOT NULL",
            message="a picture that is kept does not leave",
        ),
    ]
