"""People are reminded once, of everything, on working days, and of nothing that is done."""

import smtplib
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from tests.cast import Cast, scene
from tests.measurement.reporting import submit
from tolok.accounts import actions as accounts
from tolok.accounts.addresses import code_of, confirm_email, set_email
from tolok.measurement import actions as measurement
from tolok.measurement.entries import Entry
from tolok.organisation import actions as organisation
from tolok.organisation.enums import PlacementKind
from tolok.planning import windows
from tolok.records.actions import System
from tolok.records.models import AuditEvent, Notice
from tolok.reminders import actions, digest, post, queries, tasks
from tolok.reminders.actions import Rules
from tolok.reminders.enums import MailReason, MailStatus
from tolok.reminders.models import Reminder, ReminderSetting, ReminderStep


GOOD = Entry(value="300")
ADDRESSES = ("staff", "kabid", "clerk", "planner", "head")


def reads_mail(cast: Cast, key: str) -> None:
    """Give a person an address, confirmed by the code that was sent there."""
    user = cast.users[key]
    set_email(user=user, email=f"{key}@contoh.go.id", by=user, at=cast.at())
    confirm_email(user=user, code=code_of(user), by=user, at=cast.at())


@scene
def reachable(cast: Cast) -> None:
    """Some people of the office read mail."""
    for key in ADDRESSES:
        reads_mail(cast, key)


def remind(cast: Cast, day: date | None = None, hour: int = 9) -> digest.Outcome:
    """Run the reminders of the office once."""
    return digest.remind_office(office=cast.office, at=cast.at(day, hour))


def of(cast: Cast, key: str) -> list[Reminder]:
    return list(Reminder.objects.filter(person=cast.people[key]).order_by("on", "pk"))


def mails_to(key: str) -> list[str]:
    """Return the texts of the mails that one person got, oldest first."""
    return [m.body for m in mail.outbox if m.to == [f"{key}@contoh.go.id"]]


# ---------------------------------------------------------------- what a mail says


def test_staff_read_in_one_letter_all_that_they_owe_and_until_when(cast, reachable):
    remind(cast)

    (text,) = mails_to("staff")
    assert "Yth. Siti Nurjanah, S.I.Pust.," in text
    assert (
        "- Persentase Koleksi yang Terolah, Triwulan I 2026, "
        "tenggat 9 April 2026 (3 hari lagi)" in text
    )
    assert "Jumlah Pemustaka yang Dilayani" in text
    assert "Dinas Perpustakaan dan Kearsipan" in text
    (sent,) = [m for m in mail.outbox if m.to == ["staff@contoh.go.id"]]
    assert sent.subject == (
        "2 hal menunggu Anda di Tolok, tenggat terdekat 9 April 2026"
    )


def test_a_letter_names_no_other_person_no_value_and_holds_no_picture(cast, reachable):
    submit(cast, "staff", Entry(value="1.600"), words="Dilayani")
    remind(cast, cast.day + timedelta(days=2))

    (text,) = mails_to("kabid")
    html = mail.outbox[0].alternatives[0][0]
    assert "1 realisasi, Triwulan I 2026" in text
    assert "Siti" not in text
    assert "1.600" not in text
    for banned in ("<img", "<script", "style=", "http-equiv", "src="):
        assert banned not in html


def test_html_of_a_name_stays_text(cast, reachable):
    cast.people["staff"].name = 'Siti <b onclick="x">'
    cast.people["staff"].save(update_fields=["name"])

    remind(cast)

    (sent,) = [m for m in mail.outbox if m.to == ["staff@contoh.go.id"]]
    assert "<b onclick" not in sent.alternatives[0][0]
    assert 'Siti <b onclick="x">' in sent.body


def test_line_breaks_in_an_office_name_make_no_header(cast, reachable):
    cast.office.name = "Dinas\r\nBcc: pencuri@contoh.com"
    cast.office.save(update_fields=["name"])

    remind(cast)

    raw = mail.outbox[0].message().as_string()
    assert "\nBcc:" not in raw.partition("\n\n")[0]
    assert mail.outbox[0].recipients() == mail.outbox[0].to


def test_a_letter_links_to_the_office_only_where_its_address_is_known(
    cast, reachable, settings
):
    settings.PUBLIC_ADDRESS = "https://kinerja.contoh.go.id"
    remind(cast)

    assert "Buka Tolok: https://kinerja.contoh.go.id" in mails_to("staff")[0]


# ---------------------------------------------------------------- once, never twice


def test_doing_it_twice_tells_nobody_twice(cast, reachable):
    remind(cast)
    sent = len(mail.outbox)

    again = remind(cast, hour=11)

    assert again.planned == []
    assert len(mail.outbox) == sent > 0
    assert len(of(cast, "staff")) == 1


def test_between_two_steps_nothing_is_sent(cast, reachable):
    remind(cast)  # three days before

    remind(cast, cast.day + timedelta(days=1))  # two days before: no step

    assert len(mails_to("staff")) == 1
    remind(cast, cast.day + timedelta(days=2))  # the day before
    assert len(mails_to("staff")) == 2


def test_after_weeks_of_standstill_only_what_holds_today_is_told(cast, reachable):
    remind(cast, date(2026, 4, 20))

    (text,) = mails_to("staff")
    assert "lewat 11 hari" in text
    assert len(of(cast, "staff")) == 1
    assert ReminderStep.objects.filter(person=cast.people["staff"]).count() == 2


def test_the_database_itself_keeps_one_digest_a_day(cast, reachable):
    remind(cast)
    row = of(cast, "staff")[0]
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_who_has_nothing_left_gets_nothing(cast, reachable):
    submit(cast, "clerk", GOOD)

    remind(cast)

    assert mails_to("clerk") == []


def test_a_due_day_that_moves_is_told_anew(cast, reachable):
    remind(cast)
    windows.extend_window(
        period=cast.quarters[0],
        unit=cast.units["u4"],
        ends_on=date(2026, 4, 14),
        reason="Nota dinas 1/2026",
        by=cast.viewer("planner"),
        at=cast.at(),
    )

    remind(cast, cast.day + timedelta(days=1))

    assert "tenggat 14 April 2026" in mails_to("staff")[-1]
    assert len(mails_to("staff")) == 2


def test_a_closed_window_is_reminded_of_no_more(cast, reachable):
    remind(cast, date(2026, 4, 21))

    assert mails_to("staff") == []


# ---------------------------------------------------------------- when


@pytest.mark.parametrize(
    ("day", "hour", "works"),
    [
        (date(2026, 4, 6), 8, True),
        (date(2026, 4, 6), 7, False),
        (date(2026, 4, 6), 15, False),
        (date(2026, 4, 3), 9, False),  # Good Friday
        (date(2026, 4, 4), 9, False),  # Saturday
    ],
)
def test_reminders_leave_in_working_hours_of_working_days(cast, day, hour, works):
    found = [
        office.pk for office, _at in queries.list_remindable(moment=cast.at(day, hour))
    ]

    assert (cast.office.pk in found) is works


def test_hours_are_those_of_the_office_in_its_own_time_zone(cast):
    cast.office.time_zone = "Asia/Jayapura"
    cast.office.save(update_fields=["time_zone"])

    early = queries.list_remindable(moment=cast.at(hour=6))  # 08.00 WIT

    assert [(o.pk, at.hour) for o, at in early] == [(cast.office.pk, 8)]


def test_an_office_that_switched_reminders_off_reminds_nobody(cast, reachable):
    rules(cast, is_on=False)

    found = [office.pk for office, _at in queries.list_remindable(moment=cast.at())]

    assert cast.office.pk not in found


def test_the_worker_of_the_background_reminds_in_every_office(cast, reachable):
    told = tasks.remind_due.func(cast.at().isoformat())

    assert told >= 8
    assert mails_to("staff")


# ---------------------------------------------------------------- superiors


def test_a_verifier_is_told_how_many_wait_and_until_when(cast, reachable):
    submit(cast, "staff", Entry(value="1.600"), words="Dilayani")

    remind(cast, cast.day + timedelta(days=2))

    (text,) = mails_to("kabid")
    assert "Menunggu verifikasi Anda" in text
    assert "tenggat 13 April 2026 (5 hari lagi)" in text


def test_three_days_after_the_due_day_a_superior_hears_of_missing_reports(
    cast, reachable
):
    remind(cast, date(2026, 4, 10))
    assert "Laporan bawahan" not in mails_to("kabid")[-1]

    remind(cast, date(2026, 4, 13))

    text = mails_to("kabid")[-1]
    assert "- 4 realisasi, Triwulan I 2026" in text
    assert "dari 2 orang" in text


def test_who_verifies_for_another_office_hears_of_it_at_home(cast):
    submit(cast, "head", Entry(value="BB"))

    digest.remind_office(office=cast.secretariat, at=cast.at(date(2026, 4, 10)))

    (row,) = of(cast, "sekda")
    assert row.office == cast.secretariat
    assert "1 menunggu verifikasi" in row.summary


def test_who_acts_for_somebody_hears_of_both_seats_once(cast, reachable):
    organisation.place_person(
        person=cast.people["clerk"],
        position=cast.positions["p06"],
        kind=PlacementKind.PLH,
        starts_on=cast.day,
        letter_number="800/9/2026",
        by=System(),
        at=cast.at(),
    )
    submit(cast, "staff", Entry(value="1.600"), words="Dilayani")

    remind(cast, date(2026, 4, 10))

    (text,) = mails_to("clerk")
    assert "Jumlah Surat yang Dicatat" in text
    assert "Menunggu verifikasi Anda" in text


# ---------------------------------------------------------------- what a person wants


def rules(cast: Cast, **changes) -> ReminderSetting:
    """Set the office's rules of reminding as its planner."""
    return actions.set_reminders(
        office=cast.office,
        rules=Rules(**changes),
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def choose(cast: Cast, key: str, *off: str, by_email: bool = True) -> None:
    actions.choose_reminders(
        switched_off=off, by_email=by_email, by=cast.viewer(key), at=cast.at()
    )


def test_a_kind_that_is_switched_off_comes_no_more(cast, reachable):
    choose(cast, "staff", "due")

    remind(cast)

    assert of(cast, "staff") == []


def test_what_the_office_made_obligatory_comes_all_the_same(cast, reachable):
    rules(cast, obligatory=("due",), obligatory_basis="Surat edaran kepala dinas")
    choose(cast, "staff", "due", by_email=False)

    remind(cast)

    assert len(mails_to("staff")) == 1


def test_who_wants_no_letters_reads_it_in_the_app(cast, reachable):
    choose(cast, "staff", by_email=False)

    remind(cast)

    assert mails_to("staff") == []
    (row,) = of(cast, "staff")
    assert (row.mail, row.reason) == (MailStatus.NONE, MailReason.SWITCHED_OFF)
    notice = Notice.objects.get(
        person_id=cast.people["staff"].pk, kind="reminders.digest"
    )
    assert notice.subject_label == "2 mendekati tenggat"


def test_an_address_that_was_not_confirmed_gets_nothing(cast):
    user = cast.users["staff"]
    set_email(user=user, email="salah.ketik@contoh.com", by=user, at=cast.at())

    remind(cast)

    assert mail.outbox == []
    assert of(cast, "staff")[0].reason == MailReason.NOT_CONFIRMED


def test_a_closed_account_gets_nothing(cast, reachable):
    accounts.set_active(
        user=cast.users["staff"], active=False, by=System(), at=cast.at()
    )

    remind(cast)

    assert of(cast, "staff") == []
    assert mails_to("staff") == []


def test_an_older_reminder_in_the_app_gives_way_to_the_new_one(cast, reachable):
    remind(cast)
    remind(cast, cast.day + timedelta(days=2))

    unread = Notice.objects.filter(
        person_id=cast.people["staff"].pk,
        kind="reminders.digest",
        read_at__isnull=True,
    )
    assert unread.count() == 1


# ---------------------------------------------------------------- when mail fails


class Broken:
    """A mail server that does not answer, or answers what it is told to."""

    def __init__(self, error: Exception, *, on_open: bool = False) -> None:
        self.error = error
        self.on_open = on_open

    def open(self) -> None:
        if self.on_open:
            raise self.error

    def close(self) -> None:
        self.closed = True

    def send_messages(self, messages) -> int:
        raise self.error


@pytest.fixture
def server(monkeypatch):
    """Put a mail server of this test in place."""
    return lambda made: monkeypatch.setattr(post, "get_connection", lambda: made)


def test_a_server_that_is_away_loses_nothing_and_is_tried_again_later(
    cast, reachable, server, monkeypatch
):
    server(Broken(ConnectionRefusedError("ditolak"), on_open=True))
    done = remind(cast)

    row = of(cast, "staff")[0]
    assert done.delivery.failed == len(ADDRESSES)
    assert row.mail == MailStatus.WAITING
    assert row.next_at - cast.at() == timedelta(minutes=30)
    monkeypatch.undo()

    remind(cast, hour=10)

    assert len(mails_to("staff")) == 1
    row.refresh_from_db()
    assert (row.mail, row.attempts) == (MailStatus.SENT, 2)


def test_the_wait_doubles_and_ends_at_eight_hours(cast):
    from tolok.reminders.policies import wait_after

    assert [wait_after(n).total_seconds() / 3600 for n in (0, 1, 2, 3, 5, 9, 99)] == [
        *(0.5, 0.5, 1, 2, 8, 8, 8)
    ]


def test_planner_is_told_once_that_letters_do_not_leave(cast, reachable, server):
    server(Broken(TimeoutError("timed out"), on_open=True))
    remind(cast)
    remind(cast, hour=14)

    (notice,) = Notice.objects.filter(kind="reminders.failing")
    assert notice.person_id == cast.people["planner"].pk
    assert "timed out" in notice.note
    state = queries.get_mail_state(for_user=cast.viewer("planner"))
    assert state.failing == len(ADDRESSES)
    assert "timed out" in state.trouble


def test_an_address_that_is_refused_for_good_is_not_tried_again(
    cast, reachable, server, monkeypatch
):
    server(Broken(smtplib.SMTPRecipientsRefused({"x@y": (550, b"no such\r\nuser")})))
    remind(cast)

    row = of(cast, "staff")[0]
    assert row.mail == MailStatus.REFUSED
    assert row.trouble == "server surel menjawab 550: no such user"
    monkeypatch.undo()
    remind(cast, hour=14)
    assert mails_to("staff") == []


def test_a_mailbox_that_is_full_for_now_is_tried_again(cast, reachable, server):
    server(Broken(smtplib.SMTPRecipientsRefused({"x@y": (452, b"full")})))
    done = remind(cast)

    assert done.delivery.failed == len(ADDRESSES)
    assert of(cast, "staff")[0].mail == MailStatus.WAITING


def test_a_server_that_goes_away_in_the_middle_is_not_asked_for_each_letter(
    cast, reachable, server
):
    server(Broken(smtplib.SMTPServerDisconnected("gone")))
    done = remind(cast)

    assert done.delivery.failed == len(ADDRESSES)
    assert {row.attempts for row in Reminder.objects.filter(mail="waiting")} == {1}


def test_a_letter_that_did_not_leave_yesterday_goes_with_that_of_today(
    cast, reachable, server, monkeypatch
):
    server(Broken(TimeoutError("timed out"), on_open=True))
    remind(cast)
    monkeypatch.undo()

    remind(cast, cast.day + timedelta(days=1))  # no step of its own

    assert len(mails_to("staff")) == 1
    assert [row.mail for row in of(cast, "staff")] == ["merged", "sent"]


def test_a_letter_cut_off_while_it_was_sent_is_sent_again_later(cast, reachable):
    remind(cast)
    row = of(cast, "staff")[0]
    Reminder.objects.filter(pk=row.pk).update(mail=MailStatus.SENDING)

    remind(cast, hour=9)
    assert len(mails_to("staff")) == 1
    remind(cast, hour=10)

    assert len(mails_to("staff")) == 2
    first, second = [m for m in mail.outbox if m.to == ["staff@contoh.go.id"]]
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_what_was_done_while_a_letter_waited_is_not_told(
    cast, reachable, server, monkeypatch
):
    server(Broken(TimeoutError("timed out"), on_open=True))
    remind(cast)
    monkeypatch.undo()
    submit(cast, "clerk", GOOD)

    remind(cast, hour=11)

    assert mails_to("clerk") == []
    assert of(cast, "clerk")[0].mail == MailStatus.DROPPED


def test_no_more_letters_leave_in_one_run_than_the_setting_allows(
    cast, reachable, settings
):
    settings.MAIL_BATCH = 2
    done = remind(cast)
    assert done.delivery.sent == 2

    again = remind(cast, hour=10)

    assert again.delivery.sent == 2


# ---------------------------------------------------------------- the log


def test_what_was_sent_is_kept_and_then_forgotten_by_the_offices_rule(cast, reachable):
    rules(cast, keep_days=30)
    remind(cast)
    assert of(cast, "staff")

    remind(cast, cast.day + timedelta(days=31))

    assert all(row.on > cast.day for row in Reminder.objects.all())
    event = AuditEvent.objects.get(action="reminders.forget_old")
    assert event.after["reminders"] >= 8


def test_the_letters_own_words_are_not_kept(cast, reachable):
    remind(cast)

    names = {f.name for f in Reminder._meta.get_fields()}
    assert names & {"body", "text", "html"} == set()


def test_one_event_of_the_trail_tells_how_many_were_reminded(cast, reachable):
    done = remind(cast)

    event = AuditEvent.objects.get(action="reminders.remind_people")
    assert event.after == {"people": len(done.planned), "mails": len(ADDRESSES)}


def test_foreseeing_writes_and_sends_nothing(cast, reachable):
    seen = digest.foresee(office=cast.office, at=cast.at())

    assert len(seen.planned) >= 8
    assert mail.outbox == []
    assert not Reminder.objects.exists()


# ---------------------------------------------------------------- rules of the office


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days_before": (61,)}, "days_before"),
        ({"days_after": (1, 2, 3, 4, 5, 6, 7)}, "days_after"),
        ({"from_hour": 15, "until_hour": 15}, "until_hour"),
        ({"verify_days": 0}, "verify_days"),
        ({"superior_days": 0}, "superior_days"),
        ({"keep_days": 29}, "keep_days"),
        ({"obligatory": ("salah",)}, "obligatory"),
        ({"obligatory": ("due",)}, "obligatory_basis"),
        ({"closing": "x" * 301}, "closing"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_at_its_field(cast, change, field):
    with pytest.raises(actions.ReminderUnfit) as refused:
        rules(cast, **change)

    assert refused.value.field == field


def test_only_a_planner_sets_the_rules(cast):
    for key in ("staff", "kabid", "head", "administrator", "stranger_planner"):
        with pytest.raises(actions.MayNotSetReminders):
            actions.set_reminders(
                office=cast.office, rules=Rules(), by=cast.viewer(key), at=cast.at()
            )


def test_a_missing_rule_never_tells_superiors(cast, reachable):
    rules(cast, superior_days=None)

    remind(cast, date(2026, 4, 15))

    assert "Laporan bawahan" not in mails_to("kabid")[-1]


def test_what_came_back_is_told_at_once_and_by_its_own_title(cast, reachable):
    row = submit(cast, "staff", Entry(value="1.600"), words="Dilayani")
    measurement.return_realisation(
        realisation=row, reason="Kurang.", by=cast.viewer("kabid"), at=cast.at()
    )
    remind(cast, cast.day + timedelta(days=1))

    (text,) = mails_to("staff")
    assert "Dikembalikan, perlu Anda perbaiki" in text
