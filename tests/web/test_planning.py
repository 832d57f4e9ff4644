"""Planning on screen: windows, years, targets in a grid, definitions."""

from datetime import date

import pytest

from tests.planning.letters import LETTER
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import file, past_values, sign_in, text_of
from tests.web.test_registry import double_the_office
from tolok.measurement.models import Realisation
from tolok.planning.models import PerformanceYear, Period, Target
from tolok.planning.targets import Promise, set_targets
from tolok.records.models import AuditEvent
from tolok.registry.models import Definition
from tolok.scoring.actions import score_realisations


def grid_url(cast, unit: str) -> str:
    return f"/perencanaan/target/?tahun=2026&unit={cast.units[unit].pk}"


def cell(cast, words: str, quarter: int | None) -> str:
    indicator = cast.indicator(words)
    period = "tahun" if quarter is None else cast.quarters[quarter - 1].pk
    return f"t-{indicator.pk}-{period}"


def by_letter(reason: str = "Anggaran dipangkas") -> dict[str, object]:
    """Return what a form says of the letter that allows a change."""
    return {
        "reason": reason,
        "letter_number": LETTER.number,
        "letter_dated_on": LETTER.dated_on.isoformat(),
        "letter_file": file(LETTER.file_name),
    }


def target(cast, words: str, quarter: int) -> str:
    return Target.objects.get(
        indicator=cast.indicator(words),
        period=cast.quarters[quarter - 1],
        is_current=True,
    ).text


# ---------------------------------------------------------------- who may


PAGES = [
    "/perencanaan/",
    "/perencanaan/tahun/",
    "/perencanaan/target/",
    "/perencanaan/definisi/",
    "/perencanaan/definisi/terima/",
    "/perencanaan/definisi/tabel/",
    "/perencanaan/satuan/",
]


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("planner", 200),
        ("head", 403),
        ("kabid", 403),
        ("staff", 403),
        ("inspector", 403),
        ("administrator", 403),
        ("stranger", 403),
        ("stranger_planner", 200),
    ],
)
def test_only_planners_open_the_plan(cast_today, key, status):
    client = sign_in(cast_today, key)

    assert [client.get(url).status_code for url in PAGES] == [status] * len(PAGES)


@pytest.mark.parametrize(
    "key", ["head", "kabid", "staff", "inspector", "administrator"]
)
def test_nobody_else_changes_the_plan_by_posting(cast_today, key):
    client = sign_in(cast_today, key)
    period = cast_today.quarters[1]
    indicator = cast_today.indicator("Koleksi")
    before = AuditEvent.objects.count()

    answers = [
        client.post(url, {"opens_on": "2026-01-01"}).status_code
        for url in (
            f"/perencanaan/jadwal/{period.pk}/",
            f"/perencanaan/buka/{period.pk}/",
            "/perencanaan/tahun/",
            grid_url(cast_today, "u4"),
            "/perencanaan/definisi/terima/",
            "/perencanaan/definisi/tabel/",
            "/perencanaan/satuan/",
            f"/perencanaan/definisi/{indicator.pk}/",
        )
    ]

    assert answers == [403] * 8
    assert AuditEvent.objects.count() == before


def test_a_planner_of_another_office_cannot_reach_this_ones_plan(cast_today):
    client = sign_in(cast_today, "stranger_planner")
    period = cast_today.quarters[1]
    indicator = cast_today.indicator("Koleksi")

    for url in (
        f"/perencanaan/jadwal/{period.pk}/",
        f"/perencanaan/definisi/{indicator.pk}/",
        f"/perencanaan/definisi/?unit={cast_today.units['u4'].pk}",
        grid_url(cast_today, "u4"),
    ):
        assert client.get(url).status_code == 404, url
    assert client.post(f"/perencanaan/buka/{period.pk}/").status_code == 404


def test_a_get_never_opens_a_period_or_accepts_definitions(cast_today):
    client = sign_in(cast_today, "planner")

    assert (
        client.get(f"/perencanaan/buka/{cast_today.quarters[1].pk}/").status_code == 405
    )
    Definition.objects.update(decided_at=None, decided_by="")
    client.get("/perencanaan/definisi/terima/")
    assert not Definition.objects.filter(decided_at__isnull=False).exists()


# ---------------------------------------------------------------- the year


def test_the_overview_says_what_is_planned_and_how_windows_stand(cast_today):
    page = text_of(sign_in(cast_today, "planner").get("/perencanaan/"))

    assert "Target tahun 2026 sudah lengkap" in page
    assert "PermenPANRB 8/2021, yang tetap dipakai atas keputusan kantor" in page
    assert "Triwulan I 2026" in page
    assert "Dibuka" in page
    assert "tiga hari lagi" in page


def test_missing_targets_are_counted(cast_today):
    Target.objects.filter(indicator=cast_today.indicator("Koleksi")).delete()

    page = text_of(sign_in(cast_today, "planner").get("/perencanaan/"))

    assert "5 target tahun 2026 belum ditetapkan" in page
    assert "1 target belum ada" in page


def test_another_year_is_set_up_with_four_quarters(cast_today):
    client = sign_in(cast_today, "planner")

    response = client.post(
        "/perencanaan/tahun/", {"year": "2027", "rules": "permendagri-86-2017"}
    )

    assert response.status_code == 302
    year = PerformanceYear.objects.get(office=cast_today.office, year=2027)
    assert year.periods.count() == 4


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"year": "2026", "rules": "permendagri-86-2017"}, 409, "sudah disiapkan"),
        ({"year": "dua", "rules": "permendagri-86-2017"}, 422, "empat angka"),
        ({"year": "26", "rules": "permendagri-86-2017"}, 422, "empat angka"),
        ({"year": "2028", "rules": "karangan"}, 422, "karangan"),
    ],
)
def test_a_year_that_cannot_be_set_up_says_why(cast_today, typed, status, words):
    response = sign_in(cast_today, "planner").post("/perencanaan/tahun/", typed)

    assert response.status_code == status
    assert words in text_of(response)


# ---------------------------------------------------------------- windows


def days(opens: str, due: str, late: str, reason: str = "") -> dict[str, str]:
    return {"opens_on": opens, "due_on": due, "late_until": late, "reason": reason}


def test_a_window_is_moved_and_the_reason_stands_in_the_trail(cast_today):
    client = sign_in(cast_today, "planner")
    period = cast_today.quarters[0]

    response = client.post(
        f"/perencanaan/jadwal/{period.pk}/",
        days("2026-04-01", "2026-04-15", "2026-04-30", "SE Sekda 5/2026"),
    )

    period.refresh_from_db()
    event = AuditEvent.objects.get(action="planning.move_window")
    assert response.status_code == 302
    assert period.due_on == date(2026, 4, 15)
    assert event.note == "SE Sekda 5/2026"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (days("2026-04-10", "2026-04-05", "2026-04-20"), "Urutan tanggal terbalik"),
        (days("2026-04-01", "", "2026-04-20"), "Isi tanggalnya."),
        (
            days("2026-04-01", "31-02-2026", "2026-04-20"),
            "tanggal yang ada di kalender",
        ),
        (days("2026-04-01", "besok", "2026-04-20"), "tanggal yang ada di kalender"),
    ],
)
def test_days_that_cannot_be_are_refused_and_the_form_is_kept(cast_today, typed, words):
    client = sign_in(cast_today, "planner")
    period = cast_today.quarters[0]

    response = client.post(f"/perencanaan/jadwal/{period.pk}/", typed)

    page = text_of(response)
    assert response.status_code == 422
    assert words in page
    assert 'value="2026-04-01"' in page or "2026-04-10" in page
    assert Period.objects.get(pk=period.pk).due_on == date(2026, 4, 9)


def test_a_period_is_not_opened_before_its_day(cast_today):
    client = sign_in(cast_today, "planner")

    response = client.post(f"/perencanaan/buka/{cast_today.quarters[1].pk}/")

    assert response.status_code == 409
    assert "baru dapat dibuka pada 1 Juli 2026" in text_of(response)


def test_opening_a_period_writes_down_what_is_owed_once(cast_today):
    client = sign_in(cast_today, "planner")
    Realisation.objects.filter(period=cast_today.quarters[0]).delete()

    first = client.post(f"/perencanaan/buka/{cast_today.quarters[0].pk}/", follow=True)
    second = client.post(f"/perencanaan/buka/{cast_today.quarters[0].pk}/", follow=True)

    assert "14 realisasi wajib dilaporkan" in text_of(first)
    assert "tidak ada kewajiban baru" in text_of(second)
    assert Realisation.objects.filter(period=cast_today.quarters[0]).count() == 14


# ---------------------------------------------------------------- targets


def test_the_grid_shows_the_targets_of_a_unit(cast_today):
    page = text_of(sign_in(cast_today, "planner").get(grid_url(cast_today, "u4")))

    assert 'value="1.500"' in page
    assert 'value="80 %"' in page
    assert "Target Bidang Layanan Perpustakaan lengkap" in page


def test_a_new_target_needs_no_reason(cast_today):
    Target.objects.filter(
        indicator=cast_today.indicator("Koleksi"), period=cast_today.quarters[3]
    ).delete()
    client = sign_in(cast_today, "planner")

    response = client.post(
        grid_url(cast_today, "u4"), {cell(cast_today, "Koleksi", 4): "96 %"}
    )

    assert response.status_code == 302
    assert target(cast_today, "Koleksi", 4) == "96 %"


def test_a_revised_target_needs_a_reason_and_keeps_the_old_one(cast_today):
    client = sign_in(cast_today, "planner")
    typed = {cell(cast_today, "Koleksi", 4): "90 %"}

    refused = client.post(grid_url(cast_today, "u4"), typed)
    kept = client.post(grid_url(cast_today, "u4"), typed | by_letter())

    assert refused.status_code == 422
    assert "Tulis alasan perubahannya" in text_of(refused)
    assert 'value="90 %"' in text_of(refused)
    assert kept.status_code == 302
    versions = Target.objects.filter(
        indicator=cast_today.indicator("Koleksi"), period=cast_today.quarters[3]
    )
    assert [v.text for v in versions.order_by("number")] == ["95 %", "90 %"]


def test_errors_stand_in_their_cells_and_nothing_is_half_saved(cast_today):
    client = sign_in(cast_today, "planner")
    typed = {
        cell(cast_today, "Koleksi", 3): "91 %",
        cell(cast_today, "Dilayani", 3): "seribuan lebih dikit",
        cell(cast_today, "Dilayani", 2): "",
    }

    response = client.post(grid_url(cast_today, "u4"), typed | by_letter())

    page = text_of(response)
    assert response.status_code == 422
    assert f'id="{cell(cast_today, "Dilayani", 2)}-galat"' in page
    assert "tidak dapat dikosongkan" in page
    assert 'value="91 %"' in page
    assert target(cast_today, "Koleksi", 3) == "90 %"


def test_a_target_of_another_unit_slipped_into_the_form_is_left_alone(cast_today):
    client = sign_in(cast_today, "planner")

    client.post(
        grid_url(cast_today, "u4"),
        {cell(cast_today, "Boks", 3): "1"} | by_letter("Selundupan"),
    )

    assert target(cast_today, "Boks", 3) == "30"


def test_sending_the_grid_unchanged_changes_nothing(cast_today):
    client = sign_in(cast_today, "planner")
    before = AuditEvent.objects.count()

    page = text_of(client.post(grid_url(cast_today, "u4"), {}, follow=True))

    assert "Tidak ada target yang berubah." in page
    assert AuditEvent.objects.count() == before


# ---------------------------------------------------------------- definitions


def sheet_of(definition: Definition, **changes: str) -> dict[str, str]:
    """Return the form of a definition as the page holds it."""
    names = [
        "operational_definition",
        "measure",
        "unit_of_measure",
        "decimals",
        "polarity",
        "accumulation",
        "scale",
        "numerator_label",
        "denominator_label",
        "formula",
        "reason",
        "data_source",
        "evidence_wanted",
        "evidence_minimum",
        "across_people",
        "frequency",
    ]
    typed = {name: str(getattr(definition, name)) for name in names}
    return typed | {"seen": str(definition.pk), "change_reason": ""} | changes


def test_a_changed_definition_needs_a_reason_and_the_old_one_stays(cast_today):
    definition = cast_today.definition("Boks")
    url = f"/perencanaan/definisi/{definition.indicator_id}/"
    client = sign_in(cast_today, "planner")
    typed = sheet_of(definition, unit_of_measure="boks")

    refused = client.post(url, typed)
    kept = client.post(url, typed | {"change_reason": "Satuan diperjelas"})

    assert refused.status_code == 422
    assert "Tulis alasan perubahan definisi." in text_of(refused)
    assert kept.status_code == 302
    assert cast_today.definition("Boks").number == 2
    assert cast_today.definition("Boks").unit_of_measure == "boks"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"operational_definition": ""}, "Bagian ini wajib diisi."),
        ({"measure": "ratio"}, "Sebutkan apa yang dihitung di sini."),
        ({"measure": "grade", "polarity": "grade"}, "Pilih skala predikatnya."),
        ({"decimals": "dua"}, "Tulis angka bulat."),
        ({"measure": "karangan"}, "karangan"),
    ],
)
def test_a_definition_that_cannot_be_is_refused_and_the_form_is_kept(
    cast_today, changes, words
):
    definition = cast_today.definition("Boks")
    client = sign_in(cast_today, "planner")

    response = client.post(
        f"/perencanaan/definisi/{definition.indicator_id}/",
        sheet_of(definition, change_reason="Coba", formula="Rumus baru") | changes,
    )

    page = text_of(response)
    assert response.status_code == 422
    assert words in page
    assert "Rumus baru" in page
    assert cast_today.definition("Boks").number == 1


def test_two_planners_do_not_overwrite_each_other(cast_today):
    definition = cast_today.definition("Boks")
    url = f"/perencanaan/definisi/{definition.indicator_id}/"
    client = sign_in(cast_today, "planner")
    first = sheet_of(definition, unit_of_measure="boks", change_reason="Pertama")
    second = sheet_of(definition, unit_of_measure="kotak", change_reason="Kedua")

    client.post(url, first)
    response = client.post(url, second)

    assert response.status_code == 409
    assert "sudah diganti orang lain" in text_of(response)
    assert cast_today.definition("Boks").unit_of_measure == "boks"


# ---------------------------------------------------------------- for any size


def test_planning_asks_few_queries_whatever_the_size_of_the_office(cast_today):
    client = sign_in(cast_today, "planner")
    definition = cast_today.definition("Boks")

    assert_queries("perencanaan", client, "/perencanaan/")
    assert_queries("perencanaan, target", client, grid_url(cast_today, "u4"))
    assert_queries("perencanaan, definisi", client, "/perencanaan/definisi/")
    assert_queries(
        "perencanaan, satu definisi",
        client,
        f"/perencanaan/definisi/{definition.indicator_id}/",
    )
    assert_queries(
        "perencanaan, jadwal",
        client,
        f"/perencanaan/jadwal/{cast_today.quarters[0].pk}/",
    )
    assert_no_growth(client, "/perencanaan/", lambda: double_the_office(cast_today))
    assert_queries("perencanaan, target", client, grid_url(cast_today, "u4"))


# ---------------------------------------------------------------- beside last year


def test_the_grid_shows_last_years_target_and_result_beside_this_years(cast_today):
    past = past_values(cast_today, "clerk", "Surat", [240, 200, 260])
    last = past[0].period.year
    set_targets(
        year=last,
        promises=[
            Promise(past[0].indicator, None, "1.000"),
            *(Promise(past[0].indicator, row.period, "250") for row in past),
        ],
        by=cast_today.viewer("planner"),
        at=cast_today.at(),
        document="Perjanjian Kinerja 2025",
    )
    score_realisations(realisations=past, at=cast_today.at())

    page = text_of(sign_in(cast_today, "planner").get(grid_url(cast_today, "u3")))

    assert "2025: 250 surat, hasil 200 surat (80,00 %)" in page
    assert "2025: 1.000 surat, capaian 70,00 %" in page


def test_without_a_year_before_the_grid_says_nothing_of_it(cast_today):
    page = text_of(sign_in(cast_today, "planner").get(grid_url(cast_today, "u3")))

    assert "2025:" not in page
