"""The API itself: who may come in, and how it says no."""

from typing import Any, NoReturn

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import SessionAuth

from tolok.kernel.refusals import NotAllowed, NotNow, Refusal
from tolok.organisation.queries import Viewer


VERSION = "1"
WORDS = {
    "int_parsing": "harus berupa bilangan bulat",
    "int_type": "harus berupa bilangan bulat",
    "greater_than_equal": "terlalu kecil",
    "less_than_equal": "terlalu besar",
    "enum": "bukan salah satu pilihan",
    "literal_error": "bukan salah satu pilihan",
    "missing": "wajib diisi",
}


class Request(HttpRequest):
    """A request as our middlewares leave it: with who looks."""

    viewer: Viewer


class SignedIn(SessionAuth):
    """The session of the screens; whoever has signed in there may ask here."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any | None:
        return request.user if request.user.is_authenticated else None


api = NinjaAPI(
    title="Tolok",
    version=VERSION,
    description=(
        "Baca registri, realisasi, dan capaian kantor Anda. Hanya membaca: tidak ada "
        "yang berubah lewat pintu ini. Masuk dahulu di /masuk/; izinnya sama dengan "
        "izin di layar. Angka desimal dikirim sebagai teks."
    ),
    docs_url=None,
    auth=SignedIn(),
    urls_namespace="api-1",
)


def answer(
    request: HttpRequest,
    status: int,
    title: str,
    why: str,
    fields: dict[str, str] | None = None,
) -> HttpResponse:
    """Answer with what happened and why."""
    body = {"title": title, "why": why, "fields": fields or {}}
    return api.create_response(request, body, status=status)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer someone who has not signed in."""
    return answer(
        request,
        401,
        _("Anda belum masuk"),
        _("Masuk dahulu di /masuk/, lalu ulangi permintaan dengan sesi yang sama."),
    )


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer someone who may not see this."""
    why = str(error) or _("Akun Anda tidak diberi wewenang untuk ini.")
    return answer(request, 403, _("Anda tidak berwenang"), why)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer what a room refused: 403 who may not, 409 not now, 422 cannot be used."""
    if isinstance(error, NotAllowed):
        return answer(request, 403, _("Anda tidak berwenang"), error.message)
    status = 409 if isinstance(error, NotNow) else 422
    return answer(request, status, _("Belum dapat dilakukan"), error.message)


@api.exception_handler(ObjectDoesNotExist)
@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer an address that leads nowhere, or that this person may not know of."""
    return answer(
        request,
        404,
        _("Tidak ditemukan"),
        _("Alamatnya salah, atau isinya bukan milik kantor Anda."),
    )


@api.exception_handler(ValidationError)
def unfit(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer what was asked wrongly, field by field."""
    fields = {
        str(found["loc"][-1]): _(WORDS.get(found["type"], "tidak dapat dibaca"))
        for found in error.errors
    }
    why = "; ".join(f"{name} {words}" for name, words in fields.items())
    return answer(request, 422, _("Permintaan tidak dapat dibaca"), f"{why}.", fields)


@api.exception_handler(DatabaseError)
def busy(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer while the database cannot."""
    return answer(
        request,
        503,
        _("Layanan belum dapat dipakai"),
        _("Basis data sedang sibuk. Tunggu beberapa detik, lalu ulangi."),
    )


def no_such_page(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address below the API that there is not."""
    return not_found(request, Http404())


def leave(message: str) -> NoReturn:
    """Refuse with 403 and a reason."""
    raise PermissionDenied(message)
