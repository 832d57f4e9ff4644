"""Evidence on screen: looked at without saving, used twice, kept by rule."""

import pytest
from PIL import Image

from tests.cast import Cast
from tests.web.baseline import assert_queries
from tests.web.doing import PDF, attach, picture, send, sign_in, text_of
from tolok.demo.papers import paper
from tolok.measurement import evidence, retention
from tolok.measurement.enums import FileType
from tolok.measurement.models import Evidence
from tolok.reader.pages import count_pages, draw_page
from tolok.records import page_images
from tolok.records.queries import path_of


@pytest.fixture(autouse=True)
def _drawn_here(monkeypatch, settings, tmp_path) -> None:
    """Draw pages in this process, into a folder of the test."""
    settings.HOME = tmp_path
    monkeypatch.setattr(
        page_images,
        "draw_page_safely",
        lambda path, number: draw_page(path.read_bytes(), number),
    )
    monkeypatch.setattr(
        page_images, "count_pages_safely", lambda path: count_pages(path.read_bytes())
    )


def add(cast: Cast, name: str, content: bytes, key: str = "staff") -> Evidence:
    return evidence.add_file(
        realisation=cast.realisation(key),
        name=name,
        content=content,
        by=cast.viewer(key),
        at=cast.at(),
    )


def test_a_pdf_is_looked_at_as_pictures_of_its_pages(cast_today: Cast) -> None:
    proof = add(cast_today, "rekap.pdf", paper("Rekap", ["260 surat"]))
    kabid = sign_in(cast_today, "kabid")

    page = kabid.get(f"/bukti/{proof.pk}/lihat/")
    drawn = kabid.get(f"/bukti/{proof.pk}/halaman/1/")

    assert f'src="/bukti/{proof.pk}/halaman/1/"' in page.content.decode()
    assert proof.file.sha256 in text_of(page)
    assert drawn["Content-Type"] == "image/png"
    assert drawn.content.startswith(b"\x89PNG")
    assert drawn["X-Content-Type-Options"] == "nosniff"
    assert drawn["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert kabid.get(f"/bukti/{proof.pk}/halaman/2/").status_code == 404


def test_a_photo_stands_in_the_list_as_a_small_picture(cast_today: Cast) -> None:
    proof = add(cast_today, "foto.jpg", picture())
    staff = sign_in(cast_today, "staff")

    page = staff.get(f"/pengukuran/{proof.realisation_id}/").content.decode()
    small = staff.get(f"/bukti/{proof.pk}/kecil/")

    assert f'src="/bukti/{proof.pk}/kecil/"' in page
    assert small["Content-Type"] == "image/png"
    place = page_images._folder(proof.file.sha256) / "small.png"
    with Image.open(place) as kept:
        assert max(kept.size) <= 240


def test_a_pdf_that_cannot_be_opened_says_so_and_offers_the_file(
    cast_today: Cast, monkeypatch
) -> None:
    from tolok.reader import UnreadableDecree

    def locked(_path: object) -> int:
        raise UnreadableDecree("terkunci")

    monkeypatch.setattr(page_images, "count_pages_safely", locked)
    proof = add(cast_today, "rekap.pdf", PDF)

    page = text_of(sign_in(cast_today, "staff").get(f"/bukti/{proof.pk}/lihat/"))

    assert "terkunci kata sandi" in page
    assert "Buka berkas asli" in page


def test_a_link_leads_out_only_after_its_address_was_read(cast_today: Cast) -> None:
    proof = evidence.add_link(
        realisation=cast_today.realisation("staff"),
        link="https://contoh.go.id/rekap",
        name="Rekap daring",
        by=cast_today.viewer("staff"),
        at=cast_today.at(),
    )

    page = sign_in(cast_today, "kabid").get(f"/bukti/{proof.pk}/lihat/")

    assert "https://contoh.go.id/rekap" in text_of(page)
    assert 'rel="noopener noreferrer external"' in page.content.decode()


def test_a_note_is_written_on_a_page_and_read_by_the_verifier(
    cast_today: Cast,
) -> None:
    row = cast_today.realisation("staff")
    staff = sign_in(cast_today, "staff")

    empty = staff.post(f"/pengukuran/{row.pk}/catatan/", {"text": " ", "name": "Buku"})
    sent = staff.post(
        f"/pengukuran/{row.pk}/catatan/",
        {"text": "Layanan lisan <b>di loket</b>.", "name": "Loket"},
    )

    assert empty.status_code == 422
    assert "Catatan masih kosong" in text_of(empty)
    assert 'value="Buku"' in empty.content.decode()
    assert sent.status_code == 302
    proof = row.evidence.get()
    page = sign_in(cast_today, "kabid").get(f"/bukti/{proof.pk}/lihat/")
    assert "Layanan lisan &lt;b&gt;di loket&lt;/b&gt;." in page.content.decode()


def test_the_same_file_of_two_people_is_shown_to_both_with_where(
    cast_today: Cast,
) -> None:
    content = paper("Sama", ["sama"])
    first = add(cast_today, "satu.pdf", content)
    second = add(cast_today, "dua.pdf", content, key="colleague")

    to_holder = text_of(
        sign_in(cast_today, "staff").get(f"/pengukuran/{first.realisation_id}/")
    )
    to_verifier = text_of(
        sign_in(cast_today, "kabid").get(f"/bukti/{second.pk}/lihat/")
    )

    assert "1 realisasi lain yang tidak dapat Anda lihat" in to_holder
    assert "Made Suryawan" not in to_holder
    assert "Siti Nurjanah" in to_verifier
    assert (
        f"/pengukuran/{first.realisation_id}/"
        in sign_in(cast_today, "kabid")
        .get(f"/bukti/{second.pk}/lihat/")
        .content.decode()
    )


def test_the_holder_is_told_at_once_that_a_file_was_used_before(
    cast_today: Cast,
) -> None:
    content = paper("Sama", ["sama"])
    other = cast_today.realisation("staff", "Dilayani")
    add(cast_today, "satu.pdf", content)

    from django.core.files.uploadedfile import SimpleUploadedFile

    row = sign_in(cast_today, "staff").post(
        f"/pengukuran/{other.pk}/bukti/",
        {"file": [SimpleUploadedFile("dua.pdf", content)]},
        headers={"X-Requested-With": "tolok"},
    )

    assert "dipakai juga untuk: Persentase Koleksi yang Terolah" in text_of(row)


def test_the_page_says_until_when_evidence_is_kept(cast_today: Cast) -> None:
    proof = add(cast_today, "rekap.pdf", paper("Rekap", []))
    staff = sign_in(cast_today, "staff")
    before = text_of(staff.get(f"/bukti/{proof.pk}/lihat/"))
    retention.set_evidence_rules(
        office=cast_today.office,
        file_types=FileType.values,
        max_file_mb=None,
        retain_years=5,
        by=cast_today.viewer("planner"),
        at=cast_today.at(),
    )

    after = text_of(staff.get(f"/bukti/{proof.pk}/lihat/"))

    assert "belum menetapkan masa simpan" in before
    assert "Sampai 31 Desember 2031." in after


def test_the_planner_sets_the_rules_and_the_entry_page_follows(
    cast_today: Cast,
) -> None:
    planner = sign_in(cast_today, "planner")
    row = cast_today.realisation("staff")

    bad = planner.post(
        "/perencanaan/bukti/",
        {"file_types": ["pdf"], "max_file_mb": "500", "retain_years": ""},
    )
    good = planner.post(
        "/perencanaan/bukti/",
        {"file_types": ["pdf"], "max_file_mb": "2", "retain_years": "5"},
    )

    assert bad.status_code == 422
    assert "1 sampai 20 MB" in text_of(bad)
    assert good.status_code == 302
    page = sign_in(cast_today, "staff").get(f"/pengukuran/{row.pk}/")
    assert 'accept=".pdf"' in page.content.decode()
    assert "capture=" not in page.content.decode()
    assert "paling besar 2 MB" in text_of(page)


def test_an_administrator_finds_the_rules_in_the_menu_and_no_list_of_files(
    cast_today: Cast,
) -> None:
    administrator = sign_in(cast_today, "administrator")

    home = administrator.get("/beranda/").content.decode()
    page = text_of(administrator.get("/perencanaan/bukti/"))

    assert 'href="/perencanaan/bukti/"' in home
    assert "Bukti yang lewat masa simpan" not in page


def test_the_camera_of_a_phone_is_offered(cast_today: Cast) -> None:
    row = cast_today.realisation("staff")

    page = sign_in(cast_today, "staff").get(f"/pengukuran/{row.pk}/").content.decode()

    assert 'capture="environment"' in page


def test_the_pages_of_evidence_ask_few_queries(cast_today: Cast) -> None:
    proof = add(cast_today, "rekap.pdf", paper("Rekap", []))
    add(cast_today, "sama.pdf", paper("Rekap", []), key="colleague")

    assert_queries(
        "bukti, lihat", sign_in(cast_today, "kabid"), f"/bukti/{proof.pk}/lihat/"
    )
    assert_queries(
        "perencanaan, bukti", sign_in(cast_today, "planner"), "/perencanaan/bukti/"
    )


def test_what_is_past_its_time_is_listed_and_deleted_with_a_reason(
    cast_today: Cast, django_capture_on_commit_callbacks
) -> None:
    proof = add(cast_today, "rekap.pdf", paper("Rekap", []))
    retention.set_evidence_rules(
        office=cast_today.office,
        file_types=FileType.values,
        max_file_mb=None,
        retain_years=1,
        by=cast_today.viewer("planner"),
        at=cast_today.at(),
    )
    cast_today.office.__class__.objects.filter(pk=cast_today.office.pk).update(
        example_day="2028-02-01"
    )
    planner = sign_in(cast_today, "planner")

    listed = text_of(planner.get("/perencanaan/bukti/"))
    bare = planner.post("/perencanaan/bukti/hapus/", {"selected": [proof.file_id]})
    with django_capture_on_commit_callbacks(execute=True):
        done = planner.post(
            "/perencanaan/bukti/hapus/",
            {"selected": [proof.file_id], "reason": "Berita acara 1/2028"},
        )

    assert "rekap.pdf" in listed
    assert bare.status_code == 422
    assert "Tulis dasar penghapusannya" in text_of(bare)
    assert done.status_code == 302
    assert not path_of(proof.file).exists()
    gone = planner.get(f"/bukti/{proof.pk}/")
    assert gone.status_code == 410
    assert proof.file.sha256 in text_of(gone)
    assert planner.get(f"/bukti/{proof.pk}/halaman/1/").status_code == 410
    assert "sudah dihapus" in text_of(planner.get(f"/bukti/{proof.pk}/lihat/"))


def test_a_forged_choice_of_files_deletes_nothing(cast_today: Cast) -> None:
    row = send(cast_today, "staff", "Koleksi")
    proof = row.evidence.get()
    retention.set_evidence_rules(
        office=cast_today.office,
        file_types=FileType.values,
        max_file_mb=None,
        retain_years=1,
        by=cast_today.viewer("planner"),
        at=cast_today.at(),
    )

    answer = sign_in(cast_today, "planner").post(
        "/perencanaan/bukti/hapus/",
        {"selected": [proof.file_id, 999999, "1' OR 1=1"], "reason": "x"},
        follow=True,
    )

    assert "Belum ada yang dihapus" in text_of(answer)
    assert path_of(proof.file).is_file()


def test_a_picture_asked_of_a_link_or_a_note_is_not_found(cast_today: Cast) -> None:
    proof = evidence.add_note(
        realisation=cast_today.realisation("staff"),
        text="Lisan.",
        name="",
        by=cast_today.viewer("staff"),
        at=cast_today.at(),
    )
    staff = sign_in(cast_today, "staff")

    assert staff.get(f"/bukti/{proof.pk}/halaman/1/").status_code == 404
    assert staff.get(f"/bukti/{proof.pk}/kecil/").status_code == 404
    assert staff.get(f"/bukti/{proof.pk}/").status_code == 302


def test_a_docx_is_told_to_be_opened_as_a_file(cast_today: Cast) -> None:
    proof = attach(cast_today, cast_today.realisation("staff"), "staff")
    Evidence.objects.filter(pk=proof.pk).update(name="rekap.docx")
    proof.file.__class__.objects.filter(pk=proof.file_id).update(
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )

    page = text_of(sign_in(cast_today, "staff").get(f"/bukti/{proof.pk}/lihat/"))

    assert "tidak dipratinjau" in page
