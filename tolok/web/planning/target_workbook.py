"""Targets by workbook: out, filled in, in again; first shown, then kept."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.planning import queries as planning
from tolok.planning import target_importing, targets
from tolok.planning import target_workbook as workbook
from tolok.registry import queries as registry
from tolok.web import clock
from tolok.web.asking import asked_number
from tolok.web.attachments import XLSX, attachment
from tolok.web.counting import whole
from tolok.web.planning import target_import
from tolok.web.planning.letters import LetterForm
from tolok.web.planning.own_targets import add_error
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


SHOWN_ROWS = 100
BYTES_IN_MB = 1_048_576


class TargetWorkbookForm(LetterForm):
    """The filled-in workbook, with what allows it to change targets."""

    workbook = forms.FileField(
        label=gettext_lazy("Lembar yang sudah diisi (XLSX)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Pilih berkasnya."),
            "empty": gettext_lazy("Berkas ini kosong. Pilih berkas lain."),
        },
    )
    document = forms.CharField(
        label=gettext_lazy("Dokumen yang disalin"),
        help_text=gettext_lazy("Untuk target baru, misalnya Perjanjian Kinerja 2026."),
        required=False,
        max_length=200,
    )


@dataclass(frozen=True)
class Plan:
    """What a workbook of one year holds: its columns, definitions and targets."""

    year: planning.PerformanceYear
    columns: list[workbook.Column]
    definitions: list[registry.Definition]
    standing: dict[tuple[int, int | None], planning.Target]
    waiting: set[int]


def plan_for(request: Asked) -> Plan:
    """Return the plan of the year asked for; `Http404` without a year or a registry."""
    viewer = request.viewer
    known = list(planning.list_periods(for_user=viewer))
    years = list(dict.fromkeys(period.year for period in reversed(known)))
    wanted = asked_number(request, "tahun", viewer.on.year)
    year = next((y for y in years if y.year == wanted), years[0] if years else None)
    if year is None:
        raise Http404
    periods = [period for period in known if period.year_id == year.pk]
    version = registry.version_on(office_id=viewer.office_id, on=periods[-1].ends_on)
    if version is None:
        raise Http404
    definitions = list(
        registry.list_current_definitions(version=version, for_user=viewer)
    )
    return Plan(
        year,
        workbook.columns_of(year, periods),
        definitions,
        planning.targets_of_version(version_id=version.pk, year=year),
        set(planning.indicators_with_proposal(year=year)),
    )


@login_required
@require_safe
def download(request: Asked) -> HttpResponse:
    """Give the targets of the office as a workbook to fill in."""
    demand_planner(request.viewer)
    plan = plan_for(request)
    lines = workbook.lines_of(
        plan.definitions,
        columns=plan.columns,
        standing=plan.standing,
        waiting=plan.waiting,
    )
    return attachment(
        workbook.write_workbook(lines, plan.columns),
        XLSX,
        f"target-{plan.year.year}.xlsx",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: Asked) -> HttpResponse:
    """Show what a filled-in workbook would change; keep it where that is asked."""
    demand_planner(request.viewer)
    if request.method != "POST":
        wanted = asked_number(request, "tahun", request.viewer.on.year)
        return page(request, TargetWorkbookForm(), year=wanted)
    plan = plan_for(request)
    year = plan.year.year
    form = TargetWorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, form, year=year, status=422)
    file = form.cleaned_data["workbook"]
    if file.size > settings.MAX_UPLOAD_BYTES:
        form.add_error(
            "workbook",
            _("Berkas ini terlalu besar: paling besar %(limit)s MB.")
            % {"limit": settings.MAX_UPLOAD_BYTES // BYTES_IN_MB},
        )
        return page(request, form, year=year, status=422)
    content = file.read()
    if target_importing.is_large(content):
        return target_import.take_in(request, plan.year, content, file.name)
    try:
        lines = workbook.read_workbook(
            content,
            definitions=plan.definitions,
            columns=plan.columns,
            standing=plan.standing,
            waiting=plan.waiting,
        )
    except Unfit as refusal:
        add_error(form, refusal)
        return page(request, form, year=year, status=422)
    step = request.POST.get("step", "")
    if step == "errors":
        return attachment(
            workbook.write_workbook(lines, plan.columns),
            XLSX,
            f"target-{year}-kesalahan.xlsx",
        )
    if step != "keep" or any(line.is_wrong for line in lines):
        return page(request, form, year=year, plan=plan, lines=lines)
    return keep(request, form, plan, lines)


def keep(
    request: Asked, form: TargetWorkbookForm, plan: Plan, lines: list[workbook.Line]
) -> HttpResponse:
    """Set what the workbook changes: all of it, or nothing."""
    viewer = request.viewer
    year = plan.year.year
    try:
        kept = targets.set_targets(
            year=plan.year,
            promises=[promise for line in lines for promise in line.promises],
            by=viewer,
            at=clock.moment(viewer),
            reason=form.cleaned_data["reason"],
            document=form.cleaned_data["document"],
            letter=form.letter(),
        )
    except Unfit as refusal:
        add_error(form, refusal)
        return page(request, form, year=year, plan=plan, lines=lines, status=422)
    except (NotNow, NotAllowed) as refusal:
        form.add_error(None, refusal.message)
        status = 409 if isinstance(refusal, NotNow) else 403
        return page(request, form, year=year, plan=plan, lines=lines, status=status)
    messages.success(
        request,
        ngettext(
            "%(count)s target ditetapkan.", "%(count)s target ditetapkan.", len(kept)
        )
        % {"count": whole(len(kept))},
    )
    return redirect(f"{reverse('target')}?tahun={year}")


def page(
    request: Asked,
    form: TargetWorkbookForm,
    *,
    year: int,
    plan: Plan | None = None,
    lines: list[workbook.Line] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form, and under it what the workbook would do."""
    columns = plan.columns if plan else []
    wrong = [line for line in lines or [] if line.is_wrong]
    changed = [line for line in lines or [] if line.changes and not line.is_wrong]
    context = {
        "form": form,
        "year": year,
        "is_read": lines is not None,
        "revises": any(line.revises for line in changed),
        "wrong": [
            {"text": line.keys[4] or line.keys[0], "trouble": line.trouble(columns)}
            for line in wrong[:SHOWN_ROWS]
        ],
        "changed": [
            {"text": line.keys[4], "note": "; ".join(line.changes)}
            for line in changed[:SHOWN_ROWS]
        ],
        "wrong_count": len(wrong),
        "changed_count": len(changed),
        "row_count": len(lines or []),
        "open_imports": target_importing.list_open_imports(for_user=request.viewer),
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Target"), "url": f"{reverse('target')}?tahun={year}"},
            {"label": _("Lewat Excel"), "url": ""},
        ],
    }
    return render(request, "planning/target_workbook.html", context, status=status)
