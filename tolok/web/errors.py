"""Pages for what went wrong: what happened, why, what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def show(
    request: HttpRequest, status: int, *, title: str, why: str, then: str
) -> HttpResponse:
    """Answer with an error page, or with the bare message for one swapped region."""
    context = {"title": title, "why": why, "then": then, "status": status}
    if getattr(request, "htmx", False):
        return render(request, "errors/partial.html", context, status=status)
    return render(request, "errors/page.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return show(
        request,
        400,
        title=_("Permintaan tidak dimengerti"),
        why=_("Alamat atau isian yang dikirim tidak lengkap."),
        then=_("Kembali ke halaman sebelumnya, lalu coba lagi."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a person who may not see or do this."""
    return show(
        request,
        403,
        title=_("Halaman ini bukan untuk peran Anda"),
        why=str(exception)
        or _("Akun Anda tidak diberi wewenang untuk membuka halaman ini."),
        then=_("Bila Anda memerlukannya, hubungi perencana kantor Anda."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere, or that this person may not know of."""
    return show(
        request,
        404,
        title=_("Halaman tidak ditemukan"),
        why=_(
            "Alamatnya salah, isinya sudah dipindahkan, atau bukan milik kantor Anda."
        ),
        then=_("Mulai lagi dari Beranda atau cari di Registri."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours."""
    return show(
        request,
        500,
        title=_("Terjadi kesalahan pada sistem"),
        why=_("Permintaan Anda tidak dapat diselesaikan. Tidak ada data yang berubah."),
        then=_("Coba lagi sebentar lagi. Bila terulang, beri tahu petugas komputer."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old."""
    return show(
        request,
        403,
        title=_("Formulir sudah kedaluwarsa"),
        why=_("Halaman terlalu lama terbuka atau Anda sudah keluar di tab lain."),
        then=_("Muat ulang halaman, lalu kirim lagi."),
    )
