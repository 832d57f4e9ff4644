"""Decrees: the list, and one of them beside its source."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tolok.decrees import permissions, policies
from tolok.decrees import queries as decrees
from tolok.decrees.enums import DecreeStatus
from tolok.organisation.queries import Viewer
from tolok.registry import queries as registry
from tolok.web.asking import demand
from tolok.web.counting import whole
from tolok.web.decrees import review, sources
from tolok.web.decrees.file_rows import files_of
from tolok.web.decrees.places import asked_place
from tolok.web.requests import Asked
from tolok.web.words import moment_of


LINES_ON_PAGE = 500
DECREES_ON_PAGE = 25


def demand_view(viewer: Viewer) -> None:
    """Answer 403 to those who may not read decrees."""
    demand(
        permissions.may_view(viewer, office_id=viewer.office_id),
        _("Keputusan dibaca kepala, perencana, dan pemeriksa. Isinya ada di Registri."),
    )


def may_handle(viewer: Viewer) -> bool:
    """Tell whether the viewer uploads and adopts decrees."""
    return permissions.may_handle(viewer, office_id=viewer.office_id)


@login_required
@require_safe
def show_list(request: Asked) -> HttpResponse:
    """List the decrees of the office, newest first."""
    viewer = request.viewer
    demand_view(viewer)
    found = decrees.list_decrees(for_user=viewer)
    page = Paginator(found, DECREES_ON_PAGE).get_page(request.GET.get("page"))
    rows = [decree_row(decree) for decree in page.object_list]
    drafts = sum(decree.status == DecreeStatus.DRAFT for decree in page.object_list)
    context = {
        "rows": rows,
        "page": page,
        "drafts": drafts,
        "may_handle": may_handle(viewer),
        "may_set_rule": permissions.may_set_rule(viewer, office_id=viewer.office_id),
        "under_way": list(decrees.list_readings_under_way(for_user=viewer)),
    }
    return render(request, "decrees/list.html", context)


def decree_row(decree: decrees.Decree) -> dict[str, Any]:
    """Return one decree as a line of the list."""
    tones = {
        DecreeStatus.DRAFT: ("draft", "pencil"),
        DecreeStatus.ADOPTED: ("good", "check-circle-fill"),
        DecreeStatus.SUPERSEDED: ("", "arrow-repeat"),
    }
    tone, icon = tones.get(DecreeStatus(decree.status), ("", "slash-circle"))
    return {
        "title": decree.number or decree.file_name,
        "about": decree.about,
        "url": reverse("sk_rincian", args=[decree.pk]),
        "status": decree.get_status_display(),
        "tone": tone,
        "icon": icon,
        "years": str(decree.year_from or "–")
        if decree.year_from == decree.year_until
        else f"{decree.year_from} sampai {decree.year_until}",
        "uploaded_by": decree.uploaded_by,
        "at": decree.adopted_at or decree.created_at,
    }


@login_required
@require_safe
def detail(request: Asked, decree_id: int) -> HttpResponse:
    """Show a decree: what was read, beside the place it was read from.

    A draft can be corrected where it stands. htmx asks for the one region only.
    """
    viewer = request.viewer
    demand_view(viewer)
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    findings = review.list_findings(decree)
    place = asked_place(request, decree, findings)
    desk = desk_of(decree, viewer)
    if request.htmx:
        context = review.workbench_of(decree, findings, place, desk)
        return render(request, "decrees/workbench.html", context)
    version = None
    if decree.status != DecreeStatus.DRAFT:
        version = next(
            (
                v
                for v in registry.list_versions(for_user=viewer)
                if v.decree_id == decree.pk
            ),
            None,
        )
    context = review.page_of(decree, findings, place, desk) | {
        "version": version,
        "adopted": review.adopted_words(decree, version) if decree.adopted_at else "",
        "dropped": dropped_words(decree),
        "may_adopt": policies.may_adopt(decree.status) and may_handle(viewer),
        "may_renew": policies.may_renew(decree) and may_handle(viewer),
        "files": files_of(decree),
        "crumbs": crumbs(decree),
    }
    return render(request, "decrees/detail.html", context)


def desk_of(
    decree: decrees.Decree,
    viewer: Viewer,
    *,
    refused: Mapping[str, str] | None = None,
    saved: str = "",
) -> review.Desk:
    """Return what the review needs beside the decree, for those who may correct it."""
    may_correct = policies.may_correct(decree.status) and may_handle(viewer)
    log = decrees.list_corrections(decree=decree).order_by("number")
    return review.Desk(
        boxes=decrees.boxes_of(decree) if decree.source_lines else [],
        may_correct=may_correct,
        log=list(log.values_list("number", "kind")) if may_correct else [],
        refused=refused,
        saved=saved,
    )


def dropped_words(decree: decrees.Decree) -> str:
    """Say who dropped a draft and why; empty for others."""
    if decree.dropped_at is None:
        return ""
    return _("Dibatalkan %(who)s pada %(at)s: %(why)s") % {
        "who": decree.dropped_by,
        "at": moment_of(decree.dropped_at),
        "why": decree.drop_reason,
    }


def crumbs(decree: decrees.Decree, *under: str) -> list[dict[str, str]]:
    """Return the way to a decree, and to a page under it."""
    title = decree.number or decree.file_name
    found = [{"label": _("Keputusan"), "url": reverse("sk")}]
    if not under:
        return [*found, {"label": title, "url": ""}]
    found.append({"label": title, "url": reverse("sk_rincian", args=[decree.pk])})
    return found + [{"label": label, "url": ""} for label in under]


@login_required
@require_safe
def findings_list(request: Asked, decree_id: int) -> HttpResponse:
    """Answer the list of findings as it is now, for the region that a saving swaps."""
    viewer = request.viewer
    demand_view(viewer)
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    findings = review.list_findings(decree)
    place = asked_place(request, decree, findings, strictly=False)
    context = {
        "listed": review.listed_of(decree, findings, place),
        "decree": decree,
    }
    return render(request, "decrees/findings.html", context)


@login_required
@require_safe
def page_image(request: Asked, decree_id: int, number: int) -> HttpResponse:
    """Answer the picture of one page of the document, to those who may see the decree."""
    viewer = request.viewer
    demand_view(viewer)
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    try:
        picture = decrees.get_page_image(decree=decree, number=number)
    except LookupError as error:
        raise Http404 from error
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


@login_required
@require_safe
def source(request: Asked, decree_id: int) -> HttpResponse:
    """Show the whole source text, in pages."""
    viewer = request.viewer
    demand_view(viewer)
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    total = len(decree.source_lines)
    page = Paginator(range(1, total + 1), LINES_ON_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "decree": decree,
        "total": whole(total),
        "page": page,
        "parts": sources.all_lines(decree, page[0], page[-1]) if total else [],
        "crumbs": crumbs(decree, _("Naskah lengkap")),
    }
    return render(request, "decrees/source.html", context)
