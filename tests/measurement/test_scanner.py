"""Files pass the scanner of the office, where it runs one."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.measurement.reporting import attach
from tolok.measurement.models import Evidence
from tolok.measurement.scanner import FileInfected, ScannerSilent, demand_clean


BAD = b"what the stand-in takes for a virus"


class StandIn(socketserver.StreamRequestHandler):
    """Answers as clamd does."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while True:
            (size,) = struct.unpack("!L", self.rfile.read(4))
            if not size:
                break
            content += self.rfile.read(size)
        found = BAD in content
        answer = b"stream: Uji-Contoh FOUND\0" if found else b"stream: OK\0"
        self.wfile.write(
            b"INSTREAM size limit exceeded. ERROR\0"
            if len(content) > 300_000
            else answer
        )


@pytest.fixture
def scanner(tmp_path: Path, settings) -> Iterator[str]:
    place = str(tmp_path / "clamd.sock")
    with socketserver.ThreadingUnixStreamServer(place, StandIn) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        settings.CLAMAV = place
        yield place
        server.shutdown()
        thread.join()


def test_a_clean_file_is_taken(cast: Cast, scanner: str) -> None:
    attach(cast, cast.realisation("clerk"), "clerk")

    assert Evidence.objects.count() == 1


def test_an_infected_file_is_refused_by_name_and_nothing_is_kept(scanner: str) -> None:
    with pytest.raises(FileInfected) as refused:
        demand_clean(b"x" * 70_000 + BAD, "rekap.pdf")

    assert "rekap.pdf" in refused.value.message
    assert "Uji-Contoh" in refused.value.message


@pytest.mark.parametrize("place", ["/tidak/ada.sock", "127.0.0.1:1", "tanpa-pintu"])
def test_a_scanner_that_gives_no_answer_lets_nothing_through(
    settings, place: str
) -> None:
    settings.CLAMAV = place

    with pytest.raises(ScannerSilent) as refused:
        demand_clean(b"apa saja", "rekap.pdf")

    assert "tidak menjawab" in refused.value.message


def test_an_answer_that_is_neither_yes_nor_no_lets_nothing_through(
    scanner: str,
) -> None:
    with pytest.raises(ScannerSilent) as refused:
        demand_clean(b"x" * 400_000, "rekap.pdf")

    assert "size limit" in refused.value.message


def test_without_a_scanner_nothing_is_asked(settings) -> None:
    settings.CLAMAV = ""

    assert demand_clean(BAD, "rekap.pdf") is None
