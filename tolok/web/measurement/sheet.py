"""Everything that the page of one realisation shows around its fields."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.kernel.numbers import PERCENT
from tolok.measurement import queries as measurement
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.enums import Step
from tolok.measurement.permissions import may_enter
from tolok.measurement.policies import REPORTED, UNFINISHED
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.planning.enums import WindowState
from tolok.planning.policies import window_state
from tolok.registry.enums import Measure
from tolok.scoring import queries as scoring
from tolok.web import chart_data
from tolok.web.measurement.preview import Preview
from tolok.web.words import (
    chart_labels,
    days_left,
    moment_of,
    percent_text,
    plain_number,
    reported_value,
    target_text,
    value_with_unit,
    window_days,
)


NUMBERS = {Measure.RATIO, Measure.COUNT, Measure.VALUE, Measure.TERMS}
TONES = {Step.RETURNED: "bad", Step.VERIFIED: "good", Step.SUBMITTED: "now"}


def may_write(viewer: Viewer, row: measurement.Realisation) -> bool:
    """Tell whether the fields are open: to this person, in this state, on this day."""
    return (
        may_enter(viewer, row)
        and row.status in UNFINISHED
        and window_state(row.window, on=viewer.on)
        in {WindowState.OPEN, WindowState.LATE}
    )


def may_withdraw(viewer: Viewer, row: measurement.Realisation) -> bool:
    """Tell whether what was sent can still be taken back."""
    return (
        may_enter(viewer, row)
        and row.status == Status.SUBMITTED
        and window_state(row.window, on=viewer.on)
        in {WindowState.OPEN, WindowState.LATE}
    )


def window_notice(
    viewer: Viewer, row: measurement.Realisation
) -> dict[str, str] | None:
    """Say what the entry window means for this realisation; nothing when it is open."""
    if row.status not in UNFINISHED:
        return None
    days = window_days(row.window)
    match window_state(row.window, on=viewer.on):
        case WindowState.NOT_YET:
            return {
                "tone": "info",
                "title": _("Pengisian belum dibuka"),
                "text": _("%(period)s dapat diisi mulai %(day)s.")
                % {"period": row.period.label, "day": days["opens"]},
            }
        case WindowState.LATE:
            return {
                "tone": "warn",
                "title": _("Tenggat sudah lewat"),
                "text": _(
                    "Tenggatnya %(due)s. Masih diterima sampai %(late)s, %(left)s, dan "
                    "ditandai terlambat."
                )
                % {
                    "due": days["due"],
                    "late": days["late"],
                    "left": days_left(row.window.late_until, on=viewer.on),
                },
            }
        case WindowState.CLOSED:
            return {
                "tone": "bad",
                "title": _("Pengisian sudah ditutup"),
                "text": _(
                    "Ditutup %(day)s. Bila masih harus dilaporkan, mintalah perencana "
                    "membuka kembali jadwalnya."
                )
                % {"day": days["late"]},
            }
    return None


def status_notice(row: measurement.Realisation) -> dict[str, str] | None:
    """Say where a realisation stands once it left the holder's hands, or came back."""
    if not row.is_current:
        return {
            "tone": "warn",
            "title": _("Versi lama, sudah digantikan"),
            "text": _(
                "Realisasi ini dibuka kembali. Versi ini tetap tersimpan seperti saat "
                "diverifikasi oleh %(name)s pada %(at)s."
            )
            % {"name": decider(row), "at": moment_of(row.decided_at)},
        }
    match row.status:
        case Status.RETURNED:
            return {
                "tone": "bad",
                "title": _("Dikembalikan oleh %(name)s pada %(at)s")
                % {"name": decider(row), "at": moment_of(row.decided_at)},
                "text": row.return_reason,
            }
        case Status.SUBMITTED:
            return {
                "tone": "info",
                "title": _("Dikirim %(at)s") % {"at": moment_of(row.submitted_at)},
                "text": _("Menunggu verifikasi %(who)s.")
                % {
                    "who": row.verifier.title
                    if row.verifier
                    else _("atasan yang belum ditetapkan")
                },
            }
        case Status.CHECKED:
            return {
                "tone": "info",
                "title": _("Disetujui tingkat pertama pada %(at)s")
                % {"at": moment_of(row.checked_at)},
                "text": _("Menunggu keputusan tingkat kedua: %(who)s.")
                % {
                    "who": row.second_verifier.title
                    if row.second_verifier
                    else _("atasan berikutnya")
                },
            }
        case Status.VERIFIED:
            return {
                "tone": "good",
                "title": _("Diverifikasi oleh %(name)s pada %(at)s")
                % {"name": decider(row), "at": moment_of(row.decided_at)},
                "text": _("Sudah terkunci dan dihitung."),
            }
    return None


def decider(row: measurement.Realisation) -> str:
    """Return the name of who verified or returned."""
    return row.decided_by.name if row.decided_by else ""


def stats_of(
    row: measurement.Realisation,
    target: planning.Target | None,
    preview: Preview,
    score: scoring.Score | None = None,
) -> list[dict[str, Any]]:
    """Return value, target and achievement side by side, with the score once it is."""
    definition = measurement.definition_of(row)
    achievement = score.achievement_percent if score else preview.achievement
    return [
        {
            "label": _("Realisasi"),
            "big": reported_value(row) or _("belum ada"),
            "context": fraction_of(row),
        },
        {
            "label": _("Target %(period)s") % {"period": row.period.short_label},
            "big": target_text(target.text, definition) if target else _("belum ada"),
        },
        {
            "label": _("Capaian") if score else _("Perkiraan capaian"),
            "big": percent_text(achievement) or "–",
            "url": f"{reverse('indikator', args=[row.indicator_id])}#paspor"
            if score
            else "",
            "rank": score.class_rank if score else preview.rank,
            "class_name": score.class_name if score else preview.class_name,
        },
    ]


def fraction_of(row: measurement.Realisation) -> str:
    """Write a ratio's two numbers; blank for other measures."""
    if row.numerator is None or row.denominator is None:
        return ""
    return _("%(numerator)s dari %(denominator)s") % {
        "numerator": plain_number(row.numerator),
        "denominator": plain_number(row.denominator),
    }


def definition_items(
    row: measurement.Realisation,
) -> list[dict[str, str]]:
    """Return the definition sheet, without its blank lines."""
    definition = measurement.definition_of(row)
    items = [
        (_("Definisi"), definition.operational_definition),
        (_("Rumus"), definition.formula),
        (_("Arah"), definition.get_polarity_display()),
        (_("Sumber data"), definition.data_source),
        (_("Bukti yang diminta"), definition.evidence_wanted),
        (_("Pemeriksa"), row.verifier.title if row.verifier else ""),
    ]
    return [{"label": label, "value": value} for label, value in items if value]


def timeline_entries(
    steps: Sequence[measurement.RealisationStep],
) -> list[dict[str, Any]]:
    """Return the steps for `components/timeline.html`, newest first."""
    return [
        {
            "title": step.get_step_display(),
            "text": step.note,
            "who": step.by_name,
            "at": step.at,
            "tone": TONES.get(Step(step.step), ""),
        }
        for step in steps
    ]


def course_figure(
    row: measurement.Realisation, course: Sequence["measurement.OnCourse"]
) -> dict[str, Any] | None:
    """Return the chart of one's own values up to this period; none without two.

    A draft is left out: its number is not said yet.
    """
    definition = measurement.definition_of(row)
    if definition.measure not in NUMBERS:
        return None
    shown = [past for past in course if past.period.starts_on <= row.period.starts_on]
    values = [past.value if past.status in REPORTED else None for past in shown]
    if sum(value is not None for value in values) < 2:
        return None
    return figure(
        definition,
        title=row.indicator.text,
        labels=chart_labels([past.period.calendar for past in shown]),
        values=values,
        targets=[past.target_value for past in shown],
    )


def figure(
    definition: measurement.Definition,
    *,
    title: str,
    labels: Sequence[str],
    values: Sequence[Decimal | None],
    targets: Sequence[Decimal | None],
) -> dict[str, Any]:
    """Return a chart with its message for `components/figure.html`."""
    known = [value for value in values if value is not None]
    unit = definition.unit_of_measure
    said = [value_with_unit(value, definition) or _("belum ada") for value in values]
    columns = zip(labels, said, strict=True)
    chart = chart_data.LineChart(
        title=title,
        description="; ".join(f"{label}: {value}" for label, value in columns),
        labels=labels,
        values=[exact(value) for value in values],
        target=[exact(value) for value in targets],
        unit=unit,
        decimals=2 if unit == PERCENT else None,
        from_zero=definition.measure == Measure.COUNT,
    )
    return {
        "chart": chart,
        "caption": movement(known, definition),
        "lead": _("Realisasi tiap periode, dalam %(unit)s") % {"unit": unit},
    }


def exact(value: Decimal | None) -> Decimal | None:
    """Return a value without the idle noughts of its column, for the chart to write."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def movement(values: Sequence[Decimal], definition: measurement.Definition) -> str:
    """Say how the newest value lies beside the one before it."""
    last, before = values[-1], values[-2]
    new, old = (value_with_unit(value, definition) for value in (last, before))
    if last == before:
        return _("Tetap %(new)s") % {"new": new}
    if last > before:
        return _("Naik dari %(old)s menjadi %(new)s") % {"old": old, "new": new}
    return _("Turun dari %(old)s menjadi %(new)s") % {"old": old, "new": new}
