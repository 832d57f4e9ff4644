"""`tolok doctor`: is everything whole? Each part, and what to do where it is not."""

import json
import shutil
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from tolok.cli.indonesian import Commands
from tolok.cli.output import write
from tolok.cli.wiring import explained, needs_django


SHOWN_FAULTS = 20
LEAST_FREE_BYTES = 1_073_741_824
STALE_SECONDS = 120


@dataclass
class Part:
    """One thing examined: its faults, what to do about them, and what was seen."""

    name: str
    advice: str
    seen: str = ""
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "doctor",
        help="periksa kesehatan pemasangan",
        description="Periksa pengaturan, basis data, jejak audit, berkas dan ruang "
        "penyimpanan. Hanya membaca; tidak ada yang diubah.",
    )
    parser.add_argument("--json", action="store_true", help="cetak sebagai JSON")
    parser.set_defaults(run=run)


@needs_django
def run(asked: Namespace) -> int:
    """Examine every part; return 1 where any has a fault."""
    parts = [settings_part(), reached := database_part()]
    if not reached.faults:
        parts.append(tables := tables_part())
        if not tables.faults:
            parts += [trail_part(), files_part(), retention_part()]
    parts += [space_part(), scans_part(), jobs_part()]
    if asked.json:
        write(
            json.dumps([asdict(part) for part in parts], ensure_ascii=False, indent=2)
        )
    else:
        for part in parts:
            show(part)
    return int(any(part.faults for part in parts))


def show(part: Part) -> None:
    """Print a part, its faults and, where there are any, what to do."""
    if not part.faults:
        write(f"✔ {part.name}: {part.seen or 'baik'}")
    else:
        write(f"✘ {part.name}: {len(part.faults)} kesalahan")
        for fault in part.faults[:SHOWN_FAULTS]:
            write(f"    {fault}")
        left = len(part.faults) - SHOWN_FAULTS
        if left > 0:
            write(f"    … dan {left} lagi; semuanya ada dalam --json.")
        write(f"  → {part.advice}")
    for line in part.notes:
        write(f"  · {line}")


def settings_part() -> Part:
    """Examine the settings with Django's checks and ours."""
    from django.core import checks

    part = Part(
        "Pengaturan", "Ubah pengaturan yang disebut, lalu jalankan ulang Tolok."
    )
    for message in checks.run_checks(include_deployment_checks=False):
        text = message.msg + (f" {message.hint}" if message.hint else "")
        if message.level >= checks.WARNING and not message.is_silenced():
            part.faults.append(text)
    return part


def database_part() -> Part:
    """Ask the database whether it is there and whole."""
    from django.db import DatabaseError, connection

    part = Part(
        "Basis data",
        "Hentikan Tolok, salin TOLOK_HOME ke tempat aman, lalu pulihkan cadangan "
        "terakhir dengan: tolok restore",
    )
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA integrity_check")
                part.faults += [row[0] for row in cursor if row[0] != "ok"]
                cursor.execute("PRAGMA foreign_key_check")
                part.faults += [
                    f"Baris {row[1]} tabel {row[0]} menunjuk baris {row[2]} yang hilang."
                    for row in cursor
                ]
            else:
                cursor.execute(
                    "SELECT relname FROM pg_class JOIN pg_index ON indexrelid = oid "
                    "WHERE NOT indisvalid"
                )
                part.faults += [f"Indeks {row[0]} tidak sah." for row in cursor]
            part.seen = f"{connection.display_name}, utuh"
    except DatabaseError as error:
        part.faults.append(explained(error).message)
        part.advice = "Perbaiki sambungan ke basis data, lalu jalankan lagi."
    return part


def tables_part() -> Part:
    """Tell which migrations the database does not have."""
    from tolok.cli.prepare import missing_migrations

    part = Part("Tabel", "Jalankan: tolok prepare", seen="mutakhir")
    part.faults += [f"Belum diterapkan: {name}" for name in missing_migrations()]
    return part


def trail_part() -> Part:
    """Follow the audit trail link by link."""
    from tolok.records.queries import find_broken_links

    return collected(
        Part(
            "Jejak audit",
            "Jejak pernah diubah di luar Tolok. Simpan basis data ini sebagai bukti, "
            "beri tahu pemeriksa, lalu bandingkan dengan cadangan terakhir.",
            seen="semua mata rantai menyambung",
        ),
        find_broken_links,
    )


def files_part() -> Part:
    """Hold every stored file against its hash."""
    from tolok.records.queries import find_broken_files

    return collected(
        Part(
            "Berkas",
            "Ambil berkas yang disebut dari cadangan terakhir ke TOLOK_HOME/files.",
            seen="semua ada dan tidak berubah",
        ),
        find_broken_files,
    )


def retention_part() -> Part:
    """Tell which files are past their retention; that is no fault, a person decides."""
    from django.utils import timezone

    from tolok.measurement.evidence_queries import count_expired

    part = Part("Masa simpan bukti", "", seen="tidak ada yang lewat masa simpan")
    found = count_expired(on=timezone.localdate())
    if found:
        part.seen = f"{sum(found.values())} berkas lewat masa simpan"
        part.notes += [
            f"{office}: {count} berkas. Perencana menghapusnya di Target dan jadwal, "
            "Aturan bukti dukung."
            for office, count in found.items()
        ]
    return part


def collected(part: Part, find: Callable[[], Iterator[str]]) -> Part:
    """Return the part with the faults found, at most a thousand."""
    part.faults += islice(find(), 1000)
    return part


def space_part() -> Part:
    """Measure the room that is left where data are kept."""
    from django.conf import settings

    part = Part("Ruang penyimpanan", "Kosongkan ruang atau perbesar penyimpanan.")
    free = shutil.disk_usage(settings.HOME).free
    part.seen = f"tersisa {free / 1_073_741_824:.0f} GB"
    if free < LEAST_FREE_BYTES:
        part.faults.append(f"Tersisa hanya {free // 1_048_576} MB di {settings.HOME}.")
    return part


def scans_part() -> Part:
    """Tell whether scans can be read; a machine that needs none is no fault."""
    from tolok.reader.sources.scan import recognition

    part = Part("Pembaca pindaian", "", seen="Tesseract dan data bahasa Indonesia ada")
    if not recognition.is_there():
        part.seen = "belum terpasang, jadi PDF hasil pindaian dan foto ditolak"
        part.notes.append("Pasang: apt install tesseract-ocr tesseract-ocr-ind")
    return part


def jobs_part() -> Part:
    """Tell whether the worker runs; a service that is stopped is no fault."""
    from django.conf import settings

    part = Part(
        "Pekerja latar", "Hentikan Tolok, lalu jalankan lagi.", seen="tidak berjalan"
    )
    beat = Path(settings.HOME) / "jobs" / "heartbeat"
    if beat.exists():
        age = time.time() - beat.stat().st_mtime
        part.seen = "berjalan"
        if age > STALE_SECONDS:
            part.faults.append(f"Tidak memberi tanda selama {age / 60:.0f} menit.")
    return part
