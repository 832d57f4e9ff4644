"""Read a document in a process of its own, so that a hostile file cannot take the service down.

The child process may use only so much memory, processor time and open files; it is ended
when the time is over, and whatever happens in it ends as a refusal here.
"""

import json
import logging
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from tolok.reader.reading import ReadDecree, read_decree
from tolok.reader.refusals import UnreadableDecree


_log = logging.getLogger(__name__)

_REFUSED = 3
_MEBIBYTE = 1024 * 1024
_MOST_OPEN_FILES = 64
_TOO_HEAVY = (
    "Berkas ini terlalu berat atau terlalu rumit untuk dibaca dengan aman dan dihentikan. "
    "Simpan ulang dari aplikasi asalnya, bawa keputusannya saja tanpa lampiran lain, lalu "
    "coba lagi."
)


def read_decree_safely(
    path: Path, *, name: str, seconds: int = 120, memory_mib: int = 1024
) -> ReadDecree:
    """Do as `read_decree`, in a separate process held to `seconds` and `memory_mib` (MiB).

    `seconds` bounds both processor time and wall-clock time. Raises UnreadableDecree as
    `read_decree` does, and also when the limits are passed or the process ends badly.
    """
    status, answer, complaint = _run(path, name, seconds, memory_mib)
    if status in (0, _REFUSED):
        said: dict[str, Any] = json.loads(answer)
        if status == _REFUSED:
            raise UnreadableDecree(said["refused"])
        return ReadDecree(said["decree"], tuple(said["lines"]))
    _log.warning("reading %s ended with status %s: %s", name, status, complaint[-2000:])
    raise UnreadableDecree(_TOO_HEAVY)


def _run(
    path: Path, name: str, seconds: int, memory_mib: int
) -> tuple[int | None, bytes, str]:
    """Run the child; its exit status (None if it was ended), what it said and complained."""
    try:
        child = subprocess.run(
            _command(path, name, seconds, memory_mib),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, b"", f"stopped after {seconds} s"
    return child.returncode, child.stdout, child.stderr.decode(errors="replace")


def _command(path: Path, name: str, seconds: int, memory_mib: int) -> tuple[str, ...]:
    """This module as a program, isolated from the caller's environment."""
    return (
        sys.executable,
        "-I",
        "-m",
        __name__,
        str(path.resolve()),
        name,
        str(seconds),
        str(memory_mib),
    )


def _limit(seconds: int, memory_mib: int) -> None:
    memory = memory_mib * _MEBIBYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_OPEN_FILES, _MOST_OPEN_FILES))


def main(arguments: list[str]) -> int:
    """The child: read one file and say the result as JSON; exit status 3 for a refusal."""
    path, name, seconds, memory_mib = arguments
    _limit(int(seconds), int(memory_mib))
    try:
        read = read_decree(Path(path), name=name)
    except UnreadableDecree as refusal:
        sys.stdout.write(json.dumps({"refused": str(refusal)}))
        return _REFUSED
    sys.stdout.write(json.dumps({"decree": read.decree, "lines": read.lines}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
