"""Starts Django for the commands that need it, and turns its troubles into words."""

import functools
import os
from argparse import Namespace
from collections.abc import Callable

from tolok.kernel.collecting import keep_what_is_loaded
from tolok.kernel.refusals import NotNow, Refusal, Unfit


Run = Callable[[Namespace], int]


class NotConfigured(Unfit):
    """A setting is wrong."""


class DatabaseTrouble(NotNow):
    """The database does not answer, or not as it should."""


def start_django() -> None:
    """Load the settings and the rooms. Raises `NotConfigured`."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise NotConfigured(str(error)) from error
    except OSError as error:
        raise NotConfigured(
            f"Pengaturan tidak dapat dimuat: {error}. Periksa TOLOK_HOME dan izin "
            "menulis di sana."
        ) from error
    keep_what_is_loaded()


def needs_django(run: Run) -> Run:
    """Start Django before a command, and say plainly what the database cannot do."""

    @functools.wraps(run)
    def started(asked: Namespace) -> int:
        start_django()
        from django.core.exceptions import ValidationError
        from django.db import DatabaseError

        try:
            return run(asked)
        except ValidationError as error:
            raise Unfit(" ".join(error.messages)) from error
        except DatabaseError as error:
            raise explained(error) from error

    return started


def explained(error: Exception) -> Refusal:
    """Return what a database error means and what to do next."""
    text = str(error).strip()
    plain = text.lower()
    if "no such table" in plain or "does not exist" in plain:
        return DatabaseTrouble(
            "Basis data belum disiapkan. Jalankan dahulu: tolok prepare"
        )
    if "locked" in plain:
        return DatabaseTrouble(
            "Basis data sedang dipakai proses lain. Tunggu sebentar, lalu ulangi."
        )
    if "full" in plain or "no space" in plain:
        return DatabaseTrouble(
            "Ruang penyimpanan penuh. Kosongkan sebagian, lalu ulangi."
        )
    return DatabaseTrouble(
        f"Basis data tidak dapat dipakai: {text.splitlines()[0] if text else error!r}. "
        "Periksa DATABASE_URL dan apakah server basis data berjalan."
    )
