"""The due day that a definition sets moves off a day off as the office says."""

from datetime import date

import pytest

from tests.cast import Cast
from tolok.measurement.models import Realisation
from tolok.planning import windows
from tolok.planning.enums import HolidayShift
from tolok.registry import actions as registry


SATURDAY = date(2026, 4, 11)


def due_after(cast: Cast, days: int) -> None:
    """Let the definition of the archivist's boxes set a due day of its own."""
    registry.change_definition(
        definition=cast.definition("Boks"),
        changes={"due_day": days},
        reason="Data baru ada setelah tanggal 10",
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def set_rule(cast: Cast, shift: HolidayShift) -> None:
    windows.set_holiday_rule(
        year=cast.year,
        holiday_shift=shift,
        with_joint_leave=True,
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def own_due(cast: Cast) -> date | None:
    return Realisation.objects.get(pk=cast.realisation("archivist").pk).own_due_on


@pytest.mark.parametrize(
    ("shift", "due"),
    [
        (HolidayShift.STAY, SATURDAY),
        (HolidayShift.NEXT, date(2026, 4, 13)),
        (HolidayShift.PREVIOUS, date(2026, 4, 10)),
    ],
)
def test_an_own_due_day_on_a_saturday_moves_as_the_year_says(
    cast: Cast, shift: HolidayShift, due: date
) -> None:
    due_after(cast, 11)
    assert own_due(cast) == SATURDAY

    set_rule(cast, shift)

    assert own_due(cast) == due


def test_a_definition_that_comes_after_the_rule_moves_at_once(cast: Cast) -> None:
    set_rule(cast, HolidayShift.NEXT)

    due_after(cast, 11)

    assert own_due(cast) == date(2026, 4, 13)


def test_an_office_day_off_moves_it_and_taking_the_day_off_moves_it_back(
    cast: Cast,
) -> None:
    set_rule(cast, HolidayShift.NEXT)
    due_after(cast, 11)

    row = windows.decide_holiday(
        office=cast.office,
        day=date(2026, 4, 13),
        name="Hari jadi",
        reason="SE 1/2026",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    assert own_due(cast) == date(2026, 4, 14)
    windows.withdraw_holiday(
        holiday=row,
        reason="Batal diliburkan",
        by=cast.viewer("planner"),
        at=cast.at(),
    )

    assert own_due(cast) == date(2026, 4, 13)


def test_an_own_due_day_that_is_past_stays(cast: Cast) -> None:
    due_after(cast, 4)  # Saturday 4 April, two days ago
    before = own_due(cast)

    set_rule(cast, HolidayShift.NEXT)

    assert own_due(cast) == before == date(2026, 4, 4)
