"""A calendar of one's own due days that every calendar program reads, by a secret address."""

import logging
import re
from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from config.logs import WithoutCalendarKeys
from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tests.web.doing import sign_in
from tolok.accounts import actions as accounts
from tolok.measurement.entries import Entry
from tolok.planning import windows
from tolok.records.actions import System
from tolok.records.models import AuditEvent
from tolok.reminders import actions, feed
from tolok.reminders.feed import Entry as Day
from tolok.reminders.feed import escaped, folded, write_calendar
from tolok.reminders.models import CalendarKey
from tolok.web.reminders import calendar_feed


def unfolded(body: bytes) -> list[str]:
    """Return the lines of a calendar as they were before folding."""
    return body.decode().replace("\r\n ", "").split("\r\n")


def events(body: bytes) -> dict[str, dict[str, str]]:
    """Return the entries of a calendar by UID."""
    found, entry = {}, None
    for line in unfolded(body):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            entry = {}
        elif line == "END:VEVENT":
            found[entry["UID"]] = entry
        elif entry is not None:
            entry[name] = value
    return found


def calendar_of(cast: Cast, key: str, on: date | None = None) -> dict:
    """Return a person's calendar as a program reads it on a day."""
    entries = feed.entries_for(
        person=cast.people[key], viewer=cast.viewer(key, on), at=cast.at(on)
    )
    return events(write_calendar(entries=entries, title="Tenggat", at=cast.at(on)))


def address(cast: Cast, key: str) -> str:
    """Return the address of a person's calendar, as the account's page says it once."""
    made = actions.make_calendar_key(by=cast.viewer(key), at=cast.at())
    return f"/kalender/{made}.ics"


# ---------------------------------------------------------------- what it holds


def test_staff_find_their_due_day_with_what_is_missing(cast):
    found = calendar_of(cast, "staff")

    (now,) = [e for e in found.values() if "belum dikirim" in e["SUMMARY"]]
    assert now["SUMMARY"] == "Tenggat realisasi Triwulan I 2026: 2 belum dikirim"
    assert now["DTSTART;VALUE=DATE"] == "20260409"
    assert now["DTEND;VALUE=DATE"] == "20260410"
    assert "- Jumlah Pemustaka yang Dilayani" in now["DESCRIPTION"]


def test_periods_to_come_stand_with_their_planned_day(cast):
    found = calendar_of(cast, "staff")

    days = sorted(e["DTSTART;VALUE=DATE"] for e in found.values())
    assert days == ["20260409", "20260709", "20261009", "20270109"]


def test_an_entry_keeps_its_uid_when_its_due_day_moves(cast):
    before = calendar_of(cast, "staff")
    windows.extend_window(
        period=cast.quarters[0],
        unit=cast.units["u4"],
        ends_on=date(2026, 4, 14),
        reason="Nota dinas 1/2026",
        by=cast.viewer("planner"),
        at=cast.at(),
    )

    after = calendar_of(cast, "staff")

    assert set(before) == set(after)
    assert "20260414" in {e["DTSTART;VALUE=DATE"] for e in after.values()}


def test_an_entry_keeps_its_uid_when_its_period_opens_and_is_reported(cast):
    from tolok.measurement import actions as measurement

    before = calendar_of(cast, "clerk")
    submit(cast, "clerk", Entry(value="300"))
    measurement.open_period(
        period=cast.quarters[1], by=cast.viewer("planner"), at=cast.at(date(2026, 7, 1))
    )

    after = calendar_of(cast, "clerk", date(2026, 7, 1))

    assert set(after) == set(before)
    assert "Tenggat realisasi Triwulan I 2026: sudah dikirim" in {
        e["SUMMARY"] for e in after.values()
    }


def test_a_verifier_finds_until_when_to_decide_and_nobodys_name(cast):
    submit(cast, "staff", Entry(value="1.600"), words="Dilayani")

    found = calendar_of(cast, "kabid")

    (entry,) = [e for e in found.values() if e["SUMMARY"].startswith("Verifikasi")]
    assert entry["SUMMARY"] == "Verifikasi Triwulan I 2026: 1 realisasi menunggu Anda"
    assert entry["DTSTART;VALUE=DATE"] == "20260413"
    assert "Siti" not in str(found)


def test_what_was_decided_leaves_the_calendar(cast):
    row = submit(cast, "staff", Entry(value="1.600"), words="Dilayani")
    verify(cast, row, "kabid")

    assert not [
        e for e in calendar_of(cast, "kabid").values() if "Verifikasi" in e["SUMMARY"]
    ]


def test_nobody_reads_anothers_days(cast):
    assert not set(calendar_of(cast, "staff")) & set(calendar_of(cast, "colleague"))


def test_who_sits_nowhere_has_an_empty_calendar(cast):
    assert calendar_of(cast, "inspector") if cast.people.get("inspector") else True


# ---------------------------------------------------------------- RFC 5545


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_a_folded_line_is_short_and_unfolds_to_itself(text):
    raw = folded(f"SUMMARY:{text}")

    assert raw.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert raw.replace(b"\r\n ", b"").decode() == f"SUMMARY:{text}\r\n"


def test_signs_that_part_values_are_escaped():
    assert escaped("a,b;c\\d\ne\r\nf") == r"a\,b\;c\\d\ne\nf"


def test_a_title_cannot_end_its_line_and_begin_another(cast):
    entry = Day("x", cast.day, "Rapat\r\nATTENDEE:mailto:x@y\nEND:VEVENT")
    body = write_calendar(entries=[entry], title="T", at=cast.at())

    assert "ATTENDEE:mailto:x@y" not in unfolded(body)
    assert len(events(body)) == 1


def test_a_calendar_begins_and_ends_as_the_standard_says(cast):
    lines = unfolded(write_calendar(entries=[], title="Tenggat", at=cast.at()))

    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[2].startswith("PRODID:-//Tolok//")
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_every_entry_has_a_uid_and_a_stamp_in_utc(cast):
    for entry in calendar_of(cast, "staff").values():
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", entry["UID"])
        assert entry["DTSTAMP"] == "20260406T020000Z"  # 09.00 WIB


# ---------------------------------------------------------------- the address


def test_a_program_reads_the_calendar_without_signing_in(cast_today):
    answer = Client().get(address(cast_today, "staff"))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert len(events(answer.content)) == 4


def test_an_unchanged_calendar_is_not_sent_again(cast_today):
    url = address(cast_today, "staff")
    mark = Client().get(url)["ETag"]

    again = Client().get(url, headers={"If-None-Match": mark})

    assert (again.status_code, again.content) == (304, b"")


def test_a_new_address_makes_the_old_one_void(cast_today):
    old = address(cast_today, "staff")
    new = address(cast_today, "staff")

    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_a_revoked_address_leads_nowhere(cast_today):
    url = address(cast_today, "staff")

    sign_in(cast_today, "staff").post("/akun/pengingat/kalender/cabut/")

    assert Client().get(url).status_code == 404
    assert AuditEvent.objects.filter(action="reminders.revoke_calendar_key").exists()


def test_a_closed_account_shows_no_calendar(cast_today):
    url = address(cast_today, "staff")
    accounts.set_active(
        user=cast_today.users["staff"], active=False, by=System(), at=cast_today.at()
    )

    assert Client().get(url).status_code == 404


@pytest.mark.parametrize(
    "key", ["x", "1", "null", "a" * 43, "%2e%2e", "' OR 1=1", "A" * 5000]
)
def test_a_guessed_address_is_not_found(cast_today, key):
    address(cast_today, "staff")

    assert Client().get(f"/kalender/{key}.ics").status_code == 404


def test_the_secret_has_256_bits_and_is_not_kept(cast_today):
    key = actions.make_calendar_key(by=cast_today.viewer("staff"), at=cast_today.at())

    assert len(key) == 43
    (row,) = CalendarKey.objects.all()
    assert key not in str(vars(row))
    assert key not in str([vars(e) for e in AuditEvent.objects.all()])


def test_a_calendar_asked_for_all_the_time_is_refused_for_an_hour(
    cast_today, monkeypatch
):
    monkeypatch.setattr(calendar_feed, "MOST_AN_HOUR", 2)
    url = address(cast_today, "staff")

    statuses = [Client().get(url).status_code for _number in range(3)]

    assert statuses == [200, 200, 429]


def test_a_calendar_cannot_be_changed_by_whoever_knows_its_address(cast_today):
    assert Client().post(address(cast_today, "staff")).status_code == 405


def test_the_log_never_shows_an_address(caplog):
    record = logging.LogRecord(
        *("django.request", logging.WARNING, "", 0),
        *("Not Found: %s", ("/kalender/rahasia-sekali.ics",), None),
    )

    assert WithoutCalendarKeys().filter(record)
    assert record.getMessage() == "Not Found: /kalender/…"


def test_the_log_as_it_is_set_up_uses_that_filter(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["no_secrets"]


def test_a_calendar_asks_few_queries_however_much_is_owed(cast_today):
    from tests.web.baseline import assert_queries

    assert_queries("kalender", Client(), address(cast_today, "kabid"))
