"""Targets and windows: what was promised stays, and days follow each other."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from tests.cast import Cast
from tests.planning.letters import LETTER
from tolok.planning import actions, permissions, policies, queries, targets
from tolok.planning.actions import (
    DaysOutOfOrder,
    MayNotPlan,
    ReasonMissing,
    YearExists,
)
from tolok.planning.enums import WindowState
from tolok.planning.models import Target
from tolok.planning.targets import Promise, TargetUnreadable
from tolok.records.queries import path_of


WINDOW = SimpleNamespace(
    opens_on=date(2026, 4, 1), due_on=date(2026, 4, 9), late_until=date(2026, 4, 20)
)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 3, 31), WindowState.NOT_YET),
        (date(2026, 4, 1), WindowState.OPEN),
        (date(2026, 4, 9), WindowState.OPEN),
        (date(2026, 4, 10), WindowState.LATE),
        (date(2026, 4, 20), WindowState.LATE),
        (date(2026, 4, 21), WindowState.CLOSED),
    ],
)
def test_a_window_opens_is_due_takes_late_values_and_closes(
    day: date, state: WindowState
) -> None:
    assert policies.window_state(WINDOW, on=day) == state
    may = state in {WindowState.OPEN, WindowState.LATE}
    assert policies.may_enter(WINDOW, on=day) is may


def promise(cast: Cast, text: str, quarter: int = 1) -> list[Promise]:
    return [Promise(cast.indicator("Surat yang"), cast.quarters[quarter - 1], text)]


def set_target(cast: Cast, text: str, **more: Any) -> list[Target]:
    return targets.set_targets(
        year=cast.year,
        promises=promise(cast, text),
        by=cast.viewer("planner"),
        at=cast.at(),
        **more,
    )


def test_a_revised_target_keeps_the_old_one_with_reason_and_document(
    cast: Cast,
) -> None:
    set_target(cast, "300 surat", reason="Beban bertambah.", letter=LETTER)

    old, new = Target.objects.filter(
        indicator=cast.indicator("Surat yang"), period=cast.quarters[0]
    ).order_by("number")
    assert (old.text, old.is_current) == ("250", False)
    assert (new.text, new.value, new.is_current) == ("300 surat", Decimal(300), True)
    assert new.change_reason == "Beban bertambah."
    assert (new.basis.number, new.basis.dated_on) == (LETTER.number, LETTER.dated_on)
    assert path_of(new.basis.file).read_bytes() == LETTER.content
    assert new.basis.file.media_type == "application/pdf"


def test_a_revision_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(ReasonMissing):
        set_target(cast, "300")


def test_the_same_target_again_changes_nothing(cast: Cast) -> None:
    assert set_target(cast, " 250 ") == []


@pytest.mark.parametrize("text", ["", "-", "banyak sekali", "#REF!", "N/A"])
def test_a_target_that_says_nothing_is_refused(cast: Cast, text: str) -> None:
    with pytest.raises(TargetUnreadable):
        set_target(cast, text, reason="Salah ketik.", letter=LETTER)


def test_one_wrong_target_leaves_all_as_they_were(cast: Cast) -> None:
    before = Target.objects.count()

    with pytest.raises(TargetUnreadable):
        targets.set_targets(
            year=cast.year,
            promises=promise(cast, "300") + promise(cast, "#REF!", 2),
            by=cast.viewer("planner"),
            at=cast.at(),
            reason="Perubahan.",
            letter=LETTER,
        )

    assert Target.objects.count() == before


def test_a_word_or_a_range_has_no_number_for_a_chart() -> None:
    assert targets.number_in(targets.read_target("BB")) is None
    assert targets.number_in(targets.read_target("80 - 90%")) is None
    assert targets.number_in(targets.read_target("≥ 0,8")) == Decimal("0.8")
    assert targets.number_in(targets.read_target("12 dokumen")) == Decimal(12)


PLANNERS = [
    ("planner", True),
    ("head", False),
    ("kabid", False),
    ("staff", False),
    ("inspector", False),
    ("administrator", False),
    ("stranger_planner", False),
]


@pytest.mark.parametrize(("key", "may"), PLANNERS)
def test_only_the_planner_of_the_office_plans(cast: Cast, key: str, may: bool) -> None:
    viewer = cast.viewer(key)

    assert permissions.may_set_targets(viewer, office_id=cast.office.pk) is may
    assert permissions.may_handle_periods(viewer, office_id=cast.office.pk) is may
    if may:
        return
    with pytest.raises(MayNotPlan):
        targets.set_targets(
            year=cast.year, promises=promise(cast, "1"), by=viewer, at=cast.at()
        )
    with pytest.raises(MayNotPlan):
        actions.set_up_year(
            office=cast.office, year=2027, rules="x", by=viewer, at=cast.at()
        )
    with pytest.raises(MayNotPlan):
        actions.move_window(
            period=cast.quarters[0],
            opens_on=cast.day,
            due_on=cast.day,
            late_until=cast.day,
            by=viewer,
            at=cast.at(),
        )


def test_a_year_has_four_quarters_and_is_set_up_once(cast: Cast) -> None:
    planner = cast.viewer("planner")
    year = actions.set_up_year(
        office=cast.office,
        year=2027,
        rules="permendagri-86-2017",
        by=planner,
        at=cast.at(),
    )

    labels = [
        period.label for period in queries.list_periods(for_user=planner, year=2027)
    ]
    assert labels == [f"Triwulan {n} 2027" for n in ("I", "II", "III", "IV")]
    assert [y.year for y in queries.list_years(for_user=planner)] == [2027, 2026]
    with pytest.raises(YearExists):
        actions.set_up_year(
            office=cast.office, year=2027, rules=year.rules, by=planner, at=cast.at()
        )


@pytest.mark.parametrize(
    ("rules", "elected", "holds"),
    [
        ("permendagri-86-2017", False, True),
        ("permenpanrb-8-2021", False, False),
        ("permenpanrb-8-2021", True, True),
        ("karangan-sendiri", False, False),
    ],
)
def test_a_year_is_not_set_up_with_rules_that_could_score_nothing(
    cast: Cast, rules: str, elected: bool, holds: bool
) -> None:
    def set_up() -> None:
        actions.set_up_year(
            office=cast.office,
            year=2027,
            rules=rules,
            elected=elected,
            by=cast.viewer("planner"),
            at=cast.at(),
        )

    if holds:
        set_up()
    else:
        with pytest.raises(actions.RulesDoNotHold) as refused:
            set_up()
        assert refused.value.field == "rules"


def test_a_window_is_moved_with_days_in_order(cast: Cast) -> None:
    planner, quarter = cast.viewer("planner"), cast.quarters[0]
    moved = actions.move_window(
        period=quarter,
        opens_on=date(2026, 4, 1),
        due_on=date(2026, 4, 15),
        late_until=date(2026, 4, 30),
        by=planner,
        at=cast.at(),
        reason="Cuti bersama.",
    )
    assert moved.due_on == date(2026, 4, 15)

    with pytest.raises(DaysOutOfOrder):
        actions.move_window(
            period=quarter,
            opens_on=date(2026, 4, 20),
            due_on=date(2026, 4, 15),
            late_until=date(2026, 4, 30),
            by=planner,
            at=cast.at(),
        )


def test_people_work_on_the_last_period_whose_window_opened(cast: Cast) -> None:
    periods, office_id = cast.quarters, cast.office.pk
    for day, expected in (
        (date(2026, 1, 2), periods[0]),
        (date(2026, 4, 6), periods[0]),
        (date(2026, 7, 1), periods[1]),
        (date(2027, 3, 1), periods[3]),
    ):
        assert queries.find_current(periods, on=day) == expected
        assert queries.current_period(office_id=office_id, on=day) == expected
    assert queries.current_period(office_id=0, on=cast.day) is None
    assert queries.find_current([], on=cast.day) is None


def test_targets_are_found_by_indicator_and_period(cast: Cast) -> None:
    indicator = cast.indicator("Surat yang")

    found = queries.targets_of(indicators=[indicator.pk], year=cast.year)

    assert found[indicator.pk, None].text == "1.000"
    assert found[indicator.pk, cast.quarters[2].pk].text == "250"
    assert queries.list_targets(indicator=indicator).count() == 5
    assert queries.count_targets_missing(period=cast.quarters[0], indicators=14) == 2
