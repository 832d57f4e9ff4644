"""Look at evidence without saving it: pages and pictures drawn by the server."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tolok.measurement import evidence_queries
from tolok.measurement import queries as measurement
from tolok.measurement.permissions import may_enter
from tolok.reader import UnreadableDecree
from tolok.records import page_images
from tolok.records.queries import path_of
from tolok.web.measurement import evidence_rows
from tolok.web.measurement.evidence import gone, shut_in
from tolok.web.requests import Asked


PAGES_AT_ONCE = 5
DRAWN = {"image", "pdf"}


@login_required
@require_safe
def look(request: Asked, evidence_id: int) -> HttpResponseBase:
    """Show one evidence on a page: its content, where else it is used, how long it stays.

    Pages of a PDF come as pictures that a limited process draws; nothing of the file
    itself reaches the browser.
    """
    viewer = request.viewer
    found = evidence_queries.get_evidence(evidence_id=evidence_id, for_user=viewer)
    row = found.realisation
    shown = next(
        one
        for one in evidence_queries.list_evidence(realisation=row, for_user=viewer)
        if one.evidence.pk == found.pk
    )
    rules = evidence_queries.rules_for(realisation=row)
    kind = evidence_rows.kind_of(found)
    deleted = found.file is not None and found.file.deleted_at is not None
    pages, trouble = (None, "") if deleted else pages_of(request, found, kind)
    context = {
        "evidence": found,
        "kind": kind,
        "deleted": deleted,
        "trouble": trouble,
        "page": pages,
        "pages": [
            {
                "number": number,
                "url": reverse("bukti_halaman", args=[found.pk, number]),
                "alt": _("Halaman %(number)s dari %(name)s")
                % {"number": number, "name": found.name},
            }
            for number in pages or ()
        ],
        "raw_url": reverse("bukti", args=[found.pk]),
        "facts": facts_of(found, rules),
        "uses": evidence_rows.use_links(shown.uses),
        "unseen": shown.unseen_uses,
        "crumbs": crumbs_of(found, may_enter(viewer, row)),
    }
    return render(request, "measurement/evidence.html", context)


def pages_of(request: Asked, found: measurement.Evidence, kind: str) -> tuple[Any, str]:
    """Return the page numbers to show, some at a time, or why there are none."""
    if found.file is None or kind not in DRAWN:
        return None, ""
    try:
        total = page_images.count_pages(
            sha256=found.file.sha256, document=path_of(found.file)
        )
    except (UnreadableDecree, FileNotFoundError):
        return None, _(
            "Pratinjau tidak dapat dibuat: berkasnya rusak, terkunci kata sandi, atau "
            "terlalu berat. Buka berkas aslinya, atau mintalah pemiliknya menyimpan "
            "ulang tanpa kata sandi."
        )
    paginator = Paginator(range(1, total + 1), PAGES_AT_ONCE)
    return paginator.get_page(request.GET.get("page")), ""


def facts_of(
    found: measurement.Evidence, rules: evidence_queries.EvidenceRules
) -> list[dict[str, str]]:
    """Return what is known of an evidence, one line a fact."""
    row = found.realisation
    facts = [
        (_("Membuktikan"), f"{row.indicator.text} ({row.period.label})"),
        (_("Pemilik"), row.person.name),
        (_("Ditambahkan"), evidence_rows.evidence_note(found)),
        (_("Disimpan"), evidence_rows.retention_sentence(found, rules)),
        (_("Sidik berkas (SHA-256)"), found.file.sha256 if found.file else ""),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def crumbs_of(found: measurement.Evidence, own: bool) -> list[dict[str, str]]:
    """Return where the page stands: behind the realisation that it proves."""
    parent = (
        {"label": _("Pengukuran"), "url": reverse("pengukuran")}
        if own
        else {"label": _("Beranda"), "url": reverse("beranda")}
    )
    return [
        parent,
        {
            "label": _("Realisasi"),
            "url": reverse("isi", args=[found.realisation_id]) + "#bukti-dukung",
        },
        {"label": _("Bukti dukung"), "url": ""},
    ]


@login_required
@require_safe
def page(request: Asked, evidence_id: int, number: int) -> HttpResponseBase:
    """Hand out one page of a PDF, or a picture, drawn anew as a PNG."""
    return drawn(request, evidence_id, number)


@login_required
@require_safe
def small(request: Asked, evidence_id: int) -> HttpResponseBase:
    """Hand out the first page or the picture, small enough for a list."""
    return drawn(request, evidence_id, None)


def drawn(request: Asked, evidence_id: int, number: int | None) -> HttpResponseBase:
    """Draw a page, or the small picture where no page is asked for."""
    found = evidence_queries.get_evidence(
        evidence_id=evidence_id, for_user=request.viewer
    )
    stored = found.file
    if stored is None or evidence_rows.kind_of(found) not in DRAWN:
        raise Http404
    if stored.deleted_at is not None or not path_of(stored).is_file():
        return gone(request, found)
    sha256, document = stored.sha256, path_of(stored)
    try:
        picture = (
            page_images.small_image(sha256=sha256, document=document)
            if number is None
            else page_images.page_image(sha256=sha256, document=document, number=number)
        )
    except (LookupError, UnreadableDecree) as error:
        raise Http404 from error
    response = shut_in(HttpResponse(picture, content_type="image/png"))
    response["Cache-Control"] = "private, max-age=3600"
    return response
