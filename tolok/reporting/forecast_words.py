"""A forecast in words: what it says, how it was made, and each step of its sum."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.kernel.numbers import format_number
from tolok.reporting.forecasting import Forecast, Method


Write = Callable[[Decimal], str]

TOGETHER = {
    "sum": gettext_lazy("Semua periode lalu dijumlahkan."),
    "last": gettext_lazy("Yang dipakai nilai periode terakhir."),
    "average": gettext_lazy("Semua periode lalu dirata-ratakan."),
    "highest": gettext_lazy("Yang dipakai nilai tertinggi dari semua periode."),
    "lowest": gettext_lazy("Yang dipakai nilai terendah dari semua periode."),
    "ratio": gettext_lazy(
        "Semua periode lalu dirata-ratakan menurut besar penyebutnya."
    ),
}


def range_words(forecast: Forecast, write: Write) -> str:
    """Write a forecast with its range: "24 desa (23 desa sampai 25 desa)"."""
    value, low, high = map(write, (forecast.value, forecast.low, forecast.high))
    if low == high:
        return value
    return _("%(value)s (%(low)s sampai %(high)s)") % {
        "value": value,
        "low": low,
        "high": high,
    }


def method_words(forecast: Forecast, *, accumulation: str) -> str:
    """Say how a forecast was made and what its range means, in plain sentences."""
    match forecast.method:
        case Method.PATTERN:
            how = pattern_words(forecast)
        case Method.MEAN:
            how = _(
                "Setiap periode yang tersisa diperkirakan sebesar rata-rata "
                "%(count)s periode yang sudah bernilai tahun ini. Rentangnya dari "
                "periode terlemah sampai periode terkuat."
            ) % {"count": forecast.reported}
        case Method.LINE:
            how = _(
                "Periode yang tersisa diperkirakan dari garis lurus yang paling dekat "
                "dengan %(count)s nilai tahun ini. Rentangnya sebesar simpangan "
                "terjauh dari garis itu."
            ) % {"count": forecast.reported}
    return f"{how} {TOGETHER[accumulation]}"


def pattern_words(forecast: Forecast) -> str:
    """Say how earlier years spoke."""
    pace = format_number((forecast.pace or Decimal(1)), 2)
    if forecast.years > 1:
        return _(
            "Setiap periode yang tersisa diperkirakan dari rata-rata periode yang sama "
            "pada %(years)s tahun sebelumnya, dikalikan laju tahun ini (%(pace)s kali). "
            "Rentangnya dari laju periode terlemah sampai laju periode terkuat."
        ) % {"years": forecast.years, "pace": pace}
    return _(
        "Setiap periode yang tersisa diperkirakan dari periode yang sama tahun "
        "sebelumnya, dikalikan laju tahun ini (%(pace)s kali). Rentangnya dari laju "
        "periode terlemah sampai laju periode terkuat."
    ) % {"pace": pace}


def step_words(
    forecast: Forecast,
    values: Sequence[Decimal | None],
    *,
    labels: Sequence[str],
    accumulation: str,
    write: Write,
) -> list[dict[str, str]]:
    """Return the steps of the sum: title, text and what was worked out.

    `values` and `labels` are the places that were given to the forecast.
    """
    known = [
        f"{label} {write(value)}"
        for label, value in zip(labels, values, strict=True)
        if value is not None
    ]
    rest = [
        _("%(period)s %(value)s, antara %(low)s dan %(high)s")
        % {
            "period": labels[one.at],
            "value": write(one.value),
            "low": write(one.low),
            "high": write(one.high),
        }
        for one in forecast.rest
    ]
    return [
        {
            "title": _("Yang sudah bernilai"),
            "text": _("Hanya yang sudah diverifikasi; yang belum tidak dihitung nol."),
            "sum": "; ".join(known),
        },
        {
            "title": _("Periode yang tersisa"),
            "text": method_words(forecast, accumulation=accumulation),
            "sum": "; ".join(rest),
        },
        {"title": _("Perkiraan akhir tahun"), "sum": range_words(forecast, write)},
    ]
