"""Periods of measurement and ranges of days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tolok.kernel.dates import MONTHS, format_date
from tolok.kernel.speech import translated as _


ROMAN = ("I", "II", "III", "IV")


class PeriodInvalid(ValueError):
    """The period or range of days cannot exist; the message says why."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days from `starts_on` to `ends_on`, both included; no end means still running."""

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise PeriodInvalid(
                _(
                    "Rentang hari berakhir (%(last)s) sebelum mulai (%(first)s). "
                    "Tukar atau perbaiki tanggalnya."
                )
                % {
                    "last": format_date(self.ends_on),
                    "first": format_date(self.starts_on),
                }
            )

    def __contains__(self, day: date) -> bool:
        return self.contains(day)

    def contains(self, day: date) -> bool:
        """Does the day lie in the range, first and last day included?"""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, other: DayRange) -> bool:
        """Do the two ranges share at least one day?"""
        return self.in_common(other) is not None

    def in_common(self, other: DayRange) -> DayRange | None:
        """Return the days both ranges hold, or None where they share none."""
        start = max(self.starts_on, other.starts_on)
        ends = [day for day in (self.ends_on, other.ends_on) if day is not None]
        end = min(ends, default=None)
        if end is not None and end < start:
            return None
        return DayRange(start, end)

    def days_in_common(self, other: DayRange) -> int:
        """Count the days both ranges hold.

        Raises `PeriodInvalid` when neither range ends, for then there is no count.
        """
        common = self.in_common(other)
        return 0 if common is None else common.count_days()

    def count_days(self) -> int:
        """Count the days, first and last included.

        Raises `PeriodInvalid` when the range has no end.
        """
        if self.ends_on is None:
            raise PeriodInvalid(
                _(
                    "Rentang hari sejak %(first)s belum berakhir, "
                    "jadi jumlah harinya belum dapat dihitung. Beri hari terakhir."
                )
                % {"first": format_date(self.starts_on)}
            )
        return (self.ends_on - self.starts_on).days + 1


class PeriodKind(StrEnum):
    """The lengths of time an office measures in."""

    YEAR = "year"
    SEMESTER = "semester"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def in_a_year(self) -> int:
        """How many of them make a year."""
        return _IN_A_YEAR[self]


_IN_A_YEAR = {
    PeriodKind.YEAR: 1,
    PeriodKind.SEMESTER: 2,
    PeriodKind.QUARTER: 4,
    PeriodKind.MONTH: 12,
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One year, semester, quarter or month of the calendar: `Period(2026, QUARTER, 3)`."""

    year: int
    kind: PeriodKind
    number: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", PeriodKind(self.kind))
        if not date.min.year <= self.year <= date.max.year:
            raise PeriodInvalid(
                _("Tahun %(year)s di luar kalender.") % {"year": self.year}
            )
        if not 1 <= self.number <= self.kind.in_a_year:
            raise PeriodInvalid(
                _(
                    "Tidak ada periode nomor %(number)s: satu tahun terdiri atas "
                    "%(count)s periode jenis ini."
                )
                % {"number": self.number, "count": self.kind.in_a_year}
            )

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> Period:
        """Return the period of this kind in which the day lies."""
        months = 12 // kind.in_a_year
        return cls(day.year, kind, (day.month - 1) // months + 1)

    @classmethod
    def list_of(cls, year: int, kind: PeriodKind) -> list[Period]:
        """Return all periods of this kind in the year, first to last."""
        return [cls(year, kind, number + 1) for number in range(kind.in_a_year)]

    @property
    def starts_on(self) -> date:
        """The first day."""
        months = 12 // self.kind.in_a_year
        return date(self.year, (self.number - 1) * months + 1, 1)

    @property
    def ends_on(self) -> date:
        """The last day, included."""
        month = self.number * (12 // self.kind.in_a_year)
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def days(self) -> DayRange:
        """All days of the period."""
        return DayRange(self.starts_on, self.ends_on)

    def next(self) -> Period:
        """Return the period of the same kind that follows.

        Raises `PeriodInvalid` after the last year of the calendar.
        """
        if self.number < self.kind.in_a_year:
            return Period(self.year, self.kind, self.number + 1)
        return Period(self.year + 1, self.kind, 1)

    @property
    def label(self) -> str:
        """The name in full: "Triwulan III 2026"."""
        said = {"number": self._roman, "year": self.year}
        if self.kind is PeriodKind.YEAR:
            return _("Tahun %(year)s") % said
        if self.kind is PeriodKind.SEMESTER:
            return _("Semester %(number)s %(year)s") % said
        if self.kind is PeriodKind.QUARTER:
            return _("Triwulan %(number)s %(year)s") % said
        return f"{_(MONTHS[self.number - 1])} {self.year}"

    @property
    def short_label(self) -> str:
        """The name for a narrow column whose year is known: "TW III"."""
        if self.kind is PeriodKind.YEAR:
            return str(self.year)
        if self.kind is PeriodKind.SEMESTER:
            return _("Smt %(number)s") % {"number": self._roman}
        if self.kind is PeriodKind.QUARTER:
            return _("TW %(number)s") % {"number": self._roman}
        return _(MONTHS[self.number - 1])[:3]

    @property
    def _roman(self) -> str:
        return ROMAN[(self.number - 1) % len(ROMAN)]
