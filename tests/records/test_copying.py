"""Many rows at once say the same as one by one."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from tolok.records import copying
from tolok.records.models import AuditEvent, Notice, StoredFile


pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 31, 16, 59, 59, 123456, tzinfo=UTC)
STRANGE = "tab\t, baris\n, kembali\r, garis miring \\ dan \\N, “kutip” '\"", "", "\\."


def events(count: int) -> list[AuditEvent]:
    return [
        AuditEvent(
            chain="kantor-7",
            number=number,
            at=AT,
            actor_name=STRANGE[number % 3],
            action="uji.coba",
            subject_kind="uji",
            subject_id=str(number),
            subject_label=STRANGE[0],
            before=None,
            after={"teks": STRANGE[0], "angka": [1, 2.5, None, True]},
            note=STRANGE[2],
            previous_hash="0" * 64,
            hash=f"{number:064d}",
        )
        for number in range(1, count + 1)
    ]


def told(row: AuditEvent) -> tuple[object, ...]:
    return tuple(getattr(row, field.attname) for field in AuditEvent._meta.fields)


@pytest.mark.parametrize("count", [0, 1, copying.MANY, copying.LINES_AT_ONCE + 1])
def test_rows_come_back_as_they_were_written(count: int) -> None:
    rows = events(count)

    copying.write_rows(AuditEvent, rows)

    kept = list(AuditEvent.objects.filter(chain="kantor-7").order_by("number"))
    assert [told(row) for row in kept] == [told(row) for row in rows]
    assert all(not row._state.adding for row in rows)


def test_what_must_never_be_true_is_refused_also_among_many() -> None:
    rows = events(copying.MANY)
    rows[-1].number = 1

    with pytest.raises(IntegrityError), transaction.atomic():
        copying.write_rows(AuditEvent, rows)

    assert not AuditEvent.objects.filter(chain="kantor-7").exists()


def test_a_row_written_later_gets_a_key_of_its_own() -> None:
    copying.write_rows(
        StoredFile,
        [
            StoredFile(
                sha256=f"{number:064d}",
                size_bytes=number + 1,
                media_type="text/plain",
                created_at=AT,
            )
            for number in range(copying.MANY)
        ],
    )

    later = StoredFile.objects.create(
        sha256="f" * 64, size_bytes=1, media_type="text/plain", created_at=AT
    )

    assert StoredFile.objects.filter(pk=later.pk).count() == 1
    assert StoredFile.objects.count() == copying.MANY + 1


def test_a_moment_without_its_zone_is_refused() -> None:
    if connection.vendor != "postgresql":
        assert copying._moment(AT) == "2026-03-31 16:59:59.123456+00:00"
    with pytest.raises(ValueError, match="time zone"):
        copying._moment(AT.replace(tzinfo=None))
    assert Notice.objects.count() == 0
