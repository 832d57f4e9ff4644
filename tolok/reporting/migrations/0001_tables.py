"""Publications, yearly reports and issued documents."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("reporting", "0001_publication"), ("reporting", "0002_yearly_report")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisation", "0001_tables"),
        ("planning", "0001_tables"),
        ("records", "0001_tables"),
        ("registry", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="OfficialDocument",
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
                    "code",
                    models.CharField(max_length=12, unique=True, verbose_name="kode"),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="organisation.office",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("measurement", "Tabel pengukuran kinerja"),
                            ("recap", "Rekap capaian kinerja"),
                            ("book", "Kamus indikator"),
                        ],
                        max_length=12,
                        verbose_name="jenis",
                    ),
                ),
                ("scope", models.CharField(max_length=320, verbose_name="cakupan")),
                (
                    "period",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.period",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        help_text="The period, or the day, in words.",
                        max_length=120,
                        verbose_name="perihal",
                    ),
                ),
                (
                    "cut_off",
                    models.CharField(
                        help_text="As the document states it.",
                        max_length=120,
                        verbose_name="batas data",
                    ),
                ),
                (
                    "is_whole",
                    models.BooleanField(
                        help_text="Made with a view of all of the office's realisations."
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issued_by",
                    models.CharField(max_length=200, verbose_name="diterbitkan oleh"),
                ),
                ("issued_as", models.CharField(max_length=320, verbose_name="selaku")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.storedfile",
                    ),
                ),
                (
                    "file_name",
                    models.CharField(max_length=255, verbose_name="nama berkas"),
                ),
                ("once", models.CharField(max_length=32, unique=True)),
            ],
            options={
                "verbose_name": "dokumen terbit",
                "indexes": [
                    models.Index(
                        fields=["office", "-created_at"], name="document_office"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
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
                        related_name="publications",
                        to="organisation.office",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.period",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="terbitan ke")),
                (
                    "slug",
                    models.SlugField(
                        help_text="The office in the address.", max_length=200
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="tampil mulai")),
                ("note", models.TextField(blank=True, verbose_name="catatan mutu")),
                (
                    "content",
                    models.JSONField(help_text="tolok-publik/1, as it was approved."),
                ),
                ("published_by", models.CharField(max_length=200)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=200)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, verbose_name="alasan penarikan"),
                ),
            ],
            options={
                "verbose_name": "terbitan untuk publik",
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["slug", "starts_on"],
                        name="publication_shown",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "year", "number"), name="publication_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportRun",
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
                        related_name="+",
                        to="organisation.office",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_runs",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_by", models.CharField(max_length=200)),
                (
                    "form",
                    models.CharField(
                        choices=[("docx", "Word (DOCX)"), ("pdf", "PDF")], max_length=10
                    ),
                ),
                ("is_a4", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu giliran"),
                            ("making", "Sedang disusun"),
                            ("done", "Selesai"),
                            ("failed", "Gagal"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("step", models.PositiveIntegerField(default=0)),
                ("steps", models.PositiveIntegerField(default=0)),
                ("doing", models.CharField(blank=True, max_length=200)),
                ("refusal", models.TextField(blank=True)),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.storedfile",
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "penyusunan laporan",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["office"],
                        name="report_run_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "done"), _negated=True),
                            ("file__isnull", False),
                            _connector="OR",
                        ),
                        name="done_run_has_file",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Benchmark",
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
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmarks",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmarks",
                        to="registry.indicator",
                    ),
                ),
                (
                    "end_year",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="tahun akhir Renstra"
                    ),
                ),
                (
                    "end_target",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="target akhir Renstra"
                    ),
                ),
                (
                    "province",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nilai provinsi"
                    ),
                ),
                (
                    "national",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nilai nasional"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="sumber pembanding"
                    ),
                ),
                ("decided_by", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "pembanding",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "indicator"), name="benchmark_once_in_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
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
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_lines",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_lines",
                        to="registry.objective",
                    ),
                ),
                (
                    "code",
                    models.CharField(blank=True, max_length=40, verbose_name="kode"),
                ),
                ("programme", models.CharField(max_length=300, verbose_name="program")),
                (
                    "ceiling",
                    models.DecimalField(
                        decimal_places=2, max_digits=20, null=True, verbose_name="pagu"
                    ),
                ),
                (
                    "spent",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=20,
                        null=True,
                        verbose_name="realisasi anggaran",
                    ),
                ),
                ("decided_by", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "baris anggaran",
                "indexes": [models.Index(fields=["year"], name="budget_line_year")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme", ""), _negated=True),
                        name="budget_line_names_programme",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ceiling__isnull", True),
                                ("ceiling__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("spent__isnull", True),
                                ("spent__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="budget_amounts_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Narrative",
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
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narratives",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "part",
                    models.CharField(help_text="A key of lkjip_parts.", max_length=80),
                ),
                (
                    "number",
                    models.PositiveIntegerField(default=1, verbose_name="versi"),
                ),
                ("is_current", models.BooleanField(default=True)),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Blank: the draft stands again.",
                        verbose_name="naskah",
                    ),
                ),
                ("written_by", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "bagian naskah",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "part", "number"), name="narrative_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("year", "part"),
                        name="one_current_narrative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentWithdrawal",
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
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="reporting.officialdocument",
                    ),
                ),
                ("reason", models.TextField(verbose_name="alasan penarikan")),
                (
                    "withdrawn_by",
                    models.CharField(max_length=200, verbose_name="ditarik oleh"),
                ),
                (
                    "withdrawn_as",
                    models.CharField(max_length=320, verbose_name="selaku"),
                ),
            ],
            options={
                "verbose_name": "penarikan dokumen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="document_withdrawn_with_a_reason",
                    )
                ],
            },
        ),
    ]
