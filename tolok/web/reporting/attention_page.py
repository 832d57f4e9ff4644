"""What stands lowest and what rose most: ten of each, worded for their template."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_safe

from tolok.planning.queries import Period
from tolok.reporting.attention import Attention, Item, get_attention
from tolok.reporting.documents.listing import Cell, ListColumn
from tolok.reporting.scopes import Scope, choose_scope
from tolok.scoring.enums import Level
from tolok.web.asking import asked_id
from tolok.web.counting import points
from tolok.web.reporting import exports
from tolok.web.reporting.tabs import address, frame_of, scope_words
from tolok.web.requests import Asked
from tolok.web.words import percent_text


NAME = "dasbor_perhatian"
KINDS = {
    "sasaran": (Level.OBJECTIVE, gettext_noop("Sasaran")),
    "indikator": (Level.INDICATOR, gettext_noop("Indikator")),
    "jabatan": (Level.POSITION, gettext_noop("Jabatan")),
    "unit": (Level.UNIT, gettext_noop("Unit kerja")),
}
USUAL = "sasaran"
COLUMNS = (
    ListColumn("Daftar", 12),
    ListColumn("Nama", 60),
    ListColumn("Milik", 40),
    ListColumn("Capaian (%)", 12),
    ListColumn("Kelas", 16),
    ListColumn("Capaian pembanding (%)", 14),
    ListColumn("Perubahan (poin)", 12),
)
LOWEST, IMPROVED = gettext_lazy("Terendah"), gettext_lazy("Paling membaik")


@login_required
@require_safe
def show(request: Asked) -> HttpResponse:
    """Show the ten lowest and the ten most improved of the period."""
    found = _found(request)
    if found is None:
        return render(request, "reporting/empty.html", {})
    return render(request, "reporting/attention.html", page_of(found, request))


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give both lists as a file."""
    found = _found(request)
    return exports.give(
        request,
        kind,
        title=_("Terendah dan paling membaik"),
        scope=_("Belum ada periode") if found is None else scope_words(found.scope),
        columns=COLUMNS,
        rows=[] if found is None else rows_of(found),
    )


def _found(request: Asked) -> Attention | None:
    scope = choose_scope(
        for_user=request.viewer,
        period_id=asked_id(request, "periode"),
        unit_id=asked_id(request, "unit"),
    )
    if scope is None:
        return None
    return get_attention(
        scope=scope,
        level=KINDS[kind_asked(request)][0],
        before=against(scope, request),
        for_user=request.viewer,
    )


def kind_asked(request: HttpRequest) -> str:
    """Return what the address wants listed; objectives where it names nothing known."""
    asked = request.GET.get("apa", "")
    return asked if asked in KINDS else USUAL


def against(scope: Scope, request: HttpRequest) -> Period | None:
    """Return the period to compare with: the one before, or that of the year before."""
    if request.GET.get("terhadap") == "tahun":
        return scope.year_before
    return scope.period_before


def page_of(found: Attention, request: HttpRequest) -> dict[str, Any]:
    """Return the context of the page."""
    kind, against_year = kind_asked(request), request.GET.get("terhadap") == "tahun"
    kept = {"apa": kind, "terhadap": "tahun" if against_year else ""}
    return frame_of(NAME, found.scope, **kept) | {
        "heading": heading_of(found),
        "lead": lead_of(found),
        "kinds": [
            {
                "label": _(label),
                "url": address(NAME, found.scope, **(kept | {"apa": key})),
                "current": key == kind,
            }
            for key, (_level, label) in KINDS.items()
        ],
        "against": against_of(found.scope, kept, against_year=against_year),
        "lowest": [goal_of(item) for item in found.lowest],
        "improved": [goal_of(item, found.before) for item in found.improved],
        "improved_nothing": nothing_improved(found),
        "files": exports.files_of("dasbor_perhatian_unduh", request.GET.urlencode()),
    }


def heading_of(found: Attention) -> str:
    """Name the lowest and the one that rose most, in one sentence."""
    if not found.lowest:
        return _("Belum ada yang bernilai pada %(period)s") % {
            "period": found.scope.period.label
        }
    lowest = found.lowest[0]
    return _("Paling tertinggal: %(name)s, %(percent)s") % {
        "name": lowest.text,
        "percent": percent_text(lowest.standing.percent),
    }


def lead_of(found: Attention) -> str:
    """Name the one that rose most, and what it was held against."""
    if not found.improved or found.before is None:
        return _("Dihitung dari realisasi yang sudah diverifikasi.")
    best = found.improved[0]
    return _(
        "Paling membaik: %(name)s, %(rise)s sejak %(period)s. Dihitung dari realisasi "
        "yang sudah diverifikasi."
    ) % {"name": best.text, "rise": rise_words(best), "period": found.before.label}


def rise_words(item: Item) -> str:
    """Write by how much something rose."""
    return _("naik %(points)s poin") % {"points": points(item.change or Decimal(0))}


def against_of(
    scope: Scope, kept: dict[str, str], *, against_year: bool
) -> list[dict[str, Any]]:
    """Return the periods to compare with, where there are two to choose from."""
    before, year = scope.period_before, scope.year_before
    if before is None or year is None:
        return []
    return [
        {
            "label": _("Terhadap %(period)s") % {"period": period.label},
            "url": address(NAME, scope, **(kept | {"terhadap": word})),
            "current": against_year == (word == "tahun"),
        }
        for period, word in ((before, ""), (year, "tahun"))
    ]


def nothing_improved(found: Attention) -> str:
    """Say why there is nothing that improved."""
    if found.before is None:
        return _("Belum ada periode pembanding.")
    return _("Tidak ada yang naik sejak %(period)s.") % {"period": found.before.label}


def goal_of(item: Item, before: Period | None = None) -> dict[str, Any]:
    """Return one line for `components/goals.html`."""
    text = ""
    if before is not None and item.before is not None:
        text = _("%(rise)s dari %(percent)s pada %(period)s") % {
            "rise": rise_words(item).capitalize(),
            "percent": percent_text(item.before),
            "period": before.short_label,
        }
    return {
        "title": item.text,
        "url": url_of(item),
        "note": "" if item.note == item.text else item.note,
        "percent": item.standing.percent,
        "rank": item.standing.class_rank,
        "class_name": item.standing.class_name,
        "passport_url": reverse("asal", args=[item.standing.roll_up_id]),
        "text": text,
    }


def url_of(item: Item) -> str:
    """Return the page of what is listed."""
    if item.indicator_id is not None:
        return reverse("indikator", args=[item.indicator_id])
    if item.position_id is not None:
        return reverse("jabatan", args=[item.position_id])
    return f"{reverse('dasbor')}?unit={item.unit_id}"


def rows_of(found: Attention) -> Iterator[list[Cell]]:
    """Yield the rows of both lists for a file."""
    for label, items in ((LOWEST, found.lowest), (IMPROVED, found.improved)):
        for item in items:
            yield [
                str(label),
                item.text,
                item.note,
                item.standing.percent,
                item.standing.class_name,
                item.before,
                item.change,
            ]
