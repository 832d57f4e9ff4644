"""Weights by workbook: out, filled in, in again; first shown, then kept whole."""

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
from tolok.planning import weight_workbook as workbook
from tolok.web import clock
from tolok.web.attachments import XLSX, attachment
from tolok.web.counting import whole
from tolok.web.planning.own_targets import add_error
from tolok.web.planning.targets import UnitPlan, unit_plan
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


SHOWN_ROWS = 100
BYTES_IN_MB = 1_048_576


class WeightWorkbookForm(forms.Form):
    """The filled-in workbook, and why weights change."""

    workbook = forms.FileField(
        label=gettext_lazy("Lembar yang sudah diisi (XLSX)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Pilih berkasnya."),
            "empty": gettext_lazy("Berkas ini kosong. Pilih berkas lain."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan perubahan"),
        help_text=gettext_lazy("Wajib bila bobot yang sudah ada ikut berubah."),
        required=False,
        max_length=500,
    )


def plan_of(request: Asked) -> UnitPlan:
    """Return the year and version asked for; `Http404` without a year or a registry."""
    plan = unit_plan(request)
    if isinstance(plan, HttpResponse):
        raise Http404
    return plan


def lines_of(request: Asked, plan: UnitPlan) -> list[workbook.Line]:
    """Return all weights of the year as they stand."""
    return workbook.lines_of(
        year=plan.year, version=plan.version, for_user=request.viewer
    )


@login_required
@require_safe
def download(request: Asked) -> HttpResponse:
    """Give all weights of the year as a workbook to fill in."""
    demand_planner(request.viewer)
    plan = plan_of(request)
    return attachment(
        workbook.write_workbook(lines_of(request, plan)),
        XLSX,
        f"bobot-{plan.year.year}.xlsx",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: Asked) -> HttpResponse:
    """Show what a filled-in workbook would change; keep it where that is asked."""
    demand_planner(request.viewer)
    plan = plan_of(request)
    if request.method != "POST":
        return page(request, WeightWorkbookForm(), plan)
    form = WeightWorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, form, plan, status=422)
    file = form.cleaned_data["workbook"]
    if file.size > settings.MAX_UPLOAD_BYTES:
        form.add_error(
            "workbook",
            _("Berkas ini terlalu besar: paling besar %(limit)s MB.")
            % {"limit": settings.MAX_UPLOAD_BYTES // BYTES_IN_MB},
        )
        return page(request, form, plan, status=422)
    try:
        sheet = workbook.read_workbook(file.read(), lines=lines_of(request, plan))
    except Unfit as refusal:
        add_error(form, refusal)
        return page(request, form, plan, status=422)
    step = request.POST.get("step", "")
    if step == "errors":
        return attachment(
            workbook.write_workbook(sheet.lines),
            XLSX,
            f"bobot-{plan.year.year}-kesalahan.xlsx",
        )
    if step != "keep" or sheet.wrong or sheet.strange:
        return page(request, form, plan, sheet=sheet)
    return keep(request, form, plan, sheet)


def keep(
    request: Asked, form: WeightWorkbookForm, plan: UnitPlan, sheet: workbook.Sheet
) -> HttpResponse:
    """Set what the workbook changes: all of it, or nothing."""
    viewer = request.viewer
    try:
        count = workbook.keep_workbook(
            year=plan.year,
            sheet=sheet,
            by=viewer,
            at=clock.moment(viewer),
            reason=form.cleaned_data["reason"],
        )
    except Unfit as refusal:
        add_error(form, refusal)
        return page(request, form, plan, sheet=sheet, status=422)
    except (NotNow, NotAllowed) as refusal:
        form.add_error(None, refusal.message)
        status = 409 if isinstance(refusal, NotNow) else 403
        return page(request, form, plan, sheet=sheet, status=status)
    said = ngettext("%(count)s bobot disimpan.", "%(count)s bobot disimpan.", count)
    messages.success(request, said % {"count": whole(count)})
    return redirect(f"{reverse('bobot_unit')}?tahun={plan.year.year}")


def page(
    request: Asked,
    form: WeightWorkbookForm,
    plan: UnitPlan,
    *,
    sheet: workbook.Sheet | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form, and over it what the workbook would do."""
    year = plan.year.year
    wrong, changed, sums = [], [], []
    if sheet is not None:
        wrong = [
            *(
                {
                    "text": key,
                    "trouble": _("Kunci ini tidak ada dalam lembar bobot tahun ini."),
                }
                for key in sheet.strange
            ),
            *({"text": one.name, "trouble": one.error} for one in sheet.wrong),
        ]
        changed = [
            {"text": one.name, "note": f"{one.inside}: {one.change}"}
            for one in sheet.changed
        ]
        sums = [{"text": inside, "trouble": told} for inside, told in sheet.sums]
    context = {
        "form": form,
        "year": year,
        "is_read": sheet is not None,
        "wrong": wrong[:SHOWN_ROWS],
        "changed": changed[:SHOWN_ROWS],
        "sums": sums[:SHOWN_ROWS],
        "wrong_count": len(wrong),
        "changed_count": len(changed),
        "row_count": len(sheet.lines) if sheet else 0,
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Bobot"), "url": f"{reverse('bobot_unit')}?tahun={year}"},
            {"label": _("Lewat Excel"), "url": ""},
        ],
    }
    return render(request, "planning/weight_workbook.html", context, status=status)
