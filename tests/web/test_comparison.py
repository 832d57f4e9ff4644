"""Two decrees beside each other on screen, mended there, and taken away."""

from io import BytesIO

import docx
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.cast import POSITIONS, Cast, scene
from tests.decrees.mending import NEW, OLD, mend_indicator, next_year_draft, seen
from tests.web.baseline import assert_queries
from tests.web.doing import sign_in, text_of
from tolok.decrees.models import Decree, MatchMend


@scene
def later(cast_today: Cast) -> Decree:
    return next_year_draft(cast_today)


def page(cast: Cast, later: Decree, **asked: object) -> str:
    query = "&".join(
        f"{name}={value}"
        for name, value in {"dari": cast.decree.pk, "ke": later.pk, **asked}.items()
    )
    return f"{reverse('sk_banding')}?{query}"


def form(cast: Cast, later: Decree, **more: str) -> dict[str, str]:
    pairs = seen(cast, later, OLD), seen(cast, later, NEW)
    return {
        "dari": str(cast.decree.pk),
        "ke": str(later.pk),
        "level": "indicator",
        "before_key": pairs[0].before.key,
        "after_key": pairs[1].after.key,
        "are_one": "yes",
        "kembali": "lihat=all&tingkat=indicator&lain=x",
    } | more


def test_the_answer_stands_first_and_both_texts_below(
    cast_today: Cast, later: Decree
) -> None:
    shown = sign_in(cast_today, "inspector").get(page(cast_today, later))
    text = text_of(shown)

    assert f"<del>{OLD}</del>" in text
    assert f"<ins>{NEW}</ins>" in text
    assert f"1 dari {len(POSITIONS)} jabatan berubah" in text
    # an inspector reads and does not mend
    assert "Pasangkan" not in text


def test_without_an_address_the_last_two_are_compared(
    cast_today: Cast, later: Decree
) -> None:
    client = sign_in(cast_today, "planner")

    shown = text_of(client.get(reverse("sk_banding")))

    assert "Dari 188/1/2026 ke 188/1/2027." in shown
    other = sign_in(cast_today, "stranger_planner").get(reverse("sk_banding"))
    assert "Belum ada dua keputusan" in text_of(other)


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ({"lihat": "added"}, NEW, OLD),
        ({"lihat": "dropped"}, OLD, NEW),
        ({"tingkat": "duty"}, "Tidak ada perubahan yang cocok", OLD),
        ({"cari": "agenda+kerapian"}, NEW, OLD),
        ({"lihat": "all", "tingkat": "position"}, "Arsiparis", NEW),
    ],
)
def test_the_address_filters(
    cast_today: Cast, later: Decree, asked: dict[str, str], there: str, gone: str
) -> None:
    client = sign_in(cast_today, "planner")

    text = text_of(client.get(page(cast_today, later, **asked)))

    assert there in text
    assert gone not in text


def test_a_planner_pairs_two_rows_goes_back_to_them_and_undoes_it(
    cast_today: Cast, later: Decree
) -> None:
    client = sign_in(cast_today, "planner")
    key = seen(cast_today, later, NEW).after.key
    asked = client.get(page(cast_today, later, pasang=key))
    assert "Sama dengan baris mana di 188/1/2026?" in text_of(asked)
    assert OLD in text_of(asked)

    answer = client.post(reverse("sk_banding_pasang"), form(cast_today, later))

    assert answer.status_code == 302
    assert (
        answer.url
        == page(cast_today, later, lihat="all", tingkat="indicator") + f"#baris-{key}"
    )
    shown = text_of(client.get(answer.url))
    assert "Dipasangkan perencana" in shown
    assert "Dian Puspita" in shown
    row = MatchMend.objects.get()
    undone = client.post(
        reverse("sk_banding_urung", args=[row.pk]), {"dari": cast_today.decree.pk}
    )
    assert undone.status_code == 302
    assert "Diurungkan Dian Puspita" in text_of(client.get(undone.url))
    again = client.post(reverse("sk_banding_urung", args=[row.pk]))
    assert again.status_code == 409


def test_what_is_forged_leads_nowhere_and_what_is_gone_is_said(
    cast_today: Cast, later: Decree
) -> None:
    client = sign_in(cast_today, "planner")
    act = reverse("sk_banding_pasang")

    for path in (
        page(cast_today, later, ke=cast_today.other_decree.pk),
        page(cast_today, later, lihat="lain"),
        page(cast_today, later, tingkat="lain"),
    ):
        assert client.get(path).status_code == 404
    forged = form(cast_today, later, ke=str(cast_today.other_decree.pk))
    assert client.post(act, forged).status_code == 404
    assert client.post(act, form(cast_today, later, level="lain")).status_code == 404
    gone = client.post(act, form(cast_today, later, after_key="tidakada"))
    assert gone.status_code == 422
    assert "Baris itu tidak ada lagi" in text_of(gone)
    assert client.post(reverse("sk_banding_urung", args=[99])).status_code == 404


def test_the_papers_say_what_the_screen_says(cast_today: Cast, later: Decree) -> None:
    mend_indicator(cast_today, later)
    client = sign_in(cast_today, "head")
    pair = f"?dari={cast_today.decree.pk}&ke={later.pk}"

    sheet = client.get(reverse("sk_banding_xlsx") + pair)
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_name(
        "Perubahan"
    )
    counts = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_name(
        "Ringkasan"
    )
    (line,) = [row for row in rows.to_python() if OLD in row]
    paper = docx.Document(
        BytesIO(client.get(reverse("sk_banding_docx") + pair).content)
    )

    assert line[5:8] == ["Diubah bunyinya", OLD, NEW]
    assert line[-1] == "perencana"
    assert isinstance(line[-2], float)
    found = next(row for row in counts.to_python() if "Indikator" in row)
    assert found[1:4] == [0.0, 0.0, 1.0]
    cells = [c.text for table in paper.tables for row in table.rows for c in row.cells]
    assert OLD in cells
    assert NEW in cells
    struck = [
        run.text
        for table in paper.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if run.font.strike
    ]
    assert " ".join(struck) in OLD
    assert struck


def test_two_alike_say_so_on_screen_and_paper(cast_today: Cast, later: Decree) -> None:
    twin = next_year_draft(cast_today, number="188/2/2027")
    client = sign_in(cast_today, "planner")
    pair = f"?dari={later.pk}&ke={twin.pk}"

    assert "Isi kedua keputusan sama" in text_of(
        client.get(reverse("sk_banding") + pair)
    )
    for name in ("sk_banding_xlsx", "sk_banding_docx"):
        assert client.get(reverse(name) + pair).status_code == 200
    same = f"?dari={twin.pk}&ke={twin.pk}"
    assert client.get(reverse("sk_banding_docx") + same).status_code == 404


def test_queries_do_not_grow_with_the_decrees(cast_today: Cast, later: Decree) -> None:
    client = sign_in(cast_today, "planner")
    url = page(cast_today, later)
    client.get(url)

    assert_queries("sk_banding", client, url)


def test_the_adoption_page_says_what_will_change_and_what_goes_on(
    cast_today: Cast, later: Decree
) -> None:
    client = sign_in(cast_today, "planner")
    url = reverse("sk_tetapkan", args=[later.pk])

    before = text_of(client.get(url))
    mend_indicator(cast_today, later)
    after = text_of(client.get(url))

    assert "Dibanding 188/1/2026" in before
    assert "Indikator yang masuk (1)" in before
    assert "Indikator yang keluar (1)" in before
    assert "11 indikator berlanjut" in before
    assert "Indikator yang diubah bunyinya (1)" in after
    assert "12 indikator berlanjut" in after
    assert "Indikator yang keluar" not in after
    assert page(cast_today, later).replace("&", "&amp;") in after


def test_a_position_is_taken_away_on_the_adoption_page(
    cast_today: Cast, later: Decree
) -> None:
    client = sign_in(cast_today, "planner")
    content = later.content
    content["positions"] = [p for p in content["positions"] if p["id"] != "p10"]
    Decree.objects.filter(pk=later.pk).update(content=content, revision=1)
    url = reverse("sk_tetapkan", args=[later.pk])
    act = reverse("sk_jenis", args=[later.pk])
    form = {
        "bearing": "amends",
        "follows": cast_today.decree.pk,
        "effective_from": "2026-07-01",
    }
    assert client.post(act, form).status_code == 302
    shown = text_of(client.get(url))
    assert "Jabatan yang dihapus oleh perubahan ini" in shown
    assert "Arsiparis Terampil (Bidang Kearsipan)" in shown

    assert client.post(act, form | {"removes": ["p10"]}).status_code == 302

    gone = text_of(client.get(url))
    assert "2 indikator, 1 sasaran, 1 jabatan</strong> dihapus" in gone
    forged = client.post(act, form | {"removes": ["p01"]})
    assert forged.status_code == 422
    assert Decree.objects.get(pk=later.pk).removes == ["p10"]
