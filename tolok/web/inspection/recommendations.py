"""One recommendation: write it, answer it, judge the answer, close it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tolok.inspection import actions, permissions
from tolok.inspection import queries as inspection
from tolok.inspection.enums import RecommendationAct as Act
from tolok.inspection.policies import next_status
from tolok.kernel.refusals import Unfit
from tolok.measurement import evidence_queries
from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.records.queries import path_of
from tolok.web import clock, errors
from tolok.web.asking import asked_day, asked_id, offer
from tolok.web.inspection.forms import DecisionForm, RecommendationForm, StepForm
from tolok.web.inspection.notes import about_of
from tolok.web.inspection.register import chip_of
from tolok.web.measurement.evidence import INLINE, read_within_limit, shut_in
from tolok.web.planning.own_targets import seen_revision
from tolok.web.requests import Asked
from tolok.web.words import days_left


TONES = {Act.FIT: "good", Act.UNFIT: "bad", Act.FOLLOWED_UP: "now"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Asked) -> HttpResponse:
    """Show the form of a recommendation; keep what is sent."""
    viewer = request.viewer
    actions.demand_inspector(viewer)
    note_id = asked_id(request, "temuan")
    note = (
        inspection.get_note(note_id=note_id, for_user=viewer)
        if note_id is not None
        else None
    )
    form = RecommendationForm(
        request.POST if request.method == "POST" else None, initial=known(request, note)
    )
    seats = list(organisation.list_positions(for_user=viewer))
    units = list(organisation.list_units(for_user=viewer))
    offer(form, "addressee", addressees(units, seats))
    if not form.is_valid():
        return write_page(request, form, note)
    said = form.cleaned_data
    kind, number = said.pop("addressee").split("-")
    position = next(
        (one for one in seats if kind == "j" and one.pk == int(number)), None
    )
    unit = position.unit if position else next(u for u in units if u.pk == int(number))
    try:
        row = actions.write_recommendation(
            **said,
            unit=unit,
            position=position,
            note=note,
            by=viewer,
            at=clock.moment(viewer),
        )
    except Unfit as refusal:
        form.add_error(refusal.field or None, refusal.message)
        return write_page(request, form, note)
    messages.success(
        request,
        _("Rekomendasi %(number)s tersimpan dan diberitahukan kepada %(who)s.")
        % {"number": row.number, "who": row.addressee},
    )
    return redirect("rekomendasi", row.pk)


def known(request: Asked, note: Any) -> dict[str, Any]:
    """Return what the address or a finding says already about a new recommendation."""
    seat = note.seat if note is not None else None
    return {
        "source": request.GET.get("sumber", ""),
        "report_number": request.GET.get("laporan", "")[:120],
        "report_dated_on": asked_day(request, "tanggal"),
        "addressee": f"j-{seat.pk}" if seat is not None else "",
    }


def addressees(units: list[Any], seats: list[Any]) -> list[tuple[str, Any]]:
    """Return whom a recommendation may be addressed to: units, then their positions."""
    return [
        ("", _("Pilih unit kerja atau jabatan")),
        (_("Unit kerja"), [(f"u-{one.pk}", one.name) for one in units]),
        (
            _("Jabatan"),
            [(f"j-{one.pk}", f"{one.title} ({one.unit.name})") for one in seats],
        ),
    ]


def write_page(request: Asked, form: RecommendationForm, note: Any) -> HttpResponse:
    """Show the form with what was typed."""
    context = {
        "form": form,
        "note": note,
        "about": about_of(note) if note is not None else None,
        "crumbs": crumbs(_("Rekomendasi baru")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "inspection/write.html", context, status=status)


def crumbs(here: str) -> list[dict[str, str]]:
    """Return where a page of the register stands."""
    return [
        {"label": _("Pemeriksaan"), "url": reverse("pemeriksaan")},
        {"label": here, "url": ""},
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Asked, recommendation_id: int) -> HttpResponse:
    """Show one recommendation with all its steps; take the next one."""
    row = inspection.get_recommendation(
        recommendation_id=recommendation_id, for_user=request.viewer
    )
    if request.method == "POST":
        return take(request, row)
    return page_of(request, row)


def take(request: Asked, row: inspection.Recommendation) -> HttpResponse:
    """Take the step that the button names; show the page again with what is at fault."""
    viewer = request.viewer
    if not (permissions.may_answer(viewer, row) or permissions.may_judge(viewer, row)):
        raise actions.MayNotAnswer(
            _("Rekomendasi ini tidak dijawab atau dinilai oleh akun Anda.")
        )
    step = request.POST.get("step", "")
    is_answer = step in {"answer", "follow_up"}
    form: StepForm | DecisionForm = (
        StepForm(request.POST, request.FILES)
        if is_answer
        else DecisionForm(request.POST)
    )
    if not form.is_valid():
        return page_of(request, row, form=form, step=step)
    try:
        told = (
            answer(request, row, step, form.cleaned_data)
            if is_answer
            else decide(request, row, step, form.cleaned_data["text"])
        )
    except Unfit as refusal:
        field = {"evidence": "papers"}.get(refusal.field, refusal.field)
        form.add_error(field if field in form.fields else None, refusal.message)
        return page_of(request, row, form=form, step=step)
    if not told:
        return errors.show(
            request,
            422,
            title=_("Langkah tidak dimengerti"),
            why=_("Permintaan ini tidak menyebut langkah yang dikenal."),
            then=_("Buka kembali rekomendasinya, lalu pilih salah satu tombolnya."),
        )
    messages.success(request, told)
    return redirect("rekomendasi", row.pk)


def answer(
    request: Asked, row: inspection.Recommendation, step: str, said: dict[str, Any]
) -> str:
    """Answer for the office; return what to say of it."""
    viewer = request.viewer
    limit = evidence_queries.rules_from(
        evidence_queries.find_evidence_setting(for_user=viewer)
    ).max_bytes
    proofs = actions.Proofs(
        files=[
            (one.name or "", read_within_limit(one, limit))
            for one in said["papers"]
            if one
        ],
        links=[said["link"]] if said["link"].strip() else [],
        reused=[
            evidence_queries.get_evidence(evidence_id=number, for_user=viewer)
            for number in said["reused"]
        ],
    )
    act = (
        actions.answer_recommendation if step == "answer" else actions.report_follow_up
    )
    act(
        recommendation=row,
        text=said["text"],
        proofs=proofs,
        by=viewer,
        at=clock.moment(viewer),
        seen=seen_revision(request),
    )
    if step == "answer":
        return _("Tanggapan tersimpan.")
    return _("Tindak lanjut tersimpan dan menunggu penilaian pemeriksa.")


def decide(request: Asked, row: inspection.Recommendation, step: str, text: str) -> str:
    """Judge, close or withdraw; return what to say of it, nothing for an unknown step."""
    viewer = request.viewer
    common: dict[str, Any] = {
        "recommendation": row,
        "by": viewer,
        "at": clock.moment(viewer),
        "seen": seen_revision(request),
    }
    if step in {"fit", "unfit"}:
        actions.judge_recommendation(**common, is_fit=step == "fit", text=text)
        return (
            _("Dinilai sesuai; rekomendasi ini selesai.")
            if step == "fit"
            else _("Dinilai belum sesuai; kantor diminta membenahi.")
        )
    if step == "impossible":
        actions.close_recommendation(**common, reason=text)
        return _("Ditutup sebagai tidak dapat ditindaklanjuti.")
    if step == "withdraw":
        actions.withdraw_recommendation(**common, reason=text)
        return _("Rekomendasi ditarik.")
    return ""


def page_of(
    request: Asked,
    row: inspection.Recommendation,
    *,
    form: StepForm | DecisionForm | None = None,
    step: str = "",
) -> HttpResponse:
    """Show the page; after a refusal with what was typed and its fault."""
    viewer = request.viewer
    may_answer = permissions.may_answer(viewer, row)
    may_judge = permissions.may_judge(viewer, row)
    is_answering = isinstance(form, StepForm)
    context = {
        "row": row,
        "chip": chip_of(row.status),
        "is_overdue": not row.is_closed and row.due_on < viewer.on,
        "left": days_left(row.due_on, on=viewer.on),
        "about": shown_note(viewer, row),
        "timeline": timeline_of(row),
        "crumbs": crumbs(_("Rekomendasi %(number)s") % {"number": row.number}),
        "form": form,
        "step": step,
        "step_form": form if is_answering else StepForm(),
        "decision_form": form if form and not is_answering else DecisionForm(),
        "may_follow_up": may_answer and bool(next_status(Act.FOLLOWED_UP, row.status)),
        "may_answer": may_answer and bool(next_status(Act.ANSWERED, row.status)),
        "may_fit": may_judge and bool(next_status(Act.FIT, row.status)),
        "may_unfit": may_judge and bool(next_status(Act.UNFIT, row.status)),
        "may_close": may_judge and not row.is_closed,
        "may_write": permissions.may_inspect(viewer, office_id=row.office_id),
        "same_report_url": same_report(row),
    }
    status = 422 if form is not None else 200
    return render(request, "inspection/recommendation.html", context, status=status)


def shown_note(viewer: Viewer, row: inspection.Recommendation) -> dict[str, str] | None:
    """Return what the finding behind a recommendation is about, where it may be read."""
    if row.note is None or not permissions.may_view_note(viewer, row.note):
        return None
    return about_of(row.note)


def same_report(row: inspection.Recommendation) -> str:
    """Return the address of a new recommendation from the same report."""
    asked = {
        "sumber": row.source,
        "laporan": row.report_number,
        "tanggal": row.report_dated_on.isoformat(),
    }
    return f"{reverse('rekomendasi_tulis')}?{urlencode(asked)}"


def timeline_of(row: inspection.Recommendation) -> list[dict[str, Any]]:
    """Return the steps, newest first, each with the evidence handed in with it."""
    return [
        {
            "title": step.get_act_display(),
            "text": step.text,
            "who": f"{step.by_name}, {step.title}" if step.title else step.by_name,
            "at": step.at,
            "tone": TONES.get(Act(step.act), ""),
            "evidence": [
                {
                    "name": one.name,
                    "url": one.link or reverse("rekomendasi_bukti", args=[one.pk]),
                    "note": one.file.sha256[:12] if one.file else "",
                }
                for one in step.evidence.all()
            ],
        }
        for step in reversed(list(row.steps.all()))
    ]


@login_required
@require_safe
def show_file(request: Asked, evidence_id: int) -> HttpResponseBase:
    """Hand out the file of a follow-up to those who see the recommendation."""
    found = inspection.get_evidence(evidence_id=evidence_id, for_user=request.viewer)
    if found.file is None:
        return redirect(found.link)
    try:
        opened = path_of(found.file).open("rb")
    except FileNotFoundError:
        return errors.show(
            request,
            404,
            title=_("Isi berkas tidak ada lagi"),
            why=_("“%(name)s” tercatat, tetapi isinya tidak ditemukan di peladen ini.")
            % {"name": found.name},
            then=_("Hubungi administrator; sidik berkasnya masih tercatat."),
        )
    inline = found.file.media_type in INLINE
    return shut_in(
        FileResponse(
            opened,
            as_attachment=not inline,
            filename=found.name,
            content_type=found.file.media_type
            if inline
            else "application/octet-stream",
        )
    )
