"""Next year's decree from this one: what may be mended is ticked, the rest is kept."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tolok.decrees import queries as decrees
from tolok.decrees import renewing
from tolok.decrees.findings import Replacement
from tolok.decrees.queries import Decree
from tolok.decrees.renewal import YEAR_CODE, Offer
from tolok.decrees.renewing import Renewal, StartedAlready
from tolok.reader.lint import get_rule
from tolok.web import clock
from tolok.web.asking import demand
from tolok.web.counting import whole
from tolok.web.decrees.views import crumbs, may_handle
from tolok.web.requests import Asked


MOST_ACCEPTED = 5_000
SHOWN_CHANGES = 4


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Asked, decree_id: int) -> HttpResponse:
    """Show what next year's decree starts from; start it with what was ticked."""
    viewer = request.viewer
    demand(
        may_handle(viewer),
        _("Hanya perencana yang memulai keputusan tahun berikutnya di kantornya."),
    )
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    if request.method != "POST":
        return start_page(request, decree)
    try:
        draft = renewing.start_next_year(
            decree=decree,
            accepted=frozenset(request.POST.getlist("accepted")[:MOST_ACCEPTED]),
            by=viewer,
            at=clock.moment(viewer),
        )
    except StartedAlready as refusal:
        messages.error(request, refusal.message)
        return redirect("sk_rincian", refusal.decree_id)
    messages.success(
        request,
        _(
            "Rancangan tahun %(year)s dimulai. Isi nomor dan tanggalnya setelah ada, "
            "periksa, lalu tetapkan."
        )
        % {"year": draft.year_from},
    )
    return redirect("sk_rincian", draft.pk)


def start_page(request: Asked, decree: Decree) -> HttpResponse:
    """Show the offers in groups, one a rule; years are ticked, all else a person ticks."""
    twin = renewing.draft_started_from(decree=decree)
    renewal = renewing.foresee_renewal(decree=decree)
    first, last = renewal.years
    positions = {p["id"]: p["title"] for p in renewal.content["positions"]}
    groups: dict[str, list[Offer]] = {}
    for offer in renewal.offers:
        groups.setdefault(offer.code, []).append(offer)
    context = {
        "decree": decree,
        "twin": twin,
        "years": str(first) if first == last else f"{first} sampai {last}",
        "groups": [group_of(code, rows, positions) for code, rows in groups.items()],
        "count": whole(len(renewal.offers)),
        "stays": stays_of(renewal),
        "crumbs": crumbs(decree, _("Tahun berikutnya")),
    }
    return render(request, "decrees/renew.html", context)


def stays_of(renewal: Renewal) -> list[dict[str, str]]:
    """Return how much is taken over as it is."""
    positions = renewal.content["positions"]
    objectives = [o for p in positions for o in p["objectives"]]
    return [
        {"label": _("Jabatan"), "value": whole(len(positions))},
        {"label": _("Sasaran"), "value": whole(len(objectives))},
        {
            "label": _("Indikator"),
            "value": whole(sum(len(o["indicators"]) for o in objectives)),
        },
    ]


def group_of(code: str, rows: list[Offer], positions: dict[str, str]) -> dict[str, Any]:
    """Return the offers of one rule."""
    is_year = code == YEAR_CODE
    return {
        "code": code,
        "title": _("Tahun dalam teks") if is_year else get_rule(code).title,
        "summary": _("Tahun keputusan lama diganti tahun yang baru.")
        if is_year
        else get_rule(code).summary,
        "count": whole(len(rows)),
        "ticked": is_year,
        "rows": [
            {
                "key": offer.key,
                "message": offer.message,
                "where": positions.get(offer.position or "", _("Kepala keputusan")),
                "changes": [parts_of(one) for one in offer.changes[:SHOWN_CHANGES]],
                "more": whole(len(offer.changes) - SHOWN_CHANGES)
                if len(offer.changes) > SHOWN_CHANGES
                else "",
            }
            for offer in rows
        ],
    }


def parts_of(change: Replacement) -> dict[str, str]:
    """Return a replacement as what stays before, goes, comes, and stays after."""
    old, new = change.old.split(" "), change.new.split(" ")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return {
        "before": " ".join(old[:start]),
        "old": " ".join(old[start : len(old) - end]),
        "new": " ".join(new[start : len(new) - end]),
        "after": " ".join(old[len(old) - end :]) if end else "",
    }
