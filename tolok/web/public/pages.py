"""What the public pages say, worked out from what was published and nothing else."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.kernel.dates import format_date, format_moment
from tolok.kernel.numbers import PERCENT
from tolok.reporting.publishing import Publication
from tolok.web.chart_data import LineChart, with_unit
from tolok.web.marks import SharePart
from tolok.web.words import at_start, count_in_words, percent_text


Content = dict[str, Any]
STATES = {
    "verified": "",
    "several": gettext_lazy(
        "Terverifikasi dari beberapa pemangku; nilainya tidak dijadikan satu."
    ),
    "not_verified": gettext_lazy("Belum diverifikasi."),
    "not_due": gettext_lazy("Tidak ditagih pada periode ini."),
}


class Listed(NamedTuple):
    """An indicator with where it stands: its number on the page, unit and objective."""

    number: int
    unit: Content
    objective: Content
    indicator: Content


def indicators_of(content: Content) -> Iterator[Listed]:
    """Yield all indicators, numbered through from 1."""
    number = 0
    for unit in content["units"]:
        for objective in unit["objectives"]:
            for indicator in objective["indicators"]:
                number += 1
                yield Listed(number, unit, objective, indicator)


def offices_page(rows: Sequence[Publication]) -> dict[str, Any]:
    """Return the list of the offices that publish."""
    return {
        "offices": [
            {
                "name": row.office.name,
                "region": row.office.region.name,
                "period": row.period.label,
                "url": reverse("publik_kantor", args=[row.slug]),
            }
            for row in rows
        ]
    }


def office_page(
    content: Content, *, slug: str, number: int, years: Sequence[int]
) -> dict[str, Any]:
    """Return the page of an office's year: `number` says which publication it is."""
    year = content["period"]["year"]
    numbers = {id(one.indicator): one.number for one in indicators_of(content)}
    return frame_of(content, slug=slug) | {
        "heading": heading_of(content),
        "lead": lead_of(content),
        "parts": parts_of(content),
        "number": number,
        "is_preview": number == 0,
        "years": [
            {"year": one, "url": reverse("publik_tahun", args=[slug, one])}
            for one in years
            if one != year
        ],
        "units": [unit_of(unit, slug, year, numbers) for unit in content["units"]],
        "trust": trust_of(content),
        "note": content["note"],
        "method": content["method"],
        "decree": decree_of(content),
        "data": [
            {
                "title": _("Indikator, target, dan capaian"),
                "note": _("CSV, dapat dibuka sebagai tabel"),
                "url": reverse("publik_csv", args=[slug, year]),
            },
            {
                "title": _("Data yang sama untuk mesin"),
                "note": _("JSON, termasuk definisi dan cara menghitung"),
                "url": reverse("publik_json", args=[slug, year]),
            },
            {
                "title": _("Kamus data"),
                "note": _("CSV: arti dan jenis tiap kolom"),
                "url": reverse("publik_kamus_data"),
            },
        ],
        "licence": content["licence"],
    }


def frame_of(content: Content, *, slug: str) -> dict[str, Any]:
    """Return what stands around each page of an office."""
    office, period = content["office"], content["period"]
    return {
        "office": office,
        "period": period,
        "office_url": reverse("publik_tahun", args=[slug, period["year"]]),
        "as_at": as_at_of(content),
        "description": _(
            "Capaian terverifikasi indikator kinerja %(office)s %(region)s, %(period)s"
        )
        % {
            "office": office["name"],
            "region": office["region"],
            "period": period["label"],
        },
    }


def as_at_of(content: Content) -> str:
    """Write when the data were gathered, on the office's own clocks."""
    moment = datetime.fromisoformat(content["as_at"])
    if moment.tzinfo is None:
        raise ValueError(content["as_at"])
    return format_moment(moment, moment.tzinfo)


def heading_of(content: Content) -> str:
    """Say in one sentence how many objectives reached their target."""
    summary = content["summary"]
    if not summary["measured"]:
        return _("Sasaran tahun %(year)s belum ada yang terukur") % {
            "year": content["period"]["year"]
        }
    return _("%(reached)s dari %(measured)s sasaran yang terukur mencapai target") % {
        "reached": at_start(count_in_words(summary["on_target"])),
        "measured": count_in_words(summary["measured"]),
    }


def lead_of(content: Content) -> str:
    """Say what was promised, up to when, and what this page holds."""
    return _(
        "%(office)s %(region)s menjanjikan %(objectives)s sasaran pada tahun %(year)s "
        "melalui pimpinan unit kerjanya. Halaman ini memuat angka sampai %(period)s yang "
        "sudah diverifikasi, beserta cara mengukurnya."
    ) % {
        "office": content["office"]["name"],
        "region": content["office"]["region"],
        "objectives": count_in_words(content["summary"]["objectives"]),
        "year": content["period"]["year"],
        "period": content["period"]["label"],
    }


def parts_of(content: Content) -> list[SharePart]:
    """Return how the objectives divide: reached, not reached, not yet measured."""
    summary = content["summary"]
    return [
        SharePart(count=summary["on_target"], label=_("mencapai target"), kind="done"),
        SharePart(
            count=summary["measured"] - summary["on_target"],
            label=_("belum mencapai target"),
            kind="sent",
        ),
        SharePart(
            count=summary["objectives"] - summary["measured"],
            label=_("belum terukur"),
            kind="missing",
        ),
    ]


def unit_of(
    unit: Content, slug: str, year: int, numbers: dict[int, int]
) -> dict[str, Any]:
    """Return a unit with its objectives and their indicators."""
    return {
        "name": unit["name"],
        "achievement": achievement_of(unit["achievement"]),
        "objectives": [
            {
                "text": objective["text"],
                "achievement": achievement_of(objective["achievement"]),
                "indicators": [
                    {
                        "text": one["text"],
                        "url": reverse(
                            "publik_indikator", args=[slug, year, numbers[id(one)]]
                        ),
                        **last_of(one),
                    }
                    for one in objective["indicators"]
                ],
            }
            for objective in unit["objectives"]
        ],
    }


def achievement_of(found: Content | None) -> dict[str, Any] | None:
    """Return an achievement for the yardstick, or None where there is none."""
    if found is None:
        return None
    return {
        "percent": Decimal(found["percent"]),
        "rank": found["rank"],
        "class_name": found["class"],
    }


def last_of(indicator: Content) -> dict[str, Any]:
    """Return the last period's value and target in words, or why there is none."""
    if not indicator["values"]:
        return {"value": "", "target": "", "why": ""}
    value = indicator["values"][-1]
    about = indicator["definition"]
    return {
        "value": amount_of(value["realisation"], about),
        "target": amount_of(value["target"], about),
        "why": str(STATES[value["state"]]),
    }


def amount_of(quantity: Content, about: Content) -> str:
    """Write an amount with its unit; words stay as they are, blank is blank."""
    if quantity["value"] is None:
        return str(quantity["text"])
    value = Decimal(quantity["value"])
    decimals = 2 if about["unit"] == PERCENT else None
    return with_unit(value, about["unit"], decimals)


def trust_of(content: Content) -> list[str]:
    """Say how the figures came to be and how many there are."""
    summary = content["summary"]
    said = [
        _(
            "Setiap angka dilaporkan pemegang jabatan dengan bukti, lalu diperiksa "
            "atasannya; tidak ada yang memeriksa pekerjaannya sendiri."
        )
    ]
    if summary["due"]:
        said.append(
            _(
                "Dari %(due)s indikator yang ditagih pada %(period)s, %(verified)s "
                "sudah diverifikasi. Yang belum, tidak dihitung nol dan tidak "
                "ditampilkan nilainya."
            )
            % {
                "due": summary["due"],
                "period": content["period"]["label"],
                "verified": summary["verified"],
            }
        )
    return said


def decree_of(content: Content) -> str:
    """Name the decree that the promises stand in."""
    decree = content["decree"]
    words = [_("Keputusan Nomor %(number)s") % {"number": decree["number"] or "–"}]
    if decree["decided_on"]:
        day = format_date(date.fromisoformat(decree["decided_on"]))
        words.append(_("tanggal %(day)s") % {"day": day})
    if decree["about"]:
        words.append(_("tentang %(about)s") % {"about": decree["about"]})
    return " ".join(words) + "."


def indicator_page(
    content: Content, *, slug: str, number: int
) -> dict[str, Any] | None:
    """Return the page of one indicator by its number, or None where there is none."""
    found = next((one for one in indicators_of(content) if one.number == number), None)
    if found is None:
        return None
    about = found.indicator["definition"]
    return frame_of(content, slug=slug) | {
        "title": found.indicator["text"],
        "unit": found.unit["name"],
        "objective": found.objective["text"],
        "says": says_of(found.indicator),
        "chart": chart_of(found.indicator),
        "trend": trend_of(found.indicator),
        "rows": [value_row(value, about) for value in found.indicator["values"]],
        "year_target": amount_of(found.indicator["year_target"], about),
        "facts": [
            {"label": label, "value": value}
            for label, value in (
                (_("Definisi"), about["meaning"]),
                (_("Cara menghitung"), about["formula"]),
                (_("Satuan"), about["unit"]),
                (_("Arah"), about["polarity"]),
                (_("Penjumlahan dalam setahun"), about["accumulation"]),
                (_("Diukur"), about["frequency"]),
                (_("Sumber data"), about["source"]),
            )
            if value
        ],
        "licence": content["licence"],
    }


def says_of(indicator: Content) -> str:
    """Say the last verified value against its target in one sentence."""
    about = indicator["definition"]
    for value in reversed(indicator["values"]):
        reached = amount_of(value["realisation"], about)
        if not reached:
            continue
        target = amount_of(value["target"], about)
        if not target:
            return _("%(period)s: %(value)s.") % {
                "period": value["period"],
                "value": reached,
            }
        return _("%(period)s: %(value)s dari target %(target)s.") % {
            "period": value["period"],
            "value": reached,
            "target": target,
        }
    return _("Belum ada nilai yang diverifikasi.")


def trend_of(indicator: Content) -> str:
    """Say what the chart shows: from the first to the last number; "" with fewer than two."""
    about = indicator["definition"]
    known = [
        value["realisation"]
        for value in indicator["values"]
        if number_of(value["realisation"]) is not None
    ]
    if len(known) < 2:
        return ""
    first, last = (amount_of(known[at], about) for at in (0, -1))
    change = Decimal(known[-1]["value"]) - Decimal(known[0]["value"])
    if not change:
        return _("Tetap %(last)s") % {"last": last}
    word = (
        _("Naik dari %(first)s menjadi %(last)s")
        if change > 0
        else _("Turun dari %(first)s menjadi %(last)s")
    )
    return word % {"first": first, "last": last}


def value_row(value: Content, about: Content) -> dict[str, Any]:
    """Return one period of an indicator for its table."""
    percent = value["achievement"]
    return {
        "period": value["period"],
        "target": amount_of(value["target"], about),
        "value": amount_of(value["realisation"], about),
        "achievement": percent_text(Decimal(percent)) if percent else "",
        "class_name": value["class"],
        "rank": value["rank"],
        "why": str(STATES[value["state"]]),
    }


def chart_of(indicator: Content) -> LineChart | None:
    """Return the chart of an indicator's numbers, or None with fewer than two."""
    about = indicator["definition"]
    values = [number_of(value["realisation"]) for value in indicator["values"]]
    if sum(value is not None for value in values) < 2:
        return None
    return LineChart(
        title=indicator["text"],
        description="; ".join(
            f"{value['period']}: {amount_of(value['realisation'], about) or '–'}"
            for value in indicator["values"]
        ),
        labels=[value["period"] for value in indicator["values"]],
        values=values,
        target=[number_of(value["target"]) for value in indicator["values"]],
        unit=about["unit"],
        from_zero=about["unit"] != PERCENT,
    )


def number_of(quantity: Content) -> Decimal | None:
    """Return the number of an amount, or None where it is words or nothing."""
    return None if quantity["value"] is None else Decimal(quantity["value"])
