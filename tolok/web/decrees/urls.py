"""Decrees: the list, upload, one of them beside its source, correction, adoption."""

from django.urls import path

from tolok.web.decrees import (
    adoption,
    comparison_page,
    correcting,
    files,
    issuing,
    lint_rules,
    office_template,
    renewing,
    uploads,
    views,
)


urlpatterns = [
    path("sk/", views.show_list, name="sk"),
    path("sk/unggah/", uploads.upload, name="sk_unggah"),
    path("sk/aturan/", adoption.rule, name="sk_aturan"),
    path("sk/pembacaan/<int:reading_id>/", uploads.reading, name="sk_pembacaan"),
    path(
        "sk/pembacaan/<int:reading_id>/batal/",
        uploads.cancel_reading,
        name="sk_pembacaan_batal",
    ),
    path("sk/banding/", comparison_page.show, name="sk_banding"),
    path("sk/banding/pasangan/", comparison_page.mend, name="sk_banding_pasang"),
    path(
        "sk/banding/pasangan/<int:mend_id>/urungkan/",
        comparison_page.undo,
        name="sk_banding_urung",
    ),
    path("sk/banding/perbandingan.xlsx", comparison_page.xlsx, name="sk_banding_xlsx"),
    path("sk/banding/perbandingan.docx", comparison_page.docx, name="sk_banding_docx"),
    path("sk/temuan/", lint_rules.show_rules, name="sk_pemeriksaan"),
    path("sk/temuan/<slug:code>/", lint_rules.show_rule, name="sk_pemeriksaan_satu"),
    path("sk/<int:decree_id>/", views.detail, name="sk_rincian"),
    path("sk/<int:decree_id>/temuan/", views.findings_list, name="sk_temuan"),
    path("sk/<int:decree_id>/perbaiki/", correcting.correct, name="sk_perbaiki"),
    path("sk/<int:decree_id>/naskah/", views.source, name="sk_naskah"),
    path(
        "sk/<int:decree_id>/halaman/<int:number>/",
        views.page_image,
        name="sk_halaman",
    ),
    path("sk/<int:decree_id>/berkas/", files.document, name="sk_berkas"),
    path(
        "sk/<int:decree_id>/berkas/<int:number>/",
        files.original,
        name="sk_berkas_asal",
    ),
    path("sk/<int:decree_id>/tetapkan/", adoption.adopt, name="sk_tetapkan"),
    path("sk/<int:decree_id>/jenis/", adoption.set_bearing, name="sk_jenis"),
    path("sk/<int:decree_id>/terbit/", issuing.issue, name="sk_terbit"),
    path("sk/terbitan/<int:issued_id>/", issuing.issued, name="sk_terbitan"),
    path(
        "sk/terbitan/<int:issued_id>/unduh/",
        issuing.download,
        name="sk_terbitan_unduh",
    ),
    path("sk/templat/", office_template.show, name="sk_templat"),
    path("sk/templat/unduh/", office_template.download, name="sk_templat_unduh"),
    path("sk/templat/contoh/", office_template.preview, name="sk_templat_contoh"),
    path("sk/templat/pakai/", office_template.use, name="sk_templat_pakai"),
    path("sk/<int:decree_id>/lanjut/", renewing.start, name="sk_lanjut"),
    path("sk/<int:decree_id>/batal/", adoption.drop, name="sk_batal"),
]
