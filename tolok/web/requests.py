"""A request as our middlewares leave it, for the types of the views."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tolok.measurement.queries import Waiting
from tolok.organisation.queries import Viewer


class Asked(HttpRequest):
    """A request of someone signed in: who looks, and whether htmx asks."""

    viewer: Viewer
    seen_user: object
    htmx: HtmxDetails
    waiting: Waiting
