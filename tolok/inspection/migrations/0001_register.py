"""None"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("measurement", "0002_guards"),
        ("organisation", "0001_tables"),
        ("records", "0002_guards"),
        ("registry", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="InspectionNote",
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
                    "kind",
                    models.CharField(
                        choices=[("working", "Catatan kerja"), ("finding", "Temuan")],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("text", models.TextField(verbose_name="uraian")),
                (
                    "position",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspection_notes",
                        to="organisation.position",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspection_notes",
                        to="registry.indicator",
                    ),
                ),
                (
                    "realisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspection_notes",
                        to="measurement.realisation",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("author_name", models.CharField(max_length=200)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=200)),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, verbose_name="alasan penarikan"),
                ),
            ],
            options={
                "verbose_name": "catatan pemeriksaan",
                "indexes": [
                    models.Index(fields=["office", "-created_at"], name="note_office")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="note_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("indicator__isnull", True),
                                ("realisation__isnull", True),
                            ),
                            models.Q(
                                ("position__isnull", True),
                                ("realisation__isnull", True),
                            ),
                            models.Q(
                                ("indicator__isnull", True), ("position__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="note_about_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="note_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
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
                        related_name="recommendations",
                        to="organisation.office",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="nomor")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("lhe", "Laporan hasil evaluasi (LHE)"),
                            ("review", "Reviu"),
                            ("audit", "Audit"),
                        ],
                        max_length=10,
                        verbose_name="sumber",
                    ),
                ),
                (
                    "report_number",
                    models.CharField(max_length=120, verbose_name="nomor laporan"),
                ),
                ("report_dated_on", models.DateField(verbose_name="tanggal laporan")),
                ("text", models.TextField(verbose_name="rekomendasi")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="organisation.unit",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        help_text="Of that unit; null: whoever leads the unit answers.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="organisation.position",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="inspection.inspectionnote",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="tenggat")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "Baru"),
                            ("answered", "Ditanggapi"),
                            ("followed_up", "Ditindaklanjuti"),
                            ("done", "Selesai"),
                            ("impossible", "Tidak dapat ditindaklanjuti"),
                            ("withdrawn", "Ditarik"),
                        ],
                        default="new",
                        max_length=12,
                    ),
                ),
                (
                    "judgement",
                    models.CharField(
                        blank=True,
                        choices=[("fit", "Sesuai"), ("unfit", "Belum sesuai")],
                        max_length=5,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("author_name", models.CharField(max_length=200)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "rekomendasi",
                "indexes": [
                    models.Index(
                        fields=["office", "status", "due_on"], name="recommendation_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "number"), name="recommendation_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("report_number", ""), _negated=True),
                        ),
                        name="recommendation_says_what_and_where",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("closed_by__isnull", True)
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="closed_by_and_at_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answered_by_and_at_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_by__isnull", False),
                                ("status__in", ("done", "impossible", "withdrawn")),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ("done", "impossible", "withdrawn")),
                                    _negated=True,
                                ),
                                ("closed_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="closed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_by", models.F("answered_by")), _negated=True
                        ),
                        name="nobody_closes_own_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "done"), _negated=True),
                            models.Q(
                                ("answered_by__isnull", False), ("judgement", "fit")
                            ),
                            _connector="OR",
                        ),
                        name="done_was_judged_fit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecommendationStep",
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
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="inspection.recommendation",
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("written", "Rekomendasi ditulis"),
                            ("answered", "Ditanggapi"),
                            ("followed_up", "Tindak lanjut dilaporkan"),
                            ("fit", "Dinilai sesuai"),
                            ("unfit", "Dinilai belum sesuai"),
                            ("impossible", "Dinyatakan tidak dapat ditindaklanjuti"),
                            ("withdrawn", "Ditarik"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=200)),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="jabatan"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="uraian")),
            ],
            options={
                "verbose_name": "langkah rekomendasi",
                "indexes": [
                    models.Index(
                        fields=["recommendation", "at"], name="recommendation_step"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecommendationEvidence",
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
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="inspection.recommendationstep",
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="nama")),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendation_evidence",
                        to="records.storedfile",
                    ),
                ),
                (
                    "link",
                    models.URLField(blank=True, max_length=500, verbose_name="tautan"),
                ),
            ],
            options={
                "verbose_name": "bukti tindak lanjut",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", False), ("link", "")),
                            models.Q(
                                ("file__isnull", True),
                                models.Q(("link", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="follow_up_evidence_is_file_or_link",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("file__isnull", False)),
                        fields=("step", "file"),
                        name="same_file_once_in_a_step",
                    ),
                ],
            },
        ),
    ]
