"""Weights of one unit or one position: what each objective and indicator counts for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tolok.kernel.numbers import format_number
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.planning import weights
from tolok.registry import queries as registry
from tolok.web import clock
from tolok.web.asking import asked_id
from tolok.web.counting import whole
from tolok.web.planning.targets import UnitPlan, unit_plan
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


POSITIONS_ON_PAGE = 6
LONGEST_REASON = 500
SHOWN_CHANGES = 12


@dataclass
class Line:
    """One weight on the page: what stands, what was typed, what is wrong with it."""

    what: str
    pk: int
    text: str
    standing: Decimal | None
    typed: str
    percent: Decimal | None = None
    error: str = ""

    def __post_init__(self) -> None:
        try:
            self.percent = weights.read_weight(self.typed)
        except Unfit as refusal:
            self.error = refusal.message

    @property
    def name(self) -> str:
        """Return the name of its field."""
        return f"w-{self.what}-{self.pk}"


@dataclass
class Level:
    """Lines that together should make 100, under what they belong to."""

    name: str
    lines: list[Line]

    @property
    def is_asked(self) -> bool:
        """Tell whether there is anything to weigh: an only child always counts whole."""
        return len(self.lines) > 1 or any(line.standing for line in self.lines)

    @property
    def total(self) -> str:
        """Return the sum in percent, as written; a dash where nothing is weighed."""
        if self.is_empty:
            return "–"
        total, _wrong = self._sum
        return format_number(total.normalize() + 0)

    @property
    def trouble(self) -> str:
        """Say why the sum does not make a whole, or nothing."""
        return self._sum[1]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has a weight: then all counts alike."""
        return all(line.percent is None for line in self.lines)

    @property
    def _sum(self) -> tuple[Decimal, str]:
        return weights.tell_sum([line.percent for line in self.lines])

    def spread(self) -> None:
        """Fill in equal weights."""
        for line, percent in zip(
            self.lines, weights.spread_evenly(len(self.lines)), strict=True
        ):
            line.percent, line.error = percent, ""
            line.typed = written(percent)


@dataclass
class Group:
    """One objective with its own weight and those of its indicators."""

    line: Line
    indicators: Level


@dataclass
class Card:
    """One position: its objectives, and the indicators of each."""

    position: Any
    seen: int
    groups: list[Group]
    history: list[dict[str, Any]] = field(default_factory=list)

    @property
    def objectives(self) -> Level:
        """Return the objectives as one level."""
        return Level(f"j-{self.position.pk}", [group.line for group in self.groups])

    @property
    def levels(self) -> list[Level]:
        """Return all levels that are asked."""
        every = [self.objectives, *(group.indicators for group in self.groups)]
        return [level for level in every if level.is_asked]

    @property
    def lines(self) -> list[Line]:
        """Return all lines."""
        return [line for level in self.levels for line in level.lines]

    @property
    def troubles(self) -> int:
        """Return how many levels do not make a whole."""
        return sum(bool(level.trouble) for level in self.levels)

    def weights(self) -> weights.Weights:
        """Return what was typed, as the room takes it."""
        found: dict[str, dict[int, Decimal]] = {"indicator": {}, "objective": {}}
        for line in self.lines:
            if line.percent is not None:
                found[line.what][line.pk] = line.percent
        return weights.Weights(
            self.position, found["indicator"], found["objective"], self.seen
        )


def written(percent: Decimal | None) -> str:
    """Write a weight as it is typed: "12,5"."""
    return "" if percent is None else format_number(percent.normalize() + 0)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Asked) -> HttpResponse:
    """Show the weights of a unit or of one position, and set those that were typed."""
    demand_planner(request.viewer)
    plan = unit_plan(request)
    if isinstance(plan, HttpResponse):
        return plan
    shown, cards = cards_of(request, plan)
    step = request.POST.get("step", "")
    refused, status = "", 200
    if step == "even":
        for card in cards:
            for level in card.levels:
                if level.is_empty:
                    level.spread()
    elif request.method == "POST":
        status = 422
        if not any(line.error for card in cards for line in card.lines):
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
        "unit": plan.unit,
        "units": plan.units,
        "page": shown,
        "only": asked_id(request, "jabatan"),
        "kinds": kinds_of(plan.year.year, "bobot"),
        "heading": heading_of(cards),
        "refused": refused,
        "errors": [line for card in cards for line in card.lines if line.error],
        "is_wrong": status != 200,
        "is_filled": step == "even",
        "can_save": any(card.lines for card in cards),
        "reason": request.POST.get("reason", "").strip()[:LONGEST_REASON],
        "crumbs": [
            {
                "label": _("Target dan jadwal"),
                "url": f"{reverse('perencanaan')}?tahun={plan.year.year}",
            },
            {"label": _("Bobot"), "url": ""},
        ],
    }
    return render(request, "planning/weights.html", context, status=status)


def cards_of(request: Asked, plan: UnitPlan) -> tuple[Any, list[Card]]:
    """Return the page of positions, and each with its weights and what was typed."""
    viewer = request.viewer
    found = registry.list_indicators_of_unit(
        version=plan.version, unit=plan.unit, for_user=viewer
    )
    only = asked_id(request, "jabatan")
    if only is not None:
        found = found.filter(position=only)
    indicators: dict[int, list[Any]] = {}
    for indicator in found.prefetch_related(None):
        indicators.setdefault(indicator.position_id, []).append(indicator)
    shown = Paginator(list(indicators.values()), POSITIONS_ON_PAGE).get_page(
        request.GET.get("page")
    )
    ids = [rows[0].position_id for rows in shown]
    history = weights.weights_history(year=plan.year, positions=ids)
    typed = request.POST if request.method == "POST" else None
    return shown, [
        card_of(rows, history.get(rows[0].position_id, []), typed) for rows in shown
    ]


def card_of(
    rows: Sequence[Any],
    history: Sequence[weights.Weight],
    typed: Mapping[str, str] | None,
) -> Card:
    """Return one position with its weights; what was typed lies over what stands."""
    position = rows[0].position
    standing = {
        ("indicator", row.indicator_id)
        if row.indicator_id
        else ("objective", row.objective_id): row.percent
        for row in history
        if row.is_current
    }

    def line(what: str, pk: int, text: str) -> Line:
        percent = standing.get((what, pk))
        known = written(percent)
        name = f"w-{what}-{pk}"
        value = typed.get(name, known).strip() if typed is not None else known
        return Line(what, pk, text, percent, value)

    groups: dict[int, Group] = {}
    for row in rows:
        if row.objective_id not in groups:
            groups[row.objective_id] = Group(
                line("objective", row.objective_id, row.objective.text),
                Level(f"s-{row.objective_id}", []),
            )
        groups[row.objective_id].indicators.lines.append(
            line("indicator", row.pk, row.text)
        )
    seen = str(weights.version_of(row for row in history if row.is_current))
    if typed is not None:
        seen = typed.get(f"seen-{position.pk}", seen)
    return Card(
        position,
        int(seen) if seen.isdecimal() else -1,
        list(groups.values()),
        history_of(history),
    )


def history_of(rows: Sequence[weights.Weight]) -> list[dict[str, Any]]:
    """Return each act on the weights of a position, newest first, as a timeline shows."""
    acts: dict[Any, list[weights.Weight]] = {}
    for row in rows:
        acts.setdefault((row.decided_at, row.decided_by), []).append(row)
    found = []
    for (at, who), changes in list(acts.items())[:SHOWN_CHANGES]:
        told = "; ".join(
            _("%(what)s: %(percent)s")
            % {
                "what": row.of,
                "percent": f"{written(row.percent)} %" if row.percent else _("dilepas"),
            }
            for row in reversed(changes)
        )
        reason = next((row.change_reason for row in changes if row.change_reason), "")
        found.append(
            {
                "title": reason or _("Bobot pertama ditetapkan"),
                "text": told,
                "who": who,
                "at": at,
            }
        )
    return found


def keep(request: Asked, plan: UnitPlan, cards: Sequence[Card]) -> HttpResponse:
    """Set the weights that were typed, and come back to the same page."""
    viewer = request.viewer
    changed = weights.set_weights(
        year=plan.year,
        weights=[card.weights() for card in cards if card.lines],
        by=viewer,
        at=clock.moment(viewer),
        reason=request.POST.get("reason", "")[:LONGEST_REASON],
    )
    troubles = sum(card.troubles for card in cards)
    if not changed:
        messages.success(request, _("Tidak ada bobot yang berubah."))
    elif troubles:
        messages.warning(
            request,
            _(
                "%(count)s bobot disimpan. %(troubles)s jumlahnya belum 100 %%; setiap "
                "capaian yang memakainya mengatakannya."
            )
            % {"count": whole(changed), "troubles": whole(troubles)},
        )
    else:
        messages.success(
            request,
            ngettext("%(count)s bobot disimpan.", "%(count)s bobot disimpan.", changed)
            % {"count": whole(changed)},
        )
    return redirect(request.get_full_path())


def kinds_of(year: int, current: str) -> list[dict[str, Any]]:
    """Return the two pages of weights to choose from."""
    return [
        {
            "label": label,
            "url": f"{reverse(name)}?tahun={year}",
            "current": name == current,
        }
        for name, label in (
            ("bobot", _("Indikator dan sasaran")),
            ("bobot_unit", _("Jabatan dan unit")),
        )
    ]


class Weighed(Protocol):
    """What a page of weights shows: levels, and how many do not make a whole."""

    @property
    def levels(self) -> list[Level]:
        """The levels that are asked."""

    @property
    def troubles(self) -> int:
        """How many of them do not make a whole."""


def heading_of(cards: Sequence[Weighed]) -> str:
    """Say how the weights of the page stand."""
    troubles = sum(card.troubles for card in cards)
    if troubles:
        return ngettext(
            "%(count)s jumlah bobot belum 100 %%",
            "%(count)s jumlah bobot belum 100 %%",
            troubles,
        ) % {"count": whole(troubles)}
    if all(level.is_empty for card in cards for level in card.levels):
        return _("Semua dihitung sama: belum ada bobot di sini")
    return _("Bobot di halaman ini berjumlah 100 %")
