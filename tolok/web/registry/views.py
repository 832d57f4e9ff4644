"""The registry: browse and search, one position, one indicator."""

from dataclasses import fields
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tolok.decrees import permissions as decree_permissions
from tolok.kernel.refusals import Unfit
from tolok.organisation.queries import Viewer, names_on
from tolok.registry import permissions
from tolok.registry import queries as registry
from tolok.reporting.cut_off import cut_off
from tolok.reporting.indicator_sheets import get_indicator_sheet
from tolok.reporting.sheets import get_position_sheet
from tolok.web import clock
from tolok.web.asking import asked_cut_off, asked_day, asked_id, demand
from tolok.web.counting import whole
from tolok.web.inspection import notes
from tolok.web.registry import indicator_page, position_page
from tolok.web.registry.tree import tree_of, unit_url
from tolok.web.requests import Asked


LONGEST_SEARCH = 100


@login_required
@require_safe
def browse(request: Asked) -> HttpResponse:
    """Show the tree of units, and what a search found or the opened unit holds."""
    viewer = request.viewer
    demand_registry(viewer)
    words = request.GET.get("cari", "").strip()[:LONGEST_SEARCH]
    pada, viewer = looking_on(request, viewer)
    version = registry.version_on(office_id=viewer.office_id, on=viewer.on)
    if version is None:
        as_at = {"pada": pada, "day": viewer.on if pada else None}
        return render(request, "registry/empty.html", as_at)
    opened = asked_id(request, "unit")
    branches = registry.list_branches(
        version_id=version.pk,
        for_user=viewer,
        opened=opened or own_unit(viewer),
        former=names_on(office_id=version.office_id, on=viewer.on) if pada else {},
    )
    branch = chosen_branch(branches, opened)
    context: dict[str, Any] = {
        "tree": tree_of(branches, opened=branch.unit_id if branch else None, pada=pada),
        "pada": pada,
        "day": viewer.on if pada else None,
        "words": words,
        "version": version,
        "may_issue": decree_permissions.may_issue(viewer, office_id=version.office_id),
        "branch": branch,
        "below": units_below(branches, branch, pada),
        "heading": version_sentence(branches, version),
    }
    if words:
        found = registry.search(words=words, for_user=viewer, version_id=version.pk)
        context |= {"found": found, "heading": found_sentence(found, words)}
    return render(request, "registry/browse.html", context)


def looking_on(request: Asked, viewer: Viewer) -> tuple[str, Viewer]:
    """Return the day that the address names ("" for none) and the viewer on that day.

    Anything but a day leads nowhere: `Http404`.
    """
    day = asked_day(request, "pada")
    if day is None:
        return "", viewer
    # The viewer of a request is made when first asked for: its fields are read one by one.
    known = {field.name: getattr(viewer, field.name) for field in fields(Viewer)}
    return day.isoformat(), Viewer(**known | {"on": day})


def demand_registry(viewer: Viewer) -> None:
    """Answer 403 to those who belong to no office."""
    office = viewer.office
    allowed = office is not None and permissions.may_view(viewer, office_id=office.pk)
    demand(allowed, _("Akun Anda belum terhubung dengan kantor mana pun."))


def own_unit(viewer: Viewer) -> int | None:
    """Return the unit that opens by itself: the one where the viewer works."""
    placement = viewer.main_placement
    return placement.position.unit_id if placement else None


def chosen_branch(
    branches: list[registry.Branch], opened: int | None
) -> registry.Branch | None:
    """Return the unit asked for, else the one that was opened by itself."""
    if opened is not None:
        for branch in branches:
            if branch.unit_id == opened:
                return branch
        raise Http404
    return next((b for b in branches if b.seats), branches[0] if branches else None)


def units_below(
    branches: list[registry.Branch], branch: registry.Branch | None, pada: str
) -> list[dict[str, Any]]:
    """Return the units right below the opened one, each with its address."""
    if branch is None:
        return []
    return [
        {
            "name": b.name,
            "url": unit_url(b.unit_id, pada),
            "indicators": b.indicator_count,
            "positions": b.position_count,
        }
        for b in branches
        if b.parent_id == branch.unit_id
    ]


def version_sentence(
    branches: list[registry.Branch], version: registry.RegistryVersion
) -> str:
    """Say what the registry holds."""
    return _(
        "%(positions)s jabatan dan %(indicators)s indikator dalam registri versi "
        "%(number)s"
    ) % {
        "positions": whole(sum(b.position_count for b in branches)),
        "indicators": whole(sum(b.indicator_count for b in branches)),
        "number": version.number,
    }


def found_sentence(found: registry.Found, words: str) -> str:
    """Say how much a search found."""
    if not (found.positions or found.objectives or found.indicators):
        return _("Tidak ada yang memuat “%(words)s”") % {"words": words}
    return _(
        "“%(words)s”: %(positions)s jabatan, %(objectives)s sasaran, "
        "%(indicators)s indikator"
    ) % {
        "words": words,
        "positions": len(found.positions),
        "objectives": len(found.objectives),
        "indicators": len(found.indicators),
    }


@login_required
@require_safe
def position(request: Asked, position_id: int) -> HttpResponse:
    """Show one position: who holds it, what it promises, what came of it."""
    viewer = request.viewer
    demand_registry(viewer)
    pada, viewer = looking_on(request, viewer)
    sheet = get_position_sheet(
        position_id=position_id,
        for_user=viewer,
        period_id=asked_id(request, "periode"),
    )
    branches = registry.list_branches(
        version_id=sheet.version_id, for_user=viewer, opened=sheet.position.unit_id
    )
    context = {
        "sheet": sheet,
        "tree": tree_of(
            branches,
            opened=sheet.position.unit_id,
            position_id=sheet.position.pk,
            pada=pada,
        ),
        "pada": pada,
        "past_day": pada if viewer.on < request.viewer.on else "",
        "day": viewer.on if pada else None,
        "crumbs": [
            {"label": _("Registri"), "url": reverse("registri")},
            {
                "label": sheet.position.unit.name,
                "url": unit_url(sheet.position.unit_id, pada),
            },
            {"label": _("Jabatan"), "url": ""},
        ],
        "stats": position_page.stats_of(sheet, viewer),
        "objectives": position_page.objectives_of(sheet),
        "origin": position_page.origin_of(sheet, viewer),
        "findings": notes.beside(request.viewer, position_id=sheet.position.pk),
        "may_define": permissions.may_decide_definition(
            viewer, office_id=sheet.position.office_id
        ),
        "period_label": sheet.period.label if sheet.period else "",
    }
    return render(request, "registry/position.html", context)


@login_required
@require_safe
def indicator(request: Asked, indicator_id: int) -> HttpResponse:
    """Show one indicator: its values, its passport, its definition, its history.

    Now, or as it was known at the end of the past day in the address.
    """
    viewer = request.viewer
    demand_registry(viewer)
    asked: dict[str, Any] = {
        "indicator_id": indicator_id,
        "for_user": viewer,
        "person_id": asked_id(request, "orang"),
        "period_id": asked_id(request, "periode"),
    }
    typed, trouble, moment = request.GET.get("pada", ""), "", None
    try:
        on = asked_cut_off(request)
        moment = cut_off(on=on, at=clock.moment(viewer), year=None)
    except Unfit as refusal:
        trouble = refusal.message
    sheet = get_indicator_sheet(**asked, moment=moment)
    context = indicator_page.page_of(sheet, viewer) | {
        "day_form": indicator_page.day_form(sheet, typed=typed, trouble=trouble),
        "findings": None
        if moment
        else notes.beside(viewer, indicator_id=sheet.indicator.pk),
    }
    status = 422 if trouble else 200
    return render(request, "registry/indicator.html", context, status=status)
