"""What shows over many realisations, by unit and by verifier, and what is behind it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tolok.inspection import patterns
from tolok.inspection.patterns import Fact
from tolok.kernel.numbers import format_number, format_percent
from tolok.web.asking import asked_id
from tolok.web.marks import spread_box
from tolok.web.requests import Asked


PER_PAGE = 50
COUNTED = (Fact.OUTLIER, Fact.LATE_EDIT, Fact.EXACT, Fact.REUSED)
DAY = timedelta(days=1)


@login_required
@require_safe
def show(request: Asked) -> HttpResponse:
    """Show the facts of a year as counts; each opens its list."""
    found = patterns.get_patterns(
        for_user=request.viewer, year=asked_id(request, "tahun")
    )
    place = reverse("pola")
    context = {
        "found": found,
        "heads": [str(fact.label) for fact in COUNTED],
        "units": [line_of(line, found.year, "unit") for line in found.units],
        "verifiers": [
            line_of(line, found.year, "verifikator") for line in found.verifiers
        ],
        "fewest": patterns.FEWEST_COMPARED,
        "years": [
            {
                "label": str(year),
                "url": f"{place}?tahun={year}",
                "count": None,
                "current": year == found.year,
            }
            for year in found.years
        ],
        "crumbs": crumbs(_("Pola pengisian")),
    }
    return render(request, "inspection/patterns.html", context)


def line_of(line: patterns.Line, year: int, group: str) -> dict[str, Any]:
    """Return one row of the table, each count with the address of its list."""
    place = reverse("pola_daftar")

    def counted(fact: Fact) -> dict[str, str]:
        asked = {"tahun": year, "apa": fact.value, group: line.key}
        count = line.counts[fact]
        return {
            "text": format_number(Decimal(count)),
            "label": str(fact.label),
            "url": f"{place}?{urlencode(asked)}" if count else "",
        }

    row: dict[str, Any] = {
        "name": line.name,
        "note": line.note,
        "sent": counted(Fact.SENT),
        "facts": [counted(fact) for fact in COUNTED],
        "is_compared": line.is_compared,
    }
    if line.is_compared:
        row |= {
            "returned": counted(Fact.RETURNED),
            "returned_share": share(line.counts[Fact.RETURNED], line.counts[Fact.SENT]),
            "waited": days(line.waited),
            "verified": counted(Fact.VERIFIED),
            "scored": counted(Fact.SCORED),
            "spread": spread_of(line.spread) if line.spread else None,
        }
    return row


def share(part: int, whole: int) -> str:
    """Write a part of a whole in percent."""
    return format_percent(Decimal(100) * part / whole, 1)


def days(waited: timedelta | None) -> str:
    """Write a time in days with one decimal; blank where nothing was decided."""
    if waited is None:
        return ""
    count = Decimal(waited // timedelta(minutes=1)) / Decimal(
        DAY // timedelta(minutes=1)
    )
    return _("%(count)s hari") % {"count": format_number(count, 1)}


def spread_of(spread: patterns.Spread) -> dict[str, Any]:
    """Return the drawing of a spread and its five figures in words."""
    figures = (
        *(spread.least, spread.lower, spread.middle),
        *(spread.upper, spread.most),
    )
    return {
        "box": spread_box(*figures),
        "figures": [format_percent(one, 1) for one in figures],
    }


@login_required
@require_safe
def behind(request: Asked) -> HttpResponse:
    """Show the realisations behind one count."""
    asked = request.GET.get("apa", "")
    year = asked_id(request, "tahun")
    if asked not in Fact.values or year is None:
        raise Http404
    fact = Fact(asked)
    rows = patterns.list_behind(
        for_user=request.viewer,
        year=year,
        fact=fact,
        unit_id=asked_id(request, "unit"),
        verifier_id=asked_id(request, "verifikator"),
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "fact": str(fact.label),
        "year": year,
        "page": page,
        "crumbs": [
            {"label": _("Pemeriksaan"), "url": reverse("pemeriksaan")},
            {
                "label": _("Pola pengisian"),
                "url": f"{reverse('pola')}?{urlencode({'tahun': year})}",
            },
            {"label": str(fact.label), "url": ""},
        ],
    }
    return render(request, "inspection/behind.html", context)


def crumbs(here: str) -> list[dict[str, str]]:
    """Return where the page stands."""
    return [
        {"label": _("Pemeriksaan"), "url": reverse("pemeriksaan")},
        {"label": here, "url": ""},
    ]
