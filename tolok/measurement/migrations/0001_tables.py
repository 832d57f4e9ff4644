"""Realisations, their steps and their evidence."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tolok.measurement.models


class Migration(migrations.Migration):
    replaces = [
        ("measurement", "0001_initial"),
        ("measurement", "0002_verified_never_changes"),
        ("measurement", "0003_versions_and_levels"),
        ("measurement", "0004_versions_never_change"),
        ("measurement", "0005_evidence_rules"),
        ("measurement", "0006_parts_and_own_due"),
        ("measurement", "0007_verified_parts_stay"),
        ("measurement", "0008_sent_blank_is_explained"),
    ]

    initial = True

    dependencies = [
        ("organisation", "0001_tables"),
        ("planning", "0001_tables"),
        ("records", "0001_tables"),
        ("registry", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Realisation",
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
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="realisations",
                        to="registry.indicator",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="realisations",
                        to="planning.period",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="realisations",
                        to="organisation.person",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="realisations",
                        to="organisation.position",
                    ),
                ),
                (
                    "verifier",
                    models.ForeignKey(
                        help_text="The position whose holder verifies.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="to_verify",
                        to="organisation.position",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Belum dilaporkan"),
                            ("draft", "Draf"),
                            ("submitted", "Dikirim"),
                            ("returned", "Dikembalikan"),
                            ("checked", "Disetujui tingkat pertama"),
                            ("verified", "Terverifikasi"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(default=1, verbose_name="versi"),
                ),
                ("is_current", models.BooleanField(default=True)),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Grows with each change; two people cannot overwrite.",
                    ),
                ),
                (
                    "entered_text",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="sebagaimana ditulis"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=24,
                        null=True,
                        verbose_name="realisasi",
                    ),
                ),
                (
                    "numerator",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=24,
                        null=True,
                        verbose_name="pembilang",
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=24,
                        null=True,
                        verbose_name="penyebut",
                    ),
                ),
                (
                    "parts",
                    models.JSONField(
                        help_text="The entries of which the value was worked out, a text each.",
                        null=True,
                        verbose_name="komponen atau daftar jatuh tempo",
                    ),
                ),
                ("obstacles", models.TextField(blank=True, verbose_name="hambatan")),
                (
                    "follow_up",
                    models.TextField(blank=True, verbose_name="tindak lanjut"),
                ),
                ("drafted_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "is_late",
                    models.BooleanField(default=False, verbose_name="terlambat"),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="organisation.person",
                    ),
                ),
                (
                    "return_reason",
                    models.TextField(blank=True, verbose_name="alasan dikembalikan"),
                ),
                (
                    "second_verifier",
                    models.ForeignKey(
                        help_text="Whose holder decides after the first level; set when it accepted.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="to_verify_second",
                        to="organisation.position",
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="first_decisions",
                        to="organisation.person",
                    ),
                ),
                (
                    "escalated_to",
                    models.ForeignKey(
                        help_text="Whose holder may verify as well since it waited too long.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalated",
                        to="organisation.position",
                    ),
                ),
                (
                    "own_due_on",
                    models.DateField(
                        help_text="The due day that the definition sets; null: that of the period.",
                        null=True,
                        verbose_name="jatuh tempo indikator",
                    ),
                ),
                (
                    "extended_until",
                    models.DateField(
                        help_text="The due day of an extension, where the unit has one.",
                        null=True,
                        verbose_name="diperpanjang sampai",
                    ),
                ),
            ],
            options={
                "verbose_name": "realisasi",
                "indexes": [
                    models.Index(
                        fields=["person", "period"], name="realisation_person"
                    ),
                    models.Index(
                        fields=["verifier", "status", "period"],
                        name="realisation_queue",
                    ),
                    models.Index(
                        fields=["office", "period", "status"], name="realisation_office"
                    ),
                    models.Index(
                        fields=["position", "period"], name="realisation_position"
                    ),
                    models.Index(
                        condition=models.Q(("status", "checked")),
                        fields=["second_verifier"],
                        name="realisation_second",
                    ),
                    models.Index(
                        condition=models.Q(("status", "submitted")),
                        fields=["escalated_to"],
                        name="realisation_escalated",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("indicator", "period", "person"),
                        name="realisation_once",
                    ),
                    models.UniqueConstraint(
                        fields=("indicator", "period", "person", "number"),
                        name="realisation_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_current", True),
                            ("status", "verified"),
                            _connector="OR",
                        ),
                        name="only_verified_is_superseded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by", models.F("person")), _negated=True
                        ),
                        name="nobody_checks_own_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by", models.F("decided_by")), _negated=True
                        ),
                        name="two_levels_are_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checked_at__isnull", True),
                                ("checked_by__isnull", True),
                            ),
                            models.Q(
                                ("checked_at__isnull", False),
                                ("checked_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="checked_by_and_at_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "checked"), _negated=True),
                            models.Q(
                                ("checked_by__isnull", False),
                                ("second_verifier__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="checked_waits_for_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", models.F("person")), _negated=True
                        ),
                        name="nobody_verifies_own_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decided_by_and_at_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "verified"), _negated=True),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="verified_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "returned"), _negated=True),
                            models.Q(("return_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="returned_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["submitted", "checked", "verified"]),
                                _negated=True,
                            ),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="submitted_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ("submitted", "checked", "verified")),
                                _negated=True,
                            ),
                            models.Q(("entered_text", ""), _negated=True),
                            models.Q(("obstacles", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sent_blank_is_explained",
                    ),
                ],
            },
            managers=[("versions", django.db.models.manager.Manager())],
        ),
        migrations.CreateModel(
            name="VerificationSetting",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verification_setting",
                        to="organisation.office",
                    ),
                ),
                (
                    "two_levels",
                    models.BooleanField(default=False, verbose_name="dua tingkat"),
                ),
                (
                    "escalate_after_days",
                    models.PositiveSmallIntegerField(
                        help_text="Working days that work may wait; null: it never moves up.",
                        null=True,
                        verbose_name="dinaikkan setelah hari kerja",
                    ),
                ),
            ],
            options={"verbose_name": "aturan verifikasi"},
        ),
        migrations.CreateModel(
            name="EvidenceSetting",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_setting",
                        to="organisation.office",
                    ),
                ),
                (
                    "file_types",
                    models.JSONField(
                        default=tolok.measurement.models.every_file_type,
                        help_text="Words of FileType.",
                        verbose_name="jenis berkas",
                    ),
                ),
                (
                    "max_file_mb",
                    models.PositiveSmallIntegerField(
                        help_text="MB of 1,048,576 bytes; null: what the server takes.",
                        null=True,
                        verbose_name="berkas paling besar (MB)",
                    ),
                ),
                (
                    "retain_years",
                    models.PositiveSmallIntegerField(
                        help_text="Full years after the year of the period; null: for good.",
                        null=True,
                        verbose_name="masa simpan (tahun)",
                    ),
                ),
            ],
            options={
                "verbose_name": "aturan bukti dukung",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_file_mb__isnull", True),
                            ("max_file_mb__gte", 1),
                            _connector="OR",
                        ),
                        name="evidence_size_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retain_years__isnull", True),
                            models.Q(
                                ("retain_years__gte", 1), ("retain_years__lte", 50)
                            ),
                            _connector="OR",
                        ),
                        name="evidence_retention_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                        related_name="evidence",
                        to="measurement.realisation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("file", "Berkas"),
                            ("link", "Tautan"),
                            ("note", "Catatan"),
                        ],
                        max_length=6,
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="nama")),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="records.storedfile",
                    ),
                ),
                (
                    "link",
                    models.URLField(blank=True, max_length=500, verbose_name="tautan"),
                ),
                ("text", models.TextField(blank=True, verbose_name="catatan")),
                ("added_by", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "bukti dukung",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("file__isnull", False),
                                ("kind", "file"),
                                ("link", ""),
                                ("text", ""),
                            ),
                            models.Q(
                                ("file__isnull", True),
                                ("kind", "link"),
                                ("text", ""),
                                models.Q(("link", ""), _negated=True),
                            ),
                            models.Q(
                                ("file__isnull", True),
                                ("kind", "note"),
                                ("link", ""),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_is_file_link_or_note",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("file__isnull", False)),
                        fields=("realisation", "file"),
                        name="same_file_once_in_realisation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RealisationStep",
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
                    "realisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="measurement.realisation",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("opened", "Kewajiban dibuat"),
                            ("drafted", "Draf disimpan"),
                            ("evidence_added", "Bukti ditambahkan"),
                            ("evidence_removed", "Bukti dihapus"),
                            (
                                "evidence_expired",
                                "Isi bukti dihapus setelah masa simpan",
                            ),
                            ("submitted", "Dikirim"),
                            ("withdrawn", "Ditarik kembali"),
                            ("returned", "Dikembalikan"),
                            ("checked", "Disetujui tingkat pertama"),
                            ("verified", "Diverifikasi"),
                            ("reopened", "Dibuka kembali"),
                            ("escalated", "Dinaikkan ke atasan berikutnya"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=200)),
                ("note", models.TextField(blank=True)),
                ("reported", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "langkah",
                "indexes": [models.Index(fields=["realisation", "at"], name="step_at")],
            },
        ),
    ]
