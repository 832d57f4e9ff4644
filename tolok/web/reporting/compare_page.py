"""Units with units, a year with earlier ones, a position among offices: for one template."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from tolok.organisation.queries import Viewer
from tolok.reporting import comparing, permissions
from tolok.reporting.comparing import (
    SMALLEST_GROUP,
    AmongOffices,
    Continued,
    UnitLine,
    YearCourse,
)
from tolok.reporting.documents.listing import Cell, ListColumn
from tolok.reporting.queries import UNITS_AT_MOST, Standing
from tolok.reporting.scopes import Scope, choose_scope
from tolok.web.asking import asked_id
from tolok.web.bars import Bar, BarChart
from tolok.web.counting import opening, points, share_text, whole
from tolok.web.reporting import exports
from tolok.web.reporting.tabs import address, frame_of, scope_words
from tolok.web.reporting.trend import trend
from tolok.web.requests import Asked
from tolok.web.words import count_in_words, percent_text


NAME = "dasbor_banding"
KINDS = {
    "unit": gettext_noop("Antarunit"),
    "tahun": gettext_noop("Antartahun"),
    "kantor": gettext_noop("Antarkantor"),
}
UNIT_COLUMNS = (
    ListColumn("Unit kerja", 46),
    ListColumn("Capaian (%)", 12),
    ListColumn("Kelas", 16),
    ListColumn("Capaian periode sebelumnya (%)", 16),
    ListColumn("Wajib lapor", 10),
    ListColumn("Dilaporkan", 10),
    ListColumn("Terverifikasi", 12),
    ListColumn("Terlambat", 10),
)
YEAR_COLUMNS = (
    ListColumn("Indikator", 60),
    ListColumn("Jabatan", 40),
    ListColumn("Capaian dahulu (%)", 14),
    ListColumn("Capaian kini (%)", 14),
    ListColumn("Perubahan (poin)", 12),
)
OFFICE_COLUMNS = (
    ListColumn("Jabatan", 50),
    ListColumn("Capaian kantor ini (%)", 14),
    ListColumn("Jabatan di kantor ini", 12),
    ListColumn("Rata-rata kantor lain (%)", 14),
    ListColumn("Jabatan di kantor lain", 12),
    ListColumn("Kantor lain", 10),
)


@login_required
@require_safe
def show(request: Asked) -> HttpResponse:
    """Compare units, years or offices, as the address asks."""
    scope, viewer = _scope(request), request.viewer
    if scope is None:
        return render(request, "reporting/empty.html", {})
    kind = kind_asked(request)
    match kind:
        case "tahun":
            page = years_page(scope, viewer)
        case "kantor":
            page = offices_page(comparing.compare_offices(scope=scope, for_user=viewer))
        case _unit:
            page = units_page(comparing.compare_units(scope=scope), scope)
    context = frame_of(NAME, scope, apa=kind) | {
        "kind": kind,
        "kinds": kinds_of(scope, viewer, kind),
        "files": exports.files_of("dasbor_banding_unduh", request.GET.urlencode()),
    }
    return render(request, "reporting/compare.html", context | page)


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give the comparison as a file."""
    scope, viewer = _scope(request), request.viewer
    if scope is None:
        raise Http404
    columns: Sequence[ListColumn]
    rows: list[list[Cell]]
    match kind_asked(request):
        case "tahun":
            columns, rows = YEAR_COLUMNS, year_cells(continued_of(scope, viewer))
        case "kantor":
            found = comparing.compare_offices(scope=scope, for_user=viewer)
            columns, rows = OFFICE_COLUMNS, office_cells(found)
        case _unit:
            columns = UNIT_COLUMNS
            rows = unit_cells(comparing.compare_units(scope=scope))
    return exports.give(
        request,
        kind,
        title=_("Perbandingan"),
        scope=scope_words(scope),
        columns=columns,
        rows=rows,
    )


def _scope(request: Asked) -> Scope | None:
    return choose_scope(
        for_user=request.viewer,
        period_id=asked_id(request, "periode"),
        unit_id=asked_id(request, "unit"),
    )


def kind_asked(request: HttpRequest) -> str:
    """Return what the address wants compared; units where it names nothing known."""
    asked = request.GET.get("apa", "")
    return asked if asked in KINDS else "unit"


def kinds_of(scope: Scope, viewer: Viewer, current: str) -> list[dict[str, Any]]:
    """Return what this person may compare."""
    may = permissions.may_compare_offices(viewer, office_id=viewer.office_id)
    return [
        {
            "label": _(label),
            "url": address(NAME, scope, apa=key),
            "current": key == current,
        }
        for key, label in KINDS.items()
        if key != "kantor" or may
    ]


# ---------------------------------------------------------------- units


def units_page(lines: Sequence[UnitLine], scope: Scope) -> dict[str, Any]:
    """Return the bars and the table of units."""
    ends = comparing.best_and_last(lines)
    if ends is None:
        heading = _("Belum cukup unit yang bernilai untuk dibandingkan")
    else:
        best, last = ends
        heading = _(
            "%(last)s paling rendah (%(low)s), %(best)s paling tinggi (%(high)s)"
        )
        heading %= {
            "last": last.unit.name,
            "low": standing_text(last.standing),
            "best": best.unit.name,
            "high": standing_text(best.standing),
        }
    return {
        "heading": heading,
        "lead": _(
            "Capaian tiap unit dengan semua jabatan di bawahnya, dari realisasi yang "
            "sudah diverifikasi."
        ),
        "chart": units_chart(lines, scope),
        "chart_files": chart_files(scope, "unit"),
        "lines": [unit_line(line, scope) for line in lines],
    }


def standing_text(standing: Standing | None) -> str:
    """Write an achievement, or that there is none."""
    return _("belum bernilai") if standing is None else percent_text(standing.percent)


def units_chart(lines: Sequence[UnitLine], scope: Scope) -> BarChart | None:
    """Return the bars of units; none where no unit has a value."""
    if all(line.standing is None for line in lines):
        return None
    told = "; ".join(
        f"{line.unit.name} {standing_text(line.standing)}" for line in lines
    )
    return BarChart(
        title=_("Capaian unit kerja %(period)s") % {"period": scope.period.label},
        description=_("%(told)s. Target 100 persen.") % {"told": told},
        note_head=_("Dilaporkan"),
        bars=[
            Bar(
                label=line.unit.name,
                value=line.standing.percent if line.standing else None,
                rank=line.standing.class_rank if line.standing else None,
                class_name=line.standing.class_name if line.standing else "",
                note=reported_words(line)
                if line.standing
                else _("belum bernilai; %(reported)s")
                % {"reported": reported_words(line)},
            )
            for line in lines
        ],
    )


def reported_words(line: UnitLine) -> str:
    """Say how far a unit has reported."""
    return _("dilaporkan %(share)s") % {
        "share": share_text(line.tally.reported, line.tally.owed)
    }


def unit_line(line: UnitLine, scope: Scope) -> dict[str, Any]:
    """Return one unit as the table shows it."""
    tally, standing = line.tally, line.standing
    return {
        "name": line.unit.name,
        "url": f"{reverse('dasbor')}?periode={scope.period.pk}&unit={line.unit.pk}",
        "percent": standing_text(standing) if standing else "",
        "passport_url": reverse("asal", args=[standing.roll_up_id]) if standing else "",
        "rank": standing.class_rank if standing else None,
        "class_name": standing.class_name if standing else "",
        "change": change_of(standing, line.before),
        "reported": _("%(reported)s dari %(owed)s (%(share)s)")
        % {
            "reported": whole(tally.reported),
            "owed": whole(tally.owed),
            "share": share_text(tally.reported, tally.owed),
        },
        "late": whole(tally.late),
    }


def change_of(now: Standing | None, before: Standing | None) -> dict[str, Any]:
    """Say by how much something moved; blank where nothing compares."""
    if now is None or before is None:
        return {}
    return moved(now.percent - before.percent)


def moved(change: Decimal) -> dict[str, Any]:
    """Write a change in points with its direction in words."""
    if not change:
        return {"text": _("tetap"), "falls": False}
    words = _("naik %(points)s") if change > 0 else _("turun %(points)s")
    return {"text": words % {"points": points(change)}, "falls": change < 0}


def unit_cells(lines: Sequence[UnitLine]) -> list[list[Cell]]:
    """Return the units for a file."""
    return [
        [
            line.unit.name,
            line.standing.percent if line.standing else None,
            line.standing.class_name if line.standing else "",
            line.before.percent if line.before else None,
            line.tally.owed,
            line.tally.reported,
            line.tally.verified,
            line.tally.late,
        ]
        for line in lines
    ]


# ---------------------------------------------------------------- years


def years_page(scope: Scope, viewer: Viewer) -> dict[str, Any]:
    """Return the years beside each other, and the indicators that go on."""
    courses = comparing.compare_years(scope=scope, for_user=viewer)
    now = courses[0]
    then = courses[1] if len(courses) > 1 else None
    continued = continued_of(scope, viewer)
    return {
        "heading": years_heading(scope, now, then),
        "lead": _("Periode yang sama dibandingkan; tahun berjalan belum selesai."),
        "figure": years_figure(scope, now, then),
        "chart_files": chart_files(scope, "tren"),
        "heads": [one.short_label for one in scope.year_periods],
        "years": [year_line(scope, one) for one in courses],
        "continued": continued_page(continued, scope),
        "too_large": continued is None and scope.year_before is not None,
    }


def years_heading(scope: Scope, now: YearCourse, then: YearCourse | None) -> str:
    """Say in one sentence how the period stands against that of the year before."""
    number, label = scope.period.number, scope.period.label
    current = now.standings.get(number)
    if current is None:
        return _("%(period)s belum bernilai") % {"period": label}
    before = then.standings.get(number) if then else None
    if before is None:
        return _("%(period)s %(percent)s; belum ada tahun pembanding") % {
            "period": label,
            "percent": percent_text(current.percent),
        }
    change = current.percent - before.percent
    words = {
        "period": label,
        "points": points(change),
        "old": percent_text(before.percent),
        "new": percent_text(current.percent),
        "year": then.year if then else "",
    }
    if not change:
        return _("%(period)s sama dengan tahun %(year)s: %(new)s") % words
    if change > 0:
        said = _(
            "%(period)s lebih tinggi %(points)s poin daripada tahun %(year)s: dari "
            "%(old)s menjadi %(new)s"
        )
        return said % words
    said = _(
        "%(period)s lebih rendah %(points)s poin daripada tahun %(year)s: dari "
        "%(old)s menjadi %(new)s"
    )
    return said % words


def years_figure(
    scope: Scope, now: YearCourse, then: YearCourse | None
) -> dict[str, Any] | None:
    """Return the line of this year beside the one before, or nothing before a value."""
    numbers = [one.number for one in scope.year_periods]

    def row(course: YearCourse | None) -> list[Decimal | None]:
        found = course.standings if course else {}
        return [found[n].percent if n in found else None for n in numbers]

    values = row(now)
    if all(value is None for value in values):
        return None
    return trend(
        year=now.year,
        labels=[one.short_label for one in scope.year_periods],
        values=values,
        previous=row(then) if then else [],
    )


def year_line(scope: Scope, course: YearCourse) -> dict[str, Any]:
    """Return one year as the table shows it: its periods and the year so far."""
    return {
        "year": str(course.year),
        "cells": [
            {"label": one.short_label} | cell_of(course.standings.get(one.number))
            for one in scope.year_periods
        ],
        "whole": cell_of(course.standings.get(None)),
    }


def cell_of(standing: Standing | None) -> dict[str, str]:
    """Return a number with its passport, or nothing."""
    if standing is None:
        return {}
    return {
        "text": percent_text(standing.percent),
        "url": reverse("asal", args=[standing.roll_up_id]),
    }


def continued_of(scope: Scope, viewer: Viewer) -> Continued | None:
    """Return how the same indicators stood a year before; not of a whole large office."""
    then = scope.year_before
    if then is None or (scope.unit is None and len(scope.units) > UNITS_AT_MOST):
        return None
    return comparing.compare_continued(scope=scope, then=then, for_user=viewer)


def continued_page(found: Continued | None, scope: Scope) -> dict[str, Any] | None:
    """Return the indicators measured in both years; none where there is none."""
    if found is None or not found.lines:
        return None
    total = found.risen + found.fallen + found.same
    return {
        "title": _(
            "%(risen)s dari %(total)s indikator yang sama membaik, %(fallen)s menurun"
        )
        % {
            "risen": opening(found.risen),
            "total": count_in_words(total),
            "fallen": count_in_words(found.fallen),
        },
        "lead": _(
            "Indikator yang diukur pada %(then)s dan %(now)s, atau yang meneruskannya. "
            "Yang paling berubah, dari yang paling turun."
        )
        % {"then": found.then.label, "now": scope.period.label},
        "then": found.then.label,
        "now": scope.period.label,
        "lines": [
            {
                "text": line.text,
                "url": reverse("indikator", args=[line.indicator_id]),
                "position": line.position_title,
                "before": percent_text(line.before),
                "now": percent_text(line.standing.percent),
                "passport_url": reverse("asal", args=[line.roll_up_id]),
                "change": moved(line.change),
            }
            for line in found.lines
        ],
    }


def year_cells(found: Continued | None) -> list[list[Cell]]:
    """Return the continued indicators for a file."""
    if found is None:
        return []
    return [
        [
            line.text,
            line.position_title,
            line.before,
            line.standing.percent,
            line.change,
        ]
        for line in found.lines
    ]


# ---------------------------------------------------------------- offices


def offices_page(found: AmongOffices) -> dict[str, Any]:
    """Return the same positions in other offices of the region."""
    behind = sum(line.own < line.others for line in found.lines)
    if not found.lines:
        heading = _("Belum ada jabatan yang dapat dibandingkan dengan kantor lain")
    elif not behind:
        heading = _("Tidak ada jabatan yang lebih rendah daripada di kantor lain")
    else:
        heading = _(
            "%(count)s dari %(total)s jabatan lebih rendah daripada di kantor lain"
        )
        heading %= {
            "count": opening(behind),
            "total": count_in_words(len(found.lines)),
        }
    return {
        "heading": heading,
        "lead": _(
            "Jabatan dengan nama yang sama di kantor lain se-daerah, periode yang sama. "
            "Yang dibaca hanya rata-rata kantor lain. Rata-rata dari kurang dari "
            "%(least)s jabatan, atau dari satu kantor saja, tidak ditampilkan agar "
            "nilai satu orang tidak terbaca."
        )
        % {"least": count_in_words(SMALLEST_GROUP)},
        "hidden": _("%(count)s jabatan disembunyikan karena kelompoknya terlalu kecil.")
        % {"count": opening(found.hidden)}
        if found.hidden
        else "",
        "lines": [
            {
                "title": line.title,
                "own": percent_text(line.own),
                "own_note": _("%(count)s jabatan") % {"count": whole(line.own_count)},
                "others": percent_text(line.others),
                "others_note": _("%(count)s jabatan di %(offices)s kantor")
                % {"count": whole(line.others_count), "offices": whole(line.offices)},
                "change": moved(line.own - line.others),
            }
            for line in found.lines
        ],
    }


def office_cells(found: AmongOffices) -> list[list[Cell]]:
    """Return the positions among offices for a file."""
    return [
        [
            line.title,
            line.own,
            line.own_count,
            line.others,
            line.others_count,
            line.offices,
        ]
        for line in found.lines
    ]


def chart_files(scope: Scope, name: str) -> list[dict[str, str]]:
    """Return the links that take a chart away as a picture."""
    asked = address(NAME, scope).partition("?")[2]
    return [
        {
            "label": kind.upper(),
            "url": f"{reverse('dasbor_grafik', args=[name, kind])}?{asked}",
        }
        for kind in ("svg", "png", "pdf")
    ]
