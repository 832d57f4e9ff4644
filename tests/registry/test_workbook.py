"""Definitions out to a workbook and in again: what would change, what is wrong, where."""

import io
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from tests.cast import Cast
from tolok.registry import actions, queries, workbook
from tolok.registry.actions import (
    DefinitionChangedMeanwhile,
    MayNotDecideDefinition,
    ReasonMissing,
)
from tolok.registry.models import Definition
from tolok.registry.workbook import Line, WorkbookUnreadable


def standing(cast: Cast) -> list[Definition]:
    version = queries.version_on(office_id=cast.office.pk, on=cast.day)
    return list(
        queries.list_current_definitions(
            version=version, for_user=cast.viewer("planner")
        )
    )


def known(cast: Cast) -> workbook.Known:
    """Return what a sheet of the office may name."""
    return workbook.Known(
        ["akip", "skm"], queries.position_names(office_id=cast.office.pk)
    )


def filled(cast: Cast, words: str = "", **typed: str) -> bytes:
    """Return the workbook with other words in the cells of one indicator."""
    lines = list(workbook.lines_of(standing(cast), known(cast)))
    for line in lines:
        if words and words in line.keys[4]:
            line.texts |= typed
    return workbook.write_workbook(lines)


def read(cast: Cast, content: bytes) -> list[Line]:
    return workbook.read_workbook(
        content, definitions=standing(cast), known=known(cast)
    )


def keep(cast: Cast, lines: list[Line], key: str = "planner", reason: str = "") -> int:
    return actions.change_definitions(
        changes={line.definition.pk: line.changes for line in lines if line.changes},
        reason=reason,
        by=cast.viewer(key),
        at=cast.at(),
    )


def test_what_comes_back_untouched_changes_nothing(cast: Cast) -> None:
    lines = read(cast, filled(cast))

    assert len(lines) == len(standing(cast)) == 12
    assert [(line.changes, line.errors) for line in lines] == [({}, {})] * 12


def test_a_changed_cell_changes_that_field_alone(cast: Cast) -> None:
    content = filled(
        cast, "Boks", unit_of_measure="boks", polarity="Makin rendah makin baik"
    )

    lines = [line for line in read(cast, content) if line.changes]
    kept = keep(cast, lines, reason="Satuan diperjelas")

    assert [line.changes for line in lines] == [
        {"unit_of_measure": "boks", "polarity": "lower"}
    ]
    assert kept == 1
    changed = cast.definition("Boks")
    assert (changed.number, changed.unit_of_measure) == (2, "boks")
    assert changed.polarity == "lower"


@pytest.mark.parametrize(
    ("typed", "where", "words"),
    [
        ({"polarity": "ke atas"}, "polarity", "Pilih salah satu"),
        ({"decimals": "dua"}, "decimals", "dua"),
        ({"decimals": "1,5"}, "decimals", "Tulis angka bulat 0 sampai 6."),
        ({"decimals": ""}, "decimals", "Tulis angka bulat 0 sampai 6."),
        ({"due_day": "90"}, "due_day", "Tulis angka bulat 1 sampai 60."),
        ({"needs_due_dates": "mungkin"}, "needs_due_dates", "Tulis ya atau tidak."),
        ({"formula": ""}, "formula", "Bagian ini wajib diisi."),
        ({"scale": "karangan"}, "scale", "Pilih skala"),
        ({"measure": "Predikat"}, "scale", "Pilih skala predikatnya."),
        (
            {"measure": "Perbandingan dua angka"},
            "numerator_label",
            "Sebutkan apa yang dihitung di sini.",
        ),
        ({"baseline": "x" * 121}, "baseline", "paling banyak 120 huruf"),
    ],
)
def test_what_is_wrong_stands_in_its_cell_and_in_the_last_column(
    cast: Cast, typed: dict[str, str], where: str, words: str
) -> None:
    lines = read(cast, filled(cast, "Boks", **typed))

    wrong = [line for line in lines if line.errors]
    assert len(wrong) == 1
    assert words in wrong[0].errors[where]
    back = CalamineWorkbook.from_filelike(io.BytesIO(workbook.write_workbook(lines)))
    rows = back.get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "Kesalahan"
    assert [words in row[-1] for row in rows[1:]].count(True) == 1


def test_a_workbook_with_its_errors_can_be_mended_and_sent_again(cast: Cast) -> None:
    faulty = read(cast, filled(cast, "Boks", decimals="dua"))
    for line in faulty:
        if line.errors:
            line.texts["decimals"] = "1"

    lines = read(cast, workbook.write_workbook(faulty))

    assert not any(line.errors for line in lines)
    assert [line.changes for line in lines if line.changes] == [{"decimals": 1}]


def test_an_old_workbook_does_not_overwrite_what_was_decided_since(cast: Cast) -> None:
    old = filled(cast, "Boks", unit_of_measure="kotak")
    keep(
        cast,
        read(cast, filled(cast, "Boks", unit_of_measure="boks")),
        reason="Diperjelas",
    )

    wrong = [line for line in read(cast, old) if line.errors]

    assert len(wrong) == 1
    assert "sudah diganti orang lain" in wrong[0].errors["key"]
    assert cast.definition("Boks").unit_of_measure == "boks"


def test_a_row_twice_or_of_another_office_is_refused(cast: Cast) -> None:
    lines = list(workbook.lines_of(standing(cast), known(cast)))
    foreign = Definition.objects.exclude(
        indicator__position__office=cast.office
    ).filter(is_current=True)[0]
    lines += [lines[0], *workbook.lines_of([foreign], known(cast))]

    errors = [
        line.errors.get("key", "")
        for line in read(cast, workbook.write_workbook(lines))
    ]

    assert "Baris ini ada dua kali" in errors[-2]
    assert "tidak ada di kantor ini" in errors[-1]
    assert not any(errors[:-2])


def test_nothing_typed_becomes_a_formula(cast: Cast) -> None:
    content = filled(cast, "Boks", reason='=HYPERLINK("http://x.example")')

    with ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet
    assert "sheetProtection" in sheet
    assert "dataValidation" in sheet


@pytest.mark.parametrize(
    "content", [b"", b"bukan lembar kerja", b"PK\x03\x04 xl/workbook.xml rusak"]
)
def test_what_is_no_workbook_is_refused(cast: Cast, content: bytes) -> None:
    with pytest.raises(WorkbookUnreadable):
        read(cast, content)


def test_a_reason_is_asked_and_without_it_nothing_is_kept(cast: Cast) -> None:
    lines = read(cast, filled(cast, "Boks", unit_of_measure="boks"))

    with pytest.raises(ReasonMissing):
        keep(cast, lines)

    assert cast.definition("Boks").number == 1


def test_a_suggestion_is_mended_in_place_and_so_accepted(cast: Cast) -> None:
    Definition.objects.filter(pk=cast.definition("Boks").pk).update(
        decided_at=None, decided_by=""
    )

    kept = keep(cast, read(cast, filled(cast, "Boks", unit_of_measure="boks")))

    definition = cast.definition("Boks")
    assert kept == 1
    assert (definition.number, definition.unit_of_measure) == (1, "boks")
    assert definition.is_accepted


def test_two_planners_at_once_do_not_both_win(cast: Cast) -> None:
    first = read(cast, filled(cast, "Boks", unit_of_measure="boks"))
    second = read(cast, filled(cast, "Boks", unit_of_measure="kotak"))
    keep(cast, first, reason="Pertama")

    with pytest.raises(DefinitionChangedMeanwhile):
        keep(cast, second, reason="Kedua")

    assert cast.definition("Boks").unit_of_measure == "boks"


@pytest.mark.parametrize("key", ["head", "staff", "inspector", "stranger_planner"])
def test_only_the_planner_of_the_office_decides(cast: Cast, key: str) -> None:
    lines = read(cast, filled(cast, "Boks", unit_of_measure="boks"))

    with pytest.raises(MayNotDecideDefinition):
        keep(cast, lines, key, reason="Coba")

    assert cast.definition("Boks").number == 1


# ---------------------------------------------------------------- positions


HEAD = "Kepala Bidang Layanan Perpustakaan (Bidang Layanan Perpustakaan)"


def test_responsible_and_verifying_position_go_out_and_come_in_again(
    cast: Cast,
) -> None:
    sent = filled(
        cast, "Boks", responsible_id=HEAD, verifier_id="Kepala Bidang Kearsipan"
    )

    lines = read(cast, sent)
    keep(cast, lines, reason="Diperiksa kepala bidang")

    definition = cast.definition("Boks")
    assert definition.responsible_id == cast.positions["p06"].pk
    assert definition.verifier_id == cast.positions["p08"].pk
    again = next(line for line in read(cast, filled(cast)) if "Boks" in line.keys[4])
    assert again.texts["responsible_id"] == HEAD
    assert (again.changes, again.errors) == ({}, {})


def test_an_emptied_position_is_taken_away(cast: Cast) -> None:
    keep(cast, read(cast, filled(cast, "Boks", verifier_id=HEAD)), reason="Ditambah")

    lines = read(cast, filled(cast, "Boks", verifier_id=""))

    assert [line.changes for line in lines if line.changes] == [{"verifier_id": None}]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Kepala Dinas Khayal", "tidak ada di kantor ini"),
        ("Kepala Dinas Pendidikan", "tidak ada di kantor ini"),
        ("Arsiparis Terampil", "tidak boleh jabatan yang sama"),
    ],
)
def test_a_position_that_cannot_be_stands_as_an_error_in_its_cell(
    cast: Cast, typed: str, words: str
) -> None:
    lines = read(cast, filled(cast, "Boks", verifier_id=typed))

    (wrong,) = (line for line in lines if line.errors)
    assert words in wrong.errors["verifier_id"]
    assert "Pemeriksa: " in wrong.trouble


@pytest.mark.any_engine
def test_two_positions_of_one_title_are_told_apart_by_their_unit() -> None:
    twins = workbook.Known(
        positions={1: "Arsiparis (Bidang A)", 2: "Arsiparis (Bidang B)"}
    )

    assert twins.position("arsiparis (bidang b)") == 2
    with pytest.raises(workbook.CellUnreadable, match="Ada 2 jabatan bernama itu"):
        twins.position("Arsiparis")
