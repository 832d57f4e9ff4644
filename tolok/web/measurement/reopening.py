"""Open a verified realisation again, with a reason."""

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

from tolok.measurement import queries as measurement
from tolok.measurement import reopening
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.permissions import may_reopen
from tolok.organisation.queries import Viewer
from tolok.planning.policies import may_enter
from tolok.web import clock
from tolok.web.asking import demand
from tolok.web.planning.forms import TOO_LONG, day_field
from tolok.web.requests import Asked


class ReopenForm(forms.Form):
    """Why a realisation is opened again, and after the window by which letter."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Dibaca pemilik realisasi dan tercatat di jejak audit."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Tulis alasan membuka kembali."),
            "max_length": TOO_LONG,
        },
    )
    letter_number = forms.CharField(
        label=gettext_lazy("Nomor surat"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Isi nomor surat yang mengizinkan."),
            "max_length": TOO_LONG,
        },
    )
    until = day_field(
        gettext_lazy("Diperbaiki dan diputuskan sampai"),
        gettext_lazy("Setelah hari ini terkunci lagi."),
    )

    def __init__(self, *args: Any, is_open: bool) -> None:
        super().__init__(*args)
        if is_open:
            del self.fields["letter_number"], self.fields["until"]


def reopenable(viewer: Viewer, row: measurement.Realisation) -> bool:
    """Tell whether this person may open this realisation again today."""
    return (
        row.is_current
        and row.status == RealisationStatus.VERIFIED
        and may_reopen(viewer, row, is_open=may_enter(row.window, on=viewer.on))
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: Asked, realisation_id: int) -> HttpResponse:
    """Ask for the reason, then hand a new version to the holder."""
    viewer = request.viewer
    row = measurement.get_realisation(realisation_id=realisation_id, for_user=viewer)
    is_open = may_enter(row.window, on=viewer.on)
    demand(
        may_reopen(viewer, row, is_open=is_open),
        _(
            "Selama masa pengisian, yang membuka kembali adalah pemeriksanya; "
            "sesudahnya perencana, dengan nomor surat."
        ),
    )
    posted = request.method == "POST"
    form = ReopenForm(request.POST if posted else None, is_open=is_open)
    if posted and form.is_valid():
        try:
            new = reopening.reopen_realisation(
                realisation=row,
                reason=form.cleaned_data["reason"],
                letter_number=form.cleaned_data.get("letter_number", ""),
                until=form.cleaned_data.get("until"),
                by=viewer,
                at=clock.moment(viewer),
            )
        except reopening.ReopeningUnfit as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(
                request,
                _("Realisasi dibuka kembali dan menunggu perbaikan %(name)s.")
                % {"name": row.person.name.removesuffix(".")},
            )
            return redirect("isi", new.pk)
    context = {
        "row": row,
        "form": form,
        "is_open": is_open,
        "crumbs": [
            {"label": row.period.label, "url": reverse("isi", args=[row.pk])},
            {"label": _("Buka kembali"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "measurement/reopen.html", context, status=status)
