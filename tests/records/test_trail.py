"""The trail cannot be changed behind anyone's back."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import Cast
from tolok.accounts.models import User
from tolok.records import actions as records
from tolok.records.actions import FileEmpty, Happening, System
from tolok.records.models import AuditChain, AuditEvent
from tolok.records.queries import find_broken_links, list_events, list_events_about


TRIGGERS = ("audit_never_changes", "audit_never_leaves")


def without_guards(statement: str, parameters: list[object]) -> None:
    """Do what an intruder with the database's own password would do."""
    with connection.cursor() as cursor:
        for trigger in TRIGGERS:
            on = "" if connection.vendor == "sqlite" else " ON records_auditevent"
            cursor.execute(f"DROP TRIGGER {trigger}{on}")
        cursor.execute(statement, parameters)


def test_an_event_cannot_be_changed_or_deleted(cast: Cast) -> None:
    event = AuditEvent.objects.order_by("pk")[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(actor_name="Orang lain")
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).delete()


def test_a_whole_chain_has_no_faults(cast: Cast) -> None:
    assert AuditChain.objects.count() > 1
    assert list(find_broken_links()) == []


def test_a_forged_event_is_found(cast: Cast) -> None:
    event = AuditEvent.objects.filter(office_id=cast.office.pk).order_by("pk")[3]

    without_guards(
        "UPDATE records_auditevent SET actor_name = %s WHERE id = %s",
        ["Orang lain", event.pk],
    )

    faults = list(find_broken_links())
    assert len(faults) == 1
    assert f"nomor {event.number}" in faults[0]
    assert "berubah" in faults[0]


def test_a_removed_event_is_found(cast: Cast) -> None:
    event = AuditEvent.objects.filter(office_id=cast.office.pk).order_by("pk")[3]

    without_guards("DELETE FROM records_auditevent WHERE id = %s", [event.pk])

    assert any("hilang" in fault for fault in find_broken_links())


def test_a_cut_off_end_is_found(cast: Cast) -> None:
    event = AuditEvent.objects.filter(office_id=cast.office.pk).order_by("-pk")[0]

    without_guards("DELETE FROM records_auditevent WHERE id = %s", [event.pk])

    assert any("berakhir pada" in fault for fault in find_broken_links())


def test_an_event_says_who_when_what_before_and_after(cast: Cast) -> None:
    planner = cast.users["planner"]
    event = records.record_event(
        by=planner,
        at=cast.at(),
        action="test.change",
        subject=cast.office,
        before={"name": "Lama"},
        after={"name": "Baru", "day": cast.day},
        note="Surat 12",
        office_id=cast.office.pk,
    )

    event.refresh_from_db()
    assert (event.actor_id, event.actor_name) == (planner.pk, planner.name)
    assert event.before == {"name": "Lama"}
    assert event.after == {"name": "Baru", "day": "2026-04-06"}
    assert event.hash == event.computed_hash()
    assert list_events(office_id=cast.office.pk)[0] == event
    about = list_events_about(kind="organisation.office", subject_id=cast.office.pk)
    assert about[0] == event


def test_the_trail_outlives_what_it_speaks_of(cast: Cast) -> None:
    user = User(pk=987654, name="Sudah pergi", username="pergi")

    records.record_events(
        by=System(), at=cast.at(), happenings=[Happening("test.gone", user)]
    )

    assert AuditEvent.objects.get(action="test.gone").subject_label == "Sudah pergi"


def test_an_empty_file_is_refused(cast: Cast) -> None:
    with pytest.raises(FileEmpty):
        records.store_file(content=b"", media_type="text/plain", at=cast.at())
