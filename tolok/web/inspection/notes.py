"""Notes and findings: the list, the form, the withdrawal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.inspection import actions, permissions
from tolok.inspection import notes as acts
from tolok.inspection import queries as inspection
from tolok.inspection.enums import NoteKind
from tolok.kernel.dates import format_date
from tolok.kernel.refusals import Unfit
from tolok.measurement import queries as measurement
from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.registry import queries as registry
from tolok.reporting.documents.listing import ListColumn
from tolok.web import clock
from tolok.web.asking import asked_id
from tolok.web.inspection.forms import NoteForm
from tolok.web.reporting import exports
from tolok.web.requests import Asked
from tolok.web.words import day_at


PER_PAGE = 30


@login_required
@require_safe
def show_list(request: Asked) -> HttpResponse:
    """Show the notes that this person may read, newest first."""
    viewer = request.viewer
    found = inspection.list_notes(for_user=viewer)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    may_write = permissions.may_inspect(viewer, office_id=viewer.office_id)
    context = {
        "page": page,
        "rows": [{"note": note, "about": about_of(note)} for note in page],
        "may_write": may_write,
        "crumbs": crumbs(_("Temuan dan catatan")),
        "files": exports.files_of("temuan_unduh", ""),
    }
    return render(request, "inspection/notes.html", context)


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give the notes that this person may read, all of them."""
    viewer = request.viewer
    found = inspection.list_notes(for_user=viewer)
    return exports.give(
        request,
        kind,
        title=_("Temuan dan catatan"),
        scope=_("pada %(day)s") % {"day": format_date(viewer.on)},
        columns=(
            ListColumn(_("Jenis"), 16),
            ListColumn(_("Tentang"), 60),
            ListColumn(_("Uraian"), 80),
            ListColumn(_("Penulis"), 34),
            ListColumn(_("Ditulis"), 13),
            ListColumn(_("Ditarik"), 13),
            ListColumn(_("Alasan penarikan"), 40),
        ),
        rows=(
            (
                note.get_kind_display(),
                about_of(note)["label"],
                note.text,
                note.author_name,
                day_at(note.created_at),
                day_at(note.withdrawn_at) if note.withdrawn_at else None,
                note.withdrawn_reason,
            )
            for note in found
        ),
        is_own=True,
    )


def beside(viewer: Viewer, **about: int) -> list[dict[str, Any]]:
    """Return what `inspection/beside.html` shows of an `indicator_id` or `position_id`."""
    return [
        {"note": note, "about": about_of(note)}
        for note in inspection.list_notes_about(for_user=viewer, **about)
    ]


def about_of(note: inspection.InspectionNote) -> dict[str, str]:
    """Return what a note is about, in words, with the way to that page."""
    if note.realisation is not None:
        row = note.realisation
        return {"label": str(row), "url": reverse("isi", args=[row.pk])}
    if note.indicator is not None:
        return {
            "label": note.indicator.text,
            "url": reverse("indikator", args=[note.indicator.pk]),
        }
    if note.position is not None:
        return {
            "label": note.position.title,
            "url": reverse("jabatan", args=[note.position.pk]),
        }
    return {"label": _("Seluruh kantor"), "url": ""}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Asked) -> HttpResponse:
    """Show the form of a note about what the address names; keep what is sent."""
    viewer = request.viewer
    actions.demand_inspector(viewer)
    subject = subject_of(request)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return write_page(request, form, subject)
    try:
        note = acts.write_note(
            **form.cleaned_data, **subject, by=viewer, at=clock.moment(viewer)
        )
    except Unfit as refusal:
        form.add_error(refusal.field or None, refusal.message)
        return write_page(request, form, subject)
    messages.success(request, kept_sentence(note))
    return redirect(f"{reverse('temuan')}#temuan-{note.pk}")


def kept_sentence(note: inspection.InspectionNote) -> str:
    """Say who reads what was written."""
    if note.kind == NoteKind.FINDING:
        return _("Temuan tersimpan dan diberitahukan kepada yang bersangkutan.")
    return _("Catatan kerja tersimpan; hanya pemeriksa yang membacanya.")


def subject_of(request: Asked) -> dict[str, Any]:
    """Return the one thing that the address names, seen to be visible; or nothing."""
    viewer = request.viewer
    number = asked_id(request, "realisasi")
    if number is not None:
        return {
            "realisation": measurement.get_realisation(
                realisation_id=number, for_user=viewer
            )
        }
    number = asked_id(request, "indikator")
    if number is not None:
        return {
            "indicator": registry.get_indicator(indicator_id=number, for_user=viewer)
        }
    number = asked_id(request, "jabatan")
    if number is not None:
        return {
            "position": organisation.get_position(position_id=number, for_user=viewer)
        }
    return {}


def write_page(request: Asked, form: NoteForm, subject: dict[str, Any]) -> HttpResponse:
    """Show the form with what was typed, and what it is about."""
    context = {
        "form": form,
        "about": next((str(one) for one in subject.values()), _("Seluruh kantor")),
        "crumbs": crumbs(_("Catatan baru")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "inspection/note.html", context, status=status)


def crumbs(here: str) -> list[dict[str, str]]:
    """Return where a page of notes stands."""
    return [
        {"label": _("Pemeriksaan"), "url": reverse("pemeriksaan")},
        {"label": here, "url": ""},
    ]


@login_required
@require_POST
def withdraw(request: Asked, note_id: int) -> HttpResponse:
    """Withdraw a note with a reason; it stays in the list, marked."""
    viewer = request.viewer
    note = inspection.get_note(note_id=note_id, for_user=viewer)
    try:
        acts.withdraw_note(
            note=note,
            reason=request.POST.get("reason", "")[: actions.LONGEST_TEXT],
            by=viewer,
            at=clock.moment(viewer),
        )
    except Unfit as refusal:
        messages.error(request, refusal.message)
        return redirect("temuan")
    messages.success(request, _("Catatan ditarik; alasannya tercatat."))
    return redirect("temuan")
