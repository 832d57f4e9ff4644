"""The law library."""

from django.urls import path

from tolok.web.rules import views


urlpatterns = [path("aturan/", views.library, name="aturan")]
