"""Decrees, their readings, corrections and comparisons."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("decrees", "0001_initial"),
        ("decrees", "0002_adopted_never_changes"),
        ("decrees", "0003_corrections_and_readings"),
        ("decrees", "0004_the_log_never_changes"),
        ("decrees", "0005_mends_of_matches"),
        ("decrees", "0006_issuing_and_renewing"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisation", "0001_tables"),
        ("records", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decree",
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
                        related_name="decrees",
                        to="organisation.office",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Rancangan"),
                            ("adopted", "Ditetapkan"),
                            ("superseded", "Diganti"),
                            ("dropped", "Dibatalkan"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "number",
                    models.CharField(blank=True, max_length=200, verbose_name="nomor"),
                ),
                ("about", models.TextField(blank=True, verbose_name="tentang")),
                (
                    "year_from",
                    models.PositiveSmallIntegerField(null=True, verbose_name="tahun"),
                ),
                (
                    "year_until",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="sampai tahun"
                    ),
                ),
                (
                    "decided_on",
                    models.DateField(null=True, verbose_name="tanggal keputusan"),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.storedfile",
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                (
                    "source_lines",
                    models.JSONField(help_text="The source text, one entry a line."),
                ),
                (
                    "content",
                    models.JSONField(
                        help_text="The decree in the form tolok-decree/1."
                    ),
                ),
                ("uploaded_by", models.CharField(max_length=200)),
                (
                    "adopted_at",
                    models.DateTimeField(null=True, verbose_name="ditetapkan"),
                ),
                ("adopted_by", models.CharField(blank=True, max_length=200)),
                ("adopter_id", models.BigIntegerField(null=True)),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="How many corrections the content has taken.",
                    ),
                ),
                (
                    "dismissed",
                    models.JSONField(
                        default=dict,
                        help_text="Findings put aside: key to reason, who and when.",
                    ),
                ),
                (
                    "bearing",
                    models.CharField(
                        choices=[
                            ("new", "Keputusan baru"),
                            ("amends", "Perubahan"),
                            ("replaces", "Pengganti"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="jenis perubahan",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="decrees.decree",
                    ),
                ),
                (
                    "started_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="decrees.decree",
                    ),
                ),
                (
                    "effective_from",
                    models.DateField(null=True, verbose_name="berlaku mulai"),
                ),
                (
                    "removes",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the positions of `follows` that an amendment takes away.",
                        verbose_name="jabatan yang dihapus",
                    ),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(null=True, verbose_name="diusulkan"),
                ),
                ("proposed_by", models.CharField(blank=True, max_length=200)),
                ("proposer_id", models.BigIntegerField(null=True)),
                ("proposed_revision", models.PositiveIntegerField(null=True)),
                (
                    "dropped_at",
                    models.DateTimeField(null=True, verbose_name="dibatalkan"),
                ),
                ("dropped_by", models.CharField(blank=True, max_length=200)),
                ("drop_reason", models.TextField(blank=True, verbose_name="alasan")),
            ],
            options={
                "verbose_name": "keputusan",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "dropped"]),
                            models.Q(
                                ("adopted_at__isnull", False),
                                models.Q(("adopted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="adopted_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_until__isnull", True),
                            ("year_until__gte", models.F("year_from")),
                            _connector="OR",
                        ),
                        name="decree_years_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("proposed_at__isnull", True),
                                ("proposed_by", ""),
                                ("proposed_revision__isnull", True),
                                ("proposer_id__isnull", True),
                            ),
                            models.Q(
                                ("proposed_at__isnull", False),
                                ("proposed_revision__isnull", False),
                                ("proposer_id__isnull", False),
                                models.Q(("proposed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposed_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposer_id__isnull", True),
                            ("adopter_id__isnull", True),
                            models.Q(
                                ("proposer_id", models.F("adopter_id")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="nobody_confirms_own_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bearing", "new"), ("follows__isnull", True)),
                            models.Q(
                                models.Q(("bearing", "new"), _negated=True),
                                ("follows__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="what_changes_names_what_it_changes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("drop_reason", ""),
                                ("dropped_at__isnull", True),
                                ("dropped_by", ""),
                            ),
                            models.Q(
                                ("dropped_at__isnull", False),
                                models.Q(("dropped_by", ""), _negated=True),
                                models.Q(("drop_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dropped_when_by_whom_and_why",
                    ),
                ],
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
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lint_choices",
                        to="organisation.office",
                    ),
                ),
                ("pack", models.CharField(max_length=40, verbose_name="paket aturan")),
                (
                    "rules",
                    models.JSONField(
                        default=dict,
                        help_text="Rule code to its weight and the reason for it.",
                    ),
                ),
                ("decided_by", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "pilihan aturan pemeriksaan",
                "indexes": [
                    models.Index(fields=["office", "-created_at"], name="lint_office")
                ],
            },
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
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decree_templates",
                        to="organisation.office",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.storedfile",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("decided_by", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "templat keputusan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "number"), name="template_number_in_office"
                    ),
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="AdoptionRule",
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
                        related_name="adoption_rules",
                        to="organisation.office",
                    ),
                ),
                (
                    "needs_second_person",
                    models.BooleanField(verbose_name="perlu orang kedua"),
                ),
                ("decided_by", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "aturan penetapan",
                "indexes": [
                    models.Index(fields=["office", "-created_at"], name="rule_office")
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
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
                    "decree",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="decrees.decree",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("do", "Perbaikan"),
                            ("undo", "Urungkan"),
                            ("redo", "Ulangi"),
                        ],
                        default="do",
                        max_length=4,
                    ),
                ),
                ("operation", models.CharField(max_length=10)),
                ("path", models.CharField(blank=True, max_length=200)),
                ("steps", models.JSONField()),
                ("inverse", models.JSONField()),
                ("actor_id", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "perbaikan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decree", "number"), name="correction_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DecreeReading",
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
                        related_name="decree_readings",
                        to="organisation.office",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decree_readings",
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
                            ("reading", "Sedang dibaca"),
                            ("done", "Selesai dibaca"),
                            ("refused", "Ditolak"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("pages_read", models.PositiveIntegerField(default=0)),
                ("pages_total", models.PositiveIntegerField(default=0)),
                ("waiting_bytes", models.BinaryField(null=True)),
                ("refusal", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True, verbose_name="selesai")),
                (
                    "decree",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading",
                        to="decrees.decree",
                    ),
                ),
                (
                    "content",
                    models.JSONField(help_text="The decree as it was read.", null=True),
                ),
                (
                    "boxes",
                    models.JSONField(
                        help_text="Where each source line stands: [page, x0, y0, x1, y1].",
                        null=True,
                    ),
                ),
            ],
            options={
                "verbose_name": "pembacaan",
                "indexes": [
                    models.Index(fields=["office", "status"], name="reading_office")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                ("status__in", ["waiting", "reading"]),
                                ("waiting_bytes__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ["waiting", "reading"]),
                                    _negated=True,
                                ),
                                ("ended_at__isnull", False),
                                ("waiting_bytes__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reading_keeps_bytes_until_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decree__isnull", False), ("status", "done")),
                            models.Q(
                                models.Q(("status", "done"), _negated=True),
                                ("decree__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reading_done_has_its_decree",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reading_refused_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchMend",
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
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decrees.decree",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decrees.decree",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("position", "Jabatan"),
                            ("duty", "Tugas"),
                            ("function", "Fungsi"),
                            ("objective", "Sasaran"),
                            ("indicator", "Indikator"),
                        ],
                        max_length=10,
                    ),
                ),
                ("first_key", models.CharField(max_length=16)),
                ("second_key", models.CharField(max_length=16)),
                ("first_text", models.TextField(verbose_name="bunyi dalam yang satu")),
                ("second_text", models.TextField(verbose_name="bunyi dalam yang lain")),
                ("are_one", models.BooleanField(verbose_name="satu baris yang sama")),
                ("made_by", models.CharField(max_length=200)),
                (
                    "undone_at",
                    models.DateTimeField(null=True, verbose_name="diurungkan"),
                ),
                ("undone_by", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "perbaikan pasangan",
                "indexes": [
                    models.Index(fields=["first", "second"], name="mend_decrees")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="mend_names_decrees_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_key", ""), _negated=True),
                            models.Q(("second_key", ""), _negated=True),
                        ),
                        name="mend_names_two_rows",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by", "")),
                            models.Q(
                                ("undone_at__isnull", False),
                                models.Q(("undone_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mend_undone_when_and_by_whom",
                    ),
                ],
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
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_documents",
                        to="organisation.office",
                    ),
                ),
                (
                    "decree",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="decrees.decree",
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
                (
                    "template",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decrees.officetemplate",
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
            ],
            options={
                "verbose_name": "naskah terbitan",
                "indexes": [
                    models.Index(fields=["decree", "-created_at"], name="issued_decree")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", False), ("status", "done")),
                            models.Q(
                                models.Q(("status", "done"), _negated=True),
                                ("file__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="issued_when_there_is_a_file",
                    )
                ],
            },
        ),
    ]
