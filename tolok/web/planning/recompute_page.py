"""Compute a year or a period of the office anew, and say whether any digit differs."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tolok.kernel.numbers import format_percent
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.planning.permissions import may_set_targets
from tolok.records.queries import page_of_events
from tolok.scoring.permissions import may_recompute, may_view_roll_ups
from tolok.scoring.recomputing import Recomputed, recompute
from tolok.web import clock
from tolok.web.asking import asked_number, demand, offer
from tolok.web.counting import whole
from tolok.web.requests import Asked


SHOWN_RUNS = 8
YEAR = "tahun"
ACTIONS = ("scoring.recompute_period", "scoring.recompute_year")


class RecomputeForm(forms.Form):
    """What is computed anew."""

    what = forms.ChoiceField(
        label=gettext_lazy("Yang dihitung ulang"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Pilih yang dihitung ulang."),
            "invalid_choice": gettext_lazy("Pilih salah satu yang tersedia."),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Asked) -> HttpResponse:
    """Show what was computed anew before; do it where that is asked, and tell."""
    viewer = request.viewer
    demand(
        may_recompute(viewer, office_id=viewer.office_id),
        _("Hanya perencana atau administrator kantor yang dapat menghitung ulang."),
    )
    periods = list(planning.list_periods(for_user=viewer))
    years = list(dict.fromkeys(period.year for period in reversed(periods)))
    wanted = asked_number(request, "tahun", viewer.on.year)
    year = next((y for y in years if y.year == wanted), years[0] if years else None)
    posted = request.method == "POST"
    form = RecomputeForm(
        request.POST if posted else None, initial={"what": YEAR}, label_suffix=""
    )
    spans: dict[str, Any] = {}
    if year is not None:
        spans = {YEAR: year} | {
            str(period.pk): period for period in periods if period.year_id == year.pk
        }
    offer(form, "what", [(key, name_of(span)) for key, span in spans.items()])
    found = None
    if posted and form.is_valid():
        found = recompute(
            of=spans[form.cleaned_data["what"]], by=viewer, at=clock.moment(viewer)
        )
    context = {
        "form": form,
        "year": year,
        "years": segments(years, year),
        "found": found,
        "heading": heading_of(found),
        "differences": differences_of(found, viewer),
        "runs": runs_of(viewer),
        "crumbs": crumbs_of(viewer),
    }
    status = 422 if form.errors else 200
    return render(request, "planning/recompute.html", context, status=status)


def name_of(span: Any) -> str:
    """Return how a year or a period is called among the choices."""
    if isinstance(span, planning.Period):
        return span.label
    return _("Seluruh tahun %(year)s") % {"year": span.year}


def segments(
    years: list[planning.PerformanceYear], year: planning.PerformanceYear | None
) -> list[dict[str, Any]]:
    """Return the years to choose from, where there is more than one."""
    if len(years) < 2:
        return []
    return [
        {
            "label": str(row.year),
            "url": f"{reverse('hitung_ulang')}?tahun={row.year}",
            "current": row == year,
        }
        for row in sorted(years, key=lambda row: row.year)
    ]


def heading_of(found: Recomputed | None) -> str:
    """Say what came out."""
    if found is None:
        return _("Hitung ulang capaian")
    if not found.differs:
        return _("Sudah dihitung ulang: semua angka sama")
    return _("Sudah dihitung ulang: %(count)s angka berbeda") % {
        "count": whole(found.scores_changed + found.roll_ups_changed)
    }


def differences_of(found: Recomputed | None, viewer: Viewer) -> list[dict[str, str]]:
    """Return what differs, for those who may read the office's digits."""
    if found is None or not may_view_roll_ups(viewer, office_id=viewer.office_id):
        return []
    return [
        {
            "what": row.what,
            "when": row.when,
            "before": "–" if row.before is None else format_percent(row.before),
            "after": "–" if row.after is None else format_percent(row.after),
        }
        for row in found.differences
    ]


def runs_of(viewer: Viewer) -> list[dict[str, Any]]:
    """Return the last times that something was computed anew, as a timeline shows."""
    found = page_of_events(
        office_id=viewer.office_id, actions=ACTIONS, limit=SHOWN_RUNS
    )
    runs = []
    for event in found.events:
        told = event.after or {}
        scores = int(told.get("scores_changed", told.get("changed", 0)))
        differing = scores + int(told.get("roll_ups_changed", 0))
        runs.append(
            {
                "title": event.subject_label,
                "text": _("%(count)s angka berbeda.") % {"count": whole(differing)}
                if differing
                else _("Semua angka sama."),
                "who": event.actor_name,
                "at": event.at,
            }
        )
    return runs


def crumbs_of(viewer: Viewer) -> list[dict[str, str]]:
    """Return the way here: over the plan, for those who may open it."""
    crumbs = [{"label": _("Hitung ulang"), "url": ""}]
    if may_set_targets(viewer, office_id=viewer.office_id):
        crumbs.insert(
            0, {"label": _("Target dan jadwal"), "url": reverse("perencanaan")}
        )
    return crumbs
