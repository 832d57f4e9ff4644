"""How the office stands, where each number comes from, and documents to take away."""

from django.urls import path

from tolok.web.reporting import publication_page, views


urlpatterns = [
    path("dasbor/", views.dashboard, name="dasbor"),
    path("dasbor/asal/<int:roll_up_id>/", views.origin, name="asal"),
    path("dasbor/belum/", views.missing, name="dasbor_belum"),
    path("dasbor/tahun/", views.year, name="dasbor_tahun"),
    path("laporan/", views.reports, name="laporan"),
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
