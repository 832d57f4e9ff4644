"""The living style page: every component in every state, for those who build Tolok."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tolok.web.style.examples import examples


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the style page where it is switched on (TOLOK_GAYA or TOLOK_DEBUG)."""
    if not settings.SHOW_STYLE_PAGE:
        raise Http404
    return render(request, "gaya.html", examples())
