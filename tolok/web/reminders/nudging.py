"""Remind who has not reported: one report, or all that a list shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tolok.measurement.queries import Realisation
from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.planning.policies import may_enter
from tolok.reminders import actions, permissions, queries
from tolok.web import clock
from tolok.web.asking import MOST_DIGITS, demand
from tolok.web.requests import Asked


@login_required
@require_POST
def nudge(request: Asked) -> HttpResponse:
    """Nudge one report, or every missing one of a period and unit, then go back."""
    viewer = request.viewer
    demand(
        permissions.may_nudge_any(viewer),
        _("Yang dapat mengingatkan: atasan unitnya dan perencana kantor."),
    )
    period = planning.get_period(
        period_id=posted_id(request, "periode") or 0, for_user=viewer
    )
    unit_id, one = posted_id(request, "unit"), posted_id(request, "realisasi")
    alone = bool(posted_id(request, "sendiri"))
    path = ""
    if unit_id:
        path = organisation.list_units(for_user=viewer).get(pk=unit_id).path
    rows = queries.list_to_nudge(
        period=period,
        for_user=viewer,
        unit_path=path,
        only_unit=unit_id if alone else None,
        realisation_ids=[one] if one else None,
    )
    people = actions.nudge(realisations=rows, by=viewer, at=clock.moment(viewer))
    messages.success(
        request,
        ngettext(
            "%(count)s orang diingatkan. Ia membacanya di aplikasi sekarang, dan dalam "
            "surel pengingat berikutnya.",
            "%(count)s orang diingatkan. Mereka membacanya di aplikasi sekarang, dan "
            "dalam surel pengingat berikutnya.",
            people,
        )
        % {"count": people},
    )
    back = f"{reverse('dasbor_belum')}?periode={period.pk}"
    if unit_id:
        back += f"&unit={unit_id}" + ("&sendiri=1" if alone else "")
    return redirect(back)


@dataclass(frozen=True)
class Nudges:
    """Of the missing reports on a page: which were nudged today, which may be now."""

    nudged: frozenset[int] = frozenset()
    to_nudge: frozenset[int] = frozenset()


def beside(
    viewer: Viewer, rows: Iterable[Realisation], period: planning.Period
) -> Nudges:
    """Return what a page of missing reports needs to nudge from it, in one query.

    The rows came with their unit; who may nudge nobody asks nothing.
    """
    found = list(rows)
    if not found or not permissions.may_nudge_any(viewer):
        return Nudges()
    nudged = queries.nudged_on(realisations=[row.pk for row in found], on=viewer.on)
    is_open = may_enter(period, on=viewer.on)
    return Nudges(
        frozenset(nudged),
        frozenset(
            row.pk
            for row in found
            if is_open and row.pk not in nudged and permissions.may_nudge(viewer, row)
        ),
    )


def posted_id(request: Asked, name: str) -> int | None:
    """Return the id that a form names, None where it names none; `Http404` for no id."""
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > MOST_DIGITS:
        raise Http404
    return int(text)
