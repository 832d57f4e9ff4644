"""The dashboard and every passport can be read as they were at the end of a past day."""

import re

import pytest
from django.test import Client

from tests.cast import Cast, scene
from tests.web.doing import send, sign_in, text_of, verify
from tests.web.test_as_at import go_on
from tests.web.test_registry import LOW
from tolok.planning.unit_weights import LevelWeights, set_unit_weights
from tolok.scoring.models import RollUp


THEN = "2026-04-06"


@scene
def reported(cast_today: Cast) -> Cast:
    """Two verified, two waiting for their verifier, all on one day."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    verify(cast_today, send(cast_today, "archivist", "Boks", LOW), "acting")
    send(cast_today, "clerk", "Surat")
    send(cast_today, "kabid", "Keluhan")
    return cast_today


def digits(client: Client, url: str) -> list[str]:
    """Return the percentages and decimals that the body of a page says, in order."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    page = text_of(answer)
    body = page[page.index("<main") :] if "<main" in page else page
    return re.findall(r"\d[\d.]*,\d+", re.sub(r"<svg.*?</svg>", "", body, flags=re.S))


def change(cast: Cast) -> None:
    """Much is otherwise two days later, weights of a unit among it."""
    go_on(cast)
    set_unit_weights(
        year=cast.year,
        weights=[
            LevelWeights(
                cast.units["u1"],
                {cast.positions["p01"].pk: 10},
                {cast.units[k].pk: n for k, n in (("u2", 10), ("u4", 60), ("u5", 20))},
            )
        ],
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def test_the_dashboard_of_a_past_day_has_the_digits_of_that_evening(
    reported: Cast,
) -> None:
    client = sign_in(reported, "head")
    url = f"/dasbor/?periode={reported.quarters[0].pk}"
    stood = digits(client, url)
    change(reported)

    again = digits(client, f"{url}&pada={THEN}")
    page = text_of(client.get(f"{url}&pada={THEN}"))

    assert again == stood != digits(client, url)
    assert "Keadaan per 6 April 2026" in page
    assert f"pada={THEN}" in page


def test_every_number_of_a_past_day_opens_into_what_it_came_from_then(
    reported: Cast,
) -> None:
    client = sign_in(reported, "head")
    rows = list(RollUp.objects.filter(period=reported.quarters[0]).order_by("pk"))
    stood = {row.pk: digits(client, f"/dasbor/asal/{row.pk}/") for row in rows}
    levels = {row.level for row in rows}
    assert levels >= {"indicator", "objective", "position", "unit", "office", "seat"}
    assert "person" in levels
    change(reported)

    for row in rows:
        url = f"/dasbor/asal/{row.pk}/"
        if RollUp.objects.filter(pk=row.pk).exists():
            assert digits(client, f"{url}?pada={THEN}") == stood[row.pk], row.key

    office = next(row for row in rows if row.level == "office")
    now = text_of(client.get(f"/dasbor/asal/{office.pk}/"))
    assert "dihitung menurut bobotnya" in now
    assert "Lihat angka sekarang" in text_of(
        client.get(f"/dasbor/asal/{office.pk}/?pada={THEN}")
    )


def test_an_indicator_of_a_past_day_shows_the_passport_that_was_known_then(
    reported: Cast,
) -> None:
    client = sign_in(reported, "head")
    row = reported.realisation("staff", "Koleksi")
    url = f"/registri/indikator/{row.indicator_id}/?orang={row.person_id}"
    stood = digits(client, url)
    change(reported)

    again = digits(client, f"{url}&pada={THEN}")

    assert again == stood != digits(client, url)
    boxes = reported.realisation("archivist", "Boks")
    url = f"/registri/indikator/{boxes.indicator_id}/?orang={boxes.person_id}"
    assert "Target versi 1" in text_of(client.get(f"{url}&pada={THEN}"))


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-05-01", "belum tiba"),
        ("kemarin", "bukan tanggal"),
        ("2025-12-31", "belum dimulai"),
    ],
)
def test_a_day_that_cannot_be_asked_for_is_told_and_the_page_of_now_stays(
    reported: Cast, day: str, says: str
) -> None:
    client = sign_in(reported, "head")
    office = RollUp.objects.get(level="office", period=reported.quarters[0])

    answer = client.get(f"/dasbor/?periode={reported.quarters[0].pk}&pada={day}")

    assert answer.status_code == 422
    assert says in text_of(answer)
    origin = client.get(f"/dasbor/asal/{office.pk}/?pada={day}")
    assert origin.status_code == 422
    assert "Lihat angka sekarang" in text_of(origin)
