"""The dashboard, the origin of a rolled-up number, what is missing, the reports."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tolok.accounts.enums import Capability
from tolok.kernel.refusals import Unfit
from tolok.organisation import queries as organisation
from tolok.planning import queries as planning
from tolok.reporting import permissions
from tolok.reporting.cut_off import cut_off
from tolok.reporting.origins import get_origin
from tolok.reporting.queries import choose_period, get_figures
from tolok.reporting.years import get_year_table
from tolok.web import clock
from tolok.web.asking import asked_cut_off, asked_id, asked_number, asks_a4, demand
from tolok.web.reporting import dashboard as dashboard_page
from tolok.web.reporting import documents, exports, origin_page, year_page
from tolok.web.requests import Asked


ROWS_ON_PAGE = 50
LINES_IN_FILE = 20_000


@login_required
@require_safe
def dashboard(request: Asked) -> HttpResponse:
    """Show how the office, or one unit of it, stands in a period, or stood on a day."""
    viewer = request.viewer
    asked: dict[str, Any] = {
        "for_user": viewer,
        "period_id": asked_id(request, "periode"),
        "unit_id": asked_id(request, "unit"),
    }
    typed = trouble = ""
    try:
        on, now = asked_cut_off(request), clock.moment(viewer)
        figures = get_figures(**asked, moment=cut_off(on=on, at=now, year=None))
        if figures is not None:
            cut_off(on=on, at=now, year=figures.period.starts_on.year)
    except Unfit as refusal:
        typed, trouble = request.GET.get("pada", ""), refusal.message
        figures = get_figures(**asked)
    if figures is None:
        return render(request, "reporting/empty.html", {})
    context = dashboard_page.page_of(figures, typed=typed, trouble=trouble)
    status = 422 if trouble else 200
    return render(request, "reporting/dashboard.html", context, status=status)


@login_required
@require_safe
def origin(request: Asked, roll_up_id: int) -> HttpResponse:
    """Show the values that a rolled-up number is the mean of, or was on a past day."""
    viewer = request.viewer
    page = max(1, min(asked_number(request, "page", 1), 1_000_000))
    try:
        found = get_origin(
            roll_up_id=roll_up_id,
            for_user=viewer,
            offset=(page - 1) * ROWS_ON_PAGE,
            limit=ROWS_ON_PAGE,
            moment=cut_off(
                on=asked_cut_off(request), at=clock.moment(viewer), year=None
            ),
        )
    except Unfit as refusal:
        context = {
            "trouble": refusal.message,
            "now_url": reverse("asal", args=[roll_up_id]),
        }
        return render(request, "reporting/origin_then.html", context, status=422)
    shown = found.total - found.hidden
    paginator = Paginator(range(shown), ROWS_ON_PAGE)
    if page > paginator.num_pages:
        raise Http404
    context = origin_page.page_of(found) | {"page": paginator.page(page)}
    return render(request, "reporting/origin.html", context)


@login_required
@require_safe
def year(request: Asked) -> HttpResponse:
    """Show a year by period: units, positions, objectives, people, or one position."""
    number = max(1, min(asked_number(request, "page", 1), 1_000_000))
    asked = asked_id(request, "tahun")
    table = get_year_table(
        for_user=request.viewer,
        year=asked,
        level=year_page.level_asked(request.GET.get("apa", "")),
        unit_id=asked_id(request, "unit"),
        position_id=asked_id(request, "jabatan"),
        offset=(number - 1) * ROWS_ON_PAGE,
        limit=ROWS_ON_PAGE,
    )
    if table is None:
        return render(request, "reporting/empty.html", {})
    paginator = Paginator(range(table.total), ROWS_ON_PAGE)
    if number > paginator.num_pages:
        raise Http404
    words = request.GET.copy()
    words.pop("page", None)
    context = year_page.page_of(table, on=request.viewer.on) | {
        "files": exports.files_of("dasbor_tahun_unduh", words.urlencode())
    }
    if table.position is None:
        context["page"] = paginator.page(number)
    return render(request, "reporting/year.html", context)


@login_required
@require_safe
def take_year(request: Asked, kind: str) -> HttpResponseBase:
    """Give the year, all its lines, as a file."""
    table = get_year_table(
        for_user=request.viewer,
        year=asked_id(request, "tahun"),
        level=year_page.level_asked(request.GET.get("apa", "")),
        unit_id=asked_id(request, "unit"),
        position_id=asked_id(request, "jabatan"),
        limit=LINES_IN_FILE,
    )
    if table is None:
        raise Http404
    whose = table.position or table.unit
    scope = _("Tahun %(year)s") % {"year": table.year.year}
    return exports.give(
        request,
        kind,
        title=_("Capaian setahun"),
        scope=f"{scope}, {whose}" if whose else scope,
        columns=year_page.columns_of(table),
        rows=year_page.cells_of(table),
    )


@login_required
@require_safe
def reports(request: Asked) -> HttpResponse:
    """List the documents of a period, each with what it is for."""
    viewer = request.viewer
    demand(
        viewer.may(Capability.DOWNLOAD_REPORTS),
        _("Laporan diunduh atasan, kepala, perencana, dan pemeriksa."),
    )
    periods = list(planning.list_periods(for_user=viewer))
    units = list(organisation.list_units(for_user=viewer))
    context: dict[str, Any] = {
        "periods": periods,
        "period": None,
        "may_publish": viewer.may(Capability.PUBLISH),
        "may_read_yearly": permissions.may_read_yearly_report(
            viewer, office_id=viewer.office_id
        ),
        "may_issue": viewer.may(Capability.ISSUE_DOCUMENTS),
    }
    if periods:
        period = choose_period(
            periods, period_id=asked_id(request, "periode"), for_user=viewer
        )
        unit_id = asked_id(request, "unit")
        unit = next((u for u in units if u.pk == unit_id), None)
        if unit_id is not None and unit is None:
            raise Http404
        form = documents.FilterForm(
            {
                "unit": unit.pk if unit else "",
                "periode": period.pk,
                "pada": request.GET.get("pada", ""),
                "kertas": "a4" if request.GET.get("kertas") == "a4" else "",
            },
            units=units,
            periods=periods,
        )
        context |= {
            "period": period,
            "period_label": period.label,
            "unit": unit,
            "form": form,
        }
        try:
            is_a4 = asks_a4(request.GET)
            on = asked_cut_off(request)
            moment = cut_off(on=on, at=clock.moment(viewer), year=period.starts_on.year)
        except Unfit as refusal:
            form.add_error(refusal.field or "pada", refusal.message)
            return render(request, "reporting/reports.html", context, status=422)
        on = on if moment else None
        context |= {
            "day": on,
            "documents": [
                *documents.list_for(period=period, unit=unit, on=on, is_a4=is_a4),
                *documents.list_books(unit=unit, on=on, is_a4=is_a4),
            ],
            "registers": documents.list_registers(
                period=period, unit=unit, on=on, is_a4=is_a4
            ),
        }
    return render(request, "reporting/reports.html", context)
