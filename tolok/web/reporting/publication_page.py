"""What the public reads of the office: publish it, look at it before, withdraw it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import Unfit
from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.reporting import publication as gathering
from tolok.reporting import publishing
from tolok.web import clock
from tolok.web.asking import offer
from tolok.web.planning.forms import TOO_LONG, day_field
from tolok.web.public import pages
from tolok.web.requests import Asked


class PublicationForm(forms.Form):
    """What is published, from when, and a note about the quality of the figures."""

    period = forms.ChoiceField(
        label=gettext_lazy("Angka sampai"),
        error_messages={
            "required": gettext_lazy("Pilih periodenya."),
            "invalid_choice": gettext_lazy("Pilih periode dari daftar."),
        },
    )
    starts_on = day_field(
        gettext_lazy("Tampil mulai"),
        gettext_lazy("Sejak hari ini publik membaca terbitan baru ini."),
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan mutu"),
        help_text=gettext_lazy(
            "Misalnya angka yang masih sementara. Dibaca publik; jangan menyebut orang."
        ),
        required=False,
        max_length=publishing.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Unit kerja"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={
            "required": gettext_lazy("Pilih sedikitnya satu unit kerja."),
            "invalid_choice": gettext_lazy("Pilih unit kerja dari daftar."),
        },
    )


class WithdrawalForm(forms.Form):
    """Why something published is taken away."""

    reason = forms.CharField(
        max_length=500,
        error_messages={
            "required": gettext_lazy("Tulis alasan penarikan; publik akan bertanya."),
            "max_length": TOO_LONG,
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: Asked) -> HttpResponse:
    """Show what was published; preview, publish, or go back to the form."""
    viewer = request.viewer
    gathering.demand_publisher(viewer)
    asked = request.POST.get("action", "") if request.method == "POST" else ""
    form = form_for(viewer, request.POST if asked else None)
    if form is None or asked not in {"preview", "publish"}:
        return manage_page(request, form)
    if not form.is_valid():
        return manage_page(request, form, status=422)
    try:
        if asked == "preview":
            return preview_page(request, form)
        row = publishing.publish(
            **chosen(viewer, form), by=viewer, at=clock.moment(viewer)
        )
    except Unfit as refusal:
        form.add_error(None, refusal.message)
        return manage_page(request, form, status=422)
    messages.success(
        request,
        _("Terbitan ke-%(number)s tersimpan; publik membacanya mulai %(day)s.")
        % {"number": row.number, "day": format_date(row.starts_on)},
    )
    return redirect("publikasi")


@login_required
@require_POST
def withdraw(request: Asked, publication_id: int) -> HttpResponse:
    """Take a publication off the public page, with a reason."""
    viewer = request.viewer
    row = publishing.get_publication(publication_id=publication_id, for_user=viewer)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["reason"])))
        return redirect("publikasi")
    publishing.withdraw(
        publication=row,
        reason=form.cleaned_data["reason"],
        by=viewer,
        at=clock.moment(viewer),
    )
    messages.success(
        request, _("Terbitan ke-%(number)s ditarik.") % {"number": row.number}
    )
    return redirect("publikasi")


@login_required
@require_safe
def show(request: Asked, publication_id: int) -> HttpResponse:
    """Show a publication as the public reads or read it, also one not shown today."""
    viewer = request.viewer
    row = publishing.get_publication(publication_id=publication_id, for_user=viewer)
    context = pages.office_page(row.content, slug=row.slug, number=0, years=[])
    return render(
        request, "public/office.html", context | {"is_preview": True, "kept": row}
    )


def form_for(viewer: Viewer, data: Any) -> PublicationForm | None:
    """Return the form with the office's periods and units, or None without a year."""
    periods = [
        period
        for period in planning.list_periods(for_user=viewer)
        if period.starts_on <= viewer.on
    ]
    if not periods:
        return None
    units = list(organisation.list_units(for_user=viewer))
    latest = [period for period in periods if period.ends_on < viewer.on] or periods
    form = PublicationForm(
        data,
        initial={
            "period": max(latest, key=lambda one: one.ends_on).pk,
            "starts_on": viewer.on,
            "units": [unit.pk for unit in units],
        },
    )
    offer(form, "period", [(one.pk, one.label) for one in periods])
    offer(form, "units", [(unit.pk, unit.name) for unit in units])
    return form


def chosen(viewer: Viewer, form: PublicationForm) -> dict[str, Any]:
    """Return what the form asks for, as rows of the viewer's office."""
    said = form.cleaned_data
    wanted = {int(one) for one in said["units"]}
    return {
        "period": planning.get_period(period_id=int(said["period"]), for_user=viewer),
        "units": [
            unit
            for unit in organisation.list_units(for_user=viewer)
            if unit.pk in wanted
        ],
        "starts_on": said["starts_on"],
        "note": said["note"],
    }


def preview_page(request: Asked, form: PublicationForm) -> HttpResponse:
    """Show what the public would read, with the buttons that publish it or go back."""
    viewer = request.viewer
    asked = chosen(viewer, form)
    starts_on = asked.pop("starts_on")
    content = gathering.gather_publication(
        for_user=viewer, as_at=clock.moment(viewer), **asked
    )
    context = pages.office_page(content, slug="pratinjau", number=0, years=[])
    context |= {"confirm_form": form, "starts_on": starts_on}
    return render(request, "public/office.html", context)


def manage_page(
    request: Asked, form: PublicationForm | None, *, status: int = 200
) -> HttpResponse:
    """Show the publications of the office and the form for the next one."""
    viewer = request.viewer
    rows = list(publishing.list_publications(for_user=viewer))
    today = clock.moment().date()
    shown: set[int] = set()
    listed = []
    for row in rows:
        state = state_of(row, shown, today)
        if state == "shown":
            shown.add(row.year_id)
        listed.append(
            {
                "row": row,
                "state": state,
                "url": reverse("publik_tahun", args=[row.slug, row.year.year])
                if state == "shown"
                else "",
            }
        )
    context = {"form": form, "rows": listed, "viewer_day": viewer.on}
    return render(request, "reporting/publications.html", context, status=status)


def state_of(row: publishing.Publication, shown: set[int], today: Any) -> str:
    """Tell how a publication stands: shown, waiting, replaced or withdrawn."""
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.starts_on > today:
        return "waiting"
    return "replaced" if row.year_id in shown else "shown"
