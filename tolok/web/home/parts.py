"""The parts of the first page below its answer."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.accounts.enums import Capability
from tolok.inspection import queries as inspection
from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_number, format_percent
from tolok.measurement import queries as measurement
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.policies import WAITING
from tolok.measurement.tallies import Tally
from tolok.organisation.queries import Viewer
from tolok.planning.policies import window_state
from tolok.reporting import queries as reporting
from tolok.web.home.answers import odd_sentence
from tolok.web.measurement import cards
from tolok.web.measurement.preview import ON_TARGET
from tolok.web.words import at_start, count_in_words, day_of, window_days


WORST = 3


def queue_card(queue: measurement.Queue) -> dict[str, Any] | None:
    """Return the card of what waits for verification, or None."""
    total = len(queue.marks)
    if not total:
        return None
    return {
        "state": "submitted",
        "state_label": _("%(count)s realisasi") % {"count": format_count(total)},
        "title": _("Verifikasi realisasi pegawai Anda"),
        "url": reverse("verifikasi"),
        "lead": odd_sentence(total, queue.odd),
        "act": {"label": _("Mulai verifikasi"), "primary": True},
    }


def proposals_card(waiting: measurement.Waiting) -> dict[str, Any] | None:
    """Return the card of the proposals of targets that wait for this person, or None."""
    if not waiting.targets:
        return None
    return {
        "state": "submitted",
        "state_label": _("%(count)s usulan") % {"count": format_count(waiting.targets)},
        "title": _("Usulan target menunggu Anda"),
        "url": reverse("usulan"),
        "lead": _("Untuk dijawab, diterima, atau diperbaiki."),
        "act": {"label": _("Buka usulan"), "primary": False},
    }


def recommendations_card(viewer: Viewer) -> dict[str, Any] | None:
    """Return the card of the recommendations that wait for this person, or None."""
    rows = inspection.list_awaiting(for_user=viewer)
    if not rows:
        return None
    late = sum(row.due_on < viewer.on for row in rows)
    judging = viewer.may(Capability.INSPECT)
    return {
        "state": "late" if late else "submitted",
        "state_label": _("%(count)s rekomendasi") % {"count": format_count(len(rows))},
        "title": _("Tindak lanjut menunggu penilaian Anda")
        if judging
        else _("Rekomendasi pemeriksa menunggu jawaban Anda"),
        "url": reverse("rekomendasi", args=[rows[0].pk])
        if len(rows) == 1
        else reverse("pemeriksaan"),
        "lead": at_start(
            _("%(count)s sudah lewat tenggat.") % {"count": count_in_words(late)}
        )
        if late
        else _("Tenggat terdekat %(day)s.") % {"day": format_date(rows[0].due_on)},
        "act": {"label": _("Buka rekomendasi"), "primary": False},
    }


def format_count(count: int) -> str:
    """Write a count with dots for thousands."""
    return f"{count:,}".replace(",", ".")


def todo_groups(
    rows: Sequence["measurement.Owed"],
    period: measurement.Period,
    viewer: Viewer,
    *,
    urgent: bool,
) -> list[dict[str, Any]]:
    """Return what is still to be sent, by position where there are several.

    The first card bears the one primary button, unless verification comes first.
    """
    groups = []
    for seat, group in cards.by_seat(rows, for_user=viewer):
        groups.append(
            {
                "seat": seat,
                "cards": [
                    cards.card_of(
                        row,
                        period=period,
                        for_user=viewer,
                        primary=urgent and row == rows[0],
                    )
                    for row in group
                ],
            }
        )
    return groups


def done_line(row: measurement.Realisation, achievement: str) -> dict[str, str]:
    """Return one line of what is done: its state and what came of it."""
    note = ""
    if row.status == Status.VERIFIED and achievement:
        note = _("capaian %(percent)s") % {"percent": achievement}
    elif row.status in WAITING and row.verifier:
        note = _("menunggu %(who)s") % {"who": row.verifier.title}
    elif row.status == Status.VERIFIED:
        note = cards.note_of(row)
    return {
        "title": row.indicator.text,
        "url": reverse("isi", args=[row.pk]),
        "state": str(row.status),
        "note": note,
    }


def own_tasks(
    viewer: Viewer, waiting: measurement.Waiting, queue: measurement.Queue | None
) -> list[dict[str, Any]]:
    """Return what waits for this very person, beside the office."""
    tasks = []
    if waiting.to_verify:
        total = waiting.to_verify
        tasks.append(
            {
                "state": "submitted",
                "state_label": _("%(count)s realisasi")
                % {"count": format_count(total)},
                "title": _("Verifikasi realisasi yang ditujukan kepada Anda"),
                "url": reverse("verifikasi"),
                "lead": odd_sentence(total, queue.odd) if queue else "",
            }
        )
    tasks += [
        card
        for card in (proposals_card(waiting), recommendations_card(viewer))
        if card is not None
    ]
    if waiting.to_report:
        tasks.append(
            {
                "state": "returned" if waiting.returned else "due",
                "state_label": "" if waiting.returned else _("Belum dikirim"),
                "title": at_start(
                    _("%(count)s realisasi Anda sendiri belum dikirim")
                    % {"count": count_in_words(waiting.to_report)}
                ),
                "url": reverse("pengukuran"),
                "lead": at_start(
                    _("%(count)s di antaranya dikembalikan.")
                    % {"count": count_in_words(waiting.returned)}
                )
                if waiting.returned
                else "",
            }
        )
    return tasks


# ---------------------------------------------------------------- the office


def office_stats(
    figures: reporting.Figures, viewer: Viewer, waiting: measurement.Waiting
) -> list[dict[str, Any]]:
    """Return achievement, share reported, what waits, each with its comparison."""
    tally = figures.tally
    return [
        achievement_stat(figures),
        {
            "label": _("Sudah dilaporkan"),
            "big": format_count(tally.reported),
            "small": _("dari %(owed)s") % {"owed": format_count(tally.owed)},
            "context": share_sentence(tally),
        },
        {
            "label": _("Menunggu verifikasi"),
            "big": format_count(tally.submitted),
            "context": _("%(count)s di antaranya menunggu Anda")
            % {"count": count_in_words(waiting.to_verify)}
            if waiting.to_verify
            else _("sudah dikirim, belum diputuskan"),
        },
        {
            "label": _("Sasaran mencapai target"),
            "big": format_count(figures.objectives_on_target),
            "small": _("dari %(total)s")
            % {"total": format_count(figures.objectives_total)},
            "context": _("dari yang sudah ada capaiannya"),
        },
    ]


def achievement_stat(figures: reporting.Figures) -> dict[str, Any]:
    """Return the office's achievement beside that of the period before."""
    current = figures.current
    if current is None:
        return {
            "label": _("Capaian kantor"),
            "big": "–",
            "muted": True,
            "context": _("muncul setelah realisasi pertama diverifikasi"),
        }
    stat: dict[str, Any] = {
        "label": _("Capaian kantor"),
        "big": format_percent(current.percent, 1),
        "url": reverse("dasbor"),
        "rank": current.class_rank,
        "class_name": current.class_name,
    }
    previous = figures.previous_period
    before = figures.standings.get(previous.pk) if previous else None
    if previous is not None and before is not None:
        change = current.percent - before.percent
        word = _("turun %(points)s poin") if change < 0 else _("naik %(points)s poin")
        stat["delta"] = word % {"points": format_number(abs(change), 1)}
        stat["falls"] = change < 0
        stat["context"] = _("dari %(period)s") % {
            "period": previous.short_label.replace(" ", "\u00a0")
        }
    return stat


def share_sentence(tally: Tally) -> str:
    """Write the share that was reported, and what came late."""
    if not tally.owed:
        return _("belum ada yang harus dilaporkan")
    share = format_percent(tally.reported_percent, 1)
    if not tally.late:
        return share
    return _("%(share)s; %(late)s terlambat") % {
        "share": share,
        "late": count_in_words(tally.late),
    }


def worst_objectives(figures: reporting.Figures) -> list[dict[str, Any]]:
    """Return the weakest objectives for `components/goals.html`."""
    return [
        {
            "title": row.text,
            "url": reverse("jabatan", args=[row.position_id]),
            "note": row.position_title,
            "percent": row.standing.percent,
            "rank": row.standing.class_rank,
            "class_name": row.standing.class_name,
        }
        for row in figures.objectives[:WORST]
        if row.standing.percent < ON_TARGET
    ]


def most_missing(figures: reporting.Figures) -> dict[str, Any] | None:
    """Return the unit that owes the most reports, or None where none is missing."""
    missing = max(figures.units, key=lambda unit: unit.own.missing, default=None)
    if missing is None or not missing.own.missing:
        return None
    return {
        "title": _("%(unit)s: %(missing)s dari %(owed)s indikator belum dilaporkan")
        % {
            "unit": missing.name,
            "missing": format_count(missing.own.missing),
            "owed": format_count(missing.own.owed),
        },
        "url": f"{reverse('dasbor')}?unit={missing.unit_id}",
    }


def owed_units(figures: reporting.Figures) -> list[dict[str, Any]]:
    """Return which units still owe how many, most first, for `components/owed.html`."""
    units = [unit for unit in figures.units if unit.own.missing]
    units.sort(key=lambda unit: unit.own.missing, reverse=True)
    return [
        {
            "title": unit.name,
            "url": f"{reverse('dasbor')}?unit={unit.unit_id}",
            "owed": unit.own.missing,
            "total": unit.own.owed,
        }
        for unit in units[:8]
    ]


def draft_cards(drafts: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the decrees that wait to be adopted."""
    return [
        {
            "state": "draft",
            "state_label": _("Rancangan"),
            "note": day_of(decree.created_at),
            "title": decree.about or decree.number or decree.file_name,
            "url": reverse("sk"),
            "act": {"label": _("Telaah dan tetapkan"), "primary": False},
        }
        for decree in drafts
    ]


def window_lines(figures: reporting.Figures, viewer: Viewer) -> list[dict[str, str]]:
    """Return the windows of the year, each with its state and its days."""
    lines = []
    for period in figures.year_periods:
        days = window_days(period)
        state = window_state(period, on=viewer.on)
        lines.append(
            {
                "title": period.label,
                "state": str(state.label),
                "text": _("%(opens)s sampai %(due)s") % days,
            }
        )
    return lines
