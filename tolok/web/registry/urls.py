"""What adopted decrees establish: units, positions, indicators."""

from django.urls import path

from tolok.web.registry import views


urlpatterns = [
    path("registri/", views.browse, name="registri"),
    path("registri/jabatan/<int:position_id>/", views.position, name="jabatan"),
    path("registri/indikator/<int:indicator_id>/", views.indicator, name="indikator"),
]
