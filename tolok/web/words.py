"""Sentences and values that several screens say in the same way."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tolok.kernel.dates import format_date, format_moment
from tolok.kernel.numbers import (
    NO_BREAK_SPACE,
    PERCENT,
    AmountKind,
    NumberUnreadable,
    format_number,
    format_percent,
    parse_amount,
)
from tolok.measurement import queries as measurement
from tolok.organisation.queries import Viewer
from tolok.planning.policies import Window
from tolok.registry.enums import Measure


COUNTS = (
    _lazy("nol"),
    _lazy("satu"),
    _lazy("dua"),
    _lazy("tiga"),
    _lazy("empat"),
    _lazy("lima"),
    _lazy("enam"),
    _lazy("tujuh"),
    _lazy("delapan"),
    _lazy("sembilan"),
    _lazy("sepuluh"),
    _lazy("sebelas"),
    _lazy("dua belas"),
)


def count_in_words(count: int) -> str:
    """Write a count as a word up to twelve, as digits above."""
    if 0 <= count < len(COUNTS):
        return str(COUNTS[count])
    return format_number(Decimal(count))


def at_start(text: str) -> str:
    """Return a text with a capital first letter, for the start of a sentence."""
    return text[:1].upper() + text[1:]


def day_at(moment: datetime) -> date:
    """Return the day on which a moment is, by the clocks of the viewer's office."""
    return timezone.localtime(moment).date()


def day_of(moment: datetime | None) -> str:
    """Write the day of a moment, on the office's clocks."""
    return "" if moment is None else format_date(day_at(moment))


def moment_of(moment: datetime | None) -> str:
    """Write a moment with its time, on the office's clocks."""
    if moment is None:
        return ""
    return format_moment(moment, timezone.get_current_timezone())


def days_left(day: date, *, on: date) -> str:
    """Say how far a day lies ahead or behind: "tiga hari lagi", "hari ini"."""
    distance = (day - on).days
    if distance == 0:
        return _("hari ini")
    if distance == 1:
        return _("besok")
    if distance > 1:
        return _("%(count)s hari lagi") % {"count": count_in_words(distance)}
    return _("%(count)s hari yang lalu") % {"count": count_in_words(-distance)}


def given_name(viewer: Viewer) -> str:
    """Return the name by which a person is spoken to: the first without titles."""
    words = viewer.name.split(",")[0].split()
    names = [word for word in words if not word.endswith(".")]
    return (names or words or [viewer.name])[0]


def all_of(names: Sequence[str]) -> str:
    """Join names as a sentence does: "A", "A dan B", "A, B, dan C"."""
    if len(names) < 3:
        return _(" dan ").join(names)
    return _("%(first)s, dan %(last)s") % {
        "first": ", ".join(names[:-1]),
        "last": names[-1],
    }


def value_with_unit(value: Decimal | None, definition: measurement.Definition) -> str:
    """Write a number of an indicator with its unit and its number of decimals."""
    if value is None:
        return ""
    written = max(0, -int(value.normalize().as_tuple().exponent))
    percent = definition.unit_of_measure == PERCENT
    shown = 2 if percent else min(definition.decimals, written)
    return f"{format_number(value, shown)}{NO_BREAK_SPACE}{definition.unit_of_measure}"


def target_text(text: str | None, definition: measurement.Definition) -> str:
    """Write a target with its unit, also where the text holds the bare number."""
    if not text:
        return ""
    try:
        amount = parse_amount(text)
    except NumberUnreadable:
        return text
    bare = amount.kind in {AmountKind.NUMBER, AmountKind.RANGE, AmountKind.BOUND}
    if not bare or amount.unit or amount.remark or amount.scale is not None:
        return text
    return f"{text.strip()}{NO_BREAK_SPACE}{definition.unit_of_measure}"


def reported_value(row: measurement.Realisation) -> str:
    """Write what a realisation reports; an empty text where nothing was."""
    if row.is_without_value:
        return _("tanpa angka")
    definition = measurement.definition_of(row)
    if definition.measure in {Measure.GRADE, Measure.DATE, Measure.YES_NO}:
        return as_written(row.entered_text)
    return value_with_unit(row.value, definition)


def as_written(text: str) -> str:
    """Return a reported word or day, with a day written out."""
    try:
        amount = parse_amount(text)
    except NumberUnreadable:
        return text
    return format_date(amount.day) if amount.day else text


def window_days(period: Window) -> dict[str, str]:
    """Return the days of an entry window, written out."""
    return {
        "opens": format_date(period.opens_on, weekday=True),
        "due": format_date(period.due_on, weekday=True),
        "late": format_date(period.late_until, weekday=True),
    }


def chart_labels(calendars: Sequence[measurement.Calendar]) -> list[str]:
    """Name the columns of a chart: the year stands where it changes, "TW I 26"."""
    labels = []
    year = calendars[-1].year if len({c.year for c in calendars}) == 1 else None
    for calendar in calendars:
        label = calendar.short_label
        if calendar.year != year and not label.isdecimal():
            label = f"{label} {calendar.year % 100:02d}"
        year = calendar.year
        labels.append(label)
    return labels


def percent_text(value: Decimal | None) -> str:
    """Write an achievement in percent with two decimals; blank without one."""
    return "" if value is None else format_percent(value)


def plain_number(value: Decimal | None) -> str:
    """Write a number as a person would type it, without idle noughts."""
    return "" if value is None else format_number(Decimal(f"{value.normalize():f}"))
