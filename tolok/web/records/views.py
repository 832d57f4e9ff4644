"""The audit trail of the office: who did what, when, and what changed."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tolok.accounts.enums import Capability
from tolok.organisation.queries import Viewer
from tolok.records import queries as records
from tolok.reporting.documents.listing import ListColumn
from tolok.web.asking import asked_id, demand, offer
from tolok.web.counting import whole
from tolok.web.records.sentences import NAMES, changes_of, sentence_of
from tolok.web.reporting import exports
from tolok.web.reporting.issued_page import moment_of
from tolok.web.requests import Asked


EVENTS_ON_PAGE = 50
EVENTS_AT_ONCE = 2_000


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
    demand_reader(viewer)
    form = FilterForm(request.GET)
    page = records.page_of_events(
        office_id=viewer.office_id,
        **filter_of(form),
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
        "files": exports.files_of("jejak_unduh", kept_words(request)),
        "older": older_address(request, page.next_before),
        "is_later_page": "sebelum" in request.GET,
        "chain_length": whole(chain.length if chain else 0),
        "chain_mark": chain.last_hash[:12] if chain else "",
        "total": chain.length if chain else 0,
    }
    status = 422 if form.errors else 200
    return render(request, "records/trail.html", context, status=status)


def demand_reader(viewer: Viewer) -> None:
    """Refuse whoever may not read the trail."""
    demand(
        viewer.may(Capability.VIEW_TRAIL),
        _("Jejak audit dibaca kepala, perencana, pemeriksa, dan administrator."),
    )


def filter_of(form: FilterForm) -> dict[str, Any]:
    """Return which events are asked for; a form that cannot be read asks for all."""
    asked = form.cleaned_data if form.is_valid() else {}
    return {
        "actor": asked.get("orang") or "",
        "action": asked.get("tindakan") or "",
        "since": asked.get("dari"),
        "until": asked.get("sampai"),
    }


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give the events as they are filtered, all pages of them, as a file."""
    viewer = request.viewer
    demand_reader(viewer)
    found = records.find_events(
        office_id=viewer.office_id, **filter_of(FilterForm(request.GET))
    )
    return exports.give(
        request,
        kind,
        title=_("Jejak audit"),
        scope=_("sebagaimana disaring") if kept_words(request) else _("semua"),
        columns=(
            ListColumn(_("Nomor"), 10),
            ListColumn(_("Waktu"), 28),
            ListColumn(_("Pelaku"), 28),
            ListColumn(_("Peristiwa"), 60),
            ListColumn(_("Catatan"), 40),
            ListColumn(_("Isi perubahan"), 60),
            ListColumn(_("Sidik peristiwa"), 66),
        ),
        rows=(
            (
                event.number,
                moment_of(event.at, viewer),
                event.actor_name,
                sentence_of(event),
                event.note or None,
                changed_words(event),
                event.hash,
            )
            for event in found.iterator(chunk_size=EVENTS_AT_ONCE)
        ),
        is_own=True,
    )


def changed_words(event: Any) -> str | None:
    """Return what changed as text, one field after the other."""
    said = "; ".join(
        f"{one['label']}: {one['before'] or '–'} → {one['after']}"
        for one in changes_of(event)
    )
    return said or None


def kept_words(request: Asked) -> str:
    """Return the filter of the address, without the page."""
    return urlencode({k: v for k, v in request.GET.items() if k != "sebelum" and v})


def older_address(request: Asked, before: int | None) -> str:
    """Return the address of the older events, with the filter kept."""
    if before is None:
        return ""
    kept = {k: v for k, v in request.GET.items() if k != "sebelum" and v}
    return f"{reverse('jejak')}?{urlencode(kept | {'sebelum': before})}"
