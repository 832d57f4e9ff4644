"""Sign an issued document: by the e-signature service, or on paper with its scan kept.

NIK and passphrase live for one request: they are not written back into the form.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import (
    sensitive_post_parameters,
    sensitive_variables,
)
from django.views.decorators.http import require_POST, require_safe

from tolok.kernel.codes import format_code
from tolok.kernel.refusals import NotNow, Unfit
from tolok.records.queries import path_of
from tolok.reporting import issued, signing
from tolok.reporting.signing_service import Secret
from tolok.web import clock
from tolok.web.reporting.issued_page import (
    WithdrawalForm,
    document_page,
    own_address,
)
from tolok.web.requests import Asked


class SigningForm(forms.Form):
    """Who signs; both fields come back empty, whatever happens."""

    nik = forms.CharField(
        label=gettext_lazy("NIK"),
        required=False,
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 16}
        ),
        help_text=gettext_lazy("16 angka, milik Anda yang menandatangani."),
    )
    passphrase = forms.CharField(
        label=gettext_lazy("Passphrase"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Diteruskan sekali kepada layanan tanda tangan; tidak disimpan di Tolok."
        ),
    )


@never_cache
@sensitive_post_parameters("nik", "passphrase")
@sensitive_variables()
@login_required
@require_POST
def sign(request: Asked, document_id: int) -> HttpResponse:
    """Send a document to be signed, and keep what comes back."""
    viewer = request.viewer
    row = issued.get_document(document_id=document_id, for_user=viewer)
    nik = Secret(request.POST.get("nik", "").strip())
    passphrase = Secret(request.POST.get("passphrase", ""))
    code = format_code(row.code)
    place = reverse("publik_periksa_kode", args=[code])
    try:
        signing.sign_document(
            document=row,
            nik=nik,
            passphrase=passphrase,
            link=own_address(request) + place,
            by=viewer,
            at=clock.moment(viewer),
        )
    except (Unfit, NotNow) as refusal:
        form = SigningForm({})
        form.add_error(refusal.field or None, refusal.message)
        status = 422 if isinstance(refusal, Unfit) else 409
        return document_page(
            request, row, WithdrawalForm(), signing_form=form, status=status
        )
    messages.success(
        request,
        _("Dokumen %(code)s sudah bertanda tangan elektronik. Unduh di halaman ini.")
        % {"code": code},
    )
    return redirect("dokumen", row.pk)


@login_required
@require_POST
def keep_scan(request: Asked, document_id: int) -> HttpResponse:
    """Keep the scan of a document that was signed on paper."""
    viewer = request.viewer
    row = issued.get_document(document_id=document_id, for_user=viewer)
    signing.demand_may_sign(row, viewer)
    file = request.FILES.get("pindaian")
    limit = settings.MAX_UPLOAD_BYTES
    if file is None or not file.size or file.size > limit:
        problem = _("Pilih berkas pindaian yang tidak kosong, paling besar %(mb)s MB.")
        return document_page(
            request,
            row,
            WithdrawalForm(),
            scan_problem=problem % {"mb": limit // 1_048_576},
            status=422,
        )
    try:
        signing.keep_scan(
            document=row,
            name=file.name or "",
            content=file.read(),
            by=viewer,
            at=clock.moment(viewer),
        )
    except (Unfit, NotNow) as refusal:
        return document_page(
            request,
            row,
            WithdrawalForm(),
            scan_problem=refusal.message,
            status=422 if isinstance(refusal, Unfit) else 409,
        )
    messages.success(
        request, _("Pindaian bertanda tangan disimpan di samping dokumen terbitnya.")
    )
    return redirect("dokumen", row.pk)


@login_required
@require_safe
def download(request: Asked, form_id: int) -> HttpResponseBase:
    """Give a signed form: the very bytes that were kept."""
    form = signing.get_signed(form_id=form_id, for_user=request.viewer)
    answer: Any = FileResponse(
        path_of(form.file).open("rb"),
        as_attachment=True,
        filename=form.file_name,
        content_type=form.file.media_type,
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
