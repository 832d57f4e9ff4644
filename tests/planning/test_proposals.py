"""Targets agreed on both sides: proposed, answered, dated; nobody answers an own proposal."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from tests.planning.letters import LETTER
from tolok.organisation import actions as organisation
from tolok.organisation.enums import PlacementKind
from tolok.planning import permissions, proposals, queries, targets
from tolok.planning.actions import ReasonMissing
from tolok.planning.letters import Letter, LetterUnfit
from tolok.planning.models import Proposal, ProposedTarget, Target
from tolok.planning.proposals import (
    Line,
    MayNotAnswer,
    MayNotPropose,
    NothingProposed,
    ProposalChanged,
    ProposalClosed,
)
from tolok.planning.targets import (
    LetterMissing,
    OwnTarget,
    Promise,
    PromiseLocked,
    ProposalOpen,
    ProposalsOnly,
    StretchUnfit,
    TargetAmbiguous,
)
from tolok.records.actions import System
from tolok.records.models import AuditEvent, Notice
from tolok.registry.models import Definition


def propose(
    cast: Cast,
    key: str = "staff",
    words: str = "Dilayani",
    *,
    texts: dict[int | None, str] | None = None,
    **more: Any,
) -> Proposal:
    """Propose targets by quarter (None: the year), with a letter for what changes."""
    by_number: dict[int | None, Any] = {q.number: q for q in cast.quarters}
    texts = texts or {None: "6.400", 4: "1.900"}
    return proposals.propose_targets(
        **{
            "year": cast.year,
            "indicator": cast.indicator(words),
            "lines": [Line(by_number.get(n), text) for n, text in texts.items()],
            "reason": "Jam layanan ditambah.",
            "by": cast.viewer(key),
            "at": cast.at(),
            "letter": LETTER,
        }
        | more
    )


def current(cast: Cast, words: str, quarter: int | None) -> Target:
    period = cast.quarters[quarter - 1] if quarter else None
    return Target.objects.get(
        indicator=cast.indicator(words), period=period, is_current=True
    )


def told(cast: Cast, key: str) -> list[str]:
    return list(
        Notice.objects.filter(
            person_id=cast.people[key].pk, kind__startswith="planning."
        )
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_an_agreed_target_bears_both_names_and_dates(cast: Cast) -> None:
    proposal = propose(cast)
    assert current(cast, "Dilayani", 4).text == "1.500"

    proposals.agree_proposals(
        proposals=[proposal], by=cast.viewer("kabid"), at=cast.at(hour=11)
    )

    target = current(cast, "Dilayani", 4)
    assert (target.text, target.number, target.proposal) == ("1.900", 2, proposal)
    assert (target.promised_by, target.promised_at) == (
        cast.people["staff"].name,
        cast.at(),
    )
    assert (target.agreed_by, target.agreed_at) == (
        cast.people["kabid"].name,
        cast.at(hour=11),
    )
    assert target.change_reason == "Jam layanan ditambah."
    assert target.basis is not None
    assert target.basis.number == LETTER.number
    old = Target.objects.get(indicator=target.indicator, period=target.period, number=1)
    assert (old.text, old.is_current) == ("1.500", False)
    assert told(cast, "kabid") == ["planning.proposed"]
    assert told(cast, "staff") == told(cast, "colleague") == ["planning.agreed"]


def test_a_returned_proposal_is_mended_and_agreed(cast: Cast) -> None:
    proposal = propose(cast)
    back = proposals.return_proposal(
        proposal=proposal,
        reason="Terlalu rendah.",
        by=cast.viewer("kabid"),
        at=cast.at(hour=10),
        revision=proposal.revision,
    )
    again = propose(cast, texts={4: "2.000"}, letter=None, revision=back.revision)

    proposals.agree_proposals(
        proposals=[again], by=cast.viewer("kabid"), at=cast.at(hour=12)
    )

    assert again.pk == proposal.pk
    assert current(cast, "Dilayani", 4).text == "2.000"
    steps = [s.act for s in proposal.steps.order_by("number")]
    assert steps == ["proposed", "returned", "proposed", "agreed"]


def test_a_counter_proposal_is_accepted_by_the_holder(cast: Cast) -> None:
    proposal = propose(cast)
    countered = proposals.counter_proposal(
        proposal=proposal,
        lines=[Line(cast.quarters[3], "2.100", "2.300")],
        reason="Gedung baru dibuka.",
        by=cast.viewer("kabid"),
        at=cast.at(hour=10),
        revision=proposal.revision,
    )

    proposals.accept_counter(
        proposal=countered,
        by=cast.viewer("colleague"),
        at=cast.at(hour=13),
        revision=countered.revision,
    )

    target = current(cast, "Dilayani", 4)
    assert (target.text, target.stretch_text) == ("2.100", "2.300")
    assert (target.promised_by, target.agreed_by) == (
        cast.people["colleague"].name,
        cast.people["kabid"].name,
    )
    assert (target.promised_at, target.agreed_at) == (
        cast.at(hour=13),
        cast.at(hour=10),
    )
    assert told(cast, "kabid") == ["planning.proposed", "planning.accepted"]


def test_a_counter_that_says_the_same_is_refused(cast: Cast) -> None:
    proposal = propose(cast)

    with pytest.raises(NothingProposed):
        proposals.counter_proposal(
            proposal=proposal,
            lines=[Line(None, "6.400"), Line(cast.quarters[3], "1.900")],
            reason="Sama saja.",
            by=cast.viewer("kabid"),
            at=cast.at(),
            revision=proposal.revision,
        )


ANSWER = [  # who may answer what `staff` proposed for the seat shared with `colleague`
    ("kabid", True),
    ("staff", False),
    ("colleague", False),
    ("head", False),
    ("secretary", False),
    ("planner", False),
    ("inspector", False),
    ("administrator", False),
    ("acting", False),
    ("sekda", False),
    ("stranger_head", False),
    ("stranger_planner", False),
]


@pytest.mark.parametrize(("key", "may"), ANSWER)
def test_only_the_superior_answers(cast: Cast, key: str, may: bool) -> None:
    proposal = propose(cast)
    viewer = cast.viewer(key)

    assert permissions.may_answer(viewer, proposal) is may
    if may:
        proposals.agree_proposals(proposals=[proposal], by=viewer, at=cast.at())
        return
    for act in (
        lambda: proposals.agree_proposals(
            proposals=[proposal], by=viewer, at=cast.at()
        ),
        lambda: proposals.return_proposal(
            proposal=proposal, reason="x", by=viewer, at=cast.at(), revision=1
        ),
        lambda: proposals.counter_proposal(
            proposal=proposal,
            lines=[Line(cast.quarters[3], "9.999")],
            reason="x",
            by=viewer,
            at=cast.at(),
            revision=1,
        ),
    ):
        with pytest.raises(MayNotAnswer):
            act()
    assert current(cast, "Dilayani", 4).text == "1.500"


PROPOSE = [
    ("staff", True),
    ("colleague", True),
    ("kabid", False),
    ("head", False),
    ("planner", False),
    ("inspector", False),
    ("administrator", False),
    ("stranger", False),
]


@pytest.mark.parametrize(("key", "may"), PROPOSE)
def test_only_who_holds_the_position_proposes(cast: Cast, key: str, may: bool) -> None:
    if may:
        assert propose(cast, key).proposed_by == cast.people[key]
        return
    with pytest.raises(MayNotPropose):
        propose(cast, key)


def test_who_acts_for_the_superior_does_not_answer_for_himself(cast: Cast) -> None:
    # Arsiparis Ahli Muda is Plt. Kepala Bidang Kearsipan, his own superior.
    proposal = propose(cast, "acting", "Diselamatkan", texts={4: "50"})
    assert proposal.answering == cast.positions["p01"]

    with pytest.raises(MayNotAnswer):
        proposals.agree_proposals(
            proposals=[proposal], by=cast.viewer("acting"), at=cast.at()
        )
    proposals.agree_proposals(
        proposals=[proposal], by=cast.viewer("head"), at=cast.at()
    )

    assert current(cast, "Diselamatkan", 4).agreed_by == cast.people["head"].name


def test_who_becomes_acting_superior_meanwhile_does_not_answer_own(cast: Cast) -> None:
    proposal = propose(cast)
    for key in ("staff", "colleague"):
        organisation.place_person(
            person=cast.people[key],
            position=cast.positions["p06"],
            kind=PlacementKind.PLT,
            starts_on=cast.day,
            letter_number="800/1/2026",
            by=System(),
            at=cast.at(),
        )

    for key in ("staff", "colleague"):
        assert not permissions.may_answer(cast.viewer(key), proposal)
        with pytest.raises(MayNotAnswer, match="Plt"):
            proposals.agree_proposals(
                proposals=[proposal], by=cast.viewer(key), at=cast.at()
            )


def test_the_database_itself_refuses_an_own_answer(cast: Cast) -> None:
    proposal = propose(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(answered_by=cast.people["staff"])


def test_the_head_is_answered_in_another_office(cast: Cast) -> None:
    proposal = propose(cast, "head", "SAKIP", texts={None: "A"})

    assert proposal.answering == cast.positions["sekda"]
    assert queries.waiting_proposals(for_user=cast.viewer("sekda")).get() == proposal
    proposals.agree_proposals(
        proposals=[proposal], by=cast.viewer("sekda"), at=cast.at()
    )
    assert current(cast, "SAKIP", None).text == "A"


def test_a_plh_promises_nothing(cast: Cast) -> None:
    organisation.place_person(
        person=cast.people["clerk"],
        position=cast.positions["p07"],
        kind=PlacementKind.PLH,
        starts_on=cast.day,
        letter_number="800/2/2026",
        by=System(),
        at=cast.at(),
    )

    with pytest.raises(MayNotPropose):
        propose(cast, "clerk")


def test_a_proposal_waits_once_and_only_for_whose_turn_it_is(cast: Cast) -> None:
    proposal = propose(cast)

    def waits() -> list[str]:
        return [
            key
            for key in ("staff", "colleague", "kabid", "head", "planner")
            if queries.waiting_proposals(for_user=cast.viewer(key)).exists()
        ]

    assert waits() == ["kabid"]
    with pytest.raises(ProposalClosed):
        propose(cast, "colleague")
    proposals.return_proposal(
        proposal=proposal,
        reason="Lengkapi.",
        by=cast.viewer("kabid"),
        at=cast.at(),
        revision=1,
    )
    assert waits() == ["staff", "colleague"]
    proposal.refresh_from_db()
    proposals.withdraw_proposal(
        proposal=proposal, by=cast.viewer("staff"), at=cast.at(), revision=2
    )
    assert waits() == []
    assert propose(cast).pk != proposal.pk


SEE = [
    ("staff", True),
    ("colleague", True),
    ("kabid", True),
    ("head", True),
    ("planner", True),
    ("inspector", True),
    ("clerk", False),
    ("archivist", False),
    ("acting", False),
    ("administrator", False),
    ("stranger_planner", False),
    ("sekda", False),
]


@pytest.mark.parametrize(("key", "sees"), SEE)
def test_a_proposal_is_seen_by_those_whom_it_concerns(
    cast: Cast, key: str, sees: bool
) -> None:
    proposal = propose(cast)
    viewer = cast.viewer(key)

    assert permissions.may_view(viewer, proposal) is sees
    found = queries.visible_proposals(for_user=viewer)
    assert (proposal in found) is sees


def test_two_answers_at_once_leave_one(cast: Cast) -> None:
    proposal = propose(cast)
    proposals.return_proposal(
        proposal=proposal,
        reason="Lengkapi.",
        by=cast.viewer("kabid"),
        at=cast.at(),
        revision=1,
    )

    with pytest.raises(ProposalChanged):
        proposals.agree_proposals(
            proposals=[proposal], by=cast.viewer("kabid"), at=cast.at()
        )


@pytest.mark.parametrize(
    ("texts", "more", "refusal", "field"),
    [
        ({4: "1.900"}, {"reason": " "}, ReasonMissing, "reason"),
        ({4: "1.900"}, {"letter": None}, LetterMissing, "letter_number"),
        ({}, {"lines": []}, NothingProposed, "lines"),
        ({4: "1.500"}, {}, NothingProposed, "lines"),
        ({4: "#REF!"}, {}, targets.TargetUnreadable, "p-"),
        ({4: "banyak sekali"}, {}, targets.TargetUnreadable, "p-"),
    ],
)
def test_a_proposal_that_cannot_stand_is_refused_in_its_place(
    cast: Cast, texts: Any, more: Any, refusal: type[Exception], field: str
) -> None:
    before = AuditEvent.objects.count(), ProposedTarget.objects.count()

    with pytest.raises(refusal) as refused:
        propose(cast, texts=texts, **more)

    assert refused.value.field.startswith(field)
    assert (AuditEvent.objects.count(), ProposedTarget.objects.count()) == before


@pytest.mark.parametrize(
    ("letter", "field"),
    [
        (Letter(" ", date(2026, 4, 1), "a.pdf", b"%PDF-1"), "letter_number"),
        (Letter("1", date(2026, 4, 7), "a.pdf", b"%PDF-1"), "letter_dated_on"),
        (Letter("1", date(2026, 4, 1), "a.pdf", b"MZ\x90\x00"), "letter_file"),
        (Letter("1", date(2026, 4, 1), "a.pdf", b""), "letter_file"),
    ],
)
def test_a_letter_that_is_none_is_refused(
    cast: Cast, letter: Letter, field: str
) -> None:
    with pytest.raises(LetterUnfit) as refused:
        propose(cast, letter=letter)

    assert refused.value.field == field


def test_what_was_promised_for_a_locked_period_stays(cast: Cast) -> None:
    late = cast.quarters[0].closes_on + timedelta(days=1)

    with pytest.raises(PromiseLocked):
        propose(cast, texts={1: "100"}, by=cast.viewer("staff", late), at=cast.at(late))
    with pytest.raises(PromiseLocked):
        targets.set_targets(
            year=cast.year,
            promises=[Promise(cast.indicator("Surat"), cast.quarters[0], "1")],
            by=cast.viewer("planner", late),
            at=cast.at(late),
            reason="Terlambat.",
            letter=LETTER,
        )


# ---------------------------------------------------------------- the planner beside it


def set_one(
    cast: Cast, words: str, text: str, key: str = "planner", **more: Any
) -> Any:
    return targets.set_targets(
        year=cast.year,
        promises=[Promise(cast.indicator(words), cast.quarters[3], text)],
        by=cast.viewer(key),
        at=cast.at(),
        **more,
    )


def test_the_planner_waits_while_a_proposal_is_open(cast: Cast) -> None:
    propose(cast)

    with pytest.raises(ProposalOpen, match="Dilayani"):
        set_one(cast, "Dilayani", "1.700", reason="x", letter=LETTER)


def test_an_office_may_leave_targets_to_proposals_alone(cast: Cast) -> None:
    cast.year.planner_sets_targets = False
    cast.year.save()

    with pytest.raises(ProposalsOnly):
        set_one(cast, "Boks", "40", reason="x", letter=LETTER)


def test_a_planner_changes_no_target_of_the_own_position(cast: Cast) -> None:
    with pytest.raises(OwnTarget, match="Target saya"):
        set_one(cast, "Dokumen Perencanaan", "3", reason="x", letter=LETTER)

    proposal = propose(cast, "planner", "Dokumen Perencanaan", texts={4: "3"})
    assert proposal.answering == cast.positions["p03"]
    with pytest.raises(MayNotAnswer):
        proposals.agree_proposals(
            proposals=[proposal], by=cast.viewer("planner"), at=cast.at()
        )


def test_holders_are_told_of_a_target_that_the_planner_changed(cast: Cast) -> None:
    set_one(cast, "Dilayani", "1.700", reason="Anggaran.", letter=LETTER)

    assert told(cast, "staff") == told(cast, "colleague") == ["planning.changed"]
    assert told(cast, "kabid") == []


# ---------------------------------------------------------------- stretch and readings


def test_a_stretch_is_kept_beside_the_target_and_asks_for_no_letter(
    cast: Cast,
) -> None:
    indicator = cast.indicator("Boks")

    def stretch(text: str, reason: str = "") -> list[Target]:
        return targets.set_targets(
            year=cast.year,
            promises=[Promise(indicator, cast.quarters[3], "30", text)],
            by=cast.viewer("planner"),
            at=cast.at(),
            reason=reason,
        )

    (row,) = stretch("40 boks")

    assert (row.text, row.stretch_text, row.stretch_value) == ("30", "40 boks", 40)
    assert row.only_stretch
    with pytest.raises(ReasonMissing):
        stretch("45")
    with pytest.raises(StretchUnfit, match="melampaui"):
        stretch("30", "Salah.")
    assert stretch("45", "Lebih berani.")[0].number == 3


def test_a_changed_target_keeps_the_stretch_that_stands(cast: Cast) -> None:
    indicator, year = cast.indicator("Boks"), cast.year
    planner = cast.viewer("planner")
    targets.set_targets(
        year=year,
        promises=[Promise(indicator, cast.quarters[3], "30", "40")],
        by=planner,
        at=cast.at(),
    )

    (row,) = set_one(cast, "Boks", "35", reason="Naik.", letter=LETTER)

    assert (row.text, row.stretch_text, row.only_stretch) == ("35", "40", False)


@pytest.mark.parametrize(
    ("words", "text", "asks"),
    [
        ("Kepuasan", "3.500", True),  # an index: 3,5 or 3500?
        ("Kepuasan", "3,5", False),
        ("Kepuasan", "3500", False),
        ("Koleksi", "1.250 %", True),
        ("Dilayani", "3.500", False),  # people are counted whole
    ],
)
def test_two_readings_are_asked_about(
    cast: Cast, words: str, text: str, asks: bool
) -> None:
    if not asks:
        assert set_one(cast, words, text, reason="x", letter=LETTER)
        return
    with pytest.raises(TargetAmbiguous, match="dapat dibaca"):
        set_one(cast, words, text, reason="x", letter=LETTER)


@pytest.mark.parametrize(
    ("accumulation", "year", "parts", "said"),
    [
        ("sum", "100", ["24", "24", "24", "28"], ""),
        ("sum", "96", ["24", "24", "24", "28"], "menghasilkan 100 setahun"),
        ("last", "90 %", ["80 %", "85 %", "90 %"], ""),
        ("last", "90 %", ["80 %", "85 %", "88 %"], "menghasilkan 88,00 setahun"),
        ("highest", "9", ["3", "9", "5"], ""),
        ("lowest", "3", ["3", "9", "5"], ""),
        ("average", "5", ["4", "6"], ""),
        ("ratio", "5", ["4", "9"], ""),
        ("sum", "96", ["24", "", "24", "28"], ""),
        ("sum", "BB", ["BB", "B"], ""),
    ],
)
def test_periods_that_do_not_make_the_year_are_told(
    accumulation: str, year: str, parts: list[str], said: str
) -> None:
    definition = Definition(
        accumulation=accumulation,
        measure="count" if accumulation != "last" else "value",
        decimals=0 if accumulation != "last" else 2,
    )

    found = targets.tell_mismatch(year, parts, definition=definition)

    assert (said in found) if said else found == ""
