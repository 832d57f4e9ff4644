"""Values worked out of weighted parts and of due days; proofs, due day and highest target."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.cast import Cast
from tests.measurement.reporting import submit
from tests.web.doing import PDF
from tolok.measurement import actions, evidence, policies
from tolok.measurement.actions import Incomplete
from tolok.measurement.entries import Entry, ValueUnreadable, read_entry
from tolok.measurement.models import Realisation
from tolok.measurement.parts import PartsUnreadable, read_items
from tolok.registry import actions as registry
from tolok.registry.models import Definition
from tolok.registry.terms import TermsUnreadable, read_terms


TERMS = "40 % Kelengkapan dokumen\n60 % Ketepatan waktu"
ITEMS = (
    "Laporan Januari; 2026-02-10; 2026-02-09",
    "Laporan Februari; 2026-03-10; 2026-03-10",
    "Laporan Maret; 10-04-2026; 11-04-2026",
    "Laporan tahunan; 2026-04-30; ",
)


def define(cast: Cast, words: str, **changes: object) -> Definition:
    return registry.change_definition(
        definition=cast.definition(words),
        changes=changes,
        reason="Disesuaikan",
        by=cast.viewer("planner"),
        at=cast.at(),
    )


# ---------------------------------------------------------------- weighted parts


def test_a_value_is_the_sum_of_its_weighted_parts() -> None:
    definition = Definition(measure="terms", terms=TERMS, unit_of_measure="nilai")

    reading = read_entry(Entry(parts=("80", "92,5")), definition)

    assert reading.value == Decimal("87.5")
    assert (reading.text, reading.parts) == ("87,5", ["80", "92,5"])


def test_a_part_left_blank_is_asked_for_and_never_zero() -> None:
    definition = Definition(measure="terms", terms=TERMS, unit_of_measure="nilai")

    with pytest.raises(ValueUnreadable, match="Isi semua komponennya") as refused:
        read_entry(Entry(parts=("80", "")), definition)
    draft = read_entry(Entry(parts=("80", "")), definition, is_draft=True)

    assert refused.value.field == "parts-1"
    assert (draft.is_blank, draft.value, draft.parts) == (True, None, ["80", ""])
    assert read_entry(Entry(parts=("", "")), definition).is_blank


@pytest.mark.parametrize("text", ["dua", "1 dokumen", "80 - 90"])
def test_a_part_that_is_no_number_is_refused_at_its_field(text: str) -> None:
    definition = Definition(measure="terms", terms=TERMS, unit_of_measure="nilai")

    with pytest.raises(ValueUnreadable) as refused:
        read_entry(Entry(parts=("80", text)), definition)

    assert refused.value.field == "parts-1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Tulis 2 sampai"),
        ("100 % Satu saja", "Tulis 2 sampai"),
        ("40 % A\n50 % B", "Jumlah bobotnya 90 %"),
        ("Kelengkapan\n60 % B", "belum menyebut bobotnya"),
        ("0 % A\n100 % B", "lebih dari 0"),
    ],
)
def test_weights_that_do_not_make_a_hundred_are_told_and_not_scaled(
    text: str, words: str
) -> None:
    with pytest.raises(TermsUnreadable, match=words):
        read_terms(text)


def test_a_weighted_value_is_kept_with_its_parts(cast: Cast) -> None:
    define(cast, "Surat yang", measure="terms", terms=TERMS, unit_of_measure="nilai")

    row = submit(cast, "clerk", Entry(parts=("200", "300")), words="Surat yang")

    assert (row.value, row.parts) == (Decimal(260), ["200", "300"])


# ---------------------------------------------------------------- due days


def test_what_was_done_by_its_due_day_is_counted() -> None:
    count = Definition(measure="count", needs_due_dates=True, unit_of_measure="laporan")
    ratio = Definition(measure="ratio", needs_due_dates=True, unit_of_measure="%")

    counted = read_entry(Entry(parts=ITEMS), count)
    shared = read_entry(Entry(parts=ITEMS), ratio)

    assert (counted.value, counted.text) == (2, "2")
    assert (shared.numerator, shared.denominator) == (2, 4)
    assert shared.value == 50
    assert counted.parts is not None
    assert counted.parts[2] == "Laporan Maret; 2026-04-10; 2026-04-11"


def test_a_number_beside_the_list_must_agree_with_it() -> None:
    count = Definition(measure="count", needs_due_dates=True, unit_of_measure="laporan")

    assert read_entry(Entry(value="2", parts=ITEMS), count).value == 2
    with pytest.raises(ValueUnreadable, match="Menurut daftar"):
        read_entry(Entry(value="3", parts=ITEMS), count)
    # without a list the number alone is taken; the list then comes as evidence
    assert read_entry(Entry(value="3"), count).value == 3


@pytest.mark.parametrize(
    "line",
    ["Laporan Januari", "; 2026-02-10; ", "Laporan; ; 2026-02-01", "A; 30-02-2026; "],
)
def test_a_row_that_is_not_whole_is_told_by_its_number(line: str) -> None:
    with pytest.raises(PartsUnreadable, match="aris 2") as refused:
        read_items([ITEMS[0], line])

    assert refused.value.field == "parts-1"


# ---------------------------------------------------------------- due day


def test_the_due_day_of_a_definition_is_that_of_its_obligation(cast: Cast) -> None:
    row = cast.realisation("clerk", "Surat yang")
    period_due = row.window.due_on

    define(cast, "Surat yang", due_day=5)
    row = Realisation.objects.select_related("period").get(pk=row.pk)
    early = row.window
    define(cast, "Surat yang", due_day=40)
    row = Realisation.objects.select_related("period").get(pk=row.pk)
    late = row.window
    define(cast, "Surat yang", due_day=None)
    row = Realisation.objects.select_related("period").get(pk=row.pk)

    assert early.due_on == row.period.ends_on + timedelta(days=5)
    assert early.late_until == row.period.late_until
    assert late.due_on == late.late_until == row.period.ends_on + timedelta(days=40)
    assert row.window.due_on == period_due


def test_what_comes_after_its_own_due_day_is_late(cast: Cast) -> None:
    define(cast, "Surat yang", due_day=5)

    row = submit(cast, "clerk", Entry("300"), words="Surat yang")

    assert cast.day == date(2026, 4, 6)  # the period is due on the 9th, this on the 5th
    assert row.is_late


# ---------------------------------------------------------------- proofs


@pytest.mark.parametrize(
    ("kinds", "least", "given", "missing"),
    [
        ([], 1, [], 1),
        ([], 1, [("note", "")], 0),
        (["photo"], 1, [("file", "application/pdf")], 1),
        (["photo"], 1, [("file", "image/jpeg")], 0),
        (["file"], 2, [("file", "image/jpeg"), ("link", "")], 1),
        (["link", "text"], 2, [("note", ""), ("link", "")], 0),
        (["text"], 0, [], 0),
    ],
)
def test_proofs_count_only_where_they_are_of_a_wanted_kind(
    kinds, least, given, missing
) -> None:
    assert policies.missing_evidence(kinds, least, given) == missing


def test_a_file_does_not_stand_for_a_wanted_photo(cast: Cast) -> None:
    define(cast, "Surat yang", evidence_kinds=["photo"], evidence_minimum=1)
    row = cast.realisation("clerk", "Surat yang")
    evidence.add_file(
        realisation=row,
        name="rekap.pdf",
        content=PDF,
        by=cast.viewer("clerk"),
        at=cast.at(),
    )
    row.refresh_from_db()

    with pytest.raises(Incomplete, match="berupa foto, masih perlu 1 lagi"):
        actions.submit_realisation(
            realisation=row,
            entry=Entry("300"),
            revision=row.revision,
            by=cast.viewer("clerk"),
            at=cast.at(),
        )


# ---------------------------------------------------------------- the highest target


def test_nothing_lies_above_a_target_that_is_the_highest_there_can_be(
    cast: Cast,
) -> None:
    define(cast, "Surat yang", target_is_maximum=True)

    with pytest.raises(Incomplete, match="nilai tertinggi yang mungkin"):
        submit(cast, "clerk", Entry("99.999"), words="Surat yang")
