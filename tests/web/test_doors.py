"""Who may come in by which door: one table for every address and every kind of person.

Columns: a stranger who did not sign in, staff of another unit, the holder's superior,
the head, the planner, an inspector, the administrator, a planner of another office.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.cast import Cast, scene
from tests.decrees.mending import mend_indicator, next_year_draft
from tests.inspection import register
from tests.planning.letters import LETTER
from tests.web.doing import file, picture, sign_in
from tolok.decrees import issuing
from tolok.decrees.enums import DocumentForm, PaperSize
from tolok.measurement import evidence
from tolok.measurement.models import Realisation
from tolok.organisation import delegations
from tolok.planning import proposals, target_importing, windows
from tolok.reader.pages import draw_page
from tolok.records import page_images
from tolok.records.models import AuditEvent, Notice
from tolok.registry import importing, units
from tolok.reporting import issuing as official
from tolok.reporting import publishing, running, signing, writing
from tolok.reporting.enums import DocumentKind, ReportForm
from tolok.scoring.models import RollUp


IN, OUT, NO, GONE = 200, 302, 403, 404
WHO = (
    "nobody",
    "archivist",
    "kabid",
    "head",
    "planner",
    "inspector",
    "administrator",
    "stranger_planner",
)
# address name → answers in the order of WHO; the work looked at is that of `staff`
GET_TABLE = {
    "beranda": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "akun": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "lainnya": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "bantuan": (OUT, IN, IN, IN, IN, IN, IN, IN),
    # an office is set up by an administrator of the system
    "kantor_baru": (OUT, NO, NO, NO, NO, NO, IN, NO),
    "isi": (OUT, GONE, IN, IN, IN, IN, GONE, GONE),
    "bukti": (OUT, GONE, IN, IN, IN, IN, GONE, GONE),
    "bukti_lihat": (OUT, GONE, IN, IN, IN, IN, GONE, GONE),
    "bukti_kecil": (OUT, GONE, IN, IN, IN, IN, GONE, GONE),
    "bukti_halaman": (OUT, GONE, IN, IN, IN, IN, GONE, GONE),
    "lembar": (OUT, IN, IN, IN, IN, IN, IN, IN),
    # who may see it but not verify it is led to the page of the work itself
    "periksa": (OUT, GONE, IN, OUT, OUT, OUT, GONE, GONE),
    "registri": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "jabatan": (OUT, IN, IN, IN, IN, IN, IN, GONE),
    "indikator": (OUT, IN, IN, IN, IN, IN, IN, GONE),
    "dasbor": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dasbor_belum": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dasbor_belum_unduh": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dasbor_perhatian": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dasbor_perhatian_unduh": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dasbor_peringatan": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dasbor_peringatan_unduh": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dasbor_rincian": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dasbor_rincian_unduh": (OUT, NO, IN, IN, IN, IN, NO, IN),
    # other offices are compared by head, planner and inspector: test_compare_offices.py
    "dasbor_banding": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dasbor_banding_unduh": (OUT, NO, IN, IN, IN, IN, NO, IN),
    # the office of the last column has no value yet, so no picture either
    "dasbor_grafik": (OUT, NO, IN, IN, IN, IN, NO, GONE),
    "dasbor_tahun_unduh": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dasbor_tahun": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "asal": (OUT, NO, IN, IN, IN, IN, NO, GONE),
    "sk": (OUT, NO, NO, IN, IN, IN, NO, IN),
    "sk_rincian": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    "sk_naskah": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    "sk_temuan": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    # the decree of the table came as data: nobody sees pages that it has not
    "sk_halaman": (OUT, NO, NO, GONE, GONE, GONE, NO, GONE),
    "sk_berkas": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    # nor pictures that it was not made of
    "sk_berkas_asal": (OUT, NO, NO, GONE, GONE, GONE, NO, GONE),
    "sk_pembacaan": (OUT, NO, NO, NO, IN, NO, NO, GONE),
    "sk_aturan": (OUT, NO, NO, NO, IN, NO, IN, IN),
    "sk_unggah": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "sk_banding": (OUT, NO, NO, IN, IN, IN, NO, IN),
    "sk_banding_xlsx": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    "sk_banding_docx": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    "sk_terbit": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    "sk_terbitan": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    "sk_terbitan_unduh": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    "sk_templat": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "sk_templat_unduh": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "sk_templat_contoh": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "sk_lanjut": (OUT, NO, NO, NO, IN, NO, NO, GONE),
    "sk_pemeriksaan": (OUT, NO, NO, IN, IN, IN, NO, IN),
    "sk_pemeriksaan_satu": (OUT, NO, NO, IN, IN, IN, NO, IN),
    "orang_unduh": (OUT, NO, NO, NO, IN, NO, IN, IN),
    "orang": (OUT, NO, NO, NO, IN, NO, IN, IN),
    "orang_jabatan": (OUT, NO, NO, NO, IN, NO, IN, GONE),
    "perencanaan": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "target": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "target_lembar": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "target_impor": (OUT, NO, NO, NO, IN, NO, NO, GONE),
    # a sheet that nobody checked yet has no errors to give back
    "target_impor_salah": (OUT, NO, NO, NO, GONE, NO, NO, GONE),
    "target_unduh": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "target_sebar": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "hitung_ulang": (OUT, NO, NO, NO, IN, NO, IN, IN),
    "bobot": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "bobot_unit": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "bobot_lembar": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "bobot_unduh": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "aturan_tahun": (OUT, NO, NO, NO, IN, NO, NO, IN),
    # how a target is read: for everyone of the office, by an indicator of it
    "target_baca": (OUT, IN, IN, IN, IN, IN, IN, GONE),
    # one's own targets: whoever holds a position
    "target_saya": (OUT, IN, IN, IN, IN, NO, NO, NO),
    # staff's own: nobody else proposes for that position, not even the superior
    "target_usul": (OUT, NO, NO, NO, NO, NO, NO, GONE),
    "usulan": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "usulan_unduh": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "usulan_satu": (OUT, GONE, IN, IN, IN, IN, GONE, GONE),
    "target_dokumen": (OUT, IN, IN, IN, IN, IN, IN, GONE),
    "definisi_daftar": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "definisi_terima": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "definisi_tabel": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "satuan": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "definisi_impor": (OUT, NO, NO, NO, IN, NO, NO, GONE),
    # a sheet that nobody checked yet has no errors to give back
    "definisi_impor_salah": (OUT, NO, NO, NO, GONE, NO, NO, GONE),
    "definisi_lembar": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "definisi_unduh": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "definisi": (OUT, NO, NO, NO, IN, NO, NO, GONE),
    "jadwal": (OUT, NO, NO, NO, IN, NO, NO, GONE),
    "hari_libur": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "aturan_verifikasi": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "aturan_bukti": (OUT, NO, NO, NO, IN, NO, IN, IN),
    "perpanjangan": (OUT, NO, NO, NO, IN, NO, NO, GONE),
    # who leads a unit, and planners for one who is away
    "pelimpahan": (OUT, NO, IN, IN, IN, NO, NO, IN),
    "pelimpahan_unduh": (OUT, NO, IN, IN, IN, NO, NO, IN),
    "pemberitahuan": (OUT, IN, IN, IN, IN, IN, IN, IN),
    # the verified work of staff, while the window is open
    "buka_kembali": (OUT, GONE, IN, NO, NO, NO, GONE, GONE),
    "tahun_baru": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "pengingat_saya": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "aturan_pengingat": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "surat_pengingat": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "catatan_pengingat": (OUT, NO, NO, NO, IN, NO, IN, IN),
    "catatan_pengingat_unduh": (OUT, NO, NO, NO, IN, NO, IN, IN),
    "laporan": (OUT, NO, IN, IN, IN, IN, NO, IN),
    # it tells of the whole office, so a superior of one unit does not open it
    "lkjip": (OUT, NO, NO, IN, IN, IN, NO, IN),
    # named by the year, so a planner elsewhere comes to the own office's
    "lkjip_naskah": (OUT, NO, NO, IN, IN, IN, NO, IN),
    "lkjip_pembanding": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "lkjip_anggaran": (OUT, NO, NO, NO, IN, NO, NO, IN),
    "susunan": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    "susunan_unduh": (OUT, NO, NO, IN, IN, IN, NO, GONE),
    # the document of the table is the planner's own, of the whole office
    "dokumen_daftar": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dokumen_terbit": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "dokumen": (OUT, NO, GONE, IN, IN, IN, NO, GONE),
    "dokumen_bertanda": (OUT, NO, GONE, IN, IN, IN, NO, GONE),
    "dokumen_unduh": (OUT, NO, GONE, IN, IN, IN, NO, GONE),
    "publikasi": (OUT, NO, NO, IN, IN, NO, NO, IN),
    "publikasi_satu": (OUT, NO, NO, IN, IN, NO, NO, GONE),
    "laporan_pengukuran_xlsx": (OUT, NO, IN, IN, IN, IN, NO, GONE),
    "laporan_pengukuran_pdf": (OUT, NO, IN, IN, IN, IN, NO, GONE),
    "laporan_pengukuran_docx": (OUT, NO, IN, IN, IN, IN, NO, GONE),
    "laporan_pengukuran_csv": (OUT, NO, IN, IN, IN, IN, NO, GONE),
    "laporan_rekap_pdf": (OUT, NO, IN, IN, IN, IN, NO, GONE),
    "laporan_daftar": (OUT, NO, IN, IN, IN, IN, NO, GONE),
    # everyone reads how the own office measures, whichever that is
    "laporan_kamus_pdf": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "laporan_kamus_docx": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "laporan_kamus_csv": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "laporan_kamus_xlsx": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "laporan_jabatan_docx": (OUT, IN, IN, IN, IN, IN, IN, GONE),
    # everyone of the office: the list holds what each may see
    "pemeriksaan": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "pemeriksaan_xlsx": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "pemeriksaan_csv": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "rekomendasi": (OUT, GONE, IN, IN, IN, IN, GONE, GONE),
    "rekomendasi_bukti": (OUT, GONE, IN, IN, IN, IN, GONE, GONE),
    "rekomendasi_tulis": (OUT, NO, NO, NO, NO, IN, NO, NO),
    "pola": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "pola_daftar": (OUT, NO, IN, IN, IN, IN, NO, IN),
    "temuan": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "temuan_unduh": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "temuan_tulis": (OUT, NO, NO, NO, NO, IN, NO, NO),
    "aturan": (OUT, IN, IN, IN, IN, IN, IN, IN),
    # what waits for oneself is nobody else's; who decides nothing gets an empty list
    "verifikasi_unduh": (OUT, IN, IN, IN, IN, IN, IN, IN),
    "jejak_unduh": (OUT, NO, NO, IN, IN, IN, IN, IN),
    "jejak": (OUT, NO, NO, IN, IN, IN, IN, IN),
}
# POSTs that change something, and who is let through to the act itself (not OUT, NO, GONE)
POST_TABLE = {
    "draf": ("staff",),
    "tarik": ("staff",),
    "unggah": ("staff",),
    "hapus_bukti": ("staff",),
    "catatan": ("staff",),
    "hapus_lewat_masa": ("planner", "stranger_planner"),
    "periksa": ("kabid",),
    "bobot": ("planner", "stranger_planner"),
    "bobot_unit": ("planner", "stranger_planner"),
    "bobot_lembar": ("planner", "stranger_planner"),
    "hitung_ulang": ("planner", "administrator", "stranger_planner"),
    "buka_periode": ("planner",),
    "lkjip_susun": ("planner", "head", "inspector", "stranger_planner"),
    "lkjip_naskah": ("planner", "stranger_planner"),
    "lkjip_anggaran_hapus": ("planner",),
    "susunan_batal": ("planner", "head", "inspector"),
    "publikasi": ("planner", "head", "stranger_planner"),
    "publikasi_tarik": ("planner", "head"),
    "dokumen_terbit": ("planner", "head", "kabid", "stranger_planner"),
    "dokumen_tarik": ("planner", "head"),
    "dokumen_tte": ("planner", "head"),
    "dokumen_pindaian": ("planner", "head"),
    "akhiri_penempatan": ("planner", "administrator"),
    "bagian_penempatan": ("planner", "administrator"),
    "buat_akun": ("administrator",),
    "hapus_libur": ("planner",),
    "usulan_satu": ("kabid", "staff"),
    "cabut_pelimpahan": ("kabid", "planner"),
    "buka_pemberitahuan": ("staff",),
    "baca_pemberitahuan": ("staff",),
    "ingatkan": ("kabid", "head", "planner"),
    "aturan_pengingat": ("planner", "stranger_planner"),
    "uji_pengingat": ("planner", "stranger_planner"),
    "satuan_hapus": ("planner",),
    "definisi_impor_batal": ("planner",),
    "target_impor_batal": ("planner",),
    "rekomendasi": ("kabid", "head", "planner", "inspector"),
    "rekomendasi_tulis": ("inspector",),
    "temuan_tulis": ("inspector",),
    "temuan_tarik": ("inspector",),
    "sk_tetapkan": ("planner",),
    "sk_perbaiki": ("planner",),
    "sk_banding_pasang": ("planner",),
    "sk_banding_urung": ("planner",),
    "sk_jenis": ("planner",),
    "sk_batal": ("planner",),
    "sk_pembacaan_batal": ("planner",),
    # a document taken is written into the trail, so it is asked for by POST
    "sk_terbit": ("planner", "head", "inspector"),
    "sk_lanjut": ("planner",),
    "sk_templat": ("planner", "stranger_planner"),
    "sk_templat_pakai": ("planner", "stranger_planner"),
    "sk_pemeriksaan": ("planner", "stranger_planner"),
    "sk_pemeriksaan_satu": ("planner", "stranger_planner"),
}
OPEN_TO_ALL = {
    *("sehat", "masuk", "gaya", "awal"),
    # read by anyone: tests/web/test_public.py
    *("publik", "publik_kantor", "publik_tahun", "publik_indikator"),
    *("publik_csv", "publik_json", "publik_kamus_data", "publik_robots"),
    # read by whoever knows the secret in it: tests/reminders/test_calendar.py
    "publik_kalender",
    # an issued document is checked by anybody: tests/web/test_issued.py
    *("publik_periksa", "publik_periksa_kode"),
}


@pytest.fixture
def places(furnished, monkeypatch) -> dict[str, list[object]]:
    """What the addresses of the table speak of; pages are drawn in this process."""
    draw_here(monkeypatch)
    return furnished


def draw_here(patch: pytest.MonkeyPatch) -> None:
    """Draw pages without a process of their own."""
    patch.setattr(
        page_images,
        "draw_page_safely",
        lambda path, number: draw_page(path.read_bytes(), number),
    )


@scene
def furnished(cast_today: Cast) -> dict[str, list[object]]:
    """Something of every kind stands in the office."""
    with pytest.MonkeyPatch.context() as patch:
        draw_here(patch)
        return furnish(cast_today)


def furnish(cast: Cast) -> dict[str, list[object]]:
    """Make something of every kind; return what the addresses need to find it."""
    row = cast.realisation("staff", "Pemustaka")
    proof = evidence.add_link(
        realisation=row,
        link="https://contoh.go.id/bukti",
        name="bukti",
        by=cast.viewer("staff"),
        at=cast.at(),
    )
    photo = evidence.add_file(
        realisation=row,
        name="foto.png",
        content=picture("PNG"),
        by=cast.viewer("staff"),
        at=cast.at(),
    )
    from tests.measurement.reporting import submit, verify
    from tolok.decrees import actions as decrees
    from tolok.measurement.entries import Entry

    submit(cast, "staff", Entry("1.600"), words="Pemustaka")
    verify(
        cast,
        submit(
            cast,
            "staff",
            Entry(numerator="90", denominator="100"),
            words="Persentase Koleksi",
        ),
        "kabid",
    )
    reading = decrees.begin_reading(
        content=b"%PDF-", name="sk.pdf", by=cast.viewer("planner"), at=cast.at()
    )
    later = next_year_draft(cast)
    issued = issuing.ask_for_document(
        decree=cast.decree,
        form=DocumentForm.JSON,
        paper=PaperSize.A4,
        is_whole=False,
        file_name="sk.json",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    issuing.make_document(issued_id=issued.pk)
    publication = publishing.publish(
        period=cast.quarters[0],
        units=list(cast.units.values()),
        starts_on=cast.day,
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    run = running.ask_for_report(
        year=cast.year,
        form=ReportForm.PDF,
        is_a4=False,
        file_name="lkjip.pdf",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    running.make_report(run_id=run.pk)
    line = writing.keep_budget_line(
        year=cast.year,
        objective=None,
        budgeted=writing.Budgeted(programme="Program Penunjang"),
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    document = official.issue_document(
        wanted=official.Wanted(kind=DocumentKind.RECAP, period=cast.quarters[0]),
        once="0" * 32,
        address="https://kinerja.kantor.example",
        file_name=lambda laid: f"{laid.frame.period}.pdf",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    roll_up = RollUp.objects.get(level="position", period__isnull=False)
    holiday = windows.decide_holiday(
        office=cast.office,
        day=date(2026, 12, 28),
        name="Hari jadi",
        reason="Surat edaran",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    sheet = importing.begin_import(
        content=b"PK", name="kamus.xlsx", by=cast.viewer("planner"), at=cast.at()
    )
    targets_sheet = target_importing.begin_import(
        year=cast.year,
        content=b"PK",
        name="target.xlsx",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    unit = units.add_unit(
        office=cast.office,
        name="boks arsip",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    proposal = proposals.propose_targets(
        year=cast.year,
        indicator=row.indicator,
        lines=[proposals.Line(cast.quarters[3], "1.900")],
        reason="Jam layanan ditambah.",
        by=cast.viewer("staff"),
        at=cast.at(),
        letter=LETTER,
    )
    lent = delegations.delegate_verification(
        position=cast.positions["p06"],
        person=cast.people["clerk"],
        starts_on=cast.day,
        ends_on=cast.day,
        letter_number="800/1/2026",
        by=cast.viewer("kabid"),
        at=cast.at(),
    )
    asked = register.recommend(cast, "p06")
    followed = register.follow_up(cast, asked, "kabid")
    found = register.find(cast, realisation=row)
    scanned = signing.keep_scan(
        document=document,
        name="pindaian.pdf",
        content=b"%PDF-1.7 pindaian",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    return {
        "rekomendasi": [asked.pk],
        "rekomendasi_bukti": [followed.steps.last().evidence.get().pk],
        "temuan_tarik": [found.pk],
        "isi": [row.pk],
        "draf": [row.pk],
        "tarik": [row.pk],
        "unggah": [row.pk],
        "bukti": [proof.pk],
        "lkjip_susun": [2026],
        "lkjip_naskah": [2026, "isu"],
        "lkjip_pembanding": [2026],
        "lkjip_anggaran": [2026],
        "lkjip_anggaran_hapus": [2026, line.pk],
        "susunan": [run.pk],
        "susunan_unduh": [run.pk],
        "susunan_batal": [run.pk],
        "dokumen": [document.pk],
        "dokumen_unduh": [document.pk],
        "dokumen_tarik": [document.pk],
        "dokumen_tte": [document.pk],
        "dokumen_pindaian": [document.pk],
        "dokumen_bertanda": [scanned.pk],
        "publikasi_satu": [publication.pk],
        "publikasi_tarik": [publication.pk],
        "hapus_bukti": [proof.pk],
        "catatan": [row.pk],
        "bukti_lihat": [photo.pk],
        "bukti_kecil": [photo.pk],
        "bukti_halaman": [photo.pk, 1],
        "periksa": [row.pk],
        "jabatan": [row.position_id],
        "indikator": [row.indicator_id],
        "asal": [roll_up.pk],
        "orang_unduh": ["csv"],
        "usulan_unduh": ["csv"],
        "pelimpahan_unduh": ["xlsx"],
        "catatan_pengingat_unduh": ["csv"],
        "temuan_unduh": ["xlsx"],
        "dokumen_daftar": ["csv"],
        "verifikasi_unduh": ["csv"],
        "jejak_unduh": ["csv"],
        "dasbor_belum_unduh": ["csv"],
        "dasbor_perhatian_unduh": ["xlsx"],
        "dasbor_peringatan_unduh": ["csv"],
        "dasbor_rincian_unduh": ["xlsx"],
        "dasbor_banding_unduh": ["csv"],
        "dasbor_tahun_unduh": ["csv"],
        "dasbor_grafik": ["tren", "svg"],
        "orang_jabatan": [row.position_id],
        "akhiri_penempatan": [cast.people["staff"].placements.get().pk],
        "bagian_penempatan": [cast.people["staff"].placements.get().pk],
        "buat_akun": [cast.people["staff"].placements.get().pk],
        "sk_rincian": [cast.decree.pk],
        "sk_naskah": [cast.decree.pk],
        "sk_tetapkan": [cast.decree.pk],
        "sk_temuan": [cast.decree.pk],
        "sk_halaman": [cast.decree.pk, 1],
        "sk_berkas": [cast.decree.pk],
        "sk_berkas_asal": [cast.decree.pk, 1],
        "sk_perbaiki": [cast.decree.pk],
        "sk_jenis": [cast.decree.pk],
        "sk_batal": [cast.decree.pk],
        "sk_pembacaan": [reading.pk],
        "sk_pembacaan_batal": [reading.pk],
        "sk_terbit": [cast.decree.pk],
        "sk_terbitan": [issued.pk],
        "sk_terbitan_unduh": [issued.pk],
        "sk_lanjut": [cast.decree.pk],
        "sk_banding_pasang": [],
        "sk_banding_urung": [mend_indicator(cast, later).pk],
        "sk_pemeriksaan_satu": ["not-a-measure"],
        "definisi": [row.indicator_id],
        "satuan_hapus": [unit.pk],
        "definisi_impor": [sheet.pk],
        "definisi_impor_salah": [sheet.pk],
        "definisi_impor_batal": [sheet.pk],
        "target_impor": [targets_sheet.pk],
        "target_impor_salah": [targets_sheet.pk],
        "target_impor_batal": [targets_sheet.pk],
        "aturan_tahun": [2026],
        "target_usul": [cast.indicator("Koleksi").pk],
        "usulan_satu": [proposal.pk],
        "target_dokumen": [proposal.steps.get().basis_id],
        "jadwal": [row.period_id],
        "buka_periode": [row.period_id],
        "perpanjangan": [row.period_id],
        "buka_kembali": [cast.realisation("staff", "Koleksi").pk],
        "hapus_libur": [holiday.pk],
        "cabut_pelimpahan": [lent.pk],
        "buka_pemberitahuan": [
            Notice.objects.filter(person_id=cast.people["staff"].pk)[0].pk
        ],
        "baca_pemberitahuan": [
            Notice.objects.filter(person_id=cast.people["staff"].pk)[0].pk
        ],
        "laporan_jabatan_docx": [row.position_id],
        "laporan_pengukuran_xlsx": [],
        "laporan_daftar": ["belum-masuk", "csv"],
    }


@pytest.fixture
def visitor(cast_today: Cast) -> Callable[[str], Client]:
    """Return a browser for a person of the cast; "nobody" did not sign in."""
    return lambda key: Client() if key == "nobody" else sign_in(cast_today, key)


def address(name: str, places: dict[str, list[object]], cast: Cast) -> str:
    """Return the address of a table row, with the period where one is asked for."""
    from django.urls import reverse

    found = reverse(name, args=places.get(name, []))
    if name == "pola_daftar":
        return f"{found}?tahun=2026&apa=sent"
    if name.startswith("sk_banding_"):
        later = cast.decree.__class__.objects.order_by("pk").last()
        return f"{found}?dari={cast.decree.pk}&ke={later.pk}"
    if name == "target_baca":
        return f"{found}?indikator={cast.indicator('Koleksi').pk}&teks=3.500"
    asks_period = name.startswith("laporan_") and name != "laporan_jabatan_docx"
    return f"{found}?periode={cast.quarters[0].pk}" if asks_period else found


def look(client: Client, url: str) -> int:
    """Open an address to its end; return the status."""
    answer = client.get(url)
    if answer.streaming:
        b"".join(answer.streaming_content)
    for close in answer._resource_closers:  # the file, without the test's connection
        close()
    return answer.status_code


def what_stands() -> tuple[int, list[tuple[int, int]]]:
    """Return what no GET may change: the trail's length and each revision."""
    return (
        AuditEvent.objects.count(),
        list(Realisation.objects.order_by("pk").values_list("pk", "revision")),
    )


@pytest.mark.parametrize("name", GET_TABLE)
def test_each_door_lets_in_whom_the_table_says(
    cast_today: Cast,
    places: dict[str, list[object]],
    visitor: Callable[[str], Client],
    name: str,
) -> None:
    url = address(name, places, cast_today)
    before = what_stands()

    answers = {who: look(visitor(who), url) for who in WHO}

    assert what_stands() == before, "a GET has changed something"
    if name == "bukti":  # evidence that is a link leads there
        answers = {
            w: IN if s == OUT and w != "nobody" else s for w, s in answers.items()
        }
    assert answers == dict(zip(WHO, GET_TABLE[name], strict=True))


@pytest.mark.parametrize("name", POST_TABLE)
def test_each_act_is_taken_only_from_whom_the_table_says(
    cast_today: Cast,
    places: dict[str, list[object]],
    visitor: Callable[[str], Client],
    name: str,
) -> None:
    url = address(name, places, cast_today)
    before = AuditEvent.objects.count()

    row = cast_today.realisation("staff", "Pemustaka")

    def whole_form() -> dict[str, object]:
        return {
            "revision": row.revision,
            "version": row.revision,
            "value": "1.700",
            "decision": "verify",
            "evidence": file("bukti.pdf"),
            "text": "Layanan lisan pada 2 April.",
            "periode": row.period_id,
        }

    refused = {
        who: visitor(who).post(url, whole_form()).status_code
        for who in (*WHO, "staff", "stranger")
        if who not in POST_TABLE[name]
    }

    assert set(refused.values()) <= {OUT, NO, GONE}, refused
    if name != "unggah":  # a plain upload leads back to the page, which says no
        assert {who for who, status in refused.items() if status == OUT} == {"nobody"}
    assert AuditEvent.objects.count() == before


def test_an_act_is_not_taken_by_a_get(
    cast_today: Cast,
    places: dict[str, list[object]],
    visitor: Callable[[str], Client],
) -> None:
    before = what_stands()
    clients = [visitor(who) for who in ("staff", "kabid", "planner")]

    for name in POST_TABLE:
        url = address(name, places, cast_today)
        for client in clients:
            look(client, url)

    assert what_stands() == before


def test_a_guessed_id_is_not_found(
    cast_today: Cast, visitor: Callable[[str], Client]
) -> None:
    client = visitor("planner")
    for url in (
        "/pengukuran/999999/",
        "/bukti/999999/",
        "/verifikasi/999999/",
        "/registri/jabatan/999999/",
        "/registri/indikator/999999/",
        "/sk/999999/",
        "/sk/temuan/tidak-ada/",
        "/dasbor/asal/999999/",
        "/laporan/jabatan/999999.docx",
        "/pengukuran/1'%20OR%201=1/",
        "/tidak-ada/",
    ):
        assert look(client, url) == GONE, url


def test_an_act_without_the_token_of_the_form_is_refused(
    cast_today: Cast, places: dict[str, list[object]]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        cast_today.users["staff"], backend="tolok.accounts.backends.PasswordBackend"
    )

    answer = client.post(address("tarik", places, cast_today))

    assert answer.status_code == NO
    assert "kedaluwarsa" in answer.content.decode()


def test_every_address_stands_in_a_table() -> None:
    def names(resolver: URLResolver, prefix: str = "") -> set[str]:
        found: set[str] = set()
        for entry in resolver.url_patterns:
            place = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                found |= names(entry, place)
            elif isinstance(entry, URLPattern) and not place.startswith("api/"):
                found.add(str(entry.name))
        return found

    acts_and_parts = {
        "keluar",
        "kata_sandi",
        "tampilan",
        "panduan",
        "bahasa",
        "pilih_kantor",
        "pengukuran",
        "verifikasi",
        "pratinjau",
        "tautan",
        "sekaligus",
        "usulan_setujui",
        "tambah_libur",
        "aturan_libur",
        "dibaca_semua",
        "surel_saya",
        "surel_kode",
        "kalender_saya",
        "kalender_cabut",
    }
    known = set(GET_TABLE) | set(POST_TABLE) | OPEN_TO_ALL | acts_and_parts

    assert names(get_resolver()) == known
