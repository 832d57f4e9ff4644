#!/usr/bin/env python3
"""`make lighthouse`: Lighthouse on the main pages of the example office, signed in.

    python scripts/lighthouse.py                     phone and desk, figures in the docs
    python scripts/lighthouse.py --only phone --runs 1 --keep /tmp/figures

Needs node, npm and Chromium (only here: running and testing Tolok needs none of them).
Lighthouse is installed by npm into var/lighthouse; the office is loaded into a folder of
its own and served on a free port, as `tolok serve` serves it. The median of the runs is
kept, in docs/reference/lighthouse.json and as a table in docs/reference/lighthouse.md.
"""

import argparse
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any


ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / "var" / "lighthouse"
PACKAGE = "lighthouse@12"
EXAMPLE = ROOT / "tolok" / "demo" / "example.py"
LEAST = 95
OK, FOUND = HTTPStatus.OK, HTTPStatus.FOUND
START_SECONDS = 120
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-sync"
# title, who looks ("" nobody), address or the link on it that leads to the page
PAGES = (
    ("Beranda", "sekar.ayu", "/beranda/", ""),
    ("Registri", "sekar.ayu", "/registri/", ""),
    ("Pengisian", "sekar.ayu", "/pengukuran/", r'href="(/pengukuran/\d+/)"'),
    ("Dasbor", "hendra.kusumawardana", "/dasbor/", ""),
    ("Verifikasi", "wahyu.prasetiyo", "/verifikasi/", ""),
    ("Halaman publik", "", "/publik/", ""),
)
FORMS = ("phone", "desk")
CATEGORIES = ("performance", "accessibility")


class Missing(Exception):
    """Something that this script needs is not on this machine."""


def main() -> int:
    """Do what the command line asks; 0 where every figure is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=FORMS, help="one form factor only")
    parser.add_argument("--runs", type=int, default=3, help="runs a page; the median")
    parser.add_argument(
        "--keep",
        type=Path,
        default=ROOT / "docs" / "reference",
        help="folder for the figures",
    )
    asked = parser.parse_args()
    try:
        tool, chromium = find_tools()
    except Missing as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    forms = (asked.only,) if asked.only else FORMS
    with served_example() as port:
        figures = [
            measure(tool, chromium, port, page, form, asked.runs)
            for page in PAGES
            for form in forms
        ]
    keep(figures, asked.keep, tool)
    return (
        0
        if all(figure[name] >= LEAST for figure in figures for name in CATEGORIES)
        else 1
    )


def find_tools() -> tuple[Path, str]:
    """Return Lighthouse, installed where it is not, and Chromium. Raises `Missing`."""
    chromium = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if chromium is None:
        raise Missing("Chromium tidak ada. Pasang dahulu: apt-get install chromium")
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise Missing(
            "Node atau npm tidak ada. Pasang dahulu: apt-get install nodejs npm"
        )
    tool = TOOL / "node_modules" / ".bin" / "lighthouse"
    if not tool.exists():
        TOOL.mkdir(parents=True, exist_ok=True)
        said = subprocess.run(
            [
                *(npm, "install", "--prefix", str(TOOL), "--no-audit", "--no-fund"),
                *("--no-save", "--no-package-lock", PACKAGE),
            ],
            check=False,
            capture_output=True,
            text=True,
        )
        if said.returncode or not tool.exists():
            raise Missing(f"npm tidak dapat memasang {PACKAGE}: {said.stderr[-400:]}")
    return tool, chromium


@contextmanager
def served_example() -> Iterator[int]:
    """Serve the example office from a folder of its own; yield its port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="tolok-lighthouse-") as home:
        environment = os.environ | {"TOLOK_HOME": home, "PORT": str(port)}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "tolok.cli", "serve"]
        server = subprocess.Popen(
            [*command, "--prepare", "--example", "--port", str(port)],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until_well(port, server)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def wait_until_well(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until /sehat says that all is well. Raises `SystemExit`."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            if Browser(port).ask("GET", "/sehat")[0] == OK:
                return
        time.sleep(0.3)
    raise SystemExit("Kantor contoh tidak dapat dijalankan.")


class Browser:
    """As much of a browser as signing in needs: it keeps its cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.kept: dict[str, str] = {}

    @property
    def cookies(self) -> str:
        """Return the cookies as a header's value."""
        return "; ".join(f"{name}={value}" for name, value in self.kept.items())

    def ask(self, method: str, path: str, **form: str) -> tuple[int, str]:
        """Ask for a page; return its status and its text."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if self.kept:
            headers["Cookie"] = self.cookies
        line.request(method, path, urllib.parse.urlencode(form), headers)
        answer = line.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.kept |= {
                    one.key: one.value for one in SimpleCookie(value).values()
                }
        line.close()
        return answer.status, text

    def sign_in(self, who: str) -> None:
        """Sign in by the page. Raises `SystemExit`."""
        token = find(r'name="csrfmiddlewaretoken" value="([^"]+)"', self, "/masuk/")
        status, _text = self.ask(
            "POST",
            "/masuk/",
            username=who,
            password=example_password(),
            csrfmiddlewaretoken=token,
        )
        if status != FOUND:
            raise SystemExit(f"{who} tidak dapat masuk: {status}.")


def example_password() -> str:
    """Return the password of the people of the example office."""
    told = re.search(r'^PASSWORD = "([^"]+)"', EXAMPLE.read_text(), re.MULTILINE)
    if told is None:
        raise SystemExit(f"{EXAMPLE} tidak memuat kata sandi contoh.")
    return told[1]


def find(pattern: str, browser: Browser, path: str) -> str:
    """Return what a page says at a place. Raises `SystemExit` where it does not."""
    found = re.search(pattern, browser.ask("GET", path)[1])
    if found is None:
        raise SystemExit(f"{path} tidak memuat {pattern}.")
    return found[1]


def measure(
    tool: Path,
    chromium: str,
    port: int,
    page: tuple[str, str, str, str],
    form: str,
    runs: int,
) -> dict[str, Any]:
    """Return the median figures of one page: points of 100, milliseconds, kilobytes."""
    title, who, path, link = page
    browser = Browser(port)
    if who:
        browser.sign_in(who)
    if link:
        path = find(link, browser, path)
    url = f"http://127.0.0.1:{port}{path}"
    reports = [
        run_once(tool, chromium, url, form, browser.cookies) for _ in range(runs)
    ]
    figure: dict[str, Any] = {"page": title, "form": form, "runs": runs}
    for name in CATEGORIES:
        points = [report["categories"][name]["score"] for report in reports]
        figure[name] = round(100 * statistics.median(points))
    for name, audit, divisor in (
        ("first_paint_ms", "first-contentful-paint", 1),
        ("largest_paint_ms", "largest-contentful-paint", 1),
        ("blocking_ms", "total-blocking-time", 1),
        ("kilobytes", "total-byte-weight", 1000),
    ):
        values = [report["audits"][audit]["numericValue"] for report in reports]
        figure[name] = round(statistics.median(values) / divisor)
    shifts = [r["audits"]["cumulative-layout-shift"]["numericValue"] for r in reports]
    figure["shift"] = round(statistics.median(shifts), 3)
    figure["below"] = faults(reports[-1])
    sys.stdout.write(
        f"{title:15} {form:6} {figure['performance']:4} {figure['accessibility']:4}"
        f"  {'; '.join(figure['below'])}\n"
    )
    sys.stdout.flush()
    return figure


def run_once(
    tool: Path, chromium: str, url: str, form: str, cookies: str
) -> dict[str, Any]:
    """Run Lighthouse once and return its report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            *(str(tool), url, "--quiet", "--output=json", f"--output-path={report}"),
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={FLAGS}",
        ]
        if form == "desk":
            command.append("--preset=desktop")
        if cookies:
            headers = Path(folder) / "headers.json"
            headers.write_text(json.dumps({"Cookie": cookies}))
            command.append(f"--extra-headers={headers}")
        subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium}, check=True)
        told: dict[str, Any] = json.loads(report.read_text())
    if "/masuk/" in told["finalDisplayedUrl"]:
        raise SystemExit(f"{url} tidak terbuka: Lighthouse sampai di halaman masuk.")
    return told


def faults(report: dict[str, Any]) -> list[str]:
    """Name what costs points: audits of the two categories that fail and count."""
    counted = {
        ref["id"]
        for name in CATEGORIES
        for ref in report["categories"][name]["auditRefs"]
        if ref["weight"]
    }
    return sorted(
        name
        for name in counted
        if (score := report["audits"][name]["score"]) is not None and score < 0.9
    )


def keep(figures: list[dict[str, Any]], folder: Path, tool: Path) -> None:
    """Write the figures as data and as a table."""
    folder.mkdir(parents=True, exist_ok=True)
    version = json.loads(
        (tool.parent.parent / "lighthouse" / "package.json").read_text()
    )["version"]
    data = {"lighthouse": version, "least": LEAST, "figures": figures}
    (folder / "lighthouse.json").write_text(json.dumps(data, indent=2) + "\n")
    words = {"phone": "ponsel", "desk": "meja"}
    rows = [
        f"| {one['page']} | {words[one['form']]} | {one['performance']} "
        f"| {one['accessibility']} | {one['first_paint_ms']} "
        f"| {one['largest_paint_ms']} | {one['blocking_ms']} "
        f"| {one['shift']:.3f} | {one['kilobytes']} |".replace(".", ",")
        for one in figures
    ]
    (folder / "lighthouse.md").write_text(
        "\n".join(
            [
                "# Lighthouse\n",
                f"Ditulis oleh `make lighthouse` (Lighthouse {version}); jangan diubah "
                "dengan tangan. Kantor contoh, sesudah masuk, nilai tengah dari "
                f"{figures[0]['runs']} kali ukur; paling rendah yang diterima {LEAST}. "
                "“Ponsel” memakai jaringan 4G lambat dan prosesor empat kali lebih "
                "pelan, “meja” jaringan kantor.\n",
                "| Halaman | Alat | Kinerja | Aksesibilitas | Lukisan pertama (ms) "
                "| Lukisan terbesar (ms) | Terhalang (ms) | Pergeseran | Ukuran (kB) |",
                "|---|---|--:|--:|--:|--:|--:|--:|--:|",
                *rows,
                "",
            ]
        )
    )


if __name__ == "__main__":
    sys.exit(main())
