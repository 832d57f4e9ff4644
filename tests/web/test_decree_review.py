"""The review of a draft: fields save themselves, rows are arranged, nobody is overwritten."""

import pytest
from django.test import Client

from tests.cast import Cast, scene
from tests.decrees.second_planner import second_planner
from tests.web.baseline import count_queries
from tests.web.doing import sign_in, text_of
from tests.web.test_decrees import example
from tolok.decrees import actions as decrees
from tolok.decrees.enums import DecreeStatus
from tolok.decrees.findings import key_of
from tolok.decrees.models import Correction, Decree
from tolok.decrees.queries import get_decree
from tolok.web.decrees.review import FINDINGS_ON_PAGE


@scene
def draft(cast_today: Cast) -> Decree:
    """A draft that was read from a text with many doubts."""
    return decrees.upload_decree(
        content=example(),
        name="sk-iki.txt",
        by=cast_today.viewer("planner"),
        at=cast_today.at(),
    )


@pytest.fixture
def planner(cast_today: Cast) -> Client:
    return sign_in(cast_today, "planner")


def post(client: Client, draft: Decree, asked: dict[str, str], **headers: str):
    return client.post(
        f"/sk/{draft.pk}/perbaiki/?jabatan={draft.content['positions'][0]['id']}",
        {"revision": "0"} | asked,
        headers=headers,
    )


def kept(draft: Decree) -> Decree:
    return Decree.objects.get(pk=draft.pk)


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("planner", 302),
        ("head", 403),
        ("inspector", 403),
        ("kabid", 403),
        ("staff", 403),
        ("administrator", 403),
        ("stranger_head", 403),
        ("stranger_planner", 404),
    ],
)
def test_only_the_offices_planner_corrects(cast_today, draft, key, status):
    response = post(
        sign_in(cast_today, key), draft, {"f:positions.0.title": "Kepala Baru"}
    )

    assert response.status_code == status
    changed = kept(draft).content["positions"][0]["title"] == "Kepala Baru"
    assert changed is (status == 302)


@pytest.mark.parametrize(("key", "fields"), [("planner", True), ("head", False)])
def test_others_read_what_planners_correct(cast_today, draft, key, fields):
    first = draft.content["positions"][0]["id"]
    client = sign_in(cast_today, key)

    page = client.get(f"/sk/{draft.pk}/?jabatan={first}").content.decode()

    assert ('name="f:positions.' in page) is fields
    assert ("Urungkan" in page) is fields


# ---------------------------------------------------------------- fields


def test_a_form_without_scripts_saves_and_comes_back(planner, draft):
    response = post(planner, draft, {"f:positions.0.title": " Kepala  Dinas "})

    assert response.status_code == 302
    assert "jabatan=" in response["Location"]
    assert kept(draft).content["positions"][0]["title"] == "Kepala Dinas"


def test_a_saving_that_goes_on_by_itself_says_when_and_the_newer_revision(
    planner, draft
):
    response = post(
        planner,
        draft,
        {"f:decree.place": "Kota Lama"},
        X_Requested_With="tolok",
    )

    page = text_of(response)
    assert "Tersimpan 6 April 2026" in page
    assert 'name="revision" value="1"' in response.content.decode()


def test_what_does_not_fit_is_told_while_the_rest_is_saved(planner, draft):
    response = post(
        planner,
        draft,
        {"f:decree.year_from": "dua ribu", "f:decree.place": "Kota Lama"},
        X_Requested_With="tolok",
    )

    assert response.status_code == 422
    assert "empat angka" in text_of(response)
    assert kept(draft).content["decree"]["place"] == "Kota Lama"


def test_two_people_saving_at_once_lose_nothing(cast_today, planner, draft):
    second_planner(cast_today, "kabid", cast_today.office)
    other = sign_in(cast_today, "kabid")
    title = draft.content["positions"][1]["title"]
    post(planner, draft, {"f:positions.0.title": "Kepala A"})

    same = post(other, draft, {"f:positions.0.title": "Kepala B"})
    elsewhere = post(
        other,
        draft,
        {
            "f:positions.0.title": draft.content["positions"][0]["title"],
            "f:positions.1.title": f"{title} Dua",
        },
    )

    assert same.status_code == 409
    assert "Dian Puspita, S.A.P. baru saja mengubah" in text_of(same)
    assert elsewhere.status_code == 302
    titles = [position["title"] for position in kept(draft).content["positions"]]
    assert titles[:2] == ["Kepala A", f"{title} Dua"]


def test_a_double_submit_corrects_once(planner, draft):
    for _ in range(2):
        post(planner, draft, {"f:positions.0.title": "Kepala A"})

    assert Correction.objects.filter(decree=draft).count() == 1


# ---------------------------------------------------------------- rows


def test_htmx_swaps_the_one_region_and_brings_the_findings(planner, draft):
    response = post(
        planner,
        draft,
        {"do": "add:positions.0.objectives", "new:positions.0.objectives": "Mutu"},
        HX_Request="true",
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert page.lstrip().startswith('<div id="periksa"')
    assert 'hx-swap-oob="true"' in page
    assert "<html" not in page
    assert kept(draft).content["positions"][0]["objectives"][-1]["text"] == "Mutu"


def test_what_was_typed_is_saved_before_a_button_does_its_work(planner, draft):
    post(
        planner,
        draft,
        {
            "f:positions.0.title": "Kepala A",
            "do": "split:positions.0.objectives.0",
            "parts": "Satu\nDua",
        },
    )

    position = kept(draft).content["positions"][0]
    assert position["title"] == "Kepala A"
    assert [goal["text"] for goal in position["objectives"][:2]] == ["Satu", "Dua"]


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "drop:positions.999"},
        {"do": "drop:source"},
        {"do": "up:positions"},
        {"do": "move:positions.0.objectives.0"},
        {"do": "move:positions.0.objectives.0", "to": "units"},
        {"do": "hapus-semua:positions"},
        {"do": "fix:tidak-ada"},
        {"do": "recall:tidak-ada"},
        {"do": "add:findings", "new:findings": "x"},
        {"do": "split:positions.0.objectives.0", "parts": "satu saja"},
        {"f:source.sha256": "0" * 64},
        {"f:findings.0.code": "x"},
        {"f:positions.0.id": "p99"},
        {"f:positions.0.title": "x" * 5_001},
        {"f:positions.0.superior": "p99"},
    ],
)
def test_a_forged_address_or_text_changes_nothing(planner, draft, asked):
    response = post(planner, draft, asked, HX_Request="true")

    assert response.status_code == 200
    row = kept(draft)
    assert (row.revision, row.content) == (0, draft.content)


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 30, "1"])
def test_a_forged_revision_changes_nothing(planner, draft, revision):
    response = post(
        planner, draft, {"revision": revision, "f:positions.0.title": "Kepala A"}
    )

    assert response.status_code in {409, 422}
    assert kept(draft).revision == 0


def test_script_in_a_text_is_shown_as_text(planner, draft):
    post(planner, draft, {"f:positions.0.title": "<script>alert(1)</script>"})

    page = planner.get(f"/sk/{draft.pk}/?jabatan={draft.content['positions'][0]['id']}")

    assert "<script>alert(1)" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()


# ---------------------------------------------------------------- findings


def test_a_finding_is_put_aside_with_a_reason_and_called_back(planner, draft):
    key = key_of(draft.content["findings"][0])

    post(planner, draft, {"do": f"dismiss:{key}"})
    assert kept(draft).dismissed == {}
    post(planner, draft, {"do": f"dismiss:{key}", "reason": "Sesuai pedoman"})
    assert kept(draft).dismissed[key]["by"] == "Dian Puspita, S.A.P."
    page = text_of(planner.get(f"/sk/{draft.pk}/temuan/?diabaikan=1"))
    assert "Diabaikan Dian Puspita, S.A.P.: Sesuai pedoman" in page
    post(planner, draft, {"revision": "1", "do": f"recall:{key}"})
    assert kept(draft).dismissed == {}


def test_findings_are_filtered_by_how_grave_they_are(planner, draft):
    count = sum(f["severity"] == "warning" for f in draft.content["findings"])

    page = planner.get(f"/sk/{draft.pk}/temuan/?derajat=warning").content.decode()

    assert page.count('<li class="t-finding') == min(count, FINDINGS_ON_PAGE)
    assert 't-finding is-note"' not in page


def test_undo_and_redo_stand_for_all_corrections(planner, draft):
    post(planner, draft, {"f:positions.0.title": "Kepala A"})

    post(planner, draft, {"revision": "1", "do": "undo"})
    assert kept(draft).content["positions"] == draft.content["positions"]
    post(planner, draft, {"revision": "2", "do": "redo"})
    assert kept(draft).content["positions"][0]["title"] == "Kepala A"
    response = post(planner, draft, {"revision": "3", "do": "redo"})
    assert response.status_code == 409


# ---------------------------------------------------------------- source


def test_a_field_leads_to_its_line_and_the_line_back_to_it(planner, draft):
    position = draft.content["positions"][1]
    indicator = position["objectives"][0]["indicators"][0]
    line = indicator["where"]["line"]

    page = planner.get(f"/sk/{draft.pk}/?jabatan={position['id']}").content.decode()
    assert f"baris={line}" in page
    back = planner.get(f"/sk/{draft.pk}/?baris={line}").content.decode()
    assert f'<p id="baris-{line}" class="is-here">' in back
    assert 't-edit-row is-here" id="r-positions-1-objectives-0' in back


@pytest.mark.parametrize("part", ["kepala", "unit", "jabatan-semua"])
def test_every_part_of_the_decree_can_be_opened(planner, draft, part):
    response = planner.get(f"/sk/{draft.pk}/?bagian={part}")

    assert response.status_code == 200
    assert "Tersimpan sendiri" in text_of(response)


@pytest.mark.parametrize("query", ["bagian=lain", "derajat=lain", "jabatan="])
def test_an_odd_address_leads_nowhere_or_to_the_beginning(planner, draft, query):
    response = planner.get(f"/sk/{draft.pk}/?{query}")

    assert response.status_code == (200 if query == "jabatan=" else 404)


def test_a_position_that_was_dropped_leads_to_the_list(planner, draft):
    response = planner.get(f"/sk/{draft.pk}/?jabatan=p999")

    assert "36 jabatan" in text_of(response)


def test_a_document_without_pages_has_no_page_pictures(planner, draft):
    assert planner.get(f"/sk/{draft.pk}/halaman/1/").status_code == 404


# ---------------------------------------------------------------- for any size


def test_a_page_of_a_large_decree_asks_no_more_and_lists_by_pages(
    cast_today, planner, draft
):
    small = count_queries(planner, f"/sk/{draft.pk}/?bagian=jabatan-semua")
    content = kept(draft).content
    pattern = content["positions"][-1]
    content["positions"] += [
        pattern | {"id": f"q{n}", "title": f"Jabatan {n}", "superior": None}
        for n in range(600)
    ]
    Decree.objects.filter(pk=draft.pk).update(content=content)

    page = planner.get(f"/sk/{draft.pk}/?bagian=jabatan-semua&hal=3")
    many = count_queries(planner, f"/sk/{draft.pk}/?bagian=jabatan-semua")

    assert many == small <= 12
    assert page.content.decode().count('class="t-edit-row') == 50
    one = planner.get(f"/sk/{draft.pk}/?jabatan=q7").content.decode()
    assert one.count("<option") < 700
    assert "halaman 3 dari 13" in text_of(page)


def test_a_correction_keeps_the_draft_a_draft(cast_today, planner, draft):
    post(planner, draft, {"f:positions.0.title": "Kepala A"})

    found = get_decree(decree_id=draft.pk, for_user=cast_today.viewer("planner"))
    assert found.status == DecreeStatus.DRAFT
    assert found.revision == 1
