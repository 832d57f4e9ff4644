"""Ask ClamAV about a file, where the office runs it; without it nothing is asked."""

import socket
import struct
from contextlib import closing

from django.conf import settings
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotNow, Unfit


CHUNK_BYTES = 65_536
WAIT_SECONDS = 20.0
LONGEST_ANSWER = 4_096


class FileInfected(Unfit):
    """The scanner found something in the file."""


class ScannerSilent(NotNow):
    """The office wants files scanned, and the scanner gives no answer."""


def demand_clean(content: bytes, name: str) -> None:
    """Refuse what the scanner names. Raises `FileInfected` and `ScannerSilent`.

    A file that could not be scanned is not taken: whoever sets a scanner up relies on
    it. `TOLOK_CLAMAV` is the path of a socket, or host:port.
    """
    place = settings.CLAMAV
    if not place:
        return
    try:
        answer = _ask(place, content)
    except OSError as error:
        message = _(
            "Berkas belum dapat diperiksa: pemeriksa virus tidak menjawab. Isian lain "
            "tetap tersimpan. Coba lagi beberapa saat, atau hubungi petugas komputer."
        )
        raise ScannerSilent(message, field="evidence") from error
    if answer.endswith(" FOUND"):
        message = _(
            "“%(name)s” ditolak: pemeriksa virus menemukan %(what)s. Jangan membukanya; "
            "beri tahu petugas komputer, lalu unggah berkas yang bersih."
        )
        what = answer.removeprefix("stream: ").removesuffix(" FOUND")
        raise FileInfected(message % {"name": name, "what": what}, field="evidence")
    if answer != "stream: OK":
        message = _(
            "Berkas belum dapat diperiksa: pemeriksa virus menjawab “%(answer)s”. "
            "Coba lagi, atau hubungi petugas komputer."
        )
        raise ScannerSilent(message % {"answer": answer}, field="evidence")


def _ask(place: str, content: bytes) -> str:
    """Send the content in the way of INSTREAM; return the one line of the answer."""
    with closing(_connect(place)) as link:
        link.settimeout(WAIT_SECONDS)
        link.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK_BYTES):
            part = content[start : start + CHUNK_BYTES]
            link.sendall(struct.pack("!L", len(part)) + part)
        link.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            part = link.recv(LONGEST_ANSWER)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connect(place: str) -> socket.socket:
    if place.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(WAIT_SECONDS)
        try:
            link.connect(place)
        except OSError:
            link.close()
            raise
        return link
    host, _colon, port = place.rpartition(":")
    if not port.isdigit():
        raise OSError(place)
    return socket.create_connection((host, int(port)), timeout=WAIT_SECONDS)
