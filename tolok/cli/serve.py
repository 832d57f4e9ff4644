"""`tolok serve`: the web server and the worker of background jobs, together."""

import contextlib
import ctypes
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tolok.cli import clock
from tolok.cli.indonesian import Commands, WholeNumber
from tolok.cli.output import note, why_not, write
from tolok.cli.wiring import needs_django
from tolok.kernel.refusals import NotNow, Unfit


BEAT_SECONDS = 20
HOUR_SECONDS = 3600
LOOK_SECONDS = 0.2
GRACE_SECONDS = 15
START_SECONDS = 60
RESTART_SECONDS = (1, 2, 5, 10, 30)
DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


class PortTaken(NotNow):
    """Another program listens on the port."""


class ServerGone(NotNow):
    """The web server ended by itself."""


class PortUnfit(Unfit):
    """The port is no port."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "serve",
        help="jalankan layanan web dan pekerjaan latar",
        description="Jalankan server web dan pekerja latar belakang sampai dihentikan "
        "(Ctrl+C atau SIGTERM). Siapkan dahulu dengan: tolok prepare",
    )
    parser.add_argument(
        "--port", type=WholeNumber(1), default=8000, help="nomor port (baku: 8000)"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="alamat yang didengarkan (baku: 127.0.0.1, hanya komputer ini)",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=WholeNumber(1),
        default=min(os.cpu_count() or 1, 4),
        help="banyaknya proses server web (baku: sebanyak inti, paling banyak 4)",
    )
    parser.add_argument(
        "--prepare",
        action="store_true",
        help="siapkan dahulu, seperti tolok prepare",
    )
    parser.add_argument(
        "--example",
        action="store_true",
        help="bersama --prepare: muat kantor contoh bila basis data masih kosong",
    )
    parser.set_defaults(run=run)


@needs_django
def run(asked: Namespace) -> int:
    """Serve until a signal comes; return 0 then. Raises `PortTaken`, `ServerGone`."""
    from django.conf import settings
    from django.db import connection

    from tolok.cli.prepare import missing_migrations, prepare

    if asked.port > 65_535:
        raise PortUnfit(f"Port {asked.port} tidak ada. Pilih 1 sampai 65535.")
    refuse_taken_port(asked.host, asked.port)
    if asked.prepare:
        prepare(example=asked.example)
        sys.stdout.flush()
    elif list(missing_migrations()):
        raise NotNow("Basis data belum disiapkan. Jalankan dahulu: tolok prepare")
    connection.close()
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", asked.host, "--port", str(asked.port)),
        *("--workers", str(asked.workers), "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10"),
        *("--log-level", "warning", "config.wsgi:application"),
    ]
    jobs = [sys.executable, "-m", "django", "db_worker", "--verbosity", "0"]
    keeper = Keeper(
        web=web,
        jobs=jobs,
        beat=Path(settings.HOME) / "jobs" / "heartbeat",
        hourly=ask_for_due_periods,
    )
    with keeper.listening_to_signals():
        keeper.start()
        try:
            if keeper.wait_until_served(asked.host, asked.port):
                write(f"Tolok siap di http://{address(asked.host)}:{asked.port}/")
                write("Hentikan dengan Ctrl+C.")
                sys.stdout.flush()
            keeper.keep()
        finally:
            keeper.stop()
    note("Tolok dihentikan dengan baik.")
    return 0


def ask_for_due_periods() -> None:
    """Leave jobs for the worker: windows that opened by themselves, readings cut off."""
    from django.db import DatabaseError, connection

    from tolok.decrees.tasks import resume_issuing, resume_readings
    from tolok.measurement.escalation import list_escalating
    from tolok.measurement.tasks import escalate_overdue, open_due_periods
    from tolok.planning.queries import list_openable
    from tolok.planning.tasks import resume_imports as resume_target_imports
    from tolok.registry.tasks import resume_imports
    from tolok.reminders.queries import list_remindable
    from tolok.reminders.tasks import remind_due
    from tolok.reporting.tasks import resume_reports
    from tolok.scoring.queries import list_scales

    now = clock.moment()
    try:
        # A stop may have interrupted a reading, an import or the making of a document:
        # it goes on.
        resume_readings()
        resume_imports(scales=list_scales())
        resume_target_imports()
        resume_issuing()
        resume_reports()
        if list_openable(moment=now):
            open_due_periods.enqueue(now.isoformat())
        if list_escalating(moment=now):
            escalate_overdue.enqueue(now.isoformat())
        if list_remindable(moment=now):
            remind_due.enqueue(now.isoformat())
    except DatabaseError as error:
        note(f"Periode yang jatuh waktu belum dibuka; dicoba lagi sejam lagi: {error}")
    finally:
        connection.close()


def address(host: str) -> str:
    """Return the host as a browser wants it."""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return host
    if number.is_unspecified:
        return "localhost"
    return f"[{host}]" if number.version == 6 else host


def refuse_taken_port(host: str, port: int) -> None:
    """Raise `PortTaken` where the port cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} di {host} tidak dapat dipakai ({why_not(error)}); mungkin "
                "Tolok sudah berjalan. Hentikan yang lama, atau pilih port lain, "
                "misalnya: make run PORT=8001"
            ) from error


def answers(host: str, port: int) -> bool:
    """Tell whether a request to the server gets an answer, whatever it says."""
    asked = HTTPConnection(address(host).strip("[]"), port, timeout=10)
    try:
        asked.request("GET", "/sehat")
        asked.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
    return True


class Keeper:
    """Keeps two processes: the web server, which must live, and the job worker.

    A worker that ends is started again, each time a little later. While it lives, a
    file is touched every 20 seconds, by which `/sehat` knows.
    """

    def __init__(
        self,
        *,
        web: list[str],
        jobs: list[str],
        beat: Path,
        hourly: Callable[[], None] | None = None,
    ) -> None:
        self.commands = {"web": web, "jobs": jobs}
        self.beat = beat
        self.hourly = hourly
        self.next_hour_at = 0.0
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.asked_to_stop = False
        self.beaten_at = 0.0
        self.restarts = 0
        self.restart_at = 0.0

    @contextlib.contextmanager
    def listening_to_signals(self) -> Iterator[None]:
        """Remember SIGINT and SIGTERM instead of dying of them."""

        def remember(_number: int, _frame: object) -> None:
            self.asked_to_stop = True

        numbers = (signal.SIGINT, signal.SIGTERM)
        before = [signal.signal(number, remember) for number in numbers]
        try:
            yield
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)

    def start(self) -> None:
        """Start both."""
        self.beat.parent.mkdir(parents=True, exist_ok=True)
        for name in self.commands:
            self.start_one(name)

    def start_one(self, name: str) -> None:
        """Start one in a session of its own: Ctrl+C reaches it through us, once."""
        self.processes[name] = subprocess.Popen(
            self.commands[name],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),
        )

    def wait_until_served(self, host: str, port: int) -> bool:
        """Wait until a request is answered; tell whether one is before a signal."""
        end = time.monotonic() + START_SECONDS
        while not self.asked_to_stop and time.monotonic() < end:
            self.look()
            with (
                contextlib.suppress(OSError),
                socket.create_connection((host, port), timeout=1),
            ):
                return True
            time.sleep(LOOK_SECONDS)
        return False

    def keep(self) -> None:
        """Look after both until asked to stop. Raises `ServerGone`."""
        while not self.asked_to_stop:
            self.look()
            if self.hourly and time.monotonic() >= self.next_hour_at:
                self.next_hour_at = time.monotonic() + HOUR_SECONDS
                self.hourly()
            time.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Beat while the worker lives, start it again where it does not."""
        now = time.monotonic()
        status = self.processes["web"].poll()
        if status is not None and not self.asked_to_stop:
            raise ServerGone(
                f"Server web berhenti sendiri (status {status}); sebabnya tertulis di "
                "atas. Perbaiki, lalu jalankan lagi."
            )
        if self.processes["jobs"].poll() is None:
            if now - self.beaten_at >= BEAT_SECONDS:
                self.beat.touch()
                self.beaten_at = now
            return
        if self.restart_at == 0.0:
            wait = RESTART_SECONDS[min(self.restarts, len(RESTART_SECONDS) - 1)]
            self.restart_at = now + wait
            note(f"Pekerja latar berhenti; dijalankan lagi dalam {wait} detik.")
        elif now >= self.restart_at:
            self.restarts += 1
            self.restart_at = 0.0
            self.start_one("jobs")

    def stop(self) -> None:
        """Ask both to end, wait, and end by force what does not."""
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        end = time.monotonic() + GRACE_SECONDS
        for process in self.processes.values():
            try:
                process.wait(timeout=max(end - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.beat.unlink(missing_ok=True)


def die_with(parent: int) -> Callable[[], None] | None:
    """Return what a new process does first: on Linux, tie its life to its parent's.

    Without it, a supervisor killed by force leaves a server that holds the port.
    """
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None, use_errno=True)

    def tie() -> None:
        library.prctl(DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    return tie
