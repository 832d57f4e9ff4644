"""What every page shows around its content."""

from typing import Any

from django.urls import reverse

from tolok import VERSION
from tolok.accounts.enums import Capability
from tolok.web import clock
from tolok.web.languages import other_language
from tolok.web.menu import menu_for, tabs_for, waiting_of
from tolok.web.requests import Asked


def frame(request: Asked) -> dict[str, Any]:
    """Return the viewer, the menus and the data moment for the frame of a page."""
    viewer = getattr(request, "viewer", None)
    context: dict[str, Any] = {
        "tolok_version": VERSION,
        "viewer": None,
        "other_language": other_language(),
    }
    if not viewer:
        return context
    return context | {
        "viewer": viewer,
        "inspects": viewer.may(Capability.INSPECT),
        "theme": viewer.user.theme,
        "home_url": reverse("beranda"),
        "help_url": reverse("bantuan"),
        "sign_out_url": reverse("keluar"),
        "language_url": reverse("bahasa"),
        "notifications_url": reverse("pemberitahuan") if viewer.person_id else "",
        "notifications_count": waiting_of(request, viewer).unread,
        "menu": menu_for(request, viewer),
        "tabs": tabs_for(request, viewer),
        "data_moment": clock.moment(viewer),
    }
