"""A document with pages is read by and by: seen, cancelled, resumed; refused without a trace."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from tests.decrees.read_once import read_once
from tests.decrees.test_decrees import SAMPLE
from tolok.decrees import actions, originals, policies, queries, tasks
from tolok.decrees.actions import (
    DocumentUnreadable,
    MayNotHandleDecrees,
    ReadingCancelled,
    ReadingOver,
)
from tolok.decrees.enums import ReadingStatus
from tolok.decrees.models import Decree, DecreeReading
from tolok.reader import ReadDecree, UnreadableDecree
from tolok.records.models import AuditEvent, StoredFile


PLANNER = "stranger_planner"


@pytest.fixture
def waiting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> DecreeReading:
    read_once(monkeypatch)
    return begin(cast, SAMPLE.read_bytes())


def begin(cast: Cast, content: bytes, key: str = PLANNER) -> DecreeReading:
    return actions.begin_reading(
        content=content, name="sk.pdf", by=cast.viewer(key), at=cast.at()
    )


def refusing(monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    def refuse(*_path: object, **_how: object) -> ReadDecree:
        raise UnreadableDecree(why)

    monkeypatch.setattr(actions, "read_decree_safely", refuse)


def test_what_waits_is_read_kept_as_a_draft_and_no_longer_waits(
    cast: Cast, waiting: DecreeReading
) -> None:
    assert (waiting.status, bool(waiting.waiting_bytes)) == ("waiting", True)

    decree = actions.carry_out_reading(reading_id=waiting.pk)

    waiting.refresh_from_db()
    assert decree is not None
    assert (waiting.status, waiting.waiting_bytes) == ("done", None)
    assert waiting.decree == decree
    assert decree.uploaded_by == "Taufik Ismail, S.E."
    assert waiting.content == decree.content


def test_a_refused_document_leaves_its_reason_and_nothing_else(
    cast: Cast, waiting: DecreeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, "Berkas ini terkunci kata sandi.")
    before = (Decree.objects.count(), StoredFile.objects.count())

    assert actions.carry_out_reading(reading_id=waiting.pk) is None

    waiting.refresh_from_db()
    assert (waiting.status, waiting.waiting_bytes) == ("refused", None)
    assert waiting.refusal == "Berkas ini terkunci kata sandi."
    assert (Decree.objects.count(), StoredFile.objects.count()) == before
    event = AuditEvent.objects.filter(action="decrees.refuse_document").get()
    assert event.note == "Berkas ini terkunci kata sandi."


def test_a_document_refused_at_once_leaves_one_event_only(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, "Bukan keputusan.")

    with pytest.raises(DocumentUnreadable, match=r"Bukan keputusan\."):
        actions.upload_decree(
            content=b"x", name="a.txt", by=cast.viewer(PLANNER), at=cast.at()
        )

    assert (
        DecreeReading.objects.count()
        == Decree.objects.filter(reading__isnull=False).count()
    )
    assert AuditEvent.objects.filter(action="decrees.refuse_document").count() == 1


def test_the_pages_read_are_told_while_reading(
    cast: Cast, waiting: DecreeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    real = actions.read_decree_safely

    def read(*path: Any, progress: object, **how: Any) -> ReadDecree:
        assert callable(progress)
        progress(3, 11)
        row = DecreeReading.objects.get(pk=waiting.pk)
        told.append((row.pages_read, row.pages_total))
        assert row.status == ReadingStatus.READING
        return real(*path, **how)

    monkeypatch.setattr(actions, "read_decree_safely", read)

    assert actions.carry_out_reading(reading_id=waiting.pk) is not None
    assert told == [(3, 11)]


def test_a_reading_that_is_cancelled_stops_at_the_next_page(
    cast: Cast, waiting: DecreeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_path: object, progress: object, **_how: object) -> ReadDecree:
        assert callable(progress)
        actions.cancel_reading(reading=waiting, by=cast.viewer(PLANNER), at=cast.at())
        progress(1, 2)
        raise AssertionError("went on after it was cancelled")

    monkeypatch.setattr(actions, "read_decree_safely", read)
    before = Decree.objects.count()

    assert actions.carry_out_reading(reading_id=waiting.pk) is None

    waiting.refresh_from_db()
    assert (waiting.status, waiting.waiting_bytes) == ("cancelled", None)
    assert Decree.objects.count() == before
    with pytest.raises(ReadingOver, match="dibatalkan"):
        actions.cancel_reading(reading=waiting, by=cast.viewer(PLANNER), at=cast.at())


def test_cancelled_between_the_last_page_and_the_keeping_nothing_is_kept(
    cast: Cast, waiting: DecreeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = actions.read_decree_safely

    def read(*path: Any, **how: Any) -> ReadDecree:
        actions.cancel_reading(reading=waiting, by=cast.viewer(PLANNER), at=cast.at())
        return real(*path, **how)

    monkeypatch.setattr(actions, "read_decree_safely", read)
    before = Decree.objects.count()

    assert actions.carry_out_reading(reading_id=waiting.pk) is None
    assert Decree.objects.count() == before
    assert issubclass(ReadingCancelled, Exception)


def test_a_stop_in_the_middle_is_taken_up_again(
    cast: Cast, waiting: DecreeReading
) -> None:
    DecreeReading.objects.filter(pk=waiting.pk).update(status="reading", attempt=1)

    assert queries.list_unfinished_readings() == [waiting.pk]
    assert tasks.resume_readings() == 1
    assert actions.carry_out_reading(reading_id=waiting.pk) is not None
    assert actions.carry_out_reading(reading_id=waiting.pk) is None
    assert tasks.resume_readings() == 0


def test_the_same_file_again_is_refused_with_where_it_is(
    cast: Cast, waiting: DecreeReading
) -> None:
    actions.carry_out_reading(reading_id=waiting.pk)
    again = begin(cast, SAMPLE.read_bytes())

    assert actions.carry_out_reading(reading_id=again.pk) is None

    again.refresh_from_db()
    assert "sudah diunggah" in again.refusal


def test_an_empty_document_waits_for_nothing(cast: Cast) -> None:
    with pytest.raises(DocumentUnreadable, match="kosong"):
        begin(cast, b"")


@pytest.mark.parametrize("key", ["head", "staff", "inspector", "administrator"])
def test_only_planners_begin_see_and_cancel_a_reading(
    cast: Cast, waiting: DecreeReading, key: str
) -> None:
    viewer = cast.viewer(key)

    with pytest.raises(MayNotHandleDecrees):
        begin(cast, b"x", key)
    with pytest.raises(MayNotHandleDecrees):
        actions.cancel_reading(reading=waiting, by=viewer, at=cast.at())
    with pytest.raises(DecreeReading.DoesNotExist):
        queries.get_reading(reading_id=waiting.pk, for_user=viewer)


def test_a_planner_of_another_office_does_not_see_it(
    cast: Cast, waiting: DecreeReading
) -> None:
    found = queries.list_readings_under_way(for_user=cast.viewer(PLANNER))
    assert [row.pk for row in found] == [waiting.pk]
    other = cast.viewer("planner")
    assert not queries.list_readings_under_way(for_user=other).exists()


def test_the_database_keeps_bytes_and_status_together(
    cast: Cast, waiting: DecreeReading
) -> None:
    rows = DecreeReading.objects.filter(pk=waiting.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(waiting_bytes=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status="done")


@pytest.mark.parametrize(
    ("head", "at_once"),
    [
        (b"Keputusan", True),
        (b"PK\x03\x04", True),
        (b"%PDF-1.7", False),
        (b"\n%PDF-1.4", False),
        (b"\x89PNG\r\n\x1a\n", False),
        (b"\xff\xd8\xff\xe0", False),
    ],
)
def test_what_has_pages_is_read_by_and_by(head: bytes, at_once: bool) -> None:
    assert policies.reads_at_once(head) is at_once


# ---------------------------------------------------------------- pictures as they came

PICTURES = [("hal-1.jpg", b"\xff\xd8\xffsatu"), ("hal-2.tif", b"II*\x00dua")]


@pytest.fixture
def gathered(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> DecreeReading:
    read_once(monkeypatch)
    return actions.begin_reading(
        content=SAMPLE.read_bytes(),
        name="hal-1.pdf",
        originals=PICTURES,
        by=cast.viewer(PLANNER),
        at=cast.at(),
    )


def test_each_picture_of_a_gathered_document_is_kept_as_it_came(
    gathered: DecreeReading,
) -> None:
    decree = actions.carry_out_reading(reading_id=gathered.pk)

    assert decree is not None
    kept = list(originals.list_originals(decree=decree))
    assert [(one.file_name, originals.bytes_of_original(one)) for one in kept] == (
        PICTURES
    )
    assert [one.file.media_type for one in kept if one.file] == [
        "image/jpeg",
        "image/tiff",
    ]
    assert all(one.waiting_bytes is None for one in kept)


def test_a_kept_picture_neither_changes_nor_leaves(gathered: DecreeReading) -> None:
    actions.carry_out_reading(reading_id=gathered.pk)
    row = gathered.originals.get(number=1)

    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        gathered.originals.filter(pk=row.pk).update(file_name="lain.jpg")
    with pytest.raises(IntegrityError, match="does not leave"), transaction.atomic():
        row.delete()


def test_pictures_of_a_refused_or_cancelled_document_are_gone(
    cast: Cast, gathered: DecreeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, "Bukan keputusan. Bawa keputusannya.")

    actions.carry_out_reading(reading_id=gathered.pk)

    gathered.refresh_from_db()
    assert gathered.status == ReadingStatus.REFUSED
    assert not gathered.originals.exists()
