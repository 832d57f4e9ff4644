"""What anyone may read. Every name begins with `publik`: the frame asks nobody there."""

from django.urls import path

from tolok.web.public import checking, views


urlpatterns = [
    path("publik/", views.offices, name="publik"),
    path("periksa/", checking.ask, name="publik_periksa"),
    path("periksa/<str:typed>/", checking.check, name="publik_periksa_kode"),
    path("publik/kamus-data.csv", views.dictionary, name="publik_kamus_data"),
    path("publik/<slug:slug>/", views.office, name="publik_kantor"),
    path("publik/<slug:slug>/<int:year>/", views.office, name="publik_tahun"),
    path(
        "publik/<slug:slug>/<int:year>/indikator/<int:number>/",
        views.indicator,
        name="publik_indikator",
    ),
    path("publik/<slug:slug>/<int:year>/data.csv", views.table, name="publik_csv"),
    path("publik/<slug:slug>/<int:year>/data.json", views.whole, name="publik_json"),
]
