"""What the yearly report needs from a person: its words, benchmarks, the budget."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation.queries import Viewer
from tolok.reporting import permissions, writing, yearly
from tolok.reporting.documents.figures import percent, rupiah, share_of_amounts
from tolok.web import clock
from tolok.web.asking import asked_id, demand, offer
from tolok.web.counting import whole
from tolok.web.planning.forms import TOO_LONG
from tolok.web.reporting.lkjip_page import crumbs
from tolok.web.requests import Asked


WHOLE_YEAR = gettext_lazy("Tulis tahun empat angka, misalnya 2029.")


class PartForm(forms.Form):
    """The words of one part, and the version that they began from."""

    text = forms.CharField(
        label=gettext_lazy("Naskah"),
        required=False,
        max_length=writing.LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy(
            "Satu baris satu paragraf; baris yang diawali tanda - menjadi butir. "
            "Kosongkan untuk kembali ke draf dari data."
        ),
        error_messages={"max_length": TOO_LONG},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class BenchmarkForm(forms.Form):
    """What one indicator is held against."""

    end_year = forms.IntegerField(
        label=gettext_lazy("Tahun akhir Renstra"),
        required=False,
        error_messages={"invalid": WHOLE_YEAR},
    )
    end_target = forms.CharField(
        label=gettext_lazy("Target akhir Renstra"), required=False, max_length=120
    )
    province = forms.CharField(
        label=gettext_lazy("Nilai provinsi"), required=False, max_length=120
    )
    national = forms.CharField(
        label=gettext_lazy("Nilai nasional"), required=False, max_length=120
    )
    source = forms.CharField(
        label=gettext_lazy("Sumber pembanding"), required=False, max_length=300
    )


class BudgetForm(forms.Form):
    """One programme with its amounts."""

    programme = forms.CharField(
        label=gettext_lazy("Program"),
        max_length=300,
        error_messages={"required": gettext_lazy("Tulis nama programnya.")},
    )
    code = forms.CharField(label=gettext_lazy("Kode"), required=False, max_length=40)
    objective = forms.ChoiceField(
        label=gettext_lazy("Sasaran yang ditunjang"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Pilih sasaran dari daftar.")},
    )
    ceiling = forms.CharField(
        label=gettext_lazy("Pagu"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Misalnya 1.250.000.000."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    spent = forms.CharField(
        label=gettext_lazy("Realisasi anggaran"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Kosongkan bila belum diketahui; kosong bukan nol."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


def demand_writer(viewer: Viewer) -> None:
    """Answer 403 to those who do not write the report."""
    demand(
        permissions.may_write_yearly_report(viewer, office_id=viewer.office_id),
        _("Bahan LKjIP diisi perencana kantor."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: Asked, year: int, key: str) -> HttpResponse:
    """Show one part with its draft; keep what the planner writes."""
    viewer = request.viewer
    _years, chosen = yearly.choose_year(asked=year, for_user=viewer)
    may_write = permissions.may_write_yearly_report(viewer, office_id=chosen.office_id)
    now = clock.moment(viewer)
    sheet = yearly.get_part(year=chosen, key=key, for_user=viewer, as_at=now)
    current = sheet.current
    posted = request.method == "POST"
    form = PartForm(
        request.POST if posted else None,
        initial={
            "text": (current.text if current else "") or sheet.draft,
            "seen": current.number if current else 0,
        },
    )
    status = 200
    if posted:
        demand_writer(viewer)
        status = 422
        if form.is_valid():
            try:
                # The draft itself is not a person's own words.
                text = form.cleaned_data["text"].replace("\r\n", "\n").strip()
                writing.write_part(
                    year=chosen,
                    part=key,
                    text="" if text == sheet.draft.strip() else text,
                    seen=form.cleaned_data["seen"],
                    by=viewer,
                    at=now,
                )
            except Unfit as refusal:
                form.add_error(refusal.field or None, refusal.message)
            except NotNow as refusal:
                form.add_error(None, refusal.message)
                status = 409
            else:
                messages.success(
                    request, _("%(part)s disimpan.") % {"part": sheet.part.title}
                )
                return redirect(f"{reverse('lkjip')}?tahun={year}")
    context = {
        "sheet": sheet,
        "form": form,
        "may_write": may_write,
        "is_written": current is not None and bool(current.text),
        "history": [
            {
                "title": _("Versi %(number)s") % {"number": one.number},
                "text": shortened(one.text) or _("kembali ke draf dari data"),
                "who": one.written_by,
                "at": one.created_at,
            }
            for one in sheet.versions
        ],
        "crumbs": crumbs(year, sheet.part.title),
    }
    return render(request, "reporting/lkjip_part.html", context, status=status)


def shortened(text: str, longest: int = 160) -> str:
    """Return the beginning of a text."""
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[:longest].rstrip()}…"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def benchmarks(request: Asked, year: int) -> HttpResponse:
    """Show and keep what the head's indicators are held against."""
    viewer = request.viewer
    _years, chosen = yearly.choose_year(asked=year, for_user=viewer)
    demand_writer(viewer)
    lines = yearly.list_benchmarks(year=chosen, for_user=viewer)
    posted = request.method == "POST"
    found: list[tuple[yearly.BenchmarkLine, BenchmarkForm]] = [
        (
            line,
            BenchmarkForm(
                request.POST if posted else None,
                prefix=str(line.indicator.pk),
                initial=initial_of(line),
            ),
        )
        for line in lines
    ]
    status = 200
    if posted:
        valid = [form.is_valid() for _line, form in found]
        if all(valid) and keep_benchmarks(found, chosen, viewer):
            messages.success(request, _("Pembanding disimpan."))
            return redirect(f"{reverse('lkjip')}?tahun={year}")
        status = 422
    context = {
        "year": year,
        "is_wrong": status == 422,
        "lines": [{"line": line, "form": form} for line, form in found],
        "crumbs": crumbs(year, _("Pembanding")),
    }
    return render(request, "reporting/lkjip_benchmarks.html", context, status=status)


def initial_of(line: yearly.BenchmarkLine) -> dict[str, Any]:
    """Return what stands for an indicator now."""
    known = line.known
    if known is None:
        return {}
    return {
        "end_year": known.end_year,
        "end_target": known.end_target,
        "province": known.province,
        "national": known.national,
        "source": known.source,
    }


def keep_benchmarks(
    found: list[tuple[yearly.BenchmarkLine, BenchmarkForm]],
    year: Any,
    viewer: Viewer,
) -> bool:
    """Keep all lines; tell whether none was refused."""
    now = clock.moment(viewer)
    for line, form in found:
        try:
            writing.set_benchmark(
                year=year,
                indicator=line.indicator,
                compared=writing.Compared(**form.cleaned_data),
                by=viewer,
                at=now,
            )
        except Unfit as refusal:
            form.add_error(refusal.field or None, refusal.message)
    return all(form.is_valid() for _line, form in found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: Asked, year: int) -> HttpResponse:
    """Show the programmes of a year; add one, or change the one asked for."""
    viewer = request.viewer
    _years, chosen = yearly.choose_year(asked=year, for_user=viewer)
    demand_writer(viewer)
    lines = yearly.list_budget(year=chosen, for_user=viewer)
    objectives = {
        str(one.pk): one for one in yearly.list_objectives(year=chosen, for_user=viewer)
    }
    asked = asked_id(request, "ubah")
    edited = next((one for one in lines if one.pk == asked), None)
    if asked is not None and edited is None:
        return redirect("lkjip_anggaran", year)
    posted = request.method == "POST"
    form = BudgetForm(
        request.POST if posted else None,
        initial={
            "programme": edited.programme,
            "code": edited.code,
            "objective": edited.objective_id or "",
            "ceiling": rupiah(edited.ceiling) or "",
            "spent": rupiah(edited.spent) or "",
        }
        if edited
        else {},
    )
    offer(
        form,
        "objective",
        [
            ("", _("Seluruh kantor (penunjang)")),
            *((pk, shortened(one.text, 90)) for pk, one in objectives.items()),
        ],
    )
    status = 200
    if posted:
        status = 422
        if form.is_valid():
            try:
                writing.keep_budget_line(
                    year=chosen,
                    objective=objectives.get(form.cleaned_data["objective"]),
                    budgeted=writing.Budgeted(
                        programme=form.cleaned_data["programme"],
                        code=form.cleaned_data["code"],
                        ceiling=form.cleaned_data["ceiling"],
                        spent=form.cleaned_data["spent"],
                    ),
                    line=edited,
                    by=viewer,
                    at=clock.moment(viewer),
                )
            except Unfit as refusal:
                form.add_error(refusal.field or None, refusal.message)
            else:
                messages.success(request, _("Anggaran program disimpan."))
                return redirect("lkjip_anggaran", year)
    context = {
        "year": year,
        "form": form,
        "edited": edited,
        "rows": [row_of(one) for one in lines],
        "heading": _("Anggaran %(year)s: %(count)s program")
        % {"year": year, "count": whole(len(lines))},
        "crumbs": crumbs(year, _("Anggaran")),
    }
    return render(request, "reporting/lkjip_budget.html", context, status=status)


def row_of(line: Any) -> dict[str, Any]:
    """Return one programme as the table shows it; blank is said, never zero."""
    return {
        "id": line.pk,
        "code": line.code,
        "programme": line.programme,
        "objective": shortened(line.objective.text, 90) if line.objective else "",
        "ceiling": rupiah(line.ceiling),
        "spent": rupiah(line.spent),
        "absorbed": percent(share_of_amounts(line.spent, line.ceiling)),
    }


@login_required
@require_POST
def drop_budget(request: Asked, year: int, line_id: int) -> HttpResponse:
    """Take a programme out of the budget."""
    viewer = request.viewer
    _years, chosen = yearly.choose_year(asked=year, for_user=viewer)
    demand_writer(viewer)
    lines = yearly.list_budget(year=chosen, for_user=viewer)
    line = next((one for one in lines if one.pk == line_id), None)
    if line is None:
        raise Http404
    writing.drop_budget_line(line=line, by=viewer, at=clock.moment(viewer))
    messages.success(request, _("Program dihapus dari anggaran."))
    return redirect("lkjip_anggaran", year)
