"""A year of the office by period, worded for its template."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tolok.kernel.numbers import format_number
from tolok.reporting.documents.listing import Cell, ListColumn
from tolok.reporting.years import Standing, YearLine, YearTable
from tolok.scoring.enums import Level
from tolok.web.counting import share_text, whole
from tolok.web.reporting.tabs import tabs_of
from tolok.web.words import percent_text


KINDS = {
    "unit": (Level.UNIT, gettext_noop("Unit kerja")),
    "jabatan": (Level.POSITION, gettext_noop("Jabatan")),
    "sasaran": (Level.OBJECTIVE, gettext_noop("Sasaran")),
    "pegawai": (Level.PERSON, gettext_noop("Pegawai")),
}


def level_asked(text: str) -> Level:
    """Return the level that the address names; units where it names none."""
    return KINDS.get(text, KINDS["unit"])[0]


def page_of(table: YearTable, *, on: date) -> dict[str, Any]:
    """Return the context of the page.

    A year is judged when it is over: before that its achievement stands against the
    target of the whole year, and a class would call every unit weak.
    """
    top = table.top
    is_over = on.year > table.year.year
    return {
        "table": table,
        "period_label": _("Tahun %(year)s") % {"year": table.year.year},
        "heading": heading_of(table),
        "stats": stats_of(table, is_over=is_over),
        "is_over": is_over,
        "tabs_of_dashboard": tabs_for(table),
        "kinds": [] if table.position else kinds_of(table),
        "years": years_of(table) if len(table.years) > 1 else [],
        "units": units_of(table),
        "heads": [period.short_label for period in table.periods],
        "groups": groups_of(table),
        "has_top": top is not None,
        "caption": _("Capaian per periode dan setahun sejauh ini"),
    }


def tabs_for(table: YearTable) -> dict[str, Any] | None:
    """Return the tabs of the dashboard, in the newest period that was opened."""
    opened = [one for one in table.periods if one.opened_at is not None]
    if table.position is not None or not table.periods:
        return None
    return tabs_of(
        "dasbor_tahun",
        period=(opened or table.periods[:1])[-1],
        unit_id=table.unit.pk if table.unit else None,
    )


def columns_of(table: YearTable) -> list[ListColumn]:
    """Return the columns of the table as a file."""
    return [
        ListColumn("Nama", 60),
        ListColumn("Milik", 40),
        *(ListColumn(f"{one.short_label} (%)", 12) for one in table.periods),
        ListColumn("Setahun sejauh ini (%)", 14),
        ListColumn("Bernilai", 10),
        ListColumn("Wajib lapor", 10),
    ]


def cells_of(table: YearTable) -> Iterator[list[Cell]]:
    """Yield the lines for a file."""
    for line in table.lines:
        standings = [line.standings.get(one.pk) for one in table.periods]
        yield [
            line.label,
            line.note,
            *(one.percent if one else None for one in (*standings, line.whole)),
            line.counted,
            line.owed,
        ]


def heading_of(table: YearTable) -> str:
    """Say how the year stands, in one sentence."""
    year = table.year.year
    whole_year = table.top.whole if table.top else None
    if whole_year is None:
        return _("Tahun %(year)s belum bernilai") % {"year": year}
    name: object = _("Kantor")
    if table.position is not None:
        name = table.position.title
    elif table.unit is not None:
        name = table.unit.name
    return _("%(name)s mencapai %(percent)s dari target %(year)s sejauh ini") % {
        "name": name,
        "percent": percent_text(whole_year.percent),
        "year": year,
    }


def stats_of(table: YearTable, *, is_over: bool) -> list[dict[str, Any]]:
    """Return the year so far, what it is the mean of, and the share not reported."""
    top = table.top
    if top is None or top.whole is None:
        return []
    missing = top.owed - top.counted
    return [
        {
            "label": _("Setahun sejauh ini"),
            "big": percent_text(top.whole.percent),
            "url": reverse("asal", args=[top.whole.roll_up_id]),
            "rank": top.whole.class_rank if is_over else None,
            "class_name": top.whole.class_name if is_over else "",
            "context": ""
            if is_over
            else _("Kelasnya ditetapkan setelah tahun berakhir"),
        },
        {
            "label": _("Sudah bernilai"),
            "big": share_text(top.counted, top.owed),
            "context": _("%(counted)s dari %(owed)s realisasi yang ditagih")
            % {"counted": whole(top.counted), "owed": whole(top.owed)},
        },
        {
            "label": _("Belum bernilai"),
            "big": whole(missing),
            "context": _("tidak ikut dirata-ratakan dan tidak dihitung nol"),
        },
    ]


def address(table: YearTable, **changes: Any) -> str:
    """Return this page's address with some of it changed; None leaves a part out."""
    asked: dict[str, Any] = {
        "tahun": table.year.year,
        "apa": next(key for key, (level, _w) in KINDS.items() if level == table.level)
        if not table.position
        else None,
        "unit": table.unit.pk if table.unit else None,
        "jabatan": table.position.pk if table.position else None,
    }
    asked |= changes
    kept = {key: value for key, value in asked.items() if value is not None}
    return f"{reverse('dasbor_tahun')}?{urlencode(kept)}"


def kinds_of(table: YearTable) -> list[dict[str, Any]]:
    """Return what can be listed."""
    return [
        {
            "label": _(label),
            "url": address(table, apa=key),
            "current": level == table.level,
        }
        for key, (level, label) in KINDS.items()
    ]


def years_of(table: YearTable) -> list[dict[str, Any]]:
    """Return the years to choose from."""
    return [
        {
            "label": str(year.year),
            "url": address(table, tahun=year.year),
            "current": year.pk == table.year.pk,
        }
        for year in table.years
    ]


def units_of(table: YearTable) -> list[dict[str, Any]]:
    """Return the units to choose from, the office first."""
    if table.position is not None:
        return []
    return [
        {"pk": "", "name": _("Seluruh kantor"), "chosen": table.unit is None},
        *(
            {"pk": unit.pk, "name": unit.name, "chosen": unit == table.unit}
            for unit in table.units
        ),
    ]


def groups_of(table: YearTable) -> list[dict[str, Any]]:
    """Return the lines in groups with a title: one for an office, three for a position."""
    if table.position is None:
        return [{"title": "", "lines": lines_of(table.lines, table)}]
    titles = (
        (Level.OBJECTIVE, _("Sasaran")),
        (Level.INDICATOR, _("Indikator")),
        (Level.SEAT, _("Pemangku")),
    )
    groups = []
    for level, title in titles:
        found = [line for line in table.lines if line.level == level]
        if found:
            groups.append({"title": title, "lines": lines_of(found, table)})
    return groups


def lines_of(lines: Sequence[YearLine], table: YearTable) -> list[dict[str, Any]]:
    """Return each line: its name, a cell for each period, and the year so far."""
    return [
        {
            "label": line.label,
            "note": line.note if table.position is None else "",
            "cells": [
                cell_of(line.standings.get(period.pk), period.short_label)
                for period in table.periods
            ],
            "year": cell_of(line.whole, _("Setahun")),
            "counted": _("%(counted)s dari %(owed)s")
            % {"counted": whole(line.counted), "owed": whole(line.owed)},
        }
        for line in lines
    ]


def cell_of(standing: Standing | None, label: str) -> dict[str, Any]:
    """Return one number with its passport, or nothing."""
    if standing is None:
        return {"label": label}
    return {
        "label": label,
        "text": format_number(standing.percent, 2),
        "rank": standing.class_rank,
        "class_name": standing.class_name,
        "url": reverse("asal", args=[standing.roll_up_id]),
    }
