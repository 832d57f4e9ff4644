"""Checks while a result is typed, and the same ones when it is sent."""

import pytest

from tests.cast import Cast
from tests.web.doing import attach, past_values, send, sign_in, text_of
from tolok.measurement import actions
from tolok.measurement.entries import Entry
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.models import Realisation


@pytest.fixture
def dilayani(cast_today: Cast) -> Realisation:
    """A count with a target of 1.500 and three verified quarters near it."""
    past_values(cast_today, "staff", "Dilayani", [1500, 1550, 1600])
    return cast_today.realisation("staff", "Dilayani")


def typed(row: Realisation, **fields: str) -> dict[str, str]:
    return {"revision": str(row.revision), "act": "send", **fields}


def test_an_outlier_is_told_while_typing_with_its_method(
    cast_today: Cast, dilayani: Realisation
) -> None:
    page = sign_in(cast_today, "staff").post(
        f"/pengukuran/{dilayani.pk}/pratinjau/", typed(dilayani, value="15.500")
    )

    text = text_of(page)
    assert "Biasanya sekitar 1.550 orang (nilai tengah 3 periode" in text
    assert 'name="sure"' in page.content.decode()


def test_without_a_script_the_same_question_comes_at_the_sending(
    cast_today: Cast, dilayani: Realisation
) -> None:
    attach(cast_today, dilayani, "staff")
    dilayani.refresh_from_db()
    staff = sign_in(cast_today, "staff")

    asked = staff.post(f"/pengukuran/{dilayani.pk}/", typed(dilayani, value="15500"))
    sent = staff.post(
        f"/pengukuran/{dilayani.pk}/", typed(dilayani, value="15500", sure="on")
    )

    assert asked.status_code == 422
    assert 'value="15500"' in asked.content.decode()
    assert 'name="sure"' in asked.content.decode()
    assert sent.status_code == 302
    dilayani.refresh_from_db()
    assert dilayani.status == Status.SUBMITTED


def test_what_is_still_missing_is_listed_while_typing(
    cast_today: Cast, dilayani: Realisation
) -> None:
    staff = sign_in(cast_today, "staff")
    low = typed(dilayani, value="1.400")

    bare = text_of(staff.post(f"/pengukuran/{dilayani.pk}/pratinjau/", low))
    attach(cast_today, dilayani, "staff")
    told = text_of(
        staff.post(
            f"/pengukuran/{dilayani.pk}/pratinjau/",
            low | {"obstacles": "Banjir.", "follow_up": "Mei."},
        )
    )

    assert "Bukti kurang 1." in bare
    assert "Hambatan belum ditulis" in bare
    assert "Tindak lanjut belum ditulis." in bare
    assert "Yang masih kurang" not in told


def test_a_swapped_fraction_is_told_while_typing(cast_today: Cast) -> None:
    row = cast_today.realisation("staff", "Koleksi")

    page = text_of(
        sign_in(cast_today, "staff").post(
            f"/pengukuran/{row.pk}/pratinjau/",
            typed(row, numerator="180", denominator="90"),
        )
    )

    assert "Pembilang lebih besar daripada penyebut" in page


def test_two_readings_are_offered_as_two_buttons(cast_today: Cast) -> None:
    row = cast_today.realisation("kabid", "Kepuasan")
    page = sign_in(cast_today, "kabid").post(
        f"/pengukuran/{row.pk}/pratinjau/", typed(row, value="82.500")
    )

    html = page.content.decode()
    assert 'data-value="82500"' in html
    assert 'data-value="82,5"' in html
    assert "dapat dibaca 82500 atau 82,5" in text_of(page)


def test_two_readings_are_not_sent(cast_today: Cast) -> None:
    row = cast_today.realisation("kabid", "Kepuasan")

    page = sign_in(cast_today, "kabid").post(
        f"/pengukuran/{row.pk}/", typed(row, value="82.500")
    )

    assert page.status_code == 422
    assert 'value="82.500"' in page.content.decode()
    row.refresh_from_db()
    assert row.status == Status.OPEN


# ---------------------------------------------------------------- marks of the queue


def test_a_value_beyond_its_limits_is_looked_at_first(cast_today: Cast) -> None:
    send(cast_today, "staff", "Dilayani")
    send(cast_today, "staff", "Koleksi", Entry(numerator="190", denominator="180"))

    page = text_of(sign_in(cast_today, "kabid").get("/verifikasi/"))

    assert "Di luar batas" in page
    assert page.index("Persentase Koleksi") < page.index("Jumlah Pemustaka")


def test_a_late_edit_is_looked_at_first(cast_today: Cast) -> None:
    send(cast_today, "staff", "Dilayani")
    row = send(cast_today, "staff", "Koleksi")
    actions.withdraw_realisation(
        realisation=row, by=cast_today.viewer("staff"), at=cast_today.at(hour=10)
    )
    row.refresh_from_db()
    actions.submit_realisation(
        realisation=row,
        entry=Entry(numerator="171", denominator="180"),
        revision=row.revision,
        by=cast_today.viewer("staff"),
        at=cast_today.at(hour=11),
    )

    page = text_of(sign_in(cast_today, "kabid").get("/verifikasi/"))

    assert "Diubah setelah dikirim" in page
    assert "Pernah ditarik kembali dan diubah setelah dikirim" in page


def test_a_late_sending_is_looked_at_first(cast_today: Cast) -> None:
    from datetime import timedelta

    from tests.web.doing import move_window

    move_window(
        cast_today,
        cast_today.day - timedelta(days=5),
        cast_today.day - timedelta(days=1),
        cast_today.day + timedelta(days=5),
    )
    send(cast_today, "staff", "Dilayani")

    page = text_of(sign_in(cast_today, "kabid").get("/verifikasi/"))

    assert "Terlambat" in page
    assert "Dikirim setelah tenggat." in page


def test_who_leads_a_unit_finds_delegation_beside_the_queue(cast_today: Cast) -> None:
    page = sign_in(cast_today, "kabid").get("/verifikasi/")

    assert 'href="/verifikasi/pelimpahan/"' in page.content.decode()
