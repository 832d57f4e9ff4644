"""Add, remove and hand out evidence."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.kernel.refusals import NotAllowed, Refusal
from tolok.measurement import evidence as evidence_acts
from tolok.measurement import evidence_queries
from tolok.measurement import queries as measurement
from tolok.records.queries import path_of
from tolok.web import clock, errors
from tolok.web.measurement import evidence_rows
from tolok.web.measurement.forms import LinkForm, NoteForm
from tolok.web.requests import Asked
from tolok.web.words import day_of


INLINE = {"application/pdf", "image/png", "image/jpeg"}


@login_required
@require_POST
def upload(request: Asked, realisation_id: int) -> HttpResponse:
    """Attach one or more files; a script gets a row for each, a form the page back."""
    viewer = request.viewer
    row = measurement.get_realisation(realisation_id=realisation_id, for_user=viewer)
    files = request.FILES.getlist("file")
    items = [attach(request, row, file) for file in files]
    if wants_rows(request):
        refused = any("error" in item for item in items) or not items
        return render(
            request,
            "measurement/evidence_rows.html",
            {"items": items},
            status=422 if refused else 201,
        )
    if not files:
        messages.error(
            request, _("Belum ada berkas yang dipilih. Pilih berkas, lalu unggah.")
        )
    for item in items:
        if "error" in item:
            messages.error(request, item["error"])
        else:
            messages.success(request, _("%(name)s terlampir.") % {"name": item["name"]})
    return redirect(reverse("isi", args=[row.pk]) + "#bukti-dukung")


def attach(
    request: Asked, row: measurement.Realisation, file: UploadedFile
) -> dict[str, Any]:
    """Attach one file; return its row, or the row that says why it was refused."""
    name = file.name or _("tanpa nama")
    try:
        found = evidence_acts.add_file(
            realisation=row,
            name=name,
            content=read_within_limit(
                file, evidence_queries.rules_for(realisation=row).max_bytes
            ),
            by=request.viewer,
            at=clock.moment(request.viewer),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return evidence_rows.refused_item(name, refusal.message)
    shown = next(
        one
        for one in evidence_queries.list_evidence(
            realisation=row, for_user=request.viewer
        )
        if one.evidence.pk == found.pk
    )
    return evidence_rows.evidence_item(shown, removable=True)


def read_within_limit(file: UploadedFile, limit: int) -> bytes:
    """Read a file, and of one that is too large only enough to see that it is."""
    return file.read(limit + 1)


def wants_rows(request: Asked) -> bool:
    """Tell whether the page's script asks, which puts the rows into the list."""
    return request.headers.get("X-Requested-With") == "tolok" or bool(request.htmx)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Asked, realisation_id: int) -> HttpResponse:
    """Attach the address of a page."""
    viewer = request.viewer
    row = measurement.get_realisation(realisation_id=realisation_id, for_user=viewer)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return link_page(request, row, form)
    try:
        evidence_acts.add_link(
            realisation=row,
            link=form.cleaned_data["link"],
            name=form.cleaned_data["name"],
            by=viewer,
            at=clock.moment(viewer),
        )
    except evidence_acts.LinkUnfit as refusal:
        form.add_error("link", refusal.message)
        return link_page(request, row, form)
    messages.success(request, _("Tautan terlampir."))
    return redirect(reverse("isi", args=[row.pk]) + "#bukti-dukung")


def link_page(
    request: Asked, row: measurement.Realisation, form: LinkForm
) -> HttpResponse:
    """Show the form for an address, with what was typed."""
    return words_page(
        request,
        row,
        form,
        template="measurement/link.html",
        title=_("Tempel tautan"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Asked, realisation_id: int) -> HttpResponse:
    """Attach a note in the holder's own words."""
    viewer = request.viewer
    row = measurement.get_realisation(realisation_id=realisation_id, for_user=viewer)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            evidence_acts.add_note(
                realisation=row,
                text=form.cleaned_data["text"],
                name=form.cleaned_data["name"],
                by=viewer,
                at=clock.moment(viewer),
            )
        except evidence_acts.NoteUnfit as refusal:
            form.add_error("text", refusal.message)
        else:
            messages.success(request, _("Catatan terlampir."))
            return redirect(reverse("isi", args=[row.pk]) + "#bukti-dukung")
    return words_page(
        request,
        row,
        form,
        template="measurement/note.html",
        title=_("Tulis catatan"),
    )


def words_page(
    request: Asked,
    row: measurement.Realisation,
    form: LinkForm | NoteForm,
    *,
    template: str,
    title: str,
) -> HttpResponse:
    """Show a form for evidence that is typed, with what stands in it."""
    context = {
        "row": row,
        "form": form,
        "back": reverse("isi", args=[row.pk]),
        "period_label": row.period.label,
        "crumbs": [
            {"label": _("Pengukuran"), "url": reverse("pengukuran")},
            {"label": _("Isi realisasi"), "url": reverse("isi", args=[row.pk])},
            {"label": title, "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, template, context, status=status)


@login_required
@require_POST
def remove(request: Asked, evidence_id: int) -> HttpResponse:
    """Detach an evidence."""
    viewer = request.viewer
    found = evidence_queries.get_evidence(evidence_id=evidence_id, for_user=viewer)
    row = found.realisation
    evidence_acts.remove(evidence=found, by=viewer, at=clock.moment(viewer))
    if wants_rows(request):
        return HttpResponse("")
    messages.success(request, _("%(name)s dilepas.") % {"name": found.name})
    return redirect(reverse("isi", args=[row.pk]) + "#bukti-dukung")


@login_required
@require_safe
def show(request: Asked, evidence_id: int) -> HttpResponseBase:
    """Hand out a stored file to those who may see it, or lead to a linked page.

    A browser may show PDF and pictures itself, shut in a sandbox; all else is saved.
    """
    found = evidence_queries.get_evidence(
        evidence_id=evidence_id, for_user=request.viewer
    )
    if found.file is None:
        return redirect(found.link or reverse("bukti_lihat", args=[found.pk]))
    if found.file.deleted_at is not None:
        return gone(request, found)
    try:
        opened = path_of(found.file).open("rb")
    except FileNotFoundError:
        return gone(request, found)
    inline = found.file.media_type in INLINE
    response = FileResponse(
        opened,
        as_attachment=not inline,
        filename=found.name,
        content_type=found.file.media_type if inline else "application/octet-stream",
    )
    return shut_in(response)


def shut_in(response: HttpResponseBase) -> HttpResponseBase:
    """Let nothing in a foreign file run, be guessed at, or stay in shared memories."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def gone(request: Asked, found: measurement.Evidence) -> HttpResponse:
    """Answer where the content is no longer there: deleted by a person, or lost."""
    stored = found.file
    if stored is not None and stored.deleted_at is not None:
        return errors.show(
            request,
            410,
            title=_("Isi berkas sudah dihapus setelah masa simpannya"),
            why=_("“%(name)s” dihapus %(who)s pada %(day)s. Sidik berkasnya %(hash)s.")
            % {
                "name": found.name,
                "who": stored.deleted_by,
                "day": day_of(stored.deleted_at),
                "hash": stored.sha256,
            },
            then=_(
                "Salinan yang Anda punya dapat dicocokkan dengan sidik itu (SHA-256)."
            ),
        )
    return errors.show(
        request,
        410,
        title=_("Berkas tidak ada lagi di penyimpanan"),
        why=_("“%(name)s” tercatat sebagai bukti, tetapi berkasnya hilang.")
        % {"name": found.name},
        then=_(
            "Beri tahu petugas komputer untuk memulihkannya dari cadangan, atau "
            "mintalah pemiliknya mengunggah lagi."
        ),
    )
