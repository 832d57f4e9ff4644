"""A real Tolok, served as `tolok serve` serves it, and a real browser before it."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    StorageState,
    sync_playwright,
)


QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
PASSWORD = "Contoh-Tolok-2026"


# Run a file of Python inside Django, as only a developer would.
IN_DJANGO = (
    "import runpy, sys, django; django.setup(); sys.argv = sys.argv[1:]; "
    "runpy.run_path(sys.argv[0], run_name='__main__')"
)


@dataclass
class Site:
    """A served Tolok: its address and its home."""

    url: str
    home: Path
    environment: dict[str, str]
    signed_in: dict[str, StorageState] = field(default_factory=dict)

    def run(self, *command: str) -> str:
        """Run a command of `tolok`, or a Python file, in this home."""
        if command[0].endswith(".py"):
            words = [sys.executable, "-c", IN_DJANGO, *command]
        else:
            words = [sys.executable, "-m", "tolok.cli", *command]
        done = subprocess.run(
            words,
            env=self.environment,
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def serve(home: Path, prepare: Callable[[Site], object]) -> Iterator[Site]:
    """Let a home be prepared, serve it, and end the server with SIGTERM afterwards."""
    port = free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TOLOK_", "DATABASE_URL", "DJANGO_", "COVERAGE_"))
    } | {"TOLOK_HOME": str(home), "TOLOK_GAYA": "1", "PORT": str(port)}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    site = Site(f"http://127.0.0.1:{port}", home, environment)
    prepare(site)
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "tolok.cli", "serve", "--port", str(port)],
            env=environment,
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_well(site, server)
        yield site
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def wait_until_well(site: Site, server: subprocess.Popen[bytes]) -> None:
    """Wait until /sehat says that all is well."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, (site.home / "serve.log").read_text()
        try:
            with urllib.request.urlopen(f"{site.url}/sehat", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError((site.home / "serve.log").read_text())


def make_once(site: Site, name: str, make: Callable[[Site], object]) -> None:
    """Make a home once for all workers of this run; others take a copy of it."""
    shared = site.home.parent
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    pattern = shared / f"sekali-{name}"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not pattern.exists():
            make(site)
            shutil.copytree(site.home, pattern)
            return
    shutil.rmtree(site.home)
    shutil.copytree(pattern, site.home)


def prepare(site: Site) -> None:
    """Bring a home to where `tolok prepare` brings it: tables and nothing in them."""
    make_once(site, "siap", lambda made: made.run("prepare"))


def load_example(site: Site) -> None:
    """Load the example office into a home."""

    def load(made: Site) -> None:
        prepare(made)
        made.run("demo")

    make_once(site, "contoh", load)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The example office, served."""
    yield from serve(tmp_path_factory.mktemp("contoh"), load_example)


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An office with a planner and nothing else, served."""
    script = str(Path(__file__).with_name("new_office.py"))

    def make(site: Site) -> None:
        prepare(site)
        site.run(script, "office")

    yield from serve(tmp_path_factory.mktemp("baru"), make)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield started
        started.close()


@dataclass
class Visitor:
    """A person before a browser; what goes wrong in it is kept."""

    site: Site
    context: BrowserContext
    page: Page
    troubles: list[str]

    def go(self, path: str) -> int:
        """Open an address; return the status."""
        answer = self.page.goto(self.site.url + path)
        assert answer is not None
        return answer.status

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Sign in by the page."""
        self.go("/masuk/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/beranda/")


PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@dataclass
class Windows:
    """Opens browser windows for people, and closes them all."""

    browser: Browser
    opened: list[Visitor] = field(default_factory=list)

    def open(
        self, site: Site, size: dict[str, int] = DESK, who: str = "", **more: object
    ) -> Visitor:
        """Open a window in which a person has signed in, or nobody."""
        if who and who not in site.signed_in:
            first = self.open(site)
            first.sign_in(who)
            site.signed_in[who] = first.context.storage_state()
        context = self.browser.new_context(
            viewport=size,
            storage_state=site.signed_in.get(who),
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            accept_downloads=True,
            reduced_motion="reduce",
            **more,
        )
        page = context.new_page()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda said: troubles.append(said.text) if said.type == "error" else None,
        )
        visitor = Visitor(site, context, page, troubles)
        self.opened.append(visitor)
        return visitor

    def close(self) -> None:
        """Close what was opened."""
        for visitor in self.opened:
            visitor.context.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Open a browser window for a person; all are closed after the test."""
    windows = Windows(browser)
    yield windows.open
    windows.close()


@pytest.fixture(scope="module")
def look_in(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Open a window for a person who only looks: it stays for the next test of the file."""
    windows = Windows(browser)
    kept: dict[tuple[str, str, int], Visitor] = {}

    def look(site: Site, size: dict[str, int], who: str) -> Visitor:
        key = (site.url, who, size["width"])
        if key not in kept:
            kept[key] = windows.open(site, size, who)
        visitor = kept[key]
        visitor.troubles.clear()
        visitor.page.set_viewport_size(size)
        return visitor

    yield look
    windows.close()
