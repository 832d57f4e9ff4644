"""What I promise: my targets, and the form by which a holder proposes others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation.queries import Viewer
from tolok.planning import permissions, proposals, targets
from tolok.planning import queries as planning
from tolok.planning.enums import ProposalStatus
from tolok.planning.policies import HOLDERS_TURN, is_due, is_locked
from tolok.registry import queries as registry
from tolok.web import clock
from tolok.web.asking import asked_number, demand
from tolok.web.menu import waiting_of
from tolok.web.planning.letters import LetterForm
from tolok.web.requests import Asked
from tolok.web.words import day_of, target_text


LOOKS = {
    ProposalStatus.PROPOSED: ("sent", "send"),
    ProposalStatus.COUNTERED: ("warn", "arrow-repeat"),
    ProposalStatus.RETURNED: ("bad", "arrow-counterclockwise"),
    ProposalStatus.AGREED: ("good", "check-circle-fill"),
    ProposalStatus.WITHDRAWN: ("", "slash-circle"),
}


def chip_of(proposal: planning.Proposal) -> dict[str, str]:
    """Return the state of a proposal: word, tone and icon."""
    tone, icon = LOOKS[ProposalStatus(proposal.status)]
    return {"label": proposal.get_status_display(), "tone": tone, "icon": icon}


@login_required
@require_safe
def show(request: Asked) -> HttpResponse:
    """Show the targets of the positions that this person holds, with their proposals."""
    viewer = request.viewer
    demand(
        bool(viewer.placements),
        _("Halaman ini untuk pegawai yang menduduki jabatan."),
    )
    known = list(planning.list_periods(for_user=viewer))
    years = list(dict.fromkeys(period.year for period in reversed(known)))
    wanted = asked_number(request, "tahun", viewer.on.year)
    year = next((y for y in years if y.year == wanted), years[0] if years else None)
    periods = [period for period in known if year and period.year_id == year.pk]
    sheets = sheets_of(viewer, year, periods) if year else []
    waiting = waiting_of(request, viewer).targets
    context = {
        "year": year,
        "sheets": sheets,
        "waiting": waiting,
        "heading": heading_of(sheets, year),
        "years": [
            {
                "label": str(row.year),
                "url": f"{reverse('target_saya')}?tahun={row.year}",
                "current": row == year,
            }
            for row in reversed(years)
        ]
        if len(years) > 1
        else [],
    }
    return render(request, "planning/own_targets.html", context)


def heading_of(
    sheets: Sequence[dict[str, Any]], year: planning.PerformanceYear | None
) -> str:
    """Say whether anything is still to be promised."""
    if year is None or not sheets:
        return _("Belum ada target untuk jabatan Anda")
    missing = sum(sheet["missing"] for sheet in sheets)
    if missing:
        return _("%(count)s target %(year)s Anda belum ada") % {
            "count": missing,
            "year": year.year,
        }
    return _("Target %(year)s Anda lengkap") % {"year": year.year}


def sheets_of(
    viewer: Viewer, year: planning.PerformanceYear, periods: list[planning.Period]
) -> list[dict[str, Any]]:
    """Return each own indicator with what stands for it and what is proposed."""
    version = registry.version_on(office_id=viewer.office_id, on=periods[-1].ends_on)
    if version is None:
        return []
    found = registry.list_indicators(version=version, for_user=viewer).filter(
        position__in=viewer.position_ids
    )
    indicators = list(found)
    ids = [indicator.pk for indicator in indicators]
    standing = planning.targets_of(indicators=ids, year=year)
    open_ones = planning.open_proposals_of(indicators=ids, year=year)
    return [
        sheet_of(
            indicator, year, periods, standing, open_ones.get(indicator.pk), viewer
        )
        for indicator in indicators
    ]


def sheet_of(
    indicator: registry.Indicator,
    year: planning.PerformanceYear,
    periods: Sequence[planning.Period],
    standing: dict[tuple[int, int | None], planning.Target],
    proposal: planning.Proposal | None,
    viewer: Viewer,
) -> dict[str, Any]:
    """Return one indicator as its sheet shows it."""
    definition = registry.fetched_definition(indicator)
    places: list[planning.Period | None] = [
        None,
        *(p for p in periods if is_due(definition.frequency, p)),
    ]
    rows = [
        line_of(place, year, standing.get((indicator.pk, place.pk if place else None)))
        for place in places
    ]
    mismatch = targets.tell_mismatch(
        rows[0]["target"], [row["target"] for row in rows[1:]], definition=definition
    )
    for row in rows:
        row["target"] = target_text(row["target"], definition)
        row["stretch"] = target_text(row["stretch"], definition)
    may = permissions.may_propose(viewer, indicator=indicator)
    act = None
    if proposal is not None:
        act = {
            "url": reverse("usulan_satu", args=[proposal.pk]),
            "label": _("Buka usulan"),
        }
    elif may:
        address = f"{reverse('target_usul', args=[indicator.pk])}?tahun={year.year}"
        has_any = any(row["target"] for row in rows)
        act = {
            "url": address,
            "label": _("Usulkan perubahan") if has_any else _("Usulkan target"),
        }
    return {
        "title": indicator.text,
        "url": reverse("indikator", args=[indicator.pk]),
        "seat": indicator.position.title,
        "rows": rows,
        "has_stretch": any(row["stretch"] for row in rows),
        "missing": sum(not row["target"] for row in rows),
        "mismatch": mismatch,
        "by": signed_by([row["row"] for row in rows if row["row"] is not None]),
        "chip": chip_of(proposal) if proposal else None,
        "act": act,
    }


def line_of(
    place: planning.Period | None,
    year: planning.PerformanceYear,
    target: planning.Target | None,
) -> dict[str, Any]:
    """Return one line: the period, the target, the stretch."""
    return {
        "label": place.short_label if place else str(year.year),
        "target": target.text if target else "",
        "stretch": target.stretch_text if target else "",
        "row": target,
    }


def signed_by(rows: Sequence[planning.Target]) -> str:
    """Say who stands behind the newest of some targets, on both sides where agreed."""
    if not rows:
        return ""
    newest = max(rows, key=lambda row: row.decided_at)
    return signature(newest)


def signature(target: planning.Target) -> str:
    """Say who promised and who agreed, or who set the target, and when."""
    if target.agreed_by:
        return _(
            "Disanggupi %(holder)s, %(promised)s; disetujui %(superior)s, %(agreed)s"
        ) % {
            "holder": target.promised_by,
            "promised": day_of(target.promised_at),
            "superior": target.agreed_by,
            "agreed": day_of(target.agreed_at),
        }
    return _("Ditetapkan %(who)s, %(when)s") % {
        "who": target.decided_by,
        "when": day_of(target.decided_at),
    }


# ---------------------------------------------------------------- the form


@dataclass
class Place:
    """One period in a form of proposals: what stands, what was typed, what is wrong."""

    name: str
    label: str
    period: planning.Period | None
    standing: str
    standing_stretch: str
    text: str
    stretch: str
    locked: bool = False
    error: str = ""
    stretch_error: str = ""
    readings: list[str] = field(default_factory=list)

    @property
    def stretch_name(self) -> str:
        """Return the name of the field of the stretch."""
        return f"{self.name}-tantangan"


@dataclass
class Table:
    """The lines of a form of proposals."""

    places: list[Place]
    definition: registry.Definition
    trouble: str = ""

    @property
    def mismatch(self) -> str:
        """Say where the periods do not make the year, as it would stand."""
        texts = [place.text for place in self.places]
        return targets.tell_mismatch(texts[0], texts[1:], definition=self.definition)

    @property
    def lines(self) -> list[proposals.Line]:
        """Return what was typed."""
        return [
            proposals.Line(place.period, place.text, place.stretch)
            for place in self.places
        ]

    def refuse(self, refusal: Unfit) -> bool:
        """Put a refusal beside the field that it names; tell whether one was found."""
        for place in self.places:
            if refusal.field == place.name:
                place.error = refusal.message
                if isinstance(refusal, targets.TargetAmbiguous):
                    place.readings = targets.list_readings(place.text)
                return True
            if refusal.field == place.stretch_name:
                place.stretch_error = refusal.message
                return True
        return False

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Return what is wrong: where, and why."""
        found = []
        for place in self.places:
            if place.error:
                found.append((place.name, f"{place.label}: {place.error}"))
            if place.stretch_error:
                found.append(
                    (place.stretch_name, f"{place.label}: {place.stretch_error}")
                )
        return found


def table_of(
    *,
    year: planning.PerformanceYear,
    periods: Sequence[planning.Period],
    standing: dict[int | None, planning.Target],
    offered: dict[int | None, tuple[str, str]],
    definition: registry.Definition,
    request: Asked,
) -> Table:
    """Return the lines to fill in: what was typed, else what is offered, else what stands."""
    typed = request.POST if request.method == "POST" else None
    places = []
    wanted: list[planning.Period | None] = [
        None,
        *(p for p in periods if is_due(definition.frequency, p)),
    ]
    for period in wanted:
        key = period.pk if period else None
        name = f"p-{key or 'tahun'}"
        old = standing.get(key)
        text, stretch = offered.get(
            key, (old.text, old.stretch_text) if old else ("", "")
        )
        locked = bool(
            old is not None
            and period is not None
            and is_locked(period, on=request.viewer.on)
        )
        if typed is not None and not locked:
            text = typed.get(name, text).strip()
            stretch = typed.get(f"{name}-tantangan", stretch).strip()
        places.append(
            Place(
                name,
                period.short_label if period else str(year.year),
                period,
                old.text if old else "",
                old.stretch_text if old else "",
                text,
                stretch,
                locked,
            )
        )
    return Table(places, definition)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Asked, indicator_id: int) -> HttpResponse:
    """Propose targets for one indicator, or propose anew what came back."""
    viewer = request.viewer
    indicator = registry.get_indicator(indicator_id=indicator_id, for_user=viewer)
    demand(
        permissions.may_propose(viewer, indicator=indicator),
        _("Target diusulkan oleh pemegang jabatannya."),
    )
    wanted = asked_number(request, "tahun", viewer.on.year)
    periods = list(planning.list_periods(for_user=viewer, year=wanted))
    if not periods:
        return redirect("target_saya")
    year = periods[0].year
    proposal = planning.open_proposals_of(indicators=[indicator.pk], year=year).get(
        indicator.pk
    )
    if proposal is not None and proposal.status not in HOLDERS_TURN:
        return redirect("usulan_satu", proposal.pk)
    definition = registry.current_definition(indicator=indicator)
    standing = {
        period_id: target
        for (_indicator, period_id), target in planning.targets_of(
            indicators=[indicator.pk], year=year
        ).items()
    }
    offered = planning.lines_on_table(proposal=proposal) if proposal else {}
    table = table_of(
        year=year,
        periods=periods,
        standing=standing,
        offered=offered,
        definition=definition,
        request=request,
    )
    posted = request.method == "POST"
    form = LetterForm(request.POST, request.FILES) if posted else LetterForm()
    form.fields["reason"].label = _("Alasan usulan")
    form.fields["reason"].help_text = _("Dibaca atasan, misalnya dasar hitungannya.")
    status = 200
    if posted:
        status = 422
        if form.is_valid():
            try:
                sent = proposals.propose_targets(
                    year=year,
                    indicator=indicator,
                    lines=table.lines,
                    reason=form.cleaned_data["reason"],
                    by=viewer,
                    at=clock.moment(viewer),
                    letter=form.letter(),
                    revision=seen_revision(request) if proposal else None,
                )
            except Unfit as refusal:
                if not table.refuse(refusal):
                    add_error(form, refusal)
            except NotNow as refusal:
                table.trouble, status = refusal.message, 409
            else:
                messages.success(
                    request,
                    _("Usulan dikirim kepada %(seat)s.")
                    % {"seat": sent.answering.title},
                )
                return redirect("usulan_satu", sent.pk)
    context = {
        "indicator": indicator,
        "definition": definition,
        "year": year,
        "table": table,
        "form": form,
        "proposal": proposal,
        "has_standing": bool(standing),
        "crumbs": [
            {
                "label": _("Target saya"),
                "url": f"{reverse('target_saya')}?tahun={year.year}",
            },
            {"label": _("Usulkan"), "url": ""},
        ],
    }
    return render(request, "planning/propose.html", context, status=status)


def add_error(form: Any, refusal: Unfit) -> None:
    """Put a refusal beside the field that it names, else on top of the form."""
    form.add_error(
        refusal.field if refusal.field in form.fields else None, refusal.message
    )


def seen_revision(request: Asked) -> int:
    """Return the version of a proposal that the person had before the eyes; 0 without."""
    text = request.POST.get("revision", "")
    return int(text[:9]) if text.isascii() and text.isdigit() else 0
