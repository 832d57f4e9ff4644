"""Dates and moments as Indonesian officials write and read them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo


MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

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
}
_WEEKDAY_NUMBERS = {
    **{name.casefold(): number for number, name in enumerate(WEEKDAYS)},
    "jum'at": 4,
    "ahad": 6,
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
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]}, {written}" if weekday else written


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
    return f"{format_date(local)} pukul {local:%H.%M} {name}"


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
            f"“{_short(plain)}” tidak terbaca sebagai tanggal. "
            "Tulis tanggal lengkap, misalnya 30 November 2026 atau 2026-11-30."
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
            f"Tanggal “{text}” tidak ada di kalender. "
            "Periksa hari, bulan, dan tahunnya, lalu tulis kembali."
        ) from error


def _check_weekday(text: str, word: str, day: date) -> None:
    number = _WEEKDAY_NUMBERS.get(word.casefold().replace("’", "'"))
    if number is None:
        raise DateUnreadable(
            f"“{_short(text)}” tidak terbaca sebagai tanggal: “{word}” bukan nama hari. "
            "Tulis tanggalnya saja, misalnya 30 November 2026."
        )
    if number != day.weekday():
        raise DateUnreadable(
            f"“{text}” bertentangan: {format_date(day)} jatuh pada hari "
            f"{WEEKDAYS[day.weekday()]}. Perbaiki hari atau tanggalnya."
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
