"""Suggestions are accepted after a look: each with what it sets, each can be left out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tolok.registry import actions
from tolok.registry import queries as registry
from tolok.web import clock
from tolok.web.counting import whole
from tolok.web.planning.definition_choice import Choice, chosen
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


ROWS_ON_PAGE = 120
MOST_DIGITS = 18


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: Asked) -> HttpResponse:
    """Show what accepting the suggestions would set; accept those that stay ticked."""
    viewer = request.viewer
    demand_planner(viewer)
    choice = chosen(request, accepted=False)
    if choice is None:
        return render(request, "planning/nothing.html", {})
    if request.method == "POST":
        return take(request, choice)
    page = Paginator(choice.definitions, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    total = page.paginator.count
    context = {
        "form": choice.form,
        "scope": choice.scope,
        "page": page,
        "rows": [suggestion_row(row) for row in page.object_list],
        "total": total,
        "heading": ngettext(
            "%(count)s usulan siap Anda terima",
            "%(count)s usulan siap Anda terima",
            total,
        )
        % {"count": whole(total)}
        if total
        else _("Tidak ada usulan yang menunggu"),
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Definisi"), "url": reverse("definisi_daftar")},
            {"label": _("Terima usulan"), "url": ""},
        ],
    }
    return render(request, "planning/definition_accept.html", context)


def suggestion_row(definition: registry.Definition) -> dict[str, Any]:
    """Return one suggestion with everything that accepting it decides."""
    facts = [
        (_("Yang diisi"), definition.get_measure_display()),
        (_("Satuan"), definition.unit_of_measure),
        (_("Arah"), definition.get_polarity_display()),
        (_("Akumulasi setahun"), definition.get_accumulation_display()),
        (_("Pelaporan"), definition.get_frequency_display()),
        (_("Pembilang"), definition.numerator_label),
        (_("Penyebut"), definition.denominator_label),
        (_("Rumus"), definition.formula),
        (_("Bukti"), definition.evidence_wanted),
        (
            _("Ketepatan waktu"),
            _("dengan daftar tanggal jatuh tempo")
            if definition.needs_due_dates
            else "",
        ),
    ]
    return {
        "pk": definition.pk,
        "text": definition.indicator.text,
        "position": definition.indicator.position.title,
        "unit": definition.indicator.position.unit.name,
        "definition": definition.operational_definition,
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "url": reverse("definisi", args=[definition.indicator_id]),
    }


def take(request: Asked, choice: Choice) -> HttpResponse:
    """Accept what stays ticked on the page, or all but what was unticked there."""
    viewer = request.viewer
    shown, ticked = ids(request, "shown"), ids(request, "selected")
    wanted = choice.definitions
    if request.POST.get("step") == "all":
        wanted = wanted.exclude(pk__in=shown - ticked)
    else:
        wanted = wanted.filter(pk__in=ticked)
    count = actions.accept_definitions(
        definitions=list(wanted), by=viewer, at=clock.moment(viewer)
    )
    if count:
        messages.success(
            request,
            ngettext(
                "%(count)s definisi diterima.", "%(count)s definisi diterima.", count
            )
            % {"count": whole(count)},
        )
    else:
        messages.warning(
            request,
            _("Tidak ada usulan yang dicentang, jadi tidak ada yang diterima."),
        )
    return redirect(request.get_full_path())


def ids(request: Asked, name: str) -> set[int]:
    """Return the ids that a form sends under a name; what is no id is left out."""
    return {
        int(text)
        for text in request.POST.getlist(name)
        if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    }
