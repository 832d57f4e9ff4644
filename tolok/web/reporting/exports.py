"""A list of the screen as a file: what is seen, all pages of it, numbers as numbers."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from tolok.reporting.documents.listing import (
    Cell,
    ListColumn,
    Listing,
    write_csv,
    write_xlsx_into,
)
from tolok.reporting.gather import demand_download
from tolok.web import clock
from tolok.web.attachments import attachment, workbook
from tolok.web.reporting.names import file_name
from tolok.web.requests import Asked


CSV = "text/csv; charset=utf-8"
KINDS = ("xlsx", "csv")


def files_of(name: str, query: str, *args: object) -> list[dict[str, str]]:
    """Return the links that take a list away as it is asked for; `query` is its address."""
    return [
        {
            "label": kind.upper(),
            "url": reverse(name, args=[*args, kind]) + (f"?{query}" if query else ""),
        }
        for kind in KINDS
    ]


def query_of(request: Asked) -> str:
    """Return the address's words without the page: what a file of the list is asked by."""
    words = request.GET.copy()
    words.pop("page", None)
    return words.urlencode()


def give(
    request: Asked,
    kind: str,
    *,
    title: str,
    scope: str,
    columns: Sequence[ListColumn],
    rows: Iterable[Sequence[Cell]],
    is_own: bool = False,
) -> HttpResponseBase:
    """Answer with the list as a file of this kind; another kind leads nowhere.

    `is_own` says that the page asked already who may see it: such a list is taken away
    by whoever sees it. Raises `MayNotDownload` else for whoever takes no reports away.
    """
    if kind not in KINDS:
        raise Http404
    office = request.viewer.office if is_own else demand_download(request.viewer)
    if office is None:
        raise Http404
    listing = Listing(
        title=title,
        office=office.name,
        scope=scope,
        as_at=clock.moment(request.viewer),
        is_example=office.is_example,
        columns=columns,
        rows=rows,
    )
    name = file_name(title, scope, office.short_name, kind=kind)
    if kind == "csv":
        return attachment(write_csv(listing).encode(), CSV, name)
    return workbook(lambda file: write_xlsx_into(file, listing=listing), name)
