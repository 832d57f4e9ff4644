"""Weights of positions and units, on screen and in a workbook."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.scoring.test_unit_weights import measure
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import sign_in, text_of
from tests.web.test_registry import double_the_office
from tolok.planning import weight_workbook
from tolok.planning.models import Weight
from tolok.registry.fillable import read_rows
from tolok.registry.queries import version_on
from tolok.scoring.models import RollUp


URL = "/perencanaan/bobot/unit/?tahun=2026"
SHEET = "/perencanaan/bobot/lembar/?tahun=2026"


def typed(cast: Cast, **percents: str) -> dict[str, str]:
    """Return posted weights; `p06` is a position, `u4` a unit of the cast."""
    found = {"step": "keep"}
    for key, text in percents.items():
        if key in cast.positions:
            found[f"w-position-{cast.positions[key].pk}"] = text
        elif key in cast.units:
            found[f"w-unit-{cast.units[key].pk}"] = text
        else:
            found[key] = text
    return found


def test_a_unit_counts_by_the_weights_of_the_page_and_its_origin_shows_them(
    cast_today,
):
    measure(cast_today)
    client = sign_in(cast_today, "planner")

    answer = client.post(URL, typed(cast_today, p06="70", p07="30"), follow=True)

    assert "2 bobot disimpan." in text_of(answer)
    row = RollUp.objects.get(
        level="unit", unit=cast_today.units["u4"], period=cast_today.quarters[0]
    )
    origin = text_of(client.get(f"/dasbor/asal/{row.pk}/"))
    assert "bobot 70 %" in origin
    assert "× 70 +" in origin
    assert "dihitung menurut bobotnya" in origin


def test_what_makes_no_whole_is_kept_and_told_and_a_change_asks_for_its_reason(
    cast_today,
):
    client = sign_in(cast_today, "planner")

    told = client.post(URL, typed(cast_today, p06="60", p07="30"), follow=True)
    refused = client.post(URL, typed(cast_today, p06="70", p07="30"))
    wrong = client.post(URL, typed(cast_today, p06="banyak", p07="30", reason="A"))

    assert "1 unit jumlah bobotnya belum 100 %" in text_of(told)
    assert "Berjumlah 90 %, bukan 100 %" in text_of(told)
    assert refused.status_code == wrong.status_code == 422
    assert "Tulis alasan perubahannya" in text_of(refused)
    assert 'value="banyak"' in text_of(wrong)
    assert Weight.objects.count() == 2


def test_blank_weights_are_filled_evenly_and_not_saved(cast_today):
    page = text_of(sign_in(cast_today, "planner").post(URL, {"step": "even"}))

    assert "belum ada yang disimpan" in page
    assert 'value="50"' in page
    assert not Weight.objects.exists()


def filled(cast: Cast, **weights: str) -> SimpleUploadedFile:
    """Return the workbook of the office with these weights written, by key."""
    version = version_on(office_id=cast.office.pk, on=cast.day)
    assert version is not None
    lines = weight_workbook.lines_of(
        year=cast.year, version=version, for_user=cast.viewer("planner")
    )
    for line in lines:
        line.text = weights.get(f"{line.key[0]}_{line.key[1]}", line.text)
    return SimpleUploadedFile("bobot.xlsx", weight_workbook.write_workbook(lines))


def keys(cast: Cast) -> tuple[str, str, str, str]:
    """Return the keys of two indicators and of two positions."""
    return (
        f"indicator_{cast.indicator('Indeks Kepuasan').pk}",
        f"indicator_{cast.indicator('Jumlah Keluhan').pk}",
        f"position_{cast.positions['p06'].pk}",
        f"position_{cast.positions['p07'].pk}",
    )


def test_a_workbook_of_weights_is_shown_first_and_kept_whole(cast_today):
    client = sign_in(cast_today, "planner")
    out = client.get("/perencanaan/bobot/unduh/?tahun=2026")
    assert out.content.startswith(b"PK")
    weights = dict(zip(keys(cast_today), ("60", "40", "75", "20"), strict=True))

    looked = client.post(
        SHEET, {"workbook": filled(cast_today, **weights), "step": "look"}
    )
    assert "4 bobot akan berubah" in text_of(looked)
    assert "tanpa bobot menjadi 60 %" in text_of(looked)
    assert "Berjumlah 95 %, bukan 100 %" in text_of(looked)
    assert not Weight.objects.exists()

    kept = client.post(
        SHEET, {"workbook": filled(cast_today, **weights), "step": "keep"}, follow=True
    )
    assert "4 bobot disimpan." in text_of(kept)

    changed = filled(cast_today, **{keys(cast_today)[2]: "80"})
    refused = client.post(SHEET, {"workbook": changed, "step": "keep"})
    assert refused.status_code == 422
    assert "Tulis alasan perubahannya" in text_of(refused)
    changed.seek(0)
    client.post(SHEET, {"workbook": changed, "step": "keep", "reason": "Rapat 2/4"})
    assert Weight.objects.filter(change_reason="Rapat 2/4").count() == 1


def test_a_wrong_or_outdated_cell_keeps_all_out_and_comes_back_marked(cast_today):
    client = sign_in(cast_today, "planner")
    first, second, *_rest = keys(cast_today)
    outdated = filled(cast_today, **{first: "60", second: "40"})
    wrong = filled(cast_today, **{first: "enam puluh", second: "40"})

    looked = client.post(SHEET, {"workbook": wrong, "step": "keep"})
    wrong.seek(0)
    back = client.post(SHEET, {"workbook": wrong, "step": "errors"})

    assert "1 baris perlu diperbaiki" in text_of(looked)
    assert not Weight.objects.exists()
    rows = read_rows(back.content)
    assert any(row[5] == "enam puluh" and "Tulis" in row[6] for row in rows)
    client.post(SHEET, {"workbook": outdated, "step": "keep"})
    outdated.seek(0)
    late = client.post(SHEET, {"workbook": outdated, "step": "keep", "reason": "Lagi"})
    assert "sudah diubah sejak lembarnya diunduh" in text_of(late)


def test_a_foreign_file_and_one_over_the_limit_are_refused_in_words(
    cast_today, settings
):
    settings.MAX_UPLOAD_BYTES = 1_048_576
    client = sign_in(cast_today, "planner")

    foreign = client.post(
        SHEET, {"workbook": SimpleUploadedFile("a.xlsx", b"halo"), "step": "look"}
    )
    large = client.post(
        SHEET,
        {"workbook": SimpleUploadedFile("a.xlsx", b"x" * 1_048_577), "step": "look"},
    )

    assert foreign.status_code == large.status_code == 422
    assert "bukan lembar bobot" in text_of(foreign)
    assert "paling besar 1 MB" in text_of(large)


def test_the_pages_ask_few_queries_whatever_the_size_of_the_office(cast_today):
    client = sign_in(cast_today, "planner")
    client.post(URL, typed(cast_today, p06="60", p07="40"))

    assert_queries("perencanaan, bobot unit", client, URL)
    assert_queries("perencanaan, lembar bobot", client, SHEET)
    assert_no_growth(client, URL, lambda: double_the_office(cast_today))
