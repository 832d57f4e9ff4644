"""Weights on screen: typed as an official does, added up in sight, kept as versions."""

from decimal import Decimal

from tests.measurement.reporting import submit, verify
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import sign_in, text_of
from tests.web.test_registry import double_the_office
from tolok.measurement.entries import Entry
from tolok.planning.models import Weight
from tolok.scoring.models import RollUp


WHY = {"obstacles": "Ruang baca diperbaiki.", "follow_up": "Dibuka lagi di April."}


def url(cast) -> str:
    return f"/perencanaan/bobot/?tahun=2026&unit={cast.units['u4'].pk}"


def name(cast, words: str) -> str:
    return f"w-indicator-{cast.indicator(words).pk}"


def typed(cast, first: str, second: str, **more: str) -> dict[str, str]:
    return {
        name(cast, "Indeks Kepuasan"): first,
        name(cast, "Jumlah Keluhan"): second,
        "step": "keep",
        **more,
    }


def test_without_weights_the_page_says_that_all_count_alike(cast_today):
    page = text_of(sign_in(cast_today, "planner").get(url(cast_today)))

    assert "Semua dihitung sama: belum ada bobot di sini" in page
    assert "Kepala Bidang Layanan Perpustakaan" in page
    assert "Indeks Kepuasan" in page


def test_weights_are_set_from_the_page_and_every_number_rests_on_them(cast_today):
    client = sign_in(cast_today, "planner")
    for words, entry in (
        ("Indeks", Entry("84")),
        ("Keluhan", Entry("15", **WHY)),
    ):
        verify(cast_today, submit(cast_today, "kabid", entry, words=words), "head")

    answer = client.post(url(cast_today), typed(cast_today, "75", "25"), follow=True)

    assert "2 bobot disimpan" in text_of(answer)
    assert "Bobot di halaman ini berjumlah 100 %" in text_of(answer)
    row = RollUp.objects.get(
        level="objective",
        objective=cast_today.indicator("Indeks Kepuasan").objective,
        period=cast_today.quarters[0],
    )
    assert row.basis["weights"] == ["75.00", "25.00"]


def test_a_sum_that_is_not_100_is_kept_and_told_on_the_page_and_in_the_origin(
    cast_today,
):
    client = sign_in(cast_today, "planner")
    for words, entry in (
        ("Indeks", Entry("84")),
        ("Keluhan", Entry("15", **WHY)),
    ):
        verify(cast_today, submit(cast_today, "kabid", entry, words=words), "head")

    answer = client.post(url(cast_today), typed(cast_today, "60", "30"), follow=True)

    page = text_of(answer)
    assert "1 jumlah bobot belum 100 %" in page
    assert "Berjumlah 90 %, bukan 100 %. Capaian dibagi dengan jumlah" in page
    row = RollUp.objects.get(
        level="objective",
        objective=cast_today.indicator("Indeks Kepuasan").objective,
        period=cast_today.quarters[0],
    )
    origin = text_of(client.get(f"/dasbor/asal/{row.pk}/"))
    assert "Bobotnya berjumlah 90 %, bukan 100 %" in origin


def test_what_is_no_weight_stands_in_its_cell_and_nothing_is_saved(cast_today):
    client = sign_in(cast_today, "planner")

    answer = client.post(url(cast_today), typed(cast_today, "tujuh puluh", "30"))

    assert answer.status_code == 422
    page = text_of(answer)
    assert 'value="tujuh puluh"' in page
    assert 'value="30"' in page
    assert "Yang sudah Anda tulis masih ada." in page
    assert not Weight.objects.exists()


def test_a_changed_weight_asks_for_the_reason_and_the_history_shows_it(cast_today):
    client = sign_in(cast_today, "planner")
    client.post(url(cast_today), typed(cast_today, "60", "40"))

    refused = client.post(url(cast_today), typed(cast_today, "70", "30"))

    assert refused.status_code == 422
    assert "Tulis alasan perubahannya" in text_of(refused)
    assert 'value="70"' in text_of(refused)
    kept = client.post(
        url(cast_today),
        typed(cast_today, "70", "30", reason="Disepakati rapat 5 April"),
        follow=True,
    )
    assert "Riwayat bobot jabatan ini" in text_of(kept)
    assert "Disepakati rapat 5 April" in text_of(kept)
    assert Weight.objects.filter(is_current=False).count() == 2


def test_blank_weights_are_filled_evenly_without_being_saved(cast_today):
    client = sign_in(cast_today, "planner")

    page = text_of(client.post(url(cast_today), {"step": "even"}))

    assert "belum ada yang disimpan" in page
    assert page.count('value="50"') >= 2
    assert not Weight.objects.exists()


def test_who_saved_in_between_is_not_overwritten(cast_today):
    client = sign_in(cast_today, "planner")
    position = cast_today.positions["p06"]
    client.post(url(cast_today), typed(cast_today, "60", "40"))

    answer = client.post(
        url(cast_today),
        typed(cast_today, "50", "50", reason="Rata", **{f"seen-{position.pk}": "0"}),
    )

    assert answer.status_code == 409
    assert "sudah diubah orang lain" in text_of(answer)
    current = Weight.objects.filter(is_current=True).values_list("percent", flat=True)
    assert set(current) == {Decimal(60), Decimal(40)}


def test_one_position_is_shown_alone(cast_today):
    client = sign_in(cast_today, "planner")
    position = cast_today.positions["p06"]

    page = text_of(client.get(f"{url(cast_today)}&jabatan={position.pk}"))

    assert "Lihat semua jabatan di" in page
    assert client.get(f"{url(cast_today)}&jabatan=999999").status_code == 200


def test_weights_ask_few_queries_whatever_the_size_of_the_office(cast_today):
    client = sign_in(cast_today, "planner")
    client.post(url(cast_today), typed(cast_today, "60", "40"))

    assert_queries("perencanaan, bobot", client, url(cast_today))
    assert_no_growth(client, url(cast_today), lambda: double_the_office(cast_today))
