"""Figures as data: what the dashboard, a position and an indicator are told."""

from decimal import Decimal

import pytest

from tests.cast import scene
from tests.web.doing import send, verify
from tests.web.test_registry import LOW, double_the_office
from tolok.measurement.models import Realisation
from tolok.measurement.tallies import Tally
from tolok.organisation.models import Position, Unit
from tolok.planning.models import Period
from tolok.registry.models import Indicator
from tolok.reporting.indicator_sheets import get_indicator_sheet
from tolok.reporting.origins import get_origin
from tolok.reporting.queries import MayNotSeeDashboard, get_figures
from tolok.reporting.sheets import get_position_sheet
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp
from tolok.scoring.queries import classes_of, mean_rule_of


@scene
def reported(cast):
    """Two people verified, one sent, the rest silent."""
    verify(cast, send(cast, "staff", "Koleksi"), "kabid")
    verify(cast, send(cast, "archivist", "Boks", LOW), "acting")
    send(cast, "clerk", "Surat")
    return cast


# ---------------------------------------------------------------- the office


def test_the_offices_figures_are_the_mean_of_its_positions(reported):
    figures = get_figures(for_user=reported.viewer("head"))

    assert figures is not None
    assert figures.current is not None
    assert figures.current.percent == Decimal("99.03")
    assert figures.current.count == 2
    assert figures.tally == Tally(owed=14, verified=2, submitted=1, returned=0, late=0)


def test_a_units_figures_hold_only_what_stands_below_it(reported):
    unit = reported.units["u5"]

    figures = get_figures(for_user=reported.viewer("planner"), unit_id=unit.pk)

    assert figures is not None
    assert figures.current is not None
    assert figures.current.percent == Decimal("80.00")
    assert figures.tally.owed == 3
    assert [o.text for o in figures.objectives] == ["Tertatanya Arsip Inaktif"]
    assert {p.title for p in figures.positions or []} == {
        "Kepala Bidang Kearsipan",
        "Arsiparis Ahli Muda",
        "Arsiparis Terampil",
    }


def test_objectives_come_worst_first_and_are_counted(reported):
    figures = get_figures(for_user=reported.viewer("head"))

    assert figures is not None
    assert [o.standing.percent for o in figures.objectives] == [
        Decimal("80.00"),
        Decimal("118.06"),
    ]
    assert (figures.objectives_total, figures.objectives_on_target) == (2, 1)


def test_a_silent_position_has_progress_but_no_standing(reported):
    figures = get_figures(for_user=reported.viewer("head"))

    assert figures is not None
    assert figures.positions is not None
    period = reported.quarters[0].pk
    clerk = next(p for p in figures.positions if "Pengadministrasi" in p.title)
    assert period not in clerk.standings
    assert (clerk.progress[period].owed, clerk.progress[period].reported) == (1, 1)


def test_positions_are_left_out_of_a_large_office(reported):
    double_the_office(reported)

    figures = get_figures(for_user=reported.viewer("head"))

    assert figures is not None
    assert figures.positions is None


def test_the_period_before_its_first_score_has_no_standing(reported):
    later = reported.quarters[1]

    figures = get_figures(for_user=reported.viewer("head"), period_id=later.pk)

    assert figures is not None
    assert figures.current is None
    assert figures.previous_period == reported.quarters[0]
    assert figures.tally == Tally()


@pytest.mark.parametrize("key", ["staff", "clerk", "administrator", "stranger"])
def test_whoever_may_not_see_the_dashboard_is_refused(reported, key):
    with pytest.raises(MayNotSeeDashboard, match="dibaca atasan, kepala, perencana"):
        get_figures(for_user=reported.viewer(key))


def test_periods_and_units_of_another_office_are_not_found(reported):
    viewer = reported.viewer("stranger_head")

    with pytest.raises(Period.DoesNotExist):
        get_figures(for_user=viewer, period_id=reported.quarters[0].pk)
    with pytest.raises(Unit.DoesNotExist):
        get_figures(for_user=viewer, unit_id=reported.units["u1"].pk)


def test_an_office_without_periods_has_no_figures(reported):
    assert get_figures(for_user=reported.viewer("sekda")) is None


# ---------------------------------------------------------------- origins


def test_each_level_is_the_mean_of_the_level_below(reported):
    viewer = reported.viewer("head")
    for level in (Level.OFFICE, Level.UNIT, Level.POSITION):
        for row in RollUp.objects.filter(
            office=reported.office, level=level, period__isnull=False
        ):
            origin = get_origin(roll_up_id=row.pk, for_user=viewer)

            values = [part.percent for part in origin.parts]
            assert len(values) == origin.total
            mean = (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"))
            assert abs(mean - origin.standing.percent) <= Decimal("0.01")


def test_a_part_can_be_opened_down_to_one_person(reported):
    viewer = reported.viewer("head")
    office = RollUp.objects.get(
        office=reported.office, level=Level.OFFICE, period__isnull=False
    )

    position = get_origin(roll_up_id=office.pk, for_user=viewer).parts[0]
    assert position.roll_up_id is not None
    objective = get_origin(roll_up_id=position.roll_up_id, for_user=viewer).parts[0]
    assert objective.roll_up_id is not None
    indicator = get_origin(roll_up_id=objective.roll_up_id, for_user=viewer).parts[0]
    assert indicator.roll_up_id is not None
    single = get_origin(roll_up_id=indicator.roll_up_id, for_user=viewer).parts[0]

    assert single.roll_up_id is None
    assert single.person_id == reported.people["archivist"].pk


def test_parts_come_page_by_page(reported):
    office = RollUp.objects.get(
        office=reported.office, level=Level.OFFICE, period__isnull=False
    )

    second = get_origin(
        roll_up_id=office.pk, for_user=reported.viewer("head"), offset=1, limit=1
    )

    assert [part.percent for part in second.parts] == [Decimal("118.06")]
    assert second.total == 2


def test_only_indicators_and_objectives_are_capped(reported):
    viewer = reported.viewer("head")

    caps = {
        row.level: get_origin(roll_up_id=row.pk, for_user=viewer).caps
        for row in RollUp.objects.filter(office=reported.office, period__isnull=False)
    }

    assert caps == {
        Level.INDICATOR: False,
        Level.OBJECTIVE: True,
        Level.SEAT: True,
        Level.PERSON: False,
        Level.POSITION: True,
        Level.UNIT: False,
        Level.OFFICE: False,
    }


# ---------------------------------------------------------------- sheets


def test_a_position_sheet_hides_results_from_those_who_may_not_see_them(reported):
    position = reported.positions["p07"]

    seen = get_position_sheet(
        position_id=position.pk, for_user=reported.viewer("kabid")
    )
    unseen = get_position_sheet(
        position_id=position.pk, for_user=reported.viewer("clerk")
    )

    assert seen.standing is not None
    assert len(seen.results) == 4
    assert unseen.standing is None
    assert unseen.results == []
    assert [o.text for o in unseen.objectives] == ["Terolahnya Koleksi"]


def test_a_position_sheet_carries_both_targets_and_its_source(reported):
    sheet = get_position_sheet(
        position_id=reported.positions["p10"].pk, for_user=reported.viewer("head")
    )

    [line] = sheet.objectives[0].indicators
    assert (line.year_target, line.period_target) == ("120", "30")
    assert line.definition.is_accepted
    assert sheet.source is not None
    assert (sheet.source.decree_number, sheet.source.version) == ("188/1/2026", 1)


def test_an_objective_without_indicators_still_stands_on_the_sheet(reported):
    position = reported.positions["p10"]
    version = reported.decree.registry_version
    position.objectives.create(version=version, order=9, text="Sasaran tanpa ukuran")

    sheet = get_position_sheet(
        position_id=position.pk, for_user=reported.viewer("head")
    )

    assert sheet.objectives[-1].text == "Sasaran tanpa ukuran"
    assert sheet.objectives[-1].indicators == []


def test_a_position_of_another_office_is_not_found(reported):
    with pytest.raises(Position.DoesNotExist):
        get_position_sheet(
            position_id=reported.positions["p07"].pk,
            for_user=reported.viewer("stranger_head"),
        )


def test_an_indicator_sheet_shows_one_person_at_a_time(reported):
    indicator = reported.indicator("Koleksi")
    viewer = reported.viewer("kabid")

    sheet = get_indicator_sheet(
        indicator_id=indicator.pk,
        for_user=viewer,
        person_id=reported.people["colleague"].pk,
    )

    assert len(sheet.holders) == 2
    assert {row.person_id for row in sheet.rows} == {reported.people["colleague"].pk}


def test_an_indicator_sheet_opens_on_the_viewers_own_result(reported):
    sheet = get_indicator_sheet(
        indicator_id=reported.indicator("Koleksi").pk, for_user=reported.viewer("staff")
    )

    assert sheet.holder is not None
    assert sheet.holder.person_id == reported.people["staff"].pk
    assert sheet.row is not None
    assert sheet.row.passport


def test_what_one_may_not_see_of_an_indicator_is_not_found(reported):
    indicator = reported.indicator("Koleksi")

    with pytest.raises(Realisation.DoesNotExist):
        get_indicator_sheet(
            indicator_id=indicator.pk,
            for_user=reported.viewer("clerk"),
            person_id=reported.people["staff"].pk,
        )
    with pytest.raises(Realisation.DoesNotExist):
        get_indicator_sheet(
            indicator_id=indicator.pk,
            for_user=reported.viewer("staff"),
            period_id=reported.quarters[3].pk,
        )
    with pytest.raises(Indicator.DoesNotExist):
        get_indicator_sheet(
            indicator_id=indicator.pk, for_user=reported.viewer("stranger")
        )


# ---------------------------------------------------------------- rules behind figures


def test_classes_and_the_cap_come_from_the_rule_pack_of_the_year(reported):
    period = reported.quarters[0]

    names = [(c.rank, c.name, c.lower) for c in classes_of(period)]

    assert names == [
        (5, "Sangat Baik", Decimal(101)),
        (4, "Baik", Decimal(100)),
        (3, "Cukup", Decimal(80)),
        (2, "Kurang", Decimal(60)),
        (1, "Sangat Kurang", None),
    ]
    assert mean_rule_of(period).cap == Decimal(120)
    assert mean_rule_of(period).citation
