"""Lists are taken away as they are seen: all pages, with the filter, in two forms."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from tests.cast import Cast, scene
from tests.planning.letters import LETTER
from tests.reporting.reading import cells
from tests.web.doing import send, sign_in, text_of, verify
from tests.web.test_downloads import content_of
from tests.web.test_issued import issue
from tolok.inspection import notes
from tolok.inspection.enums import NoteKind
from tolok.organisation import delegations
from tolok.planning import proposals
from tolok.records.models import AuditEvent
from tolok.reporting.enums import DocumentKind


@scene
def reported(cast_today: Cast) -> Cast:
    """One verified, one waiting, one document issued."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    send(cast_today, "clerk", "Surat")
    issue(cast_today, "planner", DocumentKind.RECAP, 1)
    proposals.propose_targets(
        year=cast_today.year,
        indicator=cast_today.indicator("Koleksi"),
        lines=[proposals.Line(cast_today.quarters[3], "1900")],
        reason="Jam layanan ditambah.",
        by=cast_today.viewer("staff"),
        at=cast_today.at(),
        letter=LETTER,
    )
    delegations.delegate_verification(
        position=cast_today.positions["p06"],
        person=cast_today.people["clerk"],
        starts_on=cast_today.day,
        ends_on=cast_today.day,
        letter_number="800/1/2026",
        by=cast_today.viewer("kabid"),
        at=cast_today.at(),
    )
    notes.write_note(
        kind=NoteKind.FINDING,
        text="Bukti bulan ketiga belum ada.",
        indicator=cast_today.indicator("Koleksi"),
        by=cast_today.viewer("inspector"),
        at=cast_today.at(),
    )
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
        ("/perencanaan/pengingat/catatan/", "catatan_pengingat_unduh", "planner"),
        ("/verifikasi/pelimpahan/", "pelimpahan_unduh", "kabid"),
        ("/pemeriksaan/temuan/", "temuan_unduh", "inspector"),
        ("/target/usulan/", "usulan_unduh", "kabid"),
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


def test_proposals_are_taken_a_line_a_target_by_who_may_see_them(
    reported: Cast,
) -> None:
    _head, *rows = lines(reported, "kabid", "usulan_unduh")

    assert rows
    assert [row[3] for row in rows] == ["1900"]
    assert len(lines(reported, "archivist", "usulan_unduh")) == 1


def test_a_letter_of_delegation_is_listed_with_its_days(reported: Cast) -> None:
    _head, row = lines(reported, "kabid", "pelimpahan_unduh")

    assert row[2] == reported.people["clerk"].name
    assert row[-2] == "800/1/2026"


def test_a_finding_is_taken_by_whom_it_concerns_and_a_working_note_is_not(
    reported: Cast,
) -> None:
    notes.write_note(
        kind=NoteKind.WORKING,
        text="Tanyakan lagi.",
        by=reported.viewer("inspector"),
        at=reported.at(),
    )

    assert len(lines(reported, "inspector", "temuan_unduh")) == 3
    assert [row[2] for row in lines(reported, "planner", "temuan_unduh")[1:]] == [
        "Bukti bulan ketiga belum ada."
    ]


def test_a_day_is_that_of_the_offices_clocks(reported: Cast) -> None:
    notes.write_note(
        kind=NoteKind.FINDING,
        text="Ditulis pagi sekali.",
        by=reported.viewer("inspector"),
        at=reported.at(hour=5),  # the evening before by universal time
    )

    _head, first, *_rows = lines(reported, "inspector", "temuan_unduh")

    assert first[4] == reported.day.isoformat()
