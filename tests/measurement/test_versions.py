"""What was verified is opened again as a new version; the old one stays, with its score."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tolok.measurement import actions, permissions
from tolok.measurement.entries import Entry
from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.evidence_queries import list_evidence
from tolok.measurement.guards import NotInThisState, Superseded
from tolok.measurement.models import Realisation
from tolok.measurement.queries import get_realisation, list_steps
from tolok.measurement.reopening import (
    MayNotReopen,
    ReopeningUnfit,
    reopen_realisation,
)
from tolok.records.models import Notice
from tolok.records.queries import find_broken_links
from tolok.scoring import queries as scoring
from tolok.scoring.models import RollUp, Score


GOOD = Entry("300")
AFTER = date(2026, 5, 4)


def verified(cast: Cast) -> Realisation:
    return verify(cast, submit(cast, "clerk", GOOD), "kasubag")


def reopen(cast: Cast, row: Realisation, key: str = "kasubag", **words) -> Realisation:
    day = words.pop("day", cast.day)
    return reopen_realisation(
        realisation=row,
        reason=words.pop("reason", "Angkanya tertukar."),
        by=cast.viewer(key, on=day),
        at=cast.at(day, hour=11),
        **words,
    )


def test_the_old_version_and_its_score_stay_and_the_new_one_is_scored_anew(
    cast: Cast,
) -> None:
    old = verified(cast)
    first = Score.objects.get(realisation=old)

    new = reopen(cast, old)
    actions.submit_realisation(
        realisation=new,
        entry=Entry("225", obstacles="Cuti.", follow_up="Mei."),
        revision=new.revision,
        by=cast.viewer("clerk"),
        at=cast.at(hour=12),
    )
    verify(cast, new, "kasubag")

    old.refresh_from_db()
    assert (old.is_current, old.value, old.status) == (False, 300, "verified")
    first.refresh_from_db()
    assert (first.achievement_percent, first.is_current) == (120, True)
    assert scoring.replay(first)
    second = Score.objects.get(realisation=new)
    assert second.achievement_percent == 90
    assert RollUp.objects.get(level="position", period=old.period).hundredths == 9000


def test_until_it_is_verified_again_nothing_speaks_for_it(cast: Cast) -> None:
    old = verified(cast)
    assert RollUp.objects.filter(period=old.period).exists()

    reopen(cast, old)

    assert not RollUp.objects.filter(period=old.period).exists()


def test_the_new_version_begins_with_the_values_and_evidence_of_the_old(
    cast: Cast,
) -> None:
    old = verified(cast)

    new = reopen(cast, old)

    assert (new.number, new.status, new.value) == (2, RealisationStatus.RETURNED, 300)
    assert new.return_reason == "Angkanya tertukar."
    assert [e.file_id for e in new.evidence.all()] == [
        e.file_id for e in old.evidence.all()
    ]
    # the same proof of another version is not a second use
    assert not any(
        e.used_elsewhere
        for e in list_evidence(realisation=new, for_user=cast.viewer("clerk"))
    )
    assert Step.REOPENED in [step.step for step in list_steps(realisation=new)]
    assert Step.VERIFIED in [step.step for step in list_steps(realisation=new)]
    assert list(find_broken_links()) == []


def test_the_old_version_can_still_be_opened_and_refuses_every_step(cast: Cast) -> None:
    old = verified(cast)
    reopen(cast, old)

    seen = get_realisation(realisation_id=old.pk, for_user=cast.viewer("clerk"))

    assert not seen.is_current
    for act in (
        lambda: reopen(cast, old),
        lambda: actions.return_realisation(
            realisation=old, reason="x", by=cast.viewer("kasubag"), at=cast.at()
        ),
        lambda: actions.withdraw_realisation(
            realisation=old, by=cast.viewer("clerk"), at=cast.at()
        ),
    ):
        with pytest.raises(Superseded):
            act()


# who reopens the clerk's verified work: while the window is open, and afterwards
REOPENERS = {
    "kasubag": (True, False),
    "planner": (False, True),
    "clerk": (False, False),
    "secretary": (False, False),
    "head": (False, False),
    "inspector": (False, False),
    "administrator": (False, False),
    "staff": (False, False),
    "stranger_planner": (False, False),
    "stranger_head": (False, False),
}


@pytest.mark.parametrize(("person", "answers"), REOPENERS.items())
def test_the_table_of_who_may_reopen_holds(
    cast: Cast, person: str, answers: tuple[bool, bool]
) -> None:
    row = verified(cast)
    viewer = cast.viewer(person)

    assert (
        permissions.may_reopen(viewer, row, is_open=True),
        permissions.may_reopen(viewer, row, is_open=False),
    ) == answers


def test_a_planner_never_reopens_own_work(cast: Cast) -> None:
    row = verify(cast, submit(cast, "planner", Entry("2")), "kasubag")

    with pytest.raises(MayNotReopen) as refused:
        reopen(
            cast,
            row,
            "planner",
            day=AFTER,
            letter_number="800/9/2026",
            until=date(2026, 5, 8),
        )

    assert "sendiri" in refused.value.message


def test_after_the_window_a_planner_names_the_letter_and_the_last_day(
    cast: Cast,
) -> None:
    row = verified(cast)

    with pytest.raises(ReopeningUnfit) as refused:
        reopen(cast, row, "planner", day=AFTER)
    assert refused.value.field == "letter_number"
    with pytest.raises(ReopeningUnfit) as refused:
        reopen(cast, row, "planner", day=AFTER, letter_number="800/9/2026")
    assert refused.value.field == "until"
    with pytest.raises(MayNotReopen):
        reopen(cast, row, "kasubag", day=AFTER)

    new = reopen(
        cast,
        row,
        "planner",
        day=AFTER,
        letter_number="800/9/2026",
        until=date(2026, 5, 8),
    )
    sent = actions.submit_realisation(
        realisation=new,
        entry=Entry("310"),
        revision=new.revision,
        by=cast.viewer("clerk", on=date(2026, 5, 8)),
        at=cast.at(date(2026, 5, 8)),
    )

    assert (sent.status, sent.is_late) == (RealisationStatus.SUBMITTED, False)


def test_a_reason_is_demanded_and_only_verified_work_is_reopened(cast: Cast) -> None:
    sent = submit(cast, "clerk", GOOD)
    with pytest.raises(NotInThisState):
        reopen(cast, sent)

    row = verify(cast, sent, "kasubag")
    with pytest.raises(ReopeningUnfit):
        reopen(cast, row, reason="  ")

    row.refresh_from_db()
    assert row.is_current


def test_the_holder_is_told_and_the_verifier_where_a_planner_reopened(
    cast: Cast,
) -> None:
    row = verified(cast)

    reopen(
        cast,
        row,
        "planner",
        day=AFTER,
        letter_number="800/9/2026",
        until=date(2026, 5, 8),
    )

    holder = Notice.objects.filter(person_id=cast.people["clerk"].pk).last()
    assert holder is not None
    assert "800/9/2026" in holder.note
    assert Notice.objects.filter(
        person_id=cast.people["kasubag"].pk, kind="measurement.reopened"
    ).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"value": 1},
        {"status": "draft"},
        {"number": 7},
        {"decided_by": None, "decided_at": None},
    ],
)
def test_the_database_keeps_a_superseded_version_as_it_was(
    cast: Cast, changes: dict[str, object]
) -> None:
    old = verified(cast)
    reopen(cast, old)

    with pytest.raises(DatabaseError), transaction.atomic():
        Realisation.versions.filter(pk=old.pk).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        Realisation.versions.filter(pk=old.pk).delete()


def test_a_superseded_version_never_comes_back(cast: Cast) -> None:
    old = verified(cast)
    new = reopen(cast, old)

    with pytest.raises(DatabaseError), transaction.atomic():
        Realisation.versions.filter(pk=old.pk).update(is_current=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Realisation.objects.filter(pk=new.pk).update(is_current=False)
