"""Set up an office of one's own; give an account to who sits in a position."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation import founding
from tolok.organisation import queries as organisation
from tolok.web import clock
from tolok.web.middleware import CHOSEN_OFFICE
from tolok.web.planning.forms import TOO_LONG
from tolok.web.requests import Asked


ZONES = (
    ("Asia/Jakarta", gettext_lazy("WIB: Sumatra, Jawa, Kalimantan Barat dan Tengah")),
    (
        "Asia/Makassar",
        gettext_lazy("WITA: Kalimantan lainnya, Sulawesi, Bali, Nusa Tenggara"),
    ),
    ("Asia/Jayapura", gettext_lazy("WIT: Maluku dan Papua")),
)


class OfficeForm(forms.Form):
    """What an office is called and by which clock it lives."""

    region_name = forms.CharField(
        label=gettext_lazy("Daerah"),
        help_text=gettext_lazy("Misalnya: Kabupaten Lamongan."),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Isi nama kabupaten, kota, atau provinsinya."),
            "max_length": TOO_LONG,
        },
    )
    name = forms.CharField(
        label=gettext_lazy("Nama perangkat daerah"),
        help_text=gettext_lazy("Lengkap, seperti pada kop surat."),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Isi nama perangkat daerahnya."),
            "max_length": TOO_LONG,
        },
    )
    short_name = forms.CharField(
        label=gettext_lazy("Nama pendek"),
        help_text=gettext_lazy("Untuk layar ponsel, misalnya: Dinas PMD."),
        max_length=40,
        error_messages={
            "required": gettext_lazy("Isi nama pendeknya."),
            "max_length": TOO_LONG,
        },
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Waktu setempat"), choices=ZONES, initial=ZONES[0][0]
    )


class AccountForm(forms.Form):
    """The name to sign in with."""

    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]*$",
        max_length=60,
        error_messages={
            "required": gettext_lazy("Isi nama penggunanya."),
            "max_length": TOO_LONG,
            "invalid": gettext_lazy(
                "Nama pengguna terdiri atas huruf kecil, angka, titik, atau garis, "
                "misalnya: siti.nurjanah."
            ),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: Asked) -> HttpResponse:
    """Set up an office; who does so is its planner and is led to the first step."""
    viewer = request.viewer
    founding.demand_may_found(viewer)
    posted = request.method == "POST"
    form = OfficeForm(request.POST if posted else None)
    if posted and form.is_valid():
        try:
            office = founding.found_office(
                **form.cleaned_data, by=viewer, at=clock.moment()
            )
        except Unfit as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            request.session[CHOSEN_OFFICE] = office.pk
            messages.success(
                request,
                _("%(office)s sudah didirikan; Anda perencananya.")
                % {"office": office.name},
            )
            return redirect("beranda")
    return render(
        request,
        "organisation/found.html",
        {"form": form, "is_first": not viewer.offices},
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def give_account(request: Asked, placement_id: int) -> HttpResponse:
    """Give the holder of a seat an account, and show its password this once."""
    viewer = request.viewer
    seat = organisation.get_seat(placement_id=placement_id, for_user=viewer)
    founding.demand_may_give_account(viewer, viewer.office_id)
    form = AccountForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, " ".join(str(error) for error in form.errors["username"])
        )
        return redirect("orang_jabatan", seat.position_id)
    try:
        user, password = founding.give_account(
            person=seat.person,
            username=form.cleaned_data["username"],
            office_id=viewer.office_id,
            by=viewer,
            at=clock.moment(viewer),
        )
    except (Unfit, NotNow) as refusal:
        messages.error(request, refusal.message)
        return redirect("orang_jabatan", seat.position_id)
    return render(
        request,
        "organisation/account.html",
        {"seat": seat, "account": user, "password": password},
    )
