"""The pages of reminders: one's own choices, the office's rules, the log, the nudge."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from tests.cast import Cast
from tests.measurement.reporting import submit
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import sign_in, text_of
from tolok.accounts.addresses import (
    AddressUnfit,
    CodeWrong,
    code_of,
    confirm_email,
    set_email,
)
from tolok.measurement.entries import Entry
from tolok.records.models import AuditEvent, Notice
from tolok.reminders import actions, digest, post
from tolok.reminders.folder import FolderBackend
from tolok.reminders.models import Nudge, Reminder, ReminderChoice, ReminderSetting


OWN = "/akun/pengingat/"
RULES = "/perencanaan/pengingat/"
SENT = "/perencanaan/pengingat/catatan/"
MISSING = "/dasbor/belum/"


def give_address(client: Client, cast: Cast, email: str, password: str = ""):
    """Send the form of one's address."""
    return client.post(
        f"{OWN}surel/",
        {"email": email, "password": password or cast.password},
        follow=True,
    )


@pytest.fixture
def staff(cast_today) -> Client:
    """A browser of staff, whose password is known."""
    cast_today.can_sign_in("staff")
    cast_today.users["staff"].refresh_from_db()
    return sign_in(cast_today, "staff")


# ---------------------------------------------------------------- one's own


def test_the_account_says_where_reminders_go(cast_today):
    page = text_of(sign_in(cast_today, "staff").get("/akun/"))

    assert "Pengingat tampil di aplikasi saja; surel belum diisi." in page
    assert OWN in page


def test_a_person_gives_an_address_and_confirms_it_by_the_code_sent_there(
    cast_today, staff
):
    page = text_of(give_address(staff, cast_today, "siti@contoh.go.id"))

    assert "Kode dikirim ke siti@contoh.go.id." in page
    assert "Belum dipastikan" in page
    (sent,) = mail.outbox
    cast_today.users["staff"].refresh_from_db()
    code = code_of(cast_today.users["staff"])
    assert code in sent.body

    page = text_of(
        staff.post(f"{OWN}kode/", {"code": f" {code.lower()} "}, follow=True)
    )

    assert "Surel Anda sudah dipastikan." in page
    assert "Sudah dipastikan" in page


def test_an_address_is_changed_only_with_the_password(cast_today, staff):
    answer = give_address(staff, cast_today, "lain@contoh.go.id", "salah")

    assert answer.status_code == 422
    assert "Kata sandi tidak cocok" in text_of(answer)
    assert "lain@contoh.go.id" in text_of(answer)
    assert mail.outbox == []


@pytest.mark.parametrize(
    "email",
    ["salah", "a@b", "a@contoh.go.id,b@contoh.go.id", "a@contoh.go.id\r\nBcc: x@y.id"],
)
def test_what_is_no_address_is_refused_in_words(cast_today, staff, email):
    answer = give_address(staff, cast_today, email)

    assert answer.status_code == 422
    assert "misalnya nama@kantor.go.id" in text_of(answer)


def test_a_wrong_code_confirms_nothing(cast_today, staff):
    give_address(staff, cast_today, "siti@contoh.go.id")

    answer = staff.post(f"{OWN}kode/", {"code": "AAAAAAAA"})

    assert answer.status_code == 422
    assert "Kode itu tidak cocok" in text_of(answer)
    cast_today.users["staff"].refresh_from_db()
    assert cast_today.users["staff"].email_confirmed_at is None


def test_a_code_is_good_for_its_own_address_alone(cast):
    user = cast.users["staff"]
    set_email(user=user, email="satu@contoh.go.id", by=user, at=cast.at())
    code = code_of(user)
    set_email(user=user, email="dua@contoh.go.id", by=user, at=cast.at())

    with pytest.raises(CodeWrong):
        confirm_email(user=user, code=code, by=user, at=cast.at())
    with pytest.raises(AddressUnfit):
        set_email(user=user, email="x" * 300 + "@contoh.go.id", by=user, at=cast.at())


def test_the_trail_does_not_keep_the_address(cast_today, staff):
    give_address(staff, cast_today, "siti@contoh.go.id")

    event = AuditEvent.objects.get(action="accounts.set_email")
    assert "siti@" not in str(vars(event))


def test_codes_cannot_be_used_to_flood_a_stranger(cast_today, staff):
    give_address(staff, cast_today, "korban@contoh.go.id")
    for _number in range(8):
        page = staff.post(f"{OWN}kode/", {"again": "1"}, follow=True)

    assert len(mail.outbox) == post.TRIALS
    assert "Coba lagi sejam lagi" in text_of(page)


def test_an_address_can_be_taken_away(cast_today, staff):
    give_address(staff, cast_today, "siti@contoh.go.id")

    page = text_of(give_address(staff, cast_today, ""))

    assert "Surel Anda dihapus" in page


def test_a_mail_server_that_fails_leaves_the_address_kept(
    cast_today, staff, monkeypatch
):
    def broken() -> None:
        raise ConnectionRefusedError("ditolak")

    monkeypatch.setattr(post, "get_connection", broken)
    page = text_of(give_address(staff, cast_today, "siti@contoh.go.id"))

    assert "Alamat disimpan." in page
    cast_today.users["staff"].refresh_from_db()
    assert cast_today.users["staff"].email == "siti@contoh.go.id"


def test_a_person_switches_kinds_off(cast_today, staff):
    staff.post(OWN, {"kinds": ["overdue", "nudged"], "by_email": "1"})

    row = ReminderChoice.objects.get()
    assert row.switched_off == ["returned", "due", "to_verify", "below", "targets"]
    assert row.by_email
    page = staff.get(OWN).content.decode()
    assert page.count("checked") == 3


def test_what_the_office_demands_is_shown_with_its_basis_and_cannot_be_switched_off(
    cast_today, staff
):
    actions.set_reminders(
        office=cast_today.office,
        rules=actions.Rules(
            obligatory=("overdue",), obligatory_basis="Surat edaran kepala dinas 4/2026"
        ),
        by=cast_today.viewer("planner"),
        at=cast_today.at(),
    )
    staff.post(OWN, {"kinds": []})

    page = text_of(staff.get(OWN))

    assert "Tidak dapat dimatikan." in page
    assert "Surat edaran kepala dinas 4/2026" in page
    assert "overdue" not in ReminderChoice.objects.get().switched_off


def test_a_calendars_address_is_shown_once(cast_today, staff):
    made = staff.post(f"{OWN}kalender/")

    url = made.context["calendar_url"]
    assert url.startswith("http://testserver/kalender/")
    assert "no-store" in made["Cache-Control"]
    assert url.removeprefix("http://testserver") not in staff.get(OWN).content.decode()
    assert Client().get(url).status_code == 200


def test_an_account_without_a_person_is_told_why_it_has_no_reminders(cast_today):
    from tolok.accounts import actions as accounts
    from tolok.records.actions import System

    user = accounts.create_user(
        username="mesin",
        name="Mesin",
        password=cast_today.password,
        by=System(),
        at=cast_today.at(),
    )
    client = Client()
    client.force_login(user, backend="tolok.accounts.backends.PasswordBackend")

    assert "bukan milik seorang pegawai" in text_of(client.get(OWN))
    assert client.post(f"{OWN}kalender/").status_code == 403


# ---------------------------------------------------------------- the office


def whole_rules(**changes: str) -> dict[str, object]:
    """Return the form of the rules as a planner sends it."""
    return {
        "is_on": "on",
        "by_email": "on",
        "days_before": "5, 2",
        "days_after": "1",
        "from_hour": "9",
        "until_hour": "12",
        "verify_days": "4",
        "superior_days": "",
        "closing": "Hubungi pesawat 12.",
        "keep_days": "90",
    } | changes


def test_a_planner_sets_how_the_office_reminds(cast_today):
    answer = sign_in(cast_today, "planner").post(RULES, whole_rules(), follow=True)

    assert "Aturan pengingat kantor disimpan." in text_of(answer)
    row = ReminderSetting.objects.get()
    assert (row.days_before, row.days_after) == ([5, 2], [1])
    assert (row.from_hour, row.until_hour, row.superior_days) == (9, 12, None)
    assert AuditEvent.objects.filter(action="reminders.set_reminders").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"days_before": "tiga"}, "dipisah koma"),
        ({"days_before": "-1"}, "dipisah koma"),
        ({"days_before": "99"}, "dari 0 sampai 60"),
        ({"until_hour": "8"}, "Jam selesai harus sesudah jam mulai"),
        ({"from_hour": ""}, "Isi dengan bilangan."),
        ({"keep_days": "1"}, "30 sampai"),
        ({"obligatory": "due"}, "Tulis dasar atau alasannya"),
    ],
)
def test_a_rule_that_cannot_be_used_is_explained_and_nothing_is_lost(
    cast_today, change, said
):
    answer = sign_in(cast_today, "planner").post(RULES, whole_rules(**change))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Hubungi pesawat 12." in text_of(answer)
    assert not ReminderSetting.objects.exists()


def test_the_preview_shows_every_kind_and_the_offices_own_closing(cast_today):
    planner = sign_in(cast_today, "planner")
    planner.post(RULES, whole_rules())

    page = text_of(planner.get(f"{RULES}surat/"))

    assert page.count("Melewati tenggat, masih dapat dikirim") == 2
    assert page.count("Hubungi pesawat 12.") == 2


def test_a_planner_sends_a_trial_to_the_own_confirmed_address_only(cast_today):
    planner = sign_in(cast_today, "planner")
    page = text_of(planner.post(f"{RULES}uji/", follow=True))
    assert "belum dikonfirmasi" in page
    user = cast_today.users["planner"]
    set_email(user=user, email="dian@contoh.go.id", by=user, at=cast_today.at())
    confirm_email(user=user, code=code_of(user), by=user, at=cast_today.at())

    page = text_of(planner.post(f"{RULES}uji/", {"to": "lain@x.id"}, follow=True))

    assert "Kiriman uji terkirim ke dian@contoh.go.id." in page
    assert [m.to for m in mail.outbox] == [["dian@contoh.go.id"]]


def test_the_log_says_to_whom_about_what_when_and_why_not(cast_today):
    digest.remind_office(office=cast_today.office, at=cast_today.at())

    page = text_of(sign_in(cast_today, "planner").get(f"{SENT}?orang=Siti"))

    assert "Siti Nurjanah, S.I.Pust." in page
    assert "2 mendekati tenggat" in page
    assert "Belum ada surel" in page
    assert "Made Suryawan" not in page


def test_a_filter_that_makes_no_sense_is_explained(cast_today):
    answer = sign_in(cast_today, "planner").get(f"{SENT}?dari=kemarin&keadaan=x")

    assert answer.status_code == 422
    assert "Tulis tanggal yang ada di kalender." in text_of(answer)


def test_the_log_of_another_office_stays_there(cast_today):
    digest.remind_office(office=cast_today.office, at=cast_today.at())

    page = text_of(sign_in(cast_today, "stranger_planner").get(SENT))

    assert "Siti" not in page


def test_pages_of_reminders_ask_few_queries(cast_today):
    digest.remind_office(office=cast_today.office, at=cast_today.at())
    planner = sign_in(cast_today, "planner")

    assert_queries("pengingat, saya", sign_in(cast_today, "staff"), OWN)
    assert_queries("pengingat, aturan", planner, RULES)
    assert_queries("pengingat, surat", planner, f"{RULES}surat/")
    assert_queries("pengingat, catatan", planner, SENT)


def test_the_log_asks_no_more_as_it_grows(cast_today):
    digest.remind_office(office=cast_today.office, at=cast_today.at())

    assert_no_growth(
        sign_in(cast_today, "planner"),
        SENT,
        lambda: digest.remind_office(
            office=cast_today.office, at=cast_today.at(cast_today.day + timedelta(2))
        ),
    )


# ---------------------------------------------------------------- the nudge


def test_a_superior_nudges_one_report_and_sees_that_it_was_nudged(cast_today):
    client = sign_in(cast_today, "kabid")
    row = cast_today.realisation("staff", "Dilayani")

    page = text_of(
        client.post(
            f"{MISSING}ingatkan/",
            {"periode": row.period_id, "realisasi": row.pk},
            follow=True,
        )
    )

    assert "1 orang diingatkan." in page
    assert page.count("Sudah diingatkan hari ini") == 1
    assert Nudge.objects.get().realisation == row


def test_a_superior_nudges_the_whole_list(cast_today):
    client = sign_in(cast_today, "kabid")
    period = cast_today.quarters[0].pk

    page = text_of(client.post(f"{MISSING}ingatkan/", {"periode": period}, follow=True))

    assert "2 orang diingatkan." in page
    again = client.post(f"{MISSING}ingatkan/", {"periode": period})
    assert again.status_code == 409
    assert "sudah diingatkan hari ini" in text_of(again)


def test_an_inspector_sees_what_is_missing_but_no_button(cast_today):
    page = text_of(sign_in(cast_today, "inspector").get(MISSING))

    assert "Jumlah Pemustaka yang Dilayani" in page
    assert "Ingatkan" not in page


def test_nobody_nudges_people_of_others(cast_today):
    row = cast_today.realisation("staff", "Dilayani")
    data = {"periode": row.period_id, "realisasi": row.pk}

    for key, status in (
        *(("archivist", 403), ("inspector", 403), ("colleague", 403)),
        *(("stranger_planner", 404), ("secretary", 409)),
    ):
        answer = sign_in(cast_today, key).post(f"{MISSING}ingatkan/", data)
        assert answer.status_code == status, key
    assert not Nudge.objects.exists()


def test_a_nudge_for_what_is_no_id_leads_nowhere(cast_today):
    client = sign_in(cast_today, "kabid")

    for data in ({"periode": "x"}, {"periode": "1e9"}, {}, {"periode": "9" * 30}):
        assert client.post(f"{MISSING}ingatkan/", data).status_code == 404


# ---------------------------------------------------------------- the list of news


def test_news_are_filtered_and_marked_as_read_one_by_one(cast_today):
    digest.remind_office(office=cast_today.office, at=cast_today.at())
    submit(cast_today, "staff", Entry(value="1.600"), words="Dilayani")
    client = sign_in(cast_today, "kabid")

    page = text_of(client.get("/pemberitahuan/?apa=pengingat"))
    assert "Yang menunggu Anda hari itu" in page
    assert "mengirim realisasi" not in page

    notice = Notice.objects.get(
        person_id=cast_today.people["kabid"].pk, kind="reminders.digest"
    )
    answer = client.post(f"/pemberitahuan/{notice.pk}/dibaca/", {"apa": "baru"})
    assert answer["Location"] == "/pemberitahuan/?apa=baru"
    assert "Yang menunggu Anda hari itu" not in text_of(
        client.get("/pemberitahuan/?apa=baru")
    )


def test_a_reminder_leads_to_what_waits(cast_today):
    digest.remind_office(office=cast_today.office, at=cast_today.at())
    notice = Notice.objects.get(
        person_id=cast_today.people["staff"].pk, kind="reminders.digest"
    )

    answer = sign_in(cast_today, "staff").post(f"/pemberitahuan/{notice.pk}/")

    assert answer["Location"] == "/beranda/"


def test_a_filter_that_is_not_there_is_not_found(cast_today):
    client = sign_in(cast_today, "staff")

    assert client.get("/pemberitahuan/?apa=semuanya").status_code == 404


def test_nobody_marks_the_news_of_others(cast_today):
    digest.remind_office(office=cast_today.office, at=cast_today.at())
    notice = Notice.objects.get(
        person_id=cast_today.people["kabid"].pk, kind="reminders.digest"
    )

    answer = sign_in(cast_today, "staff").post(f"/pemberitahuan/{notice.pk}/dibaca/")

    assert answer.status_code == 404


# ---------------------------------------------------------------- mails as files


def test_without_a_server_mails_are_files_for_their_owner_alone(settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path / "mail"
    letter = EmailMessage(
        "Perihal é", "Isi", to=["a@contoh.go.id"], headers={"Message-ID": "<../x-1@y>"}
    )

    FolderBackend().send_messages([letter])

    (place,) = Path(settings.MAIL_FOLDER).iterdir()
    assert place.name == "x-1.eml"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert b"To: a@contoh.go.id" in place.read_bytes()


def test_the_newest_reminders_of_a_person_stand_on_the_own_page(cast_today, staff):
    digest.remind_office(office=cast_today.office, at=cast_today.at())

    assert "2 mendekati tenggat" in text_of(staff.get(OWN))
    assert Reminder.objects.filter(person=cast_today.people["staff"]).count() == 1
