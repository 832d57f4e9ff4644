"""The yearly report (LKjIP): what is still missing, and its making behind the screen."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tolok.kernel.codes import format_code
from tolok.kernel.refusals import NotNow, Unfit
from tolok.planning.queries import PerformanceYear
from tolok.reporting import permissions, running, yearly
from tolok.reporting.cut_off import cut_off
from tolok.reporting.enums import ReportForm, RunStatus
from tolok.reporting.tasks import make_waiting
from tolok.web import clock
from tolok.web.asking import asked_number, cut_off_in
from tolok.web.attachments import attachment
from tolok.web.counting import whole
from tolok.web.reporting.documents import state_on
from tolok.web.reporting.issued_page import own_address
from tolok.web.reporting.names import file_name
from tolok.web.requests import Asked


NO_YEAR = 0
PAPERS = [("folio", gettext_lazy("Folio (F4)")), ("a4", "A4")]


class MakeForm(forms.Form):
    """In which form, on which paper, as at which day."""

    form = forms.ChoiceField(
        label=gettext_lazy("Bentuk"),
        choices=ReportForm,
        initial=ReportForm.DOCX,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih bentuknya.")},
    )
    paper = forms.ChoiceField(
        label=gettext_lazy("Kertas"),
        choices=PAPERS,
        initial="folio",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih kertasnya.")},
    )
    pada = forms.CharField(
        label=gettext_lazy("Keadaan per"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Kosong: keadaan saat ini."),
    )


@login_required
@require_safe
def overview(request: Asked) -> HttpResponse:
    """Show what the report of a year has and lacks, chapter by chapter."""
    viewer = request.viewer
    asked = asked_number(request, "tahun", NO_YEAR)
    try:
        state = yearly.get_yearly_state(asked=asked or None, for_user=viewer)
    except PerformanceYear.DoesNotExist as error:
        if asked:
            raise Http404 from error
        return render(request, "reporting/lkjip.html", {"state": None})
    return page(request, state, MakeForm())


def page(
    request: Asked, state: yearly.YearlyState, form: MakeForm, *, status: int = 200
) -> HttpResponse:
    """Return the page of one year."""
    viewer = request.viewer
    year = state.year.year
    may_write = permissions.may_write_yearly_report(
        viewer, office_id=state.year.office_id
    )
    runs = running.list_runs(year=state.year, for_user=viewer)
    context = {
        "state": state,
        "year": year,
        "form": form,
        "heading": heading_of(state),
        "chapters": [chapter_of(one, year, may_write) for one in state.chapters],
        "may_write": may_write,
        "may_issue": permissions.may_issue_documents(
            viewer, office_id=state.year.office_id
        ),
        "runs": [run_line(one) for one in runs],
        "years": [
            {
                "label": str(one.year),
                "url": f"{reverse('lkjip')}?{urlencode({'tahun': one.year})}",
                "count": None,
                "current": one.year == year,
            }
            for one in state.years
        ],
    }
    return render(request, "reporting/lkjip.html", context, status=status)


def heading_of(state: yearly.YearlyState) -> str:
    """Say in one sentence how far the report is."""
    year = state.year.year
    if state.refusal:
        return _("LKjIP %(year)s belum dapat disusun") % {"year": year}
    if not state.open_count:
        return _("LKjIP %(year)s lengkap dan siap disusun") % {"year": year}
    return _("LKjIP %(year)s: masih ada %(count)s hal yang perlu dilengkapi") % {
        "year": year,
        "count": whole(state.open_count),
    }


def chapter_of(
    chapter: yearly.ChapterState, year: int, may_write: bool
) -> dict[str, Any]:
    """Return one chapter as the page shows it."""
    places = {
        yearly.Place.BENCHMARKS: reverse("lkjip_pembanding", args=[year]),
        yearly.Place.BUDGET: reverse("lkjip_anggaran", args=[year]),
        yearly.Place.TARGETS: f"{reverse('target')}?tahun={year}",
        yearly.Place.REALISATIONS: reverse("dasbor"),
    }
    return {
        "title": chapter.title,
        "open": chapter.open_count,
        "gaps": [
            {
                "text": gap.text,
                "url": places[gap.place]
                if may_write or gap.place == yearly.Place.REALISATIONS
                else "",
            }
            for gap in chapter.gaps
        ],
        "parts": [
            {
                "title": one.part.title,
                "is_written": one.is_written,
                "is_missing": one.is_missing,
                "written": one.written,
                "url": reverse("lkjip_naskah", args=[year, one.part.key]),
            }
            for one in chapter.parts
        ],
    }


def run_line(run: running.ReportRun) -> dict[str, Any]:
    """Return one making as a line of the list."""
    is_done = run.status == RunStatus.DONE
    return {
        "name": run.file_name,
        "who": run.asked_by,
        "at": run.created_at,
        "status": "" if is_done else run.get_status_display(),
        "is_done": is_done and run.document is None,
        "note": run_note(run),
        "url": run_url(run),
    }


def run_note(run: running.ReportRun) -> str:
    """Say as at which day a report was made, and under which code it was issued."""
    said = []
    if run.state_on is not None:
        said.append(state_on(run.state_on))
    if run.document is not None:
        said.append(
            _("terbit dengan kode %(code)s") % {"code": format_code(run.document.code)}
        )
    return ", ".join(said)


def run_url(run: running.ReportRun) -> str:
    """Return where a making leads: to what was issued, to its file, or to itself."""
    if run.document is not None:
        return reverse("dokumen", args=[run.document.pk])
    is_done = run.status == RunStatus.DONE
    return reverse("susunan_unduh" if is_done else "susunan", args=[run.pk])


@login_required
@require_POST
def make(request: Asked, year: int) -> HttpResponse:
    """Let the worker make the report, and show how far it is."""
    viewer = request.viewer
    _years, chosen = yearly.choose_year(asked=year, for_user=viewer)
    form = MakeForm(request.POST)
    if not form.is_valid():
        state = yearly.get_yearly_state(asked=year, for_user=viewer)
        return page(request, state, form, status=422)
    wanted = ReportForm(form.cleaned_data["form"])
    is_issued = "terbit" in request.POST
    at = clock.moment(viewer)
    try:
        on = cut_off_in(request.POST)
        day = [f"per {on}"] if cut_off(on=on, at=at, year=year) else []
        run = running.ask_for_report(
            year=chosen,
            form=wanted,
            is_a4=form.cleaned_data["paper"] == "a4",
            file_name=file_name(
                "lkjip", str(year), viewer.office_short, *day, kind=str(wanted.value)
            ),
            by=viewer,
            at=at,
            on=on,
            address=own_address(request) if is_issued else "",
        )
    except Unfit as refusal:
        form.add_error(refusal.field, refusal.message)
        state = yearly.get_yearly_state(asked=year, for_user=viewer)
        return page(request, state, form, status=422)
    except NotNow as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{reverse('lkjip')}?tahun={year}")
    make_waiting.enqueue(run.pk)
    return redirect("susunan", run.pk)


@login_required
@require_safe
def show_run(request: Asked, run_id: int) -> HttpResponse:
    """Show how far a report is; the page asks again until it has ended."""
    run = running.get_run(run_id=run_id, for_user=request.viewer)
    is_open = run.status in running.OPEN
    if request.htmx and not is_open:
        response = HttpResponse(status=200)
        response["HX-Redirect"] = reverse("susunan", args=[run.pk])
        return response
    context = {
        "run": run,
        "is_open": is_open,
        "is_done": run.status == RunStatus.DONE,
        "state_on": state_on(run.state_on) if run.state_on else "",
        "document_url": run_url(run) if run.document else "",
        "is_failed": run.status == RunStatus.FAILED,
        "heading": run_heading(run),
        "back": f"{reverse('lkjip')}?tahun={run.year.year}",
        "crumbs": crumbs(run.year.year, run.file_name),
        "note": run.doing or run.get_status_display().lower(),
    }
    name = "reporting/run_progress.html" if request.htmx else "reporting/run.html"
    return render(request, name, context)


def run_heading(run: running.ReportRun) -> str:
    """Say in one sentence where a making stands."""
    match run.status:
        case RunStatus.DONE:
            return _("Laporan sudah selesai disusun")
        case RunStatus.FAILED:
            return _("Laporan tidak dapat disusun")
        case RunStatus.CANCELLED:
            return _("Penyusunan dibatalkan")
    return _("Laporan sedang disusun")


@login_required
@require_safe
def download_run(request: Asked, run_id: int) -> HttpResponse:
    """Give what was made; 404 while there is nothing."""
    run = running.get_run(run_id=run_id, for_user=request.viewer)
    if run.status != RunStatus.DONE:
        raise Http404
    return attachment(
        running.bytes_of(run), running.MEDIA_TYPES[ReportForm(run.form)], run.file_name
    )


@login_required
@require_POST
def cancel_run(request: Asked, run_id: int) -> HttpResponse:
    """Stop a making; nothing comes of it."""
    viewer = request.viewer
    run = running.get_run(run_id=run_id, for_user=viewer)
    try:
        running.cancel_run(run=run, by=viewer, at=clock.moment(viewer))
    except NotNow as refusal:
        messages.error(request, refusal.message)
        return redirect("susunan", run.pk)
    messages.success(request, _("Penyusunan laporan dibatalkan."))
    return redirect(f"{reverse('lkjip')}?tahun={run.year.year}")


def crumbs(year: int, label: str) -> list[dict[str, str]]:
    """Return the way from the reports to a page below the yearly report."""
    return [
        {"label": _("Laporan"), "url": reverse("laporan")},
        {
            "label": _("LKjIP %(year)s") % {"year": year},
            "url": f"{reverse('lkjip')}?tahun={year}",
        },
        {"label": label, "url": ""},
    ]
