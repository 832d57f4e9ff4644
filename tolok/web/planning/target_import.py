"""A long workbook of targets: how far it is, what it would change, keep or drop it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.kernel.refusals import NotNow, Unfit
from tolok.planning import target_importing
from tolok.planning.queries import PerformanceYear
from tolok.planning.target_importing import ImportStatus, TargetImport
from tolok.planning.tasks import check_waiting, keep_checked
from tolok.web import clock
from tolok.web.attachments import XLSX, attachment
from tolok.web.counting import whole
from tolok.web.planning.definition_import import WORKING, progress_of
from tolok.web.planning.letters import LetterForm
from tolok.web.planning.own_targets import add_error
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


class KeepForm(LetterForm):
    """What the targets are copied from, or why and by which letter they change."""

    document = forms.CharField(
        label=gettext_lazy("Dokumen yang disalin"),
        help_text=gettext_lazy("Untuk target baru, misalnya Perjanjian Kinerja 2026."),
        required=False,
        max_length=200,
    )
    field_order = ("document", "reason")


def take_in(
    request: Asked, year: PerformanceYear, content: bytes, name: str
) -> HttpResponse:
    """Let the worker check a long workbook, and show how far it is."""
    viewer = request.viewer
    row = target_importing.begin_import(
        year=year, content=content, name=name, by=viewer, at=clock.moment(viewer)
    )
    check_waiting.enqueue(row.pk)
    return redirect("target_impor", row.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Asked, import_id: int) -> HttpResponse:
    """Show how far an import is and what it would change; keep it where that is asked."""
    viewer = request.viewer
    demand_planner(viewer)
    row = target_importing.get_import(import_id=import_id, for_user=viewer)
    posted = request.method == "POST"
    form = KeepForm(request.POST, request.FILES) if posted else KeepForm()
    status = 200
    if posted and not form.is_valid():
        status = 422
    elif posted:
        try:
            target_importing.ask_to_keep(
                row=row,
                by=viewer,
                at=clock.moment(viewer),
                reason=form.cleaned_data["reason"],
                document=form.cleaned_data["document"],
                letter=form.letter(),
            )
        except Unfit as refusal:
            add_error(form, refusal)
            status = 422
        except NotNow as refusal:
            form.add_error(None, refusal.message)
            status = 409
        else:
            keep_checked.enqueue(row.pk)
            return redirect("target_impor", row.pk)
    if request.htmx and row.status not in WORKING:
        response = HttpResponse(status=200)
        response["HX-Redirect"] = reverse("target_impor", args=[row.pk])
        return response
    page = "planning/import_progress.html" if request.htmx else "planning/import.html"
    return render(request, page, context_of(row, form), status=status)


def context_of(row: TargetImport, form: KeepForm) -> dict[str, Any]:
    """Return what the page of an import says."""
    year = row.year.year
    again = f"{reverse('target_lembar')}?tahun={year}"
    done = f"{reverse('target')}?tahun={year}"
    return {
        "row": row,
        "form": form,
        "is_working": row.status in WORKING,
        "is_checked": row.status == ImportStatus.CHECKED,
        "is_kept": row.status == ImportStatus.KEPT,
        "progress": progress_of(row),
        "changed": [{"text": text, "note": note} for text, note in row.some_changes]
        if row.status == ImportStatus.CHECKED
        else [],
        "heading": heading_of(row),
        "title": _("Impor target"),
        "done_label": _("Lihat target"),
        "urls": {
            "one": reverse("target_impor", args=[row.pk]),
            "errors": reverse("target_impor_salah", args=[row.pk]),
            "cancel": reverse("target_impor_batal", args=[row.pk]),
            "done": done,
            "again": again,
        },
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Target"), "url": done},
            {"label": _("Lewat Excel"), "url": again},
            {"label": row.file_name, "url": ""},
        ],
    }


def heading_of(row: TargetImport) -> str:
    """Say in one sentence where the import stands."""
    match row.status:
        case ImportStatus.WAITING | ImportStatus.CHECKING:
            return _("Lembar sedang diperiksa")
        case ImportStatus.KEEPING:
            return _("Target dari %(count)s baris sedang disimpan") % {
                "count": whole(row.changed_count)
            }
        case ImportStatus.KEPT:
            return _("Target dari %(count)s baris sudah disimpan") % {
                "count": whole(row.changed_count)
            }
        case ImportStatus.REFUSED:
            return _("Lembar ini ditolak; tidak ada yang disimpan")
        case ImportStatus.CANCELLED:
            return _("Impor dibatalkan; tidak ada yang disimpan")
    if row.wrong_count:
        return _("%(count)s baris perlu diperbaiki") % {"count": whole(row.wrong_count)}
    return _("%(count)s baris akan berubah") % {"count": whole(row.changed_count)}


@login_required
@require_safe
def errors(request: Asked, import_id: int) -> HttpResponse:
    """Give the workbook back with what is wrong in its cells."""
    viewer = request.viewer
    demand_planner(viewer)
    row = target_importing.get_import(import_id=import_id, for_user=viewer)
    content = target_importing.marked_workbook(row=row)
    if not content:
        raise Http404
    return attachment(content, XLSX, "target-kesalahan.xlsx")


@login_required
@require_POST
def cancel(request: Asked, import_id: int) -> HttpResponse:
    """Stop an import; nothing of it is kept."""
    viewer = request.viewer
    demand_planner(viewer)
    row = target_importing.get_import(import_id=import_id, for_user=viewer)
    try:
        target_importing.cancel_import(row=row, by=viewer, at=clock.moment(viewer))
    except NotNow as refusal:
        messages.error(request, refusal.message)
        return redirect("target_impor", row.pk)
    messages.success(request, _("Impor dibatalkan. Tidak ada yang disimpan."))
    return redirect("target_lembar")
