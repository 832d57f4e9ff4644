"""Working days: the national holidays of a package, an office's own list over them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import version

from tolok.planning.enums import HolidayShift


SATURDAY = 5
LONGEST_BREAK = 60


class OffBy(StrEnum):
    """Who says that a day is off."""

    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    OFFICE = "office"


@dataclass(frozen=True)
class DayOff:
    """A day off, its name and who says so."""

    day: date
    name: str
    by: OffBy


@lru_cache(maxsize=32)
def list_national(year: int, *, with_joint_leave: bool = True) -> tuple[DayOff, ...]:
    """Return the days off of a year as the package knows them, in order.

    Joint leave is known to it only for years whose decree it carries; a later year has
    none until the package is renewed, which the office's own list can make good.
    """
    # Loaded when first asked: the calendars of the whole world take a quarter of the
    # time in which every command and every process of the server starts.
    from holidays import country_holidays
    from holidays.constants import GOVERNMENT, PUBLIC

    found = {
        day: DayOff(day, name, by)
        for category, by in (
            (GOVERNMENT, OffBy.JOINT_LEAVE),
            (PUBLIC, OffBy.NATIONAL),
        )
        if with_joint_leave or by is OffBy.NATIONAL
        for day, name in country_holidays(
            "ID", years=year, categories=(category,), language="id"
        ).items()
    }
    return tuple(found[day] for day in sorted(found))


def source_of_national() -> str:
    """Return the name and version of the package that carries the national days."""
    return f"holidays {version('holidays')}"


@dataclass(frozen=True)
class WorkCalendar:
    """The days off of some years; Saturdays and Sundays are off unless worked."""

    days_off: dict[date, DayOff]
    worked: frozenset[date]

    @classmethod
    def of(
        cls, national: Iterable[DayOff], own: Iterable[tuple[date, str, bool]]
    ) -> "WorkCalendar":
        """Lay an office's list (day, name, is it worked) over the national days."""
        days_off = {day.day: day for day in national}
        worked = set()
        for day, name, is_working in own:
            if is_working:
                worked.add(day)
                days_off.pop(day, None)
            else:
                days_off[day] = DayOff(day, name, OffBy.OFFICE)
        return cls(days_off, frozenset(worked))

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on a day."""
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def next_working(self, day: date) -> date:
        """Return the day itself, or the first working day after it."""
        return self._nearest(day, timedelta(days=1))

    def previous_working(self, day: date) -> date:
        """Return the day itself, or the last working day before it."""
        return self._nearest(day, timedelta(days=-1))

    def moved(self, day: date, shift: str) -> date:
        """Return where a due day stands by a year's rule on days off."""
        match shift:
            case HolidayShift.NEXT:
                return self.next_working(day)
            case HolidayShift.PREVIOUS:
                return self.previous_working(day)
        return day

    def _nearest(self, day: date, step: timedelta) -> date:
        for number in range(LONGEST_BREAK):
            found = day + step * number
            if self.is_working(found):
                return found
        return day

    def count_working(self, first: date, last: date) -> int:
        """Return how many working days there are from `first` to `last`, both in."""
        days = (last - first).days + 1
        return sum(self.is_working(first + timedelta(days=n)) for n in range(days))
