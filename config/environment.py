"""Read the settings that an office may change, from the environment.

Every value has a safe default; a value that cannot be right stops the start with
one Indonesian sentence that says which one, why and how to mend it.
"""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


TRUE = {"1", "true", "ya", "yes", "on"}
FALSE = {"0", "false", "tidak", "no", "off", ""}
LEAST_SECRET = 32
BAD_ADDRESS = (
    "DATABASE_URL tidak dikenali. Tulis postgresql://PENGGUNA:SANDI@HOST:PORT/NAMA "
    "untuk PostgreSQL, atau kosongkan untuk SQLite."
)


def text(name: str, default: str = "") -> str:
    """Return the variable's text without blanks at either end."""
    return os.environ.get(name, default).strip()


def switch(name: str, *, default: bool) -> bool:
    """Return a yes or no; anything else stops the start."""
    value = text(name, "1" if default else "0").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    message = f"{name}={value!r} tidak dimengerti. Isi 1 (ya) atau 0 (tidak)."
    raise ImproperlyConfigured(message)


def whole(name: str, default: int, *, least: int, most: int) -> int:
    """Return a whole number between `least` and `most`."""
    value = text(name, str(default))
    if not value.isdecimal() or not least <= int(value) <= most:
        message = (
            f"{name}={value!r} di luar batas. Isi bilangan bulat {least} sampai {most}."
        )
        raise ImproperlyConfigured(message)
    return int(value)


def one_of(name: str, default: str, words: tuple[str, ...]) -> str:
    """Return one of some words, whatever its capitals; any other stops the start."""
    value = text(name, default).lower()
    if value not in words:
        message = f"{name}={value!r} tidak dikenal. Isi salah satu: {', '.join(words)}."
        raise ImproperlyConfigured(message)
    return value


def listed(name: str, default: str = "") -> list[str]:
    """Return the parts of a list written with commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def secret_key(home: Path) -> str:
    """Return the secret from the environment, or the one kept in `home`.

    The first start makes one, readable by its owner alone.
    """
    given = text("TOLOK_SECRET_KEY")
    if given:
        if len(given) < LEAST_SECRET:
            message = (
                "TOLOK_SECRET_KEY terlalu pendek. Pakai sedikitnya 32 huruf acak, "
                "atau kosongkan supaya Tolok membuatnya sendiri."
            )
            raise ImproperlyConfigured(message)
        return given
    file = home / "secret-key"
    try:
        kept = file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return made_secret(file)
    except (OSError, UnicodeDecodeError) as error:
        message = (
            f"Kunci rahasia {file} tidak dapat dibaca: {error}. Jalankan Tolok sebagai "
            "pemilik berkas itu."
        )
        raise ImproperlyConfigured(message) from error
    if len(kept) < LEAST_SECRET:
        message = (
            f"Kunci rahasia {file} kosong atau terpotong. Hapus berkas itu; Tolok "
            "membuat yang baru, dan semua orang perlu masuk lagi."
        )
        raise ImproperlyConfigured(message)
    return kept


def made_secret(file: Path) -> str:
    """Make a secret in `file` whole, or take the one that another start just made."""
    made = secrets.token_urlsafe(48)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=file.parent, prefix=".secret-")
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(made)
        try:
            os.link(unfinished, file)
        except FileExistsError:
            made = file.read_text(encoding="ascii").strip()
        finally:
            Path(unfinished).unlink()
    except OSError as error:
        message = (
            f"TOLOK_HOME ({file.parent}) tidak dapat ditulis: {error.strerror}. Beri izin "
            "menulis kepada pemakai yang menjalankan Tolok, atau tunjuk folder lain."
        )
        raise ImproperlyConfigured(message) from error
    return made


def database(home: Path) -> dict[str, Any]:
    """Return the database settings from DATABASE_URL; SQLite in `home` without it."""
    address = text("DATABASE_URL")
    if not address:
        return sqlite(home / "tolok.sqlite3")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return sqlite(Path("/" + unquote(parts.path).lstrip("/")))
    # A page asks many small questions: compiling one to machine code takes longer than
    # answering it. `options=` in the address takes our own away, for a pool that wants none.
    options: dict[str, Any] = {
        "options": "-c jit=off",
        **dict(parse_qsl(parts.query, keep_blank_values=True)),
    }
    if not options["options"]:
        del options["options"]
    pool = str(options.pop("pool", "8"))
    if (
        parts.scheme not in {"postgres", "postgresql"}
        or not parts.path.strip("/")
        or not pool.isdecimal()
    ):
        raise ImproperlyConfigured(BAD_ADDRESS)
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(BAD_ADDRESS) from error
    if int(pool):
        options["pool"] = {"min_size": 1, "max_size": int(pool), "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def sqlite(file: Path) -> dict[str, Any]:
    """Return settings for SQLite that let readers go on while one writes."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000; "
                "PRAGMA mmap_size=134217728;"
            ),
        },
    }
