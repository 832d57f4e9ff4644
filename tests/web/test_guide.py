"""The first-run guide, help for each role, and an office set up from nothing."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.cast import Cast
from tests.web.baseline import assert_queries
from tests.web.doing import send, sign_in, text_of, verify
from tolok.accounts import actions as accounts
from tolok.accounts.models import User
from tolok.organisation.models import Office
from tolok.planning.models import Target
from tolok.records.actions import System
from tolok.records.models import AuditEvent
from tolok.registry.models import Definition
from tolok.reporting import issuing
from tolok.reporting.enums import DocumentKind
from tolok.reporting.first_steps import FirstStep, first_progress


OFFICE = {
    "region_name": "Kabupaten Sukamaju",
    "name": "Dinas Perikanan",
    "short_name": "Dinas Ikan",
    "time_zone": "Asia/Makassar",
}


def states(cast: Cast) -> dict[FirstStep, tuple[int, int]]:
    progress = first_progress(for_user=cast.viewer("planner"))
    assert progress is not None
    return {part.step: (part.done, part.total) for part in progress.parts}


@pytest.fixture
def newcomer(db) -> Client:
    """An administrator of a Tolok in which there is nothing yet."""
    user = accounts.create_user(
        username="baru",
        name="Rizky Hakim",
        password="Sandi-Uji-2026",
        is_administrator=True,
        by=System(),
        at=datetime(2026, 4, 6, 9, tzinfo=UTC),
    )
    client = Client()
    client.force_login(user, backend="tolok.accounts.backends.PasswordBackend")
    return client


# ---------------------------------------------------------------- from nothing


def test_who_has_no_office_sets_one_up_and_is_shown_the_first_step(newcomer):
    first = newcomer.get("/beranda/", follow=True)
    after = newcomer.post("/kantor/baru/", OFFICE, follow=True)

    assert "Mulai dari kantor Anda" in text_of(first)
    page = text_of(after)
    assert "Mulai dari keputusan (SK), Rizky." in page
    assert "0 dari 11 langkah selesai" in page
    assert re.findall(r'btn-primary" href="([^"]+)"', page) == ["/sk/unggah/"]
    assert Office.objects.get().time_zone == "Asia/Makassar"


def test_a_tolok_without_accounts_says_how_the_first_is_made(db, client):
    empty = text_of(client.get("/masuk/"))
    accounts.create_user(
        username="satu",
        name="Satu",
        password="Sandi-Uji-2026",
        by=System(),
        at=datetime(2026, 4, 6, 9, tzinfo=UTC),
    )

    assert "tolok user add admin" in empty
    assert "tolok user add" not in text_of(client.get("/masuk/"))


def test_an_office_is_set_up_once_and_what_was_typed_stays(newcomer):
    newcomer.post("/kantor/baru/", OFFICE)

    again = newcomer.post("/kantor/baru/", OFFICE)
    blank = newcomer.post("/kantor/baru/", OFFICE | {"name": ""})

    assert again.status_code == blank.status_code == 422
    assert "Kantor “Dinas Perikanan” sudah ada." in text_of(again)
    assert "Isi nama perangkat daerahnya." in text_of(blank)
    assert 'value="Dinas Ikan"' in text_of(blank)
    assert Office.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    [
        *("/dasbor/", "/dasbor/belum/", "/dasbor/perhatian/", "/dasbor/peringatan/"),
        *("/dasbor/rincian/", "/dasbor/banding/", "/dasbor/tahun/", "/sk/"),
        *("/registri/", "/perencanaan/", "/kantor/orang/"),
        *("/perencanaan/definisi/", "/perencanaan/definisi/terima/", "/laporan/"),
        *("/laporan/terbit/", "/laporan/lkjip/", "/pemeriksaan/", "/pengukuran/"),
        *("/pemeriksaan/temuan/", "/target/usulan/", "/verifikasi/", "/sk/banding/"),
    ],
)
def test_every_list_of_an_empty_office_says_why_it_is_empty(newcomer, path):
    newcomer.post("/kantor/baru/", OFFICE)

    answer = newcomer.get(path, follow=True)

    assert answer.status_code == 200
    assert 't-empty"' in answer.content.decode()


# ---------------------------------------------------------------- the guide


def test_a_step_is_done_only_where_the_rows_say_so(cast_today):
    before = states(cast_today)
    row = send(cast_today, "staff", "Koleksi")
    sent = states(cast_today)
    verify(cast_today, row, "kabid")
    verified = states(cast_today)

    assert before[FirstStep.ADOPT] == before[FirstStep.YEAR] == (1, 1)
    assert before[FirstStep.WINDOW] == (1, 1)
    assert before[FirstStep.REPORT] == (0, 1)
    assert sent[FirstStep.REPORT] == (1, 1)
    assert sent[FirstStep.VERIFY] == (0, 1)
    assert verified[FirstStep.VERIFY] == (1, 1)
    assert verified[FirstStep.PRINT] == (0, 1)


def test_targets_and_definitions_are_counted_over_all_indicators(cast_today):
    whole = states(cast_today)
    one = Definition.objects.filter(
        is_current=True, indicator__position__office=cast_today.office
    ).first()
    Definition.objects.filter(pk=one.pk).update(decided_at=None, decided_by="")
    Target.objects.filter(indicator_id=one.indicator_id, period=None).delete()

    left = states(cast_today)

    for step in (FirstStep.DEFINITIONS, FirstStep.TARGETS):
        done, total = whole[step]
        assert left[step][1] == total
        assert left[step][0] <= done
    assert left[FirstStep.DEFINITIONS][0] == whole[FirstStep.DEFINITIONS][0] - 1


def test_the_guide_goes_when_something_is_verified_and_printed(cast_today):
    planner = sign_in(cast_today, "planner")
    shown = text_of(planner.get("/beranda/"))
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    issuing.issue_document(
        wanted=issuing.Wanted(kind=DocumentKind.RECAP, period=cast_today.quarters[0]),
        once="0" * 32,
        address="https://kinerja.kantor.example",
        file_name=lambda laid: f"{laid.frame.period}.pdf",
        by=cast_today.viewer("planner"),
        at=cast_today.at(),
    )

    after = text_of(planner.get("/beranda/"))

    assert "Dari keputusan sampai laporan pertama" in shown
    assert "Dari keputusan sampai laporan pertama" not in after
    assert "Dari keputusan sampai laporan pertama" in text_of(planner.get("/bantuan/"))


def test_the_guide_is_put_away_and_found_again_in_the_help(cast_today):
    planner = sign_in(cast_today, "planner")

    hidden = text_of(planner.post("/bantuan/panduan/", follow=True))
    helped = text_of(planner.get("/bantuan/"))
    back = text_of(planner.post("/bantuan/panduan/", {"tampil": "ya"}, follow=True))

    assert "Panduan disembunyikan. Bukalah lagi di Bantuan." in hidden
    assert "langkah selesai" not in hidden
    assert "Tampilkan lagi di Beranda" in helped
    assert "langkah selesai" in back


def test_only_planners_are_guided(cast_today):
    for who in ("staff", "kabid", "head", "inspector", "administrator"):
        assert first_progress(for_user=cast_today.viewer(who)) is None
        assert "langkah selesai" not in text_of(
            sign_in(cast_today, who).get("/beranda/")
        )


def test_the_help_shows_ones_own_role_first(cast_today):
    page = text_of(sign_in(cast_today, "kabid").get("/bantuan/"))

    others = page.index("Peran lain")
    assert page.index("Pegawai: melaporkan realisasi") < others
    assert page.index("Atasan: memverifikasi") < others
    assert others < page.index("Perencana: dari keputusan sampai laporan")
    assert_queries("bantuan", sign_in(cast_today, "planner"), "/bantuan/")


# ---------------------------------------------------------------- accounts


def without_account(cast_today):
    person = cast_today.people["archivist"]
    person.user = None
    person.save(update_fields=["user"])
    return person.placements.get()


def test_a_holder_gets_an_account_whose_password_is_shown_once(cast_today):
    seat = without_account(cast_today)
    clerk = sign_in(cast_today, "administrator")
    page = text_of(clerk.get(f"/kantor/orang/{seat.position_id}/"))

    shown = text_of(
        clerk.post(f"/kantor/penempatan/{seat.pk}/akun/", {"username": "fitri.amalia"})
    )

    assert 'value="fitri.amalia"' in page
    password = re.search(r"Kata sandi sementara</dt><dd>([^<]+)<", shown)[1]
    made = User.objects.get(username="fitri.amalia")
    assert made.check_password(password)
    assert made.must_change_password
    seat.person.refresh_from_db()
    assert seat.person.user == made
    event = AuditEvent.objects.get(action="organisation.give_account")
    assert password not in str(event.after)
    again = clerk.post(
        f"/kantor/penempatan/{seat.pk}/akun/", {"username": "lain"}, follow=True
    )
    assert "sudah punya akun" in text_of(again)


@pytest.mark.parametrize(
    ("username", "said"),
    [
        ("", "Isi nama penggunanya."),
        ("Fitri Amalia", "huruf kecil, angka, titik, atau garis"),
        ("kabid", "sudah dipakai"),
    ],
)
def test_a_name_that_does_not_fit_gives_no_account(cast_today, username, said):
    seat = without_account(cast_today)
    taken = cast_today.users["kabid"].username
    name = taken if username == "kabid" else username

    answer = sign_in(cast_today, "administrator").post(
        f"/kantor/penempatan/{seat.pk}/akun/", {"username": name}, follow=True
    )

    assert said in text_of(answer)
    assert not AuditEvent.objects.filter(action="organisation.give_account").exists()
