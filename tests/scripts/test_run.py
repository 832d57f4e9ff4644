"""`make run` and `make fresh`: what they stop on and what they put aside."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


ROOT = Path(__file__).resolve().parents[2]


def load(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RUN = load("run")
LOCK = load("lock")


def test_starting_over_puts_data_aside_and_keeps_the_secret(
    tmp_path: Path, clean_environment, capsys
) -> None:
    for name in ("tolok.sqlite3", "secret-key"):
        (tmp_path / name).write_text(name)
    (tmp_path / "files" / "ab").mkdir(parents=True)

    refused = RUN.put_aside(tmp_path)

    (aside,) = (tmp_path / "sebelumnya").iterdir()
    assert refused == ""
    assert (aside / "tolok.sqlite3").read_text() == "tolok.sqlite3"
    assert (aside / "files" / "ab").is_dir()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["sebelumnya", "secret-key"]


def test_starting_over_in_an_empty_home_does_nothing(
    tmp_path, clean_environment
) -> None:
    assert RUN.put_aside(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_starting_over_is_refused_while_the_service_runs(
    tmp_path, clean_environment
) -> None:
    (tmp_path / "jobs").mkdir()
    beat = tmp_path / "jobs" / "heartbeat"
    beat.touch()
    assert "masih berjalan" in RUN.put_aside(tmp_path)

    old = time.time() - 600
    os.utime(beat, (old, old))
    assert RUN.put_aside(tmp_path) == ""


def test_a_postgresql_database_is_never_thrown_away(
    tmp_path, clean_environment
) -> None:
    clean_environment.setenv("DATABASE_URL", "postgresql://a/b")

    assert "PostgreSQL" in RUN.put_aside(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_make_alone_ends_what_it_started(tmp_path: Path, number) -> None:
    # GNU make passes SIGTERM on to its commands, but not SIGINT.
    marker, ended = tmp_path / "started", tmp_path / "ended"
    child = tmp_path / "child.py"
    child.write_text(
        "import pathlib, signal, sys, time\n"
        "def end(*_):\n"
        f"    pathlib.Path({str(ended)!r}).touch()\n"
        "    sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        f"pathlib.Path({str(marker)!r}).touch()\n"
        "time.sleep(60)\n"
    )
    parent = tmp_path / "parent.py"
    parent.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT / 'scripts')!r})\n"
        "import run\n"
        f"sys.exit(run.run([sys.executable, {str(child)!r}]))\n"
    )
    (tmp_path / "Makefile").write_text(f"run:\n\t@exec {sys.executable} parent.py\n")
    started = subprocess.Popen(
        ["make", "run"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        # A shell that starts us in the background lets nothing hear SIGINT.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        end = time.monotonic() + 60
        while not marker.exists() and time.monotonic() < end:
            time.sleep(0.05)

        started.send_signal(number)

        assert started.wait(timeout=60) != 0
        assert ended.exists()
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)


def test_every_dependency_is_locked_alike() -> None:
    assert list(LOCK.faults()) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("requirements.lock", "django==", "djanko==", "'django>=5.2,<5.3' is not in"),
        ("requirements-test.lock", "django==5", "django==4", "django is not 5"),
        ("requirements.lock", "django==", "# https://a/\ndjango==", "holds an address"),
    ],
)
def test_a_lock_file_that_is_wrong_is_found(
    tmp_path, monkeypatch, file, before, after, fault
) -> None:
    for name in ("pyproject.toml", "requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        if name == file:
            text = text.replace(f"\n{before}", f"\n{after}")
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(LOCK, "ROOT", tmp_path)
    monkeypatch.setattr(LOCK, "RUN", tmp_path / "requirements.lock")
    monkeypatch.setattr(LOCK, "TEST", tmp_path / "requirements-test.lock")

    assert any(fault in line for line in LOCK.faults())
