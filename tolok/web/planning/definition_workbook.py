"""Definitions by workbook: out, filled in, in again; first shown, then kept."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation.queries import Viewer
from tolok.registry import actions, importing, workbook
from tolok.registry import queries as registry
from tolok.scoring import queries as scoring
from tolok.web import clock
from tolok.web.attachments import XLSX, attachment
from tolok.web.counting import whole
from tolok.web.planning import definition_import
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


SHOWN_ROWS = 100
BYTES_IN_MB = 1_048_576


class WorkbookForm(forms.Form):
    """The filled-in workbook, and whether to look first or to keep."""

    workbook = forms.FileField(
        label=gettext_lazy("Lembar yang sudah diisi (XLSX)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Pilih berkasnya."),
            "empty": gettext_lazy("Berkas ini kosong. Pilih berkas lain."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan perubahan"),
        help_text=gettext_lazy("Wajib bila definisi yang sudah diterima ikut berubah."),
        required=False,
        max_length=500,
    )


def known_to(viewer: Viewer) -> workbook.Known:
    """Return what a sheet of the office may name."""
    return workbook.Known(
        scoring.list_scales(), registry.position_names(office_id=viewer.office_id)
    )


@login_required
@require_safe
def download(request: Asked) -> HttpResponse:
    """Give the definitions of the office as a workbook to fill in."""
    viewer = request.viewer
    demand_planner(viewer)
    return attachment(
        workbook.write_workbook(
            workbook.lines_of(definitions_for(viewer), known_to(viewer))
        ),
        XLSX,
        "definisi-indikator.xlsx",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: Asked) -> HttpResponse:
    """Show what a filled-in workbook would change; keep it where that is asked."""
    viewer = request.viewer
    demand_planner(viewer)
    if request.method != "POST":
        return page(request, WorkbookForm())
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, form, status=422)
    file = form.cleaned_data["workbook"]
    if file.size > settings.MAX_UPLOAD_BYTES:
        form.add_error(
            "workbook",
            _("Berkas ini terlalu besar: paling besar %(limit)s MB.")
            % {"limit": settings.MAX_UPLOAD_BYTES // BYTES_IN_MB},
        )
        return page(request, form, status=422)
    content = file.read()
    if importing.is_large(content):
        return definition_import.take_in(request, content, file.name)
    try:
        lines = workbook.read_workbook(
            content,
            definitions=definitions_for(viewer),
            known=known_to(viewer),
        )
    except Unfit as refusal:
        form.add_error(refusal.field or None, refusal.message)
        return page(request, form, status=422)
    step = request.POST.get("step", "")
    if step == "errors":
        return attachment(
            workbook.write_workbook(lines), XLSX, "definisi-kesalahan.xlsx"
        )
    if step != "keep" or any(line.errors for line in lines):
        return page(request, form, lines=lines)
    return keep(request, form, lines)


def keep(
    request: Asked, form: WorkbookForm, lines: list[workbook.Line]
) -> HttpResponse:
    """Decide what the workbook changes: all of it, or nothing."""
    viewer = request.viewer
    try:
        count = actions.change_definitions(
            changes={
                line.definition.pk: line.changes
                for line in lines
                if line.definition is not None and line.changes
            },
            reason=form.cleaned_data["reason"],
            by=viewer,
            at=clock.moment(viewer),
        )
    except Unfit as refusal:
        form.add_error(refusal.field or None, refusal.message)
        return page(request, form, lines=lines, status=422)
    except NotNow as refusal:
        form.add_error(None, refusal.message)
        return page(request, form, lines=lines, status=409)
    messages.success(
        request,
        ngettext("%(count)s definisi disimpan.", "%(count)s definisi disimpan.", count)
        % {"count": whole(count)},
    )
    return redirect("definisi_daftar")


def definitions_for(viewer: Viewer) -> Any:
    """Return the definitions that hold today; `Http404` without a registry."""
    version = registry.version_on(office_id=viewer.office_id, on=viewer.on)
    if version is None:
        raise Http404
    return registry.list_current_definitions(version=version, for_user=viewer)


def page(
    request: Asked,
    form: WorkbookForm,
    *,
    lines: list[workbook.Line] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form, and under it what the workbook would do."""
    heads = {column.name: str(column.head) for column in workbook.COLUMNS}
    wrong = [line for line in lines or [] if line.errors]
    changed = [line for line in lines or [] if line.changes and not line.errors]
    context = {
        "form": form,
        "imports": [
            {
                "name": row.file_name,
                "note": definition_import.heading_of(row),
                "url": reverse("definisi_impor", args=[row.pk]),
            }
            for row in importing.list_open_imports(for_user=request.viewer)
        ],
        "is_read": lines is not None,
        "wrong": [
            {"text": line.keys[4] or line.keys[0], "trouble": line.trouble}
            for line in wrong[:SHOWN_ROWS]
        ],
        "changed": [
            {
                "text": line.keys[4],
                "note": ", ".join(heads[name] for name in line.changes),
            }
            for line in changed[:SHOWN_ROWS]
        ],
        "wrong_count": len(wrong),
        "changed_count": len(changed),
        "row_count": len(lines or []),
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Definisi"), "url": reverse("definisi_daftar")},
            {"label": _("Lewat Excel"), "url": ""},
        ],
    }
    return render(request, "planning/workbook.html", context, status=status)
