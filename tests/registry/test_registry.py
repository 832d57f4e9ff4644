"""What an adopted decree establishes, and how each indicator is measured."""

import copy
import json
from datetime import date

import pytest

from tests.cast import Cast
from tolok.decrees import actions as decrees
from tolok.registry import actions, permissions, queries
from tolok.registry.actions import (
    DefinitionChangedMeanwhile,
    MayNotDecideDefinition,
    ReasonMissing,
)
from tolok.registry.enums import Accumulation, Measure, Polarity
from tolok.registry.models import Definition, Indicator
from tolok.registry.suggestions import suggest


@pytest.mark.parametrize(
    ("text", "measure", "unit", "accumulation"),
    [
        ("Persentase Desa Mandiri", "ratio", "%", "ratio"),
        ("Prosentase keterisian aplikasi SIRUP", "ratio", "%", "ratio"),
        ("Jumlah Laporan Keuangan Tepat Waktu", "count", "laporan", "sum"),
        ("Jumlah Draft Dokumen SAKIP", "count", "dokumen", "sum"),
        ("Jumlah Anggota BPD yang dibina", "count", "orang", "sum"),
        ("Nilai SAKIP Perangkat Daerah", "value", "nilai", "last"),
        ("IKM Perangkat Daerah", "value", "nilai", "last"),
        ("kegiatan backup dan restore data", "count", "kegiatan", "sum"),
    ],
)
def test_the_wording_suggests_how_to_measure(
    text: str, measure: str, unit: str, accumulation: str
) -> None:
    found = suggest(text)

    assert found.measure == Measure(measure)
    assert found.unit_of_measure == unit
    assert found.accumulation == Accumulation(accumulation)
    if found.measure == Measure.RATIO:
        assert found.numerator_label
        assert found.denominator_label


def test_complaints_are_better_when_fewer() -> None:
    assert suggest("Jumlah Keluhan Pemustaka").polarity == Polarity.LOWER


def test_the_unit_that_the_decree_names_is_taken() -> None:
    assert suggest("Jumlah Kader", unit="Kader").unit_of_measure == "Kader"


def test_every_indicator_of_the_decree_stands_in_its_own_words(cast: Cast) -> None:
    version = queries.version_on(office_id=cast.office.pk, on=cast.day)
    staff = cast.viewer("staff")

    found = queries.list_indicators(version=version, for_user=staff)

    assert version.number == 1
    assert found.count() == 12
    assert all(indicator.current_definitions for indicator in found)
    bidang = queries.list_indicators(
        version=version, for_user=staff, unit=cast.units["u4"]
    )
    assert bidang.count() == 4


def test_a_later_decree_makes_version_two_and_the_past_stays(cast: Cast) -> None:
    content = copy.deepcopy(cast.decree.content)
    content["decree"]["year_from"] = content["decree"]["year_until"] = 2027
    content["decree"]["number"] = "188/9/2027"
    content["source"]["sha256"] = "0" * 64
    planner = cast.viewer("planner")
    draft = decrees.import_decree(
        content=json.dumps(content).encode(),
        name="sk-2027.json",
        by=planner,
        at=cast.at(),
    )

    decrees.adopt_decree(decree=draft, by=planner, at=cast.at())

    office_id = cast.office.pk
    past = queries.version_on(office_id=office_id, on=date(2026, 12, 31))
    present = queries.version_on(office_id=office_id, on=date(2027, 1, 1))
    assert (past.number, present.number) == (1, 2)
    assert past.valid_until == date(2026, 12, 31)
    assert queries.list_versions(for_user=planner).count() == 2
    assert cast.office.positions.count() == 10  # found again, not made twice
    assert queries.version_on(office_id=office_id, on=date(2020, 1, 1)) is None


def test_a_suggestion_is_accepted_by_the_planner_once(cast: Cast) -> None:
    definition = cast.definition("Surat yang")
    assert definition.is_accepted
    assert definition.decided_by == "Dian Puspita, S.A.P."

    again = actions.accept_definitions(
        definitions=[definition], by=cast.viewer("planner"), at=cast.at()
    )

    assert again == 0


def test_a_changed_definition_is_a_new_version_with_its_reason(cast: Cast) -> None:
    old = cast.definition("Surat yang")
    planner = cast.viewer("planner")

    new = actions.change_definition(
        definition=old,
        changes={"unit_of_measure": "surat", "pk": 1},
        reason="Satuan lebih tepat.",
        by=planner,
        at=cast.at(),
    )

    assert (new.number, new.unit_of_measure) == (2, "surat")
    versions = queries.list_definitions(indicator=old.indicator)
    assert [v.is_current for v in versions] == [True, False]
    assert queries.current_definition(indicator=old.indicator) == new
    with pytest.raises(DefinitionChangedMeanwhile):
        actions.change_definition(
            definition=old, changes={}, reason="Lagi.", by=planner, at=cast.at()
        )


def test_a_change_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(ReasonMissing):
        actions.change_definition(
            definition=cast.definition("Surat yang"),
            changes={"decimals": 1},
            reason=" ",
            by=cast.viewer("planner"),
            at=cast.at(),
        )


@pytest.mark.parametrize(
    ("key", "reads", "decides"),
    [
        ("planner", True, True),
        ("staff", True, False),
        ("kabid", True, False),
        ("head", True, False),
        ("inspector", True, False),
        ("administrator", True, False),
        ("stranger", False, False),
        ("stranger_planner", False, False),
        ("sekda", False, False),
    ],
)
def test_the_table_of_people_and_the_registry_holds(
    cast: Cast, key: str, reads: bool, decides: bool
) -> None:
    viewer, office_id = cast.viewer(key), cast.office.pk
    definition = cast.definition("Surat yang")

    assert permissions.may_view(viewer, office_id=office_id) is reads
    assert permissions.may_decide_definition(viewer, office_id=office_id) is decides
    if not reads:
        with pytest.raises(Indicator.DoesNotExist):
            queries.get_indicator(indicator_id=definition.indicator_id, for_user=viewer)
    if not decides:
        with pytest.raises(MayNotDecideDefinition):
            actions.change_definition(
                definition=definition,
                changes={},
                reason="x",
                by=viewer,
                at=cast.at(),
            )


def test_the_database_keeps_one_current_definition(cast: Cast) -> None:
    assert (
        Definition.objects.filter(is_current=True).count() == Indicator.objects.count()
    )
