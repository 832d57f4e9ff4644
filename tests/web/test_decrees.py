"""Decrees on screen: list, upload, review beside the source, adoption."""

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import scene
from tests.decrees.read_once import read_once
from tests.decrees.second_planner import second_planner
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import PDF, file, sign_in, text_of
from tolok.decrees import actions as decrees
from tolok.decrees.enums import DecreeStatus
from tolok.decrees.models import Decree, DecreeReading
from tolok.organisation.models import Position
from tolok.reader.lint import list_rules
from tolok.records.models import AuditEvent
from tolok.registry.models import RegistryVersion
from tolok.web.decrees.lint_rules import rule_page
from tolok.web.decrees.review import line_of, list_findings, title_of


JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 400
EXAMPLE = Path("examples/lamongan-2026/sk-iki-2026.txt")


def example() -> bytes:
    """Return the example decree's text, which the reader knows well."""
    return EXAMPLE.read_bytes()


@scene
def draft(cast_today) -> Decree:
    """A draft that was read from a text with many doubts."""
    return decrees.upload_decree(
        content=example(),
        name="sk-iki.txt",
        by=cast_today.viewer("planner"),
        at=cast_today.at(),
    )


def photo(name: str, height: float) -> SimpleUploadedFile:
    """A grey picture, `height` times as high as it is wide."""
    out = io.BytesIO()
    Image.new("L", (60, round(60 * height)), 200).save(out, "JPEG")
    return file(name, out.getvalue())


def upload(client, document) -> object:
    return client.post("/sk/unggah/", {"document": document})


# ---------------------------------------------------------------- who may


MAY = [
    # person, list, one, source, upload page, adopt page
    ("planner", 200, 200, 200, 200, 200),
    ("head", 200, 200, 200, 403, 403),
    ("inspector", 200, 200, 200, 403, 403),
    ("kabid", 403, 403, 403, 403, 403),
    ("staff", 403, 403, 403, 403, 403),
    ("administrator", 403, 403, 403, 403, 403),
    ("stranger", 403, 403, 403, 403, 403),
    ("stranger_head", 200, 404, 404, 403, 403),
    ("stranger_planner", 200, 404, 404, 200, 404),
]


@pytest.mark.parametrize(("key", "list_", "one", "source", "new", "adopt"), MAY)
def test_who_may_read_upload_and_adopt_a_decree(
    cast_today, draft, key, list_, one, source, new, adopt
):
    client = sign_in(cast_today, key)
    base = f"/sk/{draft.pk}/"

    answers = [
        client.get(url).status_code
        for url in ("/sk/", base, f"{base}naskah/", "/sk/unggah/", f"{base}tetapkan/")
    ]

    assert answers == [list_, one, source, new, adopt]


@pytest.mark.parametrize(
    ("key", "status"),
    [("head", 403), ("inspector", 403), ("staff", 403), ("stranger_planner", 404)],
)
def test_nobody_but_the_offices_planner_adopts(cast_today, draft, key, status):
    response = sign_in(cast_today, key).post(f"/sk/{draft.pk}/tetapkan/")

    draft.refresh_from_db()
    assert response.status_code == status
    assert draft.status == DecreeStatus.DRAFT


def test_opening_the_address_of_the_adoption_changes_nothing(cast_today, draft):
    sign_in(cast_today, "planner").get(f"/sk/{draft.pk}/tetapkan/")

    draft.refresh_from_db()
    assert draft.status == DecreeStatus.DRAFT


# ---------------------------------------------------------------- upload


def test_a_readable_document_becomes_a_draft_and_opens_its_review(cast_today):
    client = sign_in(cast_today, "planner")

    response = upload(client, SimpleUploadedFile("sk-iki.txt", example()))

    made = Decree.objects.get(file_name="sk-iki.txt")
    assert response.status_code == 302
    assert response["Location"] == f"/sk/{made.pk}/"
    assert made.status == DecreeStatus.DRAFT


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kosong.txt", b"", "Berkas itu kosong"),
        ("surat.txt", b"Daftar belanja: beras, gula, kopi.\n" * 20, "bukan"),
        ("program.exe", b"MZ\x90\x00" + b"\x00" * 900, ""),
        ("rusak.docx", b"PK\x03\x04 terpotong", ""),
    ],
)
def test_what_is_no_decree_is_refused_with_a_reason_and_nothing_is_kept(
    cast_today, name, content, words
):
    client = sign_in(cast_today, "planner")
    before = Decree.objects.count()

    response = upload(client, file(name, content))

    page = text_of(response)
    assert response.status_code == 422
    assert words in page
    assert "Naskah belum dapat dibaca." in page
    assert Decree.objects.count() == before


def test_a_document_with_pages_is_read_by_and_by_and_its_refusal_is_said_at_the_form(
    cast_today,
):
    client = sign_in(cast_today, "planner")
    before = Decree.objects.count()

    response = upload(client, file("rusak.pdf", PDF))
    reading = DecreeReading.objects.get(file_name="rusak.pdf")
    address = f"/sk/pembacaan/{reading.pk}/"
    assert (response.status_code, response["Location"]) == (302, address)
    page = text_of(client.get(address))
    assert "menunggu giliran" in page
    polled = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert polled.lstrip().startswith('<div id="membaca"')

    decrees.carry_out_reading(reading_id=reading.pk)

    sent = client.get(address, headers={"HX-Request": "true"})
    assert sent["HX-Redirect"] == address
    refused = text_of(client.get(address))
    assert "Naskah belum dapat dibaca." in refused
    assert "rusak.pdf:" in refused
    assert Decree.objects.count() == before


def test_a_reading_is_cancelled_from_its_page(cast_today):
    client = sign_in(cast_today, "planner")
    upload(client, file("naskah.pdf", PDF))
    reading = DecreeReading.objects.get(file_name="naskah.pdf")
    assert "naskah.pdf" in text_of(client.get("/sk/"))

    response = client.post(f"/sk/pembacaan/{reading.pk}/batal/", follow=True)

    reading.refresh_from_db()
    assert reading.status == "cancelled"
    assert "Tidak ada yang disimpan" in text_of(response)
    assert client.post(f"/sk/pembacaan/{reading.pk}/batal/").status_code == 409


def test_a_photograph_stands_for_the_document(cast_today):
    client = sign_in(cast_today, "planner")

    response = client.post("/sk/unggah/", {"photo": file("foto.jpg", JPEG)})

    assert response["Location"].startswith("/sk/pembacaan/")
    assert DecreeReading.objects.filter(file_name="foto.jpg").exists()


def test_several_photographed_pages_become_one_document_in_their_order(cast_today):
    client = sign_in(cast_today, "planner")
    pages = [photo("hal-1.jpg", 1.5), photo("hal-2.jpg", 1.0)]

    response = client.post("/sk/unggah/", {"photo": pages})

    assert response["Location"].startswith("/sk/pembacaan/")
    reading = DecreeReading.objects.get(file_name="hal-1.pdf")
    document = pypdfium2.PdfDocument(bytes(reading.waiting_bytes))
    assert [(one.number, one.file_name) for one in reading.originals.all()] == [
        (1, "hal-1.jpg"),
        (2, "hal-2.jpg"),
    ]
    shapes = [
        round(document[n].get_height() / document[n].get_width(), 1) for n in (0, 1)
    ]
    assert shapes == [1.5, 1.0]


def test_the_document_and_each_picture_that_it_was_made_of_are_taken_away_again(
    cast_today, monkeypatch
):
    read_once(monkeypatch)
    planner = cast_today.viewer("planner")
    reading = decrees.begin_reading(
        content=example(),
        name="hal-1.pdf",
        originals=[("hal “1”.jpg", JPEG)],
        by=planner,
        at=cast_today.at(),
    )
    decree = decrees.carry_out_reading(reading_id=reading.pk)
    client = sign_in(cast_today, "planner")

    page = text_of(client.get(f"/sk/{decree.pk}/"))
    document = client.get(f"/sk/{decree.pk}/berkas/")
    picture = client.get(f"/sk/{decree.pk}/berkas/1/")

    assert "satu dokumen dari 1 gambar" in page
    assert (document.content, document.status_code) == (example(), 200)
    assert (picture.content, picture["Content-Type"]) == (JPEG, "image/jpeg")
    assert "hal%20%E2%80%9C1%E2%80%9D.jpg" in picture["Content-Disposition"]
    assert client.get(f"/sk/{decree.pk}/berkas/2/").status_code == 404


def test_a_word_file_among_pictures_is_refused_and_named(cast_today):
    client = sign_in(cast_today, "planner")
    before = DecreeReading.objects.count()

    response = client.post(
        "/sk/unggah/", {"document": [photo("hal-1.jpg", 1.5), file("b.docx", b"PK")]}
    )

    assert response.status_code == 422
    assert "Berkas ke-2 bukan gambar" in text_of(response)
    assert DecreeReading.objects.count() == before


def test_no_file_at_all_says_to_choose_one(cast_today):
    response = sign_in(cast_today, "planner").post("/sk/unggah/", {})

    assert response.status_code == 422
    assert "Belum ada berkas yang dipilih" in text_of(response)


def test_a_file_that_is_too_large_says_how_large_it_may_be(cast_today, settings):
    settings.MAX_UPLOAD_BYTES = 1_048_576
    client = sign_in(cast_today, "planner")

    response = upload(client, file("besar.txt", b"x" * 1_100_000))

    assert response.status_code == 422
    assert "paling besar 1 MB" in text_of(response)


def test_the_same_file_twice_is_said_to_be_known(cast_today, draft):
    response = upload(sign_in(cast_today, "planner"), file("lagi.txt", example()))

    assert response.status_code == 409
    assert "Berkas yang sama sudah diunggah" in text_of(response)


# ---------------------------------------------------------------- review


def test_the_review_says_what_is_to_be_read_before_adoption(cast_today, draft):
    page = text_of(sign_in(cast_today, "planner").get(f"/sk/{draft.pk}/"))

    assert "perlu Anda baca sebelum keputusan ini ditetapkan" in page
    assert "36" in page
    assert "117" in page
    assert "Temuan 1 dari" in page


def test_a_finding_in_the_address_opens_its_line_and_position(cast_today, draft):
    client = sign_in(cast_today, "planner")
    findings = list_findings(draft)
    number = next(
        n for n, f in enumerate(findings, 1) if f["code"] == "cell-split" and line_of(f)
    )

    page = text_of(client.get(f"/sk/{draft.pk}/?temuan={number}"))

    line = line_of(findings[number - 1])
    assert f'<p id="baris-{line}" class="is-here">' in page
    assert "Satu sel memuat beberapa indikator" in page
    assert "<mark>" in page
    assert '<mark class="is-2">' in page


def test_only_a_window_of_the_source_stands_beside_the_registry(cast_today, draft):
    page = sign_in(cast_today, "planner").get(f"/sk/{draft.pk}/").content.decode()

    assert page.count('<p id="baris-') == 40
    assert "Naskah lengkap" in page


def test_the_whole_source_is_a_page_of_its_own(cast_today, draft):
    page = sign_in(cast_today, "planner").get(f"/sk/{draft.pk}/naskah/")

    assert page.content.decode().count('<p id="baris-') == len(draft.source_lines)


@pytest.mark.parametrize(
    "query", ["temuan=0", "temuan=999", "baris=0", "baris=99999", "temuan=x"]
)
def test_a_finding_or_line_that_is_not_there_leads_nowhere(cast_today, draft, query):
    response = sign_in(cast_today, "planner").get(f"/sk/{draft.pk}/?{query}")

    assert response.status_code == 404


def test_the_decrees_words_cannot_smuggle_in_markup(cast_today, draft):
    lines = list(draft.source_lines)
    lines[0] = "<script>alert(1)</script>"
    Decree.objects.filter(pk=draft.pk).update(source_lines=lines)

    page = sign_in(cast_today, "planner").get(f"/sk/{draft.pk}/?baris=1")

    assert "<script>alert(1)" not in page.content.decode()


def test_a_decree_that_came_as_data_has_no_source_beside_it(cast_today):
    page = text_of(sign_in(cast_today, "head").get(f"/sk/{cast_today.decree.pk}/"))

    assert "tanpa naskah di sampingnya" in page
    assert "Ditetapkan oleh Dian Puspita, S.A.P." in page
    assert "Menjadi registri versi 1, berlaku sejak 1 Januari 2026" in page


# ---------------------------------------------------------------- adoption


def test_before_adopting_it_is_said_what_will_change(cast_today, draft):
    page = text_of(sign_in(cast_today, "planner").get(f"/sk/{draft.pk}/tetapkan/"))

    assert "Tetapkan sebagai registri versi 2?" in page
    assert "106 sasaran dan 117 indikator" in page
    assert "33 jabatan baru" in page
    # two of them under another name, which is said below
    assert "3 jabatan sudah ada dan dipakai terus" in page
    assert "Jabatan yang berganti nama" in page
    assert "7 unit kerja baru" in page
    assert "Registri versi 1 berakhir, tetapi tetap tersimpan" in page
    assert "7 jabatan tidak disebut lagi" in page


def test_adopting_makes_the_registry_and_leaves_one_event(cast_today, draft):
    client = sign_in(cast_today, "planner")

    response = client.post(f"/sk/{draft.pk}/tetapkan/", follow=True)

    page = text_of(response)
    assert "Menjadi registri versi 2" in page
    assert RegistryVersion.objects.get(decree=draft).number == 2
    assert Position.objects.filter(office=cast_today.office).count() == 43
    assert (
        AuditEvent.objects.filter(
            action="decrees.adopt_decree", subject_id=str(draft.pk)
        ).count()
        == 1
    )


def test_two_planners_adopt_where_the_office_wants_it(cast_today, draft):
    first = sign_in(cast_today, "planner")
    second_planner(cast_today, "kabid", cast_today.office)
    second = sign_in(cast_today, "kabid")
    base = f"/sk/{draft.pk}/tetapkan/"
    first.post("/sk/aturan/", {"needs_second_person": "yes"})
    assert "ditetapkan dua orang" in text_of(first.get("/sk/aturan/"))

    assert "Usulkan penetapan" in text_of(first.get(base))
    assert first.post(base, {"revision": "0"}).status_code == 409
    first.post(base, {"revision": "0", "decision": "propose"})
    assert "Tarik usulan" in text_of(first.get(base))
    assert first.post(base, {"revision": "0"}).status_code == 409
    assert "Ya, konfirmasi dan tetapkan" in text_of(second.get(base))
    page = text_of(second.post(base, {"revision": "0"}, follow=True))

    assert "Diusulkan Dian Puspita, S.A.P." in page
    assert "Ditetapkan oleh Bambang Wicaksono, S.Hum." in page


def test_a_draft_is_an_amendment_from_a_day_or_says_what_is_wrong(cast_today, draft):
    client = sign_in(cast_today, "planner")
    address = f"/sk/{draft.pk}/jenis/"

    wrong = client.post(address, {"bearing": "amends", "follows": cast_today.decree.pk})
    right = client.post(
        address,
        {
            "bearing": "amends",
            "follows": cast_today.decree.pk,
            "effective_from": "2026-07-01",
        },
        follow=True,
    )

    assert wrong.status_code == 422
    assert "Isi tanggal mulai berlakunya perubahan." in text_of(wrong)
    assert "Berlaku mulai 1 Juli 2026." in text_of(right)


def test_a_draft_is_dropped_with_a_reason(cast_today, draft):
    client = sign_in(cast_today, "planner")
    assert client.post(f"/sk/{draft.pk}/batal/", {"reason": ""}).status_code == 422

    client.post(f"/sk/{draft.pk}/batal/", {"reason": "Salah berkas"})

    page = text_of(client.get(f"/sk/{draft.pk}/"))
    assert "Dibatalkan Dian Puspita, S.A.P." in page
    assert "Salah berkas" in page


def test_adopting_twice_is_refused_and_says_so(cast_today, draft):
    client = sign_in(cast_today, "planner")
    client.post(f"/sk/{draft.pk}/tetapkan/")

    response = client.post(f"/sk/{draft.pk}/tetapkan/")

    assert response.status_code == 409
    assert "sudah ditetapkan" in text_of(response)


def test_a_decree_without_a_year_cannot_be_adopted_and_says_why(cast_today, draft):
    content = draft.content | {
        "decree": draft.content["decree"] | {"year_from": None, "year_until": None}
    }
    Decree.objects.filter(pk=draft.pk).update(content=content)
    client = sign_in(cast_today, "planner")

    page = text_of(client.get(f"/sk/{draft.pk}/"))
    response = client.post(f"/sk/{draft.pk}/tetapkan/")

    assert "Tahun berlakunya belum diketahui." in page
    assert response.status_code == 409


# ---------------------------------------------------------------- for any size


def test_decrees_ask_few_queries_however_many_there_are(cast_today, draft):
    client = sign_in(cast_today, "planner")

    def another() -> None:
        Decree.objects.filter(pk=draft.pk).update(file_name="satu.txt")
        decrees.upload_decree(
            content=example() + b"\n",
            name="dua.txt",
            by=cast_today.viewer("planner"),
            at=cast_today.at(),
        )

    assert_queries("sk", client, "/sk/")
    assert_queries("sk, rincian", client, f"/sk/{draft.pk}/")
    assert_queries("sk, naskah", client, f"/sk/{draft.pk}/naskah/")
    # the text of the decree in force is kept in memory once it was read
    client.get(f"/sk/{draft.pk}/tetapkan/")
    assert_queries("sk, tetapkan", client, f"/sk/{draft.pk}/tetapkan/")
    assert_queries("sk, temuan", client, "/sk/temuan/")
    assert_queries("sk, temuan satu", client, "/sk/temuan/not-a-measure/")
    assert_no_growth(client, "/sk/", another)


def test_every_finding_of_the_reader_has_a_title_of_its_own():
    deeds = {
        code
        for source in Path("tolok/reader").rglob("*.py")
        for code in re.findall(r'Deed\(\s*"([a-z-]+)"', source.read_text("utf-8"))
    }
    titles = [rule.title for rule in list_rules()]

    assert {code for code in deeds if title_of(code) == "Temuan pembaca"} == set()
    assert len(set(titles)) == len(titles)
    assert title_of("tidak-ada") == "Temuan pembaca"


@pytest.mark.parametrize("rule", list_rules(), ids=lambda rule: rule.code)
def test_every_rule_has_a_page_with_both_examples(rule):
    page = rule_page(rule)

    assert page["why"]
    assert all(example["lines"] for example in page["examples"])
    assert {ground["mark"] for ground in page["grounds"]} <= {"read", "unread"}


def test_a_finding_leads_to_the_page_that_explains_it(cast_today, draft):
    client = sign_in(cast_today, "planner")
    found = list_findings(draft)[0]

    shown = client.get(f"/sk/{draft.pk}/").content.decode()
    explained = client.get(f"/sk/temuan/{found['code']}/").content.decode()

    assert f'href="/sk/temuan/{found["code"]}/"' in shown
    assert title_of(found["code"]) in explained
    assert "Mengapa penting" in explained
