"""Spread the year's targets of a unit over its periods: first shown, then set."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from tolok.kernel.numbers import NumberUnreadable, parse_amount
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.measurement import queries as measurement
from tolok.organisation import queries as organisation
from tolok.planning import queries as planning
from tolok.planning import targets
from tolok.planning.enums import SpreadRule
from tolok.planning.policies import is_due, is_locked
from tolok.planning.spreading import spread
from tolok.registry import queries as registry
from tolok.web import clock
from tolok.web.counting import whole
from tolok.web.planning.letters import LetterForm
from tolok.web.planning.own_targets import add_error
from tolok.web.planning.targets import unit_plan
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


EMPTY_ONLY, ALL = "empty", "all"


class SpreadForm(LetterForm):
    """By which rule, and over which indicators."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Cara membagi"),
        choices=SpreadRule.choices,
        help_text=gettext_lazy(
            "Bagian-bagiannya selalu menghasilkan target setahun lagi menurut akumulasi "
            "indikatornya."
        ),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Yang diisi"),
        choices=[
            (EMPTY_ONLY, gettext_lazy("Indikator yang target periodenya masih kosong")),
            (ALL, gettext_lazy("Semua indikator; yang sudah ada diganti")),
        ],
    )


@dataclass
class Share:
    """One indicator in the preview: its parts, or why there are none."""

    indicator: Any
    year_text: str
    cells: list[dict[str, Any]] = field(default_factory=list)
    promises: list[targets.Promise] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    trouble: str = ""


@dataclass(frozen=True)
class Ground:
    """What a spread rests on: the year, its periods, what stands and what was."""

    year: planning.PerformanceYear
    periods: Sequence[planning.Period]
    standing: dict[tuple[int, int | None], planning.Target]
    shapes: dict[int, dict[int, Decimal]]
    on: date


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Asked) -> HttpResponse:
    """Show what a rule would make of the year's targets; set it where that is asked."""
    viewer = request.viewer
    demand_planner(viewer)
    plan = unit_plan(request)
    if isinstance(plan, HttpResponse):
        return plan
    year, periods, unit = plan.year, plan.periods, plan.unit
    form = SpreadForm(request.POST or None, request.FILES or None)
    shares: list[Share] | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            found = planning.mark_proposals(
                registry.list_indicators_of_unit(
                    version=plan.version, unit=unit, for_user=viewer
                ),
                year=year,
            )
            indicators = list(found)
            rule = SpreadRule(form.cleaned_data["rule"])
            ground = Ground(
                year,
                periods,
                planning.targets_of(
                    indicators=[row.pk for row in indicators], year=year
                ),
                shapes_for(rule, indicators, year),
                viewer.on,
            )
            shares = shares_of(indicators, ground, rule, form.cleaned_data["scope"])
            status = 200
            if request.POST.get("step") == "keep":
                answer, status = keep(request, form, year, unit, shares)
                if answer is not None:
                    return answer
    context = {
        "form": form,
        "year": year,
        "unit": unit,
        "units": plan.units,
        "columns": [period.short_label for period in periods],
        "shares": shares,
        "seen": fingerprint(shares or []),
        "count": sum(len(share.promises) for share in shares or []),
        "revises": any(c["replaces"] for s in shares or [] for c in s.cells),
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Target"), "url": address(year, unit)},
            {"label": _("Bagi otomatis"), "url": ""},
        ],
    }
    return render(request, "planning/spread.html", context, status=status)


def address(year: planning.PerformanceYear, unit: organisation.Unit) -> str:
    """Return the address of the grid of a unit in a year."""
    return f"{reverse('target')}?tahun={year.year}&unit={unit.pk}"


def shapes_for(
    rule: SpreadRule,
    indicators: Sequence[registry.Indicator],
    year: planning.PerformanceYear,
) -> dict[int, dict[int, Decimal]]:
    """Return last year's numbers by indicator and number of the period."""
    if rule == SpreadRule.LAST_TARGETS:
        return {
            indicator_id: {
                number: target.value
                for number, target in found.items()
                if target.value is not None
            }
            for indicator_id, found in planning.last_years_targets(
                indicators=indicators, year=year
            ).items()
        }
    if rule == SpreadRule.LAST_RESULTS:
        return measurement.last_years_results(indicators=indicators, year=year)
    return {}


def shares_of(
    indicators: Sequence[Any], ground: Ground, rule: SpreadRule, scope: str
) -> list[Share]:
    """Return what a rule makes of each indicator's target of the year."""
    shares = []
    for indicator in indicators:
        target = ground.standing.get((indicator.pk, None))
        share = Share(indicator, target.text if target else "")
        shares.append(share)
        parts = parts_of(indicator, ground)
        known = [
            ground.standing[indicator.pk, period.pk]
            for period in parts
            if (indicator.pk, period.pk) in ground.standing
        ]
        if indicator.open_proposal_id is not None:
            share.trouble = _("Sedang diusulkan pemegang jabatannya.")
        elif target is None:
            share.trouble = _("Target setahun belum ada.")
        elif known and scope == EMPTY_ONLY:
            share.trouble = _("Sudah ada target periodenya; dibiarkan.")
        else:
            fill(share, target, parts, ground, rule)
    return shares


def parts_of(indicator: registry.Indicator, ground: Ground) -> list[planning.Period]:
    """Return the periods in which an indicator is reported."""
    frequency = registry.fetched_definition(indicator).frequency
    return [period for period in ground.periods if is_due(frequency, period)]


def fill(
    share: Share,
    target: planning.Target,
    parts: Sequence[planning.Period],
    ground: Ground,
    rule: SpreadRule,
) -> None:
    """Write the parts of one indicator into its share, or why there are none."""
    definition = registry.fetched_definition(share.indicator)
    shape = ground.shapes.get(share.indicator.pk, {})
    try:
        amount = targets.read_target(
            target.text, whole=targets.is_counted_whole(definition)
        )
        made = spread(
            amount,
            rule=rule,
            accumulation=definition.accumulation,
            decimals=0 if targets.is_counted_whole(definition) else definition.decimals,
            parts=len(parts),
            start=start_of(definition),
            shape=[shape[p.number] for p in parts if p.number in shape],
        )
    except Unfit as refusal:
        share.trouble = refusal.message
        return
    share.notes = made.notes
    texts = dict(zip([part.pk for part in parts], made.texts, strict=True))
    for period in ground.periods:
        old = ground.standing.get((share.indicator.pk, period.pk))
        text = texts.get(period.pk, "")
        changes = bool(text) and (old is None or old.text != text)
        if changes and old is not None and is_locked(period, on=ground.on):
            share.cells, share.promises = [], []
            share.trouble = _(
                "%(period)s sudah dikunci dengan target %(old)s; tidak dibagi lagi."
            ) % {"period": period.label, "old": old.text}
            return
        share.cells.append(
            {
                "label": period.short_label,
                "text": text,
                "before": old.text if old and changes else "",
                "replaces": bool(old) and changes,
            }
        )
        if changes:
            share.promises.append(targets.Promise(share.indicator, period, text))


def start_of(definition: registry.Definition) -> Decimal | None:
    """Return the value from which a step-by-step spread climbs, where it is a number."""
    try:
        return parse_amount(definition.baseline).value
    except NumberUnreadable:
        return None


def fingerprint(shares: Sequence[Share]) -> str:
    """Return a mark of what was shown, so that nothing else is set."""
    told = [
        f"{promise.indicator.pk}/{promise.period.pk if promise.period else 0}={promise.text}"
        for share in shares
        for promise in share.promises
    ]
    return sha256("\n".join(told).encode()).hexdigest()


def keep(
    request: Asked,
    form: SpreadForm,
    year: planning.PerformanceYear,
    unit: organisation.Unit,
    shares: Sequence[Share],
) -> tuple[HttpResponse | None, int]:
    """Set what was shown: all of it, or nothing; return the answer, or what went wrong."""
    viewer = request.viewer
    if request.POST.get("seen", "") != fingerprint(shares):
        form.add_error(
            None,
            _("Hasilnya berubah sejak Anda melihatnya. Periksa lagi, lalu terapkan."),
        )
        return None, 409
    try:
        kept = targets.set_targets(
            year=year,
            promises=[promise for share in shares for promise in share.promises],
            by=viewer,
            at=clock.moment(viewer),
            reason=form.cleaned_data["reason"],
            document=_("Pembagian target setahun: %(rule)s")
            % {"rule": SpreadRule(form.cleaned_data["rule"]).label},
            letter=form.letter(),
        )
    except Unfit as refusal:
        add_error(form, refusal)
        return None, 422
    except (NotNow, NotAllowed) as refusal:
        form.add_error(None, refusal.message)
        return None, 409 if isinstance(refusal, NotNow) else 403
    messages.success(
        request,
        ngettext(
            "%(count)s target ditetapkan.", "%(count)s target ditetapkan.", len(kept)
        )
        % {"count": whole(len(kept))},
    )
    return redirect(address(year, unit)), 302
