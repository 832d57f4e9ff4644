"""Issue documents, list what was issued, give it again, withdraw it."""

import secrets
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.kernel.codes import format_code
from tolok.kernel.dates import format_moment
from tolok.kernel.refusals import Unfit
from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.records.queries import path_of
from tolok.reporting import issued, issuing, permissions, signing_service
from tolok.reporting.documents.listing import ListColumn
from tolok.reporting.enums import DocumentKind, SigningWay
from tolok.reporting.issued import OfficialDocument
from tolok.web import clock
from tolok.web.asking import asks_a4, cut_off_in, id_in
from tolok.web.planning.forms import TOO_LONG
from tolok.web.reporting import exports
from tolok.web.reporting.names import day_of, file_name
from tolok.web.requests import Asked


ON_PAGE = 25
ROWS_AT_ONCE = 2_000
LONGEST_SEARCH = 100
ONCE = 32
PDF = "application/pdf"


class WithdrawalForm(forms.Form):
    """Why a document no longer holds."""

    reason = forms.CharField(
        max_length=issuing.LONGEST_REASON,
        error_messages={
            "required": gettext_lazy(
                "Tulis alasan penarikan; dibaca siapa pun yang memeriksa."
            ),
            "max_length": TOO_LONG,
        },
    )


class SearchForm(forms.Form):
    """What is looked for among the issued documents."""

    cari = forms.CharField(
        label=gettext_lazy("Cari kode, judul, atau penerbit"),
        required=False,
        max_length=LONGEST_SEARCH,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: Asked) -> HttpResponse:
    """List what was issued; a POST issues one more and leads to it."""
    viewer = request.viewer
    if request.method == "POST":
        return _issue(request)
    words = request.GET.get("cari", "").strip()[:LONGEST_SEARCH]
    found = issued.list_documents(for_user=viewer, words=words)
    page = Paginator(found, ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [row_of(one) for one in page],
        "form": SearchForm({"cari": words}),
        "words": words,
        "files": exports.files_of(
            "dokumen_daftar", urlencode({"cari": words}) if words else ""
        ),
        "may_issue": permissions.may_issue_documents(
            viewer, office_id=viewer.office_id
        ),
    }
    return render(request, "reporting/issued.html", context)


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give the list of what was issued, as it is searched for, all pages of it."""
    viewer = request.viewer
    words = request.GET.get("cari", "").strip()[:LONGEST_SEARCH]
    found = issued.list_documents(for_user=viewer, words=words)
    zone = clock.moment(viewer).tzinfo
    return exports.give(
        request,
        kind,
        title=_("Dokumen terbit"),
        scope=words or _("semua"),
        columns=(
            ListColumn(_("Kode"), 18),
            ListColumn(_("Dokumen"), 60),
            ListColumn(_("Batas data"), 40),
            ListColumn(_("Diterbitkan"), 13),
            ListColumn(_("Oleh"), 30),
            ListColumn(_("Selaku"), 40),
            ListColumn(_("Tanda tangan"), 24),
            ListColumn(_("Alasan penarikan"), 40),
            ListColumn("SHA-256", 66),
        ),
        rows=(
            (
                format_code(row.code),
                row.title,
                row.cut_off,
                row.created_at.astimezone(zone).date(),
                row.issued_by,
                row.issued_as,
                signed_word(row) or None,
                row.withdrawal.reason if hasattr(row, "withdrawal") else None,
                row.file.sha256,
            )
            for row in found.iterator(chunk_size=ROWS_AT_ONCE)
        ),
    )


def _issue(request: Asked) -> HttpResponse:
    viewer = request.viewer
    issuing.demand_issuer(viewer)
    row = issuing.issue_document(
        wanted=wanted_in(request.POST, viewer),
        once=once_in(request.POST),
        address=own_address(request),
        file_name=name_of,
        by=viewer,
        at=clock.moment(viewer),
    )
    messages.success(
        request,
        _("Dokumen terbit dengan kode %(code)s. Unduh PDF-nya di halaman ini.")
        % {"code": format_code(row.code)},
    )
    return redirect("dokumen", row.pk)


@login_required
@require_safe
def document(request: Asked, document_id: int) -> HttpResponse:
    """Show one issued document: what it is, where it is checked, how to withdraw it."""
    row = issued.get_document(document_id=document_id, for_user=request.viewer)
    return document_page(request, row, WithdrawalForm())


@login_required
@require_safe
def download(request: Asked, document_id: int) -> HttpResponseBase:
    """Give an issued document again: the very same bytes."""
    row = issued.get_document(document_id=document_id, for_user=request.viewer)
    answer = FileResponse(
        path_of(row.file).open("rb"),
        as_attachment=True,
        filename=row.file_name,
        content_type=PDF,
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_POST
def withdraw(request: Asked, document_id: int) -> HttpResponse:
    """Withdraw an issued document, with a reason."""
    viewer = request.viewer
    row = issued.get_document(document_id=document_id, for_user=viewer)
    issuing.demand_withdrawer(row, viewer)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return document_page(request, row, form, status=422)
    issuing.withdraw_document(
        document=row,
        reason=form.cleaned_data["reason"],
        by=viewer,
        at=clock.moment(viewer),
    )
    messages.success(
        request, _("Dokumen %(code)s ditarik.") % {"code": format_code(row.code)}
    )
    return redirect("dokumen", row.pk)


def document_page(
    request: Asked,
    row: OfficialDocument,
    form: WithdrawalForm,
    *,
    signing_form: forms.Form | None = None,
    scan_problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page of one issued document.

    `signing_form` and `scan_problem` say what was refused of a signing.
    """
    viewer = request.viewer
    checked_at = reverse("publik_periksa_kode", args=[format_code(row.code)])
    facts = [
        (_("Kode"), format_code(row.code)),
        (_("Batas data"), row.cut_off),
        (_("Diterbitkan"), moment_of(row.created_at, viewer)),
        (_("Oleh"), f"{row.issued_by}, {row.issued_as}"),
        (_("Berkas"), f"{row.file_name}, {size_of(row.file.size_bytes)}"),
        (_("SHA-256"), row.file.sha256),
    ]
    may_sign = not hasattr(row, "withdrawal") and permissions.may_issue_documents(
        viewer, office_id=row.office_id
    )
    context = {
        "row": row_of(row),
        "document": row,
        "facts": [{"label": label, "value": value} for label, value in facts],
        "check_url": checked_at,
        "form": form,
        "signed": [signed_of(one, viewer) for one in row.signed_forms.all()],
        "may_sign": may_sign,
        "asks_signer": may_sign and signing_service.is_set_up() and not is_signed(row),
        "signing_form": signing_form or new_signing_form(),
        "scan_problem": scan_problem,
        "may_withdraw": permissions.may_withdraw_document(
            viewer, office_id=row.office_id, issuer_id=row.user_id
        ),
    }
    return render(request, "reporting/issued_one.html", context, status=status)


def is_signed(row: OfficialDocument) -> bool:
    """Tell whether a document was signed electronically."""
    return any(one.way == SigningWay.ELECTRONIC for one in row.signed_forms.all())


def new_signing_form() -> forms.Form:
    """Return the form that asks who signs."""
    # Its page imports this one.
    from tolok.web.reporting.signing_page import SigningForm

    return SigningForm()


def signed_of(form: Any, viewer: Viewer) -> dict[str, Any]:
    """Return a signed form as the page shows it."""
    return {
        "label": form.get_way_display(),
        "note": f"{form.kept_by}, {moment_of(form.created_at, viewer)}",
        "hash": form.file.sha256,
        "url": reverse("dokumen_bertanda", args=[form.pk]),
    }


def row_of(row: OfficialDocument) -> dict[str, Any]:
    """Return an issued document as the lists show it."""
    return {
        "pk": row.pk,
        "code": format_code(row.code),
        "title": row.title,
        "cut_off": row.cut_off,
        "issued_by": row.issued_by,
        "issued_at": row.created_at,
        "signed": signed_word(row),
        "withdrawal": getattr(row, "withdrawal", None),
        "url": reverse("dokumen", args=[row.pk]),
        "file_url": reverse("dokumen_unduh", args=[row.pk]),
    }


def signed_word(row: OfficialDocument) -> str:
    """Say how a document was signed last; "" while it was not."""
    form = next(iter(row.signed_forms.all()), None)
    return str(form.get_way_display()) if form else ""


def moment_of(moment: Any, viewer: Viewer) -> str:
    """Write a moment on the clocks of the viewer's office."""
    zone = clock.moment(viewer).tzinfo
    return format_moment(moment.astimezone(zone), zone) if zone else ""


def size_of(size_bytes: int) -> str:
    """Return "123 KB"."""
    return _("%(size)s KB") % {"size": -(-size_bytes // 1024)}


def wanted_in(asked: QueryDict, viewer: Viewer) -> issuing.Wanted:
    """Return which document is asked for, as rows of the viewer's office.

    Raises `Http404` for what leads nowhere and `DayUnreadable`.
    """
    try:
        kind = DocumentKind(asked.get("jenis", ""))
    except ValueError as error:
        raise Http404 from error
    if kind == DocumentKind.LKJIP:
        raise Http404  # made behind the screen, from its own page
    period_id, unit_id = id_in(asked, "periode"), id_in(asked, "unit")
    position_id = id_in(asked, "jabatan")
    return issuing.Wanted(
        kind=kind,
        period=planning.get_period(period_id=period_id, for_user=viewer)
        if period_id is not None
        else None,
        unit=organisation.list_units(for_user=viewer).get(pk=unit_id)
        if unit_id is not None
        else None,
        position=organisation.get_position(position_id=position_id, for_user=viewer)
        if position_id is not None
        else None,
        on=cut_off_in(asked),
        is_a4=asks_a4(asked),
    )


def once_in(asked: QueryDict) -> str:
    """Return the name of the form that was sent. Raises `Unfit` where it has none."""
    once = asked.get("sekali", "")
    if len(once) != ONCE or not once.isalnum():
        raise Unfit(
            _("Formulirnya tidak lengkap. Muat ulang halaman Laporan, lalu terbitkan.")
        )
    return once


def new_once() -> str:
    """Return a name for one form, so that it issues one document however often sent."""
    return secrets.token_hex(ONCE // 2)


def own_address(request: HttpRequest) -> str:
    """Return the address that issued documents name: the setting, else this very one."""
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def name_of(laid: issuing.LaidOut) -> str:
    """Return the name of an issued document's file."""
    frame = laid.frame
    scope = frame.office_short if laid.scope == frame.office else laid.scope
    code = format_code(frame.stamp.code) if frame.stamp else ""
    word = str(laid.kind.label)
    return file_name(word, frame.period, scope, *day_of(frame), code, kind="pdf")
