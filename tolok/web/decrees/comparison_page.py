"""Two decrees beside each other: what changed, the mending of matches, the papers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tolok.decrees import comparing, mending
from tolok.decrees import queries as decrees
from tolok.decrees.queries import Decree
from tolok.decrees.rows import Level
from tolok.organisation.queries import Viewer
from tolok.reporting import gather_comparison
from tolok.reporting.documents import comparison_paper
from tolok.web import clock
from tolok.web.asking import asked_id, demand
from tolok.web.attachments import XLSX, attachment
from tolok.web.decrees import comparison_rows
from tolok.web.decrees.comparison_rows import Asked
from tolok.web.decrees.views import demand_view, may_handle
from tolok.web.reporting.downloads import DOCX
from tolok.web.reporting.names import file_name
from tolok.web.requests import Asked as Request


POSITIONS_ON_PAGE = 20
LONGEST_SEARCH = 100
KEPT_IN_ADDRESS = ("lihat", "tingkat", "cari", "page")


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """Show what changed between two decrees, by position."""
    viewer = request.viewer
    demand_view(viewer)
    known = comparing.list_comparable(for_user=viewer)
    asked = asked_of(request, viewer, known)
    if asked is None:
        return render(request, "decrees/compare_nothing.html", {"known": known})
    comparison = comparing.compare_decrees(before=asked.before, after=asked.after)
    wanted = comparison_rows.list_wanted(comparison, asked)
    page = Paginator(wanted, POSITIONS_ON_PAGE).get_page(asked.page)
    mends = list(
        comparing.list_mends(before=asked.before, after=asked.after, with_undone=True)
    )
    may_mend = may_handle(viewer)
    context = {
        "asked": asked,
        "known": known,
        "levels": comparison_rows.level_choices(),
        "heading": comparison_rows.heading_of(comparison),
        "lead": comparison_rows.lead_of(comparison),
        "stats": comparison_rows.stats_of(comparison, asked),
        "filters": comparison_rows.filters_of(comparison, asked),
        "page": page,
        "sections": comparison_rows.sections_of(
            page.object_list, comparison, asked, may_mend=may_mend
        ),
        "mends": comparison_rows.mends_of(mends, comparison, asked),
        "lost": comparison.lost_mends,
        "may_mend": may_mend,
        "turned_url": asked.url(
            dari=str(asked.after.pk), ke=str(asked.before.pk), page=""
        ),
        "papers": papers_of(asked),
        "kept": asked.url().partition("?")[2],
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {"label": _("Bandingkan"), "url": ""},
        ],
    }
    return render(request, "decrees/compare.html", context)


def papers_of(asked: Asked) -> list[dict[str, str]]:
    """Return the papers that hold the whole comparison."""
    pair = f"dari={asked.before.pk}&ke={asked.after.pk}"
    return [
        {"url": f"{reverse(name)}?{pair}", "icon": icon, "label": label}
        for name, icon, label in (
            ("sk_banding_xlsx", "file-earmark-spreadsheet", "XLSX"),
            ("sk_banding_docx", "file-earmark-word", "DOCX"),
        )
    ]


def asked_of(request: Request, viewer: Viewer, known: list[Decree]) -> Asked | None:
    """Return what the address asks for; without decrees the last two of the office.

    None where there are no two decrees to compare; `Http404` for one that is not there.
    """
    before_id, after_id = asked_id(request, "dari"), asked_id(request, "ke")
    chosen = chosen_pair(known, before_id, after_id)
    if chosen is None:
        return None
    before, after = (
        decrees.get_decree(decree_id=one, for_user=viewer) for one in chosen
    )
    shown = request.GET.get("lihat", "")
    level = request.GET.get("tingkat", "")
    if shown not in comparison_rows.SHOWN or level not in {"", *Level}:
        raise Http404
    return Asked(
        before=before,
        after=after,
        shown=shown,
        level=level,
        words=request.GET.get("cari", "").strip()[:LONGEST_SEARCH],
        pairing=request.GET.get("pasang", ""),
        page=request.GET.get("page", ""),
    )


def chosen_pair(
    known: list[Decree], before_id: int | None, after_id: int | None
) -> tuple[int, int] | None:
    """Return the two decrees to compare: those named, and what goes with the one named."""
    ids = [decree.pk for decree in known]
    for wanted in (before_id, after_id):
        if wanted is not None and wanted not in ids:
            raise Http404
    if after_id is None:
        after_id = next((one for one in ids if one != before_id), None)
    if before_id is None and after_id is not None:
        later = ids[ids.index(after_id) + 1 :]
        before_id = next(iter(later), next((i for i in ids if i != after_id), None))
    if before_id is None or after_id is None or before_id == after_id:
        return None
    return before_id, after_id


def named_pair(request: Request, source: QueryDict) -> tuple[Decree, Decree]:
    """Return the two decrees that a form or an address names; `Http404` else."""
    viewer = request.viewer
    ids = [source.get(name, "") for name in ("dari", "ke")]
    if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in ids):
        raise Http404
    before, after = (
        decrees.get_decree(decree_id=int(one), for_user=viewer) for one in ids
    )
    return before, after


ADOPTION = "tetapkan"


@login_required
@require_POST
def mend(request: Request) -> HttpResponse:
    """Keep that two rows are one, or are not, and go back to where it was seen."""
    viewer = request.viewer
    demand(
        may_handle(viewer),
        _("Hanya perencana yang dapat memperbaiki pasangan keputusan kantornya."),
    )
    before, after = named_pair(request, request.POST)
    level = request.POST.get("level", "")
    if level not in set(Level):
        raise Http404
    are_one = request.POST.get("are_one") == "yes"
    mending.mend_match(
        before=before,
        after=after,
        level=Level(level),
        before_key=request.POST.get("before_key", ""),
        after_key=request.POST.get("after_key", ""),
        are_one=are_one,
        by=viewer,
        at=clock.moment(viewer),
    )
    said = _("Kedua baris dipasangkan.") if are_one else _("Kedua baris dipisahkan.")
    if request.POST.get("kembali") == ADOPTION:
        messages.success(
            request, said + " " + _("Perbaikan ini dapat diurungkan di perbandingan.")
        )
        return redirect(f"{reverse('sk_tetapkan', args=[after.pk])}#jabatan")
    messages.success(
        request, said + " " + _("Perbaikan ini dapat diurungkan di bawah halaman.")
    )
    row = request.POST.get("after_key", "")
    return redirect(f"{back_to(request, before, after)}#baris-{row}")


@login_required
@require_POST
def undo(request: Request, mend_id: int) -> HttpResponse:
    """Take a mend back."""
    viewer = request.viewer
    demand(
        may_handle(viewer),
        _("Hanya perencana yang dapat memperbaiki pasangan keputusan kantornya."),
    )
    row = comparing.get_mend(mend_id=mend_id, for_user=viewer)
    mending.undo_mend(mend=row, by=viewer, at=clock.moment(viewer))
    messages.success(request, _("Perbaikan pasangan diurungkan."))
    before, after = row.first, row.second
    if request.POST.get("dari") == str(after.pk):
        before, after = after, before
    return redirect(f"{back_to(request, before, after)}#perbaikan")


def back_to(request: Request, before: Decree, after: Decree) -> str:
    """Return the address of the comparison with the filters that the form kept."""
    kept = QueryDict(request.POST.get("kembali", ""))
    filters = {name: kept.get(name, "") for name in KEPT_IN_ADDRESS}
    return Asked(before, after).url(**{n: v for n, v in filters.items() if v})


@login_required
@require_safe
def xlsx(request: Request) -> HttpResponse:
    """Give the whole comparison as a workbook."""
    paper = gathered(request)
    return attachment(
        comparison_paper.write_xlsx(paper=paper), XLSX, name_of(paper, "xlsx")
    )


@login_required
@require_safe
def docx(request: Request) -> HttpResponse:
    """Give the whole comparison as a document."""
    paper = gathered(request)
    return attachment(
        comparison_paper.write_docx(paper=paper), DOCX, name_of(paper, "docx")
    )


def gathered(request: Request) -> comparison_paper.ComparisonPaper:
    """Return what the papers say of the two decrees of the address."""
    demand_view(request.viewer)
    before, after = named_pair(request, request.GET)
    if before.pk == after.pk:
        raise Http404
    return gather_comparison.gather_comparison(
        before=before,
        after=after,
        for_user=request.viewer,
        as_at=clock.moment(request.viewer),
    )


def name_of(paper: comparison_paper.ComparisonPaper, kind: str) -> str:
    """Return the name of the file."""
    return file_name("perbandingan", paper.before.name, paper.after.name, kind=kind)
