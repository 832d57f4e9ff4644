"""`tolok serve` starts both processes, tells its health and ends with all it started."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from tests.cli.installation import Installation
from tolok.cli.serve import Keeper, ServerGone, address, ask_for_due_periods


pytestmark = pytest.mark.installation
PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def wait_for(condition) -> bool:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def health(port: int) -> dict[str, str]:
    try:
        with urlopen(f"http://127.0.0.1:{port}/sehat", timeout=10) as answer:
            return json.loads(answer.read())
    except HTTPError as error:
        return json.loads(error.read())
    except (URLError, ConnectionError):
        return {}


class Served:
    """A service that runs, and the port it answers on."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.port = free_port()
        command = [sys.executable, "-m", "tolok.cli", "serve", "--workers", "1"]
        self.log = installation.home.parent / f"serve-{self.port}.log"
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                env=installation.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        """Return what the service has printed so far."""
        return self.log.read_text(encoding="utf-8")

    @property
    def beat(self) -> Path:
        """Return the file by which the worker shows itself."""
        return self.installation.home / "jobs" / "heartbeat"


@pytest.fixture
def served(filled) -> Iterator[Served]:
    service = Served(filled)
    yield service
    service.process.kill()
    service.process.wait(PATIENCE_SECONDS)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_a_signal_and_leaves_nothing_behind(served, number) -> None:
    assert wait_for(lambda: health(served.port).get("status") == "ok")
    assert health(served.port) == {
        "status": "ok",
        "version": "0.1.0",
        "database": "ok",
        "jobs": "ok",
    }

    ready = f"Tolok siap di http://127.0.0.1:{served.port}/"
    assert wait_for(lambda: ready in served.said)

    served.process.send_signal(number)

    assert served.process.wait(PATIENCE_SECONDS) == 0
    assert "Tolok dihentikan dengan baik." in served.said
    assert not served.beat.exists()
    assert health(served.port) == {}


@pytest.mark.any_engine
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl is Linux's")
def test_a_supervisor_ended_by_force_takes_its_server_along(served) -> None:
    assert wait_for(lambda: health(served.port).get("status") == "ok")

    served.process.kill()

    assert wait_for(lambda: health(served.port) == {})


@pytest.mark.any_engine
def test_a_taken_port_is_refused_with_advice(filled) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = filled.tolok("serve", "--port", str(port))

    assert done.returncode == 2
    assert (
        f"Port {port} di 127.0.0.1 tidak dapat dipakai (sedang dipakai)" in done.stderr
    )
    assert "PORT=8001" in done.stderr


@pytest.mark.any_engine
def test_a_port_that_does_not_exist_is_refused(filled) -> None:
    done = filled.tolok("serve", "--port", "70000")

    assert done.returncode == 2
    assert "Pilih 1 sampai 65535" in done.stderr


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("0.0.0.0", "localhost"),
        ("::", "localhost"),
        ("::1", "[::1]"),
        ("kinerja.example", "kinerja.example"),
    ],
)
def test_the_address_shown_is_one_a_browser_opens(host, shown) -> None:
    assert address(host) == shown


def keeper(tmp_path: Path, *, web: str, jobs: str) -> Keeper:
    return Keeper(
        web=[sys.executable, "-c", web],
        jobs=[sys.executable, "-c", jobs],
        beat=tmp_path / "jobs" / "heartbeat",
    )


LIVES = "import time; time.sleep(60)"


@pytest.mark.any_engine
def test_a_worker_that_ends_is_started_again_and_beats(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("tolok.cli.serve.RESTART_SECONDS", (0,))
    kept = keeper(tmp_path, web=LIVES, jobs="import sys; sys.exit(3)")
    kept.start()
    try:
        assert wait_for(lambda: kept.look() or kept.restarts >= 2)
        kept.commands["jobs"] = [sys.executable, "-c", LIVES]
        assert wait_for(lambda: kept.look() or kept.beat.exists())
        assert "Pekerja latar berhenti" in capsys.readouterr().err
    finally:
        kept.stop()
    assert not kept.beat.exists()


@pytest.mark.any_engine
def test_a_web_server_that_ends_ends_the_service(tmp_path) -> None:
    kept = keeper(tmp_path, web="import sys; sys.exit(7)", jobs=LIVES)
    kept.start()
    try:
        with pytest.raises(ServerGone, match="status 7"):
            kept.keep()
    finally:
        kept.stop()
    assert kept.processes["jobs"].returncode == -signal.SIGTERM


@pytest.mark.any_engine
def test_what_does_not_end_when_asked_is_ended_by_force(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tolok.cli.serve.GRACE_SECONDS", 0.5)
    marker = tmp_path / "deaf"
    deaf = (
        "import pathlib, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        f"pathlib.Path({str(marker)!r}).touch(); time.sleep(60)"
    )
    kept = keeper(tmp_path, web=LIVES, jobs=deaf)
    kept.start()
    assert wait_for(marker.exists)

    kept.stop()

    assert kept.processes["jobs"].returncode == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(kept.processes["jobs"].pid, 0)


@pytest.mark.any_engine
def test_what_is_due_is_asked_for_at_once_and_then_hourly(tmp_path, monkeypatch):
    asked: list[float] = []
    kept = keeper(tmp_path, web=LIVES, jobs=LIVES)
    kept.hourly = lambda: asked.append(time.monotonic())
    monkeypatch.setattr("tolok.cli.serve.HOUR_SECONDS", 0.5)
    kept.start()

    def enough() -> bool:
        kept.asked_to_stop = len(asked) >= 2
        return kept.asked_to_stop

    monkeypatch.setattr(kept, "look", enough)
    try:
        kept.keep()
    finally:
        kept.stop()

    assert len(asked) >= 2
    assert asked[1] - asked[0] >= 0.5


@pytest.mark.parametrize(
    ("day", "jobs"), [(date(2026, 5, 15), 0), (date(2026, 7, 2), 1)]
)
def test_a_window_that_opened_leaves_a_job_for_the_worker(
    cast, monkeypatch, day: date, jobs: int
) -> None:
    monkeypatch.setattr("tolok.cli.clock.moment", lambda: cast.at(day))
    monkeypatch.setattr(connection, "close", lambda: None)  # the test needs it still

    ask_for_due_periods()

    left = DBTaskResult.objects.filter(task_path__endswith=".open_due_periods")
    assert left.count() == jobs


@pytest.mark.parametrize(
    ("day", "hour", "jobs"),
    [(date(2026, 4, 6), 9, 1), (date(2026, 4, 6), 20, 0), (date(2026, 4, 5), 9, 0)],
)
def test_working_hours_leave_a_job_that_reminds(
    cast, monkeypatch, day: date, hour: int, jobs: int
) -> None:
    monkeypatch.setattr("tolok.cli.clock.moment", lambda: cast.at(day, hour))
    monkeypatch.setattr(connection, "close", lambda: None)

    ask_for_due_periods()

    left = DBTaskResult.objects.filter(task_path__endswith=".remind_due")
    assert left.count() == jobs
