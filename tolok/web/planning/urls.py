"""Years, entry windows, targets and definitions."""

from django.urls import path

from tolok.web.planning import (
    calendar_page,
    definition_accept,
    definition_grid,
    definition_import,
    definition_workbook,
    definitions,
    letters,
    own_targets,
    proposals,
    recompute_page,
    spreading,
    target_import,
    target_workbook,
    targets,
    unit_weights_page,
    units_page,
    views,
    weight_exchange,
    weights_page,
    year_page,
)


urlpatterns = [
    path("perencanaan/", views.overview, name="perencanaan"),
    path("perencanaan/tahun/", views.set_up_year, name="tahun_baru"),
    path("perencanaan/tahun/<int:year>/", year_page.show, name="aturan_tahun"),
    path("perencanaan/jadwal/<int:period_id>/", views.window, name="jadwal"),
    path("perencanaan/buka/<int:period_id>/", views.open_period, name="buka_periode"),
    path(
        "perencanaan/perpanjangan/<int:period_id>/",
        calendar_page.extend,
        name="perpanjangan",
    ),
    path("perencanaan/hari-libur/", calendar_page.show_calendar, name="hari_libur"),
    path(
        "perencanaan/hari-libur/tambah/", calendar_page.add_holiday, name="tambah_libur"
    ),
    path(
        "perencanaan/hari-libur/<int:holiday_id>/hapus/",
        calendar_page.remove_holiday,
        name="hapus_libur",
    ),
    path(
        "perencanaan/hari-libur/aturan/<int:year>/",
        calendar_page.set_rule,
        name="aturan_libur",
    ),
    path(
        "perencanaan/verifikasi/", calendar_page.verification, name="aturan_verifikasi"
    ),
    path("perencanaan/target/", targets.grid, name="target"),
    path("perencanaan/target/baca/", targets.read, name="target_baca"),
    path("perencanaan/target/sebar/", spreading.show, name="target_sebar"),
    path("perencanaan/target/lembar/", target_workbook.exchange, name="target_lembar"),
    path(
        "perencanaan/target/lembar/unduh/",
        target_workbook.download,
        name="target_unduh",
    ),
    path("perencanaan/hitung-ulang/", recompute_page.show, name="hitung_ulang"),
    path("perencanaan/bobot/", weights_page.show, name="bobot"),
    path("perencanaan/bobot/unit/", unit_weights_page.show, name="bobot_unit"),
    path("perencanaan/bobot/lembar/", weight_exchange.exchange, name="bobot_lembar"),
    path("perencanaan/bobot/unduh/", weight_exchange.download, name="bobot_unduh"),
    path(
        "perencanaan/target/impor/<int:import_id>/",
        target_import.one,
        name="target_impor",
    ),
    path(
        "perencanaan/target/impor/<int:import_id>/kesalahan.xlsx",
        target_import.errors,
        name="target_impor_salah",
    ),
    path(
        "perencanaan/target/impor/<int:import_id>/batal/",
        target_import.cancel,
        name="target_impor_batal",
    ),
    path("target/", own_targets.show, name="target_saya"),
    path("target/<int:indicator_id>/usul/", own_targets.propose, name="target_usul"),
    path("target/usulan/", proposals.show_list, name="usulan"),
    path("target/usulan.<slug:kind>", proposals.take, name="usulan_unduh"),
    path("target/usulan/setujui/", proposals.agree_many, name="usulan_setujui"),
    path("target/usulan/<int:proposal_id>/", proposals.show, name="usulan_satu"),
    path("target/dokumen/<int:basis_id>/", letters.show_file, name="target_dokumen"),
    path("perencanaan/definisi/", definitions.show_list, name="definisi_daftar"),
    path(
        "perencanaan/definisi/terima/", definition_accept.accept, name="definisi_terima"
    ),
    path("perencanaan/definisi/tabel/", definition_grid.grid, name="definisi_tabel"),
    path("perencanaan/satuan/", units_page.show_units, name="satuan"),
    path(
        "perencanaan/satuan/<int:unit_id>/hapus/",
        units_page.remove,
        name="satuan_hapus",
    ),
    path(
        "perencanaan/definisi/lembar/",
        definition_workbook.exchange,
        name="definisi_lembar",
    ),
    path(
        "perencanaan/definisi/lembar/unduh/",
        definition_workbook.download,
        name="definisi_unduh",
    ),
    path(
        "perencanaan/definisi/impor/<int:import_id>/",
        definition_import.one,
        name="definisi_impor",
    ),
    path(
        "perencanaan/definisi/impor/<int:import_id>/kesalahan.xlsx",
        definition_import.errors,
        name="definisi_impor_salah",
    ),
    path(
        "perencanaan/definisi/impor/<int:import_id>/batal/",
        definition_import.cancel,
        name="definisi_impor_batal",
    ),
    path(
        "perencanaan/definisi/<int:indicator_id>/", definitions.change, name="definisi"
    ),
]
