"""The trail, stored files and notices."""

from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("records", "0001_initial"),
        ("records", "0002_append_only"),
        ("records", "0003_notice"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditChain",
            fields=[
                (
                    "name",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("length", models.PositiveBigIntegerField(default=0)),
                (
                    "last_hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        max_length=64,
                    ),
                ),
            ],
            options={"verbose_name": "rantai jejak audit"},
        ),
        migrations.CreateModel(
            name="AuditEvent",
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
                ("chain", models.CharField(max_length=40)),
                ("number", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField(verbose_name="waktu")),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(max_length=200, verbose_name="pelaku")),
                ("action", models.CharField(max_length=80, verbose_name="tindakan")),
                ("subject_kind", models.CharField(max_length=80)),
                ("subject_id", models.CharField(max_length=40)),
                ("subject_label", models.TextField(blank=True)),
                ("office_id", models.BigIntegerField(null=True)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("note", models.TextField(blank=True)),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "peristiwa",
                "indexes": [
                    models.Index(
                        fields=["subject_kind", "subject_id"], name="event_subject"
                    ),
                    models.Index(fields=["office_id", "-at"], name="event_office_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("chain", "number"), name="one_event_per_link"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                ("person_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(max_length=80)),
                ("subject_id", models.BigIntegerField()),
                ("subject_label", models.TextField(blank=True)),
                ("by_name", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True)),
                ("read_at", models.DateTimeField(null=True, verbose_name="dibaca")),
            ],
            options={
                "verbose_name": "pemberitahuan",
                "indexes": [
                    models.Index(
                        fields=["person_id", "-created_at"], name="notice_person"
                    ),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["person_id"],
                        name="notice_unread",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", ""), _negated=True),
                        name="notice_has_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
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
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size_bytes", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                (
                    "deleted_at",
                    models.DateTimeField(null=True, verbose_name="isinya dihapus"),
                ),
                (
                    "deleted_by",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="dihapus oleh"
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size_bytes__gt", 0)),
                        name="stored_file_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deleted_at__isnull", True), ("deleted_by", "")),
                            models.Q(
                                ("deleted_at__isnull", False),
                                models.Q(("deleted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="deleted_by_and_at_together",
                    ),
                ],
            },
        ),
    ]
