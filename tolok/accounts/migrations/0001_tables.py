"""People who sign in."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("accounts", "0001_initial"), ("accounts", "0002_email_confirmed")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
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
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last login"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                (
                    "username",
                    models.CharField(
                        max_length=60, unique=True, verbose_name="nama pengguna"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="surel"),
                ),
                (
                    "email_confirmed_at",
                    models.DateTimeField(null=True, verbose_name="surel dikonfirmasi"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
                (
                    "is_administrator",
                    models.BooleanField(
                        default=False, verbose_name="administrator sistem"
                    ),
                ),
                (
                    "must_change_password",
                    models.BooleanField(
                        default=False, verbose_name="harus mengganti kata sandi"
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Ikut perangkat"),
                            ("light", "Terang"),
                            ("dark", "Gelap"),
                        ],
                        default="",
                        max_length=5,
                        verbose_name="tampilan",
                    ),
                ),
            ],
            options={
                "verbose_name": "akun",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"),
                        name="username_once_any_case",
                    )
                ],
            },
        )
    ]
