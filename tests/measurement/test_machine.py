"""Several people do whatever they like, in any order; what must hold always holds."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.cast import Cast
from tolok.kernel.refusals import Refusal
from tolok.measurement import actions, escalation, reopening
from tolok.measurement.entries import Entry
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation, RealisationStep
from tolok.organisation import actions as organisation
from tolok.records.actions import System
from tolok.records.models import AuditEvent, Notice
from tolok.records.queries import find_broken_links
from tolok.scoring.models import Score


PEOPLE = ["clerk", "kasubag", "secretary", "head", "planner", "staff", "administrator"]
people = st.sampled_from(PEOPLE)
values = st.sampled_from(["300", "260", "0", "-", "3,5 dokumen", "1.000"])
KEPT = (
    *("value", "entered_text", "obstacles", "status", "number", "submitted_at"),
    *("decided_by_id", "decided_at", "checked_by_id", "checked_at"),
)


class Office(RuleBasedStateMachine):
    """The clerk's work of one quarter in the hands of everybody, Plt and movers too."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.day = self.cast.day
        self.minute = 0
        self.frozen: dict[int, dict[str, Any]] = {}

    def teardown(self) -> None:
        assert list(find_broken_links()) == []
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @property
    def row(self) -> Realisation:
        return Realisation.objects.get(
            indicator__text="Jumlah Surat yang Dicatat",
            person=self.cast.people["clerk"],
            period=self.cast.quarters[0],
        )

    def try_to(self, act: Callable[..., Any], key: str, **words: Any) -> None:
        """Do it as this person; a refusal must leave everything as it was."""
        self.minute += 1
        at = self.cast.at(self.day) + timedelta(minutes=self.minute)
        before, counts = self.snapshot(), self.counts()
        try:
            act(by=self.cast.viewer(key, on=self.day), at=at, **words)
        except Refusal:
            assert (self.snapshot(), self.counts()) == (before, counts)
        else:
            assert AuditEvent.objects.count() == counts[0] + 1
            news = Notice.objects.filter(created_at=at)
            viewer = self.cast.viewer(key, on=self.day)
            assert viewer.person_id not in {notice.person_id for notice in news}

    def snapshot(self) -> list[dict[str, Any]]:
        return list(Realisation.versions.order_by("pk").values())

    def counts(self) -> tuple[int, int, int, int]:
        return (
            AuditEvent.objects.count(),
            RealisationStep.objects.count(),
            Notice.objects.count(),
            Score.objects.count(),
        )

    @rule(who=people, value=values, why=st.booleans())
    def save(self, who: str, value: str, why: bool) -> None:
        row = self.row
        entry = Entry(value, obstacles="Sebab." if why else "")
        self.try_to(
            actions.save_draft,
            who,
            realisation=row,
            entry=entry,
            revision=row.revision,
        )

    @rule(value=values, why=st.booleans())
    def submit(self, value: str, why: bool) -> None:
        row = self.row
        words = {"obstacles": "Sebab.", "follow_up": "Rencana."} if why else {}
        self.try_to(
            actions.submit_realisation,
            "clerk",
            realisation=row,
            entry=Entry(value, **words),
            revision=row.revision,
        )

    @rule(who=people)
    def withdraw(self, who: str) -> None:
        self.try_to(actions.withdraw_realisation, who, realisation=self.row)

    @rule(who=people)
    def verify(self, who: str) -> None:
        self.try_to(actions.verify_realisations, who, realisations=[self.row])

    @rule(who=people, reason=st.sampled_from(["", "Lampirkan rekap."]))
    def send_back(self, who: str, reason: str) -> None:
        self.try_to(
            actions.return_realisation, who, realisation=self.row, reason=reason
        )

    @rule(who=people, letter=st.sampled_from(["", "800/9/2026"]))
    def reopen(self, who: str, letter: str) -> None:
        self.try_to(
            reopening.reopen_realisation,
            who,
            realisation=self.row,
            reason="Angka tertukar.",
            letter_number=letter,
            until=self.day + timedelta(days=3),
        )

    @rule(two_levels=st.booleans())
    def set_levels(self, two_levels: bool) -> None:
        self.try_to(
            escalation.set_verification,
            "planner",
            office=self.cast.office,
            two_levels=two_levels,
            escalate_after_days=3,
        )

    @rule(
        who=st.sampled_from(["clerk", "planner", "secretary", "staff"]),
        position=st.sampled_from(["p02", "p03"]),
        days=st.integers(1, 15),
    )
    def act_by_letter(self, who: str, position: str, days: int) -> None:
        """Somebody, perhaps the holder himself, stands in for the verifier (Plt)."""
        self.minute += 1
        with suppress(Refusal):
            organisation.place_person(
                person=self.cast.people[who],
                position=self.cast.positions[position],
                kind="plt",
                letter_number="800/7/2026",
                starts_on=self.day,
                ends_on=self.day + timedelta(days),
                by=System(),
                at=self.cast.at(self.day) + timedelta(minutes=self.minute),
            )

    @rule(who=st.sampled_from(["clerk", "kasubag"]))
    def transfer(self, who: str) -> None:
        """The holder or the verifier leaves the position; the work stays as it is."""
        self.minute += 1
        placement = self.cast.people[who].placements.filter(ends_on=None).first()
        if placement is not None:
            with suppress(Refusal):
                organisation.end_placement(
                    placement=placement,
                    last_day=self.day,
                    by=System(),
                    at=self.cast.at(self.day) + timedelta(minutes=self.minute),
                )

    @rule(days=st.integers(1, 12))
    def pass_days(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.minute = 0

    @invariant()
    def nobody_decided_over_own_work_nor_twice(self) -> None:
        for row in Realisation.versions.all():
            assert row.decided_by_id != row.person_id
            assert row.checked_by_id != row.person_id
            assert row.checked_by_id is None or row.checked_by_id != row.decided_by_id

    @invariant()
    def one_version_counts_and_the_others_never_change(self) -> None:
        row = self.row
        versions = Realisation.versions.filter(
            indicator=row.indicator_id, period=row.period_id, person=row.person_id
        ).order_by("number")
        assert [v.number for v in versions] == list(range(1, len(versions) + 1))
        assert [v.is_current for v in versions] == [v == row for v in versions]
        for version in versions:
            if version.status == RealisationStatus.VERIFIED:
                now = {name: getattr(version, name) for name in KEPT}
                score = Score.objects.get(realisation=version, is_current=True)
                now["score"] = (score.achievement_percent, score.passport)
                assert self.frozen.setdefault(version.pk, now) == now

    @invariant()
    def what_counts_was_verified(self) -> None:
        if self.row.status != RealisationStatus.VERIFIED:
            assert not Score.objects.filter(realisation=self.row).exists()


def test_no_order_of_steps_by_anyone_breaks_the_rules(cast: Cast) -> None:
    machine = type("OfficeOfTheCast", (Office,), {"cast": cast})

    run_state_machine_as_test(
        machine, settings=settings(max_examples=8, stateful_step_count=14)
    )

    assert cast.realisation("clerk", "Surat").number == 1
