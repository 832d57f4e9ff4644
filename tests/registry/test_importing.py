"""A long workbook: checked behind the screen, kept whole or not at all, stopped, resumed."""

import io

import pytest
from python_calamine import CalamineWorkbook

from tests.cast import Cast
from tests.registry.test_workbook import filled, known, standing
from tolok.records.models import AuditEvent
from tolok.registry import importing, tasks, workbook
from tolok.registry.actions import ReasonMissing
from tolok.registry.enums import ImportStatus
from tolok.registry.importing import ImportHasErrors, ImportOver, MayNotImport
from tolok.registry.models import (
    Definition,
    DefinitionImport,
    DefinitionImportRow,
)


SCALES = ["akip", "skm"]


def begin(cast: Cast, content: bytes, key: str = "planner") -> DefinitionImport:
    return importing.begin_import(
        content=content, name="kamus.xlsx", by=cast.viewer(key), at=cast.at()
    )


def check(row: DefinitionImport) -> DefinitionImport:
    importing.check_import(import_id=row.pk, scales=SCALES)
    row.refresh_from_db()
    return row


def ask(cast: Cast, row: DefinitionImport, reason: str = "Disesuaikan") -> None:
    importing.ask_to_keep(
        row=row, reason=reason, by=cast.viewer("planner"), at=cast.at(hour=20)
    )


def keep(row: DefinitionImport) -> int | None:
    kept = importing.keep_import(import_id=row.pk)
    row.refresh_from_db()
    return kept


def test_a_workbook_is_checked_first_and_kept_only_when_asked(cast: Cast) -> None:
    row = check(begin(cast, filled(cast, "Boks", unit_of_measure="boks")))

    assert (row.status, row.rows_done, row.rows_total) == ("checked", 12, 12)
    assert (row.changed_count, row.wrong_count, row.needs_reason) == (1, 0, True)
    assert row.waiting_bytes is None
    assert cast.definition("Boks").number == 1

    ask(cast, row)
    assert keep(row) == 1

    boks = cast.definition("Boks")
    assert (boks.number, boks.unit_of_measure) == (2, "boks")
    assert (boks.change_reason, boks.decided_at) == ("Disesuaikan", cast.at(hour=20))
    assert row.status == "kept"
    assert not DefinitionImportRow.objects.exists()
    event = AuditEvent.objects.get(action="registry.import_definitions")
    assert event.after[str(boks.indicator_id)] == {
        "number": 2,
        "unit_of_measure": "boks",
    }


def test_suggestions_are_mended_in_place_and_so_accepted(cast: Cast) -> None:
    content = filled(cast, "", unit_of_measure="boks")
    lines = list(workbook.lines_of(standing(cast), known(cast)))
    for line in lines:
        line.texts["unit_of_measure"] = "boks"
    content = workbook.write_workbook(lines)
    Definition.objects.update(decided_at=None, decided_by="")

    row = check(begin(cast, content))
    ask(cast, row, "")

    assert keep(row) == 12
    mine = Definition.objects.filter(indicator__position__office=cast.office)
    assert set(mine.values_list("number", "unit_of_measure")) == {(1, "boks")}
    assert not mine.filter(decided_at=None).exists()


def test_one_wrong_cell_keeps_everything_out_and_comes_back_marked(cast: Cast) -> None:
    content = filled(cast, "Boks", decimals="dua", unit_of_measure="boks")
    row = check(begin(cast, content))

    assert (row.status, row.wrong_count) == ("checked", 1)
    with pytest.raises(ImportHasErrors, match="Masih ada baris yang salah"):
        ask(cast, row)
    back = CalamineWorkbook.from_filelike(
        io.BytesIO(importing.marked_workbook(row=row))
    ).get_sheet_by_index(0)
    rows = back.to_python()
    wrong = [line for line in rows[1:] if line[-1]]
    assert len(rows) == 13
    assert len(wrong) == 1
    assert wrong[0][-1].startswith("Desimal:")
    assert "boks" in wrong[0]
    assert keep(row) is None
    assert cast.definition("Boks").number == 1


def test_a_key_of_nobody_a_double_row_and_an_old_version_are_told(cast: Cast) -> None:
    lines = list(workbook.lines_of(standing(cast), known(cast)))
    lines[0].keys[0] = "999999"
    lines[1].keys[1] = "7"
    lines[3].keys[0] = lines[2].keys[0]

    row = check(begin(cast, workbook.write_workbook(lines)))

    assert row.wrong_count == 3


def test_the_keys_of_another_office_are_no_keys_here(cast: Cast) -> None:
    content = filled(cast, "Boks", unit_of_measure="boks")

    row = check(begin(cast, content, "stranger_planner"))

    # their office has no registry, or none with these indicators
    assert row.status == "refused" or row.wrong_count == 12


def test_a_missing_reason_is_asked_for_before_anything_is_kept(cast: Cast) -> None:
    row = check(begin(cast, filled(cast, "Boks", unit_of_measure="boks")))

    with pytest.raises(ReasonMissing):
        ask(cast, row, "  ")

    row.refresh_from_db()
    assert row.status == "checked"


def test_what_was_decided_since_the_check_stops_the_whole(cast: Cast) -> None:
    content = filled(cast, "", baseline="12")
    lines = list(workbook.lines_of(standing(cast), known(cast)))
    for line in lines:
        line.texts["baseline"] = "12"
    content = workbook.write_workbook(lines)
    row = check(begin(cast, content))
    ask(cast, row)
    Definition.objects.filter(pk=cast.definition("Boks").pk).update(is_current=False)

    assert keep(row) is None

    assert row.status == "refused"
    assert "sudah diganti orang lain" in row.refusal
    assert not Definition.objects.filter(baseline="12").exists()


@pytest.mark.parametrize(
    "content",
    [b"halo", b"PK\x03\x04rusak", b""],
    ids=["text", "damaged", "empty"],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(
    cast: Cast, content: bytes
) -> None:
    row = check(begin(cast, content))

    assert row.status == "refused"
    assert len(row.refusal) > 30


def test_a_stopped_import_keeps_nothing(cast: Cast) -> None:
    planner = cast.viewer("planner")
    row = check(begin(cast, filled(cast, "Boks", unit_of_measure="boks")))

    importing.cancel_import(row=row, by=planner, at=cast.at())

    assert row.status == "cancelled"
    assert not DefinitionImportRow.objects.exists()
    assert keep(row) is None
    with pytest.raises(ImportOver):
        importing.cancel_import(row=row, by=planner, at=cast.at())
    with pytest.raises(ImportOver):
        ask(cast, row)


def test_stopping_while_it_is_kept_takes_back_what_was_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = list(workbook.lines_of(standing(cast), known(cast)))
    for line in lines:
        line.texts["baseline"] = "12"
    row = check(begin(cast, workbook.write_workbook(lines)))
    ask(cast, row)
    monkeypatch.setattr(importing, "ROWS_AT_ONCE", 5)
    told = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done == 10:
            DefinitionImport.objects.filter(pk=row.pk).update(
                status=ImportStatus.CANCELLED, ended_at=cast.at()
            )

    assert importing.keep_import(import_id=row.pk, progress=stop) is None

    assert told == [(5, 12), (10, 12)]
    assert not Definition.objects.filter(baseline="12").exists()


def test_a_check_that_was_cut_off_begins_anew_and_comes_to_the_same(cast: Cast) -> None:
    row = begin(cast, filled(cast, "Boks", unit_of_measure="boks"))
    DefinitionImport.objects.filter(pk=row.pk).update(
        status=ImportStatus.CHECKING, attempt=1, rows_done=7, changed_count=3
    )

    row = check(row)

    assert (row.attempt, row.changed_count, row.rows.count()) == (2, 1, 1)


def test_after_a_restart_waiting_and_keeping_go_on(cast: Cast, settings) -> None:
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    begin(cast, filled(cast, "Boks", unit_of_measure="boks"))
    row = check(begin(cast, filled(cast, "Surat yang", unit_of_measure="surat")))
    ask(cast, row)

    assert tasks.resume_imports(scales=SCALES) == 2


def test_progress_is_told_piece_by_piece(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "ROWS_AT_ONCE", 5)
    row = begin(cast, filled(cast))
    told: list[tuple[int, int]] = []

    importing.check_import(
        import_id=row.pk, scales=SCALES, progress=lambda *how: told.append(how)
    )

    assert told == [(5, 12), (10, 12), (12, 12)]


@pytest.mark.parametrize("key", ["staff", "kabid", "head", "inspector"])
def test_only_a_planner_brings_definitions_in(cast: Cast, key: str) -> None:
    with pytest.raises(MayNotImport):
        begin(cast, b"x", key)


def test_positions_of_a_long_sheet_are_read_checked_and_kept(cast: Cast) -> None:
    head = "Kepala Bidang Layanan Perpustakaan (Bidang Layanan Perpustakaan)"
    row = check(begin(cast, filled(cast, "Boks", verifier_id=head)))
    ask(cast, row)
    keep(row)
    assert cast.definition("Boks").verifier_id == cast.positions["p06"].pk

    own = check(begin(cast, filled(cast, "Boks", verifier_id="Arsiparis Terampil")))

    assert own.wrong_count == 1
    book = CalamineWorkbook.from_filelike(io.BytesIO(bytes(own.marked_bytes or b"")))
    told = [str(cells[-1]) for cells in book.get_sheet_by_index(0).to_python()]
    assert any("tidak boleh jabatan yang sama" in text for text in told)
