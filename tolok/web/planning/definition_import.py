"""A long workbook of definitions: how far it is, what it would change, keep or drop it."""

from typing import Any, Protocol

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
from tolok.registry import importing, workbook
from tolok.registry.enums import ImportStatus
from tolok.registry.tasks import check_waiting, keep_checked
from tolok.scoring import queries as scoring
from tolok.web import clock
from tolok.web.attachments import XLSX, attachment
from tolok.web.counting import whole
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


SHOWN_ROWS = 100
WORKING = {ImportStatus.WAITING, ImportStatus.CHECKING, ImportStatus.KEEPING}


class KeepForm(forms.Form):
    """Why the definitions change."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan perubahan"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Wajib bila definisi yang sudah diterima ikut berubah."),
    )


def take_in(request: Asked, content: bytes, name: str) -> HttpResponse:
    """Let the worker check a long workbook, and show how far it is."""
    viewer = request.viewer
    row = importing.begin_import(
        content=content, name=name, by=viewer, at=clock.moment(viewer)
    )
    check_waiting.enqueue(row.pk, scoring.list_scales())
    return redirect("definisi_impor", row.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Asked, import_id: int) -> HttpResponse:
    """Show how far an import is and what it would change; keep it where that is asked."""
    viewer = request.viewer
    demand_planner(viewer)
    row = importing.get_import(import_id=import_id, for_user=viewer)
    form = KeepForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and not form.is_valid():
        status = 422
    elif form.is_bound:
        try:
            importing.ask_to_keep(
                row=row,
                reason=form.cleaned_data["reason"],
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
            keep_checked.enqueue(row.pk)
            return redirect("definisi_impor", row.pk)
    if request.htmx and row.status not in WORKING:
        response = HttpResponse(status=200)
        response["HX-Redirect"] = reverse("definisi_impor", args=[row.pk])
        return response
    page = "planning/import_progress.html" if request.htmx else "planning/import.html"
    return render(request, page, context_of(row, form), status=status)


def context_of(row: importing.DefinitionImport, form: KeepForm) -> dict[str, Any]:
    """Return what the page of an import says."""
    heads = {column.name: str(column.head) for column in workbook.COLUMNS}
    return {
        "row": row,
        "form": form,
        "is_working": row.status in WORKING,
        "is_checked": row.status == ImportStatus.CHECKED,
        "is_kept": row.status == ImportStatus.KEPT,
        "progress": progress_of(row),
        "changed": [
            {"text": text, "note": ", ".join(heads[name] for name in names)}
            for text, names in importing.some_changes(row=row, limit=SHOWN_ROWS)
        ]
        if row.status == ImportStatus.CHECKED
        else [],
        "heading": heading_of(row),
        "title": _("Impor definisi"),
        "done_label": _("Lihat definisi"),
        "urls": {
            "one": reverse("definisi_impor", args=[row.pk]),
            "errors": reverse("definisi_impor_salah", args=[row.pk]),
            "cancel": reverse("definisi_impor_batal", args=[row.pk]),
            "done": reverse("definisi_daftar"),
            "again": reverse("definisi_lembar"),
        },
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Definisi"), "url": reverse("definisi_daftar")},
            {"label": _("Lewat Excel"), "url": reverse("definisi_lembar")},
            {"label": row.file_name, "url": ""},
        ],
    }


def heading_of(row: importing.DefinitionImport) -> str:
    """Say in one sentence where the import stands."""
    match row.status:
        case ImportStatus.WAITING | ImportStatus.CHECKING:
            return _("Lembar sedang diperiksa")
        case ImportStatus.KEEPING:
            return _("%(count)s definisi sedang disimpan") % {
                "count": whole(row.changed_count)
            }
        case ImportStatus.KEPT:
            return _("%(count)s definisi sudah disimpan") % {
                "count": whole(row.changed_count)
            }
        case ImportStatus.REFUSED:
            return _("Lembar ini ditolak; tidak ada yang disimpan")
        case ImportStatus.CANCELLED:
            return _("Impor dibatalkan; tidak ada yang disimpan")
    if row.wrong_count:
        return _("%(count)s baris perlu diperbaiki") % {"count": whole(row.wrong_count)}
    return _("%(count)s definisi akan berubah") % {"count": whole(row.changed_count)}


class Importing(Protocol):
    """A workbook on its way, whatever it holds."""

    status: str
    rows_done: int
    rows_total: int


def progress_of(row: Importing) -> dict[str, Any]:
    """Return how far it is, in words and numbers; without a length while it is kept."""
    if row.status == ImportStatus.KEEPING:
        return {"note": _("semuanya sekaligus, biasanya kurang dari satu menit")}
    if row.status == ImportStatus.WAITING or not row.rows_total:
        return {"note": _("menunggu giliran")}
    return {
        "note": _("baris %(done)s dari %(total)s")
        % {"done": whole(row.rows_done), "total": whole(row.rows_total)},
        "value": row.rows_done,
        "max": row.rows_total,
    }


@login_required
@require_safe
def errors(request: Asked, import_id: int) -> HttpResponse:
    """Give the workbook back with what is wrong in its cells."""
    viewer = request.viewer
    demand_planner(viewer)
    row = importing.get_import(import_id=import_id, for_user=viewer)
    content = importing.marked_workbook(row=row)
    if not content:
        raise Http404
    return attachment(content, XLSX, "definisi-kesalahan.xlsx")


@login_required
@require_POST
def cancel(request: Asked, import_id: int) -> HttpResponse:
    """Stop an import; nothing of it is kept."""
    viewer = request.viewer
    demand_planner(viewer)
    row = importing.get_import(import_id=import_id, for_user=viewer)
    try:
        importing.cancel_import(row=row, by=viewer, at=clock.moment(viewer))
    except NotNow as refusal:
        messages.error(request, refusal.message)
        return redirect("definisi_impor", row.pk)
    messages.success(request, _("Impor dibatalkan. Tidak ada yang disimpan."))
    return redirect("definisi_lembar")
