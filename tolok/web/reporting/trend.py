"""The line of a year beside last year's and its target, with where it will end."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tolok.kernel.numbers import format_percent
from tolok.planning.queries import Period
from tolok.reporting.forecast_words import method_words, range_words
from tolok.reporting.forecasting import Forecast, TooLittle, forecast_year
from tolok.reporting.queries import Figures, Standing
from tolok.web import chart_data, marks
from tolok.web.words import percent_text


ACCUMULATION = "last"  # each period's achievement stands by itself: no sum, no mean


def trend_of(figures: Figures) -> dict[str, Any] | None:
    """Return the line of this year beside last year's; none before the first value."""
    periods = figures.year_periods
    year = figures.period.starts_on.year
    values = [percent_in(figures.standings, p) for p in periods]
    if not any(value is not None for value in values):
        return None
    last_year = figures.periods_of(year - 1)
    previous = [percent_in(figures.standings, p) for p in last_year]
    return trend(
        year=year,
        labels=[period.short_label for period in periods],
        values=values,
        previous=previous,
    )


def trend(
    *,
    year: int,
    labels: Sequence[str],
    values: Sequence[Decimal | None],
    previous: Sequence[Decimal | None],
) -> dict[str, Any]:
    """Return the chart with its message, its lead and how the forecast was made."""
    compares = len(previous) == len(values) and any(v is not None for v in previous)
    found = forecast_year(
        values, accumulation=ACCUMULATION, earlier=[previous] if compares else []
    )
    forecast = found if isinstance(found, Forecast) else None
    told = "; ".join(
        f"{label} {format_percent(value, 2)}"
        for label, value in zip(labels, values, strict=True)
        if value is not None
    )
    described = _("%(told)s. Target 100 persen.") % {"told": told}
    caption = trend_words([v for v in values if v is not None])
    if forecast is not None:
        words = _("perkiraan %(period)s %(range)s") % {
            "period": labels[-1],
            "range": range_words(forecast, percent_text),
        }
        described = f"{described} {words[:1].upper()}{words[1:]}."
        caption = f"{caption}; {words}"
    chart = chart_data.LineChart(
        title=_("Capaian %(year)s per triwulan") % {"year": year},
        description=described,
        labels=labels,
        values=values,
        target=marks.GAUGE_MARK,
        unit="%",
        decimals=2,
        name=str(year),
        previous=previous if compares else (),
        previous_name=str(year - 1) if compares else "",
        forecast=None
        if forecast is None
        else chart_data.Forecast(
            value=forecast.value, low=forecast.low, high=forecast.high
        ),
    )
    return {
        "chart": chart,
        "caption": caption,
        "lead": _("Capaian, persen dari target, per triwulan"),
        "note": note_words(found),
    }


def note_words(found: Forecast | TooLittle) -> str:
    """Say how the forecast was made, or why there is none; nothing of a whole year."""
    if isinstance(found, Forecast):
        return _("Cara memperkirakan: %(how)s") % {
            "how": method_words(found, accumulation=ACCUMULATION)
        }
    if found is TooLittle.FEW:
        return _("Akhir tahun belum dapat diperkirakan: belum cukup data.")
    return ""


def percent_in(standings: dict[int, Standing], period: Period) -> Decimal | None:
    """Return the percentage of a period, or None."""
    standing = standings.get(period.pk)
    return standing.percent if standing else None


def trend_words(known: Sequence[Decimal]) -> str:
    """Say what the line shows."""
    last = percent_text(known[-1])
    if len(known) == 1:
        return _("%(last)s pada periode pertama") % {"last": last}
    words = {"first": percent_text(known[0]), "last": last}
    if known[-1] > known[0]:
        return _("Naik dari %(first)s menjadi %(last)s") % words
    if known[-1] < known[0]:
        return _("Turun dari %(first)s menjadi %(last)s") % words
    return _("Tetap %(last)s") % {"last": last}
