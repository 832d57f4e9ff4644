"""How a rolled-up number came to be, worded for its template."""

from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_number
from tolok.reporting.origins import Basis, Origin, Part, Source
from tolok.scoring.enums import Level
from tolok.web.counting import whole
from tolok.web.passports import mean_steps, steps_of
from tolok.web.words import all_of, as_written, day_of, moment_of, percent_text


VALUES_IN_SUM = 12


def page_of(origin: Origin) -> dict[str, Any]:
    """Return the context of the page."""
    row = origin.roll_up
    percent = percent_text(origin.standing.percent)
    return {
        "origin": origin,
        "subject": subject_of(origin),
        "now_url": reverse("asal", args=[row.pk]) if origin.day else "",
        "day_form": DayForm({"pada": origin.day.isoformat() if origin.day else ""}),
        "heading": _("Bagaimana %(percent)s didapat") % {"percent": percent},
        "period_label": row.span_label,
        "crumbs": crumbs_of(origin),
        "stats": [
            {
                "label": _("Capaian %(period)s") % {"period": row.span_label},
                "big": percent,
                "rank": origin.standing.class_rank,
                "class_name": origin.standing.class_name,
                "context": so_far_words(origin),
            },
            {
                "label": _("Rata-rata dari")
                if row.level != Level.INDICATOR
                else _("Dihitung dari"),
                "big": whole(origin.total),
                "small": below_words(origin),
                "context": uncounted_words(origin),
            },
            {
                "label": _("Keadaan per") if origin.day else _("Dihitung"),
                "strong": format_date(origin.day)
                if origin.day
                else moment_of(row.computed_at),
                "context": _("yang diketahui pada akhir hari itu")
                if origin.day
                else _("dihitung lagi setiap kali ada yang diverifikasi"),
            },
        ],
        "steps": steps_of(origin.steps) if origin.steps else steps_of_mean(origin),
        "note": row.basis.get("note", ""),
        "basis": basis_items(origin.basis),
        "sources": [source_of(one) for one in origin.sources],
        "parts_title": parts_title(origin),
        "goals": [goal_of(part, origin) for part in origin.parts],
        "hidden": whole(origin.hidden) if origin.hidden else "",
    }


class DayForm(forms.Form):
    """At the end of which past day; it stands in the address."""

    pada = forms.CharField(
        label=gettext_lazy("Keadaan per"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


def subject_of(origin: Origin) -> str:
    """Name what the number speaks of."""
    row = origin.roll_up
    match row.level:
        case Level.INDICATOR:
            return _("Indikator: %(text)s. %(position)s") % {
                "text": row.indicator,
                "position": row.position,
            }
        case Level.OBJECTIVE:
            return _("Sasaran: %(text)s") % {"text": row.objective}
        case Level.POSITION:
            return _("Jabatan: %(text)s") % {"text": row.position}
        case Level.UNIT:
            return _("Unit kerja: %(text)s") % {"text": row.unit}
        case Level.SEAT:
            return _("%(name)s sebagai %(position)s") % {
                "name": row.person,
                "position": row.position,
            }
        case Level.PERSON:
            return _("Pegawai: %(name)s") % {"name": row.person}
    return str(row.office)


def so_far_words(origin: Origin) -> str:
    """Say against what a year that is not over is held."""
    if origin.roll_up.period_id is not None:
        return ""
    return _("sejauh ini, terhadap target setahun")


def crumbs_of(origin: Origin) -> list[dict[str, str]]:
    """Return where the number stands: on the dashboard or on a position's sheet."""
    row = origin.roll_up
    asked = f"?periode={row.period_id}" if row.period_id else ""
    if row.position is not None:
        crumbs = [
            {"label": _("Registri"), "url": reverse("registri")},
            {
                "label": row.position.title,
                "url": reverse("jabatan", args=[row.position.pk]) + asked,
            },
        ]
        if row.period_id is None:
            crumbs.append(
                {
                    "label": row.span_label,
                    "url": f"{reverse('dasbor_tahun')}?tahun={row.year.year}"
                    f"&jabatan={row.position.pk}",
                }
            )
    elif row.period_id is None:
        crumbs = [
            {
                "label": _("Capaian setahun"),
                "url": f"{reverse('dasbor_tahun')}?tahun={row.year.year}"
                + (f"&unit={row.unit_id}" if row.level == Level.UNIT else ""),
            }
        ]
    else:
        crumbs = [
            {
                "label": _("Dasbor"),
                "url": f"{reverse('dasbor')}{asked}"
                + (f"&unit={row.unit_id}" if row.level == Level.UNIT else "")
                + (f"&pada={origin.day.isoformat()}" if origin.day else ""),
            }
        ]
    return [*crumbs, {"label": _("Asal angka"), "url": ""}]


def below_words(origin: Origin) -> str:
    """Name the values below."""
    match origin.roll_up.level:
        case Level.INDICATOR:
            return _("realisasi")
        case Level.OBJECTIVE:
            return _("indikator")
        case Level.POSITION:
            return _("sasaran")
        case Level.SEAT:
            return _("realisasi")
        case Level.PERSON:
            return _("jabatan yang dipegang")
    if "members" in origin.roll_up.basis:
        return _("jabatan dan unit")
    return _("jabatan")


def uncounted_words(origin: Origin) -> str:
    """Say which share of what is owed has no value, and that it is not zero."""
    row = origin.roll_up
    if not origin.uncounted:
        return _("semua realisasi yang ditagih sudah bernilai")
    return _("%(count)s dari %(owed)s realisasi belum bernilai; tidak dihitung nol") % {
        "count": whole(origin.uncounted),
        "owed": whole(row.owed),
    }


def parts_title(origin: Origin) -> str:
    """Say what is listed below the steps."""
    match origin.roll_up.level:
        case Level.INDICATOR:
            return _("Capaian masing-masing pemangku")
        case Level.SEAT:
            return _("Capaian indikatornya")
    return _("Nilai yang dirata-ratakan, dari yang terendah")


def steps_of_mean(origin: Origin) -> list[dict[str, Any]]:
    """Return the steps: the values, the cap in words, the mean."""
    basis = origin.roll_up.basis
    raw = basis.get("values", [])
    many = ""
    values = [format_number(value(one), 2) for one in raw]
    if basis["kind"] == "total" and not origin.hidden:
        values = [format_number(part.percent, 2) for part in origin.parts]
    if len(values) != (len(raw) or origin.total) or len(values) > VALUES_IN_SUM:
        values = []
    if not values:
        many = _("%(count)s nilai %(what)s, tercantum di bawah.") % {
            "count": whole(len(raw) or origin.total),
            "what": below_words(origin),
        }
    elif basis.get("why"):
        many = basis["why"]
    return mean_steps(
        values,
        many=many,
        cap=cap_words(origin),
        citation=origin.rule.citation if origin.caps else "",
        result=result_words(origin, values),
    )


def value(hundredths: int) -> Decimal:
    """Return percent of hundredths of a percent."""
    return Decimal(hundredths).scaleb(-2)


def cap_words(origin: Origin) -> str:
    """Say in words how high values count in this mean."""
    if origin.roll_up.level == Level.PERSON:
        return _("Setiap jabatan dihitung menurut banyaknya hari memegangnya.")
    if "members" in origin.roll_up.basis:
        return _(
            "Jabatan dan unit di bawahnya dihitung menurut bobotnya, sebagaimana adanya, "
            "tanpa dipotong lagi."
        )
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
    basis = origin.roll_up.basis
    if not values:
        return _("jumlah nilai ÷ %(count)s = %(result)s") % {
            "count": whole(len(basis.get("values", ())) or origin.total),
            "result": result,
        }
    if len(values) == 1:
        return result
    cap = origin.rule.cap if origin.caps else None
    raw = [value(one) for one in basis.get("values", ())]
    if not raw:
        raw = [part.percent for part in origin.parts]
    counted = [format_number(min(one, cap) if cap else one, 2) for one in raw]
    weights = basis.get("days") if basis["kind"] == "days" else basis.get("weights")
    if weights and all(weights) and not basis.get("note", "").startswith("Bobot baru"):
        written = [format_number(_decimal(w).normalize() + 0) for w in weights]
        top = " + ".join(f"{v} × {w}" for v, w in zip(counted, written, strict=True))
        return f"({top}) ÷ ({' + '.join(written)}) = {result}"
    return f"({' + '.join(counted)}) ÷ {len(counted)} = {result}"


def _decimal(text: Any) -> Decimal:
    return Decimal(str(text))


def basis_items(basis: Basis | None) -> list[dict[str, str]]:
    """Return target and definition with their versions, as label and value."""
    if basis is None:
        return []
    items = []
    if basis.target:
        items.append(
            {
                "label": _("Target"),
                "value": _("%(text)s (versi %(number)s, %(day)s, %(who)s%(document)s)")
                % {
                    "text": basis.target,
                    "number": basis.target_number,
                    "day": day_of(basis.target_at),
                    "who": basis.target_by,
                    "document": f"; {basis.target_document}"
                    if basis.target_document
                    else "",
                },
            }
        )
    if basis.definition_number:
        said = _("versi %(number)s") % {"number": basis.definition_number}
        if basis.definition_at is not None:
            said = _("%(said)s, %(day)s, %(who)s") % {
                "said": said,
                "day": day_of(basis.definition_at),
                "who": basis.definition_by,
            }
        items.append({"label": _("Definisi"), "value": said})
        items.append({"label": _("Rumus"), "value": basis.formula})
    if basis.other_versions:
        items.append({"label": _("Versi yang dipakai"), "value": versions_used(basis)})
    return items


def versions_used(basis: Basis) -> str:
    """Say which version put the values together, and by which each was scored."""
    told = all_of(
        [
            _("%(period)s dengan versi %(number)s")
            % {"period": period, "number": number}
            for period, number in basis.other_versions
        ]
    )
    return _(
        "Digabung dengan definisi versi %(number)s, yang berlaku saat dihitung, karena "
        "satu angka gabungan memerlukan satu cara menghitung. Nilai tiap periode tetap "
        "memakai definisi saat realisasinya diputuskan: %(told)s."
    ) % {"number": basis.definition_number, "told": told}


def source_of(source: Source) -> dict[str, str]:
    """Return who entered what when, who accepted it, and the proof."""
    return {
        "person": source.person,
        "period": source.period,
        "reported": as_written(source.reported),
        "sent": moment_of(source.submitted_at) if source.submitted_at else "–",
        "decided": _("%(who)s, %(at)s")
        % {"who": source.decided_by, "at": moment_of(source.decided_at)}
        if source.decided_at
        else "–",
        "evidence": all_of(list(source.evidence)) or _("tanpa bukti"),
    }


def goal_of(part: Part, origin: Origin) -> dict[str, Any]:
    """Return one value with the address where it is explained in its turn."""
    then = f"pada={origin.day.isoformat()}" if origin.day else ""
    url = ""
    if part.roll_up_id is not None:
        url = reverse("asal", args=[part.roll_up_id]) + (f"?{then}" if then else "")
    elif part.indicator_id is not None:
        url = reverse("indikator", args=[part.indicator_id])
        url += f"?orang={part.person_id}&periode={part.period_id}"
        url += f"&{then}" if then else ""
    notes = [part.note]
    if part.weight is not None:
        weight = format_number(part.weight.normalize() + 0)
        notes.append(_("bobot %(weight)s %%") % {"weight": weight})
    if part.days is not None:
        notes.append(_("%(days)s hari") % {"days": whole(part.days)})
    return {
        "title": part.label,
        "note": ", ".join(note for note in notes if note),
        "url": url,
        "percent": part.percent,
        "rank": part.class_rank,
        "class_name": part.class_name,
        "passport_url": f"{url}#paspor" if part.indicator_id is not None else url,
    }
