"""The office's Word template: take it, change it in Word, bring it back."""

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

from tolok.decrees import issuing, office_templates
from tolok.decrees import queries as decrees
from tolok.decrees.enums import DecreeStatus, DocumentForm, PaperSize
from tolok.decrees.office_templates import TemplateUnfit
from tolok.decrees.queries import OfficeTemplate
from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation.queries import Viewer
from tolok.reader.write.checking import LARGEST_TEMPLATE
from tolok.reader.write.docx import standard_template
from tolok.reader.write.placeholders import MEANINGS, NEEDED
from tolok.reader.write.template import sample_decree
from tolok.web import clock
from tolok.web.asking import asked_id, demand
from tolok.web.attachments import attachment
from tolok.web.decrees.views import may_handle
from tolok.web.reporting.downloads import DOCX
from tolok.web.requests import Asked


BYTES_IN_MB = 1_048_576
SHOWN_VERSIONS = 20


class TemplateForm(forms.Form):
    """The template as it was changed in Word."""

    template = forms.FileField(
        label=gettext_lazy("Templat yang sudah diubah (DOCX)"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": gettext_lazy("Pilih berkas templatnya, lalu unggah."),
            "empty": gettext_lazy("Berkas itu kosong. Pilih berkas lain, lalu unggah."),
            "missing": gettext_lazy("Pilih berkas templatnya, lalu unggah."),
            "invalid": gettext_lazy("Berkas tidak ikut terkirim. Pilih lagi."),
        },
    )


def demand_handling(viewer: Viewer) -> None:
    """Answer 403 to those who may not change the template."""
    demand(
        may_handle(viewer),
        _("Hanya perencana yang mengganti templat keputusan kantornya."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Asked) -> HttpResponse:
    """Show which template is used; take another one in, or say why it cannot be."""
    viewer = request.viewer
    demand_handling(viewer)
    if request.method != "POST":
        return page(request, TemplateForm(), 200)
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, form, 422)
    file = form.cleaned_data["template"]
    # One byte more than allowed is enough to know that it is too large.
    content = file.read(LARGEST_TEMPLATE + 1)
    try:
        office_templates.take_template(
            content=content, name=file.name, by=viewer, at=clock.moment(viewer)
        )
    except TemplateUnfit as refusal:
        return page(request, form, 422, faults=refusal.faults)
    except NotNow as refusal:
        form.add_error("template", refusal.message)
        return page(request, form, 409)
    messages.success(
        request, _("Templat dipakai mulai sekarang. Lihat contohnya dulu.")
    )
    return redirect("sk_templat")


def page(
    request: Asked, form: TemplateForm, status: int, faults: list[str] | None = None
) -> HttpResponse:
    """Show the template in use, its versions, the placeholders, and what was wrong."""
    versions = list(decrees.list_templates(for_user=request.viewer)[:SHOWN_VERSIONS])
    current = versions[0] if versions else None
    own = current if current is not None and current.file_id else None
    context = {
        "form": form,
        "faults": faults or [],
        "current": current,
        "own": own,
        "versions": [row_of(one, current) for one in versions],
        "limit_mb": LARGEST_TEMPLATE // BYTES_IN_MB,
        "marks": [
            {"name": f"{{{{{name}}}}}", "text": text, "needed": name in NEEDED}
            for name, text in MEANINGS.items()
        ],
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {"label": _("Templat naskah"), "url": ""},
        ],
    }
    return render(request, "decrees/template.html", context, status=status)


def row_of(one: OfficeTemplate, current: OfficeTemplate | None) -> dict[str, Any]:
    """Return one version as a line of the list."""
    url = reverse("sk_templat_unduh")
    return {
        "pk": one.pk,
        "number": one.number,
        "name": str(one),
        "who": one.decided_by,
        "at": one.created_at,
        "in_use": one == current,
        "is_own": bool(one.file_id),
        "url": f"{url}?versi={one.pk}" if one.file_id else f"{url}?baku=1",
    }


def version_of(request: Asked, number: int | None) -> OfficeTemplate | None:
    """Return the version asked for; 404 for one that the office never had."""
    if number is None:
        return None
    found = decrees.list_templates(for_user=request.viewer).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def download(request: Asked) -> HttpResponse:
    """Give the template in use, a former one, or the standard one."""
    viewer = request.viewer
    demand_handling(viewer)
    found = version_of(request, asked_id(request, "versi"))
    if found is None and "baku" not in request.GET:
        found = decrees.current_template(office_id=viewer.office_id)
    content = decrees.bytes_of_template(found)
    if content is None:
        return attachment(standard_template(), DOCX, "templat-sk-iki-baku.docx")
    name = f"templat-sk-iki-{found.number if found else 0}.docx"
    return attachment(content, DOCX, name)


@login_required
@require_safe
def preview(request: Asked) -> HttpResponse:
    """Give a decree laid out by the template in use: the newest one, else an invented one."""
    viewer = request.viewer
    demand_handling(viewer)
    newest = (
        decrees.list_decrees(for_user=viewer)
        .exclude(status=DecreeStatus.DROPPED)
        .values_list("pk", flat=True)
        .first()
    )
    content = (
        decrees.get_decree(decree_id=newest, for_user=viewer).content
        if newest is not None
        else sample_decree()
    )
    if viewer.office is None:
        raise Http404
    template = decrees.current_template(office_id=viewer.office_id)
    made = issuing.lay_out(
        content=content,
        form=DocumentForm.DOCX,
        paper=PaperSize.FOLIO,
        letterhead=issuing.letterhead_of_office(viewer.office),
        template=decrees.bytes_of_template(template),
    )
    return attachment(made, DOCX, "contoh-templat-sk-iki.docx")


@login_required
@require_POST
def use(request: Asked) -> HttpResponse:
    """Go back to a former template, or to the standard one."""
    viewer = request.viewer
    demand_handling(viewer)
    text = request.POST.get("version", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 18):
        raise Unfit(_("Versi itu tidak dikenal. Muat ulang halaman."))
    made = office_templates.use_version(
        version=version_of(request, int(text) if text else None),
        by=viewer,
        at=clock.moment(viewer),
    )
    messages.success(request, _("%(name)s dipakai mulai sekarang.") % {"name": made})
    return redirect("sk_templat")
