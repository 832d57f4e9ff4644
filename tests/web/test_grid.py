"""The grid of entries: many at once, each kept by itself, nothing lost."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.web.baseline import assert_queries
from tests.web.doing import attach, past_values, send, sign_in, text_of
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.models import Realisation


URL = "/pengukuran/lembar/"


@pytest.fixture
def rows(cast_today: Cast) -> tuple[Realisation, Realisation]:
    """A ratio and a count of the librarian."""
    return (
        cast_today.realisation("staff", "Koleksi"),
        cast_today.realisation("staff", "Dilayani"),
    )


@pytest.fixture
def staff(cast_today: Cast) -> Client:
    return sign_in(cast_today, "staff")


def typed(*rows: Realisation, act: str = "draft", **fields: str) -> dict[str, str]:
    """Return a posted grid; `koleksi_numerator` goes to the first row, and so on."""
    found = {"act": act}
    for row in rows:
        found[f"revision-{row.pk}"] = str(row.revision)
    for name, text in fields.items():
        number, column = name.split("_", 1)
        found[f"{column}-{rows[int(number[1:])].pk}"] = text
    return found


def test_each_indicator_is_a_row_with_the_fields_of_its_definition(staff, rows):
    ratio, count = rows

    page = staff.get(URL).content.decode()

    for name in (
        f"numerator-{ratio.pk}",
        f"denominator-{ratio.pk}",
        f"value-{count.pk}",
    ):
        assert f'name="{name}"' in page
    assert f'name="value-{ratio.pk}"' not in page
    assert f'data-row-url="/pengukuran/{ratio.pk}/draf/"' in page


def test_all_that_was_typed_is_kept_at_once_without_a_script(staff, rows):
    answer = staff.post(
        URL,
        typed(*rows, r0_numerator="170", r0_denominator="180", r1_value="1.600"),
        follow=True,
    )

    assert "2 draf tersimpan" in text_of(answer)
    for row in rows:
        row.refresh_from_db()
        assert row.status == Status.DRAFT
    assert rows[1].value == 1600


def test_what_did_not_change_is_not_written_again(staff, rows):
    staff.post(URL, typed(*rows, r1_value="1.600"))
    for row in rows:
        row.refresh_from_db()

    answer = staff.post(URL, typed(*rows, r1_value="1.600"), follow=True)

    assert "Tidak ada yang berubah." in text_of(answer)
    assert rows[0].status == Status.OPEN


def test_a_fault_stands_in_its_cell_and_the_other_rows_are_kept(staff, rows):
    answer = staff.post(
        URL, typed(*rows, r0_numerator="170", r0_denominator="banyak", r1_value="1.600")
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="banyak"' in page
    assert f'aria-describedby="denominator-{rows[0].pk}-galat"' in page
    assert "1 baris lain sudah beres." in text_of(answer)
    rows[1].refresh_from_db()
    assert rows[1].value == 1600


def test_of_two_tabs_the_older_one_loses_nothing(staff, rows):
    staff.post(URL, typed(*rows, r1_value="1.600"))

    answer = staff.post(URL, typed(*rows, r1_value="1.700"))

    assert answer.status_code == 422
    assert "sudah berubah sejak Anda membukanya" in text_of(answer)
    assert 'value="1.700"' in answer.content.decode()
    rows[1].refresh_from_db()
    assert rows[1].value == 1600


def test_only_the_filled_and_complete_ones_are_sent(cast_today, staff, rows):
    attach(cast_today, rows[1], "staff")
    rows[1].refresh_from_db()

    answer = staff.post(URL, typed(*rows, act="send", r1_value="1.600"), follow=True)

    assert "1 realisasi terkirim" in text_of(answer)
    rows[0].refresh_from_db()
    rows[1].refresh_from_db()
    assert (rows[0].status, rows[1].status) == (Status.OPEN, Status.SUBMITTED)


def test_a_row_without_a_value_goes_through_with_its_reason_once_confirmed(staff, rows):
    why = {"r1_obstacles": "Survei baru selesai bulan depan."}

    asked = staff.post(URL, typed(*rows, act="send", **why))

    assert asked.status_code == 422
    assert "Memang dikirim tanpa angka" in text_of(asked)
    sure = {f"sure-{rows[1].pk}": "on"}
    sent = staff.post(URL, typed(*rows, act="send", **why) | sure, follow=True)
    assert "1 realisasi terkirim" in text_of(sent)
    for row in rows:
        row.refresh_from_db()
    assert rows[0].status == Status.OPEN
    assert rows[1].is_without_value


def test_what_is_missing_is_said_in_the_row(staff, rows):
    answer = staff.post(URL, typed(*rows, act="send", r1_value="1.400"))

    text = text_of(answer)
    assert answer.status_code == 422
    assert "Bukti masih kurang" in text
    assert "Hambatan masih kosong" in text
    rows[1].refresh_from_db()
    assert rows[1].status == Status.OPEN


def test_an_odd_value_is_confirmed_in_the_row(cast_today, staff, rows):
    past_values(cast_today, "staff", "Dilayani", [1500, 1550, 1600])
    attach(cast_today, rows[1], "staff")
    rows[1].refresh_from_db()
    form = typed(*rows, act="send", r1_value="15500")

    asked = staff.post(URL, form)
    sent = staff.post(URL, form | {f"sure-{rows[1].pk}": "on"})

    assert f'name="sure-{rows[1].pk}"' in asked.content.decode()
    assert sent.status_code == 302


def test_rows_of_somebody_else_are_passed_over_whatever_the_form_says(
    cast_today, staff, rows
):
    other = cast_today.realisation("colleague", "Dilayani")

    staff.post(
        URL, typed(*rows) | {f"value-{other.pk}": "9", f"revision-{other.pk}": "0"}
    )

    other.refresh_from_db()
    assert (other.status, other.value) == (Status.OPEN, None)


def test_a_form_without_its_revision_is_not_trusted(staff, rows):
    answer = staff.post(URL, {"act": "draft", f"value-{rows[1].pk}": "1.600"})

    assert answer.status_code == 422
    rows[1].refresh_from_db()
    assert rows[1].status == Status.OPEN


def test_what_was_sent_is_read_only(cast_today, staff):
    row = send(cast_today, "staff", "Dilayani")

    page = staff.get(URL).content.decode()

    assert f'name="value-{row.pk}"' not in page
    assert "1.600" in page


def test_after_the_window_nothing_can_be_typed(cast_today, staff, rows):
    from datetime import timedelta

    from tests.web.doing import move_window

    day = cast_today.day
    move_window(cast_today, day - timedelta(9), day - timedelta(5), day - timedelta(1))

    page = staff.get(URL).content.decode()
    staff.post(URL, typed(*rows, r1_value="1.600"))

    assert "data-row-url" not in page
    rows[1].refresh_from_db()
    assert rows[1].status == Status.OPEN


def test_the_list_leads_to_the_grid_where_there_is_more_than_one(staff, rows):
    assert URL in staff.get("/pengukuran/").content.decode()


def test_who_owes_nothing_is_told_so(cast_today):
    assert "Tidak ada yang perlu" in text_of(
        sign_in(cast_today, "administrator").get(URL)
    )


def test_the_grid_asks_few_queries(staff, rows):
    assert_queries("pengukuran, lembar", staff, URL)
