"""Lists are taken away as they are seen: all pages, with the filter, in two forms."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from tests.cast import Cast, scene
from tests.reporting.reading import cells
from tests.web.doing import send, sign_in, text_of, verify
from tests.web.test_downloads import content_of
from tests.web.test_issued import issue
from tolok.records.models import AuditEvent
from tolok.reporting.enums import DocumentKind


@scene
def reported(cast_today: Cast) -> Cast:
    """One verified, one waiting, one document issued."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    send(cast_today, "clerk", "Surat")
    issue(cast_today, "planner", DocumentKind.RECAP, 1)
    return cast_today


def lines(cast: Cast, key: str, name: str, **asked: str) -> list[list[str]]:
    answer = sign_in(cast, key).get(reverse(name, args=["csv"]), asked)
    assert answer.status_code == 200
    return list(csv.reader(StringIO(content_of(answer).decode())))


@pytest.mark.parametrize(
    ("page", "name", "key"),
    [
        ("/jejak/", "jejak_unduh", "planner"),
        ("/kantor/orang/", "orang_unduh", "planner"),
        ("/verifikasi/", "verifikasi_unduh", "kasubag"),
        ("/laporan/terbit/", "dokumen_daftar", "planner"),
    ],
)
def test_a_list_leads_to_its_files_and_each_opens(
    reported: Cast, page: str, name: str, key: str
) -> None:
    client = sign_in(reported, key)
    seen = client.get(page).content.decode()

    for kind in ("xlsx", "csv"):
        assert f'href="{reverse(name, args=[kind])}"' in seen
    book = content_of(client.get(reverse(name, args=["xlsx"])))
    assert cells(book, 1)["A6"][2] == lines(reported, key, name)[0][0]
    assert client.get(reverse(name, args=["exe"])).status_code == 404


def test_the_trail_is_taken_as_it_is_filtered_with_the_hash_of_each_event(
    reported: Cast,
) -> None:
    _head, *rows = lines(
        reported, "planner", "jejak_unduh", tindakan="reporting.issue_document"
    )

    event = AuditEvent.objects.get(action="reporting.issue_document")
    assert [row[0] for row in rows] == [str(event.number)]
    assert rows[0][-1] == event.hash
    assert len(lines(reported, "planner", "jejak_unduh")) - 1 == (
        AuditEvent.objects.filter(office_id=reported.office.pk).count()
    )


def test_people_are_taken_as_they_are_searched_for(reported: Cast) -> None:
    name = reported.people["staff"].name

    _head, *rows = lines(reported, "planner", "orang_unduh", cari=name)

    assert name in {row[3] for row in rows}
    assert len(rows) < len(lines(reported, "planner", "orang_unduh")) - 1


def test_a_verifier_takes_what_waits_for_him_alone(reported: Cast) -> None:
    _head, *rows = lines(reported, "kasubag", "verifikasi_unduh")

    assert [row[2] for row in rows] == [reported.people["clerk"].name]
    assert lines(reported, "kabid", "verifikasi_unduh")[1:] == []


def test_issued_documents_are_listed_with_code_and_hash(reported: Cast) -> None:
    _head, row = lines(reported, "planner", "dokumen_daftar", cari="rekap")

    assert row[1].startswith("Rekap capaian kinerja Triwulan I 2026")
    assert len(row[-1]) == 64
    assert lines(reported, "planner", "dokumen_daftar", cari="tak ada")[1:] == []


# ------------------------------------------------------------------- the paper


@pytest.mark.parametrize(
    "url",
    [
        "/laporan/",
        "/laporan/pengukuran.pdf",
        "/laporan/pengukuran.docx",
        "/laporan/rekap.pdf",
        "/laporan/kamus.docx",
        "/laporan/daftar/bukti.pdf",
        "/laporan/daftar/bukti.docx",
    ],
)
def test_a_paper_that_no_printer_has_is_refused_in_one_sentence(
    reported: Cast, url: str
) -> None:
    answer = sign_in(reported, "planner").get(url, {"kertas": "kwarto"})

    assert answer.status_code == 422
    assert "Kertas “kwarto” tidak dikenal. Pilih Folio (F4) atau A4." in text_of(answer)
