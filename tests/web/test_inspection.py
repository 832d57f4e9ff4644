"""The register of an inspector on screen: list, form, answer, judgement, findings."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.cast import Cast, scene
from tests.inspection import register
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import attach, file, sign_in, text_of
from tolok.inspection.models import InspectionNote, Recommendation
from tolok.inspection.queries import OVERDUE
from tolok.records.models import Notice


FORM = {
    "source": "lhe",
    "report_number": "700/12/2026",
    "report_dated_on": "2026-03-30",
    "text": "Menyusun rencana aksi.",
    "due_on": "2026-04-30",
}


@scene
def two(cast_today: Cast) -> list[int]:
    """One that is late, and one that was followed up."""
    late = register.recommend(
        cast_today, "p10", due_on=date(2026, 4, 3), text="=Menata boks arsip."
    )
    done = register.follow_up(
        cast_today, register.recommend(cast_today, "p06"), "kabid"
    )
    return [late.pk, done.pk]


def test_an_inspector_writes_a_recommendation_and_finds_it_in_the_list(
    cast_today: Cast,
) -> None:
    client = sign_in(cast_today, "inspector")
    whom = f"j-{cast_today.positions['p06'].pk}"

    answer = client.post("/pemeriksaan/tulis/", FORM | {"addressee": whom})

    row = Recommendation.objects.get()
    assert answer.url == f"/pemeriksaan/{row.pk}/"
    page = text_of(client.get("/pemeriksaan/"))
    assert "Menyusun rencana aksi." in page
    assert "Satu rekomendasi masih terbuka" in page
    assert "laporan=700%2F12%2F2026" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"addressee": ""}, "Pilih unit kerja atau jabatan yang dituju."),
        ({"addressee": "j-999999"}, "Pilih unit kerja atau jabatan dari daftar."),
        ({"due_on": "2026-01-01"}, "tidak dapat mendahului tanggal laporannya"),
        ({"due_on": "besok"}, "Tulis tanggal yang ada di kalender"),
        ({"report_dated_on": "2026-12-01"}, "Tanggal laporan belum tiba"),
        ({"text": ""}, "Tulis rekomendasinya."),
        ({"source": "kabar"}, "Pilih sumbernya dari daftar."),
    ],
)
def test_a_form_at_fault_says_where_and_keeps_what_was_typed(
    cast_today: Cast, wrong: dict[str, str], said: str
) -> None:
    whom = f"u-{cast_today.units['u4'].pk}"

    answer = sign_in(cast_today, "inspector").post(
        "/pemeriksaan/tulis/", FORM | {"addressee": whom} | wrong
    )

    assert answer.status_code == 422
    page = text_of(answer)
    assert said in page
    assert "700/12/2026" in page
    assert not Recommendation.objects.exists()


def test_a_finding_becomes_a_recommendation_to_its_position(cast_today: Cast) -> None:
    client = sign_in(cast_today, "inspector")
    row = cast_today.realisation("staff", "Pemustaka")
    link = f"/pemeriksaan/temuan/tulis/?realisasi={row.pk}"
    assert link in client.get(f"/pengukuran/{row.pk}/").content.decode()

    client.post(link, {"kind": "finding", "text": "Bukti bulan Januari."})
    note = InspectionNote.objects.get()
    page = client.get(f"/pemeriksaan/tulis/?temuan={note.pk}").content.decode()

    assert f'value="j-{row.position_id}" selected' in page
    assert "Bukti bulan Januari." in page


def test_the_office_answers_and_the_inspector_closes(
    cast_today: Cast, two: list[int]
) -> None:
    late, _done = two
    url = f"/pemeriksaan/{late}/"
    holder, inspector = (
        sign_in(cast_today, "archivist"),
        sign_in(cast_today, "inspector"),
    )
    assert "Laporkan tindak lanjut" in text_of(holder.get(url))
    assert "Sesuai, selesai" not in text_of(inspector.get(url))

    bare = holder.post(url, {"step": "follow_up", "text": "Sudah.", "revision": 0})
    assert bare.status_code == 422
    assert "sedikitnya satu bukti" in text_of(bare)
    sent = {"step": "follow_up", "text": "Sudah.", "revision": 0}
    holder.post(url, sent | {"papers": [file("Berita acara.pdf")]})
    assert "Sesuai, selesai" in text_of(inspector.get(url))
    inspector.post(url, {"step": "fit", "revision": 1})

    page = text_of(holder.get(url))
    assert "Dinilai sesuai" in page
    assert "Berita acara.pdf" in page
    assert "Laporkan tindak lanjut" not in page


def test_stored_evidence_is_reused_by_the_address_of_its_page(
    cast_today: Cast, two: list[int]
) -> None:
    kept = attach(cast_today, cast_today.realisation("archivist", "Boks"), "archivist")
    client, url = sign_in(cast_today, "archivist"), f"/pemeriksaan/{two[0]}/"
    sent = {"step": "follow_up", "text": "Sudah.", "revision": 0}

    wrong = client.post(url, sent | {"reused": "bukti nomor 3"})
    client.post(url, sent | {"reused": f"http://testserver/bukti/{kept.pk}/lihat/"})

    assert wrong.status_code == 422
    step = Recommendation.objects.get(pk=two[0]).steps.last()
    assert step.evidence.get().file == kept.file


@pytest.mark.parametrize("step", ["unfit", "impossible", "withdraw"])
def test_a_judgement_without_its_reason_is_asked_for_it(
    cast_today: Cast, two: list[int], step: str
) -> None:
    client, url = sign_in(cast_today, "inspector"), f"/pemeriksaan/{two[1]}/"

    bare = client.post(url, {"step": step, "revision": 1})
    told = client.post(url, {"step": step, "text": "Sebabnya ini.", "revision": 1})

    assert (bare.status_code, told.status_code) == (422, 302)
    assert "Sebabnya ini." in text_of(client.get(url))


def test_an_old_page_and_an_unknown_step_change_nothing(
    cast_today: Cast, two: list[int]
) -> None:
    client, url = sign_in(cast_today, "inspector"), f"/pemeriksaan/{two[1]}/"

    assert client.post(url, {"step": "fit", "revision": 0}).status_code == 409
    assert client.post(url, {"step": "lain", "revision": 1}).status_code == 422
    assert client.post(url, {"step": "answer", "text": "a"}).status_code == 403


def test_the_list_is_filtered_by_its_address(cast_today: Cast, two: list[int]) -> None:
    client = sign_in(cast_today, "inspector")

    page = text_of(client.get(f"/pemeriksaan/?keadaan={OVERDUE}"))
    nothing = client.get("/pemeriksaan/?cari=tidak-ada")
    wrong = client.get("/pemeriksaan/?keadaan=lama&unit=x")

    assert "=Menata boks arsip." in page
    assert register.TEXT not in page
    assert "Tidak ada rekomendasi pada pilihan ini" in text_of(nothing)
    assert wrong.status_code == 422


def test_what_is_seen_is_taken_away_as_a_workbook_and_as_csv(
    cast_today: Cast, two: list[int]
) -> None:
    client = sign_in(cast_today, "inspector")

    book = client.get(f"/pemeriksaan/daftar.xlsx?keadaan={OVERDUE}")
    text = client.get("/pemeriksaan/daftar.csv").content.decode("utf-8-sig")

    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0)
    told = rows.to_python()[5:]
    assert told[0][:2] == ["Nomor", "Sumber"]
    assert [row[4] for row in told[1:]] == ["=Menata boks arsip."]
    assert told[1][7] == date(2026, 4, 3)
    assert told[1][9] == "Lewat tenggat"
    lines = list(csv.DictReader(StringIO(text)))
    assert [line["Rekomendasi"] for line in lines] == [
        "'=Menata boks arsip.",
        register.TEXT,
    ]
    assert lines[1]["Bukti"] == "1"


def test_what_waits_for_me_stands_on_the_first_page(
    cast_today: Cast, two: list[int]
) -> None:
    assert "Rekomendasi pemeriksa menunggu jawaban Anda" in text_of(
        sign_in(cast_today, "archivist").get("/beranda/")
    )
    assert "Tindak lanjut menunggu penilaian Anda" in text_of(
        sign_in(cast_today, "inspector").get("/beranda/")
    )
    assert "Rekomendasi pemeriksa" not in text_of(
        sign_in(cast_today, "clerk").get("/beranda/")
    )


def test_a_finding_is_withdrawn_with_a_reason_and_stays_in_the_list(
    cast_today: Cast,
) -> None:
    note = register.find(cast_today)
    client = sign_in(cast_today, "inspector")

    client.post(f"/pemeriksaan/temuan/{note.pk}/tarik/", {"reason": ""})
    assert "Tulis alasan penarikan." in text_of(client.get("/pemeriksaan/temuan/"))
    client.post(f"/pemeriksaan/temuan/{note.pk}/tarik/", {"reason": "Keliru orang."})

    page = text_of(client.get("/pemeriksaan/temuan/"))
    assert "Keliru orang." in page
    assert "Bukti bulan Januari dipakai lagi." in page


def test_a_notice_leads_to_the_recommendation_and_to_the_finding(
    cast_today: Cast, two: list[int]
) -> None:
    register.find(cast_today, position=cast_today.positions["p10"])
    client = sign_in(cast_today, "archivist")
    led = {
        one.kind: client.post(f"/pemberitahuan/{one.pk}/").url
        for one in Notice.objects.filter(person_id=cast_today.people["archivist"].pk)
    }

    assert led["inspection.recommended"] == f"/pemeriksaan/{two[0]}/"
    assert led["inspection.found"].startswith("/pemeriksaan/temuan/#temuan-")


def look(client: Client, url: str) -> int:
    """Open a file to its end; return the status."""
    answer = client.get(url)
    b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return answer.status_code


def test_a_file_that_is_lost_says_so(
    cast_today: Cast, two: list[int], settings
) -> None:
    kept = Recommendation.objects.get(pk=two[1]).steps.last().evidence.get()
    client = sign_in(cast_today, "inspector")
    assert look(client, f"/pemeriksaan/bukti/{kept.pk}/") == 200

    settings.FILES_ROOT = "/tidak-ada"

    answer = client.get(f"/pemeriksaan/bukti/{kept.pk}/")
    assert answer.status_code == 404
    assert "isinya tidak ditemukan" in text_of(answer)


def test_the_pages_ask_few_queries_however_long_the_register_is(
    cast_today: Cast, two: list[int]
) -> None:
    client = sign_in(cast_today, "inspector")
    register.find(cast_today)
    one = f"/pemeriksaan/{two[1]}/"
    assert_queries("pemeriksaan", client, "/pemeriksaan/")
    assert_queries("pemeriksaan, satu", client, one)
    assert_queries("pemeriksaan, tulis", client, "/pemeriksaan/tulis/")
    assert_queries("pemeriksaan, temuan", client, "/pemeriksaan/temuan/")

    def grow() -> None:
        register.find(cast_today, position=cast_today.positions["p06"])
        for _ in range(5):
            register.recommend(cast_today, "p06")

    assert_no_growth(client, "/pemeriksaan/", grow)
    assert_no_growth(client, "/pemeriksaan/temuan/", grow)
    assert_no_growth(client, "/pemeriksaan/daftar.csv", grow)


def test_a_finding_stands_beside_what_it_is_about_for_who_may_read_it(
    cast_today: Cast,
) -> None:
    row = cast_today.realisation("archivist", "Boks")
    register.find(cast_today, realisation=row)
    register.find(cast_today, kind="working", indicator=row.indicator)
    pages = (
        f"/registri/indikator/{row.indicator_id}/",
        f"/registri/jabatan/{row.position_id}/",
    )

    def read_by(who: str) -> list[int]:
        client = sign_in(cast_today, who)
        said = "Bukti bulan Januari dipakai lagi."
        return [text_of(client.get(page)).count(said) for page in pages]

    for who in ("archivist", "acting", "head", "planner"):
        assert read_by(who) == [1, 1], who
    assert read_by("inspector") == [2, 2]
    assert read_by("staff") == [0, 0]
