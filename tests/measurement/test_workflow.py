"""A realisation goes its way, and never another."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import Cast
from tests.measurement.reporting import attach, submit, verify
from tolok.measurement import actions, evidence, tasks
from tolok.measurement.actions import Incomplete, ReasonMissing
from tolok.measurement.entries import Entry, ValueUnreadable
from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.guards import (
    ChangedMeanwhile,
    MayNotEnter,
    MayNotVerify,
    NotInThisState,
    PeriodClosed,
    WindowNotYetOpen,
)
from tolok.measurement.models import Realisation
from tolok.organisation import actions as organisation
from tolok.planning.models import Target
from tolok.records.actions import System
from tolok.records.models import AuditEvent
from tolok.records.queries import find_broken_links


GOOD = Entry(value="300")


def test_everyone_in_a_position_owes_each_of_its_indicators(cast: Cast) -> None:
    owed = Realisation.objects.filter(period=cast.quarters[0])

    by_person = {
        key: owed.filter(person=cast.people[key]).count() for key in cast.people
    }

    assert by_person["staff"] == by_person["colleague"] == 2
    assert by_person["acting"] == 2  # his own and, as Plt., that of his superior
    assert by_person["sekda"] == 0


def test_blank_is_not_zero(cast: Cast) -> None:
    assert cast.realisation("clerk").value is None

    row = submit(cast, "clerk", Entry("0", obstacles="Cuti.", follow_up="April."))

    assert row.value == 0
    assert row.status == RealisationStatus.SUBMITTED


def test_nothing_can_be_submitted_blank(cast: Cast) -> None:
    with pytest.raises(Incomplete) as refused:
        submit(cast, "clerk", Entry(" - "))

    assert "masih kosong" in refused.value.message
    assert cast.realisation("clerk").status == RealisationStatus.OPEN


def test_a_draft_keeps_what_was_typed(cast: Cast) -> None:
    row = cast.realisation("staff", "Persentase Koleksi")

    actions.save_draft(
        realisation=row,
        entry=Entry(numerator="1.250", obstacles="Printer rusak"),
        revision=0,
        by=cast.viewer("staff"),
        at=cast.at(),
    )

    row.refresh_from_db()
    assert (row.status, row.numerator, row.value) == ("draft", 1250, None)
    assert row.obstacles == "Printer rusak"


def test_evidence_is_demanded_before_submission(cast: Cast) -> None:
    row = cast.realisation("kasubag")

    with pytest.raises(Incomplete) as refused:
        actions.submit_realisation(
            realisation=row,
            entry=Entry("3"),
            revision=0,
            by=cast.viewer("kasubag"),
            at=cast.at(),
        )

    assert refused.value.problems[0][0] == "evidence"


def test_below_target_obstacles_and_follow_up_are_demanded_at_once(cast: Cast) -> None:
    with pytest.raises(Incomplete) as refused:
        submit(cast, "clerk", Entry("100"))

    assert [field for field, _message in refused.value.problems] == [
        "obstacles",
        "follow_up",
    ]


def test_a_verified_realisation_has_who_and_when(cast: Cast) -> None:
    row = verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    assert row.status == RealisationStatus.VERIFIED
    assert row.decided_by == cast.people["kasubag"]
    assert [step.step for step in row.steps.order_by("pk")] == [
        Step.EVIDENCE_ADDED,
        Step.SUBMITTED,
        Step.VERIFIED,
    ]


def test_a_returned_realisation_comes_back_with_the_reason_and_is_sent_again(
    cast: Cast,
) -> None:
    row = submit(cast, "clerk", GOOD)
    row = actions.return_realisation(
        realisation=row,
        reason="Lampirkan rekap.",
        by=cast.viewer("kasubag"),
        at=cast.at(),
    )
    assert (row.status, row.return_reason) == ("returned", "Lampirkan rekap.")

    row = submit(cast, "clerk", GOOD)

    assert row.status == RealisationStatus.SUBMITTED


def test_a_return_needs_a_reason(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)

    with pytest.raises(ReasonMissing):
        actions.return_realisation(
            realisation=row, reason="  ", by=cast.viewer("kasubag"), at=cast.at()
        )


def test_a_holder_may_withdraw_until_it_is_decided(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)
    row = actions.withdraw_realisation(
        realisation=row, by=cast.viewer("clerk"), at=cast.at()
    )
    assert row.status == RealisationStatus.DRAFT
    row = verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    with pytest.raises(NotInThisState):
        actions.withdraw_realisation(
            realisation=row, by=cast.viewer("clerk"), at=cast.at()
        )


def test_a_second_click_does_not_submit_twice(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)

    with pytest.raises(NotInThisState) as refused:
        submit(cast, "clerk", GOOD)

    assert "Dikirim" in refused.value.message
    assert row.steps.filter(step=Step.SUBMITTED).count() == 1


def test_of_two_people_saving_at_once_the_second_is_told(cast: Cast) -> None:
    row = cast.realisation("clerk")
    for_both = row.revision
    clerk = cast.viewer("clerk")
    actions.save_draft(
        realisation=row, entry=Entry("1"), revision=for_both, by=clerk, at=cast.at()
    )

    with pytest.raises(ChangedMeanwhile):
        actions.save_draft(
            realisation=row, entry=Entry("2"), revision=for_both, by=clerk, at=cast.at()
        )

    row.refresh_from_db()
    assert row.value == 1


def test_nothing_is_entered_before_the_window_opens_or_after_it_closes(
    cast: Cast,
) -> None:
    row = cast.realisation("clerk")

    for day, refusal in (
        (date(2026, 3, 31), WindowNotYetOpen),
        (date(2026, 4, 21), PeriodClosed),
    ):
        with pytest.raises(refusal):
            actions.save_draft(
                realisation=row,
                entry=GOOD,
                revision=0,
                by=cast.viewer("clerk", on=day),
                at=cast.at(day),
            )


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (date(2026, 4, 1), False),
        (date(2026, 4, 9), False),
        (date(2026, 4, 10), True),
        (date(2026, 4, 20), True),
    ],
)
def test_after_the_due_day_a_realisation_is_late(
    cast: Cast, day: date, late: bool
) -> None:
    assert submit(cast, "clerk", GOOD, day=day).is_late is late


def test_many_are_verified_together_or_none(cast: Cast) -> None:
    fine = submit(cast, "staff", Entry("1.600"), words="Pemustaka")
    own = submit(cast, "kabid", Entry("84"), words="Indeks Kepuasan", shade=90)

    with pytest.raises(MayNotVerify):
        actions.verify_realisations(
            realisations=[fine, own], by=cast.viewer("kabid"), at=cast.at()
        )

    fine.refresh_from_db()
    assert fine.status == RealisationStatus.SUBMITTED


def test_nobody_verifies_own_work_not_even_as_acting_superior(cast: Cast) -> None:
    row = submit(cast, "acting", Entry("45"), words="Arsip yang Diselamatkan")

    assert row.verifier == cast.positions["p01"]  # past his own acting seat
    with pytest.raises(MayNotVerify):
        verify(cast, row, "acting")
    assert verify(cast, row, "head").status == RealisationStatus.VERIFIED


def test_the_acting_superior_verifies_the_others(cast: Cast) -> None:
    row = submit(cast, "archivist", Entry("30"))

    assert verify(cast, row, "acting").decided_by == cast.people["acting"]


def test_the_head_is_verified_by_the_sekda_of_another_office(cast: Cast) -> None:
    row = submit(cast, "head", Entry("BB (75,2)"))

    row = verify(cast, row, "sekda")

    assert row.decided_by == cast.people["sekda"]
    assert AuditEvent.objects.filter(
        action="measurement.verify_realisation", office_id=cast.office.pk
    ).exists()


def test_the_database_itself_refuses_own_verification(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)

    with pytest.raises(IntegrityError), transaction.atomic():
        Realisation.objects.filter(pk=row.pk).update(
            decided_by=row.person_id, decided_at=cast.at()
        )


def test_the_database_refuses_to_change_a_verified_value(cast: Cast) -> None:
    row = verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    with pytest.raises(IntegrityError), transaction.atomic():
        Realisation.objects.filter(pk=row.pk).update(value=999)
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(
            "DELETE FROM measurement_realisation WHERE id = %s", [row.pk]
        )


@pytest.mark.parametrize(
    "text", ["dua ratus", "12,5,5", "#DIV/0!", "12 kilogram", "1e400", "9" * 30, "-4"]
)
def test_what_is_no_number_is_refused_with_a_sentence(cast: Cast, text: str) -> None:
    row = cast.realisation("clerk")

    with pytest.raises(ValueUnreadable) as refused:
        actions.save_draft(
            realisation=row,
            entry=Entry(text),
            revision=0,
            by=cast.viewer("clerk"),
            at=cast.at(),
        )

    assert refused.value.field == "value"
    assert refused.value.message.endswith(".")


def test_a_ratio_by_zero_is_kept_and_not_computed(cast: Cast) -> None:
    row = submit(
        cast,
        "staff",
        Entry(numerator="0", denominator="0"),
        words="Persentase Koleksi",
    )

    assert row.value is None
    assert row.denominator == 0


def test_a_transfer_leaves_what_was_reported_and_moves_what_is_blank(
    cast: Cast,
) -> None:
    reported = submit(cast, "staff", Entry("1.600"), words="Pemustaka")

    cast.move("staff", "p04", date(2026, 4, 3))

    kept = Realisation.objects.filter(
        person=cast.people["staff"], period=cast.quarters[0]
    )
    assert reported in kept
    # the quarter ended before the move: what is owed for it stays where it was
    assert set(kept.values_list("position__title", flat=True)) == {
        "Pustakawan Ahli Muda"
    }


def test_a_new_superior_finds_the_waiting_work_in_his_queue(cast: Cast) -> None:
    row = submit(cast, "clerk", GOOD)
    organisation.set_superior(
        position=cast.positions["p04"],
        superior=cast.positions["p02"],
        by=System(),
        at=cast.at(),
    )

    row.refresh_from_db()

    assert row.verifier == cast.positions["p02"]


def test_every_step_leaves_one_event_and_the_chain_is_whole(cast: Cast) -> None:
    before = AuditEvent.objects.count()

    verify(cast, submit(cast, "clerk", GOOD), "kasubag")

    actions_taken = list(
        AuditEvent.objects.order_by("pk").values_list("action", flat=True)[before:]
    )
    assert actions_taken == [
        "measurement.add_evidence",
        "measurement.submit_realisation",
        "measurement.verify_realisation",
    ]
    assert list(find_broken_links()) == []


def test_opening_a_period_twice_adds_nothing(cast: Cast) -> None:
    again = actions.open_period(
        period=cast.quarters[0], by=cast.viewer("planner"), at=cast.at()
    )

    assert again == 0


def test_a_period_is_not_opened_before_its_day_nor_by_staff(cast: Cast) -> None:
    with pytest.raises(WindowNotYetOpen):
        actions.open_period(
            period=cast.quarters[1], by=cast.viewer("planner"), at=cast.at()
        )
    with pytest.raises(actions.MayNotOpenPeriod):
        actions.open_period(
            period=cast.quarters[0], by=cast.viewer("staff"), at=cast.at()
        )


def test_only_the_holder_enters(cast: Cast) -> None:
    row = cast.realisation("clerk")

    for key in ("kasubag", "planner", "head", "administrator", "stranger"):
        with pytest.raises(MayNotEnter):
            actions.save_draft(
                realisation=row,
                entry=GOOD,
                revision=0,
                by=cast.viewer(key),
                at=cast.at(),
            )


def test_evidence_leaves_only_while_the_work_is_open(cast: Cast) -> None:
    row = cast.realisation("clerk")
    attach(cast, row, "clerk")
    proof = row.evidence.get()
    submit(cast, "clerk", GOOD)

    with pytest.raises(NotInThisState):
        evidence.remove(evidence=proof, by=cast.viewer("clerk"), at=cast.at())

    assert row.evidence.count() == 1


@pytest.mark.parametrize(
    ("day", "opened"),
    [
        (date(2026, 6, 30), 0),
        (date(2026, 7, 1), 1),
        (date(2026, 7, 20), 1),
        (date(2026, 7, 21), 0),
    ],
)
def test_a_period_opens_by_itself_while_its_window_is_open(
    cast: Cast, day: date, opened: int
) -> None:
    made = tasks.open_due_periods.func(cast.at(day).isoformat())

    second = Realisation.objects.filter(period=cast.quarters[1])
    assert (made > 0, second.exists()) == (bool(opened), bool(opened))
    assert tasks.open_due_periods.func(cast.at(day).isoformat()) == 0


def test_a_period_without_any_target_waits_for_the_planner(cast: Cast) -> None:
    Target.objects.filter(period=cast.quarters[1]).delete()

    assert tasks.open_due_periods.func(cast.at(date(2026, 7, 2)).isoformat()) == 0


def test_an_example_office_opens_by_its_own_day(cast_today: Cast) -> None:
    made = tasks.open_due_periods.func(cast_today.at(date(2026, 7, 2)).isoformat())

    assert made == 0
