"""A superior reminds of what is missing: own people, once a day, and it stands in the trail."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from tests.measurement.reporting import submit
from tolok.measurement.entries import Entry
from tolok.records.models import AuditEvent, Notice
from tolok.records.queries import find_broken_links
from tolok.reminders import actions, digest, permissions, queries
from tolok.reminders.models import Nudge, Reminder


WHO = {
    "kabid": True,
    "head": True,
    "planner": True,
    "staff": False,
    "colleague": False,
    "clerk": False,
    "secretary": False,
    "kasubag": False,
    "acting": False,
    "inspector": False,
    "administrator": False,
    "sekda": False,
    "stranger": False,
    "stranger_head": False,
    "stranger_planner": False,
}


def to_nudge(cast: Cast, key: str, on: date | None = None, **choice) -> list:
    """Return what a person may nudge in the first quarter."""
    return queries.list_to_nudge(
        period=cast.quarters[0], for_user=cast.viewer(key, on), **choice
    )


def nudge(cast: Cast, key: str, rows: list, day: date | None = None) -> int:
    return actions.nudge(
        realisations=rows, by=cast.viewer(key, day), at=cast.at(day, 10)
    )


@pytest.mark.parametrize(("key", "answer"), WHO.items())
def test_the_table_of_who_may_nudge_staff_holds(cast, key, answer):
    row = cast.realisation("staff", "Dilayani")

    assert permissions.may_nudge(cast.viewer(key), row) is answer


def test_who_acts_as_superior_nudges_by_the_seat_but_never_oneself(cast):
    own = cast.realisation("acting", "Diselamatkan")
    below = cast.realisation("archivist")

    assert permissions.may_nudge(cast.viewer("acting"), below)
    assert not permissions.may_nudge(cast.viewer("acting"), own)


def test_a_verifier_of_another_office_nudges_whom_the_seat_verifies(cast):
    assert permissions.may_nudge(cast.viewer("sekda"), cast.realisation("head"))


@pytest.mark.parametrize(
    ("key", "sets", "reads", "nudges"),
    [
        ("planner", True, True, True),
        ("administrator", False, True, False),
        ("head", False, False, True),
        ("staff", False, False, False),
        ("stranger_planner", False, False, True),
    ],
)
def test_the_table_of_rules_and_log_holds(cast, key, sets, reads, nudges):
    viewer = cast.viewer(key)

    assert permissions.may_set_reminders(viewer, office_id=cast.office.pk) is sets
    assert permissions.may_read_sent(viewer, office_id=cast.office.pk) is reads
    assert permissions.may_nudge_any(viewer) is nudges


def test_a_superior_nudges_a_whole_unit_and_each_reads_it_once(cast):
    people = nudge(cast, "kabid", to_nudge(cast, "kabid"))

    assert people == 2
    notice = Notice.objects.get(
        person_id=cast.people["staff"].pk, kind="reminders.nudged"
    )
    assert notice.by_name == cast.people["kabid"].name
    assert notice.note == "dan 1 lainnya"


def test_each_nudge_stands_in_the_trail_with_whom_it_reminded(cast):
    nudge(cast, "kabid", to_nudge(cast, "kabid"))

    events = AuditEvent.objects.filter(action="reminders.nudge_report")
    assert events.count() == 4
    assert {event.actor_name for event in events} == {cast.users["kabid"].name}
    assert {event.after["person"] for event in events} == {
        cast.people["staff"].pk,
        cast.people["colleague"].pk,
    }
    assert list(find_broken_links()) == []


def test_a_report_is_nudged_once_a_day_whoever_asks(cast):
    nudge(cast, "kabid", to_nudge(cast, "kabid"))

    assert to_nudge(cast, "kabid") == []
    assert not {row.person_id for row in to_nudge(cast, "planner")} & {
        cast.people["staff"].pk
    }
    with pytest.raises(actions.NothingToNudge):
        nudge(cast, "kabid", to_nudge(cast, "kabid"))
    tomorrow = cast.day + timedelta(days=1)
    assert len(to_nudge(cast, "kabid", tomorrow)) == 4


def test_two_who_nudge_at_the_same_moment_do_it_once(cast):
    rows = to_nudge(cast, "kabid")
    nudge(cast, "kabid", rows)

    with pytest.raises(actions.NothingToNudge) as refused:
        nudge(cast, "planner", rows)

    assert "Besok" in refused.value.message
    assert Nudge.objects.count() == 4


def test_the_database_itself_keeps_one_nudge_a_day(cast):
    nudge(cast, "kabid", to_nudge(cast, "kabid"))
    row = Nudge.objects.first()
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_what_was_reported_or_is_closed_is_not_nudged(cast):
    submit(cast, "staff", Entry(value="1.600"), words="Dilayani")

    assert len(to_nudge(cast, "kabid")) == 3
    assert to_nudge(cast, "kabid", date(2026, 4, 21)) == []


def test_somebody_elses_people_are_refused(cast):
    rows = to_nudge(cast, "kabid")

    with pytest.raises(actions.MayNotNudge):
        nudge(cast, "kasubag", rows)

    assert not Nudge.objects.exists()


def test_one_unit_alone_is_nudged_without_those_below(cast):
    path = cast.units["u2"].path
    with_below = to_nudge(cast, "planner", unit_path=path)
    alone = to_nudge(cast, "planner", unit_path=path, only_unit=cast.units["u2"].pk)

    assert {row.person_id for row in alone} == {cast.people["secretary"].pk}
    assert len(with_below) > len(alone)


def test_a_nudge_stands_in_the_next_digest_with_the_name_of_who_gave_it(cast):
    digest.remind_office(office=cast.office, at=cast.at())
    nudge(cast, "kabid", to_nudge(cast, "kabid"))

    digest.remind_office(office=cast.office, at=cast.at(hour=14))
    assert Reminder.objects.filter(person=cast.people["staff"]).count() == 1

    digest.remind_office(office=cast.office, at=cast.at(cast.day + timedelta(days=1)))

    newest = Reminder.objects.filter(person=cast.people["staff"]).latest("on")
    assert newest.summary == "2 diingatkan atasan"
