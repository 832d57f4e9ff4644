"""What inspectors note, recommend and look at."""

from django.urls import path

from tolok.web.inspection import notes, patterns, recommendations, register


urlpatterns = [
    path("pemeriksaan/", register.show_list, name="pemeriksaan"),
    path("pemeriksaan/daftar.xlsx", register.xlsx, name="pemeriksaan_xlsx"),
    path("pemeriksaan/daftar.csv", register.as_csv, name="pemeriksaan_csv"),
    path("pemeriksaan/tulis/", recommendations.write, name="rekomendasi_tulis"),
    path(
        "pemeriksaan/<int:recommendation_id>/",
        recommendations.show,
        name="rekomendasi",
    ),
    path(
        "pemeriksaan/bukti/<int:evidence_id>/",
        recommendations.show_file,
        name="rekomendasi_bukti",
    ),
    path("pemeriksaan/pola/", patterns.show, name="pola"),
    path("pemeriksaan/pola/daftar/", patterns.behind, name="pola_daftar"),
    path("pemeriksaan/temuan/", notes.show_list, name="temuan"),
    path("pemeriksaan/temuan.<slug:kind>", notes.take, name="temuan_unduh"),
    path("pemeriksaan/temuan/tulis/", notes.write, name="temuan_tulis"),
    path(
        "pemeriksaan/temuan/<int:note_id>/tarik/", notes.withdraw, name="temuan_tarik"
    ),
]
