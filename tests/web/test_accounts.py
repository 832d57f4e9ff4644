"""Who gets in, and what a person may change about the own account."""

import pytest
from django.test import Client

from tests.web.doing import sign_in, text_of
from tolok.accounts.enums import Role
from tolok.accounts.models import User
from tolok.organisation import actions as organisation
from tolok.records.actions import System
from tolok.records.models import AuditEvent


PAGES = [
    "/beranda/",
    "/lainnya/",
    "/akun/",
    "/akun/kata-sandi/",
    "/pengukuran/",
    "/pengukuran/1/",
    "/pengukuran/1/tautan/",
    "/verifikasi/",
    "/verifikasi/1/",
    "/bukti/1/",
]
POSTS = [
    "/pengukuran/1/draf/",
    "/pengukuran/1/pratinjau/",
    "/pengukuran/1/tarik/",
    "/pengukuran/1/bukti/",
    "/bukti/1/hapus/",
    "/verifikasi/sekaligus/",
    "/akun/tampilan/",
    "/akun/kantor/",
]
OWN = "Kata-Sandi-Baru-77"


def enter(client: Client, name: str, password: str, **more: str):
    return client.post(
        "/masuk/", {"username": name, "password": password, **more}, follow=False
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_page_asks_a_stranger_to_sign_in_first(client, db, page):
    response = client.get(page)

    assert response.status_code == 302
    assert response["Location"] == f"/masuk/?next={page}"


@pytest.mark.parametrize("page", POSTS)
def test_nothing_is_changed_without_signing_in(client, db, page):
    response = client.post(page)

    assert response.status_code == 302
    assert response["Location"] == f"/masuk/?next={page}"


def test_the_bare_address_leads_to_sign_in_or_home(client, cast_today):
    assert client.get("/")["Location"] == "/masuk/"
    assert sign_in(cast_today, "staff").get("/")["Location"] == "/beranda/"


def test_signing_in_leads_to_the_page_that_was_wanted(client, cast_today):
    cast_today.can_sign_in("staff")

    page = client.get("/masuk/?next=/pengukuran/")
    response = enter(client, "staff", cast_today.password, next="/pengukuran/")

    assert 'name="next" value="/pengukuran/"' in page.content.decode()
    assert response["Location"] == "/pengukuran/"


def test_signing_in_does_not_lead_to_another_site(client, cast_today):
    cast_today.can_sign_in("staff")

    response = enter(
        client, "staff", cast_today.password, next="https://jahat.example/"
    )

    assert response["Location"] == "/beranda/"


def test_capitals_in_the_user_name_do_not_matter(client, cast_today):
    cast_today.can_sign_in("staff")

    assert enter(client, "  Staff ", cast_today.password).status_code == 302


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, cast_today):
    cast_today.can_sign_in("staff")

    wrong = enter(client, "staff", "bukan-ini-sandinya")
    unknown = enter(client, "tidak.ada", "bukan-ini-sandinya")

    assert wrong.status_code == unknown.status_code == 422
    sentence = "Nama pengguna atau kata sandi tidak cocok."
    assert sentence in text_of(wrong)
    assert sentence in text_of(unknown)
    assert 'value="staff"' in wrong.content.decode()
    assert "bukan-ini-sandinya" not in wrong.content.decode()


def test_an_empty_sign_in_says_what_is_missing(client, db):
    response = enter(client, "", "")

    assert response.status_code == 422
    assert "Nama pengguna masih kosong." in text_of(response)
    assert "Kata sandi masih kosong." in text_of(response)


def test_the_door_closes_after_five_wrong_passwords(client, cast_today):
    cast_today.can_sign_in("staff", "kabid")
    answers = [enter(client, "staff", f"salah-{n}").status_code for n in range(5)]

    closed = enter(client, "staff", cast_today.password)
    other = enter(Client(), "kabid", cast_today.password)

    assert answers[:4] == [422] * 4
    assert closed.status_code == 429
    assert "Tunggu 15 menit" in text_of(closed)
    assert other.status_code == 302


def test_a_closed_account_does_not_get_in(client, cast_today):
    cast_today.can_sign_in("staff")
    User.objects.filter(username="staff").update(is_active=False)

    assert enter(client, "staff", cast_today.password).status_code == 422


def test_signing_out_ends_the_session_and_takes_a_press_of_a_button(cast_today):
    browser = sign_in(cast_today, "staff")

    assert browser.get("/keluar/").status_code == 405
    assert browser.post("/keluar/")["Location"] == "/masuk/"
    assert browser.get("/beranda/").status_code == 302


def test_the_account_page_tells_both_seats_of_an_acting_superior(cast_today):
    page = text_of(sign_in(cast_today, "acting").get("/akun/"))

    assert "Arsiparis Ahli Muda" in page
    assert "Plt. Kepala Bidang Kearsipan" in page
    assert "Atasan, Pegawai" in page


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_chosen_theme_is_kept_on_every_page(cast_today, theme):
    browser = sign_in(cast_today, "staff")

    browser.post("/akun/tampilan/", {"theme": theme})

    for page in ("/akun/", "/beranda/"):
        assert f'data-bs-theme="{theme}"' in browser.get(page).content.decode()


def test_without_a_choice_the_device_decides_the_theme(cast_today):
    browser = sign_in(cast_today, "staff")
    browser.post("/akun/tampilan/", {"theme": "dark"})

    browser.post("/akun/tampilan/", {"theme": ""})

    assert "data-bs-theme" not in browser.get("/akun/").content.decode()


def test_a_theme_that_does_not_exist_changes_nothing(cast_today):
    browser = sign_in(cast_today, "staff")
    browser.post("/akun/tampilan/", {"theme": "dark"})

    browser.post("/akun/tampilan/", {"theme": "merah"})

    assert 'data-bs-theme="dark"' in browser.get("/akun/").content.decode()


def test_a_changed_password_works_and_stands_in_the_trail(client, cast_today):
    cast_today.can_sign_in("staff")
    enter(client, "staff", cast_today.password)

    response = client.post(
        "/akun/kata-sandi/",
        {
            "old_password": cast_today.password,
            "new_password1": OWN,
            "new_password2": OWN,
        },
        follow=True,
    )

    assert "Kata sandi Anda sudah diganti." in text_of(response)
    assert enter(Client(), "staff", OWN).status_code == 302
    events = AuditEvent.objects.filter(action="accounts.change_own_password")
    assert events.get().actor_name == cast_today.users["staff"].name
    assert OWN not in str(list(AuditEvent.objects.values_list("before", "after")))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (("salah", OWN, OWN), "Kata sandi lama tidak cocok."),
        (("benar", OWN, OWN + "x"), "Kedua kata sandi baru tidak sama."),
        (("benar", "pendek", "pendek"), "10"),
        (("benar", "202610101010", "202610101010"), "angka"),
    ],
)
def test_an_unfit_new_password_is_refused_with_its_reason(cast_today, fields, sentence):
    cast_today.can_sign_in("staff")
    browser = sign_in(cast_today, "staff")
    old, new, again = fields

    response = browser.post(
        "/akun/kata-sandi/",
        {
            "old_password": cast_today.password if old == "benar" else "bukan-ini",
            "new_password1": new,
            "new_password2": again,
        },
    )

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not AuditEvent.objects.filter(action="accounts.change_own_password").exists()


@pytest.mark.parametrize("page", ["/beranda/", "/pengukuran/", "/akun/", "/lainnya/"])
def test_a_password_made_by_someone_else_must_be_replaced_first(cast_today, page):
    User.objects.filter(username="staff").update(must_change_password=True)
    browser = sign_in(cast_today, "staff")

    assert browser.get(page)["Location"] == "/akun/kata-sandi/"
    assert "sendiri dahulu" in text_of(browser.get("/akun/kata-sandi/"))


def test_a_page_that_does_not_exist_says_so_and_leads_on(cast_today):
    response = sign_in(cast_today, "staff").get("/tidak-ada/")

    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in text_of(response)
    assert "/beranda/" in response.content.decode()


def test_a_form_without_its_token_says_that_it_is_too_old(cast_today):
    browser = Client(enforce_csrf_checks=True)

    response = browser.post("/masuk/", {"username": "staff", "password": "x"})

    assert response.status_code == 403
    assert "Formulir sudah kedaluwarsa" in text_of(response)


@pytest.fixture
def of_two_offices(cast_today):
    """The inspector, who is planner of another office as well."""
    organisation.grant_role(
        user=cast_today.users["inspector"],
        office=cast_today.other_office,
        role=Role.PLANNER,
        starts_on=cast_today.day,
        by=System(),
        at=cast_today.at(),
    )
    return cast_today


def test_who_belongs_to_several_offices_chooses_which_to_look_at(of_two_offices):
    cast = of_two_offices
    browser = sign_in(cast, "inspector")
    assert cast.office.name in text_of(browser.get("/beranda/"))
    assert browser.get("/perencanaan/").status_code == 403

    answer = browser.post(
        "/akun/kantor/", {"office": cast.other_office.pk}, follow=True
    )

    assert f"Anda kini melihat {cast.other_office.name}." in text_of(answer)
    assert browser.get("/perencanaan/").status_code == 200
    assert browser.get(
        f"/registri/jabatan/{cast.positions['p07'].pk}/"
    ).status_code in {
        403,
        404,
    }


@pytest.mark.parametrize("wanted", ["secretariat", "nothing"])
def test_an_office_of_others_cannot_be_chosen(of_two_offices, wanted):
    cast = of_two_offices
    asked = {"secretariat": str(cast.secretariat.pk), "nothing": "x"}[wanted]

    answer = sign_in(cast, "inspector").post("/akun/kantor/", {"office": asked})

    assert answer.status_code == 404


def test_who_belongs_to_one_office_is_not_asked(cast_today):
    page = sign_in(cast_today, "staff").get("/akun/").content.decode()

    assert "/akun/kantor/" not in page
