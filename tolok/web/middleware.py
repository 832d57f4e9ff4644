"""What happens around every view."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed, NotNow, Refusal
from tolok.organisation.queries import Viewer, get_viewer
from tolok.web import clock, errors
from tolok.web.requests import Asked


GetResponse = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "ALTER", "DROP", "CREATE")
MAY_WRITE_ON_GET = ('"django_session"', '"axes_')


class Tally:
    """Counts queries and the time they take."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0

    def __call__(
        self, execute: Any, sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - start


class ServerTiming:
    """Tells administrators, and the benchmark, what a page costs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tally = Tally()
        start = time.perf_counter()
        with connection.execute_wrapper(tally):
            response = self.get_response(request)
        user = getattr(request, "seen_user", None)
        if settings.BENCH or (user is not None and user.is_administrator):
            spent = (time.perf_counter() - start) * 1000
            response["Server-Timing"] = (
                f"app;dur={spent:.1f}, "
                f'db;dur={tally.seconds * 1000:.1f};desc="{tally.count}"'
            )
        return response


class PageMayNotWriteError(RuntimeError):
    """A page that only shows tried to change something."""


def refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Let a query through unless it changes a row of ours."""
    if sql.lstrip().upper().startswith(WRITES) and not any(
        table in sql for table in MAY_WRITE_ON_GET
    ):
        raise PageMayNotWriteError(sql[:120])
    return execute(sql, params, many, context)


FILES_AT_ONCE = 10
ROOM_FOR_FIELDS_BYTES = 2_621_440


class TooLongIsNotRead:
    """Refuses by its length what is far larger than any upload, before reading it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.MAX_UPLOAD_BYTES * FILES_AT_ONCE + ROOM_FOR_FIELDS_BYTES
        if not length.isdigit() or int(length) <= most:
            return self.get_response(request)
        limit = settings.MAX_UPLOAD_BYTES // 1_048_576
        return errors.show(
            request,
            413,
            title=_("Kiriman terlalu besar"),
            why=_(
                "Tiap berkas paling besar %(limit)s MB, paling banyak %(count)s berkas "
                "sekali kirim. Kiriman ini ditolak sebelum dibaca; yang sudah "
                "tersimpan tetap ada."
            )
            % {"limit": limit, "count": FILES_AT_ONCE},
            then=_("Kembali, pilih berkas yang lebih kecil, lalu unggah lagi."),
        )


class ReadersDoNotWrite:
    """A GET changes nothing: the database is asked to refuse it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as stack:
            if request.method in SAFE_METHODS:
                stack.enter_context(connection.execute_wrapper(refuse_writes))
            return self.get_response(request)


CHOSEN_OFFICE = "kantor"
FOR_THE_PUBLIC = "publik"
BEFORE_OWN_PASSWORD = {"kata_sandi", "keluar", "tampilan", "sehat"}


class WhoLooks:
    """Puts `request.viewer` on the request: who asks, on which day, with what roles.

    The page then lives by the clocks of the viewer's office.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Asked) -> HttpResponse:
        def look() -> Viewer | None:
            if not request.user.is_authenticated:
                return None
            request.seen_user = request.user
            viewer = get_viewer(
                user=request.user,
                on=clock.moment().date(),
                office_id=request.session.get(CHOSEN_OFFICE),
            )
            if viewer.office is not None:
                timezone.activate(ZoneInfo(viewer.office.time_zone))
            return viewer

        request.viewer = cast("Viewer", SimpleLazyObject(look))
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: Asked, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Lead who still has a password made by someone else to make an own one."""
        match = request.resolver_match
        if match is not None and (match.url_name or "").startswith(FOR_THE_PUBLIC):
            return None  # asks nobody who they are: no cookie is read or set
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        if match is not None and match.url_name in BEFORE_OWN_PASSWORD:
            return None
        return redirect("kata_sandi")


class Troubles:
    """Turns what a room refuses, and what a database cannot do, into a clear page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, ObjectDoesNotExist):
            return errors.not_found(request, Http404())
        if isinstance(exception, Refusal):
            return refusal_page(request, exception)
        if isinstance(exception, DatabaseError):
            return database_page(request, exception)
        return None


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal: 403 who may not, 409 not now, 422 cannot be used."""
    if isinstance(refusal, NotAllowed):
        title, status = _("Anda tidak berwenang"), 403
    elif isinstance(refusal, NotNow):
        title, status = _("Belum atau tidak dapat dilakukan"), 409
    else:
        title, status = _("Isian perlu diperbaiki"), 422
    return errors.show(
        request,
        status,
        title=title,
        why=refusal.message,
        then=_("Kembali ke halaman sebelumnya; isian Anda masih ada di sana."),
    )


def database_page(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    """Answer a database that is busy, full or not set up."""
    text = str(error).lower()
    if "locked" in text or "timeout" in text or "pool" in text:
        why = _("Basis data sedang sibuk melayani permintaan lain.")
        then = _("Tunggu beberapa detik, lalu kirim lagi. Isian Anda belum hilang.")
    elif "full" in text or "no space" in text:
        why = _("Ruang penyimpanan penuh, sehingga data tidak dapat disimpan.")
        then = _("Beri tahu petugas komputer untuk mengosongkan ruang, lalu coba lagi.")
    elif "no such table" in text or "does not exist" in text:
        why = _("Basis data belum disiapkan atau belum dimutakhirkan.")
        then = _("Petugas komputer perlu menjalankan: tolok doctor")
    else:
        return errors.server_error(request)
    return errors.show(
        request, 503, title=_("Layanan belum dapat dipakai"), why=why, then=then
    )
