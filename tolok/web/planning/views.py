"""The year at a glance: windows, opening a period, setting up a year."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import NotNow, Unfit
from tolok.measurement import actions as measurement
from tolok.organisation.queries import Viewer
from tolok.planning import actions, permissions
from tolok.planning import queries as planning
from tolok.planning.enums import HolidayShift, PeriodKind, WindowState
from tolok.planning.policies import window_state
from tolok.scoring import queries as scoring
from tolok.scoring.calculator import DEFAULT_RULES
from tolok.web import clock
from tolok.web.asking import asked_number, demand
from tolok.web.counting import whole
from tolok.web.planning.forms import WindowForm, YearForm
from tolok.web.requests import Asked
from tolok.web.words import days_left, moment_of


TONES = {
    WindowState.NOT_YET: ("", "clock"),
    WindowState.OPEN: ("good", "check-circle-fill"),
    WindowState.LATE: ("warn", "exclamation-triangle-fill"),
    WindowState.CLOSED: ("", "lock-fill"),
}


def demand_planner(viewer: Viewer) -> None:
    """Answer 403 to those who do not plan."""
    demand(
        permissions.may_set_targets(viewer, office_id=viewer.office_id),
        _("Target dan jadwal diatur perencana kantor."),
    )


@login_required
@require_safe
def overview(request: Asked) -> HttpResponse:
    """Show the windows of a year and what is still to be planned."""
    viewer = request.viewer
    demand_planner(viewer)
    years = list(planning.list_years(for_user=viewer))
    wanted = asked_number(request, "tahun", viewer.on.year)
    year = next((y for y in years if y.year == wanted), years[0] if years else None)
    progress = planning.plan_progress(year=year, for_user=viewer) if year else None
    context = {
        "years": year_segments(years, year),
        "year": year,
        "rows": [
            window_row(period, viewer, progress)
            for period in (progress.periods if progress else [])
        ],
        "progress": progress,
        "heading": heading_of(year, progress),
        "year_form": year_form(years, viewer),
        "pack_name": pack_name(year),
    }
    return render(request, "planning/overview.html", context)


def year_segments(
    years: list[planning.PerformanceYear], year: planning.PerformanceYear | None
) -> list[dict[str, Any]]:
    """Return the years to choose from, where there is more than one."""
    if len(years) < 2:
        return []
    return [
        {
            "label": str(row.year),
            "url": f"{reverse('perencanaan')}?tahun={row.year}",
            "current": row == year,
        }
        for row in reversed(years)
    ]


def heading_of(
    year: planning.PerformanceYear | None, progress: planning.PlanProgress | None
) -> str:
    """Say what is still to be planned."""
    if year is None or progress is None:
        return _("Belum ada tahun kinerja yang disiapkan")
    if progress.targets_missing:
        return _("%(count)s target tahun %(year)s belum ditetapkan") % {
            "count": whole(progress.targets_missing),
            "year": year.year,
        }
    if progress.suggestions:
        return ngettext(
            "%(count)s definisi masih berupa usulan",
            "%(count)s definisi masih berupa usulan",
            progress.suggestions,
        ) % {"count": whole(progress.suggestions)}
    return _("Target tahun %(year)s sudah lengkap") % {"year": year.year}


def window_row(
    period: planning.Period, viewer: Viewer, progress: planning.PlanProgress | None
) -> dict[str, Any]:
    """Return one period with its days, its state and what can be done."""
    state = window_state(period, on=viewer.on)
    tone, icon = TONES[state]
    missing = progress.missing_in(period) if progress else 0
    may_open = period.opened_at is None and period.opens_on <= viewer.on
    return {
        "period": period,
        "label": period.label,
        "state": WindowState(state).label,
        "tone": tone,
        "icon": icon,
        "opens": format_date(period.opens_on),
        "due": format_date(period.due_on),
        "due_left": days_left(period.due_on, on=viewer.on)
        if state in {WindowState.OPEN, WindowState.NOT_YET}
        else "",
        "late": format_date(period.late_until),
        "closes": format_date(period.closes_on) if period.closes_on else "",
        "opened": moment_of(period.opened_at),
        "missing": missing,
        "may_open": may_open,
        "again": period.opened_at is not None and state != WindowState.CLOSED,
    }


def pack_name(year: planning.PerformanceYear | None) -> str:
    """Return the name of the rule pack by which a year is scored."""
    if year is None:
        return ""
    return dict(scoring.list_packs()).get(year.rules, year.rules)


def year_form(
    years: list[planning.PerformanceYear], viewer: Viewer, data: Any = None
) -> YearForm:
    """Return the form for another year: the one after the last, or this one."""
    newest = years[0] if years else None
    return YearForm(
        data,
        packs=scoring.list_packs(),
        initial={
            "year": newest.year + 1 if newest else viewer.on.year,
            "kind": PeriodKind.QUARTER,
            "holiday_shift": HolidayShift.NEXT,
            "rules": newest.rules if newest else DEFAULT_RULES,
            "elected": newest.elected if newest else False,
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_year(request: Asked) -> HttpResponse:
    """Set up a year with its quarters and their usual windows."""
    viewer = request.viewer
    demand_planner(viewer)
    years = list(planning.list_years(for_user=viewer))
    posted = request.method == "POST"
    form = year_form(years, viewer, request.POST if posted else None)
    if posted and form.is_valid() and viewer.office is not None:
        try:
            row = actions.set_up_year(
                office=viewer.office,
                year=form.cleaned_data["year"],
                rules=form.cleaned_data["rules"],
                elected=form.cleaned_data["elected"],
                kind=PeriodKind(form.cleaned_data["kind"] or PeriodKind.QUARTER),
                holiday_shift=HolidayShift(
                    form.cleaned_data["holiday_shift"] or HolidayShift.STAY
                ),
                by=viewer,
                at=clock.moment(viewer),
            )
        except NotNow as refusal:
            form.add_error("year", refusal.message)
            return render(request, "planning/year.html", {"form": form}, status=409)
        except Unfit as refusal:
            form.add_error(refusal.field or None, refusal.message)
            return render(request, "planning/year.html", {"form": form}, status=422)
        messages.success(request, _("Tahun %(year)s siap.") % {"year": row.year})
        return redirect(f"{reverse('perencanaan')}?tahun={row.year}")
    status = 422 if form.errors else 200
    return render(request, "planning/year.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def window(request: Asked, period_id: int) -> HttpResponse:
    """Move the days of an entry window."""
    viewer = request.viewer
    demand_planner(viewer)
    period = planning.get_period(period_id=period_id, for_user=viewer)
    form = (
        WindowForm(request.POST) if request.method == "POST" else WindowForm.of(period)
    )
    if form.is_bound and form.is_valid():
        try:
            actions.move_window(
                period=period,
                opens_on=form.cleaned_data["opens_on"],
                due_on=form.cleaned_data["due_on"],
                late_until=form.cleaned_data["late_until"],
                closes_on=form.cleaned_data["closes_on"],
                reason=form.cleaned_data["reason"],
                by=viewer,
                at=clock.moment(viewer),
            )
        except Unfit as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(
                request, _("Jadwal %(period)s diubah.") % {"period": period.label}
            )
            return redirect(f"{reverse('perencanaan')}?tahun={period.starts_on.year}")
    context = {
        "form": form,
        "period": period,
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Jadwal"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "planning/window.html", context, status=status)


@login_required
@require_POST
def open_period(request: Asked, period_id: int) -> HttpResponse:
    """Write down what is owed in a period, so that people can report."""
    viewer = request.viewer
    demand_planner(viewer)
    period = planning.get_period(period_id=period_id, for_user=viewer)
    made = measurement.open_period(period=period, by=viewer, at=clock.moment(viewer))
    messages.success(
        request,
        _("%(period)s dibuka: %(count)s realisasi wajib dilaporkan.")
        % {"period": period.label, "count": whole(made)}
        if made
        else _("%(period)s sudah lengkap; tidak ada kewajiban baru.")
        % {"period": period.label},
    )
    return redirect(f"{reverse('perencanaan')}?tahun={period.starts_on.year}")
