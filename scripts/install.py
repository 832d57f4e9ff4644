#!/usr/bin/env python3
"""Make `.venv` and put the locked packages into it; nothing else is touched.

    python3 scripts/install.py run     what running needs
    python3 scripts/install.py test    and what checks and tests need

Everything comes from a lock file with hashes. A stamp in `.venv` remembers what was
installed, from which lock file and where, so that a second call returns at once.
Runs on any Python 3 in order to say clearly when that Python is too old.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys


ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}
LEAST = (3, 11)
COMMAND = """#!{python}
import sys

from tolok.cli.__main__ import main


if __name__ == "__main__":
    sys.exit(main())
"""


class Stop(SystemExit):
    """Ends with an Indonesian sentence on standard error and status 2."""

    def __init__(self, message):
        sys.stderr.write("\n" + message + "\n")
        super().__init__(2)


def main():
    """Install for the purpose named on the command line; return the exit status."""
    purpose = sys.argv[1] if len(sys.argv) > 1 else ""
    if purpose not in LOCKS:
        raise Stop("Tulis: scripts/install.py run, atau: scripts/install.py test")
    lock = os.path.join(ROOT, LOCKS[purpose])
    stamp = os.path.join(VENV, "installed-" + purpose + ".json")
    wanted = {"lock": digest(lock), "place": VENV}
    if read(stamp) == wanted and os.path.exists(PYTHON):
        return 0
    start_python()
    make_environment()
    install(lock)
    connect()
    with open(stamp, "w") as opened:
        json.dump(wanted, opened)
    return 0


def digest(file):
    """Return the SHA-256 of a file."""
    with open(file, "rb") as opened:
        return hashlib.sha256(opened.read()).hexdigest()


def read(stamp):
    """Return what a stamp says, or None where there is no readable one."""
    try:
        with open(stamp) as opened:
            return json.load(opened)
    except (OSError, ValueError):
        return None


def start_python():
    """Go on under a Python that is new enough, or say how to get one."""
    if sys.version_info >= LEAST:
        return
    for minor in range(19, LEAST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    raise Stop(
        "Tolok memerlukan Python 3.11 atau lebih baru; yang ada Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}.\n"
        "Pasang Debian 12, Ubuntu 24.04 atau yang lebih baru, atau tunjuk Python lain:"
        " make run PYTHON=/usr/bin/python3.12"
    )


def make_environment():
    """Make `.venv`, anew where it was made elsewhere or by a Python now gone."""
    if os.path.exists(PYTHON) and works(PYTHON):
        return
    try:
        import ensurepip
        import venv
    except ImportError as error:
        raise Stop(
            "Paket python3-venv belum terpasang, sehingga lingkungan Python tidak dapat"
            " dibuat.\nPasang dahulu: sudo apt-get install python3-venv\n"
            "Lalu jalankan lagi perintah tadi."
        ) from error
    if not ensurepip.version():
        raise Stop("pip tidak ditemukan. Pasang: sudo apt-get install python3-venv")
    say("Membuat lingkungan Python di .venv …")
    venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(VENV)


def works(python):
    """Tell whether the environment stands where it was made and has its pip."""
    asked = [python, "-c", "import pip, sys; print(sys.prefix)"]
    answer = subprocess.run(asked, capture_output=True, text=True)
    config = os.path.join(VENV, "bin", "pip")
    if answer.returncode or not os.path.exists(config):
        return False
    with open(config) as opened:
        return opened.readline().strip().startswith("#!" + VENV + os.sep)


def install(lock):
    """Install what a lock file names, each package held against its hash."""
    say("Memasang paket dari " + os.path.basename(lock) + " …")
    uv = os.path.join(VENV, "bin", "uv")
    if not os.path.exists(uv):
        call([PYTHON, "-m", "pip", "install", "--quiet", "uv"])
    call(
        [
            *(uv, "pip", "install", "--quiet", "--python", PYTHON),
            *("--require-hashes", "-r", lock),
        ]
    )


def call(command):
    """Run a command of the installation; stop with advice where it fails."""
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    environment.setdefault("UV_LINK_MODE", "copy")
    if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL).returncode:
        raise Stop(
            "Paket tidak dapat dipasang; sebabnya tertulis di atas.\n"
            "Biasanya karena sambungan internet terputus atau ruang penyimpanan penuh:"
            " perbaiki, lalu jalankan lagi perintah tadi."
        )


def connect():
    """Let `.venv` see this folder as the package, and make the command `tolok`."""
    asked = [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(asked, capture_output=True, text=True, check=True)
    with open(os.path.join(packages.stdout.strip(), "tolok.pth"), "w") as opened:
        opened.write(ROOT + "\n")
    command = os.path.join(VENV, "bin", "tolok")
    with open(command, "w") as opened:
        opened.write(COMMAND.format(python=PYTHON))
    shutil.copymode(os.path.join(VENV, "bin", "pip"), command)


def say(text):
    """Print a line at once, so that it stands before what a command prints."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
