"""What the dashboard says of an office, worked out for its template."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_number, format_percent
from tolok.planning.queries import Period
from tolok.reporting.queries import (
    OBJECTIVES_AT_MOST,
    UNITS_AT_MOST,
    Figures,
    ObjectiveFigures,
    PositionFigures,
    Standing,
    UnitFigures,
)
from tolok.scoring.queries import ClassRange, classes_of
from tolok.web import charts
from tolok.web.asking import offer
from tolok.web.counting import opening, points, share_text, whole
from tolok.web.words import all_of, at_start, count_in_words, percent_text


OBJECTIVES_SHOWN = 10
OBJECTIVES_ON_PHONE = 3
UNITS_SHOWN = 8
FAR_BEHIND = 2  # the class rank up to which something counts as far behind
ON_TARGET = 100  # percent
NAMED = 2


class FilterForm(forms.Form):
    """Which unit and which period; both stand in the address."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit kerja"), required=False)
    periode = forms.ChoiceField(label=gettext_lazy("Periode"), required=False)

    def __init__(self, *args: Any, figures: Figures, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "unit",
            [
                ("", _("Seluruh kantor")),
                *((unit.pk, unit.name) for unit in figures.all_units),
            ],
        )
        offer(
            self,
            "periode",
            [(period.pk, period.label) for period in reversed(figures.periods)],
        )


def filter_form(figures: Figures) -> FilterForm:
    """Return the filter as it stands."""
    return FilterForm(
        figures=figures,
        initial={
            "unit": figures.unit.pk if figures.unit else "",
            "periode": figures.period.pk,
        },
    )


def page_of(figures: Figures) -> dict[str, Any]:
    """Return the context of the dashboard."""
    classes = classes_of(figures.period)
    return {
        "figures": figures,
        "period_label": figures.period.label,
        "form": filter_form(figures),
        "answer": answer_of(figures),
        "stats": stats_of(figures),
        "share": share_of(figures),
        "trend": trend_of(figures),
        "missing": missing_of(figures),
        "objectives": objectives_of(figures),
        "minis": minis_of(figures),
        "heat": heat_of(figures, classes),
    }


# ---------------------------------------------------------------- the answer


def answer_of(figures: Figures) -> dict[str, Any]:
    """Return the one sentence, its tone and what stands behind it."""
    current, missing = figures.current, figures.tally.missing
    behind = [o for o in figures.objectives if is_far_behind(o.standing)]
    name = figures.unit.name if figures.unit else _("kantor")
    if current is None:
        title = _("Belum ada capaian %(period)s") % {"period": figures.period.label}
    else:
        title = _("Kinerja %(name)s %(percent)s dari target") % {
            "name": name,
            "percent": percent_text(current.percent),
        }
    lacks = []
    if behind:
        lacks.append(behind_words(len(behind)))
    if missing:
        lacks.append(
            _("%(count)s realisasi belum dilaporkan")
            % {"count": count_in_words(missing)}
        )
    sentence = f"{title}."
    if lacks:
        sentence = f"{title}. {at_start(all_of(lacks))}."
    return {
        "title": sentence,
        "tone": tone_of(current, missing),
        "behind": [
            {
                "text": objective.text,
                "percent": percent_text(objective.standing.percent),
                "url": reverse("jabatan", args=[objective.position_id]),
            }
            for objective in behind[:NAMED]
        ],
        "verified": figures.tally.verified,
    }


def is_far_behind(standing: Standing) -> bool:
    """Tell whether the class is one of the two lowest."""
    return standing.class_rank is not None and standing.class_rank <= FAR_BEHIND


def behind_words(count: int) -> str:
    """Say how many objectives are far behind."""
    if count >= OBJECTIVES_AT_MOST:
        return _("sedikitnya %(count)s sasaran tertinggal jauh") % {
            "count": whole(count)
        }
    return _("%(count)s sasaran tertinggal jauh") % {"count": count_in_words(count)}


def tone_of(current: Standing | None, missing: int) -> str:
    """Return the tone: bad for a low class, warn for a middle one or for gaps."""
    if current is None:
        return "warn" if missing else ""
    if is_far_behind(current):
        return "bad"
    return "warn" if missing or current.percent < ON_TARGET else "good"


# ---------------------------------------------------------------- figures


def stats_of(figures: Figures) -> list[dict[str, Any]]:
    """Return achievement, reporting, punctuality and verification."""
    tally, current = figures.tally, figures.current
    on_time = tally.reported - tally.late
    achievement: dict[str, Any] = {
        "label": _("Capaian unit") if figures.unit else _("Capaian kantor"),
        "big": percent_text(current.percent) if current else "–",
        "muted": current is None,
    }
    if current is not None:
        achievement |= {
            "url": reverse("asal", args=[current.roll_up_id]),
            "rank": current.class_rank,
            "class_name": current.class_name,
        } | difference_of(figures, current)
    return [
        achievement,
        {
            "label": _("Sudah dilaporkan"),
            "big": whole(tally.reported),
            "small": _("dari %(owed)s") % {"owed": whole(tally.owed)},
            "url": address("dasbor_belum", figures) if tally.missing else "",
            "context": _("%(share)s; %(window)s")
            % {
                "share": share_text(tally.reported, tally.owed),
                "window": window_words(figures.period),
            },
        },
        {
            "label": _("Tepat waktu"),
            "big": share_text(on_time, tally.reported),
            "context": _("%(on_time)s dari %(reported)s; %(late)s terlambat")
            % {
                "on_time": whole(on_time),
                "reported": whole(tally.reported),
                "late": whole(tally.late),
            },
        },
        {
            "label": _("Terverifikasi"),
            "big": share_text(tally.verified, tally.reported),
            "context": _("%(verified)s dari %(reported)s yang dilaporkan")
            % {
                "verified": whole(tally.verified),
                "reported": whole(tally.reported),
            },
        },
    ]


def window_words(period: Period) -> str:
    """Say when reporting is due."""
    return _("tenggat %(day)s") % {"day": format_date(period.due_on)}


def difference_of(figures: Figures, current: Standing) -> dict[str, Any]:
    """Say how far the achievement moved since the period before."""
    before = figures.previous_period
    old = figures.standings.get(before.pk) if before else None
    if before is None or old is None:
        return {"context": _("belum ada periode pembanding")}
    difference = current.percent - old.percent
    since = _("dari %(period)s") % {"period": before.short_label}
    if difference == 0:
        return {"context": _("sama dengan %(period)s") % {"period": before.short_label}}
    words = _("naik %(points)s poin") if difference > 0 else _("turun %(points)s poin")
    return {
        "delta": words % {"points": points(difference)},
        "falls": difference < 0,
        "context": since,
    }


def share_of(figures: Figures) -> dict[str, Any] | None:
    """Return the share bar with its message; none where nothing is owed."""
    tally = figures.tally
    if not tally.owed:
        return None
    untouched = tally.missing - tally.returned
    title = _("%(reported)s dari %(owed)s realisasi sudah dilaporkan") % {
        "reported": opening(tally.reported),
        "owed": whole(tally.owed),
    }
    if tally.submitted:
        title = _("%(title)s; %(count)s menunggu verifikasi") % {
            "title": title,
            "count": whole(tally.submitted),
        }
    return {
        "title": title,
        "parts": [
            charts.SharePart(
                count=tally.verified, label=_("terverifikasi"), kind="done"
            ),
            charts.SharePart(
                count=tally.submitted, label=_("menunggu verifikasi"), kind="sent"
            ),
            charts.SharePart(
                count=tally.returned, label=_("dikembalikan"), kind="returned"
            ),
            charts.SharePart(
                count=untouched, label=_("belum dilaporkan"), kind="missing"
            ),
        ],
    }


def trend_of(figures: Figures) -> dict[str, Any] | None:
    """Return the line of this year beside last year's; none before the first value."""
    periods = figures.year_periods
    year = figures.period.starts_on.year
    values = [percent_in(figures.standings, p) for p in periods]
    if not any(value is not None for value in values):
        return None
    last_year = figures.periods_of(year - 1)
    previous = [percent_in(figures.standings, p) for p in last_year]
    compares = len(previous) == len(values) and any(v is not None for v in previous)
    labels = [period.short_label for period in periods]
    told = "; ".join(
        f"{label} {format_percent(value, 2)}"
        for label, value in zip(labels, values, strict=True)
        if value is not None
    )
    chart = charts.LineChart(
        title=_("Capaian %(year)s per triwulan") % {"year": year},
        description=_("%(told)s. Target 100 persen.") % {"told": told},
        labels=labels,
        values=values,
        target=charts.GAUGE_MARK,
        unit="%",
        decimals=2,
        name=str(year),
        previous=previous if compares else (),
        previous_name=str(year - 1) if compares else "",
    )
    known = [value for value in values if value is not None]
    return {
        "chart": chart,
        "caption": trend_words(known, labels),
        "lead": _("Capaian, persen dari target, per triwulan"),
    }


def percent_in(standings: dict[int, Standing], period: Period) -> Any:
    """Return the percentage of a period, or None."""
    standing = standings.get(period.pk)
    return standing.percent if standing else None


def trend_words(known: Sequence[Any], labels: Sequence[str]) -> str:
    """Say what the line shows."""
    last = percent_text(known[-1])
    if len(known) == 1:
        return _("%(last)s pada periode pertama") % {"last": last}
    first = percent_text(known[0])
    if known[-1] > known[0]:
        return _("Naik dari %(first)s menjadi %(last)s") % {
            "first": first,
            "last": last,
        }
    if known[-1] < known[0]:
        return _("Turun dari %(first)s menjadi %(last)s") % {
            "first": first,
            "last": last,
        }
    return _("Tetap %(last)s") % {"last": last}


# ---------------------------------------------------------------- units


def missing_of(figures: Figures) -> dict[str, Any]:
    """Return the units that owe most, and the sentence that names the first."""
    owing = sorted(
        (unit for unit in figures.units if unit.own.missing),
        key=lambda unit: (-unit.own.missing, unit.path),
    )
    rows = [
        {
            "title": unit.name,
            "url": address("dasbor_belum", figures, unit_id=unit.unit_id, own=True),
            "owed": unit.own.missing,
            "total": unit.own.owed,
        }
        for unit in owing
    ]
    if not owing:
        title = _("Semua unit sudah melaporkan")
        if not figures.tally.owed:
            title = _("Belum ada kewajiban pada periode ini")
    else:
        title = _(
            "%(unit)s menyumbang %(count)s dari %(all)s yang belum dilaporkan"
        ) % {
            "unit": owing[0].name,
            "count": whole(owing[0].own.missing),
            "all": whole(figures.tally.missing),
        }
    return {"title": title, "rows": rows[:UNITS_SHOWN], "more": rows[UNITS_SHOWN:]}


def shown_units(figures: Figures) -> list[UnitFigures]:
    """Return the units that are told one by one: all, or the ones right below."""
    if len(figures.units) <= UNITS_AT_MOST:
        return figures.units
    tops = {unit.unit_id for unit in figures.units if unit.parent_id is None}
    within = {figures.unit.pk} if figures.unit else tops
    near = [u for u in figures.units if u.parent_id in within or u.unit_id in within]
    return near[:UNITS_AT_MOST]


def minis_of(figures: Figures) -> dict[str, Any] | None:
    """Return one small line for each unit, on one scale; none before any value."""
    periods = figures.year_periods
    items: list[dict[str, Any]] = []
    for unit in shown_units(figures):
        standing = unit.standings.get(figures.period.pk)
        values = [percent_in(unit.standings, period) for period in periods]
        if standing is None:
            continue
        items.append(
            {
                "name": unit.name,
                "url": address("dasbor", figures, unit_id=unit.unit_id),
                "percent": standing.percent,
                "rank": standing.class_rank,
                "values": values,
                "title": _("%(unit)s: %(percent)s pada %(period)s")
                % {
                    "unit": unit.name,
                    "percent": percent_text(standing.percent),
                    "period": figures.period.label,
                },
            }
        )
    if len(items) < 2:
        return None
    known = [v for item in items for v in item["values"] if v is not None]
    return {
        "title": units_words(figures),
        "items": items,
        "low": min(known),
        "high": max(known),
        "target": charts.GAUGE_MARK,
    }


def units_words(figures: Figures) -> str:
    """Say how many units got better, and which stands lowest."""
    before = figures.previous_period
    moved = better = 0
    now: list[tuple[Any, str]] = []
    for unit in shown_units(figures):
        standing = unit.standings.get(figures.period.pk)
        if standing is None:
            continue
        now.append((standing.percent, unit.name))
        old = unit.standings.get(before.pk) if before else None
        if old is not None:
            moved += 1
            better += standing.percent > old.percent
    lowest = min(now)[1]
    if not moved:
        return _("%(unit)s paling rendah") % {"unit": lowest}
    return _("%(better)s dari %(all)s unit membaik; paling rendah %(unit)s") % {
        "better": opening(better),
        "all": count_in_words(moved),
        "unit": lowest,
    }


# ---------------------------------------------------------------- objectives


def objectives_of(figures: Figures) -> dict[str, Any]:
    """Return the objectives, worst first, in three parts: phone, desk, folded."""
    rows = [goal_of(objective) for objective in figures.objectives]
    total, on_target = figures.objectives_total, figures.objectives_on_target
    if not total:
        title = _("Belum ada sasaran yang bernilai")
    elif on_target == total:
        title = _("Semua sasaran mencapai target")
    elif not on_target:
        title = _("Belum satu pun dari %(total)s sasaran mencapai target") % {
            "total": count_in_words(total)
        }
    else:
        title = _("%(reached)s dari %(total)s sasaran mencapai target") % {
            "reached": opening(on_target),
            "total": count_in_words(total),
        }
    return {
        "title": title,
        "first": rows[:OBJECTIVES_ON_PHONE],
        "next": rows[OBJECTIVES_ON_PHONE:OBJECTIVES_SHOWN],
        "rest": rows[OBJECTIVES_SHOWN:],
        "unseen": total - len(rows),
    }


def goal_of(objective: ObjectiveFigures) -> dict[str, Any]:
    """Return one objective for `components/goals.html`."""
    return {
        "title": objective.text,
        "url": reverse("jabatan", args=[objective.position_id]),
        "note": ngettext(
            "%(position)s, %(count)s nilai",
            "%(position)s, %(count)s nilai",
            objective.standing.count,
        )
        % {
            "position": objective.position_title,
            "count": whole(objective.standing.count),
        },
        "percent": objective.standing.percent,
        "rank": objective.standing.class_rank,
        "class_name": objective.standing.class_name,
        "passport_url": reverse("asal", args=[objective.standing.roll_up_id]),
    }


# ---------------------------------------------------------------- heat map


def heat_of(figures: Figures, classes: Sequence[ClassRange]) -> dict[str, Any]:
    """Return the heat map: positions where they are few, units always."""
    periods = figures.year_periods
    groups = position_groups(figures, periods)
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
                            unit_cell(unit, period, figures) for period in periods
                        ],
                    }
                    for unit in shown_units(figures)
                ],
            }
        ],
        "columns": balanced(groups),
        "groups": groups,
        "legend": legend_of(classes),
    }


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
    figures: Figures, periods: Sequence[Period]
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
                "url": reverse("jabatan", args=[position.position_id]),
                "cells": [position_cell(position, period) for period in periods],
            }
        )
    return list(groups.values())


def position_cell(position: PositionFigures, period: Period) -> charts.HeatCell:
    """Return the cell of a position in a period; the number opens its sheet."""
    url = f"{reverse('jabatan', args=[position.position_id])}?periode={period.pk}"
    standing = position.standings.get(period.pk)
    if standing is not None:
        return value_cell(standing, url)
    progress = position.progress.get(period.pk)
    if progress is None:
        return empty_cell(period, owed=0)
    if progress.verified == progress.owed:
        return charts.HeatCell(kind="not_applicable")
    kind = "waiting" if progress.reported == progress.owed else "missing"
    return charts.HeatCell(kind=kind, url=url)


def unit_cell(unit: UnitFigures, period: Period, figures: Figures) -> charts.HeatCell:
    """Return the cell of a unit in a period; the number opens the unit's dashboard."""
    standing = unit.standings.get(period.pk)
    if standing is not None:
        url = address("dasbor", figures, unit_id=unit.unit_id, period_id=period.pk)
        return value_cell(standing, url)
    below = [o.own for o in figures.units if o.path.startswith(unit.path)]
    owed = sum(tally.owed for tally in below)
    if period == figures.period and owed and not any(t.missing for t in below):
        return charts.HeatCell(kind="waiting")
    return empty_cell(period, owed=owed)


def empty_cell(period: Period, *, owed: int) -> charts.HeatCell:
    """Return a cell without a value: not yet, nothing owed, or still to come."""
    if period.opened_at is None:
        return charts.HeatCell(kind="future")
    return charts.HeatCell(kind="missing" if owed else "not_applicable")


def value_cell(standing: Standing, url: str) -> charts.HeatCell:
    """Return a cell with its number and its class."""
    return charts.HeatCell(
        kind="value",
        value=standing.percent,
        rank=standing.class_rank,
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


def legend_of(classes: Sequence[ClassRange]) -> list[dict[str, Any]]:
    """Return the classes with the range of each in words, best first."""
    legend = []
    upper: Any = None
    for found in classes:
        legend.append(
            {
                "rank": found.rank,
                "name": found.name,
                "range": range_words(found.lower, upper),
            }
        )
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


def address(
    name: str,
    figures: Figures,
    *,
    unit_id: int | None = None,
    period_id: int | None = None,
    own: bool = False,
) -> str:
    """Return a page's address with unit and period kept."""
    chosen = unit_id or (figures.unit.pk if figures.unit else None)
    asked = {"periode": period_id or figures.period.pk}
    if chosen is not None:
        asked["unit"] = chosen
    if own:
        asked["sendiri"] = 1
    return f"{reverse(name)}?{urlencode(asked)}"
