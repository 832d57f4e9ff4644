"""The addresses of the API; what is not there answers as the API does."""

from django.urls import path, re_path

from tolok.api.door import api, no_such_page
from tolok.api.reading import router


api.add_router("", router)

urlpatterns = [
    path("", api.urls),
    re_path(r"^(?P<rest>.*)$", no_such_page),
]
