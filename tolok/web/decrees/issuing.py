"""A decree goes out: as Word, as PDF, as data; what takes long is made behind the screen."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tolok.decrees import issuing
from tolok.decrees import queries as decrees
from tolok.decrees.enums import (
    DecreeBearing,
    DecreeStatus,
    DocumentForm,
    DocumentStatus,
    PaperSize,
)
from tolok.decrees.queries import Decree, IssuedDocument
from tolok.decrees.tasks import make_issued
from tolok.web import clock
from tolok.web.attachments import attachment
from tolok.web.counting import whole
from tolok.web.decrees.views import crumbs, demand_view, may_handle
from tolok.web.reporting.names import file_name
from tolok.web.requests import Asked


SHOWN_BEFORE = 10
ALONE, WHOLE = "sendiri", "seluruh"


class DownloadForm(forms.Form):
    """In which form, on which paper, and how much of it."""

    form = forms.ChoiceField(
        label=gettext_lazy("Bentuk"),
        choices=DocumentForm,
        initial=DocumentForm.DOCX,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih bentuknya.")},
    )
    paper = forms.ChoiceField(
        label=gettext_lazy("Kertas"),
        choices=PaperSize,
        initial=PaperSize.FOLIO,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih kertasnya.")},
    )
    extent = forms.ChoiceField(
        label=gettext_lazy("Isi"),
        choices=[
            (
                WHOLE,
                gettext_lazy("Seluruh isi registri: keputusan induk yang sudah diubah"),
            ),
            (ALONE, gettext_lazy("Naskah perubahan ini saja")),
        ],
        initial=WHOLE,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, amends: bool, **kwargs: Any) -> None:
        """Ask how much of it only for an amendment."""
        super().__init__(*args, **kwargs)
        if not amends:
            del self.fields["extent"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: Asked, decree_id: int) -> HttpResponse:
    """Offer the documents of a decree; give the one that is asked for."""
    viewer = request.viewer
    demand_view(viewer)
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    amends = decree.bearing == DecreeBearing.AMENDS
    if request.method != "POST":
        return issue_page(request, decree, DownloadForm(amends=amends), 200)
    form = DownloadForm(request.POST, amends=amends)
    if not form.is_valid():
        return issue_page(request, decree, form, 422)
    asked = DocumentForm(form.cleaned_data["form"])
    issued = issuing.ask_for_document(
        decree=decree,
        form=asked,
        paper=PaperSize(form.cleaned_data["paper"]),
        is_whole=amends and form.cleaned_data["extent"] != ALONE,
        file_name=name_of(decree, asked),
        by=viewer,
        at=clock.moment(viewer),
    )
    if not issuing.issues_at_once(decree, asked):
        make_issued.enqueue(issued.pk)
        return redirect("sk_terbitan", issued.pk)
    made = issuing.make_document(issued_id=issued.pk)
    if made is None:
        raise Http404
    return given(made)


def name_of(decree: Decree, form: DocumentForm) -> str:
    """Return the name of the file: what it is, of which year, and whether it is a draft."""
    kind = "rancangan-sk-iki" if decree.status == DecreeStatus.DRAFT else "sk-iki"
    return file_name(
        kind, str(decree.year_from or ""), decree.office.short_name, kind=form
    )


def issue_page(
    request: Asked, decree: Decree, form: DownloadForm, status: int
) -> HttpResponse:
    """Show what can be taken, and what was taken before."""
    viewer = request.viewer
    before = decrees.list_issued(decree=decree, for_user=viewer)[:SHOWN_BEFORE]
    template = decrees.current_template(office_id=decree.office_id)
    context = {
        "decree": decree,
        "form": form,
        "is_draft": decree.status == DecreeStatus.DRAFT,
        "heading": _("Terbitkan rancangan keputusan")
        if decree.status == DecreeStatus.DRAFT
        else _("Terbitkan naskah keputusan"),
        "positions": whole(len(decree.content["positions"])),
        "template": template if template and template.file_id else None,
        "may_handle": may_handle(viewer),
        "before": [row_of(one) for one in before],
        "crumbs": crumbs(decree, _("Terbitkan")),
    }
    return render(request, "decrees/issue.html", context, status=status)


def row_of(issued: IssuedDocument) -> dict[str, Any]:
    """Return one document as a line of the list."""
    is_done = issued.status == DocumentStatus.DONE
    return {
        "name": issued.file_name,
        "who": issued.asked_by,
        "at": issued.created_at,
        "form": issued.get_form_display(),
        "paper": issued.paper if issued.form != DocumentForm.JSON else "",
        "status": "" if is_done else issued.get_status_display(),
        "url": reverse(
            "sk_terbitan_unduh" if is_done else "sk_terbitan", args=[issued.pk]
        ),
    }


@login_required
@require_safe
def issued(request: Asked, issued_id: int) -> HttpResponse:
    """Show how far a document is; the page asks again until it can be taken."""
    viewer = request.viewer
    demand_view(viewer)
    found = decrees.get_issued(issued_id=issued_id, for_user=viewer)
    context = {
        "issued": found,
        "is_done": found.status == DocumentStatus.DONE,
        "is_failed": found.status == DocumentStatus.FAILED,
        "crumbs": crumbs(found.decree, _("Terbitkan")),
    }
    page = "decrees/issued_part.html" if request.htmx else "decrees/issued.html"
    return render(request, page, context)


@login_required
@require_safe
def download(request: Asked, issued_id: int) -> HttpResponse:
    """Give a document that was made before; 404 while it is not."""
    viewer = request.viewer
    demand_view(viewer)
    found = decrees.get_issued(issued_id=issued_id, for_user=viewer)
    if found.status != DocumentStatus.DONE:
        raise Http404
    return given(found)


def given(found: IssuedDocument) -> HttpResponse:
    """Return a document to be saved."""
    content_type = issuing.MEDIA_TYPES[DocumentForm(found.form)]
    return attachment(decrees.bytes_of(found), content_type, found.file_name)
