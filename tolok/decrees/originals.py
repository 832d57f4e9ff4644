"""Keep each picture as it came, beside the one document that they became."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from tolok.decrees.models import Decree, DecreeReading, ReadingOriginal
from tolok.reader.gathering import media_type_of
from tolok.records import actions as records
from tolok.records.queries import path_of


LONGEST_NAME = 255


def await_reading(
    *, reading: DecreeReading, pictures: Iterable[tuple[str, bytes]], at: datetime
) -> None:
    """Let pictures (name, bytes) wait until the document that they became is read."""
    for number, (name, content) in enumerate(pictures, 1):
        ReadingOriginal.objects.create(
            reading=reading,
            number=number,
            file_name=name[:LONGEST_NAME],
            waiting_bytes=content,
            created_at=at,
        )


def keep(*, reading: DecreeReading, at: datetime) -> None:
    """Store the waiting pictures of a document that was read: the same bytes once."""
    for row in reading.originals.order_by("number"):
        content = bytes(row.waiting_bytes or b"")
        row.file = records.store_file(
            content=content, media_type=media_type_of(content), at=at
        )
        row.waiting_bytes = None
        row.save(update_fields=["file", "waiting_bytes"])


def leave(*, reading: DecreeReading) -> None:
    """Let go of the waiting pictures of a document that was refused or cancelled."""
    reading.originals.filter(file__isnull=True).delete()


def list_originals(*, decree: Decree) -> QuerySet[ReadingOriginal]:
    """Return the pictures that a decree's document was made of, for who was given it."""
    return (
        ReadingOriginal.objects.filter(reading__decree=decree, file__isnull=False)
        .select_related("file")
        .defer("waiting_bytes")
        .order_by("number")
    )


def bytes_of_document(decree: Decree) -> bytes:
    """Return the document as it is kept, for who was given the decree."""
    return path_of(decree.file).read_bytes()


def bytes_of_original(original: ReadingOriginal) -> bytes:
    """Return one picture as it came. Raises LookupError while it is not kept."""
    if original.file is None:
        raise LookupError(original.pk)
    return path_of(original.file).read_bytes()
