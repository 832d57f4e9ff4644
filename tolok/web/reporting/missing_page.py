"""What is owed and not reported: by unit, by position, down to the single realisation."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tolok.kernel.dates import format_date
from tolok.measurement import queries as measurement
from tolok.measurement.tallies import Tally, tally_by_unit
from tolok.reporting.documents.listing import Cell, ListColumn
from tolok.reporting.scopes import Scope, choose_scope
from tolok.web.asking import asked_id
from tolok.web.counting import opening
from tolok.web.reminders import nudging
from tolok.web.reporting import exports
from tolok.web.reporting.tabs import address, frame_of, scope_words
from tolok.web.requests import Asked
from tolok.web.wide_pages import WidePaginator


NAME = "dasbor_belum"
ROWS_ON_PAGE = 50
COLUMNS = (
    ListColumn("Unit kerja", 40),
    ListColumn("Jabatan", 40),
    ListColumn("Pegawai", 30),
    ListColumn("Indikator", 60),
    ListColumn("Keadaan", 20),
    ListColumn("Tenggat", 12),
)


@login_required
@require_safe
def show(request: Asked) -> HttpResponse:
    """List what is owed and not yet reported, as far as the viewer may see it."""
    scope = _scope(request)
    if scope is None:
        return render(request, "reporting/empty.html", {})
    own = bool(asked_id(request, "sendiri"))
    rows = rows_of(scope, request, own=own)
    page = WidePaginator(rows, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    period = scope.period
    nudges = nudging.beside(request.viewer, page.object_list, period)
    context = frame_of(NAME, scope, **({"sendiri": "1"} if own else {})) | {
        "heading": heading_of(page.paginator.count, scope),
        "lead": _("Tenggat %(day)s; diterima terlambat sampai %(late)s.")
        % {
            "day": format_date(period.due_on, weekday=True),
            "late": format_date(period.late_until, weekday=True),
        },
        "units": []
        if scope.unit is not None
        else owing(scope, tally_by_unit(period=period)),
        "groups": groups_of(list(page.object_list), nudges),
        "may_nudge": bool(nudges.to_nudge),
        "period": period,
        "unit": scope.unit,
        "alone": own,
        "page": page,
        "files": exports.files_of("dasbor_belum_unduh", exports.query_of(request)),
    }
    return render(request, "reporting/missing.html", context)


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give the list, all pages of it, as a file."""
    scope = _scope(request)
    if scope is None:
        raise Http404
    rows = rows_of(scope, request, own=bool(asked_id(request, "sendiri")))
    return exports.give(
        request,
        kind,
        title=_("Belum dilaporkan"),
        scope=scope_words(scope),
        columns=COLUMNS,
        rows=cells_of(rows),
    )


def _scope(request: Asked) -> Scope | None:
    return choose_scope(
        for_user=request.viewer,
        period_id=asked_id(request, "periode"),
        unit_id=asked_id(request, "unit"),
    )


def rows_of(
    scope: Scope, request: Asked, *, own: bool
) -> QuerySet[measurement.Realisation]:
    """Return the rows by unit and position; `own` leaves out the units below."""
    found = measurement.list_missing(period=scope.period, for_user=request.viewer)
    if own and scope.unit is not None:
        found = found.filter(unit=scope.unit)
    else:
        found = scope.inside(found)
    return found.order_by(
        "unit__order", "unit_id", "position__order", "position_id", "person_id", "pk"
    )


def heading_of(count: int, scope: Scope) -> str:
    """Say how many are missing, in one sentence."""
    if not count:
        return _("Semua realisasi %(period)s sudah dilaporkan") % {
            "period": scope.period.label
        }
    return ngettext(
        "%(count)s realisasi %(period)s belum dilaporkan",
        "%(count)s realisasi %(period)s belum dilaporkan",
        count,
    ) % {"count": opening(count), "period": scope.period.label}


def owing(scope: Scope, tallies: dict[int, Tally]) -> list[dict[str, Any]]:
    """Return the units that owe, most first, each leading to its own list."""
    found = [
        (unit, tallies[unit.pk])
        for unit in scope.units
        if unit.pk in tallies and tallies[unit.pk].missing
    ]
    found.sort(key=lambda pair: (-pair[1].missing, pair[0].path))
    return [
        {
            "title": unit.name,
            "url": address(NAME, scope, unit=unit.pk, sendiri=1),
            "owed": tally.missing,
            "total": tally.owed,
        }
        for unit, tally in found
    ]


def groups_of(
    rows: Sequence[measurement.Realisation], nudges: nudging.Nudges
) -> list[dict[str, Any]]:
    """Return the rows of a page by unit, and in it by position and who sits there."""
    groups = []
    for _unit_id, of_unit in groupby(rows, key=lambda row: row.unit_id):
        seats = []
        for _seat, of_seat in groupby(
            of_unit, key=lambda row: (row.position_id, row.person_id)
        ):
            found = list(of_seat)
            seats.append(
                {
                    "unit": found[0].unit.name,
                    "title": found[0].position.title,
                    "url": reverse("jabatan", args=[found[0].position_id]),
                    "person": found[0].person.name,
                    "rows": [row_of(row, nudges) for row in found],
                }
            )
        groups.append({"title": seats[0]["unit"], "seats": seats})
    return groups


def row_of(row: measurement.Realisation, nudges: nudging.Nudges) -> dict[str, Any]:
    """Return one realisation with the way to it, and whether to nudge for it."""
    return {
        "id": row.pk,
        "is_nudged": row.pk in nudges.nudged,
        "may_nudge": row.pk in nudges.to_nudge,
        "text": row.indicator.text,
        "url": f"{reverse('indikator', args=[row.indicator_id])}"
        f"?orang={row.person_id}&periode={row.period_id}",
        "state": str(row.status),
    }


def cells_of(rows: QuerySet[measurement.Realisation]) -> Iterator[list[Cell]]:
    """Yield the rows for a file."""
    for row in rows.select_related("period").iterator(chunk_size=1000):
        yield [
            row.unit.name,
            row.position.title,
            row.person.name,
            row.indicator.text,
            row.get_status_display(),
            row.window.due_on,
        ]
