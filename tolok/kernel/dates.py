"""Dates and moments as Indonesian officials write and read them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo

from tolok.kernel.speech import marked as gettext_noop
from tolok.kernel.speech import translated as _


MONTHS = (
    gettext_noop("Januari"),
    gettext_noop("Februari"),
    gettext_noop("Maret"),
    gettext_noop("April"),
    gettext_noop("Mei"),
    gettext_noop("Juni"),
    gettext_noop("Juli"),
    gettext_noop("Agustus"),
    gettext_noop("September"),
    gettext_noop("Oktober"),
    gettext_noop("November"),
    gettext_noop("Desember"),
)
WEEKDAYS = (
    gettext_noop("Senin"),
    gettext_noop("Selasa"),
    gettext_noop("Rabu"),
    gettext_noop("Kamis"),
    gettext_noop("Jumat"),
    gettext_noop("Sabtu"),
    gettext_noop("Minggu"),
)

# What an English screen shows is read back as well; no name means two months or days.
_ENGLISH_MONTHS = {
    "january": 1,
    "february": 2,
    "march": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "october": 10,
    "december": 12,
}
_ENGLISH_WEEKDAYS = {
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
}

# Spellings met in decrees and reports, beside the full names.
_OTHER_MONTHS = {
    "jan": 1,
    "feb": 2,
    "peb": 2,
    "pebruari": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "agu": 8,
    "ags": 8,
    "agt": 8,
    "agust": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "nop": 11,
    "nopember": 11,
    "des": 12,
}
_MONTH_NUMBERS = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, start=1)},
    **_OTHER_MONTHS,
    **_ENGLISH_MONTHS,
}
_WEEKDAY_NUMBERS = {
    **{name.casefold(): number for number, name in enumerate(WEEKDAYS)},
    "jum'at": 4,
    "ahad": 6,
    **_ENGLISH_WEEKDAYS,
}

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_IN_WORDS = re.compile(
    r"(?:(?P<weekday>[^\W\d_](?:[^\W\d_]|['’])*)(?:,\s*|\s+))?"
    r"(?P<day>[0-9]{1,2})\s+(?P<month>[^\W\d_]+)\.?\s+(?P<year>[0-9]{4})"
)

# The zones of the tz database that lie in Indonesia, and their official names.
_ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}
_FIXED_OFFSETS = {
    timedelta(hours=7): "WIB",
    timedelta(hours=8): "WITA",
    timedelta(hours=9): "WIT",
}


class DateUnreadable(ValueError):
    """The text is not a day; its message says why and what to write instead."""


def format_date(day: date, *, weekday: bool = False) -> str:
    """Return "2 Januari 2026", or with `weekday` "Jumat, 2 Januari 2026"."""
    written = f"{day.day} {_(MONTHS[day.month - 1])} {day.year}"
    return f"{_(WEEKDAYS[day.weekday()])}, {written}" if weekday else written


def format_moment(moment: datetime, zone: tzinfo) -> str:
    """Return "6 Oktober 2026 pukul 09.14 WIB": the moment on the clocks of `zone`.

    WIB, WITA and WIT are said for Indonesian zones and for bare offsets of 7, 8 and
    9 hours; any other zone is named by its offset ("UTC+05.30").

    Raises `ValueError` when `moment` does not know its own offset.
    """
    if moment.utcoffset() is None:
        raise ValueError(f"a moment without a time zone cannot be shown: {moment}")
    local = moment.astimezone(zone)
    name = _zone_name(local, zone)
    return _("%(day)s pukul %(time)s") % {
        "day": format_date(local),
        "time": f"{local:%H.%M} {name}",
    }


def _zone_name(local: datetime, zone: tzinfo) -> str:
    offset = local.utcoffset() or timedelta()
    key = getattr(zone, "key", None)
    known = _ZONE_NAMES.get(key) if key else _FIXED_OFFSETS.get(offset)
    if known:
        return known
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours:02d}.{rest:02d}"


def looks_like_date(text: str) -> bool:
    """Is the text written like a day (whether or not the calendar knows it)?"""
    if _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        return True
    words = _IN_WORDS.fullmatch(text)
    return words is not None and words["month"].casefold() in _MONTH_NUMBERS


def parse_date(text: str) -> date:
    """Read a day: "2 Januari 2026", "Jumat, 2 Januari 2026", "02-01-2026", "2026-01-02".

    Day before month, as Indonesians write; a four-digit year; a weekday must be right.

    Raises `DateUnreadable` for anything else.
    """
    plain = " ".join(text.split())
    if iso := _ISO.fullmatch(plain):
        return _day(plain, int(iso[1]), int(iso[2]), int(iso[3]))
    if numeric := _DAY_FIRST.fullmatch(plain):
        return _day(plain, int(numeric[4]), int(numeric[3]), int(numeric[1]))
    words = _IN_WORDS.fullmatch(plain)
    month = _MONTH_NUMBERS.get(words["month"].casefold()) if words else None
    if words is None or month is None:
        raise DateUnreadable(
            _(
                "“%(text)s” tidak terbaca sebagai tanggal. "
                "Tulis tanggal lengkap, misalnya 30 November 2026 atau 2026-11-30."
            )
            % {"text": _short(plain)}
        )
    day = _day(plain, int(words["year"]), month, int(words["day"]))
    if words["weekday"]:
        _check_weekday(plain, words["weekday"], day)
    return day


def _day(text: str, year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError as error:
        raise DateUnreadable(
            _(
                "Tanggal “%(text)s” tidak ada di kalender. "
                "Periksa hari, bulan, dan tahunnya, lalu tulis kembali."
            )
            % {"text": text}
        ) from error


def _check_weekday(text: str, word: str, day: date) -> None:
    number = _WEEKDAY_NUMBERS.get(word.casefold().replace("’", "'"))
    if number is None:
        raise DateUnreadable(
            _(
                "“%(text)s” tidak terbaca sebagai tanggal: “%(word)s” bukan nama hari. "
                "Tulis tanggalnya saja, misalnya 30 November 2026."
            )
            % {"text": _short(text), "word": word}
        )
    if number != day.weekday():
        raise DateUnreadable(
            _(
                "“%(text)s” bertentangan: %(day)s jatuh pada hari %(weekday)s. "
                "Perbaiki hari atau tanggalnya."
            )
            % {
                "text": text,
                "day": format_date(day),
                "weekday": _(WEEKDAYS[day.weekday()]),
            }
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
