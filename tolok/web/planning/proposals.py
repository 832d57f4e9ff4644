"""Proposals of targets: what waits for an answer, one proposal, and the answers."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation.queries import Viewer
from tolok.planning import permissions, proposals
from tolok.planning import queries as planning
from tolok.planning.enums import ProposalAct, ProposalStatus
from tolok.planning.policies import HOLDERS_TURN
from tolok.registry import queries as registry
from tolok.reporting.documents.listing import ListColumn
from tolok.web import clock
from tolok.web.asking import demand
from tolok.web.counting import whole
from tolok.web.menu import waiting_of
from tolok.web.planning.letters import LetterForm
from tolok.web.planning.own_targets import (
    Table,
    chip_of,
    seen_revision,
    signature,
    table_of,
)
from tolok.web.reporting import exports
from tolok.web.requests import Asked
from tolok.web.words import at_start, count_in_words, moment_of


PER_PAGE = 30
ALL = "semua"
ON_TABLE = (ProposalAct.PROPOSED, ProposalAct.COUNTERED)
TONES = {
    ProposalAct.RETURNED: "bad",
    ProposalAct.COUNTERED: "now",
    ProposalAct.AGREED: "good",
    ProposalAct.ACCEPTED: "good",
}


@login_required
@require_safe
def show_list(request: Asked) -> HttpResponse:
    """List the proposals that wait for this person, or all that may be seen."""
    viewer = request.viewer
    everything = request.GET.get("keadaan") == ALL
    found = planning.list_proposals(for_user=viewer, waiting=not everything)
    page = Paginator(found.prefetch_related(planning.WITH_STEPS), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [row_of(proposal, viewer) for proposal in page.object_list]
    waiting = waiting_of(request, viewer).targets
    address = reverse("usulan")
    context = {
        "page": page,
        "to_answer": [row for row in rows if row["may_answer"]],
        "others": [row for row in rows if not row["may_answer"]],
        "heading": at_start(
            _("%(count)s usulan target menunggu Anda")
            % {"count": count_in_words(waiting)}
        )
        if waiting
        else _("Tidak ada usulan target yang menunggu Anda"),
        "sides": [
            {
                "label": _("Menunggu saya"),
                "url": address,
                "current": not everything,
                "count": waiting,
            },
            {
                "label": _("Semua"),
                "url": f"{address}?keadaan={ALL}",
                "current": everything,
            },
        ],
        "files": exports.files_of("usulan_unduh", exports.query_of(request)),
    }
    return render(request, "planning/proposals.html", context)


def row_of(proposal: planning.Proposal, viewer: Viewer) -> dict[str, Any]:
    """Return one proposal as a line of the list."""
    step = on_table(proposal)
    return {
        "id": f"{proposal.pk}:{proposal.revision}",
        "url": reverse("usulan_satu", args=[proposal.pk]),
        "title": proposal.indicator.text,
        "who": f"{proposal.proposed_by.name}, {proposal.position.title}",
        "lines": [
            {
                "label": line.period.short_label
                if line.period
                else str(proposal.year.year),
                "text": line.text,
                "stretch": line.stretch_text,
            }
            for line in step.lines.all()
        ],
        "reason": step.reason,
        "at": moment_of(step.at),
        "chip": chip_of(proposal),
        "may_answer": permissions.may_answer(viewer, proposal),
    }


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give the proposals as they are shown: those that wait, or all; a line a target."""
    viewer = request.viewer
    everything = request.GET.get("keadaan") == ALL
    found = planning.list_proposals(for_user=viewer, waiting=not everything)
    return exports.give(
        request,
        kind,
        title=_("Usulan target"),
        scope=_("semua") if everything else _("menunggu saya"),
        columns=(
            ListColumn(_("Indikator"), 60),
            ListColumn(_("Pengusul"), 50),
            ListColumn(_("Periode"), 20),
            ListColumn(_("Target"), 24),
            ListColumn(_("Target lebih"), 24),
            ListColumn(_("Alasan"), 50),
            ListColumn(_("Waktu"), 24),
            ListColumn(_("Keadaan"), 24),
        ),
        rows=(
            (
                row["title"],
                row["who"],
                line["label"],
                line["text"],
                line["stretch"],
                row["reason"],
                row["at"],
                proposal.get_status_display(),
            )
            for proposal in found.prefetch_related(planning.WITH_STEPS)
            for row in (row_of(proposal, viewer),)
            for line in row["lines"]
        ),
        is_own=True,
    )


def on_table(proposal: planning.Proposal) -> Any:
    """Return the step whose targets are on the table, from those that were fetched."""
    return [step for step in proposal.steps.all() if step.act in ON_TABLE][-1]


@login_required
@require_POST
def agree_many(request: Asked) -> HttpResponse:
    """Agree to those that were ticked: all or none."""
    viewer = request.viewer
    chosen = []
    for mark in request.POST.getlist("selected")[:PER_PAGE]:
        number, _colon, revision = mark.partition(":")
        if not (number.isascii() and number.isdigit() and revision.isdigit()):
            continue
        proposal = planning.get_proposal(proposal_id=int(number[:18]), for_user=viewer)
        proposal.revision = int(revision[:9])
        chosen.append(proposal)
    if not chosen:
        messages.error(request, _("Pilih sekurangnya satu usulan, lalu setujui."))
        return redirect("usulan")
    try:
        proposals.agree_proposals(proposals=chosen, by=viewer, at=clock.moment(viewer))
    except (NotNow, Unfit) as refusal:
        messages.error(request, refusal.message)
        return redirect("usulan")
    messages.success(
        request,
        ngettext(
            "%(count)s usulan disetujui.", "%(count)s usulan disetujui.", len(chosen)
        )
        % {"count": whole(len(chosen))},
    )
    return redirect("usulan")


# ---------------------------------------------------------------- one proposal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Asked, proposal_id: int) -> HttpResponse:
    """Show one proposal with its rounds, and take the answer of whose turn it is."""
    viewer = request.viewer
    proposal = planning.get_proposal(proposal_id=proposal_id, for_user=viewer)
    table = table_for(request, proposal)
    if request.method != "POST":
        return page(request, proposal, table)
    demand(
        proposal.answering_id in viewer.position_ids
        or permissions.may_withdraw(viewer, proposal),
        _("Usulan ini dijawab atasan pemegang jabatannya, bukan oleh Anda."),
    )
    try:
        said = answer(request, proposal, table)
    except Unfit as refusal:
        if not table.refuse(refusal):
            table.trouble = refusal.message
        return page(request, proposal, table, status=422)
    except NotNow as refusal:
        table.trouble = refusal.message
        return page(request, proposal, table, status=409)
    messages.success(request, said)
    more = planning.waiting_proposals(for_user=viewer).exists()
    if permissions.is_own(viewer, proposal) or not more:
        return redirect("usulan_satu", proposal.pk)
    return redirect("usulan")


def answer(request: Asked, proposal: planning.Proposal, table: Table) -> str:
    """Do the step that was chosen; return the sentence that says so."""
    viewer, at = request.viewer, clock.moment(request.viewer)
    reason = request.POST.get("reason", "").strip()[:2000]
    seen: dict[str, Any] = {"by": viewer, "at": at, "revision": seen_revision(request)}
    match request.POST.get("step", ""):
        case "agree":
            proposal.revision = seen_revision(request)
            proposals.agree_proposals(
                proposals=[proposal], by=viewer, at=at, reason=reason
            )
            return _("Target disepakati.")
        case "return":
            proposals.return_proposal(proposal=proposal, reason=reason, **seen)
            return _("Usulan dikembalikan.")
        case "counter":
            form = LetterForm(request.POST, request.FILES)
            if not form.is_valid():
                raise proposals.LetterMissing(first_error(form), field="letter_number")
            proposals.counter_proposal(
                proposal=proposal,
                lines=table.lines,
                reason=reason,
                letter=form.letter(),
                **seen,
            )
            return _("Usul balik dikirim kepada pemegang jabatan.")
        case "accept":
            proposals.accept_counter(proposal=proposal, **seen)
            return _("Target disepakati.")
        case "withdraw":
            proposals.withdraw_proposal(proposal=proposal, reason=reason, **seen)
            return _("Usulan ditarik.")
    raise proposals.NothingProposed(_("Pilih jawaban Anda, lalu kirim."))


def first_error(form: LetterForm) -> str:
    """Return the first thing that is wrong with a letter, as a sentence."""
    return next(str(error) for errors in form.errors.values() for error in errors)


def table_for(request: Asked, proposal: planning.Proposal) -> Table:
    """Return the lines of a proposal beside what stands, ready for another offer."""
    standing = {
        period_id: target
        for (_indicator, period_id), target in planning.targets_of(
            indicators=[proposal.indicator_id], year=proposal.year
        ).items()
    }
    step = on_table(proposal)
    return table_of(
        year=proposal.year,
        periods=list(planning.periods_of(year=proposal.year)),
        standing=standing,
        offered={
            line.period_id: (line.text, line.stretch_text) for line in step.lines.all()
        },
        definition=registry.current_definition(indicator=proposal.indicator),
        request=request,
    )


def page(
    request: Asked, proposal: planning.Proposal, table: Table, *, status: int = 200
) -> HttpResponse:
    """Show a proposal, its rounds, and what this person may do with it."""
    viewer = request.viewer
    step = on_table(proposal)
    settled = (
        [
            target
            for target in planning.list_targets(indicator=proposal.indicator)
            if target.proposal_id == proposal.pk
        ]
        if proposal.status == ProposalStatus.AGREED
        else []
    )
    own = permissions.is_own(viewer, proposal)
    is_open = proposal.status in {ProposalStatus.PROPOSED, *HOLDERS_TURN}
    context = {
        "proposal": proposal,
        "chip": chip_of(proposal),
        "heading": heading_of(proposal, viewer),
        "table": table,
        "lines": [
            line for line in compared(table, step) if line["text"] or line["before"]
        ],
        "reason": step.reason,
        "reason_by": step.by_name,
        "basis": step.basis,
        "form": LetterForm(request.POST) if request.method == "POST" else LetterForm(),
        "needs_letter": step.basis is None and any(p.standing for p in table.places),
        "signature": signature(settled[-1]) if settled else "",
        "timeline": timeline_of(proposal.steps.all()),
        "typed_reason": request.POST.get("reason", ""),
        "step": request.POST.get("step", ""),
        "may_answer": permissions.may_answer(viewer, proposal),
        "may_accept": permissions.may_accept(viewer, proposal),
        "may_mend": proposal.status in HOLDERS_TURN
        and proposal.position_id in permissions.promising_positions(viewer),
        "may_withdraw": is_open and permissions.may_withdraw(viewer, proposal),
        "crumbs": [
            {"label": _("Target saya"), "url": reverse("target_saya")}
            if own
            else {"label": _("Usulan target"), "url": reverse("usulan")},
            {"label": _("Usulan"), "url": ""},
        ],
    }
    return render(request, "planning/proposal.html", context, status=status)


def compared(table: Table, step: Any) -> list[dict[str, Any]]:
    """Return each line: what stood before and what is on the table."""
    offered = {line.period_id: line for line in step.lines.all()}
    lines = []
    for place in table.places:
        line = offered.get(place.period.pk if place.period else None)
        lines.append(
            {
                "label": place.label,
                "before": place.standing,
                "text": line.text if line else "",
                "stretch": line.stretch_text if line else "",
                "changed": line is not None and line.text != place.standing,
            }
        )
    return lines


def heading_of(proposal: planning.Proposal, viewer: Viewer) -> str:
    """Say whose turn it is."""
    match proposal.status:
        case ProposalStatus.PROPOSED:
            if permissions.may_answer(viewer, proposal):
                return _("Usulan target menunggu jawaban Anda")
            return _("Usulan target menunggu %(seat)s") % {
                "seat": proposal.answering.title
            }
        case ProposalStatus.COUNTERED:
            if permissions.may_accept(viewer, proposal):
                return _("Atasan mengusulkan target lain: terima atau usulkan lagi")
            return _("Usul balik menunggu pemegang jabatan")
        case ProposalStatus.RETURNED:
            return _("Usulan target dikembalikan untuk diperbaiki")
        case ProposalStatus.AGREED:
            return _("Target sudah disepakati")
    return _("Usulan target sudah ditarik")


def timeline_of(steps: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the rounds for `components/timeline.html`, newest first."""
    return [
        {
            "title": step.get_act_display(),
            "text": step.reason,
            "who": f"{step.by_name}, {step.title}" if step.title else step.by_name,
            "at": step.at,
            "tone": TONES.get(ProposalAct(step.act), ""),
        }
        for step in reversed(list(steps))
    ]
