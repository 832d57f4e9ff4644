"""The units of measure of the office: added, merged, and taken off when unused."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation import queries as organisation
from tolok.registry import actions, units
from tolok.web import clock
from tolok.web.counting import whole
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


class AddForm(forms.Form):
    """A new unit of measure."""

    name = forms.CharField(
        label=gettext_lazy("Satuan baru"),
        max_length=units.LONGEST,
        help_text=gettext_lazy("Misalnya boks arsip atau kilometer."),
        error_messages={"required": gettext_lazy("Tulis satuannya.")},
    )


class MergeForm(forms.Form):
    """Which spelling is written as which from now on."""

    name = forms.CharField(
        label=gettext_lazy("Ejaan yang ditinggalkan"),
        max_length=units.LONGEST,
        widget=forms.TextInput(attrs={"list": "daftar-satuan", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Tulis satuannya.")},
    )
    into = forms.CharField(
        label=gettext_lazy("Ditulis menjadi"),
        max_length=units.LONGEST,
        widget=forms.TextInput(attrs={"list": "daftar-satuan", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Tulis satuannya.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Wajib bila definisi yang sudah diterima ikut berubah."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_units(request: Asked) -> HttpResponse:
    """List the units with their use; add one, or merge two spellings."""
    viewer = request.viewer
    demand_planner(viewer)
    merging = request.POST.get("step") == "merge"
    add = AddForm(request.POST if request.method == "POST" and not merging else None)
    merge = MergeForm(
        request.POST if merging else None,
        initial={
            "name": request.GET.get("dari", "")[: units.LONGEST],
            "into": request.GET.get("menjadi", "")[: units.LONGEST],
        },
        auto_id="gabung_%s",
    )
    form: forms.Form = merge if merging else add
    status = 200
    if form.is_bound and not form.is_valid():
        status = 422
    elif form.is_bound and viewer.office is not None:
        try:
            said = (
                merged(request, viewer.office, merge)
                if merging
                else added(request, viewer.office, add)
            )
        except Unfit as refusal:
            form.add_error(refusal.field or None, refusal.message)
            status = 422
        except NotNow as refusal:
            form.add_error(None, refusal.message)
            status = 409
        else:
            messages.success(request, said)
            return redirect("satuan")
    listed = units.list_units_of_measure(for_user=viewer)
    alike = [unit for unit in listed if unit.alike and unit.used]
    context = {
        "add": add,
        "merge": merge,
        "form": form,
        "units": listed,
        "alike": alike,
        "heading": ngettext(
            "%(count)s satuan punya ejaan kembar",
            "%(count)s satuan punya ejaan kembar",
            len(alike),
        )
        % {"count": whole(len(alike))}
        if alike
        else _("Satu satuan, satu ejaan"),
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Definisi"), "url": reverse("definisi_daftar")},
            {"label": _("Satuan"), "url": ""},
        ],
    }
    return render(request, "planning/units.html", context, status=status)


def added(request: Asked, office: organisation.Office, form: AddForm) -> str:
    """Add a unit; return what to say."""
    viewer = request.viewer
    unit = units.add_unit(
        office=office,
        name=form.cleaned_data["name"],
        by=viewer,
        at=clock.moment(viewer),
    )
    return _("Satuan %(name)s ditambahkan.") % {"name": unit.name}


def merged(request: Asked, office: organisation.Office, form: MergeForm) -> str:
    """Merge two spellings; return what to say."""
    viewer = request.viewer
    count = actions.merge_units(
        office=office,
        name=form.cleaned_data["name"],
        into=form.cleaned_data["into"],
        reason=form.cleaned_data["reason"],
        by=viewer,
        at=clock.moment(viewer),
    )
    return _("Ejaan disatukan; %(count)s definisi ikut berubah.") % {
        "count": whole(count)
    }


@login_required
@require_POST
def remove(request: Asked, unit_id: int) -> HttpResponse:
    """Take a unit that nothing uses off the list."""
    viewer = request.viewer
    demand_planner(viewer)
    unit = units.get_unit(unit_id=unit_id, for_user=viewer)
    try:
        units.remove_unit(unit=unit, by=viewer, at=clock.moment(viewer))
    except Unfit as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Satuan dihapus dari daftar."))
    return redirect("satuan")
