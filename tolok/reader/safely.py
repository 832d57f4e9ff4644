"""Read a document in a process of its own, so that a hostile file cannot take the service down.

The child process may use only so much memory, processor time and open files; it is ended
when the time is over, with all that it started, and whatever happens in it ends as a refusal
here. While it reads it tells its progress through a pipe, one `done total` a line.
"""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from tolok.reader.blocks import Box
from tolok.reader.confinement import limit
from tolok.reader.lint import load_pack
from tolok.reader.progress import Progress, say_nothing
from tolok.reader.reading import ReadDecree, read_decree
from tolok.reader.refusals import UnreadableDecree


_log = logging.getLogger(__name__)

_REFUSED = 3
_MEBIBYTE = 1024 * 1024
# What a child may say: a decree of 500 pages stays far below.
_MOST_BYTES_SAID = 256 * _MEBIBYTE
_LONGEST_PROGRESS_LINE = 64
_TOO_HEAVY = (
    "Berkas ini terlalu berat atau terlalu rumit untuk dibaca dengan aman dan dihentikan. "
    "Simpan ulang dari aplikasi asalnya, bawa keputusannya saja tanpa lampiran lain, lalu "
    "coba lagi."
)
# Seconds without a further page. An honest page takes 6 at most, on a busy machine a few
# times that; a page made to take for ever need not hold a worker to the end of its time.
LONGEST_STANDSTILL = 45.0
_LOOKS_EVERY = 1.0
_STUCK = (
    "Halaman {} berkas ini terlalu rumit untuk dibaca dengan aman, jadi pembacaan "
    "dihentikan. Simpan ulang dari aplikasi asalnya, atau cetak ke PDF, lalu coba lagi."
)


def read_decree_safely(
    path: Path,
    *,
    name: str,
    seconds: int = 120,
    memory_mib: int = 1024,
    progress: Progress | None = None,
    lint_pack: str | None = None,
) -> ReadDecree:
    """Do as `read_decree`, in a separate process held to `seconds` and `memory_mib` (MiB).

    `seconds` bounds both processor time and wall-clock time. `lint_pack` names the pack of
    rules, or the file that holds it; None is the standard pack. `progress` is called in the
    caller's thread; if it raises, reading is ended and its error goes on to the caller.
    Raises UnreadableDecree as `read_decree` does, and also when the limits are passed or the
    process ends badly.
    """
    asked = (str(path.resolve()), name, str(seconds), str(memory_mib), lint_pack or "")
    status, answer, complaint = _run(asked, seconds, progress or say_nothing)
    if status in (0, _REFUSED):
        said: dict[str, Any] = json.loads(answer)
        if status == _REFUSED:
            raise UnreadableDecree(said["refused"])
        return ReadDecree(
            said["decree"],
            tuple(said["lines"]),
            tuple(Box(**box) if box is not None else None for box in said["boxes"]),
        )
    _log.warning("reading %s ended with status %s: %s", name, status, complaint[-2000:])
    raise UnreadableDecree(_TOO_HEAVY)


def _run(
    asked: tuple[str, ...], seconds: int, progress: Progress
) -> tuple[int | None, bytes, str]:
    """Run the child; its exit status (None if it was ended), what it said and complained."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", buffering=0) as told:
        try:
            child = subprocess.Popen(
                _command(*asked, str(writing)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=(writing,),
                start_new_session=True,
            )
        finally:
            os.close(writing)
        try:
            return _listen(child, told, time.monotonic() + seconds, progress)
        finally:
            _end(child)


def _listen(
    child: subprocess.Popen[bytes], told: BinaryIO, deadline: float, progress: Progress
) -> tuple[int | None, bytes, str]:
    """Take in what the child says until it has ended or the time is over."""
    said, complained = bytearray(), bytearray()
    lines = _ProgressLines(progress)
    with selectors.DefaultSelector() as selector:
        takers: tuple[tuple[Any, Any], ...] = (
            (child.stdout, said.extend),
            (child.stderr, complained.extend),
            (told, lines.take),
        )
        for stream, take in takers:
            selector.register(stream, selectors.EVENT_READ, take)
        while selector.get_map():
            now = time.monotonic()
            if lines.stuck_at(now) is not None:
                raise UnreadableDecree(_STUCK.format(lines.stuck_at(now)))
            left = deadline - now
            if left <= 0 or len(said) + len(complained) > _MOST_BYTES_SAID:
                return None, b"", "stopped: too long, or too much said"
            for key, _ in selector.select(min(left, _LOOKS_EVERY)):
                part = os.read(key.fd, 65_536)
                if part:
                    key.data(part)
                else:
                    selector.unregister(key.fileobj)
    try:
        status = child.wait(timeout=max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return None, b"", "stopped: it closed its ends but did not end"
    return status, bytes(said), complained.decode(errors="replace")


class _ProgressLines:
    """Turns the lines of the pipe into calls; what is no progress is passed over."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._rest = b""
        self._last: tuple[float, int, int] | None = None

    def stuck_at(self, now: float) -> int | None:
        """The page at which reading has stood still for too long, counted from 1."""
        if self._last is None:
            return None
        since, done, total = self._last
        return done + 1 if done < total and now - since > LONGEST_STANDSTILL else None

    def take(self, part: bytes) -> None:
        *lines, self._rest = (self._rest + part).split(b"\n")
        self._rest = self._rest[:_LONGEST_PROGRESS_LINE]
        for line in lines:
            words = line[:_LONGEST_PROGRESS_LINE].split()
            if len(words) == 2 and all(word.isdigit() for word in words):
                done, total = int(words[0]), int(words[1])
                self._last = time.monotonic(), done, total
                self._progress(done, total)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and all that it started; it leads a session of its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for stream in (child.stdout, child.stderr):
        if stream is not None:
            stream.close()


def _command(
    *asked: str,
) -> tuple[str, ...]:
    """This module as a program, isolated from the caller's environment."""
    return (
        sys.executable,
        "-I",
        "-m",
        __name__,
        *asked,
    )


def main(arguments: list[str]) -> int:
    """The child: read one file and say the result as JSON; exit status 3 for a refusal."""
    path, name, seconds, memory_mib, lint_pack, progress_to = arguments
    limit(int(seconds), int(memory_mib))

    def tell(done: int, total: int) -> None:
        os.write(int(progress_to), b"%d %d\n" % (done, total))

    try:
        pack = load_pack(lint_pack) if lint_pack else None
        read = read_decree(Path(path), name=name, progress=tell, lint_pack=pack)
    except UnreadableDecree as refusal:
        sys.stdout.write(json.dumps({"refused": str(refusal)}))
        return _REFUSED
    said = {
        "decree": read.decree,
        "lines": read.lines,
        "boxes": [asdict(box) if box is not None else None for box in read.boxes],
    }
    sys.stdout.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
