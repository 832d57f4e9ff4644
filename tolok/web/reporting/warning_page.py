"""Which indicators are likely to miss their year, worded for its template."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tolok.kernel.rounding import half_up
from tolok.reporting.documents.listing import Cell, ListColumn
from tolok.reporting.early_warning import EarlyWarning, Warned, get_early_warning
from tolok.reporting.forecast_words import method_words, range_words
from tolok.reporting.scopes import choose_scope
from tolok.scoring.queries import classes_of
from tolok.web.asking import asked_id
from tolok.web.counting import opening, whole
from tolok.web.reporting import exports
from tolok.web.reporting.tabs import frame_of, scope_words
from tolok.web.requests import Asked
from tolok.web.words import (
    at_start,
    count_in_words,
    target_text,
    value_with_unit,
)


NAME = "dasbor_peringatan"
SHOWN = 10
COLUMNS = (
    ListColumn("Indikator", 60),
    ListColumn("Jabatan", 40),
    ListColumn("Unit kerja", 36),
    ListColumn("Satuan", 12),
    ListColumn("Target setahun", 14),
    ListColumn("Perkiraan akhir tahun", 12),
    ListColumn("Batas bawah", 12),
    ListColumn("Batas atas", 12),
    ListColumn("Capaian menurut perkiraan (%)", 14),
    ListColumn("Kemungkinan", 24),
    ListColumn("Cara memperkirakan", 60),
)


@login_required
@require_safe
def show(request: Asked) -> HttpResponse:
    """Show what is likely to miss its target of the year, worst first."""
    found = _found(request)
    if found is None:
        return render(request, "reporting/empty.html", {})
    return render(request, "reporting/warning.html", page_of(found, request))


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give the list as a file."""
    found = _found(request)
    return exports.give(
        request,
        kind,
        title=_("Peringatan dini"),
        scope=_("Belum ada periode") if found is None else scope_words(found.scope),
        columns=COLUMNS,
        rows=[] if found is None else rows_of(found),
    )


def _found(request: Asked) -> EarlyWarning | None:
    scope = choose_scope(
        for_user=request.viewer,
        period_id=asked_id(request, "periode"),
        unit_id=asked_id(request, "unit"),
    )
    if scope is None:
        return None
    return get_early_warning(scope=scope, for_user=request.viewer)


def page_of(found: EarlyWarning, request: HttpRequest) -> dict[str, Any]:
    """Return the context of the page."""
    ranks = {one.name: one.rank for one in classes_of(found.scope.period)}
    goals = [goal_of(one, ranks) for one in found.warned]
    return frame_of(NAME, found.scope) | {
        "heading": heading_of(found),
        "tone": "bad" if any(w.is_certain for w in found.warned) else "",
        "lead": lead_of(found),
        "goals": goals[:SHOWN],
        "more": goals[SHOWN:],
        "left_out": left_out_of(found),
        "files": exports.files_of("dasbor_peringatan_unduh", request.GET.urlencode()),
    }


def heading_of(found: EarlyWarning) -> str:
    """Say how many are likely to miss, in one sentence."""
    year = found.scope.period.starts_on.year
    if not found.looked_at:
        return _("Belum ada yang bernilai pada %(year)s") % {"year": year}
    total = len(found.warned)
    if not total:
        return _("Tidak ada indikator yang diperkirakan meleset pada %(year)s") % {
            "year": year
        }
    certain = sum(one.is_certain for one in found.warned)
    title = _("%(count)s indikator diperkirakan tidak mencapai target %(year)s") % {
        "count": opening(total),
        "year": year,
    }
    if certain == total:
        return _("%(title)s, semuanya dengan seluruh rentang di bawah target") % {
            "title": title
        }
    if not certain:
        return title
    return _("%(title)s, %(certain)s dengan seluruh rentang di bawah target") % {
        "title": title,
        "certain": count_in_words(certain),
    }


def lead_of(found: EarlyWarning) -> str:
    """Say what was looked at and how it was foretold."""
    said = _(
        "Diperkirakan dari %(count)s indikator yang sudah bernilai, menurut tahun "
        "sebelumnya bila ada, selain itu menurut tahun ini sendiri. Perkiraan bukan "
        "capaian: buka satu indikator untuk melihat hitungannya."
    ) % {"count": whole(found.looked_at)}
    if not found.unseen:
        return said
    return _(
        "%(said)s Yang diperiksa adalah yang paling rendah; %(unseen)s lainnya di "
        "atasnya. Pilih satu unit untuk memeriksa semuanya."
    ) % {"said": said, "unseen": whole(found.unseen)}


def left_out_of(found: EarlyWarning) -> list[str]:
    """Say what could not be foretold, and why."""
    said = []
    if found.too_few:
        said.append(
            ngettext(
                "%(count)s indikator belum cukup data: perlu paling sedikit dua periode "
                "bernilai, atau tiga bila belum ada tahun sebelumnya.",
                "%(count)s indikator belum cukup data: perlu paling sedikit dua periode "
                "bernilai, atau tiga bila belum ada tahun sebelumnya.",
                found.too_few,
            )
            % {"count": at_start(count_in_words(found.too_few))}
        )
    if found.not_foretold:
        said.append(
            _(
                "%(count)s indikator tidak diperkirakan: berupa predikat atau tanggal, "
                "dipikul bersama beberapa orang, atau belum bertarget setahun."
            )
            % {"count": at_start(count_in_words(found.not_foretold))}
        )
    return said


def goal_of(one: Warned, ranks: dict[str, int]) -> dict[str, Any]:
    """Return one line for `components/goals.html`."""
    position = one.indicator.position
    url = reverse("indikator", args=[one.indicator.pk])
    return {
        "title": one.indicator.text,
        "url": url,
        "note": f"{position.title}, {position.unit.name}",
        "percent": one.foreseen.percent,
        "rank": ranks.get(one.foreseen.class_name),
        "class_name": one.foreseen.class_name,
        "passport_url": f"{url}#perkiraan",
        "text": why(one),
    }


def why(one: Warned) -> str:
    """Say what the forecast is held against, and what was reached so far."""
    so_far = "; ".join(
        f"{period.short_label} {value_with_unit(value, one.definition)}"
        for period, value in one.so_far
    )
    words = {
        "likely": likely_words(one),
        "range": range_words(
            one.forecast, lambda v: value_with_unit(v, one.definition)
        ),
        "target": target_text(one.target_text, one.definition),
        "so_far": so_far,
    }
    return (
        _(
            "%(likely)s: perkiraan akhir tahun %(range)s dari target %(target)s. "
            "Sejauh ini %(so_far)s."
        )
        % words
    )


def likely_words(one: Warned) -> str:
    """Say how likely it is to miss."""
    return _("Kemungkinan besar meleset") if one.is_certain else _("Mungkin meleset")


def rows_of(found: EarlyWarning) -> Iterator[list[Cell]]:
    """Yield the rows for a file."""
    for one in found.warned:
        position, definition = one.indicator.position, one.definition
        yield [
            one.indicator.text,
            position.title,
            position.unit.name,
            definition.unit_of_measure,
            one.target_text,
            *(
                rounded(value)
                for value in (one.forecast.value, one.forecast.low, one.forecast.high)
            ),
            one.foreseen.percent,
            likely_words(one),
            method_words(one.forecast, accumulation=definition.accumulation),
        ]


def rounded(value: Decimal) -> Decimal:
    """Return a foretold value with two decimals, as the screen shows at most."""
    return half_up(value, 2)
