"""How indicators are measured: accept suggestions, change one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation import queries as organisation
from tolok.registry import actions
from tolok.registry import queries as registry
from tolok.scoring import queries as scoring
from tolok.web import clock
from tolok.web.counting import whole
from tolok.web.planning.forms import DefinitionForm
from tolok.web.planning.targets import chosen_unit
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


INDICATORS_ON_PAGE = 40


@login_required
@require_safe
def show_list(request: Asked) -> HttpResponse:
    """List the definitions of a unit; suggestions that nobody accepted are marked."""
    viewer = request.viewer
    demand_planner(viewer)
    units = list(organisation.list_units(for_user=viewer))
    unit = chosen_unit(request, units)
    version = registry.version_on(office_id=viewer.office_id, on=viewer.on)
    if version is None or unit is None:
        return render(request, "planning/nothing.html", {})
    found = registry.list_indicators_of_unit(
        version=version, unit=unit, for_user=viewer
    )
    page = Paginator(found, INDICATORS_ON_PAGE).get_page(request.GET.get("page"))
    waiting = registry.count_suggestions(version=version, unit=unit)
    context = {
        "units": units,
        "unit": unit,
        "page": page,
        "rows": [definition_row(indicator) for indicator in page.object_list],
        "waiting": waiting,
        "heading": ngettext(
            "%(count)s definisi menunggu Anda terima",
            "%(count)s definisi menunggu Anda terima",
            waiting,
        )
        % {"count": whole(waiting)}
        if waiting
        else _("Semua definisi %(unit)s sudah diterima") % {"unit": unit.name},
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Definisi"), "url": ""},
        ],
    }
    return render(request, "planning/definitions.html", context)


def definition_row(indicator: registry.Indicator) -> dict[str, Any]:
    """Return one indicator with how it is measured."""
    definition = registry.fetched_definition(indicator)
    return {
        "text": indicator.text,
        "position": indicator.position.title,
        "url": reverse("definisi", args=[indicator.pk]),
        "formula": definition.formula,
        "measured": measured_in(definition),
        "polarity": definition.get_polarity_display(),
        "is_suggestion": not definition.is_accepted,
        "note": _("versi %(number)s, %(who)s")
        % {"number": definition.number, "who": definition.decided_by}
        if definition.is_accepted
        else "",
    }


def measured_in(definition: registry.Definition) -> str:
    """Say what is entered and in what; one word where both are the same."""
    measure, unit = definition.get_measure_display(), definition.unit_of_measure
    if unit.casefold() == measure.casefold():
        return measure
    return _("%(measure)s dalam %(unit)s") % {"measure": measure, "unit": unit}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Asked, indicator_id: int) -> HttpResponse:
    """Decide how one indicator is measured; the earlier definition stays."""
    viewer = request.viewer
    demand_planner(viewer)
    indicator = registry.get_indicator(indicator_id=indicator_id, for_user=viewer)
    definition = registry.current_definition(indicator=indicator)
    form = DefinitionForm(
        request.POST if request.method == "POST" else None,
        definition=definition,
        scales=scoring.list_scales(),
        positions=list(
            organisation.list_positions(for_user=viewer).values_list("pk", "title")
        ),
    )
    status = 200
    if form.is_bound and not form.is_valid():
        status = 422
    elif form.is_bound:
        changes = dict(form.cleaned_data)
        reason = changes.pop("change_reason")
        try:
            actions.change_definition(
                definition=seen_definition(request, definition, indicator),
                changes=changes,
                reason=reason,
                by=viewer,
                at=clock.moment(viewer),
            )
        except Unfit as refusal:
            form.add_error(refusal.field or None, refusal.message)
            status = 422
        except NotNow as refusal:
            form.add_error(None, refusal.message)
            status = 409
        else:
            messages.success(request, _("Definisi disimpan."))
            return redirect("indikator", indicator.pk)
    context = {
        "form": form,
        "indicator": indicator,
        "definition": definition,
        "units_of_measure": registry.list_units_of_measure(for_user=viewer),
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {
                "label": _("Definisi"),
                "url": f"{reverse('definisi_daftar')}?unit={indicator.position.unit_id}",
            },
            {"label": _("Ubah"), "url": ""},
        ],
    }
    return render(request, "planning/definition.html", context, status=status)


def seen_definition(
    request: Asked,
    current: registry.Definition,
    indicator: registry.Indicator,
) -> registry.Definition:
    """Return the definition that the planner had before the eyes when the form was made.

    Someone who decided meanwhile is so noticed by the action.
    """
    text = request.POST.get("seen", "")
    if not (text.isascii() and text.isdigit()) or int(text) == current.pk:
        return current
    return (
        registry.list_definitions(indicator=indicator)
        .select_related("indicator__position")
        .get(pk=int(text[:18]))
    )
