"""Checks of the settings: what is wrong, why it matters and how to mend it."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def check_settings(**_others: Any) -> list[CheckMessage]:
    """Return what is wrong with the settings that an office may change."""
    return [
        *check_hosts(),
        *check_home(),
        *check_secret(),
        *check_rules(),
        *check_mail(),
        *check_signing(),
    ]


def check_hosts() -> Iterator[CheckMessage]:
    """Yield what is unsafe where others than this machine can reach us."""
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "TOLOK_HOSTS berisi *, sehingga nama kantor apa pun diterima.",
            hint="Tulis nama yang dipakai saja: TOLOK_HOSTS=kinerja.kantor.go.id",
            id="tolok.E001",
        )
    if settings.ONLY_LOCAL:
        return
    if settings.DEBUG:
        yield Error(
            "TOLOK_DEBUG menyala padahal TOLOK_HOSTS memuat nama umum: isi program dan "
            "data dapat terbaca orang lain.",
            hint="Hapus TOLOK_DEBUG, lalu jalankan ulang.",
            id="tolok.E002",
        )
    if not settings.HTTPS:
        yield Error(
            "TOLOK_HTTPS dimatikan padahal TOLOK_HOSTS memuat nama umum: kata sandi "
            "lewat tanpa sandi jaringan.",
            hint="Hapus TOLOK_HTTPS=0 dan pasang HTTPS di depan Tolok (deploy/nginx.conf).",
            id="tolok.E003",
        )
    elif not getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        yield checks.Warning(
            "HTTPS diwajibkan, tetapi Tolok belum diberi tahu bahwa ada proksi di "
            "depannya: peramban akan terus dialihkan.",
            hint="Isi TOLOK_BEHIND_PROXY=1, dan pastikan proksi mengirim "
            "X-Forwarded-Proto (deploy/nginx.conf).",
            id="tolok.W004",
        )
    if settings.BENCH:
        yield checks.Warning(
            "TOLOK_BENCH menyala: waktu dan banyaknya kueri terlihat oleh siapa pun.",
            hint="Hapus TOLOK_BENCH pada pemasangan yang dipakai.",
            id="tolok.W005",
        )


def check_home() -> Iterator[CheckMessage]:
    """Yield an error where TOLOK_HOME cannot be written."""
    home = Path(settings.HOME)
    nearest = next(place for place in (home, *home.parents) if place.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        yield Error(
            f"TOLOK_HOME ({home}) tidak dapat ditulis, sehingga tidak ada yang dapat "
            "disimpan.",
            hint=f"Beri izin menulis kepada pemakai yang menjalankan Tolok: "
            f"chown -R tolok {home}; atau tunjuk folder lain dengan TOLOK_HOME.",
            id="tolok.E006",
        )


def check_secret() -> Iterator[CheckMessage]:
    """Yield what is wrong with the file that holds the secret."""
    file = Path(settings.HOME) / "secret-key"
    if not file.exists():
        return
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Error(
            f"Kunci rahasia {file} dapat dibaca pemakai lain di komputer ini.",
            hint=f"Jalankan: chmod 600 {file}",
            id="tolok.E007",
        )


def check_rules() -> Iterator[CheckMessage]:
    """Yield an error where the folder of regional rules is not there."""
    folder = settings.REGIONAL_RULES
    if folder and not Path(folder).is_dir():
        yield Error(
            f"TOLOK_RULES menunjuk {folder}, yang bukan folder.",
            hint="Tunjuk folder aturan daerah, atau hapus TOLOK_RULES untuk memakai "
            "aturan nasional saja.",
            id="tolok.E008",
        )


def check_mail() -> Iterator[CheckMessage]:
    """Yield what keeps letters from leaving, or lets others read them."""
    address = settings.PUBLIC_ADDRESS
    if address and not re.fullmatch(r"https?://[^\s/@]+(/[^\s@]*)?", address):
        yield Error(
            f"TOLOK_ADDRESS ({address}) bukan alamat web, sehingga tautan dalam surel "
            "tidak dapat dibuka.",
            hint="Tulis seperti di peramban: TOLOK_ADDRESS=https://kinerja.kantor.go.id",
            id="tolok.E010",
        )
    if not settings.EMAIL_HOST:
        return
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", sender):
        yield Error(
            "TOLOK_MAIL_FROM kosong atau bukan alamat surel: server surel akan "
            "menolak semua kiriman.",
            hint="Isi alamat pengirim kantor: TOLOK_MAIL_FROM=tolok@kantor.go.id",
            id="tolok.E011",
        )
    if bool(settings.EMAIL_HOST_USER) != bool(settings.EMAIL_HOST_PASSWORD):
        yield Error(
            "TOLOK_MAIL_USER dan TOLOK_MAIL_PASSWORD harus diisi berdua atau kosong "
            "berdua.",
            hint="Isi keduanya seperti yang diberikan pengelola surel, atau hapus "
            "keduanya bila server menerima tanpa sandi.",
            id="tolok.E012",
        )
    local = settings.EMAIL_HOST in {"localhost", "127.0.0.1", "::1"}
    if settings.MAIL_SECURITY == "none" and not local:
        yield (Error if settings.EMAIL_HOST_PASSWORD else checks.Warning)(
            "TOLOK_MAIL_SECURITY=none: surel, dan sandi bila ada, lewat jaringan tanpa "
            "sandi.",
            hint="Isi starttls (port 587) atau tls (port 465).",
            id="tolok.E013" if settings.EMAIL_HOST_PASSWORD else "tolok.W014",
        )
    if (settings.MAIL_SECURITY, settings.EMAIL_PORT) in {
        ("starttls", 465),
        ("tls", 587),
    }:
        yield checks.Warning(
            f"TOLOK_MAIL_PORT={settings.EMAIL_PORT} lazimnya tidak memakai "
            f"{settings.MAIL_SECURITY}: sambungan dapat menggantung.",
            hint="Pakai starttls dengan 587, atau tls dengan 465.",
            id="tolok.W015",
        )
    if not address:
        yield checks.Warning(
            "TOLOK_ADDRESS kosong: surel pengingat tidak memuat tautan ke Tolok.",
            hint="Isi alamat yang dibuka orang: TOLOK_ADDRESS=https://kinerja.kantor.go.id",
            id="tolok.W016",
        )


def check_signing() -> Iterator[CheckMessage]:
    """Yield what keeps the e-signature service from being asked, or safely asked."""
    address = settings.SIGNING_ADDRESS
    if not address:
        return
    place = urlsplit(address)
    if place.scheme not in {"http", "https"} or not place.hostname or place.query:
        yield Error(
            f"TOLOK_TTE_ADDRESS ({address}) bukan alamat layanan tanda tangan.",
            hint="Tulis seperti yang diberikan pengelolanya: "
            "TOLOK_TTE_ADDRESS=https://esign.kantor.example",
            id="tolok.E017",
        )
    elif place.scheme == "http" and place.hostname not in {
        *("localhost", "127.0.0.1", "::1"),
    }:
        yield Error(
            "TOLOK_TTE_ADDRESS memakai http: NIK dan passphrase penanda tangan lewat "
            "jaringan tanpa sandi.",
            hint="Pasang HTTPS pada layanan itu, lalu tulis alamatnya dengan https://",
            id="tolok.E018",
        )
    if not (settings.SIGNING_USER and settings.SIGNING_PASSWORD):
        yield Error(
            "TOLOK_TTE_USER atau TOLOK_TTE_PASSWORD kosong: layanan tanda tangan akan "
            "menolak Tolok.",
            hint="Isi keduanya seperti yang diberikan pengelola layanan.",
            id="tolok.E019",
        )
    if len(settings.SIGNING_TAG) != 1 or settings.SIGNING_TAG.isalnum():
        yield Error(
            f"TOLOK_TTE_TAG ({settings.SIGNING_TAG}) bukan satu tanda baca, sehingga "
            "tempat tanda tangan tidak ditemukan.",
            hint="Pakai satu tanda yang tidak dipakai dalam naskah, misalnya # atau $.",
            id="tolok.E020",
        )


@register(Tags.database)
def check_database(
    databases: Sequence[str] | None = None, **_others: Any
) -> list[CheckMessage]:
    """Return an error where the database does not answer."""
    from django.db import DatabaseError, connections

    found: list[CheckMessage] = []
    for alias in databases or ():
        try:
            connections[alias].ensure_connection()
        except (DatabaseError, OSError) as error:
            said = str(error).strip().splitlines() or [type(error).__name__]
            found.append(
                Error(
                    f"Basis data tidak dapat dihubungi: {said[0]}",
                    hint="Periksa DATABASE_URL, apakah server PostgreSQL berjalan, dan "
                    "apakah pengguna serta sandinya benar.",
                    id="tolok.E009",
                )
            )
    return found
