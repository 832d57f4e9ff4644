"""Working days, days off of the office, due days that move and more time for a unit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.measurement.reporting import submit
from tolok.measurement import actions as measurement
from tolok.measurement.entries import Entry
from tolok.measurement.guards import PeriodClosed
from tolok.measurement.models import Realisation
from tolok.organisation import actions as organisation
from tolok.planning import actions, windows
from tolok.planning.actions import DaysOutOfOrder, MayNotPlan, ReasonMissing
from tolok.planning.calendar import OffBy, WorkCalendar, list_national
from tolok.planning.enums import HolidayShift, PeriodKind
from tolok.planning.models import Extension, Holiday, Period
from tolok.planning.queries import current_period, get_calendar
from tolok.records.actions import System
from tolok.records.models import AuditEvent, Notice


# ---------------------------------------------------------------- days off


def test_saturdays_sundays_and_national_holidays_are_off() -> None:
    calendar = WorkCalendar.of(list_national(2026), [])

    assert not calendar.is_working(date(2026, 8, 17))
    assert not calendar.is_working(date(2026, 4, 4))
    assert not calendar.is_working(date(2026, 4, 5))
    assert calendar.is_working(date(2026, 4, 6))


def test_joint_leave_counts_only_where_the_year_says_so() -> None:
    with_leave = {d.by for d in list_national(2026)}
    without = {d.by for d in list_national(2026, with_joint_leave=False)}

    assert with_leave == {OffBy.NATIONAL, OffBy.JOINT_LEAVE}
    assert without == {OffBy.NATIONAL}


def test_the_office_list_wins_over_the_national_one() -> None:
    calendar = WorkCalendar.of(
        list_national(2026),
        [
            (date(2026, 12, 25), "Piket", True),
            (date(2026, 6, 3), "Hari jadi daerah", False),
        ],
    )

    assert calendar.is_working(date(2026, 12, 25))
    assert not calendar.is_working(date(2026, 6, 3))
    assert calendar.days_off[date(2026, 6, 3)].by is OffBy.OFFICE


@given(
    day=st.dates(date(2025, 1, 1), date(2027, 12, 1)),
    off=st.sets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=20),
)
def test_a_moved_day_is_the_nearest_working_day(day: date, off: set[date]) -> None:
    calendar = WorkCalendar.of(list_national(day.year), [(d, "x", False) for d in off])

    later, earlier = calendar.next_working(day), calendar.previous_working(day)

    assert earlier <= day <= later
    assert calendar.is_working(later)
    assert calendar.is_working(earlier)
    assert calendar.count_working(day, later) == 1
    assert calendar.count_working(earlier, day) == 1
    assert calendar.moved(day, HolidayShift.STAY) == day


# ---------------------------------------------------------------- due days


def fourth(cast: Cast) -> Period:
    return Period.objects.get(pk=cast.quarters[3].pk)


@pytest.mark.parametrize(
    ("shift", "due"),
    [
        (HolidayShift.STAY, date(2027, 1, 9)),
        (HolidayShift.NEXT, date(2027, 1, 11)),
        (HolidayShift.PREVIOUS, date(2027, 1, 8)),
    ],
)
def test_a_due_day_on_a_saturday_moves_as_the_year_says(
    cast: Cast, shift: HolidayShift, due: date
) -> None:
    windows.set_holiday_rule(
        year=cast.year,
        holiday_shift=shift,
        with_joint_leave=True,
        by=cast.viewer("planner"),
        at=cast.at(),
    )

    assert fourth(cast).due_on == due


def test_an_office_day_off_moves_the_due_day_and_taking_it_off_moves_it_back(
    cast: Cast,
) -> None:
    planner = cast.viewer("planner")
    windows.set_holiday_rule(
        year=cast.year,
        holiday_shift=HolidayShift.NEXT,
        with_joint_leave=True,
        by=planner,
        at=cast.at(),
    )
    row = windows.decide_holiday(
        office=cast.office,
        day=date(2027, 1, 11),
        name="Hari jadi",
        reason="SE 1/2026",
        by=planner,
        at=cast.at(),
    )
    moved = fourth(cast)
    assert (moved.due_on, moved.planned_due_on) == (
        date(2027, 1, 12),
        date(2027, 1, 9),
    )

    windows.withdraw_holiday(
        holiday=row, reason="Keliru.", by=planner, at=cast.at(hour=10)
    )

    assert fourth(cast).due_on == date(2027, 1, 11)
    assert not Holiday.objects.exists()
    assert AuditEvent.objects.filter(action="planning.withdraw_holiday").exists()


def test_one_day_is_decided_once_and_never_without_a_reason(cast: Cast) -> None:
    def decide(reason: str) -> Holiday:
        return windows.decide_holiday(
            office=cast.office,
            day=date(2026, 6, 3),
            name="Hari jadi",
            reason=reason,
            by=cast.viewer("planner"),
            at=cast.at(),
        )

    with pytest.raises(ReasonMissing):
        decide(" ")
    decide("SE 1/2026")
    with pytest.raises(windows.HolidayThere):
        decide("SE 2/2026")

    assert Holiday.objects.count() == 1


def test_an_office_does_not_see_the_list_of_another(cast: Cast) -> None:
    windows.decide_holiday(
        office=cast.office,
        day=date(2026, 6, 3),
        name="Hari jadi",
        reason="SE 1/2026",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    june = {"first": date(2026, 6, 1), "last": date(2026, 6, 30)}

    here = get_calendar(office_id=cast.office.pk, **june)
    there = get_calendar(office_id=cast.other_office.pk, **june)

    assert not here.is_working(date(2026, 6, 3))
    assert there.is_working(date(2026, 6, 3))


@pytest.mark.parametrize("person", ["head", "clerk", "inspector", "administrator"])
def test_only_planners_decide_days_off_and_more_time(cast: Cast, person: str) -> None:
    viewer = cast.viewer(person)
    with pytest.raises(MayNotPlan):
        windows.decide_holiday(
            office=cast.office,
            day=cast.day,
            name="x",
            reason="x",
            by=viewer,
            at=cast.at(),
        )
    with pytest.raises(MayNotPlan):
        windows.extend_window(
            period=cast.quarters[0],
            unit=cast.units["u3"],
            ends_on=date(2026, 4, 28),
            reason="Banjir.",
            by=viewer,
            at=cast.at(),
        )

    assert not Holiday.objects.exists()
    assert not Extension.objects.exists()


# ---------------------------------------------------------------- more time


def extend(cast: Cast, day: date = date(2026, 4, 28), reason: str = "Banjir.") -> None:
    windows.extend_window(
        period=cast.quarters[0],
        unit=cast.units["u3"],
        ends_on=day,
        reason=reason,
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def test_the_unit_enters_after_the_window_and_is_not_late_others_are_closed_out(
    cast: Cast,
) -> None:
    extend(cast)

    row = submit(cast, "clerk", Entry("300"), day=date(2026, 4, 28))

    assert not row.is_late
    with pytest.raises(PeriodClosed):
        submit(cast, "staff", Entry("1.600"), words="Pemustaka", day=date(2026, 4, 28))


def test_people_of_the_unit_are_told_with_the_day_and_the_reason(cast: Cast) -> None:
    extend(cast)

    told = Notice.objects.filter(kind="planning.extended")
    assert {n.person_id for n in told} == {
        cast.people[key].pk for key in ("kasubag", "clerk", "planner")
    }
    assert "28 April 2026" in told[0].note
    assert "Banjir." in told[0].note


def test_a_duty_written_later_has_the_extension_too(cast: Cast) -> None:
    extend(cast)
    organisation.transfer_person(
        placement=cast.people["archivist"].placements.get(),
        to=cast.positions["p04"],
        starts_on=date(2026, 3, 30),
        by=System(),
        at=cast.at(),
    )

    rows = Realisation.objects.filter(
        person=cast.people["archivist"], position=cast.positions["p04"]
    )
    assert [row.extended_until for row in rows] == [date(2026, 4, 28)]


@pytest.mark.parametrize("day", [date(2026, 4, 9), date(2026, 4, 1)])
def test_an_extension_gives_more_time_or_is_refused(cast: Cast, day: date) -> None:
    with pytest.raises(DaysOutOfOrder):
        extend(cast, day)
    with pytest.raises(ReasonMissing):
        extend(cast, reason=" ")
    with pytest.raises(windows.UnitElsewhere):
        windows.extend_window(
            period=cast.other_quarters[0],
            unit=cast.units["u3"],
            ends_on=date(2026, 4, 28),
            reason="x",
            by=cast.viewer("stranger_planner"),
            at=cast.at(),
        )

    assert not Extension.objects.exists()


# ---------------------------------------------------------------- kinds of periods


@pytest.mark.parametrize(
    ("kind", "count", "first"),
    [
        (PeriodKind.MONTH, 12, "Januari 2027"),
        (PeriodKind.QUARTER, 4, "Triwulan I 2027"),
        (PeriodKind.SEMESTER, 2, "Semester I 2027"),
        (PeriodKind.YEAR, 1, "Tahun 2027"),
    ],
)
def test_a_year_is_parted_as_the_office_reports(
    cast: Cast, kind: PeriodKind, count: int, first: str
) -> None:
    year = actions.set_up_year(
        office=cast.office,
        year=2027,
        rules=cast.year.rules,
        elected=True,
        kind=kind,
        holiday_shift=HolidayShift.NEXT,
        by=cast.viewer("planner"),
        at=cast.at(),
    )

    periods = list(Period.objects.filter(year=year).order_by("starts_on"))
    assert len(periods) == count
    assert periods[0].label == first
    calendar = get_calendar(
        office_id=cast.office.pk, first=date(2027, 1, 1), last=date(2028, 12, 31)
    )
    assert all(calendar.is_working(period.due_on) for period in periods)
    assert current_period(office_id=cast.office.pk, on=date(2028, 2, 1)) == periods[-1]


def test_one_position_alone_is_given_more_time(cast: Cast) -> None:
    windows.extend_window(
        period=cast.quarters[0],
        position=cast.positions["p04"],
        ends_on=date(2026, 4, 28),
        reason="Sakit.",
        by=cast.viewer("planner"),
        at=cast.at(),
    )

    row = submit(cast, "clerk", Entry("300"), day=date(2026, 4, 28))

    told = Notice.objects.filter(kind="planning.extended")
    assert [n.person_id for n in told] == [cast.people["clerk"].pk]
    assert not row.is_late
    with pytest.raises(PeriodClosed):  # the same unit, another position
        submit(cast, "kasubag", Entry("3"), day=date(2026, 4, 28))


def test_more_time_for_one_position_holds_for_rows_that_come_later(cast: Cast) -> None:
    windows.extend_window(
        period=cast.quarters[1],
        position=cast.positions["p04"],
        ends_on=date(2026, 8, 5),
        reason="Sakit.",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    measurement.open_period(
        period=cast.quarters[1],
        by=cast.viewer("planner"),
        at=cast.at(date(2026, 7, 1)),
    )

    days = {
        key: cast.realisation(key, quarter=2).extended_until
        for key in ("clerk", "kasubag", "staff")
    }
    assert days == {"clerk": date(2026, 8, 5), "kasubag": None, "staff": None}
