"""The audit trail."""

from django.urls import path

from tolok.web.records import views


urlpatterns = [
    path("jejak/", views.trail, name="jejak"),
    path("jejak.<slug:kind>", views.take, name="jejak_unduh"),
]
