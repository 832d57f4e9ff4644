"""Check an issued document: by its code or by the file itself, for anybody.

Nothing is kept of what is uploaded and nothing changes, so that the forms here need no
cookie and no token against forgery.
"""

import hashlib
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tolok.kernel.codes import CodeMistyped, format_code, read_code
from tolok.kernel.dates import format_moment
from tolok.reporting.issued import (
    OfficialDocument,
    find_by_code,
    find_by_hash,
    find_signed,
)
from tolok.web import clock
from tolok.web.languages import languages_at


UPLOADS_A_MINUTE = 20
LONGEST_CODE = 40


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; lead to the document that it is."""
    if request.method == "POST":
        return _by_file(request, None)
    typed = request.GET.get("kode", "").strip()[:LONGEST_CODE]
    if not typed:
        return page(request, {})
    try:
        code = read_code(typed)
    except CodeMistyped:
        return page(request, mistyped(typed), status=404)
    return redirect("publik_periksa_kode", format_code(code))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, typed: str) -> HttpResponse:
    """Show what was issued under a code; a POST holds a file against it."""
    try:
        code = read_code(typed[:LONGEST_CODE])
    except CodeMistyped:
        return page(request, mistyped(typed[:LONGEST_CODE]), status=404)
    if typed != format_code(code):
        return redirect("publik_periksa_kode", format_code(code))
    row = find_by_code(code)
    if row is None:
        return page(request, unknown(code), status=404)
    if request.method == "POST":
        return _by_file(request, row)
    return page(request, document_of(row))


def _by_file(request: HttpRequest, row: OfficialDocument | None) -> HttpResponse:
    """Say whether an uploaded file is a document that was issued, or this very one."""
    context = document_of(row) if row else {}
    if is_too_often(request):
        context["problem"] = _(
            "Terlalu banyak berkas diperiksa dari alamat ini. Tunggu satu menit, lalu "
            "coba lagi."
        )
        return page(request, context, status=429)
    file = request.FILES.get("berkas")
    if file is None or not file.size:
        context["problem"] = _("Pilih berkas PDF yang hendak diperiksa, lalu kirim.")
        return page(request, context, status=422)
    if file.size > settings.MAX_UPLOAD_BYTES:
        context["problem"] = _(
            "Berkas itu lebih besar dari %(limit)s MB, sehingga tidak diperiksa. "
            "Dokumen terbit tidak sebesar itu."
        ) % {"limit": settings.MAX_UPLOAD_BYTES // 1_048_576}
        return page(request, context, status=413)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    sha256 = digest.hexdigest()
    found, signed = find_by_hash(sha256), None
    if found is None and (signed := find_signed(sha256)) is not None:
        found = signed.document
    if found is None:
        context["verdict"] = "other" if row else "none"
        context["uploaded_hash"] = sha256
        return page(request, context)
    if row is None or found.pk == row.pk:
        verdict = f"signed_{signed.way}" if signed else "same"
        return page(request, document_of(found) | {"verdict": verdict})
    other = {"code": format_code(found.code), "title": found.title}
    other["url"] = reverse("publik_periksa_kode", args=[other["code"]])
    return page(request, context | {"verdict": "another", "other": other})


def page(
    request: HttpRequest, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return the page of checking; it knows nothing of who looks."""
    response = HttpResponse(
        render_to_string("public/check.html", context | languages_at(request.path)),
        status=status,
    )
    response["Cache-Control"] = "no-cache"
    return response


def mistyped(typed: str) -> dict[str, Any]:
    """Return what is said of a code that cannot be one."""
    return {
        "typed": typed,
        "code_problem": _(
            "“%(typed)s” bukan kode dokumen: kodenya dua belas huruf dan angka, dan satu "
            "di antaranya tampaknya salah ketik. Cocokkan lagi dengan dokumennya."
        )
        % {"typed": typed},
    }


def unknown(code: str) -> dict[str, Any]:
    """Return what is said of a code under which nothing was issued."""
    return {
        "typed": format_code(code),
        "code_problem": _(
            "Tidak ada dokumen terbit dengan kode %(code)s di Tolok ini. Periksa apakah "
            "alamat pada dokumennya memang alamat ini; bila ya, dokumen itu tidak "
            "diterbitkan kantor ini."
        )
        % {"code": format_code(code)},
    }


def document_of(row: OfficialDocument) -> dict[str, Any]:
    """Return what anybody may know of an issued document: no name of a person."""
    office = row.office
    withdrawal = getattr(row, "withdrawal", None)
    facts = [
        (_("Dokumen"), row.title),
        (_("Batas data"), row.cut_off),
        (
            _("Diterbitkan oleh"),
            f"{office.name}, {office.region.name}, {_('melalui')} {row.issued_as}",
        ),
        (_("Diterbitkan"), office_moment(row.created_at, office)),
        (
            _("Ukuran berkas"),
            _("%(size)s bita") % {"size": f"{row.file.size_bytes:,}".replace(",", ".")},
        ),
        (_("Sidik jari (SHA-256)"), row.file.sha256),
        *(
            (
                f"{one.get_way_display()}, {office_moment(one.created_at, office)}",
                f"SHA-256 {one.file.sha256}",
            )
            for one in row.signed_forms.all()
        ),
    ]
    return {
        "document": row,
        "code": format_code(row.code),
        "facts": [{"label": label, "value": value} for label, value in facts],
        "office": {
            "name": office.name,
            "short_name": office.short_name,
            "region": office.region.name,
            "is_example": office.is_example,
        },
        "withdrawn": {
            "at": office_moment(withdrawal.created_at, office),
            "by": withdrawal.withdrawn_as,
            "reason": withdrawal.reason,
        }
        if withdrawal
        else None,
    }


def office_moment(moment: datetime, office: Any) -> str:
    """Return "6 Oktober 2026 pukul 09.14 WIB" on an office's clocks."""
    zone = ZoneInfo(office.time_zone)
    return format_moment(moment.astimezone(zone), zone)


def is_too_often(request: HttpRequest) -> bool:
    """Tell whether this address sent too many files within this minute."""
    minute = int(clock.moment().timestamp()) // 60
    key = f"periksa-{get_client_ip_address(request)}-{minute}"
    cache.add(key, 0, timeout=120)
    return cache.incr(key) > UPLOADS_A_MINUTE
