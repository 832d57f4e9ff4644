"""A document comes in: read at once where it is small, by and by where it has pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.decrees import actions, policies
from tolok.decrees import queries as decrees
from tolok.decrees.enums import ReadingStatus
from tolok.decrees.queries import DecreeReading
from tolok.decrees.tasks import read_waiting
from tolok.kernel.refusals import NotAllowed, NotNow, Refusal
from tolok.web import clock
from tolok.web.asking import demand
from tolok.web.decrees.forms import ACCEPTED, UploadForm
from tolok.web.decrees.views import may_handle
from tolok.web.requests import Asked


BYTES_IN_MB = 1_048_576
POLL = "every 2s"


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
    files = form.cleaned_data["document"]
    if any(file.size > settings.MAX_UPLOAD_BYTES for file in files):
        form.add_error(
            "document",
            _("Berkas ini terlalu besar: paling besar %(limit)s MB. Kecilkan dulu.")
            % {"limit": settings.MAX_UPLOAD_BYTES // BYTES_IN_MB},
        )
        return upload_page(request, form, 422)
    try:
        return take_in(request, one_document(files))
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error("document", refusal.message)
        return upload_page(request, form, 409 if isinstance(refusal, NotNow) else 422)


@dataclass(frozen=True)
class Document:
    """One document as it is read, and the pictures that it was gathered from."""

    content: bytes
    name: str
    pictures: Sequence[UploadedFile] = ()

    def originals(self) -> Iterator[tuple[str, bytes]]:
        """Yield each picture as it came: its name and its bytes, one at a time."""
        for file in self.pictures:
            file.seek(0)
            yield Path(file.name or "").name, file.read()


def one_document(files: Sequence[UploadedFile]) -> Document:
    """Return a document; several pictures, or a TIFF, become one PDF.

    Raises `DocumentUnreadable` if one of several is no picture.
    """
    name = files[0].name or ""
    first = files[0].read()
    if len(files) == 1 and not policies.has_to_be_gathered(first):
        return Document(first, name)
    contents = chain([first], (file.read() for file in files[1:]))
    gathered = actions.gather_pictures(contents=contents)
    return Document(gathered, f"{Path(name).stem}.pdf", files)


def take_in(request: Asked, document: Document) -> HttpResponse:
    """Read a document now, or let the worker read it and show how far it is."""
    viewer = request.viewer
    at = clock.moment(viewer)
    content, name = document.content, document.name
    if policies.reads_at_once(content):
        decree = actions.upload_decree(content=content, name=name, by=viewer, at=at)
        said = _("%(name)s sudah dibaca.") % {"name": decree.file_name}
        messages.success(request, said)
        return redirect("sk_rincian", decree.pk)
    reading = actions.begin_reading(
        content=content,
        name=name,
        originals=document.originals(),
        by=viewer,
        at=at,
    )
    read_waiting.enqueue(reading.pk)
    return redirect("sk_pembacaan", reading.pk)


def upload_page(request: Asked, form: UploadForm, status: int) -> HttpResponse:
    """Show the form, with what was wrong."""
    context = {
        "form": form,
        "accepted": ACCEPTED,
        "limit_mb": settings.MAX_UPLOAD_BYTES // BYTES_IN_MB,
        "most_pictures": policies.MOST_PICTURES,
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {"label": _("Unggah"), "url": ""},
        ],
    }
    return render(request, "decrees/upload.html", context, status=status)


@login_required
@require_safe
def reading(request: Asked, reading_id: int) -> HttpResponse:
    """Show how far a reading is; once there is a draft, go to its review.

    The page asks again every two seconds; without scripts it is loaded again.
    """
    viewer = request.viewer
    demand(
        may_handle(viewer),
        _("Hanya perencana yang dapat mengunggah keputusan kantornya."),
    )
    found = decrees.get_reading(reading_id=reading_id, for_user=viewer)
    if found.status == ReadingStatus.DONE:
        return gone_to(request, reverse("sk_rincian", args=[found.decree_id]))
    if found.status == ReadingStatus.REFUSED and not request.htmx:
        form = UploadForm({}, {})
        form.full_clean()
        form.errors.clear()
        form.add_error("document", f"{found.file_name}: {found.refusal}")
        return upload_page(request, form, 200)
    if found.is_over:
        return gone_to(request, reading_url(found) if request.htmx else reverse("sk"))
    context = {
        "reading": found,
        "progress": progress_of(found),
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {"label": _("Membaca naskah"), "url": ""},
        ],
    }
    page = "decrees/progress.html" if request.htmx else "decrees/reading.html"
    return render(request, page, context)


def reading_url(found: DecreeReading) -> str:
    """Return the address of a reading."""
    return reverse("sk_pembacaan", args=[found.pk])


def gone_to(request: Asked, url: str) -> HttpResponse:
    """Send the page elsewhere: htmx by its header, others by a redirect."""
    if not request.htmx:
        return redirect(url)
    response = HttpResponse(status=200)
    response["HX-Redirect"] = url
    return response


def progress_of(found: DecreeReading) -> dict[str, object]:
    """Return how far a reading is, in words and numbers."""
    total = found.pages_total
    if found.status == ReadingStatus.WAITING:
        note = _("menunggu giliran")
    elif not total:
        note = _("membuka berkas")
    else:
        note = _("halaman %(read)s dari %(total)s") % {
            "read": found.pages_read,
            "total": total,
        }
    return {"note": note, "value": found.pages_read, "max": total or 1}


@login_required
@require_POST
def cancel_reading(request: Asked, reading_id: int) -> HttpResponse:
    """Stop a reading; nothing of the document is kept."""
    viewer = request.viewer
    found = decrees.get_reading(reading_id=reading_id, for_user=viewer)
    actions.cancel_reading(reading=found, by=viewer, at=clock.moment(viewer))
    said = _("Pembacaan %(name)s dibatalkan. Tidak ada yang disimpan.")
    messages.success(request, said % {"name": found.file_name})
    return redirect("sk")
