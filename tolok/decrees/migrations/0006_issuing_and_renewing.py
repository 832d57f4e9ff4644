"""Documents that are issued, the template and the rules of an office, the next decree."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decrees", "0005_mends_of_matches"),
        ("organisation", "0002_delegation"),
        ("records", "0003_notice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decree",
            name="started_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewals",
                to="decrees.decree",
            ),
        ),
        migrations.CreateModel(
            name="OfficeTemplate",
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
                ("number", models.PositiveIntegerField()),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("decided_by", models.CharField(max_length=200)),
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decree_templates",
                        to="organisation.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "templat keputusan",
            },
        ),
        migrations.CreateModel(
            name="IssuedDocument",
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
                ("asked_by", models.CharField(max_length=200)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("docx", "Word (DOCX)"),
                            ("pdf", "PDF"),
                            ("json", "Data (JSON)"),
                        ],
                        max_length=4,
                        verbose_name="bentuk",
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[
                            ("folio", "Folio (F4), 215 × 330 mm"),
                            ("a4", "A4, 210 × 297 mm"),
                        ],
                        max_length=5,
                        verbose_name="kertas",
                    ),
                ),
                (
                    "is_whole",
                    models.BooleanField(
                        help_text="An amendment laid over what it amends, not the amendment alone.",
                        verbose_name="seluruh isi registri",
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Sedang disusun"),
                            ("done", "Siap diunduh"),
                            ("failed", "Gagal disusun"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                (
                    "decree",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="decrees.decree",
                    ),
                ),
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_documents",
                        to="organisation.office",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_documents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decrees.officetemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "naskah terbitan",
            },
        ),
        migrations.CreateModel(
            name="LintChoice",
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
                ("pack", models.CharField(max_length=40, verbose_name="paket aturan")),
                (
                    "rules",
                    models.JSONField(
                        default=dict,
                        help_text="Rule code to its weight and the reason for it.",
                    ),
                ),
                ("decided_by", models.CharField(max_length=200)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lint_choices",
                        to="organisation.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "pilihan aturan pemeriksaan",
                "indexes": [
                    models.Index(fields=["office", "-created_at"], name="lint_office")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="officetemplate",
            constraint=models.UniqueConstraint(
                fields=("office", "number"), name="template_number_in_office"
            ),
        ),
        migrations.AddConstraint(
            model_name="officetemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file__isnull", True), ("file_name", "")),
                    models.Q(
                        ("file__isnull", False),
                        models.Q(("file_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="template_file_has_its_name",
            ),
        ),
        migrations.AddIndex(
            model_name="issueddocument",
            index=models.Index(fields=["decree", "-created_at"], name="issued_decree"),
        ),
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file__isnull", False), ("status", "done")),
                    models.Q(
                        models.Q(("status", "done"), _negated=True),
                        ("file__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="issued_when_there_is_a_file",
            ),
        ),
    ]
