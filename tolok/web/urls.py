"""The addresses of the screens, one file a room."""

from django.urls import include, path

from tolok.web import health
from tolok.web.public import views as public


urlpatterns = [
    path("sehat", health.show, name="sehat"),
    path("robots.txt", public.robots, name="publik_robots"),
    path("", include("tolok.web.accounts.urls")),
    path("", include("tolok.web.measurement.urls")),
    path("", include("tolok.web.home.urls")),
    path("", include("tolok.web.guide.urls")),
    path("", include("tolok.web.registry.urls")),
    path("", include("tolok.web.reporting.urls")),
    path("laporan/", include("tolok.web.reporting.download_urls")),
    path("", include("tolok.web.inspection.urls")),
    path("", include("tolok.web.decrees.urls")),
    path("", include("tolok.web.organisation.urls")),
    path("", include("tolok.web.planning.urls")),
    path("", include("tolok.web.records.urls")),
    path("", include("tolok.web.reminders.urls")),
    path("", include("tolok.web.rules.urls")),
    path("", include("tolok.web.style.urls")),
]
