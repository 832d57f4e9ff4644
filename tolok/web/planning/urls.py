"""Years, entry windows, targets and definitions."""

from django.urls import path

from tolok.web.planning import definitions, targets, views


urlpatterns = [
    path("perencanaan/", views.overview, name="perencanaan"),
    path("perencanaan/tahun/", views.set_up_year, name="tahun_baru"),
    path("perencanaan/jadwal/<int:period_id>/", views.window, name="jadwal"),
    path("perencanaan/buka/<int:period_id>/", views.open_period, name="buka_periode"),
    path("perencanaan/target/", targets.grid, name="target"),
    path("perencanaan/definisi/", definitions.show_list, name="definisi_daftar"),
    path("perencanaan/definisi/terima/", definitions.accept, name="definisi_terima"),
    path(
        "perencanaan/definisi/<int:indicator_id>/", definitions.change, name="definisi"
    ),
]
