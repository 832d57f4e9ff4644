"""The charts of the dashboard as files: the very drawing of the screen as SVG, PNG, PDF."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tolok.reporting import comparing
from tolok.reporting.documents import chart_sheet
from tolok.reporting.gather import demand_download, frame_of
from tolok.reporting.scopes import Scope, choose_scope
from tolok.web import clock, pictures
from tolok.web.asking import asked_id
from tolok.web.attachments import attachment
from tolok.web.bars import BarChart
from tolok.web.chart_data import LineChart
from tolok.web.chart_tables import bar_table, line_table
from tolok.web.reporting.compare_page import units_chart, units_page, years_figure
from tolok.web.reporting.downloads import PDF
from tolok.web.reporting.names import file_name
from tolok.web.reporting.tabs import scope_words
from tolok.web.requests import Asked


SVG, PNG = "image/svg+xml", "image/png"


@login_required
@require_safe
def take(request: Asked, name: str, kind: str) -> HttpResponse:
    """Give one chart as a picture; one without values, or unknown, leads nowhere."""
    viewer = request.viewer
    office = demand_download(viewer)
    scope = choose_scope(
        for_user=viewer,
        period_id=asked_id(request, "periode"),
        unit_id=asked_id(request, "unit"),
    )
    if scope is None or kind not in {"svg", "png", "pdf"}:
        raise Http404
    found = chart_asked(name, scope, request)
    if found is None:
        raise Http404
    chart, caption, note = found
    file = file_name(name, scope_words(scope), office.short_name, kind=kind)
    drawn = pictures.standalone(chart)
    if kind == "svg":
        return attachment(drawn.encode(), SVG, file)
    if kind == "png":
        return attachment(chart_sheet.write_png(svg=drawn), PNG, file)
    at = clock.moment(viewer)
    sheet = chart_sheet.ChartSheet(
        frame=frame_of(office, scope.period, at),
        caption=caption,
        lead=scope.unit.name if scope.unit else _("Seluruh kantor"),
        note=note,
        svg=drawn,
        description=f"{chart.title}. {chart.description}",
        **table_of(chart),
    )
    return attachment(chart_sheet.write_pdf(sheet=sheet), PDF, file)


def chart_asked(
    name: str, scope: Scope, request: Asked
) -> tuple[LineChart | BarChart, str, str] | None:
    """Return a chart with its message and a note, or None where there is none."""
    if name == "tren":
        return trend_chart(scope, request)
    return unit_chart(scope) if name == "unit" else None


def trend_chart(scope: Scope, request: Asked) -> tuple[LineChart, str, str] | None:
    """Return the line of the year with its message, or None before any value."""
    courses = comparing.compare_years(scope=scope, for_user=request.viewer)
    figure = years_figure(scope, courses[0], courses[1] if courses[1:] else None)
    if figure is None:
        return None
    return figure["chart"], figure["caption"], figure["note"]


def unit_chart(scope: Scope) -> tuple[BarChart, str, str] | None:
    """Return the bars of the units with their message, or None before any value."""
    lines = comparing.compare_units(scope=scope)
    chart = units_chart(lines, scope)
    if chart is None:
        return None
    return chart, units_page(lines, scope)["heading"], ""


def table_of(chart: LineChart | BarChart) -> dict[str, Any]:
    """Return head and rows of the table behind a chart."""
    if isinstance(chart, BarChart):
        table = bar_table(chart, _("Unit kerja"), _("Capaian"))
    else:
        table = line_table(chart, _("Periode"), chart.name or _("Capaian"))
    return {"head": tuple(table.head), "rows": tuple(tuple(row) for row in table.rows)}
