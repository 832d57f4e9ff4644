"""Targets of one unit in a grid: a row an indicator, a column a period."""

from collections.abc import Mapping, Sequence
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
from django.views.decorators.http import require_http_methods, require_safe

from tolok.kernel.numbers import format_percent
from tolok.kernel.refusals import NotAllowed, NotNow, Refusal, Unfit
from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.planning import targets
from tolok.planning.comparing import Before, targets_with_last_year
from tolok.registry import queries as registry
from tolok.registry.enums import Measure
from tolok.scoring.results import Result, results_in_year
from tolok.web import clock
from tolok.web.asking import asked_id, asked_number
from tolok.web.counting import whole
from tolok.web.planning.letters import LetterForm
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked
from tolok.web.words import as_written, target_text, value_with_unit


INDICATORS_ON_PAGE = 40
LONGEST_TARGET = targets.LONGEST_TARGET
STRETCH = "tantangan"


@dataclass
class Cell:
    """One target in the grid: what stands, what was typed, what is wrong with it."""

    name: str
    label: str
    period: planning.Period | None
    standing: str
    text: str
    target: planning.Target | None = None
    last_year: str = ""
    error: str = ""
    readings: list[str] = field(default_factory=list)
    locked: bool = False

    @property
    def is_changed(self) -> bool:
        """Tell whether something else was typed than stands."""
        return self.text != self.standing and not self.locked

    @property
    def is_revision(self) -> bool:
        """Tell whether a target that was set would be changed."""
        return self.is_changed and bool(self.standing)


@dataclass
class Row:
    """One indicator with its cells: the year first, then its periods."""

    indicator: Any
    definition: registry.Definition
    cells: list[Cell] = field(default_factory=list)

    @property
    def unit_of_measure(self) -> str:
        """Return the unit in which the indicator is measured."""
        return self.definition.unit_of_measure

    @property
    def proposal_id(self) -> int | None:
        """Return the proposal that waits for this indicator, if any."""
        found: int | None = self.indicator.open_proposal_id
        return found


@dataclass
class Grid:
    """The page of the grid that is on the screen, and what was typed beside it."""

    rows: list[Row]
    form: LetterForm
    is_stretch: bool = False
    document: str = ""
    refused: str = ""

    @property
    def cells(self) -> list[Cell]:
        """Return all cells."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def errors(self) -> list[Cell]:
        """Return the cells that cannot be kept."""
        return [cell for cell in self.cells if cell.error]

    @property
    def has_trouble(self) -> bool:
        """Tell whether anything stops the page from being kept."""
        return bool(self.errors or self.form.errors or self.refused)

    def check(self) -> bool:
        """Read every changed cell; tell whether all can be kept."""
        self.form.is_valid()
        for row in self.rows:
            for cell in row.cells:
                if cell.is_changed:
                    check_cell(cell, row.definition, is_stretch=self.is_stretch)
        if any(cell.is_revision for cell in self.cells):
            self._demand_reason()
        return not self.has_trouble

    def _demand_reason(self) -> None:
        data = self.form.cleaned_data
        if not data.get("reason") and "reason" not in self.form.errors:
            self.form.add_error(
                "reason",
                _(
                    "Ada target yang diubah. Tulis alasan perubahannya; target lama tetap "
                    "tersimpan."
                ),
            )
        asked = not self.is_stretch and not data.get("letter_file")
        if asked and not any(n.startswith("letter") for n in self.form.errors):
            self.form.add_error(
                "letter_number",
                _(
                    "Ada target yang diubah. Isi nomor dan tanggal suratnya, lalu "
                    "lampirkan berkasnya."
                ),
            )


def check_cell(
    cell: Cell, definition: registry.Definition, *, is_stretch: bool
) -> None:
    """Write into a cell what is wrong with it, and how it may be meant."""
    if not cell.text and not is_stretch:
        cell.error = _("Target yang sudah ditetapkan tidak dapat dikosongkan.")
        return
    if is_stretch and cell.target is None:
        cell.error = _("Tetapkan dahulu targetnya, baru tantangannya.")
        return
    try:
        if is_stretch and cell.target is not None:
            targets.read_promise(cell.target.text, cell.text, definition)
        else:
            beyond = cell.target.stretch_text if cell.target else ""
            targets.read_promise(cell.text, beyond, definition)
    except Unfit as refusal:
        cell.error = refusal.message
        if isinstance(refusal, targets.TargetAmbiguous):
            cell.readings = targets.list_readings(cell.text)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: Asked) -> HttpResponse:
    """Show the targets of a unit, and set those that were typed: all or none."""
    viewer = request.viewer
    demand_planner(viewer)
    plan = unit_plan(request)
    if isinstance(plan, HttpResponse):
        return plan
    year, periods, units, unit = plan.year, plan.periods, plan.units, plan.unit
    found = registry.list_indicators_of_unit(
        version=plan.version, unit=unit, for_user=viewer
    )
    page = Paginator(
        planning.mark_proposals(found, year=year), INDICATORS_ON_PAGE
    ).get_page(request.GET.get("page"))
    shown = grid_of(list(page.object_list), year, periods, request)
    status = 200
    if request.method == "POST":
        status = 422
        if shown.check():
            try:
                return keep(request, shown, year)
            except Unfit as refusal:
                refuse(shown, refusal)
            except NotNow as refusal:
                shown.refused, status = refusal.message, 409
            except NotAllowed as refusal:
                shown.refused, status = refusal.message, 403
    return grid_page(
        request, shown, year=year, units=units, unit=unit, page=page, status=status
    )


def refuse(shown: Grid, refusal: Refusal) -> None:
    """Put a refusal where it belongs: beside a field of the letter, or on top."""
    if refusal.field in shown.form.fields:
        shown.form.add_error(refusal.field, refusal.message)
    else:
        shown.refused = refusal.message


@dataclass(frozen=True)
class UnitPlan:
    """The year and the unit whose targets a page is about, and what it may choose."""

    year: planning.PerformanceYear
    periods: list[planning.Period]
    units: list[organisation.Unit]
    unit: organisation.Unit
    version: registry.RegistryVersion


def unit_plan(request: Asked) -> UnitPlan | HttpResponse:
    """Return the plan that the address asks for, or the page that says what is missing."""
    viewer = request.viewer
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
    return UnitPlan(year, periods, units, unit, version)


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
    indicators: Sequence[Any],
    year: planning.PerformanceYear,
    periods: Sequence[planning.Period],
    request: Asked,
) -> Grid:
    """Return the grid with what stands, and over it what was typed."""
    standing_now = targets_with_last_year(indicators=indicators, year=year)
    known = standing_now.targets
    results = results_in_year(
        indicators=[before.indicator_id for before in standing_now.before.values()],
        year=year.year - 1,
        for_user=request.viewer,
    )
    columns: list[planning.Period | None] = [None, *periods]
    typed = request.POST if request.method == "POST" else None
    form = (
        LetterForm(request.POST, request.FILES) if typed is not None else LetterForm()
    )
    is_stretch = request.GET.get("isi") == STRETCH
    rows = []
    for indicator in indicators:
        row = Row(indicator, registry.fetched_definition(indicator))
        before = standing_now.before.get(indicator.pk)
        closed = row.proposal_id is not None or not year.planner_sets_targets
        for period in columns:
            target = known.get((indicator.pk, period.pk if period else None))
            standing = standing_of(target, is_stretch=is_stretch)
            name = f"t-{indicator.pk}-{period.pk if period else 'tahun'}"
            text = typed.get(name, standing).strip() if typed is not None else standing
            row.cells.append(
                Cell(
                    name,
                    period.short_label if period else str(year.year),
                    period,
                    standing,
                    standing if closed else text,
                    target,
                    locked=closed,
                    last_year=last_year_of(before, period, results, row.definition),
                )
            )
        rows.append(row)
    document = typed.get("document", "").strip()[:200] if typed is not None else ""
    return Grid(rows, form, is_stretch, document)


def last_year_of(
    before: Before | None,
    period: planning.Period | None,
    results: Mapping[tuple[int, int | None], Result],
    definition: registry.Definition,
) -> str:
    """Write last year's target and what it came to, "80 %, hasil 78,5 % (98,13 %)"."""
    if before is None:
        return ""
    place = period.number if period else None
    target = before.targets.get(place)
    result = results.get((before.indicator_id, place))
    told = [target_text(target.text, definition)] if target else []
    if result is not None:
        percent = format_percent(result.achievement_percent)
        is_word = definition.measure in {Measure.GRADE, Measure.DATE, Measure.YES_NO}
        number = "" if is_word else value_with_unit(result.value, definition)
        reported = number or as_written(result.text)
        told.append(
            _("hasil %(value)s (%(percent)s)") % {"value": reported, "percent": percent}
            if reported
            else _("capaian %(percent)s") % {"percent": percent}
        )
    return ", ".join(told)


def standing_of(target: planning.Target | None, *, is_stretch: bool) -> str:
    """Return what stands in a cell: the target, or the stretch beside it."""
    if target is None:
        return ""
    return target.stretch_text if is_stretch else target.text


def keep(request: Asked, shown: Grid, year: planning.PerformanceYear) -> HttpResponse:
    """Set the targets that were typed, and come back to the same page."""
    viewer = request.viewer
    kept = targets.set_targets(
        year=year,
        promises=[
            promise_of(row, cell, is_stretch=shown.is_stretch)
            for row in shown.rows
            for cell in row.cells
            if cell.is_changed
        ],
        by=viewer,
        at=clock.moment(viewer),
        reason=shown.form.cleaned_data["reason"],
        document=shown.document,
        letter=shown.form.letter(),
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


def promise_of(row: Row, cell: Cell, *, is_stretch: bool) -> targets.Promise:
    """Return what a cell promises: the target, or the stretch beside it."""
    if is_stretch and cell.target is not None:
        return targets.Promise(
            row.indicator, cell.period, cell.target.text, stretch=cell.text
        )
    return targets.Promise(row.indicator, cell.period, cell.text)


def grid_page(
    request: Asked,
    shown: Grid,
    *,
    year: planning.PerformanceYear,
    units: Sequence[organisation.Unit],
    unit: organisation.Unit,
    page: Any,
    status: int,
) -> HttpResponse:
    """Show the grid; errors stand in their cells."""
    empty = sum(not cell.standing for cell in shown.cells)
    if shown.is_stretch:
        heading = _("Tantangan %(unit)s") % {"unit": unit.name}
    elif empty:
        heading = _("%(count)s target di halaman ini belum ditetapkan") % {
            "count": whole(empty)
        }
    else:
        heading = _("Target %(unit)s lengkap") % {"unit": unit.name}
    address = f"{reverse('target')}?tahun={year.year}&unit={unit.pk}"
    context = {
        "grid": shown,
        "form": shown.form,
        "year": year,
        "unit": unit,
        "last_year": year.year - 1,
        "page": page,
        "units": units,
        "heading": heading,
        "columns": [str(year.year)]
        + [cell.label for cell in (shown.rows[0].cells[1:] if shown.rows else [])],
        "sides": [
            {"label": _("Target"), "url": address, "current": not shown.is_stretch},
            {
                "label": _("Tantangan"),
                "url": f"{address}&isi={STRETCH}",
                "current": shown.is_stretch,
            },
        ],
        "can_save": any(not cell.locked for cell in shown.cells),
        "crumbs": [
            {
                "label": _("Target dan jadwal"),
                "url": f"{reverse('perencanaan')}?tahun={year.year}",
            },
            {"label": _("Target"), "url": ""},
        ],
    }
    return render(request, "planning/targets.html", context, status=status)


@login_required
@require_safe
def read(request: Asked) -> HttpResponse:
    """Say how a typed target is read, while it is being typed; nothing is kept."""
    viewer = request.viewer
    indicator = registry.get_indicator(
        indicator_id=asked_id(request, "indikator") or 0, for_user=viewer
    )
    definition = registry.current_definition(indicator=indicator)
    text = request.GET.get("teks", "").strip()
    context: dict[str, Any] = {}
    if text:
        try:
            amount = targets.read_target(
                text, whole=targets.is_counted_whole(definition)
            )
            context["notes"] = amount.notes
        except Unfit as refusal:
            context["error"] = refusal.message
            if isinstance(refusal, targets.TargetAmbiguous):
                context["readings"] = targets.list_readings(text)
    return render(request, "planning/reading.html", context)
