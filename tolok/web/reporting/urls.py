"""How the office stands, where each number comes from, and documents to take away."""

from django.urls import path

from tolok.web.reporting import views


urlpatterns = [
    path("dasbor/", views.dashboard, name="dasbor"),
    path("dasbor/asal/<int:roll_up_id>/", views.origin, name="asal"),
    path("dasbor/belum/", views.missing, name="dasbor_belum"),
    path("laporan/", views.reports, name="laporan"),
]
