"""Decrees: the list, one of them beside its source, upload, adoption."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tolok.decrees import actions, permissions, policies
from tolok.decrees import queries as decrees
from tolok.decrees.enums import DecreeStatus
from tolok.kernel.refusals import NotAllowed, NotNow, Refusal
from tolok.organisation.queries import Viewer
from tolok.registry import queries as registry
from tolok.web import clock
from tolok.web.asking import asked_id, demand
from tolok.web.counting import whole
from tolok.web.decrees import review
from tolok.web.decrees.forms import ACCEPTED, UploadForm
from tolok.web.requests import Asked


LINES_ON_PAGE = 500
DECREES_ON_PAGE = 25
BYTES_IN_MB = 1_048_576


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
    }
    return render(request, "decrees/list.html", context)


def decree_row(decree: decrees.Decree) -> dict[str, Any]:
    """Return one decree as a line of the list."""
    tones = {
        DecreeStatus.DRAFT: ("draft", "pencil"),
        DecreeStatus.ADOPTED: ("good", "check-circle-fill"),
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
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Asked) -> HttpResponse:
    """Take a document in and read it; what cannot be read is refused with the reason."""
    viewer = request.viewer
    demand(
        may_handle(viewer),
        _("Hanya perencana yang dapat mengunggah keputusan kantornya."),
    )
    if request.method != "POST":
        return upload_page(request, UploadForm(), 200)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return upload_page(request, form, 422)
    file = form.cleaned_data["document"]
    if file.size > settings.MAX_UPLOAD_BYTES:
        form.add_error(
            "document",
            _("Berkas ini terlalu besar: paling besar %(limit)s MB. Kecilkan dulu.")
            % {"limit": settings.MAX_UPLOAD_BYTES // BYTES_IN_MB},
        )
        return upload_page(request, form, 422)
    try:
        decree = actions.upload_decree(
            content=file.read(),
            name=file.name,
            by=viewer,
            at=clock.moment(viewer),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error("document", refusal.message)
        return upload_page(request, form, 409 if isinstance(refusal, NotNow) else 422)
    messages.success(request, _("%(name)s sudah dibaca.") % {"name": decree.file_name})
    return redirect("sk_rincian", decree.pk)


def upload_page(request: Asked, form: UploadForm, status: int) -> HttpResponse:
    """Show the form, with what was wrong."""
    context = {
        "form": form,
        "accepted": ACCEPTED,
        "limit_mb": settings.MAX_UPLOAD_BYTES // BYTES_IN_MB,
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {"label": _("Unggah"), "url": ""},
        ],
    }
    return render(request, "decrees/upload.html", context, status=status)


@login_required
@require_safe
def detail(request: Asked, decree_id: int) -> HttpResponse:
    """Show a decree: what was read, beside the lines it was read from."""
    viewer = request.viewer
    demand_view(viewer)
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    findings = review.list_findings(decree)
    place = review.place_of(
        decree,
        findings,
        finding=asked_id(request, "temuan"),
        line=asked_id(request, "baris"),
    )
    if place is None:
        raise Http404
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
    context = review.page_of(decree, place) | {
        "version": version,
        "adopted": review.adopted_words(decree, version) if decree.adopted_at else "",
        "may_adopt": policies.may_adopt(decree.status) and may_handle(viewer),
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {"label": decree.number or decree.file_name, "url": ""},
        ],
    }
    return render(request, "decrees/detail.html", context)


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
        "parts": review.all_lines(decree, page[0], page[-1]) if total else [],
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {
                "label": decree.number or decree.file_name,
                "url": reverse("sk_rincian", args=[decree.pk]),
            },
            {"label": _("Naskah lengkap"), "url": ""},
        ],
    }
    return render(request, "decrees/source.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Asked, decree_id: int) -> HttpResponse:
    """Say what adopting will change, and adopt once it is confirmed."""
    viewer = request.viewer
    demand(
        may_handle(viewer),
        _("Hanya perencana yang dapat menetapkan keputusan kantornya."),
    )
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    if request.method == "POST":
        actions.adopt_decree(decree=decree, by=viewer, at=clock.moment(viewer))
        messages.success(
            request, _("Keputusan ditetapkan. Registri mengikuti isinya sekarang.")
        )
        return redirect("sk_rincian", decree.pk)
    if not policies.may_adopt(decree.status):
        return redirect("sk_rincian", decree.pk)
    context = {
        "decree": decree,
        "foreseen": registry.foresee_adoption(content=decree.content, for_user=viewer),
        "missing": policies.what_is_missing(decree.content),
        "lead": review.lead_of(decree),
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {
                "label": decree.number or decree.file_name,
                "url": reverse("sk_rincian", args=[decree.pk]),
            },
            {"label": _("Tetapkan"), "url": ""},
        ],
    }
    return render(request, "decrees/adopt.html", context)
