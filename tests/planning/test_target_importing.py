"""A long workbook of targets: checked behind the screen, kept whole or not at all."""

import io

import pytest
from python_calamine import CalamineWorkbook

from tests.cast import Cast
from tests.planning.letters import LETTER
from tests.web.baseline import assert_queries
from tests.web.doing import file, sign_in, text_of
from tolok.planning import target_importing as importing
from tolok.planning import target_workbook as workbook
from tolok.planning import tasks
from tolok.planning.actions import MayNotPlan, ReasonMissing
from tolok.planning.models import Target, TargetImport
from tolok.planning.target_importing import ImportHasErrors, ImportOver, Plan
from tolok.planning.targets import LetterMissing
from tolok.records import claims


YEAR, FIRST = 0, 1  # the columns of the year and of its first quarter


def plan(cast: Cast) -> Plan:
    found = importing.plan_of(year=cast.year, for_user=cast.viewer("planner"))
    assert found is not None
    return found


def filled(cast: Cast, words: str = "", text: str = "", column: int = FIRST) -> bytes:
    """Return the workbook with another text in one cell of one indicator."""
    made = plan(cast)
    lines = list(
        workbook.lines_of(
            made.definitions, columns=made.columns, standing=made.standing
        )
    )
    for line in lines:
        if words and words in line.keys[4]:
            line.texts[column] = text
    return workbook.write_workbook(lines, made.columns)


def begin(cast: Cast, content: bytes, key: str = "planner") -> TargetImport:
    return importing.begin_import(
        year=cast.year,
        content=content,
        name="target.xlsx",
        by=cast.viewer(key),
        at=cast.at(),
    )


def check(row: TargetImport) -> TargetImport:
    importing.check_import(import_id=row.pk)
    row.refresh_from_db()
    return row


def ask(cast: Cast, row: TargetImport, **more: object) -> TargetImport:
    told = {"reason": "Anggaran dipangkas", "letter": LETTER} | more
    return importing.ask_to_keep(
        row=row, by=cast.viewer("planner"), at=cast.at(hour=20), **told
    )


def target(cast: Cast, words: str) -> Target:
    return Target.objects.get(
        indicator=cast.indicator(words), period=cast.quarters[0], is_current=True
    )


def test_a_workbook_is_checked_first_and_kept_only_when_asked(cast: Cast) -> None:
    row = check(begin(cast, filled(cast, "Boks", "40")))

    assert (row.status, row.rows_done, row.rows_total) == ("checked", 12, 12)
    assert (row.changed_count, row.wrong_count, row.revises) == (1, 0, True)
    assert "40" in row.some_changes[0][1]
    assert target(cast, "Boks").number == 1
    ask(cast, row)

    assert importing.keep_import(import_id=row.pk) == 1

    row.refresh_from_db()
    kept = target(cast, "Boks")
    assert (kept.text, kept.number, kept.change_reason) == (
        *("40", 2),
        "Anggaran dipangkas",
    )
    assert kept.basis is not None
    assert kept.basis.number == LETTER.number
    assert (row.status, row.waiting_bytes, row.letter_bytes) == ("kept", None, None)


def test_a_wrong_row_holds_all_and_comes_back_in_its_cell(cast: Cast) -> None:
    row = check(begin(cast, filled(cast, "Boks", "#DIV/0!")))

    assert (row.status, row.wrong_count) == ("checked", 1)
    with pytest.raises(ImportHasErrors):
        ask(cast, row)
    book = CalamineWorkbook.from_filelike(io.BytesIO(bytes(row.marked_bytes or b"")))
    told = [str(cells[-1]) for cells in book.get_sheet_by_index(0).to_python()]
    assert sum("TW I" in text for text in told) == 1


def test_a_change_asks_for_reason_and_letter_before_it_is_kept(cast: Cast) -> None:
    row = check(begin(cast, filled(cast, "Boks", "40")))

    with pytest.raises(ReasonMissing):
        ask(cast, row, reason=" ")
    with pytest.raises(LetterMissing):
        ask(cast, row, letter=None)

    assert TargetImport.objects.get().status == "checked"


def test_what_changed_since_it_was_checked_is_not_overwritten(cast: Cast) -> None:
    content = filled(cast, "Boks", "40")
    first, second = check(begin(cast, content)), check(begin(cast, content))
    for row in (first, second):
        ask(cast, row)
    importing.keep_import(import_id=first.pk)

    assert importing.keep_import(import_id=second.pk) is None

    second.refresh_from_db()
    assert second.status == "refused"
    assert "diubah orang lain" in second.refusal
    assert target(cast, "Boks").number == 2


def test_a_file_that_is_no_sheet_of_targets_is_refused_with_what_to_do(
    cast: Cast,
) -> None:
    row = check(begin(cast, b"PK\x03\x04 rusak"))

    assert row.status == "refused"
    assert row.refusal
    assert row.waiting_bytes is None


def test_who_claims_it_last_goes_on_and_the_other_stops(cast: Cast) -> None:
    row = begin(cast, filled(cast))

    def claim() -> TargetImport | None:
        return claims.claim(
            TargetImport, pk=row.pk, waiting="waiting", running="checking"
        )

    first, second = claim(), claim()

    assert first is not None
    assert second is not None
    assert not claims.tell(first, rows_done=1)
    assert claims.tell(second, rows_done=2)
    assert TargetImport.objects.get().rows_done == 2


def test_an_import_is_cancelled_while_it_waits_and_nothing_more_comes_of_it(
    cast: Cast,
) -> None:
    row = begin(cast, filled(cast, "Boks", "40"))
    importing.cancel_import(row=row, by=cast.viewer("planner"), at=cast.at())

    assert importing.check_import(import_id=row.pk) is None
    with pytest.raises(ImportOver):
        importing.cancel_import(row=row, by=cast.viewer("planner"), at=cast.at())
    assert target(cast, "Boks").number == 1


@pytest.mark.parametrize("key", ["staff", "head", "inspector", "stranger_planner"])
def test_only_a_planner_of_the_office_brings_targets_in(cast: Cast, key: str) -> None:
    with pytest.raises(MayNotPlan):
        begin(cast, b"PK", key)


def test_what_a_stop_interrupted_is_asked_for_again(cast: Cast) -> None:
    waits, keeps = begin(cast, filled(cast)), check(begin(cast, filled(cast)))
    ask(cast, keeps)

    assert tasks.resume_imports() == 2

    assert waits.pk != keeps.pk


# ---------------------------------------------------------------- on screen


def test_a_long_sheet_goes_behind_the_screen_and_a_short_one_does_not(
    cast_today: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(cast_today, "planner")
    url = "/perencanaan/target/lembar/?tahun=2026"
    content = filled(cast_today, "Boks", "40")

    short = client.post(url, {"workbook": file("target.xlsx", content), "step": "look"})
    monkeypatch.setattr(importing, "FEW_ROWS", 5)
    long = client.post(url, {"workbook": file("target.xlsx", content), "step": "look"})

    assert short.status_code == 200
    row = TargetImport.objects.get()
    assert long.url == f"/perencanaan/target/impor/{row.pk}/"


def test_the_page_shows_progress_then_the_changes_and_keeps_them(
    cast_today: Cast,
) -> None:
    client = sign_in(cast_today, "planner")
    row = begin(cast_today, filled(cast_today, "Boks", "40"))
    url = f"/perencanaan/target/impor/{row.pk}/"

    waiting = text_of(client.get(url))
    assert "Lembar sedang diperiksa" in waiting
    assert "menunggu giliran" in waiting
    assert "target.xlsx" in text_of(client.get("/perencanaan/target/lembar/"))
    check(row)
    assert "HX-Redirect" in client.get(url, headers={"HX-Request": "true"})
    checked = text_of(client.get(url))
    assert "1 baris akan berubah" in checked
    refused = client.post(url, {"reason": "", "document": ""})
    assert refused.status_code == 422
    sent = client.post(
        url,
        {
            "reason": "Anggaran dipangkas",
            "document": "",
            "letter_number": LETTER.number,
            "letter_dated_on": LETTER.dated_on.isoformat(),
            "letter_file": file(LETTER.file_name),
        },
    )

    assert sent.status_code == 302
    row.refresh_from_db()
    assert row.status in ("keeping", "kept")


def test_errors_are_given_back_as_a_workbook(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")
    row = check(begin(cast_today, filled(cast_today, "Boks", "#DIV/0!")))

    page = text_of(client.get(f"/perencanaan/target/impor/{row.pk}/"))
    book = client.get(f"/perencanaan/target/impor/{row.pk}/kesalahan.xlsx")

    assert "1 baris perlu diperbaiki" in page
    assert book.content.startswith(b"PK")


def test_the_page_of_an_import_asks_few_queries(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")
    row = check(begin(cast_today, filled(cast_today, "Boks", "40")))

    assert_queries(
        "perencanaan, impor target", client, f"/perencanaan/target/impor/{row.pk}/"
    )
