"""How the office stands, where each number comes from, and documents to take away."""

from django.urls import path

from tolok.web.reporting import (
    attention_page,
    chart_files,
    compare_page,
    issued_page,
    lkjip_page,
    lkjip_writing,
    missing_page,
    publication_page,
    rows_page,
    signing_page,
    views,
    warning_page,
)


urlpatterns = [
    path("dasbor/", views.dashboard, name="dasbor"),
    path("dasbor/asal/<int:roll_up_id>/", views.origin, name="asal"),
    path("dasbor/belum/", missing_page.show, name="dasbor_belum"),
    path("dasbor/belum.<slug:kind>", missing_page.take, name="dasbor_belum_unduh"),
    path("dasbor/perhatian/", attention_page.show, name="dasbor_perhatian"),
    path(
        "dasbor/perhatian.<slug:kind>",
        attention_page.take,
        name="dasbor_perhatian_unduh",
    ),
    path("dasbor/peringatan/", warning_page.show, name="dasbor_peringatan"),
    path(
        "dasbor/peringatan.<slug:kind>",
        warning_page.take,
        name="dasbor_peringatan_unduh",
    ),
    path("dasbor/rincian/", rows_page.show, name="dasbor_rincian"),
    path("dasbor/rincian.<slug:kind>", rows_page.take, name="dasbor_rincian_unduh"),
    path("dasbor/banding/", compare_page.show, name="dasbor_banding"),
    path("dasbor/banding.<slug:kind>", compare_page.take, name="dasbor_banding_unduh"),
    path(
        "dasbor/grafik/<slug:name>.<slug:kind>", chart_files.take, name="dasbor_grafik"
    ),
    path("dasbor/tahun/", views.year, name="dasbor_tahun"),
    path("dasbor/tahun.<slug:kind>", views.take_year, name="dasbor_tahun_unduh"),
    path("laporan/", views.reports, name="laporan"),
    path("laporan/lkjip/", lkjip_page.overview, name="lkjip"),
    path("laporan/lkjip/<int:year>/susun/", lkjip_page.make, name="lkjip_susun"),
    path(
        "laporan/lkjip/<int:year>/naskah/<slug:key>/",
        lkjip_writing.part,
        name="lkjip_naskah",
    ),
    path(
        "laporan/lkjip/<int:year>/pembanding/",
        lkjip_writing.benchmarks,
        name="lkjip_pembanding",
    ),
    path(
        "laporan/lkjip/<int:year>/anggaran/",
        lkjip_writing.budget,
        name="lkjip_anggaran",
    ),
    path(
        "laporan/lkjip/<int:year>/anggaran/<int:line_id>/hapus/",
        lkjip_writing.drop_budget,
        name="lkjip_anggaran_hapus",
    ),
    path("laporan/susunan/<int:run_id>/", lkjip_page.show_run, name="susunan"),
    path(
        "laporan/susunan/<int:run_id>/unduh/",
        lkjip_page.download_run,
        name="susunan_unduh",
    ),
    path(
        "laporan/susunan/<int:run_id>/batal/",
        lkjip_page.cancel_run,
        name="susunan_batal",
    ),
    path("laporan/terbit.<slug:kind>", issued_page.take, name="dokumen_daftar"),
    path("laporan/terbit/", issued_page.documents, name="dokumen_terbit"),
    path("laporan/terbit/<int:document_id>/", issued_page.document, name="dokumen"),
    path(
        "laporan/terbit/<int:document_id>/unduh/",
        issued_page.download,
        name="dokumen_unduh",
    ),
    path(
        "laporan/terbit/<int:document_id>/tarik/",
        issued_page.withdraw,
        name="dokumen_tarik",
    ),
    path(
        "laporan/terbit/<int:document_id>/tanda-tangan/",
        signing_page.sign,
        name="dokumen_tte",
    ),
    path(
        "laporan/terbit/<int:document_id>/pindaian/",
        signing_page.keep_scan,
        name="dokumen_pindaian",
    ),
    path(
        "laporan/terbit/bertanda/<int:form_id>/",
        signing_page.download,
        name="dokumen_bertanda",
    ),
    path("laporan/publikasi/", publication_page.manage, name="publikasi"),
    path(
        "laporan/publikasi/<int:publication_id>/",
        publication_page.show,
        name="publikasi_satu",
    ),
    path(
        "laporan/publikasi/<int:publication_id>/tarik/",
        publication_page.withdraw,
        name="publikasi_tarik",
    ),
]
