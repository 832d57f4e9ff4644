"""One indicator as a card: its state, target, last value and what to do."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.measurement import queries as measurement
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.policies import UNFINISHED
from tolok.organisation.queries import Viewer, holder_title
from tolok.planning.enums import WindowState
from tolok.planning.policies import may_enter, window_state
from tolok.web.words import (
    day_of,
    moment_of,
    reported_value,
    target_text,
    value_with_unit,
)


ORDER = {Status.RETURNED: 0, Status.DRAFT: 1, Status.OPEN: 2}


def returned_first(
    rows: Iterable["measurement.Owed"],
) -> list["measurement.Owed"]:
    """Return what is still to be sent: returned, then drafts, then what is blank."""
    unfinished = [row for row in rows if row.status in UNFINISHED]
    return sorted(unfinished, key=lambda row: ORDER[Status(row.status)])


def card_of(
    row: "measurement.Owed",
    *,
    period: measurement.Period,
    for_user: Viewer,
    earlier: Sequence[measurement.Past] = (),
    achievement: str = "",
    primary: bool = False,
) -> dict[str, Any]:
    """Return what `components/card.html` shows of one realisation."""
    state = window_state(row.window, on=for_user.on)
    before = [past for past in earlier if past.calendar < period.calendar]
    card = {
        "state": state_of(row, state),
        "state_label": _("Draf tersimpan") if row.status == Status.DRAFT else "",
        "note": note_of(row),
        "title": row.indicator.text,
        "url": reverse("isi", args=[row.pk]),
        "lead": _("Sasaran: %(text)s") % {"text": row.indicator.objective.text},
        "reason": row.return_reason if row.status == Status.RETURNED else "",
        "facts": facts_of(row, period, before, achievement),
        "spark": spark_of(row, before),
    }
    if may_enter(row.window, on=for_user.on):
        if row.status in UNFINISHED:
            card["act"] = {"label": act_of(row), "primary": primary}
        elif row.status == Status.SUBMITTED:
            card["quiet"] = {"label": _("Lihat atau tarik kembali"), "url": card["url"]}
    return card


def state_of(row: measurement.Realisation, window: WindowState) -> str:
    """Return the name of the chip that tells where a realisation stands."""
    if row.status != Status.OPEN:
        return str(row.status)
    return {WindowState.OPEN: "due", WindowState.LATE: "late"}.get(window, "open")


def note_of(row: measurement.Realisation) -> str:
    """Say who did the last thing, and when."""
    match row.status:
        case Status.RETURNED | Status.VERIFIED:
            return _("oleh %(name)s, %(day)s") % {
                "name": row.decided_by.name if row.decided_by else "",
                "day": day_of(row.decided_at),
            }
        case Status.DRAFT:
            return moment_of(row.drafted_at)
        case Status.SUBMITTED:
            return moment_of(row.submitted_at)
        case Status.CHECKED:
            return moment_of(row.checked_at)
    wanted = measurement.definition_of(row).evidence_wanted
    return _("bukti: %(wanted)s") % {"wanted": wanted} if wanted else ""


def act_of(row: measurement.Realisation) -> str:
    """Name the one thing to do."""
    return {
        Status.RETURNED: _("Perbaiki dan kirim lagi"),
        Status.DRAFT: _("Lanjutkan mengisi"),
    }.get(Status(row.status), _("Isi realisasi"))


def facts_of(
    row: "measurement.Owed",
    period: measurement.Period,
    before: Sequence[measurement.Past],
    achievement: str,
) -> list[dict[str, str]]:
    """Return target, last value and this value, each with its name."""
    definition = measurement.definition_of(row)
    name = before[-1].calendar.short_label if before else _("Nilai terakhir")
    facts = [
        (
            _("Target %(period)s") % {"period": period.short_label},
            target_text(row.target_text, definition),
        ),
        (name, value_with_unit(row.last_value, definition)),
        (
            _("Isian draf") if row.status == Status.DRAFT else period.short_label,
            reported_value(row),
        ),
        (_("Capaian"), achievement),
        (_("Bukti"), str(row.evidence_count) if row.evidence_count else ""),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def spark_of(
    row: measurement.Realisation, before: Sequence[measurement.Past]
) -> dict[str, Any] | None:
    """Return the course of the values as a sparkline, from two values on."""
    values = [past.value for past in before]
    if row.value is not None:
        values.append(row.value)
    if len(values) < 2:
        return None
    definition = measurement.definition_of(row)
    return {
        "values": values,
        "title": _("%(count)s nilai, terakhir %(value)s")
        % {"count": len(values), "value": value_with_unit(values[-1], definition)},
        "target": None,
    }


def seat_titles(viewer: Viewer) -> dict[int, str]:
    """Return how each position held today is titled, "Plt." included."""
    return {
        placement.position_id: holder_title(placement)
        for placement in viewer.placements
    }


def by_seat(
    rows: Iterable["measurement.Owed"], *, for_user: Viewer
) -> list[tuple[str, list["measurement.Owed"]]]:
    """Part rows by the position they belong to; one position needs no title."""
    titles = seat_titles(for_user)
    groups: dict[int, list[measurement.Owed]] = {}
    for row in rows:
        groups.setdefault(row.position_id, []).append(row)
    needs_title = len(groups) > 1 or len(titles) > 1
    return [
        (
            titles.get(position_id, group[0].position.title) if needs_title else "",
            group,
        )
        for position_id, group in groups.items()
    ]
