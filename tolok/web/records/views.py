"""The audit trail of the office: who did what, when, and what changed."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tolok.accounts.enums import Capability
from tolok.records import queries as records
from tolok.web.asking import asked_id, demand, offer
from tolok.web.counting import whole
from tolok.web.records.sentences import NAMES, changes_of, sentence_of
from tolok.web.requests import Asked


EVENTS_ON_PAGE = 50


class FilterForm(forms.Form):
    """Which events: by person, by action, by days."""

    orang = forms.CharField(
        label=gettext_lazy("Pelaku"), required=False, max_length=100
    )
    tindakan = forms.ChoiceField(label=gettext_lazy("Tindakan"), required=False)
    dari = forms.DateField(
        label=gettext_lazy("Dari tanggal"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    sampai = forms.DateField(
        label=gettext_lazy("Sampai tanggal"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "tindakan",
            [
                ("", _("Semua tindakan")),
                *sorted(NAMES.items(), key=lambda item: str(item[1])),
            ],
        )
        for name in ("dari", "sampai"):
            self.fields[name].error_messages["invalid"] = _(
                "Tulis tanggal yang ada di kalender."
            )
        self.fields["tindakan"].error_messages["invalid_choice"] = _(
            "Pilih tindakan dari daftar."
        )


@login_required
@require_safe
def trail(request: Asked) -> HttpResponse:
    """Show the events of the office, newest first."""
    viewer = request.viewer
    demand(
        viewer.may(Capability.VIEW_TRAIL),
        _("Jejak audit dibaca kepala, perencana, pemeriksa, dan administrator."),
    )
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = records.page_of_events(
        office_id=viewer.office_id,
        actor=asked.get("orang") or "",
        action=asked.get("tindakan") or "",
        since=asked.get("dari"),
        until=asked.get("sampai"),
        before=asked_id(request, "sebelum"),
        limit=EVENTS_ON_PAGE,
    )
    chain = records.chain_of(office_id=viewer.office_id)
    context = {
        "form": form,
        "rows": [
            {
                "number": event.number,
                "sentence": sentence_of(event),
                "at": event.at,
                "note": event.note,
                "changes": changes_of(event),
            }
            for event in page.events
        ],
        "older": older_address(request, page.next_before),
        "is_later_page": "sebelum" in request.GET,
        "chain_length": whole(chain.length if chain else 0),
        "chain_mark": chain.last_hash[:12] if chain else "",
        "total": chain.length if chain else 0,
    }
    status = 422 if form.errors else 200
    return render(request, "records/trail.html", context, status=status)


def older_address(request: Asked, before: int | None) -> str:
    """Return the address of the older events, with the filter kept."""
    if before is None:
        return ""
    kept = {k: v for k, v in request.GET.items() if k != "sebelum" and v}
    return f"{reverse('jejak')}?{urlencode(kept | {'sebelum': before})}"
