"""The address of the style page."""

from django.urls import path

from tolok.web.style import views


urlpatterns = [path("gaya/", views.show, name="gaya")]
