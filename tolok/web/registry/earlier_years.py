"""What came of an indicator in the years before: its history goes on from decree to decree."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.registry.enums import Measure
from tolok.registry.queries import Definition
from tolok.reporting.indicator_sheets import IndicatorSheet, is_computed, is_reported
from tolok.web.words import as_written, percent_text, target_text, value_with_unit


NUMBERS = {Measure.RATIO, Measure.COUNT, Measure.VALUE}


def title_of(sheet: IndicatorSheet) -> str:
    """Say from which years the indicator goes on."""
    years = sorted(
        {row.period.starts_on.year for one in sheet.earlier for row in one.rows}
    )
    if not years:
        return ""
    if len(years) == 1:
        return _("Tahun sebelumnya: %(year)s") % {"year": years[0]}
    return _("Tahun-tahun sebelumnya: %(first)s sampai %(last)s") % {
        "first": years[0],
        "last": years[-1],
    }


def rows_of(sheet: IndicatorSheet) -> list[dict[str, Any]]:
    """Return the periods of earlier years, newest first, each with its result."""
    found = []
    for earlier in reversed(sheet.earlier):
        for row in reversed(earlier.rows):
            definition = definition_of(row)
            target = earlier.targets.get(row.period_id)
            found.append(
                {
                    "period": row.period.label,
                    "url": f"{reverse('indikator', args=[row.indicator_id])}"
                    f"?orang={row.person_id}&periode={row.period_id}",
                    "who": row.person.name,
                    "target": target_text(target.text, definition) if target else "",
                    "value": written(row, definition),
                    "percent": percent_text(row.percent) if is_computed(row) else "",
                    "rank": row.class_rank,
                    "class_name": row.class_name,
                }
            )
    return found


def definition_of(row: Any) -> Definition:
    """Return what writes a value of a row: measure, unit, decimals."""
    return Definition(
        measure=row.measure,
        unit_of_measure=row.unit_of_measure,
        decimals=row.decimals,
    )


def written(row: Any, definition: Definition) -> str:
    """Write what was reported; blank before it was sent."""
    if not is_reported(row):
        return ""
    if definition.measure in NUMBERS and row.value is not None:
        return value_with_unit(row.value, definition)
    return as_written(row.entered_text) or _("tanpa angka")


def points_of(sheet: IndicatorSheet) -> list[tuple[Any, Decimal | None]]:
    """Return rows and targets that a chart may set before those of this year.

    Values of another unit or kind are another scale, and are left to the table.
    """
    same = (sheet.definition.measure, sheet.definition.unit_of_measure)
    points = []
    for earlier in sheet.earlier:
        for row in earlier.rows:
            if (row.measure, row.unit_of_measure) == same:
                target = earlier.targets.get(row.period_id)
                points.append((row, target.value if target else None))
    return points


def entries_of(sheet: IndicatorSheet) -> list[dict[str, Any]]:
    """Return the line of the history that says what the indicator goes on from."""
    decree = sheet.indicator.version.decree
    if not sheet.earlier or decree.adopted_at is None:
        return []
    before = sheet.earlier[-1].indicator
    return [
        {
            "title": _("Meneruskan indikator sebelumnya"),
            "text": before.text,
            "who": "",
            "at": decree.adopted_at,
        }
    ]
