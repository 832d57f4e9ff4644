"""What a holder enters and what a verifier decides."""

from django.urls import path

from tolok.web.measurement import (
    delegations,
    evidence,
    evidence_rules,
    evidence_view,
    grid,
    reopening,
    verification,
    views,
)


urlpatterns = [
    path("pengukuran/", views.show_owed, name="pengukuran"),
    path("pengukuran/lembar/", grid.show_grid, name="lembar"),
    path("pengukuran/<int:realisation_id>/", views.entry, name="isi"),
    path("pengukuran/<int:realisation_id>/draf/", views.autosave, name="draf"),
    path("pengukuran/<int:realisation_id>/pratinjau/", views.preview, name="pratinjau"),
    path("pengukuran/<int:realisation_id>/tarik/", views.withdraw, name="tarik"),
    path(
        "pengukuran/<int:realisation_id>/buka-kembali/",
        reopening.reopen,
        name="buka_kembali",
    ),
    path("pengukuran/<int:realisation_id>/bukti/", evidence.upload, name="unggah"),
    path("pengukuran/<int:realisation_id>/tautan/", evidence.link, name="tautan"),
    path("pengukuran/<int:realisation_id>/catatan/", evidence.note, name="catatan"),
    path("bukti/<int:evidence_id>/", evidence.show, name="bukti"),
    path("bukti/<int:evidence_id>/lihat/", evidence_view.look, name="bukti_lihat"),
    path("bukti/<int:evidence_id>/kecil/", evidence_view.small, name="bukti_kecil"),
    path(
        "bukti/<int:evidence_id>/halaman/<int:number>/",
        evidence_view.page,
        name="bukti_halaman",
    ),
    path("bukti/<int:evidence_id>/hapus/", evidence.remove, name="hapus_bukti"),
    path("perencanaan/bukti/", evidence_rules.rules, name="aturan_bukti"),
    path(
        "perencanaan/bukti/hapus/",
        evidence_rules.delete_expired,
        name="hapus_lewat_masa",
    ),
    path("verifikasi/pelimpahan/", delegations.show_list, name="pelimpahan"),
    path(
        "verifikasi/pelimpahan.<slug:kind>", delegations.take, name="pelimpahan_unduh"
    ),
    path(
        "verifikasi/pelimpahan/<int:delegation_id>/cabut/",
        delegations.revoke,
        name="cabut_pelimpahan",
    ),
    path("verifikasi/", verification.show_queue, name="verifikasi"),
    path("verifikasi.<slug:kind>", verification.take, name="verifikasi_unduh"),
    path("verifikasi/sekaligus/", verification.verify_many, name="sekaligus"),
    path("verifikasi/<int:realisation_id>/", verification.detail, name="periksa"),
]
