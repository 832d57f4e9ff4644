"""The year of one indicator so far: its sub-periods added up as the definition says."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tolok.measurement.enums import RealisationStatus
from tolok.reporting.indicator_sheets import IndicatorSheet
from tolok.scoring.queries import share_in, year_so_far
from tolok.web.passports import steps_of
from tolok.web.registry.position_page import target_with_unit
from tolok.web.words import percent_text


def year_of(sheet: IndicatorSheet) -> dict[str, Any] | None:
    """Return the year of the chosen period, or None before anything was verified."""
    if sheet.row is None:
        return None
    year = sheet.row.period.year
    # After an amendment in other words the year goes on from the indicator before it.
    before = [row for earlier in sheet.earlier for row in earlier.rows]
    rows = [row for row in (*before, *sheet.rows) if row.period.year_id == year.pk]
    verified = [row for row in rows if row.status == RealisationStatus.VERIFIED]
    target = sheet.target_of(None, year=year.year)
    if not verified or target is None:
        return None
    result = year_so_far(
        realisations=rows,
        definition=sheet.definition,
        target=target,
        year=year,
        share=share_in(
            position_id=sheet.row.position_id,
            person_id=sheet.row.person_id,
            definition=sheet.definition,
            period=sheet.row.period,
            whole_year=True,
        ),
    )
    achievement = result["achievement"]
    title = (
        _("Tahun %(year)s sampai %(period)s: capaian %(number)s dari target setahun")
        % {
            "year": year.year,
            "period": verified[-1].period.short_label,
            "number": percent_text(Decimal(achievement)),
        }
        if achievement is not None
        else _("Tahun %(year)s belum dapat dihitung") % {"year": year.year}
    )
    return {
        "title": title,
        "lead": _(
            "%(how)s, %(count)s dari %(total)s periode terverifikasi; target setahun "
            "%(target)s."
        )
        % {
            "how": sheet.definition.get_accumulation_display(),
            "count": len(verified),
            "total": len(rows),
            "target": target_with_unit(target.text, sheet.definition),
        },
        "rank": result["rank"],
        "class_name": result["class"],
        "steps": steps_of(result["passport"]),
    }
