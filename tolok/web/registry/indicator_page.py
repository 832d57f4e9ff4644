"""What the page of one indicator shows, worked out for its template."""

from dataclasses import replace
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.decrees.permissions import may_view
from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_number
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.evidence_queries import ShownEvidence
from tolok.organisation.queries import Viewer
from tolok.planning.queries import target_as_scored
from tolok.registry.enums import Measure
from tolok.registry.permissions import may_decide_definition
from tolok.registry.queries import Definition
from tolok.reporting.indicator_sheets import IndicatorSheet, is_computed, is_reported
from tolok.scoring.enums import ScoreStatus
from tolok.web.measurement.evidence_rows import evidence_item
from tolok.web.measurement.sheet import figure, timeline_entries
from tolok.web.passports import steps_of
from tolok.web.planning.own_targets import signature
from tolok.web.registry import earlier_years
from tolok.web.registry.forecast_section import forecast_of
from tolok.web.registry.position_page import target_with_unit
from tolok.web.registry.tree import unit_url
from tolok.web.registry.year_section import year_of
from tolok.web.words import (
    as_written,
    chart_labels,
    day_of,
    moment_of,
    percent_text,
    value_with_unit,
)


NUMBERS = {Measure.RATIO, Measure.COUNT, Measure.VALUE, Measure.TERMS}


def page_of(sheet: IndicatorSheet, viewer: Viewer) -> dict[str, Any]:
    """Return the context of the page."""
    indicator, row = sheet.indicator, sheet.row
    office_id = indicator.position.office_id
    return {
        "sheet": sheet,
        "crumbs": crumbs_of(sheet),
        "now_url": now_url(sheet),
        "stats": stats_of(sheet),
        "periods": period_segments(sheet),
        "holders": holder_segments(sheet),
        "figure": figure_of(sheet),
        "earlier": earlier_years.rows_of(sheet),
        "earlier_title": earlier_years.title_of(sheet),
        "following_url": reverse("indikator", args=[sheet.followed_by])
        if sheet.followed_by
        else "",
        "passport": passport_of(sheet),
        "year": year_of(sheet),
        "forecast": forecast_of(sheet),
        "definition": definition_items(sheet),
        "definition_note": definition_note(sheet.definition),
        "is_suggestion": not sheet.definition.is_accepted,
        "edit_url": reverse("definisi", args=[indicator.pk])
        if may_decide_definition(viewer, office_id=office_id) and sheet.day is None
        else "",
        "evidence": [
            evidence_item(ShownEvidence(e), removable=False) for e in sheet.evidence
        ],
        "history": history_of(sheet),
        "above": above_of(sheet),
        "below": below_of(sheet),
        "below_left": sheet.below_count - len(sheet.below),
        "period_label": row.period.label if row is not None else "",
        "source_url": source_url(sheet, viewer),
    }


class DayForm(forms.Form):
    """At the end of which past day; person and period go along."""

    pada = forms.CharField(
        label=gettext_lazy("Keadaan per"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    orang = forms.CharField(required=False, widget=forms.HiddenInput)
    periode = forms.CharField(required=False, widget=forms.HiddenInput)


def day_form(sheet: IndicatorSheet, *, typed: str, trouble: str) -> DayForm:
    """Return the choice of a day; `typed` is one that was refused, and why."""
    form = DayForm(
        {
            "pada": sheet.day.isoformat() if sheet.day else typed,
            "orang": sheet.holder.person_id if sheet.holder else "",
            "periode": sheet.row.period_id if sheet.row else "",
        }
    )
    if trouble:
        form.add_error("pada", trouble)
    return form


def now_url(sheet: IndicatorSheet) -> str:
    """Return the same page of now; "" where it is of now already."""
    if sheet.day is None:
        return ""
    return address(
        replace(sheet, day=None),
        person_id=sheet.holder.person_id if sheet.holder else None,
    )


def crumbs_of(sheet: IndicatorSheet) -> list[dict[str, str]]:
    """Return where the indicator stands."""
    position = sheet.indicator.position
    return [
        {"label": _("Registri"), "url": reverse("registri")},
        {"label": position.unit.name, "url": unit_url(position.unit_id)},
        {"label": position.title, "url": reverse("jabatan", args=[position.pk])},
        {"label": _("Indikator"), "url": ""},
    ]


def address(
    sheet: IndicatorSheet, *, person_id: int | None, period_id: int | None = None
) -> str:
    """Return the address of the page for a person and a period."""
    parts = []
    if person_id is not None:
        parts.append(f"orang={person_id}")
    if period_id is not None:
        parts.append(f"periode={period_id}")
    if sheet.day is not None:
        parts.append(f"pada={sheet.day.isoformat()}")
    return f"{reverse('indikator', args=[sheet.indicator.pk])}?{'&'.join(parts)}"


def period_segments(sheet: IndicatorSheet) -> list[dict[str, Any]]:
    """Return the periods to choose from, where there is more than one."""
    if sheet.holder is None or len(sheet.rows) < 2:
        return []
    return [
        {
            "label": f"{row.period.short_label} {row.period.starts_on.year}",
            "url": address(
                sheet, person_id=sheet.holder.person_id, period_id=row.period_id
            ),
            "current": row is sheet.row,
        }
        for row in sheet.rows
    ]


def holder_segments(sheet: IndicatorSheet) -> list[dict[str, Any]]:
    """Return the people to choose from, where several report this indicator."""
    if len(sheet.holders) < 2:
        return []
    return [
        {
            "label": holder.name,
            "url": address(sheet, person_id=holder.person_id),
            "current": holder == sheet.holder,
        }
        for holder in sheet.holders
    ]


def stats_of(sheet: IndicatorSheet) -> list[dict[str, Any]]:
    """Return achievement, realisation, target and state of the chosen period."""
    row = sheet.row
    if row is None:
        return []
    stats: list[dict[str, Any]] = [
        {"label": _("Capaian %(period)s") % {"period": row.period.label}}
        | achievement_of(row),
        {"label": _("Realisasi"), "big": reported(sheet, row) or "–"}
        | {"context": parts_of(sheet, row), "muted": not is_reported(row)},
        {"label": _("Target")} | target_stat(sheet),
        {"label": _("Keadaan"), "state": row.status} | state_of(row),
    ]
    return stats


def achievement_of(row: Any) -> dict[str, Any]:
    """Return the achievement with its class, or why there is none."""
    if is_computed(row):
        return {
            "big": percent_text(row.percent),
            "url": "#paspor",
            "rank": row.class_rank,
            "class_name": row.class_name,
        }
    if row.score_status == ScoreStatus.NOT_REPORTED:
        return {
            "big": "–",
            "muted": True,
            "context": _("Tanpa angka: dihitung belum dilaporkan, bukan nol."),
        }
    if row.score_status:
        return {
            "big": _("t.b."),
            "muted": True,
            "context": row.score_reason or _("Tidak dapat dihitung."),
        }
    return {
        "big": "–",
        "muted": True,
        "context": _("Dihitung setelah diverifikasi."),
    }


def reported(sheet: IndicatorSheet, row: Any) -> str:
    """Write what was reported; nothing before it was sent."""
    if not is_reported(row):
        return ""
    if sheet.definition.measure in NUMBERS and row.value is not None:
        return value_with_unit(row.value, sheet.definition)
    return as_written(row.entered_text) or _("tanpa angka")


def parts_of(sheet: IndicatorSheet, row: Any) -> str:
    """Write numerator and denominator of a reported ratio."""
    if not is_reported(row) or row.numerator is None or row.denominator is None:
        return ""
    return _("%(part)s dari %(whole)s") % {
        "part": format_number(row.numerator.normalize() + 0),
        "whole": format_number(row.denominator.normalize() + 0),
    }


def target_stat(sheet: IndicatorSheet) -> dict[str, Any]:
    """Return the target of the period, and that of the year beside it."""
    row = sheet.row
    if row is None:
        return {}
    year = row.period.starts_on.year
    of_period = sheet.target_of(row.period_id, year=year)
    of_year = sheet.target_of(None, year=year)
    context = ""
    if of_year is not None:
        context = _("akhir tahun %(target)s") % {
            "target": target_with_unit(of_year.text, sheet.definition)
        }
    if of_period is None:
        return {"big": _("belum ada"), "muted": True, "context": context}
    if of_period.stretch_text:
        stretch = _("tantangan %(text)s, tidak dinilai") % {
            "text": of_period.stretch_text
        }
        context = "; ".join(filter(None, [context, stretch]))
    return {
        "big": target_with_unit(of_period.text, sheet.definition),
        "context": context,
    }


def state_of(row: Any) -> dict[str, str]:
    """Say who did the last thing, and when."""
    match row.status:
        case Status.VERIFIED | Status.RETURNED:
            who = row.decided_by.name if row.decided_by else ""
            return {"context": f"{day_of(row.decided_at)}, {who}"}
        case Status.SUBMITTED:
            return {
                "context": _("%(at)s; menunggu %(who)s")
                % {
                    "at": moment_of(row.submitted_at),
                    "who": row.verifier.title if row.verifier else _("atasan"),
                }
            }
    return {"context": _("tenggat %(day)s") % {"day": format_date(row.period.due_on)}}


def figure_of(sheet: IndicatorSheet) -> dict[str, Any] | None:
    """Return the chart of the reported values, those of earlier years before them."""
    if sheet.definition.measure not in NUMBERS:
        return None
    points = earlier_years.points_of(sheet)
    for row in sheet.rows:
        target = sheet.target_of(row.period_id, year=row.period.starts_on.year)
        points.append((row, target.value if target else None))
    values = [row.value if is_reported(row) else None for row, _target in points]
    if sum(value is not None for value in values) < 2:
        return None
    return figure(
        sheet.definition,
        title=sheet.indicator.text,
        labels=chart_labels([row.period.calendar for row, _target in points]),
        values=values,
        targets=[target for _row, target in points],
    )


def passport_of(sheet: IndicatorSheet) -> dict[str, Any] | None:
    """Return the steps of the chosen score, with a title that names the number."""
    row = sheet.row
    if row is None or not row.passport:
        return None
    title = (
        _("Paspor: bagaimana %(number)s didapat")
        % {"number": percent_text(row.percent)}
        if is_computed(row)
        else _("Paspor: mengapa capaian tidak dapat dihitung")
    )
    lead = _("Dihitung dari realisasi yang dikirim %(sent)s") % {
        "sent": moment_of(row.submitted_at)
    }
    if row.decided_by is not None:
        lead = _("%(lead)s dan diverifikasi %(name)s pada %(at)s") % {
            "lead": lead,
            "name": row.decided_by.name,
            "at": moment_of(row.decided_at),
        }
    return {
        "title": title,
        "lead": f"{lead}. {target_version(sheet, row)}".strip(),
        "steps": steps_of(row.passport),
    }


def target_version(sheet: IndicatorSheet, row: Any) -> str:
    """Say which version of the target was scored; a later one changes nothing here."""
    versions = [t for t in sheet.targets if t.period_id == row.period_id]
    scored = target_as_scored(
        targets=versions, text=row.scored_from.get("target"), at=row.scored_at
    )
    if scored is None:
        return ""
    said = _("Target versi %(number)s (%(text)s), ditetapkan %(day)s.") % {
        "number": scored.number,
        "text": scored.text,
        "day": day_of(scored.decided_at),
    }
    if not scored.is_current:
        newest = max(versions, key=lambda target: target.number)
        said += " " + _(
            "Sesudah dihitung, target diubah menjadi versi %(number)s; nilai ini tetap."
        ) % {"number": newest.number}
    return said


def definition_items(sheet: IndicatorSheet) -> list[dict[str, str]]:
    """Return the definition sheet, without its blank lines."""
    definition, position = sheet.definition, sheet.indicator.position
    verifier = definition.verifier or position.superior
    items = [
        (_("Definisi operasional"), definition.operational_definition),
        (_("Alasan"), definition.reason),
        (_("Rumus"), definition.formula),
        (_("Pembilang"), definition.numerator_label),
        (_("Penyebut"), definition.denominator_label),
        (_("Komponen berbobot"), definition.terms),
        (_("Satuan"), definition.unit_of_measure),
        (_("Arah"), definition.get_polarity_display()),
        (_("Akumulasi"), definition.get_accumulation_display()),
        (_("Gabungan antarpegawai"), definition.get_across_people_display()),
        (_("Target tertinggi"), _("ya") if definition.target_is_maximum else ""),
        (_("Skala"), definition.scale.upper()),
        (_("Nilai awal"), definition.baseline),
        (_("Pelaporan"), reporting_text(definition)),
        (_("Sumber data"), definition.data_source),
        (_("Penyedia data"), definition.provider),
        (_("Pengumpul data"), definition.collector),
        (_("Bukti yang diminta"), definition.evidence_wanted),
        (_("Bukti paling sedikit"), evidence_minimum(definition)),
        (_("Penanggung jawab"), (definition.responsible or position).title),
        (
            _("Pemeriksa"),
            verifier.title if verifier else "",
        ),
    ]
    return [{"label": label, "value": value} for label, value in items if value]


def reporting_text(definition: Definition) -> str:
    """Say how often it is reported, and when it is due where that is its own."""
    text = definition.get_frequency_display()
    if definition.due_day is not None:
        text = _("%(often)s, paling lambat %(days)s hari setelah periode") % {
            "often": text,
            "days": definition.due_day,
        }
    if definition.needs_due_dates:
        text = _("%(often)s; dengan daftar tanggal jatuh tempo") % {"often": text}
    return text


def evidence_minimum(definition: Definition) -> str:
    """Say how much proof is asked for at least."""
    if not definition.evidence_minimum:
        return _("boleh tanpa bukti")
    return _("%(count)s berkas atau tautan") % {"count": definition.evidence_minimum}


def definition_note(definition: Definition) -> str:
    """Say which version it is and who decided it, or that nobody has."""
    if not definition.is_accepted:
        return _("usulan, belum diterima")
    return _("versi %(number)s, %(day)s, %(who)s") % {
        "number": definition.number,
        "day": day_of(definition.decided_at),
        "who": definition.decided_by,
    }


def history_of(sheet: IndicatorSheet) -> list[dict[str, Any]]:
    """Return what happened, newest first: steps, targets, definitions, adoption."""
    entries = timeline_entries(sheet.steps)
    for target in sheet.targets:
        if bears_on(target, sheet.row):
            entries.append(target_entry(target, sheet))
    for definition in [sheet.definition, *sheet.earlier_definitions]:
        if definition.decided_at is not None:
            entries.append(
                {
                    "title": _("Definisi versi %(number)s diterima")
                    % {"number": definition.number},
                    "text": definition.change_reason,
                    "who": definition.decided_by,
                    "at": definition.decided_at,
                }
            )
    adopted = sheet.indicator.version.decree.adopted_at
    if adopted is not None:
        entries.append(
            {
                "title": _("Indikator ditetapkan"),
                "text": _("Registri versi %(number)s")
                % {"number": sheet.indicator.version.number},
                "who": sheet.indicator.version.decree.adopted_by,
                "at": adopted,
            }
        )
    entries += earlier_years.entries_of(sheet)
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)


def bears_on(target: Any, row: Any | None) -> bool:
    """Tell whether a target is that of the chosen period, or of its year."""
    if row is None or target.period_id is not None:
        return row is None or bool(target.period_id == row.period_id)
    return bool(target.year_id == row.period.year_id)


def target_entry(target: Any, sheet: IndicatorSheet) -> dict[str, Any]:
    """Return the line of one target, or of its revision."""
    when = target.period.label if target.period else str(target.year.year)
    words = _("Target %(period)s ditetapkan: %(text)s")
    if target.number > 1:
        words = _("Target %(period)s diubah: %(text)s")
    return {
        "title": words
        % {"period": when, "text": target_with_unit(target.text, sheet.definition)},
        "text": grounds_of(target),
        "who": signature(target) if target.agreed_by else target.decided_by,
        "at": target.decided_at,
    }


def grounds_of(target: Any) -> str:
    """Say why a target stands: its reason, its letter, the stretch beside it."""
    letter = (
        _("surat %(number)s, %(day)s")
        % {"number": target.basis.number, "day": format_date(target.basis.dated_on)}
        if target.basis
        else target.document
    )
    stretch = (
        _("tantangan %(text)s") % {"text": target.stretch_text}
        if target.stretch_text
        else ""
    )
    return "; ".join(filter(None, [target.change_reason, letter, stretch]))


def above_of(sheet: IndicatorSheet) -> list[dict[str, str]]:
    """Return the objectives of those above, which this indicator's objective serves."""
    return [
        {
            "title": objective.text,
            "note": objective.position.title,
            "url": reverse("jabatan", args=[objective.position_id]),
        }
        for objective in sheet.above
    ]


def below_of(sheet: IndicatorSheet) -> list[dict[str, Any]]:
    """Return the positions right below with the objectives by which they serve this one."""
    seats: dict[int, dict[str, Any]] = {}
    for objective in sheet.below:
        seat = seats.setdefault(
            objective.position_id,
            {
                "title": objective.position.title,
                "url": reverse("jabatan", args=[objective.position_id]),
                "objectives": [],
            },
        )
        count = objective.indicator_count  # type: ignore[attr-defined]
        seat["objectives"].append(
            _("%(objective)s (%(count)s indikator)")
            % {"objective": objective.text, "count": count}
        )
    return list(seats.values())


def source_url(sheet: IndicatorSheet, viewer: Viewer) -> str:
    """Return the decree's line, for those who may read decrees."""
    if not may_view(viewer, office_id=sheet.indicator.position.office_id):
        return ""
    base = reverse("sk_rincian", args=[sheet.indicator.version.decree_id])
    line = sheet.indicator.source_line
    return f"{base}?baris={line}#baris-{line}" if line else base
