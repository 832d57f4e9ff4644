"""Hand one's verification to somebody for some days, by a letter."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.accounts.enums import Capability
from tolok.kernel.dates import format_date
from tolok.kernel.refusals import Unfit
from tolok.organisation import delegations
from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.reporting.documents.listing import ListColumn
from tolok.web import clock
from tolok.web.asking import demand, offer
from tolok.web.planning.forms import TOO_LONG, day_field
from tolok.web.reporting import exports
from tolok.web.requests import Asked
from tolok.web.words import day_at


class DelegationForm(forms.Form):
    """Whose work, to whom, on which days, by which letter."""

    position = forms.ChoiceField(label=gettext_lazy("Verifikasi jabatan"))
    nip = forms.CharField(
        label=gettext_lazy("NIP penerima"),
        help_text=gettext_lazy("18 angka, pegawai kantor ini."),
        max_length=18,
        error_messages={
            "required": gettext_lazy("Isi NIP penerima pelimpahan."),
            "max_length": gettext_lazy("NIP terdiri atas 18 angka."),
        },
    )
    starts_on = day_field(gettext_lazy("Mulai"), "")
    ends_on = day_field(gettext_lazy("Sampai"), gettext_lazy("Hari terakhir ikut."))
    letter_number = forms.CharField(
        label=gettext_lazy("Nomor surat"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Isi nomor suratnya."),
            "max_length": TOO_LONG,
        },
    )


def own_positions(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the positions whose verification this person may hand over."""
    if viewer.may(Capability.HANDLE_PERIODS):
        return [
            (str(row.pk), row.title)
            for row in organisation.list_positions(for_user=viewer)
            if row.leads_unit
        ]
    return [
        (str(held.position_id), held.position.title)
        for held in viewer.placements
        if held.position.leads_unit
    ]


def demand_verifier(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the positions of who may hand verification over; refuse everyone else."""
    positions = own_positions(viewer)
    demand(
        bool(positions),
        _(
            "Pelimpahan verifikasi dibuat oleh atasan yang memverifikasi, atau perencana."
        ),
    )
    return positions


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_list(request: Asked) -> HttpResponse:
    """Show who verifies by letter; hand verification over."""
    viewer = request.viewer
    positions = demand_verifier(viewer)
    posted = request.method == "POST"
    form = DelegationForm(request.POST if posted else None)
    offer(form, "position", positions)
    if posted and form.is_valid():
        try:
            row = delegations.delegate_verification(
                position=organisation.get_position(
                    position_id=int(form.cleaned_data["position"]), for_user=viewer
                ),
                person=organisation.find_colleague(
                    nip=form.cleaned_data["nip"], for_user=viewer
                ),
                starts_on=form.cleaned_data["starts_on"],
                ends_on=form.cleaned_data["ends_on"],
                letter_number=form.cleaned_data["letter_number"],
                by=viewer,
                at=clock.moment(viewer),
            )
        except Unfit as refusal:
            field = "nip" if refusal.field == "person" else refusal.field
            form.add_error(field or None, refusal.message)
        else:
            messages.success(
                request,
                _("Verifikasi dilimpahkan kepada %(name)s sampai %(day)s.")
                % {"name": row.person.name, "day": format_date(row.ends_on)},
            )
            return redirect("pelimpahan")
    context = {
        "form": form,
        "rows": [
            {
                "row": row,
                "from": format_date(row.starts_on),
                "until": format_date(row.ends_on),
                "ended": row.revoked_at is not None or row.ends_on < viewer.on,
            }
            for row in organisation.list_delegations(for_user=viewer)[:50]
        ],
        "files": exports.files_of("pelimpahan_unduh", ""),
    }
    status = 422 if form.errors else 200
    return render(request, "verification/delegations.html", context, status=status)


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give all that was handed over, as far as this person may see it."""
    viewer = request.viewer
    demand_verifier(viewer)
    rows = organisation.list_delegations(for_user=viewer)
    return exports.give(
        request,
        kind,
        title=_("Pelimpahan verifikasi"),
        scope=_("pada %(day)s") % {"day": format_date(viewer.on)},
        columns=(
            ListColumn(_("Jabatan"), 50),
            ListColumn(_("Unit kerja"), 40),
            ListColumn(_("Penerima"), 34),
            ListColumn(_("NIP"), 22),
            ListColumn(_("Mulai"), 13),
            ListColumn(_("Sampai"), 13),
            ListColumn(_("Nomor surat"), 30),
            ListColumn(_("Dicabut"), 13),
        ),
        rows=(
            (
                row.position.title,
                row.position.unit.name,
                row.person.name,
                row.person.nip,
                row.starts_on,
                row.ends_on,
                row.letter_number,
                day_at(row.revoked_at) if row.revoked_at else None,
            )
            for row in rows
        ),
        is_own=True,
    )


@login_required
@require_POST
def revoke(request: Asked, delegation_id: int) -> HttpResponse:
    """End a delegation now."""
    viewer = request.viewer
    row = organisation.list_delegations(for_user=viewer).get(pk=delegation_id)
    delegations.revoke_delegation(delegation=row, by=viewer, at=clock.moment(viewer))
    messages.success(request, _("Pelimpahan dicabut."))
    return redirect("pelimpahan")
