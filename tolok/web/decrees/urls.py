"""Decrees: the list, one of them beside its source, upload, adoption."""

from django.urls import path

from tolok.web.decrees import views


urlpatterns = [
    path("sk/", views.show_list, name="sk"),
    path("sk/unggah/", views.upload, name="sk_unggah"),
    path("sk/<int:decree_id>/", views.detail, name="sk_rincian"),
    path("sk/<int:decree_id>/naskah/", views.source, name="sk_naskah"),
    path("sk/<int:decree_id>/tetapkan/", views.adopt, name="sk_tetapkan"),
]
