"""How a rolled-up number came to be, worded for its template."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.kernel.numbers import format_number
from tolok.reporting.origins import Origin, Part
from tolok.scoring.enums import Level
from tolok.web.counting import whole
from tolok.web.passports import mean_steps
from tolok.web.words import moment_of, percent_text


VALUES_IN_SUM = 12


def page_of(origin: Origin) -> dict[str, Any]:
    """Return the context of the page."""
    row = origin.roll_up
    percent = percent_text(origin.standing.percent)
    return {
        "origin": origin,
        "subject": subject_of(origin),
        "heading": _("Bagaimana %(percent)s didapat") % {"percent": percent},
        "period_label": row.period.label,
        "crumbs": crumbs_of(origin),
        "stats": [
            {
                "label": _("Capaian %(period)s") % {"period": row.period.label},
                "big": percent,
                "rank": origin.standing.class_rank,
                "class_name": origin.standing.class_name,
            },
            {
                "label": _("Rata-rata dari"),
                "big": whole(origin.total),
                "small": below_words(origin),
                "context": uncounted_words(origin),
            },
            {
                "label": _("Dihitung"),
                "strong": moment_of(row.computed_at),
                "context": _("dihitung lagi setiap kali ada yang diverifikasi"),
            },
        ],
        "steps": steps_of(origin),
        "parts_title": _("Nilai yang dirata-ratakan, dari yang terendah"),
        "goals": [goal_of(part, origin) for part in origin.parts],
        "hidden": whole(origin.hidden) if origin.hidden else "",
    }


def subject_of(origin: Origin) -> str:
    """Name what the number speaks of."""
    row = origin.roll_up
    match row.level:
        case Level.OBJECTIVE:
            return _("Sasaran: %(text)s") % {"text": row.objective}
        case Level.POSITION:
            return _("Jabatan: %(text)s") % {"text": row.position}
        case Level.UNIT:
            return _("Unit kerja: %(text)s") % {"text": row.unit}
    return str(row.office)


def crumbs_of(origin: Origin) -> list[dict[str, str]]:
    """Return where the number stands: on the dashboard or on a position's sheet."""
    row = origin.roll_up
    crumbs = [
        {
            "label": _("Dasbor"),
            "url": f"{reverse('dasbor')}?periode={row.period_id}"
            + (f"&unit={row.unit_id}" if row.level == Level.UNIT else ""),
        }
    ]
    if row.level in {Level.OBJECTIVE, Level.POSITION} and row.position is not None:
        crumbs = [
            {"label": _("Registri"), "url": reverse("registri")},
            {
                "label": row.position.title,
                "url": reverse("jabatan", args=[row.position.pk])
                + f"?periode={row.period_id}",
            },
        ]
    return [*crumbs, {"label": _("Asal angka"), "url": ""}]


def below_words(origin: Origin) -> str:
    """Name the values below."""
    match origin.roll_up.level:
        case Level.OBJECTIVE:
            return _("capaian indikator")
        case Level.POSITION:
            return _("sasaran")
    return _("jabatan")


def uncounted_words(origin: Origin) -> str:
    """Say what was left out, and that it is not zero."""
    if origin.roll_up.level == Level.OBJECTIVE and origin.uncounted:
        return _("%(count)s realisasi belum bernilai dan tidak dihitung nol") % {
            "count": whole(origin.uncounted)
        }
    return _("yang belum bernilai tidak dihitung nol")


def steps_of(origin: Origin) -> list[dict[str, Any]]:
    """Return the steps: the values, the cap in words, the mean."""
    many = ""
    values = [format_number(part.percent, 2) for part in origin.parts]
    if origin.total > VALUES_IN_SUM or origin.hidden:
        values = []
        many = _("%(count)s nilai %(what)s, tercantum di bawah.") % {
            "count": whole(origin.total),
            "what": below_words(origin),
        }
    return mean_steps(
        values,
        many=many,
        cap=cap_words(origin),
        citation=origin.rule.citation if origin.caps else "",
        result=result_words(origin, values),
    )


def cap_words(origin: Origin) -> str:
    """Say in words how high values count in this mean."""
    if not origin.caps or origin.rule.cap is None:
        return _(
            "Nilai jabatan dirata-ratakan sebagaimana adanya, tanpa dipotong lagi."
        )
    return _(
        "Capaian di atas %(cap)s %% dihitung %(cap)s %% di dalam rata-rata, supaya satu "
        "indikator yang sangat tinggi tidak menutupi yang lain."
    ) % {"cap": format_number(origin.rule.cap)}


def result_words(origin: Origin, values: list[str]) -> str:
    """Write the sum, where its values are few."""
    result = percent_text(origin.standing.percent)
    if not values:
        return _("jumlah nilai ÷ %(count)s = %(result)s") % {
            "count": whole(origin.total),
            "result": result,
        }
    cap = origin.rule.cap if origin.caps else None
    counted = [
        format_number(min(part.percent, cap) if cap is not None else part.percent, 2)
        for part in origin.parts
    ]
    if len(counted) == 1:
        return result
    return f"({' + '.join(counted)}) ÷ {len(counted)} = {result}"


def goal_of(part: Part, origin: Origin) -> dict[str, Any]:
    """Return one value with the address where it is explained in its turn."""
    if part.roll_up_id is not None:
        url = reverse("asal", args=[part.roll_up_id])
    else:
        url = (
            reverse("indikator", args=[part.indicator_id])
            + f"?orang={part.person_id}&periode={origin.roll_up.period_id}"
        )
    return {
        "title": part.label,
        "note": part.note,
        "url": url,
        "percent": part.percent,
        "rank": part.class_rank,
        "class_name": part.class_name,
        "passport_url": url if part.roll_up_id is not None else f"{url}#paspor",
    }
