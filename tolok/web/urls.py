"""The addresses of the screens, one file a room."""

from django.urls import include, path

from tolok.web import health


urlpatterns = [
    path("sehat", health.show, name="sehat"),
    path("", include("tolok.web.accounts.urls")),
    path("", include("tolok.web.measurement.urls")),
    path("", include("tolok.web.home.urls")),
]
