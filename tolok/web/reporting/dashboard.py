"""What the dashboard says of an office, worked out for its template."""

from dataclasses import replace
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tolok.kernel.dates import format_date
from tolok.planning.queries import Period
from tolok.reporting.queries import (
    OBJECTIVES_AT_MOST,
    Figures,
    ObjectiveFigures,
    Standing,
)
from tolok.scoring.queries import classes_of
from tolok.web import marks
from tolok.web.asking import offer
from tolok.web.counting import opening, points, share_text, whole
from tolok.web.reporting.heat import heat_of
from tolok.web.reporting.scope import (
    address,
    is_far_behind,
    origin_address,
    position_address,
    shown_units,
)
from tolok.web.reporting.tabs import tabs_of
from tolok.web.reporting.trend import percent_in, trend_of
from tolok.web.words import all_of, at_start, count_in_words, percent_text


OBJECTIVES_SHOWN = 10
OBJECTIVES_ON_PHONE = 3
UNITS_SHOWN = 8
ON_TARGET = 100  # percent
NAMED = 2


class FilterForm(forms.Form):
    """Which unit, which period, and at the end of which past day; all in the address."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit kerja"), required=False)
    periode = forms.ChoiceField(label=gettext_lazy("Periode"), required=False)
    pada = forms.CharField(
        label=gettext_lazy("Keadaan per"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

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


def filter_form(figures: Figures, *, typed: str = "", trouble: str = "") -> FilterForm:
    """Return the filter as it stands; `typed` is a day that was refused, and why."""
    form = FilterForm(
        {
            "unit": figures.unit.pk if figures.unit else "",
            "periode": figures.period.pk,
            "pada": figures.day.isoformat() if figures.day else typed,
        },
        figures=figures,
    )
    if trouble:
        form.add_error("pada", trouble)
    return form


def page_of(figures: Figures, *, typed: str = "", trouble: str = "") -> dict[str, Any]:
    """Return the context of the dashboard; `typed` is a day that was refused, and why.

    What speaks of today alone is left out of a past day.
    """
    classes = classes_of(figures.period)
    is_past = figures.day is not None
    return {
        "figures": figures,
        "period_label": figures.period.label,
        "tabs_of_dashboard": tabs_of(
            "dasbor",
            period=figures.period,
            unit_id=figures.unit.pk if figures.unit else None,
        ),
        "chart_files": [] if is_past else chart_files(figures),
        "attention_url": "" if is_past else address("dasbor_perhatian", figures),
        "warning_url": "" if is_past else address("dasbor_peringatan", figures),
        "today_url": address("dasbor", replace(figures, day=None)) if is_past else "",
        "form": filter_form(figures, typed=typed, trouble=trouble),
        "answer": answer_of(figures),
        "stats": stats_of(figures),
        "share": share_of(figures),
        "trend": trend_of(figures),
        "missing": missing_of(figures),
        "objectives": objectives_of(figures),
        "minis": minis_of(figures),
        "heat": heat_of(figures, classes),
    }


def chart_files(figures: Figures) -> list[dict[str, str]]:
    """Return the links that take the line of the year away as a picture."""
    asked = address("dasbor", figures).partition("?")[2]
    return [
        {
            "label": kind.upper(),
            "url": f"{reverse('dasbor_grafik', args=['tren', kind])}?{asked}",
        }
        for kind in ("svg", "png", "pdf")
    ]


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
                "url": position_address(objective.position_id, figures),
            }
            for objective in behind[:NAMED]
        ],
        "verified": figures.tally.verified,
    }


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
            "url": origin_address(current, figures),
            "rank": current.class_rank,
            "class_name": current.class_name,
        } | difference_of(figures, current)
    return [
        achievement,
        {
            "label": _("Sudah dilaporkan"),
            "big": whole(tally.reported),
            "small": _("dari %(owed)s") % {"owed": whole(tally.owed)},
            "url": address("dasbor_belum", figures)
            if tally.missing and figures.day is None
            else "",
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
            marks.SharePart(
                count=tally.verified, label=_("terverifikasi"), kind="done"
            ),
            marks.SharePart(
                count=tally.submitted, label=_("menunggu verifikasi"), kind="sent"
            ),
            marks.SharePart(
                count=tally.returned, label=_("dikembalikan"), kind="returned"
            ),
            marks.SharePart(
                count=untouched, label=_("belum dilaporkan"), kind="missing"
            ),
        ],
    }


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
            "url": address("dasbor_belum", figures, unit_id=unit.unit_id, own=True)
            if figures.day is None
            else address("dasbor", figures, unit_id=unit.unit_id),
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
        "target": marks.GAUGE_MARK,
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
    rows = [goal_of(objective, figures) for objective in figures.objectives]
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


def goal_of(objective: ObjectiveFigures, figures: Figures) -> dict[str, Any]:
    """Return one objective for `components/goals.html`."""
    return {
        "title": objective.text,
        "url": position_address(objective.position_id, figures),
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
        "passport_url": origin_address(objective.standing, figures),
    }
