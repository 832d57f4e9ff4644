"""Parts of `tolok doctor` that need no installation."""

import pytest

from tolok.cli.doctor import scans_part
from tolok.reader.sources.scan import recognition


@pytest.mark.parametrize(
    ("there", "seen", "notes"),
    [
        (True, "Tesseract dan data bahasa Indonesia ada", []),
        (
            False,
            "belum terpasang, jadi PDF hasil pindaian dan foto ditolak",
            ["Pasang: apt install tesseract-ocr tesseract-ocr-ind"],
        ),
    ],
)
def test_doctor_tells_whether_scans_can_be_read_and_what_to_install(
    monkeypatch, there, seen, notes
):
    monkeypatch.setattr(recognition, "is_there", lambda: there)

    part = scans_part()

    assert (part.seen, part.notes, part.faults) == (seen, notes, [])
