"""All addresses: the doors `web` and `api`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path


handler400 = "tolok.web.errors.bad_request"
handler403 = "tolok.web.errors.forbidden"
handler404 = "tolok.web.errors.not_found"
handler500 = "tolok.web.errors.server_error"

urlpatterns = [
    path("", include("tolok.web.urls")),
    path("api/v1/", include("tolok.api.urls")),
    # What anyone may read stands below /en/ in English: no cookie tells the language.
    *i18n_patterns(
        path("", include("tolok.web.public.urls")), prefix_default_language=False
    ),
]
