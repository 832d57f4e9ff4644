"""What an office decides for a year: the days of its windows, and who sets targets."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tolok.kernel.refusals import Unfit
from tolok.planning import queries as planning
from tolok.planning.actions import WINDOW_DAYS
from tolok.planning.year_settings import LONGEST_DAYS, set_year_settings
from tolok.web import clock
from tolok.web.planning.calendar_page import demand_planner
from tolok.web.planning.own_targets import add_error
from tolok.web.requests import Asked


def days_field(label: Any, help_text: Any = "") -> forms.IntegerField:
    """Return a field for a number of days."""
    wrong = gettext_lazy("Tulis banyaknya hari, 0 sampai %(most)s.") % {
        "most": LONGEST_DAYS
    }
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=LONGEST_DAYS,
        error_messages={
            "required": gettext_lazy("Isi banyaknya hari."),
            "invalid": wrong,
            "min_value": wrong,
            "max_value": wrong,
        },
    )


class YearSettingsForm(forms.Form):
    """The days of a year's windows, counted from the last day of a period."""

    opens_days_after = days_field(
        gettext_lazy("Pengisian dibuka (hari sesudah periode berakhir)"),
        gettext_lazy("Baku: 1."),
    )
    due_days_after = days_field(
        gettext_lazy("Tenggat (hari sesudah periode berakhir)"),
        gettext_lazy("Baku: 9."),
    )
    late_days_after = days_field(
        gettext_lazy("Terlambat diterima sampai (hari sesudah periode berakhir)"),
        gettext_lazy("Baku: 20."),
    )
    closes_days_after = days_field(
        gettext_lazy("Dikunci setelah (hari sesudah periode berakhir)"),
        gettext_lazy("Baku: 45. Kosong: tidak pernah dikunci."),
    )
    closes_days_after.required = False
    move_windows = forms.BooleanField(
        label=gettext_lazy("Geser jadwal periode yang belum dibuka"),
        help_text=gettext_lazy(
            "Yang sudah dibuka, dan yang pernah digeser tersendiri, tidak ikut."
        ),
        required=False,
    )
    planner_sets_targets = forms.BooleanField(
        label=gettext_lazy("Perencana dapat menetapkan target langsung"),
        help_text=gettext_lazy(
            "Bila dimatikan, setiap target diusulkan pemegang jabatan dan disetujui "
            "atasannya."
        ),
        required=False,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Asked, year: int) -> HttpResponse:
    """Show and keep the settings of a year."""
    viewer = request.viewer
    demand_planner(viewer)
    row = planning.list_years(for_user=viewer).get(year=year)
    posted = request.method == "POST"
    names = (*WINDOW_DAYS, "planner_sets_targets")
    form = YearSettingsForm(
        request.POST if posted else None,
        initial={name: getattr(row, name) for name in names},
    )
    if posted and form.is_valid():
        try:
            moved = set_year_settings(
                year=row, **form.cleaned_data, by=viewer, at=clock.moment(viewer)
            )
        except Unfit as refusal:
            add_error(form, refusal)
        else:
            messages.success(
                request,
                _("Aturan tahun %(year)s disimpan; %(moved)s jadwal ikut bergeser.")
                % {"year": row.year, "moved": moved},
            )
            return redirect(f"{reverse('perencanaan')}?tahun={row.year}")
    context = {
        "form": form,
        "year": row,
        "crumbs": [
            {
                "label": _("Target dan jadwal"),
                "url": f"{reverse('perencanaan')}?tahun={row.year}",
            },
            {"label": _("Aturan tahun"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "planning/year_settings.html", context, status=status)
