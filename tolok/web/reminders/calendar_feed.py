"""A person's due days for calendar programs: whoever knows the address may read them."""

import hashlib
import re

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tolok.organisation.queries import get_viewer
from tolok.reminders import feed, queries
from tolok.web import clock


MOST_AN_HOUR = 60
HOUR_SECONDS = 3600
STAMPS = re.compile(rb"DTSTAMP:[^\r]*\r\n")


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the calendar that a key opens; a key unknown or revoked leads nowhere."""
    if is_too_often(key):
        answer = HttpResponse(
            _("Kalender ini diambil terlalu sering. Coba lagi sejam lagi."),
            status=429,
            content_type="text/plain; charset=utf-8",
        )
        answer["Retry-After"] = str(HOUR_SECONDS)
        return private(answer)
    person = queries.find_calendar_owner(key=key)
    if person is None or person.user is None:
        raise Http404
    viewer = get_viewer(user=person.user, on=clock.moment().date())
    at = clock.moment(viewer)
    body = feed.write_calendar(
        entries=feed.entries_for(person=person, viewer=viewer, at=at),
        title=_("Tenggat Tolok"),
        at=at,
    )
    mark = hashlib.sha256(STAMPS.sub(b"", body)).hexdigest()[:32]
    known = f'"{mark}"' == request.headers.get("If-None-Match", "")
    answer = (
        HttpResponseNotModified()
        if known
        else HttpResponse(body, content_type="text/calendar; charset=utf-8")
    )
    answer["ETag"] = f'"{mark}"'
    answer["Content-Disposition"] = 'inline; filename="tenggat-tolok.ics"'
    return private(answer)


def private(answer: HttpResponse) -> HttpResponse:
    """Let no shared cache and no search engine keep an answer."""
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def is_too_often(key: str) -> bool:
    """Count an asking; tell whether a key was asked for too often within an hour."""
    name = f"kalender-{queries.hash_of(key)}"
    cache.add(name, 0, HOUR_SECONDS)
    try:
        return cache.incr(name) > MOST_AN_HOUR
    except ValueError:  # it expired between the two
        return False
