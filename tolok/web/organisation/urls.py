"""Who sits where."""

from django.urls import path

from tolok.web.organisation import founding, views


urlpatterns = [
    path("kantor/baru/", founding.found, name="kantor_baru"),
    path(
        "kantor/penempatan/<int:placement_id>/akun/",
        founding.give_account,
        name="buat_akun",
    ),
    path("kantor/orang/", views.show_list, name="orang"),
    path("kantor/orang.<slug:kind>", views.take, name="orang_unduh"),
    path("kantor/orang/<int:position_id>/", views.show_position, name="orang_jabatan"),
    path(
        "kantor/penempatan/<int:placement_id>/akhiri/",
        views.end,
        name="akhiri_penempatan",
    ),
    path(
        "kantor/penempatan/<int:placement_id>/bagian/",
        views.share,
        name="bagian_penempatan",
    ),
]
