"""The list of units of measure: one spelling for one unit, and nothing lost by merging."""

import pytest

from tests.cast import Cast
from tolok.registry import actions, queries, units
from tolok.registry.actions import ReasonMissing
from tolok.registry.models import Definition, UnitOfMeasure
from tolok.registry.units import MayNotKeepUnits, UnitUnfit


def add(cast: Cast, name: str, key: str = "planner") -> UnitOfMeasure:
    return units.add_unit(
        office=cast.office, name=name, by=cast.viewer(key), at=cast.at()
    )


def merge(cast: Cast, name: str, into: str, reason: str = "Ejaan disamakan") -> int:
    return actions.merge_units(
        office=cast.office,
        name=name,
        into=into,
        reason=reason,
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def change_unit(cast: Cast, words: str, unit: str) -> Definition:
    return actions.change_definition(
        definition=cast.definition(words),
        changes={"unit_of_measure": unit},
        reason="Satuan",
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def test_a_unit_that_the_planner_adds_is_offered(cast: Cast) -> None:
    add(cast, "  boks   arsip ")

    offered = queries.list_units_of_measure(for_user=cast.viewer("planner"))
    assert "boks arsip" in offered
    elsewhere = queries.list_units_of_measure(for_user=cast.viewer("stranger_planner"))
    assert "boks arsip" not in elsewhere


@pytest.mark.parametrize("name", ["", "   ", "Dokumen", "DOK.", "x" * 61])
def test_a_unit_without_name_known_or_too_long_is_refused(
    cast: Cast, name: str
) -> None:
    with pytest.raises(UnitUnfit):
        add(cast, name)


def test_another_spelling_of_a_known_unit_is_written_as_the_list_says(
    cast: Cast,
) -> None:
    assert change_unit(cast, "Surat yang", " Dokumen. ").unit_of_measure == "dokumen"
    add(cast, "Boks Arsip")
    assert change_unit(cast, "Surat yang", "boks arsip").unit_of_measure == "Boks Arsip"


def test_merging_changes_every_definition_with_a_reason_and_keeps_the_old(
    cast: Cast,
) -> None:
    before = cast.definition("Surat yang")
    change_unit(cast, "Surat yang", "lembar naskah")

    count = merge(cast, "lembar naskah", "surat")

    after = cast.definition("Surat yang")
    assert count == 1
    assert (after.unit_of_measure, after.change_reason) == ("surat", "Ejaan disamakan")
    assert after.number == before.number + 2
    names = queries.list_units_of_measure(for_user=cast.viewer("planner"))
    assert "lembar naskah" not in names
    assert change_unit(cast, "Surat yang", "Lembar Naskah").unit_of_measure == "surat"


def test_merging_without_a_reason_changes_nothing(cast: Cast) -> None:
    change_unit(cast, "Surat yang", "lembar naskah")

    with pytest.raises(ReasonMissing):
        merge(cast, "lembar naskah", "surat", reason=" ")

    assert cast.definition("Surat yang").unit_of_measure == "lembar naskah"
    assert not UnitOfMeasure.objects.exists()


def test_two_spellings_merged_there_and_back_again_stay_one(cast: Cast) -> None:
    merge(cast, "naskah", "surat")
    merge(cast, "surat", "naskah")

    assert change_unit(cast, "Surat yang", "surat").unit_of_measure == "naskah"
    with pytest.raises(UnitUnfit):
        merge(cast, "naskah", "naskah")


def test_spellings_that_mean_the_same_are_shown_side_by_side(cast: Cast) -> None:
    Definition.objects.filter(pk=cast.definition("Surat yang").pk).update(
        unit_of_measure="Dokumen"
    )

    listed = units.list_units_of_measure(for_user=cast.viewer("planner"))

    assert {u.name: u.alike for u in listed}["Dokumen"] == ("dokumen",)


def test_only_a_unit_that_nothing_uses_is_taken_off_the_list(cast: Cast) -> None:
    unit = add(cast, "boks arsip")
    change_unit(cast, "Surat yang", "boks arsip")
    planner = cast.viewer("planner")

    with pytest.raises(UnitUnfit, match="masih dipakai"):
        units.remove_unit(unit=unit, by=planner, at=cast.at())
    change_unit(cast, "Surat yang", "surat")
    units.remove_unit(unit=unit, by=planner, at=cast.at())

    assert not UnitOfMeasure.objects.exists()


@pytest.mark.parametrize("key", ["staff", "kabid", "head", "inspector", "stranger"])
def test_only_a_planner_keeps_the_list(cast: Cast, key: str) -> None:
    with pytest.raises(MayNotKeepUnits):
        add(cast, "boks arsip", key)
