"""Targets of one unit in a grid: a row an indicator, a column a period."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tolok.kernel.refusals import Unfit
from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.planning import actions
from tolok.planning import queries as planning
from tolok.registry import queries as registry
from tolok.web import clock
from tolok.web.asking import asked_id, asked_number
from tolok.web.counting import whole
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


INDICATORS_ON_PAGE = 40
LONGEST_TARGET = 120


@dataclass
class Cell:
    """One target in the grid: what stands, what was typed, what is wrong with it."""

    name: str
    label: str
    period: planning.Period | None
    standing: str
    text: str
    error: str = ""

    @property
    def is_changed(self) -> bool:
        """Tell whether something else was typed than stands."""
        return self.text != self.standing

    @property
    def is_revision(self) -> bool:
        """Tell whether a target that was set would be changed."""
        return self.is_changed and bool(self.standing)


@dataclass
class Row:
    """One indicator with its cells: the year first, then its periods."""

    indicator: registry.Indicator
    unit_of_measure: str
    cells: list[Cell] = field(default_factory=list)


@dataclass
class Grid:
    """The page of the grid that is on the screen, and what was typed beside it."""

    rows: list[Row]
    reason: str = ""
    document: str = ""
    reason_error: str = ""

    @property
    def cells(self) -> list[Cell]:
        """Return all cells."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def errors(self) -> list[Cell]:
        """Return the cells that cannot be kept."""
        return [cell for cell in self.cells if cell.error]

    def check(self) -> bool:
        """Read every changed cell; tell whether all can be kept."""
        for cell in self.cells:
            if not cell.is_changed:
                continue
            if not cell.text:
                cell.error = _("Target yang sudah ditetapkan tidak dapat dikosongkan.")
                continue
            if len(cell.text) > LONGEST_TARGET:
                cell.error = _("Terlalu panjang.")
                continue
            try:
                actions.read_target(cell.text)
            except Unfit as refusal:
                cell.error = refusal.message
        if any(cell.is_revision for cell in self.cells) and not self.reason:
            self.reason_error = _(
                "Ada target yang diubah. Tulis alasan perubahannya; target lama tetap "
                "tersimpan."
            )
        return not self.errors and not self.reason_error


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: Asked) -> HttpResponse:
    """Show the targets of a unit, and set those that were typed: all or none."""
    viewer = request.viewer
    demand_planner(viewer)
    known = list(planning.list_periods(for_user=viewer))
    if not known:
        return redirect("tahun_baru")
    year = chosen_year(request, [period.year for period in reversed(known)], viewer)
    periods = [period for period in known if period.year_id == year.pk]
    units = list(organisation.list_units(for_user=viewer))
    unit = chosen_unit(request, units)
    version = registry.version_on(office_id=viewer.office_id, on=periods[-1].ends_on)
    if version is None or unit is None:
        return render(request, "planning/nothing.html", {})
    page = Paginator(
        registry.list_indicators_of_unit(version=version, unit=unit, for_user=viewer),
        INDICATORS_ON_PAGE,
    ).get_page(request.GET.get("page"))
    shown = grid_of(list(page.object_list), year, periods, request)
    if request.method == "POST" and shown.check():
        return keep(request, shown, year)
    return grid_page(request, shown, year=year, units=units, unit=unit, page=page)


def chosen_year(
    request: Asked, years: Sequence[planning.PerformanceYear], viewer: Viewer
) -> planning.PerformanceYear:
    """Return the year asked for, else this one, else the newest."""
    wanted = asked_number(request, "tahun", viewer.on.year)
    return next((year for year in years if year.year == wanted), years[0])


def chosen_unit(
    request: Asked, units: Sequence[organisation.Unit]
) -> organisation.Unit | None:
    """Return the unit asked for, else the first; `Http404` for one of another office."""
    wanted = asked_id(request, "unit")
    if wanted is None:
        return units[0] if units else None
    for unit in units:
        if unit.pk == wanted:
            return unit
    raise Http404


def grid_of(
    indicators: Sequence[registry.Indicator],
    year: planning.PerformanceYear,
    periods: Sequence[planning.Period],
    request: Asked,
) -> Grid:
    """Return the grid with what stands, and over it what was typed."""
    targets = planning.targets_of(
        indicators=[indicator.pk for indicator in indicators], year=year
    )
    columns: list[planning.Period | None] = [None, *periods]
    typed = request.POST if request.method == "POST" else None
    rows = []
    for indicator in indicators:
        row = Row(indicator, registry.fetched_definition(indicator).unit_of_measure)
        for period in columns:
            target = targets.get((indicator.pk, period.pk if period else None))
            standing = target.text if target else ""
            name = f"t-{indicator.pk}-{period.pk if period else 'tahun'}"
            text = typed.get(name, standing).strip() if typed is not None else standing
            label = period.short_label if period else str(year.year)
            row.cells.append(Cell(name, label, period, standing, text))
        rows.append(row)
    if typed is None:
        return Grid(rows)
    return Grid(
        rows,
        reason=typed.get("reason", "").strip()[:500],
        document=typed.get("document", "").strip()[:200],
    )


def keep(request: Asked, shown: Grid, year: planning.PerformanceYear) -> HttpResponse:
    """Set the targets that were typed, and come back to the same page."""
    viewer = request.viewer
    kept = actions.set_targets(
        year=year,
        promises=[
            actions.Promise(row.indicator, cell.period, cell.text)
            for row in shown.rows
            for cell in row.cells
            if cell.is_changed
        ],
        by=viewer,
        at=clock.moment(viewer),
        reason=shown.reason,
        document=shown.document,
    )
    messages.success(
        request,
        ngettext(
            "%(count)s target ditetapkan.", "%(count)s target ditetapkan.", len(kept)
        )
        % {"count": whole(len(kept))}
        if kept
        else _("Tidak ada target yang berubah."),
    )
    return redirect(request.get_full_path())


def grid_page(
    request: Asked,
    shown: Grid,
    *,
    year: planning.PerformanceYear,
    units: Sequence[organisation.Unit],
    unit: organisation.Unit,
    page: Any,
) -> HttpResponse:
    """Show the grid; errors stand in their cells."""
    empty = sum(not cell.standing for cell in shown.cells)
    context = {
        "grid": shown,
        "year": year,
        "unit": unit,
        "page": page,
        "units": units,
        "heading": _("%(count)s target di halaman ini belum ditetapkan")
        % {"count": whole(empty)}
        if empty
        else _("Target %(unit)s lengkap") % {"unit": unit.name},
        "columns": [str(year.year)]
        + [cell.label for cell in (shown.rows[0].cells[1:] if shown.rows else [])],
        "crumbs": [
            {
                "label": _("Target dan jadwal"),
                "url": f"{reverse('perencanaan')}?tahun={year.year}",
            },
            {"label": _("Target"), "url": ""},
        ],
    }
    status = 422 if shown.errors or shown.reason_error else 200
    return render(request, "planning/targets.html", context, status=status)
