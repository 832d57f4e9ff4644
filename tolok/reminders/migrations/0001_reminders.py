"""None"""

import django.db.models.deletion
from django.db import migrations, models

import tolok.reminders.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("measurement", "0002_guards"), ("organisation", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="CalendarKey",
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
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_key",
                        to="organisation.person",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
            ],
            options={"verbose_name": "kunci kalender"},
        ),
        migrations.CreateModel(
            name="Reminder",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="organisation.person",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="organisation.office",
                    ),
                ),
                ("on", models.DateField(verbose_name="hari")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("digest", "Pengingat harian"),
                            ("trial", "Kiriman uji"),
                            ("code", "Kode surel"),
                        ],
                        default="digest",
                        max_length=10,
                    ),
                ),
                ("kinds", models.JSONField(default=list, verbose_name="jenis")),
                ("summary", models.CharField(max_length=300, verbose_name="ringkasan")),
                (
                    "mail",
                    models.CharField(
                        choices=[
                            ("none", "Di aplikasi saja"),
                            ("waiting", "Menunggu dikirim"),
                            ("sending", "Sedang dikirim"),
                            ("sent", "Terkirim"),
                            ("refused", "Ditolak penerima"),
                            ("dropped", "Tidak perlu lagi"),
                            ("merged", "Digabung ke hari berikutnya"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="surel",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Surel dikirim"),
                            ("no_address", "Belum ada surel"),
                            ("not_confirmed", "Surel belum dikonfirmasi"),
                            ("switched_off", "Surel dimatikan penerima"),
                            ("office_off", "Surel dimatikan kantor"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "address",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="alamat"
                    ),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="percobaan"
                    ),
                ),
                ("tried_at", models.DateTimeField(null=True, verbose_name="dicoba")),
                (
                    "next_at",
                    models.DateTimeField(null=True, verbose_name="dicoba lagi"),
                ),
                ("sent_at", models.DateTimeField(null=True, verbose_name="terkirim")),
                (
                    "trouble",
                    models.CharField(blank=True, max_length=300, verbose_name="sebab"),
                ),
            ],
            options={
                "verbose_name": "pengingat",
                "indexes": [
                    models.Index(fields=["office", "-on"], name="reminder_office_on"),
                    models.Index(
                        condition=models.Q(("mail__in", ["waiting", "sending"])),
                        fields=["office", "next_at"],
                        name="reminder_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("purpose", "digest")),
                        fields=("person", "on"),
                        name="one_digest_a_person_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mail", "sent"), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="reminder_sent_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderChoice",
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
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder_choice",
                        to="organisation.person",
                    ),
                ),
                (
                    "switched_off",
                    models.JSONField(
                        default=list,
                        help_text="Words of ReminderKind.",
                        verbose_name="yang dimatikan",
                    ),
                ),
                (
                    "by_email",
                    models.BooleanField(default=True, verbose_name="juga lewat surel"),
                ),
            ],
            options={"verbose_name": "pilihan pengingat"},
        ),
        migrations.CreateModel(
            name="ReminderSetting",
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
                        related_name="reminder_setting",
                        to="organisation.office",
                    ),
                ),
                (
                    "is_on",
                    models.BooleanField(default=True, verbose_name="pengingat menyala"),
                ),
                (
                    "by_email",
                    models.BooleanField(default=True, verbose_name="juga lewat surel"),
                ),
                (
                    "days_before",
                    models.JSONField(
                        default=tolok.reminders.models.days_before,
                        verbose_name="hari sebelum tenggat",
                    ),
                ),
                (
                    "days_after",
                    models.JSONField(
                        default=tolok.reminders.models.days_after,
                        verbose_name="hari sesudah tenggat",
                    ),
                ),
                (
                    "from_hour",
                    models.PositiveSmallIntegerField(
                        default=8, verbose_name="mulai pukul"
                    ),
                ),
                (
                    "until_hour",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="sampai pukul"
                    ),
                ),
                (
                    "verify_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="Used where the office's rule of escalation names no days.",
                        verbose_name="hari kerja untuk memverifikasi",
                    ),
                ),
                (
                    "superior_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="Null: a superior is never told of missing reports.",
                        null=True,
                        verbose_name="atasan diberi tahu sekian hari sesudah tenggat",
                    ),
                ),
                (
                    "obligatory",
                    models.JSONField(
                        default=list,
                        help_text="Words of ReminderKind.",
                        verbose_name="pengingat wajib",
                    ),
                ),
                (
                    "obligatory_basis",
                    models.TextField(blank=True, verbose_name="dasar pengingat wajib"),
                ),
                (
                    "closing",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="kalimat penutup"
                    ),
                ),
                (
                    "keep_days",
                    models.PositiveIntegerField(
                        default=365, verbose_name="catatan disimpan (hari)"
                    ),
                ),
            ],
            options={
                "verbose_name": "aturan pengingat",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_hour__lt", models.F("until_hour")),
                            ("until_hour__lte", 24),
                        ),
                        name="reminder_hours_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("keep_days__gte", 30), ("keep_days__lte", 3650)
                        ),
                        name="reminder_log_kept_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verify_days__gte", 1)),
                        name="reminder_verify_days_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nudge",
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
                        related_name="nudges",
                        to="measurement.realisation",
                    ),
                ),
                ("on", models.DateField(verbose_name="hari")),
                (
                    "by_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                ("by_name", models.CharField(max_length=200, verbose_name="oleh")),
            ],
            options={
                "verbose_name": "ingatan atasan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("realisation", "on"), name="nudged_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderStep",
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
                    "reminder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="reminders.reminder",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("subject", models.CharField(max_length=60)),
                ("step", models.CharField(max_length=60)),
            ],
            options={
                "verbose_name": "langkah pengingat",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind", "subject", "step"), name="told_once"
                    )
                ],
            },
        ),
    ]
