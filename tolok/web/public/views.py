"""What an office published, for anyone: the same bytes for everyone, kept by caches."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from tolok.reporting import open_data
from tolok.reporting.publishing import (
    get_shown,
    list_offices_shown,
    list_years_shown,
)
from tolok.web import clock
from tolok.web.languages import ENGLISH_PREFIX, languages_at
from tolok.web.public import pages
from tolok.web.public.wording import spoken


CACHED_SECONDS = 600
CSV = "text/csv; charset=utf-8"
JSON = "application/json; charset=utf-8"
BOM = "\ufeff"  # so that spreadsheets take the text for UTF-8
View = Callable[..., HttpResponse]


def for_anyone(view: View) -> View:
    """Let an answer be kept for ten minutes, and not be sent twice unchanged."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, **asked: Any) -> HttpResponse:
        response = view(request, **asked)
        if response.status_code != 200:
            return response
        response["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
        response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        return (
            get_conditional_response(request, etag=response["ETag"], response=response)
            or response
        )

    return answered


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a page that knows its address, and nothing of who reads it."""
    return HttpResponse(
        render_to_string(template, context | languages_at(request.path))
    )


@for_anyone
def offices(request: HttpRequest) -> HttpResponse:
    """List the offices that publish; where there is one, lead to it."""
    shown = list_offices_shown(on=clock.moment().date())
    if len(shown) == 1:
        return redirect("publik_kantor", slug=shown[0].slug)
    return page(request, "public/offices.html", pages.offices_page(shown))


@for_anyone
def office(request: HttpRequest, slug: str, year: int | None = None) -> HttpResponse:
    """Show what an office promised and achieved in a year, the latest unless told."""
    today = clock.moment().date()
    row = get_shown(slug=slug, year=year, on=today)
    if row is None:
        raise Http404
    years = list_years_shown(slug=slug, on=today)
    return page(
        request,
        "public/office.html",
        pages.office_page(
            spoken(row.content), slug=slug, number=row.number, years=years
        ),
    )


@for_anyone
def indicator(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """Show one indicator: its values, its chart and how it is measured."""
    content = content_of(slug, year)
    found = pages.indicator_page(spoken(content), slug=slug, number=number)
    if found is None:
        raise Http404
    return page(request, "public/indicator.html", found)


@for_anyone
def table(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Give the table of a year as CSV."""
    text = BOM + open_data.write_csv(content_of(slug, year))
    return download(text, CSV, f"kinerja-{slug}-{year}.csv")


@for_anyone
def whole(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Give all of a year's publication as JSON."""
    text = open_data.write_json(content_of(slug, year))
    return download(text, JSON, f"kinerja-{slug}-{year}.json")


@for_anyone
def dictionary(request: HttpRequest) -> HttpResponse:
    """Give the meaning of each column of the table."""
    return download(BOM + open_data.write_dictionary(), CSV, "kamus-data.csv")


@for_anyone
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what is theirs to read: the public pages alone."""
    public = reverse("publik")
    allowed = (f"Allow: {public}", f"Allow: {ENGLISH_PREFIX}{public.removeprefix('/')}")
    lines = ("User-agent: *", *allowed, "Disallow: /", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def content_of(slug: str, year: int) -> dict[str, Any]:
    """Return what is published of a year; `Http404` where nothing is."""
    row = get_shown(slug=slug, year=year, on=clock.moment().date())
    if row is None:
        raise Http404
    content: dict[str, Any] = row.content
    return content


def download(text: str, kind: str, name: str) -> HttpResponse:
    """Return text as a file that other sites may read too."""
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
