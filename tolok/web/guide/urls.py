"""Help, and the first-run guide."""

from django.urls import path

from tolok.web.guide import views


urlpatterns = [
    path("bantuan/", views.show, name="bantuan"),
    path("bantuan/panduan/", views.put_away, name="panduan"),
]
