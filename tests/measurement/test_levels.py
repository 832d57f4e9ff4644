"""Two levels, delegation by letter and work that waited too long."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tolok.measurement import actions, escalation, permissions, tasks
from tolok.measurement.entries import Entry
from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.guards import MayNotVerify, PeriodLocked
from tolok.measurement.models import Realisation, VerificationSetting
from tolok.measurement.queries import count_waiting, submitted_to, visible
from tolok.organisation import actions as organisation
from tolok.organisation import delegations
from tolok.organisation.enums import PlacementKind
from tolok.planning import actions as planning
from tolok.records.actions import System
from tolok.records.models import AuditEvent, Notice
from tolok.scoring.models import Score


GOOD = Entry("300")


def two_levels(cast: Cast, *, days: int | None = None) -> VerificationSetting:
    return escalation.set_verification(
        office=cast.office,
        two_levels=True,
        escalate_after_days=days,
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def told(cast: Cast, key: str) -> list[str]:
    rows = Notice.objects.filter(person_id=cast.people[key].pk).order_by("pk")
    return [row.kind for row in rows]


def lend(cast: Cast, position: str, to: str, by: str, until: date | None = None):
    return delegations.delegate_verification(
        position=cast.positions[position],
        person=cast.people[to],
        starts_on=cast.day,
        ends_on=until or cast.day,
        letter_number="800/21/2026",
        by=cast.viewer(by),
        at=cast.at(),
    )


# ---------------------------------------------------------------- two levels


def test_the_first_level_hands_it_to_the_superior_of_the_verifier(cast: Cast) -> None:
    two_levels(cast)

    row = verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    assert row.status == RealisationStatus.CHECKED
    assert row.second_verifier == cast.positions["p02"]
    assert not Score.objects.exists()
    assert [r.pk for r in submitted_to(for_user=cast.viewer("secretary"))] == [row.pk]
    assert not submitted_to(for_user=cast.viewer("kasubag")).exists()


def test_only_the_second_level_makes_it_count(cast: Cast) -> None:
    two_levels(cast)
    row = verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    row = verify(cast, row, "secretary")

    assert row.status == RealisationStatus.VERIFIED
    assert row.decided_by == cast.people["secretary"]
    assert row.checked_by == cast.people["kasubag"]
    assert Score.objects.filter(realisation=row).count() == 1
    assert told(cast, "clerk") == ["measurement.accepted", "measurement.verified"]


# who decides at the second level over the clerk's work, after kasubag at the first
SECOND = {
    "secretary": True,
    "kasubag": False,
    "clerk": False,
    "head": False,
    "planner": False,
    "inspector": False,
    "administrator": False,
    "sekda": False,
    "stranger_head": False,
}


@pytest.mark.parametrize(("person", "answer"), SECOND.items())
def test_the_table_of_the_second_level_holds(
    cast: Cast, person: str, answer: bool
) -> None:
    two_levels(cast)
    row = verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    assert permissions.may_verify(cast.viewer(person), row) is answer


def test_who_sits_in_both_seats_does_not_decide_both_levels(cast: Cast) -> None:
    two_levels(cast)
    organisation.place_person(
        person=cast.people["kasubag"],
        position=cast.positions["p02"],
        kind=PlacementKind.PLH,
        starts_on=cast.day,
        letter_number="800/3/2026",
        by=System(),
        at=cast.at(),
    )
    row = verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    with pytest.raises(MayNotVerify) as refused:
        verify(cast, row, "kasubag")

    assert "orang lain" in refused.value.message
    assert verify(cast, row, "secretary").status == RealisationStatus.VERIFIED


def test_the_database_itself_demands_two_people(cast: Cast) -> None:
    two_levels(cast)
    row = verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    with pytest.raises(IntegrityError), transaction.atomic():
        Realisation.objects.filter(pk=row.pk).update(
            decided_by=row.checked_by, decided_at=cast.at()
        )


def test_the_second_level_may_return_it_and_both_levels_start_again(cast: Cast) -> None:
    two_levels(cast)
    row = verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    row = actions.return_realisation(
        realisation=row,
        reason="Lampirkan rekap.",
        by=cast.viewer("secretary"),
        at=cast.at(hour=11),
    )

    assert row.status == RealisationStatus.RETURNED
    assert (row.checked_by, row.second_verifier) == (None, None)
    again = submit(cast, "clerk", GOOD)
    assert verify(cast, again, "kasubag").status == RealisationStatus.CHECKED


def test_without_anyone_above_one_level_is_enough(cast: Cast) -> None:
    two_levels(cast)

    row = verify(cast, submit(cast, "head", Entry("BB")), "sekda")

    assert row.status == RealisationStatus.VERIFIED


@pytest.mark.parametrize("person", ["head", "clerk", "administrator", "inspector"])
def test_only_a_planner_says_how_the_office_verifies(cast: Cast, person: str) -> None:
    with pytest.raises(escalation.MayNotSetVerification):
        escalation.set_verification(
            office=cast.office,
            two_levels=True,
            escalate_after_days=None,
            by=cast.viewer(person),
            at=cast.at(),
        )

    assert not VerificationSetting.objects.exists()


# ---------------------------------------------------------------- by letter


def test_a_delegate_verifies_on_the_days_of_the_letter_and_not_after(
    cast: Cast,
) -> None:
    lend(cast, "p03", "planner", "kasubag")
    row = submit(cast, "clerk", GOOD)

    assert permissions.may_verify(cast.viewer("planner"), row)
    assert count_waiting(for_user=cast.viewer("planner")).to_verify == 1
    assert not permissions.may_verify(
        cast.viewer("planner", on=cast.day + timedelta(days=1)), row
    )
    assert verify(cast, row, "planner").decided_by == cast.people["planner"]


def test_a_delegate_never_verifies_own_work(cast: Cast) -> None:
    lend(cast, "p03", "clerk", "kasubag")
    row = submit(cast, "clerk", GOOD)

    with pytest.raises(MayNotVerify) as refused:
        verify(cast, row, "clerk")

    assert "sendiri" in refused.value.message
    assert not submitted_to(for_user=cast.viewer("clerk")).exists()


def test_a_delegate_sees_what_is_to_be_decided_and_nothing_more(cast: Cast) -> None:
    lend(cast, "p03", "archivist", "kasubag")
    mine, other = cast.realisation("clerk"), cast.realisation("kasubag")
    viewer = cast.viewer("archivist")

    assert permissions.may_view(viewer, mine)
    assert visible(for_user=viewer).filter(pk=mine.pk).exists()
    assert not permissions.may_view(viewer, other)
    assert not visible(for_user=viewer).filter(pk=other.pk).exists()


def test_a_revoked_letter_gives_nothing(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)
    given = lend(cast, "p03", "archivist", "kasubag")

    delegations.revoke_delegation(
        delegation=given, by=cast.viewer("kasubag"), at=cast.at(hour=10)
    )

    assert not permissions.may_verify(cast.viewer("archivist"), row)
    with pytest.raises(delegations.AlreadyRevoked):
        delegations.revoke_delegation(
            delegation=given, by=cast.viewer("kasubag"), at=cast.at(hour=10)
        )


DELEGATORS = {
    "kasubag": True,
    "planner": True,
    "clerk": False,
    "secretary": False,
    "head": False,
    "administrator": False,
    "stranger_planner": False,
}


@pytest.mark.parametrize(("person", "answer"), DELEGATORS.items())
def test_the_table_of_who_may_delegate_holds(
    cast: Cast, person: str, answer: bool
) -> None:
    if answer:
        given = lend(cast, "p03", "archivist", person)
        assert given.given_by == cast.viewer(person).name
    else:
        with pytest.raises(delegations.MayNotDelegate):
            lend(cast, "p03", "archivist", person)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"letter_number": "  "}, organisation.LetterMissing),
        ({"ends_on": date(2026, 4, 5)}, organisation.DaysOutOfOrder),
        ({"person": "stranger"}, delegations.DelegateUnfit),
    ],
)
def test_a_delegation_needs_a_letter_days_in_order_and_a_person_of_the_office(
    cast: Cast, changes: dict[str, object], error: type[Exception]
) -> None:
    wanted = {
        "person": "archivist",
        "ends_on": cast.day,
        "letter_number": "800/1",
        **changes,
    }
    wanted["person"] = cast.people[str(wanted["person"])]

    with pytest.raises(error):
        delegations.delegate_verification(
            position=cast.positions["p03"],
            starts_on=cast.day,
            by=cast.viewer("kasubag"),
            at=cast.at(),
            **wanted,
        )


# ---------------------------------------------------------------- waited too long


def wait(cast: Cast, day: date) -> int:
    setting = VerificationSetting.objects.get()
    return escalation.escalate_waiting(setting=setting, at=cast.at(day))


def waiting_for(cast: Cast, days: int) -> Realisation:
    escalation.set_verification(
        office=cast.office,
        two_levels=False,
        escalate_after_days=days,
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    return submit(cast, "clerk", GOOD)


def test_work_moves_up_after_full_working_days_weekends_and_holidays_left_out(
    cast: Cast,
) -> None:
    # Monday 6 April; 7, 8, 9 and 10 April are working days, 11 and 12 the weekend
    row = waiting_for(cast, 4)

    assert wait(cast, date(2026, 4, 10)) == 0
    assert wait(cast, date(2026, 4, 11)) == 1
    assert wait(cast, date(2026, 4, 12)) == 0
    row.refresh_from_db()
    assert row.escalated_to == cast.positions["p02"]
    assert row.steps.filter(step=Step.ESCALATED).count() == 1


def test_both_are_told_and_either_may_decide(cast: Cast) -> None:
    row = waiting_for(cast, 1)
    wait(cast, date(2026, 4, 9))
    row.refresh_from_db()

    assert "measurement.escalated" in told(cast, "kasubag")
    assert told(cast, "secretary") == ["measurement.escalated"]
    assert permissions.may_verify(cast.viewer("kasubag"), row)
    assert permissions.may_verify(cast.viewer("secretary"), row)
    assert not permissions.may_verify(cast.viewer("clerk"), row)
    assert visible(for_user=cast.viewer("secretary")).filter(pk=row.pk).exists()
    assert verify(cast, row, "secretary").status == RealisationStatus.VERIFIED


def test_the_hourly_task_moves_up_each_office_by_its_own_clock(cast: Cast) -> None:
    row = waiting_for(cast, 1)

    moved = tasks.escalate_overdue.call(cast.at(date(2026, 4, 20)).isoformat())

    row.refresh_from_db()
    assert (moved, row.escalated_to) == (1, cast.positions["p02"])
    assert AuditEvent.objects.filter(action="measurement.escalate_realisation").exists()


@pytest.mark.parametrize("days", [0, 61])
def test_a_wait_of_no_days_or_of_months_is_refused(cast: Cast, days: int) -> None:
    with pytest.raises(escalation.WaitUnfit):
        waiting_for(cast, days)

    assert not VerificationSetting.objects.exists()


# ---------------------------------------------------------------- locked at close


def test_nothing_is_decided_after_the_period_is_locked(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)
    period = cast.quarters[0]
    planning.move_window(
        period=period,
        opens_on=period.opens_on,
        due_on=period.due_on,
        late_until=period.late_until,
        closes_on=date(2026, 4, 30),
        by=cast.viewer("planner"),
        at=cast.at(),
    )

    for act in (
        lambda: actions.verify_realisations(
            realisations=[row],
            by=cast.viewer("kasubag"),
            at=cast.at(date(2026, 5, 1)),
        ),
        lambda: actions.return_realisation(
            realisation=row,
            reason="Terlambat.",
            by=cast.viewer("kasubag"),
            at=cast.at(date(2026, 5, 1)),
        ),
    ):
        with pytest.raises(PeriodLocked) as refused:
            act()
        assert "30 April 2026" in refused.value.message
    row.refresh_from_db()
    assert row.status == RealisationStatus.SUBMITTED


# ---------------------------------------------------------------- who is told


def test_each_step_is_announced_to_whom_it_concerns(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)
    actions.withdraw_realisation(
        realisation=row, by=cast.viewer("clerk"), at=cast.at(hour=9, minute=30)
    )
    row = submit(cast, "clerk", GOOD)
    actions.return_realisation(
        realisation=row,
        reason="Perbaiki.",
        by=cast.viewer("kasubag"),
        at=cast.at(hour=10),
    )
    verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    # unread news of one kind from one person is not repeated
    assert told(cast, "kasubag") == ["measurement.submitted", "measurement.withdrawn"]
    assert told(cast, "clerk") == ["measurement.returned", "measurement.verified"]
    assert told(cast, "staff") == told(cast, "secretary") == []
    note = Notice.objects.get(kind="measurement.returned")
    assert (note.note, note.subject_id) == ("Perbaiki.", row.pk)


def test_a_refused_step_announces_nothing(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)
    before = Notice.objects.count()

    with pytest.raises(MayNotVerify):
        verify(cast, row, "staff")

    assert Notice.objects.count() == before
