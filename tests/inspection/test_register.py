"""The way of a recommendation from its report to its end, and what cannot happen."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from tests.inspection import register
from tests.web.doing import attach
from tolok.accounts.enums import Role
from tolok.inspection import actions, notes
from tolok.inspection.actions import Proofs
from tolok.inspection.enums import RecommendationAct as Act
from tolok.inspection.enums import RecommendationStatus as Status
from tolok.inspection.models import (
    InspectionNote,
    Recommendation,
    RecommendationEvidence,
    RecommendationStep,
)
from tolok.inspection.policies import TRANSITIONS, next_status
from tolok.inspection.queries import (
    OVERDUE,
    Wanted,
    count_by_status,
    list_awaiting,
    list_recommendations,
)
from tolok.kernel.refusals import Unfit
from tolok.organisation import actions as organisation
from tolok.organisation.queries import Viewer, get_viewer
from tolok.records.actions import System
from tolok.records.models import AuditEvent, Notice


N, A, F, D, X, W = Status
# act → where it leads from each status, "" where it may not be taken
MACHINE = {
    Act.WRITTEN: ("", "", "", "", "", ""),
    Act.ANSWERED: (A, A, "", "", "", ""),
    Act.FOLLOWED_UP: (F, F, F, "", "", ""),
    Act.FIT: ("", "", D, "", "", ""),
    Act.UNFIT: ("", N, A, "", "", ""),
    Act.IMPOSSIBLE: (X, X, X, "", "", ""),
    Act.WITHDRAWN: (W, W, W, "", "", ""),
}


@pytest.mark.any_engine
@pytest.mark.parametrize("act", list(Act))
def test_each_act_leads_where_the_table_says(act: Act) -> None:
    assert tuple(next_status(act, one) or "" for one in Status) == MACHINE[act]


@pytest.mark.any_engine
def test_what_is_closed_goes_nowhere() -> None:
    for ways in TRANSITIONS.values():
        assert not set(ways) & {D, X, W}


def test_a_recommendation_goes_from_report_to_end_with_every_step_dated(
    cast: Cast,
) -> None:
    row = register.recommend(cast, "p06")
    row = register.answer(cast, row, "kabid")
    row = register.follow_up(cast, row, "kabid")
    row = register.judge(cast, row, is_fit=False)
    assert (row.status, row.judgement) == (Status.ANSWERED, "unfit")
    row = register.follow_up(cast, row, "planner")
    row = register.judge(cast, row)

    assert (row.status, row.judgement) == (Status.DONE, "fit")
    assert row.closed_by == cast.users["inspector"]
    assert [step.act for step in row.steps.order_by("at", "pk")] == [
        *(Act.WRITTEN, Act.ANSWERED, Act.FOLLOWED_UP, Act.FOLLOWED_UP),
        *(Act.UNFIT, Act.FIT),
    ]
    told = AuditEvent.objects.filter(
        subject_kind="inspection.recommendation"
    ).values_list("action", "actor_name")
    assert [action.removeprefix("inspection.") for action, _who in told] == [
        *("write_recommendation", "answer_recommendation", "report_follow_up"),
        *("judge_recommendation", "report_follow_up", "judge_recommendation"),
    ]


def test_numbers_count_up_in_each_office(cast: Cast) -> None:
    assert [register.recommend(cast, "p06").number for _ in range(3)] == [1, 2, 3]


def test_it_is_announced_to_the_holder_and_the_planner(cast: Cast) -> None:
    register.recommend(cast, "p06")

    told = Notice.objects.filter(kind="inspection.recommended")

    assert {notice.person_id for notice in told} == {
        cast.people["kabid"].pk,
        cast.people["planner"].pk,
    }


def test_a_unit_is_told_through_who_leads_it(cast: Cast) -> None:
    row = register.recommend(cast, unit="u5")
    register.answer(cast, row, "planner")
    register.judge(cast, row, is_fit=False)

    told = Notice.objects.filter(kind="inspection.rejected").get(
        person_id=cast.people["acting"].pk
    )

    assert told.note == "Belum memuat penanggung jawab."


def test_it_waits_for_the_office_then_for_the_inspector(cast: Cast) -> None:
    row = register.recommend(cast, "p06")

    def waiting(key: str) -> int:
        return len(list_awaiting(for_user=cast.viewer(key)))

    assert [waiting(key) for key in ("kabid", "inspector", "staff")] == [1, 0, 0]
    register.follow_up(cast, row, "kabid")
    assert [waiting(key) for key in ("kabid", "inspector", "staff")] == [0, 1, 0]
    register.judge(cast, row)
    assert [waiting(key) for key in ("kabid", "inspector", "staff")] == [0, 0, 0]


def test_a_follow_up_needs_evidence_and_may_reuse_what_is_stored(cast: Cast) -> None:
    row = register.recommend(cast, "p07")
    stored = attach(cast, cast.realisation("staff", "Pemustaka"), "staff")
    common = {"recommendation": row, "text": "Sudah.", "at": cast.at()}

    with pytest.raises(actions.AnswerUnfit, match="sedikitnya satu bukti"):
        actions.report_follow_up(**common, proofs=Proofs(), by=cast.viewer("staff"))
    actions.report_follow_up(
        **common,
        proofs=Proofs(reused=[stored], links=["https://contoh.go.id/rencana"]),
        by=cast.viewer("staff"),
    )

    kept = RecommendationEvidence.objects.order_by("pk")
    assert [one.file for one in kept] == [stored.file, None]


@pytest.mark.parametrize(
    ("proofs", "why"),
    [
        (Proofs(links=["contoh"]), "alamat lengkap"),
        (Proofs(files=[("a.exe", b"MZ")]), "bukan PDF"),
        (Proofs(links=["https://contoh.go.id/"] * 11), "Paling banyak 10"),
    ],
)
def test_evidence_that_cannot_be_kept_is_refused_and_nothing_moves(
    cast: Cast, proofs: Proofs, why: str
) -> None:
    row = register.recommend(cast, "p06")

    with pytest.raises(Unfit, match=why), transaction.atomic():
        actions.report_follow_up(
            recommendation=row,
            text="Sudah.",
            proofs=proofs,
            by=cast.viewer("kabid"),
            at=cast.at(),
        )

    row.refresh_from_db()
    assert row.status == Status.NEW


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": "kabar"}, "source"),
        ({"report_number": " "}, "report_number"),
        ({"report_dated_on": date(2026, 4, 7)}, "report_dated_on"),
        ({"due_on": date(2026, 3, 1)}, "due_on"),
        ({"text": " "}, "text"),
        ({"text": "a" * 4001}, "text"),
    ],
)
def test_a_recommendation_that_cannot_be_is_refused_at_its_field(
    cast: Cast, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Unfit) as refused:
        register.recommend(cast, "p06", **changes)

    assert refused.value.field == field


def test_a_position_outside_the_unit_and_a_foreign_unit_are_refused(cast: Cast) -> None:
    with pytest.raises(Unfit, match="tidak berada di unit"):
        register.recommend(cast, unit="u5", position=cast.positions["p06"])
    with pytest.raises(Unfit, match="unit kerja kantor ini"):
        register.recommend(cast, by=elsewhere(cast))


def elsewhere(cast: Cast) -> Viewer:
    """Let the inspector inspect another office alone."""
    organisation.grant_role(
        user=cast.users["administrator"],
        office=cast.other_office,
        role=Role.INSPECTOR,
        starts_on=date(2026, 1, 1),
        by=System(),
        at=cast.at(),
    )
    return get_viewer(
        user=cast.users["administrator"], on=cast.day, office_id=cast.other_office.pk
    )


def test_an_old_page_takes_no_step(cast: Cast) -> None:
    row = register.answer(cast, register.recommend(cast, "p06"), "kabid")

    with pytest.raises(actions.ChangedMeanwhile):
        actions.withdraw_recommendation(
            recommendation=row,
            reason="Keliru.",
            by=cast.viewer("inspector"),
            at=cast.at(),
            seen=0,
        )


def test_closing_and_withdrawing_want_a_reason_and_keep_the_row(cast: Cast) -> None:
    inspector, row = cast.viewer("inspector"), register.recommend(cast, "p06")
    for act in (actions.close_recommendation, actions.withdraw_recommendation):
        with pytest.raises(actions.AnswerUnfit):
            act(recommendation=row, reason=" ", by=inspector, at=cast.at())

    closed = actions.close_recommendation(
        recommendation=row,
        reason="Unitnya dihapus oleh peraturan kepala daerah.",
        by=inspector,
        at=cast.at(),
    )
    other = actions.withdraw_recommendation(
        recommendation=register.recommend(cast, "p06"),
        reason="Tertulis dua kali.",
        by=inspector,
        at=cast.at(),
    )

    assert (closed.status, other.status) == (Status.IMPOSSIBLE, Status.WITHDRAWN)
    with pytest.raises(actions.NotThatStep):
        register.answer(cast, other, "kabid")
    assert Recommendation.objects.count() == 2


def test_nobody_answers_or_judges_who_may_not(cast: Cast) -> None:
    row = register.recommend(cast, "p06")

    with pytest.raises(actions.MayNotAnswer):
        register.answer(cast, row, "staff")
    with pytest.raises(actions.MayNotAnswer):
        register.follow_up(cast, row, "inspector")
    register.follow_up(cast, row, "kabid")
    for key in ("kabid", "head", "planner"):
        with pytest.raises(actions.MayNotJudge):
            register.judge(cast, row, key)
    with pytest.raises(actions.MayNotInspect):
        register.recommend(cast, "p06", by=cast.viewer("head"))


def test_the_database_lets_nobody_close_the_own_answer(cast: Cast) -> None:
    row = register.follow_up(cast, register.recommend(cast, "p06"), "kabid")

    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.filter(pk=row.pk).update(
            status=Status.DONE,
            judgement="fit",
            closed_by=cast.users["kabid"],
            closed_at=cast.at(),
        )


def test_the_database_deletes_nothing_and_changes_no_words(cast: Cast) -> None:
    note = register.find(cast)
    row = register.follow_up(cast, register.recommend(cast, "p06"), "kabid")
    row = register.judge(cast, row)
    for model in (
        *(RecommendationEvidence, RecommendationStep, Recommendation),
        InspectionNote,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.all()._raw_delete("default")
    for rows in (
        Recommendation.objects.filter(pk=row.pk),
        InspectionNote.objects.filter(pk=note.pk),
        RecommendationStep.objects.all(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(text="Lain.")


def test_the_list_shows_the_overdue_first_and_the_closed_last(cast: Cast) -> None:
    done = register.judge(
        cast, register.follow_up(cast, register.recommend(cast, "p06"), "kabid")
    )
    later = register.recommend(cast, unit="u4")
    late = register.recommend(
        cast, "p10", due_on=date(2026, 4, 3), source="audit", report_number="A/1"
    )
    inspector = cast.viewer("inspector")

    def found(**wanted: object) -> list[int]:
        rows = list_recommendations(for_user=inspector, wanted=Wanted(**wanted))
        return [row.number for row in rows]

    assert found() == [late.number, later.number, done.number]
    assert found(status=OVERDUE) == [late.number]
    assert found(status="done") == [done.number]
    assert found(source="audit") == [late.number]
    assert found(unit=cast.units["u5"]) == [late.number]
    assert found(words="A/1") == [late.number]
    assert count_by_status(for_user=inspector) == {"overdue": 1, "new": 2, "done": 1}


def test_a_finding_is_announced_and_a_working_note_is_not(cast: Cast) -> None:
    row = cast.realisation("staff", "Pemustaka")
    register.find(cast, realisation=row)
    register.find(cast, position=cast.positions["p06"])
    register.find(cast)
    register.find(cast, kind="working", indicator=row.indicator)

    told = Notice.objects.filter(kind="inspection.found")
    assert sorted(notice.person_id for notice in told) == sorted(
        cast.people[key].pk for key in ("staff", "kabid", "head")
    )
    kept = AuditEvent.objects.filter(action="inspection.write_note").last()
    assert "Bukti bulan Januari" not in str((kept.subject_label, kept.after))


def test_a_note_is_withdrawn_once_and_with_a_reason(cast: Cast) -> None:
    note, inspector = register.find(cast), cast.viewer("inspector")
    common = {"note": note, "at": cast.at()}
    with pytest.raises(notes.NoteUnfit):
        notes.withdraw_note(**common, reason=" ", by=inspector)
    with pytest.raises(actions.MayNotInspect):
        notes.withdraw_note(**common, reason="Keliru.", by=cast.viewer("head"))

    assert notes.withdraw_note(**common, reason="Keliru.", by=inspector).withdrawn_at
    with pytest.raises(notes.WithdrawnAlready):
        notes.withdraw_note(**common, reason="Keliru.", by=inspector)


@pytest.mark.parametrize("wrong", [{"kind": "kabar"}, {"text": " "}])
def test_a_note_without_kind_or_words_is_refused(
    cast: Cast, wrong: dict[str, str]
) -> None:
    told = {"kind": "finding", "text": "Ada.", **wrong}

    with pytest.raises(notes.NoteUnfit):
        notes.write_note(**told, by=cast.viewer("inspector"), at=cast.at())


def test_a_note_about_another_office_is_refused(cast: Cast) -> None:
    with pytest.raises(notes.NoteUnfit):
        register.find(cast, position=cast.positions["sekda"])
