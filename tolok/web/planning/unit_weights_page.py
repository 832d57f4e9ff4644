"""Weights of positions and units: what each counts for in the unit above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.planning import unit_weights
from tolok.planning.unit_weights import LevelWeights, UnitLevel
from tolok.planning.weights import Weight, version_of
from tolok.web import clock
from tolok.web.counting import whole
from tolok.web.planning.targets import UnitPlan, unit_plan
from tolok.web.planning.views import demand_planner
from tolok.web.planning.weights_page import (
    LONGEST_REASON,
    Level,
    Line,
    heading_of,
    history_of,
    kinds_of,
    written,
)
from tolok.web.requests import Asked


LEVELS_ON_PAGE = 6


@dataclass
class Card:
    """One unit, or the office: its positions and the units directly under it."""

    of: UnitLevel
    seen: int
    level: Level
    history: list[dict[str, Any]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return the name of the unit."""
        return self.of.unit.name if self.of.unit else _("Seluruh kantor")

    @property
    def levels(self) -> list[Level]:
        """Return its one level."""
        return [self.level]

    @property
    def troubles(self) -> int:
        """Return 1 where the weights do not make a whole."""
        return int(bool(self.level.trouble))

    def weights(self) -> LevelWeights:
        """Return what was typed, as the room takes it."""
        percents = {
            what: {
                line.pk: line.percent
                for line in self.level.lines
                if line.what == what and line.percent is not None
            }
            for what in ("position", "unit")
        }
        return LevelWeights(
            self.of.unit, percents["position"], percents["unit"], self.seen
        )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Asked) -> HttpResponse:
    """Show the weights of positions and units, and set those that were typed."""
    demand_planner(request.viewer)
    plan = unit_plan(request)
    if isinstance(plan, HttpResponse):
        return plan
    shown, cards = cards_of(request, plan)
    refused, status = "", 200
    step = request.POST.get("step", "")
    if step == "even":
        for card in cards:
            if card.level.is_empty:
                card.level.spread()
    elif request.method == "POST":
        status = 422
        if not any(line.error for card in cards for line in card.level.lines):
            try:
                return keep(request, plan, cards)
            except NotNow as refusal:
                refused, status = refusal.message, 409
            except NotAllowed as refusal:
                refused, status = refusal.message, 403
            except Unfit as refusal:
                refused = refusal.message
    context = {
        "cards": cards,
        "year": plan.year,
        "page": shown,
        "kinds": kinds_of(plan.year.year, "bobot_unit"),
        "heading": heading_of(cards),
        "refused": refused,
        "errors": [line for card in cards for line in card.level.lines if line.error],
        "is_wrong": status != 200,
        "is_filled": step == "even",
        "reason": request.POST.get("reason", "").strip()[:LONGEST_REASON],
        "crumbs": [
            {
                "label": _("Target dan jadwal"),
                "url": f"{reverse('perencanaan')}?tahun={plan.year.year}",
            },
            {"label": _("Bobot jabatan dan unit"), "url": ""},
        ],
    }
    return render(request, "planning/unit_weights.html", context, status=status)


def cards_of(request: Asked, plan: UnitPlan) -> tuple[Any, list[Card]]:
    """Return the page of levels, and each with its weights and what was typed."""
    levels = unit_weights.list_levels(version=plan.version, for_user=request.viewer)
    shown = Paginator(levels, LEVELS_ON_PAGE).get_page(request.GET.get("page"))
    history = unit_weights.unit_weights_history(year=plan.year)
    typed = request.POST if request.method == "POST" else None
    return shown, [
        card_of(level, history.get(level.unit_id, []), typed) for level in shown
    ]


def card_of(
    level: UnitLevel, history: Sequence[Weight], typed: Mapping[str, str] | None
) -> Card:
    """Return one level with its weights; what was typed lies over what stands."""
    current = [row for row in history if row.is_current]
    standing = {
        ("position", row.position_id)
        if row.position_id
        else ("unit", row.unit_id): row.percent
        for row in current
    }
    lines = []
    for member in level.members:
        percent = standing.get(member.key)
        known = written(percent)
        value = known
        if typed is not None:
            value = typed.get(f"w-{member.key[0]}-{member.key[1]}", known).strip()
        lines.append(Line(*member.key, member.name, percent, value))
    seen = str(version_of(current))
    if typed is not None:
        seen = typed.get(f"seen-{level.unit_id}", seen)
    return Card(
        level,
        int(seen) if seen.isdecimal() else -1,
        Level(f"u-{level.unit_id}", lines),
        history_of(history),
    )


def keep(request: Asked, plan: UnitPlan, cards: Sequence[Card]) -> HttpResponse:
    """Set the weights that were typed, and come back to the same page."""
    viewer = request.viewer
    changed = unit_weights.set_unit_weights(
        year=plan.year,
        weights=[card.weights() for card in cards],
        by=viewer,
        at=clock.moment(viewer),
        reason=request.POST.get("reason", "")[:LONGEST_REASON],
    )
    troubles = sum(card.troubles for card in cards)
    said = ngettext("%(count)s bobot disimpan.", "%(count)s bobot disimpan.", changed)
    said = said % {"count": whole(changed)}
    if not changed:
        messages.success(request, _("Tidak ada bobot yang berubah."))
    elif troubles:
        told = _(
            "%(troubles)s unit jumlah bobotnya belum 100 %%; capaiannya mengatakan itu."
        )
        messages.warning(request, f"{said} {told % {'troubles': whole(troubles)}}")
    else:
        messages.success(request, said)
    return redirect(request.get_full_path())
