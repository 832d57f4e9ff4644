"""Where an indicator will end its year: the forecast with each step of its sum."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tolok.kernel.periods import Period as Calendar
from tolok.measurement.enums import RealisationStatus as Status
from tolok.reporting.courses import Course, due_of, forecast_course
from tolok.reporting.forecast_words import range_words, step_words
from tolok.reporting.forecasting import Forecast, TooLittle
from tolok.reporting.indicator_sheets import IndicatorSheet
from tolok.scoring.calculator import COMPUTED
from tolok.scoring.queries import achievement_at_year_end
from tolok.web.registry import earlier_years
from tolok.web.words import percent_text, target_text, value_with_unit


def forecast_of(sheet: IndicatorSheet) -> dict[str, Any] | None:
    """Return the forecast of the chosen row's year, worded; None where there is none."""
    row = sheet.row
    if row is None or len(sheet.holders) > 1:
        return None
    calendar = row.period.calendar
    periods = Calendar.list_of(calendar.year, calendar.kind)
    course = course_of(sheet)
    found = forecast_course(course, definition=sheet.definition, periods=periods)
    if found is TooLittle.FEW:
        return {
            "title": _("Akhir tahun belum dapat diperkirakan"),
            "lead": _(
                "Belum cukup data: perlu paling sedikit dua periode bernilai, atau tiga "
                "bila belum ada tahun sebelumnya."
            ),
        }
    if not isinstance(found, Forecast):
        return None
    due = due_of(sheet.definition, periods)
    return {
        "title": _("Perkiraan akhir %(year)s: %(range)s")
        % {
            "year": calendar.year,
            "range": range_words(found, lambda value: written(value, sheet)),
        },
        "lead": lead_of(found, sheet, calendar.year),
        "steps": step_words(
            found,
            [course.values.get((one.year, one.number)) for one in due],
            labels=[one.short_label for one in due],
            accumulation=sheet.definition.accumulation,
            write=lambda value: written(value, sheet),
        ),
    }


def written(value: Decimal, sheet: IndicatorSheet) -> str:
    """Write a value in the unit of the indicator."""
    return value_with_unit(value, sheet.definition)


def course_of(sheet: IndicatorSheet) -> Course:
    """Return the verified values by year and number of the period, earlier ones too."""
    course = Course()
    rows = [row for row, _target in earlier_years.points_of(sheet)] + list(sheet.rows)
    for row in rows:
        if row.status == Status.VERIFIED and row.value is not None:
            place = (row.period.starts_on.year, row.period.number)
            course.values[place] = row.value
            if row.denominator is not None:
                course.weights[place] = row.denominator
    return course


def lead_of(found: Forecast, sheet: IndicatorSheet, year: int) -> str:
    """Say what that would achieve against the target of the year."""
    target = sheet.target_of(None, year=year)
    if target is None:
        return _("Target setahun belum ditetapkan, jadi belum ada pembandingnya.")
    result = achievement_at_year_end(
        value=found.value,
        definition=sheet.definition,
        target_text=target.text,
        year=target.year,
    )
    if result["status"] != COMPUTED:
        return _("Perkiraan, bukan capaian.")
    return _(
        "Terhadap target setahun %(target)s itu berarti capaian %(percent)s "
        "(%(class_name)s). Perkiraan, bukan capaian: tidak ikut dinilai."
    ) % {
        "target": target_text(target.text, sheet.definition),
        "percent": percent_text(Decimal(result["achievement"])),
        "class_name": result["class"],
    }
