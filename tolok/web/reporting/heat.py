"""The heat map of a dashboard: positions or units, a cell for each period."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.kernel.numbers import format_number
from tolok.planning.queries import Period
from tolok.reporting.queries import Figures, PositionFigures, Standing, UnitFigures
from tolok.scoring.queries import ClassRange
from tolok.web import marks
from tolok.web.reporting.scope import (
    address,
    is_far_behind,
    origin_address,
    position_address,
    shown_units,
)
from tolok.web.words import count_in_words


def heat_of(figures: Figures, classes: Sequence[ClassRange]) -> dict[str, Any]:
    """Return the heat map: positions where they are few, units always."""
    periods = figures.year_periods
    shades = run_up_of(classes)
    groups = position_groups(figures, periods, shades)
    return {
        "title": heat_words(figures),
        "caption": _("Capaian per triwulan %(year)s, persen")
        % {"year": figures.period.starts_on.year},
        "heads": [period.short_label for period in periods],
        "units": [
            {
                "title": "",
                "rows": [
                    {
                        "title": unit.name,
                        "url": address("dasbor", figures, unit_id=unit.unit_id),
                        "cells": [
                            unit_cell(unit, period, figures, shades)
                            for period in periods
                        ],
                    }
                    for unit in shown_units(figures)
                ],
            }
        ],
        "columns": balanced(groups),
        "groups": groups,
        "legend": legend_of(classes, figures, shades),
    }


@dataclass(frozen=True)
class RunUp:
    """The class that leads up to the target, told apart in finer steps: its lower end."""

    rank: int
    lower: Decimal

    def shade(self, standing: Standing) -> int | None:
        """Return the step of a value, 1 to 4, or None in another class."""
        if standing.class_rank != self.rank:
            return None
        return marks.shade_in_class(standing.percent, self.lower, marks.GAUGE_MARK)


def run_up_of(classes: Sequence[ClassRange]) -> RunUp | None:
    """Return the class in which the last points before 100 lie, or None without one."""
    for found in classes:
        if found.lower is not None and found.lower < marks.GAUGE_MARK:
            return RunUp(found.rank, found.lower)
    return None


def heat_words(figures: Figures) -> str:
    """Say what the heat map shows."""
    if not figures.positions:
        return _("Peta panas menurut unit; pilih satu unit untuk melihat jabatannya")
    now = figures.period.pk
    low = sum(
        1
        for p in figures.positions
        if now in p.standings and is_far_behind(p.standings[now])
    )
    silent = sum(
        1
        for p in figures.positions
        if now in p.progress and not p.progress[now].reported
    )
    said = []
    if low:
        said.append(
            _("%(count)s jabatan tertinggal jauh") % {"count": count_in_words(low)}
        )
    if silent:
        said.append(
            _("%(count)s belum melaporkan apa pun") % {"count": count_in_words(silent)}
        )
    if not said:
        return _("Peta panas: tidak ada jabatan yang tertinggal jauh")
    return _("Peta panas: %(said)s") % {"said": ", ".join(said)}


def position_groups(
    figures: Figures, periods: Sequence[Period], shades: RunUp | None
) -> list[dict[str, Any]]:
    """Return the positions of each unit with a cell for each period."""
    groups: dict[int, dict[str, Any]] = {}
    for position in figures.positions or []:
        group = groups.setdefault(
            position.unit_id, {"title": position.unit_name, "rows": []}
        )
        group["rows"].append(
            {
                "title": position.title,
                "url": position_address(position.position_id, figures),
                "cells": [
                    position_cell(position, period, figures, shades)
                    for period in periods
                ],
            }
        )
    return list(groups.values())


def position_cell(
    position: PositionFigures, period: Period, figures: Figures, shades: RunUp | None
) -> marks.HeatCell:
    """Return the cell of a position in a period; the number opens its sheet.

    That of a past day opens where it came from then.
    """
    url = f"{reverse('jabatan', args=[position.position_id])}?periode={period.pk}"
    standing = position.standings.get(period.pk)
    if figures.day is not None:
        url = origin_address(standing, figures) if standing else ""
    if standing is not None:
        return value_cell(standing, url, shades)
    progress = position.progress.get(period.pk)
    if progress is None:
        return empty_cell(period, figures, owed=0)
    if progress.verified == progress.owed:
        return marks.HeatCell(kind="not_applicable")
    kind = "waiting" if progress.reported == progress.owed else "missing"
    return marks.HeatCell(kind=kind, url=url)


def unit_cell(
    unit: UnitFigures, period: Period, figures: Figures, shades: RunUp | None
) -> marks.HeatCell:
    """Return the cell of a unit in a period; the number opens the unit's dashboard."""
    standing = unit.standings.get(period.pk)
    if standing is not None:
        url = address("dasbor", figures, unit_id=unit.unit_id, period_id=period.pk)
        return value_cell(standing, url, shades)
    below = [o.own for o in figures.units if o.path.startswith(unit.path)]
    owed = sum(tally.owed for tally in below)
    if period == figures.period and owed and not any(t.missing for t in below):
        return marks.HeatCell(kind="waiting")
    return empty_cell(period, figures, owed=owed)


def empty_cell(period: Period, figures: Figures, *, owed: int) -> marks.HeatCell:
    """Return a cell without a value: not yet, nothing owed, or still to come."""
    day = figures.day
    if period.opened_at is None or (day is not None and period.opens_on > day):
        return marks.HeatCell(kind="future")
    return marks.HeatCell(kind="missing" if owed else "not_applicable")


def value_cell(standing: Standing, url: str, shades: RunUp | None) -> marks.HeatCell:
    """Return a cell with its number, its class and, just below the target, its step."""
    return marks.HeatCell(
        kind="value",
        value=standing.percent,
        rank=standing.class_rank,
        shade=shades.shade(standing) if shades else None,
        url=url,
    )


def balanced(groups: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Part the groups into two columns of about the same height, in order."""
    heights = [len(group["rows"]) + 1 for group in groups]
    half, seen = sum(heights) / 2, 0
    left: list[dict[str, Any]] = []
    right: list[dict[str, Any]] = []
    for group, height in zip(groups, heights, strict=True):
        (left if seen + height / 2 <= half else right).append(group)
        seen += height
    return [column for column in (left, right) if column]


def legend_of(
    classes: Sequence[ClassRange], figures: Figures, shades: RunUp | None
) -> list[dict[str, Any]]:
    """Return the classes with the range of each in words, best first.

    Each leads to the realisations of its class; the one before the target has its steps.
    """
    legend = []
    upper: Any = None
    for found in classes:
        legend.append(
            {
                "rank": found.rank,
                "name": found.name,
                "range": range_words(found.lower, upper),
                "url": f"{address('dasbor_rincian', figures)}&kelas={found.rank}"
                if figures.day is None
                else "",
            }
        )
        if shades is not None and found.rank == shades.rank:
            legend[-1]["shades"] = marks.shade_bounds(shades.lower, marks.GAUGE_MARK)
        upper = found.lower
    return legend


def range_words(lower: Any, upper: Any) -> str:
    """Write a range: "101 ke atas", "80 sampai di bawah 100", "di bawah 60"."""
    if lower is None:
        return _("di bawah %(upper)s") % {"upper": format_number(upper)}
    if upper is None:
        return _("%(lower)s ke atas") % {"lower": format_number(lower)}
    return _("%(lower)s sampai di bawah %(upper)s") % {
        "lower": format_number(lower),
        "upper": format_number(upper),
    }
