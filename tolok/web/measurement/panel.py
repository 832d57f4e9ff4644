"""One realisation in the eyes of its verifier."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.measurement import queries as measurement
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.scoring.queries import Share
from tolok.web.measurement import parts, sheet
from tolok.web.measurement.cards import seat_titles
from tolok.web.measurement.evidence_rows import evidence_item
from tolok.web.measurement.forms import DecisionForm
from tolok.web.measurement.preview import Preview, preview_row
from tolok.web.words import (
    chart_labels,
    moment_of,
    percent_text,
    reported_value,
    target_text,
    value_with_unit,
)


@dataclass(frozen=True)
class Shown:
    """A queued realisation with its target and what it would achieve."""

    item: measurement.Queued
    target: planning.Target | None
    targets: Mapping[tuple[int, int | None], planning.Target]
    preview: Preview

    @classmethod
    def of(
        cls,
        item: measurement.Queued,
        targets: Mapping[tuple[int, int | None], planning.Target],
        share: Share,
    ) -> "Shown":
        """Return a queued realisation with what belongs to it of all `targets`."""
        row = item.realisation
        target = targets.get((row.indicator_id, row.period_id))
        return cls(item, target, targets, preview_row(row, target=target, share=share))

    @property
    def url(self) -> str:
        """Return the address of its own page."""
        return reverse("periksa", args=[self.item.realisation.pk])

    @property
    def who(self) -> str:
        """Return whose work it is."""
        row = self.item.realisation
        return f"{row.person.name}, {row.position.title}"

    def as_queue_row(self, current: "Shown | None") -> dict[str, Any]:
        """Return what `components/queue.html` shows of it."""
        row = self.item.realisation
        definition = measurement.definition_of(row)
        return {
            "url": self.url,
            "panel_url": self.url,
            "address": self.url,
            "title": row.indicator.text,
            "value": reported_value(row) or _("kosong"),
            "target": _("target %(text)s")
            % {"text": target_text(self.target.text, definition)}
            if self.target
            else _("tanpa target"),
            "who": self.who,
            "reasons": reasons_of(self.item.mark),
            "current": self is current,
        }

    def as_batch_row(self) -> dict[str, Any]:
        """Return what `components/batch.html` shows of it; the id says what was seen."""
        row = self.item.realisation
        return {
            "id": f"{row.pk}-{row.revision}",
            "title": row.indicator.text,
            "url": self.url,
            "who": row.person.name,
            "value": reported_value(row) or _("kosong"),
            "note": percent_text(self.preview.achievement),
        }


def reasons_of(mark: measurement.Mark) -> list[dict[str, str]]:
    """Return what is odd, as chips."""
    reasons = [
        (mark.without_value, _("Tanpa angka"), "warn", "slash-circle"),
        (mark.beyond_limits, _("Di luar batas"), "bad", "exclamation-triangle-fill"),
        (mark.unusual, _("Di luar kebiasaan"), "warn", "graph-up-arrow"),
        (mark.always_exact, _("Selalu tepat 100 %"), "warn", "check-circle-fill"),
        (mark.without_evidence, _("Tanpa bukti"), "bad", "file-earmark-x"),
        (mark.evidence_reused, _("Bukti dipakai ulang"), "warn", "files"),
        (mark.withdrawn_before, _("Diubah setelah dikirim"), "warn", "arrow-repeat"),
        (mark.is_late, _("Terlambat"), "bad", "clock-fill"),
    ]
    return [
        {"text": text, "tone": tone, "icon": icon}
        for holds, text, tone, icon in reasons
        if holds
    ]


def why(shown: Shown) -> list[str]:
    """Return what is odd, as sentences that say what to look for."""
    mark, row = shown.item.mark, shown.item.realisation
    sentences = []
    if mark.unusual and mark.usual_value is not None:
        sentences.append(
            _(
                "Biasanya sekitar %(usual)s (nilai tengah %(count)s periode), kali ini "
                "%(value)s. Periksa apakah angkanya kumulatif atau salah ketik."
            )
            % {
                "usual": value_with_unit(
                    mark.usual_value, measurement.definition_of(row)
                ),
                "count": len(mark.history),
                "value": reported_value(row),
            }
        )
    if mark.without_value:
        sentences.append(
            _(
                "Dikirim tanpa angka. Baca sebabnya di Hambatan: bila diterima, periode "
                "ini dihitung belum dilaporkan, bukan nol."
            )
        )
    if mark.beyond_limits:
        sentences.append(
            _(
                "Nilainya di bawah nol atau di atas 100 %. Pengirim sudah ditanya dan "
                "menyatakan benar; cocokkan dengan buktinya."
            )
        )
    if mark.always_exact:
        sentences.append(
            _(
                "Sama persis dengan target dalam %(count)s periode dan kali ini lagi. "
                "Cocokkan dengan buktinya."
            )
            % {"count": len(mark.history)}
        )
    if mark.without_evidence:
        sentences.append(_("Bukti wajib ada, tetapi tidak satu pun terlampir."))
    if mark.evidence_reused:
        sentences.append(
            _("Berkas yang sama juga menjadi bukti realisasi lain. Cocokkan isinya.")
        )
    if mark.withdrawn_before:
        sentences.append(
            _("Pernah ditarik kembali dan diubah setelah dikirim. Lihat langkahnya.")
        )
    if mark.is_late:
        sentences.append(_("Dikirim setelah tenggat."))
    return sentences


def context_of(
    shown: Shown,
    queue: measurement.Queue,
    *,
    viewer: Viewer,
    decision: DecisionForm | None = None,
) -> dict[str, Any]:
    """Return everything that `verification/panel.html` shows."""
    row = shown.item.realisation
    ids = [mark.realisation_id for mark in queue.marks]
    place = ids.index(row.pk)
    following = ids[place + 1 : place + 2]
    seats = seat_titles(viewer)
    return {
        "id": row.pk,
        "dom_id": str(row.pk),
        "action_url": shown.url,
        "version": str(row.revision),
        "title": row.indicator.text,
        "objective": row.indicator.objective.text,
        "who": row.person.name.removesuffix("."),
        "byline": _("%(who)s. Dikirim %(at)s.")
        % {"who": shown.who, "at": moment_of(row.submitted_at)},
        "seat": seats.get(row.verifier_id or 0, "") if len(seats) > 1 else "",
        "reasons": reasons_of(shown.item.mark),
        "place": place_sentence(queue, place),
        "stats": sheet.stats_of(row, shown.target, shown.preview),
        "trouble": shown.preview.trouble,
        "parts": parts.told(row),
        "why": why(shown),
        "returned_before": row.return_reason,
        "figure": figure_of(shown),
        "obstacles": row.obstacles,
        "follow_up": row.follow_up,
        "evidence": [
            evidence_item(item, removable=False) for item in shown.item.evidence
        ],
        "sheet_url": reverse("isi", args=[row.pk]),
        "next_url": reverse("periksa", args=following) if following else "",
        "reason": decision.data.get("reason", "") if decision else "",
        "error": " ".join(
            str(message) for found in decision.errors.values() for message in found
        )
        if decision
        else "",
    }


def place_sentence(queue: measurement.Queue, place: int) -> str:
    """Say where in the queue it stands."""
    if place < queue.odd:
        return _("%(place)s dari %(total)s yang perlu diperiksa") % {
            "place": place + 1,
            "total": queue.odd,
        }
    return _("%(place)s dari %(total)s yang wajar") % {
        "place": place - queue.odd + 1,
        "total": len(queue.marks) - queue.odd,
    }


def figure_of(shown: Shown) -> dict[str, Any] | None:
    """Return the earlier values and this one as a chart; none without an earlier one."""
    row, history = shown.item.realisation, shown.item.mark.history
    definition = measurement.definition_of(row)
    if row.value is None or not history or definition.measure not in sheet.NUMBERS:
        return None
    periods = [*(past.period_id for past in history), row.period_id]
    targets = [shown.targets.get((row.indicator_id, period)) for period in periods]
    return sheet.figure(
        definition,
        title=row.indicator.text,
        labels=chart_labels(
            [*(past.calendar for past in history), row.period.calendar]
        ),
        values=[*(past.value for past in history), row.value],
        targets=[target.value if target else None for target in targets],
    )
