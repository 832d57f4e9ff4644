"""Years, periods, windows, targets, proposals and weights."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("planning", "0001_initial"),
        ("planning", "0002_windows"),
        ("planning", "0003_proposals_and_year_settings"),
        ("planning", "0004_document_of_earlier_changes"),
        ("planning", "0005_change_has_basis"),
        ("planning", "0006_weights"),
        ("planning", "0007_weight_reason"),
        ("planning", "0008_reason_of_earlier_weights"),
        ("planning", "0009_weight_change_has_reason"),
        ("planning", "0010_target_imports"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisation", "0001_tables"),
        ("records", "0001_tables"),
        ("registry", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Basis",
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
                    "number",
                    models.CharField(max_length=120, verbose_name="nomor surat"),
                ),
                ("dated_on", models.DateField(verbose_name="tanggal surat")),
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
                ("added_by", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "dokumen dasar",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        name="basis_has_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
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
                        related_name="holidays",
                        to="organisation.office",
                    ),
                ),
                ("day", models.DateField(verbose_name="hari")),
                (
                    "is_working",
                    models.BooleanField(
                        default=False,
                        help_text="The office works on a day that is off elsewhere.",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nama hari")),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                ("decided_by", models.CharField(max_length=200)),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "hari libur",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "day"), name="holiday_once_in_office"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="holiday_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PerformanceYear",
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
                        related_name="years",
                        to="organisation.office",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("rules", models.CharField(max_length=60, verbose_name="paket aturan")),
                (
                    "elected",
                    models.BooleanField(
                        default=False,
                        help_text="The office keeps a repealed pack by its own decision.",
                    ),
                ),
                (
                    "holiday_shift",
                    models.CharField(
                        choices=[
                            ("stay", "Tetap pada harinya"),
                            ("next", "Mundur ke hari kerja berikutnya"),
                            ("previous", "Maju ke hari kerja sebelumnya"),
                        ],
                        default="stay",
                        max_length=8,
                        verbose_name="tenggat pada hari libur",
                    ),
                ),
                (
                    "with_joint_leave",
                    models.BooleanField(
                        default=True,
                        help_text="Whether days of joint leave (cuti bersama) are days off.",
                        verbose_name="cuti bersama dihitung libur",
                    ),
                ),
                (
                    "planner_sets_targets",
                    models.BooleanField(
                        default=True,
                        help_text="Else every target is proposed by its holder and answered.",
                        verbose_name="perencana menetapkan target langsung",
                    ),
                ),
                (
                    "opens_days_after",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="dibuka sekian hari sesudah periode"
                    ),
                ),
                (
                    "due_days_after",
                    models.PositiveSmallIntegerField(
                        default=9, verbose_name="tenggat sekian hari sesudah periode"
                    ),
                ),
                (
                    "late_days_after",
                    models.PositiveSmallIntegerField(
                        default=20,
                        verbose_name="terlambat diterima sekian hari sesudah periode",
                    ),
                ),
                (
                    "closes_days_after",
                    models.PositiveSmallIntegerField(
                        default=45,
                        help_text="Null: periods are never locked.",
                        null=True,
                        verbose_name="dikunci sekian hari sesudah periode",
                    ),
                ),
            ],
            options={
                "verbose_name": "tahun kinerja",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "year"), name="year_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_days_after__gte", models.F("opens_days_after")),
                            ("late_days_after__gte", models.F("due_days_after")),
                            models.Q(
                                ("closes_days_after__isnull", True),
                                ("closes_days_after__gte", models.F("late_days_after")),
                                _connector="OR",
                            ),
                        ),
                        name="year_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Period",
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
                        related_name="periods",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="organisation.office",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("year", "Tahun"),
                            ("semester", "Semester"),
                            ("quarter", "Triwulan"),
                            ("month", "Bulan"),
                        ],
                        max_length=10,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="ke")),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(verbose_name="sampai")),
                ("opens_on", models.DateField(verbose_name="pengisian dibuka")),
                ("due_on", models.DateField(verbose_name="tenggat")),
                (
                    "late_until",
                    models.DateField(verbose_name="terlambat diterima sampai"),
                ),
                (
                    "closes_on",
                    models.DateField(
                        help_text="The last day of decisions; then all is locked. Null: never locked.",
                        null=True,
                        verbose_name="dikunci setelah",
                    ),
                ),
                (
                    "planned_due_on",
                    models.DateField(
                        help_text="The due day before it moved off a holiday; null where it never did.",
                        null=True,
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(null=True, verbose_name="kewajiban dibuat"),
                ),
            ],
            options={
                "verbose_name": "periode",
                "indexes": [
                    models.Index(fields=["office", "starts_on"], name="period_start")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "kind", "number", "starts_on"),
                        name="period_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__gte", models.F("starts_on")),
                            ("due_on__gte", models.F("opens_on")),
                            ("late_until__gte", models.F("due_on")),
                        ),
                        name="period_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__isnull", True),
                            ("closes_on__gte", models.F("late_until")),
                            _connector="OR",
                        ),
                        name="period_closes_last",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                        related_name="proposals",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="registry.indicator",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="organisation.position",
                    ),
                ),
                (
                    "answering",
                    models.ForeignKey(
                        help_text="The superior position that answers.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.position",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Menunggu jawaban atasan"),
                            ("countered", "Diusulkan balik"),
                            ("returned", "Dikembalikan"),
                            ("agreed", "Disepakati"),
                            ("withdrawn", "Ditarik"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "usulan target",
                "indexes": [
                    models.Index(
                        fields=["answering", "status"], name="proposal_answering"
                    ),
                    models.Index(
                        fields=["position", "status"], name="proposal_position"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ["proposed", "countered", "returned"])
                        ),
                        fields=("indicator", "year"),
                        name="one_open_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by__isnull", True),
                            models.Q(
                                ("answered_by", models.F("proposed_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="nobody_answers_own_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answering", models.F("position")), _negated=True
                        ),
                        name="proposal_is_answered_above",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetImport",
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
                        related_name="target_imports",
                        to="organisation.office",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="target_imports",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="target_imports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("uploaded_by", models.CharField(max_length=200)),
                ("file_name", models.CharField(max_length=255)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu giliran"),
                            ("checking", "Diperiksa"),
                            ("checked", "Selesai diperiksa"),
                            ("keeping", "Disimpan"),
                            ("kept", "Tersimpan"),
                            ("refused", "Ditolak"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("rows_done", models.PositiveIntegerField(default=0)),
                ("rows_total", models.PositiveIntegerField(default=0)),
                ("changed_count", models.PositiveIntegerField(default=0)),
                ("wrong_count", models.PositiveIntegerField(default=0)),
                (
                    "revises",
                    models.BooleanField(
                        default=False,
                        help_text="It changes what was set: reason and letter are asked.",
                    ),
                ),
                (
                    "some_changes",
                    models.JSONField(
                        default=list,
                        help_text="The first rows that change: the indicator and what.",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="alasan")),
                (
                    "document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="dokumen dasar"
                    ),
                ),
                (
                    "letter_number",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nomor surat"
                    ),
                ),
                (
                    "letter_dated_on",
                    models.DateField(null=True, verbose_name="tanggal surat"),
                ),
                ("letter_name", models.CharField(blank=True, max_length=255)),
                ("letter_bytes", models.BinaryField(null=True)),
                (
                    "keep_at",
                    models.DateTimeField(
                        help_text="When keeping was asked for: the moment of the decision.",
                        null=True,
                    ),
                ),
                ("refusal", models.TextField(blank=True)),
                ("waiting_bytes", models.BinaryField(null=True)),
                (
                    "marked_bytes",
                    models.BinaryField(
                        help_text="The workbook with what is wrong in its cells.",
                        null=True,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="selesai")),
            ],
            options={
                "verbose_name": "impor target",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                (
                                    "status__in",
                                    ("waiting", "checking", "checked", "keeping"),
                                ),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("status__in", ("kept", "refused", "cancelled")),
                            ),
                            _connector="OR",
                        ),
                        name="target_import_ends_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "status__in",
                                    ("waiting", "checking", "checked", "keeping"),
                                ),
                                _negated=True,
                            ),
                            ("waiting_bytes__isnull", False),
                            _connector="OR",
                        ),
                        name="target_import_keeps_its_bytes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["keeping", "kept"]), _negated=True
                            ),
                            ("wrong_count", 0),
                            _connector="OR",
                        ),
                        name="target_import_with_errors_is_never_kept",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Weight",
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
                        related_name="weights",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weights",
                        to="registry.indicator",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weights",
                        to="registry.objective",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(default=1, verbose_name="versi"),
                ),
                ("is_current", models.BooleanField(default=True)),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Null: the weight was taken back.",
                        max_digits=5,
                        null=True,
                        verbose_name="bobot",
                    ),
                ),
                ("decided_by", models.CharField(max_length=200)),
                ("decided_at", models.DateTimeField()),
                (
                    "change_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="alasan perubahan"
                    ),
                ),
            ],
            options={
                "verbose_name": "bobot",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("change_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="weight_change_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("indicator__isnull", True),
                                ("objective__isnull", False),
                            ),
                            models.Q(
                                ("indicator__isnull", False),
                                ("objective__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="weight_of_indicator_or_objective",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True),
                            models.Q(("percent__gt", 0), ("percent__lte", 100)),
                            _connector="OR",
                        ),
                        name="weight_in_bounds",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("indicator__isnull", False), ("is_current", True)
                        ),
                        fields=("year", "indicator"),
                        name="one_current_weight_of_indicator",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("is_current", True), ("objective__isnull", False)
                        ),
                        fields=("year", "objective"),
                        name="one_current_weight_of_objective",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
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
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="planning.period",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.position",
                    ),
                ),
                ("ends_on", models.DateField(verbose_name="diperpanjang sampai")),
                ("reason", models.TextField(verbose_name="alasan")),
                ("given_by", models.CharField(max_length=200)),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "perpanjangan",
                "indexes": [models.Index(fields=["period"], name="extension_period")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="extension_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("position__isnull", True), ("unit__isnull", False)
                            ),
                            models.Q(
                                ("position__isnull", False), ("unit__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="extension_for_unit_or_position",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalStep",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="planning.proposal",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="ke")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("proposed", "Diusulkan"),
                            ("countered", "Diusulkan balik"),
                            ("returned", "Dikembalikan"),
                            ("agreed", "Disetujui"),
                            ("accepted", "Usul balik diterima"),
                            ("withdrawn", "Ditarik"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="waktu")),
                ("by_name", models.CharField(max_length=200)),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=320, verbose_name="jabatan"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="alasan")),
                (
                    "basis",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.basis",
                    ),
                ),
            ],
            options={
                "verbose_name": "langkah usulan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "number"), name="proposal_step_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("act__in", ["agreed", "accepted", "withdrawn"]),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_step_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
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
                        related_name="targets",
                        to="registry.indicator",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="planning.performanceyear",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="planning.period",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(default=1, verbose_name="versi"),
                ),
                ("is_current", models.BooleanField(default=True)),
                ("text", models.CharField(max_length=120, verbose_name="target")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=6,
                        help_text="The number in the text, where there is one; for charts.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "stretch_text",
                    models.CharField(
                        blank=True,
                        help_text="More than was promised; shown, never scored.",
                        max_length=120,
                        verbose_name="tantangan",
                    ),
                ),
                (
                    "stretch_value",
                    models.DecimalField(decimal_places=6, max_digits=24, null=True),
                ),
                ("decided_by", models.CharField(max_length=200)),
                ("decided_at", models.DateTimeField()),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="planning.proposal",
                    ),
                ),
                (
                    "promised_by",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="disanggupi oleh"
                    ),
                ),
                ("promised_at", models.DateTimeField(null=True)),
                (
                    "agreed_by",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="disetujui oleh"
                    ),
                ),
                ("agreed_at", models.DateTimeField(null=True)),
                (
                    "change_reason",
                    models.TextField(blank=True, verbose_name="alasan perubahan"),
                ),
                (
                    "document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="dokumen dasar"
                    ),
                ),
                (
                    "basis",
                    models.ForeignKey(
                        help_text="The letter by which an earlier target was changed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="planning.basis",
                    ),
                ),
                (
                    "only_stretch",
                    models.BooleanField(
                        default=False,
                        help_text="The promise itself stayed; only the stretch beside it changed.",
                    ),
                ),
            ],
            options={
                "verbose_name": "target",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("period__isnull", False)),
                        fields=("indicator", "period", "number"),
                        name="target_number_in_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("period__isnull", True)),
                        fields=("indicator", "year", "number"),
                        name="target_number_in_year",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("is_current", True), ("period__isnull", False)
                        ),
                        fields=("indicator", "period"),
                        name="one_current_target_in_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("is_current", True), ("period__isnull", True)
                        ),
                        fields=("indicator", "year"),
                        name="one_current_target_in_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("change_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="target_change_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            ("only_stretch", True),
                            ("basis__isnull", False),
                            models.Q(("document", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="target_change_has_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed_at__isnull", True),
                                ("agreed_by", ""),
                                ("promised_at__isnull", True),
                                ("promised_by", ""),
                                ("proposal__isnull", True),
                            ),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("promised_at__isnull", False),
                                ("proposal__isnull", False),
                                models.Q(("promised_by", ""), _negated=True),
                                models.Q(("agreed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agreed_target_names_both_sides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="target_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedTarget",
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
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="planning.proposalstep",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.period",
                    ),
                ),
                ("text", models.CharField(max_length=120, verbose_name="target")),
                (
                    "stretch_text",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="tantangan"
                    ),
                ),
            ],
            options={
                "verbose_name": "target yang diusulkan",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("period__isnull", False)),
                        fields=("step", "period"),
                        name="proposed_once_in_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("period__isnull", True)),
                        fields=("step",),
                        name="proposed_once_in_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="proposed_target_says_something",
                    ),
                ],
            },
        ),
    ]
