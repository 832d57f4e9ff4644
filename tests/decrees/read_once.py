"""Documents that many tests upload, read once for all of them: reading starts a process."""

import copy
from functools import cache
from pathlib import Path

import pytest

from tolok.decrees import actions
from tolok.reader import ReadDecree, read_decree


@cache
def _read(content: bytes, name: str) -> ReadDecree:
    return read_decree(content=content, name=name)


def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let uploads of this test read in this process, each document once for all tests."""

    def read(path: Path, *, name: str, **_how: object) -> ReadDecree:
        return copy.deepcopy(_read(path.read_bytes(), name))

    monkeypatch.setattr(actions, "read_decree_safely", read)
