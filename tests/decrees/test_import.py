"""A decree that comes as JSON."""

import json

import pytest

from tests.cast import POSITIONS, UNITS, Cast
from tolok.decrees import actions
from tolok.decrees.actions import (
    AlreadyKnown,
    DocumentUnreadable,
    MayNotHandleDecrees,
)
from tolok.demo.drafting import write_decree


pytestmark = pytest.mark.django_db


def content(number: str = "188/9/2026") -> bytes:
    return write_decree(
        office="Dinas Perpustakaan dan Kearsipan",
        region="Kabupaten Sukamaju",
        year=2026,
        number=number,
        units=UNITS,
        positions=POSITIONS,
    )


def bring(cast: Cast, body: bytes, key: str = "planner") -> object:
    return actions.import_decree(
        content=body, name="sk.json", by=cast.viewer(key), at=cast.at()
    )


def test_it_is_kept_as_a_draft_with_its_file(cast: Cast) -> None:
    body = content()

    draft = bring(cast, body)

    assert (draft.status, draft.number) == ("draft", "188/9/2026")
    assert draft.file.media_type == "application/json"
    assert draft.file.size_bytes == len(body)
    assert draft.source_lines == []
    assert len(draft.content["positions"]) == len(POSITIONS)


@pytest.mark.parametrize("key", ["head", "staff", "inspector", "administrator"])
def test_only_a_planner_brings_it(cast: Cast, key: str) -> None:
    with pytest.raises(MayNotHandleDecrees):
        bring(cast, content(), key)


def test_the_same_file_is_not_taken_twice(cast: Cast) -> None:
    bring(cast, content())

    with pytest.raises(AlreadyKnown, match="Dian Puspita"):
        bring(cast, content())


def _with_unknown_unit() -> bytes:
    decree = json.loads(content())
    decree["positions"][0]["unit"] = "u99"
    return json.dumps(decree).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"bukan json",
        b"[]",
        b'{"format": "lain/1"}',
        b"\xff\xfe",
        _with_unknown_unit(),
    ],
)
def test_what_is_no_decree_is_refused_with_what_to_bring(
    cast: Cast, body: bytes
) -> None:
    with pytest.raises(DocumentUnreadable, match="tolok-decree/1") as refused:
        bring(cast, body)

    assert "unggah naskah aslinya" in str(refused.value)
