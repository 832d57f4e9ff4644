"""The first page, and the rest of the menu on a phone."""

from django.urls import path

from tolok.web.home import views


urlpatterns = [
    path("", views.enter, name="awal"),
    path("beranda/", views.show, name="beranda"),
    path("lainnya/", views.more, name="lainnya"),
]
