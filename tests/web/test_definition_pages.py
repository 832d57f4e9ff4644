"""Definitions in a grid, suggestions after a look, and units of measure, on screen."""

import pytest

from tests.cast import Cast
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import sign_in, text_of
from tolok.records.models import AuditEvent
from tolok.registry.models import Definition, UnitOfMeasure


GRID, ACCEPT, UNITS = (
    "/perencanaan/definisi/tabel/",
    "/perencanaan/definisi/terima/",
    "/perencanaan/satuan/",
)


def unaccept(cast: Cast, unit: str = "u1") -> int:
    path = cast.units[unit].path
    return Definition.objects.filter(
        indicator__position__unit__path__startswith=path
    ).update(decided_at=None, decided_by="")


def cell(cast: Cast, words: str, name: str, text: str) -> dict[str, str]:
    row = cast.definition(words)
    return {
        f"d-{row.indicator_id}-{name}": text,
        f"v-{row.indicator_id}": str(row.pk),
    }


def double(cast: Cast) -> None:
    for row in list(Definition.objects.select_related("indicator")):
        indicator = row.indicator
        indicator.pk, indicator.order = None, indicator.order + 50
        indicator._state.adding = True
        indicator.save()
        row.pk, row.indicator = None, indicator
        row._state.adding = True
        row.save()


# ---------------------------------------------------------------- the grid


def test_many_definitions_are_changed_together_with_one_reason(cast_today):
    client = sign_in(cast_today, "planner")
    typed = (
        cell(cast_today, "Boks", "unit_of_measure", "boks")
        | cell(cast_today, "Surat yang", "polarity", "lower")
        | {"reason": "Disesuaikan dengan pedoman", "step": "keep"}
    )

    after = client.post(GRID, typed, follow=True)

    assert "2 definisi disimpan." in text_of(after)
    boks, surat = cast_today.definition("Boks"), cast_today.definition("Surat yang")
    assert (boks.number, boks.unit_of_measure) == (2, "boks")
    assert (surat.number, surat.polarity) == (2, "lower")
    assert boks.change_reason == surat.change_reason == "Disesuaikan dengan pedoman"


def test_one_wrong_cell_keeps_all_out_and_what_was_typed_stays(cast_today):
    client = sign_in(cast_today, "planner")
    typed = (
        cell(cast_today, "Boks", "unit_of_measure", "boks")
        | cell(cast_today, "Surat yang", "decimals", "dua")
        | {"reason": "Coba", "step": "keep"}
    )

    refused = client.post(GRID, typed)

    page = text_of(refused)
    assert refused.status_code == 422
    assert "Belum disimpan" in page
    assert 'value="dua"' in refused.content.decode()
    assert 'value="boks"' in refused.content.decode()
    assert cast_today.definition("Boks").number == 1


def test_a_missing_reason_is_asked_for_and_nothing_is_lost(cast_today):
    client = sign_in(cast_today, "planner")
    typed = cell(cast_today, "Boks", "unit_of_measure", "boks") | {"step": "keep"}

    refused = client.post(GRID, typed)

    assert refused.status_code == 422
    assert "Tulis alasan perubahan definisi." in text_of(refused)
    assert 'value="boks"' in refused.content.decode()


def test_what_another_planner_decided_meanwhile_is_not_overwritten(cast_today):
    client = sign_in(cast_today, "planner")
    typed = cell(cast_today, "Boks", "unit_of_measure", "boks")
    client.post(GRID, typed | {"reason": "Pertama", "step": "keep"})

    key = next(name for name in typed if name.startswith("d-"))
    late = client.post(GRID, typed | {key: "kotak", "reason": "Kedua", "step": "keep"})

    assert late.status_code == 409
    assert "sudah diganti orang lain" in text_of(late)
    assert cast_today.definition("Boks").unit_of_measure == "boks"


def test_a_whole_column_is_filled_but_kept_only_when_asked(cast_today):
    client = sign_in(cast_today, "planner")
    filling = {"step": "fill-frequency", "fill-frequency": "semester"}

    filled = client.post(GRID, filling)

    assert "belum disimpan" in text_of(filled)
    page = filled.content.decode()
    assert page.count('<option value="semester" selected>') == 12
    assert not Definition.objects.filter(frequency="semester").exists()


def test_the_address_filters_rows_and_chooses_columns(cast_today):
    client = sign_in(cast_today, "planner")
    unit = cast_today.units["u5"].pk

    page = text_of(client.get(f"{GRID}?unit={unit}&cari=boks&kolom=formula"))

    assert "1 definisi dalam tabel ini" in page
    assert "Rumus" in page
    assert client.get(f"{GRID}?unit=999999").status_code == 404
    assert client.get(f"{GRID}?jabatan=999999").status_code == 404
    assert client.get(f"{GRID}?kolom=karangan&jenis=karangan").status_code == 200


def test_a_row_of_another_office_cannot_be_slipped_in(cast_today):
    client = sign_in(cast_today, "stranger_planner")
    typed = cell(cast_today, "Boks", "unit_of_measure", "boks")

    client.post(GRID, typed | {"reason": "Menyusup", "step": "keep"})

    assert cast_today.definition("Boks").number == 1


# ---------------------------------------------------------------- suggestions


def test_suggestions_are_shown_before_they_are_accepted_and_one_can_be_left_out(
    cast_today,
):
    unaccept(cast_today, "u5")
    client = sign_in(cast_today, "planner")
    url = f"{ACCEPT}?unit={cast_today.units['u5'].pk}"
    rows = list(
        Definition.objects.filter(
            indicator__position__unit=cast_today.units["u5"], is_current=True
        ).order_by("pk")
    )
    events = AuditEvent.objects.count()

    shown = text_of(client.get(url))
    after = client.post(
        url,
        {
            "shown": [row.pk for row in rows],
            "selected": [row.pk for row in rows[1:]],
            "step": "page",
        },
        follow=True,
    )

    assert "3 usulan siap Anda terima" in shown
    assert "Akumulasi setahun" in shown
    assert "2 definisi diterima." in text_of(after)
    assert [Definition.objects.get(pk=row.pk).is_accepted for row in rows] == [
        False,
        True,
        True,
    ]
    event = AuditEvent.objects.latest("pk")
    assert AuditEvent.objects.count() == events + 1
    assert event.action == "registry.accept_definitions"
    assert len(event.after["accepted"]) == event.after["count"] == 2
    assert event.actor_name == "Dian Puspita, S.A.P."


def test_all_suggestions_of_the_office_are_accepted_but_those_unticked(cast_today):
    count = unaccept(cast_today)
    client = sign_in(cast_today, "planner")
    left = cast_today.definition("Boks").pk

    client.post(ACCEPT, {"shown": [left], "step": "all"})

    waiting = Definition.objects.filter(
        indicator__position__office=cast_today.office, decided_at=None
    )
    assert count == 12
    assert [row.pk for row in waiting] == [left]


def test_suggestions_of_one_position_are_accepted_alone(cast_today):
    unaccept(cast_today)
    client = sign_in(cast_today, "planner")
    position = cast_today.positions["p07"]

    client.post(f"{ACCEPT}?jabatan={position.pk}", {"step": "all"})

    accepted = Definition.objects.filter(decided_at__isnull=False, is_current=True)
    mine = accepted.filter(indicator__position__office=cast_today.office)
    assert {row.indicator.position_id for row in mine} == {position.pk}


@pytest.mark.parametrize("typed", [{}, {"selected": ["x", "-1", "9" * 30]}])
def test_nothing_ticked_accepts_nothing_and_says_so(cast_today, typed):
    unaccept(cast_today)
    client = sign_in(cast_today, "planner")

    answer = client.post(ACCEPT, typed | {"step": "page"}, follow=True)

    assert "tidak ada yang diterima" in text_of(answer)
    assert not Definition.objects.filter(
        indicator__position__office=cast_today.office, decided_at__isnull=False
    ).exists()


# ---------------------------------------------------------------- units of measure


def test_the_planner_adds_merges_and_removes_units(cast_today):
    client = sign_in(cast_today, "planner")

    added = client.post(UNITS, {"name": "boks arsip", "step": "add"}, follow=True)
    merged = client.post(
        UNITS,
        {"name": "boks", "into": "boks arsip", "reason": "Satu ejaan", "step": "merge"},
        follow=True,
    )
    unit = UnitOfMeasure.objects.get(name="boks arsip")
    removed = client.post(f"{UNITS}{unit.pk}/hapus/", follow=True)

    assert "Satuan boks arsip ditambahkan." in text_of(added)
    assert "Ejaan disatukan" in text_of(merged)
    assert "dihapus dari daftar" in text_of(removed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": "Dokumen", "step": "add"}, "sudah ada dalam daftar"),
        ({"name": "", "step": "add"}, "Tulis satuannya."),
        (
            {"name": "surat", "into": "surat", "step": "merge"},
            "dua satuan yang berbeda",
        ),
    ],
)
def test_a_unit_that_will_not_do_is_refused_in_words(cast_today, typed, words):
    answer = sign_in(cast_today, "planner").post(UNITS, typed)

    assert answer.status_code == 422
    assert words in text_of(answer)


# ---------------------------------------------------------------- for any size


def test_the_pages_of_definitions_ask_few_queries_whatever_the_size(cast_today):
    client = sign_in(cast_today, "planner")

    assert_queries("perencanaan, tabel definisi", client, GRID)
    assert_queries("perencanaan, satuan", client, UNITS)
    unaccept(cast_today)
    assert_queries("perencanaan, terima usulan", client, ACCEPT)
    assert_no_growth(client, GRID, lambda: double(cast_today))
    assert_no_growth(client, ACCEPT, lambda: None)


def test_positions_are_decided_in_the_grid_by_their_names(cast_today):
    client = sign_in(cast_today, "planner")
    row = cast_today.definition("Boks")
    url = f"/perencanaan/definisi/tabel/?jabatan={cast_today.positions['p10'].pk}"
    url += "&kolom=verifier_id&kolom=responsible_id"
    name = f"d-{row.indicator_id}-verifier_id"

    page = text_of(client.get(url))
    assert 'list="daftar-jabatan"' in page
    wrong = client.post(url, {name: "Arsiparis Terampil", "reason": "x"})
    assert wrong.status_code == 422
    assert "tidak boleh jabatan yang sama" in text_of(wrong)
    kept = client.post(
        url, {name: "Kepala Bidang Layanan Perpustakaan", "reason": "Dialihkan"}
    )

    assert kept.status_code == 302
    assert cast_today.definition("Boks").verifier == cast_today.positions["p06"]
