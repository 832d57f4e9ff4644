"""An installation is prepared, examined, copied and brought back."""

import os
import sqlite3
import tarfile
import time
from pathlib import Path

import pytest

from tests.cli.installation import Installation


pytestmark = pytest.mark.installation


def only_file(installation: Installation) -> Path:
    (file,) = (f for f in (installation.home / "files").rglob("*") if f.is_file())
    return file


def backup(installation: Installation, target: Path) -> Path:
    done = installation.tolok("backup", str(target))
    assert done.returncode == 0, done.stderr
    return target


def test_preparing_twice_changes_nothing(installations) -> None:
    fresh = installations()

    first, second = fresh.tolok("migrate"), fresh.tolok("migrate")

    assert "Menyiapkan basis data" in first.stdout
    assert (second.returncode, second.stdout) == (0, "Basis data sudah mutakhir.\n")


@pytest.mark.any_engine
def test_tables_of_before_they_were_joined_are_taken_over_or_refused(filled) -> None:
    database = sqlite3.connect(filled.home / "tolok.sqlite3")
    forget = (
        "DELETE FROM django_migrations WHERE app = 'accounts' "
        "AND name IN ('0001_tables', '0001_initial', '0002_email_confirmed')"
    )
    recall = "INSERT INTO django_migrations (app, name, applied) VALUES ('accounts', ?, '2026-11-24')"
    database.execute(forget)
    database.execute(recall, ["0001_initial"])
    database.commit()

    half = filled.tolok("migrate")

    assert half.returncode == 2
    assert "berhenti di tengah pemutakhiran lama (accounts)" in half.stderr

    database.execute(recall, ["0002_email_confirmed"])
    database.commit()
    database.close()
    assert filled.tolok("migrate").stdout.endswith("sudah mutakhir.\n")
    assert "ratna" in filled.tolok("user", "list").stdout


@pytest.mark.parametrize(
    "arguments",
    [["user", "list"], ["serve", "--port", "18999"], ["demo", "--accounts"]],
)
def test_a_database_without_tables_says_what_to_do(installations, arguments) -> None:
    done = installations().tolok(*arguments)

    assert done.returncode == 2
    assert "Jalankan dahulu: tolok prepare" in done.stderr


def test_doctor_tells_that_tables_are_missing(installations) -> None:
    done = installations().tolok("doctor")

    assert done.returncode == 1
    assert "✘ Tabel" in done.stdout
    assert "→ Jalankan: tolok prepare" in done.stdout


def test_doctor_finds_a_whole_installation_whole(filled) -> None:
    done = filled.tolok("doctor")

    assert done.returncode == 0, done.stdout
    assert "✘" not in done.stdout
    assert "semua mata rantai menyambung" in done.stdout


@pytest.mark.any_engine
def test_doctor_finds_a_changed_file_and_a_missing_one(filled) -> None:
    only_file(filled).write_bytes(b"diubah")
    assert any("isinya berubah" in fault for fault in filled.doctor()["Berkas"])

    only_file(filled).unlink()
    assert any("hilang" in fault for fault in filled.doctor()["Berkas"])
    assert filled.tolok("doctor").returncode == 1


@pytest.mark.any_engine
def test_doctor_finds_a_worker_that_went_silent(filled) -> None:
    beat = filled.home / "jobs" / "heartbeat"
    beat.parent.mkdir()
    beat.touch()
    old = time.time() - 600
    os.utime(beat, (old, old))

    assert filled.doctor()["Pekerja latar"] == ["Tidak memberi tanda selama 10 menit."]


@pytest.mark.any_engine
def test_doctor_tells_that_the_database_is_away(filled) -> None:
    away = Installation(filled.home, "postgresql://x:y@127.0.0.1:9/z?pool=0")

    done = away.tolok("doctor")

    assert done.returncode == 1
    assert "Periksa DATABASE_URL" in done.stdout


def test_a_backup_comes_back_elsewhere_whole(filled, installations, tmp_path) -> None:
    archive = backup(filled, tmp_path / "cadangan.tar.gz")
    other = installations()

    done = other.tolok("restore", str(archive))

    assert done.returncode == 0, done.stderr
    assert "ratna" in other.tolok("user", "list").stdout
    assert only_file(other).read_bytes() == b"bukti"
    assert other.tolok("doctor").returncode == 0
    secret = other.home / "secret-key"
    assert secret.read_text() == (filled.home / "secret-key").read_text()
    assert secret.stat().st_mode & 0o777 == 0o600


@pytest.mark.any_engine
def test_a_backup_is_for_its_owners_eyes_alone(filled, tmp_path) -> None:
    archive = backup(filled, tmp_path / "cadangan.tar.gz")

    assert archive.stat().st_mode & 0o777 == 0o600


def test_data_are_not_replaced_without_force(filled, tmp_path) -> None:
    archive = backup(filled, tmp_path / "cadangan.tar.gz")
    filled.tolok("user", "add", "baru", "--name", "Baru")

    refused = filled.tolok("restore", str(archive))
    assert refused.returncode == 2
    assert "Sudah ada data" in refused.stderr
    assert "baru" in filled.tolok("user", "list").stdout

    forced = filled.tolok("restore", str(archive), "--force")
    assert forced.returncode == 0, forced.stderr
    assert "baru" not in filled.tolok("user", "list").stdout


@pytest.mark.any_engine
def test_nothing_is_replaced_while_the_service_runs(filled, tmp_path) -> None:
    archive = backup(filled, tmp_path / "cadangan.tar.gz")
    (filled.home / "jobs").mkdir()
    (filled.home / "jobs" / "heartbeat").touch()

    refused = filled.tolok("restore", str(archive), "--force")

    assert refused.returncode == 2
    assert "masih berjalan" in refused.stderr


def test_a_changed_backup_is_refused_and_nothing_is_touched(filled, tmp_path) -> None:
    archive = backup(filled, tmp_path / "cadangan.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path / "isi", filter="data")
    next(f for f in (tmp_path / "isi" / "files").rglob("*") if f.is_file()).write_bytes(
        b"palsu"
    )
    with tarfile.open(archive, "w:gz") as changed:
        changed.add(tmp_path / "isi" / "manifest.json", "manifest.json")
        for name in ("database", "files", "secret-key"):
            for file in sorted(
                [tmp_path / "isi" / name, *(tmp_path / "isi" / name).rglob("*")]
            ):
                if file.is_file():
                    changed.add(file, str(file.relative_to(tmp_path / "isi")))

    refused = filled.tolok("restore", str(archive), "--force")

    assert refused.returncode == 2
    assert "Isi cadangan berubah" in refused.stderr
    assert "ratna" in filled.tolok("user", "list").stdout


@pytest.mark.any_engine
def test_old_backups_are_taken_away_when_asked(filled, tmp_path) -> None:
    room = tmp_path / "cadangan"
    room.mkdir()
    for day in ("20200101", "20200102"):
        (room / f"tolok-{day}-000000.tar.gz").touch()

    done = filled.tolok("backup", str(room), "--keep", "2")

    assert done.returncode == 0, done.stderr
    assert len(list(room.iterdir())) == 2
    assert not (room / "tolok-20200101-000000.tar.gz").exists()


@pytest.mark.any_engine
def test_a_backup_that_cannot_be_written_leaves_nothing(filled, tmp_path) -> None:
    (tmp_path / "berkas").write_text("")

    done = filled.tolok("backup", str(tmp_path / "berkas" / "cadangan.tar.gz"))

    assert done.returncode == 2
    assert "tidak dapat ditulis" in done.stderr


def test_a_backup_of_the_other_engine_is_refused(installations, tmp_path) -> None:
    from datetime import UTC, datetime

    from tolok.cli.archive import pack

    here = installations()
    other = "sqlite" if here.database_url else "postgresql"
    copy = tmp_path / "database"
    copy.write_bytes(b"salinan")
    archive = tmp_path / "cadangan.tar.gz"
    pack(
        target=archive,
        parts={"database": copy},
        engine=other,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )

    refused = here.tolok("restore", str(archive))

    assert refused.returncode == 2
    assert f"Cadangan itu dari {other}" in refused.stderr


def test_doctor_finds_a_trail_that_was_changed_behind_our_back(filled) -> None:
    if filled.database_url:
        filled.script(
            "from django.db import connection\n"
            "c = connection.cursor()\n"
            "c.execute('ALTER TABLE records_auditevent DISABLE TRIGGER ALL')\n"
            "c.execute(\"UPDATE records_auditevent SET actor_name = 'Lain'\")\n"
        )
    else:
        database = sqlite3.connect(filled.home / "tolok.sqlite3")
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND "
            "tbl_name = 'records_auditevent'"
        ).fetchall()
        for (name,) in names:
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE records_auditevent SET actor_name = 'Lain'")
        database.commit()
        database.close()

    done = filled.tolok("doctor")

    assert done.returncode == 1
    assert "isinya berubah setelah ditulis" in done.stdout
    assert "beri tahu pemeriksa" in done.stdout
