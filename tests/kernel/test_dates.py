"""Dates and moments are read and written as Indonesian officials do."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolok.kernel.dates import (
    DateUnreadable,
    format_date,
    format_moment,
    looks_like_date,
    parse_date,
)


def test_a_date_is_written_with_the_month_in_words() -> None:
    assert format_date(date(2026, 1, 2)) == "2 Januari 2026"
    assert format_date(date(2026, 10, 9), weekday=True) == "Jumat, 9 Oktober 2026"


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        (ZoneInfo("Asia/Jakarta"), "6 Oktober 2026 pukul 09.14 WIB"),
        (ZoneInfo("Asia/Pontianak"), "6 Oktober 2026 pukul 09.14 WIB"),
        (ZoneInfo("Asia/Makassar"), "6 Oktober 2026 pukul 10.14 WITA"),
        (ZoneInfo("Asia/Jayapura"), "6 Oktober 2026 pukul 11.14 WIT"),
        (ZoneInfo("Asia/Singapore"), "6 Oktober 2026 pukul 10.14 UTC+08.00"),
        (timezone(timedelta(hours=7)), "6 Oktober 2026 pukul 09.14 WIB"),
        (
            timezone(timedelta(hours=5, minutes=30)),
            "6 Oktober 2026 pukul 07.44 UTC+05.30",
        ),
        (
            timezone(timedelta(hours=-3, minutes=-30)),
            "5 Oktober 2026 pukul 22.44 UTC-03.30",
        ),
    ],
)
def test_a_moment_is_shown_on_the_clock_of_its_zone(zone, written) -> None:
    moment = datetime(2026, 10, 6, 2, 14, tzinfo=UTC)

    assert format_moment(moment, zone) == written


def test_a_moment_without_a_zone_is_not_shown() -> None:
    naive = datetime(2026, 10, 6, 2, 14, tzinfo=UTC).replace(tzinfo=None)

    with pytest.raises(ValueError, match="time zone"):
        format_moment(naive, UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2 Januari 2026",
        "02  januari\n2026",
        "2 Jan. 2026",
        "Jumat, 2 Januari 2026",
        "jumat 2 Januari 2026",
        "Jum’at, 2 Januari 2026",
        "2026-01-02",
        "02-01-2026",
        "2/1/2026",
        "2.1.2026",
    ],
)
def test_a_date_is_read_day_before_month(text: str) -> None:
    assert parse_date(text) == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-02-30", "kalender"),
        ("31 April 2026", "kalender"),
        ("Senin, 2 Januari 2026", "Jumat"),
        ("Hari 2 Januari 2026", "bukan nama hari"),
        ("2 Januri 2026", "tanggal lengkap"),
        ("2 Januari 26", "tanggal lengkap"),
        ("Januari 2026", "tanggal lengkap"),
        ("12 Dokumen 2026", "tanggal lengkap"),
        ("x" * 100, "…"),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(DateUnreadable, match=says):
        parse_date(text)


def test_a_number_with_a_unit_does_not_look_like_a_date() -> None:
    assert looks_like_date("30 Nopember 2026")
    assert looks_like_date("2026-02-30")
    assert looks_like_date("30/2/2026")
    assert not looks_like_date("12 Dokumen 2026")
    assert not looks_like_date("1.500")


@given(st.dates(), st.booleans())
def test_a_written_date_is_read_back(day: date, weekday: bool) -> None:
    if day.year >= 1000:
        assert parse_date(format_date(day, weekday=weekday)) == day
