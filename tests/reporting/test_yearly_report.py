"""The yearly report in the office: gathered, written, made behind the screen."""

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.cast import Cast, scene
from tests.reporting.reading import pdf_text
from tests.web.doing import send, verify
from tests.web.test_registry import LOW
from tolok.kernel.codes import format_code
from tolok.records.models import AuditEvent, Notice
from tolok.reporting import issuing, permissions, running, tasks, writing, yearly
from tolok.reporting.enums import ReportForm, RunStatus
from tolok.reporting.gather_lkjip import MayNotReadReport, gather_lkjip
from tolok.reporting.models import (
    Benchmark,
    BudgetLine,
    Narrative,
    OfficialDocument,
    ReportRun,
)


READERS = {"head", "planner", "inspector"}
EVERYONE = (
    *("head", "secretary", "kasubag", "clerk", "planner", "kabid", "staff"),
    *("archivist", "inspector", "administrator", "stranger", "stranger_planner"),
)


@scene
def reported(cast):
    """The head's indicator is verified for the first quarter."""
    row = cast.realisation("head")
    row.obstacles = ""
    verify(cast, send(cast, "staff", "Koleksi"), "kabid")
    return cast


def gathered(cast: Cast):
    return gather_lkjip(
        year=cast.year, for_user=cast.viewer("planner"), as_at=cast.at()
    )


def write(cast: Cast, text: str = "Isu kami.", *, who: str = "planner", seen: int = 0):
    return writing.write_part(
        year=cast.year,
        part="isu",
        text=text,
        seen=seen,
        by=cast.viewer(who),
        at=cast.at(),
    )


def ask(cast: Cast, *, who: str = "planner", form: ReportForm = ReportForm.PDF):
    return running.ask_for_report(
        year=cast.year,
        form=form,
        is_a4=False,
        file_name="lkjip.pdf",
        by=cast.viewer(who),
        at=cast.at(),
    )


# ----------------------------------------------------------------- permissions


@pytest.mark.parametrize("who", EVERYONE)
def test_who_reads_and_who_writes_the_yearly_report(cast, who):
    viewer = cast.viewer(who)

    assert permissions.may_read_yearly_report(viewer, office_id=cast.office.pk) == (
        who in READERS
    )
    assert permissions.may_write_yearly_report(viewer, office_id=cast.office.pk) == (
        who == "planner"
    )


@pytest.mark.parametrize("who", sorted(set(EVERYONE) - READERS))
def test_nobody_else_gathers_or_makes_it(cast, who):
    with pytest.raises(MayNotReadReport):
        gather_lkjip(year=cast.year, for_user=cast.viewer(who), as_at=cast.at())
    with pytest.raises(MayNotReadReport):
        ask(cast, who=who)


@pytest.mark.parametrize("who", sorted(set(EVERYONE) - {"planner"}))
def test_nobody_but_the_planner_writes_for_it(cast, who):
    by, at = cast.viewer(who), cast.at()
    before = AuditEvent.objects.count()

    with pytest.raises(writing.MayNotWriteReport):
        write(cast, who=who)
    with pytest.raises(writing.MayNotWriteReport):
        writing.set_benchmark(
            year=cast.year,
            indicator=cast.indicator("SAKIP"),
            compared=writing.Compared(end_target="A"),
            by=by,
            at=at,
        )
    with pytest.raises(writing.MayNotWriteReport):
        writing.keep_budget_line(
            year=cast.year,
            objective=None,
            budgeted=writing.Budgeted(programme="P"),
            by=by,
            at=at,
        )

    assert AuditEvent.objects.count() == before


# -------------------------------------------------------------------- gathered


def test_strategic_objectives_are_those_of_the_head(cast):
    made = gathered(cast)

    assert [one.text for one in made.objectives] == [
        "Meningkatnya Akuntabilitas Kinerja"
    ]
    assert made.duties == ("Memimpin urusan perpustakaan dan kearsipan;",)
    assert {line.position for line in made.measured} >= {
        "Kepala Dinas Perpustakaan dan Kearsipan",
        "Pustakawan Ahli Muda",
    }


def test_an_office_without_benchmarks_and_budget_has_blanks(cast):
    (indicator,) = gathered(cast).indicators

    assert (indicator.end_target, indicator.towards_end) == ("", None)
    assert gathered(cast).budget == ()


def test_gathering_asks_no_more_when_the_office_grows(
    reported, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        gathered(reported)


def test_a_year_that_still_grows_has_no_class_yet(reported):
    made = gathered(reported)

    assert not made.is_over
    assert {line.standing.class_name for line in made.measured} == {""}
    assert any(line.standing.percent for line in made.measured)


# --------------------------------------------------------------------- written


def test_a_written_part_is_kept_by_versions_and_told_in_the_trail(cast):
    first = write(cast)
    second = write(cast, "Isu baru.", seen=1)

    assert (first.number, second.number) == (1, 2)
    assert gathered(cast).written == {"isu": "Isu baru."}
    assert Narrative.objects.filter(part="isu").count() == 2
    assert AuditEvent.objects.filter(action="reporting.write_part").count() == 2


def test_saving_the_same_words_again_makes_no_version(cast):
    write(cast)

    assert write(cast, seen=1).number == 1


def test_what_another_planner_saved_meanwhile_is_not_overwritten(cast):
    write(cast)

    with pytest.raises(writing.PartChanged, match="baru saja disimpan"):
        write(cast, "Lain.", seen=0)


def test_a_part_as_long_as_a_book_is_refused(cast):
    with pytest.raises(writing.PartTooLong):
        write(cast, "x" * (writing.LONGEST_PART + 1))


def test_a_benchmark_is_kept_changed_and_taken_away(cast):
    def put(**told):
        return writing.set_benchmark(
            year=cast.year,
            indicator=cast.indicator("SAKIP"),
            compared=writing.Compared(**told),
            by=cast.viewer("planner"),
            at=cast.at(),
        )

    assert put() is None
    put(end_year=2029, end_target="A (80,5)", national="BB")
    put(end_year=2029, end_target="A (80,5)", national="BB")
    (indicator,) = gathered(cast).indicators
    assert (indicator.end_year, indicator.end_target) == (2029, "A (80,5)")
    assert AuditEvent.objects.filter(action="reporting.set_benchmark").count() == 1
    with pytest.raises(writing.YearOutOfBounds):
        put(end_year=29)
    assert put() is None
    assert not Benchmark.objects.exists()


def test_rupiah_are_read_as_officials_write_them():
    assert writing.read_amount("Rp1.250.000,50", field="spent") == Decimal("1250000.50")
    assert writing.read_amount(" ", field="spent") is None
    for wrong in ("-5", "banyak", "1e30"):
        with pytest.raises(writing.AmountUnfit):
            writing.read_amount(wrong, field="spent")


def test_a_budget_line_is_kept_changed_and_dropped(cast):
    def keep(line=None, **told):
        return writing.keep_budget_line(
            year=cast.year,
            objective=None,
            budgeted=writing.Budgeted(**told),
            line=line,
            by=cast.viewer("planner"),
            at=cast.at(),
        )

    line = keep(programme="Program Penunjang", ceiling="1.000.000")
    keep(line, programme="Program Penunjang", ceiling="1.000.000", spent="900.000")
    keep(line, programme="Program Penunjang", ceiling="1.000.000", spent="900.000")

    (row,) = gathered(cast).budget
    assert row.absorbed == Decimal("90.00")
    with pytest.raises(writing.ProgrammeMissing):
        keep(programme=" ")
    writing.drop_budget_line(line=line, by=cast.viewer("planner"), at=cast.at())
    assert not BudgetLine.objects.exists()
    assert AuditEvent.objects.filter(action__contains="budget_line").count() == 3


def test_the_state_says_what_is_missing_in_which_chapter(cast):
    state = yearly.get_yearly_state(asked=2026, for_user=cast.viewer("planner"))
    before = state.open_count
    write(cast)
    after = yearly.get_yearly_state(asked=2026, for_user=cast.viewer("planner"))

    assert state.chapters[0].title == "Bagian depan"
    told = [gap.text for one in state.chapters for gap in one.gaps]
    assert "1 dari 1 indikator belum mempunyai target akhir Renstra" in told
    assert "Program dan pagu anggaran belum diisi" in told
    assert after.open_count == before - 1


def test_a_part_comes_with_its_draft_and_the_sources_of_each_sentence(cast):
    sheet = yearly.get_part(
        year=cast.year, key="latar", for_user=cast.viewer("head"), as_at=cast.at()
    )

    assert "Peraturan Presiden Nomor 29 Tahun 2014" in sheet.draft
    assert all(source for _text, source in sheet.sources)
    with pytest.raises(Narrative.DoesNotExist):
        yearly.get_part(
            year=cast.year, key="tidak", for_user=cast.viewer("head"), as_at=cast.at()
        )


# ------------------------------------------------------------------- a past day


def test_a_report_of_a_past_day_says_what_it_said_that_day(reported):
    def budget(line=None, **told):
        return writing.keep_budget_line(
            year=reported.year,
            objective=None,
            budgeted=writing.Budgeted(**told),
            line=line,
            by=reported.viewer("planner"),
            at=reported.at(),
        )

    def benchmark(**told):
        writing.set_benchmark(
            year=reported.year,
            indicator=reported.indicator("SAKIP"),
            compared=writing.Compared(**told),
            by=reported.viewer("planner"),
            at=reported.at(),
        )

    def said(**asked):
        report = gather_lkjip(
            year=reported.year,
            for_user=reported.viewer("planner"),
            as_at=reported.at(hour=20),
            **asked,
        )
        return {name: getattr(report, name) for name in vars(report) if name != "frame"}

    line = budget(programme="Program Penunjang", ceiling="1.000.000")
    benchmark(end_year=2029, end_target="A (80,5)")
    write(reported)
    day, then = reported.day, said()
    reported.day += timedelta(days=1)
    assert said(on=day) == then

    write(reported, "Isu baru.", seen=1)
    benchmark(end_year=2030, end_target="A (85)")
    benchmark()
    benchmark(end_year=2031, end_target="A (90)")
    budget(line, programme="Program Penunjang", ceiling="2.000.000")
    writing.drop_budget_line(line=line, by=reported.viewer("planner"), at=reported.at())
    budget(programme="Program Lain", ceiling="5")
    verify(reported, send(reported, "archivist", "Boks", LOW), "acting")

    assert said(on=day) == then
    assert said() != then


def test_an_issued_report_bears_a_code_and_its_bytes_are_kept(reported, tmp_path):
    def ask_to_issue():
        return running.ask_for_report(
            year=reported.year,
            form=ReportForm.PDF,
            is_a4=True,
            file_name="lkjip-2026.pdf",
            by=reported.viewer("planner"),
            at=reported.at(),
            address="https://kinerja.kantor.example",
        )

    run = ask_to_issue()
    made = running.make_report(run_id=run.pk)

    assert made is not None
    document = made.document
    content = running.bytes_of(made)
    assert hashlib.sha256(content).hexdigest() == document.file.sha256
    text = pdf_text(content, tmp_path)
    assert f"kinerja.kantor.example/periksa/{format_code(document.code)}" in text
    assert "PRATINJAU" not in text
    assert document.title == "LKjIP Tahun 2026, Dinas Perpustakaan dan Kearsipan"
    preview = running.make_report(run_id=ask(reported).pk)
    assert "PRATINJAU" in pdf_text(running.bytes_of(preview), tmp_path)


def test_a_report_cancelled_while_it_is_issued_leaves_no_document(cast, monkeypatch):
    run = running.ask_for_report(
        year=cast.year,
        form=ReportForm.PDF,
        is_a4=True,
        file_name="lkjip.pdf",
        by=cast.viewer("planner"),
        at=cast.at(),
        address="https://kinerja.kantor.example",
    )
    write_pdf = running.lkjip_book.write_pdf

    def cancel_meanwhile(**told):
        running.cancel_run(run=run, by=cast.viewer("planner"), at=cast.at())
        return write_pdf(**told)

    monkeypatch.setattr(running.lkjip_book, "write_pdf", cancel_meanwhile)

    assert running.make_report(run_id=run.pk) is None
    assert not OfficialDocument.objects.exists()


@pytest.mark.parametrize(
    ("who", "form", "refusal"),
    [
        ("inspector", ReportForm.PDF, issuing.MayNotMakeOfficial),
        ("planner", ReportForm.DOCX, running.OnlyPdf),
    ],
)
def test_who_may_not_issue_and_what_can_not_be_issued(cast, who, form, refusal):
    with pytest.raises(refusal):
        running.ask_for_report(
            year=cast.year,
            form=form,
            is_a4=True,
            file_name="lkjip",
            by=cast.viewer(who),
            at=cast.at(),
            address="https://kinerja.kantor.example",
        )


# ------------------------------------------------------------------------ made


def test_a_report_is_made_behind_the_screen_and_announces_itself(cast):
    run = ask(cast)
    made = running.make_report(run_id=run.pk)

    assert made is not None
    assert made.status == RunStatus.DONE
    assert running.bytes_of(made).startswith(b"%PDF")
    notice = Notice.objects.get(kind="reporting.done")
    assert notice.subject_id == run.pk
    assert running.make_report(run_id=run.pk) is None


def test_a_word_report_is_made_the_same_way(cast):
    made = running.make_report(run_id=ask(cast, form=ReportForm.DOCX).pk)

    assert made is not None
    assert running.bytes_of(made).startswith(b"PK")


def test_a_cancelled_report_is_not_made_and_leaves_no_file(cast):
    run = ask(cast)
    running.cancel_run(run=run, by=cast.viewer("planner"), at=cast.at())

    assert running.make_report(run_id=run.pk) is None
    assert run.file_id is None
    with pytest.raises(running.RunOver):
        running.cancel_run(run=run, by=cast.viewer("planner"), at=cast.at())
    with pytest.raises(running.RunOver):
        running.bytes_of(run)


def test_cancelling_while_it_is_made_stops_it(cast, monkeypatch):
    run = ask(cast)
    gather = running.gather_lkjip

    def cancel_meanwhile(**told):
        running.cancel_run(run=run, by=cast.viewer("planner"), at=cast.at())
        return gather(**told)

    monkeypatch.setattr(running, "gather_lkjip", cancel_meanwhile)

    assert running.make_report(run_id=run.pk) is None
    run.refresh_from_db()
    assert (run.status, run.file_id) == (RunStatus.CANCELLED, None)


def test_a_report_that_a_stop_cut_short_is_made_after_the_restart(cast, settings):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    }
    run = ask(cast)
    ReportRun.objects.filter(pk=run.pk).update(status=RunStatus.MAKING, attempt=1)

    assert tasks.resume_reports() == 1

    run.refresh_from_db()
    assert (run.status, run.attempt) == (RunStatus.DONE, 2)


def test_what_stops_the_worker_again_and_again_is_given_up(cast):
    run = ask(cast)
    ReportRun.objects.filter(pk=run.pk).update(attempt=running.ATTEMPTS_AT_MOST)

    made = running.make_report(run_id=run.pk)

    assert made is not None
    assert made.status == RunStatus.FAILED
    assert "petugas komputer" in made.refusal


def test_the_same_report_is_not_made_twice_at_once(cast):
    ask(cast)

    with pytest.raises(running.RunGoesOn):
        ask(cast)


def test_an_office_whose_head_promised_nothing_is_told_so(cast):
    from tolok.reporting import gather_lkjip as gathering

    cast.positions["p01"].leads_unit = False
    cast.positions["p01"].save(update_fields=["leads_unit"])

    run = ask(cast)
    made = running.make_report(run_id=run.pk)

    assert made is not None
    assert made.status == RunStatus.FAILED
    assert "belum mempunyai sasaran" in made.refusal
    with pytest.raises(gathering.NothingToReport):
        gathered(cast)
