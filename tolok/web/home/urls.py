"""The first page, and the rest of the menu on a phone."""

from django.urls import path

from tolok.web.home import notices, views


urlpatterns = [
    path("pemberitahuan/", notices.show_list, name="pemberitahuan"),
    path("pemberitahuan/dibaca/", notices.read_all, name="dibaca_semua"),
    path("pemberitahuan/<int:notice_id>/", notices.follow, name="buka_pemberitahuan"),
    path(
        "pemberitahuan/<int:notice_id>/dibaca/",
        notices.read_one,
        name="baca_pemberitahuan",
    ),
    path("", views.enter, name="awal"),
    path("beranda/", views.show, name="beranda"),
    path("lainnya/", views.more, name="lainnya"),
]
